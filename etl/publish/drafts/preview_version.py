"""The version that a checked workbook would become, built beside what is published: nothing of it is ever current."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl import clock
from etl.acuan import Reference, load_reference
from etl.model import CheckResult
from etl.publish.next_version import choose_time, refuse_settings, start_record, take_start
from etl.publish.publish import make_record
from etl.publish.ready import refuse_moved
from etl.publish.version_file import build_file
from etl.store.faults import StoreDamaged, say_cause
from etl.store.unpublished.previews import Preview, Previews
from etl.store.versions import Store

_NOT_BUILT = "Tampilan draf belum dapat disusun"


def build_preview(
    result: CheckResult,
    by: str,
    key: str,
    reason: str = "",
    store: Store | None = None,
    reference: Reference | None = None,
    is_handed_in: bool = False,
) -> Preview:
    """Build what publishing would give, as it would be given now, and keep it for `by`; `key`: what it is built from.

    Takes no lock: versions that are published do not change, and its file has a place of its own. Raises VersionMoved
    when somebody published since the check, StoreDamaged where the disk does not take it.
    """
    store, reference = store or Store(), reference or load_reference()
    refuse_moved(store, result.base_version)
    refuse_settings(reference)
    previews = Previews(store.folder)
    try:
        number, place = previews.begin()
        try:
            _build(store, reference, result, by, reason, place)
            preview = Preview(number, by, result.periode, result.nama_berkas, key, result.base_version, is_handed_in)
            previews.keep(preview, place)
        finally:
            for left in place.parent.glob(place.name + "*"):
                left.unlink(missing_ok=True)
    except OSError as error:
        raise StoreDamaged(f"{_NOT_BUILT} ({say_cause(error)}). Draf dan data yang terbit tidak berubah.") from error
    except duckdb.Error as error:
        raise StoreDamaged(f"{_NOT_BUILT}; mungkin diskanya penuh. Draf dan data yang terbit tidak berubah.") from error
    return preview


def _build(store: Store, reference: Reference, result: CheckResult, by: str, reason: str, place: Path) -> None:
    current = store.find_current()
    record = make_record(result, by, reason, starts_real_data=True)
    reference = take_start(store, reference, record, result)
    moment = choose_time(store, current, clock.read_local_time())
    record = start_record(record, (current or 0) + 1, moment, reference)
    build_file(store, reference, record, current, result, place)
