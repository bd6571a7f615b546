"""What a cooperative is called whose name is withheld ("Koperasi 12 di Turi"): its order, its kelurahan said once."""

from __future__ import annotations

import re

from etl.acuan import put_in_brackets

_STAND_IN = re.compile(r"Koperasi (\d+) di (.+)", re.DOTALL)


def make_stand_in(number: int, kelurahan: str) -> str:
    return f"Koperasi {number} di {kelurahan}"


def find_order(name: object) -> str:
    """What names are put in order by, as rules.name_order does: 2 before 10; other names as they are."""
    found = _STAND_IN.fullmatch(str(name))
    return f"Koperasi {found[1]:0>9} di {found[2]}" if found else str(name)


def add_area(name: str, kelurahan: object) -> str:
    """ "KSP Maju (Turi)"; where the name says the kelurahan the name alone."""
    return name if _says(name, kelurahan) else f"{name} ({put_in_brackets(str(kelurahan))})"


def join_area(name: object, kelurahan: object, words: str) -> str:
    """ "Turi · Tidak aktif", what is said beside a name; without the kelurahan where the name says it."""
    return words if _says(str(name), kelurahan) else f"{kelurahan} · {words}"


def _says(name: str, kelurahan: object) -> bool:
    """Its name alone, or with its kecamatan in brackets, as lists write a name that several kelurahan have."""
    found = _STAND_IN.fullmatch(name)
    return found is not None and str(kelurahan).partition(" (")[0] == found[2].partition(" (")[0]
