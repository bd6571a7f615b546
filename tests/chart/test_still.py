"""The still twin of every chart says what the figure and the table say, for random choices; and stays readable."""

from __future__ import annotations

import random
from collections.abc import Callable

import pandas as pd
import pytest

from dasbor.answers import area_map, charts, status_charts
from dasbor.blocks import what_if
from dasbor.chart import bars, still
from dasbor.chart.chart import UNLINKED_CODE, Chart
from dasbor.choice import Choice
from dasbor.content import (
    digital,
    hasil,
    keaktifan,
    kelompok,
    kesehatan,
    kesehatan_agenda,
    kesehatan_money,
    merah_putih,
    merah_putih_map,
)
from dasbor.query import mentoring, published
from dasbor.ui import reader
from etl.indikator import load_indicators
from etl.indikator.declare import AREA_VIEW, SUMMARY_PAGE, TREND_VIEW
from tests import heavy
from tests.chart import still_marks
from tests.chart.still_marks import Mark

TIMES = 500 if heavy.HEAVY else 60
pytestmark = pytest.mark.usefixtures("whole_sample")

ON_MAP = [i.indikator for i in load_indicators() if i.shown(SUMMARY_PAGE)]
BY_AREA = [i.indikator for i in load_indicators() if i.shown(AREA_VIEW)]
OVER_TIME = [i for i in load_indicators() if i.shown(TREND_VIEW)]
KINDS: dict[str, Callable[[Choice, random.Random], Chart | None]] = {
    "peta": lambda p, r: area_map.make_map(p, r.choice(ON_MAP)),
    "perubahan": lambda p, r: status_charts.make_bridge(p),
    "tren": lambda p, r: _draw_trend(p, r.choice(OVER_TIME)),
    "status per triwulan": lambda p, r: status_charts.make_status_trend(p),
    "wilayah": lambda p, r: charts.make_rates_chart(p, r.choice(BY_AREA)),
    "status per wilayah": lambda p, r: keaktifan.make_statuses_chart(p),
    "aturan": lambda p, r: what_if.draw_trend(p, r.randint(1, 5)),
    "kepatuhan": lambda p, r: kesehatan.make_compliance_chart(p),
    "predikat": lambda p, r: kesehatan.make_predicate_chart(p),
    "uang": lambda p, r: kesehatan_money.make_money_trend(p, r.choice(["aset", "anggota"])),
    "agenda": lambda p, r: kesehatan_agenda.make_chart(p),
    "kohor": lambda p, r: next((v.chart for v in hasil.make_cohorts(p)), None),
    "kelompok": lambda p, r: kelompok.make_chart(p),
    "saluran": lambda p, r: digital.make_channel_chart(p),
    "anggota KKMP": lambda p, r: merah_putih.make_members_chart(p),
    "alir": lambda p, r: _draw_flows(p, r),
    "peta KKMP": lambda p, r: merah_putih_map.make_map(p),
}


def _draw_trend(p: Choice, i) -> Chart:
    make = charts.make_count_trend if i.count else charts.make_rate_trend
    return make(p, i.indikator)


def _draw_flows(p: Choice, r: random.Random) -> Chart | None:
    registers = mentoring.list_register_quarters(p)
    previous = r.choice(registers) if registers else ""
    return hasil.draw_flows(p, mentoring.read_transitions(p, previous), previous) if previous else None


def choose(r: random.Random) -> Choice:
    """Any quarter, the city, a kecamatan or a kelurahan, with or without KKMP."""
    p = reader.parse_choice({})
    assert p is not None
    areas = published.list_areas(p)
    one = areas[areas["tingkat"] == r.choice(["kota", "kecamatan", "kelurahan"])].sample(
        1, random_state=r.randrange(10**6)
    )
    level, code = one["tingkat"].iloc[0], one["kode"].iloc[0]
    url = {"triwulan": r.choice(published.list_quarters(p)["periode"].tolist()), "kkmp": r.choice(["tanpa", "dengan"])}
    chosen = reader.parse_choice({**url, **({} if level == "kota" else {level: code})})
    assert chosen is not None
    return chosen


