"""Points that may not be compared carry open or broken marks and words, on the figures of the invented city."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from typing import Any

import pytest

from dasbor.answers import charts
from dasbor.blocks import indicator_cards
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.content import kelurahan, kelurahan_indicators, merah_putih, pendampingan
from dasbor.export.brief import state
from dasbor.export.snapshot import chapters
from dasbor.query import figures, published
from dasbor.query.figures import Figure
from dasbor.staff.upload import changes
from dasbor.ui import cards
from etl.acuan import ROOT
from etl.indikator import find_indicator, load_indicators
from tests.ui.test_frame import app, text

NGADIREJO, TURI = "35.72.01.1002", "35.72.02.1004"
OPEN_SQUARE, OPEN_DIAMOND = "square-open", "diamond-open"


@pytest.fixture(scope="module")
def city(whole_sample: int) -> Choice:
    return Choice(whole_sample, "2025-T2", "35.72", "Kota Blitar", "kota")


def inside(city: Choice, code: str, name: str) -> Choice:
    return replace(city, kode_wilayah=code, area_name=name, level="kelurahan")


def looks(g: Chart) -> dict[str, tuple[float, str]]:
    """Quarter -> (value, mark) of the points that are drawn."""
    line: Any = g.plot.data[0]
    drawn = zip(line.customdata, line.y, line.marker.symbol, strict=True)
    return {words[0]: (y, symbol) for words, y, symbol in drawn if words[0]}


def notes(g: Chart) -> list[str]:
    return [a.text for a in g.plot.layout.annotations]


# ── windows ──


def test_the_first_quarters_and_the_missing_sheet_of_the_trainings_have_open_marks(city: Choice) -> None:
    g = charts.make_rate_trend(city, "jangkauan_pelatihan")
    marked = [q for q, (_, symbol) in looks(g).items() if symbol == OPEN_SQUARE]
    assert marked == [
        *("Triwulan IV 2021", "Triwulan I 2022", "Triwulan II 2022"),
        *("Triwulan III 2023", "Triwulan IV 2023", "Triwulan I 2024", "Triwulan II 2024"),
    ]
    assert (
        "Kotak kosong: kurun belum lengkap, T4 2021 sampai T2 2022 (tanpa pelatihan T1 2021 sampai T3 2021), "
        "T3 2023 sampai T2 2024 (tanpa pelatihan T3 2023)" in g.subtitle
    )
    dotted: Any = g.plot.data[1]
    assert dotted.line.dash == "dot"


def test_no_bold_label_stands_at_an_incomplete_point(city: Choice) -> None:
    g = charts.make_rate_trend(city, "jangkauan_pelatihan")
    assert "<b>38,6%</b>" in notes(g)  # 2022-T3, the first whole window
    assert "<b>40,9%</b>" in notes(g)
    assert [t for t in notes(g) if "13,5" in t or "33" in t] == []


def test_the_solid_line_does_not_run_to_an_incomplete_point(city: Choice) -> None:
    line: Any = charts.make_rate_trend(city, "jangkauan_pelatihan").plot.data[0]
    open_ones = [i for i, symbol in enumerate(line.marker.symbol) if symbol == OPEN_SQUARE]
    assert [i for i in open_ones if line.y[i - 1] is not None and i > 0] == []
    assert [i for i in open_ones if line.y[i + 1] is not None] == []


def test_headline_and_text_say_that_the_window_is_incomplete(city: Choice) -> None:
    then = charts.make_rate_trend(replace(city, periode="2023-T3"), "jangkauan_pelatihan")
    assert then.title == "T3 2023: 95 dari 282 koperasi dilatih, kurun belum lengkap"
    assert "terendah 38,6% (108 dari 280) pada T3 2022" in then.alt  # not 13,5%, of one quarter
    assert "Kurun belum lengkap: T4 2021, T1 2022, T2 2022, T3 2023, T4 2023, T1 2024 dan 1 lainnya" in then.alt
    assert then.table.set_index("periode").loc["2023-T3", "catatan"] == "kurun 3 dari 4 triwulan"
    assert "catatan" in then.columns


@pytest.mark.parametrize("indikator", [i.indikator for i in load_indicators() if not i.count])
@pytest.mark.parametrize("quarter", ["2022-T1", "2023-T3", "2025-T2"])
def test_a_headline_has_at_most_twelve_words(city: Choice, indikator: str, quarter: str) -> None:
    title = charts.make_rate_trend(replace(city, periode=quarter), indikator).title
    assert len(title.split()) <= 12


def test_columns_of_counts_over_an_incomplete_window_are_outlines(city: Choice) -> None:
    g = charts.make_count_trend(city, "kelompok_dilatih")
    bars: Any = g.plot.data[0]
    assert [colour == "#FFFFFF" for colour in bars.marker.color] == [
        *[True] * 3,
        *[False] * 4,
        *[True] * 4,
        *[False] * 4,
    ]
    assert "Kotak kosong: kurun belum lengkap" in g.subtitle


def spark(card: cards.Card) -> tuple[str, str]:
    """The text of a card's line, and the picture."""
    drawn = str(cards.make_card(card))
    alt, data = re.findall(r'alt="([^"]*)"', drawn), re.findall(r"base64,([^\"]*)", drawn)
    return alt[0], base64.b64decode(data[0]).decode()


