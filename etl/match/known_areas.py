"""Where a cooperative of known NIK or badan hukum was last published: what a spelling in doubt is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from etl.cells.place import read_text
from etl.match.cooperative_keys import KnownCooperatives
from etl.match.names import normalise_bh, normalise_nik

_MAX_NAMED = 3  # cooperatives that a question names


@dataclass(frozen=True)
class KnownArea:
    """A kelurahan in which cooperatives were last published, and the names of those that the rows speak of."""

    code: str
    cooperatives: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        more = len(self.cooperatives) - _MAX_NAMED
        return ", ".join(self.cooperatives[:_MAX_NAMED]) + (f" dan {more} lagi" if more > 0 else "")


class KnownAreas:
    """Looks rows up by NIK and badan hukum. `read_old`: what is published, read only when a row is in doubt."""

    def __init__(self, read_old: Callable[[], pd.DataFrame]) -> None:
        self._read_old = read_old

    @cached_property
    def _known(self) -> KnownCooperatives:
        return KnownCooperatives(self._read_old())

    def find(self, nik: str | None, bh: str | None) -> tuple[str, str] | None:
        """(kelurahan, name) as last published; None where the keys are unknown or of two cooperatives."""
        by_nik = self._known.by_nik.get(normalise_nik(nik) or "")
        by_bh = self._known.by_bh.get(normalise_bh(bh) or "")
        found = by_nik or by_bh
        if found is None or (by_nik and by_bh and by_nik != by_bh):
            return None
        code = self._known.keys[found].kelurahan
        return (code, self._known.names[found]) if code else None

    def group_rows(self, df: pd.DataFrame, doubtful: Iterable[bool]) -> list[KnownArea | None]:
        """For each row in doubt where it was last published, with all cooperatives of that spelling and place."""
        columns = [df[name] if name in df else [None] * len(df) for name in ("nik_koperasi", "nomor_badan_hukum")]
        found = [
            self.find(read_text(nik), read_text(bh)) if doubt else None
            for nik, bh, doubt in zip(*columns, doubtful, strict=True)
        ]
        named: dict[tuple[str | None, str | None, str], list[str]] = {}
        spelled = list(zip(map(read_text, df["kelurahan"]), map(read_text, df["kecamatan"]), strict=True))
        for spelling, one in zip(spelled, found, strict=True):
            if one:
                named.setdefault((*spelling, one[0]), []).append(one[1])
        return [
            KnownArea(one[0], tuple(named[*spelling, one[0]])) if one else None
            for spelling, one in zip(spelled, found, strict=True)
        ]
