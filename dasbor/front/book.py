"""pemda.toml as it stands now: read again when it changes, so that an area of government comes or is shut without a
restart. A file that cannot be used changes nothing."""

from __future__ import annotations

import logging
from pathlib import Path

from etl.tenants.declared import Roll, RollWrong, read_roll

_log = logging.getLogger(__name__)


class Book:
    """Raises RollWrong where the file cannot be used at the start."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._written = self._look()
        self._roll = read_roll(file)
        self._tell(self._roll.faults)

    def read(self) -> Roll:
        """Costs one look at the file."""
        written = self._look()
        if written != self._written:
            self._written = written
            try:
                self._roll = self._read_filled()
                self._tell(self._roll.faults)
            except RollWrong as error:
                self._tell((f"{error} Sampai itu diperbaiki, berlaku yang dibaca sebelumnya.",))
        return self._roll

    def _read_filled(self) -> Roll:
        """A file that is written at this moment, or onto a full disk, is empty: that shuts nobody's pages. Raises
        RollWrong."""
        roll = read_roll(self.file)
        if self._roll.tenants and not (roll.tenants or roll.faults):
            raise RollWrong(f"{self.file} tidak memuat satu [[pemda]] pun.")
        return roll

    def _look(self) -> tuple[int, int]:
        try:
            found = self.file.stat()
        except OSError:
            return 0, 0
        return found.st_mtime_ns, found.st_size

    def _tell(self, faults: tuple[str, ...]) -> None:
        for sentence in faults:
            _log.warning("%s", sentence)
