"""Checks inside a table and against last quarter. Each returns findings with their cells and changes no value."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd

from etl import periode as triwulan
from etl.cells.place import CellLocator, find_cell
from etl.checks.status_rule import compute_status, find_kkmp, find_last_book_year
from etl.model import FoundTable
from etl.pesan import Finding, make_finding
from etl.skema import ACTIVE, COOPERATIVES_SHEET, HEALTH_LIMITS, INACTIVE, SHEET_KINDS, Column, SheetKind

# Dates that cannot lie after the quarter's end; a certificate may well be valid until later.
_PAST_DATES = ("tanggal_badan_hukum", "tanggal_rat")
_UNIT_FACTORS = (1e3, 1e6)  # Rp instead of Rp ribu or Rp juta
_NEAR = 0.1  # how near to such a factor a jump is taken for a wrong unit


def check_register(
    df: pd.DataFrame, letak: CellLocator, periode: str, pengaturan: dict, lalu: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add kkmp and status_hitung; check the register. `lalu`: last quarter's rows, koperasi_id and money columns."""
    aturan, akhir = pengaturan["aturan"], triwulan.find_end(periode)
    df = df.assign(kkmp=find_kkmp(df))
    df["status_hitung"] = compute_status(df, akhir, aturan["tahun_tanpa_rat"], aturan["bulan_batas_rat"])
    daftar = check_members(df, letak) + check_health(df, letak) + check_status(df, letak, akhir)
    daftar += check_future(df, letak, akhir)
    if lalu is not None:
        daftar += check_jumps(df, letak, lalu, pengaturan["pemeriksaan"]["lonjakan"])
    return df, daftar


def check_members(df: pd.DataFrame, letak: CellLocator) -> list[Finding]:
    """Men + women against the typed total, where all three are there."""
    hitung = df["anggota_laki"] + df["anggota_perempuan"]
    salah = df[(hitung != df["jumlah_anggota"]).fillna(False).astype(bool)]
    kolom = ["lembar", "baris", "anggota_laki", "anggota_perempuan", "jumlah_anggota"]
    return [
        make_finding("anggota_tidak_cocok", lembar, letak(lembar, baris, "jumlah_anggota"), int(jumlah),
               laki=_format_number(laki), perempuan=_format_number(pr), hitung=_format_number(laki + pr), jumlah=_format_number(jumlah))
        for lembar, baris, laki, pr, jumlah in salah[kolom].itertuples(index=False)
    ]  # fmt: skip


def find_predicate(skor: float) -> str:
    """Predicate of a health score; lower bounds are inclusive."""
    return next(nama for batas, nama in HEALTH_LIMITS if skor >= batas)


def check_health(df: pd.DataFrame, letak: CellLocator) -> list[Finding]:
    """Score against predicate, where both are there."""
    ada = df[df["skor_kesehatan"].notna() & (df["skor_kesehatan"] >= 0) & df["predikat_kesehatan"].notna()]
    kolom = ["lembar", "baris", "skor_kesehatan", "predikat_kesehatan"]
    return [
        make_finding("skor_predikat_berbeda", lembar, letak(lembar, baris, "predikat_kesehatan"), tertulis,
               skor=_format_number(skor), seharusnya=find_predicate(skor), tertulis=tertulis)
        for lembar, baris, skor, tertulis in ada[kolom].itertuples(index=False)
        if find_predicate(skor) != tertulis
    ]  # fmt: skip


def check_status(df: pd.DataFrame, letak: CellLocator, akhir: dt.date) -> list[Finding]:
    """Typed against computed status, where both say aktif or tidak aktif."""
    dua = [ACTIVE, INACTIVE]
    beda = df["status"].isin(dua) & df["status_hitung"].isin(dua) & (df["status"] != df["status_hitung"])
    salah = df[beda].assign(_tahun=find_last_book_year(df[beda], akhir))
    kolom = ["lembar", "baris", "status", "status_hitung", "_tahun"]
    return [
        make_finding("status_rat_berbeda", lembar, letak(lembar, baris, "status"), status,
               tertulis=status, hitung=hitung, tahun="belum ada" if pd.isna(tahun) else int(tahun))
        for lembar, baris, status, hitung, tahun in salah[kolom].itertuples(index=False, name=None)
    ]  # fmt: skip


