"""Whom a visit reached, read from a text; what names nobody or two names nobody."""

from __future__ import annotations

import pytest

from etl.locate.told import read_target


@pytest.mark.parametrize(
    ("text", "name", "kelurahan"),
    [
        ("Kunjungan dan pembinaan ke KUD Mawar Barokah Kel. Kepanjenkidul", "KUD Mawar Barokah", "Kepanjenkidul"),
        ("Persiapan RAT di Kopwan Usaha Bersama Kel. Sananwetan", "Kopwan Usaha Bersama", "Sananwetan"),
        ("KUNJUNGAN KE KUD MAWAR KEL. TURI UNTUK PERSIAPAN RAT", "KUD MAWAR", "TURI"),
        ("pembinaan kopwan melati kel. turi", "Kopwan Melati", "Turi"),
        ("Kunjungan ke KSU Maju dan Jaya, Kel. Turi", "KSU Maju dan Jaya", "Turi"),
        ("ke Koperasi Simpan Pinjam dan Pembiayaan Syariah Al Barokah (Kel. Sukorejo)",
         "Koperasi Simpan Pinjam dan Pembiayaan Syariah Al Barokah", "Sukorejo"),
        ("ke Bank Sampah Asri RT 3 RW 2 Kelurahan Sentul", "Bank Sampah Asri", "Sentul"),
        ("Koperasi Pondok Pesantren (Koppontren) Al Hidayah Kel. Bendo", "Koperasi Pondok Pesantren Al Hidayah",
         "Bendo"),
        ("Kunjungan KPRI SMPN 1, Kelurahan Turi Kec. Sukorejo", "KPRI SMPN 1", "Turi"),
        ("ke Koperasi Kelurahan Merah Putih Turi", "Koperasi Kelurahan Merah Putih Turi", ""),
        ("Kop. Wanita “Melati” di Desa Jiwut", "Kop. Wanita “Melati”", "Jiwut"),
        ("KSU Maju: pembukuan; KSU Maju: RAT", "KSU Maju", ""),
        ("KSU Melati tutup buku", "KSU Melati", ""),
        ("Kunjungan ke KSU Maju dan KSP Mawar", "", ""),
        ("Pendampingan koperasi tidak aktif di Kel. Turi", "", "Turi"),
        ("Rapat di Dinas Koperasi", "", ""),
        ("Mengikuti Hari Koperasi", "", ""),
        ("Penyuluh Koperasi Lapangan rapat", "", ""),
        ("Menyusun laporan bulanan", "", ""),
    ],
)  # fmt: skip
def test_a_text_tells_one_target_and_its_kelurahan(text, name, kelurahan):
    assert read_target(text) == (name, kelurahan)
