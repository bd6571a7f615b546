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
_SCHEMA = (
    """
create table if not exists pengguna (nama text primary key, sandi text not null, dibuat text not null);
create table if not exists sesi (token text primary key, nama text not null, sampai text not null);
create table if not exists perangkat (token text primary key, nama text not null, sampai text not null);
create table if not exists audit (waktu text not null, nama text not null, kejadian text not null);
"""
    + attempts.SCHEMA
)
_hasher = PasswordHasher()
_hashing = threading.BoundedSemaphore(PASSWORDS_AT_ONCE)
# Verified for unknown names too, so that the time of an answer does not tell which names exist.
_FAKE_HASH = _hasher.hash(secrets.token_urlsafe(16))

_make_device: set[Path] = set()  # files whose tables are known to be there
_refuse_login: set[tuple[str, str]] = set()  # the name and minute noted last


@dataclass(frozen=True)
class LoginAttempt:
    """Outcome of a login: nama of the user when it succeeded; terkunci when there were too many failures, and then
    `tunggu`, the seconds until the next attempt is looked at."""

    nama: str | None
    is_locked: bool = False
    wait: int = field(default=0, compare=False)


def has_users() -> bool:
    with _open_db() as db:
        return db.execute("select 1 from pengguna limit 1").fetchone() is not None


def add_user(nama: str, sandi: str | None = None) -> str:
    """Make an account, or give an existing one a new password (its sessions end). Returns the password."""
    bersih = _clean_name(nama)
    if not bersih:
        raise ValueError("nama pengguna kosong")
    sandi = sandi or generate_password()
    with _hashing:
        tersimpan = _hasher.hash(sandi)
    with _open_db() as db:
        db.execute(
            "insert into pengguna values (?, ?, ?) on conflict (nama) do update set sandi = excluded.sandi",
            (bersih, tersimpan, _read_clock().isoformat()),
        )
        db.execute("delete from sesi where nama = ?", (bersih,))
        db.execute("delete from perangkat where nama = ?", (bersih,))
        attempts.forget(db, bersih)
        _write_audit(db, bersih, "sandi dibuat")
    return sandi


def unlock(nama: str) -> None:
    """Forget the failures of a name, so that its next attempt is looked at at once. Raises KeyError: no such account."""
    bersih = _clean_name(nama)
    with _open_db() as db:
        if db.execute("select 1 from pengguna where nama = ?", (bersih,)).fetchone() is None:
            raise KeyError(f"tidak ada akun bernama {bersih}")
        attempts.forget(db, bersih)
        _write_audit(db, bersih, "dibuka")


def generate_password() -> str:
    """Four groups of four, about 80 bits: fit to be read out and typed."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def must_wait(nama: str, alamat: str = "", perangkat: str | None = None) -> int:
    """Seconds until an attempt of this name from this address or known device is looked at; 0 = now. Hashes nothing."""
    bersih = _clean_name(nama)
    with _open_db() as db:
        tunggu = attempts.must_wait(
            db, _make_caller(db, bersih, alamat, perangkat), _read_clock(), read_serving().failures
        )
        if tunggu:
            _audit_refusal(db, bersih)
    return tunggu


def log_in(nama: str, sandi: str, alamat: str = "", perangkat: str | None = None) -> LoginAttempt:
    """Check name and password. Failures delay the next attempt of the same name from the same address; a device that
    logged in before (`perangkat`, its cookie) counts by itself, so that nobody else's failures keep it out."""
    bersih = _clean_name(nama)
    with _open_db() as db:
        db.execute("begin immediate")
        siapa = _make_caller(db, bersih, alamat, perangkat)
        if tunggu := attempts.must_wait(db, siapa, _read_clock(), read_serving().failures):
            _audit_refusal(db, bersih)
            return LoginAttempt(None, is_locked=True, wait=tunggu)
        # Counted before the slow check: parallel guesses cannot slip past the limit.
        nomor = attempts.count(db, siapa, _read_clock())
        baris = db.execute("select sandi from pengguna where nama = ?", (bersih,)).fetchone()
    cocok = _matches(baris[0] if baris else _FAKE_HASH, sandi)
    with _open_db() as db:
        if baris is None or not cocok:
            _write_audit(db, bersih, "gagal")
            tunggu = attempts.must_wait(db, siapa, _read_clock(), read_serving().failures)
            return LoginAttempt(None, is_locked=tunggu > 0, wait=tunggu)
        attempts.take_back(db, siapa, nomor)
        _write_audit(db, bersih, "masuk")
    return LoginAttempt(bersih)


