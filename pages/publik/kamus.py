"""Kamus Data: what each indicator, column, rule and message means. All of it comes from the declarations."""

import streamlit as st

from dasbor.content import kamus
from dasbor.ui import screen
from etl import skema

p = screen.start_page("Kamus Data", "Apa arti setiap angka, kolom dan pesan di dasbor ini?")
source = [f"Dari definisi pada terbitan versi {p.version}"]

screen.show_list(
    kamus.list_indicators(p),
    "Indikator",
    source,
    "kamus_indikator",
    kamus.INDICATOR_COLUMNS,
    subtitle="Nilai = pembilang ÷ penyebut.",
)
screen.show_subheading("Aturan", "Angka-angka ini ditetapkan di pengaturan.")
screen.show_terms(kamus.list_rules())

kind = screen.choose_option(
    "Kolom buku kerja, lembar", {j: skema.SHEET_KINDS[j].judul for j in skema.SHEET_KINDS}, "lembar"
)
sheet = skema.SHEET_KINDS[kind]
screen.show_list(
    kamus.list_sheet_columns(kind),
    f"Kolom lembar {sheet.judul}",
    [],
    f"kamus_kolom_{kind}",
    {},
    subtitle=sheet.arti,
)
with st.expander("Semua pesan pemeriksaan"):
    screen.show_list(kamus.list_messages(), "Pesan", [], "kamus_pesan", {})
