"""Digital & Pemasaran: IT literacy, channels, marketing support, members who run a small business."""

import streamlit as st

from dasbor.blocks import overview, provenance
from dasbor.content import digital, kesehatan
from dasbor.ui import parameters, screen

INDIKATOR = ("melek_ti", "pemasaran", "anggota_umkm", "anggota_perempuan")

p = screen.start_page("Digital & Pemasaran", digital.QUESTION)
halangan = kesehatan.find_obstacle(p)
if halangan:
    screen.show_empty(*halangan)
    st.stop()
sumber = provenance.say_sources(p)
ti, pasar, umkm, perempuan = ((i, provenance.say_indicator_sources(p, i)) for i in INDIKATOR)

screen.show_cards(digital.make_cards(p))
screen.show_note(digital.say_answered_note(p))
melek, pemasaran, anggota = parameters.choose_tab(digital.SECTIONS)

if melek.open:
    with melek:
        screen.show_chart(digital.make_channel_chart(p), sumber, "saluran_digital")
        screen.show_chart(overview.make_rates_chart(p, ti[0]), ti[1], "melek_ti_kelurahan")
        screen.show_chart(overview.make_rate_trend(p, ti[0]), provenance.say_trend_sources(p, ti[0]), "tren_melek_ti")
        pilihan = parameters.choose_button("Tampilkan koperasi aktif", "ti", digital.IT_CHOICES)
        screen.show_list(
            digital.list_by_it(p, pilihan),
            digital.make_list_title(digital.IT_CHOICES[pilihan]),
            sumber,
            "koperasi_ti",
            digital.IT_COLUMNS,
            jika_kosong="Tidak ada koperasi aktif dalam pilihan ini.",
        )
if pemasaran.open:
    with pemasaran:
        screen.show_note(provenance.say_window_note(p, "pendampingan"))
        pilihan = parameters.choose_button("Tampilkan koperasi aktif", "pemasaran", digital.MARKETING_CHOICES)
        screen.show_list(
            digital.list_by_marketing(p, pilihan),
            digital.make_list_title(digital.MARKETING_CHOICES[pilihan]),
            provenance.say_sources(p, "koperasi", "pendampingan", kurun=True),
            "koperasi_pemasaran",
            digital.MARKETING_COLUMNS,
            jika_kosong="Tidak ada koperasi aktif dalam pilihan ini.",
            subjudul=provenance.say_window(p),
        )
        screen.show_chart(overview.make_rates_chart(p, pasar[0]), pasar[1], "pemasaran_kelurahan")
        screen.show_chart(
            overview.make_rate_trend(p, pasar[0]), provenance.say_trend_sources(p, pasar[0]), "tren_pemasaran"
        )
if anggota.open:
    with anggota:
        screen.show_bullets(digital.say_reporting(p))
        for indikator, asal_ in (umkm, perempuan):
            screen.show_chart(overview.make_rates_chart(p, indikator), asal_, f"{indikator}_kelurahan")
            screen.show_chart(
                overview.make_rate_trend(p, indikator), provenance.say_trend_sources(p, indikator), f"tren_{indikator}"
            )
screen.show_definitions(provenance.say_definitions(p, *INDIKATOR))
