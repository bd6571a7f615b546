"""Checks inside a table and against last quarter. Each returns findings with their cells and changes no value."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from etl import periode as triwulan
from etl.cells.place import CellLocator, find_cell
from etl.checks.status_rule import compute_status, find_kkmp, find_last_book_year
from etl.model import FoundTable
from etl.pesan import Finding, make_finding
from etl.skema import (
    ACTIVE,
    COOPERATIVES_SHEET,
    HEALTH_LIMITS,
    INACTIVE,
    OLD_HEALTH_PREDICATES,
    SHEET_KINDS,
    Column,
    SheetKind,
)

# Dates that cannot lie after the quarter's end; a certificate may well be valid until later.
_PAST_DATES = ("tanggal_badan_hukum", "tanggal_rat")
_UNIT_FACTORS = (1e3, 1e6)  # Rp instead of Rp ribu or Rp juta
# Capital does not grow tenfold in a quarter: a zero too many, or one too few. Turnover and SHU may.
_STEADY, _ONE_ZERO = ("modal_sendiri", "modal_luar"), 10.0
_NEAR = 0.1  # how near to such a factor a jump is taken for a wrong unit


def check_register(
    df: pd.DataFrame, locator: CellLocator, periode: str, settings: dict[str, Any], previous: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add kkmp and status_hitung; check the register. `previous`: koperasi_id and money columns of last quarter."""
    rule, end = settings["aturan"], triwulan.find_end(periode)
    df = df.assign(kkmp=find_kkmp(df))
    df["status_hitung"] = compute_status(df, end, rule["tahun_tanpa_rat"], rule["bulan_batas_rat"])
    findings = check_members(df, locator) + check_health(df, locator) + check_status(df, locator, end)
    findings += check_future(df, locator, end)
    if previous is not None:
        findings += check_jumps(df, locator, previous, settings["pemeriksaan"]["lonjakan"])
    return df, findings


def check_members(df: pd.DataFrame, locator: CellLocator) -> list[Finding]:
    """Men + women against the typed total, where all three are there."""
    compute = df["anggota_laki"] + df["anggota_perempuan"]
    wrong = df[(compute != df["jumlah_anggota"]).fillna(False).astype(bool)]
    column = ["lembar", "baris", "anggota_laki", "anggota_perempuan", "jumlah_anggota"]
    return [
        make_finding(
            "anggota_tidak_cocok",
            sheet,
            locator(sheet, row, "jumlah_anggota"),
            int(total),
            laki=_format_number(men),
            perempuan=_format_number(pr),
            hitung=_format_number(men + pr),
            jumlah=_format_number(total),
        )
        for sheet, row, men, pr, total in wrong[column].itertuples(index=False)
    ]


def find_predicate(score: float) -> str:
    """Predicate of a health score; lower bounds are inclusive."""
    return next(name for limit, name in HEALTH_LIMITS if score >= limit)


def check_health(df: pd.DataFrame, locator: CellLocator) -> list[Finding]:
    """Score against predicate, where both are there; a predicate of earlier rules is said to be one."""
    column = ["lembar", "baris", "skor_kesehatan", "predikat_kesehatan"]
    is_old = df["predikat_kesehatan"].isin(OLD_HEALTH_PREDICATES)
    old = [
        make_finding("predikat_lama", sheet, locator(sheet, row, "predikat_kesehatan"), as_typed)
        for sheet, row, _, as_typed in df.loc[is_old, column].itertuples(index=False)
    ]
    known = df[df["skor_kesehatan"].notna() & (df["skor_kesehatan"] >= 0) & df["predikat_kesehatan"].notna() & ~is_old]
    return old + [
        make_finding(
            "skor_predikat_berbeda",
            sheet,
            locator(sheet, row, "predikat_kesehatan"),
            as_typed,
            skor=_format_number(score),
            seharusnya=find_predicate(score),
            tertulis=as_typed,
        )
        for sheet, row, score, as_typed in known[column].itertuples(index=False)
        if find_predicate(score) != as_typed
    ]


