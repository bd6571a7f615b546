"""Kamus Data: what each indicator, column, rule and message means. All of it comes from the declarations."""

import streamlit as st

from dasbor.content import kamus
from dasbor.ui import screen
from etl import skema

p = screen.mulai("Kamus Data", "Apa arti setiap angka, kolom dan pesan di dasbor ini?")
sumber = [f"Dari definisi pada terbitan versi {p.versi}"]

screen.daftar_tabel(
    kamus.indikator(p),
    "Indikator",
    sumber,
    "kamus_indikator",
    kamus.KOLOM_INDIKATOR,
    subjudul="Nilai = pembilang ÷ penyebut.",
)
screen.subjudul_blok("Aturan", "Angka-angka ini ditetapkan di pengaturan.")
screen.uraian(kamus.aturan())

jenis = screen.pilih("Kolom buku kerja, lembar", {j: skema.LEMBAR[j].judul for j in skema.LEMBAR}, "lembar")
lembar = skema.LEMBAR[jenis]
screen.daftar_tabel(
    kamus.kolom(jenis), f"Kolom lembar {lembar.judul}", [], f"kamus_kolom_{jenis}", {}, subjudul=lembar.arti
)
with st.expander("Semua pesan pemeriksaan"):
    screen.daftar_tabel(kamus.pesan(), "Pesan", [], "kamus_pesan", {})
