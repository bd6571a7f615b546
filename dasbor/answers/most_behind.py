"""The headline above a map and above the statuses: which area lacks most, by the rule that names whom to call first
(dasbor/query/whom/behind.py). So the map never names another one than the list beside it."""

from __future__ import annotations

import pandas as pd

from dasbor.answers import provenance
from dasbor.chart import sentences
from dasbor.choice import Choice
from dasbor.query import published, windows
from dasbor.query.whom import behind
from dasbor.query.whom.behind import Goal
from dasbor.words import language
from dasbor.words.goal import format_target, say_window

NO_GOAL = "Belum ada target dan angka kota untuk dibandingkan"  # a rekap that knows some areas only


def say_headline(p: Choice, indikator: str, rates: pd.DataFrame, unit: str = "kelurahan") -> str:
    """Of areas (nama, pembilang, penyebut, nilai) of the choice."""
    if rates["nilai"].notna().any() and (said := say_incomplete(p, indikator)):
        return said
    return say_most_behind(rates, behind.find_goal(p, indikator), indikator, unit)


def say_incomplete(p: Choice, indikator: str) -> str:
    """ "Koperasi dilatih: kurun hanya 1 dari 4 triwulan, target belum dapat dinilai" in the place of who missed it; ""
    where the window is whole or there is no target."""
    extent = windows.say_extent(p, indikator) if indikator in published.read_targets(p) else ""
    about = provenance.find_title(p, indikator)
    return f"{about}: {say_window(extent)}, target belum dapat dinilai" if extent else ""


def say_most_behind(rates: pd.DataFrame, goal: Goal | None, indikator: str, unit: str = "kelurahan") -> str:
    """ "Terbanyak kurang untuk target 90%: Ngadirejo, 6 dari 9 koperasi aktif"; small areas too, since cooperatives are
    counted and no rates compared."""
    if rates["nilai"].isna().all():
        return sentences.say_nothing_known(rates, unit)
    if goal is None:
        return NO_GOAL
    if len(rates) == 1:
        return sentences.say_ratio(str(rates.iloc[0]["nama"]), indikator, rates.iloc[0])
    lacking = behind.rank_behind(rates, goal)
    if lacking.empty:
        return f"Tidak ada {unit} di bawah {_name_goal(goal)}"
    return _say_first(lacking[lacking["kurang"] == lacking["kurang"].max()], goal, indikator, unit)


def _say_first(tied: pd.DataFrame, goal: Goal, indikator: str, unit: str) -> str:
    """One with its count, two by name, more as a number. Twelve words must do."""
    lead, aim = "Terbanyak kurang", f" {'untuk' if goal.is_target else 'dari'} {_name_goal(goal)}"
    each = language.format_number(tied.iloc[0]["kurang"], 0)
    if len(tied) > 2:
        return f"{len(tied)} {unit} terbanyak kurang{aim}, masing-masing {each}"
    names = language.join_list([str(name) for name in tied["nama"]])
    if len(tied) == 2:
        return _fit(f"{lead}{aim}: {names}, masing-masing {each}", f"{lead}: {names}, masing-masing {each}")
    count = language.format_fraction(tied.iloc[0]["pembilang"], tied.iloc[0]["penyebut"])
    full = f"{count} {sentences.find_phrase(indikator)}"
    return _fit(f"{lead}{aim}: {names}, {full}", f"{lead}: {names}, {full}", f"{lead}: {names}, {count}")


def _fit(*said: str) -> str:
    """The first that has not too many words, else the last."""
    return next((one for one in said if len(one.split()) <= sentences.MAX_WORDS), said[-1])


def _name_goal(goal: Goal) -> str:
    """ "target 90%", "angka kota"."""
    return f"target {format_target(goal.value)}" if goal.is_target else "angka kota"
