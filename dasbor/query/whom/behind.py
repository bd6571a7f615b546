"""Which areas are put first: those that lack active cooperatives for the target; without a target, for the city's rate.

They are ordered by how many they lack, not by their rate: so an area of nine stands beside one of ninety, and one
closure among two is no alarm. No area that has reached the goal is named; its cooperatives stay in the list of visits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import areas, figures, published
from dasbor.words import goal as counted
from dasbor.words.columns import list_rows
from etl.acuan import load_reference

INDICATOR = "koperasi_aktif"


@dataclass(frozen=True)
class Goal:
    """What an area is held against: the target of the quarter's year, else the rate of the city. `n`: what that rate is
    of; None for a target."""

    value: float
    n: float | None = None

    @property
    def is_target(self) -> bool:
        return self.n is None


def find_goal(p: Choice, indikator: str = INDICATOR) -> Goal | None:
    """None where there is neither a target nor a known rate of the city."""
    target = published.read_targets(p).get(indikator)
    if target is not None:
        return Goal(target)
    city = figures.read_figures(replace(p, kode_wilayah=load_reference().city_code)).get(indikator)
    return Goal(city.nilai, city.penyebut) if city and city.nilai is not None else None


def list_behind(p: Choice) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, pembilang, penyebut, nilai, kurang (how many active ones the goal lacks) of the
    areas behind it, those that lack most first; at the level at which the chosen area is drawn."""
    return keep.keep_once("didahulukan", p, lambda: rank_behind(areas.read_rates(p, INDICATOR), find_goal(p)))


def rank_behind(rates: pd.DataFrame, goal: Goal | None) -> pd.DataFrame:
    """The same of given rates. Where nobody is counted nothing is lacking."""
    behind = [(n, b) for n, b in enumerate(list_rows(rates)) if b.nilai < goal.value] if goal else []
    lacking = [(-count_lacking(b.pembilang, b.penyebut, goal.value), b, n) for n, b in behind] if goal else []
    order = sorted(lacking, key=lambda one: (one[0], one[1].nilai, one[1].nama, one[1].kode_wilayah))
    ranked = rates.iloc[[n for *_, n in order]].reset_index(drop=True)
    return ranked.assign(kurang=np.array([-many for many, *_ in order], dtype="int64"))


def count_lacking(active: float, registered: float, goal: float) -> int:
    """How many of those registered would have to be active as well; at least one of who is behind."""
    return max(1, counted.count_lacking(active, registered, goal))
