"""Invented contacts beside the invented sample: names that say so, and numbers that nobody has.

They are no part of the sample's workbooks: what a workbook says of people would have to be taken out again. They are
marked as invented, and the first real data take them out (ContactBook.keep).
"""

from __future__ import annotations

from etl import clock
from etl.contacts.book import Contact, ContactBook, read_clock
from etl.model import FoundContact
from etl.store.versions import Store

_BY = "data contoh"
_NEWEST = """
    select koperasi_id from koperasi_triwulan
    where periode = (select max(periode) from koperasi_triwulan) and status <> 'dibubarkan'
    order by koperasi_id
"""
_WITHOUT_EACH = 7  # every seventh has none, so that a missing one is seen too


def keep_sample_contacts(store: Store, periode: str) -> int:
    """A chair and a number for most cooperatives of the newest register; how many."""
    number = store.find_current()
    rows = [] if number is None else store.open_version(number).execute(_NEWEST).fetchall()
    found = [_invent(koperasi_id, n) for n, (koperasi_id,) in enumerate(rows, 1) if n % _WITHOUT_EACH]
    source = Contact("", "", periode, 0, _BY, read_clock(clock.read_local_time()), contoh=True)
    return ContactBook(store.folder).keep(found, source)


def _invent(koperasi_id: str, n: int) -> FoundContact:
    return FoundContact(koperasi_id, f"Ketua Contoh {n}", f"0800-0000-{n:03d}")
