"""Whom to call: the areas that lack most active cooperatives, then the targets of visits as Prioritas ranks them."""

from __future__ import annotations

from typing import Any

from dasbor.answers import area_figures, provenance, whom
from dasbor.choice import Choice
from dasbor.export.brief.model import Section, Sentence, Value, View, in_area, say, shorten
from dasbor.query import areas
from dasbor.query.figures import Figure
from dasbor.query.whom import behind
from dasbor.words import comparable, language, shown, terms
from dasbor.words.columns import list_rows
from dasbor.words.stand_ins import join_area
from etl.acuan import load_reference

_MOST = 3


def make_section(p: Choice, most: int = _MOST) -> Section:
    """Areas and targets, at most so many of each, or why nobody is named."""
    named = [*_list_areas(p, most), *_list_targets(p, most)]
    missing = whom.say_missing(p) if named else whom.say_if_empty(p)
    rest = [say(View("prioritas"), missing)] if missing else []
    return Section("Siapa yang dihubungi", (*named, *rest), "hubungi")


def _list_areas(p: Choice, most: int) -> list[Sentence]:
    return [_say_area(p, b) for b in list_rows(behind.list_behind(p).head(most))]


def _say_area(p: Choice, b: Any) -> Sentence:
    name, page, _ = _find_view_of(p, b)
    value, few = show_area(p, b), provenance.read_small_n(p)
    share = Value(comparable.say_percent(b, few), behind.INDICATOR, value.choice, value.figure)
    said = whom.say_lacking(p, b) + _say_measure(p)
    known = [("", value), ("", share), *(("", goal) for goal in show_goal(p))]
    return say(View(page, value.choice), *shown.split(said, known), label=name)


def show_goal(p: Choice) -> list[Value]:
    """The figure of the city that is the goal where there is no target; [] where there is one."""
    goal, reference = behind.find_goal(p), load_reference()
    if goal is None or goal.is_target:
        return []
    city = in_area(p, reference.city_code, reference.city, reference.settings["wilayah"]["tingkat"])
    text = language.format_percent(goal.value, goal.n)
    return [Value(text, behind.INDICATOR, city, area_figures.read_figure(city, behind.INDICATOR))]


def show_area(p: Choice, b: Any) -> Value:
    """The figure of an area behind: a row of behind.list_behind()."""
    name, _, level = _find_view_of(p, b)
    here = in_area(p, str(b.kode_wilayah), name, level)
    figure = Figure(float(b.pembilang), float(b.penyebut), float(b.nilai))
    return Value(language.format_fraction(b.pembilang, b.penyebut), behind.INDICATOR, here, figure)


def _find_view_of(p: Choice, b: Any) -> tuple[str, str, str]:
    """Its name with its level, the page that shows it, and that level: of a province's area its packages."""
    level = areas.find_level(p)
    if level == areas.KECAMATAN_LEVEL:
        return f"Kecamatan {b.nama}", "ringkasan", level
    name = terms.name_area(b.kode_wilayah, b.nama)
    return (name, "antarpemda", "pemda") if load_reference().is_province else (name, "kelurahan", level)


def _say_measure(p: Choice) -> str:
    """What it lacks to, where that is no target, which the brief says above."""
    goal = behind.find_goal(p)
    return "" if goal is None or goal.is_target else f" untuk menyamai {whom.say_goal(goal)}"


def _list_targets(p: Choice, most: int) -> list[Sentence]:
    return [
        say(
            _find_view(b.koperasi_id),
            join_area(b.nama_koperasi, b.kelurahan, b.sebab_utama),
            label=shorten(str(b.nama_koperasi)),
        )
        for b in list_rows(whom.read_targets(p, most))
    ]


def _find_view(koperasi_id: object) -> View:
    """A group has no record."""
    if not language.is_known(koperasi_id):
        return View("prioritas")
    return View("koperasi", more=(("id", str(koperasi_id)),))
