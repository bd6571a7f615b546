"""The one place where names of cooperatives are kept from those who may not see them ([akses] nama_koperasi = "masuk").

A version is opened with views in the place of its tables, in which each cooperative is called “Koperasi 12 di Turi”,
its numbers and its address are not shown, and what people wrote freely is left out. So no statement can forget it.
In the same way columns that came later than the version are blank.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from typing import Any

import duckdb
import pyarrow as pa

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query.source import statements
from dasbor.words.stand_ins import make_stand_in
from etl import rules
from etl.accounts import roles
from etl.rules import Statement
from etl.skema import SHEET_KINDS
from etl.store.attach import list_tables
from etl.store.load import list_columns
from etl.store.versions import Store

HIDDEN = "disembunyikan"
_MAP = "samaran"  # koperasi_id, id, nama: what a cooperative is called instead
_ALIAS = Statement(f"left join {_MAP} using (koperasi_id)")


def _token(column: str) -> Statement:
    """Whether there is one stays known: what is blank is counted on the pages."""
    return Statement(f"case when t.{column} is not null then '{HIDDEN}' end")


def _text(column: str) -> Statement:
    return Statement(f"rules.without_names(t.{column})")


# What a column shows instead, in whatever table it stands.
_COLUMNS = {
    "koperasi_id": Statement(f"{_MAP}.id"),
    "nama_koperasi": Statement(f"{_MAP}.nama"),
    "asal": Statement(f"coalesce({_MAP}.nama, rules.without_names(t.asal))"),
    "sasaran": Statement(f"coalesce({_MAP}.nama, rules.without_names(t.sasaran))"),
    "pesan": Statement("'Rincian temuan ini hanya untuk yang sudah masuk.'"),
    "nama_berkas": Statement("'Buku kerja ' || t.periode"),
    **{name: _token(name) for name in ("nik_koperasi", "nomor_badan_hukum", "nib", "npwp", "alamat")},
    **{name: _token(name) for name in ("koperasi_terkait", "isi", "nama_koperasi_peserta")},
    **{name: _token(name) for name in ("isi_lama", "isi_baru", "nama_baris")},
    **{
        name: _text(name)
        for name in (
            "lembar",
            "nama_kegiatan",
            "nama_kelompok",
            "penerima",
            "nama_penghargaan",
            "gerai",
            "gudang",
            "nama_acara",
            "penyelenggara",
        )
    },
    # written freely: nobody knows what stands in it
    **{
        name: Statement("null::varchar")
        for name in ("keterangan", "tempat", "materi", "kendala", "tindak_lanjut", "hasil", "saran", "alasan")
    },
}
_FALLBACK = secrets.token_bytes(32)  # where the secret is lost: an order that a restart changes
# questions of staff; what the program declares; how areas were called
_ELSEWHERE = {"jawaban", "indikator_definisi", "wilayah_masa"}


def is_hidden(p: Choice) -> bool:
    """Whether this reader gets other names than the real ones."""
    return not p.with_names and roles.read_setting("nama_koperasi") == roles.SIGNED_IN


def open_version(p: Choice) -> duckdb.DuckDBPyConnection:
    """A cursor on the version of a choice, with the names that its reader may see. Raises KeyError: no such version."""
    con = Store().open_version(p.version)
    _put_views(p, con)
    return con


def lend_version(
    p: Choice, kind: Hashable = "", prepare: Callable[[duckdb.DuckDBPyConnection], None] = lambda _: None
) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """The same for a while, made ready by `prepare` as all of its kind. Raises KeyError."""

    def make_ready(con: duckdb.DuckDBPyConnection) -> None:
        _put_views(p, con)
        prepare(con)

    return Store().lend_version(p.version, (is_hidden(p), kind), make_ready)


def _put_views(p: Choice, con: duckdb.DuckDBPyConnection) -> None:
    hidden = _list_hidden_columns(Choice(p.version)) if is_hidden(p) else {}
    missing = _list_missing_columns(Choice(p.version))
    if hidden:
        con.register(_MAP, _list_pseudonyms(Choice(p.version)))
    if hidden or missing:
        (version,) = con.execute("select current_database()").fetchall()[0]
        for table in {**hidden, **missing}:
            con.execute(_make_view(version, table, hidden.get(table, ()), missing.get(table, {})))


def _make_view(version: str, table: str, columns: tuple[str, ...], missing: dict[str, str]) -> Statement:
    shown = ", ".join(f"{_COLUMNS[c]} as {rules.quote_name(c)}" for c in columns)
    added = "".join(f", null::{kind} as {rules.quote_name(c)}" for c, kind in missing.items())
    return rules.fill_statement(
        statements.read_statement("tabel_tersembunyi"),
        tabel=[table],
        kolom=Statement(f"replace ({shown})" if shown else ""),
        tambahan=Statement(added),
        versi=[version],
        sambungan=_ALIAS if "koperasi_id" in columns else Statement(""),
    )


@keep.per_version(most=4)
def _list_hidden_columns(p: Choice) -> dict[str, tuple[str, ...]]:
    """{table: its columns that are shown otherwise}; of those that this version has."""
    sql = "select table_name, column_name from duckdb_columns() where database_name = current_database()"
    found: dict[str, list[str]] = {}
    for table, column in Store().open_version(p.version).execute(sql).fetchall():
        if column in _COLUMNS and table not in _ELSEWHERE:
            found.setdefault(table, []).append(column)
    return {table: tuple(columns) for table, columns in found.items()}


@keep.per_version(most=4)
def _list_missing_columns(p: Choice) -> dict[str, dict[str, str]]:
    """{table: columns that a sheet of this release has and this version, which an earlier one published, lacks}."""
    known = list_tables(Store().open_version(p.version), None)
    found: dict[str, dict[str, str]] = {}
    for kind, sheet in SHEET_KINDS.items():
        held = known.get(sheet.tabel)
        types = list_columns(kind) if held is not None else {}
        lacking = {name: t.removesuffix(" not null") for name, t in types.items() if name not in (held or {})}
        found |= {sheet.tabel: lacking} if lacking else {}
    return found


@keep.per_version(most=4)
def _list_pseudonyms(p: Choice) -> Any:
    """An Arrow table: koperasi_id, id, nama. Numbered in each kelurahan in an order that only this installation's
    secret gives: neither the alphabet nor a list of all NIK tells who is who."""
    sql = statements.read_statement("nama_tersembunyi")
    known = Store().open_version(p.version).execute(sql).fetchall()
    secret = Store().read_secret() or _FALLBACK
    ordered = sorted(known, key=lambda row: hmac.new(secret, str(row[0]).encode(), hashlib.sha256).digest())
    count: dict[str, int] = {}
    result: dict[str, list[str]] = {"koperasi_id": [], "id": [], "nama": []}
    for koperasi_id, code, kelurahan in ordered:
        number = count[code] = count.get(code, 0) + 1
        result["koperasi_id"].append(koperasi_id)
        result["id"].append(f"{code}-{number}")
        result["nama"].append(make_stand_in(number, kelurahan))
    return pa.table(result)
