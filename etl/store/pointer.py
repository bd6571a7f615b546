"""What the pointer TERKINI says beside the numbers that are there: whole, interrupted or damaged."""

from __future__ import annotations

import re
from dataclasses import dataclass

NOTHING_YET = 0  # written before the first publication, so that a lost pointer never looks like an empty folder
_NAME = re.compile(r"([0-9]{1,9})(\.duckdb)?")
_MEND = "Jalankan rebuild, atau pilih sendiri: python -m etl tunjuk NOMOR --yakin."


@dataclass(frozen=True)
class Numbers:
    """written: the pointer's text, None = no pointer; files, records: the numbers that exist."""

    written: str | None
    files: frozenset[int]
    records: frozenset[int]

    @property
    def pointed(self) -> int | None:
        """The number that the pointer names, 0 = nothing published yet; None = it names none."""
        matching = _NAME.fullmatch(self.written or "")
        return int(matching[1]) if matching else None

    @property
    def all(self) -> frozenset[int]:
        return self.files | self.records

    @property
    def above(self) -> list[int]:
        """Numbers beyond the pointer, ascending."""
        return sorted(n for n in self.all if n > (self.pointed or 0))

    def damage(self) -> str | None:
        """Why nothing may be written, as a sentence; None when writing is safe.

        Exactly the next number beyond the pointer is an interrupted publication, as any kill leaves it.
        """
        if self.written is None and not self.all:
            return None
        if self.written is None:
            return f"Penunjuk TERKINI hilang, padahal ada versi atau catatan sampai nomor {max(self.all)}. {_MEND}"
        if self.pointed is None:
            return f"Penunjuk TERKINI berisi “{self.written[:40]}”, bukan nama versi. {_MEND}"
        if self.above not in ([], [self.pointed + 1]):
            beyond = ", ".join(map(str, self.above))
            return f"Penunjuk TERKINI menunjuk versi {self.pointed}, padahal ada nomor sesudahnya: {beyond}. {_MEND}"
        return None
