"""Staff accounts: argon2 hashes, login sessions, known devices, audit. One SQLite file in the state folder.

How many wrong passwords are one too many stands in attempts.py.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from etl.accounts import attempts
from etl.accounts.attempts import Caller
from etl.accounts.serving import read_serving
from etl.acuan import find_data_folder
from etl.rules import read_statement
from etl.store.faults import StoreDamaged
from etl.store.files import make_folder

USERS_FILE = "pengguna.sqlite"
SESSION_LENGTH = timedelta(hours=12)  # one working day, so nobody stays logged in overnight
DEVICE_LENGTH = timedelta(days=180)
PASSWORDS_AT_ONCE = 2  # password hashes at a time: each takes 64 MB and a core
MAX_NAME_LENGTH = 60
MAX_PASSWORD_LENGTH = 1000  # argon2 must not be fed megabytes

# No l, 1, O, 0: a generated password is read from a screen and typed.
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_SCHEMA = read_statement(Path(__file__).with_name("tables.sql"))
_hasher = PasswordHasher()
_hashing = threading.BoundedSemaphore(PASSWORDS_AT_ONCE)
# Verified for unknown names too, so that the time of an answer does not tell which names exist.
_FAKE_HASH = _hasher.hash(secrets.token_urlsafe(16))

_with_tables: set[Path] = set()  # files whose tables are known to be there
_refused_last: set[tuple[str, str]] = set()  # the name and minute noted last


@dataclass(frozen=True)
class LoginAttempt:
    """Outcome of a login: the user's name when it succeeded; is_locked when there were too many failures, and then
    `wait`, the seconds until the next attempt is looked at."""

    name: str | None
    is_locked: bool = False
    wait: int = field(default=0, compare=False)


def has_users() -> bool:
    with _open_db() as db:
        return db.execute("select 1 from pengguna limit 1").fetchone() is not None


def add_user(name: str, password: str | None = None) -> str:
    """Make an account, or give an existing one a new password (its sessions end). Returns the password."""
    clean = _clean_name(name)
    if not clean:
        raise ValueError("nama pengguna kosong")
    password = password or generate_password()
    with _hashing:
        stored = _hasher.hash(password)
    with _open_db() as db:
        db.execute(
            "insert into pengguna values (?, ?, ?) on conflict (nama) do update set sandi = excluded.sandi",
            (clean, stored, _read_clock().isoformat()),
        )
        db.execute("delete from sesi where nama = ?", (clean,))
        db.execute("delete from perangkat where nama = ?", (clean,))
        attempts.forget(db, clean)
        _write_audit(db, clean, "sandi dibuat")
    return password


def unlock(name: str) -> None:
    """Forget the failures of a name: its next attempt is looked at at once. Raises KeyError: no such account."""
    clean = _clean_name(name)
    with _open_db() as db:
        if db.execute("select 1 from pengguna where nama = ?", (clean,)).fetchone() is None:
            raise KeyError(f"tidak ada akun bernama {clean}")
        attempts.forget(db, clean)
        _write_audit(db, clean, "dibuka")


def generate_password() -> str:
    """Four groups of four, about 80 bits: fit to be read out and typed."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def must_wait(name: str, address: str = "", perangkat: str | None = None) -> int:
    """Seconds until an attempt of this name from this address or known device is looked at; 0 = now. Hashes nothing."""
    clean = _clean_name(name)
    with _open_db() as db:
        wait = attempts.must_wait(
            db, _make_caller(db, clean, address, perangkat), _read_clock(), read_serving().failures
        )
        if wait:
            _audit_refusal(db, clean)
    return wait


def log_in(name: str, password: str, address: str = "", perangkat: str | None = None) -> LoginAttempt:
    """Check name and password. Failures delay the next attempt of the same name from the same address; a device that
    logged in before (`perangkat`, its cookie) counts by itself, so that nobody else's failures keep it out."""
    clean = _clean_name(name)
    with _open_db() as db:
        db.execute("begin immediate")
        who = _make_caller(db, clean, address, perangkat)
        if wait := attempts.must_wait(db, who, _read_clock(), read_serving().failures):
            _audit_refusal(db, clean)
            return LoginAttempt(None, is_locked=True, wait=wait)
        # Counted before the slow check: parallel guesses cannot slip past the limit.
        number = attempts.count(db, who, _read_clock())
        row = db.execute("select sandi from pengguna where nama = ?", (clean,)).fetchone()
    matching = _matches(row[0] if row else _FAKE_HASH, password)
    with _open_db() as db:
        if row is None or not matching:
            _write_audit(db, clean, "gagal")
            wait = attempts.must_wait(db, who, _read_clock(), read_serving().failures)
            return LoginAttempt(None, is_locked=wait > 0, wait=wait)
        attempts.take_back(db, who, number)
        _write_audit(db, clean, "masuk")
    return LoginAttempt(clean)


