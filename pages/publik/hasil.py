"""Hasil Pembinaan: what became of inactive cooperatives after visits and trainings; how statuses changed."""

from dasbor.content import hasil
from dasbor.ui import screen

p = screen.start_page("Hasil Pembinaan", "Apa yang terjadi sesudah koperasi didampingi atau dilatih?")
hasil.show_cohorts(p)
hasil.show_transitions(p)
screen.show_definitions(hasil.DEFINITIONS)
