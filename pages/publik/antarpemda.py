"""Antarpemda: areas of government side by side on every indicator, as far as their packages are held here."""

from dasbor.content import antarpemda, antarpemda_beside, antarpemda_inside, antarpemda_lists, antarpemda_recap
from dasbor.ui import screen
from dasbor.ui.layout import arrange

p = antarpemda.start()
b = antarpemda.read_scene(p)
if b is None:
    raise screen.PageEnd

antarpemda.show_news(b)
arrange.show_contents(antarpemda.list_places(b))
arrange.mark_place("berdampingan")
antarpemda.choose_indicator(b)
antarpemda_beside.show_beside(b)
antarpemda_lists.show_lists(b)
arrange.mark_place("rekap")
antarpemda_recap.show_recap(b)
arrange.mark_place("isi")
antarpemda_inside.show_inside(b)
