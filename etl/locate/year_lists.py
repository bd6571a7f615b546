"""Lists of a whole year: of activities and visits of several quarters the chosen quarter's are read, the rest listed.

A few dates outside the quarter are mistyped and stay an error; many are a list of several quarters.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from etl import periode as triwulan
from etl.cells.normalise import normalise_table
from etl.locate.recap_quarters import RecapLeftOut
from etl.model import FoundTable, write_address
from etl.pesan import Finding, make_finding
from etl.rows.leave_out import drop_rows
from etl.skema import SHEET_KINDS, SheetKind

_LEAST_SHARE, _LEAST_ROWS = 0.2, 10  # rows of other quarters that make a list of several
_MANY_QUARTERS = 3  # other quarters over which half of a short list is spread
_MAX_NAMED = 8

_Quarters = dict[int, str]  # row -> the quarter of its last day


def take_quarter_rows(
    tables: Sequence[FoundTable], periode: str
) -> tuple[list[FoundTable], list[Finding], list[RecapLeftOut]]:
    """The tables without rows of other quarters, findings, and those rows."""
    result, findings = list(tables), []
    outside: list[RecapLeftOut] = []
    for sheet in (s for s in SHEET_KINDS.values() if s.date_columns):
        of_kind = [i for i, t in enumerate(result) if t.jenis == sheet.jenis and len(t.data)]
        quarters = {i: _read_quarters(result[i], sheet) for i in of_kind}
        if not _is_of_several([q for rows in quarters.values() for q in rows.values()], periode):
            continue
        for i, rows in quarters.items():
            other = {r: q for r, q in rows.items() if q != periode}
            if not other:
                continue
            t = result[i]
            reasons = {
                r: f"{sheet.row_word} {triwulan.say_quarter(q)}, bukan {_say(periode)}" for r, q in other.items()
            }
            outside += [(t.lembar, r, reason) for r, reason in reasons.items()]
            findings.append(_report(t, sheet, other, periode))
            result[i] = drop_rows(t, reasons)
    # A table whose rows are all of other quarters is listed and says nothing; the kind has rows elsewhere.
    emptied = {i for i, (t, new) in enumerate(zip(tables, result, strict=True)) if len(t.data) and not len(new.data)}
    return [t for i, t in enumerate(result) if i not in emptied], findings, outside


def _say(periode: str) -> str:
    return triwulan.say_quarter(periode)


def _is_of_several(quarters: list[str], periode: str) -> bool:
    """A fifth and ten rows lie in other quarters, or half of a short list in three; and some in this one."""
    count = Counter(quarters)
    inside = count.pop(periode, 0)
    others = sum(count.values())
    many = others >= _LEAST_ROWS and others >= _LEAST_SHARE * len(quarters)
    spread = len(count) >= _MANY_QUARTERS and 2 * others >= len(quarters)
    return inside > 0 and (many or spread)


def _read_quarters(t: FoundTable, sheet: SheetKind) -> _Quarters:
    """The quarter of each row with a date that can be read: of a first and a last day that of the last."""
    dates = [name for name in sheet.date_columns if name in t.data]
    bare = dataclasses.replace(
        t, data=t.data[dates], kolom={n: t.kolom[n] for n in dates}, sections={}, units={}, ticks={}, total_rows=[]
    )
    if not dates and t.above.keys().isdisjoint(sheet.date_columns):
        return {}
    typed, _ = normalise_table(bare)
    found: _Quarters = {}
    for row, *days in typed[list(sheet.date_columns)].itertuples(name=None):
        read = [d.date() if isinstance(d, dt.datetime) else d for d in days if d is not None and not pd.isna(d)]
        if read and read[-1] >= read[0]:  # a last day before the first is an error of its own
            found[row] = triwulan.find_by_date(read[-1])
    return found


def _report(t: FoundTable, sheet: SheetKind, other: _Quarters, periode: str) -> Finding:
    count = Counter(other.values())
    named = [f"{triwulan.say_quarter(q)} ({n})" for q, n in sorted(count.items())]
    more = f" dan {len(named) - _MAX_NAMED} lagi" if len(named) > _MAX_NAMED else ""
    listed = ", ".join(named[:_MAX_NAMED]) + more
    first = next((n for n in sheet.date_columns if n in t.kolom), None)
    cell = write_address(min(other), t.kolom[first].column) if first else t.above[_first_above(t, sheet)][1]
    return make_finding(
        "baris_triwulan_lain",
        t.lembar,
        cell,
        jumlah=len(other),
        kata=sheet.row_word,
        daftar=listed,
        periode=_say(periode),
    )


def _first_above(t: FoundTable, sheet: SheetKind) -> str:
    return next(n for n in sheet.date_columns if n in t.above)
