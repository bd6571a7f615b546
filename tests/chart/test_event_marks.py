"""Signs of events above a chart over quarters: one number for one event, few enough to read, nothing drawn for none."""

from __future__ import annotations

import pandas as pd

from dasbor.chart import trend
from dasbor.chart.axis.events import mark_events, number_events
from dasbor.chart.chart import Chart
from etl import periode as triwulan
from tests.chart.test_axis import draw

PLAIN = draw(0.5, 0.6, 0.7, 0.8, target=0.9)  # 2024-T1 to 2024-T4
HELD = {"2024-T1": ["Hari Koperasi"], "2024-T3": ["Pameran", "Hari Koperasi"], "2025-T1": ["Bazar"]}


def signs(g: Chart) -> dict[int, str]:
    """{place: sign} of what stands above the chart."""
    return {a.x: a.text for a in g.plot.layout.annotations if a.hovertext}


def test_the_same_event_has_the_same_number_and_its_names_stand_below_the_title():
    g = mark_events(PLAIN, HELD)
    assert signs(g) == {triwulan.find_index("2024-T1"): "①", triwulan.find_index("2024-T3"): "②①"}
    assert g.subtitle.endswith("Acara: ① Hari Koperasi, ② Pameran")
    assert g.alt.endswith("Acara: Hari Koperasi (T3 2024), Pameran (T3 2024) dan Hari Koperasi (T1 2024).")
    assert g.table["acara"].tolist() == ["Hari Koperasi", None, "Pameran; Hari Koperasi", None]


def test_a_chart_without_events_in_its_quarters_is_the_same_one():
    assert mark_events(PLAIN, {"2025-T1": ["Bazar"]}) is PLAIN
    assert mark_events(PLAIN, {}) is PLAIN


def test_nothing_of_the_chart_moves_for_the_signs():
    g = mark_events(PLAIN, HELD)
    assert g.plot.data == PLAIN.plot.data
    assert g.plot.layout.annotations[: len(PLAIN.plot.layout.annotations)] == PLAIN.plot.layout.annotations
    assert [a.yanchor for a in g.plot.layout.annotations if a.hovertext] == ["bottom", "bottom"]


def test_of_many_events_the_latest_have_a_number_and_a_quarter_shows_two():
    many = {"2024-T1": [f"Lama {i}" for i in range(4)], "2024-T4": [f"Baru {i}" for i in range(5)]}
    g = mark_events(PLAIN, many)
    assert number_events(many) == dict(zip(["Lama 0", *(f"Baru {i}" for i in range(5))], "①②③④⑤⑥", strict=True))
    assert list(signs(g).values()) == ["①◆", "②③+"]
    assert g.subtitle.endswith("⑥ Baru 4, ◆ lainnya")
    assert g.alt.count("(T") == 8 and g.alt.endswith("dan 1 lainnya.")


def test_what_a_workbook_wrote_is_escaped_and_cut_where_it_is_long():
    g = mark_events(PLAIN, {"2024-T1": ["<b>Bazar</b>", "x" * 60]})
    hover = next(a.hovertext for a in g.plot.layout.annotations if a.hovertext)
    assert "&lt;b&gt;Bazar" in hover and "<b>" not in hover
    assert "x" * 39 + "…" in g.subtitle


def test_where_a_legend_stands_above_the_signs_stand_below_it():
    data = pd.DataFrame({"periode": ["2024-T1", "2024-T2"], "status": "aktif", "jumlah": [5, 6], "sumber": "register"})
    g = mark_events(trend.draw_statuses(data, "Kota Blitar"), HELD)
    assert [a.yanchor for a in g.plot.layout.annotations if a.hovertext] == ["top"]
