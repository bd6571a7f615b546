"""Rekap sheets: which area each row counts; whether rows, totals, larger areas and the register agree."""

from __future__ import annotations

import re

import pandas as pd

from etl.acuan import Reference
from etl.cells.normalise import normalise_table
from etl.cells.place import BLANK_SIGNS, CellLocator, find_cell, list_rows, read_text
from etl.cells.row_signs import TOTAL_SIGN
from etl.checks.validate import check_totals, make_total_rows
from etl.match.areas import AreaFinder, match_area
from etl.match.questions import Questionnaire
from etl.model import FoundTable
from etl.pesan import Finding, make_finding, say_similar
from etl.rows.sections import keep_letters
from etl.skema import ACTIVE, INACTIVE, PROPOSED, RECAP_SHEET

MEASURES = [k for k in RECAP_SHEET.kolom if k.tipe == "bulat"]
_COUNT_STATUS = {"jumlah_aktif": ACTIVE, "jumlah_tidak_aktif": INACTIVE, "jumlah_diusulkan": PROPOSED}
_KECAMATAN_WORD = re.compile(r"\s*kec(?:amatan)?\b", re.I)


def read_recap(tabel: FoundTable, acuan: Reference, tanya: Questionnaire) -> tuple[pd.DataFrame, list[Finding]]:
    """Typed rows with kode_wilayah: a kelurahan, a kecamatan or the city; None where the row names none."""
    df, daftar = normalise_table(tabel)
    df, salah = match_recap_areas(df, tabel, acuan, tanya)
    daftar += salah
    if tabel.jumlah:
        jumlah, _ = normalise_table(make_total_rows(tabel))
        # A kecamatan's own row stands among its kelurahan: adding both would count them twice.
        kode = df["kode_wilayah"].dropna().tolist()
        terkecil = [k is not None and not any(lain.startswith(f"{k}.") for lain in kode) for k in df["kode_wilayah"]]
        daftar += check_totals(df[terkecil], tabel, jumlah)
    return df, daftar


