"""What people are refused: a decision that would count one cooperative twice, or that the next workbook would undo."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from etl.identity import decisions
from etl.identity.decisions import JOIN, SEPARATION, Decided, Decision
from etl.identity.rows import KEYS, list_noted, list_places, list_rows
from etl.match.cooperative_keys import KnownCooperatives, make_keys
from etl.match.history import History
from etl.periode import say_quarter
from etl.publish.join.describe import Cooperative
from etl.publish.join.moves import list_returned
from etl.rules import read_statement
from etl.skema import REGISTER, SHEET_KINDS

_VALUES = read_statement(Path(__file__).with_name("two_rows.sql"))
_MAX_NAMED = 4


def refuse_join(con: duckdb.DuckDBPyConnection, one: Cooperative, other: Cooperative) -> None:
    """Raises ValueError with a sentence where the two cannot be one."""
    if one.id == other.id:
        raise ValueError("Sebut dua koperasi yang berbeda")
    decided = History(con, "").decided
    for d in decisions.read(con):
        if d.jenis == SEPARATION and {decided.find(i) for i in d.ids} == {one.id, other.id}:
            raise ValueError(f"Kedua koperasi ini dipisahkan di versi {d.nomor}; batalkan pemisahan itu")
    both = sorted(set(one.quarters) & set(other.quarters))
    if both:
        raise ValueError(_say_both(con, one, other, both))


def _say_both(con: duckdb.DuckDBPyConnection, one: Cooperative, other: Cooperative, both: list[str]) -> str:
    more = f" (dan {len(both) - 1} triwulan lain)" if len(both) > 1 else ""
    place = f"{_say_row(one, both[0])} dan {_say_row(other, both[0])}"
    values = _say_values(con, one, other, both[0])
    return (
        f"Keduanya tercatat di register {say_quarter(both[0])}{more}: {place}; {values}. "
        "Tidak ada yang dijumlahkan atau dibuang diam-diam: hapus baris yang keliru di buku kerja triwulan itu, unggah "
        "lagi, lalu gabungkan"
    )


def _say_row(c: Cooperative, quarter: str) -> str:
    row = c.registers[c.registers["periode"] == quarter].iloc[0]
    return f"{c.say([quarter])} di lembar “{row['lembar']}” baris {row['baris']}"


def _say_values(con: duckdb.DuckDBPyConnection, one: Cooperative, other: Cooperative, quarter: str) -> str:
    """Which columns of the two rows differ, with both values."""
    rows = con.execute(_VALUES, {"periode": quarter, "satu": one.id, "dua": other.id}).df()
    first, second = rows.iloc[0], rows.iloc[1]
    titles = {k.nama: k.judul for k in SHEET_KINDS[REGISTER].stored_columns}
    named = [k for k in rows.columns if k in titles and k not in (*KEYS, "kelurahan")]
    different = [k for k in named if _say(first[k]) != _say(second[k])]
    if not different:
        return "isinya sama"
    parts = [f"{titles[k]} {_say(first[k])} dan {_say(second[k])}" for k in different[:_MAX_NAMED]]
    more = f", dan {len(different) - _MAX_NAMED} kolom lain" if len(different) > _MAX_NAMED else ""
    return f"berbeda: {', '.join(parts)}{more}"


def _say(value: Any) -> str:
    if pd.isna(value):
        return "kosong"
    if isinstance(value, float) and value.is_integer():
        return f"{int(value):,}".replace(",", ".")
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def refuse_separation(
    con: duckdb.DuckDBPyConnection, one: Cooperative, quarters: Collection[str], other: Cooperative | None
) -> None:
    """Raises ValueError with a sentence where these quarters cannot be another cooperative's."""
    unknown = sorted(set(quarters) - set(one.quarters))
    if not quarters or unknown:
        missing = f" di register {say_quarter(unknown[0])}" if unknown else ""
        known = ", ".join(one.quarters)
        raise ValueError(f"{one.say()} tidak tercatat{missing}; sebut triwulan register yang dimaksud: {known}")
    if set(quarters) >= set(one.quarters):
        advice = "gabungkan saja keduanya" if other else "sisakan sedikitnya satu triwulan"
        raise ValueError(f"Semua triwulan {one.say()} disebut, jadi tidak ada yang dipisahkan; {advice}")
    if other is not None:
        if other.id == one.id:
            raise ValueError("Sebut dua koperasi yang berbeda")
        if both := sorted(set(quarters) & set(other.quarters)):
            raise ValueError(f"{_say_row(other, both[0])} sudah tercatat di register {say_quarter(both[0])}")
    _refuse_joined_rows(con, one, quarters)


def _refuse_joined_rows(con: duckdb.DuckDBPyConnection, one: Cooperative, quarters: Collection[str]) -> None:
    rows = set(list_places(one.registers[one.registers["periode"].isin(list(quarters))]))
    for d in decisions.read(con):
        if d.jenis == JOIN and rows & set(list_places(list_noted(con, d.nomor))):
            raise ValueError(f"Baris itu menjadi milik {one.say()} oleh penggabungan versi {d.nomor}; batalkan itu")


def refuse_alike(con: duckdb.DuckDBPyConnection, moves: pd.DataFrame, pair: tuple[str, str]) -> None:
    """Raises ValueError where the next workbook could not tell the two apart."""
    rows = pd.concat([list_rows(con, [pair[0]]), list_rows(con, [pair[1]])], ignore_index=True)
    places = set(list_places(moves))
    pairs = zip(list_places(rows), rows["koperasi_id"], strict=True)
    registers = rows.assign(koperasi_id=[pair[1] if place in places else own for place, own in pairs])
    registers = registers[registers["jenis"] == REGISTER]
    before = History(con, "").decided
    known = KnownCooperatives(registers, Decided(before.joined, (*before.apart, pair), before.ids | set(pair)))
    for k, owner, quarter in zip(make_keys(registers), registers["koperasi_id"], registers["periode"], strict=True):
        if known.find(k)[0] != owner or known.find_rivals(k):
            raise ValueError(
                f"Baris {say_quarter(quarter)} tidak dapat dibedakan dari yang lain: NIK, nomor badan hukum, nama dan "
                "kelurahannya sama. Perbaiki yang keliru di Unggah lebih dahulu, lalu pisahkan"
            )


def refuse_return(con: duckdb.DuckDBPyConnection, d: Decision) -> None:
    """Raises ValueError with a sentence where a decision cannot be withdrawn by itself."""
    later = [x for x in decisions.read(con) if x.nomor > d.nomor and x.ids & d.ids]
    if later:
        raise ValueError(f"Koperasi ini juga diputuskan di versi {later[-1].nomor}; batalkan yang itu lebih dahulu")
    moves = list_returned(con, d)
    registers = moves[moves["jenis"] == REGISTER]
    for target in registers["baru"].unique():
        present = list_rows(con, [target])
        there = set(present.loc[present["jenis"] == REGISTER, "periode"])
        if both := sorted(there & set(registers["periode"])):
            raise ValueError(
                f"Register {say_quarter(both[0])} memuat keduanya, masing-masing satu baris; sesudah dibatalkan satu "
                "koperasi akan terhitung dua kali. Tarik dulu unggahan triwulan itu, atau pulihkan versi sebelumnya"
            )


def read_all_ids(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Every id that a cooperative has or had: no other one may get it."""
    history = History(con, "")
    return set(history.read_identities()["koperasi_id"]) | set(history.decided.ids)
