"""What an operator may write into pengaturan.toml: each value's kind and range once, and what holds where it is wrong.

A value that makes no sense must never delete, hide or open anything. Either it stops the start (`is_fatal`), or the
safest value holds in its place and staff are told. The figures of [aturan] and [pemeriksaan] are declared in
etl/settings/declare.py.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

STORE = "terbitan"
FIGURES = ("aturan", "pemeriksaan")
DEADLINES, GDP, SOURCE = "batas_rat", "pdrb", "dasar"
BY_YEAR = (DEADLINES, GDP)  # sections with a part for each year, [batas_rat.2025]
FILE = "pengaturan.toml"
_NO_KEY = "(tidak dapat dibaca)"  # a backup for such a recipient is refused: better none than one in the clear
# What [wilayah] zona_waktu may say, and how a zone is written beside a time.
ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
# What [data] lisensi may say: name and address of each licence; "" = none is named.
LICENCES = {
    "CC-BY-4.0": ("Creative Commons Atribusi 4.0 Internasional", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": (
        "Creative Commons Atribusi-BerbagiSerupa 4.0 Internasional",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    "CC0-1.0": ("Creative Commons CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "": ("", ""),
}
_SITE = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", re.ASCII)
_LONGEST = 40  # letters of a value that a sentence shows


class Value(NamedTuple):
    """fits: whether a value can be; wanted: what to write; safe: what holds in its place; is_fatal: nothing can;
    is_needed: it must be written."""

    fits: Callable[[Any], bool]
    wanted: str
    safe: Any = None
    is_fatal: bool = False
    is_needed: bool = False


class Fault(NamedTuple):
    """One value that cannot be used. is_unknown: nobody reads it, perhaps a slip of the pen."""

    section: str
    key: str
    sentence: str
    is_fatal: bool = False
    is_unknown: bool = False


class SettingsWrong(ValueError):
    """The files of the reference folder cannot be used at all; the text is a sentence."""


def read_toml(path: Path) -> dict[str, Any]:
    """A file that an operator writes. Raises SettingsWrong, which says where it is wrong."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"di baris {line[1]}" if line else "di baris terakhir"
        raise SettingsWrong(f"{path} salah tulis {where}: teks memerlukan tanda petik, angka tidak.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsWrong(f"{path} tidak ada atau tidak dapat dibaca.") from error


def _whole(least: int, most: int, safe: int) -> Value:
    wanted = f"bilangan bulat {least} sampai {most}"
    return Value(lambda v: type(v) is int and least <= v <= most, wanted, safe)


def _one_of(*words: str, safe: str | None = None, **more: bool) -> Value:
    return Value(lambda v: isinstance(v, str) and v in words, f"salah satu dari {', '.join(words)}", safe, **more)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 500 and (value.isprintable() or not value)


def _is_filled(value: Any) -> bool:
    return _is_text(value) and bool(value.strip())


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_hosts(value: Any) -> bool:
    """Sites with their scheme: what a browser compares, and nothing that could end a header."""
    return _is_list(value) and all(_SITE.fullmatch(one) for one in value)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _read_day(value: Any) -> dt.date | None:
    """A day, written with or without quotation marks."""
    with suppress(TypeError, ValueError):
        return value if type(value) is dt.date else dt.date.fromisoformat(value)
    return None


_TEXT = Value(_is_text, "teks dalam tanda petik", "")
_NEEDED = Value(_is_filled, "teks dalam tanda petik, tidak kosong", is_fatal=True, is_needed=True)
_ADDRESSES = Value(_is_list, 'daftar seperti ["…"], atau []', is_fatal=True)
_RULES_OF_SIGN_IN = Value(_is_table, "baris seperti “nama” = “peran”", {})

VALUES: Mapping[tuple[str, str], Value] = {
    ("wilayah", "kode"): _NEEDED,
    ("wilayah", "nama"): _NEEDED,
    ("wilayah", "tingkat"): _one_of("kota", "kabupaten", "provinsi", is_fatal=True, is_needed=True),
    ("wilayah", "dinas"): _NEEDED,
    ("wilayah", "satuan"): Value(_is_filled, "teks dalam tanda petik, tidak kosong", "kelurahan"),
    ("wilayah", "zona_waktu"): _one_of(*ZONES, safe="Asia/Jakarta"),
    ("wilayah", "batas_geojson"): _TEXT,
    ("wilayah", "kunci_geojson"): _TEXT._replace(safe="kode_kelurahan"),
    (STORE, "simpan_versi"): _whole(0, 100_000, 0),
    (STORE, "simpan_buku_kerja_tahun"): _whole(0, 100, 0),
    (STORE, "persetujuan"): _one_of("ya", "tidak", safe="ya"),
    ("unggah", "batas_mb"): _whole(1, 500, 20),
    ("unggah", "batas_baris"): _whole(100, 400_000, 60_000),
    ("peladen", "asal"): _ADDRESSES,
    ("peladen", "perantara"): _ADDRESSES,
    ("peladen", "gagal_per_alamat"): _whole(1, 10_000, 20),
    ("peladen", "pemanasan"): _one_of("ya", "tidak", safe="ya"),
    ("cadangan", "penerima"): Value(_is_list, 'daftar kunci publik seperti ["age1…"], atau []', [_NO_KEY]),
    ("cadangan", "ingatkan_hari"): _whole(1, 3_650, 35),
    ("log", "folder"): _TEXT,
    ("log", "ukuran_mb"): _whole(1, 1_000, 5),
    ("log", "berkas"): _whole(1, 1_000, 10),
    ("akses", "halaman"): _one_of("terbuka", "masuk", safe="masuk"),
    ("akses", "nama_koperasi"): _one_of("terbuka", "masuk", safe="masuk"),
    ("masuk", "penyedia"): _TEXT,
    ("masuk", "klien"): _TEXT,
    ("masuk", "berkas_rahasia"): _TEXT,
    ("masuk", "tombol"): _TEXT,
    ("masuk", "klaim_grup"): _TEXT._replace(safe="groups"),
    ("masuk", "tanpa_aturan"): _TEXT,
    ("masuk", "jam_sesi"): Value(lambda v: type(v) in (int, float) and 0 < v <= 12, "angka di atas 0 sampai 12", 8),
    ("masuk", "grup"): _RULES_OF_SIGN_IN,
    ("masuk", "email"): _RULES_OF_SIGN_IN,
    ("contoh", "folder"): _TEXT,
    ("data", "lisensi"): _one_of(*LICENCES, safe=""),
    ("data", "sisip"): Value(_is_hosts, 'daftar situs seperti ["https://contoh.go.id"], atau []', []),
    ("berkas", "keterangan_csv"): _one_of("berkas", "baris", safe="berkas"),
}
_DAY = Value(lambda v: _read_day(v) is not None, 'tanggal tahun itu seperti "2025-04-30"')
# What the part of a year may say; `dasar` is where it comes from.
VALUES_OF_YEAR: Mapping[tuple[str, str], Value] = {
    (DEADLINES, "primer"): _DAY,
    (DEADLINES, "sekunder"): _DAY,
    (DEADLINES, SOURCE): _TEXT,
    (GDP, "nilai"): Value(lambda v: type(v) in (int, float) and 0 < v < 1e17, "rupiah di atas 0, tanpa titik"),
    (GDP, SOURCE): _TEXT,
}
_SECTIONS = dict.fromkeys([*FIGURES, *BY_YEAR, *(section for section, _ in VALUES)])
_ACCESS = "akses"


def find_faults(settings: Mapping[str, Any]) -> list[Fault]:
    """Everything that cannot be used, but the figures' ranges; what is not written is not wrong."""
    found = []
    for section, content in settings.items():
        if section in _SECTIONS and not isinstance(content, Mapping):
            is_fatal = section in FIGURES or any(v.is_fatal for (name, _), v in VALUES.items() if name == section)
            text = f"Setelan [{section}] bukan bagian: tulis [{section}] di baris sendiri di {FILE}."
            found.append(Fault(section, "", text, is_fatal))
        elif section in BY_YEAR:
            found += _find_faults_by_year(section, content)
        elif section in _SECTIONS:
            found += [f for key, value in content.items() if (f := _find_fault(section, key, value)) is not None]
        else:
            found.append(
                Fault(section, "", f"Bagian [{section}] di {FILE} tidak dikenal dan tidak dibaca.", False, True)
            )
    return found


def list_missing(settings: Mapping[str, Any]) -> list[Fault]:
    """What must be written and is not."""
    return [
        Fault(section, key, f"Setelan [{section}] {key} belum ditulis: tulis {value.wanted} di {FILE}.", True)
        for (section, key), value in VALUES.items()
        if value.is_needed and isinstance(known := settings.get(section, {}), Mapping) and key not in known
    ]


def make_usable(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with the safest value in the place of each that cannot be used and is not fatal, and of each that is
    not written where something is read without asking."""
    usable = {name: dict(part) if isinstance(part, Mapping) else {} for name, part in settings.items()}
    faults = find_faults(settings)
    for fault in faults:
        if fault.key and (fault.section, fault.key) in VALUES:
            usable[fault.section][fault.key] = VALUES[fault.section, fault.key].safe
    for key in ("simpan_versi", "simpan_buku_kerja_tahun"):
        usable.setdefault(STORE, {}).setdefault(key, 0)
    usable.setdefault("unggah", {}).setdefault("batas_mb", VALUES["unggah", "batas_mb"].safe)
    if any(f.section == _ACCESS for f in faults):
        # whoever wrote something here wanted to close something
        usable[_ACCESS] = {k: v.safe for (s, k), v in VALUES.items() if s == _ACCESS} | usable[_ACCESS]
    return usable


def say_value(section: str, key: str, value: object, wanted: str) -> str:
    """ "Setelan [log] berkas = 0 tidak dapat dipakai: tulis …"."""
    shown = repr(value)
    shown = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
    return f"Setelan [{section}] {key} = {shown} tidak dapat dipakai: tulis {wanted} di {FILE}."


def _find_fault(section: str, key: str, value: Any) -> Fault | None:
    known = VALUES.get((section, key))
    if known is None:
        if section in FIGURES:
            return None
        text = f"Setelan [{section}] {key} di {FILE} tidak dikenal dan tidak dibaca; mungkin salah tulis."
        return Fault(section, key, text, False, True)
    if known.fits(value):
        return None
    return Fault(section, key, say_value(section, key, value, known.wanted), known.is_fatal)


# ── what holds for one year ──


class Dated(NamedTuple):
    """A value of one year, a day as the number 20250430; source: where it comes from."""

    section: str
    name: str
    year: int
    value: float
    source: str

    @property
    def day(self) -> dt.date:
        return dt.datetime.strptime(f"{self.value:.0f}", "%Y%m%d").date()


def list_dated(settings: Mapping[str, Any]) -> list[Dated]:
    """The deadlines and the PDRB that can be used; what cannot be is said by find_faults."""
    found = []
    for section in BY_YEAR:
        for year, part in _list_parts(settings.get(section)):
            for name, value in part.items():
                if name != SOURCE and _find_fault_of_year(section, year, name, value) is None:
                    found.append(Dated(section, name, int(year), _as_number(value), str(part.get(SOURCE, ""))))
    return found


def write_dated(known: Iterator[Dated]) -> dict[str, dict[str, dict[str, Any]]]:
    """The sections that say these values."""
    sections: dict[str, dict[str, dict[str, Any]]] = {section: {} for section in BY_YEAR}
    for d in known:
        value = d.day.isoformat() if d.section == DEADLINES else d.value
        sections[d.section].setdefault(str(d.year), {SOURCE: d.source})[d.name] = value
    return sections


def _list_parts(content: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(content, Mapping):
        yield from ((str(y), part) for y, part in content.items() if _is_year(y) and isinstance(part, Mapping))


def _is_year(text: Any) -> bool:
    return str(text).isdecimal() and 2000 <= int(text) <= 2100


def _as_number(value: Any) -> float:
    day = _read_day(value) if type(value) not in (int, float) else None
    return float(value if day is None else f"{day:%Y%m%d}")


def _find_faults_by_year(section: str, content: Mapping[str, Any]) -> Iterator[Fault]:
    for year, part in content.items():
        if not _is_year(year) or not isinstance(part, Mapping):
            text = (
                f"Setelan [{section}] {year} tidak dapat dipakai: tulis bagian satu tahun, misalnya [{section}.2025]."
            )
            yield Fault(section, str(year), text)
            continue
        yield from (f for name, v in part.items() if (f := _find_fault_of_year(section, year, name, v)) is not None)


def _find_fault_of_year(section: str, year: str, name: str, value: Any) -> Fault | None:
    known, part = VALUES_OF_YEAR.get((section, name)), f"{section}.{year}"
    if known is None:
        return Fault(section, name, f"Setelan [{part}] {name} di {FILE} tidak dikenal dan tidak dibaca.", False, True)
    day = _read_day(value) if known is _DAY else None
    if known.fits(value) and (day is None or day.year == int(year)):
        return None
    return Fault(section, name, say_value(part, name, value, known.wanted))
