"""Hasil Pembinaan: what became of inactive cooperatives after visits and trainings; how statuses changed."""

from dasbor.content import hasil
from dasbor.ui import screen

p = screen.mulai("Hasil Pembinaan", "Apa yang terjadi sesudah koperasi didampingi atau dilatih?")
hasil.show_cohorts(p)
hasil.show_transitions(p)
screen.definisi(hasil.DEFINISI)
