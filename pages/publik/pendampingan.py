"""Pendampingan: who is visited, the inactive first, after training; and who is still waiting."""

from dasbor import asal, hubungi, isi, kueri_daftar, tampilan

INDIKATOR = ("cakupan_pendampingan", "pendampingan_khusus", "pendampingan_pascapelatihan")
KUNJUNGAN = (
    "tanggal", "sasaran", "kelurahan", "jenis_pendampingan", "petugas", "materi", "tindak_lanjut", "periode", "lembar",
    "baris",
)  # fmt: skip
MENUNGGU = (
    "nama_koperasi", "kelurahan", "kelompok", "tahun_buku_rat", "jumlah_anggota", "kali_dilatih_4tw", "lembar", "baris",
)  # fmt: skip
BELUM_PASCA = {
    "nama": "Koperasi atau kelompok", "jenis": "Jenis", "kelurahan": "", "nama_kegiatan": "", "selesai_pelatihan": "",
    "kunjungan_sesudah": "",
}  # fmt: skip

p = tampilan.mulai("Pendampingan", "Siapa yang sudah didampingi, dan siapa yang masih menunggu?")
tampilan.catatan(asal.catatan_jendela(p, "pendampingan"))
tampilan.deret_kartu(isi.kartu(p, *INDIKATOR))

tampilan.daftar_tabel(
    kueri_daftar.belum_dikunjungi(p),
    f"Koperasi tidak aktif, {hubungi.unseen()}",
    asal.sumber(p, "koperasi", "pendampingan", kurun=True),
    "belum_dikunjungi",
    dict.fromkeys(MENUNGGU, ""),
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

cakupan = asal.sumber_indikator(p, "cakupan_pendampingan")
tampilan.blok_grafik(isi.rasio_kelurahan(p, "cakupan_pendampingan"), cakupan, "cakupan_pendampingan_kelurahan")
for indikator in INDIKATOR:
    tampilan.blok_grafik(isi.tren_rasio(p, indikator), asal.sumber_tren(p, indikator), f"tren_{indikator}")

tampilan.daftar_tabel(
    kueri_daftar.kunjungan(p),
    "Kunjungan",
    asal.sumber(p, "pendampingan", kurun=True),
    "kunjungan",
    dict.fromkeys(KUNJUNGAN, ""),
    jika_kosong="Belum ada kunjungan dalam empat triwulan terakhir.",
    subjudul=asal.rentang(p),
)
tampilan.definisi(asal.definisi(p, *INDIKATOR))
