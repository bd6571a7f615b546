"""The areas of government, one row each: what they published last, how they count an indicator, and its figures."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd

from dasbor.choice import WITH_KKMP
from dasbor.query.neighbours import held, own
from dasbor.query.neighbours.scene import Scene, keep_once
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl.acuan import PROVINCE, load_reference

PACKAGE, OWN, NOTHING = "paket", "sendiri", ""  # where the figures of a row come from
SIZE = "koperasi_terdaftar"
MARK = "(contoh)"  # behind the name of an invented area among real ones
_COLUMNS = ["kode", "nama", "tingkat", "alamat", "versi", "dibuat", "contoh", "kunci_dikenal", "asal", "terbaru"]
_PARTS = ("pembilang", "penyebut", "nilai")
Key = tuple[str, str, str]  # code, quarter, which cooperatives


class Told(NamedTuple):
    """A figure and what it was counted from: register | rekap, "" = it is not known."""

    pembilang: float | None = None
    penyebut: float | None = None
    nilai: float | None = None
    sumber: str = ""


UNKNOWN = Told()


def read_areas(scene: Scene) -> pd.DataFrame:
    """kode, nama, tingkat, provinsi (the first digits of the code), alamat, versi, dibuat, contoh, kunci_dikenal, asal
    (PACKAGE | OWN | NOTHING), terbaru (newest quarter, "" = none), terbit (its cooperatives of the quarter are
    counted), terdaftar, sumber, pembilang, penyebut, nilai; in the order of their codes. Not a number: unknown."""
    return keep_once("pemda", scene, lambda: _read_areas(scene))


def _read_areas(scene: Scene) -> pd.DataFrame:
    rows, now, size = _list_rows(scene), read_figures(scene), read_figures(scene.turn_to(SIZE))
    told = [now.get((code, scene.periode, scene.kelompok_hitung), UNKNOWN) for code in rows["kode"]]
    for part in _PARTS:
        rows[part] = pd.Series([getattr(one, part) for one in told], dtype="float64")
    rows["sumber"] = [one.sumber for one in told]
    count = [size.get((code, scene.periode, scene.kelompok_hitung), UNKNOWN).pembilang for code in rows["kode"]]
    rows["terdaftar"] = pd.Series(count, dtype="float64")
    rows["terbit"] = [
        size.get((code, scene.periode, WITH_KKMP), UNKNOWN).pembilang is not None for code in rows["kode"]
    ]
    return rows.assign(provinsi=[str(code)[:2] for code in rows["kode"]])


def _list_rows(scene: Scene) -> pd.DataFrame:
    """What is held, what is our own, and what is expected and missing."""
    rows = [row | {"asal": PACKAGE} for row in _list_held()]
    if scene.own_row is not None:
        rows = [row for row in rows if row["kode"] != scene.own_row.kode_wilayah]
        rows.append(own.describe(scene.own_row) | {"asal": OWN})
    there = {row["kode"] for row in rows}
    rows += [row | {"asal": NOTHING} for row in list_expected() if row["kode"] not in there]
    table = pd.DataFrame(rows, columns=_COLUMNS, dtype=object).sort_values("kode").reset_index(drop=True)
    blank = {name: [x if language.is_known(x) else "" for x in table[name]] for name in ("terbaru", "alamat")}
    table = table.assign(nama=_tell_apart(table))
    return _mark_invented(table.assign(**blank, contoh=[language.is_known(x) and bool(x) for x in table["contoh"]]))


def _tell_apart(rows: pd.DataFrame) -> list[str]:
    """Names that several areas bear, each with its code."""
    pairs = zip(rows["nama"], rows["kode"], rows["nama"].duplicated(keep=False), strict=True)
    return [f"{name} ({code})" if is_borne_twice else str(name) for name, code, is_borne_twice in pairs]


def _mark_invented(rows: pd.DataFrame) -> pd.DataFrame:
    """Where there are real ones beside them, invented areas say it in their names, wherever these stand."""
    invented = rows["contoh"].astype(bool)
    if not (~invented & (rows["asal"] != NOTHING)).any():
        return rows
    pairs = zip(rows["nama"], invented, strict=True)
    return rows.assign(nama=[f"{name} {MARK}" if is_invented else name for name, is_invented in pairs])


def _list_held() -> list[dict[str, Any]]:
    known = held.ask("pemda_daftar")
    return _list_records(known[known["tingkat"] != PROVINCE])


def list_expected() -> list[dict[str, Any]]:
    """kode, nama, tingkat of the areas that a province's reference data name; none elsewhere."""
    if not held.is_province():
        return []
    named = {"kode_kelurahan": "kode", "kelurahan": "nama", "tingkat": "tingkat"}
    return _list_records(load_reference().kelurahan[list(named)].rename(columns=named))


def _list_records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


# ── figures ──


def read_figures(scene: Scene) -> Mapping[Key, Told]:
    """By code, quarter and which cooperatives, as far as they are known: of the scene's quarter, the one before and a
    year ago, of both choices of cooperatives."""
    return keep_once("angka pemda", scene, lambda: MappingProxyType(_read_figures(scene)))


def _read_figures(scene: Scene) -> dict[Key, Told]:
    wanted = [scene.periode, scene.before, scene.year_ago]
    tables = [held.ask("pemda_angka", indikator=scene.indikator, triwulan=tuple(wanted))]
    if scene.own_row is not None:
        tables.append(own.read_figures(scene.own_row, scene.indikator, wanted))
    return {
        (b.kode, b.periode, b.kelompok_hitung): _tell(b)
        for table in tables
        for b in list_rows(table)
        if language.is_known(b.pembilang)
    }


def _tell(b: Any) -> Told:
    part, whole, value = (float(x) if language.is_known(x) else None for x in (b.pembilang, b.penyebut, b.nilai))
    return Told(part, whole, value, str(b.sumber))


def list_real(scene: Scene) -> frozenset[str]:
    """The codes of those that published real data; of all, where nobody did."""
    return keep_once("pemda nyata", scene, lambda: _list_real(scene))


def _list_real(scene: Scene) -> frozenset[str]:
    there = _list_rows(scene)
    there = there[there["asal"] != NOTHING]
    real = there[~there["contoh"].astype(bool)]
    return frozenset((there if real.empty else real)["kode"].astype(str))


def list_quarters(scene: Scene) -> dict[str, list[str]]:
    """{code: its quarters whose cooperatives are counted, ascending}."""
    table = held.ask("pemda_triwulan")
    found = {str(code): list(rows) for code, rows in table.groupby("kode")["periode"]}
    return found | ({scene.own_row.kode_wilayah: own.list_quarters(scene.own_row)} if scene.own_row else {})
