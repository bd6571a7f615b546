"""The part Rencana kota of Kesehatan: what city plans report, and what is missing where there is no figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dasbor.choice import Choice
from dasbor.content import kesehatan_plan, koperasi, koperasi_money
from dasbor.query import cooperatives
from etl.store.versions import Store
from tests import golden
from tests.indikator import test_city_plans
from tests.ui.test_frame import app, text

KOTA = "35.72"


@pytest.fixture
def p(store: Store) -> Choice:
    golden.publish_book(store, "2024-T3", {"Koperasi": [test_city_plans.LAMA, *test_city_plans.SETAHUN_LALU]})
    register = [test_city_plans.BARU, *test_city_plans.SEKARANG]
    number = golden.publish_book(store, "2025-T3", {"Koperasi": register}, reason="uji")
    return Choice(number, "2025-T3", KOTA, "Kota Blitar", "kota", "semua")


def test_each_row_says_the_figure_in_its_own_unit_and_what_is_missing(p):
    rows = kesehatan_plan.list_reported(p).set_index("indikator")
    assert rows["angka"].to_dict() == {
        "koperasi_berkualitas": "1 dari 6",
        "koperasi_aktif": "5 dari 6",
        "ksp_usp_sehat": "2 dari 5",
        "ksp_usp_dinilai": "3 dari 5",
        "pengurus_bersertifikat": "8 dari 16 = 50%",
        "pertumbuhan_volume_usaha": "−Rp 10 juta dari Rp 350 juta = −2,9%",
        "peserta_setahun": "belum ada data",
        "rasio_volume_pdrb": "Rp 365 juta",
    }
    missing = {name: said for name, said in rows["catatan"].items() if said}
    assert missing == {
        "koperasi_berkualitas": "n di bawah 10",
        "koperasi_aktif": "n di bawah 10",
        "ksp_usp_sehat": "n di bawah 10",
        "ksp_usp_dinilai": "n di bawah 10",
        "peserta_setahun": "Angka ini memerlukan lembar Pelatihan. Triwulan sebelumnya juga dilihat.",
        "rasio_volume_pdrb": "PDRB tahun sebelumnya belum ditulis di pengaturan.",
    }
    assert rows.loc["pengurus_bersertifikat", "dasar"] == "Dilaporkan Renstra satu kota 2026–2030"


def test_of_a_kelurahan_and_of_the_first_quarter_it_says_why_there_is_none(p):
    turi = replace(p, kode_wilayah="35.72.02.1004", area_name="Kelurahan Turi", level="kelurahan")
    notes = kesehatan_plan.list_reported(turi).set_index("indikator")["catatan"]
    assert notes["rasio_volume_pdrb"] == "Hanya untuk seluruh wilayah."
    first = kesehatan_plan.list_reported(replace(p, periode="2024-T3")).set_index("indikator")["catatan"]
    assert first["koperasi_berkualitas"] == "Register setahun lalu belum terbit atau belum memuat kolomnya."
    assert first["pertumbuhan_volume_usaha"] == first["koperasi_berkualitas"]


def test_the_examined_stand_beside_the_healthy_of_all_that_save_and_lend(p):
    said = kesehatan_plan.say_ksp_usp(p)
    assert said == "KSP dan USP: 2 dari 5 sehat atau cukup sehat; 3 dari 5 diperiksa."
    assert said in text(app("pages/publik/kesehatan.py"))


def test_where_no_column_tells_who_saves_and_lends_it_says_so(store: Store) -> None:
    number = golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])  # a KSP by its group, nothing of the others
    p = Choice(number, "2025-T3", KOTA, "Kota Blitar", "kota", "semua")
    rows = kesehatan_plan.list_reported(p).set_index("indikator")
    assert rows.loc[["ksp_usp_sehat", "ksp_usp_dinilai"], "angka"].tolist() == ["belum ada data", "belum ada data"]
    needed = (
        "Angka ini memerlukan lembar Koperasi dengan kolom Skor Kesehatan, Predikat Kesehatan dan Tahun Penilaian, "
        "dan dengan kolom Jenis Koperasi atau Punya USP."
    )
    assert rows.loc["ksp_usp_sehat", "catatan"] == needed
    assert kesehatan_plan.say_ksp_usp(p) == f"KSP dan USP: belum ada data. {needed}"


def test_the_part_is_on_the_page(p):
    at = app("pages/publik/kesehatan.py", bagian="Rencana kota")
    assert not at.exception
    assert ">1 dari 6<" in text(at)
    assert "1 dari 6 = 17%" not in text(at)
    assert "/asal?indikator=koperasi_berkualitas" in text(at)


@pytest.mark.parametrize(
    ("heading", "typed", "name", "shown"),
    [
        ("NIB", "9120001234567", "NIB", "9120001234567"),
        ("NPWP", "01.234.567.8-653.000", "NPWP", "01.234.567.8-653.000"),
        ("Nomor Pokok Wajib Pajak", "0012345678653000", "NPWP", "0012345678653000"),
        ("Gerai", "Sembako, apotek", "Gerai", "Sembako, apotek"),
        ("Gudang", "Ada", "Gudang", "Ada"),
        ("Unit Simpan Pinjam", "v", "Punya USP", "ya"),
        ("Jml Pengawas", 3, "Jumlah Pengawas", "3"),
    ],
)
def test_the_record_of_a_cooperative_shows_each_of_the_new_columns(store, heading, typed, name, shown):
    values = koperasi.list_values(record(store, **{heading: typed}))
    assert values.loc[values["hal"] == name, "isi"].tolist() == [shown]


def record(store: Store, **more: object) -> koperasi.CooperativeRecord:
    """Of KSP Satu, whose register has these columns more."""
    sheet = [[*golden.JUDUL_REGISTER[:6], *more], [*golden.REGISTER_2024_T3[0], *more.values()]]
    number = golden.publish_book(store, "2024-T3", {"Koperasi": sheet})
    p = Choice(number, "2024-T3", KOTA, "Kota Blitar", "kota", "semua")
    found = koperasi.load_record(p, cooperatives.find_cooperatives(Choice(number), "KSP Satu")["koperasi_id"].iloc[0])
    assert found is not None
    return found


def test_savings_stand_among_the_money_with_their_cells(store):
    savings = {"Simpanan Pokok": 12_500_000, "Jumlah Simpanan Wajib": 60_000_000}
    money = koperasi_money.list_money(record(store, **savings)).iloc[0]
    assert (money["simpanan_pokok"], money["sel_simpanan_pokok"]) == (12_500_000, "Koperasi!G2")
    assert (money["simpanan_wajib"], money["sel_simpanan_wajib"]) == (60_000_000, "Koperasi!H2")
