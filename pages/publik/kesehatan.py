"""Kesehatan: examinations, annual meetings (RAT), the rule of inactivity tried out, money and losses."""

import streamlit as st

from dasbor import andai, asal, indicator_charts, kesehatan, parameter, tampilan

p = tampilan.mulai("Kesehatan", kesehatan.PERTANYAAN)
halangan = kesehatan.halangan(p)
if halangan:
    tampilan.kosong(*halangan)
    raise tampilan.PageEnd
sumber, angka_kelurahan = asal.sumber(p), indicator_charts.choices("kesehatan")

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
        angka = parameter.salah_satu("Angka per kelurahan", "angka", angka_kelurahan)
        indicator_charts.show(p, angka)
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
        ukuran = parameter.salah_satu("Ukuran", "ukuran", kesehatan.measures())
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
tampilan.definisi(asal.definisi(p, *indicator_charts.ids_of("kesehatan", *angka_kelurahan)))
