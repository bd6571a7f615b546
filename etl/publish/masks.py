"""Which texts and numbers of a version file or a record are masked, and the file or record without them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from duckdb.func import SPECIAL

from etl import indikator, personal
from etl.acuan import load_reference
from etl.match.names import normalise_name
from etl.match.vocabulary import HEADING, WORD
from etl.rules import Statement, fill_statement, join_columns
from etl.settings.entries import apply, read_in_force
from etl.skema import SHEET_KINDS
from etl.store.attach import attach, create_file, list_tables, text_literal
from etl.store.load import DATA_TABLES
from etl.store.records import Record

# Texts that are keys, hashes, codes or numbers of documents, not what somebody wrote.
_KEPT_TABLES = ("wilayah", "periode", "periode_jenis", "indikator", "indikator_definisi")
_KEPT_COLUMNS = {"sha256", "nilai", "periode", "jenis", "kode", "berat", "sel", "huruf", "kolom", "tindakan"}
_NUMBERS = {k.nama for sheet in SHEET_KINDS.values() for k in sheet.kolom if k.tipe == "kode"}
Changes = dict[tuple[str, str], dict[Any, str | None]]  # (table, column) -> {text: masked text, number: None}


# ── records ──


def mask_record(record: Record) -> Record:
    """A record without numbers of people; the same where it holds none."""
    masked = personal.mask_record(record)
    if "jawaban" in record:
        masked["jawaban"] = [_mask_answer(j) for j in record["jawaban"]]
    if "perbaikan" in record:
        masked["perbaikan"] = [_mask_correction(c) for c in record["perbaikan"]]
    if "kunci" in record:
        masked["kunci"] = _mask_key(record["kunci"], "")
    return masked


def _mask_answer(answer: dict[str, str]) -> dict[str, str]:
    key = _mask_key(answer["kunci"], answer["isi"])
    return answer | {"kunci": key, "isi": personal.mask(answer["isi"]), "konteks": personal.mask(answer["konteks"])}


def _mask_correction(correction: dict[str, Any]) -> dict[str, Any]:
    kept = ("sel", "waktu", "jenis", "kolom", "koperasi_id")
    return {k: personal.mask(v) if isinstance(v, str) and k not in kept else v for k, v in correction.items()}


def _mask_key(key: str, text: str) -> str:
    """The key as a check makes it today: a name in it has lost its number, see names.normalise_name."""
    kind, colon, rest = key.partition(":")
    name, bar, area = rest.rpartition("|")
    if kind == "kelurahan" and personal.find(key):
        return f"{kind}:" + "|".join(map(_mask_letters, rest.split("|")))
    if kind in (HEADING, WORD):
        return personal.without(key)
    if not bar:
        return personal.mask(key)
    prefix, name = ("nama:", name[5:]) if name.startswith("nama:") else ("", name)
    shown = normalise_name(text) if text and personal.find(text) else personal.without(name)
    return f"{kind}{colon}{prefix}{shown}{bar}{area}"


def _mask_letters(part: str) -> str:
    """A part of the key of an area as a check makes it: letters of a masked text; the dotted codes stay."""
    masked = personal.mask(part)
    return part if masked == part else "".join(c for c in masked.casefold() if c.isalnum())


# ── version files ──


def find_changes(path: Path) -> Changes:
    """Which texts of a version file hold a number of a person, and what they become. Raises duckdb.Error."""
    con = duckdb.connect(":memory:")
    try:
        attach(con, path, "lama")
        found: Changes = {}
        for table, columns in list_tables(con, "lama").items():
            for column in (c for c, kind in columns.items() if kind == "VARCHAR" and _may_be_masked(table, c)):
                sql = "select distinct {column} from lama.{table} where {column} is not null"
                rows = con.execute(fill_statement(sql, column=[column], table=[table])).fetchall()
                masks: dict[Any, str | None]
                masks = {t: m for (t,) in rows if personal.worth_a_look(t) and (m := _mask_text(table, column, t)) != t}
                if masks:
                    found[table, column] = masks
            if table in DATA_TABLES:
                found |= _find_numbers(con, table, [c for c, kind in columns.items() if kind in ("DOUBLE", "BIGINT")])
        return found
    finally:
        con.close()


def _find_numbers(con: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> Changes:
    """KTP numbers that were typed where an amount belongs; they become unknown."""
    found: Changes = {}
    for column in columns:
        sql = "select distinct {column} from lama.{table} where {column} between 1e15 and 1e16"
        sql = fill_statement(sql, column=[column], table=[table])
        masks = {v: None for (v,) in con.execute(sql).fetchall() if personal.mask_number(float(v), False)}
        if masks:
            found[table, column] = dict(masks)
    return found


def _may_be_masked(table: str, column: str) -> bool:
    return (
        table not in _KEPT_TABLES
        and column not in _KEPT_COLUMNS
        and not column.endswith("_id")
        and column[:5] != "kode_"
    )


def _mask_text(table: str, column: str, text: str) -> str:
    if column in _NUMBERS and personal.is_number_alone(text):
        return text
    return _mask_key(text, "") if (table, column) == ("jawaban", "kunci") else personal.mask(text)


def copy_masked(old: Path, new: Path, changes: Changes) -> None:
    """A new file, same tables, same rows, same order: an update would leave the old texts in free blocks."""
    con = duckdb.connect(":memory:", config={"threads": "2"})
    try:
        attach(con, old, "lama")
        create_file(new).close()
        con.execute(f"attach {text_literal(str(new))} as baru")
        con.execute("copy from database lama to baru (schema)")
        for table, columns in list_tables(con, "lama").items():
            values = join_columns(_select_masked(con, table, columns, changes))
            sql = "insert into baru.main.{table} select {values} from lama.main.{table}"
            con.execute(fill_statement(sql, table=[table], values=values))
        con.execute("checkpoint baru")
        con.execute("detach baru")
    finally:
        con.close()
    if any(None in masks.values() for masks in changes.values()):
        _count_again(new)


def _select_masked(
    con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], changes: Changes
) -> list[Statement]:
    """The columns of a table, those with numbers of people through a function that masks them."""
    parts = []
    for column, kind in columns.items():
        masks = changes.get((table, column))
        if not masks:
            parts.append(fill_statement("{column}", column=[column]))
            continue
        name, mask = f"samarkan_{table}_{column}", partial(_look_up if kind == "VARCHAR" else _forget_number, masks)
        # special: a function may make a value unknown
        con.create_function(name, mask, [kind], kind, null_handling=SPECIAL)
        parts.append(fill_statement("{mask}({column})", mask=[name], column=[column]))
    return parts


def _look_up(masks: dict[Any, str | None], text: str) -> str:
    return masks.get(text) or text


def _forget_number(masks: dict[Any, str | None], number: Any) -> Any:
    return None if number in masks else number


def _count_again(new: Path) -> None:
    """Sums without the amounts that were KTP numbers."""
    con = create_file(new)
    try:
        stored = read_in_force(con)  # the settings of that version, not those of today
        reference = apply(load_reference(), stored.entries) if stored else load_reference()
        indikator.compute_indicators(con, reference)
        con.execute("checkpoint")
    finally:
        con.close()
