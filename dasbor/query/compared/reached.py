"""Why the number of those whom training or mentoring reached changed: who came into what is counted and who left it,
whom the quarters that came into the window reached anew, and whose last training or visit lies before it now.

The steps are made of the cases of the indicator itself, so that they add up exactly to the change of its figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import duckdb
import pandas as pd

from dasbor import frames, keep
from dasbor.choice import Choice
from dasbor.query import cases, published
from dasbor.query.compared import steps
from dasbor.query.compared.steps import Pair
from dasbor.query.source.statements import parse_statements, read_statement
from etl import rules
from etl.indikator import Indicator, choose_quarters, find_indicator, list_of_page
from etl.rules import Statement

CAME, LEFT, NEW, LOST = "masuk", "keluar", "baru", "lepas"  # as langkah.sql calls them


class Step(NamedTuple):
    """Somebody who changes what is counted."""

    id: str
    nama: str
    kelurahan: str
    langkah: str
    d_pembilang: int
    d_penyebut: int


_TYPES = {"id": "str", "nama": "str", "kelurahan": "str", "langkah": "str"}
_MEMBERS = "koperasi "


def list_ids(page: str) -> list[str]:
    """The indicators of a page whose change is decomposed: cooperatives or people reached in a window of one sheet."""
    return [i.indikator for i in list_of_page(page) if find_sheet(i) == page and _counts_members(i)]


def find_sheet(i: Indicator) -> str:
    """The one sheet besides the register that it looks for in this quarter and those before; "" = none or several."""
    windows = [part.split() for part in i.butuh.split(",")]
    sheets = [(kind, span) for kind, span in windows if kind != "koperasi"]
    is_window = len(sheets) == 1 and sheets[0][1].startswith("0-") and sheets[0][1] != "0-0"
    return sheets[0][0] if is_window else ""


def find_members(i: Indicator) -> str:
    """What those belong to whom it is a share of, "terdaftar"; "" = it counts people, who belong to nothing."""
    return "" if i.count else i.penyebut.removeprefix(_MEMBERS)


def _counts_members(i: Indicator) -> bool:
    return i.satuan == "orang" if i.count else i.penyebut.startswith(_MEMBERS)


def _list_together(indikator: str) -> tuple[str, ...]:
    """The indicators that the page of one decomposes with it."""
    i = find_indicator(indikator)
    if i is None:
        raise KeyError(indikator)
    return tuple(list_ids(i.halaman))


def list_steps(p: Choice, indikator: str, since: str) -> list[Step]:
    """Everybody who changes the numerator or the denominator of an indicator since an earlier quarter: CAME into what
    is counted, LEFT it, or stayed and is NEW among those reached or LOST to them; in this order, by name."""
    known = steps.list_quarterly_pairs(p)
    pairs = known if (p.periode, since) in known else ((p.periode, since),)
    whole = replace(p, periode="", area_name="", level="")
    return _list_all_steps(whole, _list_together(indikator), pairs).get((p.periode, indikator), [])


@keep.per_version(most=60)
def _list_all_steps(
    p: Choice, indicators: tuple[str, ...], pairs: tuple[Pair, ...]
) -> dict[tuple[str, str], list[Step]]:
    """{(quarter, indicator): the same} of several: one question for all, since planning one takes longer than the
    rows."""
    with cases.lend_ready(p) as con:
        choose_quarters(con, min(since for _, since in pairs), max(quarter for quarter, _ in pairs))
        table = compare_cases(con, _join_cases(indicators), p, pairs)
    moved: dict[tuple[str, str], list[Step]] = {}
    for quarter, number, *rest in zip(*frames.list_columns(table), strict=True):
        moved.setdefault((quarter, indicators[number]), []).append(Step(*rest))
    return moved


@cache
def _join_cases(indicators: tuple[str, ...]) -> Statement:
    known = [i for name in indicators if (i := find_indicator(name))]
    one = read_statement("langkah_kasus")
    parts = [rules.fill_statement(one, nomor=Statement(str(n)), kasus=i.sql) for n, i in enumerate(known)]
    return rules.join_statements(parts)


def compare_cases(con: duckdb.DuckDBPyConnection, cases: Statement, p: Choice, pairs: Sequence[Pair]) -> pd.DataFrame:
    """The steps between the quarters of each pair, of a statement that yields the cases of all of them; in each of them
    an id stands once: langkah.sql."""
    (question,) = parse_statements(rules.fill_statement(read_statement("langkah"), kasus=cases))
    quarters, earlier = zip(*pairs, strict=True)
    chosen = {"kini": quarters, "sejak": earlier, "kode": p.kode_wilayah, "kelompok": p.kelompok_hitung}
    return frames.fetch(con.execute(question, chosen)).astype(_TYPES)


def find_moved_window(p: Choice, since: str) -> tuple[list[str], list[str]]:
    """The quarters that came into the window since an earlier quarter, and those that dropped out of it."""
    now, then = published.list_window(p, p.periode), published.list_window(p, since)
    return [q for q in now if q not in then], [q for q in then if q not in now]
