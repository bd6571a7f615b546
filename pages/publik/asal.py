"""Asal angka: the rows that a figure counts, and the cell, workbook, person and day each of them came from."""

import streamlit as st

from dasbor.blocks import provenance
from dasbor.content import asal
from dasbor.ui import parameters, reader, screen

p = screen.mulai("Asal angka", "Dari baris mana angka ini dihitung, dan di sel mana tertulis?")
judul, diminta = asal.pilihan_indikator(), parameters.baca("indikator")
if diminta and diminta not in judul:
    screen.kosong(f"Indikator “{diminta[:40]}” tidak dikenal.", "Pilih salah satu indikator di bawah ini.")
kiri, kanan = st.columns(2)
with kiri:
    indikator = parameters.pilih("Indikator", "indikator", judul, diminta if diminta in judul else asal.AWAL)

a = asal.angka(p, indikator)
screen.subjudul_blok(f"{a.indikator.judul}: {asal.besar(a)}", asal.tempat(p))
screen.uraian(provenance.definisi(p, indikator))
if not a.ada:
    screen.kosong(f"{a.indikator.judul} belum ada datanya untuk {asal.tempat(p)}.", asal.kurang(a))
elif a.rekap:
    screen.catatan("Triwulan ini terbit sebagai rekap: jumlah per wilayah, tanpa daftar koperasi.")
    baris = asal.rekap(p)
    screen.daftar_tabel(
        baris, "Baris rekap", provenance.sumber(p), f"asal_{indikator}", asal.REKAP,
        kolom_berkas=asal.REKAP_BERKAS, subjudul=asal.aturan_rekap(),
    )  # fmt: skip
    asal.tampil_buku(
        p, baris.groupby("unggahan_id", as_index=False).size().rename(columns={"size": "jumlah"}), indikator
    )
else:
    kasus = asal.kasus(p, a, parameters.baca("tampil") or asal.SEMUA)
    kalimat = asal.kalimat(p, a, kasus.jumlah)
    screen.baris_asal([kalimat]) if asal.cocok(a, kasus.jumlah) else screen.catatan(kalimat)
    opsi = asal.saringan(a, kasus)
    with kanan:
        parameters.pilih("Tampilkan", "tampil", opsi, kasus.tampil, asal.SEMUA)
    screen.daftar_tabel(
        asal.daftar_tampak(p, a, kasus), f"{a.indikator.judul}: {opsi[kasus.tampil].lower()}", [],
        f"asal_{indikator}", asal.kolom(a), kolom_berkas=asal.kolom(a, berkas=True),
        subjudul=asal.tempat(p),
    )  # fmt: skip
    asal.tampil_buku(p, kasus.buku, indikator)
screen.tautan("Semua definisi di Kamus Data", reader.tautan("kamus"))
