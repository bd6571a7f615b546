"""Keaktifan: statuses by kelurahan and over time, what changed, and the cooperatives behind the numbers."""

from dasbor.answers import provenance, status_charts
from dasbor.blocks import indicator_charts, what_if
from dasbor.blocks.remarks import show
from dasbor.content import keaktifan, other_counts
from dasbor.ui import exports, parameters, screen
from dasbor.ui.layout import arrange, folded

p = screen.start_page("Keaktifan", keaktifan.QUESTION)
sources = provenance.say_sources(p)

screen.show_cards(keaktifan.make_cards(p))
if others := other_counts.say_differences(p):
    screen.show_bullets(others)
show.show_remarks(p, "keaktifan")
arrange.show_contents(keaktifan.PLACES)
arrange.mark_place("kelurahan")
with arrange.lay_beside("status"):
    screen.show_chart(keaktifan.make_statuses_chart(p), sources, "status_kelurahan")
    folded.show_chart(status_charts.make_status_trend(p), provenance.say_trend_sources(p), "tren_status")
    chart = status_charts.make_bridge(p)
    with arrange.fold_on_phone("perubahan", chart.title):
        screen.show_chart(chart, sources, "perubahan_koperasi_aktif")
        screen.show_bullets(status_charts.say_changes(p, at_most=10))

arrange.mark_place("aturan")
if keaktifan.can_try_rules(p):
    with arrange.fold_on_phone("aturan", what_if.TITLE):
        what_if.show_what_if(p)
for indikator in indicator_charts.list_ids("keaktifan"):
    with arrange.lay_beside(indikator):
        indicator_charts.show_charts(p, indikator)

arrange.mark_place("daftar")
status = parameters.choose_button("Tampilkan koperasi berstatus", "status", keaktifan.STATUS_CHOICES)
screen.show_list(
    keaktifan.list_cooperatives(p, status),
    f"Koperasi: {keaktifan.STATUS_CHOICES[status].lower()}",
    sources,
    exports.add_filters("daftar_koperasi", "" if status == keaktifan.ALL_STATUSES else status),
    keaktifan.list_columns(),
    if_empty="Tidak ada koperasi dengan status ini.",
    subtitle=provenance.say_places(p),
)
arrange.mark_place("penghargaan")
folded.show_list(
    keaktifan.list_awards(p),
    "Penghargaan",
    keaktifan.say_award_sources(p),
    "penghargaan",
    columns=keaktifan.AWARD_COLUMNS,
    if_empty="Belum ada penghargaan yang dicatat.",
    subtitle="Semua triwulan; letaknya di buku kerja ada di tiga kolom terakhir.",
)
screen.show_definitions(keaktifan.list_definitions(p))
