"""Changing accounts: add, role, lock, remove, one-time links for passwords, the own password. Each is audited.

Somebody who can manage accounts always remains: the last admin is neither locked nor removed nor made something else.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from etl.accounts import attempts, names, passwords, users
from etl.accounts.database import hash_token, open_db, read_clock, span
from etl.accounts.roles import ADMIN, ROLES, User
from etl.audit import log
from etl.audit.events import SYSTEM
from etl.rules import read_statement

_FOLDER = Path(__file__).parent
_LISTED, _INVITED, _ADMINS = (read_statement(_FOLDER / f"{stem}.sql") for stem in ("accounts", "invited", "admins"))

INVITATION_LENGTH = timedelta(hours=72)
_LAST_ADMIN = "{} admin terakhir. Jadikan orang lain admin lebih dahulu, supaya selalu ada yang dapat mengelola akun."


@dataclass(frozen=True)
class Account:
    """One account as an admin sees it. invited: a one-time link is waiting; has_password: somebody has set one;
    email: what the city's identity provider says ("" = nothing), None = a local account."""

    name: str
    role: str
    is_locked: bool
    has_password: bool
    is_invited: bool
    last_login: datetime | None
    email: str | None = None

    @property
    def is_from_provider(self) -> bool:
        return self.email is not None


def list_accounts() -> list[Account]:
    """All accounts by name."""
    with open_db() as db:
        rows = db.execute(_LISTED, span(read_clock(), INVITATION_LENGTH)).fetchall()
    return [
        Account(
            name, role, bool(locked), bool(has), bool(invited), datetime.fromisoformat(last) if last else None, email
        )
        for name, role, locked, has, invited, last, email in rows
    ]


def invite(name: str, role: str, by: str, address: str = "") -> str:
    """A new account without a password; returns the token of the link by which its person sets one. Raises ValueError
    for a name that is taken, looks like one that is, or cannot be."""
    clean = names.check_name(name)
    _check_role(role)
    with open_db() as db:
        db.execute("begin immediate")  # of two who add one name at once one comes too late
        names.refuse_taken(db, clean)
        users.insert_account(db, clean, role)
        log.append("akun_dibuat", by, address, akun=clean, peran=role)
        return _make_invitation(db, clean, by, address)


def reset(name: str, by: str, address: str = "", even_last: bool = False) -> str:
    """The password counts no longer and all sessions end; returns the token of a link for a new one. `even_last`: also
    of the last admin, for who sits at the server."""
    with open_db() as db:
        clean = _find(db, name)
        users.refuse_provided(db, clean, "kata sandinya diatur di sana")
        if not even_last:
            _keep_an_admin(db, clean)
        users.store_password(db, clean, "")
        return _make_invitation(db, clean, by, address)


def set_role(name: str, role: str, by: str = SYSTEM, address: str = "") -> None:
    """Another role; it holds from the next page and the next button on. Raises ValueError for the last admin."""
    _check_role(role)
    with open_db() as db:
        clean = _find(db, name)
        users.refuse_provided(db, clean, "perannya mengikuti aturan [masuk] di pengaturan.toml")
        (old,) = db.execute("select peran from pengguna where nama = ?", (clean,)).fetchone()
        if old == role:
            return
        _keep_an_admins_account(db, clean)
        db.execute("update pengguna set peran = ? where nama = ?", (role, clean))
        log.append("peran_diubah", by, address, akun=clean, dari=old, ke=role)


def lock(name: str, by: str = SYSTEM, address: str = "") -> None:
    """Nobody signs in with this account until it is unlocked; its sessions end and its link counts no longer."""
    with open_db() as db:
        clean = _find(db, name)
        _keep_an_admin(db, clean)
        db.execute("update pengguna set terkunci = 1 where nama = ?", (clean,))
        users.end_everything(db, clean)
        log.append("akun_dikunci", by, address, akun=clean)


def unlock(name: str, by: str = SYSTEM, address: str = "") -> None:
    """The account may sign in again, and the failures at the addresses where its name failed are forgotten, also those
    of other names: its next attempt there is looked at at once. Raises KeyError: no such account."""
    with open_db() as db:
        clean = _find(db, name)
        db.execute("update pengguna set terkunci = 0 where nama = ?", (clean,))
        attempts.forget_addresses(db, clean)
        log.append("akun_dibuka", by, address, akun=clean)


