"""Hasil Pembinaan: what became of inactive cooperatives after visits and trainings; how statuses changed."""

from dasbor import hasil, kohor, tampilan

p = tampilan.mulai("Hasil Pembinaan", "Apa yang terjadi sesudah koperasi didampingi atau dilatih?")

tampilan.subjudul_blok("Sesudah dikunjungi", "Koperasi tidak aktif: yang dikunjungi pada satu triwulan di samping yang tidak")
hasil.show_cohorts(p, kohor.KUNJUNGAN)

tampilan.subjudul_blok("Sesudah dilatih", "Koperasi tidak aktif: yang mengirim peserta pelatihan di samping yang tidak")
hasil.show_cohorts(p, kohor.PELATIHAN)

tampilan.subjudul_blok("Perubahan status", "Dari status apa ke status apa")
hasil.show_transitions(p)

tampilan.definisi(hasil.DEFINISI)
