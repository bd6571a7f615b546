"""Pendampingan: who is visited, the inactive first, after training; and who is still waiting."""

from dasbor.blocks import indicator_charts, overview, provenance, to_call
from dasbor.query import lists
from dasbor.ui import screen

KUNJUNGAN = (
    "tanggal", "sasaran", "kelurahan", "jenis_pendampingan", "petugas", "materi", "tindak_lanjut", "periode", "lembar",
    "baris",
)  # fmt: skip
BELUM_PASCA = {
    "nama": "Koperasi atau kelompok", "jenis": "Jenis", "kelurahan": "", "nama_kegiatan": "", "selesai_pelatihan": "",
    "kunjungan_sesudah": "",
}  # fmt: skip

p = screen.mulai("Pendampingan", "Siapa yang sudah didampingi, dan siapa yang masih menunggu?")
indikator = indicator_charts.ids_of("pendampingan")
screen.catatan(provenance.catatan_jendela(p, "pendampingan"))
screen.deret_kartu(overview.kartu(p, *indikator))

screen.daftar_tabel(
    lists.belum_dikunjungi(p),
    f"Koperasi tidak aktif, {to_call.unseen()}",
    provenance.sumber(p, "koperasi", "pendampingan", kurun=True),
    "belum_dikunjungi",
    to_call.waiting_columns(),
    jika_kosong="Semua koperasi tidak aktif sudah dikunjungi.",
    subjudul=provenance.rentang(p),
)
screen.daftar_tabel(
    lists.belum_pascapelatihan(p),
    f"Dilatih, tidak didampingi dalam {provenance.hari_pascapelatihan()} hari",
    provenance.sumber(p, "pelatihan", "pendampingan", kurun=True),
    "belum_pascapelatihan",
    BELUM_PASCA,
    jika_kosong="Semua yang dilatih dalam kurun itu didampingi pada waktunya.",
    subjudul=provenance.kurun_pascapelatihan(p),
)

for i in indikator:
    indicator_charts.show(p, i)

screen.daftar_tabel(
    lists.kunjungan(p),
    "Kunjungan",
    provenance.sumber(p, "pendampingan", kurun=True),
    "kunjungan",
    dict.fromkeys(KUNJUNGAN, ""),
    jika_kosong="Belum ada kunjungan dalam empat triwulan terakhir.",
    subjudul=provenance.rentang(p),
)
screen.definisi(provenance.definisi(p, *indikator))
