"""Staff accounts: argon2 hashes, login sessions, lock after failures, audit. One SQLite file in the state folder."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from etl.acuan import find_data_folder

USERS_FILE = "pengguna.sqlite"
SESSION_LENGTH = timedelta(hours=12)  # one working day, so nobody stays logged in overnight
MAX_FAILURES = 5
LOCK_LENGTH = timedelta(minutes=10)
MAX_NAME_LENGTH = 60
MAX_PASSWORD_LENGTH = 1000  # argon2 must not be fed megabytes

# No l, 1, O, 0: a generated password is read from a screen and typed.
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_SCHEMA = """
create table if not exists pengguna (nama text primary key, sandi text not null, dibuat text not null);
create table if not exists sesi (token text primary key, nama text not null, sampai text not null);
create table if not exists percobaan (nama text not null, waktu text not null);
create table if not exists audit (waktu text not null, nama text not null, kejadian text not null);
"""
_hasher = PasswordHasher()
# Verified for unknown names too, so that the time of an answer does not tell which names exist.
_FAKE_HASH = _hasher.hash(secrets.token_urlsafe(16))


@dataclass(frozen=True)
class LoginAttempt:
    """Outcome of a login: nama of the user when it succeeded; terkunci when there were too many failures."""

    nama: str | None
    is_locked: bool = False


def has_users() -> bool:
    with _open_db() as db:
        return db.execute("select 1 from pengguna limit 1").fetchone() is not None


def add_user(nama: str, sandi: str | None = None) -> str:
    """Make an account, or give an existing one a new password (its sessions end). Returns the password."""
    bersih = _clean_name(nama)
    if not bersih:
        raise ValueError("nama pengguna kosong")
    sandi = sandi or generate_password()
    with _open_db() as db:
        db.execute(
            "insert into pengguna values (?, ?, ?) on conflict (nama) do update set sandi = excluded.sandi",
            (bersih, _hasher.hash(sandi), _read_clock().isoformat()),
        )
        db.execute("delete from sesi where nama = ?", (bersih,))
        db.execute("delete from percobaan where nama = ?", (bersih,))
        _write_audit(db, bersih, "sandi dibuat")
    return sandi


def generate_password() -> str:
    """Four groups of four, about 80 bits: fit to be read out and typed."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def log_in(nama: str, sandi: str) -> LoginAttempt:
    """Check name and password. After GAGAL_MAKS failures the name is locked for LAMA_KUNCI."""
    bersih = _clean_name(nama)
    with _open_db() as db:
        if _is_locked(db, bersih):
            _write_audit(db, bersih, "ditolak: terkunci")
            return LoginAttempt(None, is_locked=True)
        # Counted before the slow check: parallel guesses cannot slip past the limit.
        db.execute("insert into percobaan values (?, ?)", (bersih, _read_clock().isoformat()))
        baris = db.execute("select sandi from pengguna where nama = ?", (bersih,)).fetchone()
    cocok = _matches(baris[0] if baris else _FAKE_HASH, sandi)
    with _open_db() as db:
        if baris is None or not cocok:
            _write_audit(db, bersih, "gagal")
            return LoginAttempt(None, is_locked=_is_locked(db, bersih))
        db.execute("delete from percobaan where nama = ?", (bersih,))
        _write_audit(db, bersih, "masuk")
    return LoginAttempt(bersih)


def start_session(nama: str) -> str:
    """A fresh token for the cookie; only its hash is stored, so a copied file opens nothing."""
    token = secrets.token_urlsafe(32)
    with _open_db() as db:
        db.execute("delete from sesi where sampai < ?", (_read_clock().isoformat(),))
        db.execute(
            "insert into sesi values (?, ?, ?)",
            (_hash_token(token), nama, (_read_clock() + SESSION_LENGTH).isoformat()),
        )
    return token


def find_session_user(token: str | None) -> str | None:
    """Who the token belongs to, or None when it is unknown or has expired."""
    if not token:
        return None
    with _open_db() as db:
        baris = db.execute(
            "select nama from sesi where token = ? and sampai >= ?", (_hash_token(token), _read_clock().isoformat())
        ).fetchone()
    return baris[0] if baris else None


def end_session(token: str | None) -> None:
    nama = find_session_user(token)
    if nama is None or token is None:
        return
    with _open_db() as db:
        db.execute("delete from sesi where token = ?", (_hash_token(token),))
        _write_audit(db, nama, "keluar")


def read_audit_log() -> list[tuple[str, str, str]]:
    """(waktu, nama, kejadian), oldest first."""
    with _open_db() as db:
        return db.execute("select waktu, nama, kejadian from audit order by rowid").fetchall()


@contextmanager
def _open_db() -> Iterator[sqlite3.Connection]:
    """A connection for one transaction; the file and its tables are made when absent."""
    folder = find_data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    berkas = folder / USERS_FILE
    baru = not berkas.exists()
    with closing(sqlite3.connect(berkas, timeout=10)) as db:
        if baru:
            berkas.chmod(0o600)
        db.executescript(_SCHEMA)
        with db:
            yield db


def _read_clock() -> datetime:
    return datetime.now(UTC)


def _clean_name(nama: str) -> str:
    return " ".join(nama.split()).lower()[:MAX_NAME_LENGTH]


def _hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _matches(tersimpan: str, sandi: str) -> bool:
    try:
        return _hasher.verify(tersimpan, sandi[:MAX_PASSWORD_LENGTH])
    except (VerificationError, InvalidHashError):
        return False


def _is_locked(db: sqlite3.Connection, nama: str) -> bool:
    """Old attempts are forgotten here, so the table stays small."""
    db.execute("delete from percobaan where waktu < ?", ((_read_clock() - LOCK_LENGTH).isoformat(),))
    return db.execute("select count(*) from percobaan where nama = ?", (nama,)).fetchone()[0] >= MAX_FAILURES


def _write_audit(db: sqlite3.Connection, nama: str, kejadian: str) -> None:
    """Names that are no account are not kept: people type passwords into the name field."""
    ada = db.execute("select 1 from pengguna where nama = ?", (nama,)).fetchone()
    db.execute(
        "insert into audit values (?, ?, ?)", (_read_clock().isoformat(), nama if ada else "(tidak dikenal)", kejadian)
    )
