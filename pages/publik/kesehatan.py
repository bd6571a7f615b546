"""Kesehatan: examinations, annual meetings (RAT), the rule of inactivity tried out, money and losses."""

import streamlit as st

from dasbor import andai, asal, isi, kesehatan, parameter, tampilan

INDIKATOR = ("rat_tahun_buku", "dinilai_kesehatan", "sehat", "shu_negatif", "aset", "volume_usaha", "shu")

p = tampilan.mulai("Kesehatan", kesehatan.PERTANYAAN)
halangan = kesehatan.halangan(p)
if halangan:
    tampilan.kosong(*halangan)
    raise tampilan.PageEnd
sumber = asal.sumber(p)

tampilan.deret_kartu(kesehatan.kartu(p))
tampilan.catatan(kesehatan.catatan_rat(p))
tampilan.baris_asal([kesehatan.UKURAN_LAIN])
pemeriksaan, aturan, keuangan = parameter.bagian(kesehatan.BAGIAN)

if pemeriksaan.open:
    with pemeriksaan:
        kiri, kanan = st.columns(2, gap="large")
        with kiri:
            tampilan.blok_grafik(kesehatan.predikat(p), sumber, "predikat_kesehatan")
        with kanan:
            tampilan.blok_grafik(kesehatan.grade(p), sumber, "grade_pelaporan_rat")
        tampilan.blok_grafik(kesehatan.kepatuhan(p), sumber, "kepatuhan_rat")
        angka = parameter.salah_satu("Angka per kelurahan", "angka", kesehatan.ANGKA)
        tampilan.blok_grafik(isi.rasio_kelurahan(p, angka), asal.sumber_indikator(p, angka), f"{angka}_kelurahan")
        tampilan.blok_grafik(isi.tren_rasio(p, angka), asal.sumber_tren(p, angka), f"tren_{angka}")
        keadaan = parameter.salah_satu("Tampilkan koperasi", "tunggak", kesehatan.PILIHAN_TUNGGAK)
        tampilan.daftar_tabel(
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
        andai.blok(p)
        andai.perbedaan(p)
if keuangan.open:
    with keuangan:
        ukuran = parameter.salah_satu("Ukuran", "ukuran", kesehatan.UKURAN)
        tampilan.blok_grafik(kesehatan.tren_uang(p, ukuran), asal.sumber_tren(p), f"tren_{ukuran}")
        tampilan.butir(kesehatan.lima_terbesar(p, ukuran))
        tampilan.daftar_tabel(
            kesehatan.uang(p),
            "Anggota dan keuangan triwulan ini",
            sumber,
            "keuangan",
            kesehatan.KOLOM_UANG,
            subjudul="Jumlah dari koperasi terdaftar yang melapor; yang tidak melapor tidak dihitung nol.",
        )
        tampilan.daftar_tabel(
            kesehatan.merugi(p),
            kesehatan.judul_rugi(p),
            sumber,
            "merugi",
            kesehatan.KOLOM_RUGI,
            jika_kosong="Tidak ada koperasi yang melaporkan SHU di bawah nol.",
        )
tampilan.definisi(asal.definisi(p, *INDIKATOR))
