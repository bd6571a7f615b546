"""Mutu Data: what was uploaded, how complete it is, what was found, which sources differ, whether totals agree."""

from dasbor.blocks import reconciliation
from dasbor.content import mutu
from dasbor.ui import parameters, screen

p = screen.mulai("Mutu Data", "Seberapa lengkap dan dapat dipercaya data ini?")

mutu.tampil_unggahan(p)
mutu.tampil_kelengkapan(p, parameters.salah_satu("Kelengkapan lembar", "lembar", mutu.JENIS))
mutu.tampil_temuan_per_triwulan(p)
mutu.tampil_daftar_temuan(p, parameters.salah_satu("Tampilkan temuan", "temuan", mutu.pilihan_temuan(p)))
mutu.tampil_pertentangan(p)
reconciliation.tampil(p)
