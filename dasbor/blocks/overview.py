"""What the pages show: questions to kueri put together with cards and charts, for the reader's choice. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from dasbor.blocks import kept, provenance
from dasbor.chart import by_area, changes, quarter_axis, sentences, theme, trend
from dasbor.chart.by_area import Chart
from dasbor.chart.sentences import Ratio
from dasbor.choice import Choice
from dasbor.query import areas, cooperatives, due_year, figures, published
from dasbor.query.figures import Figure
from dasbor.ui import reader
from dasbor.ui.cards import Card
from dasbor.words import interval, language
from dasbor.words.columns import list_rows
from etl import skema
from etl.acuan import load_reference
from etl.indikator import find_indicator
from etl.indikator.declare import DIVISORS, SUMMARY_PAGE

# ── cards ────────────────────────────────────────────────────────────────────────────


def make_cards(p: Choice, *indikator: str) -> list[Card]:
    """A card per indicator: now, last published quarter, target, all quarters."""
    return reader.keep_with_links("kartu", p, lambda: _make_cards(p, *indikator), indikator)


def _make_cards(p: Choice, *indikator: str) -> list[Card]:
    meaning, target = published.list_definitions(p).set_index("indikator")["judul"], published.read_targets(p)
    result = []
    for i in indikator:
        previous = _choose_before(p, i)
        break_note = say_not_compared(p, i, previous)
        result.append(
            Card(meaning.get(i, i), _read_whole(p, i), _read_whole(p, i, previous) if previous else None, previous, target.get(i),
                  _take_until(read_series(p, i), p.periode), alamat=_find_own_page(i),
                  asal=reader.make_link("asal", indikator=i), n_kecil=provenance.read_small_n(), putus=break_note, whole_note=_say_city(p, i))
        )  # fmt: skip
    return result


def _choose_city(p: Choice) -> Choice | None:
    """The same choice for the whole city where a part of it is chosen."""
    reference = load_reference()
    if p.kode_wilayah == reference.city_code:
        return None
    level = reference.settings["wilayah"]["tingkat"]
    return replace(p, kode_wilayah=reference.city_code, area_name=reference.kota, level=level)


def _say_city(p: Choice, indikator: str) -> str:
    """ "kota 89,0%"; "" for the city itself and for counts, which do not compare."""
    city = _choose_city(p)
    return _say_share(city, _read_whole(city, indikator)) if city else ""


def _say_share(city: Choice, value: Ratio) -> str:
    return (
        f"{city.level} {language.format_percent(value.nilai, value.penyebut)}"
        if language.is_known(value.penyebut) and language.is_known(value.nilai)
        else ""
    )


def say_not_compared(p: Choice, indikator: str, previous: str | None) -> str:
    """Why no change is said, "" where it is: the two quarters measure different things."""
    if due_year.waits_for_rat(indikator) and due_year.is_changed(previous, p.periode):
        return due_year.YEAR_CHANGES
    return (
        ""
        if previous is None or provenance.is_window_complete(p, indikator, previous, p.periode)
        else provenance.INCOMPLETE
    )


def _choose_before(p: Choice, indikator: str) -> str | None:
    """The quarter to compare with: the register before, or the rekap where that tells the number too."""
    previous = published.find_previous_quarter(p)
    i = find_indicator(indikator)
    if i is None or not i.from_recap:
        return previous
    recap_rows = [q for q in quarter_axis.list_recap_quarters(_take_known(p, indikator)) if q < p.periode]
    return max([*recap_rows, *([previous] if previous else [])], default=None)


def _take_known(p: Choice, indikator: str) -> pd.DataFrame:
    """The quarters of which the number is known."""
    every = read_series(p, indikator)
    return every[every["pembilang"].notna()]


def _find_own_page(indikator: str) -> str:
    """The address that a card of the first page leads to; "" for the others, which stand on their page already."""
    i = find_indicator(indikator)
    return reader.make_link(i.halaman) if i and i.shown(SUMMARY_PAGE) else ""


def make_status_cards(p: Choice, *status: str) -> list[Card]:
    """How many cooperatives have a status, of those registered, as a card each."""
    return reader.keep_with_links("kartu_status", p, lambda: _make_status_cards(p, *status), status)


def _make_status_cards(p: Choice, *status: str) -> list[Card]:
    total = cooperatives.count_status_by_quarter(p)
    width = by_area.widen_statuses(total, "periode").set_index("periode")
    registered = width[list(skema.REGISTERED_STATUSES)].sum(axis=1)
    previous, city = _choose_before(p, "koperasi_aktif"), _choose_city(p)
    sekota = make_status_cards(city, *status) if city else [None] * len(status)
    result = []
    for one, extent in zip(status, sekota, strict=True):
        terhitung = one in skema.REGISTERED_STATUSES  # the others are no part of the registered: a count only
        start_from = registered if terhitung else registered.astype("float64") * float("nan")
        part = pd.DataFrame({"pembilang": width[one], "penyebut": start_from})
        part["nilai"] = width[one] / registered.where(registered > 0) if terhitung else width[one]
        chart = _take_until(part.reset_index(), p.periode)
        result.append(
            Card(theme.STATUS_SIGNS[one].label, _take_at(part, p.periode), _take_at(part, previous), previous, None, chart,
                  theme.STATUS_SIGNS[one].colour, reader.make_link("keaktifan"), _link_status_rows(one), provenance.read_small_n(),
                  whole_note=_say_share(city, extent.kini) if city and extent else "")
        )  # fmt: skip
    return result


def _link_status_rows(status: str) -> str:
    """The list behind a status: rows of an indicator whose cases are told apart by it."""
    indikator = "koperasi_aktif" if status in skema.REGISTERED_STATUSES else "koperasi_diusulkan_bubar"
    return reader.make_link("asal", indikator=indikator, tampil=status)


def _take_at(part: pd.DataFrame, periode: str | None) -> Figure:
    if periode not in part.index:
        return Figure()
    b = list_rows(part[part.index == periode])[0]
    return Figure(*(float(x) if language.is_known(x) else None for x in (b.pembilang, b.penyebut, b.nilai)))


def _take_until(content: pd.DataFrame, periode: str) -> pd.DataFrame:
    return content[content["periode"] <= periode]


# ── charts ───────────────────────────────────────────────────────────────────────────


def read_series(p: Choice, indikator: str) -> pd.DataFrame:
    return figures.read_series(p, indikator)


def read_by_kelurahan(p: Choice, indikator: str) -> pd.DataFrame:
    return areas.read_by_kelurahan(p, indikator)


# the smallest areas of a kabupaten as a table; in a city they are bars
AREA_COLUMNS = {"nama": "", "pembilang": "", "penyebut": "", "nilai": "", **interval.INTERVAL_COLUMNS}


def read_all_areas(p: Choice, indikator: str) -> pd.DataFrame:
    """per_kelurahan with intervals, by kecamatan and name. Kept: do not change it."""
    return kept.keep_once("semua wilayah", p, lambda: _read_all_areas(p, indikator), indikator)


def _read_all_areas(p: Choice, indikator: str) -> pd.DataFrame:
    ordered = read_by_kelurahan(p, indikator).sort_values(["kecamatan", "nama"]).reset_index(drop=True)
    return interval.add_bounds(ordered, provenance.read_small_n())


def _read_whole(p: Choice, indikator: str, periode: str = "") -> Figure:
    return figures.read_figures(replace(p, periode=periode or p.periode)).get(indikator, Figure())


def draw_once(chart: str, p: Choice, draw: Callable[[], Chart], indikator: str = "") -> Chart:
    """A figure costs 20 ms to draw and nothing to show again."""
    return kept.keep_once(chart, p, lambda: replace(draw(), indikator=indikator), indikator)


def draw_trend_once(chart: str, p: Choice, draw: Callable[[], Chart], indikator: str = "", *other: object) -> Chart:
    """The same for a chart over all quarters: choosing another one does not draw it anew."""
    return kept.keep_for_all_quarters(chart, p, lambda: replace(draw(), indikator=indikator), indikator, *other)


def put_headline(p: Choice, g: Chart, title: Callable[[], str], *key: object) -> Chart:
    """A trend under the headline of the chosen quarter: drawn over all of them, it speaks of the newest."""
    if p.periode == published.list_quarters(p)["periode"].iloc[-1]:
        return g
    return kept.keep_once("judul tren", p, lambda: replace(g, title=title()), g.indikator, *key)


def make_rates_chart(p: Choice, indikator: str) -> Chart:
    return draw_once("rasio", p, lambda: _draw_rates(p, indikator), indikator)


def _draw_rates(p: Choice, indikator: str) -> Chart:
    return by_area.draw_rates(
        areas.read_rates(p, indikator), indikator, provenance.find_title(p, indikator), _read_whole(p, indikator), tempat=provenance.say_place(p),
        periode=p.periode, n_kecil=provenance.read_small_n(), target=published.read_targets(p).get(indikator), satuan=areas.find_level(p),
    )  # fmt: skip


def make_statuses_chart(p: Choice) -> Chart:
    return draw_once("status", p, lambda: _draw_statuses(p), "koperasi_aktif")


def _draw_statuses(p: Choice) -> Chart:
    data, unit = areas.count_statuses(p), areas.find_level(p)
    return by_area.draw_statuses(data, provenance.say_place(p), p.periode, unit)


def make_rate_trend(p: Choice, indikator: str) -> Chart:
    target = published.read_targets(p).get(indikator)  # of the year chosen
    g = draw_trend_once("tren", p, lambda: _draw_rate_trend(p, indikator, target), indikator, target)
    return put_headline(
        p, g, lambda: sentences.say_moment(read_series(p, indikator), indikator, p.periode), "tren", target
    )


def _draw_rate_trend(p: Choice, indikator: str, target: float | None) -> Chart:
    data, i = read_series(p, indikator), find_indicator(indikator)
    return trend.draw_rates(
        data, indikator, provenance.find_title(p, indikator), place=provenance.say_place(p),
        target=target, mark_breaks=i is not None and i.patah == DIVISORS,
        new_bases=due_year.list_breaks(list(data["periode"])) if due_year.waits_for_rat(indikator) else (),
    )  # fmt: skip


def make_count_trend(p: Choice, indikator: str) -> Chart:
    g = draw_trend_once(
        "jumlah", p,
        lambda: trend.draw_counts(read_series(p, indikator), indikator, provenance.find_title(p, indikator), place=provenance.say_place(p)), indikator,
    )  # fmt: skip
    return put_headline(p, g, lambda: sentences.say_moment(read_series(p, indikator), indikator, p.periode), "jumlah")


def make_status_trend(p: Choice) -> Chart:
    g = draw_trend_once("tren status", p, lambda: _draw_status_trend(p), "koperasi_aktif")
    return put_headline(p, g, lambda: trend.say_statuses(g.table, p.periode), "tren status")


def _draw_status_trend(p: Choice) -> Chart:
    return trend.draw_statuses(cooperatives.count_status_by_quarter(p), provenance.say_place(p))


def read_flows(p: Choice) -> pd.DataFrame:
    return cooperatives.read_flows(p)


def say_changes(p: Choice, at_most: int = 3) -> list[str]:
    """perubahan.named of the area."""
    return kept.keep_once("yang berubah", p, lambda: changes.say_named(read_flows(p), at_most), at_most)


def make_bridge(p: Choice) -> Chart:
    return draw_once("jembatan", p, lambda: _draw_bridge(p), "koperasi_aktif")


def _draw_bridge(p: Choice) -> Chart:
    """Steps are told from cooperatives by name; a rekap has none, so beside one only the totals are compared."""
    previous = published.find_previous_quarter(p) if published.has_register(p) else None
    tahu = _take_known(p, "koperasi_aktif")
    past, active = tahu[tahu["periode"] < p.periode], _read_whole(p, "koperasi_aktif").pembilang
    if previous is None and len(past):
        recap_rows = [q for q in quarter_axis.list_recap_quarters(tahu) if q in (past.iloc[-1]["periode"], p.periode)]
        return changes.draw_totals(
            past.iloc[-1]["periode"],
            float(past.iloc[-1]["pembilang"]),
            p.periode,
            active,
            recap_rows,
            provenance.say_place(p),
        )
    skipped = [q for q in quarter_axis.list_recap_quarters(past) if previous and q > previous]
    return changes.draw_bridge(
        read_flows(p), active, place=provenance.say_place(p), periode=p.periode, previous=previous, skipped=skipped
    )
