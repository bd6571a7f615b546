"""The cases behind a figure as rows: name, area, what decided it, in which cell of which workbook."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import areas, cases, cells, published
from dasbor.query.cases import Cases, split_declaration
from dasbor.words import columns, language
from etl.indikator import Indicator
from etl.skema import SHEET_KINDS

UPLOAD_COLUMNS = ["unggahan_id", "nama_berkas", "sha256", "oleh", "waktu"]
PROOF_COLUMNS = {"sha256": "SHA-256", "oleh": "Diterbitkan oleh", "waktu": "Waktu terbit"}


def list_cases(p: Choice, i: Indicator, visible: str = cases.ALL_CASES) -> pd.DataFrame:
    """One row per case: nama_koperasi, kelurahan, dihitung, isi, sel, bukti, sel_bukti, and its workbook."""
    return make_rows(p, i, cases.read_cases(p, i.indikator, visible, None))


def make_rows(p: Choice, i: Indicator, k: Cases) -> pd.DataFrame:
    """The same of the cases that were read."""
    rows = _add_values(p, k.rows, k.values, i.kolom, "")
    rows = _add_values(p, rows, k.evidence, i.bukti, "bukti_")
    names = published.list_areas(p.whole()).set_index("kode")["nama"]
    rows = areas.add_kecamatan(p, rows.assign(kelurahan=rows["kode_kelurahan"].map(names)))
    rows = rows.assign(
        nama_koperasi=rows["nama"].fillna("tanpa asal koperasi atau kelompok"),
        koperasi_id=rows["id"].where(rows["id"].isin(k.known_ids)),
        dihitung=rows["pembilang"] > 0,
        perbaikan=cells.list_corrections(p, rows),
    )
    return rows.merge(published.list_uploads(p)[UPLOAD_COLUMNS], on="unggahan_id", how="left")


def _add_values(
    p: Choice, rows: pd.DataFrame, values: pd.DataFrame | None, declaration: str, prefix: str
) -> pd.DataFrame:
    """Add `isi` and `sel` of the declared columns ("koperasi status"): what decided the case, where it stands."""
    text, cell = ("bukti", "sel_bukti") if prefix else ("isi", "sel")
    if values is None:
        return rows.assign(**{text: None, cell: None})
    names, place = split_declaration(declaration)[1], [prefix + k for k in cells.PLACE_COLUMNS]
    written = values.assign(**{text: _write_values(values, names)})
    written = written.rename(columns=dict(zip(cells.PLACE_COLUMNS, place, strict=True)))
    complete = rows.merge(written[[*place, text]], on=place, how="left")
    addresses = cells.list_addresses(p, complete, names, prefix)
    if prefix:  # the proof may stand in another workbook than the case
        files = complete[place[0]].map(published.list_uploads(p).set_index("unggahan_id")["nama_berkas"])
        addresses = [f"{a} ({file})" if a else "" for a, file in zip(addresses, files, strict=True)]
    return complete.assign(**{cell: addresses})


def _write_values(values: pd.DataFrame, names: Sequence[str]) -> list[str]:
    headings = columns.list_headings(values, dict.fromkeys(names, ""))
    return [" · ".join(columns.write_value(row[k.name], k.form) for k in headings) for row in values.to_dict("records")]


def list_columns(i: Indicator, has_divisor: bool, file: bool = False, corrected: bool = False) -> dict[str, str]:
    """The columns on screen; `file`: those of the files, each row with its workbook's hash, who and when; `corrected`:
    staff mended cells of this version, so that it is said where."""
    result = {"nama_koperasi": "Nama", "kelurahan": ""}
    if i.adds_amounts:
        result["pembilang"] = language.capitalise(i.pembilang)
        result |= {"penyebut": "Dari"} if has_divisor else {}
    else:
        result |= {"dihitung": "Dihitung"} if has_divisor else {}
        result["isi"] = _name_columns(i.kolom)
    result["sel"] = "Sel"
    if i.bukti != "-":
        result |= {"bukti": f"Bukti: {_name_columns(i.bukti)}", "sel_bukti": "Sel bukti"}
    result |= {"perbaikan": "Diperbaiki"} if corrected else {}
    result["nama_berkas"] = "Buku kerja"
    return result | (PROOF_COLUMNS if file else {})


def _name_columns(declaration: str) -> str:
    kind, names = split_declaration(declaration)
    return " · ".join(SHEET_KINDS[kind][k].judul for k in names)
