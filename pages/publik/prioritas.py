"""Prioritas: whom to visit next, ranked by a rule that can be changed; the list as a visit sheet to fill in."""

from dasbor.content import prioritas
from dasbor.ui import reader, screen

p = screen.start_page("Prioritas", prioritas.QUESTION)
for remark in prioritas.list_remarks(p):
    screen.show_note(remark)

s = prioritas.read_priorities(p)
prioritas.show_rule(p, s)
screen.show_link("Berapa yang dibutuhkan untuk target: Jalan ke Target", reader.make_link("jalan"))
