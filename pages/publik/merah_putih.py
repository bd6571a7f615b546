"""Merah Putih: the KKMP of every kelurahan: status, origin, RAT, members, money, visits."""

import streamlit as st

from dasbor.blocks import provenance, rate_map
from dasbor.content import kesehatan, merah_putih
from dasbor.query import health
from dasbor.ui import screen

p = screen.mulai("Merah Putih", merah_putih.PERTANYAAN)
halangan = kesehatan.halangan(health.with_kkmp(p))
if halangan:
    screen.kosong(*halangan)
    raise screen.PageEnd
sumber = merah_putih.sumber(p)

screen.catatan(merah_putih.catatan(p))
screen.catatan(provenance.catatan_jendela(p, "pendampingan"))
screen.deret_kartu(merah_putih.kartu(p))
gambar = merah_putih.peta(p)
kiri, kanan = st.columns([1, 1.1], gap="large") if gambar else (st.container(), st.container())
if gambar:
    with kiri:
        screen.blok_grafik(gambar, sumber, "peta_kkmp", saat_klik=rate_map.klik, kunci=p.kode_wilayah)
with kanan:
    screen.daftar_tabel(
        merah_putih.angka(p), "Angka KKMP dan selangnya", sumber, "angka_kkmp", merah_putih.KOLOM_ANGKA,
        subjudul="Selang 95%: rentang persentase yang masih cocok dengan hitungan ini; makin sedikit, makin lebar.",
    )  # fmt: skip
screen.daftar_tabel(
    merah_putih.per_kelurahan(p),
    "KKMP menurut kelurahan",
    sumber,
    "kkmp_kelurahan",
    merah_putih.KOLOM,
    subjudul=merah_putih.ATURAN_ASAL,
)
kiri, kanan = st.columns([1.2, 1], gap="large")
with kiri:
    screen.blok_grafik(merah_putih.anggota(p), sumber, "anggota_kkmp")
with kanan:
    screen.daftar_tabel(
        merah_putih.uang(p),
        "Keuangan dan anggota KKMP",
        sumber,
        "keuangan_kkmp",
        merah_putih.KOLOM_UANG,
        subjudul="Jumlah dari KKMP yang melapor; yang tidak melapor tidak dihitung nol.",
    )
screen.definisi(merah_putih.DEFINISI, "Arti istilah")
