"""What others counted (ODS, the province: rows of a rekap with a source) beside the figure of the dinas."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.query import published, quality
from dasbor.ui import exports, screen
from dasbor.words import language
from etl import skema

REGISTER, RECAP = "register", "rekap dinas"


def list_sources(p: Choice) -> list[str]:
    """Who else counted the chosen area in the quarter."""
    rows = quality.read_recap(p)
    return [] if rows is None else [str(s) for s in rows["sumber"].dropna()]


def compare(p: Choice, source: str) -> tuple[pd.DataFrame, str]:
    """hal, menurut_sumber, menurut_dinas, selisih of each status; and what stands for the dinas: its register, its own
    rekap, "" where it has neither. A status that one of the two does not tell has no difference."""
    rows = quality.read_recap(p)
    assert rows is not None  # list_sources() named the source
    theirs, (ours, label) = rows[rows["sumber"] == source].iloc[0], _count_ours(p, rows)
    table = pd.DataFrame(
        [
            (language.capitalise(status), theirs[column], ours.get(status))
            for status, column in skema.REKAP_STATUS.items()
        ],
        columns=["hal", "menurut_sumber", "menurut_dinas"],
    ).astype({"menurut_sumber": "Int64", "menurut_dinas": "Int64"})
    return table.assign(selisih=table["menurut_sumber"] - table["menurut_dinas"]), label


def _count_ours(p: Choice, rows: pd.DataFrame) -> tuple[dict[str, Any], str]:
    """{status: the dinas's count} and where it stands."""
    if published.has_register(p):
        counts = quality.count_register(p).set_index("status")["jumlah"]
        return {status: int(counts.get(status, 0)) for status in skema.REKAP_STATUS}, REGISTER
    own = rows[rows["sumber"].isna()]
    if own.empty:
        return {}, ""
    return {status: own.iloc[0][column] for status, column in skema.REKAP_STATUS.items()}, RECAP


def say_differences(p: Choice) -> list[str]:
    """ "Menurut ODS 250 koperasi aktif, 18 lebih sedikit daripada register (268); tidak dihitung di sini." """
    return [_say_difference(p, source) for source in list_sources(p)]


def _say_difference(p: Choice, source: str) -> str:
    table, label = compare(p, source)
    active = table.iloc[0]
    count = language.format_number(active["menurut_sumber"]) if language.is_known(active["menurut_sumber"]) else ""
    said = f"Menurut {source} {count} koperasi aktif" if count else f"{source} tidak menyebut banyaknya koperasi aktif"
    return f"{said}{_say_beside(active, label)}. Angka {source} tidak dihitung di dasbor ini."


def _say_beside(active: Any, label: str) -> str:
    if not language.is_known(active["selisih"]):
        return "" if label else "; dinas belum menerbitkan jumlahnya"
    ours, difference = language.format_number(active["menurut_dinas"]), int(active["selisih"])
    if difference == 0:
        return f", sama dengan {label}"
    word = "lebih banyak" if difference > 0 else "lebih sedikit"
    return f", {language.format_number(abs(difference))} {word} daripada {label} ({ours})"


def show_tables(p: Choice) -> None:
    """One table for each source, nothing where there is none."""
    for source in list_sources(p):
        table, label = compare(p, source)
        beside = {"menurut_dinas": f"Menurut {label}", "selisih": "Selisih"} if label else {}
        screen.show_list(
            table,
            f"{source} di samping {label or 'jumlah dinas'}",
            provenance.say_sources(p, "rekap"),
            exports.add_filters("sumber_lain", source),
            {"hal": "Status", "menurut_sumber": f"Menurut {source}", **beside},
            subtitle=f"{p.area_name}, {language.format_quarter(p.periode)}. {_say_difference(p, source)}",
        )
