"""Satu Data: every indicator of an area and of all areas inside it as one plain table, and what its columns mean.

The CSV is for machines: commas, decimal points, UTF-8; a share is in per cent, blank is unknown.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pandas as pd

from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.export import about
from dasbor.export.layout import read_layout
from dasbor.export.request import Request
from dasbor.export.tables.csv_file import make_safe
from dasbor.export.tables.sheet import Sheet
from dasbor.export.tables.xlsx_file import make_book
from dasbor.query import published
from dasbor.query.reports import final
from dasbor.query.reports.every_area import read_every_area
from dasbor.words import columns, language, terms
from etl import periode as triwulan
from etl.indikator import Indicator, find_indicator
from etl.skema import SHEET_KINDS

COLUMNS = (
    "kode_wilayah",
    "level_wilayah",
    "nama_wilayah",
    "judul",
    "satuan",
    "tahun",
    "periode",
    "data",
    "status",
)
PER_CENT = "persen"
_IN_SHEETS = ".15g"  # as many digits as a spreadsheet holds: 0.57 times 100 is 57, not 56.99999999999999
# in a sheet the name of a column decides its form: "periode" would be a quarter as versions write it
_AS_NAMED = {"periode_kata" if name == "periode" else name: name for name in COLUMNS}


def make_table(p: Choice) -> pd.DataFrame:
    """One row for each area and indicator: COLUMNS; `data` None = unknown."""
    rows = read_every_area(p)
    known = published.list_definitions(p).set_index("indikator")
    unit = rows["indikator"].map(known["satuan"])
    year, quarter = triwulan.split_quarter(p.periode)
    values = [_make_value(x, u) for x, u in zip(rows["nilai"], unit, strict=True)]
    return rows[["kode_wilayah", "level_wilayah", "nama_wilayah"]].assign(
        judul=rows["indikator"].map(known["judul"]).map(lambda name: _make_title(p, str(name))),
        satuan=unit,
        tahun=year,
        periode=f"Triwulan {triwulan.ROMAN[quarter - 1]}",
        data=pd.Series(values, index=rows.index, dtype=object),
        status=final.find_status(p),
    )


def _make_title(p: Choice, title: str) -> str:
    """The mark of invented data stands in each row: a plain table has no other place that nobody cuts off."""
    mark = f"[{said}] " if (said := about.say_mark(p)) else ""
    without = " (tanpa KKMP)" if p.kelompok_hitung == WITHOUT_KKMP else ""
    return mark + str(read_layout("satudata")["judul"]).replace("{judul}", terms.say_terms(title)) + without


def _make_value(value: Any, unit: str) -> float | None:
    if not language.is_known(value):
        return None
    return float(format(float(value) * 100, _IN_SHEETS)) if unit == PER_CENT else float(value)


def make_csv(r: Request) -> bytes:
    """RFC 4180."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows = make_table(r.choice)[list(COLUMNS)].itertuples(index=False)
    writer.writerows([_write_cell(x) for x in row] for row in rows)
    return made.getvalue().encode("utf-8")


def _write_cell(value: Any) -> str:
    """Real negative numbers stay numbers; a text that a spreadsheet would run gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str):
        return make_safe(value)
    return format(value, ".0f") if float(value).is_integer() else repr(float(value))


# ── what the columns mean ──


def make_metadata(p: Choice) -> pd.DataFrame:
    """One row an indicator: judul, konsep, definisi, rumus, klasifikasi, ukuran, satuan, arah, dasar, produsen."""
    table = about.read_definitions(p)
    declared = [find_indicator(i) for i in table["indikator"]]
    units = [str(x) for x in table["satuan"]]
    return table[["indikator", "judul", "definisi", "rumus", "satuan", "arah", "dasar"]].assign(
        konsep=pd.Series([_find_concept(i) for i in declared], index=table.index, dtype=object),
        ukuran=["Persentase" if u == PER_CENT else "Jumlah" for u in units],
        klasifikasi=terms.say_terms(read_layout("satudata")["klasifikasi"]),
        produsen=about.say_producer(),
    )


def _find_concept(i: Indicator | None) -> str | None:
    """What is counted: the kind of list that its cases come from."""
    return None if i is None else SHEET_KINDS[i.kolom.split()[0]].judul


METADATA_COLUMNS = {
    "judul": "Judul",
    "konsep": "Konsep",
    "definisi": "Definisi",
    "rumus": "Rumus",
    "klasifikasi": "Klasifikasi",
    "ukuran": "Ukuran",
    "satuan": "Satuan",
    "arah": "Arah yang baik",
    "dasar": "Dasar",
    "produsen": "Produsen data",
}


def make_json(r: Request) -> bytes:
    """Metadata and data in one object."""
    p = r.choice
    data = make_table(p)[list(COLUMNS)].to_dict("records")
    content = {
        "keterangan": about.list_notes(p),
        "contoh": published.is_sample(p),
        "versi": p.version,
        "produsen": about.say_producer(),
        "metadata": [_drop_index(row) for row in make_metadata(p).to_dict("records")],
        "data": [{k: columns.make_plain(x) for k, x in row.items()} for row in data],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8")


def _drop_index(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(k): columns.make_plain(x) for k, x in row.items()}


def make_xlsx(r: Request) -> bytes:
    """Two sheets: the table with real numbers, and what its columns mean."""
    p = r.choice
    title = f"Satu Data: {about.say_place(p)}, {language.format_quarter(p.periode)}"
    sheets = [
        _make_data_sheet(p, title),
        Sheet("Metadata", "Metadata indikator", make_metadata(p), METADATA_COLUMNS, about.list_notes(p)),
        Sheet("Sumber", "Buku kerja yang dipakai", about.read_sources(p), about.SOURCE_COLUMNS),
    ]
    return make_book(sheets, title, about.say_producer())


def _make_data_sheet(p: Choice, title: str) -> Sheet:
    data = make_table(p).rename(columns={"periode": "periode_kata"})
    return Sheet("Data", title, data, _AS_NAMED, about.list_notes(p), forms={"tahun": columns.YEAR})
