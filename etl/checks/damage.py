"""What the rows of a register say about damage, beside an earlier register: one declaration a gate.

The rules stand in damage_*.sql. They look at cells of one cooperative in both registers (damage_cells.sql), so neither
the order of the rows nor new and lost cooperatives matter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from etl.match.names import normalise_bh, normalise_name, normalise_nik
from etl.rules import Statement, fill_statement, read_statement
from etl.skema import COOPERATIVES_SHEET

NAME, NIK, BH, AREA = "nama_koperasi", "nik_koperasi", "nomor_badan_hukum", "kode_kelurahan"
LEAST = 5  # fewer wrong cooperatives than this are mended one by one
COLUMNS = (AREA, *(k.nama for k in COOPERATIVES_SHEET.stored_columns))
_NUMBERS = tuple(k.nama for k in COOPERATIVES_SHEET.kolom if k.tipe in ("rupiah", "bulat"))
_NOTES = ("keterangan",)  # may come and go
# Looked at for their order although they may have few values: what stands still tells when it moves.
_FEW_VALUES = (
    *("tahun_buku_rat", "tanggal_rat", "kelompok", "status", "jenis", "sektor_usaha", "pola", "bentuk"),
    *("status_nik", "tanggal_sertifikat", "grade", "predikat_kesehatan", "kanal_digital", "pakai_internet"),
)
# A run of ten changes that fit the neighbouring row, each row that fits only its own value outweighing three of them;
# a column of twenty different values tells its rows apart.
_ORDER = {"paling_sedikit": LEAST, "deret": 10, "lawan": 3, "banyak_nilai": 20}
# Spellings that are one: capitals, punctuation and legal forms make no new name.
_IDENTITY: dict[str, Callable[[str], object]] = {
    NAME: normalise_name,
    AREA: str,
    BH: normalise_bh,
    NIK: normalise_nik,
}


class Register(NamedTuple):
    """A register to compare with: its table and quarter."""

    table: str
    periode: str


class Example(NamedTuple):
    """One cell of the workbook, and what the same cooperative said before."""

    lembar: str
    baris: int
    now: str | None
    before: str | None


@dataclass(frozen=True)
class Damage:
    """What a gate saw in one column: in so many of so many cooperatives.

    way: the values are those of other rows: "urut" (sorted alone), "geser" (shifted by `shift` rows downwards from the
    row of the first example on), "pindah" (moved otherwise); "sama": all say the same; "" = not known. power: of ten,
    of a common factor.
    """

    gate: str
    column: str
    count: int
    total: int
    examples: tuple[Example, ...] = ()
    way: str = ""
    shift: int = 0
    power: int = 0


class Comparison:
    """A register beside an earlier one, cell by cell, in the temporary tables `sel` and `ringkas` of a connection.

    renamed: (sheet, row) of cooperatives of which staff answered that the name is another spelling of theirs.
    """

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        now: Register,
        before: Register,
        shares: Mapping[str, float],
        renamed: Collection[tuple[str, int]] = (),
    ) -> None:
        self.con, self.before, self.shares, self.renamed = con, before, shares, renamed
        sql = fill_statement(_read("cells"), columns=COLUMNS, now=[now.table], before=[before.table])
        con.execute(sql, {"periode": now.periode, "periode_lalu": before.periode})
        con.execute(_read("columns"))
        columns = con.execute("select kolom, bersama, beda from ringkas").fetchall()
        self.totals = {column: shared for column, shared, _ in columns}
        self.changed = {column: changed for column, _, changed in columns}
        self.moved: dict[str, Damage] = {}

    def list_damages(self) -> list[Damage]:
        """What the gates see, each column by the first gate that sees it; nothing where each column has few changes."""
        if 0 < max(self.changed.values(), default=0) < LEAST:
            return []
        self.moved = {d.column: d for d in _find_moved(self)}
        found: dict[tuple[str, int], Damage] = {}
        for gate in GATES:
            for damage in gate.find(self):
                found.setdefault((damage.column, damage.power), replace(damage, gate=gate.code))
            if gate.explains_all and found:
                break
        return list(found.values())

    def ask(self, rule: str, columns: Iterable[str] = (), **parameters: Any) -> list[tuple[Any, ...]]:
        """The rows of a rule; `columns`: the declared names that it is about."""
        names = Statement(", ".join(f"'{name}'" for name in columns))
        return self.con.execute(fill_statement(_read(rule), columns=names), parameters).fetchall()


@dataclass(frozen=True)
class Gate:
    """One gate: the code of its finding and what sees the damage. explains_all: what it sees makes the rest follow."""

    code: str
    find: Callable[[Comparison], list[Damage]]
    explains_all: bool = False


def _find_emptied(c: Comparison) -> list[Damage]:
    return _collect(c.ask("emptied", _NOTES, paling_sedikit=LEAST, bagian=c.shares["rusak_kolom"]))


def _find_strangers(c: Comparison) -> list[Damage]:
    """The key by which rows are recognised belongs to others: NIK, where that is what they share, else badan hukum."""
    if c.changed[NAME] < LEAST:
        return []
    rows = c.ask("strangers")
    if not _is_many(len(rows), c.totals[NAME], c.shares["ubah_identitas"]):
        return []
    by_nik = sum(bool(with_nik) for *_, with_nik in rows) * 2 > len(rows)
    examples = tuple(Example(*row[:4]) for row in rows[:3])
    return [Damage("", NIK if by_nik else BH, len(rows), c.totals[NAME], examples, "pindah")]


def _find_identity(c: Comparison) -> list[Damage]:
    return _find_changed(c, tuple(_IDENTITY), c.shares["ubah_identitas"])


def _find_status(c: Comparison) -> list[Damage]:
    """Many statuses that changed; some are enough where all cooperatives say one status now."""
    sql = "select count(distinct kini) from sel where kolom = 'status'"
    is_one = c.con.execute(sql).fetchall()[0][0] == 1
    found = _find_changed(c, ("status",), 0.0 if is_one else c.shares["ubah_status"])
    return [replace(d, way=d.way or "sama") for d in found] if is_one else found


def _find_changed(c: Comparison, columns: tuple[str, ...], share: float) -> list[Damage]:
    """Columns of which more than a share says something else; why, where their order tells it."""
    found = []
    for column, rows in groupby(c.ask("changes", columns), key=lambda row: str(row[0])):
        key = _IDENTITY.get(column, str)
        answered = c.renamed if column == NAME else ()
        cells = [Example(*row[2:]) for row in rows if key(row[4]) != key(row[5]) and row[2:4] not in answered]
        if _is_many(len(cells), c.totals[column], share):
            damage = c.moved.get(column) or Damage("", column, 0, 0, tuple(cells[:3]))
            found.append(replace(damage, count=len(cells), total=c.totals[column]))
    return found


def _is_many(count: int, total: int, share: float) -> bool:
    return count >= LEAST and count > total * share


def _find_moved(c: Comparison) -> list[Damage]:
    """Columns whose values are those of other rows, each with examples from where that begins."""
    moved = {row[0]: row[1:] for row in c.ask("moved", _FEW_VALUES, **_ORDER)}
    found = []
    for column, rows in groupby(c.ask("changes", moved) if moved else [], key=lambda row: str(row[0])):
        count, total, way, shift, start = moved[column]
        begin = start if way == "geser" else 0
        examples = [Example(*row[2:]) for row in rows if row[1] >= begin][:3]
        found.append(Damage("", column, count, total, tuple(examples), way, shift if way == "geser" else 0))
    return found


def _find_factor(c: Comparison) -> list[Damage]:
    return _collect(c.ask("factor", _NUMBERS, paling_sedikit=LEAST))


def _find_zero(c: Comparison) -> list[Damage]:
    return _collect(c.ask("zero", _NUMBERS, paling_sedikit=LEAST, bagian=c.shares["rusak_kolom"]))


def _find_same(c: Comparison) -> list[Damage]:
    if any(c.changed.values()):
        return []
    sql = fill_statement(_read("same"), before=[c.before.table])
    count = c.con.execute(sql, {"periode_lalu": c.before.periode}).fetchall()[0][0]
    return [Damage("", "", count, count)] if count >= LEAST else []


def _collect(rows: list[tuple[Any, ...]]) -> list[Damage]:
    """One damage for each column and power of rows: column, power, sheet, row, now, before, count, total."""
    found = []
    for (column, power), cells in groupby(rows, key=lambda row: row[:2]):
        listed = list(cells)
        count, total = listed[0][6:]
        examples = tuple(Example(*cell[2:6]) for cell in listed[:3])
        found.append(Damage("", column, count, total, examples, power=power))
    return found


def _read(rule: str) -> Statement:
    return read_statement(Path(__file__).with_name(f"damage_{rule}.sql"))


# What one gate says of a column no later one says again.
GATES = (
    Gate("gerbang_register_sama", _find_same),
    Gate("gerbang_kunci_berpindah", _find_strangers, explains_all=True),
    Gate("gerbang_kolom_kosong", _find_emptied),
    Gate("gerbang_identitas_berubah", _find_identity),
    Gate("gerbang_status_berubah", _find_status),
    Gate("gerbang_kolom_berpindah", lambda c: list(c.moved.values())),
    Gate("gerbang_kolom_kali", _find_factor),
    Gate("gerbang_kolom_nol", _find_zero),
)


def find_damages(
    con: duckdb.DuckDBPyConnection,
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
        comparison = Comparison(con, now, previous, shares, renamed)
        to_previous = comparison.changed
        found = {(d.column, d.power): (d, previous) for d in comparison.list_damages()}
    if own:
        damages = [d for d in Comparison(con, now, own, shares, renamed).list_damages() if d.column]
        own_to_previous = Comparison(con, own, previous, shares).changed if damages and previous else {}
        for d in damages:
            said_by = NAME if d.column == NIK else d.column
            is_lost = d.gate in ("gerbang_kolom_kosong", "gerbang_kolom_nol")
            if is_lost or to_previous.get(said_by, 0) * 2 >= own_to_previous.get(said_by, 0):
                found.setdefault((d.column, d.power), (d, own))
    return list(found.values())
