"""Pages say the same of the same thing: headline and quarter, list and visit, screen and file."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from dasbor.answers import area_figures, charts, provenance, status_charts
from dasbor.blocks import indicator_cards, what_if
from dasbor.chart import bars, quarter_axis, sentences, trend
from dasbor.choice import Choice
from dasbor.content import asal, kamus, kelompok, kelurahan, kelurahan_indicators, koperasi_search, mutu, pendampingan
from dasbor.query import areas, cooperatives, figures, lists, windows
from dasbor.query.ask import ask
from dasbor.query.figures import Figure
from dasbor.staff import questions, unggah
from dasbor.staff.upload import draft
from dasbor.ui import cards, exports
from dasbor.words.columns import list_rows
from etl import run
from etl.indikator.untold import name_columns
from etl.model import CheckResult
from etl.store.versions import Store
from tests import golden
from tests.ui.test_frame import app, text
from tests.workbooks import workbook

KOTA, GEDOG = "35.72", "35.72.03.1001"


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The golden city, and one group visited 281 days after its training: too late to count."""
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(tmp_path_factory.mktemp("sepakat")))
        golden.copy_all(Store(), "2025-T2")
        late = [dt.date(2025, 8, 20), "Bank Sampah Mawar", "Gedog", "Petugas 3", "Pascapelatihan"]
        visits = [golden.JUDUL_PENDAMPINGAN, *golden.PENDAMPINGAN_2025_T3, late]
        yield golden.publish_book(Store(), "2025-T3", {**golden.BUKU["2025-T3"], "Pendampingan": visits})


@pytest.fixture
def city(version: int) -> Choice:
    return Choice(version, "2025-T3", KOTA, "Kota Blitar", "kota", "semua")


@pytest.fixture
def before(city: Choice) -> Choice:
    """The same reader with an older quarter chosen."""
    return replace(city, periode="2024-T3")


# ── whom to call ──


def test_who_was_visited_late_is_in_the_list_with_the_date_and_not_to_be_called(city: Choice) -> None:
    one = lists.list_unvisited_after_training(city).read_all()
    assert one[["nama", "jenis"]].to_numpy().tolist() == [["Bank Sampah Mawar", "kelompok"]]
    assert one["kunjungan_sesudah"].dt.date.tolist() == [dt.date(2025, 8, 20)]
    gedog = replace(city, kode_wilayah=GEDOG, area_name="Kelurahan Gedog", level="kelurahan")
    assert [name for name, _, _ in kelurahan.list_to_call(gedog)] == ["Kopwan Lima", "Kopkar Enam"]


def test_the_list_of_those_not_visited_in_time_says_which_trainings_it_looks_at(version: int, city: Choice) -> None:
    assert provenance.say_after_training_span(city) == (
        "Kota Blitar, pelatihan yang selesai 4 April 2024 sampai 3 April 2025"
    )
    shown = text(app("pages/publik/pendampingan.py"))
    behind_its_tab = text(app("pages/publik/pendampingan.py", bagian=pendampingan.LISTS[1]))
    assert "Dilatih, tidak didampingi dalam 180 hari" in behind_its_tab
    assert "Koperasi tidak aktif, tanpa kunjungan dalam 2 triwulan yang terbit dari 4" in shown
    assert "<td>20 Agustus 2025</td>" in behind_its_tab


# ── the chosen quarter ──


def test_a_trend_is_headed_by_the_chosen_quarter_and_shares_its_drawing(city: Choice, before: Choice) -> None:
    current, old = (
        charts.make_rate_trend(city, "koperasi_aktif"),
        charts.make_rate_trend(before, "koperasi_aktif"),
    )
    assert current.title == "4 dari 7 koperasi aktif, naik 2 sejak T3 2024"
    assert old.title == "2 dari 6 koperasi aktif pada T3 2024"
    assert old.plot.data[0].customdata == current.plot.data[0].customdata
    assert old.plot.layout.shapes != current.plot.layout.shapes  # each marks its own quarter
    assert status_charts.make_status_trend(before).title == "2 aktif, 4 tidak aktif pada T3 2024"
    assert what_if.draw_trend(before, 3).title.startswith("Tidak aktif T3 2024: 4 tertulis, ")
    assert (
        charts.make_count_trend(replace(city, periode="2025-T1"), "peserta_pelatihan").title
        == "T1 2025: belum ada data"
    )


