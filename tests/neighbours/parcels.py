"""Data packages of other areas of government, made of a few rows and signed with a key of their own."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from etl.accounts.roles import User
from etl.acuan import load_reference
from etl.indikator import load_indicators
from etl.neighbours.look import Consent, Looked
from etl.neighbours.take import take
from etl.seal import keys, sign
from etl.settings.comparable import hash_parts, list_parts

FIGURES = ("periode", "kode_wilayah", "indikator", "kelompok_hitung", "sumber", "pembilang", "penyebut", "nilai")
AREAS = ("kode", "nama", "tingkat", "induk")
STAFF = User("Siti", "petugas")
# periode, kode_wilayah, indikator, pembilang, penyebut (None = a count): the other cells follow
Row = tuple[str, str, str, float | None, float | None]
ROWS: tuple[Row, ...] = (
    ("2025-T1", "35.05", "koperasi_terdaftar", 40, None),
    ("2025-T1", "35.05", "koperasi_aktif", 30, 40),
    ("2025-T2", "35.05", "koperasi_terdaftar", 41, None),
    ("2025-T2", "35.05", "koperasi_aktif", 33, 41),
    ("2025-T2", "35.05.01", "koperasi_aktif", 33, 41),
)


@dataclass(frozen=True)
class Parcel:
    """A package before it is written. rules: settings of [aturan] that are other than here; definitions: None = as an
    older release, without hashes."""

    kode: str = "35.05"
    nama: str = "Kabupaten Contoh"
    tingkat: str = "kabupaten"
    alamat: str = "https://koperasi.contohkab.go.id"
    versi: int = 3
    dibuat: str = "2025-08-01T09:00:00+07:00"
    contoh: bool = False
    rows: Sequence[Row] = ROWS
    bare: Sequence[Row] = ()  # without KKMP
    areas: Sequence[tuple[str, str, str, str]] = (("35.05.01", "Wates", "kecamatan", "35.05"),)
    rules: Mapping[str, int] = field(default_factory=dict)
    is_older_release: bool = False
    seed: int = 1  # of its key


def make_key(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


def find_fingerprint(seed: int = 1) -> str:
    return keys.fingerprint(keys.write_public(make_key(seed)))


def write_parcel(p: Parcel, **changed: bytes) -> bytes:
    """`changed`: {name of a file without its ending: other content}."""
    files = list_files(p)
    files |= {next(n for n in files if n.split(".")[0] == name): content for name, content in changed.items()}
    return sign_files(files, p.seed)


def list_files(p: Parcel) -> dict[str, bytes]:
    files = {
        "indikator.csv": _write_csv((*FIGURES, "contoh"), _list_rows(p)),
        "wilayah.csv": _write_csv(AREAS, [(p.kode, p.nama, p.tingkat, ""), *p.areas]),
        "definisi.json": json.dumps(_define(p), ensure_ascii=False).encode(),
    }
    about = {"name": f"koperasi-{p.kode.replace('.', '-')}", "version": f"{p.versi}.0.0", "created": p.dibuat}
    resources = [{"path": n, "hash": f"sha256:{hashlib.sha256(c).hexdigest()}"} for n, c in files.items()]
    return {**files, "datapackage.json": json.dumps({**about, "resources": resources}).encode()}


def sign_files(files: Mapping[str, bytes], seed: int = 1) -> bytes:
    """As dasbor/export/opendata does."""
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in files.items():
            z.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        z.comment = b" " * sign.LENGTH
    return sign.sign_plain(container.getvalue()[: -sign.LENGTH], make_key(seed))


def _list_rows(p: Parcel) -> list[tuple[object, ...]]:
    return [*(_complete(p, row) for row in p.rows), *(_complete(p, row, "tanpa_kkmp") for row in p.bare)]


def _complete(p: Parcel, row: Row, group: str = "semua") -> tuple[object, ...]:
    quarter, area, name, part, whole = row
    value = part if whole is None else part / whole if part is not None and whole else None
    cells = (quarter, area, name, group, "register", part, whole, value, str(p.contoh).lower())
    return tuple("" if c is None else c for c in cells)


def _write_csv(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows([columns, *rows])
    return made.getvalue().encode()


def _define(p: Parcel) -> dict[str, Any]:
    settings = load_reference().settings
    settings = {**settings, "aturan": {**settings["aturan"], **p.rules}}
    listed = []
    for i in load_indicators():
        parts = list_parts(i, settings)
        known = {} if p.is_older_release else {"sidik": hash_parts(parts), "isi": parts}
        listed.append({"indikator": i.indikator, "judul": i.judul, **known})
    owner = {"kode": p.kode, "nama": p.nama, "tingkat": p.tingkat, "alamat": p.alamat}
    own = {} if p.is_older_release else {"pemda": owner}
    return {"versi": p.versi, "contoh": p.contoh, **own, "definisi": listed}


def hold(state: Path, *parcels: Parcel) -> list[Looked]:
    """Take these packages into a state folder as staff do, each with the fingerprint of its key."""
    return [take(state, write_parcel(p), STAFF, Consent(fingerprint=find_fingerprint(p.seed))) for p in parcels]
