"""Kesehatan: examinations, annual meetings (RAT), the rule of inactivity tried out, money and losses."""

import streamlit as st

from dasbor.blocks import indicator_charts, provenance, what_if
from dasbor.content import kesehatan
from dasbor.ui import parameters, screen

p = screen.mulai("Kesehatan", kesehatan.PERTANYAAN)
halangan = kesehatan.halangan(p)
if halangan:
    screen.kosong(*halangan)
    raise screen.PageEnd
sumber, angka_kelurahan = provenance.sumber(p), indicator_charts.choices("kesehatan")

screen.deret_kartu(kesehatan.kartu(p))
screen.catatan(kesehatan.catatan_rat(p))
screen.baris_asal([kesehatan.UKURAN_LAIN])
pemeriksaan, aturan, keuangan = parameters.bagian(kesehatan.BAGIAN)

if pemeriksaan.open:
    with pemeriksaan:
        kiri, kanan = st.columns(2, gap="large")
        with kiri:
            screen.blok_grafik(kesehatan.predikat(p), sumber, "predikat_kesehatan")
        with kanan:
            screen.blok_grafik(kesehatan.grade(p), sumber, "grade_pelaporan_rat")
        screen.blok_grafik(kesehatan.kepatuhan(p), sumber, "kepatuhan_rat")
        angka = parameters.salah_satu("Angka per kelurahan", "angka", angka_kelurahan)
        indicator_charts.show(p, angka)
        keadaan = parameters.salah_satu("Tampilkan koperasi", "tunggak", kesehatan.PILIHAN_TUNGGAK)
        screen.daftar_tabel(
            kesehatan.penunggak(p, keadaan),
            "Siapa yang menunggak RAT",
            sumber,
            "menunggak_rat",
            kesehatan.KOLOM_TUNGGAK,
            jika_kosong="Tidak ada koperasi terdaftar yang menunggak RAT.",
            subjudul="Yang terlama lebih dahulu. Kolom Lembar dan Baris menunjukkan letaknya di buku kerja.",
        )
if aturan.open:
    with aturan:
        what_if.blok(p)
        what_if.perbedaan(p)
if keuangan.open:
    with keuangan:
        ukuran = parameters.salah_satu("Ukuran", "ukuran", kesehatan.measures())
        screen.blok_grafik(kesehatan.tren_uang(p, ukuran), provenance.sumber_tren(p), f"tren_{ukuran}")
        screen.butir(kesehatan.lima_terbesar(p, ukuran))
        screen.daftar_tabel(
            kesehatan.uang(p),
            "Anggota dan keuangan triwulan ini",
            sumber,
            "keuangan",
            kesehatan.KOLOM_UANG,
            subjudul="Jumlah dari koperasi terdaftar yang melapor; yang tidak melapor tidak dihitung nol.",
        )
        screen.daftar_tabel(
            kesehatan.merugi(p),
            kesehatan.judul_rugi(p),
            sumber,
            "merugi",
            kesehatan.KOLOM_RUGI,
            jika_kosong="Tidak ada koperasi yang melaporkan SHU di bawah nol.",
        )
screen.definisi(provenance.definisi(p, *indicator_charts.ids_of("kesehatan", *angka_kelurahan)))
