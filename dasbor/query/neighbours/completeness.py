"""How much is known of each area of government: quarters of the last two years, indicators and smallest areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from dasbor.choice import WITH_KKMP, Choice
from dasbor.query import areas as parts
from dasbor.query import figures
from dasbor.query.neighbours import areas, held
from dasbor.query.neighbours.scene import Scene, keep_once
from dasbor.words.columns import list_rows
from etl import periode as triwulan

QUARTERS = 8  # up to the quarter that is looked at


class Completeness(NamedTuple):
    """Of QUARTERS quarters so many are counted; so many indicators are known; of `areas_there` smallest areas so many
    have their cooperatives counted in the quarter."""

    quarters: int = 0
    indicators: int = 0
    areas: int = 0
    areas_there: int = 0


NOTHING = Completeness()


def read_completeness(scene: Scene) -> Mapping[str, Completeness]:
    """{code: how much is known} of every area that has published anything."""
    return keep_once("kelengkapan pemda", scene, lambda: MappingProxyType(_read(scene)))


def _read(scene: Scene) -> dict[str, Completeness]:
    window = {triwulan.shift_quarter(scene.periode, -n) for n in range(QUARTERS)}
    counted = {code: len(window & set(known)) for code, known in areas.list_quarters(scene).items()}
    found = {
        str(b.kode): Completeness(counted.get(b.kode, 0), *map(int, (b.indikator_tahu, b.wilayah_tahu, b.wilayah_ada)))
        for b in list_rows(held.ask("pemda_lengkap", periode=scene.periode))
    }
    if (p := scene.own_row) is not None:
        here = replace(p, periode=scene.periode, kelompok_hitung=WITH_KKMP)
        found[p.kode_wilayah] = _count_own(here, counted.get(p.kode_wilayah, 0))
    return found


def _count_own(p: Choice, quarters: int) -> Completeness:
    known = sum(one.pembilang is not None for one in figures.read_figures(p).values())
    inside = parts.read_by_kelurahan(p, areas.SIZE)
    return Completeness(quarters, known, int(inside["pembilang"].notna().sum()), parts.count_kelurahan(p))
