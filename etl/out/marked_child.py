"""Child process of feedback.py: marks one untrusted workbook. python -m etl.out.marked_child xlsx|xlsm|salinan

Stdin: one line of JSON (texts and findings), then the workbook. Stdout: the marked workbook. It limits itself first,
and may fail freely: any exit code but 0 means that there is no result.
"""

from __future__ import annotations

import io
import json
import re
import sys

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.model import Grid
from etl.out import marked_book, marked_zip
from etl.personal import shown_names
from etl.pesan import Finding
from etl.read.child import limit_process

_LIMIT_SECONDS, _LIMIT_MEMORY = 25, 2_000_000_000
_FORBIDDEN_IN_NAME = re.compile(r"[\\*?:/\[\]]")


def main(cara: str) -> int:
    limit_process(_LIMIT_SECONDS, _LIMIT_MEMORY)
    tugas = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    temuan = [Finding(**t) for t in tugas["temuan"]]
    wadah = io.BytesIO()
    if cara == "salinan":
        buku, nama = copy_values(data, tugas["nama"])
    else:
        buku = openpyxl.load_workbook(io.BytesIO(data), keep_vba=cara == "xlsm", rich_text=True)
        nama = {tampil: judul for judul, tampil in shown_names(ws.title for ws in buku.worksheets).items()}
    marked_book.mark_findings(buku, temuan, nama, tugas["pembuka"], tugas["petunjuk"])
    buku.save(wadah)
    sys.stdout.buffer.write(marked_zip.repack(wadah.getvalue(), None if cara == "salinan" else data))
    return 0


def copy_values(data: bytes, nama_berkas: str) -> tuple[openpyxl.Workbook, dict[str, str]]:
    """A new workbook with the sheets' values as read, and {name of a sheet as findings show it: its name there}."""
    from etl.read.workbook import read_workbook  # brings pandas, which takes longer to load than a workbook to mark

    buku = openpyxl.Workbook()
    buku.remove(buku.worksheets[0])
    nama: dict[str, str] = {}
    semua = read_workbook(data, nama_berkas).petak
    tampil = shown_names(petak.nama for petak in semua)
    for petak in semua:
        # .ods allows longer names and more signs in them than .xlsx.
        judul = marked_book.find_free_name(buku, _FORBIDDEN_IN_NAME.sub(" ", petak.nama)[:31].strip("'") or "Lembar")
        nama[tampil[petak.nama]] = judul
        _fill_sheet(buku.create_sheet(judul), petak)
    return buku, nama


def _fill_sheet(ws: Worksheet, petak: Grid) -> None:
    for isi in petak.sel:
        ws.append([_make_cell(ws, v) for v in isi])
    for (baris, kolom), kode in petak.galat.items():
        ws.cell(baris, kolom, kode)
    for b1, k1, b2, k2 in petak.gabungan:
        ws.merge_cells(start_row=b1, start_column=k1, end_row=b2, end_column=k2)
    for nomor in petak.baris_tersembunyi:
        ws.row_dimensions[nomor].hidden = True
    for nomor in petak.kolom_tersembunyi:
        ws.column_dimensions[get_column_letter(nomor)].hidden = True
    ws.sheet_state = "hidden" if petak.tersembunyi else "visible"


def _make_cell(ws: Worksheet, nilai: object) -> object:
    """Text stays text, also "=1+1"."""
    if not isinstance(nilai, str):
        return nilai
    sel = WriteOnlyCell(ws, ILLEGAL_CHARACTERS_RE.sub("", nilai))
    sel.data_type = "s"
    return sel


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
