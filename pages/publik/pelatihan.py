"""Pelatihan: whom training reaches, how many people and women, which groups, which activities."""

from dasbor.answers import provenance
from dasbor.blocks import indicator_charts
from dasbor.blocks.compared import reached
from dasbor.blocks.remarks import show
from dasbor.content import pelatihan, pelatihan_dana
from dasbor.ui import page, parameters, screen
from dasbor.ui.layout import arrange

p = screen.start_page("Pelatihan", pelatihan.QUESTION)
screen.show_note(provenance.say_window_note(p, "pelatihan"))
screen.show_cards(pelatihan.make_cards(p))
show.show_remarks(p, "pelatihan")

arrange.show_contents(pelatihan.PLACES)
arrange.mark_place("grafik")
with arrange.lay_beside("grafik"):
    for indikator in pelatihan.list_ids():
        indicator_charts.show_charts(p, indikator)
    with page.container(gap="small"):
        reached.show_steps(p, "pelatihan")

arrange.mark_place("daftar")
activities, groups, funds = parameters.choose_tab(pelatihan.LISTS)
if activities.open:
    with activities:
        screen.show_list(
            pelatihan.list_activities(p),
            "Kegiatan pelatihan",
            provenance.say_sources(p, "pelatihan", kurun=True),
            "kegiatan_pelatihan",
            pelatihan.ACTIVITY_COLUMNS,
            if_empty=f"Belum ada kegiatan pelatihan dalam {provenance.say_window_length(p)} terakhir.",
            subtitle=provenance.say_window(p),
        )
if groups.open:
    with groups:
        screen.show_list(
            pelatihan.list_groups(p),
            "Kelompok yang dilatih atau didampingi",
            provenance.say_sources(p, "pelatihan", "pendampingan", kurun=True),
            "kelompok_dilatih",
            pelatihan.GROUP_COLUMNS,
            if_empty=f"Belum ada kelompok yang dilatih dalam {provenance.say_window_length(p)} terakhir.",
            subtitle=provenance.say_window(p),
        )
if funds.open:
    with funds:
        pelatihan_dana.show_funds(p)
screen.show_definitions([*pelatihan.list_definitions(p), *pelatihan_dana.DEFINITIONS])
