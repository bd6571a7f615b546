"""The one place where names of cooperatives are kept from those who may not see them ([akses] nama_koperasi = "masuk").

A version is opened with views in the place of its tables, in which each cooperative is called “Koperasi 12 di Turi”,
its numbers and its address are not shown, and what people wrote freely is left out. So no statement can forget it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

import duckdb
import pyarrow as pa

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query.source import statements
from etl import rules
from etl.accounts import roles
from etl.rules import Statement
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
    **{name: _token(name) for name in ("nik_koperasi", "nomor_badan_hukum", "alamat", "koperasi_terkait", "isi")},
    **{name: _token(name) for name in ("isi_lama", "isi_baru", "nama_baris")},
    **{name: _text(name) for name in ("lembar", "nama_kegiatan", "nama_kelompok", "penerima", "nama_penghargaan")},
    # written freely: nobody knows what stands in it
    **{
        name: Statement("null::varchar")
        for name in ("keterangan", "tempat", "materi", "kendala", "tindak_lanjut", "hasil", "saran", "alasan")
    },
}
_FALLBACK = secrets.token_bytes(32)  # where the secret is lost: an order that a restart changes
_ELSEWHERE = {"jawaban", "indikator_definisi"}  # questions of staff; what the program declares


def is_hidden(p: Choice) -> bool:
    """Whether this reader gets other names than the real ones."""
    return not p.with_names and roles.read_setting("nama_koperasi") == roles.SIGNED_IN


def open_version(p: Choice) -> duckdb.DuckDBPyConnection:
    """A cursor on the version of a choice, with the names that its reader may see. Raises KeyError: no such version."""
    con = Store().open_version(p.version)
    if is_hidden(p):
        con.register(_MAP, _list_pseudonyms(Choice(p.version)))
        (version,) = con.execute("select current_database()").fetchall()[0]
        for table, columns in _list_hidden_columns(Choice(p.version)).items():
            con.execute(_make_view(version, table, columns))
    return con


def _make_view(version: str, table: str, columns: tuple[str, ...]) -> Statement:
    shown = Statement(", ".join(f"{_COLUMNS[c]} as {rules.quote_name(c)}" for c in columns))
    joined = _ALIAS if "koperasi_id" in columns else Statement("")
    text = statements.read_statement("tabel_tersembunyi")
    return rules.fill_statement(text, tabel=[table], kolom=shown, versi=[version], sambungan=joined)


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
        result["nama"].append(f"Koperasi {number} di {kelurahan}")
    return pa.table(result)
