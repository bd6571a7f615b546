"""Keaktifan: statuses by kelurahan and over time, what changed, and the cooperatives behind the numbers."""

from dasbor.blocks import overview, provenance, to_call, what_if
from dasbor.query import base
from dasbor.ui import screen

PENGHARGAAN = {
    "tanggal": "Tanggal", "nama_penghargaan": "Penghargaan", "kategori": "Kategori", "penerima": "Penerima",
    "pemberi": "Pemberi", "periode": "Buku kerja triwulan", "lembar": "Lembar", "baris": "Baris",
}  # fmt: skip

p = screen.start_page("Keaktifan", "Di mana koperasi tidak aktif, dan apa yang berubah sejak triwulan lalu?")
sumber = provenance.say_sources(p)

screen.show_cards(
    [
        *overview.make_cards(p, "koperasi_aktif"),
        *overview.make_status_cards(p, "tidak aktif", "diusulkan dibubarkan", "tidak diketahui"),
        *overview.make_cards(p, "aktif_kembali"),
    ]
)
screen.show_chart(overview.make_statuses_chart(p), sumber, "status_kelurahan")
screen.show_chart(overview.make_status_trend(p), provenance.say_trend_sources(p), "tren_status")

screen.show_chart(overview.make_bridge(p), sumber, "perubahan_koperasi_aktif")
screen.show_bullets(overview.say_changes(p, paling_banyak=10))

if base.has_register(p.versi, p.periode):
    what_if.show_what_if(p)

status = screen.choose_option("Tampilkan koperasi berstatus", to_call.STATUS_CHOICES, "status")
screen.show_list(
    to_call.list_cooperatives(p, status),
    f"Koperasi: {to_call.STATUS_CHOICES[status].lower()}",
    sumber,
    "daftar_koperasi",
    to_call.COOPERATIVE_COLUMNS,
    jika_kosong="Tidak ada koperasi dengan status ini.",
    subjudul="Kolom Lembar dan Baris menunjukkan letaknya di buku kerja.",
)
screen.show_list(
    base.list_awards(p.versi),
    "Penghargaan",
    [f"Sumber: buku kerja tiap triwulan · versi {p.versi}"],
    "penghargaan",
    PENGHARGAAN,
    jika_kosong="Belum ada penghargaan yang dicatat.",
    subjudul="Semua triwulan; letaknya di buku kerja ada di tiga kolom terakhir.",
)
screen.show_definitions(
    provenance.say_definitions(p, "koperasi_terdaftar", "koperasi_aktif", "koperasi_diusulkan_bubar", "aktif_kembali")
)
