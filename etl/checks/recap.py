"""Rekap sheets: which area each row counts; whether rows, totals, larger areas and the register agree.

What somebody else counted (column sumber: ODS, NIK, the province) is checked by itself and never against the register:
it is shown beside it.
"""

from __future__ import annotations

import re

import pandas as pd

from etl.acuan import PROVINCE, Reference
from etl.cells.normalise import normalise_table
from etl.cells.place import BLANK_SIGNS, CellLocator, find_cell, list_rows, read_text
from etl.cells.row_signs import TOTAL_SIGN
from etl.checks.validate import check_totals, make_total_rows
from etl.match.area_finder import AreaFinder
from etl.match.areas import match_area
from etl.match.questions import Questionnaire
from etl.model import FoundTable
from etl.pesan import Finding, make_finding, say_similar
from etl.rows.sections import keep_letters
from etl.skema import ACTIVE, INACTIVE, PROPOSED, RECAP_SHEET

MEASURES = [k for k in RECAP_SHEET.kolom if k.tipe == "bulat"]
_COUNT_STATUS = {"jumlah_aktif": ACTIVE, "jumlah_tidak_aktif": INACTIVE, "jumlah_diusulkan": PROPOSED}
_KECAMATAN_WORD = re.compile(r"\s*kec(?:amatan)?\b", re.I)


def read_recap(
    table: FoundTable, reference: Reference, questionnaire: Questionnaire
) -> tuple[pd.DataFrame, list[Finding]]:
    """Typed rows with kode_wilayah: a kelurahan, a kecamatan or the city; None where the row names none. Who counted
    for somebody else may leave out what the dinas must say."""
    df, findings = normalise_table(table)
    df = df.assign(sumber=pd.Series(_read_sources(df), df.index, dtype=object))
    blank = {find_cell(table, row, k.nama) for row in df.index[df["sumber"].notna()] for k in MEASURES}
    findings = [t for t in findings if t.kode != "wajib_kosong" or t.sel not in blank]
    df, area_findings = match_recap_areas(df, table, reference, questionnaire)
    findings += area_findings
    if table.total_rows:
        total, _ = normalise_table(make_total_rows(table))
        # A kecamatan's own row stands among its kelurahan: adding both would count them twice.
        code = df["kode_wilayah"].dropna().tolist()
        smallest = [k is not None and not any(other.startswith(f"{k}.") for other in code) for k in df["kode_wilayah"]]
        findings += check_totals(df[smallest], table, total)
    return df, findings


