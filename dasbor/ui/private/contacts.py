"""Whom to call, for those who may see it: asked at each drawing, kept with no page, in no file and in no address."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import cooperatives
from dasbor.ui import access
from etl.contacts.book import Contact, ContactBook
from etl.contacts.edit import follow_joined
from etl.periode import say_quarter
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

HEADING = "Hubungi"


def may_see() -> bool:
    """Whether whoever looks at the page may see contacts."""
    return access.may("kontak")


def read_contacts(p: Choice) -> Mapping[str, Contact]:
    """{koperasi_id: contact}, also under the id that a joined cooperative bears now; {} for everybody else, and where
    the list is damaged, which the page Kontak says."""
    if not may_see():
        return {}
    try:
        known = ContactBook(Store().folder).read()
    except StoreDamaged:
        return {}
    return follow_joined(known, cooperatives.map_joined(p)) if known else {}


def add_contacts(p: Choice, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with a column `kontak`, for the screen only: "Siti · 0812…", "" where nobody is known."""
    known = read_contacts(p)
    return rows.assign(kontak=[say_contact(known.get(str(i))) for i in rows["koperasi_id"]])


def say_contact(contact: Contact | None) -> str:
    """Chair and number in one line."""
    return " · ".join(t for t in (contact.ketua, contact.telepon) if t) if contact else ""


def say_source(contact: Contact) -> str:
    """Who says so: the register of a quarter, or a member of staff."""
    if contact.unggahan:
        return f"register {say_quarter(contact.periode)}"
    return f"diketik {contact.oleh}, {contact.waktu[:10]}"
