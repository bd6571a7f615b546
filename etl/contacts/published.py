"""What publishing and taking back do to the contacts: after the version is in force, and never in its way."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from etl import clock, personal
from etl.contacts.book import Contact, ContactBook, read_clock
from etl.model import CheckResult
from etl.skema import REGISTER
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_UPLOAD = "select unggahan_id from periode_jenis where periode = ? and jenis = ?"
_log = logging.getLogger(__name__)


def keep_contacts(store: Store, result: CheckResult, by: str, number: int) -> None:
    """Keep what a workbook that is published as, or stands in, version `number` says. A fault is logged: the
    publication stands, and the page Kontak says what is wrong with the list."""
    upload = _find_upload(store, result.periode, number) if result.contacts else 0
    moment = read_clock(clock.read_local_time())
    source = Contact("", "", result.periode, upload, personal.mask(by), moment, result.is_sample)
    try:
        ContactBook(store.folder).keep(result.contacts if upload else (), source)
    except StoreDamaged as error:
        _log.error("Kontak tidak tersimpan: %s", error)


def forget_contacts(store: Store, uploads: Iterable[int]) -> None:
    """Take out what uploads said that were taken back; likewise."""
    try:
        ContactBook(store.folder).forget_uploads(uploads)
    except StoreDamaged as error:
        _log.error("Kontak tidak dihapus: %s", error)


def _find_upload(store: Store, quarter: str, number: int) -> int:
    """The upload whose register stands in a version; 0 = none does."""
    rows = store.open_version(number).execute(_UPLOAD, [quarter, REGISTER]).fetchall()
    return int(rows[0][0]) if rows else 0
