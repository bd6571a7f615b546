"""Recap of trainings by what paid for them (sumber dana), as the workbooks write it; of the year so far."""

from __future__ import annotations

import pandas as pd

from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.export import about
from dasbor.export.layout import read_layout
from dasbor.export.request import Request
from dasbor.export.tables.sheet import Sheet
from dasbor.export.tables.xlsx_file import make_book
from dasbor.query import published
from dasbor.query.reports import support
from dasbor.words import language, terms
from etl import periode as triwulan

NOT_WRITTEN, ALL_FUNDS = "belum ditulis", "Semua sumber dana"
NO_MONEY = "Besar dana tidak ada di lembar Pelatihan, jadi tidak direkap."
COUNTED_ONCE = "Satu orang dihitung sekali di tiap baris, jadi jumlah orang tidak menjumlah ke baris Semua."
WITH_KKMP_NOTE = "Pelatihan dihitung bersama KKMP."
COLUMNS = {
    "kapan": "Kurun",
    "sumber_dana": "Sumber dana",
    "kegiatan": "Kegiatan",
    "orang": "Orang",
    "perempuan": "Perempuan",
    "koperasi": "Koperasi",
    "kelompok": "Kelompok",
}
TRAINING_COLUMNS = {
    "periode": "",
    "nama_kegiatan": "",
    "jenis_pelatihan": "",
    "sumber_dana": "",
    "tanggal_mulai": "",
    "tanggal_selesai": "",
    "tempat": "",
    "orang": "",
    "perempuan": "",
    "koperasi": "",
    "kelompok": "",
    "lembar": "",
}


def make_table(p: Choice) -> pd.DataFrame:
    """kapan, sumber_dana, kegiatan, orang, perempuan, koperasi, kelompok: the year so far, then each quarter; each by
    source of funds and over all."""
    year, last = triwulan.split_quarter(p.periode)
    table = support.count_by_funding(p, f"{year}-T1")
    whole = f"Tahun {year}" + ("" if last == 4 else f" sampai T{last}")
    pairs = zip(table["semua_triwulan"], table["periode"], strict=True)
    funds = zip(table["semua_dana"], table["dana"], strict=True)
    return table.assign(
        kapan=[whole if every else language.format_quarter(str(q)) for every, q in pairs],
        sumber_dana=[ALL_FUNDS if every else str(d) if language.is_known(d) else NOT_WRITTEN for every, d in funds],
    )[list(COLUMNS)]


def list_gaps(p: Choice) -> list[str]:
    """The quarters of the year whose trainings were not published: nobody knows whether there were any."""
    year, last = triwulan.split_quarter(p.periode)
    table = published.list_workbooks(p)
    known = set(table.loc[table["jenis"] == "pelatihan", "periode"])
    missing = [language.format_quarter(q) for n in range(1, last + 1) if (q := f"{year}-T{n}") not in known]
    return [f"Belum diterbitkan, bukan nol: pelatihan {language.join_list(missing)}."] if missing else []


def make_xlsx(r: Request) -> bytes:
    p = r.choice
    title = f"{terms.say_terms(str(read_layout('dana')['judul']))}, {triwulan.split_quarter(p.periode)[0]}"
    first = f"{triwulan.split_quarter(p.periode)[0]}-T1"
    with_kkmp = [WITH_KKMP_NOTE] if p.kelompok_hitung == WITHOUT_KKMP else []
    notes = [*about.list_notes(p), *list_gaps(p), NO_MONEY, COUNTED_ONCE, *with_kkmp]
    sheets = [
        Sheet("Rekap", title, make_table(p), COLUMNS, notes),
        Sheet(
            "Kegiatan", "Pelatihan tahun ini", support.list_trainings(p, first), TRAINING_COLUMNS, about.list_notes(p)
        ),
        Sheet("Metadata", "Tentang berkas ini", about.read_facts(p), about.FACT_COLUMNS),
        Sheet("Sumber", "Buku kerja yang dipakai", about.read_sources(p, first), about.SOURCE_COLUMNS),
    ]
    return make_book(sheets, title, about.say_producer())
