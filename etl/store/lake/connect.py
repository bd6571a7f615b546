"""Connections to the catalog: DuckDB with its extensions from wheels, the lake, and PostgreSQL itself.

`.cursor()` of such a connection knows no `use`: every statement names the lake. Results are always fetched to their
end, since a half-read one keeps a transaction of the catalog open and maintenance waits for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import duckdb

from etl.store.attach import text_literal
from etl.store.faults import StoreDamaged
from etl.store.files import make_folder
from etl.store.lake.address import Address
from etl.store.lake.shelf.bucket import explain, say_bucket
from etl.store.lake.shelf.client import INSTALL, PATIENCE, PackageMissing, read_access

LAKE, CATALOG, _THEN = "danau", "katalog", "dahulu"  # what they are attached as
SCHEMA = "koperasi"  # where DuckLake keeps its own tables in PostgreSQL
_OF_LAKE, _OF_BUCKET = "ducklake", "httpfs"
_EXTENSIONS = ("postgres_scanner", _OF_LAKE)
_KIND = "select value from koperasi.ducklake_metadata where key = 'version'"
_LATEST = "select max(snapshot_id) as terbaru from koperasi.ducklake_snapshot"
_EXISTS = f"select to_regclass('{SCHEMA}.ducklake_metadata') is not null as ada"
_METADATA = f"__ducklake_metadata_{LAKE}"  # what DuckLake attaches PostgreSQL as
_INDEXED = f"select to_regclass('{SCHEMA}.batas_berkas') is not null as ada"
_INDEX = f"""
    create index if not exists batas_berkas on {SCHEMA}.ducklake_file_column_stats (table_id, column_id);
    create index if not exists berkas_tabel on {SCHEMA}.ducklake_data_file (table_id)"""
_SCHEMA_NOW = "select schema_version from koperasi.ducklake_snapshot order by snapshot_id desc limit 1"
_PROBED = """
    do $$ declare made bigint; begin
        for made in select distinct table_id from koperasi.ducklake_table where end_snapshot is null loop
            execute format('create table if not exists koperasi.ducklake_inlined_delete_%s'
                '(file_id bigint, row_id bigint, begin_snapshot bigint)', made);
        end loop;
    end $$"""
_BY_BUCKET = re.compile(r"HTTP|s3://|Could not establish connection")
_PASSWORD = re.compile(r"(://[^:@/\s]*):[^@\s]*@|password=\S+")


class CatalogGone(StoreDamaged):
    """The catalog cannot be reached or refuses: what is published here is shown on."""


def open_database(with_lake: bool = True) -> duckdb.DuckDBPyConnection:
    """An empty DuckDB with the extensions: what both are attached to, each by a cursor of its own. Without the lake it
    knows PostgreSQL alone, in half the time; what is missing is said all the same."""
    con = duckdb.connect(":memory:", config={"threads": "1", "memory_limit": "1GB"})
    for name, path in find_extensions().items():
        if with_lake or name != _OF_LAKE:
            _load(con, name, path)
    return con


def _load(con: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    try:
        con.execute(f"load {text_literal(str(path))}")
    except duckdb.Error as error:
        raise PackageMissing(
            f"Paket DuckDB “{name}” tidak cocok dengan DuckDB {duckdb.__version__}. Pasang: {INSTALL}"
        ) from error


def open_bucket(con: duckdb.DuckDBPyConnection) -> None:
    """Teach a database to read and write in S3, under the key of the environment, and not to wait for it for long."""
    _load(con, _OF_BUCKET, _find_extension(_OF_BUCKET))
    access = read_access()
    key = {"key_id": access.key, "secret": access.secret, "session_token": access.token}
    said = key | {"region": access.region, "endpoint": access.host}
    options = ", ".join(f"{name} {text_literal(value)}" for name, value in said.items())
    con.execute(f"create or replace secret s3 (type s3, {options}, url_style 'path', use_ssl {access.is_secure})")
    con.execute(f"set http_timeout = {int(PATIENCE)}; set http_retries = 1")


def find_extensions() -> dict[str, Path]:
    """{name: file inside its wheel}, for the DuckDB that runs. Raises PackageMissing."""
    return {name: _find_extension(name) for name in _EXTENSIONS}


def attach_lake(con: duckdb.DuckDBPyConnection, address: Address, is_new: bool = False) -> None:
    """The lake as LAKE; `is_new`: made where there is none."""
    if address.bucket:
        open_bucket(con)
    elif is_new:
        make_folder(address.tables)
    made = "" if is_new else ", create_if_not_exists false"
    con.execute(f"attach {_source(address)} as {LAKE} ({_place(address)}{made})")
    if is_new:
        index_catalog(con)


def index_catalog(con: duckdb.DuckDBPyConnection) -> None:
    """DuckLake asks for the bounds of all files of a table and a column each time it reads one, and makes no index for
    that: without one PostgreSQL reads those of all tables. Whoever does not own its tables goes without."""
    named = {"name": _METADATA, "sql": _INDEXED}
    if not con.execute("from postgres_query($name, $sql)", named).fetchall()[0][0]:
        with suppress(duckdb.Error):
            con.execute("call postgres_execute($name, $sql)", named | {"sql": _INDEX})


def read_schema(con: duckdb.DuckDBPyConnection, catalog: str) -> int:
    """The number of the lake's newest schema; another one where somebody made or changed a table. `catalog`: PostgreSQL
    as the connection calls it, not inside a transaction."""
    return int(con.execute("from postgres_query($name, $sql)", {"name": catalog, "sql": _SCHEMA_NOW}).fetchall()[0][0])


def make_probed(con: duckdb.DuckDBPyConnection, catalog: str) -> None:
    """DuckLake asks twice of each table that it reads whether its deleted rows are listed in the catalog, by a question
    that fails; a third of what PostgreSQL does for a publication. Where there is a list, even an empty one, it does not
    ask again. They are made as DuckLake makes them. Whoever does not own its tables goes without."""
    with suppress(duckdb.Error):
        con.execute("call postgres_execute($name, $sql)", {"name": catalog, "sql": _PROBED})


def attach_catalog(con: duckdb.DuckDBPyConnection, address: Address) -> None:
    """PostgreSQL itself as CATALOG: for locks, and to see whether there is a lake."""
    con.execute(f"attach {text_literal(address.connection)} as {CATALOG} (type postgres, read_only)")


def _source(address: Address) -> str:
    return text_literal(f"ducklake:postgres:{address.connection}")


def _place(address: Address) -> str:
    """Servers may see the shared folder under different names."""
    return f"data_path {text_literal(address.data_path)}, override_data_path true, metadata_schema '{SCHEMA}'"


@contextmanager
def reading_lake(con: duckdb.DuckDBPyConnection, address: Address, snapshot: int | None) -> Iterator[str]:
    """What the lake is attached as, as it was at a snapshot, read-only; None = as it is now."""
    if snapshot is None:
        yield LAKE
        return
    then = f"{_place(address)}, snapshot_version {int(snapshot)}, read_only"
    con.execute(f"attach {_source(address)} as {_THEN} ({then})")
    try:
        yield _THEN
    finally:
        con.execute(f"detach {_THEN}")


def has_lake(catalog: duckdb.DuckDBPyConnection) -> bool:
    """Whether anybody made the lake already."""
    return bool(ask_catalog(catalog, _EXISTS)[0][0])


def read_kind(catalog: duckdb.DuckDBPyConnection) -> str:
    """In which release of DuckLake the catalog is written; what is attached was asked once, when it was."""
    return str(ask_catalog(catalog, _KIND)[0][0])


def read_latest(catalog: duckdb.DuckDBPyConnection) -> int:
    """The newest snapshot of the lake, which there is."""
    return int(str(ask_catalog(catalog, _LATEST)[0][0]))


def ask_catalog(catalog: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    """What PostgreSQL answers, in the transaction of the connection."""
    return catalog.execute("from postgres_query($name, $sql)", {"name": CATALOG, "sql": sql}).fetchall()


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of it or nothing, whatever goes wrong inside."""
    con.execute("begin")
    try:
        yield
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")


