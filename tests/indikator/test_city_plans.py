"""What city plans report, counted by hand: quality, growth, certified people, KSP/USP, turnover against the PDRB."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from etl.acuan import load_reference
from etl.indikator import list_definitions
from etl.publish.change_settings import change_settings
from etl.settings.check import read_setting
from etl.store.versions import Store
from tests import golden
from tests.indikator.test_on_time import count_anew

KOTA, TURI, GEDOG, JT = "35.72", "35.72.02.1004", "35.72.03.1001", 1_000_000
LAMA = ["NIK", "Nama Koperasi", "Kelurahan", "Kelompok Koperasi", "Status", "Volume Usaha", "Aset"]
BARU = [
    *LAMA,
    "Jenis Koperasi",
    "RAT Tahun Buku",
    "Tanggal Badan Hukum",
    "Punya USP",
    "Skor Kesehatan",
    "Predikat Kesehatan",
]
BARU += ["Tahun Penilaian", "Jumlah Pengurus", "Pengurus Bersertifikat", "Jumlah Pengawas", "Pengawas Bersertifikat"]
_, TUA = None, dt.date(2010, 1, 1)


def nik(n: int) -> str:
    return f"357200000000{n}"


SETAHUN_LALU = [
    [nik(1), "KSP Satu", "Turi", "KSP", "Aktif", 100 * JT, 200 * JT],
    [nik(2), "KSU Dua", "Turi", "KSU", "Aktif", 100 * JT, 200 * JT],
    [nik(3), "KPRI Tiga", "Turi", "KPRI", "Aktif", 100 * JT, 200 * JT],
    [nik(4), "KSU Empat", "Gedog", "KSU", "Aktif", 50 * JT, 60 * JT],
    [nik(5), "Kopwan Lima", "Gedog", "Kopwan", "Tidak Aktif", _, _],
    [nik(6), "KSU Enam", "Gedog", "KSU", "Aktif", 10 * JT, 10 * JT],
]
SEKARANG = [
    [nik(1), "KSP Satu", "Turi", "KSP", "Aktif", 100 * JT, 200 * JT, "Simpan Pinjam", 2024, TUA, _,
     85, "Sehat", 2025, 5, 2, 3, 1],  # not below a year ago: of quality
    [nik(2), "KSU Dua", "Turi", "KSU", "Aktif", 130 * JT, 190 * JT, "Konsumen", 2024, TUA, "Ya",
     70, "Kurang Sehat", 2025, 5, _, 3, 0],  # its assets fell; USP, examined under an older rule
    [nik(3), "KPRI Tiga", "Turi", "KPRI", "Aktif", 60 * JT, 250 * JT, "Simpan Pinjam", 2024, TUA, "Tidak",
     _, _, _, 5, 5, _, 3],  # its turnover fell; of that type, not examined
    [nik(4), "KSU Empat", "Gedog", "KSU", "Aktif", 50 * JT, 70 * JT, "Konsumen", 2022, TUA, "Tidak",
     90, "Sehat", 2025, _, _, _, _],  # did not hold the RAT
    [nik(5), "Kopwan Lima", "Gedog", "Kopwan", "Tidak Aktif", 20 * JT, 20 * JT, "Jasa", 2019, TUA, "Ya",
     66, _, 2020, _, _, _, _],  # USP, examined too long ago; nothing known of a year ago
    [nik(7), "KSPPS Tujuh", "Gedog", "KSPPS", "Aktif", 5 * JT, 5 * JT, _, _, dt.date(2025, 2, 1), _,
     66, _, 2024, _, _, _, _],  # new: owes no RAT, but has no year ago
]  # fmt: skip


@pytest.fixture
def city(store: Store) -> Store:
    golden.publish_book(store, "2024-T3", {"Koperasi": [LAMA, *SETAHUN_LALU]})
    golden.publish_book(store, "2025-T3", {"Koperasi": [BARU, *SEKARANG]}, reason="uji")
    return store


def ask(con, name: str, area: str = KOTA, periode: str = "2025-T3") -> tuple:
    sql = """select pembilang, penyebut, nilai from indikator where indikator = ? and kode_wilayah = ?
             and periode = ? and kelompok_hitung = 'semua'"""
    return con.execute(sql, [name, area, periode]).fetchall()[0]


def current(store: Store):
    return store.open_version(store.find_current() or 0)


@pytest.mark.parametrize(
    ("name", "area", "part", "whole"),
    [
        ("ksp_usp_dinilai", KOTA, 3, 5),  # Satu, Dua, Tujuh of Satu, Dua (USP), Tiga (type), Lima (USP), Tujuh
        (
            "ksp_usp_sehat",
            KOTA,
            2,
            5,
        ),  # Satu, and Tujuh by its score; the older predicate of Dua is none of the healthy
        ("ksp_usp_sehat", GEDOG, 1, 2),
        ("koperasi_berkualitas", KOTA, 1, 6),  # Satu
        ("koperasi_berkualitas", GEDOG, 0, 3),
        ("pertumbuhan_volume_usaha", KOTA, -10 * JT, 350 * JT),  # 0 + 30 - 40 + 0 of those known in both quarters
        ("pertumbuhan_volume_usaha", GEDOG, 0, 50 * JT),
        ("pengurus_bersertifikat", KOTA, 8, 16),  # Satu 2/5 and 1/3, Dua 0/3 (its pengurus unknown), Tiga 5/5
    ],
)
def test_it_equals_the_hand_count(city, name, area, part, whole):
    assert ask(current(city), name, area) == (part, whole, part / whole)


def test_growth_may_be_negative_and_is_unknown_without_the_register_of_a_year_ago(city):
    assert ask(current(city), "pertumbuhan_volume_usaha")[2] == pytest.approx(-0.02857, abs=1e-5)
    assert ask(current(city), "pertumbuhan_volume_usaha", periode="2024-T3") == (None, None, None)
    assert ask(current(city), "koperasi_berkualitas", periode="2024-T3") == (None, None, None)


@pytest.mark.parametrize(
    ("setting", "good"),
    [("berkualitas_rat", 2), ("berkualitas_volume", 2), ("berkualitas_aset", 2)],  # also Empat; Tiga; Dua
)
def test_what_quality_asks_for_is_a_setting(city, setting, good):
    change_settings({setting: read_setting(setting, "tidak")}, "Ana", "RKPD", store=city)
    assert ask(current(city), "koperasi_berkualitas")[:2] == (good, 6)


def test_the_definition_says_what_is_asked_for():
    reference = load_reference()
    known = list_definitions(reference).set_index("indikator")["definisi"]["koperasi_berkualitas"]
    assert known.startswith(
        "Bagian koperasi terdaftar yang aktif dan RAT terakhir yang jatuh tempo sudah diadakan bila wajib, volume "
        "usaha tidak di bawah setahun lalu, aset tidak di bawah setahun lalu."
    )
    rules = {**reference.rule_settings, "berkualitas_aset": 0}
    other = dataclasses.replace(reference, settings={**reference.settings, "aturan": rules})
    assert "aset" not in list_definitions(other).set_index("indikator")["definisi"]["koperasi_berkualitas"]


def test_turnover_is_measured_against_the_pdrb_of_the_year_before_for_the_whole_city(city):
    known = load_reference()
    pdrb = {"2024": {"nilai": 9_000_000 * JT, "dasar": "uji"}, "2023": {"nilai": 1, "dasar": "uji"}}
    con = count_anew(city, dataclasses.replace(known, settings={**known.settings, "pdrb": pdrb}))
    assert ask(con, "rasio_volume_pdrb") == (365 * JT, 9_000_000 * JT, 365 / 9_000_000)
    assert ask(con, "rasio_volume_pdrb", TURI) == (None, None, None)
    assert ask(con, "rasio_volume_pdrb", periode="2024-T3") == (360 * JT, 1, 360 * JT)


def test_an_unknown_answer_to_a_switch_is_refused():
    with pytest.raises(ValueError, match="tulis ya atau tidak"):
        read_setting("berkualitas_rat", "mungkin")
    assert read_setting("berkualitas_rat", "Ya").value == 1
