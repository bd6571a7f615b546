"""The stages in order: from the bytes of a workbook to what would be published, and every finding on the way."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from etl import periode as triwulan
from etl.acuan import Reference, load_reference
from etl.cells.place import CellLocator, add_place, make_locator
from etl.checks import compare, gates, supplement
from etl.locate import other_regencies, other_sheets, quarter, recap_quarters, tables, year_lists
from etl.match.history import History
from etl.match.questions import Questionnaire
from etl.model import CheckResult, FoundTable
from etl.pesan import WRONG, Finding, make_finding, shorten_findings
from etl.read import masking, workbook
from etl.settings.following import find_reference
from etl.skema import SHEET_KINDS
from etl.stages import STAGES, Context, settle_kind
from etl.store.versions import Store

# Findings that say why a sheet is not read.
_ABOUT_QUARTERS = {"rekap_banyak_triwulan", "rekap_triwulan_lain", "periode_berbeda", "rekap_wilayah_lain"}
StageReporter = Callable[[str], None]


@dataclass
class _CheckWork:
    """One check on its way through the stages."""

    result: CheckResult
    context: Context
    rows: dict[str, pd.DataFrame] = field(default_factory=dict)  # jenis -> rows of all its tables
    locators: dict[str, CellLocator] = field(default_factory=dict)


def check_workbook(
    data: bytes,
    name: str,
    periode: str | None = None,
    report_stage: StageReporter | None = None,
    store: Store | None = None,
    reference: Reference | None = None,
    today: dt.date | None = None,
    answers: Mapping[str, str] | None = None,
) -> CheckResult:
    """Check a workbook against the current version. Writes nothing.

    `periode` None: guessed from titles, sheet names, file name. `report_stage` hears the name of each stage.
    `answers`: answers to questions of an earlier check, {kunci: nilai}; they outweigh the remembered ones.
    Raises Unreadable when the file cannot be read at all; everything else is a finding.
    """
    store, report_stage = store or Store(), report_stage or (lambda _: None)
    result = _find_tables(data, name, report_stage)
    result.base_version = store.find_current()
    result.secret = store.read_secret() or secrets.token_bytes(32)
    result.answers_given = dict(answers or {})
    _settle_quarter(result, periode, today or dt.date.today())
    if result.periode and result.found_tables:
        reference = find_reference(store, reference or load_reference())
        _read_quarter(result, store, reference, report_stage)
        _compare_with_published(result, store, reference, report_stage)
    result.temuan = shorten_findings(result.temuan)
    return result


def _find_tables(data: bytes, name: str, report_stage: StageReporter) -> CheckResult:
    """The tables of a workbook and what they may be of, with what was found on the way; nothing is typed yet."""
    report_stage("Membaca berkas")
    book = workbook.read_workbook(data, name)
    hidden = masking.hide(book)  # from here on no stage sees a number of a person
    report_stage("Mencari tabel")
    found, findings = tables.locate_tables(book)
    masking.settle(found, hidden)
    findings = [*book.temuan, *findings, *masking.findings(hidden)]
    result = CheckResult(book.nama_berkas, hashlib.sha256(data).hexdigest(), "", book.is_sample, findings, found)
    result.quarter_candidates = quarter.guess_quarters(book)
    result.dilewati = [(t.lembar, row, reason) for t in found for row, reason in t.dilewati]
    return result


def _settle_quarter(result: CheckResult, requested: str | None, today: dt.date) -> None:
    """The quarter asked for, else the best guess; a title that names another one is a finding.

    A rekap of several quarters names them itself: its title may say "2021 s.d. 2023".
    """
    result.recap_quarters = recap_quarters.list_quarters(result.found_tables)
    recap_rows = (
        result.recap_quarters if all(SHEET_KINDS[t.jenis].is_supplementary for t in result.found_tables) else []
    )
    as_typed = [k for k in result.quarter_candidates if quarter.is_strong(k)]
    result.quarter_candidates = result.quarter_candidates or [
        (p, triwulan.say_quarter(p), "tabel rekap") for p in recap_rows
    ]
    result.periode = requested or (result.quarter_candidates[0][0] if result.quarter_candidates else "")
    if not result.periode:
        result.temuan.append(make_finding("periode_tidak_jelas"))
        return
    if as_typed and result.periode not in {p for p, _, _ in as_typed} | set(recap_rows):
        other, content, where = as_typed[0]
        sheet, cell = quarter.split_place(where)
        part = {"tertulis": triwulan.say_quarter(other), "dipilih": triwulan.say_quarter(result.periode)}
        result.temuan.append(make_finding("periode_berbeda", sheet, cell, content, **part))
    if triwulan.find_end(result.periode) > today:
        result.temuan.append(make_finding("periode_mendatang", dipilih=triwulan.say_quarter(result.periode)))


def _read_quarter(result: CheckResult, store: Store, reference: Reference, report_stage: StageReporter) -> None:
    """From the tables of the quarter to typed rows of known cooperatives, groups and people."""
    _take(result, other_regencies.take_city(result.found_tables, reference))
    _take(result, recap_quarters.take_quarter(result.found_tables, result.periode))
    _take(result, other_sheets.take_sheets(result.found_tables, result.periode))
    _take(result, year_lists.take_quarter_rows(result.found_tables, result.periode))
    work = _CheckWork(result, _make_context(result, store, reference))
    _read_rows(work, report_stage)
    _recognise_rows(work, report_stage)
    _take_questions(work)


def _take(
    result: CheckResult, taken: tuple[list[FoundTable], list[Finding], list[recap_quarters.RecapLeftOut]]
) -> None:
    """Go on with these tables. Findings about a sheet that is not read after all need nobody's work."""
    staying = {t.lembar for t in taken[0]}
    unread = {t.lembar for t in result.found_tables} - staying
    result.temuan = [t for t in result.temuan if t.lembar not in unread or t.kode in _ABOUT_QUARTERS]
    result.found_tables = taken[0]
    result.temuan += taken[1]
    result.dilewati += taken[2]


