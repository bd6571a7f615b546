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
from etl.acuan import Acuan

BATAS_MB = 30
HALUS = 1500  # points nearer than 1/1500 of the map's width cannot be seen apart
_GARIS_UJI = 25  # lines tried for the place of a label
Titik = tuple[float, float]
Cincin = tuple[Titik, ...]
Bentuk = tuple[Cincin, ...]  # outlines counter-clockwise, holes clockwise: so a hole stays empty when filled


class BatasSalah(Exception):
    """The boundaries cannot be drawn; the text is a sentence for the page."""


@dataclass(frozen=True)
class Tempat:
    """Where a label stands: the middle of the widest stretch inside an area, and how wide it is there."""

    x: float
    y: float
    lebar: float


def read(acuan: Acuan) -> dict[str, Bentuk]:
    """kode_kelurahan -> rings. Raises BatasSalah; call only when the settings name a file."""
    path = acuan.batas
    assert path is not None
    if not path.is_file():
        raise BatasSalah(f"Berkas batas wilayah “{path.name}” tidak ditemukan di folder acuan.")
    kunci = acuan.pengaturan["wilayah"].get("kunci_geojson", "kode_kelurahan")
    kode = tuple(acuan.kelurahan["kode_kelurahan"])
    bps = tuple(acuan.kelurahan["kode_bps"]) if "kode_bps" in acuan.kelurahan else ()
    return _read(path, path.stat().st_mtime_ns, kunci, kode, bps)


@keep.pure(most=4)
def _read(path: Path, _waktu: int, kunci: str, kode: tuple[str, ...], bps: tuple[str, ...]) -> dict[str, Bentuk]:
    if path.stat().st_size > BATAS_MB * 1_000_000:
        raise BatasSalah(f"Berkas batas wilayah lebih besar dari {BATAS_MB} MB.")
    try:
        isi = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise BatasSalah(f"Berkas batas wilayah “{path.name}” bukan GeoJSON yang dapat dibaca.") from None
    fitur = isi.get("features") if isinstance(isi, dict) else None
    if not isinstance(fitur, list) or not fitur:
        raise BatasSalah(f"Berkas batas wilayah “{path.name}” tidak memuat satu wilayah pun (FeatureCollection).")
    bentuk: dict[str, Bentuk] = {}
    for tulis, satu in zip(_codes(fitur, kunci, kode, bps), fitur, strict=True):
        bentuk[tulis] = bentuk.get(tulis, ()) + _rings(satu.get("geometry"), tulis)
    return _thin(bentuk)


def _codes(fitur: list, kunci: str, kode: tuple[str, ...], bps: tuple[str, ...]) -> list[str]:
    """The kode_kelurahan of each feature: its property holds the Kemendagri code or, throughout, the BPS code."""
    sifat = [f.get("properties") if isinstance(f, dict) else None for f in fitur]
    tulis = [_digits((s or {}).get(kunci)) for s in sifat]
    if not any(tulis):
        ada = language.daftar([f"“{k}”" for k in (sifat[0] or {})], 6) or "tidak ada"
        raise BatasSalah(f"Batas wilayah tidak punya isian “{kunci}” (wilayah.kunci_geojson); yang ada: {ada}.")
    cara = [{_digits(k): k for k in kode}, {_digits(b): k for b, k in zip(bps, kode, strict=bool(bps))}]
    daftar = max(cara, key=lambda c: sum(t in c for t in tulis))  # the first wins a draw
    asing = [str((s or {}).get(kunci)) for s, t in zip(sifat, tulis, strict=True) if t not in daftar]
    if asing:
        sebut = language.daftar([f"“{k[:20]}”" for k in asing], 3)
        raise BatasSalah(f"Batas wilayah memuat kode yang tidak ada di daftar wilayah: {sebut}.")
    hasil = [daftar[t] for t in tulis]
    hilang = [k for k in kode if k not in set(hasil)]
    if hilang:
        raise BatasSalah(f"Batas wilayah tidak memuat {len(hilang)} wilayah: {language.daftar(hilang, 3)}.")
    return hasil


def _digits(nilai: object) -> str:
    # 3572010006.0: a code that went through a spreadsheet
    return re.sub(r"\D", "", re.sub(r"\.0$", "", str(nilai))) if nilai is not None else ""


def _rings(geometri: object, kode: str) -> Bentuk:
    isi = geometri if isinstance(geometri, dict) else {}
    titik: Any = isi.get("coordinates")
    poligon = {"Polygon": [titik], "MultiPolygon": titik}.get(isi.get("type", ""))
    if not poligon:
        raise BatasSalah(f"Batas wilayah {kode} bukan bidang (Polygon atau MultiPolygon).")
    try:
        hasil = tuple(
            _wound(tuple((float(t[0]), float(t[1])) for t in cincin), luar=ke == 0)
            for satu in poligon
            for ke, cincin in enumerate(satu)
        )
    except (TypeError, ValueError, IndexError):
        raise BatasSalah(f"Titik batas wilayah {kode} tidak dapat dibaca.") from None
    if not all(abs(x) <= 180 and abs(y) <= 90 for cincin in hasil for x, y in cincin):
        raise BatasSalah(f"Titik batas wilayah {kode} bukan derajat bujur dan lintang (EPSG:4326).")
    if not any(abs(area(cincin)) > 0 for cincin in hasil):
        raise BatasSalah(f"Batas wilayah {kode} tidak punya luas.")
    return hasil


