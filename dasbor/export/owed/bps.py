"""Metadata for BPS (Peraturan BPS 5/2020): MS-Keg, MS-Var, MS-Ind as far as the declarations know; the rest is said to
be unknown, for the dinas to answer once in laporan.toml, [bps.kegiatan]."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pandas as pd

from dasbor.choice import Choice
from dasbor.export import about
from dasbor.export.layout import read_layout
from dasbor.export.owed import satudata
from dasbor.export.request import Request
from dasbor.export.tables.sheet import Sheet
from dasbor.export.tables.xlsx_file import make_book
from dasbor.query import published
from dasbor.words import columns, language, terms
from etl import periode as triwulan
from etl.accounts import roles
from etl.acuan import load_reference
from etl.indikator import find_indicator
from etl.skema import MAIN_KINDS, SHEET_KINDS, TYPE_WORDS, Column, SheetKind

UNKNOWN = "belum diketahui; diisi dinas"
_FORM = Path(__file__).with_name("ms_keg.csv")
_NAMES = {"nama_koperasi", "nik_koperasi", "nomor_badan_hukum", "nib", "npwp", "alamat"}  # [akses] nama_koperasi
ACTIVITY_COLUMNS = {"blok": "Blok", "butir": "Rincian", "isi": "Isian", "kunci": "Kunci di laporan.toml"}
VARIABLE_COLUMNS = {
    "nama_variabel": "Nama variabel",
    "alias": "Alias",
    "konsep": "Konsep",
    "definisi": "Definisi",
    "referensi_pemilihan": "Referensi pemilihan",
    "referensi_waktu": "Referensi waktu",
    "tipe_data": "Tipe data",
    "klasifikasi_isian": "Klasifikasi isian",
    "aturan_validasi": "Aturan validasi",
    "kalimat_pertanyaan": "Kalimat pertanyaan",
    "akses_umum": "Dapat diakses umum",
}
INDICATOR_COLUMNS = {
    "nama_indikator": "Nama indikator",
    "konsep": "Konsep",
    "definisi": "Definisi",
    "interpretasi": "Interpretasi",
    "metode": "Metode atau rumus penghitungan",
    "ukuran": "Ukuran",
    "satuan": "Satuan",
    "klasifikasi": "Klasifikasi penyajian",
    "komposit": "Indikator komposit",
    "variabel_pembangun": "Variabel pembangun",
    "level_estimasi": "Level estimasi",
    "akses_umum": "Dapat diakses umum",
}
_DIRECTIONS = {"naik": "Makin tinggi makin baik", "turun": "Makin rendah makin baik"}


# ── MS-Keg ──


def make_activity(p: Choice) -> pd.DataFrame:
    """blok, butir, isi, kunci: what the city answered itself, what the declarations know, else UNKNOWN."""
    known, answers = _list_known(p), read_layout("bps")["kegiatan"]
    with _FORM.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter=";"))
    filled = [str(answers.get(row["kunci"]) or row["isi"].format(**known) or UNKNOWN) for row in rows]
    return pd.DataFrame(rows).assign(isi=filled)[list(ACTIVITY_COLUMNS)]


def _list_known(p: Choice) -> dict[str, str]:
    """What the blanks of the form are filled with."""
    areas, reference = published.list_areas(p)["tingkat"].value_counts(), load_reference()
    small = int(areas.get("kelurahan", 0) + areas.get("desa", 0))
    return {
        "wilayah": reference.city,
        "tingkat": language.capitalise(str(reference.settings["wilayah"]["tingkat"])),
        "satuan": terms.read_area_term(),
        "produsen": about.say_producer(),
        "tahun": str(triwulan.split_quarter(p.periode)[0]),
        "kecamatan": language.format_number(int(areas.get("kecamatan", 0))),
        "kelurahan": language.format_number(small),
        "lembar": language.join_list([SHEET_KINDS[k].judul for k in MAIN_KINDS]),
        "variabel": language.format_number(len(make_variables())),
        "indikator": language.format_number(len(published.list_definitions(p))),
        "nama_terbuka": "Daftar koperasi ya, data orang tidak" if _may_be_seen("nama_koperasi") else "Tidak",
    }


# ── MS-Var ──


def make_variables() -> pd.DataFrame:
    """One row for each column that a sheet may hold and that is kept; none of people, which is not stored."""
    pairs = [(sheet, k) for kind in MAIN_KINDS for sheet in (SHEET_KINDS[kind],) for k in sheet.kolom if not k.pribadi]
    return pd.DataFrame([_describe_variable(sheet, k) for sheet, k in pairs])


def _describe_variable(sheet: SheetKind, k: Column) -> dict[str, str]:
    return {
        "nama_variabel": k.judul,
        "alias": k.nama,
        "konsep": sheet.judul,
        "definisi": terms.say_terms(k.arti),
        "referensi_pemilihan": UNKNOWN,
        "referensi_waktu": "Hari kegiatan" if sheet.date_columns else "Akhir triwulan",
        "tipe_data": TYPE_WORDS[k.tipe] + (f", {k.satuan}" if k.satuan else ""),
        "klasifikasi_isian": ", ".join(k.pilihan) or "–",
        "aturan_validasi": _say_rules(k),
        "kalimat_pertanyaan": f"Judul kolom di buku kerja: {k.judul}",
        "akses_umum": "Ya" if _may_be_seen(k.nama) else "Tidak, hanya yang masuk",
    }


def _say_rules(k: Column) -> str:
    bounds = (("paling kecil", k.minimum), ("paling besar", k.maksimum))
    said = [f"{words} {language.format_number(x)}" for words, x in bounds if x is not None]
    return language.capitalise(", ".join(["wajib diisi", *said] if k.wajib else said)) or "–"


def _may_be_seen(column: str) -> bool:
    """Whether the settings show it to everybody."""
    closed = roles.read_setting("halaman") == roles.SIGNED_IN
    hidden = column in _NAMES and roles.read_setting("nama_koperasi") == roles.SIGNED_IN
    return not closed and not hidden


# ── MS-Ind ──


def make_indicators(p: Choice) -> pd.DataFrame:
    """One row an indicator, from its declaration."""
    table = satudata.make_metadata(p)
    return table.assign(
        nama_indikator=table["judul"],
        interpretasi=[_DIRECTIONS.get(str(a), "Tidak ada arah yang lebih baik") for a in table["arah"]],
        metode=table["rumus"],
        komposit="Bukan",
        variabel_pembangun=[_list_parts(str(i)) for i in table["indikator"]],
        level_estimasi=terms.say_terms("Kota, kecamatan, kelurahan"),
        akses_umum="Tidak, hanya yang masuk" if roles.read_setting("halaman") == roles.SIGNED_IN else "Ya",
    )[list(INDICATOR_COLUMNS)]


def _list_parts(indikator: str) -> str:
    """The columns of the sheets that an indicator is counted from."""
    declared = find_indicator(indikator)
    if declared is None:
        return UNKNOWN
    parts = [one.split(maxsplit=1) for one in (declared.kolom, declared.bukti) if one != "-"]
    said = [f"{SHEET_KINDS[kind].judul}: {_name_columns(kind, names)}" for kind, names in parts]
    return "; ".join(said)


def _name_columns(kind: str, names: str) -> str:
    return ", ".join(SHEET_KINDS[kind][name.strip()].judul for name in names.split(","))


# ── files ──


def make_xlsx(r: Request) -> bytes:
    """Three sheets, called as BPS calls them."""
    p = r.choice
    notes = [
        *about.list_notes(p),
        f"“{UNKNOWN}”: tidak diketahui dasbor; diisi di laporan.toml, [bps.kegiatan]",
    ]
    sheets = [
        Sheet("MS-Keg", "Metadata statistik: kegiatan", make_activity(p), ACTIVITY_COLUMNS, notes),
        Sheet("MS-Var", "Metadata statistik: variabel", make_variables(), VARIABLE_COLUMNS, notes),
        Sheet("MS-Ind", "Metadata statistik: indikator", make_indicators(p), INDICATOR_COLUMNS, notes),
    ]
    return make_book(sheets, f"Metadata statistik {about.say_place(p)}", about.say_producer())


def make_json(r: Request) -> bytes:
    """The same as one object."""
    p = r.choice
    content = {
        "keterangan": about.list_notes(p),
        "contoh": published.is_sample(p),
        "versi": p.version,
        "MS-Keg": _list_rows(make_activity(p)),
        "MS-Var": _list_rows(make_variables()),
        "MS-Ind": _list_rows(make_indicators(p)),
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8")


def _list_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): columns.make_plain(x) for k, x in row.items()} for row in table.to_dict("records")]
