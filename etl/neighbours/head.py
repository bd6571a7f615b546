"""Who a package is from and what its figures are made of: definisi.json and datapackage.json, read as strangers wrote
them."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl import clock, personal
from etl.neighbours.messages import NotTaken, refuse
from etl.neighbours.package_file import AREAS, DEFINITIONS, DESCRIPTION, PackageFile
from etl.operator_settings import DEADLINES
from etl.periode import say_date
from etl.pesan import say_choices
from etl.settings.comparable import PARTS, hash_parts
from etl.settings.declare import RULES

LEVELS = ("kota", "kabupaten")
_CODE, _INDICATOR = re.compile(r"\d\d\.\d\d"), re.compile(r"[a-z][a-z0-9_]{0,59}")
_ADDRESS = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?(/[A-Za-z0-9._~-]+)*/?", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{32}")
_MOST_DEFINITIONS, _LONGEST_NAME, _LONGEST_PARTS = 500, 100, 20_000
_AHEAD = dt.timedelta(days=2)  # a clock may be wrong by a time zone, and a bit
_FORMULA = ("=", "+", "-", "@", "'")


@dataclass(frozen=True)
class Definition:
    """What makes a figure comparable: hash and parts by name; "" and None where nobody knows."""

    sidik: str = ""
    isi: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Head:
    """Whose package it is. dibuat: when the version was published, by this installation's clock; None = unknown."""

    kode: str
    nama: str
    tingkat: str
    alamat: str
    versi: int
    dibuat: dt.datetime | None
    contoh: bool
    sidik_kunci: str
    sha256: str
    definisi: Mapping[str, Definition]


def read_head(file: PackageFile, top: Mapping[str, str]) -> Head:
    """`top`: kode, nama and tingkat of the area in wilayah.csv that lies above all others. Raises NotTaken."""
    content, about = _load(file, DEFINITIONS), _load(file, DESCRIPTION)
    owner = _read_owner(content.get("pemda", {}), top)
    return Head(
        **owner,
        versi=_take(content, "versi", int, lambda v: 0 < v < 10_000_000),
        dibuat=_read_time(about.get("created")),
        contoh=_take(content, "contoh", bool),
        sidik_kunci=file.fingerprint,
        sha256=file.sha256,
        definisi=_read_definitions(content.get("definisi")),
    )


def say_time(moment: dt.datetime) -> str:
    """A moment by this installation's clock: "1 Agustus 2025 pukul 09.00 WIB"."""
    return f"{say_date(moment.date())} pukul {moment:%H.%M} {clock.read_zone()}"


_BAD_NAME = (
    f"nama wilayahnya tidak dapat dipakai (kosong, lebih dari {_LONGEST_NAME} huruf, berawalan tanda rumus, atau "
    "berisi huruf yang tidak tampak)"
)


def check_name(name: str, where: str) -> str:
    """A name of an area, as it may be shown. Raises NotTaken."""
    if not (0 < len(name.strip()) and len(name) <= _LONGEST_NAME and name.isprintable()) or name.startswith(_FORMULA):
        raise refuse("paket_berisi_salah", berkas=where, tempat="", rincian=_BAD_NAME)
    if kinds := personal.kinds(name):
        raise refuse("paket_bernomor_pribadi", berkas=where, tempat="", jenis=say_choices(list(kinds), "dan"))
    return name.strip()


