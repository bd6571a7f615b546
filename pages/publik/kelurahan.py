"""Kelurahan: the profile of one, on one sheet of A4 when printed; without a choice the list to choose from."""

from dasbor.answers import provenance, whom
from dasbor.blocks import brief_link, to_call
from dasbor.blocks.compared import movers
from dasbor.blocks.remarks import show
from dasbor.content import kelurahan, kelurahan_indicators, kelurahan_need
from dasbor.ui import page, reader, screen
from dasbor.ui.layout import arrange, folded

p = screen.start_page("Kelurahan", kelurahan.QUESTION)
if not kelurahan.is_single(p):
    kelurahan_need.show_choice(p)
    movers.show_table(p)
    raise screen.PageEnd

sources = provenance.say_sources(p)
page.put_html(kelurahan.HINT)
screen.show_note(kelurahan.say_without_register(p))
arrange.show_contents(kelurahan.PLACES)
arrange.mark_place("indikator")
kelurahan_indicators.show_indicators(p, "profil")
screen.show_note(kelurahan.say_rat_note(p))
show.show_remarks(p, show.SUMMARY)
with arrange.lay_two_beside("tren"):
    arrange.mark_place("tren")
    kelurahan.show_trend(p, "kelurahan lain")
    arrange.mark_place("koperasi")
    with page.container(key="dua_kolom_cetak"):
        folded.show_list(
            kelurahan.list_cooperatives(p),
            "Koperasi",
            sources,
            "koperasi_kelurahan",
            columns=kelurahan.COOPERATIVE_COLUMNS,
            if_empty="Belum ada koperasi pada register triwulan ini.",
            subtitle=provenance.say_place(p),
        )
arrange.mark_place("pembinaan")
with page.container(key="enam_cetak"):
    left, right = page.columns([1, 1.4], gap="medium")
with left:
    folded.show_list(
        kelurahan.list_trainings(p),
        "Pelatihan",
        provenance.say_sources(p, "pelatihan", kurun=True),
        "pelatihan_kelurahan",
        columns=kelurahan.TRAINING_COLUMNS,
        if_empty=kelurahan.say_no_trainings(p),
        subtitle=kelurahan.say_window(p),
    )
with right:
    folded.show_list(
        kelurahan.list_visits(p),
        "Kunjungan",
        provenance.say_sources(p, "pendampingan", kurun=True),
        "kunjungan_kelurahan",
        columns=kelurahan.VISIT_COLUMNS,
        if_empty=kelurahan.say_no_visits(p),
        subtitle=kelurahan.say_window(p),
    )
arrange.mark_place("hubungi")
screen.show_subheading("Perlu dihubungi", kelurahan.say_to_call_subtitle(p))
screen.show_to_call(kelurahan.list_to_call(p), whom.say_if_empty(p), whom.say_missing(p))
screen.show_link(to_call.FULL_LIST, reader.make_link("prioritas"))
brief_link.show()
page.show_template("print_cut.html")
