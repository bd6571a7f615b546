"""Pelatihan: whom training reaches, how many people and women, which groups, which activities."""

from dasbor.blocks import indicator_charts, provenance
from dasbor.content import pelatihan, pelatihan_dana
from dasbor.ui import screen

p = screen.start_page("Pelatihan", pelatihan.QUESTION)
screen.show_note(provenance.say_window_note(p, "pelatihan"))
screen.show_cards(pelatihan.make_cards(p))

for indikator in pelatihan.list_ids():
    indicator_charts.show_charts(p, indikator)

screen.show_list(
    pelatihan.list_activities(p),
    "Kegiatan pelatihan",
    provenance.say_sources(p, "pelatihan", kurun=True),
    "kegiatan_pelatihan",
    pelatihan.ACTIVITY_COLUMNS,
    if_empty=f"Belum ada kegiatan pelatihan dalam {provenance.say_window_length(p)} terakhir.",
    subtitle=provenance.say_window(p),
)
screen.show_list(
    pelatihan.list_groups(p),
    "Kelompok yang dilatih atau didampingi",
    provenance.say_sources(p, "pelatihan", "pendampingan", kurun=True),
    "kelompok_dilatih",
    pelatihan.GROUP_COLUMNS,
    if_empty=f"Belum ada kelompok yang dilatih dalam {provenance.say_window_length(p)} terakhir.",
    subtitle=provenance.say_window(p),
)
pelatihan_dana.show_funds(p)
screen.show_definitions([*pelatihan.list_definitions(p), *pelatihan_dana.DEFINITIONS])
