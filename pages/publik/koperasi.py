"""Koperasi: find one, then its record: every figure with the workbook, sheet and cell it came from."""

from dasbor.content import koperasi, koperasi_history, koperasi_money, koperasi_search, koperasi_strip
from dasbor.ui import page, parameters, reader, screen

p = screen.start_page("Koperasi", koperasi.QUESTION)
word = parameters.enter_search("Cari koperasi", "cari", "Nama, NIK atau nomor badan hukum", hapus="id")
requested = parameters.read_parameter("id")
if requested:
    screen.show_link("← Daftar koperasi", reader.make_link("koperasi", cari=word or None))
r = koperasi.load_record(p, requested)
if r is None:
    if requested:
        koperasi.show_unknown(p, requested)
    else:
        koperasi_search.show_search(p, word)
    raise screen.PageEnd

screen.show_subheading(koperasi.say_headline(r), koperasi.say_place(r))
screen.show_note(koperasi.say_quarter_note(r))
page.put_html(koperasi_strip.make_strip(koperasi_history.list_runs(r)))
koperasi.show_contact(r)
koperasi.show_values(r)

left, right = page.columns(2, gap="medium")
with left:
    koperasi_history.show_rat(r)
with right:
    koperasi_history.show_health(r)
koperasi_money.show_money(r)
koperasi_history.show_trainings(r)
koperasi_history.show_visits(r)

screen.show_subheading("Mutu data koperasi ini")
screen.show_bullets(koperasi.say_quality(r))
koperasi.show_findings(r)
koperasi.show_workbooks(r)
