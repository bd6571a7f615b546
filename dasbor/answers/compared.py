"""What a figure is compared with, and why it is not."""

from __future__ import annotations

from dasbor.answers import area_figures
from dasbor.choice import Choice
from dasbor.query import due_year, published, windows
from dasbor.query.source import area_terms
from dasbor.words import comparable
from etl.indikator import find_indicator


def say_not_compared(p: Choice, indikator: str, previous: str | None) -> str:
    """Why no change is said, "" where it is: the two quarters measure different things."""
    if due_year.waits_for_rat(indikator) and due_year.is_changed(p, previous, p.periode):
        return due_year.YEAR_CHANGES
    if changed := say_area_changed(p, previous):
        return f"{changed}, {comparable.NOT_COMPARED}"
    complete = previous is None or windows.is_complete(p, indikator, previous, p.periode)
    return "" if complete else f"{comparable.INCOMPLETE}, {comparable.NOT_COMPARED}"


def say_area_changed(p: Choice, previous: str | None) -> str:
    """ "wilayah berubah (sebagian menjadi Turi Baru)" where the area became another one since that quarter; "" else."""
    if previous is None:
        return ""
    said = [c.said for c in area_terms.list_changes(p, p.kode_wilayah) if previous < c.periode <= p.periode]
    return f"wilayah berubah ({'; '.join(said)})" if said else ""


def choose_before(p: Choice, indikator: str) -> str | None:
    """The quarter to compare with: the register before, or the rekap where that tells the number too."""
    previous = published.find_previous_quarter(p)
    i = find_indicator(indikator)
    if i is None or not i.from_recap:
        return previous
    from_recap = [q for q in area_figures.list_recap_quarters(p, indikator) if q < p.periode]
    return max([*from_recap, *([previous] if previous else [])], default=None)