def check_status(df: pd.DataFrame, locator: CellLocator, end: dt.date) -> list[Finding]:
    """Typed against computed status, where both say aktif or tidak aktif."""
    second = [ACTIVE, INACTIVE]
    different = df["status"].isin(second) & df["status_hitung"].isin(second) & (df["status"] != df["status_hitung"])
    wrong = df[different].assign(_tahun=find_last_book_year(df[different], end))
    column = ["lembar", "baris", "status", "status_hitung", "_tahun"]
    return [
        make_finding(
            "status_rat_berbeda",
            sheet,
            locator(sheet, row, "status"),
            status,
            tertulis=status,
            hitung=compute,
            tahun="belum ada" if pd.isna(year) else int(year),
        )
        for sheet, row, status, compute, year in wrong[column].itertuples(index=False, name=None)
    ]


def check_future(df: pd.DataFrame, locator: CellLocator, end: dt.date) -> list[Finding]:
    """Dates, and the RAT's book year, after the quarter's end."""
    findings = []
    for name in (*_PAST_DATES, "tahun_buku_rat"):
        title = COOPERATIVES_SHEET[name].judul
        for sheet, row, value in zip(df["lembar"], df["baris"], df[name], strict=True):
            if pd.isna(value) or (value <= end if isinstance(value, dt.date) else value <= end.year):
                continue
            as_typed = triwulan.say_date(value) if isinstance(value, dt.date) else int(value)
            findings.append(make_finding("tanggal_mendatang", sheet, locator(sheet, row, name), as_typed, kolom=title))
    return findings


def check_jumps(df: pd.DataFrame, locator: CellLocator, previous: pd.DataFrame, jump: float) -> list[Finding]:
    """Money that is `jump` times what the same cooperative had last quarter, or a thousand or a million times; capital
    that is ten times as much."""
    findings = []
    earlier = previous.drop_duplicates("koperasi_id").set_index("koperasi_id")
    for column in (k for k in COOPERATIVES_SHEET.kolom if k.tipe == "rupiah" and k.nama in earlier):
        now = df[column.nama].astype(float).to_numpy()
        old = df["koperasi_id"].map(earlier[column.nama]).astype(float).to_numpy()
        ratio = _take_ratio(now, old)
        factors = (*_UNIT_FACTORS, _ONE_ZERO) if column.nama in _STEADY else _UNIT_FACTORS
        for i in np.flatnonzero(_is_jump(ratio, jump, factors)):
            sheet, row = df["lembar"].iloc[i], df["baris"].iloc[i]
            current, past, r = float(now[i]), float(old[i]), float(ratio[i])
            times = f"{_format_factor(max(r, 1 / r))} kali {'lebih besar' if r >= 1 else 'lebih kecil'}"
            times += ", tandanya terbalik" if current * past < 0 else ""
            part = {
                "kolom": column.judul,
                "sekarang": _format_rupiah(current),
                "dahulu": _format_rupiah(past),
                "kali": times,
            }
            findings.append(
                make_finding("lonjakan", sheet, locator(sheet, row, column.nama), _format_number(current), **part)
            )
    return findings


def _take_ratio(now: np.ndarray, old: np.ndarray) -> np.ndarray:
    """Zero is a value, but no ratio can be taken of it; a loss after a profit compares by size."""
    with np.errstate(all="ignore"):
        ratio: np.ndarray = np.where((now != 0) & (old != 0), np.abs(now) / np.abs(old), np.nan)
    return ratio


def _is_jump(ratio: np.ndarray, jump: float, factors: Sequence[float]) -> np.ndarray:
    """At least `jump` times as much or as little, or about one of the factors; never where nothing is known."""
    large = np.where(ratio >= 1, ratio, 1 / ratio)
    hit: np.ndarray = large >= jump
    for factor in factors:
        hit |= np.abs(large / factor - 1) <= _NEAR
    return hit


def check_days(df: pd.DataFrame, locator: CellLocator, periode: str, sheet: SheetKind) -> list[Finding]:
    """Every row's day lies in the quarter; of a first and a last day the last, which is not before the first."""
    start, limit = triwulan.find_start(periode), triwulan.find_end(periode)
    findings = []
    for name, row, *day in df[["lembar", "baris", *sheet.date_columns]].itertuples(index=False, name=None):
        filled = {
            column: moment for column, v in zip(sheet.date_columns, day, strict=True) if (moment := _read_date(v))
        }
        if not filled:
            continue
        column, end = list(filled.items())[-1]
        begin = filled.get(sheet.date_columns[0])
        if begin and end < begin:
            findings.append(_report_span("tanggal_terbalik", begin, end, name, locator(name, row, column)))
        elif not start <= end <= limit:
            findings.append(_report_outside(sheet[column], end, name, locator(name, row, column), periode))
        elif begin and begin < start:
            cell = locator(name, row, sheet.date_columns[0])
            findings.append(
                _report_span("melintas_triwulan", begin, end, name, cell, periode=triwulan.say_quarter(periode))
            )
    # A date above the table belongs to every row, but it is one cell and one finding.
    return list(dict.fromkeys(findings))


