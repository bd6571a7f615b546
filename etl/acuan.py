"""Reference data of one installation: areas, spellings, targets, settings. Read from KOPERASI_ACUAN."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from etl import periode as triwulan
from etl.operator_settings import FILE, Fault, SettingsWrong, find_faults, list_missing, make_usable, read_toml

ROOT = Path(__file__).resolve().parent.parent
TILE_COLUMNS = ("ubin_baris", "ubin_kolom", "ubin_label")
_CODE_TYPES = {name: str for name in ("kode_kecamatan", "kode_kelurahan", "kode_bps", "asal")}


def find_data_folder() -> Path:
    """State of this installation (terbitan/, arsip/, users, audit): KOPERASI_DATA, default data/."""
    return Path(os.path.abspath(os.environ.get("KOPERASI_DATA") or ROOT / "data"))


def find_reference_folder() -> Path:
    """Reference data: KOPERASI_ACUAN, default data/acuan/."""
    return Path(os.path.abspath(os.environ.get("KOPERASI_ACUAN") or ROOT / "data" / "acuan"))


@dataclass(frozen=True)
class Reference:
    """kelurahan: kode_kecamatan, kecamatan, kode_kelurahan, kelurahan, tingkat, lat, lon, ubin_*; of today, see at();
    ejaan: tingkat, kode, nama, ejaan; target: indikator, tahun, triwulan (0 = of the year), nilai_target, keterangan,
    sumber_dana ("" = of no fund alone); settings: the TOML as a nested dict, with the safest value in the place of what
    cannot be used; faults: what that is, and what is wrong with files that were changed since the process read them."""

    folder: Path
    kelurahan: pd.DataFrame
    spellings: pd.DataFrame
    target: pd.DataFrame
    settings: dict[str, Any]
    faults: tuple[Fault, ...] = ()
    dated: pd.DataFrame | None = None  # all rows of kelurahan.csv where some have dates; None = none has

    def at(self, periode: str) -> Reference:
        """The same with the areas and names of a quarter: those in force on its last day. Names that an area bore at
        another time stay known as spellings, unless they name another one by then."""
        if self.dated is None:
            return self
        areas = _select_in_force(self.dated, triwulan.find_end(periode))
        return replace(self, kelurahan=areas, spellings=_add_other_names(self.spellings, self.dated, areas))

    @property
    def city(self) -> str:
        return str(self.settings["wilayah"]["nama"])

    @property
    def city_code(self) -> str:
        return str(self.settings["wilayah"]["kode"])

    @property
    def rule_settings(self) -> dict[str, int]:
        """The figures of the field's rules, by their names in [aturan]."""
        figures: dict[str, int] = self.settings["aturan"]
        return figures

    @cached_property
    def labels(self) -> dict[str, str]:
        """{kode: what the smallest areas are called beside one another}, see make_labels."""
        return make_labels(self.list_areas())

    @property
    def is_province(self) -> bool:
        """Its smallest areas are areas of government: kabupaten and kota."""
        return bool(self.settings["wilayah"]["tingkat"] == PROVINCE)

    @cached_property
    def has_tiles(self) -> bool:
        """Every area has its place on the tile map."""
        return bool(self.kelurahan[list(TILE_COLUMNS[:2])].notna().all(axis=None))

    @property
    def boundary_file(self) -> Path | None:
        """The GeoJSON of official boundaries that the settings name; None = none."""
        name = self.settings["wilayah"].get("batas_geojson", "")
        return self.folder / name if name else None

    @property
    def sample_folder(self) -> Path:
        """Invented workbooks of this installation."""
        name = self.settings.get("contoh", {}).get("folder")
        return self.folder / name if name else ROOT / "data" / "contoh"

    def list_areas(self) -> pd.DataFrame:
        """kode, nama, tingkat, induk of every kelurahan/desa, kecamatan and the city."""
        return self._areas.copy()

    def list_all_areas(self) -> pd.DataFrame:
        """The same of all times, each under its last name."""
        if self.dated is None:
            return self.list_areas()
        last = self.dated.sort_values("berlaku_dari", na_position="first", kind="stable")
        return self._list_levels(last.drop_duplicates("kode_kelurahan", keep="last").sort_index())

    def list_terms(self) -> pd.DataFrame:
        """kode, nama, dari, sampai, asal of the kelurahan that have dates: when which name was in force (None = always,
        to this day), and the codes that it was made of, joined by ";"; empty where no area has dates."""
        names = {"kode_kelurahan": "kode", "kelurahan": "nama", "berlaku_dari": "dari", "berlaku_sampai": "sampai"}
        columns = [*names.values(), "asal"]
        if self.dated is None:
            return pd.DataFrame(columns=columns, dtype=object)
        has_date = self.dated[["berlaku_dari", "berlaku_sampai"]].notna().any(axis=1)
        return self.dated[has_date].rename(columns=names)[columns].astype(object).reset_index(drop=True)

    @cached_property
    def _areas(self) -> pd.DataFrame:
        return self._list_levels(self.kelurahan)

    def _list_levels(self, kel: pd.DataFrame) -> pd.DataFrame:
        desa = kel.rename(columns={"kode_kelurahan": "kode", "kelurahan": "nama", "kode_kecamatan": "induk"})
        kec = kel[["kode_kecamatan", "kecamatan"]].drop_duplicates("kode_kecamatan", keep="last")
        kec = kec.set_axis(["kode", "nama"], axis=1).assign(tingkat="kecamatan", induk=self.city_code)
        kec = kec[kec["kode"] != self.city_code]  # of a province, whose areas of government lie in it directly
        city = pd.DataFrame(
            [(self.city_code, self.city, self.settings["wilayah"]["tingkat"], None)],
            columns=["kode", "nama", "tingkat", "induk"],
        )
        return pd.concat([city, kec, desa[["kode", "nama", "tingkat", "induk"]]], ignore_index=True)


