"""Pendampingan: who is visited, the inactive first, after training; and who is still waiting."""

from dasbor.answers import provenance
from dasbor.blocks import indicator_charts
from dasbor.blocks.compared import reached
from dasbor.blocks.remarks import show
from dasbor.content import pendampingan
from dasbor.ui import page, parameters, screen
from dasbor.ui.layout import arrange

p = screen.start_page("Pendampingan", pendampingan.QUESTION)
screen.show_note(provenance.say_window_note(p, "pendampingan"))
screen.show_cards(pendampingan.make_cards(p))
show.show_remarks(p, "pendampingan")

arrange.show_contents(pendampingan.PLACES)
arrange.mark_place("belum")
screen.show_list(
    pendampingan.list_unvisited(p),
    pendampingan.say_unvisited_title(p),
    provenance.say_sources(p, "koperasi", "pendampingan", kurun=True),
    "belum_dikunjungi",
    pendampingan.list_unvisited_columns(),
    if_empty=pendampingan.say_all_visited(p),
    subtitle=provenance.say_window(p),
)
arrange.mark_place("grafik")
with arrange.lay_beside("grafik"):
    for indikator in pendampingan.list_ids():
        indicator_charts.show_charts(p, indikator)
    with page.container(gap="small"):
        reached.show_steps(p, "pendampingan")

arrange.mark_place("daftar")
visits, after_training = parameters.choose_tab(pendampingan.LISTS)
if visits.open:
    with visits:
        screen.show_list(
            pendampingan.list_visits(p),
            "Kunjungan",
            provenance.say_sources(p, "pendampingan", kurun=True),
            "kunjungan",
            pendampingan.VISIT_COLUMNS,
            if_empty=f"Belum ada kunjungan dalam {provenance.say_window_length(p)} terakhir.",
            subtitle=provenance.say_window(p),
        )
if after_training.open:
    with after_training:
        screen.show_list(
            pendampingan.list_unvisited_after_training(p),
            pendampingan.say_after_training_title(p),
            provenance.say_sources(p, "pelatihan", "pendampingan", kurun=True),
            "belum_pascapelatihan",
            pendampingan.AFTER_TRAINING_COLUMNS,
            if_empty=pendampingan.say_all_mentored(p),
            subtitle=provenance.say_after_training_span(p),
        )
screen.show_definitions(pendampingan.list_definitions(p))
