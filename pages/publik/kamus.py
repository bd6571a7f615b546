"""Kamus Data: what each indicator, column, rule and message means. All of it comes from the declarations."""

from dasbor.content import kamus
from dasbor.ui import page, parameters, screen

p = screen.start_page("Kamus Data", kamus.QUESTION)

screen.show_list(
    kamus.list_indicators(p),
    "Indikator",
    kamus.say_sources(p),
    "kamus_indikator",
    kamus.INDICATOR_COLUMNS,
    subtitle="Nilai = pembilang ÷ penyebut.",
)
screen.show_subheading("Aturan", "Angka-angka ini ditetapkan di pengaturan.")
screen.show_terms(kamus.list_rules(p))

kind = parameters.choose_button("Kolom buku kerja, lembar", "lembar", kamus.SHEET_CHOICES)
title, meaning = kamus.say_sheet(kind)
screen.show_list(kamus.list_sheet_columns(kind), title, [], f"kamus_kolom_{kind}", {}, subtitle=meaning)
with page.folded("Semua pesan pemeriksaan"):
    screen.show_list(kamus.list_messages(), "Pesan", [], "kamus_pesan", {})
