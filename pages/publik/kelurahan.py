"""Kelurahan: the profile of one, on one sheet of A4 when printed; without a choice the list to choose from."""

import streamlit as st

from dasbor import asal, hubungi, isi, kueri_daftar, profil, screen, tampilan

p = tampilan.mulai("Kelurahan", "Bagaimana keadaan satu kelurahan dibanding kecamatan, kota dan target?")
if not profil.satu(p):
    tampilan.subjudul_blok("Pilih kelurahan", "Koperasi aktif dari koperasi terdaftar")
    screen.put(profil.daftar_wilayah(p))
    raise tampilan.PageEnd

sumber = asal.sumber(p)
screen.put(profil.PETUNJUK)
tampilan.catatan(profil.tanpa_register(p))
tampilan.catatan(profil.catatan_rat(p))
with st.container(key="semua_baris"):
    tampilan.daftar_tabel(
        profil.indikator(p), profil.kepala(p), sumber, "profil", profil.kolom(p), kolom_berkas=profil.kolom_berkas(p)
    )
with st.container(key="hanya_layar"):
    tampilan.blok_grafik(
        isi.tren_rasio(p, "koperasi_aktif"), asal.sumber_tren(p, "koperasi_aktif"), "tren_koperasi_aktif"
    )
screen.put(profil.tren_cetak(p))

with st.container(key="dua_kolom_cetak"):
    tampilan.daftar_tabel(
        profil.koperasi(p), "Koperasi", sumber, "koperasi_kelurahan", profil.KOPERASI,
        jika_kosong="Belum ada koperasi pada register triwulan ini.", subjudul=asal.tempat(p),
    )  # fmt: skip
with st.container(key="sepuluh_cetak"):
    kiri, kanan = st.columns([1, 1.4], gap="medium")
with kiri:
    tampilan.daftar_tabel(
        kueri_daftar.kegiatan(p), "Pelatihan", asal.sumber(p, "pelatihan", kurun=True), "pelatihan_kelurahan",
        profil.KEGIATAN, jika_kosong="Belum ada peserta pelatihan dalam empat triwulan terakhir.", subjudul=profil.BAWAH,
    )  # fmt: skip
with kanan:
    tampilan.daftar_tabel(
        kueri_daftar.kunjungan(p), "Kunjungan", asal.sumber(p, "pendampingan", kurun=True), "kunjungan_kelurahan",
        profil.KUNJUNGAN, jika_kosong="Belum ada kunjungan dalam empat triwulan terakhir.", subjudul=profil.BAWAH,
    )  # fmt: skip
tampilan.subjudul_blok("Perlu dihubungi", f"Tidak aktif, {hubungi.unseen()}; dilatih dan belum didampingi")
tampilan.hubungi(profil.perlu_dihubungi(p))
screen.show("print_cut.html")
