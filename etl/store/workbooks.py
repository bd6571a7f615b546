"""The untouched workbooks of the archive, each under the hash of its bytes."""

from __future__ import annotations

from glob import escape
from pathlib import Path

from etl.store.files import ASIDE, TEMPORARY, hash_file, is_temporary, set_aside, write_atomic
from etl.store.records import Record

# What a workbook in the archive is called by: what it is, never what it came as. Earlier releases took the ending that
# was uploaded; their records name theirs.
ENDINGS = ("xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "html", "zip")


def name_workbook(sha256: str, form: str) -> str:
    """The name in the archive of a workbook of one of the ENDINGS. Raises ValueError for another one."""
    if form not in ENDINGS:
        raise ValueError(f"bentuk buku kerja “{form}” tidak dikenal arsip")
    return f"{sha256}.{form}"


class Workbooks:
    """Workbooks in the folder `arsip` of a state folder."""

    def __init__(self, folder: Path, state_folder: Path) -> None:
        self.folder = folder
        self._state_folder = state_folder

    def find(self, sha256: str) -> Path | None:
        """The workbook with this hash; None when it was removed or the operator moved it away."""
        known = sorted(p for p in self.folder.glob(f"{sha256}.*") if not is_temporary(p.name))
        return known[0] if known else None

    def read(self, record: Record) -> bytes:
        """The workbook that a record names. Raises OSError when it is not there."""
        return self._path(record).read_bytes()

    def hash(self, record: Record) -> str | None:
        """What the workbook that a record names is now; None when it is not there."""
        path = self._path(record)
        return hash_file(path) if path.exists() else None

    def has(self, record: Record) -> bool:
        """Whether the workbook that a record names is there; one that names none lacks none."""
        return "berkas" not in record or self._path(record).exists()

    def keep(self, name: str, data: bytes, sha256: str) -> None:
        """Keep a workbook under a name; what stands there and is no longer that is set aside."""
        path = self.folder / name
        if path.exists() and hash_file(path) == sha256:
            return
        set_aside(self._state_folder, [p for p in (path,) if p.exists()])
        write_atomic(path, data)

    def remove(self, record: Record) -> None:
        """Remove a workbook that has expired, after that was declared. Raises OSError."""
        self._path(record).unlink(missing_ok=True)

    def _path(self, record: Record) -> Path:
        """Where the workbook is. One that ends like .sedang lama was taken for unfinished and set aside by an earlier
        release; it is read where it lies."""
        path = self.folder / str(record["berkas"])
        if path.exists() or TEMPORARY not in path.name:
            return path
        moved = (self._state_folder / ASIDE).glob(f"*-{escape(path.name)}")
        return next((p for p in sorted(moved) if hash_file(p) == record["sha256"]), path)
