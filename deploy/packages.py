"""What is installed beside what is pinned: `python -m deploy.packages periksa` (exit 1 on a difference), and the
list of licences: `python -m deploy.packages lisensi` writes docs/lisensi.md. Neither asks the network."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
LICENCES = ROOT / "docs" / "lisensi.md"
_HEAD = """# Lisensi pustaka

Pustaka yang dipakai dasbor saat berjalan, seperti terkunci di `requirements.lock`. Dibuat oleh
`python -m deploy.packages lisensi` dari keterangan yang dibawa pustaka itu sendiri; jangan diubah dengan tangan.

| Pustaka | Versi | Lisensi |
|---|---|---|
"""
# Packages for another system than the one that made the list; their licence is known beforehand.
_ELSEWHERE = {"colorama": "BSD-3-Clause"}
_MIT = "Permission is hereby granted, free of charge"  # how a licence that does not say its name begins


def main(words: list[str]) -> int:
    """`periksa` or `lisensi`; 2 for anything else."""
    if words == ["lisensi"]:
        LICENCES.write_text(_HEAD + "".join(list_licences()), encoding="utf-8")
        return 0
    if words != ["periksa"]:
        sys.stderr.write("Pakai: python -m deploy.packages periksa | lisensi\n")
        return 2
    found = find_differences()
    for sentence in found:
        sys.stdout.write(sentence + "\n")
    sys.stdout.write("Paket tidak sama dengan daftar.\n" if found else "Semua paket sama dengan requirements.lock.\n")
    return 1 if found else 0


def read_lock(path: Path = LOCK) -> list[Requirement]:
    """The pinned packages, with the condition under which each is installed."""
    lines = re.findall(r"^([\w.-]+==[^\\\n]+)", path.read_text(encoding="utf-8"), re.M)
    return [Requirement(line.strip()) for line in lines]


def find_differences(lock: Path = LOCK) -> list[str]:
    """A sentence for each package that is missing, has another version, or whose files were changed since."""
    needed = [r for r in read_lock(lock) if r.marker is None or r.marker.evaluate()]
    return [sentence for r in needed for sentence in _look_at(r)]


def _look_at(pinned: Requirement) -> list[str]:
    try:
        installed = distribution(pinned.name)
    except PackageNotFoundError:
        return [f"{pinned.name}: belum terpasang, seharusnya {pinned.specifier}"]
    if not pinned.specifier.contains(installed.version, prereleases=True):
        return [f"{pinned.name}: terpasang {installed.version}, seharusnya {pinned.specifier}"]
    return [f"{pinned.name}: berkas {name} berubah sejak dipasang" for name in _list_changed(installed)]


def _list_changed(installed: Distribution) -> list[str]:
    """Files that are no longer what the package's own list says."""
    changed = []
    for file in installed.files or []:
        if file.hash is None:
            continue
        path = Path(str(file.locate()))
        if not path.is_file() or _hash(path, file.hash.mode) != file.hash.value:
            changed.append(str(file))
    return changed


def _hash(path: Path, kind: str) -> str:
    with path.open("rb") as file:
        return base64.urlsafe_b64encode(hashlib.file_digest(file, kind).digest()).rstrip(b"=").decode()


def list_licences() -> list[str]:
    """A line of the table for each pinned package, in the order of the alphabet."""
    by_name: dict[str, list[Requirement]] = {}
    for pinned in read_lock():
        by_name.setdefault(canonicalize_name(pinned.name), []).append(pinned)
    return [_make_line(name, pins) for name, pins in sorted(by_name.items())]


def _make_line(name: str, pins: list[Requirement]) -> str:
    versions = ", ".join(str(p.specifier).removeprefix("==") for p in pins)
    return f"| {name} | {versions} | {find_licence(name)} |\n"


def find_licence(name: str) -> str:
    """In the package's own words: of its description, else the head of the licence it brings. Raises
    PackageNotFoundError for one that is neither installed nor known, LookupError for one that says nothing."""
    if name in _ELSEWHERE:
        return _ELSEWHERE[name]
    package = distribution(name)
    told = package.metadata
    named = [c.rsplit(" :: ", 1)[1] for c in told.get_all("Classifier") or [] if c.startswith("License ::")]
    expression = told.get_all("License-Expression") or [", ".join(named)]
    return expression[0] or str((told.get_all("License") or [""])[0]).split("\n")[0] or _read_head(package)


def _read_head(package: Distribution) -> str:
    for file in package.files or []:
        if file.name.upper().startswith("LICEN"):
            told = file.read_text(encoding="utf-8").strip()
            return "MIT" if _MIT in told else told.split("\n")[0]
    raise LookupError(f"{package.name}: no licence told")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
