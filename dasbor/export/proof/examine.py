"""Is a file what an installation signed, and does its figure follow from its rows?"""

from __future__ import annotations

import hashlib
import io
import json
import math
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dasbor.export.opendata import package
from dasbor.export.proof import unpacked
from dasbor.export.proof.gather import FORMS, is_cited
from etl.read.zip_members import BROKEN_ZIP, ZIP_SIGNATURE, read_member
from etl.seal import keys, sign
from etl.seal.sign import NotSigned, Signed, Unsigned

_DATA = re.compile(rb'<script type="application/json" id="bukti">(.*?)</script>', re.DOTALL)
_BETWEEN = re.compile(r"[\s:-]")  # the groups of a fingerprint
_PRINT = re.compile(r"[0-9a-f]{32}")
_TAIL = 260  # bytes that a signature takes at most
_ZIP_END, _MOST_END = b"PK\x05\x06", 22 + 65_535  # how the last record begins, and its bytes with the longest comment
_HEAD = re.compile(rb"<title>Bukti \w{1,8}-\d{1,9}-[0-9A-F]{4,16}: ")  # of a proof
_CUT = (
    "TIDAK UTUH: berkas ini terpotong atau rusak, misalnya karena unduhannya terputus. Unduh lagi dari dasbor, lalu "
    "periksa lagi.",
)
_MOST = 256 << 20  # bytes of one file of a package
_UNSIGNED = (
    "TIDAK BERTANDA: berkas ini tidak membawa tanda tangan, jadi utuh atau berubahnya tidak dapat diketahui.",
    "Berkas dari /data bertanda lewat berkas .tanda dari alamat yang sama, misalnya /data/indikator.csv.tanda untuk "
    "indikator.csv: simpan di sampingnya, lalu periksa lagi.",
    "Paket yang sudah dibuka diperiksa seluruhnya dengan: verify datapackage.json. Bukti dan paket.zip membawa "
    "tandanya sendiri; berkas lain tidak ditandatangani.",
)
NOT_TRUTH = "Ini membuktikan keutuhan, bukan kebenaran isi buku kerja."


@dataclass(frozen=True)
class Verdict:
    """holds: nothing was changed, and the key is the one that was named; sentences: what was found; is_signed: false of
    a file that bears no signature, of which nobody can say whether it was changed."""

    holds: bool
    fingerprint: str
    sentences: tuple[str, ...]
    is_signed: bool = True


def parse_fingerprint(written: str) -> str | None:
    """A fingerprint as people write it, in groups or not; None = it can be none."""
    letters = _join(written)
    return letters if _PRINT.fullmatch(letters) else None


def examine(file: bytes, expected: str = "", beside: bytes | None = None, place: Path | None = None) -> Verdict:
    """`expected`: fingerprint of the key that the reader knows, "" = none; `beside`: the signature from a file of its
    own; `place`: where the file lies, so that files beside it which it describes are examined too. Raises OSError:
    its folder cannot be read."""
    try:
        signed = sign.examine(file, beside)
    except Unsigned:
        return _judge_unsigned(file, beside)
    except NotSigned as error:
        return Verdict(False, "", (f"TIDAK UTUH: {error}",))
    if wanted := _join(expected):
        if wanted != signed.fingerprint:
            shown = keys.say_fingerprint(signed.fingerprint)
            return Verdict(False, signed.fingerprint, (f"BUKAN DARI KUNCI ITU: ditandatangani kunci {shown}.",))
        origin = f"Ditandatangani kunci {keys.say_fingerprint(wanted)}, seperti yang Anda sebut."
    else:
        origin = "Dari siapa, hanya diketahui bila sidik kuncinya disebut: --kunci SIDIK."
    faults, found = _look_inside(file, signed, place)
    if faults:
        return Verdict(False, signed.fingerprint, (*(f"TIDAK COCOK: {fault}" for fault in faults), origin))
    whole = "Utuh: tidak satu byte pun berubah."
    lead = (origin, whole) if wanted else (f"Utuh. {origin}", whole)
    return Verdict(True, signed.fingerprint, (*lead, *found, NOT_TRUTH))


def _judge_unsigned(file: bytes, beside: bytes | None) -> Verdict:
    if beside is not None:
        return Verdict(False, "", ("TIDAK UTUH: tanda di sampingnya (.tanda) rusak atau terpotong.",))
    if _is_cut(file):
        return Verdict(False, "", _CUT)
    if _is_of_signed_kind(file):
        return Verdict(False, "", ("TIDAK UTUH: tandanya hilang atau terpotong.",))
    return Verdict(False, "", _UNSIGNED, is_signed=False)


def _join(written: str) -> str:
    return _BETWEEN.sub("", written.lower())


def _is_cut(file: bytes) -> bool:
    """An archive or a proof that lacks its end, or nothing at all."""
    if file.startswith(ZIP_SIGNATURE):
        return _ZIP_END not in file[-_MOST_END:]
    return not file or (_HEAD.search(file) is not None and b"</html>" not in file)


def _is_of_signed_kind(file: bytes) -> bool:
    """A proof or a data package, which are never handed out unsigned, or what ends with a piece of a signature."""
    is_package = file.startswith(b"PK") and package.DESCRIPTION.encode() in file
    return is_package or b"tanda ed25519" in file[-_TAIL:] or _DATA.search(file) is not None


def _look_inside(file: bytes, signed: Signed, place: Path | None) -> tuple[list[str], list[str]]:
    """What does not fit together, and what was counted again. Anybody may sign anything with a key of his own."""
    try:
        return _look(file, signed, place)
    except (*BROKEN_ZIP, LookupError, TypeError, AttributeError):
        return ["isinya bukan bukti atau paket data yang dapat dibaca."], []


def _look(file: bytes, signed: Signed, place: Path | None) -> tuple[list[str], list[str]]:
    if data := _DATA.search(signed.content):
        return _recount(json.loads(data[1]))
    if file.startswith(b"PK"):
        return _compare_package(file)
    if signed.content.lstrip().startswith(b"{") and place is not None:
        return _compare_unpacked(signed, place)
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
    whole = "" if number["penyebut"] is None else f" dari {_write(number['penyebut'])}"
    title, area = data["indikator"]["judul"], data["wilayah"]["nama"]
    return faults, [
        f"Bukti {data['kutipan']}: {title}, {area}, {data['periode']}: {_write(number['pembilang'])}{whole}, "
        f"{_say_recount(data)}."
    ]


def _say_recount(data: dict[str, Any]) -> str:
    if data.get("baris_ditahan"):
        return "tanpa barisnya, yang ditahan menurut pengaturan: tidak dihitung ulang"
    return f"dihitung ulang dari {len(data['baris'])} baris" if data["dari_baris"]["pembilang"] else "dari rekap"


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


def _compare_unpacked(signed: Signed, place: Path) -> tuple[list[str], list[str]]:
    """Where the file describes a package: what lies beside it. Other JSON describes nothing."""
    described = json.loads(signed.content).get("resources")
    if described is None:
        return [], []
    faults = unpacked.list_faults(place, described, signed)
    return faults, [f"Paket data dengan {len(described)} berkas di sampingnya, masing-masing seperti yang disebut."]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    content = read_member(archive, archive.getinfo(name), _MOST)
    if content is None:
        raise ValueError(f"{name} is too large")
    return content