def _make_context(result: CheckResult, store: Store, reference: Reference) -> Context:
    history, areas = _open_history(result, store), reference.kelurahan
    return Context(
        result.periode,
        result.secret,
        reference,
        history,
        Questionnaire(result.answers_given, history.read_answers()),
        kelurahan_names=dict(zip(areas["kode_kelurahan"], areas["kelurahan"], strict=True)),
        register=history.read_register(),
        groups=history.read_groups(),
    )


def _open_history(result: CheckResult, store: Store) -> History:
    """What is published; nothing where the first real data take the place of invented ones."""
    if result.base_version is None or compare.starts_real_data(result, store):
        return History(None, result.periode)
    return History(store.open_version(result.base_version), result.periode)


def _read_rows(work: _CheckWork, report_stage: StageReporter) -> None:
    """Type the cells of every table, find its areas, and put tables of one kind under one another."""
    report_stage("Membaca angka, tanggal dan wilayah")
    per_jenis: dict[str, list[tuple[FoundTable, pd.DataFrame]]] = {}
    for table in work.result.found_tables:
        if supplement.is_left_out(table):
            continue
        df, findings = STAGES[table.jenis].read(table, work.context)
        work.result.temuan += findings
        per_jenis.setdefault(table.jenis, []).append((table, df))
    for kind, pairs in per_jenis.items():
        work.locators[kind] = make_locator(t for t, _ in pairs)
        work.rows[kind] = pd.concat([add_place(df, t) for t, df in pairs], ignore_index=True)


def _recognise_rows(work: _CheckWork, report_stage: StageReporter) -> None:
    """Tell cooperatives, groups and people, and check each kind; the result is what would be published."""
    report_stage("Mengenali koperasi, kelompok dan peserta")
    result = work.result
    for kind in (j for j in STAGES if j in work.rows):
        done = settle_kind(kind, work.rows[kind], work.locators[kind], work.context)
        result.temuan += done.findings
        result.dilewati += done.left_out
        if len(done.rows) or not SHEET_KINDS[kind].is_supplementary:
            result.tabel[kind] = done.rows
    if not result.tabel and not any(t.berat == WRONG for t in result.temuan):
        result.temuan.append(make_finding("tidak_ada_yang_terbit"))


def _take_questions(work: _CheckWork) -> None:
    questionnaire = work.context.questionnaire
    work.result.pertanyaan = list(questionnaire.questions.values())
    work.result.answers_used = [j for _, j in sorted(questionnaire.answers_used.items())]
    work.result.temuan += questionnaire.list_refused()


def _compare_with_published(
    result: CheckResult, store: Store, reference: Reference, report_stage: StageReporter
) -> None:
    """What publishing would change; not asked while something blocks."""
    if not any(t.berat == WRONG for t in result.temuan):
        report_stage("Membandingkan dengan yang terbit")
        result.perubahan = compare.compare(result, store, reference)
        result.temuan += gates.find_gates(result, store, reference)
