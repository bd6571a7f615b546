"""Which book year's RAT is waited for: it changes once a year, and figures on both sides of that do not compare."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dasbor.words import language
from etl import periode as triwulan
from etl.acuan import load_acuan
from etl.checks.status_rule import last_due_book_year
from etl.indikator import find_indicator
from etl.indikator.declare import TAHUN_BUKU

BERGANTI = "tahun buku berganti, tidak dibandingkan"


def waits(indikator: str) -> bool:
    """An indicator counts the RAT of the book year that is due."""
    i = find_indicator(indikator)
    return i is not None and i.patah == TAHUN_BUKU


def due_year(periode: str) -> int:
    """The last book year whose RAT is due at the end of a quarter."""
    return last_due_book_year(triwulan.end(periode), load_acuan().aturan["bulan_batas_rat"])


def changed(lalu: str | None, periode: str) -> bool:
    return lalu is not None and due_year(lalu) != due_year(periode)


def breaks(periode: Sequence[str]) -> list[tuple[str, str]]:
    """The quarters of an ascending row in which another book year is waited for, and which."""
    return [(kini, f"RAT tahun buku {due_year(kini)}") for lalu, kini in pairwise(periode) if changed(lalu, kini)]


def note(lalu: str | None, periode: str) -> str:
    """A fall in that quarter is no fall; "" when both quarters wait for the same."""
    if lalu is None or not changed(lalu, periode):
        return ""
    return (
        f"Sejak akhir {language.triwulan(periode)} yang ditunggu RAT tahun buku {due_year(periode)}; pada "
        f"{language.triwulan(lalu)} masih tahun buku {due_year(lalu)}. Angka RAT keduanya tidak dapat dibandingkan langsung."
    )
