""" "Asal angka": the list behind every figure is the figure, and each of its rows names the cell it came from."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import openpyxl
import pandas as pd
import pytest

from dasbor.choice import Choice
from dasbor.content import asal, asal_cases
from dasbor.query import areas, cases, figures
from etl.acuan import ROOT, load_reference
from etl.indikator import load_indicators, make_cases
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from etl.store.versions import Store
from tests import golden
from tests.drawings import unmark
from tests.indikator import test_city_plans
from tests.ui.test_frame import app, text
from tests.workbooks import workbook

KOTA, TURI, GEDOG = "35.72", "35.72.02.1004", "35.72.03.1001"
# Their columns are not in the hand-counted city: they are looked at in that of tests/indikator/test_city_plans.py.
OF_PLANS = (
    "koperasi_berkualitas",
    "pertumbuhan_volume_usaha",
    "pengurus_bersertifikat",
    "ksp_usp_dinilai",
    "ksp_usp_sehat",
)
OF_CITY = [i.indikator for i in load_indicators() if i.is_of_city_only]
ALL = [i.indikator for i in load_indicators() if i.indikator not in OF_CITY]
INDIKATOR = [name for name in ALL if name not in OF_PLANS]
HALAMAN = "pages/publik/asal.py"


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The city that can be counted by hand."""
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(tmp_path_factory.mktemp("emas")))
        yield golden.copy_all(Store())


@pytest.fixture
def plans(store: Store) -> int:
    golden.publish_book(store, "2024-T3", {"Koperasi": [test_city_plans.LAMA, *test_city_plans.SETAHUN_LALU]})
    register = [test_city_plans.BARU, *test_city_plans.SEKARANG]
    return golden.publish_book(store, "2025-T3", {"Koperasi": register}, reason="uji")


def choice(version: int, kode: str = KOTA, kelompok: str = "semua", periode: str = "2025-T3") -> Choice:
    return Choice(version, periode, kode, "Kota Blitar", "kota", kelompok)


def listed(version: int, indikator: str, kode: str = KOTA) -> list[tuple]:
    """(name, counted, cell) of the list behind an indicator."""
    p = choice(version, kode)
    content = asal_cases.list_cases(p, asal.read_figure(p, indikator))
    return list(content[["nama_koperasi", "dihitung", "sel"]].itertuples(index=False, name=None))


# ── the list is the figure ──


def list_cases(p: Choice, indikator: str) -> pd.DataFrame:
    """The cases that an indicator sums, all of them, without the page's way of cutting the list."""
    con = Store().open_version(p.version)
    make_cases(con, load_reference(), indikator, p.periode, p.kode_wilayah, p.kelompok_hitung)
    return con.execute("from kasus order by pembilang desc, nama, id").df()


def sums(version: int, indikator: str, periode: str, kelompok: str) -> dict[str, tuple[float, float]]:
    """{kelurahan: (numerator, denominator)} added up from the list of the whole city."""
    case_rows = list_cases(Choice(version, periode, KOTA, kelompok_hitung=kelompok), indikator)
    total = case_rows.groupby("kode_kelurahan")[["pembilang", "penyebut"]].sum()
    return {code: (a, b) for code, a, b in total.itertuples(name=None)}


def published(version: int, indikator: str, periode: str, kelompok: str) -> dict[str, tuple[float, float]]:
    """The same as published; areas where both are nothing have no rows."""
    content = areas.read_by_kelurahan(Choice(version, periode, KOTA, kelompok_hitung=kelompok), indikator).fillna(0)
    return {b.kode_wilayah: (b.pembilang, b.penyebut) for b in content.itertuples() if b.pembilang or b.penyebut}


