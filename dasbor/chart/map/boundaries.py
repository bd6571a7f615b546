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
    lebar: float


def read_outlines(acuan: Reference) -> dict[str, Outline]:
    """kode_kelurahan -> rings. Raises BatasSalah; call only when the settings name a file."""
    path = acuan.batas
    assert path is not None
    if not path.is_file():
        raise BoundaryError(f"Berkas batas wilayah “{path.name}” tidak ditemukan di folder acuan.")
    kunci = acuan.settings["wilayah"].get("kunci_geojson", "kode_kelurahan")
    kode = tuple(acuan.kelurahan["kode_kelurahan"])
    bps = tuple(acuan.kelurahan["kode_bps"]) if "kode_bps" in acuan.kelurahan else ()
    return _read_file(path, path.stat().st_mtime_ns, kunci, kode, bps)


@keep.pure(most=4)
def _read_file(path: Path, _waktu: int, kunci: str, kode: tuple[str, ...], bps: tuple[str, ...]) -> dict[str, Outline]:
    if path.stat().st_size > MAX_MB * 1_000_000:
        raise BoundaryError(f"Berkas batas wilayah lebih besar dari {MAX_MB} MB.")
    try:
        isi = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise BoundaryError(f"Berkas batas wilayah “{path.name}” bukan GeoJSON yang dapat dibaca.") from None
    fitur = isi.get("features") if isinstance(isi, dict) else None
    if not isinstance(fitur, list) or not fitur:
        raise BoundaryError(f"Berkas batas wilayah “{path.name}” tidak memuat satu wilayah pun (FeatureCollection).")
    bentuk: dict[str, Outline] = {}
    for tulis, satu in zip(_find_codes(fitur, kunci, kode, bps), fitur, strict=True):
        bentuk[tulis] = bentuk.get(tulis, ()) + _read_rings(satu.get("geometry"), tulis)
    return _thin_outlines(bentuk)


def _find_codes(fitur: list, kunci: str, kode: tuple[str, ...], bps: tuple[str, ...]) -> list[str]:
    """The kode_kelurahan of each feature: its property holds the Kemendagri code or, throughout, the BPS code."""
    sifat = [f.get("properties") if isinstance(f, dict) else None for f in fitur]
    tulis = [_keep_digits((s or {}).get(kunci)) for s in sifat]
    if not any(tulis):
        ada = language.join_list([f"“{k}”" for k in (sifat[0] or {})], 6) or "tidak ada"
        raise BoundaryError(f"Batas wilayah tidak punya isian “{kunci}” (wilayah.kunci_geojson); yang ada: {ada}.")
    cara = [{_keep_digits(k): k for k in kode}, {_keep_digits(b): k for b, k in zip(bps, kode, strict=bool(bps))}]
    daftar = max(cara, key=lambda c: sum(t in c for t in tulis))  # the first wins a draw
    asing = [str((s or {}).get(kunci)) for s, t in zip(sifat, tulis, strict=True) if t not in daftar]
    if asing:
        sebut = language.join_list([f"“{k[:20]}”" for k in asing], 3)
        raise BoundaryError(f"Batas wilayah memuat kode yang tidak ada di daftar wilayah: {sebut}.")
    hasil = [daftar[t] for t in tulis]
    hilang = [k for k in kode if k not in set(hasil)]
    if hilang:
        raise BoundaryError(f"Batas wilayah tidak memuat {len(hilang)} wilayah: {language.join_list(hilang, 3)}.")
    return hasil


def _keep_digits(nilai: object) -> str:
    # 3572010006.0: a code that went through a spreadsheet
    return re.sub(r"\D", "", re.sub(r"\.0$", "", str(nilai))) if nilai is not None else ""


def _read_rings(geometri: object, kode: str) -> Outline:
    isi = geometri if isinstance(geometri, dict) else {}
    titik: Any = isi.get("coordinates")
    poligon = {"Polygon": [titik], "MultiPolygon": titik}.get(isi.get("type", ""))
    if not poligon:
        raise BoundaryError(f"Batas wilayah {kode} bukan bidang (Polygon atau MultiPolygon).")
    try:
        hasil = tuple(
            _wind_ring(tuple((float(t[0]), float(t[1])) for t in cincin), luar=ke == 0)
            for satu in poligon
            for ke, cincin in enumerate(satu)
        )
    except (TypeError, ValueError, IndexError):
        raise BoundaryError(f"Titik batas wilayah {kode} tidak dapat dibaca.") from None
    if not all(abs(x) <= 180 and abs(y) <= 90 for cincin in hasil for x, y in cincin):
        raise BoundaryError(f"Titik batas wilayah {kode} bukan derajat bujur dan lintang (EPSG:4326).")
    if not any(abs(measure_area(cincin)) > 0 for cincin in hasil):
        raise BoundaryError(f"Batas wilayah {kode} tidak punya luas.")
    return hasil


