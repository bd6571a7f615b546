"""Cards of any indicator and of any status: now, the quarter before, the target, all quarters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from dasbor.answers import area_figures, compared, parted, provenance
from dasbor.blocks.ahead import course
from dasbor.chart import statuses, theme
from dasbor.chart.sentences import Ratio
from dasbor.choice import Choice
from dasbor.frames import list_by_name
from dasbor.query import cooperatives, published, windows
from dasbor.query.figures import Figure
from dasbor.query.whom import paths
from dasbor.ui import reader
from dasbor.ui.cards import Card
from dasbor.words import comparable, goal, language
from dasbor.words.shown import Origin
from etl import periode as triwulan
from etl import skema
from etl.acuan import load_reference
from etl.indikator import find_indicator
from etl.indikator.declare import SUMMARY_PAGE


def make_cards(p: Choice, *indikator: str) -> list[Card]:
    """A card per indicator: now, last published quarter, target, all quarters."""
    return reader.keep_with_links("kartu", p, lambda: _make_cards(p, *indikator), indikator)


def _make_cards(p: Choice, *indikator: str) -> list[Card]:
    declared, target = published.list_definitions(p), published.read_targets(p)
    meaning = dict(zip(declared["indikator"].tolist(), declared["judul"].tolist(), strict=True))
    return [_make_card(p, i, meaning.get(i, i), target.get(i)) for i in indikator]


def _make_card(p: Choice, indikator: str, title: str, target: float | None) -> Card:
    previous = compared.choose_before(p, indikator)
    break_note = compared.say_not_compared(p, indikator, previous)
    now, year_ago = area_figures.read_figure(p, indikator), find_year_ago(p)
    declared = find_indicator(indikator)
    before = area_figures.read_figure(p, indikator, previous) if previous else None
    is_open = bool(windows.find_open(p, indikator, now, target))
    return Card(
        title,
        now,
        before,
        previous,
        target,
        _take_until(area_figures.list_points(p, indikator), p.periode),
        link=_find_own_page(indikator),
        cases_link=reader.make_link("asal", indikator=indikator),
        path_link="" if is_open else _link_path(indikator, now, target),
        small_n=provenance.read_small_n(p),
        break_note=break_note,
        parted_note=parted.say_why(p, indikator, now, before),
        whole_note=_say_city(p, indikator),
        other_note=parted.say_other_choice(p, indikator, None if break_note else previous, target),
        unit=goal.find_unit(declared) if declared else "",
        is_most=declared is not None and goal.is_most(declared),
        is_share=declared is not None and not declared.count,
        year_before=area_figures.read_figure(p, indikator, year_ago),
        year_note=compared.say_area_changed(p, year_ago)
        or ("" if windows.is_complete(p, indikator, year_ago) else comparable.INCOMPLETE),
        is_part=_choose_city(p) is not None,
        window=windows.say_extent(p, indikator),
        is_open=is_open and language.is_known(now.pembilang),
        course_note=course.say_course(p, indikator),
        origin=make_origin(p, indikator),
        quarter=p.periode,
    )


def make_origin(p: Choice, counted: str, series: str = "") -> Origin:
    """Of the figures of a choice: an indicator, or what else is counted and which class of it."""
    return Origin(counted, p.kode_wilayah, p.kelompok_hitung, series)


def find_year_ago(p: Choice) -> str:
    """The same quarter of the year before, published or not."""
    return triwulan.shift_quarter(p.periode, -4)


def _choose_city(p: Choice) -> Choice | None:
    """The same choice for the whole city where a part of it is chosen."""
    reference = load_reference()
    if p.kode_wilayah == reference.city_code:
        return None
    level = reference.settings["wilayah"]["tingkat"]
    return replace(p, kode_wilayah=reference.city_code, area_name=reference.city, level=level)


def _say_city(p: Choice, indikator: str) -> str:
    """ "kota 89,0%"; "" for the city itself and for counts, which do not compare."""
    city = _choose_city(p)
    return _say_share(city, area_figures.read_figure(city, indikator)) if city else ""


def _say_share(city: Choice, value: Ratio) -> str:
    if not language.is_known(value.penyebut) or not language.is_known(value.nilai):
        return ""
    return f"{city.level} {language.format_percent(value.nilai, value.penyebut)}"


def _link_path(indikator: str, now: Figure, target: float | None) -> str:
    """The address of how a target that is missed can be reached; "" where it is met, or nobody can say how."""
    if target is None or now.nilai is None or now.nilai >= target or indikator not in paths.PATHS:
        return ""
    return reader.make_link("jalan", indikator=indikator)


def _find_own_page(indikator: str) -> str:
    """The address that a card of the first page leads to; "" for the others, which stand on their page already."""
    i = find_indicator(indikator)
    return reader.make_link(i.halaman) if i and i.shown(SUMMARY_PAGE) else ""


def make_status_cards(p: Choice, *status: str) -> list[Card]:
    """How many cooperatives have a status, of those registered, as a card each."""
    return reader.keep_with_links("kartu_status", p, lambda: _make_status_cards(p, *status), status)


def _make_status_cards(p: Choice, *status: str) -> list[Card]:
    counts = list_by_name(statuses.widen_statuses(cooperatives.count_status_by_quarter(p), "periode"))
    previous, city = compared.choose_before(p, "koperasi_aktif"), _choose_city(p)
    of_city = make_status_cards(city, *status) if city else []
    notes = [_say_share(city, card.now) for card in of_city] if city else [""] * len(status)
    return [
        _make_status_card(p, one, _relate_to_registered(counts, one), previous, note)
        for one, note in zip(status, notes, strict=True)
    ]


class _Point(NamedTuple):
    """How many had a status at the end of a quarter, of those registered; None = unknown, or of none."""

    periode: str
    pembilang: float | None
    penyebut: float | None
    nilai: float | None


def _relate_to_registered(counts: Mapping[str, Sequence[Any]], status: str) -> list[_Point]:
    """A status by quarter; one that is no part of the registered is a count only."""
    rows = list(zip(*(counts[s] for s in skema.REGISTERED_STATUSES), strict=True))
    registered = [float(sum(x for x in row if language.is_known(x))) for row in rows]
    counted = [float(x) if language.is_known(x) else None for x in counts[status]]
    if status not in skema.REGISTERED_STATUSES:
        return [_Point(q, n, None, n) for q, n in zip(counts["periode"], counted, strict=True)]
    return [
        _Point(q, n, of, n / of if n is not None and of > 0 else None)
        for q, n, of in zip(counts["periode"], counted, registered, strict=True)
    ]


def _make_status_card(p: Choice, status: str, points: list[_Point], previous: str | None, whole_note: str) -> Card:
    by_quarter = {b.periode: Figure(b.pembilang, b.penyebut, b.nilai) for b in points}
    now, before, year_ago = (by_quarter.get(q or "", Figure()) for q in (p.periode, previous, find_year_ago(p)))
    return Card(
        theme.STATUS_SIGNS[status].label,
        now,
        before,
        previous,
        None,
        _take_until(points, p.periode),
        theme.STATUS_SIGNS[status].colour,
        reader.make_link("keaktifan"),
        _link_status_rows(status),
        provenance.read_small_n(p),
        break_note=compared.say_not_compared(p, "koperasi_aktif", previous),
        parted_note=parted.say_why(p, "koperasi_aktif", now, before),  # of the same: those registered
        whole_note=whole_note,
        year_before=year_ago,
        year_note=compared.say_area_changed(p, find_year_ago(p)),
        is_part=_choose_city(p) is not None,
        origin=make_origin(p, statuses.COUNTED, theme.STATUS_SIGNS[status].label),
        quarter=p.periode,
    )


def _link_status_rows(status: str) -> str:
    """The list behind a status: rows of an indicator whose cases are told apart by it."""
    indikator = "koperasi_aktif" if status in skema.REGISTERED_STATUSES else "koperasi_diusulkan_bubar"
    return reader.make_link("asal", indikator=indikator, tampil=status)


def _take_until(points: Iterable[Any], periode: str) -> tuple[Any, ...]:
    return tuple(b for b in points if b.periode <= periode)
