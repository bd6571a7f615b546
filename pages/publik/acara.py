"""Acara: events of a quarter or a year, with the cooperatives and UMKM that took part."""

from dasbor.content import acara, asal_events
from dasbor.ui import exports, parameters, screen

p = screen.start_page("Acara", acara.QUESTION)
span = parameters.choose_button("Tampilkan", "kurun", acara.list_spans(p))
events = acara.list_events(p, span)
screen.show_list(
    events,
    acara.say_headline(events),
    acara.say_sources(p, span),
    exports.add_filters("acara", span),
    acara.COLUMNS,
    if_empty=acara.say_empty(p, span),
    subtitle=acara.say_subtitle(p, span),
    indikator=asal_events.EVENTS,
    file_columns=acara.FILE_COLUMNS,
    small=acara.SMALL,
)
screen.show_definitions(acara.DEFINITIONS)
