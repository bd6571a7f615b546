"""What the smallest areas are called here: texts say "kelurahan"; a kabupaten reads "desa/kelurahan"."""

from __future__ import annotations

import re

from etl.acuan import load_reference

DEFAULT_TERM = "kelurahan"
_CITY_WORD = re.compile(r"\bkota\b")  # "Kota Blitar" is a name and begins with a capital
# The word for the level, not a part of a name: neither "Kelurahan Turi" nor "Koperasi Kelurahan Merah Putih".
_AREA_WORD = re.compile(r"(?<!desa/)(?<!Desa/)(?<!/ )\b([Kk])elurahan\b(?!\s*[A-Z(“]|/)")


def read_area_term() -> str:
    """The word of this installation's settings: wilayah.satuan."""
    return load_reference().settings["wilayah"].get("satuan", DEFAULT_TERM)


def say_terms(teks: str) -> str:
    """A text with the words for the smallest areas and for the whole that this installation uses."""
    kata, tingkat = read_area_term(), load_reference().settings["wilayah"]["tingkat"]
    if tingkat != "kota":
        teks = _CITY_WORD.sub(tingkat, teks)
    if kata == DEFAULT_TERM:
        return teks
    besar = "/".join(k.capitalize() for k in kata.split("/"))
    return _AREA_WORD.sub(lambda m: besar if m[1] == "K" else kata, teks)


def find_area_type(kode: str) -> str:
    """ "Kelurahan" or "Desa": the kind of an area of the smallest level; "Kelurahan" when it is not known."""
    kel = load_reference().kelurahan
    ada = kel.loc[kel["kode_kelurahan"] == kode, "tingkat"]
    return str(ada.iloc[0] if len(ada) else DEFAULT_TERM).capitalize()
