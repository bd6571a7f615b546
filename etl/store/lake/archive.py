"""What all servers need beside the tables: the untouched workbooks, and the key behind peserta_id.

They lie as plain files beside the lake, not in it: what is to be erased after its time would live on in its snapshots,
and whatever lies among its own files the lake's clean-up takes for an orphan.
"""

from __future__ import annotations

from pathlib import Path

from etl.store.faults import ParticipantKeyLost
from etl.store.lake.address import Address
from etl.store.lake.local import Local
from etl.store.records import Record

_KEY = "kunci"


class Archive:
    """The folder of one area of government, seen by all servers."""

    def __init__(self, address: Address, area: str) -> None:
        self.folder, self._shelf = address.archive / area, address.open_shelf(area)

    def keep(self, local: Local, record: Record) -> None:
        """Put there what a publication of this server needs, before it is published. Raises ParticipantKeyLost where
        others count people under another key, StoreDamaged, OSError."""
        self._keep_key(local)
        if (name := _find_name(record)) is not None and not self._shelf.holds(name, str(record["sha256"])):
            self._shelf.write(name, local.workbooks.read(record))

    def bring(self, local: Local, record: Record) -> None:
        """Fetch the workbook of a record; one that is no longer there `verify` names as missing."""
        name = _find_name(record)
        if name is not None and self._shelf.holds(name, str(record["sha256"])):
            local.workbooks.keep(str(record["berkas"]), self._shelf.find(name) or b"", str(record["sha256"]))

    def bring_key(self, local: Local) -> None:
        """Fetch the key behind peserta_id where this server has none."""
        if local.read_secret() is None and (shared := self._shelf.find(_KEY)) is not None:
            local.save_secret(shared)

    def remove(self, record: Record) -> None:
        """Erase a workbook whose time is over. Raises OSError."""
        if (name := _find_name(record)) is not None:
            self._shelf.remove(name)

    def _keep_key(self, local: Local) -> None:
        if (own := local.read_secret()) is None:
            return
        if (shared := self._shelf.find(_KEY)) is None:
            self._shelf.write(_KEY, own)
        elif shared != own:
            raise ParticipantKeyLost(
                "Kunci peserta di peladen ini bukan yang dipakai bersama; orang yang sama akan terhitung dua kali. "
                f"Salin {self.folder / _KEY} ke {local.folder / _KEY}, lalu ulangi. Data yang terbit tidak berubah."
            )


def _find_name(record: Record) -> str | None:
    return Path(str(record["berkas"])).name if "berkas" in record else None
