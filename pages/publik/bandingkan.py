"""Bandingkan: two kecamatan or two kelurahan side by side; which two stands in the address."""

from dasbor.answers import provenance
from dasbor.content import bandingkan, kelurahan, kelurahan_indicators
from dasbor.ui import exports, page, parameters, screen
from dasbor.ui.layout import arrange

p = screen.start_page("Bandingkan", bandingkan.QUESTION)
page.put_html(bandingkan.HINT)
screen.show_note(kelurahan.say_without_register(p))
if not (options := bandingkan.list_first(p)):
    screen.show_empty("Tidak ada wilayah yang dapat dijajarkan.")
    raise screen.PageEnd
with arrange.fold_on_phone("wilayah", "Pilih wilayah"):
    left, right = page.columns(2, gap="medium")
with left:
    first = parameters.choose_button("Wilayah pertama", bandingkan.FIRST, options)
others = bandingkan.list_second(p, first)
if not others:
    screen.show_empty("Tidak ada wilayah lain yang setingkat untuk dijajarkan.")
    raise screen.PageEnd
with right:
    second = parameters.choose_button("Wilayah kedua", bandingkan.SECOND, others)
with arrange.fold_rows_on_phone(kelurahan_indicators.list_kept(p), "Semua indikator"):
    screen.show_list(
        bandingkan.compare(p, first, second),
        bandingkan.say_headline(p, first, second),
        [*provenance.say_sources(p), bandingkan.CHANCE_NOTE],
        exports.add_filters("bandingkan", *bandingkan.name_file(p, first, second)),
        bandingkan.list_columns(p, first, second),
        subtitle=bandingkan.say_subtitle(p),
        file_columns=bandingkan.list_file_columns(p, first, second),
        small={"judul": "kurun"},
    )
    screen.show_sources(list(filter(None, [bandingkan.say_chance(p, first, second)])))