@contextmanager
def explained(address: Address) -> Iterator[None]:
    """What the catalog refuses becomes a sentence for the operator, without accounts and passwords."""
    try:
        yield
    except duckdb.Error as error:
        if address.bucket and _BY_BUCKET.search(str(error)):
            cause = explain(_hide_passwords(error))
            raise CatalogGone(f"{say_bucket(address.bucket, read_access())} {cause}") from error
        raise CatalogGone(
            f"Katalog bersama ({address.said}) tidak dapat dipakai: {shorten(error)} "
            "Yang sudah terbit tetap tampil; periksa PostgreSQL dan folder bersama."
        ) from error


def shorten(error: Exception) -> str:
    """Why, in our words where we know it; else what the database said, on one line, not too long and without the
    address that it repeats, in which a password may stand."""
    line = _hide_passwords(error)
    if known := next((said for sign, said in _CAUSES.items() if sign in line), None):
        return f"{known}."
    return f"“{_ADDRESS.sub('', line)[:200]}”."


def _hide_passwords(error: Exception) -> str:
    return _PASSWORD.sub(r"\1@", " ".join(str(error).split()))


_ADDRESS = re.compile(r' at "postgres[^"]*"')
_CAUSES = {
    "Connection refused": "PostgreSQL tidak berjalan di alamat itu",
    "timeout expired": "PostgreSQL tidak menjawab dalam 3 detik",
    "could not translate host name": "nama peladennya tidak ditemukan",
    "No route to host": "peladennya tidak terjangkau",
    "Network is unreachable": "peladennya tidak terjangkau",
    "password authentication failed": "kata sandi PostgreSQL ditolak",
    "no password supplied": "kata sandi PostgreSQL belum ada di KOPERASI_STORE atau ~/.pgpass",
    "no pg_hba.conf entry": "PostgreSQL tidak mengizinkan peladen ini (pg_hba.conf)",
    'FATAL: database "': "basis datanya tidak ada",
    'FATAL: role "': "akun PostgreSQL itu tidak ada",
    "too many clients": "sambungan PostgreSQL habis (max_connections)",
    "is starting up": "PostgreSQL sedang dimulai",
    "No space left on device": "diska katalog atau folder bersama penuh",
}


def _find_extension(name: str) -> Path:
    """The extension inside its wheel, for the DuckDB that runs; nothing is ever downloaded."""
    found = find_spec(f"duckdb_extension_{name}")
    folder = Path(found.origin or "").parent / "extensions" if found is not None else Path("/tidak-ada")
    path = folder / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
    if not path.exists():
        raise PackageMissing(
            f"Gudang bersama memerlukan paket “duckdb-extension-{name.replace('_', '-')}” untuk DuckDB "
            f"{duckdb.__version__}. Pasang: {INSTALL}"
        )
    return path
