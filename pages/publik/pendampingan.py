"""Pendampingan: who is visited, the inactive first, after training; and who is still waiting."""

from dasbor import asal, hubungi, indicator_charts, isi, kueri_daftar, tampilan

KUNJUNGAN = (
    "tanggal", "sasaran", "kelurahan", "jenis_pendampingan", "petugas", "materi", "tindak_lanjut", "periode", "lembar",
    "baris",
)  # fmt: skip
BELUM_PASCA = {
    "nama": "Koperasi atau kelompok", "jenis": "Jenis", "kelurahan": "", "nama_kegiatan": "", "selesai_pelatihan": "",
    "kunjungan_sesudah": "",
}  # fmt: skip

p = tampilan.mulai("Pendampingan", "Siapa yang sudah didampingi, dan siapa yang masih menunggu?")
indikator = indicator_charts.ids_of("pendampingan")
tampilan.catatan(asal.catatan_jendela(p, "pendampingan"))
tampilan.deret_kartu(isi.kartu(p, *indikator))

tampilan.daftar_tabel(
    kueri_daftar.belum_dikunjungi(p),
    f"Koperasi tidak aktif, {hubungi.unseen()}",
    asal.sumber(p, "koperasi", "pendampingan", kurun=True),
    "belum_dikunjungi",
    hubungi.waiting_columns(),
    jika_kosong="Semua koperasi tidak aktif sudah dikunjungi.",
    subjudul=asal.rentang(p),
)
tampilan.daftar_tabel(
    kueri_daftar.belum_pascapelatihan(p),
    f"Dilatih, tidak didampingi dalam {asal.hari_pascapelatihan()} hari",
    asal.sumber(p, "pelatihan", "pendampingan", kurun=True),
    "belum_pascapelatihan",
    BELUM_PASCA,
    jika_kosong="Semua yang dilatih dalam kurun itu didampingi pada waktunya.",
    subjudul=asal.kurun_pascapelatihan(p),
)

for i in indikator:
    indicator_charts.show(p, i)

tampilan.daftar_tabel(
    kueri_daftar.kunjungan(p),
    "Kunjungan",
    asal.sumber(p, "pendampingan", kurun=True),
    "kunjungan",
    dict.fromkeys(KUNJUNGAN, ""),
    jika_kosong="Belum ada kunjungan dalam empat triwulan terakhir.",
    subjudul=asal.rentang(p),
)
tampilan.definisi(asal.definisi(p, *indikator))
