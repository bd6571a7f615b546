"""Hasil Pembinaan: what became of inactive cooperatives after visits and trainings; how statuses changed."""

from dasbor.content import hasil
from dasbor.ui import screen
from dasbor.ui.layout import arrange

p = screen.start_page("Hasil Pembinaan", "Apa yang terjadi sesudah koperasi didampingi atau dilatih?")
arrange.show_contents(hasil.PLACES)
arrange.mark_place("kohor")
with arrange.lay_beside("kohor"):
    hasil.show_cohorts(p)
arrange.mark_place("perubahan")
hasil.show_transitions(p)
screen.show_definitions(hasil.DEFINITIONS)
