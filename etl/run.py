"""The stages in order: from the bytes of a workbook to what would be published, and every finding on the way."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from etl import clock
from etl import periode as triwulan
from etl.acuan import Reference, load_reference
from etl.asked.gazetteer import Gazetteer
from etl.asked.settle import settle_columns, settle_rows
from etl.asked.tables import settle_tables
from etl.cells.place import CellLocator, add_place, make_locator
from etl.checks import compare, gates, supplement, unanswered
from etl.corrections import apply, memory
from etl.locate import other_regencies, other_sheets, quarter, recap_quarters, tables, year_lists
from etl.match import answers as remembered
from etl.match import vocabulary
from etl.match.history import History
from etl.match.nameless import drop_bare
from etl.match.questions import Questionnaire, RememberedAnswer
from etl.model import CheckResult, Correction, FoundTable, Vocabulary, Workbook
from etl.pesan import WRONG, Finding, make_finding, shorten_findings
from etl.read import bundle, masking
from etl.settings.declare import find_value
from etl.settings.following import find_reference
from etl.skema import NIL_KINDS, SHEET_KINDS
from etl.stages import STAGES, Context, settle_kind
from etl.store import invented
from etl.store.load import list_columns
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
    corrections: Sequence[Correction] = (),
    nihil: Collection[str] | None = (),
    preview: bool = True,
) -> CheckResult:
    """Check a workbook, or a bundle of several (etl/read/bundle.py), against the current version. Writes nothing.

    `periode` None: guessed from titles, sheet names, file name. `report_stage` hears the name of each stage.
    `answers`: to questions of an earlier check, {kunci: nilai}; they outweigh the remembered ones. `corrections`: cells
    that count as if they said something else; each cell once. `nihil`: kinds that staff say there was nothing of; None:
    each empty sheet says so, as in an earlier release. Without `preview` the result does not say which cooperatives and
    figures change, see compare.
    Raises Unreadable when the file cannot be read at all, LaterRelease; everything else is a finding.
    """
    store, report_stage = store or Store(), report_stage or (lambda _: None)
    report_stage("Membaca berkas")
    book = bundle.read_book(data, name)
    base = store.find_current()
    store.records.refuse_later(base)
    known = _read_memory(store, base, book.is_sample)
    questionnaire, told = Questionnaire(answers, known), vocabulary.collect(answers or {}, known)
    result = _find_tables(data, book, told, report_stage, corrections)
    result.base_version = base
    result.secret = store.read_secret() or secrets.token_bytes(32)
    result.answers_given = dict(answers or {})
    result.nil_given = None if nihil is None else tuple(k for k in NIL_KINDS if k in nihil)
    _settle_quarter(result, periode, today or clock.read_today())
    reference = find_reference(store, reference or load_reference())
    misread = settle_tables(book.grids, result.found_tables, questionnaire, Gazetteer(reference, pd.DataFrame))
    _leave_asked(result, misread)
    _take_questions(result, questionnaire)
    if result.periode and result.found_tables:
        reference = reference.at(result.periode)  # names mean the areas of that quarter
        _read_quarter(result, store, reference, questionnaire, report_stage)
        _compare_with_published(result, store, reference, report_stage, preview)
    result.temuan = shorten_findings(result.temuan)
    return result


def _read_memory(store: Store, base: int | None, is_sample: bool) -> list[RememberedAnswer]:
    """All answers of earlier publications; of invented ones only what headings and words mean, once data are real."""
    if base is None:
        return []
    known = remembered.read(store.open_version(base))
    return [r for r in known if r.jenis in vocabulary.KINDS or is_sample or not invented.is_sample(store, base)]


def _find_tables(
    data: bytes, book: Workbook, told: Vocabulary, report_stage: StageReporter, corrections: Sequence[Correction]
) -> CheckResult:
    """The tables of a workbook and what they may be of, with what was found on the way; nothing is typed yet."""
    for grid in book.grids:
        grid.vocabulary = told
    corrected = apply.apply_corrections(book.grids, corrections)
    hidden = masking.hide(book)  # from here on no stage sees a number of a person
    report_stage("Mencari tabel")
    found, findings = tables.locate_tables(book)
    masking.settle(found, hidden)
    settled = apply.settle_corrections(corrected.used, found)
    findings = [*book.temuan, *corrected.findings, *settled.findings, *findings, *masking.findings(hidden)]
    result = CheckResult(book.nama_berkas, hashlib.sha256(data).hexdigest(), "", book.is_sample, findings, found)
    result.form = "zip" if bundle.is_bundle(data) else book.format
    result.corrections_given, result.corrections_used = list(corrections), settled.used
    result.quarter_candidates = quarter.guess_quarters(book)
    result.dilewati = [(t.lembar, row, reason) for t in found for row, reason in sorted([*t.dilewati, *t.not_read])]
    return result


def _leave_asked(result: CheckResult, sheets: Collection[str]) -> None:
    """Go on without tables of which staff first say what they are."""
    if not sheets:
        return
    result.found_tables = [t for t in result.found_tables if t.lembar not in sheets]
    result.temuan = [t for t in result.temuan if t.lembar not in sheets]
    result.temuan += [make_finding("lembar_tak_dikenal", sheet) for sheet in sorted(sheets)]
    if not result.found_tables:
        result.temuan.append(make_finding("tidak_ada_tabel"))


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


def _read_quarter(
    result: CheckResult,
    store: Store,
    reference: Reference,
    questionnaire: Questionnaire,
    report_stage: StageReporter,
) -> None:
    """From the tables of the quarter to typed rows of known cooperatives, groups and people."""
    _take(result, other_regencies.take_city(result.found_tables, reference))
    _take(result, recap_quarters.take_quarter(result.found_tables, result.periode))
    _take(result, other_sheets.take_sheets(result.found_tables, result.periode))
    _take(result, year_lists.take_quarter_rows(result.found_tables, result.periode))
    work = _CheckWork(result, _make_context(result, store, reference, questionnaire))
    _read_rows(work, report_stage)
    _recognise_rows(work, report_stage)
    _take_questions(result, questionnaire)
    result.temuan += questionnaire.list_refused()
    if result.base_version is not None and not compare.starts_real_data(result, store):
        result.corrections_offered = memory.find_offers(memory.read(store.open_version(result.base_version)), result)


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


def _make_context(result: CheckResult, store: Store, reference: Reference, questionnaire: Questionnaire) -> Context:
    history, areas = _open_history(result, store), reference.kelurahan
    return Context(
        result.periode,
        result.secret,
        reference,
        history,
        questionnaire,
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
    _settle_asked(work)
    for table in work.result.found_tables:
        if supplement.is_left_out(table) or not len(table.data):
            continue
        df, findings = STAGES[table.jenis].read(table, work.context)
        work.result.temuan += findings
        per_jenis.setdefault(table.jenis, []).append((table, df))
    for kind, pairs in per_jenis.items():
        work.locators[kind] = make_locator(t for t, _ in pairs)
        work.rows[kind] = pd.concat([add_place(df, t) for t, df in pairs], ignore_index=True)


def _settle_asked(work: _CheckWork) -> None:
    """What only staff can say about columns, words and rows: as answered, else as ever, and asked."""
    result, questionnaire = work.result, work.context.questionnaire
    gazetteer = Gazetteer(work.context.reference, work.context.history.read_identities)
    for i, table in enumerate(result.found_tables):
        if not supplement.is_left_out(table):
            table, result.temuan = settle_columns(table, questionnaire, gazetteer, result.temuan)
        settled = settle_rows(table, questionnaire)
        result.dilewati += [(table.lembar, *left) for left in settled.dilewati if left not in table.dilewati]
        result.found_tables[i] = settled


def _recognise_rows(work: _CheckWork, report_stage: StageReporter) -> None:
    """Tell cooperatives, groups and people, and check each kind; the result is what would be published."""
    report_stage("Mengenali koperasi, kelompok dan peserta")
    result = work.result
    for kind in (j for j in STAGES if j in work.rows):
        done = settle_kind(kind, work.rows[kind], work.locators[kind], work.context)
        result.temuan = drop_bare([*result.temuan, *done.findings])
        result.dilewati += done.left_out
        result.contacts += done.contacts
        if len(done.rows) or not SHEET_KINDS[kind].is_supplementary:
            result.tabel[kind] = done.rows
    _add_nil_kinds(result)
    if not result.tabel and not any(t.berat == WRONG for t in result.temuan):
        result.temuan.append(make_finding("tidak_ada_yang_terbit"))


def _add_nil_kinds(result: CheckResult) -> None:
    """Kinds of which there was nothing: a row NIHIL says so, or staff do; a known nought is not the unknown."""
    empty = {t.jenis for t in result.found_tables if not len(t.data)}
    said = {t.jenis for t in result.found_tables if t.nil_row is not None}
    said |= empty if result.nil_given is None else set(result.nil_given)
    for kind in (k for k in NIL_KINDS if k in said):
        if kind not in result.tabel:
            result.tabel[kind] = pd.DataFrame(columns=list(list_columns(kind)), dtype=object)
        elif result.nil_given and kind in result.nil_given:
            sheet = next(t.lembar for t in result.found_tables if t.jenis == kind and len(t.data))
            count, label = len(result.tabel[kind]), SHEET_KINDS[kind].judul
            result.temuan.append(make_finding("nihil_bertentangan", sheet, jenis=label, jumlah=count))


def _take_questions(result: CheckResult, questionnaire: Questionnaire) -> None:
    result.pertanyaan = list(questionnaire.questions.values())
    result.answers_used = [j for _, j in sorted(questionnaire.answers_used.items())]


def _compare_with_published(
    result: CheckResult, store: Store, reference: Reference, report_stage: StageReporter, preview: bool
) -> None:
    """What publishing would change; not asked while something blocks."""
    if not any(t.berat == WRONG for t in result.temuan):
        report_stage("Membandingkan dengan yang terbit")
        result.perubahan, damages = compare.compare(result, store, reference, preview)
        result.temuan += gates.find_gates(result, store, reference, damages)
        share = find_value(reference.settings, "ubah_identitas")
        result.temuan += unanswered.find_unanswered(result, share)
