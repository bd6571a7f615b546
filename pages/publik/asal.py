"""Asal angka: the rows that a figure counts, and the cell, workbook, person and day each of them came from."""

import streamlit as st

from dasbor.blocks import provenance
from dasbor.content import asal
from dasbor.ui import parameters, reader, screen

p = screen.start_page("Asal angka", "Dari baris mana angka ini dihitung, dan di sel mana tertulis?")
title, requested = asal.list_indicator_choices(), parameters.read_parameter("indikator")
if requested and requested not in title:
    screen.show_empty(f"Indikator “{requested[:40]}” tidak dikenal.", "Pilih salah satu indikator di bawah ini.")
left, right = st.columns(2)
with left:
    indikator = parameters.choose_from_list(
        "Indikator", "indikator", title, requested if requested in title else asal.FIRST_INDICATOR
    )

a = asal.read_figure(p, indikator)
screen.show_subheading(f"{a.indikator.judul}: {asal.format_figure(a)}", asal.say_place(p))
screen.show_terms(provenance.say_definitions(p, indikator))
if not a.ada:
    screen.show_empty(f"{a.indikator.judul} belum ada datanya untuk {asal.say_place(p)}.", asal.say_missing(a))
elif a.rekap:
    screen.show_note("Triwulan ini terbit sebagai rekap: jumlah per wilayah, tanpa daftar koperasi.")
    row = asal.read_recap(p)
    screen.show_list(
        row, "Baris rekap", provenance.say_sources(p), f"asal_{indikator}", asal.RECAP_COLUMNS,
        kolom_berkas=asal.RECAP_FILE_COLUMNS, subtitle=asal.say_recap_rule(),
    )  # fmt: skip
    asal.show_workbooks(
        p, row.groupby("unggahan_id", as_index=False).size().rename(columns={"size": "jumlah"}), indikator
    )
else:
    case_rows = asal.read_cases(p, a, parameters.read_parameter("tampil") or asal.ALL_CASES)
    sentence = asal.say_sum(p, a, case_rows.totals)
    screen.show_sources([sentence]) if asal.adds_up(a, case_rows.totals) else screen.show_note(sentence)
    options = asal.list_filter_choices(a, case_rows)
    with right:
        parameters.choose_from_list("Tampilkan", "tampil", options, case_rows.chosen, asal.ALL_CASES)
    screen.show_list(
        asal.list_shown_cases(p, a, case_rows), f"{a.indikator.judul}: {options[case_rows.chosen].lower()}", [],
        f"asal_{indikator}", asal.list_columns(a), kolom_berkas=asal.list_columns(a, file=True),
        subtitle=asal.say_place(p),
    )  # fmt: skip
    asal.show_workbooks(p, case_rows.workbooks, indikator)
screen.show_link("Semua definisi di Kamus Data", reader.make_link("kamus"))
