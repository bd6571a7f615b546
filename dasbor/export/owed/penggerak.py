"""Evidence for the Penggerak award: three years of active cooperatives, RAT, members, training, mentoring, results, and
the awards that were received; each number with its parts, each list with its place in a workbook."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.choice import Choice
from dasbor.export import about, layout
from dasbor.export.owed import capaian, dana, years
from dasbor.export.request import Request
from dasbor.export.tables.sheet import Sheet
from dasbor.export.tables.xlsx_file import make_book
from dasbor.query import cells, lists, published
from dasbor.query.reports import support
from dasbor.words import columns, language, terms
from etl import periode as triwulan
from etl.indikator import Indicator, find_indicator, load_indicators
from etl.skema import ACTIVE

YEAR_COLUMNS = {"judul": "", "tahun": "Tahun"} | capaian.PART_COLUMNS | {"periode": "Keadaan", "catatan": "Catatan"}
VISIT_COLUMNS = {
    "periode": "",
    "jenis_pendampingan": "",
    "kunjungan": "Kunjungan",
    "koperasi": "",
    "kelompok": "",
}
AWARD_COLUMNS = {
    "tanggal": "",
    "nama_penghargaan": "",
    "kategori": "",
    "penerima": "",
    "pemberi": "",
    "keterangan": "",
    "periode": "",
    "lembar": "",
    "baris": "",
}
ACTIVE_COLUMNS = {
    "nama_koperasi": "",
    "nik_koperasi": "",
    "kelurahan": "",
    "kecamatan": "",
    "tahun_buku_rat": "",
    "tanggal_rat": "",
    "jumlah_anggota": "",
    "kali_dilatih_4tw": "",
    "kali_didampingi_4tw": "",
    "lembar": "",
    "baris": "",
}


def list_years(p: Choice) -> list[int]:
    """The years that the file covers, the chosen one last."""
    year, _ = triwulan.split_quarter(p.periode)
    return list(range(year - int(layout.read_layout("penggerak")["tahun"]) + 1, year + 1))


def find_first(p: Choice) -> str:
    return f"{list_years(p)[0]}-T1"


def list_indicators() -> list[Indicator]:
    wanted = layout.list_indicators("penggerak")
    return [i for name in wanted if (i := find_indicator(name))] or list(load_indicators())


def make_years(p: Choice) -> pd.DataFrame:
    """One row for each indicator and year: the last known quarter of the year with its parts."""
    return pd.DataFrame([_make_year(p, i, year) for i in list_indicators() for year in list_years(p)])


def _make_year(p: Choice, i: Indicator, year: int) -> dict[str, Any]:
    found = years.find_year(years.read_values(p, i.indikator), year)
    return {"judul": i.judul, "tahun": year, "catatan": years.say_year(found, year)} | _make_parts(i, found)


def _make_parts(i: Indicator, found: Any) -> dict[str, Any]:
    quarter, n = found or (None, None)
    return {
        "periode": quarter,
        "pembilang": n.pembilang if n else None,
        "penyebut": n.penyebut if n else None,
        "nilai_indikator": n.nilai if n else None,
        "n_nilai_indikator": n.penyebut if n else None,
        columns.MIXED: capaian.find_form(i),
    }


def make_quarters(p: Choice) -> pd.DataFrame:
    """The same for every quarter of these years, the newest first."""
    rows = [
        {"judul": i.judul, **_make_parts(i, (q, n))}
        for i in list_indicators()
        for q, n in sorted(years.read_values(p, i.indikator).items(), reverse=True)
        if q >= find_first(p)
    ]
    return pd.DataFrame(rows, columns=["judul", *_make_parts(list_indicators()[0], None)])


def list_awards(p: Choice) -> pd.DataFrame:
    """Awards whose day lies in these years; those without a day stand by the quarter of their workbook."""
    table, first = published.list_awards(p), triwulan.find_start(find_first(p))
    day = pd.to_datetime(table["tanggal"])
    by_day = day.between(pd.Timestamp(first), pd.Timestamp(triwulan.find_end(p.periode)))
    by_quarter = day.isna() & table["periode"].between(find_first(p), p.periode)
    return table[by_day | by_quarter]


def _say_missing(p: Choice) -> list[str]:
    """What these years lack: an absent sheet is no evidence of nothing."""
    table = published.list_workbooks(p)
    quarters = [triwulan.shift_quarter(find_first(p), n) for n in range(_count_quarters(p))]
    said = []
    for kind, name in (("koperasi", "register"), ("pelatihan", "pelatihan"), ("pendampingan", "pendampingan")):
        missing = [q for q in quarters if q not in set(table.loc[table["jenis"] == kind, "periode"])]
        said += [f"Belum diterbitkan: {name} {_say_quarters(missing)}."] if missing else []
    return said


def _count_quarters(p: Choice) -> int:
    return triwulan.find_index(p.periode) - triwulan.find_index(find_first(p)) + 1


def _say_quarters(quarters: list[str]) -> str:
    return language.join_list([language.format_quarter(q, True) for q in quarters], 6)


def list_sheets(p: Choice) -> list[Sheet]:
    return [*_list_figures(p), *_list_proofs(p)]


def _list_figures(p: Choice) -> list[Sheet]:
    title, notes = terms.say_terms(str(layout.read_layout("penggerak")["judul"])), about.list_notes(p)
    span = f"{title}, {list_years(p)[0]} sampai {list_years(p)[-1]}"
    by_year, by_quarter = make_years(p), make_quarters(p)
    as_year = {"tahun": columns.YEAR}
    return [
        Sheet(
            "Tiga tahun",
            span,
            by_year,
            YEAR_COLUMNS,
            [*notes, *_say_missing(p)],
            _list_rates(by_year),
            forms=as_year,
        ),
        Sheet("Per triwulan", "Per triwulan", by_quarter, capaian.PART_COLUMNS, notes, _list_rates(by_quarter)),
    ]


def _list_proofs(p: Choice) -> list[Sheet]:
    notes, first, when = about.list_notes(p), find_first(p), language.format_quarter(p.periode)
    definitions = about.read_definitions(p, *(i.indikator for i in list_indicators()))
    shown = cells.drop_places(p, ACTIVE_COLUMNS)
    return [
        Sheet("Koperasi aktif", f"Koperasi aktif, {when}", _list_active(p), shown, [*notes, *about.list_withheld(p)]),
        Sheet("Pelatihan", "Pelatihan", support.list_trainings(p, first), dana.TRAINING_COLUMNS, notes),
        Sheet("Pendampingan", "Kunjungan pendampingan", support.count_visits(p, first), VISIT_COLUMNS, notes),
        Sheet("Penghargaan", "Penghargaan", list_awards(p), cells.drop_places(p, AWARD_COLUMNS), notes),
        Sheet("Metadata", "Definisi", definitions, about.DEFINITION_COLUMNS, capaian.YEAR_RULE[1:]),
        Sheet("Sumber", "Buku kerja yang dipakai", about.read_sources(p, first), about.SOURCE_COLUMNS),
    ]


def _list_rates(table: pd.DataFrame) -> dict[str, tuple[str, str]]:
    return {"nilai_indikator": ("pembilang", "penyebut")} if table["penyebut"].notna().any() else {}


def _list_active(p: Choice) -> pd.DataFrame:
    return lists.list_cooperatives(p, ACTIVE).read_all()


def make_xlsx(r: Request) -> bytes:
    sheets = list_sheets(r.choice)
    return make_book(sheets, sheets[0].title, about.say_producer())
