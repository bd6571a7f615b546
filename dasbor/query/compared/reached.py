"""Why the number of those whom training or mentoring reached changed: who came into what is counted and who left it,
whom the quarters that came into the window reached anew, and whose last training or visit lies before it now.

Both lists are the cases of the indicator itself, so that the steps add up exactly to the change of its figure.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import cases, published
from dasbor.query.source.statements import read_statement

CAME, LEFT, NEW, LOST = "masuk", "keluar", "baru", "lepas"
_COLUMNS = ["id", "nama", "kelurahan", "langkah", "d_pembilang", "d_penyebut"]


@keep.per_version(most=60)
def read_steps(p: Choice, indikator: str, since: str) -> pd.DataFrame:
    """id, nama, kelurahan, langkah, d_pembilang, d_penyebut of everybody who changes the numerator or the denominator
    of an indicator since an earlier quarter: CAME into what is counted, LEFT it, or stayed and is NEW among those
    reached or LOST to them."""
    return compare_cases(_read_cases(p, indikator), _read_cases(replace(p, periode=since), indikator))


@keep.per_version(most=60)
def _read_cases(p: Choice, indikator: str) -> pd.DataFrame:
    with cases.open_cases(p, indikator) as con:
        return con.execute(read_statement("kasus_ringkas")).df()


def compare_cases(now: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    """The same of two lists of cases (id, nama, kelurahan, pembilang, penyebut; no denominator: a count)."""
    both = now.merge(then, on="id", how="outer", suffixes=("", "_lalu"), indicator="ada")
    is_count = both["penyebut"].isna() & both["penyebut_lalu"].isna()
    numbers = {k: both[k].fillna(0) - both[f"{k}_lalu"].fillna(0) for k in ("pembilang", "penyebut")}
    step = pd.Series(NEW, index=both.index).mask(numbers["pembilang"] < 0, LOST)
    step = step.mask(~is_count & (both["ada"] == "left_only"), CAME).mask(
        ~is_count & (both["ada"] == "right_only"), LEFT
    )
    table = both.assign(
        nama=both["nama"].fillna(both["nama_lalu"]),
        kelurahan=both["kelurahan"].fillna(both["kelurahan_lalu"]),
        langkah=step,
        d_pembilang=numbers["pembilang"].astype("int64"),
        d_penyebut=numbers["penyebut"].astype("int64"),
    )
    changed = table[(table["d_pembilang"] != 0) | (table["d_penyebut"] != 0)]
    return changed[_COLUMNS].sort_values(["langkah", "nama", "id"]).reset_index(drop=True)


def find_moved_window(p: Choice, since: str) -> tuple[list[str], list[str]]:
    """The quarters that came into the window since an earlier quarter, and those that dropped out of it."""
    now, then = published.list_window(p, p.periode), published.list_window(p, since)
    return [q for q in now if q not in then], [q for q in then if q not in now]
