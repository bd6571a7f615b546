"""Prioritas: whom to visit next, ranked by a rule that can be changed; the list as a visit sheet to fill in."""

from dasbor.content import prioritas
from dasbor.ui import screen

p = screen.mulai("Prioritas", "Siapa yang dikunjungi berikutnya?")
for kalimat in prioritas.remarks(p):
    screen.catatan(kalimat)

s = prioritas.read(p)
prioritas.show_list(p, s)
prioritas.show_rule(p, s)
