"""What the page Acara shows: events of a quarter or a year, and how many cooperatives and UMKM took part."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import published
from dasbor.query.program import events
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as triwulan
from etl.skema import EVENTS_SHEET

QUESTION = "Acara apa yang diadakan, dan berapa koperasi dan UMKM yang ikut?"
_TOOK_PART = {
    "jumlah_koperasi_peserta": "Koperasi peserta",
    "jumlah_umkm_peserta": "UMKM peserta",
    "peserta_disebut": "Koperasi yang disebut",
}
COLUMNS = {"nama_acara": "", **_TOOK_PART, "tempat": "", "kelurahan": "", "penyelenggara": ""}
SMALL = {"nama_acara": "hari"}
FILE_COLUMNS = {
    **dict.fromkeys(("nama_acara", "tanggal", "tanggal_selesai", "tempat", "kelurahan", "penyelenggara"), ""),
    **_TOOK_PART,
    "keterangan": "",
    "nama_disebut": "Nama di sel",
    "nama_lain": "Nama di luar register",
    "periode": "Buku kerja triwulan",
    "lembar": "",
    "baris": "",
    "unggahan_id": "Terbitan",
}
DEFINITIONS = [
    ("Acara", "Satu baris lembar Acara; hari terakhirnya di dalam triwulan."),
    (
        "Koperasi dan UMKM peserta",
        "Banyaknya menurut buku kerja. Sel kosong tetap tidak diketahui dan tidak dijumlahkan.",
    ),
    (
        "Koperasi yang disebut",
        "Nama di sel peserta yang ada di register. Nama lain hanya dihitung, tidak disimpan: dapat berupa nama orang.",
    ),
]
# column of how many took part -> what they are called
_COUNTED = {"jumlah_koperasi_peserta": "koperasi", "jumlah_umkm_peserta": "UMKM"}


def list_spans(p: Choice) -> dict[str, str]:
    """What the list can be of, the first by itself."""
    year, number = triwulan.split_quarter(p.periode)
    until = f" sampai {language.format_quarter(p.periode)}" if number < 4 else ""
    return {
        events.YEAR: f"Tahun {year}{until}",
        events.QUARTER: language.format_quarter(p.periode),
        events.ALL: f"Semua sampai {language.format_quarter(p.periode)}",
    }


def list_events(p: Choice, span: str) -> pd.DataFrame:
    """The events with their days and the cooperatives that a cell names, in words."""
    data = events.list_events(p, span)
    said = {
        "hari": [_say_days(r) for r in list_rows(data)],
        "peserta_disebut": [_say_named(r) for r in list_rows(data)],
    }
    return data.assign(**{name: pd.Series(words, index=data.index, dtype=object) for name, words in said.items()})


def _say_days(row: Any) -> str:
    """ "5 sampai 9 Juni 2025"."""
    first = language.format_date(row.tanggal)
    if not language.is_known(row.tanggal_selesai) or row.tanggal_selesai == row.tanggal:
        return first
    last = language.format_date(row.tanggal_selesai)
    one, other = first.split(), last.split()
    shared = next(i for i in range(4) if one[i:] == other[i:])  # "Juni 2025", "2025" or nothing
    return f"{' '.join(one[:shared])} sampai {last}"


def _say_named(row: Any) -> str | None:
    """ "KSP Satu, KSU Dua dan 3 nama di luar register"; None where no cell names anybody."""
    if not language.is_known(row.nama_disebut):
        return None
    known = row.nama_koperasi_peserta
    names = known.split("; ") if language.is_known(known) else []
    others = int(row.nama_lain)
    return language.join_list([*names, *([f"{others} nama di luar register"] if others else [])])


def say_headline(data: pd.DataFrame) -> str:
    """ "5 acara: 61 koperasi peserta (diketahui dari 4 acara), 320 UMKM peserta"; what nobody counted is no nought."""
    if data.empty:
        return "Belum ada acara yang tercatat"
    told = [said for column, word in _COUNTED.items() if (said := _say_sum(data[column], word))]
    return f"{len(data)} acara: {', '.join(told)}" if told else f"{len(data)} acara, banyaknya peserta belum tercatat"


def _say_sum(column: pd.Series, word: str) -> str:
    known = column.dropna()
    if known.empty:
        return ""
    partly = f" (diketahui dari {len(known)} acara)" if len(known) < len(column) else ""
    return f"{language.format_number(known.sum())} {word} peserta{partly}"


def say_subtitle(p: Choice, span: str) -> str:
    """Where and when, what is counted, and what stands elsewhere."""
    said = f"{p.area_name}, {_decapitalise(list_spans(p)[span])}. Yang ikut dua acara dihitung dua kali"
    elsewhere = events.count_left_out(p, span)
    return said + (f"; {elsewhere} acara tanpa kelurahan hanya di daftar seluruh kota" if elsewhere else "")


def _decapitalise(text: str) -> str:
    return text[:1].lower() + text[1:]


def say_empty(p: Choice, span: str) -> str:
    """Nothing published, or published and nothing here."""
    if not events.list_published_quarters(p, span):
        return (
            f"Lembar Acara belum diterbitkan untuk {_decapitalise(list_spans(p)[span])}; ini bukan berarti tidak ada."
        )
    return f"Tidak ada acara yang tercatat di {p.area_name} pada {_decapitalise(list_spans(p)[span])}."


def say_sources(p: Choice, span: str) -> list[str]:
    """The workbooks behind the list."""
    workbooks = published.list_workbooks(p)
    held = workbooks["periode"].isin(events.list_published_quarters(p, span))
    files = workbooks.loc[held & (workbooks["jenis"] == EVENTS_SHEET.jenis), "nama_berkas"].drop_duplicates().tolist()
    said = language.join_list(files[::-1], 3) if files else language.NO_DATA
    return [f"Sumber: {said} · {language.say_version(p.version)}"]
