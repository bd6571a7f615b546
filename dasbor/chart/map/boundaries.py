"""Boundaries of the areas from a GeoJSON file that the operator supplies; what is wrong with it is said in words."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dasbor import keep
from dasbor.words import language
from etl.acuan import Reference

MAX_MB = 30
FINENESS = 1500  # points nearer than 1/1500 of the map's width cannot be seen apart
_TEST_LINES = 25  # lines tried for the place of a label
LonLat = tuple[float, float]
Ring = tuple[LonLat, ...]
Outline = tuple[Ring, ...]  # outlines counter-clockwise, holes clockwise: so a hole stays empty when filled


class BoundaryError(Exception):
    """The boundaries cannot be drawn; the text is a sentence for the page."""


@dataclass(frozen=True)
class LabelPlace:
    """Where a label stands: the middle of the widest stretch inside an area, and how wide it is there."""

    x: float
    y: float
    width: float


def read_outlines(reference: Reference) -> dict[str, Outline]:
    """kode_kelurahan -> rings. Raises BoundaryError; call only when the settings name a file."""
    path = reference.boundary_file
    assert path is not None
    if not path.is_file():
        raise BoundaryError(f"Berkas batas wilayah “{path.name}” tidak ditemukan di folder acuan.")
    key = reference.settings["wilayah"].get("kunci_geojson", "kode_kelurahan")
    code = tuple(reference.kelurahan["kode_kelurahan"])
    bps = tuple(reference.kelurahan["kode_bps"]) if "kode_bps" in reference.kelurahan else ()
    return _read_file(path, path.stat().st_mtime_ns, key, code, bps)


def find_time(reference: Reference) -> int:
    """When the file was written, 0 = there is none: below the reference folder that one's state does not tell."""
    path = reference.boundary_file
    return path.stat().st_mtime_ns if path is not None and path.is_file() else 0


@keep.pure(most=4)
def _read_file(path: Path, _waktu: int, key: str, code: tuple[str, ...], bps: tuple[str, ...]) -> dict[str, Outline]:
    if path.stat().st_size > MAX_MB * 1_000_000:
        raise BoundaryError(f"Berkas batas wilayah lebih besar dari {MAX_MB} MB.")
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise BoundaryError(f"Berkas batas wilayah “{path.name}” bukan GeoJSON yang dapat dibaca.") from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise BoundaryError(f"Berkas batas wilayah “{path.name}” tidak memuat satu wilayah pun (FeatureCollection).")
    form: dict[str, Outline] = {}
    for written, one in zip(_find_codes(features, key, code, bps), features, strict=True):
        form[written] = form.get(written, ()) + _read_rings(one.get("geometry"), written)
    return _thin_outlines(form)


def _find_codes(features: list[Any], key: str, code: tuple[str, ...], bps: tuple[str, ...]) -> list[str]:
    """The kode_kelurahan of each feature: its property holds the Kemendagri code or, throughout, the BPS code."""
    properties = [f.get("properties") if isinstance(f, dict) else None for f in features]
    written = [_keep_digits((s or {}).get(key)) for s in properties]
    if not any(written):
        known = language.join_list([f"“{k}”" for k in (properties[0] or {})], 6) or "tidak ada"
        raise BoundaryError(f"Batas wilayah tidak punya isian “{key}” (wilayah.kunci_geojson); yang ada: {known}.")
    style = [{_keep_digits(k): k for k in code}, {_keep_digits(b): k for b, k in zip(bps, code, strict=bool(bps))}]
    listing = max(style, key=lambda c: sum(t in c for t in written))  # the first wins a draw
    strange = [str((s or {}).get(key)) for s, t in zip(properties, written, strict=True) if t not in listing]
    if strange:
        phrase = language.join_list([f"“{k[:20]}”" for k in strange], 3)
        raise BoundaryError(f"Batas wilayah memuat kode yang tidak ada di daftar wilayah: {phrase}.")
    result = [listing[t] for t in written]
    missing = [k for k in code if k not in set(result)]
    if missing:
        raise BoundaryError(f"Batas wilayah tidak memuat {len(missing)} wilayah: {language.join_list(missing, 3)}.")
    return result


def _keep_digits(value: object) -> str:
    # 3572010006.0: a code that went through a spreadsheet
    return re.sub(r"\D", "", re.sub(r"\.0$", "", str(value))) if value is not None else ""


