"""The areas of one check and where cooperatives were, each made only when a question first needs it: a reference may
hold 84,000 areas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import pandas as pd

from etl.acuan import Reference
from etl.cells.choices import fold
from etl.match.area_finder import AreaFinder
from etl.match.known_areas import KnownAreas

LEVELS = ("kelurahan", "kecamatan")


class Gazetteer:
    """`read_old`: the keys under which cooperatives were published."""

    def __init__(self, reference: Reference, read_old: Callable[[], pd.DataFrame]) -> None:
        self._reference = reference
        self.known = KnownAreas(read_old)

    @cached_property
    def finder(self) -> AreaFinder:
        return AreaFinder(self._reference)

    @cached_property
    def folded_names(self) -> Mapping[str, frozenset[str]]:
        """{level: the names of its areas as cells are compared with them}."""
        areas = self._reference.kelurahan
        return {level: frozenset(fold(name) for name in areas[level]) for level in LEVELS}
