"""Keaktifan: statuses by kelurahan and over time, what changed, and the cooperatives behind the numbers."""

from dasbor import asal, hubungi, isi, perubahan, tampilan

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
tampilan.blok_grafik(isi.tren_status(p), sumber, "tren_status")

tampilan.blok_grafik(isi.jembatan(p), sumber, "perubahan_koperasi_aktif")
tampilan.butir(perubahan.named(isi.alur(p), paling_banyak=10))

status = tampilan.pilih("Tampilkan koperasi berstatus", hubungi.PILIHAN_STATUS, "status")
tampilan.daftar_tabel(
    hubungi.koperasi(p, status),
    f"Koperasi: {hubungi.PILIHAN_STATUS[status].lower()}",
    sumber,
    "daftar_koperasi",
    hubungi.KOLOM_KOPERASI,
    jika_kosong="Tidak ada koperasi dengan status ini.",
    subjudul="Kolom Lembar dan Baris menunjukkan letaknya di buku kerja.",
)
tampilan.definisi(asal.definisi(p, "koperasi_terdaftar", "koperasi_aktif", "koperasi_diusulkan_bubar", "aktif_kembali"))
