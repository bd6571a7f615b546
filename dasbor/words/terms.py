"""What the smallest areas are called here: texts say "kelurahan"; a kabupaten reads "desa/kelurahan"."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from types import MappingProxyType

from dasbor import keep
from etl.acuan import load_reference, reference_state

DEFAULT_TERM = "kelurahan"
# "Kota Blitar" is a name and begins with a capital; "kabupaten/kota" is what a province calls its areas, already said
_CITY_WORD = re.compile(r"(?<!kabupaten/)\bkota\b")
# The word for the level, not a part of a name: neither "Kelurahan Turi" nor "Koperasi Kelurahan Merah Putih".
_AREA_WORD = re.compile(r"(?<!desa/)(?<!Desa/)(?<!/ )\b([Kk])elurahan\b(?!\s*[A-Z(“]|/)")


def read_area_term() -> str:
    """The word of this installation's settings: wilayah.satuan."""
    return str(load_reference().settings["wilayah"].get("satuan", DEFAULT_TERM))


def say_terms(text: str) -> str:
    """A text with the words for the smallest areas and for the whole that this installation uses."""
    settings = load_reference().settings["wilayah"]
    word, level = settings.get("satuan", DEFAULT_TERM), settings["tingkat"]
    if level != "kota":
        text = _CITY_WORD.sub(level, text)
    if word == DEFAULT_TERM:
        return text
    large = "/".join(k.capitalize() for k in word.split("/"))
    return _AREA_WORD.sub(lambda m: large if m[1] == "K" else word, text)


def find_area_type(code: str) -> str:
    """ "Kelurahan" or "Desa": the kind of an area of the smallest level; "Kelurahan" when it is not known."""
    return str(_read_kinds(reference_state()).get(code, DEFAULT_TERM)).capitalize()


@keep.pure(most=4)
def _read_kinds(_state: Hashable) -> Mapping[str, str]:
    """{code: level} of the smallest areas, of one that stands there twice the first. Read-only: handed out as it is."""
    kel = load_reference().kelurahan
    pairs = list(zip(kel["kode_kelurahan"].tolist(), kel["tingkat"].tolist(), strict=True))
    return MappingProxyType(dict(reversed(pairs)))


def name_area(code: str, name: str) -> str:
    """ "Kelurahan Turi"; of the areas of a province, whose names say their level, the name."""
    kind = find_area_type(code)
    return name if name.startswith(f"{kind} ") else f"{kind} {name}"
