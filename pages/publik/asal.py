"""Asal angka: the rows that a figure counts, and the cell, workbook, person and day each of them came from."""

import streamlit as st

from dasbor import asal, asal_angka, parameter, pilihan, tampilan

p = tampilan.mulai("Asal angka", "Dari baris mana angka ini dihitung, dan di sel mana tertulis?")
judul, diminta = asal_angka.pilihan_indikator(), parameter.baca("indikator")
if diminta and diminta not in judul:
    tampilan.kosong(f"Indikator “{diminta[:40]}” tidak dikenal.", "Pilih salah satu indikator di bawah ini.")
kiri, kanan = st.columns(2)
with kiri:
    indikator = parameter.pilih("Indikator", "indikator", judul, diminta if diminta in judul else asal_angka.AWAL)

a = asal_angka.angka(p, indikator)
tampilan.subjudul_blok(f"{a.indikator.judul}: {asal_angka.besar(a)}", asal_angka.tempat(p))
tampilan.uraian(asal.definisi(p, indikator))
if not a.ada:
    tampilan.kosong(f"{a.indikator.judul} belum ada datanya untuk {asal_angka.tempat(p)}.", asal_angka.kurang(a))
elif a.rekap:
    tampilan.catatan("Triwulan ini terbit sebagai rekap: jumlah per wilayah, tanpa daftar koperasi.")
    baris = asal_angka.rekap(p)
    tampilan.daftar_tabel(
        baris, "Baris rekap", asal.sumber(p), f"asal_{indikator}", asal_angka.REKAP,
        kolom_berkas=asal_angka.REKAP_BERKAS, subjudul=asal_angka.aturan_rekap(),
    )  # fmt: skip
    asal_angka.tampil_buku(
        p, baris.groupby("unggahan_id", as_index=False).size().rename(columns={"size": "jumlah"}), indikator
    )
else:
    kasus = asal_angka.kasus(p, a, parameter.baca("tampil") or asal_angka.SEMUA)
    kalimat = asal_angka.kalimat(p, a, kasus.jumlah)
    tampilan.baris_asal([kalimat]) if asal_angka.cocok(a, kasus.jumlah) else tampilan.catatan(kalimat)
    opsi = asal_angka.saringan(a, kasus)
    with kanan:
        parameter.pilih("Tampilkan", "tampil", opsi, kasus.tampil, asal_angka.SEMUA)
    tampilan.daftar_tabel(
        asal_angka.daftar_tampak(p, a, kasus), f"{a.indikator.judul}: {opsi[kasus.tampil].lower()}", [],
        f"asal_{indikator}", asal_angka.kolom(a), kolom_berkas=asal_angka.kolom(a, berkas=True),
        subjudul=asal_angka.tempat(p),
    )  # fmt: skip
    asal_angka.tampil_buku(p, kasus.buku, indikator)
tampilan.tautan("Semua definisi di Kamus Data", pilihan.tautan("kamus"))
