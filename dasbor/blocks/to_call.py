"""Whom to call first, in words: the areas behind the target, then the targets of visits in the order of Prioritas."""

from __future__ import annotations

from typing import Any, NamedTuple

from dasbor.answers import whom
from dasbor.choice import Choice
from dasbor.query import areas
from dasbor.query.whom import behind
from dasbor.ui import reader
from dasbor.words import language, terms
from dasbor.words.columns import list_rows
from etl.acuan import load_reference

FULL_LIST = "Daftar lengkap di Prioritas"


class ToCall(NamedTuple):
    """Who, why, and the address of what is known of them ("" = none)."""

    name: str
    why: str
    address: str


# ── areas ────────────────────────────────────────────────────────────────────────────


def list_areas(p: Choice, most: int) -> list[ToCall]:
    """Those that lack most; each leads to its profile, a kecamatan to the same page for it."""
    return [_make_area(p, b) for b in list_rows(behind.list_behind(p).head(most))]


def _make_area(p: Choice, b: Any) -> ToCall:
    if areas.find_level(p) == areas.KECAMATAN_LEVEL:
        return ToCall(f"Kecamatan {b.nama}", whom.say_lacking(p, b), reader.make_link(kecamatan=b.kode_wilayah))
    address = reader.make_link("kelurahan", kelurahan=b.kode_wilayah)
    if load_reference().is_province:
        address = reader.make_link("antarpemda", wilayah=b.kode_wilayah)
    return ToCall(terms.name_area(b.kode_wilayah, b.nama), whom.say_lacking(p, b), address)


# ── targets of visits ────────────────────────────────────────────────────────────────


def link_record(koperasi_id: object) -> str:
    """A group has no record."""
    return reader.make_link("koperasi", id=str(koperasi_id)) if language.is_known(koperasi_id) else ""