def check_future(df: pd.DataFrame, letak: CellLocator, akhir: dt.date) -> list[Finding]:
    """Dates, and the RAT's book year, after the quarter's end."""
    daftar = []
    for nama in (*_PAST_DATES, "tahun_buku_rat"):
        judul = COOPERATIVES_SHEET[nama].judul
        for lembar, baris, nilai in zip(df["lembar"], df["baris"], df[nama], strict=True):
            if pd.isna(nilai) or (nilai <= akhir if isinstance(nilai, dt.date) else nilai <= akhir.year):
                continue
            isi = triwulan.say_date(nilai) if isinstance(nilai, dt.date) else int(nilai)
            daftar.append(make_finding("tanggal_mendatang", lembar, letak(lembar, baris, nama), isi, kolom=judul))
    return daftar


def check_jumps(df: pd.DataFrame, letak: CellLocator, lalu: pd.DataFrame, lonjakan: float) -> list[Finding]:
    """Money that is `lonjakan` times what the same cooperative had last quarter, or a thousand or a million times."""
    daftar = []
    dahulu = lalu.drop_duplicates("koperasi_id").set_index("koperasi_id")
    for kolom in (k for k in COOPERATIVES_SHEET.kolom if k.tipe == "rupiah" and k.nama in dahulu):
        sekarang = df[kolom.nama].astype(float)
        lama = df["koperasi_id"].map(dahulu[kolom.nama]).astype(float)
        # Zero is a value, but no ratio can be taken of it; a loss after a profit compares by size.
        rasio = (sekarang.abs() / lama.abs()).where((sekarang != 0) & (lama != 0))
        besar = rasio.where(rasio >= 1, 1 / rasio)
        satuan = sum(((besar / f - 1).abs() <= _NEAR).astype(int) for f in _UNIT_FACTORS)
        kena = ((besar >= lonjakan) | (satuan > 0)).fillna(False)
        for lembar, baris, kini, dulu, r in zip(
            *(s[kena] for s in (df["lembar"], df["baris"], sekarang, lama, rasio)), strict=True
        ):
            kali = f"{_format_factor(max(r, 1 / r))} kali {'lebih besar' if r >= 1 else 'lebih kecil'}"
            bagian = {
                "kolom": kolom.judul,
                "sekarang": _format_rupiah(kini),
                "dahulu": _format_rupiah(dulu),
                "kali": kali,
            }
            daftar.append(
                make_finding("lonjakan", lembar, letak(lembar, baris, kolom.nama), _format_number(kini), **bagian)
            )
    return daftar


def check_days(df: pd.DataFrame, letak: CellLocator, periode: str, lembar: SheetKind) -> list[Finding]:
    """Every row's day lies in the quarter; of a first and a last day the last, which is not before the first."""
    awal, batas = triwulan.find_start(periode), triwulan.find_end(periode)
    daftar = []
    for nama, baris, *hari in df[["lembar", "baris", *lembar.saat]].itertuples(index=False, name=None):
        terisi = {kolom: saat for kolom, v in zip(lembar.saat, hari, strict=True) if (saat := _read_date(v))}
        if not terisi:
            continue
        kolom, akhir = list(terisi.items())[-1]
        mulai = terisi.get(lembar.saat[0])
        if mulai and akhir < mulai:
            daftar.append(_report_span("tanggal_terbalik", mulai, akhir, nama, letak(nama, baris, kolom)))
        elif not awal <= akhir <= batas:
            daftar.append(_report_outside(lembar[kolom], akhir, nama, letak(nama, baris, kolom), periode))
        elif mulai and mulai < awal:
            sel = letak(nama, baris, lembar.saat[0])
            daftar.append(
                _report_span("melintas_triwulan", mulai, akhir, nama, sel, periode=triwulan.say_quarter(periode))
            )
    # A date above the table belongs to every row, but it is one cell and one finding.
    return list(dict.fromkeys(daftar))


