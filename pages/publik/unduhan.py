"""Unduhan: what can be taken along of the chosen quarter and area, each with one sentence and its files."""

from dasbor.blocks import brief_link
from dasbor.content import unduhan
from dasbor.ui import screen

p = screen.start_page("Unduhan", unduhan.QUESTION)

screen.show_note(unduhan.say_choice(p))
brief_link.show_meeting()
unduhan.show_products(p)
