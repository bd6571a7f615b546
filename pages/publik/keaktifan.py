"""Keaktifan: statuses by kelurahan and over time, what changed, and the cooperatives behind the numbers."""

from dasbor.blocks import indicator_charts, provenance, status_charts, what_if
from dasbor.content import keaktifan, other_counts
from dasbor.ui import exports, screen

p = screen.start_page("Keaktifan", keaktifan.QUESTION)
sources = provenance.say_sources(p)

screen.show_cards(keaktifan.make_cards(p))
if others := other_counts.say_differences(p):
    screen.show_bullets(others)
screen.show_chart(keaktifan.make_statuses_chart(p), sources, "status_kelurahan")
screen.show_chart(status_charts.make_status_trend(p), provenance.say_trend_sources(p), "tren_status")

screen.show_chart(status_charts.make_bridge(p), sources, "perubahan_koperasi_aktif")
screen.show_bullets(status_charts.say_changes(p, at_most=10))

if keaktifan.can_try_rules(p):
    what_if.show_what_if(p)
for indikator in indicator_charts.list_ids("keaktifan"):
    indicator_charts.show_charts(p, indikator)

status = screen.choose_option("Tampilkan koperasi berstatus", keaktifan.STATUS_CHOICES, "status")
screen.show_list(
    keaktifan.list_cooperatives(p, status),
    f"Koperasi: {keaktifan.STATUS_CHOICES[status].lower()}",
    sources,
    exports.add_filters("daftar_koperasi", "" if status == keaktifan.ALL_STATUSES else status),
    keaktifan.list_columns(),
    if_empty="Tidak ada koperasi dengan status ini.",
    subtitle="Kolom Lembar dan Baris menunjukkan letaknya di buku kerja.",
)
screen.show_list(
    keaktifan.list_awards(p),
    "Penghargaan",
    keaktifan.say_award_sources(p),
    "penghargaan",
    keaktifan.AWARD_COLUMNS,
    if_empty="Belum ada penghargaan yang dicatat.",
    subtitle="Semua triwulan; letaknya di buku kerja ada di tiga kolom terakhir.",
)
screen.show_definitions(keaktifan.list_definitions(p))