def draw(seed: int) -> tuple[str, Choice, Chart | None]:
    r = random.Random(seed)
    kind, p = list(KINDS)[seed % len(KINDS)], choose(r)
    return kind, p, KINDS[kind](p, r)


NASTY = (
    "<script>alert(1)</script>",
    'Kelurahan "Ria" & <b>Jaya</b>',
    "Baris satu\n\n# Judul\n\n[tautan](http://contoh.test)",
    ":red[Awas] $x^2$ **tebal** :smile: `kode`",
    "😀 ꦏꦺꦴꦥꦺꦫꦱꦶ \x01\x0b\ufffe",
    "Panjang " + "sekali " * 16,
    "=1+1",
)


def _draw_nasty() -> Chart:
    table = pd.DataFrame({"nama": NASTY, "pembilang": range(1, len(NASTY) + 1)})
    return bars.draw_shares(bars.add_shares(table, 20), NASTY[0], NASTY[2], "Nama")


def test_words_of_a_workbook_are_escaped_and_break_no_line() -> None:
    chart = _draw_nasty()
    picture, shown = still.svg(chart, words=[NASTY[1]]), still.draw_on_page(chart)
    assert "\n" not in picture + shown
    for drawing in (picture, shown):
        root = still_marks.parse(drawing)
        assert {e.tag.rpartition("}")[2] for e in root.iter()} <= still_marks.KNOWN_TAGS
        titles = [m.title for m in still_marks.list_marks(root)]
        assert titles[0].startswith("<script>alert(1)</script>: 1")
        assert titles[1].startswith('Kelurahan "Ria" & Jaya: 2')


def test_a_very_long_name_is_cut_in_the_drawing_and_whole_in_its_title() -> None:
    root = still_marks.parse(still.svg(_draw_nasty(), 320))
    assert any(m.title.startswith(NASTY[5].strip()) for m in still_marks.list_marks(root))
    left = min(m.at["x"] for m in still_marks.list_marks(root))
    assert left <= 0.42 * 320 + 0.01
    assert "…" in still_marks.list_texts(root)


@pytest.mark.parametrize("seed", range(TIMES))
def test_drawing_figure_and_table_say_the_same(seed: int) -> None:
    kind, p, chart = draw(seed)
    if chart is None or chart.is_empty:
        return
    root = still_marks.parse(still.svg(chart))
    marks = still_marks.list_marks(root)
    _compare_with_figure(chart, marks)
    _compare_with_table(chart, p, marks)
    written = still_marks.list_texts(root)
    assert [t for t in still_marks.list_written(chart.plot) if t not in written] == [], kind
    assert root.get("aria-label") == chart.alt


def _compare_with_figure(chart: Chart, marks: list[Mark]) -> None:
    """As many marks, each as long or as high as the figure says."""
    rects = [m for m in marks if m.kind == "rect"]
    amounts = still_marks.list_bars(chart.plot)
    assert len(rects) == len(amounts)
    is_flat = any(t.type == "bar" and t.orientation == "h" for t in chart.plot.data)
    assert [(m.data, x) for m, x in zip(rects, amounts, strict=True) if not _stands_for(m, x)] == []
    _check_proportional([m.at["width" if is_flat else "height"] for m in rects], [abs(x) for x in amounts])
    points = still_marks.list_points(chart.plot)
    paths = [m for m in marks if m.kind == "path" and m.data["pembilang"] and not chart.plot.data[0].type == "sankey"]
    if points:
        assert len(paths) == len(points)
        _check_straight([m.at["y"] for m in paths], [y for _, y in points])
        _check_straight([m.at["x"] for m in paths], [x for x, _ in points])


def _stands_for(mark: Mark, amount: float) -> bool:
    """What is drawn is the count, the share, or the amount in thousands of millions; a tile stands for none."""
    count, whole = mark.data.get("pembilang"), mark.data.get("penyebut")
    if amount == 0.95:
        return True
    if not count:
        return amount == 0
    drawn = [float(count) / unit for unit in (1, 1e6, 1e9)] + (
        [float(count) / float(whole)] if whole not in (None, "0") else []
    )
    return any(abs(amount - x) < 1e-9 * max(1, abs(x)) for x in drawn)


