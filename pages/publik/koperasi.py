"""Koperasi: find one, then its record: every figure with the workbook, sheet and cell it came from."""

import streamlit as st

from dasbor import cari, jejak, parameter, pilihan, rekam, screen, tampilan

p = tampilan.mulai("Koperasi", "Bagaimana keadaan satu koperasi dari triwulan ke triwulan?")
kata, diminta = (
    parameter.cari("Cari nama, NIK atau nomor badan hukum", "cari", "misalnya: KSU Maju", hapus="id"),
    parameter.baca("id"),
)
r = rekam.load(p, diminta)
if diminta:
    tampilan.tautan("← Daftar koperasi", pilihan.tautan("koperasi", cari=kata or None))
if r is None:
    if diminta:
        tampilan.kosong(
            f"Koperasi dengan kode “{diminta[:40]}” tidak ada di versi {p.versi}.", "Cari menurut nama di atas."
        )
    else:
        cari.show(p, kata)
    raise tampilan.PageEnd

nama = f"koperasi_{r.id}"
tampilan.subjudul_blok(rekam.kepala(r), rekam.tempat(r))
tampilan.catatan(rekam.catatan(r))
screen.put(jejak.strip(rekam.jejak(r)))
rekam.show_values(r)

kiri, kanan = st.columns(2, gap="medium")
with kiri:
    tampilan.daftar_tabel(
        rekam.rat(r), "RAT menurut tahun buku", [], f"{nama}_rat", rekam.RAT, jika_kosong="Belum ada RAT yang tercatat."
    )
with kanan:
    tampilan.daftar_tabel(
        rekam.kesehatan(r), "Pemeriksaan kesehatan", [], f"{nama}_kesehatan", rekam.KESEHATAN,
        jika_kosong="Belum ada pemeriksaan kesehatan yang tercatat.",
    )  # fmt: skip
screen.put(jejak.money(r.riwayat, rekam.trends()))
tampilan.daftar_tabel(
    rekam.keuangan(r), "Keuangan per triwulan", [], f"{nama}_keuangan", rekam.money_columns(),
    jika_kosong="Belum ada angka keuangan yang dilaporkan.", kecil=rekam.money_cells(), kolom_berkas=rekam.money_file_columns(),
    subjudul="Di bawah setiap angka: selnya di buku kerja triwulan itu.",
)  # fmt: skip
tampilan.daftar_tabel(
    rekam.pelatihan(r),
    "Pelatihan",
    [],
    f"{nama}_pelatihan",
    rekam.PELATIHAN,
    jika_kosong="Belum ada pelatihan yang tercatat.",
)
tampilan.daftar_tabel(
    rekam.kunjungan(r), "Kunjungan pendampingan", [], f"{nama}_kunjungan", rekam.KUNJUNGAN,
    jika_kosong="Belum ada kunjungan yang tercatat.",
)  # fmt: skip

tampilan.subjudul_blok("Mutu data koperasi ini")
tampilan.butir(rekam.mutu(r))
tampilan.daftar_tabel(
    rekam.temuan(r), "Temuan pada barisnya", [], f"{nama}_temuan", rekam.TEMUAN,
    jika_kosong="Tidak ada temuan pada baris koperasi ini.",
)  # fmt: skip
tampilan.daftar_tabel(rekam.buku_kerja(r), "Buku kerja asal", [], f"{nama}_buku", rekam.BUKU)
