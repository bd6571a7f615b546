"""Who is signed in: accounts and their passwords, login sessions, known devices. See manage.py for changing accounts.

How many wrong passwords are one too many stands in attempts.py.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from etl.accounts import attempts, lost, names, notes, passwords
from etl.accounts.attempts import Caller
from etl.accounts.database import MAX_NAME_LENGTH, USERS_FILE, hash_token, open_db, read_clock, span
from etl.accounts.roles import ADMIN, ROLES, STAFF, User
from etl.accounts.serving import read_serving
from etl.audit import log
from etl.audit.events import SYSTEM
from etl.audit.notes import note
from etl.rules import read_statement

__all__ = ["MAX_NAME_LENGTH", "USERS_FILE", "User"]

_SESSION_USER = read_statement(Path(__file__).with_name("session_user.sql"))
SESSION_LENGTH = timedelta(hours=12)  # one working day, so nobody stays logged in overnight
DEVICE_LENGTH = timedelta(days=180)


@dataclass(frozen=True)
class LoginAttempt:
    """Outcome of a login: the user's name when it succeeded; is_locked when there were too many failures, and then
    `wait`, the seconds until the next attempt is looked at; is_closed when the password fits and an admin has locked
    the account."""

    name: str | None
    is_locked: bool = False
    wait: int = field(default=0, compare=False)
    is_closed: bool = False


def has_users() -> bool:
    with open_db() as db:
        return has_any(db)


def has_any(db: sqlite3.Connection) -> bool:
    return db.execute("select 1 from pengguna limit 1").fetchone() is not None


def add_user(
    name: str, password: str | None = None, role: str | None = None, by: str = SYSTEM, address: str = ""
) -> str:
    """Make an account with a password; returns it. An account that exists is never changed here.

    `role`: the first account is an admin, a further one staff unless said otherwise. Raises ValueError with a sentence
    for a role that cannot be, and for a name that is taken, looks like one that is, or cannot be; AccountsLost where it
    would be the first of a list that was lost.
    """
    clean = names.check_name(name)
    password = password or passwords.generate()
    stored = passwords.hash_password(password)
    with open_db() as db:
        db.execute("begin immediate")  # of two who add one name at once one comes too late
        names.refuse_taken(db, clean)
        role = role or (STAFF if has_any(db) else ADMIN)
        if role not in ROLES:
            raise ValueError(f"peran “{role}” tidak dikenal; yang ada: {', '.join(ROLES)}")
        insert_account(db, clean, role)
        store_password(db, clean, stored)
        log.append("akun_dibuat", by, address, akun=clean, peran=role)
    return password


def refuse_provided(db: sqlite3.Connection, name: str, why: str) -> None:
    """Raises ValueError with a sentence for an account that the city's identity provider vouches for."""
    if db.execute("select 1 from identitas where nama = ?", (name,)).fetchone():
        raise ValueError(f"{name} masuk dengan akun kota; {why}")


def insert_account(db: sqlite3.Connection, name: str, role: str, anew: bool = False) -> None:
    """A new account without a password. `anew`: the first one of a list that was lost; without it AccountsLost."""
    if not anew and not has_any(db):
        lost.refuse_first()
    db.execute(
        "insert into pengguna (nama, sandi, dibuat, peran) values (?, '', ?, ?)", (name, read_clock().isoformat(), role)
    )


def store_password(db: sqlite3.Connection, name: str, stored: str) -> None:
    """Another password ("" = none): whoever was signed in with the old one no longer is."""
    db.execute("update pengguna set sandi = ? where nama = ?", (stored, name))
    end_everything(db, name)
    attempts.forget(db, name)


def end_everything(db: sqlite3.Connection, name: str) -> None:
    """Sessions, known devices and one-time links of an account count no longer."""
    db.execute("delete from sesi where nama = ?", (name,))
    db.execute("delete from perangkat where nama = ?", (name,))
    db.execute("delete from undangan where nama = ?", (name,))


def must_wait(name: str, address: str = "", perangkat: str | None = None) -> int:
    """Seconds until an attempt of this name from this address or known device is looked at; 0 = now. Hashes nothing."""
    with open_db() as db:
        clean = names.find_stored(db, name)
        wait = attempts.must_wait(
            db, _make_caller(db, clean, address, perangkat), read_clock(), read_serving().failures
        )
        if wait:
            notes.note_refusal(db, "tertahan", clean, address)
    return wait


