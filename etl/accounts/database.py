"""The SQLite file of the accounts: opened for one transaction, made or brought up to date when needed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from etl.accounts import attempts, earlier_audit
from etl.acuan import find_data_folder
from etl.rules import read_statement
from etl.store.faults import StoreDamaged, say_cause
from etl.store.files import make_folder

USERS_FILE = "pengguna.sqlite"
MAX_NAME_LENGTH = 60
_FOLDER = Path(__file__).parent
_SCHEMA = read_statement(_FOLDER / "tables.sql")
_CLOCK_STEP = timedelta(minutes=1)  # by so much a clock may be put back without ending what is open
_UPGRADE = read_statement(_FOLDER / "upgrade.sql")

_with_tables: set[tuple[Path, int]] = set()  # files whose tables are known to be there; another file may take the name


@contextmanager
def open_db() -> Iterator[sqlite3.Connection]:
    """A connection for one transaction; the file and its tables are made when absent. Raises StoreDamaged."""
    file = find_data_folder() / USERS_FILE
    try:
        make_folder(file.parent)
        new = not file.exists()
        with closing(sqlite3.connect(file, timeout=10)) as db:
            if new:
                file.chmod(0o600)
            _make_tables(db, file)
            with db:
                yield db
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(
            f"Daftar akun {file} tidak dapat dibaca atau ditulisi ({_say_fault(error)}). "
            "Periksa diska dan izinnya, atau salin kembali berkas itu dari cadangan."
        ) from error
    except OSError as error:
        raise StoreDamaged(f"Folder {file.parent} tidak dapat ditulisi ({say_cause(error)}).") from error


def _say_fault(error: sqlite3.DatabaseError) -> str:
    """SQLite's words are English; what an operator can do something about is said in ours."""
    text = str(error)
    return next((cause for words, cause in _FAULTS.items() if words in text), "SQLite menolaknya")


_FAULTS = {
    "locked": "sedang dipakai proses lain",
    "malformed": "rusak",
    "not a database": "rusak",
    "readonly": "hanya dapat dibaca",
    "full": "diskanya penuh",
    "unable to open": "tidak dapat dibuka",
    "disk I/O": "diskanya rusak atau terlepas",
}


def read_clock() -> datetime:
    return datetime.now(UTC)


def span(now: datetime, length: timedelta) -> tuple[str, str]:
    """Between which moments something ends that holds so long and holds now. What would end later was dated by a clock
    that was ahead and is over, else it would hold for years."""
    return now.isoformat(), (now + length + _CLOCK_STEP).isoformat()


def clean_name(name: str) -> str:
    """A name as releases until November 2026 stored it: lower case, single blanks. See names.py for today's."""
    return " ".join(name.split()).lower()[:MAX_NAME_LENGTH]


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _make_tables(db: sqlite3.Connection, file: Path) -> None:
    key = (file, file.stat().st_ino)
    columns = {row[1] for row in db.execute("pragma table_info(pengguna)")}
    if columns and key in _with_tables:  # a file that was emptied is the same one and has none
        return
    if columns and "peran" not in columns:
        db.executescript(_UPGRADE)
    db.executescript(_SCHEMA)
    db.executescript(attempts.SCHEMA)
    earlier_audit.carry_over(db)
    _with_tables.add(key)
