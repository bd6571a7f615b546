"""In what the definition of one area of government differs from that of the others, in words."""

from __future__ import annotations

from dasbor.query.neighbours.definitions import Definition
from dasbor.words import language
from etl.neighbours.say import UNTOLD, WAY_OUT
from etl.pesan import say_choices
from etl.settings.differences import Difference, list_differences


def say_differences(one: Definition, common: Definition) -> str:
    """ "kurun: 2 triwulan (yang lain 4 triwulan); siapa yang wajib RAT"; UNTOLD where nobody knows. Never "" for two
    that may not be compared."""
    if not one.hash:
        return UNTOLD
    found = list_differences(one.parts, common.parts if common.hash else None)
    return "; ".join(map(_say, found)) or UNTOLD


def say_way_out(untold: list[str], is_own_among: bool) -> list[str]:
    """Who does what, so that the definitions of these areas are known (their names); the own one last. Nothing where
    all are told."""
    others = untold[:-1] if is_own_among else untold
    said = [f"{say_choices(others, 'dan')}: {WAY_OUT}"] if others else []
    return [*said, _OF_OWN] if is_own_among else said


_OF_OWN = (
    "Angka dasbor ini sendiri diterbitkan rilis sebelumnya dan dihitung lain oleh rilis sekarang. Pengelolanya "
    "menjalankan python -m etl rebuild; hasilnya terbit sebagai versi baru dan dibandingkan."
)


def _say(d: Difference) -> str:
    name = language.lower_first(d.title)
    return f"{name}: {d.one} (yang lain {d.other})" if d.one or d.other else name
