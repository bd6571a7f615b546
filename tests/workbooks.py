"""Build workbooks for tests from visible lists."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter

REGISTER = ["No", "NIK", "Nama Koperasi", "Nomor Badan Hukum", "Kelurahan", "Kecamatan", "Status", "RAT Tahun Buku"]


def workbook(
    sheet: dict[str, list[list]],
    merges: dict[str, list[str]] | None = None,
    hidden: tuple[str, ...] = (),
    sample: bool = False,
) -> bytes:
    """An .xlsx: {"Sheet": rows}. Text stays text (also "=…"), numbers and dates are typed.

    gabung: {"Sheet": ["B3:C3"]} merged ranges (the value stays in the first cell).
    sembunyi: names of hidden sheets. contoh: carries the mark of sample data.
    """
    container = io.BytesIO()
    book = xlsxwriter.Workbook(container, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": dt.datetime(2025, 1, 1)})  # the same lists give the same bytes
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    if sample:
        book.set_custom_property("koperasi_data_contoh", "ya")
    for name, baris_lembar in sheet.items():
        ws = book.add_worksheet(name)
        for i, row in enumerate(baris_lembar):
            for j, value in enumerate(row):
                if value is None:
                    continue
                if isinstance(value, dt.date):
                    ws.write_datetime(i, j, dt.datetime(value.year, value.month, value.day), date)
                else:
                    ws.write(i, j, value)
        for span in (merges or {}).get(name, []):
            start = span.split(":")[0]
            column, number = start.rstrip("0123456789"), int(start.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            index = 0
            for c in column:
                index = index * 26 + ord(c) - 64
            content = baris_lembar[number - 1][index - 1]
            ws.merge_range(span, content if content is not None else "")
        if name in hidden:
            ws.hide()
    book.close()
    return container.getvalue()
