"""Figures of the quarter before and after a publication, beside those of the quarter before it; unknown where the
register lacks their columns, as pages will say."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import duckdb

from etl.acuan import Reference
from etl.checks.scratch import IndicatorFigures, read_indicators
from etl.indikator import load_indicators
from etl.indikator.untold import find_untold, name_columns
from etl.model import CheckResult
from etl.skema import REGISTER
from etl.store.connections import VERSION

_UNKNOWN: dict[str, float | None] = {"pembilang": None, "penyebut": None, "nilai": None}


def read_published(con: duckdb.DuckDBPyConnection, periode: str, base: int | None) -> IndicatorFigures:
    """Indicators of a quarter as its pages show them; `base`: the version beside `con`, None = there is none."""
    return forget_untold(read_indicators(con, periode), [] if base is None else _read_columns(con, periode))


def read_planned(con: duckdb.DuckDBPyConnection, result: CheckResult, base: int | None) -> IndicatorFigures:
    """The same of a checked workbook's quarter, as they will be: with the columns of its own register, where it has
    one."""
    own = [name for t in result.found_tables if t.jenis == REGISTER for name in t.kolom]
    columns = own if REGISTER in result.tabel or base is None else _read_columns(con, result.periode)
    return forget_untold(read_indicators(con, result.periode), columns)


def forget_untold(figures: IndicatorFigures, columns: Collection[str]) -> IndicatorFigures:
    """Without what a register of these columns does not tell; no columns: there is no register that could lack one."""
    untold = find_untold(columns) if columns else {}
    return {
        (name, code): (area, _UNKNOWN if name in untold and (untold[name] or figure["penyebut"] == 0) else figure)
        for (name, code), (area, figure) in figures.items()
    }


def pair_indicators(
    before: IndicatorFigures, after: IndicatorFigures, earlier: IndicatorFigures, reference: Reference
) -> dict[str, list[dict[str, Any]]]:
    """City indicators before and after, and those of the kelurahan that differ. `lalu`: in the quarter that is compared
    with, `earlier`; None where that is the quarter itself."""
    city, kelurahan, label = [], [], reference.labels
    definitions = {i.indikator: {"judul": i.judul, "satuan": i.satuan} for i in load_indicators()}
    for (name, code), (area, figures) in after.items():
        old, then = (known[name, code][1] if (name, code) in known else None for known in (before, earlier))
        pair = {"indikator": name, **definitions[name], "sebelum": old, "sesudah": figures, "lalu": then}
        if code == reference.city_code:
            city.append(pair)
        elif old != figures:
            kelurahan.append({"wilayah": label.get(code, area), **pair})
    order = list(definitions)
    return {
        "indikator": sorted(city, key=lambda i: order.index(i["indikator"])),
        "kelurahan": sorted(kelurahan, key=lambda i: order.index(i["indikator"])),
    }


def _read_columns(con: duckdb.DuckDBPyConnection, periode: str) -> list[str]:
    return [name for quarter, name in con.execute(name_columns(VERSION)).fetchall() if quarter == periode]
