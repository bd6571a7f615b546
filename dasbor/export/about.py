"""What every file says of itself: invented or not published, area, quarter, version, workbooks, definitions."""

from __future__ import annotations

import pandas as pd

from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.export.layout import find_producer
from dasbor.query import published
from dasbor.query.source.hidden_names import is_hidden
from dasbor.words import language, terms
from etl import periode as triwulan
from etl.acuan import load_reference
from etl.skema import SHEET_KINDS

DRAFT_NOTE = "DRAF: isi berkas ini belum diterbitkan."
SAMPLE_NOTE = "DATA CONTOH: semua isi berkas ini rekaan."
HIDDEN_NOTE = (
    "Nama koperasi disamarkan, baris dan selnya ditahan menurut pengaturan; petugas yang masuk mengunduhnya lengkap."
)
SAMPLE_MARK, DRAFT_MARK = "DATA CONTOH", "DRAF"
SOURCE_COLUMNS = {
    "periode": "",
    "lembar_jenis": "Lembar",
    "nama_berkas": "Buku kerja",
    "sha256": "SHA-256",
    "unggahan_id": "Terbitan",
}


def list_marks(p: Choice) -> list[str]:
    """A file leaves the page and its banner behind, so it says itself that its rows are invented, or not published."""
    return [*([DRAFT_NOTE] if p.version < 0 else []), *([SAMPLE_NOTE] if published.is_sample(p) else [])]


def list_withheld(p: Choice) -> list[str]:
    """What a file with a list of cooperatives says to who may not see their names."""
    return [HIDDEN_NOTE] if is_hidden(p) else []


def say_mark(p: Choice) -> str:
    """ "DATA CONTOH", where there is room for two words; "" of real data that are published."""
    marks = [*([DRAFT_MARK] if p.version < 0 else []), *([SAMPLE_MARK] if published.is_sample(p) else [])]
    return ", ".join(marks)


def say_place(p: Choice) -> str:
    """ "Kota Blitar tanpa KKMP"."""
    return p.area_name + (" tanpa KKMP" if p.kelompok_hitung == WITHOUT_KKMP else "")


def say_version(p: Choice) -> str:
    """ "Versi 12, terbit 4 Juli 2025 pukul 09.15 WIB · keadaan per 30 Juni 2025"."""
    when = published.find_published_at(p)
    issued = f", terbit {language.format_time(when)}" if when is not None else ""
    end = language.format_date(triwulan.find_end(p.periode))
    return f"{language.capitalise(language.say_version(p.version))}{issued} · keadaan per {end}"


def say_producer() -> str:
    """The dinas that answers for the data, as the settings name it."""
    settings = load_reference().settings["wilayah"]
    return find_producer() or str(settings.get("dinas") or settings["nama"])


def list_notes(p: Choice) -> list[str]:
    """The lines above a table: marks, area and quarter, version, producer."""
    where = f"Wilayah dan triwulan: {say_place(p)}, {language.format_quarter(p.periode)}"
    return [*list_marks(p), where, say_version(p), f"Produsen data: {say_producer()}"]


def read_facts(p: Choice) -> pd.DataFrame:
    """butir, isi: the same as a table, for a sheet Metadata."""
    rows = [
        ("Produsen data", say_producer()),
        ("Wilayah", say_place(p)),
        ("Kode wilayah", p.kode_wilayah),
        ("Triwulan", language.format_quarter(p.periode)),
        ("Versi", say_version(p)),
        ("Belum diketahui", "Sel kosong: tidak ada yang melapor, bukan nol."),
        *(("Perhatian", mark) for mark in list_marks(p)),
    ]
    return pd.DataFrame(rows, columns=["butir", "isi"])


FACT_COLUMNS = {"butir": "Butir", "isi": "Isi"}


def read_sources(p: Choice, since: str = "") -> pd.DataFrame:
    """The workbooks behind the quarters from `since` ("" = the first of the window) to the chosen one; see
    SOURCE_COLUMNS."""
    first = since or published.list_window(p, p.periode)[0]
    table = published.list_workbooks(p)
    table = table[table["periode"].between(first, p.periode)]
    names = [SHEET_KINDS[k].judul if k in SHEET_KINDS else str(k) for k in table["jenis"]]
    table = table.assign(lembar_jenis=pd.Series(names, index=table.index, dtype=object))
    return published.number_uploads(p, table.sort_values(["periode", "jenis"], ascending=[False, True]))


DEFINITION_COLUMNS = {
    "judul": "Indikator",
    "definisi": "Definisi",
    "rumus": "Rumus",
    "satuan": "Satuan",
    "arah": "Arah yang baik",
    "dasar": "Dasar",
}


def read_definitions(p: Choice, *indikator: str) -> pd.DataFrame:
    """judul, definisi, rumus, satuan, arah, dasar of these indicators in this order, none = all; as declared for the
    version."""
    table = published.list_definitions(p).set_index("indikator", drop=False)
    wanted = [i for i in indikator or list(table.index) if i in table.index]
    table = table.loc[wanted].reset_index(drop=True)
    rows = zip(table["pembilang"], table["penyebut"], strict=True)
    formula = [f"{above} ÷ {below}" if language.is_known(below) else str(above) for above, below in rows]
    text = {k: [terms.say_terms(str(x)) for x in table[k]] for k in ("judul", "definisi")}
    basis = table["dasar"] if "dasar" in table else pd.Series([None] * len(table), dtype=object)
    return table.assign(rumus=[terms.say_terms(f) for f in formula], dasar=basis, **text)
