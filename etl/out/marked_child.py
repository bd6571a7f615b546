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

from etl.corrections.typed import read_entry
from etl.model import Grid
from etl.out import marked_book, marked_values, marked_zip, not_kept
from etl.personal import shown_names
from etl.pesan import Finding
from etl.read.child import limit_process

_LIMIT_SECONDS, _LIMIT_MEMORY = 25, 2_000_000_000
_FORBIDDEN_IN_NAME = re.compile(r"[\\*?:/\[\]]")


def main(style: str) -> int:
    limit_process(_LIMIT_SECONDS, _LIMIT_MEMORY)
    task = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    findings = [Finding(**t) for t in task["temuan"]]
    container, hint = io.BytesIO(), task["petunjuk"]
    if style == "salinan":
        workbook, name = copy_values(data, task["nama"])
    else:
        workbook = openpyxl.load_workbook(io.BytesIO(data), keep_vba=style == "xlsm", rich_text=True)
        shown = shown_names(ws.title for ws in workbook.worksheets)
        name = {visible: title for title, visible in shown.items()}
        hint = not_kept.say_not_kept(data, shown) + hint
    findings += marked_values.write_corrections(workbook, [read_entry(e) for e in task["perbaikan"]], name)
    marked_book.mark_findings(workbook, findings, name, task["pembuka"], hint)
    workbook.save(container)
    sys.stdout.buffer.write(marked_zip.repack(container.getvalue(), None if style == "salinan" else data))
    return 0


def copy_values(data: bytes, nama_berkas: str) -> tuple[openpyxl.Workbook, dict[str, str]]:
    """A new workbook with the sheets' values as read, and {name of a sheet as findings show it: its name there}."""
    from etl.read.workbook import read_workbook  # brings pandas, which takes longer to load than a workbook to mark

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    name: dict[str, str] = {}
    grids = read_workbook(data, nama_berkas).grids
    visible = shown_names(grid.name for grid in grids)
    for grid in grids:
        # .ods allows longer names and more signs in them than .xlsx.
        title = marked_book.find_free_name(workbook, _FORBIDDEN_IN_NAME.sub(" ", grid.name)[:31].strip("'") or "Lembar")
        name[visible[grid.name]] = title
        _fill_sheet(workbook.create_sheet(title), grid)
    return workbook, name


def _fill_sheet(ws: Worksheet, grid: Grid) -> None:
    for cells in grid.cells:
        ws.append([_make_cell(ws, v) for v in cells])
    for (row, column), code in grid.errors.items():
        ws.cell(row, column, code)
    for b1, k1, b2, k2 in grid.merges:
        ws.merge_cells(start_row=b1, start_column=k1, end_row=b2, end_column=k2)
    for number in grid.hidden_rows:
        ws.row_dimensions[number].hidden = True
    for number in grid.hidden_columns:
        ws.column_dimensions[get_column_letter(number)].hidden = True
    ws.sheet_state = "hidden" if grid.is_hidden else "visible"


def _make_cell(ws: Worksheet, value: object) -> object:
    """Text stays text, also "=1+1"."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(ws, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
