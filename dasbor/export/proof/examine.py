"""Is a file what an installation signed, and does its figure follow from its rows?"""

from __future__ import annotations

import hashlib
import io
import json
import math
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from dasbor.export.opendata import package
from dasbor.export.proof.gather import FORMS, is_cited
from etl.read.zip_members import BROKEN_ZIP, read_member
from etl.seal import keys, sign
from etl.seal.sign import NotSigned, Signed

_DATA = re.compile(rb'<script type="application/json" id="bukti">(.*?)</script>', re.DOTALL)
_BETWEEN = re.compile(r"[\s:-]")  # the groups of a fingerprint
_MOST = 256 << 20  # bytes of one file of a package
NOT_TRUTH = "Ini membuktikan keutuhan, bukan kebenaran isi buku kerja."


@dataclass(frozen=True)
class Verdict:
    """holds: nothing was changed, and the key is the one that was named; sentences: what was found."""

    holds: bool
    fingerprint: str
    sentences: tuple[str, ...]


def examine(file: bytes, expected: str = "", beside: bytes | None = None) -> Verdict:
    """`expected`: fingerprint of the key that the reader knows, "" = none; `beside`: the signature from a file of its
    own."""
    try:
        signed = sign.examine(file, beside)
    except NotSigned as error:
        return Verdict(False, "", (f"TIDAK UTUH: {error}",))
    if wanted := _BETWEEN.sub("", expected.lower()):
        if wanted != signed.fingerprint:
            shown = keys.say_fingerprint(signed.fingerprint)
            return Verdict(False, signed.fingerprint, (f"BUKAN DARI KUNCI ITU: ditandatangani kunci {shown}.",))
        origin = f"Ditandatangani kunci {keys.say_fingerprint(wanted)}, seperti yang Anda sebut."
    else:
        origin = "Utuh. Dari siapa, hanya diketahui bila sidik kuncinya disebut: --kunci SIDIK."
    faults, found = _look_inside(file, signed)
    said = tuple(f"TIDAK COCOK: {fault}" for fault in faults) or (
        "Utuh: tidak satu byte pun berubah.",
        *found,
        NOT_TRUTH,
    )
    return Verdict(not faults, signed.fingerprint, (origin, *said))


def _look_inside(file: bytes, signed: Signed) -> tuple[list[str], list[str]]:
    """What does not fit together, and what was counted again. Anybody may sign anything with a key of his own."""
    try:
        return _look(file, signed)
    except (*BROKEN_ZIP, LookupError, TypeError, AttributeError):
        return ["isinya bukan bukti atau paket data yang dapat dibaca."], []


def _look(file: bytes, signed: Signed) -> tuple[list[str], list[str]]:
    if data := _DATA.search(signed.content):
        return _recount(json.loads(data[1]))
    if file.startswith(b"PK"):
        return _compare_package(file)
    return [], []


def _recount(data: dict[str, Any]) -> tuple[list[str], list[str]]:
    if data.get("bentuk") not in FORMS:
        return ["bentuk bukti ini tidak dikenal rilis ini."], []
    faults = [] if is_cited(data) else ["kutipannya bukan dari isinya."]
    number = data["angka"]
    for name in ("pembilang", "penyebut"):
        if data["dari_baris"][name] and number[name] is not None:
            total = math.fsum(row[name] or 0 for row in data["baris"])
            if not math.isclose(total, number[name], rel_tol=1e-9, abs_tol=1e-6):
                faults.append(f"{name} {_write(number[name])}, jumlah barisnya {_write(total)}.")
    if number["penyebut"] and not math.isclose(number["nilai"], number["pembilang"] / number["penyebut"], rel_tol=1e-9):
        faults.append("nilainya bukan pembilang dibagi penyebut.")
    counted = f"dihitung ulang dari {len(data['baris'])} baris" if data["dari_baris"]["pembilang"] else "dari rekap"
    whole = "" if number["penyebut"] is None else f" dari {_write(number['penyebut'])}"
    title, area = data["indikator"]["judul"], data["wilayah"]["nama"]
    return faults, [
        f"Bukti {data['kutipan']}: {title}, {area}, {data['periode']}: {_write(number['pembilang'])}{whole}, {counted}."
    ]


def _write(value: float) -> str:
    """To the last digit: amounts of Rupiah have twelve."""
    return f"{value:.15g}"


def _compare_package(file: bytes) -> tuple[list[str], list[str]]:
    """Each file of a data package against its hash."""
    with zipfile.ZipFile(io.BytesIO(file)) as z:
        described = json.loads(_read(z, package.DESCRIPTION))["resources"]
        wrong = [
            r["path"] for r in described if r["hash"] != f"sha256:{hashlib.sha256(_read(z, r['path'])).hexdigest()}"
        ]
    faults = [f"{name} bukan yang disebut {package.DESCRIPTION}." for name in wrong]
    return faults, [f"Paket data dengan {len(described)} berkas."]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    content = read_member(archive, archive.getinfo(name), _MOST)
    if content is None:
        raise ValueError(f"{name} is too large")
    return content