def test_a_sparkline_is_broken_there_and_begins_in_words_with_a_whole_window(city: Choice) -> None:
    alt, picture = spark(indicator_cards._make_cards(city, "jangkauan_pelatihan")[0])
    assert alt == "Sejak T3 2022: dari 38,6% menjadi 40,9%. Garis putus: kurun belum lengkap"
    assert picture.count("stroke-dasharray") == 1
    alt, picture = spark(indicator_cards._make_cards(replace(city, periode="2024-T1"), "jangkauan_pelatihan")[0])
    assert alt == "Sejak T3 2022: dari 38,6% menjadi 32,9%, kurun belum lengkap. Garis putus: kurun belum lengkap"
    assert 'fill="none" stroke="#0B4F8A"/>' in picture  # the last point is open
    alt, picture = spark(indicator_cards._make_cards(city, "koperasi_aktif")[0])
    assert alt == "Sejak T4 2021: dari 90,8% menjadi 89,0%"
    assert "stroke-dasharray" not in picture


# ── a known 0 of 0 ──


def test_nothing_counted_is_not_a_lack_of_data(city: Choice) -> None:
    g = charts.make_rate_trend(inside(city, TURI, "Kelurahan Turi"), "pendampingan_khusus")
    assert "belum ada data" not in " ".join([g.title, g.alt, *notes(g)]).lower()
    assert g.title == "Tidak ada yang dihitung pada T2 2025: koperasi tidak aktif didampingi"
    assert g.alt.endswith("tidak ada yang dihitung.")
    city_wide = charts.make_rate_trend(city, "pendampingan_pascapelatihan")
    assert notes(city_wide)[:2] == ["belum ada data", "tidak ada yang dihitung"]  # 2021-T4 and, 0 of 0, 2022-T1
    assert "Belum ada data: Triwulan IV 2021" in city_wide.alt
    assert "Tidak ada yang dihitung: T1 2022" in city_wide.alt


def test_a_card_of_nothing_counted_says_so(city: Choice) -> None:
    drawn = str(cards.make_card(indicator_cards._make_cards(inside(city, TURI, "Turi"), "pendampingan_khusus")[0]))
    assert "tidak ada yang dihitung" in drawn
    assert "belum ada" not in drawn


def test_a_kelurahan_where_nothing_is_counted_says_so_in_bars_and_profile(city: Choice) -> None:
    bars = charts.make_rates_chart(city, "pendampingan_khusus")
    assert "0 dari 0" in notes(bars)
    assert "Tidak ada yang dihitung: Bendo, Klampok, Plosokerep dan Turi" in bars.alt
    assert "belum ada data" not in " ".join([bars.alt, *notes(bars)]).lower()


