"""Digital & Pemasaran: IT literacy, channels, marketing support, members who run a small business."""

from dasbor.blocks import indicator_charts, obstacle, provenance
from dasbor.content import digital
from dasbor.ui import parameters, screen

p = screen.start_page("Digital & Pemasaran", digital.QUESTION)
halangan = obstacle.find_obstacle(p)
if halangan:
    screen.show_empty(*halangan)
    raise screen.PageEnd
source = provenance.say_sources(p)

screen.show_cards(digital.make_cards(p))
screen.show_note(digital.say_answered_note(p))
melek, pemasaran, members = parameters.choose_tab(digital.SECTIONS)

if melek.open:
    with melek:
        screen.show_chart(digital.make_channel_chart(p), source, "saluran_digital")
        digital.show_part(p, 0)
        choices = parameters.choose_button("Tampilkan koperasi aktif", "ti", digital.IT_CHOICES)
        screen.show_list(
            digital.list_by_it(p, choices),
            digital.make_list_title(digital.IT_CHOICES[choices]),
            source,
            "koperasi_ti",
            digital.IT_COLUMNS,
            jika_kosong="Tidak ada koperasi aktif dalam pilihan ini.",
        )
if pemasaran.open:
    with pemasaran:
        screen.show_note(provenance.say_window_note(p, "pendampingan"))
        choices = parameters.choose_button("Tampilkan koperasi aktif", "pemasaran", digital.MARKETING_CHOICES)
        screen.show_list(
            digital.list_by_marketing(p, choices),
            digital.make_list_title(digital.MARKETING_CHOICES[choices]),
            provenance.say_sources(p, "koperasi", "pendampingan", kurun=True),
            "koperasi_pemasaran",
            digital.MARKETING_COLUMNS,
            jika_kosong="Tidak ada koperasi aktif dalam pilihan ini.",
            subtitle=provenance.say_window(p),
        )
        digital.show_part(p, 1)
if members.open:
    with members:
        screen.show_bullets(digital.say_reporting(p))
        digital.show_part(p, 2)
screen.show_definitions(provenance.say_definitions(p, *indicator_charts.list_ids("digital", *digital.FIRST)))
