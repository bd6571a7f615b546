"""Several workbooks of one quarter as one upload: a zip of the untouched files, read as if they were one workbook.

One upload, so that findings, questions, record, proof and undo are those of one publication. The zip is for people too:
whoever takes the original from the archive finds the files in it as they came.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath

from etl.model import Workbook
from etl.pesan import Unreadable, make_finding
from etl.read import workbook
from etl.read.masking import mask_file_name
from etl.read.zip_members import BROKEN_ZIP, ZIP_SIGNATURE, list_members

MAX_FILES = 20
_MANIFEST = "kumpulan-koperasi.json"  # its first member
_TIME = (1980, 1, 1, 0, 0, 0)  # the same files give the same bytes
_UNSAFE = re.compile(r"[^\w .()\[\]-]+")
NamedFile = tuple[bytes, str]


def make_bundle(files: Sequence[NamedFile]) -> NamedFile:
    """Bytes and name of an upload of these files; one file stays what it is. Raises Unreadable for too many."""
    if len(files) == 1:
        return files[0]
    if not 0 < len(files) <= MAX_FILES:
        detail = f"{len(files)} berkas sekaligus terlalu banyak; batasnya {MAX_FILES}"
        raise Unreadable(make_finding("tidak_dapat_dikerjakan", rincian=detail))
    names = [mask_file_name(PurePath(name).name) for _, name in files]
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(_MANIFEST, _TIME), json.dumps({"berkas": names}, ensure_ascii=False))
        for i, ((data, _), name) in enumerate(zip(files, names, strict=True), 1):
            archive.writestr(zipfile.ZipInfo(f"{i:02}-{_UNSAFE.sub('_', name)}", _TIME), data)
    return container.getvalue(), f"{names[0]} dan {len(names) - 1} berkas lain.zip"


def is_bundle(data: bytes) -> bool:
    """Known by its first member; no workbook begins so."""
    return data.startswith(ZIP_SIGNATURE) and data[30 : 30 + len(_MANIFEST)] == _MANIFEST.encode()


def split_bundle(data: bytes) -> list[NamedFile]:
    """The files of a bundle with their names. Raises Unreadable where it is not as make_bundle writes it."""
    members = list(list_members(data).values())[1:]
    stored = all(m.compress_type == zipfile.ZIP_STORED and m.file_size == m.compress_size for m in members)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = json.loads(archive.read(_MANIFEST))["berkas"]
            if not stored or len(members) != len(names) or len(members) > MAX_FILES:
                raise ValueError("not ours")
            return [(archive.read(m), mask_file_name(str(name))) for m, name in zip(members, names, strict=True)]
    except (*BROKEN_ZIP, KeyError, TypeError) as error:
        raise Unreadable(make_finding("berkas_rusak", rincian="kumpulan berkasnya tidak utuh")) from error


def read_book(data: bytes, name: str) -> Workbook:
    """The grids of a workbook, or of all workbooks of a bundle under names that differ. Raises Unreadable."""
    if not is_bundle(data):
        return workbook.read_workbook(data, name)
    books = [_read_member(*file) for file in split_bundle(data)]
    if len({book.is_sample for book in books}) > 1:
        raise Unreadable(make_finding("kumpulan_campur"))
    for book, names in zip(books, name_sheets(books), strict=True):
        for grid in book.grids:
            grid.name = names[grid.name]
    grids, findings = [g for b in books for g in b.grids], [t for b in books for t in b.temuan]
    return Workbook(name, books[0].format, grids, books[0].is_sample, findings)


def name_sheets(books: Iterable[Workbook]) -> list[dict[str, str]]:
    """For each workbook {name of a sheet: its name among all}; the later of two equal ones names its file as well."""
    taken: set[str] = set()
    result = []
    for book in books:
        names = {}
        for grid in book.grids:
            first = candidate = grid.name
            number = 1
            while candidate.casefold() in taken:
                more = f" {number}" if number > 1 else ""
                candidate, number = f"{first} ({PurePath(book.nama_berkas).stem}{more})", number + 1
            taken.add(candidate.casefold())
            names[grid.name] = candidate
        result.append(names)
    return result


def _read_member(data: bytes, name: str) -> Workbook:
    try:
        return workbook.read_workbook(data, name)
    except Unreadable as error:
        found = error.finding
        raise Unreadable(replace(found, isi=name, pesan=f"“{name}”: {found.pesan}")) from error
