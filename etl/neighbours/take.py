"""Take a package of another area of government, and undo that: looked at first, audited. Nothing is deleted."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from etl import clock
from etl.accounts.roles import User
from etl.audit import log
from etl.neighbours import archive, ledger
from etl.neighbours.head import Head
from etl.neighbours.held import open_held, rebuild
from etl.neighbours.ledger import ACKNOWLEDGED, TAKEN, UNDONE, Entry, Ledger
from etl.neighbours.look import Consent, Looked, look
from etl.neighbours.messages import NotTaken
from etl.neighbours.noted import shared
from etl.store.faults import StoreDamaged


def take(
    state: Path, content: bytes, user: User, consent: Consent | None = None, address: str = "", way_in: str = ""
) -> Looked:
    """Check a package and hold it, in the place of the one of this area that was held. The same one again, also signed
    by another server of that area, changes nothing. `way_in`: where its pages are in this installation, "" = as it says
    itself. Raises NotTaken, StoreBusy, StoreDamaged or OSError."""
    with ledger.hold(state), shared.hold(state):
        looked = look(state, content, consent)
        if looked.blocking:
            raise NotTaken(looked.blocking)
        if looked.is_same:
            return looked
        if looked.is_held:
            _mend(state, looked.head.sha256, content)
            return looked
        known = ledger.read_to_append(state)
        entry = _make_entry(looked.head, user, way_in, ledger.next_number(state, known))
        archive.keep(state, entry.sha256, content)
        facts = {"pemda": entry.kode, "nama": entry.nama, "sha256": entry.sha256, "sidik": entry.sidik_kunci}
        log.append("terima_paket", user.name, address, state, **facts)
        ledger.append(state, entry, partial(shared.put, state))
    _prepare_tables(state)
    return looked


def _mend(state: Path, sha256: str, content: bytes) -> None:
    """The file of a package that is held was lost, and has come again."""
    if archive.find_damage(state, sha256):
        archive.keep(state, sha256, content)
        rebuild(state, afresh=True)


def undo(state: Path, number: int, user: User, address: str = "") -> Entry:
    """Undo one line of the ledger; the new line, which can be undone likewise. Raises ValueError with a sentence where
    there is none in force, and what take raises."""
    with ledger.hold(state), shared.hold(state):
        known = ledger.read_to_append(state)
        line = next((e for e in known.list_in_force() if e.nomor == number), None)
        if line is None:
            raise ValueError(f"Catatan paket {number} tidak ada atau sudah dibatalkan.")
        moment, next_ = _now(), ledger.next_number(state, known)
        entry = Entry(next_, moment, UNDONE, line.kode, line.nama, user.name, membatalkan=number)
        log.append("batal_paket", user.name, address, state, pemda=line.kode, nama=line.nama, catatan=number)
        ledger.append(state, entry, partial(shared.put, state))
    _prepare_tables(state)
    return entry


def acknowledge(state: Path, user: User, address: str = "") -> bool:
    """Note that somebody knows of lines that the ledger has lost; from then on only later losses are said. False where
    none is. Nothing comes back by it. Raises what take raises."""
    with ledger.hold(state), shared.hold(state):
        known = ledger.read_to_append(state)
        cut = ledger.find_cut(state)
        if cut is None and not known.breaks:
            return False
        entry = Entry(ledger.next_number(state, known), _now(), ACKNOWLEDGED, "", "", user.name)
        log.append("akui_paket", user.name, address, state, catatan=entry.nomor)
        ledger.append(state, entry, partial(shared.put, state))
    return True


def _prepare_tables(state: Path) -> None:
    """What was written into the ledger holds, also where these cannot be built now; who reads them is told why."""
    with suppress(StoreDamaged, OSError):
        open_held(state)


def find_after_undo(known: Ledger, line: Entry) -> Entry | None:
    """What would be held of its area after a line in force was undone; None = nothing."""
    undone = Entry(known.last + 1, "", UNDONE, line.kode, line.nama, "", membatalkan=line.nomor)
    return replace(known, entries=(*known.entries, undone)).find_held().get(line.kode)


def _make_entry(head: Head, user: User, way_in: str, number: int) -> Entry:
    return Entry(
        number,
        _now(),
        TAKEN,
        head.kode,
        head.nama,
        user.name,
        sha256=head.sha256,
        sidik_kunci=head.sidik_kunci,
        kunci_dikenal=True,
        versi=head.versi,
        dibuat=head.dibuat.isoformat() if head.dibuat else "",
        contoh=head.contoh,
        alamat=way_in,
    )


def _now() -> str:
    return clock.read_local_time().isoformat()
