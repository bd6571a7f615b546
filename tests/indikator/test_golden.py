"""Golden values of every indicator, counted by hand on tests/golden.py, and the sums that must hold."""

from __future__ import annotations

import pytest

from etl import indikator
from etl.store.versions import Store
from tests import golden

KOTA, TURI, GEDOG, BENDO = "35.72", "35.72.02.1004", "35.72.03.1001", "35.72.01.1006"
JT = 1_000_000


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """{(indikator, area, kelompok_hitung): (numerator, denominator, value)} of 2025-T3."""
    store = Store(tmp_path_factory.mktemp("emas"))
    number = golden.publish_all(store)
    sql = """select indikator, kode_wilayah, kelompok_hitung, pembilang, penyebut, nilai from indikator
             where periode = '2025-T3'"""
    return {(i, w, k): (a, b, n) for i, w, k, a, b, n in store.open_version(number).execute(sql).fetchall()}


@pytest.mark.parametrize(
    ("nama", "known_areas", "pembilang", "penyebut"),
    [
        ("koperasi_terdaftar", KOTA, 7, None),  # Satu … Enam, Delapan
        ("koperasi_terdaftar", GEDOG, 3, None),
        ("koperasi_diusulkan_bubar", KOTA, 1, None),  # Tujuh
        ("koperasi_diusulkan_bubar", TURI, 0, None),
        ("koperasi_aktif", KOTA, 4, 7),
        ("koperasi_aktif", TURI, 2, 3),
        ("koperasi_aktif", GEDOG, 1, 3),  # the blank status counts in the denominator only
        ("koperasi_aktif", BENDO, 1, 1),  # Sembilan is dissolved
        ("rat_tahun_buku", KOTA, 2, 3),  # Satu and Delapan held the RAT of 2024; KKMP Gedog of 2025 owes none yet
        ("rat_tepat_waktu", KOTA, 0, 1),  # Dua did not hold it; on which day the others did is unknown
        ("dinilai_kesehatan", KOTA, 2, 4),  # Satu 2025, Dua 2024; Delapan 2023 is too old
        ("sehat", KOTA, 1, 2),
        ("ksp_usp_dinilai", KOTA, 1, 1),  # KSP Satu is the only KSP
        ("ksp_usp_sehat", KOTA, 1, 1),
        ("koperasi_berkualitas", KOTA, 0, 0),  # the register of a year ago tells no money; see test_city_plans.py
        ("pertumbuhan_volume_usaha", KOTA, 0, 0),
        ("pengurus_bersertifikat", KOTA, 0, 0),
        ("peserta_setahun", KOTA, 7, None),  # Ani, Budi, Cici, Dedi, Eko, Fifi, Gani: Ani and Cici twice
        ("peserta_setahun", GEDOG, 1, None),  # Cici
        ("jangkauan_pelatihan", KOTA, 3, 7),  # Satu, Dua, Delapan
        ("jangkauan_pelatihan", GEDOG, 0, 3),
        ("peserta_pelatihan", KOTA, 5, None),
        ("peserta_pelatihan", TURI, 2, None),  # Ani, Gani
        ("peserta_perempuan", KOTA, 3, 4),  # Ani, Fifi, Cici; Gani's sex is unknown
        ("kelompok_dilatih", KOTA, 1, None),
        ("kelompok_dilatih", GEDOG, 1, None),
        ("cakupan_pendampingan", KOTA, 3, 7),  # Satu, Tiga, Delapan
        ("pendampingan_khusus", KOTA, 1, 2),  # Tiga of Tiga, Lima
        ("pendampingan_pascapelatihan", KOTA, 1, 2),  # Satu of Satu, Mawar; Dua's training is too recent
        ("pendampingan_pascapelatihan", GEDOG, 0, 1),
        ("aktif_kembali", KOTA, 2, 4),  # Dua, Delapan of Dua, Lima, Delapan, Sembilan
        ("aktif_kembali", TURI, 2, 2),  # Delapan was in Turi then
        ("aktif_kembali", BENDO, 0, 1),
        ("melek_ti", KOTA, 1, 2),
        ("pemasaran", KOTA, 2, 4),  # Satu by Website, Delapan by a visit
        ("anggota", KOTA, 150, None),
        ("anggota_perempuan", KOTA, 61, 110),  # Tiga reports only the total
        ("anggota_umkm", KOTA, 69, 100),
        ("modal_sendiri", KOTA, 155 * JT, None),
        ("modal_luar", KOTA, 10 * JT, None),
        ("aset", KOTA, 215 * JT, None),
        ("aset", BENDO, None, None),  # nobody reports: unknown, not zero
        ("volume_usaha", KOTA, 270 * JT, None),
        ("shu", KOTA, 6 * JT, None),  # 10 − 5 + 0 + 1
        ("shu_negatif", KOTA, 1, 4),
        ("sertifikat_nik", KOTA, 1, 7),  # Satu; that of Merah Putih ran out in June
    ],
)
def test_indicator_equals_the_hand_count(city, nama, known_areas, pembilang, penyebut):
    value = pembilang if penyebut is None else pembilang / penyebut if penyebut else None
    assert city[nama, known_areas, "semua"] == (pembilang, penyebut, value)


