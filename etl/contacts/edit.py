"""What staff do to the contacts: correct one, take one out, take all out. Audited with who and which, not with what."""

from __future__ import annotations

from collections.abc import Mapping

from etl import clock
from etl.audit import log
from etl.contacts.book import Contact, ContactBook, read_clock
from etl.contacts.take import clean_name, join_numbers
from etl.store.invented import is_sample
from etl.store.versions import Store

_LAST_QUARTER = "select max(periode) from periode"


def change_contact(store: Store, koperasi_id: str, chair: str, phone: str, by: str, address: str = "") -> None:
    """Chair and numbers as staff know them; they stand until a register of a later quarter says something.

    Raises ValueError with a sentence where nothing is typed or published, StoreDamaged or StoreBusy.
    """
    said = _make_typed(store, clean_name(chair), join_numbers([phone]), by)
    if not said.is_known:
        raise ValueError("Isi nama ketua atau nomor teleponnya; untuk mengeluarkan kontaknya tekan Hapus")
    log.append("ubah_kontak", by, address, store.folder, koperasi=koperasi_id)
    ContactBook(store.folder).write(koperasi_id, said)


def remove_contact(store: Store, koperasi_id: str, by: str, address: str = "") -> None:
    """Take one out; a register of the same quarter does not bring it back. Raises KeyError when there is none, and as
    change_contact."""
    book = ContactBook(store.folder)
    if koperasi_id not in book.read():
        raise KeyError(koperasi_id)
    gone = _make_typed(store, "", "", by)
    log.append("hapus_kontak", by, address, store.folder, koperasi=koperasi_id)
    book.write(koperasi_id, gone)


def remove_all(store: Store, by: str, address: str = "") -> int:
    """Take all out, also a damaged list; how many there were. The next register of any quarter fills it again."""
    log.append("hapus_kontak", by, address, store.folder, koperasi="semua")
    return ContactBook(store.folder).forget_all()


def follow_joined(known: Mapping[str, Contact], joined: Mapping[str, str]) -> dict[str, Contact]:
    """The same, also under the id that a cooperative bears since staff joined it with another (`joined`: {id that
    ended: id of now}); of two the one of the later quarter."""
    result = dict(known)
    for ended, now in joined.items():
        if ended in known and (now not in result or result[now].periode < known[ended].periode):
            result[now] = known[ended]
    return result


def _make_typed(store: Store, chair: str, phone: str, by: str) -> Contact:
    current = store.find_current()
    if current is None:
        raise ValueError("Belum ada terbitan, jadi belum ada koperasi yang dapat diberi kontak")
    quarter = store.open_version(current).execute(_LAST_QUARTER).fetchall()[0][0]
    moment = read_clock(clock.read_local_time())
    return Contact(chair, phone, str(quarter), 0, by, moment, is_sample(store))
