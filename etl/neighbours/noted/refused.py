"""Packages that came by themselves (`melihat_semua`) and were refused: what lies there now, why, and since when.

No ledger: the list is made anew each time they are looked at, and what was taken since is left out of it. Who no
longer sees all is sent none, and reads of none.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from etl import clock
from etl.neighbours.ledger import TAKEN, find_folder, read_ledger
from etl.periode import say_date
from etl.store.files import make_folder, write_atomic

FILE = "ditolak.json"
SETTING = "KOPERASI_MELIHAT_SEMUA"  # of the area of government that this process works for; missing = it does not


@dataclass(frozen=True)
class Refusal:
    """One package. alamat, kode: of the area of government that it may speak for; isi: a word for its content; sebab:
    sentences; waktu: when it was first refused, by the installation's clock; sesudah: the last line of the ledger
    then; is_passing: it may go better in a while (a full disk, somebody who writes)."""

    alamat: str
    kode: str
    isi: str
    sebab: str
    is_passing: bool = False
    waktu: str = ""
    sesudah: int = 0

    def say(self) -> str:
        when = f" yang datang {say_date(dt.datetime.fromisoformat(self.waktu))}" if self.waktu else ""
        return f"Paket {self.alamat} (kode {self.kode}){when} tidak diterima: {self.sebab}"


def note_refused(state: Path, found: Sequence[Refusal]) -> list[Refusal]:
    """These and no others are refused now; the same with their times: that of one that was refused before for the same
    stays. Raises OSError."""
    before = _read(state)
    known = {(r.alamat, r.isi, r.sebab): r for r in before or ()}
    last = read_ledger(state).last
    now = clock.read_local_time().isoformat()
    noted = [known.get((r.alamat, r.isi, r.sebab)) or replace(r, waktu=now, sesudah=last) for r in found]
    if noted != before:
        make_folder(find_folder(state))
        write_atomic(find_folder(state) / FILE, json.dumps([asdict(r) for r in noted], ensure_ascii=False).encode())
    return noted


def list_refused(state: Path) -> list[str]:
    """A sentence for each that is refused and whose area has sent no good one since; where the list is damaged, that.
    Nothing where none are sent here. Raises OSError."""
    if SETTING not in os.environ:
        return []
    noted = _read(state)
    if noted is None:
        return [
            f"Daftar paket yang ditolak ({find_folder(state).name}/{FILE}) tidak terbaca; "
            "dibuat lagi pada terbitan pemda berikutnya."
        ]
    taken = [(e.kode, e.nomor) for e in read_ledger(state).entries if e.jenis == TAKEN] if noted else []
    return [r.say() for r in noted if not any(code == r.kode and n > r.sesudah for code, n in taken)]


def _read(state: Path) -> list[Refusal] | None:
    """None = damaged."""
    try:
        return [Refusal(**one) for one in json.loads((find_folder(state) / FILE).read_bytes())]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, RecursionError):
        return None
