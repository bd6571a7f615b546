"""The tables of open data, for programs: commas, decimal points, an empty cell for what nobody knows, zero for zero."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from dasbor.choice import Choice
from dasbor.export import links
from dasbor.query import figures, published
from dasbor.query.source import made_of
from dasbor.words.columns import make_plain
from etl.acuan import load_reference

_RUN = tuple("=+-@\t\r")  # a spreadsheet would take a text that begins like this for a formula
FIGURE_COLUMNS = ("periode", "kode_wilayah", "indikator", "kelompok_hitung", "sumber", "pembilang", "penyebut", "nilai")
SAMPLE_COLUMN = "contoh"  # last of indikator.csv, which goes on alone: the JSON files and the description say it once
AREA_COLUMNS = ("kode", "nama", "tingkat", "induk")


def make_figures_csv(p: Choice) -> bytes:
    """indikator.csv: every figure of every area and quarter, as the pages show it, each with whether it is invented."""
    table = figures.read_everything(p).assign(**{SAMPLE_COLUMN: "true" if published.is_sample(p) else "false"})
    return _write_csv(table, (*FIGURE_COLUMNS, SAMPLE_COLUMN))


def make_figures_json(p: Choice) -> bytes:
    """indikator.json: the same as objects."""
    return _write_json({**_describe(p), "indikator": _list_objects(figures.read_everything(p), FIGURE_COLUMNS)})


def make_areas_csv(p: Choice) -> bytes:
    """wilayah.csv."""
    return _write_csv(published.list_areas(p), AREA_COLUMNS)


def make_definitions(p: Choice) -> bytes:
    """definisi.json: whose figures these are; what each indicator means, with the rules that this version was counted
    with, and what makes its figures comparable with those of another area of government."""
    table = published.list_definitions(p)
    defined = [d | made_of.describe(p, d["indikator"]) for d in _list_objects(table, list(table.columns))]
    return _write_json({**_describe(p), "pemda": _describe_owner(), "definisi": defined})


def _describe_owner() -> dict[str, str]:
    """Whose figures these are; `alamat`: where its pages are, "" = the settings do not say."""
    reference = load_reference()
    level = str(reference.settings["wilayah"]["tingkat"])
    own = {"kode": reference.city_code, "nama": reference.city, "tingkat": level}
    return {**own, "alamat": links.find_own_address()}


FILES: dict[str, tuple[str, Callable[[Choice], bytes]]] = {
    "indikator.csv": ("text/csv", make_figures_csv),
    "indikator.json": ("application/json", make_figures_json),
    "wilayah.csv": ("text/csv", make_areas_csv),
    "definisi.json": ("application/json", make_definitions),
}


def _describe(p: Choice) -> dict[str, Any]:
    """`contoh`: the data are invented."""
    return {"versi": p.version, "contoh": published.is_sample(p)}


def _write_csv(table: pd.DataFrame, columns: Sequence[str]) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(zip(*([_write_cell(x) for x in table[name]] for name in columns), strict=True))
    return made.getvalue().encode()


def _write_cell(value: Any) -> str:
    plain = _make_number(make_plain(value))
    if plain is None:
        return ""
    if isinstance(plain, str):
        return f"'{plain}" if plain.startswith(_RUN) else plain
    return repr(plain)


def _list_objects(table: pd.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    lists = [[_make_number(make_plain(x)) for x in table[name]] for name in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*lists, strict=True)]


def _make_number(value: Any) -> Any:
    """Whole numbers without a fraction: 267, not 267.0."""
    return int(value) if isinstance(value, float) and value == int(value) else value


def _write_json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
