"""Rekap: what is read, what follows from it for quarters without a register, and what stays unknown."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from dasbor.answers import provenance, status_charts
from dasbor.blocks import indicator_cards
from dasbor.chart import trend
from dasbor.chart.chart import Chart
from dasbor.chart.statuses import widen_statuses
from dasbor.choice import Choice
from dasbor.content import asal_recap, kamus
from dasbor.query import areas, cooperatives, figures, published
from dasbor.query.compared import steps
from dasbor.words import language
from etl import run
from etl.acuan import ROOT, load_reference
from etl.indikator import load_indicators
from etl.prove import rebuild, verify
from etl.publish.publish import NotPublishable, restore_version
from etl.store.versions import Store
from tests import golden
from tests.workbooks import workbook

KOTA, SUKOREJO, SANANWETAN = "35.72", "35.72.02", "35.72.03"
TURI, GEDOG = "35.72.02.1004", "35.72.03.1001"
JUDUL = ["Kelurahan", "Kecamatan", "Aktif", "Tidak Aktif", "Diusulkan Dibubarkan", "Jumlah"]
KEL = list(load_reference().kelurahan[["kelurahan", "kecamatan"]].itertuples(index=False, name=None))
# 21 kelurahan: 10 aktif and 2 tidak aktif each, so 210 of 252 in the city
LENGKAP = [JUDUL, *([kelurahan_row, kec, 10, 2, 1, 13] for kelurahan_row, kec in KEL)]
KOTA_SAJA = [["Wilayah", "Aktif", "Tidak Aktif"], ["Kota Blitar", 256, 84]]
REGISTER = {"Koperasi": [golden.JUDUL_REGISTER[:6], *golden.REGISTER_2024_T3]}
JUDUL_TARGET = ["Indikator", "Tahun", "Target"]
JUDUL_PENGHARGAAN = ["Tanggal", "Penghargaan", "Penerima", "Pemberi"]
_ = None


def check(sheet: dict[str, list[list]], periode: str = "2021-T3", store: Store | None = None):
    return run.check_workbook(workbook(sheet), "buku.xlsx", periode, store=store)


def brief(result) -> list[tuple[str, str]]:
    return [(t.kode, t.sel) for t in result.temuan]


def counts(
    store: Store, number: int, periode: str, known_areas: str = KOTA, kelompok: str = "semua"
) -> dict[str, tuple]:
    """{indicator: (source, numerator, denominator, value)} of those that are known."""
    sql = """select indikator, sumber, pembilang, penyebut, nilai from indikator where periode = ? and kode_wilayah = ?
             and kelompok_hitung = ? and (pembilang is not null or penyebut is not null or nilai is not null)"""
    return {
        i: tuple(r) for i, *r in store.open_version(number).execute(sql, [periode, known_areas, kelompok]).fetchall()
    }


# ── reading a rekap ──


@pytest.mark.parametrize(
    ("line", "known_areas"),
    [
        (["Kota Blitar", _, 256, 84], KOTA),
        (["KOTA BLITAR", _, 256, 84], KOTA),
        (["Jumlah", _, 256, 84], KOTA),
        (["Total", _, 256, 84], KOTA),
        (["Kecamatan Sukorejo", _, 256, 84], SUKOREJO),
        (["Kec. Sukorejo", _, 256, 84], SUKOREJO),
        ([_, "Sukorejo", 256, 84], SUKOREJO),
        (["Sukorejo", "Sukorejo", 256, 84], "35.72.02.1006"),
        (["Kel. Turi", _, 256, 84], TURI),
        (["Blitar", _, 256, 84], "35.72.02.1002"),
    ],
    ids=lambda x: " | ".join(str(v) for v in x[:2] if v) if isinstance(x, list) else x,
)
def test_a_row_counts_the_area_that_it_names(store, line, known_areas):
    result = check({"Rekap": [JUDUL[:4], line]}, store=store)
    assert result.temuan == []
    r = result.tabel["rekap"].iloc[0]
    assert (r["kode_wilayah"], r["jumlah_aktif"], r["jumlah_tidak_aktif"]) == (known_areas, 256, 84)


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ([["Turi", _, 5, 1], ["Kota Blitar", _, 4, 9]], [("jumlah_tidak_cocok", "C3")]),  # a part exceeds the whole
        ([["Turi", _, 5, 1], ["Gedog", _, 6, 2], ["Jumlah", _, 11, 4]], [("jumlah_tidak_cocok", "D4")]),
        ([["Turi", _, 5, 1], ["Gedog", _, 6, 2], ["Jumlah", _, 11, 3]], []),
        ([["Kecamatan Sukorejo", _, 8, 2], ["Turi", _, 5, 1], ["Pakunden", _, 3, 1], ["Jumlah", _, 8, 2]], []),
        ([["Turi", _, 5, 1, 2, 9]], [("rekap_jumlah_berbeda", "F2")]),
        ([["Turi", _, 5, 1, 2, 8]], []),
        ([["Turi", _, 5, 1], ["Turi", _, 6, 1]], [("rekap_ganda", "A3")]),
        ([["Turi", _, 5, 1], ["Turi", _, 5, 1]], []),
        ([["Turi", _, 5, 1], [_, _, 6, 1]], [("rekap_tanpa_wilayah", "A3")]),
        ([["Kecamatan Kanigoro", _, 5, 1]], [("wilayah_tak_dikenal", "A2")]),
        ([["Turi", _, 5, _]], [("wajib_kosong", "D2")]),
    ],
)
def test_what_does_not_agree_is_a_finding_with_its_cell(store, line, finding):
    assert brief(check({"Rekap": [JUDUL, *line]}, store=store)) == finding


def test_the_city_row_is_compared_with_all_its_kelurahan(store):
    result = check({"Rekap": [*LENGKAP, ["Kota Blitar", _, 211, 42, 21, 274]]}, store=store)
    assert [(t.kode, t.sel, t.isi) for t in result.temuan] == [
        ("jumlah_tidak_cocok", "C23", "211"),
        ("jumlah_tidak_cocok", "F23", "274"),
    ]


def test_a_kelurahan_in_doubt_is_asked_as_in_every_sheet(store):
    result = check({"Rekap": [JUDUL[:4], ["Kepanjen", _, 5, 1]]}, store=store)
    assert brief(result) == [("kelurahan_ragu", "A2")]
    assert [(p.jenis, p.isi, p.tempat) for p in result.pertanyaan] == [("kelurahan", "Kepanjen", ["Rekap!A2"])]


def test_a_row_that_says_the_same_again_is_left_out_and_listed(store):
    result = check({"Rekap": [JUDUL, ["Turi", _, 5, 1], ["Turi", _, 5, 1], [_, _, 6, 1]]}, store=store)
    assert len(result.tabel["rekap"]) == 1
    assert result.dilewati == [
        ("Rekap", 4, "rekap tanpa wilayah yang dikenal"),
        ("Rekap", 3, "sama dengan lembar Rekap baris 2"),
    ]


def test_a_rekap_beside_the_register_is_compared_with_it(store):
    # The register: Turi 2 aktif and 2 tidak aktif, Gedog and Bendo 1 tidak aktif each.
    recap_rows = [JUDUL[:4], ["Turi", _, 2, 2], ["Gedog", _, 0, 2], ["Kota Blitar", _, 2, 4]]
    result = check({**REGISTER, "Rekap": recap_rows}, "2024-T3", store)
    different = [(t.sel, t.pesan) for t in result.temuan if t.kode == "rekap_beda_register"]
    assert different == [("D3", "Gedog: tidak aktif 2 menurut rekap, tetapi 1 menurut register.")]


# ── indicators of quarters without a register ──


def test_a_city_row_gives_the_city_only(store):
    number = golden.publish_book(store, "2021-T3", {"Rekap": KOTA_SAJA})
    assert counts(store, number, "2021-T3") == {
        "koperasi_terdaftar": ("rekap", 340, None, 340),
        "koperasi_aktif": ("rekap", 256, 340, 256 / 340),
    }
    assert counts(store, number, "2021-T3", SUKOREJO) == counts(store, number, "2021-T3", TURI) == {}
    assert published.list_quarters(Choice(number))["periode"].tolist() == ["2021-T3"]


def test_without_a_column_of_inactive_ones_the_registered_are_known_and_the_inactive_stay_unknown(store):
    sheet = [["Wilayah", "Jumlah Koperasi", "Aktif", "Diusulkan Dibubarkan"], ["Kota Blitar", 340, 256, 10]]
    number = golden.publish_book(store, "2021-T3", {"Rekap": sheet})
    assert counts(store, number, "2021-T3") == {
        "koperasi_terdaftar": ("rekap", 330, None, 330),
        "koperasi_aktif": ("rekap", 256, 330, 256 / 330),
        "koperasi_diusulkan_bubar": ("rekap", 10, None, 10),
    }
    sql = "select jumlah_aktif, jumlah_tidak_aktif, jumlah_koperasi from rekap_triwulan"
    assert store.open_version(number).execute(sql).fetchall() == [(256, None, 340)]


def test_more_active_ones_than_there_are_is_listed(store):
    sheet = [["Wilayah", "Jumlah Koperasi", "Aktif"], ["Kota Blitar", 20, 25]]
    assert brief(check({"Rekap": sheet}, store=store)) == [
        ("rekap_tanpa_tidak_aktif", "A1"),
        ("rekap_jumlah_berbeda", "B2"),
    ]


def test_all_kelurahan_add_up_to_kecamatan_and_city(store):
    number = golden.publish_book(store, "2021-T3", {"Rekap": LENGKAP})
    assert counts(store, number, "2021-T3") == {
        "koperasi_terdaftar": ("rekap", 252, None, 252),
        "koperasi_aktif": ("rekap", 210, 252, 210 / 252),
        "koperasi_diusulkan_bubar": ("rekap", 21, None, 21),
    }
    assert counts(store, number, "2021-T3", SUKOREJO)["koperasi_aktif"] == ("rekap", 70, 84, 70 / 84)
    assert counts(store, number, "2021-T3", TURI)["koperasi_terdaftar"] == ("rekap", 12, None, 12)


def test_where_a_kelurahan_is_missing_its_kecamatan_and_the_city_stay_unknown(store):
    without_turi = [b for b in LENGKAP if b[0] != "Turi"]
    number = golden.publish_book(store, "2021-T3", {"Rekap": without_turi})
    assert counts(store, number, "2021-T3") == counts(store, number, "2021-T3", SUKOREJO) == {}
    assert counts(store, number, "2021-T3", SANANWETAN)["koperasi_terdaftar"] == ("rekap", 84, None, 84)
    assert counts(store, number, "2021-T3", GEDOG)["koperasi_aktif"] == ("rekap", 10, 12, 10 / 12)


def test_a_row_of_the_missing_area_completes_the_city(store):
    without_turi = [b for b in LENGKAP if b[0] != "Turi"]
    content = [*without_turi, ["Kecamatan Sukorejo", _, 72, 16], ["Kota Blitar", _, 300, 70]]
    number = golden.publish_book(store, "2021-T3", {"Rekap": content})
    # Kepanjenkidul 70 of 84 and Sananwetan 70 of 84 by their kelurahan, Sukorejo 72 of 88 by its own row.
    assert counts(store, number, "2021-T3")["koperasi_aktif"] == ("rekap", 212, 256, 212 / 256)
    assert counts(store, number, "2021-T3", SUKOREJO)["koperasi_terdaftar"] == ("rekap", 88, None, 88)
    assert "koperasi_diusulkan_bubar" not in counts(store, number, "2021-T3")


def test_without_kkmp_is_the_same_before_2025_and_unknown_from_then_on(store):
    golden.publish_book(store, "2024-T4", {"Rekap": KOTA_SAJA})
    number = golden.publish_book(store, "2025-T1", {"Rekap": KOTA_SAJA}, reason="angkanya memang sama")
    assert counts(store, number, "2024-T4", kelompok="tanpa_kkmp")["koperasi_terdaftar"] == ("rekap", 340, None, 340)
    assert counts(store, number, "2025-T1", kelompok="tanpa_kkmp") == {}
    assert counts(store, number, "2025-T1")["koperasi_terdaftar"] == ("rekap", 340, None, 340)


def test_every_area_keeps_exactly_one_row_for_every_indicator(store):
    golden.publish_book(store, "2024-T2", {"Rekap": LENGKAP})
    number = golden.publish_book(store, "2024-T3", {**REGISTER, "Rekap": KOTA_SAJA})
    sql = """select periode, count(*), count(distinct (kode_wilayah, indikator, kelompok_hitung)) from indikator
             group by all order by 1"""
    n = len(load_indicators()) * 25 * 2
    assert store.open_version(number).execute(sql).fetchall() == [("2024-T2", n, n), ("2024-T3", n, n)]


def test_indicators_of_sheets_that_are_missing_stay_unknown_in_a_rekap_quarter(store):
    content = {
        "Rekap": KOTA_SAJA,
        "Pelatihan": [golden.JUDUL_PELATIHAN, golden.PELATIHAN_2024_T4[2]],
    }  # Cici of a bank sampah
    number = golden.publish_book(store, "2024-T4", content)
    assert counts(store, number, "2024-T4") == {
        "koperasi_terdaftar": ("rekap", 340, None, 340),
        "koperasi_aktif": ("rekap", 256, 340, 256 / 340),
        "peserta_pelatihan": ("register", 1, None, 1),
        "peserta_perempuan": ("register", 1, 1, 1),
        "kelompok_dilatih": ("register", 1, None, 1),
        "peserta_setahun": ("register", 1, None, 1),
    }


# ── history: rekap quarters, then registers ──


def test_trends_show_rekap_quarters_before_register_quarters_and_say_so(store):
    golden.publish_book(store, "2024-T1", {"Rekap": KOTA_SAJA})
    golden.publish_book(store, "2024-T2", {"Rekap": [*KOTA_SAJA[:1], ["Kota Blitar", 250, 90]]})
    number = golden.publish_book(store, "2024-T3", REGISTER)
    series = figures.read_series(Choice(number, kode_wilayah=KOTA), "koperasi_aktif")
    assert series.values.tolist() == [
        ["2024-T1", 256, 340, 256 / 340, "rekap"],
        ["2024-T2", 250, 340, 250 / 340, "rekap"],
        ["2024-T3", 2, 6, 2 / 6, "register"],
    ]
    status = cooperatives.count_status_by_quarter(Choice(number, kode_wilayah=KOTA))
    assert status.values.tolist() == [
        ["2024-T1", "aktif", 256, "rekap"],
        ["2024-T1", "tidak aktif", 84, "rekap"],
        ["2024-T2", "aktif", 250, "rekap"],
        ["2024-T2", "tidak aktif", 90, "rekap"],
        ["2024-T3", "aktif", 2, "register"],
        ["2024-T3", "tidak aktif", 4, "register"],
    ]
    for chart in (
        trend.draw_statuses(status, "Kota Blitar"),
        trend.draw_rates(series, "koperasi_aktif", "Aktif", place="Kota Blitar"),
    ):
        assert "Dari rekap, tanpa register: T1 2024 sampai T2 2024" in chart.subtitle


def test_what_a_rekap_does_not_say_is_not_shown_as_zero(store):
    golden.publish_book(store, "2024-T2", {"Rekap": KOTA_SAJA})
    number = golden.publish_book(store, "2024-T3", REGISTER)
    width = widen_statuses(
        cooperatives.count_status_by_quarter(Choice(number, kode_wilayah=KOTA)), "periode"
    ).set_index("periode")
    assert width.loc["2024-T2", ["aktif", "tidak aktif", "jumlah"]].tolist() == [256, 84, 340]
    assert width["diusulkan dibubarkan"].isna().tolist() == [True, False]
    assert width.loc["2024-T3", "diusulkan dibubarkan"] == 0


def test_a_register_later_takes_the_place_of_the_rekap_which_is_kept(store):
    golden.publish_book(store, "2024-T3", {"Rekap": KOTA_SAJA})
    number = golden.publish_book(store, "2024-T3", REGISTER)
    value = counts(store, number, "2024-T3")
    assert value["koperasi_aktif"] == ("register", 2, 6, 2 / 6)
    assert value["koperasi_diusulkan_bubar"] == ("register", 0, None, 0)
    questionnaire = store.open_version(number).execute
    assert questionnaire("select kode_wilayah, jumlah_aktif, lembar, baris from rekap_triwulan").fetchall() == [
        (KOTA, 256, "Rekap", 2)
    ]
    assert questionnaire("select jenis from periode_jenis order by 1").fetchall() == [("koperasi",), ("rekap",)]


def test_what_would_change_is_told_before_a_rekap_is_published(store):
    result = check({"Rekap": KOTA_SAJA}, store=store)
    assert result.perubahan["baris"] == {"rekap": {"sebelum": None, "sesudah": 1, "berbeda": None}}
    after = {i["indikator"]: (i["sebelum"], i["sesudah"]["nilai"]) for i in result.perubahan["indikator"]}
    assert after["koperasi_terdaftar"] == (None, 340)
    golden.publish_book(store, "2021-T3", {"Rekap": KOTA_SAJA})
    other = {"Rekap": [*KOTA_SAJA[:1], ["Kota Blitar", 250, 84]]}
    with pytest.raises(NotPublishable) as error:
        golden.publish_book(store, "2021-T3", other)
    assert [t.kode for t in error.value.findings] == ["gerbang_sudah_terbit"]


def test_a_rekap_quarter_after_a_register_does_not_make_every_cooperative_disappear(store):
    golden.publish_book(store, "2024-T3", REGISTER)
    number = golden.publish_book(store, "2024-T4", {"Rekap": KOTA_SAJA})
    assert steps.read_flows(Choice(number, "2024-T4", KOTA)).empty
    assert areas.count_status_by_kelurahan(Choice(number, "2024-T4", KOTA)).empty
    assert published.has_register(Choice(number, "2024-T4")) is False


def test_kelurahan_of_a_rekap_have_their_statuses(store):
    content = [JUDUL[:4], ["Turi", _, 5, 1], ["Gedog", _, 0, 2]]
    number = golden.publish_book(store, "2024-T1", {"Rekap": content})
    data = areas.count_status_by_kelurahan(Choice(number, "2024-T1", KOTA))
    assert data[["nama", "status", "jumlah"]].values.tolist() == [
        ["Turi", "aktif", 5],
        ["Turi", "tidak aktif", 1],
        ["Gedog", "aktif", 0],
        ["Gedog", "tidak aktif", 2],
    ]


def test_all_three_survive_restore_rebuild_and_verify(store):
    golden.publish_book(store, "2021-T3", {"Rekap": LENGKAP, "Target": [JUDUL_TARGET, ["Koperasi aktif", 2021, 90]]})
    awards = [JUDUL_PENGHARGAAN, [dt.date(2021, 11, 1), "Pelopor", "Kota Blitar", "Dekopin"]]
    golden.publish_book(store, "2021-T4", {"Rekap": KOTA_SAJA, "Penghargaan": awards})
    assert restore_version(1, "Siti", store=store) == 3
    questionnaire = store.open_version(3).execute
    assert [
        questionnaire(f"select count(*) from {t}").fetchall()[0][0] for t in ("rekap_triwulan", "target", "penghargaan")
    ] == [
        21,
        1,
        0,
    ]
    assert (
        verify.verify_store(store).sentence == "Versi 3 sama dengan arsip: 3 terbitan diputar ulang, semua tabel sama."
    )
    store.find_path(2).unlink()
    assert (
        rebuild.rebuild_store(store).sentence
        == "Versi 3 sama dengan arsip; tidak ada yang berubah. Versi 2 dikembalikan."
    )


# ── what readers are told of a rekap ──


def choice(number: int, periode: str, kode: str = KOTA) -> Choice:
    return Choice(number, periode, kode, "Kota Blitar", "kota", "semua")


def test_definitions_say_that_three_indicators_may_come_from_a_rekap(store):
    number = golden.publish_book(store, "2024-T2", {"Rekap": KOTA_SAJA})
    source = published.list_definitions(Choice(number)).set_index("indikator")["sumber"]
    from_recap = {"koperasi_terdaftar", "koperasi_aktif", "koperasi_diusulkan_bubar"}
    assert set(source[source == "register, rekap"].index) == from_recap
    assert set(source[~source.index.isin(from_recap)]) == {"register"}
    word = kamus.list_indicators(Choice(number)).set_index("indikator")["sumber"]
    assert word["koperasi_aktif"] == "register; triwulan tanpa register memakai rekap"
    assert word["rat_tahun_buku"] == "register"
    [(_title, meaning)] = provenance.say_definitions(choice(number, "2024-T2"), "koperasi_aktif")
    assert meaning.endswith("Sumber: register; triwulan tanpa register memakai rekap.")


def test_values_name_the_one_source_that_they_were_counted_from(store):
    golden.publish_book(store, "2024-T2", {"Rekap": KOTA_SAJA})
    number = golden.publish_book(store, "2024-T3", REGISTER)
    sql = "select distinct sumber from indikator order by 1"
    assert store.open_version(number).execute(sql).fetchall() == [("register",), ("rekap",)]


def open_page(nama: str, **url: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params.update(url)
    at.switch_page(f"pages/publik/{nama}.py").run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    content = " ".join(str(e.proto.body) for e in at.get("html"))
    return re.sub(
        r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", content, flags=re.S)))
    )


def test_a_figure_of_a_rekap_leads_to_its_row_cell_workbook_hash_person_and_day(store):
    number = golden.publish_book(store, "2024-T2", {"Rekap": [*LENGKAP[:4], ["Kota Blitar", _, 256, 84, 60, 400]]})
    content = said(open_page("asal", indikator="koperasi_aktif", triwulan="2024-T2"))
    prints, time = store.open_version(number).execute("select sha256, waktu from unggahan").fetchall()[0]
    assert "Koperasi aktif: 256 dari 340 = 75,3%" in content
    assert "Triwulan ini terbit sebagai rekap" in content
    assert "Kota Blitar kota 256 84 60 Rekap!C5, D5, E5 2024-T2.xlsx" in content
    assert f"2024-T2.xlsx Triwulan II 2024 4 1 Penguji {language.format_time(time)} {prints}" in content
    row = asal_recap.read_recap(choice(number, "2024-T2"))
    one = row[row["nama"] == "Kota Blitar"].iloc[0]
    assert (one["lembar"], one["baris"], one["sel"]) == ("Rekap", 5, "Rekap!C5, D5, E5")
    assert (one["nama_berkas"], one["sha256"], one["oleh"]) == ("2024-T2.xlsx", prints, "Penguji")
    assert {"sha256", "oleh", "waktu", "lembar", "baris"} <= set(asal_recap.RECAP_FILE_COLUMNS)


def test_a_kecamatan_in_a_rekap_is_not_mistaken_for_the_kelurahan_of_its_name(store):
    number = golden.publish_book(
        store, "2024-T2", {"Rekap": [JUDUL[:4], ["Kec. Sukorejo", _, 8, 2], ["Sukorejo", "Sukorejo", 5, 1]]}
    )
    assert asal_recap.read_recap(choice(number, "2024-T2"))["nama"].tolist() == ["Kecamatan Sukorejo", "Sukorejo"]


def bridge(number: int, periode: str, kode: str = KOTA) -> Chart:
    return status_charts._draw_bridge(choice(number, periode, kode))


def test_the_change_between_two_rekap_is_that_of_their_totals(store):
    golden.publish_book(store, "2024-T1", {"Rekap": KOTA_SAJA})
    number = golden.publish_book(store, "2024-T2", {"Rekap": [*KOTA_SAJA[:1], ["Kota Blitar", 250, 90]]})
    g = bridge(number, "2024-T2")
    assert g.title == "Koperasi aktif turun 6; sebabnya tidak dirinci dalam rekap"
    assert g.table.values.tolist() == [["Aktif T1 2024", 256], ["Tidak dirinci", -6], ["Aktif T2 2024", 250]]
    assert g.subtitle == (
        "Perubahan koperasi aktif, Kota Blitar, Triwulan I 2024 ke Triwulan II 2024. Triwulan I 2024 dan "
        "Triwulan II 2024 hanya "
        "punya rekap (jumlah tanpa daftar koperasi), jadi sebabnya tidak dapat dirinci"
    )
    assert list(g.plot.data[0].x) == [-6]
    assert bridge(number, "2024-T1").title == "Belum ada triwulan sebelumnya untuk dibandingkan"


def test_the_register_after_a_rekap_is_compared_with_its_totals(store):
    golden.publish_book(store, "2024-T2", {"Rekap": KOTA_SAJA})
    number = golden.publish_book(store, "2024-T3", REGISTER)
    g = bridge(number, "2024-T3")
    assert g.title == "Koperasi aktif turun 254; sebabnya tidak dirinci dalam rekap"
    assert g.table["jumlah"].tolist() == [256, -254, 2]
    assert "Triwulan II 2024 hanya punya rekap" in g.subtitle
    assert "Triwulan III 2024 hanya" not in g.subtitle
    assert "Belum ada triwulan sebelumnya" not in said(open_page("keaktifan", triwulan="2024-T3"))
    assert bridge(number, "2024-T3", TURI).title == "Belum ada triwulan sebelumnya untuk dibandingkan"


def test_a_rekap_after_a_register_is_compared_with_the_registers_total(store):
    golden.publish_book(store, "2024-T3", REGISTER)
    number = golden.publish_book(store, "2024-T4", {"Rekap": KOTA_SAJA})
    g = bridge(number, "2024-T4")
    assert g.table["jumlah"].tolist() == [2, 254, 256]
    assert g.alt == (
        "Kota Blitar, koperasi aktif: 2 (Aktif T3 2024) menjadi 256 (Aktif T4 2024). "
        "Triwulan IV 2024 hanya punya rekap (jumlah tanpa daftar koperasi)."
    )
    [card] = indicator_cards._make_cards(choice(number, "2024-T4"), "koperasi_terdaftar")
    assert (card.now.nilai, card.before.nilai, card.since) == (340, 6, "2024-T3")


def test_between_two_registers_a_rekap_is_skipped_and_that_is_said(store):
    golden.publish_book(store, "2024-T2", REGISTER)
    golden.publish_book(store, "2024-T3", {"Rekap": KOTA_SAJA})
    number = golden.publish_book(store, "2024-T4", REGISTER, reason="registernya memang sama")
    g = bridge(number, "2024-T4")
    assert g.title == "Koperasi aktif tetap sejak T2 2024"
    assert g.subtitle.endswith(
        "Triwulan II 2024 ke Triwulan IV 2024. Triwulan III 2024 hanya punya rekap (jumlah tanpa daftar "
        "koperasi), jadi dilewati"
    )
    [card] = indicator_cards._make_cards(choice(number, "2024-T4"), "koperasi_terdaftar")
    assert (card.now.nilai, card.before.nilai, card.since) == (6, 340, "2024-T3")


def test_a_quarter_without_register_and_rekap_says_that_its_number_is_unknown(store):
    golden.publish_book(store, "2024-T3", REGISTER)
    number = golden.publish_book(store, "2024-T4", {"Pelatihan": [golden.JUDUL_PELATIHAN, golden.PELATIHAN_2024_T4[2]]})
    g = bridge(number, "2024-T4")
    assert g.title == "Koperasi aktif T4 2024 belum ada datanya"
    assert g.subtitle.endswith("Register Triwulan IV 2024 belum diterbitkan, jadi sebabnya tidak dapat dirinci")


def test_a_list_that_a_rekap_cannot_give_is_not_called_empty(store):
    golden.publish_book(store, "2024-T2", {"Rekap": KOTA_SAJA})
    keaktifan = said(open_page("keaktifan", triwulan="2024-T2"))
    assert "Belum ada data untuk daftar ini." in keaktifan
    assert "Tidak ada koperasi dengan status ini." not in keaktifan
    assert "Belum dapat didaftar: register Triwulan II 2024 belum diterbitkan." in said(open_page("ringkasan"))
    assert "0 sasaran kunjungan" not in said(open_page("ringkasan"))
    hasil = said(open_page("hasil"))
    assert "tidak ada koperasi tidak aktif yang tercatat" not in hasil
    assert "Sampai Triwulan II 2024 belum ada register koperasi yang diterbitkan." in hasil
    golden.publish_book(store, "2024-T3", REGISTER)
    ringkasan = said(open_page("ringkasan"))
    assert (
        "Yang belum dikunjungi belum dapat didaftar: data pendampingan empat triwulan ini belum diterbitkan."
        in ringkasan
    )
    assert "Tidak ada yang perlu didahulukan" not in ringkasan
