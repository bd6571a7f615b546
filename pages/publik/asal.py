"""Asal angka: the rows that a figure counts, and the cell, workbook, person and day each of them came from."""

import streamlit as st

from dasbor.blocks import provenance
from dasbor.content import asal
from dasbor.ui import parameters, reader, screen

p = screen.start_page("Asal angka", "Dari baris mana angka ini dihitung, dan di sel mana tertulis?")
judul, diminta = asal.list_indicator_choices(), parameters.read_parameter("indikator")
if diminta and diminta not in judul:
    screen.show_empty(f"Indikator “{diminta[:40]}” tidak dikenal.", "Pilih salah satu indikator di bawah ini.")
kiri, kanan = st.columns(2)
with kiri:
    indikator = parameters.choose_from_list(
        "Indikator", "indikator", judul, diminta if diminta in judul else asal.FIRST_INDICATOR
    )

a = asal.read_figure(p, indikator)
screen.show_subheading(f"{a.indikator.judul}: {asal.format_figure(a)}", asal.say_place(p))
screen.show_terms(provenance.say_definitions(p, indikator))
if not a.ada:
    screen.show_empty(f"{a.indikator.judul} belum ada datanya untuk {asal.say_place(p)}.", asal.say_missing(a))
elif a.rekap:
    screen.show_note("Triwulan ini terbit sebagai rekap: jumlah per wilayah, tanpa daftar koperasi.")
    baris = asal.read_recap(p)
    screen.show_list(
        baris, "Baris rekap", provenance.say_sources(p), f"asal_{indikator}", asal.RECAP_COLUMNS,
        kolom_berkas=asal.RECAP_FILE_COLUMNS, subjudul=asal.say_recap_rule(),
    )  # fmt: skip
    asal.show_workbooks(
        p, baris.groupby("unggahan_id", as_index=False).size().rename(columns={"size": "jumlah"}), indikator
    )
else:
    kasus = asal.read_cases(p, a, parameters.read_parameter("tampil") or asal.ALL_CASES)
    kalimat = asal.say_sum(p, a, kasus.jumlah)
    screen.show_sources([kalimat]) if asal.adds_up(a, kasus.jumlah) else screen.show_note(kalimat)
    opsi = asal.list_filter_choices(a, kasus)
    with kanan:
        parameters.choose_from_list("Tampilkan", "tampil", opsi, kasus.tampil, asal.ALL_CASES)
    screen.show_list(
        asal.list_shown_cases(p, a, kasus), f"{a.indikator.judul}: {opsi[kasus.tampil].lower()}", [],
        f"asal_{indikator}", asal.list_columns(a), kolom_berkas=asal.list_columns(a, berkas=True),
        subjudul=asal.say_place(p),
    )  # fmt: skip
    asal.show_workbooks(p, kasus.buku, indikator)
screen.show_link("Semua definisi di Kamus Data", reader.make_link("kamus"))