def test_an_empty_list_of_the_unvisited_does_not_praise_visits_to_nobody(city: Choice) -> None:
    assert pendampingan.say_all_visited(inside(city, TURI, "Kelurahan Turi")) == "Tidak ada koperasi tidak aktif."
    assert pendampingan.say_all_visited(city) == "Semua koperasi tidak aktif sudah dikunjungi."
    first = replace(city, periode="2021-T4")
    assert pendampingan.say_all_mentored(first) == "Tidak ada yang diketahui dilatih dalam kurun itu."


# ── few cases ──


def test_the_trend_of_a_small_kelurahan_carries_the_mark(city: Choice) -> None:
    g = charts.make_rate_trend(inside(city, NGADIREJO, "Kelurahan Ngadirejo"), "koperasi_aktif")
    assert {symbol for _, symbol in looks(g).values()} == {OPEN_DIAMOND}
    assert "Belah ketupat: n di bawah 10, belum bisa dibandingkan" in g.subtitle
    assert "6 dari 9" in notes(g)
    assert [t for t in notes(g) if "<b>" in t] == []
    assert "tertinggi" not in g.alt


def test_the_trend_of_a_larger_one_does_not(city: Choice) -> None:
    g = charts.make_rate_trend(inside(city, TURI, "Kelurahan Turi"), "koperasi_aktif")
    assert {symbol for _, symbol in looks(g).values()} == {"circle"}
    assert "Belah ketupat" not in g.subtitle


def test_the_trend_on_paper_says_counts_of_few(city: Choice) -> None:
    written = re.sub(r"<[^>]+>", "", str(kelurahan.make_print_trend(inside(city, NGADIREJO, "Kelurahan Ngadirejo"))))
    assert "T2 2025 6 dari 9 · n di bawah 10: belum bisa dibandingkan" in re.sub(r"\s+", " ", written)
    assert "%" not in written


def test_a_sparkline_of_few_is_grey_and_says_counts(city: Choice) -> None:
    alt, picture = spark(indicator_cards._make_cards(inside(city, NGADIREJO, "Ngadirejo"), "koperasi_aktif")[0])
    assert alt == "Sejak T4 2021: dari 7 dari 7 menjadi 6 dari 9. Garis putus: n di bawah 10"
    assert "#0B4F8A" not in picture


# ── no points of few, anywhere ──


def test_only_one_function_says_a_change_in_points() -> None:
    pattern = re.compile(r"say_di(fference|rection)\([^\n]*poin")
    files = {p: p.read_text("utf-8") for p in (ROOT / "dasbor").rglob("*.py")}
    found = [p.relative_to(ROOT).as_posix() for p, source in files.items() if pattern.search(source)]
    assert found == ["dasbor/words/comparable.py"]


def test_before_publishing_a_kelurahan_of_few_moves_in_counts() -> None:
    one = {
        "indikator": "koperasi_aktif",
        "judul": "Koperasi aktif",
        "wilayah": "Turi",
        "sebelum": {"pembilang": 1, "penyebut": 1, "nilai": 1.0},
        "sesudah": {"pembilang": 1, "penyebut": 5, "nilai": 0.2},
    }
    table = changes.list_indicators({"kelurahan": [one]}, kelurahan=True, small_n=10)
    assert table["selisih"].tolist() == ["jumlahnya tetap"]
    later = changes.list_later({"triwulan_sesudahnya": {"2025-T2": [one]}}, 10)
    assert later["selisih"].tolist() == ["jumlahnya tetap"]


@pytest.mark.parametrize("quarter", ["2022-T3", "2024-T3", "2025-T2"])
def test_no_kelurahan_of_few_says_points(city: Choice, quarter: str) -> None:
    known = published.list_areas(city)
    for code, name in known.loc[known["tingkat"] == "kelurahan", ["kode", "nama"]].itertuples(index=False):
        p = replace(inside(city, code, f"Kelurahan {name}"), periode=quarter)
        now = figures.read_figures(p)
        said = kelurahan_indicators.list_indicators(p).set_index("indikator")["perubahan"]
        few = [i for i in said.index if 0 < (now.get(i, Figure()).penyebut or 0) < 10]
        assert [i for i in few if "poin" in said[i]] == []
        shown = [i for i in few if (declared := find_indicator(i)) and not declared.count]
        assert [i for i in shown if "poin" in str(cards.make_card(indicator_cards._make_cards(p, i)[0]))] == []


