"""What the smallest areas are called here: texts say "kelurahan"; a kabupaten reads "desa/kelurahan"."""

from __future__ import annotations

import re

from etl.acuan import load_acuan

BAKU = "kelurahan"
_KOTA = re.compile(r"\bkota\b")  # "Kota Blitar" is a name and begins with a capital
# The word for the level, not a part of a name: neither "Kelurahan Turi" nor "Koperasi Kelurahan Merah Putih".
_KATA = re.compile(r"(?<!desa/)(?<!Desa/)(?<!/ )\b([Kk])elurahan\b(?!\s*[A-Z(“]|/)")


def satuan() -> str:
    """The word of this installation's settings: wilayah.satuan."""
    return load_acuan().pengaturan["wilayah"].get("satuan", BAKU)


def sebut(teks: str) -> str:
    """A text with the words for the smallest areas and for the whole that this installation uses."""
    kata, tingkat = satuan(), load_acuan().pengaturan["wilayah"]["tingkat"]
    if tingkat != "kota":
        teks = _KOTA.sub(tingkat, teks)
    if kata == BAKU:
        return teks
    besar = "/".join(k.capitalize() for k in kata.split("/"))
    return _KATA.sub(lambda m: besar if m[1] == "K" else kata, teks)


def jenis(kode: str) -> str:
    """ "Kelurahan" or "Desa": the kind of an area of the smallest level; "Kelurahan" when it is not known."""
    kel = load_acuan().kelurahan
    ada = kel.loc[kel["kode_kelurahan"] == kode, "tingkat"]
    return str(ada.iloc[0] if len(ada) else BAKU).capitalize()
