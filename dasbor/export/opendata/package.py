"""The description of the files (datapackage.json), the signature over it, and all of them as one signed ZIP."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dasbor.choice import Choice
from dasbor.export.opendata import tables
from dasbor.query import published
from dasbor.words import language
from etl import clock
from etl.acuan import load_reference
from etl.operator_settings import LICENCES
from etl.seal import keys, sign

DESCRIPTION, WHOLE, KEY = "datapackage.json", "paket.zip", "kunci.pub"
MARK = ".tanda"  # how the signature of a file is called that lies beside it
USUAL_LICENCE = "CC-BY-4.0"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of ZIP: the same files give the same bytes
_NUMBER, _TEXT, _YES_NO = "number", "string", "boolean"
_FIELDS = {
    "periode": (_TEXT, "Triwulan, misalnya 2025-T3"),
    "kode_wilayah": (_TEXT, "Kode Kemendagri; lihat wilayah.csv"),
    "indikator": (_TEXT, "Nama indikator; artinya di definisi.json"),
    "kelompok_hitung": (_TEXT, "semua, atau tanpa_kkmp: tanpa Koperasi Merah Putih"),
    "sumber": (_TEXT, "register, atau rekap: jumlah tanpa daftar koperasi"),
    "pembilang": (_NUMBER, "Kosong: tidak diketahui"),
    "penyebut": (_NUMBER, "Kosong: tidak diketahui, atau indikator ini hanya jumlah"),
    "nilai": (_NUMBER, "pembilang dibagi penyebut (0 sampai 1), atau jumlahnya; kosong: tidak diketahui atau 0 dari 0"),
    tables.SAMPLE_COLUMN: (_YES_NO, "true: angka rekaan (DATA CONTOH); false: data dinas"),
    "kode": (_TEXT, "Kode Kemendagri"),
    "nama": (_TEXT, "Nama wilayah"),
    "tingkat": (_TEXT, "kelurahan, desa, kecamatan, kota atau kabupaten"),
    "induk": (_TEXT, "Kode wilayah di atasnya; kosong untuk seluruhnya"),
}


def make_description(p: Choice, made: dict[str, bytes]) -> bytes:
    """datapackage.json of these files, by Frictionless' Data Package."""
    description: dict[str, Any] = {
        "profile": "data-package",
        "name": f"koperasi-{load_reference().city_code.replace('.', '-')}",
        "title": f"Koperasi {load_reference().city}{_say_sample(p)}",
        "description": f"Indikator koperasi per wilayah dan triwulan.{_say_sample(p)} Triwulan: {_say_quarters(p)}.",
        "version": f"{p.version}.0.0",
        "contributors": [{"title": str(load_reference().settings["wilayah"]["dinas"]), "role": "publisher"}],
        "resources": [_describe(name, content) for name, content in made.items()],
    }
    licence = find_licence()
    if licence is not None:
        description["licenses"] = [{"name": licence.name, "title": licence.title, "path": licence.address}]
    time = published.find_published_at(p.whole())
    if time is not None:
        description["created"] = clock.add_zone(time).isoformat()
    return json.dumps(description, ensure_ascii=False, indent=1).encode() + b"\n"


class Licence(NamedTuple):
    """name: as Open Definition calls it, "CC-BY-4.0"."""

    name: str
    title: str
    address: str


def find_licence() -> Licence | None:
    """The licence that the settings name; None = none. Where nothing is written it is the usual one of Satu Data."""
    name = str(load_reference().settings.get("data", {}).get("lisensi", USUAL_LICENCE))
    title, address = LICENCES.get(name, ("", ""))
    return Licence(name, title, address) if title else None


def make_files(p: Choice) -> dict[str, bytes]:
    """{name: content} of the tables."""
    return {name: make(p) for name, (_, make) in tables.FILES.items()}


def make_whole(p: Choice, key: Ed25519PrivateKey) -> bytes:
    """Everything as one ZIP whose comment is the signature over all of it."""
    files = make_files(p)
    description = make_description(p, files)
    signed = {**files, DESCRIPTION: description}
    marks = {f"{name}{MARK}": sign.make_mark(content, key) for name, content in signed.items()}
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in {**signed, **marks, KEY: write_key(key)}.items():
            z.writestr(zipfile.ZipInfo(name, _FIRST_DAY), content, zipfile.ZIP_DEFLATED)
        z.comment = b" " * sign.LENGTH  # its length stands before it and is signed
    return sign.sign_plain(container.getvalue()[: -sign.LENGTH], key)


def write_key(key: Ed25519PrivateKey) -> bytes:
    """kunci.pub: the public key and its fingerprint."""
    public = keys.write_public(key)
    return f"ed25519 {public.hex()}\nsidik {keys.say_fingerprint(keys.fingerprint(public))}\n".encode()


def _describe(name: str, content: bytes) -> dict[str, Any]:
    stem, ending = name.split(".")
    described = {
        "name": stem if ending == "csv" or stem == "definisi" else f"{stem}-{ending}",
        "path": name,
        "format": ending,
        "mediatype": tables.FILES[name][0],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    return described | (_describe_table(name) if ending == "csv" else {})


def _describe_table(name: str) -> dict[str, Any]:
    columns = tables.AREA_COLUMNS if name == "wilayah.csv" else (*tables.FIGURE_COLUMNS, tables.SAMPLE_COLUMN)
    schema: dict[str, Any] = {
        "fields": [{"name": c, "type": _FIELDS[c][0], "description": _FIELDS[c][1]} for c in columns],
        "missingValues": [""],
    }
    if name == "wilayah.csv":
        schema["primaryKey"] = "kode"
    else:
        schema["primaryKey"] = list(tables.FIGURE_COLUMNS[:4])
        reference = {"resource": "wilayah", "fields": "kode"}
        schema["foreignKeys"] = [{"fields": "kode_wilayah", "reference": reference}]
    return {"profile": "tabular-data-resource", "schema": schema}


def _say_sample(p: Choice) -> str:
    return " (DATA CONTOH: semua isinya rekaan)" if published.is_sample(p) else ""


def _say_quarters(p: Choice) -> str:
    known = published.list_periods(p)
    return f"{language.format_quarter(known[0])} sampai {language.format_quarter(known[-1])}"
