"""Reference data of one installation: areas, spellings, targets, settings. Read from KOPERASI_ACUAN."""

from __future__ import annotations

import os
import time
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
TILE_COLUMNS = ("ubin_baris", "ubin_kolom", "ubin_label")
_CODE_TYPES = {"kode_kecamatan": str, "kode_kelurahan": str, "kode_bps": str}


def find_data_folder() -> Path:
    """State of this installation (terbitan/, arsip/, users, audit): KOPERASI_DATA, default data/."""
    return Path(os.path.abspath(os.environ.get("KOPERASI_DATA") or ROOT / "data"))


def find_reference_folder() -> Path:
    """Reference data: KOPERASI_ACUAN, default data/acuan/."""
    return Path(os.path.abspath(os.environ.get("KOPERASI_ACUAN") or ROOT / "data" / "acuan"))


@dataclass(frozen=True)
class Reference:
    """kelurahan: kode_kecamatan, kecamatan, kode_kelurahan, kelurahan, tingkat, lat, lon, ubin_*;
    ejaan: tingkat, kode, nama, ejaan; target: indikator, tahun, nilai_target, keterangan;
    pengaturan: the TOML as a nested dict."""

    folder: Path
    kelurahan: pd.DataFrame
    spellings: pd.DataFrame
    target: pd.DataFrame
    settings: dict[str, Any]

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

    @property
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
        kel = self.kelurahan
        desa = kel.rename(columns={"kode_kelurahan": "kode", "kelurahan": "nama", "kode_kecamatan": "induk"})
        kec = kel[["kode_kecamatan", "kecamatan"]].drop_duplicates()
        kec = kec.set_axis(["kode", "nama"], axis=1).assign(tingkat="kecamatan", induk=self.city_code)
        city = pd.DataFrame(
            [(self.city_code, self.city, self.settings["wilayah"]["tingkat"], None)],
            columns=["kode", "nama", "tingkat", "induk"],
        )
        return pd.concat([city, kec, desa[["kode", "nama", "tingkat", "induk"]]], ignore_index=True)


def load_reference() -> Reference:
    """Read the reference folder; cached until one of its files changes."""
    return _load(*reference_state())


def reference_state() -> tuple[Path, tuple[tuple[str, int], ...]]:
    """The reference folder and when each of its files was written; looked up at most once a second."""
    folder = os.environ.get("KOPERASI_ACUAN")
    now = time.monotonic()
    looked, state = _seen.get(folder, (-_LOOK_AGAIN, None))
    if state is None or now - looked >= _LOOK_AGAIN:
        state = _look(find_reference_folder())
        _seen[folder] = now, state
    return state


_LOOK_AGAIN = 1.0  # seconds
_seen: dict[str | None, tuple[float, tuple[Path, tuple[tuple[str, int], ...]]]] = {}


def _look(folder: Path) -> tuple[Path, tuple[tuple[str, int], ...]]:
    with os.scandir(folder) as entries:
        return folder, tuple(sorted((b.name, b.stat().st_mtime_ns) for b in entries if b.is_file()))


@lru_cache(maxsize=4)
def _load(folder: Path, _berkas: tuple[tuple[str, int], ...]) -> Reference:
    def csv(name: str, **type_name: str) -> pd.DataFrame:
        return pd.read_csv(folder / name, dtype=str, keep_default_na=False).astype(type_name)

    # A place may be called "Nan" or "None".
    kelurahan = pd.read_csv(folder / "kelurahan.csv", dtype=_CODE_TYPES, keep_default_na=False, na_values=[""])
    # A tile map is drawn by hand: an area list without one is complete all the same.
    kelurahan = kelurahan.reindex(columns=list(dict.fromkeys([*kelurahan.columns, *TILE_COLUMNS])))
    with (folder / "pengaturan.toml").open("rb") as f:
        settings = tomllib.load(f)
    target = csv("target.csv", tahun="int64", nilai_target="float64")
    return Reference(folder, kelurahan, csv("ejaan.csv"), target, settings)