def _read_rings(geometry: object, code: str) -> Outline:
    content = geometry if isinstance(geometry, dict) else {}
    point: Any = content.get("coordinates")
    polygons = {"Polygon": [point], "MultiPolygon": point}.get(content.get("type", ""))
    if not polygons:
        raise BoundaryError(f"Batas wilayah {code} bukan bidang (Polygon atau MultiPolygon).")
    try:
        result = tuple(
            _wind_ring(tuple((float(t[0]), float(t[1])) for t in ring), outside=ordinal == 0)
            for one in polygons
            for ordinal, ring in enumerate(one)
        )
    except (TypeError, ValueError, IndexError):
        raise BoundaryError(f"Titik batas wilayah {code} tidak dapat dibaca.") from None
    if not all(abs(x) <= 180 and abs(y) <= 90 for ring in result for x, y in ring):
        raise BoundaryError(f"Titik batas wilayah {code} bukan derajat bujur dan lintang (EPSG:4326).")
    if not any(abs(measure_area(ring)) > 0 for ring in result):
        raise BoundaryError(f"Batas wilayah {code} tidak punya luas.")
    return result


def _wind_ring(ring: Ring, outside: bool) -> Ring:
    return ring if (measure_area(ring) > 0) == outside else ring[::-1]


def measure_area(ring: Ring) -> float:
    """Signed: counter-clockwise is positive."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def measure_extent(form: dict[str, Outline]) -> tuple[float, float, float, float]:
    """West, south, east, north."""
    point = [t for b in form.values() for ring in b for t in ring]
    return min(x for x, _ in point), min(y for _, y in point), max(x for x, _ in point), max(y for _, y in point)


def measure_stretch(form: dict[str, Outline]) -> float:
    """How much longer a degree of latitude is than one of longitude here."""
    _, south, _, north = measure_extent(form)
    return 1 / math.cos(math.radians((south + north) / 2))


def _thin_outlines(form: dict[str, Outline]) -> dict[str, Outline]:
    """Leave out points that nobody can see: official files hold a hundred times more than a screen shows."""
    west, _, east, _ = measure_extent(form)
    distance = (east - west) / FINENESS
    return {code: tuple(_thin_ring(ring, distance) for ring in content) for code, content in form.items()}


def _thin_ring(ring: Ring, distance: float) -> Ring:
    result = [ring[0]]
    for t in ring[1:-1]:
        if abs(t[0] - result[-1][0]) + abs(t[1] - result[-1][1]) >= distance:
            result.append(t)
    result.append(ring[-1])
    return tuple(result) if len(result) > 3 else ring


# ── inside an area ───────────────────────────────────────────────────────────────────


@keep.pure(most=2000)
def _list_edges(form: Outline) -> np.ndarray:
    """x1, y1, x2, y2 of every edge, as columns."""
    return np.array([(*a, *b) for ring in form for a, b in zip(ring, ring[1:] + ring[:1], strict=True)]).T


def find_crossings(form: Outline, y: float) -> list[float]:
    """Where a line from west to east crosses the outline: between the 1st and 2nd, 3rd and 4th, … it is inside."""
    x1, y1, x2, y2 = _list_edges(form)
    hit = (y1 > y) != (y2 > y)
    x1, y1, x2, y2 = x1[hit], y1[hit], x2[hit], y2[hit]
    crossings: list[float] = np.sort(x1 + (y - y1) / (y2 - y1) * (x2 - x1)).tolist()
    return crossings


@keep.pure(most=20_000)
def find_label_place(form: Outline, label_height: float = 0.0) -> LabelPlace:
    """The middle of the widest room of that height in the largest part; its width is 0 when there is none."""
    large = max(form, key=measure_area)
    lowest, height = min(y for _, y in large), max(y for _, y in large)
    candidates = [LabelPlace((large[0][0] + large[1][0]) / 2, (large[0][1] + large[1][1]) / 2, 0.0)]
    for i in range(1, _TEST_LINES + 1):
        y = lowest + (height - lowest) * i / (_TEST_LINES + 1)
        stretches = _find_stretches(form, y)
        for k in (-1.0, -0.5, 0.5, 1.0) if label_height else ():
            stretches = _find_common(stretches, _find_stretches(form, y + k * label_height / 2))
        candidates += [LabelPlace((a + b) / 2, y, b - a) for a, b in stretches]
    return max(candidates, key=lambda t: t.width)


def _find_stretches(form: Outline, y: float) -> list[LonLat]:
    chunk = find_crossings(form, y)
    return list(zip(chunk[::2], chunk[1::2], strict=True))


def _find_common(one: list[LonLat], second: list[LonLat]) -> list[LonLat]:
    every = [(max(a, c), min(b, d)) for a, b in one for c, d in second]
    return [(a, b) for a, b in every if a < b]


def make_touch_points(form: Outline, distance: float, stretch: float) -> list[LonLat]:
    """A grid of points inside an area, always with the label's place: what a click or touch finds."""
    place = find_label_place(form)
    height = [y for ring in form for _, y in ring]
    result = [(place.x, place.y)]
    row = math.ceil(min(height) / (distance / stretch))
    while (y := row * distance / stretch) < max(height):
        for a, b in _find_stretches(form, y):
            result += [(k * distance, y) for k in range(math.ceil(a / distance), math.floor(b / distance) + 1)]
        row += 1
    return result
