"""What became of each cooperative of an area between two of its registers: see etl/alur.sql.

Planning the question takes five times as long as the rows of one more quarter do. So it is asked once for several
quarters (published.list_together), each held against the one before and against a year ago.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.frames import list_by_name
from dasbor.query import areas, published
from dasbor.query.ask import ask_anew
from etl import periode as triwulan

Pair = tuple[str, str]  # a quarter and an earlier one; "" = none before
_PLACE = ["periode", "sejak", "kelompok_hitung"]


def find_year_ago(p: Choice) -> str | None:
    """The same quarter of the year before; None where its register is not published."""
    then = triwulan.shift_quarter(p.periode, -4)
    return then if ("koperasi", then) in published.list_kinds(p) else None


def read_flows(p: Choice) -> pd.DataFrame:
    """What became of each cooperative that changed since the previous register, under the names of the quarter. Empty
    without a register of this quarter or a previous one."""
    previous = published.find_previous_quarter(p) if published.has_register(p) else None
    steps = _read_steps(p, previous or "")
    return areas.add_kecamatan(p, steps[steps["alur"] != "tetap"] if previous else steps.iloc[0:0])


def list_steps(p: Choice, since: str) -> Iterator[tuple[str, str, int]]:
    """(code of an area at the level at which the chosen one is drawn, what became of a cooperative, 1 | -1): whoever
    became active in an area since an earlier register, or is active there no longer. One that moved left one area and
    came into another."""
    steps = list_by_name(_read_steps(p, since))
    for column, many in (("masuk", 1), ("keluar", -1)):
        every = zip(steps[column], steps[f"sebab_{column}"], strict=True)
        yield from ((code, why, many) for code, why in every if isinstance(code, str))


def _read_steps(p: Choice, since: str) -> pd.DataFrame:
    pairs = list_pairs(p)
    if (p.periode, since) not in pairs:
        pairs = ((p.periode, since),)
    whole = replace(p.whole(), kode_wilayah=p.kode_wilayah)
    rows, places = _read_pairs(whole, areas.find_level(p), pairs)
    return rows.iloc[places.get((p.periode, since, p.kelompok_hitung), slice(0))].reset_index(drop=True)


def list_pairs(p: Choice) -> tuple[Pair, ...]:
    """Each quarter that is asked for together with the chosen one, beside the register before, and beside the one of a
    year ago where there is one."""
    known, together = _list_registers(p), published.list_together(p)
    year_ago = {(quarter, triwulan.shift_quarter(quarter, -4)) for quarter in known if quarter in together}
    return tuple(sorted({*list_quarterly_pairs(p), *((quarter, then) for quarter, then in year_ago if then in known)}))


def list_quarterly_pairs(p: Choice) -> tuple[Pair, ...]:
    """Each quarter that is asked for together with the chosen one, beside the register before."""
    together = published.list_together(p)
    return tuple((quarter, before) for before, quarter in pairwise(_list_registers(p)) if quarter in together)


def _list_registers(p: Choice) -> list[str]:
    return sorted(quarter for kind, quarter in published.list_kinds(p) if kind == "koperasi")


@keep.per_version(most=30)
def _read_pairs(p: Choice, level: str, pairs: Sequence[Pair]) -> tuple[pd.DataFrame, Mapping[tuple[str, ...], slice]]:
    """The rows of all pairs, and where those of each of them stand, for each way to count."""
    quarters, earlier = zip(*pairs, strict=True)
    rows = ask_anew(p, "alur", kini=quarters, sejak=earlier, tingkat=level)
    known = list_by_name(rows)
    keys = enumerate(zip(*(known[name] for name in _PLACE), strict=True))
    places = {key: [n for n, _ in some] for key, some in groupby(keys, key=lambda one: one[1])}
    return rows.drop(columns=_PLACE), {key: slice(some[0], some[-1] + 1) for key, some in places.items()}