def test_where_there_is_no_kkmp_nothing_is_missing(city: Choice) -> None:
    counted = {c.title: c.now for c in merah_putih.make_cards(replace(city, periode="2025-T1"))}
    assert counted["Didampingi dalam 4 triwulan"] == Figure(0, 0, None)
    assert counted["Anggota KKMP"] == Figure(0, None, 0)
    page = text(app("pages/publik/merah_putih.py", triwulan="2025-T1"))
    assert "<h2>Belum ada KKMP di wilayah ini</h2>" in page
    assert "belum ada data" not in page
    a_year_ago = {c.title: c.year_before for c in merah_putih.make_cards(city)}
    assert a_year_ago["Didampingi dalam 4 triwulan"] == Figure(0, 0, None)


# ── a target and a window that is not whole ──


def words_of(p: Choice, indikator: str) -> str:
    drawn = re.sub(r"<img.*?>", "", str(cards.make_card(indicator_cards._make_cards(p, indikator)[0])), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", drawn))


def test_nobody_says_that_a_target_is_missed_while_sheets_of_the_window_are_missing(city: Choice) -> None:
    early = replace(city, periode="2022-T1")  # two of four quarters: 63 of 282 mentored
    said = words_of(early, "cakupan_pendampingan")
    assert "kurun hanya 2 dari 4 triwulan: belum dapat dinilai" in said
    assert "di bawah target" not in said
    assert "jalan ke target" not in said
    assert "140 dari 301" in words_of(city, "cakupan_pendampingan")
    assert "3,5 poin di bawah target: 11 koperasi lagi" in words_of(city, "cakupan_pendampingan")


def test_a_target_that_is_reached_without_them_stays_reached(city: Choice) -> None:
    said = words_of(replace(city, periode="2023-T4"), "jangkauan_pelatihan")  # without the trainings of 2023-T3
    assert "27 koperasi di atas target (kurun hanya 3 dari 4 triwulan)" in said


def test_of_whom_it_is_a_share_may_hang_on_the_missing_sheet(city: Choice) -> None:
    said = words_of(replace(city, periode="2024-T1"), "pendampingan_pascapelatihan")
    assert "kurun hanya 5 dari 6 triwulan: belum dapat dinilai" in said


def test_without_a_target_the_card_says_how_much_there_is(city: Choice) -> None:
    first = replace(city, periode="2021-T4")
    assert "kurun hanya 1 dari 4 triwulan" in words_of(first, "jangkauan_pelatihan")
    assert "kurun" not in words_of(first, "koperasi_aktif")


def test_bars_brief_and_plan_do_not_judge_either(city: Choice) -> None:
    early = replace(city, periode="2022-T1")
    assert (
        charts.make_rates_chart(early, "cakupan_pendampingan").title
        == "Koperasi didampingi: kurun hanya 2 dari 4 triwulan, target belum dapat dinilai"
    )
    stated = [s.whole for s in state.make_section(early).sentences]
    assert "target 50%, kurun hanya 2 dari 4 triwulan: belum dapat dinilai" in stated[2]
    assert "target 25% tercapai" in stated[1]  # 72 of 282, and more cannot be fewer
    notes = chapters._list_notes(early, find_indicator("cakupan_pendampingan"))
    assert notes[:2] == [("target 50%",), ("kurun hanya 2 dari 4 triwulan: belum dapat dinilai",)]
    page = text(app("pages/publik/jalan.py", triwulan="2022-T1", indikator="cakupan_pendampingan"))
    assert "Target 50%, kurun hanya 2 dari 4 triwulan: belum dapat dinilai" in page
    assert "Belum diterbitkan: pendampingan T2 2021 sampai T3 2021." in page
    assert "perbaikan nyata" not in page.split("Arti kata")[0]
