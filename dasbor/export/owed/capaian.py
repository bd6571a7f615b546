"""Capaian Kinerja: each indicator's target, realisation and per cent of it, by quarter and year; and its proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.export import about, layout
from dasbor.export.owed import years
from dasbor.export.request import Request
from dasbor.export.tables.pdf_file import make_pdf as write_pdf
from dasbor.export.tables.sheet import Sheet
from dasbor.export.tables.xlsx_file import make_book
from dasbor.query import published, windows
from dasbor.query.figures import Figure
from dasbor.words import columns, comparable, goal, interval, language, terms
from etl import periode as triwulan
from etl.indikator import Indicator, find_indicator, list_planned, load_indicators

NO_TARGET = "target belum ditetapkan"
LOWER_IS_BETTER = "makin rendah makin baik: persen capaian tidak dihitung"
NO_DIRECTION = "tanpa arah yang lebih baik: persen capaian tidak dihitung"
ONE_DECIMAL_N = language.DECIMAL_FROM_N  # a per cent of a target has one decimal, as forms of a dinas ask


# ── the indicators of the table ──


def list_indicators(p: Choice, section: str) -> list[Indicator]:
    """Those that laporan.toml names; where it names none, those with a target, then what city plans report."""
    targets = published.read_targets(p)
    wanted = layout.list_indicators(section) or _list_usual(targets)
    if layout.read_layout("capaian")["tanpa_target"] != "ya":
        wanted = [i for i in wanted if i in targets]
    return [i for i in map(find_indicator, wanted) if i is not None]


def _list_usual(targets: Mapping[str, float]) -> list[str]:
    """What city plans report stands there with a target and without."""
    with_target = [i.indikator for i in load_indicators() if i.indikator in targets]
    return list(dict.fromkeys([*with_target, *(i.indikator for i in list_planned())]))


def find_form(i: Indicator) -> str:
    """How its values are written."""
    return columns.MONEY if i.money else columns.NUMBER if i.count else columns.PERCENT


def compute_share(i: Indicator, value: float | None, target: float | None) -> float | None:
    """Realisation ÷ target (0–1 and above); None where either is unknown, the target is 0, or more is not better."""
    if value is None or not target or i.arah != "naik":
        return None
    return value / target


def say_few(p: Choice, n: Figure) -> str:
    """ "n di bawah 10: belum bisa dibandingkan"; "" of enough cases."""
    small_n = provenance.read_small_n(p)
    return f"n di bawah {small_n}: {interval.NOT_COMPARABLE}" if comparable.is_small(n.penyebut, small_n) else ""


def say_window(p: Choice, i: Indicator, found: tuple[str, Figure] | None) -> str:
    """ "kurun hanya 3 dari 4 triwulan" of the figure that stands for the year; "" of a whole one."""
    gap = windows.find_gaps(p, i.indikator).get(found[0]) if found else None
    return goal.say_window(gap.say_extent()) if gap else ""


def say_remark(i: Indicator, target: float | None) -> str:
    """Why there is no per cent; "" where there is one."""
    if target is None:
        return NO_TARGET
    return {"turun": LOWER_IS_BETTER, "netral": NO_DIRECTION}.get(i.arah, "")


# ── the table ──


def make_table(p: Choice) -> pd.DataFrame:
    """One row an indicator: judul, satuan, target, realisasi_1 … realisasi_4 and realisasi_tahun with capaian_*, the
    parts of each figure in words, catatan."""
    targets = published.read_targets(p)
    return pd.DataFrame([_make_row(p, i, targets.get(i.indikator)) for i in list_indicators(p, "capaian")])


def _make_row(p: Choice, i: Indicator, target: float | None) -> dict[str, Any]:
    year, _ = triwulan.split_quarter(p.periode)
    values = years.read_values(p, i.indikator)
    found = None if years.counts_one_quarter(i) else find_year_figure(p, i)
    cells = {str(q): values.get(f"{year}-T{q}", Figure()) for q in years.QUARTERS}
    cells["tahun"] = found[1] if found else Figure()
    row: dict[str, Any] = {"indikator": i.indikator, "judul": i.judul, "satuan": i.satuan, "target": target}
    for name, n in cells.items():
        row |= make_cells(i, name, n, target)
    is_chosen = found is not None and found[0] == p.periode
    remarks = [
        say_remark(i, target),
        say_few(p, cells["tahun"]),
        say_window(p, i, found),
        "" if is_chosen else _say_year(i, found, year),
    ]
    return row | {"catatan": "; ".join(filter(None, remarks)), columns.MIXED: find_form(i)}


def find_year_figure(p: Choice, i: Indicator) -> tuple[str, Figure] | None:
    """The quarter of the year so far whose figure stands for it, with the figure; None where none is known."""
    return years.find_year(years.read_values(p, i.indikator), triwulan.split_quarter(p.periode)[0])


def make_cells(i: Indicator, name: str, n: Figure, target: float | None) -> dict[str, Any]:
    return {
        f"realisasi_{name}": n.nilai,
        f"n_realisasi_{name}": n.penyebut,
        f"capaian_{name}": compute_share(i, n.nilai, target),
        f"n_capaian_{name}": ONE_DECIMAL_N,
    }


def _say_year(i: Indicator, found: tuple[str, Figure] | None, year: int) -> str:
    return years.ADDED_UP_ELSEWHERE if years.counts_one_quarter(i) else years.say_year(found, year)


def list_columns(p: Choice) -> dict[str, str]:
    """Heading of each column; a quarter that is not over yet has none."""
    year, last = triwulan.split_quarter(p.periode)
    until = "" if last == max(years.QUARTERS) else f" s.d. T{last}"
    named = {str(q): f"T{q} {year}" for q in years.QUARTERS if q <= last} | {"tahun": f"tahun {year}{until}"}
    cells = {
        column: title
        for name, when in named.items()
        for column, title in ((f"realisasi_{name}", f"Realisasi {when}"), (f"capaian_{name}", f"Capaian {when}"))
    }
    return {"judul": "Indikator", "satuan": "Satuan", "target": f"Target {year}", **cells, "catatan": "Catatan"}


def list_forms(shown: Sequence[str]) -> dict[str, str]:
    """A target and a realisation are written as their indicator is, a per cent of it as per cent."""
    mixed = {c: columns.MIXED for c in shown if c.startswith(("realisasi_", "target"))}
    return mixed | {c: columns.PERCENT for c in shown if c.startswith("capaian_")}


def list_rates(shown: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Each per cent is counted in the sheet, from the realisation and the target beside it."""
    return {c: (c.replace("capaian_", "realisasi_"), "target") for c in shown if c.startswith("capaian_")}


