"""Keaktifan: statuses by kelurahan and over time, what changed, and the cooperatives behind the numbers."""

from dasbor.blocks import indicator_charts, overview, provenance, to_call, what_if
from dasbor.query import published
from dasbor.ui import screen
from etl import skema

PENGHARGAAN = {
    **{k.nama: k.judul for k in skema.AWARDS_SHEET.disimpan if k.nama != "keterangan"},
    "periode": "Buku kerja triwulan", "lembar": "Lembar", "baris": "Baris",
}  # fmt: skip

p = screen.start_page("Keaktifan", "Di mana koperasi tidak aktif, dan apa yang berubah sejak triwulan lalu?")
source = provenance.say_sources(p)

screen.show_cards(
    [
        *overview.make_cards(p, "koperasi_aktif"),
        *overview.make_status_cards(p, "tidak aktif", "diusulkan dibubarkan", "tidak diketahui"),
        *overview.make_cards(p, "aktif_kembali"),
    ]
)
screen.show_chart(overview.make_statuses_chart(p), source, "status_kelurahan")
screen.show_chart(overview.make_status_trend(p), provenance.say_trend_sources(p), "tren_status")

screen.show_chart(overview.make_bridge(p), source, "perubahan_koperasi_aktif")
screen.show_bullets(overview.say_changes(p, at_most=10))

if published.has_register(p):
    what_if.show_what_if(p)
for i in indicator_charts.list_ids("keaktifan"):
    indicator_charts.show_charts(p, i)

status = screen.choose_option("Tampilkan koperasi berstatus", to_call.STATUS_CHOICES, "status")
screen.show_list(
    to_call.list_cooperatives(p, status),
    f"Koperasi: {to_call.STATUS_CHOICES[status].lower()}",
    source,
    "daftar_koperasi",
    to_call.cooperative_columns(),
    jika_kosong="Tidak ada koperasi dengan status ini.",
    subtitle="Kolom Lembar dan Baris menunjukkan letaknya di buku kerja.",
)
screen.show_list(
    published.list_awards(p),
    "Penghargaan",
    [f"Sumber: buku kerja tiap triwulan · versi {p.version}"],
    "penghargaan",
    PENGHARGAAN,
    jika_kosong="Belum ada penghargaan yang dicatat.",
    subtitle="Semua triwulan; letaknya di buku kerja ada di tiga kolom terakhir.",
)
screen.show_definitions(
    provenance.say_definitions(p, *indicator_charts.list_ids("keaktifan", "koperasi_terdaftar", "koperasi_aktif"))
)