def remember_device(name: str) -> str:
    """A token for the cookie of a device on which this user has logged in; only its hash is stored."""
    token = secrets.token_urlsafe(32)
    with _open_db() as db:
        db.execute("delete from perangkat where sampai < ?", (_read_clock().isoformat(),))
        db.execute(
            "insert into perangkat values (?, ?, ?)",
            (_hash_token(token), name, (_read_clock() + DEVICE_LENGTH).isoformat()),
        )
    return token


def knows_device(name: str, perangkat: str | None) -> bool:
    """Whether this user has logged in on the device with this cookie."""
    with _open_db() as db:
        return _make_caller(db, _clean_name(name), "", perangkat).known


def _make_caller(db: sqlite3.Connection, name: str, address: str, perangkat: str | None) -> Caller:
    fingerprint = _hash_token(perangkat) if perangkat else ""
    row = db.execute(
        "select 1 from perangkat where token = ? and nama = ? and sampai >= ?",
        (fingerprint, name, _read_clock().isoformat()),
    ).fetchone()
    return Caller(name, f"perangkat:{fingerprint}", known=True) if row else Caller(name, attempts.network(address))


def start_session(name: str) -> str:
    """A fresh token for the cookie; only its hash is stored, so a copied file opens nothing."""
    token = secrets.token_urlsafe(32)
    with _open_db() as db:
        db.execute("delete from sesi where sampai < ?", (_read_clock().isoformat(),))
        db.execute(
            "insert into sesi values (?, ?, ?)",
            (_hash_token(token), name, (_read_clock() + SESSION_LENGTH).isoformat()),
        )
    return token


def find_session_user(token: str | None) -> str | None:
    """Who the token belongs to, or None when it is unknown or has expired."""
    if not token:
        return None
    with _open_db() as db:
        row = db.execute(
            "select nama from sesi where token = ? and sampai >= ?", (_hash_token(token), _read_clock().isoformat())
        ).fetchone()
    return row[0] if row else None


def end_session(token: str | None) -> None:
    name = find_session_user(token)
    if name is None or token is None:
        return
    with _open_db() as db:
        db.execute("delete from sesi where token = ?", (_hash_token(token),))
        _write_audit(db, name, "keluar")


def read_audit_log() -> list[tuple[str, str, str]]:
    """(waktu, nama, kejadian), oldest first."""
    with _open_db() as db:
        return db.execute("select waktu, nama, kejadian from audit order by rowid").fetchall()


@contextmanager
def _open_db() -> Iterator[sqlite3.Connection]:
    """A connection for one transaction; the file and its tables are made when absent."""
    file = find_data_folder() / USERS_FILE
    try:
        make_folder(file.parent)
        new = not file.exists()
        with closing(sqlite3.connect(file, timeout=10)) as db:
            if new:
                file.chmod(0o600)
            if new or file not in _with_tables:
                db.executescript(_SCHEMA)
                db.executescript(attempts.SCHEMA)
                _with_tables.add(file)
            with db:
                yield db
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(
            f"Daftar akun {file} tidak dapat dibaca atau ditulisi ({error}). "
            "Periksa diska dan izinnya, atau salin kembali berkas itu dari cadangan."
        ) from error
    except OSError as error:
        raise StoreDamaged(f"Folder {file.parent} tidak dapat ditulisi ({error.strerror}).") from error


def _read_clock() -> datetime:
    return datetime.now(UTC)


def _clean_name(name: str) -> str:
    return " ".join(name.split()).lower()[:MAX_NAME_LENGTH]


def _hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _matches(stored: str, password: str) -> bool:
    try:
        with _hashing:
            return _hasher.verify(stored, password[:MAX_PASSWORD_LENGTH])
    except (VerificationError, InvalidHashError):
        return False


def _write_audit(db: sqlite3.Connection, name: str, event: str) -> None:
    """Names that are no account are not kept: people type passwords into the name field."""
    known = db.execute("select 1 from pengguna where nama = ?", (name,)).fetchone()
    db.execute(
        "insert into audit values (?, ?, ?)", (_read_clock().isoformat(), name if known else "(tidak dikenal)", event)
    )


def _audit_refusal(db: sqlite3.Connection, name: str) -> None:
    """Once a minute and name: thousands of refused attempts must not fill the disk."""
    minute = (name, _read_clock().strftime("%Y-%m-%dT%H:%M"))
    if minute not in _refused_last:
        _refused_last.clear()
        _refused_last.add(minute)
        _write_audit(db, name, "ditolak: terkunci")