def _check_proportional(lengths: list[float], amounts: list[float]) -> None:
    most = max(amounts, default=0)
    if most:
        scale = max(lengths) / most
        assert [(length, x) for length, x in zip(lengths, amounts, strict=True) if abs(length - x * scale) > 0.02] == []


def _check_straight(pixels: list[float], values: list[float]) -> None:
    """Pixels grow with values along one line."""
    low, high = values.index(min(values)), values.index(max(values))
    if values[low] == values[high]:
        assert max(pixels) - min(pixels) < 0.02
        return
    scale = (pixels[high] - pixels[low]) / (values[high] - values[low])
    off = [abs(px - pixels[low] - (v - values[low]) * scale) for px, v in zip(pixels, values, strict=True)]
    assert max(off) < 0.03


def _compare_with_table(chart: Chart, p: Choice, marks: list[Mark]) -> None:
    """Each mark has the counts of its row; where marks are no rows by name, all marks together those of all rows."""
    assert [m for m in marks if m.data.get("indikator", "") != (chart.counted or chart.indikator)] == []
    assert {m.data["kelompok"] for m in marks} <= {p.kelompok_hitung}
    _compare_texts(chart, p, [m for m in marks if m.kind == "text"])
    marks = [m for m in marks if m.kind != "text"]
    rows = [(m, still_marks.find_row(chart, m)) for m in marks]
    if next(iter(chart.columns)) in ("kelompok", "dari"):
        told = sorted((m.data["pembilang"], m.data.get("penyebut", "")) for m in marks)
        assert told == sorted(_list_counts(chart))
        assert {(m.data["wilayah"], m.data["periode"]) for m in marks} == {(p.kode_wilayah, p.periode)}
        return
    for mark, row in rows:
        assert row, mark
        column = _find_column(chart, mark)
        assert mark.data["wilayah"] == row.get("kode_wilayah", row.get(UNLINKED_CODE, p.kode_wilayah))
        assert mark.data["periode"] == row.get("periode", p.periode)
        assert mark.data.get("pembilang", "") == still_marks.write(_find_count(row, column))
        assert mark.data.get("penyebut", "") == still_marks.write(_find_whole(row, column))


def _compare_texts(chart: Chart, p: Choice, texts: list[Mark]) -> None:
    """What is written without a mark: the two ends of a change, and the whole that a line across stands for."""
    for text in texts:
        assert (text.data["wilayah"], text.data["periode"]) == (p.kode_wilayah, p.periode)
        part, whole = chart.whole or (None, None)
        if "seri" in text.data:
            row = next(r for r in chart.table.to_dict("records") if r["langkah"] == text.data["seri"])
            part, whole = row["jumlah"], None
        told = text.data.get("pembilang", ""), text.data.get("penyebut", "")
        assert told == (still_marks.write(part), still_marks.write(whole)) != ("", "")


def _list_counts(chart: Chart) -> list[tuple[str, str]]:
    known = [r for r in chart.table.to_dict("records") if r.get("nilai", 0) == r.get("nilai", 0)]
    known = [r for r in known if "nilai" not in r or still_marks.write(r["nilai"])]
    return [
        (still_marks.write(r.get("pembilang", r.get("jumlah"))), still_marks.write(r.get("penyebut"))) for r in known
    ]


def _find_column(chart: Chart, mark: Mark) -> str:
    """The column of a series: its heading is the series' name, or ends with it."""
    series = mark.data.get("seri", "")
    return next((c for c, h in chart.columns.items() if series and h and h.endswith(series)), "")


def _find_count(row: dict, column: str) -> object:
    return row[column] if column else row.get("pembilang", row.get("jumlah"))


def _find_whole(row: dict, column: str) -> object:
    if not column:
        return row.get("penyebut")
    return next((row[c] for c in ("jumlah", "terdaftar") if c in row and c != column), None)
