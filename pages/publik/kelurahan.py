"""Kelurahan: the profile of one, on one sheet of A4 when printed; without a choice the list to choose from."""

import streamlit as st

from dasbor.blocks import overview, provenance, to_call
from dasbor.content import kelurahan
from dasbor.query import lists
from dasbor.ui import page, screen

p = screen.mulai("Kelurahan", "Bagaimana keadaan satu kelurahan dibanding kecamatan, kota dan target?")
if not kelurahan.satu(p):
    screen.subjudul_blok("Pilih kelurahan", "Koperasi aktif dari koperasi terdaftar")
    page.put(kelurahan.daftar_wilayah(p))
    raise screen.PageEnd

sumber = provenance.sumber(p)
page.put(kelurahan.PETUNJUK)
screen.catatan(kelurahan.tanpa_register(p))
screen.catatan(kelurahan.catatan_rat(p))
with st.container(key="semua_baris"):
    screen.daftar_tabel(
        kelurahan.indikator(p),
        kelurahan.kepala(p),
        sumber,
        "profil",
        kelurahan.kolom(p),
        kolom_berkas=kelurahan.kolom_berkas(p),
    )
with st.container(key="hanya_layar"):
    screen.blok_grafik(
        overview.tren_rasio(p, "koperasi_aktif"), provenance.sumber_tren(p, "koperasi_aktif"), "tren_koperasi_aktif"
    )
page.put(kelurahan.tren_cetak(p))

with st.container(key="dua_kolom_cetak"):
    screen.daftar_tabel(
        kelurahan.koperasi(p), "Koperasi", sumber, "koperasi_kelurahan", kelurahan.KOPERASI,
        jika_kosong="Belum ada koperasi pada register triwulan ini.", subjudul=provenance.tempat(p),
    )  # fmt: skip
with st.container(key="sepuluh_cetak"):
    kiri, kanan = st.columns([1, 1.4], gap="medium")
with kiri:
    screen.daftar_tabel(
        lists.kegiatan(p), "Pelatihan", provenance.sumber(p, "pelatihan", kurun=True), "pelatihan_kelurahan",
        kelurahan.KEGIATAN, jika_kosong="Belum ada peserta pelatihan dalam empat triwulan terakhir.", subjudul=kelurahan.BAWAH,
    )  # fmt: skip
with kanan:
    screen.daftar_tabel(
        lists.kunjungan(p), "Kunjungan", provenance.sumber(p, "pendampingan", kurun=True), "kunjungan_kelurahan",
        kelurahan.KUNJUNGAN, jika_kosong="Belum ada kunjungan dalam empat triwulan terakhir.", subjudul=kelurahan.BAWAH,
    )  # fmt: skip
screen.subjudul_blok("Perlu dihubungi", f"Tidak aktif, {to_call.unseen()}; dilatih dan belum didampingi")
screen.hubungi(kelurahan.perlu_dihubungi(p))
page.show("print_cut.html")
