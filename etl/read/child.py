"""Child process of read.py: opens one untrusted workbook (stdin) and writes its grids as lines of JSON (stdout).

python -m etl.read.child FORMAT SECONDS BYTES. It limits itself before it looks at a single byte, and may crash freely.
Only the standard library and python_calamine are imported, so that it starts in a few hundredths of a second.

Lines: {"mulai": true}, {"contoh": bool}, then for each sheet {"lembar": …signs…}, [[cell, …], …] chunks of rows, and at last {"selesai": true};
or {"gagal": reason, …} at any place. A date is {"d": "2022-07-14"}; w date and time, j time, l seconds of a duration.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pyexpat import ExpatError
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from etl.read import xlsx_parts, xlsx_signs

MAX_CELLS = 12_000_000  # of all sheets; a cell of the dense grid costs up to 100 bytes while reading
MAX_ROWS, MAX_COLUMNS = 400_000, 1_000
CELLS_A_LINE = 20_000
OUT_OF_MEMORY = 3  # exit code
_STRANGE_ERROR = re.compile(
    rb"(<(?:\w+:)?v>)\s*(?!(?:%s)\s*<)#[^<]*<" % b"|".join(re.escape(k.encode()) for k in xlsx_signs.KNOWN_ERRORS)
)
SAMPLE_PROPERTY = "koperasi_data_contoh"


class ReadingRefused(Exception):
    """The reason why the workbook is refused, as the fields of the last line."""

    def __init__(self, gagal: str, **rincian: object) -> None:
        super().__init__(gagal)
        self.pesan = {"gagal": gagal, **rincian}


def main(bentuk: str, detik: int, memori: int) -> int:
    limit_process(detik, memori)
    lembar = ""
    _send({"mulai": True})
    try:
        data = open(0, "rb", closefd=False).read()
        with_signs = bentuk in ("xlsx", "xlsm")
        for pesan in _read_xlsx(data) if with_signs else _read_other(data, bentuk):
            if isinstance(pesan, dict):
                lembar = str(pesan.get("memindai", pesan.get("lembar", lembar)))
            _send(pesan)
    except ReadingRefused as e:
        _send(e.pesan)
    except xlsx_parts.Suspicious:
        _send({"gagal": "mencurigakan", "lembar": lembar})
    except PasswordError:
        _send({"gagal": "sandi"})
    except MemoryError:
        return OUT_OF_MEMORY
    except (CalamineError, ExpatError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError) as e:
        _send({"gagal": "rusak", "lembar": lembar, "sebab": type(e).__name__})
    else:
        _send({"selesai": True})
    return 0


def limit_process(detik: int, memori: int) -> None:
    """POSIX only; on Windows the time-out of the parent is the only limit."""
    if sys.platform != "win32":
        import resource

        # RLIMIT_CORE: a core file would hold personal data
        for jenis, batas in (resource.RLIMIT_AS, memori), (resource.RLIMIT_CPU, detik), (resource.RLIMIT_CORE, 0):
            keras = resource.getrlimit(jenis)[1]  # the server may allow less; raising it is an error
            batas = batas if keras == resource.RLIM_INFINITY else min(batas, keras)
            resource.setrlimit(jenis, (batas, keras))


def _read_xlsx(data: bytes) -> Iterator[Any]:
    """Signs first, for every sheet: calamine must not lay out a sheet before its extent is known."""
    with zipfile.ZipFile(io.BytesIO(data)) as arsip:
        yield {"contoh": xlsx_parts.read_custom_property(arsip, "docProps/custom.xml", SAMPLE_PROPERTY) == "ya"}
        daftar, gaya, bagian_buku = xlsx_parts.open_parts(arsip)
        persen = xlsx_parts.read_percent_styles(arsip, gaya)
        tanda = {}
        luas = 0
        for i, (nama, bagian) in enumerate(daftar):
            if bagian is not None:
                yield {"memindai": nama}
                with arsip.open(bagian) as berkas:
                    tanda[i] = xlsx_signs.scan_sheet(berkas, persen)
                luas = _check_extent(nama, tanda[i], luas)
        aneh = {daftar[i][1] for i in tanda if any(g[2] not in xlsx_signs.KNOWN_ERRORS for g in tanda[i].galat)}
        if aneh or xlsx_parts.fold_part(bagian_buku).rpartition("/")[2] != "workbook.xml":
            data = _copy_for_calamine(arsip, aneh, bagian_buku)
    yield {"memindai": ""}
    buku = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if len(buku.sheets_metadata) != len(daftar) or not daftar:
        raise ReadingRefused("rusak", lembar="")
    for i, t in tanda.items():
        if buku.sheets_metadata[i].typ == SheetTypeEnum.WorkSheet:
            yield _make_head(buku, i, t)
            yield from _read_rows(buku.get_sheet_by_index(i))


def _read_other(data: bytes, bentuk: str) -> Iterator[Any]:
    """.xls, .xlsb, .ods: what calamine gives. Errors, uncalculated formulas, hidden rows, per cent stay unseen."""
    contoh = None
    if bentuk in ("ods", "xlsb"):
        with zipfile.ZipFile(io.BytesIO(data)) as arsip:
            bagian = "meta.xml" if bentuk == "ods" else "docProps/custom.xml"
            contoh = xlsx_parts.read_custom_property(arsip, bagian, SAMPLE_PROPERTY)
    yield {"contoh": contoh == "ya"}
    buku = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if not buku.sheets_metadata:
        raise ReadingRefused("rusak", lembar="")
    luas = 0
    for i, meta in enumerate(buku.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        yield {"memindai": meta.name}
        sheet = buku.get_sheet_by_index(i)
        t = xlsx_signs.SheetSigns()
        if sheet.end is not None:
            t.baris, t.kolom = sheet.end[0] + 1, sheet.end[1] + 1
        t.last_row_cell = t.last_column_cell = (t.baris, t.kolom)
        luas = _check_extent(meta.name, t, luas)
        gabungan = [(b1 + 1, k1 + 1, b2 + 1, k2 + 1) for (b1, k1), (b2, k2) in sheet.merged_cell_ranges or []]
        t.gabungan = xlsx_signs.clip_merges(gabungan, t.baris, t.kolom)
        yield _make_head(buku, i, t)
        yield from _read_rows(sheet)


def _check_extent(nama: str, t: xlsx_signs.SheetSigns, luas: int) -> int:
    luas += t.baris * t.kolom
    if t.baris > MAX_ROWS or t.kolom > MAX_COLUMNS or luas > MAX_CELLS:
        sel = t.last_column_cell if t.kolom > MAX_COLUMNS and t.baris <= MAX_ROWS else t.last_row_cell
        raise ReadingRefused("luas", lembar=nama, sel=sel)
    return luas


def _copy_for_calamine(arsip: zipfile.ZipFile, aneh: set[str | None], bagian_buku: str) -> bytes:
    """A copy without what calamine refuses: unknown error codes become #N/A (the signs keep the true code), and
    xl/workbook22.xml, as some servers name it, becomes xl/workbook.xml."""
    lama = xlsx_parts.fold_part(bagian_buku)
    folder, garis, pangkal = lama.rpartition("/")
    folder += garis
    ganti = {lama: f"{folder}workbook.xml", f"{folder}_rels/{pangkal}.rels": f"{folder}_rels/workbook.xml.rels"}
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w", zipfile.ZIP_STORED) as salinan:
        for nama in arsip.namelist():
            kunci = xlsx_parts.fold_part(nama)
            if kunci in ganti.values() and kunci not in ganti:
                continue  # a second workbook that the package does not point to
            isi = arsip.read(nama)
            salinan.writestr(ganti.get(kunci, nama), _STRANGE_ERROR.sub(rb"\1#N/A<", isi) if nama in aneh else isi)
    return wadah.getvalue()


def _make_head(buku: CalamineWorkbook, i: int, t: xlsx_signs.SheetSigns) -> dict[str, object]:
    meta = buku.sheets_metadata[i]
    return {
        "lembar": meta.name,
        "tersembunyi": meta.visible != SheetVisibleEnum.Visible,
        "gabungan": t.gabungan,
        "baris_tersembunyi": t.baris_tersembunyi,
        "kolom_tersembunyi": t.kolom_tersembunyi,
        "galat": t.galat,
        "tanpa_nilai": t.tanpa_nilai,
        "persen": t.persen,
    }


def _read_rows(sheet: CalamineSheet) -> Iterator[list[list[Any]]]:
    """Chunks of rows, so that no process ever holds a sheet twice. Anchored at A1."""
    if sheet.start is None or sheet.end is None:
        return
    kiri = [""] * sheet.start[1]  # iter_rows leaves out blank columns before the table, but not blank rows above it
    baris = iter(sheet.iter_rows())
    potong = max(1, CELLS_A_LINE // (sheet.end[1] + 1))
    banyak = 0
    while isi := [kiri + r for r in islice(baris, potong)] if kiri else list(islice(baris, potong)):
        banyak += len(isi)
        yield isi
    if banyak != sheet.end[0] + 1:
        raise ReadingRefused("rusak", lembar=sheet.name)


def _send(pesan: Any) -> None:
    teks = json.dumps(pesan, ensure_ascii=False, separators=(",", ":"), default=_encode)
    sys.stdout.buffer.write(teks.encode() + b"\n")
    if not isinstance(pesan, list):
        sys.stdout.buffer.flush()  # must survive a crash right after it


def _encode(nilai: object) -> dict[str, Any]:
    if isinstance(nilai, dt.datetime):
        return {"w": nilai.isoformat()}
    if isinstance(nilai, dt.date):
        return {"d": nilai.isoformat()}
    if isinstance(nilai, dt.time):
        return {"j": nilai.isoformat()}
    if isinstance(nilai, dt.timedelta):
        return {"l": nilai.total_seconds()}
    raise TypeError(type(nilai).__name__)


def _handle_panic(jenis: type[BaseException], isi: BaseException, _jejak: object) -> None:
    """Out of memory in the middle of a row, the reader of cells panics and raises no MemoryError."""
    if jenis.__name__ == "PanicException" and "pointer is null" in str(isi):
        os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    sys.excepthook = _handle_panic
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