def test_the_status_headline_says_how_both_numbers_moved() -> None:
    width = pd.DataFrame(
        {"periode": ["2025-T1", "2025-T2"], "aktif": [248, 268], "tidak aktif": [33, 33], "jumlah": [281, 301]}
    )
    assert trend.say_statuses(width) == "268 aktif (naik 20), 33 tidak aktif (tetap) sejak T1 2025"
    recap_rows = width.assign(**{"tidak aktif": [float("nan"), 33]})
    assert trend.say_statuses(recap_rows) == "268 aktif, 33 tidak aktif"


def test_money_of_an_older_quarter_is_named_with_it() -> None:
    series = pd.DataFrame({"periode": ["2024-T4", "2025-T1"], "jumlah": [15.19e9, float("nan")]})
    assert (
        bars.say_money_at(series, area_figures.find_measure("aset"), "2024-T4") == "Aset Rp 15,19 miliar pada T4 2024"
    )
    assert bars.say_money_at(series, area_figures.find_measure("aset"), "2025-T1") == "Aset belum ada data pada T1 2025"


def test_the_source_of_a_trend_counts_its_workbooks_whatever_quarter_is_chosen(city: Choice, before: Choice) -> None:
    assert provenance.say_trend_sources(before)[0].startswith(
        "Sumber: 2 buku kerja, terbaru 2025-T3.xlsx (terbitan 5, "
    )
    assert "keadaan per 30 September 2025" in provenance.say_trend_sources(before)[0]
    assert provenance.say_trend_sources(before) == provenance.say_trend_sources(city)
    assert provenance.say_sources(before)[0].startswith("Sumber: 2024-T3.xlsx (terbitan 1, ")


def test_the_source_of_a_list_over_four_quarters_counts_the_earlier_workbooks(city: Choice) -> None:
    assert " dan 2 buku kerja sebelumnya · " in provenance.say_sources(city, "pelatihan", kurun=True)[0]
    assert "sebelumnya" not in provenance.say_sources(city, "pelatihan")[0]
    assert "sebelumnya" not in provenance.say_indicator_sources(city, "peserta_pelatihan")[0]


# ── changes that are none ──


def test_a_rate_over_a_window_with_a_missing_quarter_is_not_compared(city: Choice) -> None:
    assert not windows.is_complete(city, "jangkauan_pelatihan", "2025-T3")  # no trainings of 2025-T1
    assert windows.is_complete(city, "koperasi_aktif", "2025-T3", "2024-T3")
    one = cards.make_card(indicator_cards.make_cards(city, "jangkauan_pelatihan")[0])
    assert "kurun belum lengkap, tidak dibandingkan" in one
    assert "poin" not in one


def test_a_card_of_nothing_counted_says_no_fall_and_a_count_says_its_change_once() -> None:
    blank = cards.make_card(
        cards.Card("Anggota pelaku UMKM", Figure(0, 0, None), Figure(15971, 38633, 0.41), "2025-T2")
    )
    assert "turun" not in blank
    assert "tidak ada yang dihitung" in blank
    compute = cards.make_card(cards.Card("Peserta", Figure(57, None, 57), Figure(53, None, 53), "2025-T1"))
    assert compute.count("naik 4") == 1
    part = cards.make_card(cards.Card("Tidak aktif", Figure(33, 301, 33 / 301), Figure(31, 281, 31 / 281), "2025-T1"))
    assert "naik 2 · ▼ turun 0,1 poin sejak T1 2025" in part


