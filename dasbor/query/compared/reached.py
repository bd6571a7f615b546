"""Why the number of those whom training or mentoring reached changed: who came into what is counted and who left it,
whom the quarters that came into the window reached anew, and whose last training or visit lies before it now.

Both lists are the cases of the indicator itself, so that the steps add up exactly to the change of its figure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import cases, published
from dasbor.query.source.statements import read_statement
from dasbor.words import language

CAME, LEFT, NEW, LOST = "masuk", "keluar", "baru", "lepas"
_COLUMNS = ["id", "nama", "kelurahan", "langkah", "d_pembilang", "d_penyebut"]
_TYPES = {"id": "str", "nama": "str", "langkah": "str", "d_pembilang": "int64", "d_penyebut": "int64"}


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
    """The same of two lists of cases (id, nama, kelurahan, pembilang, penyebut; no denominator: a count), in which an
    id stands once."""
    # one by one: joining two tables takes ten times as long as their few hundred rows
    here, before = _list_by_id(now), _list_by_id(then)
    steps = [_find_step(key, here.get(key), before.get(key)) for key in here | before]
    changed = sorted((one for one in steps if one.part or one.whole), key=_order)
    return pd.DataFrame(changed, columns=_COLUMNS).astype(_TYPES)


_Case = tuple[object, object, float, float]  # name, kelurahan, numerator, denominator (NaN: a count)


class _Step(NamedTuple):
    key: str
    name: object
    area: object
    step: str
    part: int
    whole: int


def _list_by_id(cases: pd.DataFrame) -> dict[str, _Case]:
    columns = (cases[k].tolist() for k in ("nama", "kelurahan", "pembilang", "penyebut"))
    return dict(zip(cases["id"].tolist(), zip(*columns, strict=True), strict=True))


def _find_step(key: str, now: _Case | None, then: _Case | None) -> _Step:
    known = now or then
    assert known is not None
    part, whole = (_take(now, place) - _take(then, place) for place in (2, 3))
    is_count = not any(one is not None and language.is_known(one[3]) for one in (now, then))
    step = NEW if part >= 0 else LOST
    if not is_count and (now is None or then is None):
        step = LEFT if now is None else CAME
    name, area = (known[n] if isinstance(known[n], str) or then is None else then[n] for n in (0, 1))
    return _Step(key, name, area, step, int(part), int(whole))


def _order(one: _Step) -> tuple[str, bool, str, str]:
    """By step and name, those without a name last."""
    is_named = isinstance(one.name, str)
    return one.step, not is_named, str(one.name) if is_named else "", one.key


def _take(case: _Case | None, place: int) -> float:
    """A number of a case, 0 where there is none."""
    value = None if case is None else case[place]
    return float(value) if isinstance(value, float | int) and value == value else 0.0


def find_moved_window(p: Choice, since: str) -> tuple[list[str], list[str]]:
    """The quarters that came into the window since an earlier quarter, and those that dropped out of it."""
    now, then = published.list_window(p, p.periode), published.list_window(p, since)
    return [q for q in now if q not in then], [q for q in then if q not in now]
