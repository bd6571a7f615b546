"""The gates in order, each one declaration, and what they see in a register."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from etl.damage.comparison import Comparison, Reader
from etl.damage.exchanged import find_exchanged
from etl.damage.identity import find_identity, find_status, find_strangers
from etl.damage.model import LEAST, NAME, NIK, Damage, Register
from etl.damage.older import find_older
from etl.damage.order import find_moved
from etl.damage.values import find_emptied, find_factor, find_same, find_zero

_Moved = dict[str, Damage]


@dataclass(frozen=True)
class Gate:
    """One gate: the code of its finding and what sees the damage, which may ask the columns that moved. explains_all:
    what it sees makes the rest follow."""

    code: str
    find: Callable[[Comparison, _Moved], list[Damage]]
    explains_all: bool = False


# What one gate says of a column no later one says again.
GATES = (
    Gate("gerbang_register_sama", lambda c, _: find_same(c)),
    Gate("gerbang_kunci_berpindah", lambda c, _: find_strangers(c), explains_all=True),
    Gate("gerbang_kolom_tertukar", lambda c, _: find_exchanged(c)),
    Gate("gerbang_kolom_kosong", lambda c, _: find_emptied(c)),
    Gate("gerbang_identitas_berubah", find_identity),
    Gate("gerbang_status_berubah", find_status),
    Gate("gerbang_kolom_berpindah", lambda _, moved: list(moved.values())),
    Gate("gerbang_kolom_kali", lambda c, _: find_factor(c)),
    Gate("gerbang_kolom_nol", lambda c, _: find_zero(c)),
)


def list_damages(c: Comparison) -> list[Damage]:
    """What the gates see, each column by the first gate that sees it; nothing where each column has few changes."""
    if 0 < max(c.changed.values(), default=0) < LEAST:
        return []
    moved = {d.column: d for d in find_moved(c)}
    found: dict[tuple[str, int], Damage] = {}
    for gate in GATES:
        for damage in gate.find(c, moved):
            found.setdefault((damage.column, damage.power), replace(damage, gate=gate.code))
        if gate.explains_all and found:
            break
    return list(found.values())


def find_damages(
    reader: Reader,
    now: Register,
    own: Register | None,
    previous: Register | None,
    shares: Mapping[str, float],
    renamed: Collection[tuple[str, int]] = (),
) -> list[tuple[Damage, Register]]:
    """What the register `now` seems to have suffered, and beside which register that is seen.

    `own`: what is published for the quarter itself; `previous`: for the last one before. Both are asked: the
    published one may itself be what is damaged, and a column may be new in it. A change against the quarter's own that
    only brings a column back to what the quarter before said is a repair, but for values that are lost.
    """
    found: dict[tuple[str, int], tuple[Damage, Register]] = {}
    to_previous: Mapping[str, int] = {}
    if previous:
        comparison = Comparison(reader.read(now), reader.read(previous), shares, renamed)
        to_previous = comparison.changed
        found = {(d.column, d.power): (d, previous) for d in list_damages(comparison)}
        told = {d.column for d, _ in found.values()}
        if told != {""}:
            older = find_older(reader, comparison, previous)
            found |= {(d.column, d.power): (d, previous) for d in older if d.column not in told}
    if own:
        comparison = Comparison(reader.read(now), reader.read(own), shares, renamed)
        damages = [d for d in list_damages(comparison) if d.column]
        own_to_previous: Mapping[str, int] = {}
        if damages and previous:
            own_to_previous = Comparison(reader.read(own), reader.read(previous), shares).changed
        for d in damages:
            said_by = NAME if d.column == NIK else d.column
            is_lost = d.gate in ("gerbang_kolom_kosong", "gerbang_kolom_nol")
            if is_lost or to_previous.get(said_by, 0) * 2 >= own_to_previous.get(said_by, 0):
                found.setdefault((d.column, d.power), (d, own))
    return list(found.values())
