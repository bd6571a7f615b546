"""Build workbooks for tests from visible lists."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter

REGISTER = ["No", "NIK", "Nama Koperasi", "Nomor Badan Hukum", "Kelurahan", "Kecamatan", "Status", "RAT Tahun Buku"]


def workbook(
    lembar: dict[str, list[list]],
    gabung: dict[str, list[str]] | None = None,
    sembunyi: tuple[str, ...] = (),
    contoh: bool = False,
) -> bytes:
    """An .xlsx: {"Sheet": rows}. Text stays text (also "=…"), numbers and dates are typed.

    gabung: {"Sheet": ["B3:C3"]} merged ranges (the value stays in the first cell).
    sembunyi: names of hidden sheets. contoh: carries the mark of sample data.
    """
    wadah = io.BytesIO()
    buku = xlsxwriter.Workbook(wadah, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    buku.set_properties({"created": dt.datetime(2025, 1, 1)})  # the same lists give the same bytes
    tanggal = buku.add_format({"num_format": "dd/mm/yyyy"})
    if contoh:
        buku.set_custom_property("koperasi_data_contoh", "ya")
    for nama, baris_lembar in lembar.items():
        ws = buku.add_worksheet(nama)
        for i, baris in enumerate(baris_lembar):
            for j, nilai in enumerate(baris):
                if nilai is None:
                    continue
                if isinstance(nilai, dt.date):
                    ws.write_datetime(i, j, dt.datetime(nilai.year, nilai.month, nilai.day), tanggal)
                else:
                    ws.write(i, j, nilai)
        for rentang in (gabung or {}).get(nama, []):
            awal = rentang.split(":")[0]
            kolom, nomor = awal.rstrip("0123456789"), int(awal.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            indeks = 0
            for c in kolom:
                indeks = indeks * 26 + ord(c) - 64
            isi = baris_lembar[nomor - 1][indeks - 1]
            ws.merge_range(rentang, isi if isi is not None else "")
        if nama in sembunyi:
            ws.hide()
    buku.close()
    return wadah.getvalue()
