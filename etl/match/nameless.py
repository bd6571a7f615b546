"""Rows without a name whose NIK or badan hukum is known: the finding names the cooperative."""

from __future__ import annotations

import pandas as pd

from etl.cells.place import CellLocator, read_text
from etl.pesan import Finding, make_finding
from etl.skema import SheetKind

NAMELESS, BY_NIK = "nama_kosong_dikenal", "asal_menurut_nik"


def report_nameless(df: pd.DataFrame, locator: CellLocator, old: pd.DataFrame) -> list[Finding]:
    """`df`: rows with koperasi_id; `old`: published identities. A name is proposed, never filled in."""
    blank = [i for i, name in enumerate(df["nama_koperasi"]) if read_text(name) is None]
    if not blank:
        return []
    ordered = old.sort_values("periode", kind="stable") if len(old) else old
    names = dict(zip(ordered["koperasi_id"], ordered["nama_koperasi"], strict=True))
    findings = []
    for i in blank:
        row = df.iloc[i]
        name = read_text(names.get(row["koperasi_id"]))
        if name:
            basis = "NIK" if read_text(row["nik_koperasi"]) else "nomor badan hukum"
            cell = locator(row["lembar"], int(row["baris"]), "nama_koperasi")
            part = {"kolom": "Nama Koperasi", "dasar": basis, "nama": name}
            findings.append(make_finding(NAMELESS, row["lembar"], cell, "", name, **part))
    return findings


def report_nameless_targets(
    df: pd.DataFrame, sheet: SheetKind, locator: CellLocator, names: list[str | None]
) -> list[Finding]:
    """Participants and visits without a target whose NIK is of a cooperative: `names`, None where no cooperative is
    known. A mandatory target is proposed; of a participant it counts, and is listed."""
    column, findings = sheet[sheet.target_column], []
    for name, place, row, typed in zip(names, df["lembar"], df["baris"], df[column.nama], strict=True):
        if name and read_text(typed) is None:
            part = {"kolom": column.judul, "dasar": "NIK", "nama": name}
            cell = locator(place, int(row), column.nama)
            findings.append(make_finding(NAMELESS if column.wajib else BY_NIK, place, cell, "", name, **part))
    return findings


def drop_bare(findings: list[Finding]) -> list[Finding]:
    """Without the findings that only say that the name is blank, where one names it."""
    named = {(t.lembar, t.sel) for t in findings if t.kode == NAMELESS}
    return [t for t in findings if t.kode != "wajib_kosong" or (t.lembar, t.sel) not in named]