def make_total_rows(tabel: FoundTable) -> FoundTable:
    """The total rows of a table as a table of their own, so that normalise reads their numbers the same way."""
    baris = [b for b, _, _ in tabel.jumlah]
    data = pd.DataFrame([isi for _, isi, _ in tabel.jumlah], columns=list(tabel.data.columns), dtype=object)
    data.index = pd.Index(baris, name="baris", dtype="int64")
    return dataclasses.replace(tabel, data=data, seksi={}, atas={}, ticks={}, dilewati=[], jumlah=[])


def check_totals(df: pd.DataFrame, tabel: FoundTable, jumlah: pd.DataFrame) -> list[Finding]:
    """Total rows against the rows they sum over. `df` and `jumlah` are normalised; index = Excel row."""
    daftar = []
    dihitung = [k for k in SHEET_KINDS[tabel.jenis].kolom if k.tipe in ("bulat", "rupiah") and k.nama in tabel.kolom]
    for baris, _, dari in tabel.jumlah:
        bagian = df.loc[df.index.intersection(dari)]
        for kolom in dihitung:
            angka = jumlah.loc[[baris], kolom.nama].astype("Float64")
            if angka.isna().all() or bagian[kolom.nama].isna().all():
                continue
            tertulis, hitung = float(angka.sum()), float(bagian[kolom.nama].sum())
            # Totals in Rp juta are rounded to the unit they are shown in.
            longgar = tabel.satuan[kolom.nama][0] if kolom.nama in tabel.satuan else 0.5
            if abs(tertulis - hitung) > max(longgar, abs(hitung) * 1e-9):
                sel, isi = find_cell(tabel, baris, kolom.nama), _format_number(tertulis)
                nilai = {"kolom": kolom.judul, "tertulis": isi, "hitung": _format_number(hitung)}
                daftar.append(make_finding("jumlah_tidak_cocok", tabel.lembar, sel, isi, **nilai))
    return daftar


def _report_outside(kolom: Column, hari: dt.date, lembar: str, sel: str, periode: str) -> Finding:
    sebut = triwulan.say_date(hari)
    bagian = {"kolom": kolom.judul, "tanggal": sebut, "periode": triwulan.say_quarter(periode)}
    return make_finding("di_luar_triwulan", lembar, sel, sebut, **bagian)


def _report_span(kode: str, mulai: dt.date, selesai: dt.date, lembar: str, sel: str, **bagian: str) -> Finding:
    sebut = {"mulai": triwulan.say_date(mulai), "selesai": triwulan.say_date(selesai)}
    return make_finding(
        kode, lembar, sel, sebut["mulai" if kode == "melintas_triwulan" else "selesai"], **sebut, **bagian
    )


def _read_date(nilai: object) -> dt.date | None:
    # NaT passes for a date in isinstance.
    return nilai if isinstance(nilai, dt.date) and nilai is not pd.NaT else None


def _format_number(nilai: float) -> str:
    """1234.5 -> "1.234,5"; whole numbers without decimals."""
    teks = f"{float(nilai):,.2f}".rstrip("0").rstrip(".")
    return teks.translate(str.maketrans(",.", ".,"))


def _format_rupiah(nilai: float) -> str:
    return f"Rp {_format_number(round(nilai))}"


def _format_factor(kali: float) -> str:
    """1.037 -> "1.000": a factor near a thousand is told as one, it is the unit."""
    dekat = next((f for f in _UNIT_FACTORS if abs(kali / f - 1) <= _NEAR), None)
    return _format_number(dekat or float(f"{kali:.2g}"))