def _wind_ring(cincin: Ring, luar: bool) -> Ring:
    return cincin if (measure_area(cincin) > 0) == luar else cincin[::-1]


def measure_area(cincin: Ring) -> float:
    """Signed: counter-clockwise is positive."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(cincin, cincin[1:] + cincin[:1], strict=True)) / 2


def measure_extent(bentuk: dict[str, Outline]) -> tuple[float, float, float, float]:
    """West, south, east, north."""
    titik = [t for b in bentuk.values() for cincin in b for t in cincin]
    return min(x for x, _ in titik), min(y for _, y in titik), max(x for x, _ in titik), max(y for _, y in titik)


def measure_stretch(bentuk: dict[str, Outline]) -> float:
    """How much longer a degree of latitude is than one of longitude here."""
    _, selatan, _, utara = measure_extent(bentuk)
    return 1 / math.cos(math.radians((selatan + utara) / 2))


def _thin_outlines(bentuk: dict[str, Outline]) -> dict[str, Outline]:
    """Leave out points that nobody can see: official files hold a hundred times more than a screen shows."""
    barat, _, timur, _ = measure_extent(bentuk)
    jarak = (timur - barat) / FINENESS
    return {kode: tuple(_thin_ring(cincin, jarak) for cincin in isi) for kode, isi in bentuk.items()}


def _thin_ring(cincin: Ring, jarak: float) -> Ring:
    hasil = [cincin[0]]
    for t in cincin[1:-1]:
        if abs(t[0] - hasil[-1][0]) + abs(t[1] - hasil[-1][1]) >= jarak:
            hasil.append(t)
    hasil.append(cincin[-1])
    return tuple(hasil) if len(hasil) > 3 else cincin


# ── inside an area ───────────────────────────────────────────────────────────────────


@keep.pure(most=2000)
def _list_edges(bentuk: Outline) -> np.ndarray:
    """x1, y1, x2, y2 of every edge, as columns."""
    return np.array([(*a, *b) for cincin in bentuk for a, b in zip(cincin, cincin[1:] + cincin[:1], strict=True)]).T


def find_crossings(bentuk: Outline, y: float) -> list[float]:
    """Where a line from west to east crosses the outline: between the 1st and 2nd, 3rd and 4th, … it is inside."""
    x1, y1, x2, y2 = _list_edges(bentuk)
    kena = (y1 > y) != (y2 > y)
    x1, y1, x2, y2 = x1[kena], y1[kena], x2[kena], y2[kena]
    return np.sort(x1 + (y - y1) / (y2 - y1) * (x2 - x1)).tolist()


@keep.pure(most=20_000)
def find_label_place(bentuk: Outline, tinggi_label: float = 0.0) -> LabelPlace:
    """The middle of the widest room of that height in the largest part; its width is 0 when there is none."""
    besar = max(bentuk, key=measure_area)
    rendah, tinggi = min(y for _, y in besar), max(y for _, y in besar)
    calon = [LabelPlace((besar[0][0] + besar[1][0]) / 2, (besar[0][1] + besar[1][1]) / 2, 0.0)]
    for i in range(1, _TEST_LINES + 1):
        y = rendah + (tinggi - rendah) * i / (_TEST_LINES + 1)
        ruang = _find_stretches(bentuk, y)
        for k in (-1.0, -0.5, 0.5, 1.0) if tinggi_label else ():
            ruang = _find_common(ruang, _find_stretches(bentuk, y + k * tinggi_label / 2))
        calon += [LabelPlace((a + b) / 2, y, b - a) for a, b in ruang]
    return max(calon, key=lambda t: t.lebar)


def _find_stretches(bentuk: Outline, y: float) -> list[LonLat]:
    potong = find_crossings(bentuk, y)
    return list(zip(potong[::2], potong[1::2], strict=True))


def _find_common(satu: list[LonLat], dua: list[LonLat]) -> list[LonLat]:
    semua = [(max(a, c), min(b, d)) for a, b in satu for c, d in dua]
    return [(a, b) for a, b in semua if a < b]


def make_touch_points(bentuk: Outline, jarak: float, renggang: float) -> list[LonLat]:
    """A grid of points inside an area, always with the label's place: what a click or touch finds."""
    tempat = find_label_place(bentuk)
    tinggi = [y for cincin in bentuk for _, y in cincin]
    hasil = [(tempat.x, tempat.y)]
    baris = math.ceil(min(tinggi) / (jarak / renggang))
    while (y := baris * jarak / renggang) < max(tinggi):
        for a, b in _find_stretches(bentuk, y):
            hasil += [(k * jarak, y) for k in range(math.ceil(a / jarak), math.floor(b / jarak) + 1)]
        baris += 1
    return hasil