def test_the_ratio_to_the_pdrb_is_of_the_city_only_and_unknown_without_a_pdrb(city):
    assert city["rasio_volume_pdrb", KOTA, "semua"] == (270 * JT, None, None)
    assert city["rasio_volume_pdrb", "35.72.02", "semua"] == (None, None, None)
    assert city["rasio_volume_pdrb", TURI, "semua"] == (None, None, None)


@pytest.mark.parametrize(
    ("nama", "pembilang", "penyebut"),
    [
        ("koperasi_terdaftar", 6, None),
        ("koperasi_aktif", 3, 6),
        ("rat_tahun_buku", 2, 3),
        ("cakupan_pendampingan", 3, 6),
        ("anggota", 90, None),
        ("sertifikat_nik", 1, 6),
        ("peserta_pelatihan", 5, None),
    ],
)
def test_without_kkmp_the_merah_putih_cooperative_counts_nowhere(city, nama, pembilang, penyebut):
    assert city[nama, KOTA, "tanpa_kkmp"][:2] == (pembilang, penyebut)


def test_every_indicator_has_a_golden_value_and_every_area_a_row(city):
    every = {i.indikator for i in indikator.load_indicators()}
    assert {i for i, _, _ in city} == every
    assert len(city) == len(every) * 25 * 2  # 21 kelurahan + 3 kecamatan + the city, with and without KKMP
    tested = {row[0] for m in test_indicator_equals_the_hand_count.pytestmark for row in m.args[1]}
    assert tested | {"rasio_volume_pdrb"} == every


def test_kelurahan_add_up_to_kecamatan_and_kecamatan_to_the_city(city):
    city_only = {i.indikator for i in indikator.load_indicators() if i.is_of_city_only}
    for (name, area_rows, group), (pembilang, penyebut, _) in city.items():
        if len(area_rows) == 13 or name in city_only:
            continue
        process = [v for (i, w, k), v in city.items() if i == name and k == group and _is_child(w, area_rows)]
        assert pembilang == _sum(v[0] for v in process), (name, area_rows)
        assert penyebut == _sum(v[1] for v in process), (name, area_rows)


def _is_child(kode: str, parent: str) -> bool:
    return kode.startswith(parent + ".") and len(kode) == len(parent) + (3 if len(parent) == 5 else 5)


def _sum(part):
    known = [b for b in part if b is not None]
    return sum(known) if known else None


def test_a_quarter_without_the_sheet_is_unknown_and_not_zero(store):
    number = golden.publish_all(store, until="2024-T3")
    sql = """select pembilang, penyebut, nilai from indikator
             where kode_wilayah = '35.72' and kelompok_hitung = 'semua' and indikator = ?"""
    questionnaire = store.open_version(number).execute
    assert questionnaire(sql, ["jangkauan_pelatihan"]).fetchall() == [(None, None, None)]
    assert questionnaire(sql, ["koperasi_aktif"]).fetchall() == [(2, 6, 2 / 6)]