def remember_device(nama: str) -> str:
    """A token for the cookie of a device on which this user has logged in; only its hash is stored."""
    token = secrets.token_urlsafe(32)
    with _open_db() as db:
        db.execute("delete from perangkat where sampai < ?", (_read_clock().isoformat(),))
        db.execute(
            "insert into perangkat values (?, ?, ?)",
            (_hash_token(token), nama, (_read_clock() + DEVICE_LENGTH).isoformat()),
        )
    return token


def knows_device(nama: str, perangkat: str | None) -> bool:
    """Whether this user has logged in on the device with this cookie."""
    with _open_db() as db:
        return _make_caller(db, _clean_name(nama), "", perangkat).known


def _make_caller(db: sqlite3.Connection, nama: str, alamat: str, perangkat: str | None) -> Caller:
    sidik = _hash_token(perangkat) if perangkat else ""
    baris = db.execute(
        "select 1 from perangkat where token = ? and nama = ? and sampai >= ?", (sidik, nama, _read_clock().isoformat())
    ).fetchone()
    return Caller(nama, f"perangkat:{sidik}", known=True) if baris else Caller(nama, attempts.network(alamat))


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
    berkas = find_data_folder() / USERS_FILE
    try:
        make_folder(berkas.parent)
        baru = not berkas.exists()
        with closing(sqlite3.connect(berkas, timeout=10)) as db:
            if baru:
                berkas.chmod(0o600)
            if baru or berkas not in _make_device:
                db.executescript(_SCHEMA)
                _make_device.add(berkas)
            with db:
                yield db
    except sqlite3.DatabaseError as salah:
        raise StoreDamaged(f"Daftar akun {berkas} tidak dapat dibaca atau ditulisi ({salah}). "
                          "Periksa diska dan izinnya, atau salin kembali berkas itu dari cadangan.") from salah  # fmt: skip
    except OSError as salah:
        raise StoreDamaged(f"Folder {berkas.parent} tidak dapat ditulisi ({salah.strerror}).") from salah


def _read_clock() -> datetime:
    return datetime.now(UTC)


def _clean_name(nama: str) -> str:
    return " ".join(nama.split()).lower()[:MAX_NAME_LENGTH]


def _hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _matches(tersimpan: str, sandi: str) -> bool:
    try:
        with _hashing:
            return _hasher.verify(tersimpan, sandi[:MAX_PASSWORD_LENGTH])
    except (VerificationError, InvalidHashError):
        return False


def _write_audit(db: sqlite3.Connection, nama: str, kejadian: str) -> None:
    """Names that are no account are not kept: people type passwords into the name field."""
    ada = db.execute("select 1 from pengguna where nama = ?", (nama,)).fetchone()
    db.execute(
        "insert into audit values (?, ?, ?)", (_read_clock().isoformat(), nama if ada else "(tidak dikenal)", kejadian)
    )


def _audit_refusal(db: sqlite3.Connection, nama: str) -> None:
    """Once a minute and name: thousands of refused attempts must not fill the disk."""
    menit = (nama, _read_clock().strftime("%Y-%m-%dT%H:%M"))
    if menit not in _refuse_login:
        _refuse_login.clear()
        _refuse_login.add(menit)
        _write_audit(db, nama, "ditolak: terkunci")
