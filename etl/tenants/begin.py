"""The folder of a new area of government, from the template of reference data: its settings with its name and code, its
list of areas, no spellings and no targets of anybody else, and an empty state."""

from __future__ import annotations

import csv
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from etl.acuan import PROVINCE, ROOT
from etl.store.files import make_folder, write_atomic
from etl.tenants.declared import Roll, Tenant, check_address, read_roll

TEMPLATE = ROOT / "data" / "acuan"
LEVELS = ("kota", "kabupaten", PROVINCE)
_HEADINGS_ONLY = ("ejaan.csv", "target.csv", "kelurahan.csv")
_CODE, _PROVINCE_CODE = re.compile(r"\d{2}\.\d{2}"), re.compile(r"\d{2}")
_NO_AREAS = 1  # lines of a list that holds its headings alone


@dataclass(frozen=True)
class Beginning:
    """What a new area of government is called; areas: its kelurahan.csv, None = to be filled in later."""

    address: str
    name: str
    code: str
    level: str
    office: str
    areas: Path | None = None


def begin(file: Path, b: Beginning) -> Tenant:
    """Make its folder beside pemda.toml and enter it there, which is made if it is missing. What is there is not
    touched. Raises ValueError with a sentence, or OSError."""
    _check(b)
    make_folder(file.parent)
    with FileLock(f"{file}.kunci", timeout=10, mode=0o600):
        roll = read_roll(file) if file.exists() else None
        folder = file.parent / b.address
        _refuse_twice(roll, b, folder)
        _fill(folder, b)
        _enter(file, b)
    tenant = read_roll(file).find(b.address)
    if tenant is None:
        raise ValueError(f"{file} tidak memuat “{b.address}” sesudah ditulis; periksa isinya.")
    return tenant


def _check(b: Beginning) -> None:
    check_address(b.address)
    if b.level == PROVINCE and not _PROVINCE_CODE.fullmatch(b.code):
        raise ValueError(f"kode “{b.code[:20]}” bukan kode provinsi seperti 35.")
    if b.level != PROVINCE and not _CODE.fullmatch(b.code):
        raise ValueError(f"kode “{b.code[:20]}” bukan kode wilayah kota atau kabupaten seperti 35.72.")
    for text in (b.name, b.office):
        if not text.strip() or len(text) > 100 or not text.isprintable():
            raise ValueError("nama dan dinas harus diisi, paling panjang 100 huruf.")
    if b.areas is not None and (strange := find_strange_area(b.areas, b.code)) is not None:
        raise ValueError(f"{b.areas} bukan daftar wilayah {b.code}: di dalamnya ada kode_kelurahan “{strange[:20]}”.")


def _refuse_twice(roll: Roll | None, b: Beginning, folder: Path) -> None:
    if roll is not None and roll.find(b.address):
        raise ValueError(f"pemda “{b.address}” sudah ada di {roll.file}.")
    if folder.exists():
        raise ValueError(f"folder {folder} sudah ada; tidak ada yang ditimpa.")


def _fill(folder: Path, b: Beginning) -> None:
    """All of it or nothing: the folder gets its name when it is complete."""
    draft = folder.with_name(f".{folder.name}.belum")
    shutil.rmtree(draft, ignore_errors=True)  # of an attempt that was broken off
    make_folder(draft / "keadaan")
    make_folder(draft / "acuan")
    write_atomic(draft / "acuan" / "pengaturan.toml", _write_settings(b).encode())
    for name in _HEADINGS_ONLY:
        write_atomic(draft / "acuan" / name, _read_headings(name))
    if b.areas is not None:
        write_atomic(draft / "acuan" / "kelurahan.csv", b.areas.read_bytes())
    os.rename(draft, folder)


def _write_settings(b: Beginning) -> str:
    """The template with [wilayah] of this one; its rules, checks and deadlines are those of everybody."""
    text = (TEMPLATE / "pengaturan.toml").read_text(encoding="utf-8")
    for key, value in {"kode": b.code, "nama": b.name, "tingkat": b.level, "dinas": b.office}.items():
        before, line, after = re.split(rf'^({key} = "[^"]*")', text, maxsplit=1, flags=re.M)
        text = before + line[: line.index('"')] + _quote(value) + after
    if b.level == PROVINCE:  # its smallest areas are areas of government
        text = re.sub("^tingkat = ", 'satuan = "kabupaten/kota"\ntingkat = ', text, count=1, flags=re.M)
    return text


def _quote(text: str) -> str:
    return '"' + text.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def _read_headings(name: str) -> bytes:
    return (TEMPLATE / name).read_bytes().splitlines(keepends=True)[0]


def _enter(file: Path, b: Beginning) -> None:
    before = file.read_text(encoding="utf-8") if file.exists() else _FIRST_LINES
    entry = f"\n[[pemda]]\nalamat = {_quote(b.address)}\nnama = {_quote(b.name)}\n"
    write_atomic(file, (before.rstrip("\n") + "\n" + entry).encode())


_FIRST_LINES = """# Pemda di pemasangan ini (docs/pemda.md). Perubahan di sini berlaku tanpa memulai ulang dasbor.
judul = "Dasbor Koperasi"
tidur_sesudah_menit = 30     # proses pemda yang tidak dibuka siapa pun selama itu diakhiri; 0 = tidak pernah
paling_banyak = 0            # sekian pemda berjalan bersamaan; 0 = semua
terlambat_sesudah_hari = 45  # triwulan yang belum terbit sekian hari sesudah berakhir disebut terlambat
"""


def find_strange_area(file: Path, code: str) -> str | None:
    """The first code in a list of areas that is not below the code of its city or regency; None where all are. What
    ended once may have been another one's. Raises OSError."""
    rows = csv.DictReader(file.read_text(encoding="utf-8-sig", errors="replace").splitlines())
    codes = (row.get("kode_kelurahan") or "" for row in rows if not row.get("berlaku_sampai"))
    return next((one for one in codes if not one.startswith(f"{code}.")), None)


def has_areas(tenant: Tenant) -> bool:
    """Whether its list of areas holds more than its headings."""
    try:
        return len((tenant.reference / "kelurahan.csv").read_text(encoding="utf-8-sig").splitlines()) > _NO_AREAS
    except (OSError, UnicodeDecodeError):
        return False
