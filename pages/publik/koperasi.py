"""Koperasi: find one, then its record: every figure with the workbook, sheet and cell it came from."""

from dasbor.content import koperasi, koperasi_history, koperasi_money, koperasi_search, koperasi_strip
from dasbor.ui import page, parameters, reader, screen
from dasbor.ui.layout import arrange

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
arrange.show_contents(koperasi.PLACES)
arrange.mark_place("isi")
koperasi.show_values(r)

arrange.mark_place("riwayat")
with arrange.lay_beside("riwayat"):
    koperasi_history.show_rat(r)
    koperasi_history.show_health(r)
arrange.mark_place("uang")
koperasi_money.show_money(r)
arrange.mark_place("pembinaan")
with arrange.lay_wide_beside("pembinaan"):
    koperasi_history.show_trainings(r)
    koperasi_history.show_visits(r)

arrange.mark_place("mutu")
with arrange.lay_beside("mutu"):
    with page.container(gap="xsmall"):
        screen.show_subheading("Mutu data koperasi ini")
        screen.show_bullets(koperasi.say_quality(r))
    koperasi.show_findings(r)
koperasi.show_workbooks(r)