def _read_owner(said: Any, top: Mapping[str, str]) -> dict[str, str]:
    """What definisi.json says, where it does: of older packages the list of areas tells all but the address."""
    if not isinstance(said, dict) or any(said.get(k, top[k]) != top[k] for k in ("kode", "nama", "tingkat")):
        raise _wrong(DEFINITIONS, f"pemdanya bukan yang di {AREAS}")
    if top["tingkat"] == "provinsi":
        raise _wrong(AREAS, "ini paket provinsi, sedangkan yang diterima hanya paket kota dan kabupaten")
    if not _CODE.fullmatch(top["kode"]) or top["tingkat"] not in LEVELS:
        raise _wrong(AREAS, "kode atau tingkat pemdanya tidak dikenal")
    address = said.get("alamat", "")
    if not isinstance(address, str) or (address and (not _ADDRESS.fullmatch(address) or len(address) > 300)):
        raise _wrong(DEFINITIONS, "alamat dasbornya bukan alamat situs")
    return {**{k: top[k] for k in ("kode", "tingkat")}, "nama": check_name(top["nama"], AREAS), "alamat": address}


def _read_definitions(listed: Any) -> dict[str, Definition]:
    if not isinstance(listed, list) or not 0 < len(listed) <= _MOST_DEFINITIONS:
        raise _wrong(DEFINITIONS, "daftar definisinya tidak dapat dibaca")
    found: dict[str, Definition] = {}
    for one in listed:
        name = one.get("indikator") if isinstance(one, dict) else None
        if not isinstance(name, str) or not _INDICATOR.fullmatch(name) or name in found:
            raise _wrong(DEFINITIONS, "ada definisi tanpa nama, atau satu nama dua kali")
        found[name] = _read_definition(one)
    return found


def _read_definition(one: Mapping[str, Any]) -> Definition:
    """Raises NotTaken where the hash is not that of the parts."""
    sidik, isi = one.get("sidik"), one.get("isi")
    if sidik is None or isi is None:
        return Definition()
    is_written = isinstance(sidik, str) and _HASH.fullmatch(sidik) and _are_parts(isi)
    if not is_written or len(json.dumps(isi)) > _LONGEST_PARTS or hash_parts(isi) != sidik:
        raise _wrong(DEFINITIONS, f"sidik definisi {one['indikator']} bukan dari isinya")
    return Definition(sidik, isi)


def _are_parts(isi: Any) -> bool:
    """As list_parts makes them; a later release may name more."""
    is_shaped = isinstance(isi, dict) and all(isinstance(isi.get(name, {}), dict) for name in (PARTS, RULES, DEADLINES))
    return is_shaped and _is_plain(isi, 2)


def _is_plain(value: Any, depth: int) -> bool:
    """Names, and below them short texts and numbers."""
    if isinstance(value, float) and not math.isfinite(value):
        return False
    if not isinstance(value, dict) or not depth:
        return isinstance(value, str | int | float) and len(str(value)) <= _LONGEST_NAME and str(value).isprintable()
    return all(len(k) <= _LONGEST_NAME and k.isprintable() and _is_plain(v, depth - 1) for k, v in value.items())


def _read_time(written: Any) -> dt.datetime | None:
    if written is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(written)
        local = moment.astimezone(clock.read_now().tzinfo).replace(tzinfo=None, microsecond=0)
    except (TypeError, ValueError, OverflowError):
        raise _wrong(DESCRIPTION, "waktu terbitnya tidak dapat dibaca") from None
    if moment.tzinfo is None or local > clock.read_local_time() + _AHEAD or local.year < 2020:
        raise _wrong(DESCRIPTION, f"waktu terbitnya ({written}) tidak mungkin; periksa jam peladennya")
    return local


def _load(file: PackageFile, name: str) -> dict[str, Any]:
    try:
        content = json.loads(file.files[name], parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise _wrong(name, "isinya bukan JSON yang dapat dibaca")
    return content


def _refuse_constant(name: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError(name)


def _take(content: Mapping[str, Any], name: str, kind: type, fits: Any = lambda _: True) -> Any:
    value = content.get(name)
    if type(value) is not kind or not fits(value):
        raise _wrong(DEFINITIONS, f"{name} tidak dapat dibaca")
    return value


def _wrong(file: str, detail: str) -> NotTaken:
    return refuse("paket_berisi_salah", berkas=file, tempat="", rincian=detail)
