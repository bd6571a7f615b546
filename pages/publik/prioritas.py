"""Prioritas: whom to visit next, ranked by a rule that can be changed; the list as a visit sheet to fill in."""

from dasbor import sasaran, tampilan

p = tampilan.mulai("Prioritas", "Siapa yang dikunjungi berikutnya?")
for kalimat in sasaran.remarks(p):
    tampilan.catatan(kalimat)

s = sasaran.read(p)
sasaran.show_list(p, s)
sasaran.show_rule(p, s)
