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

p = screen.start_page("Pendampingan", "Siapa yang sudah didampingi, dan siapa yang masih menunggu?")
indikator = indicator_charts.list_ids("pendampingan")
screen.show_note(provenance.say_window_note(p, "pendampingan"))
screen.show_cards(overview.make_cards(p, *indikator))

screen.show_list(
    lists.list_unvisited(p),
    f"Koperasi tidak aktif, {to_call.say_unseen()}",
    provenance.say_sources(p, "koperasi", "pendampingan", kurun=True),
    "belum_dikunjungi",
    to_call.waiting_columns(),
    jika_kosong="Semua koperasi tidak aktif sudah dikunjungi.",
    subtitle=provenance.say_window(p),
)
screen.show_list(
    lists.list_unvisited_after_training(p),
    f"Dilatih, tidak didampingi dalam {provenance.read_grace_days()} hari",
    provenance.say_sources(p, "pelatihan", "pendampingan", kurun=True),
    "belum_pascapelatihan",
    BELUM_PASCA,
    jika_kosong="Semua yang dilatih dalam kurun itu didampingi pada waktunya.",
    subtitle=provenance.say_after_training_span(p),
)

for i in indikator:
    indicator_charts.show_charts(p, i)

screen.show_list(
    lists.list_visits(p),
    "Kunjungan",
    provenance.say_sources(p, "pendampingan", kurun=True),
    "kunjungan",
    dict.fromkeys(KUNJUNGAN, ""),
    jika_kosong="Belum ada kunjungan dalam empat triwulan terakhir.",
    subtitle=provenance.say_window(p),
)
screen.show_definitions(provenance.say_definitions(p, *indikator))
