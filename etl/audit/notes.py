"""What only looks is noted without being stopped: where the audit cannot be written, that is logged and shown to staff.

Publishing and changing call `log.append` and are refused when their entry cannot be written.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from etl.acuan import find_data_folder
from etl.audit import log
from etl.audit.events import SYSTEM
from etl.model import CheckResult, Correction
from etl.pesan import WRONG, Finding
from etl.store.faults import StoreDamaged

_NAMED = 20  # cells that an entry names
_log = logging.getLogger(__name__)
_faults: dict[Path, str] = {}  # state folder -> why the last note of this process was not written


def note(event: str, by: str = SYSTEM, address: str = "", **facts: object) -> None:
    """Write an event of looking, checking or downloading; never fails for want of a disk.

    Makes no state folder: a workbook may be checked where nothing is installed.
    """
    place = find_data_folder()
    if not place.is_dir():
        return
    try:
        log.append(event, by, address, place, **facts)
        _faults.pop(place, None)
    except StoreDamaged as error:
        _faults[place] = str(error)
        _log.error("kejadian “%s” tidak tercatat: %s", event, error)


def note_check(result: CheckResult | Finding, name: str, by: str, address: str) -> None:
    """A check: of which file, for which quarter, with what outcome; no text of the workbook."""
    if isinstance(result, Finding):
        note("periksa", by, address, berkas=name, hasil="tidak terbaca")
        return
    wrong = sum(t.berat == WRONG for t in result.temuan)
    outcome = f"{wrong} salah, {len(result.temuan) - wrong} periksa, {len(result.pertanyaan)} pertanyaan"
    note("periksa", by, address, berkas=name, triwulan=result.periode, hasil=outcome)


def note_corrections(corrections: Sequence[Correction], name: str, quarter: str | None, by: str, address: str) -> None:
    """Cells that were corrected beside a workbook; which ones, not what they say."""
    cells = ", ".join(c.place for c in corrections[:_NAMED]) + (", …" if len(corrections) > _NAMED else "")
    note("koreksi", by, address, berkas=name, triwulan=quarter, sel=cells, perbaikan=len(corrections))


def find_fault() -> str:
    """Why the last event of this process could not be noted; "" when it was."""
    return _faults.get(find_data_folder(), "")
