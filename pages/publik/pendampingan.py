"""Pendampingan: who is visited, the inactive first, after training; and who is still waiting."""

from dasbor.blocks import overview, provenance, to_call
from dasbor.query import lists
from dasbor.ui import screen

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

p = screen.mulai("Pendampingan", "Siapa yang sudah didampingi, dan siapa yang masih menunggu?")
screen.catatan(provenance.catatan_jendela(p, "pendampingan"))
screen.deret_kartu(overview.kartu(p, *INDIKATOR))

screen.daftar_tabel(
    lists.belum_dikunjungi(p),
    f"Koperasi tidak aktif, {to_call.unseen()}",
    provenance.sumber(p, "koperasi", "pendampingan", kurun=True),
    "belum_dikunjungi",
    dict.fromkeys(MENUNGGU, ""),
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

cakupan = provenance.sumber_indikator(p, "cakupan_pendampingan")
screen.blok_grafik(overview.rasio_kelurahan(p, "cakupan_pendampingan"), cakupan, "cakupan_pendampingan_kelurahan")
for indikator in INDIKATOR:
    screen.blok_grafik(overview.tren_rasio(p, indikator), provenance.sumber_tren(p, indikator), f"tren_{indikator}")

screen.daftar_tabel(
    lists.kunjungan(p),
    "Kunjungan",
    provenance.sumber(p, "pendampingan", kurun=True),
    "kunjungan",
    dict.fromkeys(KUNJUNGAN, ""),
    jika_kosong="Belum ada kunjungan dalam empat triwulan terakhir.",
    subjudul=provenance.rentang(p),
)
screen.definisi(provenance.definisi(p, *INDIKATOR))