def _wound(cincin: Cincin, luar: bool) -> Cincin:
    return cincin if (area(cincin) > 0) == luar else cincin[::-1]


def area(cincin: Cincin) -> float:
    """Signed: counter-clockwise is positive."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(cincin, cincin[1:] + cincin[:1], strict=True)) / 2


def extent(bentuk: dict[str, Bentuk]) -> tuple[float, float, float, float]:
    """West, south, east, north."""
    titik = [t for b in bentuk.values() for cincin in b for t in cincin]
    return min(x for x, _ in titik), min(y for _, y in titik), max(x for x, _ in titik), max(y for _, y in titik)


def stretch(bentuk: dict[str, Bentuk]) -> float:
    """How much longer a degree of latitude is than one of longitude here."""
    _, selatan, _, utara = extent(bentuk)
    return 1 / math.cos(math.radians((selatan + utara) / 2))


def _thin(bentuk: dict[str, Bentuk]) -> dict[str, Bentuk]:
    """Leave out points that nobody can see: official files hold a hundred times more than a screen shows."""
    barat, _, timur, _ = extent(bentuk)
    jarak = (timur - barat) / HALUS
    return {kode: tuple(_fewer(cincin, jarak) for cincin in isi) for kode, isi in bentuk.items()}


def _fewer(cincin: Cincin, jarak: float) -> Cincin:
    hasil = [cincin[0]]
    for t in cincin[1:-1]:
        if abs(t[0] - hasil[-1][0]) + abs(t[1] - hasil[-1][1]) >= jarak:
            hasil.append(t)
    hasil.append(cincin[-1])
    return tuple(hasil) if len(hasil) > 3 else cincin


# ── inside an area ───────────────────────────────────────────────────────────────────


@keep.pure(most=2000)
def _edges(bentuk: Bentuk) -> np.ndarray:
    """x1, y1, x2, y2 of every edge, as columns."""
    return np.array([(*a, *b) for cincin in bentuk for a, b in zip(cincin, cincin[1:] + cincin[:1], strict=True)]).T


def crossings(bentuk: Bentuk, y: float) -> list[float]:
    """Where a line from west to east crosses the outline: between the 1st and 2nd, 3rd and 4th, … it is inside."""
    x1, y1, x2, y2 = _edges(bentuk)
    kena = (y1 > y) != (y2 > y)
    x1, y1, x2, y2 = x1[kena], y1[kena], x2[kena], y2[kena]
    return np.sort(x1 + (y - y1) / (y2 - y1) * (x2 - x1)).tolist()


@keep.pure(most=20_000)
def label_place(bentuk: Bentuk, tinggi_label: float = 0.0) -> Tempat:
    """The middle of the widest room of that height in the largest part; its width is 0 when there is none."""
    besar = max(bentuk, key=area)
    rendah, tinggi = min(y for _, y in besar), max(y for _, y in besar)
    calon = [Tempat((besar[0][0] + besar[1][0]) / 2, (besar[0][1] + besar[1][1]) / 2, 0.0)]
    for i in range(1, _GARIS_UJI + 1):
        y = rendah + (tinggi - rendah) * i / (_GARIS_UJI + 1)
        ruang = _stretches(bentuk, y)
        for k in (-1.0, -0.5, 0.5, 1.0) if tinggi_label else ():
            ruang = _common(ruang, _stretches(bentuk, y + k * tinggi_label / 2))
        calon += [Tempat((a + b) / 2, y, b - a) for a, b in ruang]
    return max(calon, key=lambda t: t.lebar)


def _stretches(bentuk: Bentuk, y: float) -> list[Titik]:
    potong = crossings(bentuk, y)
    return list(zip(potong[::2], potong[1::2], strict=True))


def _common(satu: list[Titik], dua: list[Titik]) -> list[Titik]:
    semua = [(max(a, c), min(b, d)) for a, b in satu for c, d in dua]
    return [(a, b) for a, b in semua if a < b]


def touch_points(bentuk: Bentuk, jarak: float, renggang: float) -> list[Titik]:
    """A grid of points inside an area, always with the label's place: what a click or touch finds."""
    tempat = label_place(bentuk)
    tinggi = [y for cincin in bentuk for _, y in cincin]
    hasil = [(tempat.x, tempat.y)]
    baris = math.ceil(min(tinggi) / (jarak / renggang))
    while (y := baris * jarak / renggang) < max(tinggi):
        for a, b in _stretches(bentuk, y):
            hasil += [(k * jarak, y) for k in range(math.ceil(a / jarak), math.floor(b / jarak) + 1)]
        baris += 1
    return hasil