def load_reference() -> Reference:
    """Read the reference folder; cached until one of its files changes. Files that can no longer be used change nothing
    in a process that has read them before. Raises SettingsWrong with a sentence."""
    return _load(reference_state())


@dataclass(frozen=True, eq=False)
class ReferenceState:
    """The reference folder and when each of its files was written: the same object as long as nothing changes there. It
    is part of the key of all that is kept, and pages ask for it by the thousand."""

    folder: Path
    files: tuple[tuple[str, int], ...]


def reference_state() -> ReferenceState:
    """The present one; looked up at most once a second."""
    folder = os.environ.get("KOPERASI_ACUAN")
    now = time.monotonic()
    looked, state = _seen.get(folder, (-_LOOK_AGAIN, None))
    if state is None or now - looked >= _LOOK_AGAIN:
        seen = _look(find_reference_folder())
        state = state if state is not None and (state.folder, state.files) == (seen.folder, seen.files) else seen
        _seen[folder] = now, state
    return state


_LOOK_AGAIN = 1.0  # seconds
_seen: dict[str | None, tuple[float, ReferenceState]] = {}


def _look(folder: Path) -> ReferenceState:
    try:
        with os.scandir(folder) as entries:
            files = sorted((b.name, b.stat().st_mtime_ns) for b in entries if b.is_file())
            return ReferenceState(folder, tuple(files))
    except OSError:
        return ReferenceState(folder, ())


@lru_cache(maxsize=4)
def _load(state: ReferenceState) -> Reference:
    folder = state.folder
    try:
        read = _read(folder)
    except SettingsWrong as error:
        if folder not in _last:
            raise
        fault = Fault("", "", f"{error} Sampai itu diperbaiki, berlaku yang dibaca sebelumnya.", is_fatal=True)
        return replace(_last[folder], faults=(fault,))
    _last[folder] = read
    return read


