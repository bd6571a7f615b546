"""The axis of a line fits what it shows, labels stand where they belong, and the chosen quarter is seen."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from markupsafe import Markup

from dasbor.chart import bars, quarter_axis, theme, trend
from dasbor.chart.axis.chosen import mark_quarter
from dasbor.chart.axis.rates import fit_axis, say_start
from dasbor.chart.chart import Chart
from etl.indikator import find_indicator
from tests import heavy


def series(*values: float, n: int = 300, first: str = "2024-T1") -> pd.DataFrame:
    year, quarter = int(first[:4]), int(first[-1])
    names = [f"{year + (quarter - 1 + i) // 4}-T{(quarter - 1 + i) % 4 + 1}" for i in range(len(values))]
    share = pd.Series(values)
    return pd.DataFrame({"periode": names, "pembilang": share * n, "penyebut": float(n), "nilai": share})


def draw(*values: float, target: float | None = None) -> Chart:
    return trend.draw_rates(series(*values), "koperasi_aktif", "Koperasi aktif", place="Kota Blitar", target=target)


# ── the axis ──


@pytest.mark.parametrize(
    ("values", "target", "ticks"),
    [
        ([0.87, 0.89], 0.9, (0.75, 0.8, 0.85, 0.9, 0.95)),
        ([0.718, 0.87], 0.9, (0.7, 0.75, 0.8, 0.85, 0.9)),
        ([0.33, 0.5], 0.8, (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)),
        ([0.135, 0.42], 0.25, (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)),
        ([0.3, 1.0], None, (0.25, 0.5, 0.75, 1.0)),
        ([1.0, 1.0], None, (0.8, 0.85, 0.9, 0.95, 1.0)),
        ([0.0], None, (0.0, 0.05, 0.1, 0.15, 0.2)),
        ([], None, (0, 0.5, 1)),
    ],
)
def test_the_axis_of_a_line_is_as_long_as_line_and_target_need(
    values: list[float], target: float | None, ticks: tuple[float, ...]
) -> None:
    assert fit_axis(values, target).ticks == ticks


def test_any_axis_holds_its_values_on_three_to_eight_ticks_at_least_20_points_apart() -> None:
    chance = random.Random(11)
    for _ in range(heavy.times(2000)):
        values = [chance.random() for _ in range(chance.randint(1, 20))]
        axis = fit_axis(values, chance.choice((None, chance.random())))
        assert axis.low <= min(values) <= max(values) <= axis.high
        assert 3 <= len(axis.ticks) <= 8
        assert 0 <= axis.low <= axis.high - 0.2 + 1e-9 <= 0.8 + 1e-9


def test_an_axis_that_does_not_start_at_zero_says_so() -> None:
    assert say_start(fit_axis([0.87], None)) == ". Sumbu tegak mulai dari 75%, bukan 0%"
    assert say_start(fit_axis([0.1], None)) == ""
    assert "Sumbu tegak mulai dari 75%, bukan 0%" in draw(0.87, 0.89, target=0.9).subtitle


# ── labels ──


def test_the_target_stands_on_its_line_and_the_value_gives_way() -> None:
    for last in (0.885, 0.9, 0.905):
        g = draw(0.8, last, target=0.9)
        notes = {a.text: a for a in g.plot.layout.annotations}
        assert (notes["target 90%"].y, notes["target 90%"].yshift) == (0.9, None)
        value = next(a for text, a in notes.items() if text.startswith("<b>") and a.y == last)
        low, high = g.plot.layout.yaxis.range
        above = (last - 0.9) * 228 / (high - low) + (value.yshift or 0)
        assert abs(above) >= 15.9
        assert (above > 0) == (last >= 0.9)


def test_the_first_value_is_not_written_on_the_line_of_the_target() -> None:
    rising = draw(0.908, 0.95, 0.88, target=0.9)  # below would be its place, and there runs the target
    first = next(a for a in rising.plot.layout.annotations if a.text == "<b>90,8%</b>")
    assert first.yshift == 14
    assert next(a for a in draw(0.908, 0.95).plot.layout.annotations if a.text == "<b>90,8%</b>").yshift == -14


def test_the_first_value_ends_at_its_point_where_the_line_runs_through_its_side() -> None:
    """The lowest of a rising line stands above it, since below are the quarters; a falling one goes the other way."""
    found = {}
    for values in ((0.31, 0.35, 0.74), (0.5, 0.45, 0.3), (0.908, 0.95, 0.88)):
        first = draw(*values, target=0.9).plot.layout.annotations
        written = f"<b>{values[0] * 100:.1f}%</b>".replace(".", ",")
        found[values[0]] = next((a.xanchor, a.yshift) for a in first if a.text == written)
    assert found == {0.31: ("right", 14), 0.5: ("left", 14), 0.908: ("right", 14)}


def test_every_column_of_money_carries_its_number_where_a_screen_is_wide() -> None:
    quarters = series(*[0.5] * 12)
    data = pd.DataFrame({"periode": quarters["periode"], "jumlah": 2e9, "melapor": 10, "terdaftar": 12})
    aset = find_indicator("aset")
    assert aset is not None
    written = bars.draw_money(data, aset, "Kota Blitar").plot.data[0].text
    assert [theme.mark_wide_only("2"), "2"] * 6 == list(written)


def list_years(first: str, count: int) -> list[str]:
    named = quarter_axis.make_axis(series(*[0.5] * count, first=first))["ticktext"]
    return [str(name).partition("<br>")[2].strip() for name in named]


def test_the_first_year_is_written_under_a_last_quarter_too_on_a_phone_as_short_as_there_is_room() -> None:
    wide, narrow = theme.mark_wide_only(Markup("<b>2021</b>")), theme.mark_narrow_only(Markup("<b>’21</b>"))
    beginning = theme.mark_narrow_only("\u00a0" * 11) + Markup("<b>2022</b>")
    assert list_years("2021-T4", 16)[:3] == [wide + narrow, beginning, ""]
    assert list_years("2021-T3", 14)[:4] == [wide + narrow, "", "<b>2022</b>", ""]
    assert list_years("2021-T2", 16)[:4] == ["<b>2021</b>", "", "", "<b>2022</b>"]
    assert list_years("2021-T4", 2) == ["<b>2021</b>", "<b>2022</b>"]
    assert list_years("2021-T4", 1) == ["<b>2021</b>"]


# ── the chosen quarter ──


def test_the_chosen_quarter_has_a_band_a_bold_name_and_its_value() -> None:
    g = draw(0.8, 0.85, 0.9, target=0.9)
    marked = mark_quarter(g, "2024-T2")
    band = marked.plot.layout.shapes[0]
    assert (band.type, band.x1 - band.x0, (band.x0 + band.x1) / 2) == ("rect", 1, 8097)
    assert [t.startswith("<b>") for t in marked.plot.layout.xaxis.ticktext] == [False, True, False]
    assert "<b>85,0%</b>" in [a.text for a in marked.plot.layout.annotations]
    assert marked.subtitle.endswith("Pita biru: T2 2024, yang dipilih")
    assert len(g.plot.layout.shapes) == len(marked.plot.layout.shapes) - 1  # the shared drawing stays as it is


def test_the_ends_of_a_line_have_their_value_once() -> None:
    marked = mark_quarter(draw(0.8, 0.85, 0.9), "2024-T3")
    assert [a.text for a in marked.plot.layout.annotations].count("<b>90,0%</b>") == 1


def test_a_quarter_that_is_not_drawn_is_not_marked() -> None:
    g = draw(0.8, 0.9)
    assert mark_quarter(g, "2019-T1") is g