def make_total_rows(table: FoundTable) -> FoundTable:
    """The total rows of a table as a table of their own, so that normalise reads their numbers the same way."""
    rows = [b for b, _, _ in table.total_rows]
    data = pd.DataFrame([content for _, content, _ in table.total_rows], columns=list(table.data.columns), dtype=object)
    data.index = pd.Index(rows, name="baris", dtype="int64")
    return dataclasses.replace(table, data=data, sections={}, above={}, ticks={}, dilewati=[], total_rows=[])


def check_totals(df: pd.DataFrame, table: FoundTable, total: pd.DataFrame) -> list[Finding]:
    """Total rows against the rows they sum over. `df` and `total` are normalised; index = Excel row."""
    findings = []
    summed = [k for k in SHEET_KINDS[table.jenis].kolom if k.tipe in ("bulat", "rupiah") and k.nama in table.kolom]
    for row, _, start_from in table.total_rows:
        part = df.loc[df.index.intersection(start_from)]
        for column in summed:
            amount = total.loc[[row], column.nama].astype("Float64")
            if amount.isna().all() or part[column.nama].isna().all():
                continue
            as_typed, compute = float(amount.sum()), float(part[column.nama].sum())
            # Totals in Rp juta are rounded to the unit they are shown in.
            slack = table.units[column.nama][0] if column.nama in table.units else 0.5
            if abs(as_typed - compute) > max(slack, abs(compute) * 1e-9):
                cell, shown = find_cell(table, row, column.nama), _format_number(as_typed)
                value = {"kolom": column.judul, "tertulis": shown, "hitung": _format_number(compute)}
                value["teks"] = _say_texts(table, column.nama, part.index, as_typed, slack)
                findings.append(make_finding("jumlah_tidak_cocok", table.lembar, cell, shown, **value))
    return findings


def _say_texts(table: FoundTable, column: str, rows: pd.Index, as_typed: float, slack: float) -> str:
    """That a total is what a spreadsheet adds up: it leaves out numbers that are stored as text."""
    cells = table.data.loc[rows, column].tolist()
    factor = table.units[column][0] if column in table.units else 1
    texts = sum(isinstance(cell, str) and any(c.isdigit() for c in cell) for cell in cells)
    counted = sum(cell for cell in cells if isinstance(cell, (int, float)) and cell == cell) * factor
    if not texts or abs(counted - as_typed) > slack:
        return ""
    return f" Excel melewati {texts} angka di kolom ini yang tersimpan sebagai teks; ubah menjadi angka."


def _report_outside(column: Column, day: dt.date, sheet: str, cell: str, periode: str) -> Finding:
    phrase = triwulan.say_date(day)
    part = {"kolom": column.judul, "tanggal": phrase, "periode": triwulan.say_quarter(periode)}
    part["triwulan_tanggal"] = triwulan.say_quarter(triwulan.find_by_date(day))
    return make_finding("di_luar_triwulan", sheet, cell, phrase, **part)


def _report_span(code: str, begin: dt.date, done: dt.date, sheet: str, cell: str, **part: str) -> Finding:
    phrase = {"mulai": triwulan.say_date(begin), "selesai": triwulan.say_date(done)}
    return make_finding(
        code, sheet, cell, phrase["mulai" if code == "melintas_triwulan" else "selesai"], **phrase, **part
    )


def _read_date(value: object) -> dt.date | None:
    # NaT passes for a date in isinstance.
    return value if isinstance(value, dt.date) and not pd.isna(value) else None


def _format_number(value: float) -> str:
    """1234.5 -> "1.234,5"; whole numbers without decimals."""
    text = f"{float(value):,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def _format_rupiah(value: float) -> str:
    return f"Rp {_format_number(round(value))}"


def _format_factor(times: float) -> str:
    """1.037 -> "1.000": a factor near a thousand is told as one, it is the unit."""
    near = next((f for f in _UNIT_FACTORS if abs(times / f - 1) <= _NEAR), None)
    return _format_number(near or float(f"{times:.2g}"))
