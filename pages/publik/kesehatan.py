"""Kesehatan: examinations, annual meetings (RAT), the rule of inactivity tried out, money and losses."""

from dasbor.answers import area_figures, provenance
from dasbor.blocks import indicator_charts, obstacle, what_if
from dasbor.blocks.remarks import show
from dasbor.content import kesehatan, kesehatan_agenda, kesehatan_money, kesehatan_plan, kesehatan_statuses
from dasbor.ui import exports, parameters, screen
from dasbor.ui.layout import arrange, folded

p = screen.start_page("Kesehatan", kesehatan.QUESTION)
nothing = obstacle.find_obstacle(p)
if nothing:
    screen.show_empty(*nothing)
    raise screen.PageEnd
sources, rates = provenance.say_sources(p), indicator_charts.list_choices("kesehatan")

screen.show_cards(kesehatan.make_cards(p))
show.show_remarks(p, "kesehatan")
screen.show_note(kesehatan.say_rat_note(p))
screen.show_sources([kesehatan.OTHER_MEASURE_NOTE])
examinations, diary, rule, money, plan = parameters.choose_tab(kesehatan.SECTIONS)

if examinations.open:
    with examinations:
        with arrange.lay_beside("pemeriksaan"):
            screen.show_chart(kesehatan.make_predicate_chart(p), sources, "predikat_kesehatan")
            folded.show_chart(kesehatan.make_grade_chart(p), sources, "grade_pelaporan_rat")
            folded.show_chart(kesehatan.make_compliance_chart(p), sources, "kepatuhan_rat")
        screen.show_note(kesehatan_plan.say_ksp_usp(p))
        rate = parameters.choose_button("Angka per kelurahan", "angka", rates)
        with arrange.lay_beside(rate):
            indicator_charts.show_charts(p, rate)
        state = parameters.choose_button("Tampilkan koperasi", "tunggak", kesehatan.OWING_CHOICES)
        screen.show_list(
            kesehatan.list_owing(p, state),
            "Siapa yang menunggak RAT",
            sources,
            exports.add_filters("menunggak_rat", kesehatan.name_state(state)),
            kesehatan.OWING_COLUMNS,
            if_empty="Tidak ada koperasi terdaftar yang menunggak RAT.",
            subtitle=f"Yang terlama lebih dahulu. {provenance.say_places(p)}".rstrip(),
        )
if diary.open:
    with diary:
        kesehatan_agenda.show_diary(p)
if rule.open:
    with rule:
        what_if.show_what_if(p)
        kesehatan_statuses.show_differing(p)
if money.open:
    with money:
        measure = parameters.choose_button("Ukuran", "ukuran", area_figures.list_measures())
        screen.show_chart(
            kesehatan_money.make_money_trend(p, measure), provenance.say_trend_sources(p), f"tren_{measure}"
        )
        screen.show_bullets(kesehatan_money.say_five_largest(p, measure))
        screen.show_list(
            kesehatan_money.read_money(p),
            "Anggota dan keuangan triwulan ini",
            sources,
            "keuangan",
            kesehatan_money.MONEY_COLUMNS,
            subtitle="Jumlah dari koperasi terdaftar yang melapor; yang tidak melapor tidak dihitung nol.",
        )
        screen.show_list(
            kesehatan_money.list_losses(p),
            kesehatan_money.say_loss_title(p),
            sources,
            "merugi",
            kesehatan_money.LOSS_COLUMNS,
            if_empty="Tidak ada koperasi yang melaporkan SHU di bawah nol.",
        )
if plan.open:
    with plan:
        kesehatan_plan.show_plan(p)
screen.show_definitions(provenance.say_definitions(p, *indicator_charts.list_ids("kesehatan", *rates)))
