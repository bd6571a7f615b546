"""Sanity gates: findings that ask for a reason before a checked workbook may be published."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl import periode as triwulan
from etl.acuan import Reference
from etl.checks.compare import find_previous_register, starts_real_data
from etl.model import CheckResult
from etl.pesan import Finding, make_finding, say_choices
from etl.rules import read_statement
from etl.skema import NIL_KINDS, REGISTER, SHEET_KINDS, TRAININGS_SHEET, VISITS_SHEET
from etl.store.invented import is_sample
from etl.store.versions import Store

_SAME_FILE = read_statement(Path(__file__).with_name("same_file.sql"))
_REGISTER_SIZES = read_statement(Path(__file__).with_name("register_sizes.sql"))

_WHOLE_QUARTER = (REGISTER, TRAININGS_SHEET.jenis, VISITS_SHEET.jenis)


def find_gates(
    result: CheckResult, store: Store, reference: Reference, damages: list[Finding] | None = None
) -> list[Finding]:
    """Findings that block until somebody gives a reason, and the start of real data. Needs result.perubahan.

    `damages`: what comparing cell by cell found; they stand with the others. A kind of sheet that the quarter still
    lacks is listed beside them, but where a sheet of it stands empty: that is said of the sheet.
    """
    number = store.find_current()
    if number is None:
        return []
    if starts_real_data(result, store):
        return [make_finding("data_asli_pertama")]
    if result.is_sample and not is_sample(store):
        return [make_finding("contoh_ke_data_asli")]
    con = store.open_version(number)
    findings = _find_same_file(con, result) + _find_already_published(con, result)
    if REGISTER in result.tabel:
        findings += _find_shrinking(con, result, reference)
    return findings + (damages or []) + _list_missing_kinds(con, result)


def _say_nil(kind: str) -> str:
    """That there may have been none of a kind, and how to say so."""
    if kind not in NIL_KINDS:
        return ""
    tick = f"Memang tidak ada {SHEET_KINDS[kind].judul.lower()} triwulan ini"
    return f" Bila memang tidak ada, centang “{tick}” di halaman Unggah (baris perintah: --nihil {kind})."


def _list_missing_kinds(con: duckdb.DuckDBPyConnection, result: CheckResult) -> list[Finding]:
    """The kinds of a whole quarter that are neither in the workbook nor published for it; beside a rekap or targets
    alone nobody expects them."""
    if not set(_WHOLE_QUARTER) & set(result.tabel):
        return []
    sql = "select jenis from periode_jenis where periode = ?"
    said = {t.jenis for t in result.found_tables if not len(t.data)}
    known = {*result.tabel, *said, *(kind for (kind,) in con.execute(sql, [result.periode]).fetchall())}
    quarter = triwulan.say_quarter(result.periode)
    return [
        make_finding("lembar_belum_ada", judul=SHEET_KINDS[kind].judul, periode=quarter, nihil=_say_nil(kind))
        for kind in _WHOLE_QUARTER
        if kind not in known
    ]


def is_republication(con: duckdb.DuckDBPyConnection, result: CheckResult) -> bool:
    """The same workbook is already the source of every kind it holds for this quarter, and is read as then.

    With another answer, or without one that was withdrawn since, the same workbook can mean other rows.
    """
    if any(j.baru for j in result.answers_used) or any(n["berbeda"] for n in result.perubahan["baris"].values()):
        return False
    sql = "select jenis, sha256 from periode_jenis join unggahan using (unggahan_id) where periode_jenis.periode = ?"
    sources = dict(con.execute(sql, [result.periode]).fetchall())
    return all(sources.get(kind) == result.sha256 for kind in result.tabel)


def _find_same_file(con: duckdb.DuckDBPyConnection, result: CheckResult) -> list[Finding]:
    if all(SHEET_KINDS[kind].counted_kind for kind in result.tabel) and len(result.recap_quarters) > 1:
        return []  # a rekap of several quarters is published one quarter after another
    parameters = {"sha256": result.sha256, "periode": result.periode}
    others = [p for (p,) in con.execute(_SAME_FILE, parameters).fetchall()]
    return [make_finding("gerbang_berkas_sama", periode=triwulan.say_quarter(p)) for p in others]


def _find_already_published(con: duckdb.DuckDBPyConnection, result: CheckResult) -> list[Finding]:
    """What is published for the quarter says something else: of whom, and how much."""
    different = {j: n for j, n in result.perubahan["baris"].items() if n["berbeda"]}
    if not different:
        return []
    details = [
        f"{SHEET_KINDS[j].judul}: {n['sebelum']} baris menjadi {n['sesudah']}, {n['berbeda']} berbeda"
        for j, n in different.items()
    ]
    sql = (
        "select distinct oleh, nama_berkas from periode_jenis join unggahan using (unggahan_id) "
        "where periode_jenis.periode = ? and jenis in (select unnest(?)) order by all"
    )
    whose = [f"{by} ({file})" for by, file in con.execute(sql, [result.periode, list(different)]).fetchall()]
    part = {"periode": triwulan.say_quarter(result.periode), "rincian": "; ".join(details)}
    return [make_finding("gerbang_sudah_terbit", **part, oleh=say_choices(whose, "dan"))]


def _find_shrinking(con: duckdb.DuckDBPyConnection, result: CheckResult, reference: Reference) -> list[Finding]:
    """The register against the last one before: much smaller, or a kelurahan gone."""
    previous = find_previous_register(con, result.periode)
    if previous is None:
        return []
    earlier = con.execute(_REGISTER_SIZES, {"periode": previous}).fetchall()
    rows, total = result.tabel[REGISTER], sum(n for _, _, n in earlier)
    findings = []
    if len(rows) < total * (1 - reference.settings["pemeriksaan"]["susut_register"]):
        percent = f"{(len(rows) - total) / total:.0%}".replace("-", "−")
        findings.append(make_finding("gerbang_register_susut", dahulu=total, sekarang=len(rows), persen=percent))
    present = set(rows["kode_kelurahan"])
    label = reference.labels
    ended = set(reference.list_all_areas()["kode"]) - set(label)  # no longer in force in this quarter
    missing = [(label.get(code, name), n) for code, name, n in earlier if code not in present | ended]
    return findings + [make_finding("gerbang_kelurahan_hilang", kelurahan=name, dahulu=n) for name, n in missing]
