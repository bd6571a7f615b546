"""Koperasi: find one, then its record: every figure with the workbook, sheet and cell it came from."""

import streamlit as st

from dasbor.blocks import record, search, status_strip
from dasbor.ui import page, parameters, reader, screen

p = screen.mulai("Koperasi", "Bagaimana keadaan satu koperasi dari triwulan ke triwulan?")
kata, diminta = (
    parameters.cari("Cari nama, NIK atau nomor badan hukum", "cari", "misalnya: KSU Maju", hapus="id"),
    parameters.baca("id"),
)
r = record.load(p, diminta)
if diminta:
    screen.tautan("← Daftar koperasi", reader.tautan("koperasi", cari=kata or None))
if r is None:
    if diminta:
        screen.kosong(
            f"Koperasi dengan kode “{diminta[:40]}” tidak ada di versi {p.versi}.", "Cari menurut nama di atas."
        )
    else:
        search.show(p, kata)
    raise screen.PageEnd

nama = f"koperasi_{r.id}"
screen.subjudul_blok(record.kepala(r), record.tempat(r))
screen.catatan(record.catatan(r))
page.put(status_strip.strip(record.jejak(r)))
record.show_values(r)

kiri, kanan = st.columns(2, gap="medium")
with kiri:
    screen.daftar_tabel(
        record.rat(r),
        "RAT menurut tahun buku",
        [],
        f"{nama}_rat",
        record.RAT,
        jika_kosong="Belum ada RAT yang tercatat.",
    )
with kanan:
    screen.daftar_tabel(
        record.kesehatan(r), "Pemeriksaan kesehatan", [], f"{nama}_kesehatan", record.KESEHATAN,
        jika_kosong="Belum ada pemeriksaan kesehatan yang tercatat.",
    )  # fmt: skip
page.put(status_strip.money(r.riwayat, record.trends()))
screen.daftar_tabel(
    record.keuangan(r), "Keuangan per triwulan", [], f"{nama}_keuangan", record.money_columns(),
    jika_kosong="Belum ada angka keuangan yang dilaporkan.", kecil=record.money_cells(), kolom_berkas=record.money_file_columns(),
    subjudul="Di bawah setiap angka: selnya di buku kerja triwulan itu.",
)  # fmt: skip
screen.daftar_tabel(
    record.pelatihan(r),
    "Pelatihan",
    [],
    f"{nama}_pelatihan",
    record.PELATIHAN,
    jika_kosong="Belum ada pelatihan yang tercatat.",
)
screen.daftar_tabel(
    record.kunjungan(r), "Kunjungan pendampingan", [], f"{nama}_kunjungan", record.KUNJUNGAN,
    jika_kosong="Belum ada kunjungan yang tercatat.",
)  # fmt: skip

screen.subjudul_blok("Mutu data koperasi ini")
screen.butir(record.mutu(r))
screen.daftar_tabel(
    record.temuan(r), "Temuan pada barisnya", [], f"{nama}_temuan", record.TEMUAN,
    jika_kosong="Tidak ada temuan pada baris koperasi ini.",
)  # fmt: skip
screen.daftar_tabel(record.buku_kerja(r), "Buku kerja asal", [], f"{nama}_buku", record.BUKU)
