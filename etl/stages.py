"""What is done with each kind of sheet: how the cells of a table become rows, and what checks its rows.

The one place that names functions for a kind; a word or a column in which kinds differ stands in their declarations
(skema.Lembar). Kinds are settled in the order of STAGES: first those whose rows others name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from etl.acuan import Reference
from etl.cells.normalise import normalise_table
from etl.cells.place import CellLocator
from etl.checks.awards import check_awards
from etl.checks.events import check_events, hide_names
from etl.checks.goals import check_goals
from etl.checks.recap import check_recap, read_recap
from etl.checks.validate import check_days, check_register, check_totals, make_total_rows
from etl.contacts.take import take_contacts
from etl.match import people
from etl.match.areas import match_area
from etl.match.cooperatives import match_register
from etl.match.history import History
from etl.match.known_areas import KnownAreas
from etl.match.nameless import report_nameless
from etl.match.questions import Questionnaire
from etl.match.targets import match_groups, match_targets
from etl.model import FoundContact, FoundTable
from etl.pesan import Finding
from etl.skema import SHEET_KINDS, TRAININGS_SHEET, VISITS_SHEET


@dataclass
class Context:
    """What a stage may look at beside its own rows.

    secret      the secret behind peserta_id
    kelurahan_names  {code: name}
    register, kelompok  cooperatives and groups that rows may name; kinds settled earlier have put theirs here
    own_register  the register of this very workbook, None where it holds none
    """

    periode: str
    secret: bytes
    reference: Reference
    history: History
    questionnaire: Questionnaire
    kelurahan_names: dict[str, str]
    register: pd.DataFrame
    groups: pd.DataFrame
    own_register: pd.DataFrame | None = None


class Settled(NamedTuple):
    """Rows to publish, findings, rows left out: (sheet, row, reason), and contacts, which are never published."""

    rows: pd.DataFrame
    findings: list[Finding]
    left_out: list[tuple[str, int, str]]
    contacts: list[FoundContact] = []  # only ever replaced


Read = Callable[[FoundTable, Context], tuple[pd.DataFrame, list[Finding]]]
Check = Callable[[pd.DataFrame, CellLocator, Context], Settled]


def read_rows(table: FoundTable, context: Context) -> tuple[pd.DataFrame, list[Finding]]:
    """Typed rows; total rows are compared with them, and a column of kelurahan gives kode_kelurahan."""
    df, findings = normalise_table(table)
    if table.total_rows:
        total, _ = normalise_table(make_total_rows(table))
        findings += check_totals(df, table, total)
    sheet = SHEET_KINDS[table.jenis]
    if "kelurahan" in sheet:
        known = KnownAreas(context.history.read_identities) if sheet.is_register else None
        df, area_findings = match_area(
            df, table, context.reference, sheet["kelurahan"].wajib, context.questionnaire, known
        )
        findings += area_findings
    return df, findings


def _read_cells(table: FoundTable, _: Context) -> tuple[pd.DataFrame, list[Finding]]:
    return normalise_table(table)


def _read_recap(table: FoundTable, context: Context) -> tuple[pd.DataFrame, list[Finding]]:
    return read_recap(table, context.reference, context.questionnaire)


def _read_events(table: FoundTable, context: Context) -> tuple[pd.DataFrame, list[Finding]]:
    return read_rows(hide_names(table), context)


def _check_register(df: pd.DataFrame, locator: CellLocator, context: Context) -> Settled:
    known = context.history.read_identities()
    df, findings = match_register(
        df, locator, known, context.kelurahan_names, context.questionnaire, context.history.decided
    )
    findings += report_nameless(df, locator, known)
    df, implausible = check_register(
        df, locator, context.periode, context.reference.settings, context.history.read_money()
    )
    context.register = context.own_register = df
    return Settled(df, findings + implausible, [])


def _check_groups(df: pd.DataFrame, locator: CellLocator, context: Context) -> Settled:
    df, findings = match_groups(df, locator, context.groups)
    known_groups = df[["kelompok_id", "nama_kelompok", "kode_kelurahan"]]
    context.groups = pd.concat([context.groups, known_groups], ignore_index=True)
    return Settled(df, findings, [])


def _check_trainings(df: pd.DataFrame, locator: CellLocator, context: Context) -> Settled:
    df = people.add_participant_ids(df, context.secret)
    findings = check_days(df, locator, context.periode, TRAININGS_SHEET)
    df, repeated, skipped = people.drop_repeated_people(people.join_days(df), locator)
    return Settled(df, findings + repeated, skipped)


def _check_visits(df: pd.DataFrame, locator: CellLocator, context: Context) -> Settled:
    findings = check_days(df, locator, context.periode, VISITS_SHEET)
    df, repeated, skipped = people.drop_repeated_visits(df, locator)
    return Settled(df, findings + repeated, skipped)


def _check_recap(df: pd.DataFrame, locator: CellLocator, context: Context) -> Settled:
    register = context.history.read_register_now() if context.own_register is None else context.own_register
    return Settled(*check_recap(df, locator, context.reference, register))


def _check_goals(df: pd.DataFrame, locator: CellLocator, _: Context) -> Settled:
    return Settled(*check_goals(df, locator))


def _check_awards(df: pd.DataFrame, locator: CellLocator, context: Context) -> Settled:
    return Settled(*check_awards(df, locator, context.periode, context.register))


def _check_events(df: pd.DataFrame, locator: CellLocator, context: Context) -> Settled:
    return Settled(*check_events(df, locator, context.periode, context.register))


@dataclass(frozen=True)
class Stages:
    """The functions of one kind. check: of the rows of all its tables, with lembar and baris; read: of one table."""

    check: Check
    read: Read = read_rows


STAGES: dict[str, Stages] = {
    "koperasi": Stages(_check_register),
    "kelompok": Stages(_check_groups),
    "pelatihan": Stages(_check_trainings),
    "pendampingan": Stages(_check_visits),
    "rekap": Stages(_check_recap, _read_recap),
    "target": Stages(_check_goals, _read_cells),
    "penghargaan": Stages(_check_awards, _read_cells),
    "acara": Stages(_check_events, _read_events),
}


def settle_kind(kind: str, df: pd.DataFrame, locator: CellLocator, context: Context) -> Settled:
    """Find whom the rows of a kind name, check them, and drop what tells who a person is; contacts go apart."""
    sheet = SHEET_KINDS[kind]
    findings: list[Finding] = []
    if sheet.target_column:
        df, findings, new = match_targets(
            df, sheet, locator, context.register, context.groups, context.kelurahan_names, context.questionnaire
        )
        context.groups = pd.concat([context.groups, new], ignore_index=True)
    result = STAGES[kind].check(df, locator, context)
    rows, contacts = people.drop_personal(result.rows, kind), take_contacts(result.rows, kind)
    return Settled(rows, findings + result.findings, result.left_out, contacts)
