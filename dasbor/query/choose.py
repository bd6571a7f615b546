"""A choice that is understood against what is published: which version, quarter and area are meant, or why none is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dasbor import keep
from dasbor.choice import WITH_KKMP, Choice, WrongChoice
from dasbor.query import published
from dasbor.query.source import area_terms
from dasbor.words import language
from etl.acuan import make_labels
from etl.store.versions import Store


def find_version(number: int, newest: int, written: str = "") -> int:
    """The version of a number, which can be opened. Raises WrongChoice; `written`: as the reader typed it."""
    if not Store().may_be_shown(number):
        raise WrongChoice(
            "versi", f"Versi “{(written or str(number))[:20]}” tidak ada. Versi terkini adalah versi {newest}."
        )
    if not Store().is_whole(number):
        raise WrongChoice("versi", f"Berkas versi {number} rusak, jadi belum dapat dibuka. Versi {newest} utuh.")
    return number


@keep.per_version(most=500)
def choose(p: Choice, periode: str | None = None, code: str | None = None, group: str = WITH_KKMP) -> Choice:
    """The choice of a version that holds quarters: the latest quarter and the whole city unless others are named.
    Raises WrongChoice("triwulan" | "wilayah", or the level of an
    area that is none in that quarter)."""
    known = published.index_areas(p.whole())
    code = code or _find_city(known)
    if code not in known:
        raise WrongChoice("wilayah", f"Wilayah dengan kode “{code[:20]}” tidak dikenal.")
    p, level = replace(p.whole(), periode=_find_quarter(periode, p)), str(known[code].tingkat)
    area_rows = published.list_areas(p)
    names = dict(zip(area_rows["kode"].tolist(), area_rows["nama"].tolist(), strict=True))
    if code not in names:
        raise WrongChoice(level if level == "kecamatan" else "kelurahan", _say_absent(p, code))
    name = (names | make_labels(area_rows))[code]
    label = name if name.lower().startswith(level) else f"{level.capitalize()} {name}"
    return replace(p, kode_wilayah=code, area_name=label, level=level, kelompok_hitung=group)


def _say_absent(p: Choice, code: str) -> str:
    """The area was made later than the quarter, or is no more by then."""
    name = published.index_areas(p.whole())[code].nama
    changes = area_terms.list_changes(p, code)
    history = "; ".join(f"{language.format_quarter(c.periode)}: {c.said}" for c in changes)
    told = f" {language.capitalise(history)}." if history else ""
    return f"{name} bukan wilayah pada {language.format_quarter(p.periode)}.{told}"


def _find_quarter(written: str | None, p: Choice) -> str:
    known = published.list_periods(p)
    if written is None:
        return known[-1]
    if written in known:
        return written
    raise WrongChoice(
        "triwulan",
        f"Triwulan “{written[:20]}” belum diterbitkan. Yang ada: {language.format_quarter(known[0])} "
        f"sampai {language.format_quarter(known[-1])}.",
    )


def _find_city(areas: Mapping[str, Any]) -> str:
    return next(code for code, b in areas.items() if not language.is_known(b.induk))
