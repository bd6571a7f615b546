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

p = screen.start_page("Pendampingan", "Siapa yang sudah didampingi, dan siapa yang masih menunggu?")
screen.show_note(provenance.say_window_note(p, "pendampingan"))
screen.show_cards(overview.make_cards(p, *INDIKATOR))

screen.show_list(
    lists.list_unvisited(p),
    f"Koperasi tidak aktif, {to_call.say_unseen()}",
    provenance.say_sources(p, "koperasi", "pendampingan", kurun=True),
    "belum_dikunjungi",
    dict.fromkeys(MENUNGGU, ""),
    jika_kosong="Semua koperasi tidak aktif sudah dikunjungi.",
    subjudul=provenance.say_window(p),
)
screen.show_list(
    lists.list_unvisited_after_training(p),
    f"Dilatih, tidak didampingi dalam {provenance.read_grace_days()} hari",
    provenance.say_sources(p, "pelatihan", "pendampingan", kurun=True),
    "belum_pascapelatihan",
    BELUM_PASCA,
    jika_kosong="Semua yang dilatih dalam kurun itu didampingi pada waktunya.",
    subjudul=provenance.say_after_training_span(p),
)

cakupan = provenance.say_indicator_sources(p, "cakupan_pendampingan")
screen.show_chart(overview.make_rates_chart(p, "cakupan_pendampingan"), cakupan, "cakupan_pendampingan_kelurahan")
for indikator in INDIKATOR:
    screen.show_chart(
        overview.make_rate_trend(p, indikator), provenance.say_trend_sources(p, indikator), f"tren_{indikator}"
    )

screen.show_list(
    lists.list_visits(p),
    "Kunjungan",
    provenance.say_sources(p, "pendampingan", kurun=True),
    "kunjungan",
    dict.fromkeys(KUNJUNGAN, ""),
    jika_kosong="Belum ada kunjungan dalam empat triwulan terakhir.",
    subjudul=provenance.say_window(p),
)
screen.show_definitions(provenance.say_definitions(p, *INDIKATOR))