def nonzero(isi: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    return {code: second for code, second in isi.items() if any(second)}


@pytest.mark.parametrize("kelompok", ["semua", "tanpa_kkmp"])
@pytest.mark.parametrize("indikator", INDIKATOR)
def test_rows_add_up_to_numerator_and_denominator_in_every_kelurahan(
    version: int, indikator: str, kelompok: str
) -> None:
    published_folder = published(version, indikator, "2025-T3", kelompok)
    assert nonzero(sums(version, indikator, "2025-T3", kelompok)) == published_folder
    assert published_folder


@pytest.mark.parametrize("indikator", OF_PLANS)
def test_rows_add_up_in_the_city_that_tells_what_plans_report(plans: int, indikator: str) -> None:
    found = published(plans, indikator, "2025-T3", "semua")
    assert nonzero(sums(plans, indikator, "2025-T3", "semua")) == found
    assert set(found) == ({TURI} if indikator == "pengurus_bersertifikat" else {TURI, GEDOG})
    p = choice(plans)
    a = asal.read_figure(p, indikator)
    content = asal_cases.list_cases(p, a)
    assert content["sel"].str.fullmatch(r"Koperasi![A-Z]+\d+(, [A-Z]+\d+)*").all()
    assert asal_cases.adds_up(a, content)
    rows = list_cases(p, indikator)
    assert a.adds_amounts or (set(rows["pembilang"]) <= {0, 1} and set(rows["penyebut"]) == {1})
    at = app(HALAMAN, indikator=indikator)
    assert not at.exception
    assert "sama dengan angka yang terbit" in text(at)


@pytest.mark.parametrize("indikator", OF_CITY)
def test_a_figure_of_the_city_only_lists_its_rows_and_is_said_for_no_part_of_it(plans: int, indikator: str) -> None:
    a = asal.read_figure(choice(plans), indikator)
    assert asal.format_figure(a) == "Rp 365 juta"
    assert asal_cases.adds_up(a, asal_cases.list_cases(choice(plans), a))
    assert published(plans, indikator, "2025-T3", "semua") == {}
    at = app(HALAMAN, indikator=indikator, kelurahan=TURI)
    assert not at.exception
    assert "hanya dihitung untuk seluruh wilayah" in text(at)


def test_rows_add_up_on_the_sample_too(store: Store) -> None:
    for periode in ("2024-T2", "2025-T2"):
        data = (ROOT / "data" / "contoh" / f"koperasi-{periode}.xlsx").read_bytes()
        number = publish_workbook(
            check_workbook(data, f"koperasi-{periode}.xlsx", periode, store=store),
            data,
            "Penguji",
            "uji",
            store=store,
        )
    for indikator in ALL:
        published_folder = published(number, indikator, "2025-T2", "semua")
        assert nonzero(sums(number, indikator, "2025-T2", "semua")) == published_folder, indikator
        city = figures.read_figures(Choice(number, "2025-T2", KOTA))[indikator]
        assert list_cases(Choice(number, "2025-T2", KOTA), indikator)["pembilang"].sum() == (city.pembilang or 0)


def test_every_row_of_a_share_counts_once_or_not_at_all(version: int) -> None:
    for i in load_indicators():
        case_rows = list_cases(Choice(version, "2025-T3", KOTA), i.indikator)
        if i.satuan == "persen" and not i.adds_amounts and i.indikator not in OF_PLANS:
            assert set(case_rows["pembilang"]) <= {0, 1} and set(case_rows["penyebut"]) == {1}, i.indikator


def test_an_indicator_that_rests_on_another_row_names_that_row_exactly_when_it_counts(version: int) -> None:
    for i in load_indicators():
        case_rows = list_cases(Choice(version, "2025-T3", KOTA), i.indikator)
        if i.bukti == "-":
            assert case_rows["bukti_baris"].isna().all(), i.indikator
        elif i.indikator not in ("aktif_kembali", "pemasaran"):  # the first shows the row of now either way
            assert (case_rows["bukti_baris"].notna() == (case_rows["pembilang"] > 0)).all(), i.indikator


def test_the_list_of_active_cooperatives_names_the_cell_of_each_status(version: int) -> None:
    assert listed(version, "koperasi_aktif") == [
        ("KSP Satu", True, "Koperasi!E2"),
        ("KSU Dua", True, "Koperasi!E3"),
        ("Kopas Delapan", True, "Koperasi!E9"),
        ("Koperasi Kelurahan Merah Putih Gedog", True, "Koperasi!E5"),
        ("KPRI Tiga", False, "Koperasi!E4"),
        ("Kopkar Enam", False, "Koperasi!E7"),
        ("Kopwan Lima", False, "Koperasi!E6"),
    ]


def test_the_named_cell_of_the_workbook_holds_the_value_that_decided(version: int) -> None:
    p = choice(version)
    content = asal_cases.list_cases(p, asal.read_figure(p, "koperasi_aktif"))
    book = openpyxl.load_workbook(io.BytesIO(workbook(golden.BUKU["2025-T3"])))
    as_typed = [str(book[sheet][cell].value or "–").lower() for sheet, cell in (s.split("!") for s in content["sel"])]
    assert as_typed == ["aktif"] * 4 + ["tidak aktif", "–", "tidak aktif"]
    assert content["isi"].tolist() == ["aktif"] * 4 + ["tidak aktif", "tidak diketahui", "tidak aktif"]
    assert content["sha256"].str.len().unique().tolist() == [64]
    assert content["oleh"].unique().tolist() == ["Penguji"]


def test_of_two_tables_on_one_sheet_each_row_names_the_column_of_its_own(store: Store) -> None:
    lines_above = [
        ["NIK", "Nama Koperasi", "Kelurahan", "Status"],
        ["3572000000001", "KSP Satu", "Turi", "Aktif"],
        ["3572000000002", "KSU Dua", "Turi", "Tidak Aktif"],
    ]
    below = [
        ["Status", "Kelurahan", "NIK", "Nama Koperasi"],
        ["Aktif", "Gedog", "3572000000003", "KPRI Tiga"],
        ["Aktif", "Gedog", "3572000000004", "Kopwan Empat"],
    ]
    content = [*lines_above, [], *below]
    number = golden.publish_book(store, "2025-T3", {"Koperasi": content})
    p = Choice(number, "2025-T3", "35.72", "Kota Blitar", "kota", "semua")
    listing = asal_cases.list_cases(p, asal.read_figure(p, "koperasi_aktif")).set_index("nama_koperasi")["sel"]
    assert listing.to_dict() == {
        "KPRI Tiga": "Koperasi!A6",
        "KSP Satu": "Koperasi!D2",
        "KSU Dua": "Koperasi!D3",
        "Kopwan Empat": "Koperasi!A7",
    }


def test_a_visit_proves_mentoring_and_its_cell_and_workbook_are_named(version: int) -> None:
    p = choice(version)
    content = asal_cases.list_cases(p, asal.read_figure(p, "cakupan_pendampingan"))
    proof = content.loc[content["dihitung"], ["nama_koperasi", "bukti", "sel_bukti"]].to_numpy().tolist()
    assert proof == [
        ["KPRI Tiga", "KPRI Tiga · 15 Juli 2025", "Pendampingan!B2, A2 (2025-T3.xlsx)"],
        ["KSP Satu", "KSP Satu · 20 Januari 2025", "Pendampingan!B2, A2 (2025-T1.xlsx)"],
        ["Kopas Delapan", "Kopas Delapan · 30 September 2025", "Pendampingan!B3, A3 (2025-T3.xlsx)"],
    ]


def test_people_stand_in_the_list_without_name_or_key(version: int) -> None:
    p = choice(version)
    a = asal.read_figure(p, "peserta_pelatihan")
    content = asal_cases.list_cases(p, a)
    assert sorted(content["nama_koperasi"]) == [
        "Bank Sampah Mawar",
        "KSP Satu",
        "Kopas Delapan",
        "Kopas Delapan",
        "tanpa asal koperasi atau kelompok",
    ]
    assert content["koperasi_id"].isna().all()
    assert "id" not in asal_cases.list_columns(a, file=True)


def counted(version: int, indikator: str, shown: str = "semua") -> tuple[Choice, asal.DeclaredFigure, cases.Cases]:
    p = choice(version)
    a = asal.read_figure(p, indikator)
    return p, a, asal_cases.read_cases(p, a, shown)


def test_the_choices_are_counted_over_the_whole_list(version: int) -> None:
    p, a, k = counted(version, "koperasi_aktif")
    assert asal_cases.list_filter_choices(a, k) == {
        "semua": "Semua (7)",
        "ya": "Dihitung (4)",
        "tidak": "Tidak dihitung (3)",
        "aktif": "Aktif (4)",
        "tidak aktif": "Tidak aktif (2)",
        "tidak diketahui": "Tidak diketahui (1)",
    }
    assert asal_cases.list_shown_cases(p, a, k).count() == 7
    assert asal.list_workbooks(p, k.workbooks)[["nama_berkas", "jumlah"]].to_numpy().tolist() == [["2025-T3.xlsx", 7]]


@pytest.mark.parametrize(
    ("shown", "nama"),
    [
        ("tidak", ["KPRI Tiga", "Kopkar Enam", "Kopwan Lima"]),
        ("tidak aktif", ["KPRI Tiga", "Kopwan Lima"]),
        ("ya", ["KSP Satu", "KSU Dua", "Kopas Delapan", "Koperasi Kelurahan Merah Putih Gedog"]),
    ],
)
def test_a_narrowed_list_is_counted_shown_and_downloaded_alike(version: int, shown: str, nama: list[str]) -> None:
    p, a, k = counted(version, "koperasi_aktif", shown)
    listing = asal_cases.list_shown_cases(p, a, k)
    assert k.chosen == shown
    assert listing.shown["nama_koperasi"].tolist() == listing.read_all()["nama_koperasi"].tolist() == nama
    assert listing.count() == len(nama)


def test_an_unknown_narrowing_shows_all(version: int) -> None:
    p, a, k = counted(version, "koperasi_aktif", "'; drop table kasus --")
    assert (k.chosen, len(asal_cases.list_shown_cases(p, a, k).shown)) == ("semua", 7)


def test_a_cut_list_begins_like_the_whole_one_and_sums_to_the_same(version: int) -> None:
    for i in load_indicators():
        whole, cut = (cases.read_cases(choice(version), i.indikator, "semua", limit) for limit in (None, 2))
        assert cut.rows["id"].tolist() == whole.rows["id"].tolist()[:2], i.indikator
        assert cut.totals.equals(whole.totals)
        assert whole.totals["banyak"].sum() == len(whole.rows), i.indikator


def test_an_area_without_cases_has_an_empty_list(version: int) -> None:
    p = choice(version, "35.72.01.1001")
    a = asal.read_figure(p, "kelompok_dilatih")
    k = asal_cases.read_cases(p, a)
    assert asal_cases.list_filter_choices(a, k) == {"semua": "Semua (0)"}
    assert asal_cases.adds_up(a, k.totals)
    assert not app(HALAMAN, indikator="kelompok_dilatih", kelurahan="35.72.01.1001").exception


# ── the page ──


@pytest.mark.parametrize(
    ("indikator", "number"),
    [
        ("koperasi_aktif", "Koperasi aktif: 4 dari 7 = 57%"),
        ("aset", "Aset: Rp 215.000.000"),
        ("anggota_perempuan", "Anggota perempuan: 61 dari 110 = 55,5%"),
        ("kelompok_dilatih", "Kelompok dilatih: 1"),
    ],
)
def test_the_page_shows_the_figure_and_says_that_its_list_adds_up(version: int, indikator: str, number: str) -> None:
    at = app(HALAMAN, indikator=indikator)
    assert not at.exception
    assert number in unmark(text(at))
    assert "sama dengan angka yang terbit" in text(at)


@pytest.mark.parametrize("indikator", INDIKATOR)
def test_every_row_of_every_indicator_names_a_cell_of_a_column_of_the_workbook(version: int, indikator: str) -> None:
    p = choice(version)
    a = asal.read_figure(p, indikator)
    content = asal_cases.list_cases(p, a)
    assert content["sel"].str.fullmatch(r"(Koperasi|Pelatihan)![A-Z]+\d+(, [A-Z]+\d+)*").all()
    assert set(asal_cases.list_columns(a, file=True)) <= set(content)
    assert asal_cases.adds_up(a, content)


def test_two_clicks_lead_from_the_card_to_the_cooperatives_and_their_cells(version: int) -> None:
    address = re.search(r'href="/asal\?(indikator=koperasi_aktif)"', text(app()))
    assert address is not None
    at = app(HALAMAN, indikator=address[1].split("=")[1])
    assert "Koperasi!E4" in text(at)
    cooperative_rows = re.search(r'href="/koperasi\?id=(\w+)" target="_self">KPRI Tiga<', text(at))
    assert cooperative_rows is not None
    assert "KPRI Tiga: tidak aktif" in text(app("pages/publik/koperasi.py", id=cooperative_rows[1]))


def test_the_list_narrows_to_one_status_by_the_url_and_by_the_choice(version: int) -> None:
    at = app(HALAMAN, indikator="koperasi_aktif", tampil="tidak aktif")
    assert "Koperasi aktif: tidak aktif (2)" in text(at)
    assert "KSP Satu" not in text(at)
    at.selectbox(key="parameter_tampil").select("ya").run()
    assert at.query_params == {"indikator": "koperasi_aktif", "tampil": "ya"}
    assert "Koperasi aktif: dihitung (4)" in text(at)


def test_an_unknown_indicator_is_answered_with_a_sentence_and_a_choice(version: int) -> None:
    at = app(HALAMAN, indikator="<b>laba</b>")
    assert not at.exception
    assert "Indikator “&lt;b&gt;laba&lt;/b&gt;” tidak dikenal." in text(at)
    at.selectbox(key="parameter_indikator").select("aset").run()
    assert at.query_params == {"indikator": "aset"}


def test_a_figure_nobody_knows_says_which_sheet_is_missing(version: int) -> None:
    at = app(HALAMAN, indikator="koperasi_aktif", triwulan="2024-T4")
    assert "Koperasi aktif belum ada datanya untuk Kota Blitar, Triwulan IV 2024." in text(at)
    assert "Angka ini memerlukan lembar Koperasi." in text(at)


def test_a_rekap_shows_its_own_rows_since_it_lists_no_cooperatives(store: Store) -> None:
    recap_rows = [["Wilayah", "Jumlah Koperasi Aktif", "Jumlah Koperasi Tidak Aktif"], ["Kota Blitar", 250, 30]]
    golden.publish_book(store, "2021-T3", {"Rekap": recap_rows})
    at = app(HALAMAN, indikator="koperasi_aktif")
    assert "Koperasi aktif: 250 dari 280 = 89,3%" in unmark(text(at))
    assert "Rekap!B2, C2" in text(at)
    assert "tanpa daftar koperasi" in text(at)
