"""How the areas of government count an indicator: which of them count alike, and what others do differently."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from dasbor.query.neighbours import areas, held
from dasbor.query.neighbours.scene import Scene, keep_once
from dasbor.query.source import made_of
from dasbor.words.columns import list_rows


@dataclass(frozen=True)
class Definition:
    """hash: equal where figures may be compared, "" = it is not told; parts: what it is a hash of, by name."""

    hash: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)


def read_definitions(scene: Scene) -> Mapping[str, Definition]:
    """{code: how it counts the scene's indicator}."""
    return keep_once("definisi pemda", scene, lambda: MappingProxyType(_read(scene)))


def _read(scene: Scene) -> dict[str, Definition]:
    table = held.ask("pemda_definisi", indikator=scene.indikator)
    parsed = {text: json.loads(text) for text in set(table["isi"].dropna())}  # many areas, few ways to count
    found = {str(b.kode): Definition(str(b.sidik), parsed.get(b.isi, {})) for b in list_rows(table)}
    if scene.own_row is not None:
        told = made_of.describe(scene.own_row, scene.indikator)
        found[scene.own_row.kode_wilayah] = Definition(told["sidik"] or "", told["isi"] or {})
    return found


def find_common(scene: Scene, codes: frozenset[str]) -> Definition:
    """By which definition the areas of these codes are compared: that of most of those whose figure is known (of all,
    where none is); of several that are shared by as many the own one, else the first by its hash."""
    return keep_once("definisi bersama", scene, lambda: _find_common(scene, codes), codes)


def _find_common(scene: Scene, codes: frozenset[str]) -> Definition:
    known, table = read_definitions(scene), areas.read_areas(scene)
    counted = set(table.loc[table["pembilang"].notna(), "kode"]) & codes or codes
    by_hash = {d.hash: d for code, d in known.items() if code in counted and d.hash}
    many = Counter(known[code].hash for code in counted if code in known and known[code].hash)
    own_hash = known[scene.own_row.kode_wilayah].hash if scene.own_row and scene.own_row.kode_wilayah in known else ""
    if not many:
        return Definition()
    first = min(many, key=lambda one: (-many[one], one != own_hash, one))
    return by_hash[first]
