"""Digital & Pemasaran: IT literacy, channels, marketing support, members who run a small business."""

from dasbor.answers import provenance
from dasbor.blocks import indicator_charts, obstacle
from dasbor.blocks.remarks import show
from dasbor.content import digital
from dasbor.ui import exports, parameters, screen
from dasbor.ui.layout import arrange

p = screen.start_page("Digital & Pemasaran", digital.QUESTION)
nothing = obstacle.find_obstacle(p)
if nothing:
    screen.show_empty(*nothing)
    raise screen.PageEnd
sources = provenance.say_sources(p)

screen.show_cards(digital.make_cards(p))
show.show_remarks(p, "digital")
screen.show_note(digital.say_answered_note(p))
literacy, marketing, members = parameters.choose_tab(digital.SECTIONS)

if literacy.open:
    with literacy:
        with arrange.lay_beside("melek"):
            screen.show_chart(digital.make_channel_chart(p), sources, "saluran_digital")
            digital.draw_part(p, 0)
        choice = parameters.choose_button("Tampilkan koperasi aktif", "ti", digital.IT_CHOICES)
        screen.show_list(
            digital.list_by_it(p, choice),
            digital.make_list_title(digital.IT_CHOICES[choice]),
            sources,
            exports.add_filters("koperasi_aktif", digital.IT_CHOICES[choice]),
            digital.IT_COLUMNS,
            if_empty="Tidak ada koperasi aktif dalam pilihan ini.",
        )
if marketing.open:
    with marketing:
        screen.show_note(provenance.say_window_note(p, "pendampingan"))
        choice = parameters.choose_button("Tampilkan koperasi aktif", "pemasaran", digital.MARKETING_CHOICES)
        screen.show_list(
            digital.list_by_marketing(p, choice),
            digital.make_list_title(digital.MARKETING_CHOICES[choice]),
            provenance.say_sources(p, "koperasi", "pendampingan", kurun=True),
            exports.add_filters("koperasi_aktif", digital.MARKETING_CHOICES[choice]),
            digital.MARKETING_COLUMNS,
            if_empty="Tidak ada koperasi aktif dalam pilihan ini.",
            subtitle=provenance.say_window(p),
        )
        with arrange.lay_beside("pemasaran"):
            digital.draw_part(p, 1)
if members.open:
    with members:
        screen.show_bullets(digital.say_reporting(p))
        with arrange.lay_beside("anggota"):
            digital.draw_part(p, 2)
screen.show_definitions(provenance.say_definitions(p, *indicator_charts.list_ids("digital", *digital.FIRST)))
