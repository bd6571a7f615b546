"""Peringatan Dini: a flag and its own score; names only where the flag beats the naive rule."""

from dasbor.content import peringatan
from dasbor.ui import screen

p = screen.start_page("Peringatan Dini", peringatan.QUESTION)
peringatan.show_warning(p)
screen.show_definitions(peringatan.DEFINITIONS, "Arti kata")
