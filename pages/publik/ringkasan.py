"""Ringkasan: how are we doing, where not, what changed, whom to call. One screen, then the trend and the ranking."""

import streamlit as st

from dasbor import asal, hubungi, indicator_charts, isi, isi_peta, pilihan, tampilan

p = tampilan.mulai("Ringkasan", "Apakah koperasi kita aktif, terlatih dan terdampingi?")

indikator = indicator_charts.on_first_page()
aktif, *lain = isi.kartu(p, *indikator)
tampilan.deret_kartu([aktif, *isi.kartu_status(p, "tidak aktif"), *lain])

kiri, tengah, kanan = st.columns([1.05, 1, 0.9], gap="medium")
with kiri, st.container(gap="xsmall"):
    tampilan.catatan(isi_peta.catatan())
    di_peta = tampilan.pilih("Indikator di peta", {i: asal.judul(p, i) for i in indikator}, "peta", tanpa_label=True)
    tampilan.blok_grafik(
        isi_peta.gambar(p, di_peta),
        asal.sumber_indikator(p, di_peta),
        f"peta_{di_peta}",
        saat_klik=isi_peta.klik,
        kunci=p.kode_wilayah,
    )
with tengah:
    tampilan.blok_grafik(isi.jembatan(p), asal.sumber(p), "perubahan_koperasi_aktif")
    tampilan.butir(isi.yang_berubah(p))
with kanan:
    tampilan.subjudul_blok("Perlu dihubungi", hubungi.subjudul(p))
    tampilan.hubungi(hubungi.daftar_pendek(p), hubungi.jika_kosong(p))
    tampilan.tautan("Daftar lengkap di Pendampingan", pilihan.tautan("pendampingan"))

sumber = asal.sumber_indikator(p, "koperasi_aktif")
tampilan.blok_grafik(isi.tren_rasio(p, "koperasi_aktif"), asal.sumber_tren(p), "tren_koperasi_aktif")
tampilan.blok_grafik(isi.tren_status(p), asal.sumber_tren(p), "tren_status")
if not isi_peta.banyak_wilayah(p):
    tampilan.blok_grafik(isi.rasio_kelurahan(p, "koperasi_aktif"), sumber, "koperasi_aktif_kelurahan")
else:
    tampilan.daftar_tabel(
        isi.semua_wilayah(p, "koperasi_aktif"),
        "Koperasi aktif per kelurahan",
        sumber,
        "koperasi_aktif_semua_kelurahan",
        isi.KOLOM_WILAYAH,
        subjudul="Menurut kecamatan. Pilih kecamatan untuk grafik per kelurahan.",
        indikator="koperasi_aktif",
    )
tampilan.definisi(asal.definisi(p, *indikator))