def test_one_closure_in_a_small_kelurahan_is_no_break() -> None:
    small = pd.DataFrame({"periode": ["2025-T1", "2025-T2", "2025-T3"], "jumlah": [9, 8, 5]})
    assert quarter_axis.find_breaks(list_rows(small), "jumlah", "register") == [("2025-T3", "register susut 8 → 5")]


# ── words for what is counted ──


def test_those_mentored_after_training_are_called_cooperatives_and_groups_not_people() -> None:
    series = pd.DataFrame({"periode": ["2025-T1", "2025-T2"], "pembilang": [89, 98], "penyebut": [148, 159]})
    title = sentences.say_trend(series, "pendampingan_pascapelatihan", "Kota Blitar")
    assert title == "98 dari 159 koperasi/kelompok terlatih didampingi, naik 9 sejak T1 2025"


# ── files ──


def test_the_profile_file_holds_counts_as_counts_and_rates_as_per_cent(city: Choice) -> None:
    gedog = replace(city, kode_wilayah=GEDOG, area_name="Kelurahan Gedog", level="kelurahan")
    data, column = kelurahan_indicators.list_indicators(gedog), kelurahan_indicators.list_file_columns(gedog)
    row = {b.split(";")[0]: b.split(";") for b in exports.make_csv(data, column).decode("utf-8-sig").splitlines()}
    assert row["Koperasi terdaftar"][3:7] == ["3", "", "3", "7"]
    assert row["Koperasi aktif"][3:7] == ["33%", "6% sampai 79%", "33%", "57%"]  # as on the screen
    grid = openpyxl.load_workbook(io.BytesIO(exports.make_xlsx(data, "Profil", [], column))).worksheets[0]
    cell = {b[0].value: b for b in grid.iter_rows(min_row=4)}
    assert (cell["Koperasi terdaftar"][3].value, cell["Koperasi terdaftar"][3].number_format) == (3, "#,##0")
    assert (cell["Koperasi aktif"][6].value, cell["Koperasi aktif"][6].number_format) == (pytest.approx(4 / 7), "0%")
    assert cell["Aset"][6].number_format.startswith('"Rp"')


def test_whole_numbers_in_a_workbook_have_no_decimal_comma() -> None:
    data = pd.DataFrame({"jumlah": [15.0, 75.6]})
    grid = openpyxl.load_workbook(io.BytesIO(exports.make_xlsx(data, "x"))).worksheets[0]
    assert [grid.cell(b, 1).number_format for b in (4, 5)] == ["#,##0", "#,##0.##"]


def test_a_chart_of_plain_counts_has_no_share_in_its_table() -> None:
    g = bars.draw_shares(pd.DataFrame({"nama": ["Turi"], "pembilang": [63]}), "j", "s", "Kelurahan", "Anggota")
    assert dict(g.columns) == {"nama": "Kelurahan", "pembilang": "Anggota"}
    assert not g.is_empty
    assert "dari" not in g.plot.data[0].hovertemplate


def test_the_list_of_cooperatives_downloads_whole_while_the_screen_shows_the_first(city: Choice) -> None:
    one = cooperatives.list_first(Choice(city.version, city.periode, KOTA), 2)
    assert (len(one), one["semua"].iloc[0]) == (2, 9)
    assert len(cooperatives.list_first(Choice(city.version, city.periode, KOTA), None)) == 9
    assert list(koperasi_search.RESULT_COLUMNS)[0] == "nama_koperasi"


def test_two_slips_of_the_pen_still_find_a_name(city: Choice) -> None:
    assert cooperatives.find_similar(Choice(city.version), "delapn")["nama_koperasi"].tolist() == ["Kopas Delapan"]
    assert cooperatives.find_similar(Choice(city.version), "zzz").empty


# ── a column that was not in the workbook ──


