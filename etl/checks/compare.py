"""What publishing a checked workbook would change, and what its rows say about damage."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from etl import indikator
from etl.acuan import Reference
from etl.checks import changed_cells
from etl.checks.changed_cells import Cell
from etl.checks.paired import pair_indicators, read_planned, read_published
from etl.checks.scratch import bring_later, list_moved, open_scratch, read_indicators
from etl.damage.comparison import Reader
from etl.damage.gates import find_damages
from etl.damage.model import Register
from etl.damage.words import report_damages
from etl.match.names import is_new_name
from etl.model import CheckResult
from etl.pesan import Finding
from etl.rules import fill_statement, read_statement
from etl.settings.declare import find_value
from etl.skema import REGISTER, SHEET_KINDS
from etl.store import load
from etl.store.invented import is_sample
from etl.store.versions import Store

_FOLDER = Path(__file__).parent
_DIFFERENT_ROWS = read_statement(_FOLDER / "different_rows.sql")
_CHANGED_COOPERATIVES = read_statement(_FOLDER / "changed_cooperatives.sql")
# alur -> key in perubahan["koperasi"]
_FLOW_LISTS = {
    "baru": "baru",
    "tercatat kembali": "baru",
    "keluar dari register": "hilang",
    "aktif kembali": "aktif_kembali",
    "menjadi tidak aktif": "menjadi_tidak_aktif",
    "diusulkan dibubarkan": "diusulkan_dibubarkan",
    "dibubarkan": "dibubarkan",
    "status lain": "status_lain",
}


def compare(
    result: CheckResult, store: Store, reference: Reference, preview: bool = True
) -> tuple[dict[str, Any], list[Finding]]:
    """What would change, without writing anything: {dibandingkan, baris, koperasi, indikator, kelurahan,
    triwulan_sesudahnya: {quarter: indicators that move in it}}; and what the rows of the register say about damage,
    which asks for a reason. The values that change stand in `result.changed_cells`.

    Cooperatives are compared with the same quarter if it is published, else with the last one before.
    Indicators are those of the workbook's quarter, in the current version and after publishing, and those of the last
    quarter before where the quarter has no register yet.
    Without `preview` the first two keys only: a replay shows nobody what changed, and that takes most of the time.
    """
    base = _find_base(result, store)
    with open_scratch(store, reference, base, result.periode) as con:
        before = read_published(con, result.periode, base) if preview else {}
        counts = _count_before_and_after(con, result)
        compared = _choose_register(con, result.periode)
        then = read_published(con, compared["periode"], base) if preview and compared and not compared["sama"] else {}
        _keep_aside(con, result)
        load.replace_quarter(con, result, unggahan_id=0)
        for kind, count in counts.items():
            count["berbeda"] = None if count["sebelum"] is None else _count_different(con, kind, result.periode)
        reader = Reader(con)
        damages = _find_damages(reader, result, counts, reference)
        changed = {"dibandingkan": compared, "baris": counts}
        if not preview:
            return changed, damages
        changes = _list_changes(con, result, compared, reference) if compared and REGISTER in result.tabel else {}
        result.changed_cells = _list_cells(reader, result, compared, counts)
        later = [] if base is None else bring_later(con, result.periode)
        before_later = {q: read_indicators(con, q) for q in later}
        indikator.compute_indicators(con, reference, since=result.periode, earlier=False)
        after = read_planned(con, result, base)
        moved = {q: list_moved(before_later[q], read_indicators(con, q), reference.city_code) for q in later}
        moved = {q: indicators for q, indicators in moved.items() if indicators}
    paired = pair_indicators(before, after, then, reference)
    return {**changed, "koperasi": changes, **paired, "triwulan_sesudahnya": moved}, damages


def _list_cells(
    reader: Reader,
    result: CheckResult,
    compared: dict[str, Any] | None,
    counts: dict[str, dict[str, int | None]],
) -> pd.DataFrame | None:
    """Values of the register beside the one compared with, and whom the quarter's own trainings and visits reached;
    None where nothing of it was published."""
    found: list[list[Cell]] = []
    if compared and REGISTER in result.tabel:
        then = Register(f"lalu_{REGISTER}" if compared["sama"] else "koperasi_triwulan", compared["periode"])
        now = Register("koperasi_triwulan", result.periode)
        found.append(changed_cells.list_changed_cells(reader.read(now), reader.read(then)))
    for kind, count in counts.items():
        if SHEET_KINDS[kind].target_column and count["sebelum"] is not None and "kelompok_id" in result.tabel[kind]:
            found.append(changed_cells.list_changed_reach(reader.con, kind, result.periode, f"lalu_{kind}"))
    return changed_cells.make_table(chain.from_iterable(found)) if found else None


def find_previous_register(con: duckdb.DuckDBPyConnection, periode: str) -> str | None:
    """The last quarter before this one whose register is published."""
    sql = "select max(periode) from periode_jenis where jenis = 'koperasi' and periode < ?"
    last: str | None = con.execute(sql, [periode]).fetchall()[0][0]
    return last


def _find_base(result: CheckResult, store: Store) -> int | None:
    """The version that the publication stands on; None where it starts anew."""
    return None if starts_real_data(result, store) else store.find_current()


def starts_real_data(result: CheckResult, store: Store) -> bool:
    """A workbook without the sample mark, while everything published carries it."""
    return not result.is_sample and is_sample(store)


def _count_before_and_after(con: duckdb.DuckDBPyConnection, result: CheckResult) -> dict[str, dict[str, int | None]]:
    """{kind: rows that are published, rows that would be}; before None when the kind was never published for it."""
    return {
        kind: {"sebelum": _count_rows(con, kind, result.periode), "sesudah": len(rows)}
        for kind, rows in result.tabel.items()
    }


def _count_rows(con: duckdb.DuckDBPyConnection, kind: str, periode: str) -> int | None:
    """Published rows of a kind in a quarter; None when the kind was never published for it."""
    known = con.execute("select 1 from periode_jenis where periode = ? and jenis = ?", [periode, kind]).fetchall()
    if not known:
        return None
    sql = fill_statement("select count(*) from {table} where periode = ?", table=[SHEET_KINDS[kind].tabel])
    return int(con.execute(sql, [periode]).fetchall()[0][0])


def _choose_register(con: duckdb.DuckDBPyConnection, periode: str) -> dict[str, Any] | None:
    """The published register to compare with, {periode, sama: it is the quarter's own}; None when there is none."""
    if _count_rows(con, REGISTER, periode) is not None:
        return {"periode": periode, "sama": True}
    previous = find_previous_register(con, periode)
    return {"periode": previous, "sama": False} if previous else None


def _keep_aside(con: duckdb.DuckDBPyConnection, result: CheckResult) -> None:
    """What is published for the quarter now, as temporary tables lalu_<jenis>."""
    for kind in result.tabel:
        sql = "create temp table {before} as from {table} where periode = ?"
        con.execute(fill_statement(sql, before=[f"lalu_{kind}"], table=[SHEET_KINDS[kind].tabel]), [result.periode])


def _count_different(con: duckdb.DuckDBPyConnection, kind: str, periode: str) -> int:
    """Rows that say something else than before, wherever in the workbook they stand."""
    sql = fill_statement(_DIFFERENT_ROWS, table=[SHEET_KINDS[kind].tabel], before=[f"lalu_{kind}"])
    return int(con.execute(sql, {"periode": periode}).fetchall()[0][0])


def _find_damages(
    reader: Reader,
    result: CheckResult,
    counts: dict[str, dict[str, int | None]],
    reference: Reference,
) -> list[Finding]:
    """Damage of the register, beside the quarter's own and the one before; none where nothing would change."""
    if REGISTER not in result.tabel or counts[REGISTER]["berbeda"] == 0:
        return []
    previous = find_previous_register(reader.con, result.periode)
    shares = {key: find_value(reference.settings, key) for key in ("ubah_identitas", "ubah_status", "rusak_kolom")}
    found = find_damages(
        reader,
        Register("koperasi_triwulan", result.periode),
        None if counts[REGISTER]["sebelum"] is None else Register(f"lalu_{REGISTER}", result.periode),
        Register("koperasi_triwulan", previous) if previous else None,
        shares,
        _list_renamed(result),
    )
    return report_damages(found, result, reference.labels)


def _list_renamed(result: CheckResult) -> set[tuple[str, int]]:
    """(sheet, row) of the cooperatives that only an answer recognised: their other name is no open question."""
    answered = {j.nilai for j in result.answers_used if j.jenis == REGISTER and j.nilai != "baru"}
    rows = result.tabel[REGISTER]
    rows = rows[rows["koperasi_id"].isin(answered)]
    return set(zip(rows["lembar"], rows["baris"], strict=True))


def _list_changes(
    con: duckdb.DuckDBPyConnection, result: CheckResult, compared: dict[str, Any], reference: Reference
) -> dict[str, list[dict[str, Any]]]:
    """Cooperatives by name, under what became of them since the register that they are compared with.

    The quarter's own published register takes part for a moment as a quarter of its own.
    """
    own = result.periode + "-terbit"
    if compared["sama"]:
        con.execute("insert into koperasi_triwulan by name select * replace (? as periode) from lalu_koperasi", [own])
    parameters = {
        "periode": result.periode,
        "periode_lalu": own if compared["sama"] else compared["periode"],
        "kode": reference.city_code,
        "kelompok": "semua",
    }
    changes = con.execute(_CHANGED_COOPERATIVES, parameters).fetchall()
    con.execute("delete from koperasi_triwulan where periode = ?", [own])
    return {**_sort_changes(changes, reference.labels), "digabung": _list_merged(result)}


def _sort_changes(changes: list[tuple[Any, ...]], label: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Each cooperative under its change; who moved or changed its name stands there too."""
    listed: dict[str, list[dict[str, Any]]] = {
        k: [] for k in (*dict.fromkeys(_FLOW_LISTS.values()), "pindah", "ganti_nama")
    }
    for number, name, name_before, code, code_before, flow, stays in changes:
        who = {"koperasi_id": number, "nama": name, "kelurahan": label[code]}
        if flow in _FLOW_LISTS:
            listed[_FLOW_LISTS[flow]].append(who)
        if stays and code != code_before:
            listed["pindah"].append({**who, "dari": label[code_before], "ke": label[code]})
        if stays and is_new_name(name_before, name):
            listed["ganti_nama"].append({**who, "dari": name_before, "ke": name})
    return listed


def _list_merged(result: CheckResult) -> list[dict[str, Any]]:
    """Rows that only an answer made one with a cooperative of another name: id, name here, name then."""
    return [
        {"koperasi_id": j.nilai, "nama": j.isi, "kelurahan": "", "dari": j.label, "ke": j.isi}
        for j in result.answers_used
        if j.jenis == "koperasi" and j.baru and j.nilai != "baru"
    ]
