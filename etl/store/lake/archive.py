"""What all servers need beside the tables: the untouched workbooks, and the key behind peserta_id.

They lie as plain files beside the lake, not in it: what is to be erased after its time would live on in its snapshots,
and whatever lies among its own files the lake's clean-up takes for an orphan.
"""

from __future__ import annotations

from pathlib import Path

from etl.store.faults import ParticipantKeyLost
from etl.store.files import hash_file, make_folder, write_atomic
from etl.store.lake.address import Address
from etl.store.lake.local import Local
from etl.store.records import Record

_KEY = "kunci"


class Archive:
    """The folder of one area of government, seen by all servers."""

    def __init__(self, address: Address, area: str) -> None:
        self.folder = address.archive / area

    def keep(self, local: Local, record: Record) -> None:
        """Put there what a publication of this server needs, before it is published. Raises ParticipantKeyLost where
        others count people under another key, OSError."""
        make_folder(self.folder)
        self._keep_key(local)
        if (path := self._find(record)) is not None and not _holds(path, record):
            write_atomic(path, local.workbooks.read(record))

    def bring(self, local: Local, record: Record) -> None:
        """Fetch the workbook of a record; one that is no longer there `verify` names as missing."""
        path = self._find(record)
        if path is not None and _holds(path, record):
            local.workbooks.keep(str(record["berkas"]), path.read_bytes(), str(record["sha256"]))

    def bring_key(self, local: Local) -> None:
        """Fetch the key behind peserta_id where this server has none."""
        path = self.folder / _KEY
        if local.read_secret() is None and path.exists():
            local.save_secret(path.read_bytes())

    def remove(self, record: Record) -> None:
        """Erase a workbook whose time is over. Raises OSError."""
        if (path := self._find(record)) is not None:
            path.unlink(missing_ok=True)

    def _keep_key(self, local: Local) -> None:
        own, path = local.read_secret(), self.folder / _KEY
        if own is None:
            return
        if not path.exists():
            write_atomic(path, own)
        elif path.read_bytes() != own:
            raise ParticipantKeyLost(
                "Kunci peserta di peladen ini bukan yang dipakai bersama; orang yang sama akan terhitung dua kali. "
                f"Salin {path} ke {local.folder / _KEY}, lalu ulangi. Data yang terbit tidak berubah."
            )

    def _find(self, record: Record) -> Path | None:
        return self.folder / Path(str(record["berkas"])).name if "berkas" in record else None


def _holds(path: Path, record: Record) -> bool:
    return path.exists() and hash_file(path) == record["sha256"]