def match_recap_areas(
    df: pd.DataFrame, table: FoundTable, reference: Reference, questionnaire: Questionnaire
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add kode_wilayah. A kelurahan in doubt is asked, as in every sheet; a kecamatan in doubt is a finding."""
    area_rows, findings, kelurahan = AreaFinder(reference), [], []
    code: dict[int, str | None] = {}
    for row in df.index:
        name, column = _find_named(df, table, row)
        cell = find_cell(table, row, column)
        if name is None:
            findings.append(make_finding("rekap_tanpa_wilayah", table.lembar, cell, kota=reference.city))
        elif keep_letters(name) in _list_city_forms(reference) or TOTAL_SIGN.match(name):
            code[row] = reference.city_code
        elif column == "kecamatan" or _KECAMATAN_WORD.match(name):
            code[row] = area_rows.find_kecamatan(name)
            if code[row] is None:
                similar = say_similar(area_rows.find_kecamatan_hint(name))
                findings.append(
                    make_finding("wilayah_tak_dikenal", table.lembar, cell, name, kota=reference.city, mirip=similar)
                )
        else:
            kelurahan.append(row)
    part, area_findings = match_area(df.loc[kelurahan], table, reference, True, questionnaire)
    code.update(zip(kelurahan, part["kode_kelurahan"], strict=True))
    kode_wilayah = pd.Series([code.get(b) for b in df.index], df.index, dtype=object)
    return df.assign(kode_wilayah=kode_wilayah), findings + area_findings


def _list_city_forms(reference: Reference) -> set[str]:
    """What the whole is called; a province also without that word."""
    name = keep_letters(reference.city)
    return {name, name.removeprefix(PROVINCE)} if reference.is_province else {name}


def _find_named(df: pd.DataFrame, table: FoundTable, row: int) -> tuple[str | None, str]:
    """The area that a row names, and in which column. A kecamatan counts only from the row's own cell:
    that of a section row says where the row stands, not what it counts."""
    for column, frame in (("kelurahan", df), ("kecamatan", table.data)):
        name = read_text(frame.at[row, column]) if column in frame else None
        if name and name.strip().lower() not in BLANK_SIGNS:
            return name, column
    return None, "kelurahan"


def check_recap(
    df: pd.DataFrame, locator: CellLocator, reference: Reference, register: pd.DataFrame | None
) -> tuple[pd.DataFrame, list[Finding], list[tuple[str, int, str]]]:
    """Rows to publish, findings, and rows left out with the reason. `register`: that of the same quarter, if any."""
    name = reference.list_areas().set_index("kode")["nama"]
    without = df["kode_wilayah"].isna()
    skipped = [(r.lembar, r.baris, "rekap tanpa wilayah yang dikenal") for r in list_rows(df[without])]
    df, findings, same = _drop_repeats(df[~without], locator, name)
    for _, rows in df.groupby(df["sumber"].fillna(""), sort=False):
        findings += _check_larger(rows, locator, reference)
    findings += _check_rows(df, locator) + _report_sources(df, locator)
    if register is not None:
        findings += _check_register(df[df["sumber"].isna()], locator, register, name)
    return df, findings, skipped + same


def _read_sources(df: pd.DataFrame) -> list[str | None]:
    """Who counted each row, in the first spelling of several; None = the dinas itself."""
    typed = [read_text(v) for v in df["sumber"]]
    said = [" ".join(t.split()) if t and t.strip().lower() not in BLANK_SIGNS else None for t in typed]
    first: dict[str, str] = {}
    return [None if t is None else first.setdefault(t.casefold(), t) for t in said]


def _report_sources(df: pd.DataFrame, locator: CellLocator) -> list[Finding]:
    """Rows that are not counted, one finding a source."""
    findings = []
    for source, rows in df[df["sumber"].notna()].groupby("sumber", sort=False):
        r = rows.iloc[0]
        cell = locator(r["lembar"], r["baris"], "sumber")
        findings.append(make_finding("rekap_sumber_lain", r["lembar"], cell, source, jumlah=len(rows)))
    return findings


def _drop_repeats(
    df: pd.DataFrame, locator: CellLocator, name: pd.Series
) -> tuple[pd.DataFrame, list[Finding], list[tuple[str, int, str]]]:
    """An area stands once for each who counted. The same numbers again are left out, other numbers are refused: nobody
    knows which."""
    amount = [k.nama for k in MEASURES]
    first: dict[tuple[str, str | None], tuple[str, int, list[object]]] = {}
    findings, skipped, staying = [], [], []
    for i, r in zip(df.index, list_rows(df), strict=True):
        counts = df.loc[i, amount].astype(object).where(df.loc[i, amount].notna(), None).tolist()
        earlier = first.setdefault((r.kode_wilayah, r.sumber), (r.lembar, r.baris, counts))
        if earlier == (r.lembar, r.baris, counts):
            staying.append(i)
        elif earlier[2] == counts:
            skipped.append((r.lembar, r.baris, f"sama dengan lembar {earlier[0]} baris {earlier[1]}"))
        else:
            part = {"wilayah": name[r.kode_wilayah], "lembar1": earlier[0], "baris1": earlier[1]}
            findings.append(make_finding("rekap_ganda", r.lembar, locator(r.lembar, r.baris, "kelurahan"), **part))
    return df.loc[staying], findings, skipped


def _check_larger(df: pd.DataFrame, locator: CellLocator, reference: Reference) -> list[Finding]:
    """A kecamatan or the city against the areas inside it: equal where all are given, never less than some."""
    process = reference.list_areas().dropna(subset="induk").groupby("induk")["kode"].agg(list)
    rows, findings = df.set_index("kode_wilayah"), []
    for column in MEASURES:
        as_typed = {k: int(v) for k, v in rows[column.nama].dropna().items()}
        certain, least = dict(as_typed), dict(as_typed)
        for parent in sorted(process.index, key=len, reverse=True):  # kecamatan before the city
            complete = all(k in certain for k in process[parent])
            total = sum(least.get(k, 0) for k in process[parent])
            written = as_typed.get(parent)
            if written is not None and (total > written or (complete and total != written)):
                r = rows.loc[parent]
                cell = locator(r["lembar"], r["baris"], column.nama)
                value = {"kolom": column.judul, "tertulis": str(written), "hitung": str(total), "teks": ""}
                findings.append(make_finding("jumlah_tidak_cocok", r["lembar"], cell, written, **value))
            if complete:
                certain[parent] = total
            least[parent] = total if complete else max(total, written or 0)
    return findings


def _check_rows(df: pd.DataFrame, locator: CellLocator) -> list[Finding]:
    """Active + inactive + proposed for dissolution against the typed number of cooperatives."""
    compute = df["jumlah_aktif"] + df["jumlah_tidak_aktif"].fillna(0) + df["jumlah_diusulkan"].fillna(0)
    # Where nobody counted the inactive ones, the others may be fewer than all, but not more.
    known = df["jumlah_tidak_aktif"].notna()
    different = ((compute != df["jumlah_koperasi"]) & known) | (compute > df["jumlah_koperasi"])
    different = different.fillna(False).astype(bool)
    return [
        make_finding(
            "rekap_jumlah_berbeda",
            r.lembar,
            locator(r.lembar, r.baris, "jumlah_koperasi"),
            r.jumlah_koperasi,
            hitung=total,
            tertulis=r.jumlah_koperasi,
        )
        for r, total in zip(list_rows(df[different]), compute[different], strict=True)
    ]


def _check_register(df: pd.DataFrame, locator: CellLocator, register: pd.DataFrame, name: pd.Series) -> list[Finding]:
    """Rekap and register of one quarter, area by area: the register counts, differences are listed."""
    findings = []
    for r in list_rows(df):
        status = register.loc[(register["kode_kelurahan"] + ".").str.startswith(f"{r.kode_wilayah}."), "status"]
        for column, one in _COUNT_STATUS.items():
            recap_rows, counted = getattr(r, column), int((status == one).sum())
            if pd.notna(recap_rows) and recap_rows != counted:
                part = {"wilayah": name[r.kode_wilayah], "kolom": one, "rekap": recap_rows, "register": counted}
                findings.append(
                    make_finding(
                        "rekap_beda_register", r.lembar, locator(r.lembar, r.baris, column), recap_rows, **part
                    )
                )
    return findings
