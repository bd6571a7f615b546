"""An indicator through a year: its value each quarter, and the one that stands for the year."""

from __future__ import annotations

from collections.abc import Mapping

from dasbor.choice import Choice
from dasbor.query import figures
from dasbor.query.figures import Figure
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as triwulan
from etl.indikator import Indicator

QUARTERS = (1, 2, 3, 4)
_OF_ONE_QUARTER = " 0-0"
ADDED_UP_ELSEWHERE = "orang yang sama dapat dilatih lagi: setahun lihat Peserta pelatihan setahun"


def read_values(p: Choice, indikator: str) -> Mapping[str, Figure]:
    """Quarter -> figure, of the quarters up to the chosen one."""
    rows = list_rows(figures.read_series(p, indikator))
    known = {str(b.periode): Figure(*map(_make_plain, (b.pembilang, b.penyebut, b.nilai))) for b in rows}
    return {q: known[q] for q in sorted(known) if q <= p.periode}


def _make_plain(x: float) -> float | None:
    return float(x) if language.is_known(x) else None


def find_year(values: Mapping[str, Figure], year: int) -> tuple[str, Figure] | None:
    """The last quarter of a year whose value is known; None where none is."""
    inside = [(q, n) for q, n in values.items() if triwulan.split_quarter(q)[0] == year and n.nilai is not None]
    return inside[-1] if inside else None


def counts_one_quarter(i: Indicator) -> bool:
    """It counts what people did in one quarter: the last quarter does not stand for the year."""
    return i.halaman == "pelatihan" and all(one.endswith(_OF_ONE_QUARTER) for one in i.butuh.split(","))


def say_year(found: tuple[str, Figure] | None, year: int) -> str:
    """Which quarter stands for a year that is not over; "" for the fourth."""
    if found is None:
        return f"{year}: {language.NO_DATA}"
    return "" if found[0].endswith("T4") else f"{year}: keadaan {language.format_quarter(found[0])}"
