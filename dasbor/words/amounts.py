"""The parts of a figure, in the unit of what it adds up: cooperatives, people or Rp."""

from __future__ import annotations

from dasbor.words import language
from etl.indikator import Indicator

UNDIVIDED = "pembaginya belum diketahui"


def is_undivided(i: Indicator, part: float | None, whole: float | None) -> bool:
    """A share of which only the part is known, as without the PDRB of a year: alone it would be taken for the share."""
    return not i.count and language.is_known(part) and not language.is_known(whole)


def say_parts(i: Indicator, part: float | None, whole: float | None) -> str:
    """ "268 dari 308", "Rp 12 juta dari Rp 270 juta"; only the part where there is no whole."""
    if not i.divides_amounts or not language.is_known(part):
        return language.format_fraction(part, whole)
    of = f" dari {language.format_rupiah(whole)}" if language.is_known(whole) else ""
    return language.format_rupiah(part) + of
