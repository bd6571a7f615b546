"""Keaktifan: statuses by kelurahan and over time, what changed, and the cooperatives behind the numbers."""

from dasbor import andai, asal, hubungi, indicator_charts, isi, kueri, tampilan
from etl import skema

PENGHARGAAN = {
    **{k.nama: k.judul for k in skema.PENGHARGAAN.disimpan if k.nama != "keterangan"},
    "periode": "Buku kerja triwulan", "lembar": "Lembar", "baris": "Baris",
}  # fmt: skip

p = tampilan.mulai("Keaktifan", "Di mana koperasi tidak aktif, dan apa yang berubah sejak triwulan lalu?")
sumber = asal.sumber(p)

tampilan.deret_kartu(
    [
        *isi.kartu(p, "koperasi_aktif"),
        *isi.kartu_status(p, "tidak aktif", "diusulkan dibubarkan", "tidak diketahui"),
        *isi.kartu(p, "aktif_kembali"),
    ]
)
tampilan.blok_grafik(isi.status_kelurahan(p), sumber, "status_kelurahan")
tampilan.blok_grafik(isi.tren_status(p), asal.sumber_tren(p), "tren_status")

tampilan.blok_grafik(isi.jembatan(p), sumber, "perubahan_koperasi_aktif")
tampilan.butir(isi.yang_berubah(p, paling_banyak=10))

if kueri.punya_register(p):
    andai.blok(p)
for i in indicator_charts.ids_of("keaktifan"):
    indicator_charts.show(p, i)

status = tampilan.pilih("Tampilkan koperasi berstatus", hubungi.PILIHAN_STATUS, "status")
tampilan.daftar_tabel(
    hubungi.koperasi(p, status),
    f"Koperasi: {hubungi.PILIHAN_STATUS[status].lower()}",
    sumber,
    "daftar_koperasi",
    hubungi.cooperative_columns(),
    jika_kosong="Tidak ada koperasi dengan status ini.",
    subjudul="Kolom Lembar dan Baris menunjukkan letaknya di buku kerja.",
)
tampilan.daftar_tabel(
    kueri.penghargaan(p),
    "Penghargaan",
    [f"Sumber: buku kerja tiap triwulan · versi {p.versi}"],
    "penghargaan",
    PENGHARGAAN,
    jika_kosong="Belum ada penghargaan yang dicatat.",
    subjudul="Semua triwulan; letaknya di buku kerja ada di tiga kolom terakhir.",
)
tampilan.definisi(asal.definisi(p, *indicator_charts.ids_of("keaktifan", "koperasi_terdaftar", "koperasi_aktif")))
