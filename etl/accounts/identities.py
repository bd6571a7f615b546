"""Accounts whose people the city's identity provider vouches for: known by issuer and subject, never by a name.

An account is made at the first sign-in, its role is found anew at each one. An admin's lock holds against the
provider; a role that its rules no longer give ends the sessions that are open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.accounts import names, notes, users
from etl.accounts.database import MAX_NAME_LENGTH, open_db, read_clock
from etl.accounts.provider import Provider
from etl.audit import log
from etl.audit.events import NOBODY, SYSTEM
from etl.audit.notes import note
from etl.rules import read_statement

_KNOWN = read_statement(Path(__file__).with_name("identity.sql"))

REFUSALS = ("dikunci", "tanpa_email", "email_belum_diperiksa", "tanpa_peran")


@dataclass(frozen=True)
class Identity:
    """Whom the provider has proved: issuer and subject are the key; email only when the provider has checked it, and
    has_unchecked_email when it names one that it has not."""

    issuer: str
    subject: str
    name: str
    email: str = ""
    has_unchecked_email: bool = False
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Admission:
    """Outcome of a sign-in: the account's name, or one of REFUSALS."""

    name: str | None
    refusal: str = ""


def read_claims(claims: Mapping[str, Any], provider: Provider) -> Identity:
    """The identity that a proved ID token describes. Raises KeyError where it has no subject."""
    email = str(claims.get("email") or "").strip().casefold()
    is_checked = claims.get("email_verified") in (True, "true")
    return Identity(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        name=str(claims.get("name") or claims.get("preferred_username") or ""),
        email=email if is_checked else "",
        has_unchecked_email=bool(email) and not is_checked,
        groups=_read_groups(claims, provider.group_claim),
    )


def _read_groups(claims: Mapping[str, Any], claim: str) -> tuple[str, ...]:
    """A list or one word under its whole name, or, as "realm_access.roles", inside another claim."""
    found: Any = claims.get(claim)
    if found is None:
        found = claims
        for part in claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return (found,)
    return tuple(str(group) for group in found) if isinstance(found, list) else ()


def find_role(identity: Identity, provider: Provider) -> str:
    """What the rules make of somebody: by e-mail, else by the first rule whose group the person has, else what the
    setting gives to everybody; "" = nothing."""
    if identity.email in provider.emails:
        return provider.emails[identity.email]
    return next((role for group, role in provider.groups.items() if group in identity.groups), provider.otherwise)


def admit(identity: Identity, provider: Provider, address: str = "") -> Admission:
    """Let somebody in whom the provider has proved, or say why not. Makes or updates the account; audited."""
    role = find_role(identity, provider)
    with open_db() as db:
        db.execute("begin immediate")  # two first sign-ins at once make one account
        row = db.execute(_KNOWN, (identity.issuer, identity.subject)).fetchone()
        name = row[0] if row else ""
        if refusal := _find_refusal(role, identity, provider, is_locked=bool(row and row[1])):
            users.end_everything(db, name)
            notes.note_refusal(db, "gagal_akun_kota", name or NOBODY, address, sebab=refusal)
            return Admission(None, refusal)
        if row is None:
            name = _insert(db, identity, role, address)
        elif row[2] != role:
            log.append("peran_diubah", SYSTEM, address, akun=name, dari=row[2], ke=role, sebab="aturan akun kota")
        db.execute("update pengguna set peran = ?, masuk_terakhir = ? where nama = ?", (role, _now(), name))
        db.execute("update identitas set email = ? where nama = ?", (identity.email, name))
    note("masuk", name, address, lewat="akun kota")
    return Admission(name)


def is_from_provider(name: str) -> bool:
    """Whether a provider vouches for the person of this account, so that it has no password here."""
    with open_db() as db:
        return (
            db.execute("select 1 from identitas where nama = ?", (names.find_stored(db, name),)).fetchone() is not None
        )


def _find_refusal(role: str, identity: Identity, provider: Provider, is_locked: bool) -> str:
    if is_locked:
        return "dikunci"
    if role:
        return ""
    if provider.emails and identity.has_unchecked_email:
        return "email_belum_diperiksa"
    return "tanpa_email" if provider.emails and not provider.groups and not identity.email else "tanpa_peran"


def _insert(db: sqlite3.Connection, identity: Identity, role: str, address: str) -> str:
    name = _choose_name(db, identity.name)
    users.insert_account(db, name, role)
    db.execute("insert into identitas values (?, ?, ?, ?)", (identity.issuer, identity.subject, name, identity.email))
    log.append("akun_dibuat", SYSTEM, address, akun=name, peran=role, sebab="aturan akun kota")
    return name


def _choose_name(db: sqlite3.Connection, wished: str) -> str:
    """A name that nobody has, marked so that nobody from outside looks like a local account; two people may share a
    name, and one whose name may not be written down (an e-mail, a KTP number, what is not seen) gets none."""
    base = names.tidy_name(wished)
    base = base[: MAX_NAME_LENGTH - 12].strip() if base and names.is_fit(base) else names.UNNAMED
    number, name = 1, f"{base} (kota)"
    while names.find_alike(db, name) is not None:
        number += 1
        name = f"{base} (kota {number})"
    return name


def _now() -> str:
    return read_clock().isoformat()
