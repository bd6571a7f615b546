"""All that is asked about one located table before its cells are typed: headings, words, addresses, rows, dates."""

from __future__ import annotations

from etl.asked.addresses import settle_addresses
from etl.asked.gazetteer import Gazetteer
from etl.asked.headings import settle_headings
from etl.asked.rows_and_dates import settle_asked_rows, settle_exchanged_dates
from etl.asked.words import settle_words
from etl.match.questions import Questionnaire
from etl.model import FoundTable
from etl.pesan import Finding
from etl.skema import SHEET_KINDS


def settle_columns(
    table: FoundTable, questionnaire: Questionnaire, gazetteer: Gazetteer, findings: list[Finding]
) -> tuple[FoundTable, list[Finding]]:
    """The table as answered, and the findings without those that an answer makes untrue."""
    settle_headings(table, questionnaire, gazetteer)
    table, is_filled = settle_addresses(settle_words(table, questionnaire), questionnaire, gazetteer)
    return table, [t for t in findings if not (is_filled and _is_about_kelurahan(t, table))]


def settle_rows(table: FoundTable, questionnaire: Questionnaire) -> FoundTable:
    """The table without the rows that do not count, and with its dates as staff say they are meant."""
    return settle_exchanged_dates(settle_asked_rows(table, questionnaire), questionnaire)


def _is_about_kelurahan(t: Finding, table: FoundTable) -> bool:
    """That the column of the kelurahan is missing; rows that stay without one are listed one by one."""
    column = SHEET_KINDS[table.jenis]["kelurahan"].judul
    return t.kode == "kolom_wajib_hilang" and t.lembar == table.lembar and f"“{column}”" in t.pesan