def remove(name: str, by: str = SYSTEM, address: str = "") -> None:
    """The account is gone; what it did stays in ledger and audit. One that a provider vouches for is made anew at the
    next sign-in, as long as the rules give it a role: only a lock keeps its person out. Raises ValueError
    for the last admin."""
    with open_db() as db:
        clean = _find(db, name)
        _keep_an_admins_account(db, clean)
        users.end_everything(db, clean)
        attempts.forget(db, clean)
        db.execute("delete from pengguna where nama = ?", (clean,))
        db.execute("delete from identitas where nama = ?", (clean,))
        log.append("akun_dihapus", by, address, akun=clean)


def end_sessions(name: str, by: str = SYSTEM, address: str = "") -> None:
    """Whoever is signed in with this account no longer is; no device of it is known any more."""
    with open_db() as db:
        clean = _find(db, name)
        db.execute("delete from sesi where nama = ?", (clean,))
        db.execute("delete from perangkat where nama = ?", (clean,))
        log.append("sesi_dicabut", by, address, akun=clean)


def change_password(user: User, old: str, new: str, session: str, address: str = "") -> None:
    """The own password; all other sessions end. Raises ValueError with a sentence: the old one does not fit, too many
    wrong ones, or the new one will not do."""
    if fault := passwords.find_fault(new, user.name):
        raise ValueError(fault)
    attempt = users.log_in(user.name, old, address)
    if attempt.is_locked:
        raise ValueError("Terlalu banyak percobaan yang gagal. Tunggu beberapa menit, lalu coba lagi.")
    if attempt.name is None:
        raise ValueError("Kata sandi lama tidak cocok.")
    stored = passwords.hash_password(new)
    with open_db() as db:
        kept = db.execute("select * from sesi where token = ?", (hash_token(session),)).fetchall()
        users.store_password(db, user.name, stored)
        db.executemany("insert into sesi values (?, ?, ?)", kept)
        log.append("sandi_diganti", user.name, address, akun=user.name)


# ── one-time links ──


def find_invited(token: str) -> str | None:
    """Whose link this is; None when it is unknown, used or older than three days, or when the account is locked."""
    with open_db() as db:
        return _find_invited(db, token)


def accept(token: str, password: str, address: str = "") -> str | None:
    """Set the password of the account that the link was made for; the link is used up. Returns the name, None when
    the link no longer counts. Raises ValueError with a sentence for a password that will not do."""
    if fault := passwords.find_fault(password, find_invited(token) or ""):
        raise ValueError(fault)
    stored = passwords.hash_password(password)
    with open_db() as db:
        db.execute("begin immediate")  # of two who press at once one comes too late
        name = _find_invited(db, token)
        if name is None:
            return None
        users.store_password(db, name, stored)
        log.append("sandi_diganti", name, address, akun=name)
    return name


def _find_invited(db: sqlite3.Connection, token: str) -> str | None:
    row = db.execute(_INVITED, (hash_token(token), *span(read_clock(), INVITATION_LENGTH))).fetchone()
    return str(row[0]) if row else None


def _make_invitation(db: sqlite3.Connection, name: str, by: str, address: str) -> str:
    """A fresh token; only its hash is stored, and an earlier link of the same account counts no longer."""
    token = secrets.token_urlsafe(32)
    holds = span(read_clock(), INVITATION_LENGTH)
    db.execute("delete from undangan where nama = ? or sampai not between ? and ?", (name, *holds))
    until = (read_clock() + INVITATION_LENGTH).isoformat()
    db.execute("insert into undangan values (?, ?, ?)", (hash_token(token), name, until))
    log.append("tautan_dibuat", by, address, akun=name)
    return token


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise ValueError(f"peran “{role}” tidak dikenal; yang ada: {', '.join(ROLES)}")


def _find(db: sqlite3.Connection, name: str) -> str:
    """The stored name, with the file held for writing: what is looked at stays so until it is changed."""
    db.execute("begin immediate")
    clean = names.find_stored(db, name)
    if db.execute("select 1 from pengguna where nama = ?", (clean,)).fetchone() is None:
        raise KeyError(f"tidak ada akun bernama {clean}")
    return clean


def _keep_an_admin(db: sqlite3.Connection, name: str) -> None:
    """Somebody else must remain who is an admin, not locked, and has a password."""
    admins = {n for n, locked, has_password in db.execute(_ADMINS, (ADMIN,)) if has_password and not locked}
    if admins == {name}:
        raise ValueError(_LAST_ADMIN.format(name))


def _keep_an_admins_account(db: sqlite3.Connection, name: str) -> None:
    """The same where an account is to be one no longer; and the last one of an admin stays also while it is locked or
    waits for its password, since at the server it can be opened again."""
    _keep_an_admin(db, name)
    if {n for n, *_ in db.execute(_ADMINS, (ADMIN,))} == {name}:
        raise ValueError(_LAST_ADMIN.format(name))
