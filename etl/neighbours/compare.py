"""What taking a package would change, and which of its figures cannot be compared with those here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from etl.indikator import Indicator, find_indicator, load_indicators
from etl.neighbours.head import Definition, Head
from etl.neighbours.messages import make
from etl.pesan import Finding, say_choices
from etl.rules import read_statement
from etl.settings.comparable import list_parts
from etl.settings.differences import Difference, list_differences

_CHANGES = Path(__file__).with_name("changes.sql")
_QUARTERS = "select distinct periode from angka_masuk order by periode"
_MOST_NAMED = 6


@dataclass(frozen=True)
class Comparison:
    """quarters: those of the package, ascending; added, gone: against the package that is held, both empty without one;
    changed: how many figures of quarters in both are others; findings: what is said of comparing."""

    quarters: tuple[str, ...]
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: int = 0
    findings: tuple[Finding, ...] = ()


def compare(
    con: duckdb.DuckDBPyConnection,
    head: Head,
    held: duckdb.DuckDBPyConnection | None,
    settings: Mapping[str, Any],
) -> Comparison:
    """`con`: with what read_package put there; `held`: what open_held gives, None = nothing of this area is held;
    `settings`: those in force here."""
    quarters = tuple(q for (q,) in con.execute(_QUARTERS).fetchall())
    findings = tuple(_say_definitions(head, settings))
    if held is None:
        return Comparison(quarters, findings=findings)
    before = held.execute("from angka where kode_pemda = ?", [head.kode]).df()
    known = set(before["periode"])
    added, gone = tuple(q for q in quarters if q not in known), tuple(sorted(known - set(quarters)))
    return Comparison(quarters, added, gone, _count_changed(con, before), findings)


def _count_changed(con: duckdb.DuckDBPyConnection, before: pd.DataFrame) -> int:
    con.register("dipegang", before)
    try:
        return int(con.execute(read_statement(_CHANGES)).fetchall()[0][0])
    finally:
        con.unregister("dipegang")


def _say_definitions(head: Head, settings: Mapping[str, Any]) -> list[Finding]:
    """By the rules that the next version would have here; a page says it of the version that it shows."""
    defined = {i: head.definisi[i.indikator] for i in load_indicators() if i.indikator in head.definisi}
    untold = [i.judul for i, d in defined.items() if not d.sidik]
    strange = sorted(name for name in head.definisi if find_indicator(name) is None)
    said = [("definisi_tidak_diketahui", untold), ("indikator_tidak_dikenal", strange)]
    return _say_other(defined, settings) + [make(code, indikator=name_few(names)) for code, names in said if names]


def _say_other(defined: Mapping[Indicator, Definition], settings: Mapping[str, Any]) -> list[Finding]:
    """Which indicators are counted otherwise there, and what all of them together have otherwise."""
    other = {i.judul: list_differences(list_parts(i, settings), d.isi) for i, d in defined.items() if d.sidik}
    other = {title: differences for title, differences in other.items() if differences}
    said = say_differences(d for differences in other.values() for d in differences)
    return [make("definisi_berbeda", indikator=name_few([*other]), beda=said)] if other else []


def say_differences(differences: Iterable[Difference]) -> str:
    """ "Kurun (di sini 4 triwulan, di sana 2 triwulan); siapa yang wajib RAT"."""
    return "; ".join(dict.fromkeys(map(_say_difference, differences)))


def _say_difference(d: Difference) -> str:
    return f"{d.title} (di sini {d.one}, di sana {d.other})" if d.one or d.other else d.title


def name_few(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return say_choices([*names[:_MOST_NAMED], f"{more} lainnya"] if more > 0 else names, "dan")