def test_a_column_that_the_workbook_lacks_is_unknown_and_not_zero(before: Choice, city: Choice) -> None:
    """The register of 2024-T3 has six columns: no certificates, no health, no money."""
    old = figures.read_figures(Choice(before.version, before.periode, KOTA))
    assert old["sertifikat_nik"] == old["dinilai_kesehatan"] == Figure()
    assert (old["rat_tahun_buku"].pembilang, old["koperasi_aktif"].penyebut) == (2, 6)
    current = figures.read_figures(Choice(city.version, city.periode, KOTA))["sertifikat_nik"]
    assert (current.pembilang, current.penyebut) == (1, 7)
    series = figures.read_series(city, "sertifikat_nik")
    assert series.loc[series["periode"] == "2024-T3", "pembilang"].isna().tolist() == [True]
    assert areas.read_by_kelurahan(before, "sertifikat_nik")["penyebut"].notna().sum() == 0


def test_what_an_unknown_figure_needs_is_said_by_the_name_of_its_columns(before: Choice) -> None:
    amount = asal.read_figure(before, "sertifikat_nik")
    assert asal.format_figure(amount) == "belum ada data"
    assert asal.say_missing(amount) == (
        "Angka ini memerlukan lembar Koperasi dengan kolom Status NIK dan Tanggal Berlaku Sertifikat."
    )


def test_of_whom_it_is_a_share_is_unknown_where_no_column_tells_it() -> None:
    examined, member = ["skor_kesehatan", "predikat_kesehatan", "tahun_penilaian"], ["jenis", "punya_usp"]

    def find(*column: str) -> figures.MissingFigures:
        return figures.find_missing(pd.DataFrame({"periode": "2025-T3", "kolom": [*examined, *column]}))

    assert find()["2025-T3", "ksp_usp_sehat"] is True  # 65 with KSP in their group are not all of 151
    assert [("2025-T3", "ksp_usp_sehat") in find(one) for one in member] == [False, False]
    assert ("2025-T3", "sehat") not in find()


def test_nothing_reported_is_unknown_where_one_of_the_columns_is_missing() -> None:
    missing = figures.find_missing(
        pd.DataFrame({"periode": "2025-T3", "kolom": ["jumlah_anggota", "anggota_perempuan", "anggota_laki"]})
    )
    assert missing["2025-T3", "anggota_umkm"] is False
    assert missing["2025-T3", "sertifikat_nik"] is True
    assert ("2025-T3", "koperasi_aktif") not in missing
    row = pd.DataFrame(
        {
            "periode": "2025-T3",
            "indikator": ["anggota_umkm", "anggota_umkm"],
            "pembilang": [0, 4],
            "penyebut": [0, 9],
            "nilai": [None, 0.4],
            "sumber": "register",
        }
    )
    assert figures.drop_unknown(row, missing)["pembilang"].isna().tolist() == [True, False]


# ── words ──


def test_findings_and_messages_are_named_without_the_words_of_the_machinery() -> None:
    assert mutu.name_code("gerbang_register_susut") == "Register susut"
    assert mutu.name_code("status_rat_berbeda") == "Status RAT berbeda"
    every = kamus.list_messages()
    assert not every[["pesan", "saran"]].stack().str.contains("{", regex=False).any()
    one = every.set_index("kode").loc["berkas_terlalu_besar", "pesan"]
    assert one == "Berkas ini …; batasnya …."


