"""A column that says again what an older quarter said: copied from another workbook than last quarter's.

Some cells of each column that changed are asked for in all older registers at hand; a register is read whole only where
half of them stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etl.damage.comparison import Column, Comparison, Reader, tidy_values
from etl.damage.model import COLUMNS, LEAST, Damage, Register

GATE = "gerbang_kolom_lama"
_ASKED, _HIT = 10, 3


def find_older(reader: Reader, c: Comparison, previous: Register) -> list[Damage]:
    """Columns of which most of what changed since `previous` is what the same cooperatives said before it."""
    suspects = [s for s in c.list_suspects() if len(s.said_both) >= LEAST]
    if not suspects:
        return []
    asked = {s.name: sorted(s.said_both, key=_scatter)[:_ASKED] for s in suspects}
    who = sorted({c.rows[i].who for rows in asked.values() for i in rows})
    older = reader.read_older(previous, [s.name for s in suspects], who)
    found = []
    for number, s in enumerate(suspects):
        likely = [q for q, said in older.items() if _is_likely(c, s, asked[s.name], number, said)]
        found += list(_find_in(reader, c, s, [Register(previous.table, q) for q in likely]))[:1]
    return found


def _scatter(i: int) -> int:
    """The same rows in all columns, from all parts of the sheet."""
    return i * 7919 % 1009


def _is_likely(c: Comparison, s: Column, rows: Sequence[int], number: int, said: Mapping[str, tuple[Any, ...]]) -> bool:
    then = tidy_values(s.name, [said.get(c.rows[i].who, (None,) * (number + 1))[number] for i in rows])
    hits = sum(bool(s.now[i] == v) for i, v in zip(rows, then, strict=True))
    return hits >= _HIT and hits * 2 >= len(rows)


def _find_in(reader: Reader, c: Comparison, s: Column, registers: Sequence[Register]) -> Iterator[Damage]:
    """The quarters that the column stands in again, the latest first."""
    number = COLUMNS.index(s.name)
    for register in registers:
        said = {row.who: row.values[number] for row in reader.read(register)}
        older = tidy_values(s.name, [said.get(row.who) for row in c.rows])
        back = [i for i in s.said_both if s.now[i] == older[i]]
        onward = sum(
            older[i] is not None and older[i] != s.then[i] and s.now[i] != older[i]
            for i, is_present in enumerate(s.present)
            if is_present
        )
        if len(back) >= LEAST and len(back) * 2 >= len(s.said_both) and len(back) >= onward:
            shown = c.show(s.name, back[:3])
            yield Damage(GATE, s.name, len(back), s.shared, shown, "lama", older=register.periode)
