"""Keaktifan: statuses by kelurahan and over time, what changed, and the cooperatives behind the numbers."""

from dasbor.blocks import indicator_charts, overview, provenance, to_call, what_if
from dasbor.query import base
from dasbor.ui import screen
from etl import skema

PENGHARGAAN = {
    **{k.nama: k.judul for k in skema.PENGHARGAAN.disimpan if k.nama != "keterangan"},
    "periode": "Buku kerja triwulan", "lembar": "Lembar", "baris": "Baris",
}  # fmt: skip

p = screen.mulai("Keaktifan", "Di mana koperasi tidak aktif, dan apa yang berubah sejak triwulan lalu?")
sumber = provenance.sumber(p)

screen.deret_kartu(
    [
        *overview.kartu(p, "koperasi_aktif"),
        *overview.kartu_status(p, "tidak aktif", "diusulkan dibubarkan", "tidak diketahui"),
        *overview.kartu(p, "aktif_kembali"),
    ]
)
screen.blok_grafik(overview.status_kelurahan(p), sumber, "status_kelurahan")
screen.blok_grafik(overview.tren_status(p), provenance.sumber_tren(p), "tren_status")

screen.blok_grafik(overview.jembatan(p), sumber, "perubahan_koperasi_aktif")
screen.butir(overview.yang_berubah(p, paling_banyak=10))

if base.punya_register(p):
    what_if.blok(p)
for i in indicator_charts.ids_of("keaktifan"):
    indicator_charts.show(p, i)

status = screen.pilih("Tampilkan koperasi berstatus", to_call.PILIHAN_STATUS, "status")
screen.daftar_tabel(
    to_call.koperasi(p, status),
    f"Koperasi: {to_call.PILIHAN_STATUS[status].lower()}",
    sumber,
    "daftar_koperasi",
    to_call.cooperative_columns(),
    jika_kosong="Tidak ada koperasi dengan status ini.",
    subjudul="Kolom Lembar dan Baris menunjukkan letaknya di buku kerja.",
)
screen.daftar_tabel(
    base.penghargaan(p),
    "Penghargaan",
    [f"Sumber: buku kerja tiap triwulan · versi {p.versi}"],
    "penghargaan",
    PENGHARGAAN,
    jika_kosong="Belum ada penghargaan yang dicatat.",
    subjudul="Semua triwulan; letaknya di buku kerja ada di tiga kolom terakhir.",
)
screen.definisi(provenance.definisi(p, *indicator_charts.ids_of("keaktifan", "koperasi_terdaftar", "koperasi_aktif")))