def test_an_answer_given_on_the_upload_page_holds_for_the_corrected_workbook_of_that_quarter(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(data: bytes, name: str, quarter: str, answers: dict[str, str], _: object) -> CheckResult:
        return run.check_workbook(data, name, quarter, store=store, answers=answers)

    monkeypatch.setattr(draft, "_user", lambda: "siti")
    monkeypatch.setattr(unggah, "check_file", check)
    misspelt = [1, "3572000000001", "KSU Melati", "Kepanjen", "Aktif"]
    title = ["No", "NIK", "Nama Koperasi", "Kelurahan", "Status"]
    old, new = (
        workbook({"Data": [title, misspelt, *more]})
        for more in ([], [[2, "3572000000002", "KSP Dua", "Turi", "Aktif"]])
    )
    (asked,) = run.check_workbook(old, "lama.xlsx", "2025-T3", store=store).pertanyaan
    draft.take_up((old, "lama.xlsx"))
    draft.put_answers("2025-T3", {asked.kunci: "35.72.01.1007"})
    draft.take_up((new, "baru.xlsx"))
    for quarter, open_questions in (("2025-T3", 0), ("2024-T4", 1)):
        result = run.check_workbook(new, "baru.xlsx", quarter, store=store)
        again = questions.check_with_draft(result, (new, "baru.xlsx"))
        assert (quarter, len(again.pertanyaan)) == (quarter, open_questions)


# ── groups ──


def test_both_pages_of_the_groups_tell_the_same_of_a_group_visited_after_the_first_of_two_trainings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    visits = [dt.date(2025, 1, 20), "Bank Sampah Mawar", "Gedog", "Petugas 1", "Pascapelatihan"]
    book = {**golden.BUKU, "2025-T1": {"Pendampingan": [golden.JUDUL_PENDAMPINGAN, visits]}}
    number = [golden.publish_book(Store(), periode, sheet) for periode, sheet in book.items()][-1]
    p = Choice(number, "2025-T3", KOTA, "Kota Blitar", "kota", "semua")
    one = lists.list_groups(p).read_all()
    assert one[["nama", "orang_dilatih", "didampingi_dalam_180_hari"]].to_numpy().tolist() == [
        ["Bank Sampah Mawar", 1, True]
    ]
    assert kelompok.list_groups(p)[["nama_kelompok", "didampingi"]].to_numpy().tolist() == [
        ["Bank Sampah Mawar", kelompok.YES]
    ]


def test_a_card_of_a_part_says_what_the_whole_city_has(city: Choice) -> None:
    turi = replace(city, kode_wilayah="35.72.02.1004", area_name="Kelurahan Turi", level="kelurahan")
    active, people = indicator_cards.make_cards(turi, "koperasi_aktif", "peserta_pelatihan")
    dead, proposals = indicator_cards.make_status_cards(turi, "tidak aktif", "diusulkan dibubarkan")
    assert (active.whole_note, dead.whole_note) == ("kota 57%", "kota 29%")  # 4 and 2 of 7; one is not known
    assert (people.whole_note, proposals.whole_note) == ("", "")  # counts do not compare
    assert indicator_cards.make_cards(city, "koperasi_aktif")[0].whole_note == ""
    assert f"<span>{active.whole_note}</span>" in cards.make_card(active)


def test_marketing_is_unknown_where_no_column_tells_who_sells_online_however_many_were_visited() -> None:
    """13 visited of 267 are no share of those who are helped: a fall of 57 points would be one of the workbook only."""
    without = figures.find_missing(pd.DataFrame({"periode": "2025-T3", "kolom": ["pakai_internet", "aset"]}))
    assert without["2025-T3", "pemasaran"] is True
    assert without["2025-T3", "pertumbuhan_volume_usaha"] is True
    assert without["2025-T3", "koperasi_berkualitas"] is False  # of two columns one is there
    told = figures.find_missing(pd.DataFrame({"periode": "2025-T3", "kolom": ["kanal_digital"]}))
    assert ("2025-T3", "pemasaran") not in told
    assert ("2025-T3", "cakupan_pendampingan") not in told


def test_a_column_of_another_sheet_of_the_workbook_is_none_of_the_registers(city: Choice) -> None:
    names = set(ask(city.whole(), name_columns())["kolom"])
    assert {"status", "aset"} <= names
    assert names.isdisjoint({"sasaran", "jenis_pendampingan", "nama_kegiatan", "tanggal"})
