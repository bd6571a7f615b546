"""The areas of government (pemda) of an installation, as the operator declares them once in pemda.toml. Without that
file an installation is one city, and nothing of this room is asked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.acuan import ROOT
from etl.operator_settings import FILE as SETTINGS_FILE
from etl.operator_settings import SettingsWrong, read_toml
from etl.periode import LATE_DAYS

ROLL_SETTING = "KOPERASI_DAFTAR"  # where pemda.toml is; without it in a folder of the program
FILE = "pemda.toml"
DEFAULT = ROOT / "pemda" / FILE
# Addresses that the front door answers itself, or that Streamlit would be asked for.
RESERVED = frozenset({"sehat", "pemda", "semua", "static", "media", "bersama"})
_ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST, _LONGEST_NAME = 40, 255


class RollWrong(ValueError):
    """pemda.toml as a whole cannot be used; the text is a sentence."""


@dataclass(frozen=True)
class Tenant:
    """One area of government: `address` is its part of the address and its name on the command line; `name` what the
    operator calls it ("" = as its settings do); `shares` = its learned words are offered to the others, and theirs to
    it; `is_closed` = the operator keeps its pages shut; `sees_all` = it gets the data packages of the others, as a
    province does; `hands_out` = its own goes to those, None = where its pages are open to everybody."""

    address: str
    folder: Path
    name: str = ""
    shares: bool = False
    is_closed: bool = False
    sees_all: bool = False
    hands_out: bool | None = None

    @property
    def state(self) -> Path:
        """Its KOPERASI_DATA."""
        return self.folder / "keadaan"

    @property
    def reference(self) -> Path:
        """Its KOPERASI_ACUAN."""
        return self.folder / "acuan"

    def read_setting(self, section: str, key: str) -> str:
        """What its settings say there, a text or a number; "" where they say nothing, say something else or cannot be
        read: one with wrong settings harms no other."""
        with suppress(SettingsWrong):
            part = read_toml(self.reference / SETTINGS_FILE).get(section)
            said = part.get(key) if isinstance(part, dict) else None
            return str(said) if type(said) in (str, int, float) else ""
        return ""


@dataclass(frozen=True)
class Roll:
    """tenants: those that can be used, in the order of the file; faults: a sentence for each entry that cannot;
    idle_minutes: after so long without a reader its process ends, 0 = never; most: so many run at once, 0 = all;
    late_days: so many days after its end a quarter that is not published is late; is_fenced: the kernel keeps each
    process from the folders of the others."""

    file: Path
    title: str
    tenants: tuple[Tenant, ...]
    faults: tuple[str, ...]
    idle_minutes: int
    most: int
    late_days: int
    is_fenced: bool

    @property
    def shared_folder(self) -> Path:
        """What is offered from one to another lies here, beside the file."""
        return self.file.parent / "bersama"

    def find(self, address: str) -> Tenant | None:
        return next((t for t in self.tenants if t.address == address), None)


def find_roll_file() -> Path | None:
    """pemda.toml of this installation; None where it is one city."""
    if named := os.environ.get(ROLL_SETTING):
        return Path(os.path.abspath(named))
    return DEFAULT if DEFAULT.is_file() else None


def read_roll(file: Path) -> Roll:
    """Raises RollWrong."""
    try:
        content = read_toml(file)
    except SettingsWrong as error:
        raise RollWrong(str(error)) from error
    tenants, faults = _read_tenants(file, content.pop("pemda", []))
    idle, most, late = (_read_number(file, content.pop(name, n), name) for name, n in _NUMBERS.items())
    title, is_fenced = content.pop("judul", "Dasbor Koperasi"), content.pop("pagar", True)
    if type(is_fenced) is not bool:
        raise RollWrong(f"{file}: pagar harus true atau false.")
    if content:
        faults.append(f"{file}: “{next(iter(content))[:_LONGEST]}” tidak dikenal.")
    return Roll(file, str(title), tuple(tenants), tuple(faults), idle, most, late, is_fenced)


_NUMBERS = {"tidur_sesudah_menit": 30, "paling_banyak": 0, "terlambat_sesudah_hari": LATE_DAYS}


def _read_number(file: Path, value: object, name: str) -> int:
    if type(value) is not int or not 0 <= value <= 10_000:
        raise RollWrong(f"{file}: {name} harus bilangan bulat dari 0 sampai 10000.")
    return value


def _read_tenants(file: Path, entries: object) -> tuple[list[Tenant], list[str]]:
    """What can be used; one entry that cannot takes no other with it."""
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise RollWrong(f"{file}: tulis setiap pemda di bawah baris [[pemda]].")
    tenants: list[Tenant] = []
    faults: list[str] = []
    for number, entry in enumerate(entries, start=1):
        try:
            tenants.append(_read_tenant(file, dict(entry), tenants))
        except ValueError as error:
            faults.append(f"{file}, [[pemda]] ke-{number}: {error}")
    return tenants, faults


def _read_tenant(file: Path, entry: dict[str, Any], before: list[Tenant]) -> Tenant:
    """Raises ValueError with a sentence."""
    address = check_address(str(entry.pop("alamat", "")))
    folder = Path(os.path.abspath(file.parent / _check_folder(_take(entry, "folder", str, address))))
    name, shares = _take(entry, "nama", str, ""), _take(entry, "berbagi_kamus", bool, False)
    is_closed, sees_all = (_take(entry, word, bool, False) for word in ("tutup", "melihat_semua"))
    hands_out = _take(entry, "berbagi_paket", bool, False) if "berbagi_paket" in entry else None
    tenant = Tenant(address, folder, name.strip(), shares, is_closed, sees_all, hands_out)
    if entry:
        raise ValueError(f"“{next(iter(entry))[:_LONGEST]}” tidak dikenal.")
    if any(t.address == address for t in before):
        raise ValueError(f"alamat “{address}” sudah dipakai.")
    if other := next((t for t in before if _overlap(t.folder, folder)), None):
        raise ValueError(f"folder {folder} juga dipakai “{other.address}”; setiap pemda perlu foldernya sendiri.")
    return tenant


def check_address(address: str) -> str:
    """The address of an area of government, as it may stand in a URL. Raises ValueError with a sentence."""
    if not _ADDRESS.fullmatch(address) or len(address) > _LONGEST:
        raise ValueError(f"alamat “{address[:_LONGEST]}” harus huruf kecil, angka dan tanda hubung: kota-blitar.")
    if address in RESERVED:
        raise ValueError(f"alamat “{address}” dipakai dasbor sendiri; pilih yang lain.")
    return address


def _take(entry: dict[str, Any], name: str, kind: Callable[..., Any], default: Any) -> Any:
    value = entry.pop(name, default)
    if type(value) is not kind:
        wanted = "true atau false" if kind is bool else "teks di antara tanda petik"
        raise ValueError(f"{name} harus {wanted}.")
    return value


def _overlap(one: Path, other: Path) -> bool:
    one, other = one.resolve(), other.resolve()  # a link to a folder is that folder
    return one == other or one in other.parents or other in one.parents


def _check_folder(folder: str) -> str:
    if not folder.isprintable() or any(len(os.fsencode(part)) > _LONGEST_NAME for part in Path(folder).parts):
        raise ValueError(f"folder “{ascii(folder[:_LONGEST])}” bukan nama folder.")
    return folder
