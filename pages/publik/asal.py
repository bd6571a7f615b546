"""Asal angka: the rows that a figure counts, and the cell, workbook, person and day each of them came from."""

from dasbor.answers import provenance
from dasbor.content import asal, asal_cases, asal_events, asal_recap
from dasbor.ui import page, parameters, reader, screen
from dasbor.ui.layout import arrange

p = screen.start_page("Asal angka", asal.QUESTION)
titles, requested = asal.list_choices(), parameters.read_parameter("indikator")
if requested and requested not in titles:
    screen.show_empty(f"Indikator “{requested[:40]}” tidak dikenal.", "Pilih salah satu indikator di bawah ini.")
with arrange.fold_on_phone("pilihan", "Pilih indikator dan baris"):
    left, right = page.columns(2)
with left:
    shown = requested if requested in titles else asal.FIRST_INDICATOR
    indikator = parameters.choose_from_list("Indikator", "indikator", titles, shown)

if indikator == asal_events.EVENTS:
    asal_events.show_events(p)
else:
    a = asal.read_figure(p, indikator)
    screen.show_figure_heading(asal.say_headline(p, a), provenance.say_where_and_when(p))
    screen.show_terms(provenance.say_definitions(p, indikator))
    if not a.is_known:
        screen.show_empty(asal.say_unknown(p, a), asal.say_missing(a))
    elif a.is_recap:
        screen.show_note(asal_recap.RECAP_NOTE)
        asal_recap.show_recap(p, indikator)
    else:
        cases = asal_cases.read_cases(p, a, parameters.read_parameter("tampil"))
        asal_cases.show_sum(p, a, cases)
        with right:
            choice = asal_cases.choose_shown(a, cases)
        asal_cases.show_cases(p, a, cases, choice)
        if nil := asal.list_nil(p, a):
            screen.show_bullets(nil)
    if a.is_known and (proof := asal.make_proof_link(indikator)):
        screen.show_link("Unduh bukti bertanda: angka ini dengan semua barisnya, satu berkas", proof)
screen.show_link("Semua definisi di Kamus Data", reader.make_link("kamus"))