_last: dict[Path, Reference] = {}  # what was read from a folder when all of it could be used


def _read(folder: Path) -> Reference:
    """Raises SettingsWrong."""
    settings = read_toml(folder / FILE)
    faults = [*find_faults(settings), *list_missing(settings)]
    if fatal := [f.sentence for f in faults if f.is_fatal]:
        raise SettingsWrong(" ".join(fatal))
    # A place may be called "Nan" or "None".
    kelurahan = _read_table(folder / "kelurahan.csv", {}, dtype=_CODE_TYPES, keep_default_na=False, na_values=[""])
    # A tile map is drawn by hand: an area list without one is complete all the same.
    kelurahan = kelurahan.reindex(columns=list(dict.fromkeys([*kelurahan.columns, *TILE_COLUMNS])))
    target = _read_targets(folder / "target.csv")
    spellings = _read_table(folder / "ejaan.csv", {}, **_AS_TEXT)
    dated = _read_dates(folder / "kelurahan.csv", kelurahan)
    if dated is not None:
        kelurahan = _select_in_force(dated, dt.date.today())
    return Reference(folder, kelurahan, spellings, target, make_usable(settings), tuple(faults), dated)


# ── areas with dates: divided, joined, renamed ──

_DATES = ["berlaku_dari", "berlaku_sampai"]


def _read_dates(path: Path, areas: pd.DataFrame) -> pd.DataFrame | None:
    """The areas with real dates, None where none has any. Raises SettingsWrong with a sentence for what is no date, for
    two rows of one code that are in force at once, and for an origin that nobody knows."""
    table = areas.reindex(columns=list(dict.fromkeys([*areas.columns, *_DATES, "asal"])))
    if table[_DATES].isna().all(axis=None):
        if areas["kode_kelurahan"].duplicated().any():
            raise SettingsWrong(f"{path}: satu kode tercantum dua kali tanpa berlaku_dari dan berlaku_sampai.")
        return None
    try:
        parsed = {k: [x if pd.isna(x) else dt.date.fromisoformat(str(x)) for x in table[k]] for k in _DATES}
    except ValueError as error:
        raise SettingsWrong(f"{path}: berlaku_dari dan berlaku_sampai ditulis seperti 2025-07-01.") from error
    dated = table.assign(**{k: pd.Series(v, index=table.index, dtype=object) for k, v in parsed.items()})
    _refuse_overlaps(path, dated)
    return dated.assign(asal=dated["asal"].astype(object).where(dated["asal"].notna(), None))


def _refuse_overlaps(path: Path, dated: pd.DataFrame) -> None:
    for code, rows in dated.groupby("kode_kelurahan"):
        spans = sorted((_or(a, dt.date.min), _or(b, dt.date.max)) for a, b in rows[_DATES].itertuples(index=False))
        if any(a > b for a, b in spans) or any(a[1] >= b[0] for a, b in zip(spans, spans[1:], strict=False)):
            raise SettingsWrong(f"{path}: masa berlaku kode {code} bertumpuk atau berakhir sebelum mulai.")
    origins = {code for text in dated["asal"].dropna() for code in str(text).split(";")}
    if unknown := sorted(origins - set(dated["kode_kelurahan"])):
        raise SettingsWrong(f"{path}: asal {', '.join(unknown)} bukan kode kelurahan di daftar ini.")


def _or(date: Any, default: dt.date) -> dt.date:
    known: dt.date = default if pd.isna(date) else date
    return known


