"""The parts of a figure, in the unit of what it adds up: cooperatives, people or Rp."""

from __future__ import annotations

from typing import Any

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


def say_moved(i: Indicator | None, now: Any, before: Any) -> str:
    """Between two rows with pembilang, penyebut, nilai: "naik 2"; of Rp "naik Rp 1,2 miliar"; of a share of Rp of Rp
    "naik 0,1 poin", "" where one is not known."""
    if i and i.divides_amounts:
        if not language.is_known(now["nilai"]) or not language.is_known(before["nilai"]):
            return ""
        digits = language.count_digits(now["penyebut"])
        said = language.say_direction(100 * (now["nilai"] - before["nilai"]), digits)
        return said if said == "tetap" else f"{said} poin"
    moved = now["pembilang"] - before["pembilang"]
    return language.say_moved_by(moved, language.format_rupiah) if i and i.money else language.say_direction(moved)
