"""Whom to call first, in words: the areas behind the target, then the targets of visits in the order of Prioritas."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.answers import provenance
from dasbor.chart import sentences
from dasbor.choice import Choice
from dasbor.query import areas, published
from dasbor.query.whom import behind, priorities, priority_rule
from dasbor.query.whom.behind import Goal
from dasbor.words import comparable, language, terms
from dasbor.words.columns import list_rows
from dasbor.words.goal import format_target


def say_unseen(p: Choice) -> str:
    """ "tanpa kunjungan dalam 4 triwulan", or in those of them whose visits are published."""
    known, window = published.list_quarters_with(p, "pendampingan"), published.list_window(p, p.periode)
    return language.say_unvisited(len(known), len(window))


# ── areas ────────────────────────────────────────────────────────────────────────────


def say_lacking(p: Choice, b: Any) -> str:
    """ "13 dari 16 koperasi aktif (81%), kurang 2"; of few cooperatives no per cent."""
    count = f"{language.format_fraction(b.pembilang, b.penyebut)} {sentences.find_phrase(behind.INDICATOR)}"
    percent = comparable.say_percent(b, provenance.read_small_n(p))
    share = f" ({percent})" if percent else ""
    return f"{count}{share}, kurang {language.format_number(b.kurang)}"


def say_goal(goal: Goal) -> str:
    """ "target 90%", "angka kota 89,0%"."""
    if goal.is_target:
        return f"target {format_target(goal.value)}"
    return terms.say_terms(f"angka kota {language.format_percent(goal.value, goal.n)}")


def say_areas(p: Choice) -> str:
    """How many areas are behind: "12 kelurahan di bawah target 90%"; "" where nobody can say."""
    goal, rates = behind.find_goal(p), areas.read_rates(p, behind.INDICATOR)["nilai"]
    if goal is None or rates.isna().all():
        return ""
    number = len(behind.list_behind(p))
    if len(rates) == 1:
        return f"{'' if number else 'tidak '}di bawah {say_goal(goal)}"
    who = f"{language.format_number(number) if number else 'tidak ada'} {areas.find_level(p)}"
    return terms.say_terms(f"{who} di bawah {say_goal(goal)}")


def say_areas_by_name(p: Choice, most: int) -> str:
    """The same with the first of them: "…: Ngadirejo (6 dari 9, kurang 3), Blitar (5 dari 7, kurang 2) dan 10
    lainnya"."""
    named = [
        f"{b.nama} ({language.format_fraction(b.pembilang, b.penyebut)}, kurang {language.format_number(b.kurang)})"
        for b in list_rows(behind.list_behind(p))
    ]
    return say_areas(p) + (f": {language.join_list(named, most)}" if named else "")


# ── targets of visits ────────────────────────────────────────────────────────────────


def count_targets(p: Choice) -> int:
    return len(priorities.rank(p, priorities.make_rule(p)))


def read_targets(p: Choice, most: int) -> pd.DataFrame:
    """The first targets of visits under the declared rule: nama_koperasi, koperasi_id, kelurahan, sebab, …"""
    rule = priorities.make_rule(p)
    first = priorities.rank(p, rule).head(most)
    return priority_rule.add_reasons(priorities.read_details(p, rule, first), rule)


def say_targets(p: Choice) -> str:
    """ "4 sasaran kunjungan"; "" where nobody could stand on the list."""
    if not published.has_register(p) and not count_targets(p):
        return ""
    return f"{language.format_number(count_targets(p))} sasaran kunjungan"


def say_if_empty(p: Choice) -> str:
    """An empty list means that all is well only where somebody could have stood on it."""
    if not published.has_register(p):
        return f"Belum dapat didaftar: register {language.format_quarter(p.periode)} belum diterbitkan."
    return say_missing(p) or "Tidak ada yang perlu didahulukan di wilayah ini."


def say_missing(p: Choice) -> str:
    """Who cannot be named though others are; "" where visits are published."""
    if published.list_quarters_with(p, "pendampingan"):
        return ""
    window = provenance.say_window_length(p)
    return f"Yang belum dikunjungi belum dapat didaftar: data pendampingan {window} ini belum diterbitkan."