def _select_in_force(dated: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    spans = zip(dated["berlaku_dari"], dated["berlaku_sampai"], strict=True)
    stays = [_or(a, dt.date.min) <= day <= _or(b, dt.date.max) for a, b in spans]
    return dated[stays].reset_index(drop=True)


def _add_other_names(spellings: pd.DataFrame, dated: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """What an area was called at another time, as a spelling of its name now."""
    name = dict(zip(areas["kode_kelurahan"], areas["kelurahan"], strict=True))
    other = dated[dated["kode_kelurahan"].isin(name) & ~dated["kelurahan"].isin(areas["kelurahan"])]
    codes = other["kode_kelurahan"]
    rows = {"tingkat": "kelurahan", "kode": codes, "nama": codes.map(name), "ejaan": other["kelurahan"]}
    return pd.concat([spellings, pd.DataFrame(rows)], ignore_index=True)


def _read_targets(path: Path) -> pd.DataFrame:
    """With `triwulan`, 0 = of the whole year, and `sumber_dana`, "" = of no fund alone; a file of an earlier release
    lacks these columns."""
    table = _read_table(path, {"tahun": "int64", "nilai_target": "float64"}, **_AS_TEXT)
    written = [str(text).strip() for text in table["triwulan"]] if "triwulan" in table else [""] * len(table)
    if wrong := [text for text in written if text not in ("", "1", "2", "3", "4")]:
        raise SettingsWrong(f"{path} tidak dapat dibaca: triwulan “{wrong[0][:20]}”; tulis 1 sampai 4, atau kosong.")
    fund = table["sumber_dana"].str.strip() if "sumber_dana" in table else ""
    return table.assign(triwulan=[int(text or 0) for text in written], sumber_dana=fund)


def _read_table(path: Path, types: dict[str, str], **how: Any) -> pd.DataFrame:
    """Raises SettingsWrong with a sentence for a file that is missing, has other columns, or numbers that are none."""
    wanted = _COLUMNS[path.name]
    try:
        table: pd.DataFrame = pd.read_csv(path, **how)
        if missing := [name for name in wanted if name not in table]:
            raise SettingsWrong(f"{path} tidak punya kolom {', '.join(missing)}; perlu {', '.join(wanted)}.")
        return table.astype(types)
    except SettingsWrong:
        raise
    except (ValueError, KeyError, OSError) as error:
        numbers = f", dan angka di {', '.join(types)}" if types else ""
        raise SettingsWrong(f"{path} tidak dapat dibaca: perlu kolom {', '.join(wanted)}{numbers}.") from error


_AS_TEXT: dict[str, Any] = {"dtype": str, "keep_default_na": False}
_COLUMNS = {
    "kelurahan.csv": ("kode_kecamatan", "kecamatan", "kode_kelurahan", "kelurahan", "tingkat"),
    "target.csv": ("indikator", "tahun", "nilai_target", "keterangan"),
    "ejaan.csv": ("tingkat", "kode", "nama", "ejaan"),
}


SMALLEST_LEVELS = ("kelurahan", "desa")
PROVINCE = "provinsi"
WHOLE_LEVELS = ("kota", "kabupaten", PROVINCE)  # of what an installation is about as a whole


def make_labels(area_rows: pd.DataFrame) -> dict[str, str]:
    """{kode: label} of the smallest areas of kode, nama, tingkat, induk.

    In a kabupaten every one carries its kecamatan, since readers know few of 248 by heart; in a city those whose
    name exists twice.
    """
    rows = list(zip(*(area_rows[k].tolist() for k in ("kode", "nama", "tingkat", "induk")), strict=True))
    names, levels = {code: name for code, name, *_ in rows}, {level for *_, level, _ in rows}
    small = [(code, name, above) for code, name, level, above in rows if level in SMALLEST_LEVELS]
    alike = Counter(name for _, name, _ in small)
    needed = {name for name, many in alike.items() if many > 1 or "kabupaten" in levels}
    return {code: f"{name} ({names[above]})" if name in needed else name for code, name, above in small}


def put_in_brackets(label: str) -> str:
    """ "Sukorejo, Wates": a label that is to stand in brackets itself."""
    return label.removesuffix(")").replace(" (", ", ", 1) if label.endswith(")") else label
