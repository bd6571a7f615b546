"""Which book year's RAT is waited for: it changes once a year, and figures on both sides of that do not compare."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dasbor.choice import Choice
from dasbor.query.source import in_force
from dasbor.words import comparable, language
from etl import periode as triwulan
from etl.checks.status_rule import find_due_book_year
from etl.indikator import find_indicator
from etl.indikator.declare import BOOK_YEAR

YEAR_CHANGES = f"tahun buku berganti, {comparable.NOT_COMPARED}"


def waits_for_rat(indikator: str) -> bool:
    """An indicator counts the RAT of the book year that is due."""
    i = find_indicator(indikator)
    return i is not None and i.patah == BOOK_YEAR


def find_due_year(p: Choice, periode: str) -> int:
    """The last book year whose RAT is due at the end of a quarter."""
    return find_due_book_year(triwulan.find_end(periode), in_force.read_rules(p)["bulan_batas_rat"])


def is_changed(p: Choice, previous: str | None, periode: str) -> bool:
    return previous is not None and find_due_year(p, previous) != find_due_year(p, periode)


def list_breaks(p: Choice, periode: Sequence[str]) -> list[tuple[str, str]]:
    """The quarters of an ascending row in which another book year is waited for, and which."""
    return [
        (current, f"RAT tahun buku {find_due_year(p, current)}")
        for previous, current in pairwise(periode)
        if is_changed(p, previous, current)
    ]


def say_note(p: Choice, previous: str | None, periode: str) -> str:
    """A fall in that quarter is no fall; "" when both quarters wait for the same."""
    if previous is None or not is_changed(p, previous, periode):
        return ""
    return (
        f"Sejak akhir {language.format_quarter(periode)} yang ditunggu RAT tahun buku {find_due_year(p, periode)}; "
        f"pada {language.format_quarter(previous)} masih tahun buku {find_due_year(p, previous)}. Angka RAT keduanya "
        "tidak dapat dibandingkan langsung."
    )
