"""Pelatihan: whom training reaches, how many people and women, which groups, which activities."""

from dasbor.blocks import indicator_charts, overview, provenance
from dasbor.query import lists
from dasbor.ui import screen

KEGIATAN = (
    "periode", "nama_kegiatan", "jenis_pelatihan", "tanggal_mulai", "tanggal_selesai", "tempat", "orang", "perempuan",
    "koperasi", "kelompok", "lembar",
)  # fmt: skip
KELOMPOK = {
    "nama": "Kelompok", "kelurahan": "", "orang_dilatih": "Orang dilatih", "terakhir_dilatih": "",
    "didampingi_dalam_180_hari": "", "terakhir_didampingi": "",
}  # fmt: skip

p = screen.start_page("Pelatihan", "Siapa yang sudah dilatih, dan kelurahan mana yang belum terjangkau?")
indikator = indicator_charts.list_ids("pelatihan")
screen.show_note(provenance.say_window_note(p, "pelatihan"))
screen.show_cards(overview.make_cards(p, *indikator))

for i in indikator:
    indicator_charts.show_charts(p, i)

screen.show_list(
    lists.list_trainings(p),
    "Kegiatan pelatihan",
    provenance.say_sources(p, "pelatihan", kurun=True),
    "kegiatan_pelatihan",
    dict.fromkeys(KEGIATAN, ""),
    jika_kosong="Belum ada kegiatan pelatihan dalam empat triwulan terakhir.",
    subtitle=provenance.say_window(p),
)
screen.show_list(
    lists.list_groups(p),
    "Kelompok yang dilatih atau didampingi",
    provenance.say_sources(p, "pelatihan", "pendampingan", kurun=True),
    "kelompok_dilatih",
    KELOMPOK,
    jika_kosong="Belum ada kelompok yang dilatih dalam empat triwulan terakhir.",
    subtitle=provenance.say_window(p),
)
screen.show_definitions(provenance.say_definitions(p, *indikator))