def make_parts(p: Choice) -> pd.DataFrame:
    """periode, judul, pembilang, penyebut, nilai of each realisation of the year: what the shares are counted from."""
    year, _ = triwulan.split_quarter(p.periode)
    rows = [
        {
            "judul": i.judul,
            "periode": q,
            "pembilang": n.pembilang,
            "penyebut": n.penyebut,
            "nilai_indikator": n.nilai,
            "n_nilai_indikator": n.penyebut,
            columns.MIXED: find_form(i),
        }
        for i in list_indicators(p, "capaian")
        for q, n in years.read_values(p, i.indikator).items()
        if triwulan.split_quarter(q)[0] == year
    ]
    names = ["judul", "periode", "pembilang", "penyebut", "nilai_indikator", "n_nilai_indikator", columns.MIXED]
    return pd.DataFrame(rows, columns=names)


PART_COLUMNS = {"judul": "Indikator", "periode": "", "pembilang": "", "penyebut": "", "nilai_indikator": "Realisasi"}


# ── files ──


def list_sheets(p: Choice) -> list[Sheet]:
    ids = [i.indikator for i in list_indicators(p, "capaian")]
    parts = make_parts(p)
    return [
        make_sheet(p),
        Sheet("Rincian", "Dari apa realisasi dihitung", parts, PART_COLUMNS, rates=_list_part_rates(parts)),
        Sheet("Metadata", "Definisi", about.read_definitions(p, *ids), about.DEFINITION_COLUMNS, YEAR_RULE),
        Sheet("Sumber", "Buku kerja yang dipakai", about.read_sources(p, _find_first(p)), about.SOURCE_COLUMNS),
    ]


def make_sheet(p: Choice) -> Sheet:
    """The table itself, the same in both files."""
    shown, title = list_columns(p), terms.say_terms(str(layout.read_layout("capaian")["judul"]))
    return Sheet(
        "Capaian",
        f"{title}, {triwulan.split_quarter(p.periode)[0]}",
        make_table(p),
        shown,
        about.list_notes(p),
        list_rates(list(shown)),
        forms=list_forms(list(shown)),
        blanks={"target": "–", "catatan": "", **{c: "–" for c in shown if c.startswith("capaian_")}},
    )


def _list_part_rates(parts: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Shares are counted in the sheet; a count has no denominator."""
    return {"nilai_indikator": ("pembilang", "penyebut")} if parts["penyebut"].notna().any() else {}


YEAR_RULE = (
    "Capaian = realisasi ÷ target; hanya untuk indikator yang makin tinggi makin baik.",
    "Tahun: keadaan triwulan terakhir tahun itu yang diketahui, bukan jumlah atau rata-rata triwulan.",
)


def _find_first(p: Choice) -> str:
    return f"{triwulan.split_quarter(p.periode)[0]}-T1"


def make_xlsx(r: Request) -> bytes:
    sheets = list_sheets(r.choice)
    return make_book(sheets, sheets[0].title, about.say_producer())


def make_pdf(r: Request) -> bytes:
    return write_pdf([make_sheet(r.choice)], about.say_mark(r.choice), about.say_version(r.choice))
