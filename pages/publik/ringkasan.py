"""Ringkasan: how are we doing, where not, what changed, whom to call. One screen, then the trend and the ranking."""

import streamlit as st

from dasbor.blocks import indicator_charts, overview, provenance, rate_map, to_call
from dasbor.ui import reader, screen

p = screen.mulai("Ringkasan", "Apakah koperasi kita aktif, terlatih dan terdampingi?")

indikator = indicator_charts.on_first_page()
aktif, *lain = overview.kartu(p, *indikator)
screen.deret_kartu([aktif, *overview.kartu_status(p, "tidak aktif"), *lain])

kiri, tengah, kanan = st.columns([1.05, 1, 0.9], gap="medium")
with kiri, st.container(gap="xsmall"):
    screen.catatan(rate_map.catatan())
    di_peta = screen.pilih(
        "Indikator di peta", {i: provenance.judul(p, i) for i in indikator}, "peta", tanpa_label=True
    )
    screen.blok_grafik(
        rate_map.gambar(p, di_peta),
        provenance.sumber_indikator(p, di_peta),
        f"peta_{di_peta}",
        saat_klik=rate_map.klik,
        kunci=p.kode_wilayah,
    )
with tengah:
    screen.blok_grafik(overview.jembatan(p), provenance.sumber(p), "perubahan_koperasi_aktif")
    screen.butir(overview.yang_berubah(p))
with kanan:
    screen.subjudul_blok("Perlu dihubungi", to_call.subjudul(p))
    screen.hubungi(to_call.daftar_pendek(p), to_call.jika_kosong(p))
    screen.tautan("Daftar lengkap di Pendampingan", reader.tautan("pendampingan"))

sumber = provenance.sumber_indikator(p, "koperasi_aktif")
screen.blok_grafik(overview.tren_rasio(p, "koperasi_aktif"), provenance.sumber_tren(p), "tren_koperasi_aktif")
screen.blok_grafik(overview.tren_status(p), provenance.sumber_tren(p), "tren_status")
if not rate_map.banyak_wilayah(p):
    screen.blok_grafik(overview.rasio_kelurahan(p, "koperasi_aktif"), sumber, "koperasi_aktif_kelurahan")
else:
    screen.daftar_tabel(
        overview.semua_wilayah(p, "koperasi_aktif"),
        "Koperasi aktif per kelurahan",
        sumber,
        "koperasi_aktif_semua_kelurahan",
        overview.KOLOM_WILAYAH,
        subjudul="Menurut kecamatan. Pilih kecamatan untuk grafik per kelurahan.",
        indikator="koperasi_aktif",
    )
screen.definisi(provenance.definisi(p, *indikator))
