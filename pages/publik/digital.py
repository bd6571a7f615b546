"""Digital & Pemasaran: IT literacy, channels, marketing support, members who run a small business."""

import streamlit as st

from dasbor.blocks import overview, provenance
from dasbor.content import digital, kesehatan
from dasbor.ui import parameters, screen

INDIKATOR = ("melek_ti", "pemasaran", "anggota_umkm", "anggota_perempuan")

p = screen.mulai("Digital & Pemasaran", digital.PERTANYAAN)
halangan = kesehatan.halangan(p)
if halangan:
    screen.kosong(*halangan)
    st.stop()
sumber = provenance.sumber(p)
ti, pasar, umkm, perempuan = ((i, provenance.sumber_indikator(p, i)) for i in INDIKATOR)

screen.deret_kartu(digital.kartu(p))
screen.catatan(digital.catatan(p))
melek, pemasaran, anggota = parameters.bagian(digital.BAGIAN)

if melek.open:
    with melek:
        screen.blok_grafik(digital.kanal(p), sumber, "saluran_digital")
        screen.blok_grafik(overview.rasio_kelurahan(p, ti[0]), ti[1], "melek_ti_kelurahan")
        screen.blok_grafik(overview.tren_rasio(p, ti[0]), provenance.sumber_tren(p, ti[0]), "tren_melek_ti")
        pilihan = parameters.salah_satu("Tampilkan koperasi aktif", "ti", digital.PILIHAN_TI)
        screen.daftar_tabel(
            digital.daftar_ti(p, pilihan),
            digital.judul_daftar(digital.PILIHAN_TI[pilihan]),
            sumber,
            "koperasi_ti",
            digital.KOLOM_TI,
            jika_kosong="Tidak ada koperasi aktif dalam pilihan ini.",
        )
if pemasaran.open:
    with pemasaran:
        screen.catatan(provenance.catatan_jendela(p, "pendampingan"))
        pilihan = parameters.salah_satu("Tampilkan koperasi aktif", "pemasaran", digital.PILIHAN_PASAR)
        screen.daftar_tabel(
            digital.daftar_pasar(p, pilihan),
            digital.judul_daftar(digital.PILIHAN_PASAR[pilihan]),
            provenance.sumber(p, "koperasi", "pendampingan", kurun=True),
            "koperasi_pemasaran",
            digital.KOLOM_PASAR,
            jika_kosong="Tidak ada koperasi aktif dalam pilihan ini.",
            subjudul=provenance.rentang(p),
        )
        screen.blok_grafik(overview.rasio_kelurahan(p, pasar[0]), pasar[1], "pemasaran_kelurahan")
        screen.blok_grafik(overview.tren_rasio(p, pasar[0]), provenance.sumber_tren(p, pasar[0]), "tren_pemasaran")
if anggota.open:
    with anggota:
        screen.butir(digital.melapor(p))
        for indikator, asal_ in (umkm, perempuan):
            screen.blok_grafik(overview.rasio_kelurahan(p, indikator), asal_, f"{indikator}_kelurahan")
            screen.blok_grafik(
                overview.tren_rasio(p, indikator), provenance.sumber_tren(p, indikator), f"tren_{indikator}"
            )
screen.definisi(provenance.definisi(p, *INDIKATOR))
