"""Pelatihan: whom training reaches, how many people and women, which groups, which activities."""

from dasbor.blocks import indicator_charts, provenance
from dasbor.blocks.compared import reached
from dasbor.blocks.remarks import show
from dasbor.content import pelatihan
from dasbor.ui import screen
from dasbor.ui.layout import arrange

p = screen.start_page("Pelatihan", pelatihan.QUESTION)
screen.show_note(provenance.say_window_note(p, "pelatihan"))
screen.show_cards(pelatihan.make_cards(p))
reached.show_steps(p, "pelatihan")
show.show_remarks(p, "pelatihan")

arrange.show_contents(pelatihan.PLACES)
arrange.mark_place("grafik")
with arrange.lay_beside("grafik"):
    for indikator in pelatihan.list_ids():
        indicator_charts.show_charts(p, indikator)

arrange.mark_place("kegiatan")
screen.show_list(
    pelatihan.list_activities(p),
    "Kegiatan pelatihan",
    provenance.say_sources(p, "pelatihan", kurun=True),
    "kegiatan_pelatihan",
    pelatihan.ACTIVITY_COLUMNS,
    if_empty=f"Belum ada kegiatan pelatihan dalam {provenance.say_window_length(p)} terakhir.",
    subtitle=provenance.say_window(p),
)
arrange.mark_place("kelompok")
screen.show_list(
    pelatihan.list_groups(p),
    "Kelompok yang dilatih atau didampingi",
    provenance.say_sources(p, "pelatihan", "pendampingan", kurun=True),
    "kelompok_dilatih",
    pelatihan.GROUP_COLUMNS,
    if_empty=f"Belum ada kelompok yang dilatih dalam {provenance.say_window_length(p)} terakhir.",
    subtitle=provenance.say_window(p),
)
screen.show_definitions(pelatihan.list_definitions(p))
