"""Merah Putih: the KKMP of every kelurahan: status, origin, RAT, members, money, visits."""

import streamlit as st

from dasbor import asal, isi_peta, kesehatan, kueri_kesehatan, merah_putih, tampilan

p = tampilan.mulai("Merah Putih", merah_putih.PERTANYAAN)
halangan = kesehatan.halangan(kueri_kesehatan.with_kkmp(p))
if halangan:
    tampilan.kosong(*halangan)
    raise tampilan.PageEnd
sumber = merah_putih.sumber(p)

tampilan.catatan(merah_putih.catatan(p))
tampilan.catatan(asal.catatan_jendela(p, "pendampingan"))
tampilan.deret_kartu(merah_putih.kartu(p))
gambar = merah_putih.peta(p)
kiri, kanan = st.columns([1, 1.1], gap="large") if gambar else (st.container(), st.container())
if gambar:
    with kiri:
        tampilan.blok_grafik(gambar, sumber, "peta_kkmp", saat_klik=isi_peta.klik, kunci=p.kode_wilayah)
with kanan:
    tampilan.daftar_tabel(
        merah_putih.angka(p), "Angka KKMP dan selangnya", sumber, "angka_kkmp", merah_putih.KOLOM_ANGKA,
        subjudul="Selang 95%: rentang persentase yang masih cocok dengan hitungan ini; makin sedikit, makin lebar.",
    )  # fmt: skip
tampilan.daftar_tabel(
    merah_putih.per_kelurahan(p),
    "KKMP menurut kelurahan",
    sumber,
    "kkmp_kelurahan",
    merah_putih.KOLOM,
    subjudul=merah_putih.ATURAN_ASAL,
)
kiri, kanan = st.columns([1.2, 1], gap="large")
with kiri:
    tampilan.blok_grafik(merah_putih.anggota(p), sumber, "anggota_kkmp")
with kanan:
    tampilan.daftar_tabel(
        merah_putih.uang(p),
        "Keuangan dan anggota KKMP",
        sumber,
        "keuangan_kkmp",
        merah_putih.KOLOM_UANG,
        subjudul="Jumlah dari KKMP yang melapor; yang tidak melapor tidak dihitung nol.",
    )
tampilan.definisi(merah_putih.DEFINISI, "Arti istilah")
