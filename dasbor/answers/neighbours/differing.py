"""In what the definition of one area of government differs from that of the others, in words."""

from __future__ import annotations

from dasbor.query.neighbours.definitions import Definition
from dasbor.words import language
from etl.settings.differences import Difference, list_differences

UNTOLD = "tidak diketahui dihitung dengan cara apa"


def say_differences(one: Definition, common: Definition) -> str:
    """ "kurun: 2 triwulan (yang lain 4 triwulan); siapa yang wajib RAT"; UNTOLD where nobody knows. Never "" for two
    that may not be compared."""
    if not one.hash:
        return UNTOLD
    found = list_differences(one.parts, common.parts if common.hash else None)
    return "; ".join(map(_say, found)) or UNTOLD


def _say(d: Difference) -> str:
    name = language.lower_first(d.title)
    return f"{name}: {d.one} (yang lain {d.other})" if d.one or d.other else name