def log_in(name: str, password: str, address: str = "", perangkat: str | None = None) -> LoginAttempt:
    """Check name and password. Failures delay the next attempt of the same name from the same address; a device that
    logged in before (`perangkat`, its cookie) counts by itself, so that nobody else's failures keep it out."""
    with open_db() as db:
        db.execute("begin immediate")
        clean = names.find_stored(db, name)
        who = _make_caller(db, clean, address, perangkat)
        if wait := attempts.must_wait(db, who, read_clock(), read_serving().failures):
            notes.note_refusal(db, "tertahan", clean, address)
            return LoginAttempt(None, is_locked=True, wait=wait)
        # Counted before the slow check: parallel guesses cannot slip past the limit.
        number = attempts.count(db, who, read_clock())
        row = db.execute("select sandi, terkunci from pengguna where nama = ?", (clean,)).fetchone()
    if not passwords.matches(row[0] if row else "", password):
        return _refuse(who, address)
    renewed = passwords.hash_password(password) if passwords.is_outdated(row[0]) else row[0]
    with open_db() as db:
        db.execute("begin immediate")
        # Looking took a tenth of a second: a password that was replaced meanwhile opens nothing.
        now = db.execute("select sandi, terkunci from pengguna where nama = ?", (clean,)).fetchone()
        if now is None or (now[0] != row[0] and not passwords.matches(now[0], password)):
            notes.note_refusal(db, "gagal_masuk", clean, address)
            return LoginAttempt(None)
        attempts.take_back(db, who, number)
        if now[1]:
            notes.note_refusal(db, "ditolak", clean, address)
            return LoginAttempt(None, is_closed=True)
        db.execute("update pengguna set masuk_terakhir = ? where nama = ?", (read_clock().isoformat(), clean))
        db.execute("update pengguna set sandi = ? where nama = ? and sandi = ?", (renewed, clean, row[0]))
    note("masuk", clean, address)
    return LoginAttempt(clean)


def _refuse(who: Caller, address: str) -> LoginAttempt:
    with open_db() as db:
        notes.note_refusal(db, "gagal_masuk", who.name, address)
        wait = attempts.must_wait(db, who, read_clock(), read_serving().failures)
    return LoginAttempt(None, is_locked=wait > 0, wait=wait)


def remember_device(name: str) -> str:
    """A token for the cookie of a device on which this user has logged in; only its hash is stored."""
    token = secrets.token_urlsafe(32)
    with open_db() as db:
        db.execute("delete from perangkat where sampai not between ? and ?", span(read_clock(), DEVICE_LENGTH))
        db.execute(
            "insert into perangkat values (?, ?, ?)",
            (hash_token(token), name, (read_clock() + DEVICE_LENGTH).isoformat()),
        )
    return token


def knows_device(name: str, perangkat: str | None) -> bool:
    """Whether this user has logged in on the device with this cookie."""
    with open_db() as db:
        return _make_caller(db, names.find_stored(db, name), "", perangkat).known


def _make_caller(db: sqlite3.Connection, name: str, address: str, perangkat: str | None) -> Caller:
    fingerprint = hash_token(perangkat) if perangkat else ""
    row = db.execute(
        "select 1 from perangkat where token = ? and nama = ? and sampai between ? and ?",
        (fingerprint, name, *span(read_clock(), DEVICE_LENGTH)),
    ).fetchone()
    return Caller(name, f"perangkat:{fingerprint}", known=True) if row else Caller(name, attempts.network(address))


def start_session(name: str, length: timedelta | None = None) -> str:
    """A fresh token for the cookie; only its hash is stored, so a copied file opens nothing. `length`: SESSION_LENGTH
    or shorter."""
    token = secrets.token_urlsafe(32)
    until = (read_clock() + (length or SESSION_LENGTH)).isoformat()
    with open_db() as db:
        db.execute("delete from sesi where sampai not between ? and ?", span(read_clock(), SESSION_LENGTH))
        db.execute("insert into sesi values (?, ?, ?)", (hash_token(token), name, until))
    return token


def find_user(token: str | None) -> User | None:
    """Who the token belongs to, with the role of this moment; None when it is unknown, withdrawn or has expired, or
    when the account is locked or gone."""
    if not token:
        return None
    with open_db() as db:
        row = db.execute(_SESSION_USER, (hash_token(token), *span(read_clock(), SESSION_LENGTH))).fetchone()
    return User(*row) if row else None


def find_session_user(token: str | None) -> str | None:
    """The name of the one the token belongs to; see find_user."""
    user = find_user(token)
    return user.name if user else None


def end_session(token: str | None, address: str = "") -> None:
    name = find_session_user(token)
    if name is None or token is None:
        return
    with open_db() as db:
        db.execute("delete from sesi where token = ?", (hash_token(token),))
    note("keluar", name, address)