def match_recap_areas(
    df: pd.DataFrame, tabel: FoundTable, acuan: Reference, tanya: Questionnaire
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add kode_wilayah. A kelurahan in doubt is asked, as in every sheet; a kecamatan in doubt is a finding."""
    wilayah, daftar, kelurahan = AreaFinder(acuan), [], []
    kode: dict[int, str | None] = {}
    for baris in df.index:
        nama, kolom = _find_named(df, tabel, baris)
        sel = find_cell(tabel, baris, kolom)
        if nama is None:
            daftar.append(make_finding("rekap_tanpa_wilayah", tabel.lembar, sel, kota=acuan.kota))
        elif keep_letters(nama) == keep_letters(acuan.kota) or TOTAL_SIGN.match(nama):
            kode[baris] = acuan.city_code
        elif kolom == "kecamatan" or _KECAMATAN_WORD.match(nama):
            kode[baris] = wilayah.find_kecamatan(nama)
            if kode[baris] is None:
                mirip = say_similar(wilayah.find_kecamatan_hint(nama))
                daftar.append(
                    make_finding("wilayah_tak_dikenal", tabel.lembar, sel, nama, kota=acuan.kota, mirip=mirip)
                )
        else:
            kelurahan.append(baris)
    bagian, salah = match_area(df.loc[kelurahan], tabel, acuan, True, tanya)
    kode.update(zip(kelurahan, bagian["kode_kelurahan"], strict=True))
    return df.assign(kode_wilayah=pd.Series([kode.get(b) for b in df.index], df.index, dtype=object)), daftar + salah


def _find_named(df: pd.DataFrame, tabel: FoundTable, baris: int) -> tuple[str | None, str]:
    """The area that a row names, and in which column. A kecamatan counts only from the row's own cell:
    that of a section row says where the row stands, not what it counts."""
    for kolom, isi in (("kelurahan", df), ("kecamatan", tabel.data)):
        nama = read_text(isi.at[baris, kolom]) if kolom in isi else None
        if nama and nama.strip().lower() not in BLANK_SIGNS:
            return nama, kolom
    return None, "kelurahan"


def check_recap(
    df: pd.DataFrame, letak: CellLocator, acuan: Reference, register: pd.DataFrame | None
) -> tuple[pd.DataFrame, list[Finding], list[tuple[str, int, str]]]:
    """Rows to publish, findings, and rows left out with the reason. `register`: that of the same quarter, if any."""
    nama = acuan.wilayah().set_index("kode")["nama"]
    tanpa = df["kode_wilayah"].isna()
    dilewati = [(r.lembar, r.baris, "rekap tanpa wilayah yang dikenal") for r in list_rows(df[tanpa])]
    df, daftar, sama = _drop_repeats(df[~tanpa], letak, nama)
    daftar += _check_larger(df, letak, acuan) + _check_rows(df, letak)
    if register is not None:
        daftar += _check_register(df, letak, register, nama)
    return df, daftar, dilewati + sama


def _drop_repeats(
    df: pd.DataFrame, letak: CellLocator, nama: pd.Series
) -> tuple[pd.DataFrame, list[Finding], list[tuple[str, int, str]]]:
    """An area stands once. The same numbers again are left out, other numbers are refused: nobody knows which."""
    angka = [k.nama for k in MEASURES]
    pertama: dict[str, tuple] = {}
    daftar, dilewati, tetap = [], [], []
    for i, r in zip(df.index, list_rows(df), strict=True):
        isi = df.loc[i, angka].astype(object).where(df.loc[i, angka].notna(), None).tolist()
        dahulu = pertama.setdefault(r.kode_wilayah, (r.lembar, r.baris, isi))
        if dahulu == (r.lembar, r.baris, isi):
            tetap.append(i)
        elif dahulu[2] == isi:
            dilewati.append((r.lembar, r.baris, f"sama dengan lembar {dahulu[0]} baris {dahulu[1]}"))
        else:
            bagian = {"wilayah": nama[r.kode_wilayah], "lembar1": dahulu[0], "baris1": dahulu[1]}
            daftar.append(make_finding("rekap_ganda", r.lembar, letak(r.lembar, r.baris, "kelurahan"), **bagian))
    return df.loc[tetap], daftar, dilewati


def _check_larger(df: pd.DataFrame, letak: CellLocator, acuan: Reference) -> list[Finding]:
    """A kecamatan or the city against the areas inside it: equal where all are given, never less than some."""
    anak = acuan.wilayah().dropna(subset="induk").groupby("induk")["kode"].agg(list)
    baris, daftar = df.set_index("kode_wilayah"), []
    for kolom in MEASURES:
        tertulis = {k: int(v) for k, v in baris[kolom.nama].dropna().items()}
        pasti, paling_sedikit = dict(tertulis), dict(tertulis)
        for induk in sorted(anak.index, key=len, reverse=True):  # kecamatan before the city
            lengkap = all(k in pasti for k in anak[induk])
            jumlah = sum(paling_sedikit.get(k, 0) for k in anak[induk])
            isi = tertulis.get(induk)
            if isi is not None and (jumlah > isi or (lengkap and jumlah != isi)):
                r = baris.loc[induk]
                sel = letak(r["lembar"], r["baris"], kolom.nama)
                nilai = {"kolom": kolom.judul, "tertulis": str(isi), "hitung": str(jumlah)}
                daftar.append(make_finding("jumlah_tidak_cocok", r["lembar"], sel, isi, **nilai))
            if lengkap:
                pasti[induk] = jumlah
            paling_sedikit[induk] = jumlah if lengkap else max(jumlah, isi or 0)
    return daftar


def _check_rows(df: pd.DataFrame, letak: CellLocator) -> list[Finding]:
    """Active + inactive + proposed for dissolution against the typed number of cooperatives."""
    hitung = df["jumlah_aktif"] + df["jumlah_tidak_aktif"] + df["jumlah_diusulkan"].fillna(0)
    beda = (hitung != df["jumlah_koperasi"]).fillna(False).astype(bool)
    return [
        make_finding("rekap_jumlah_berbeda", r.lembar, letak(r.lembar, r.baris, "jumlah_koperasi"), r.jumlah_koperasi,
               hitung=jumlah, tertulis=r.jumlah_koperasi)
        for r, jumlah in zip(list_rows(df[beda]), hitung[beda], strict=True)
    ]  # fmt: skip


def _check_register(df: pd.DataFrame, letak: CellLocator, register: pd.DataFrame, nama: pd.Series) -> list[Finding]:
    """Rekap and register of one quarter, area by area: the register counts, differences are listed."""
    daftar = []
    for r in list_rows(df):
        status = register.loc[(register["kode_kelurahan"] + ".").str.startswith(f"{r.kode_wilayah}."), "status"]
        for kolom, satu in _COUNT_STATUS.items():
            rekap, terhitung = getattr(r, kolom), int((status == satu).sum())
            if pd.notna(rekap) and rekap != terhitung:
                bagian = {"wilayah": nama[r.kode_wilayah], "kolom": satu, "rekap": rekap, "register": terhitung}
                daftar.append(
                    make_finding("rekap_beda_register", r.lembar, letak(r.lembar, r.baris, kolom), rekap, **bagian)
                )
    return daftar
