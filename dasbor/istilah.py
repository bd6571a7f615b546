"""What the smallest areas are called here: texts say "kelurahan"; a kabupaten reads "desa/kelurahan"."""

from __future__ import annotations

import re

from etl.acuan import load_acuan

BAKU = "kelurahan"
# The word for the level, not a part of a name: neither "Kelurahan Turi" nor "Koperasi Kelurahan Merah Putih".
_KATA = re.compile(r"(?<!desa/)(?<!Desa/)(?<!/ )\b([Kk])elurahan\b(?!\s*[A-Z(“]|/)")


def satuan() -> str:
    """The word of this installation's settings: wilayah.satuan."""
    return load_acuan().pengaturan["wilayah"].get("satuan", BAKU)


def sebut(teks: str) -> str:
    """A text with the word for the smallest areas that this installation uses."""
    kata = satuan()
    if kata == BAKU:
        return teks
    besar = "/".join(k.capitalize() for k in kata.split("/"))
    return _KATA.sub(lambda m: besar if m[1] == "K" else kata, teks)


def jenis(kode: str) -> str:
    """ "Kelurahan" or "Desa": the kind of an area of the smallest level; "Kelurahan" when it is not known."""
    kel = load_acuan().kelurahan
    ada = kel.loc[kel["kode_kelurahan"] == kode, "tingkat"]
    return str(ada.iloc[0] if len(ada) else BAKU).capitalize()
