"""Hasil Pembinaan: what became of inactive cooperatives after visits and trainings; how statuses changed."""

from dasbor import hasil, tampilan

p = tampilan.mulai("Hasil Pembinaan", "Apa yang terjadi sesudah koperasi didampingi atau dilatih?")
hasil.show_cohorts(p)
hasil.show_transitions(p)
tampilan.definisi(hasil.DEFINISI)
