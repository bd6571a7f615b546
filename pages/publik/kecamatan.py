"""Kecamatan: the profile of one with its kelurahan side by side, on one sheet of A4; without a choice all of them."""

from dasbor.answers import provenance, whom
from dasbor.blocks import indicator_cards, indicator_charts, to_call
from dasbor.blocks.compared import movers
from dasbor.content import kecamatan, kecamatan_choice, kelurahan, kelurahan_indicators
from dasbor.ui import page, reader, screen
from dasbor.ui.layout import arrange

p = screen.start_page("Kecamatan", kecamatan.QUESTION)
if not kecamatan.is_single(p):
    kecamatan_choice.show_choice(p)
    raise screen.PageEnd

sources = provenance.say_sources(p)
page.put_html(kelurahan.HINT)
screen.show_note(kelurahan.say_without_register(p))
screen.show_cards(indicator_cards.make_cards(p, *indicator_charts.list_on_first_page()))
arrange.show_contents(kecamatan.PLACES)
with arrange.lay_wide_beside("kelurahan"):
    movers.show_movers(p)
    arrange.mark_place("kelurahan")
    with page.container(key="kelurahan_kecamatan"):
        screen.show_list(
            kecamatan.list_kelurahan(p),
            "Kelurahan di kecamatan ini",
            sources,
            "kelurahan_kecamatan",
            kecamatan.list_columns(p),
            subtitle=provenance.say_where_and_when(p),
            file_columns=kecamatan.list_file_columns(p),
        )
arrange.mark_place("indikator")
kelurahan_indicators.show_indicators(p, "profil_kecamatan")
screen.show_note(kelurahan.say_rat_note(p))
with arrange.lay_two_beside("tren"):
    arrange.mark_place("tren")
    kelurahan.show_trend(p, "kecamatan lain")
    arrange.mark_place("hubungi")
    with page.container():
        screen.show_subheading("Perlu dihubungi", kecamatan.say_to_call_subtitle(p))
        screen.show_to_call(kecamatan.list_to_call(p), whom.say_if_empty(p), whom.say_missing(p))
        screen.show_link(to_call.FULL_LIST, reader.make_link("prioritas"))
