"""The short citation of a figure, "KB-15-7F3A91": initials of the area, version, and the beginning of a hash, so long
that no other figure of the version begins alike.

It leads back to the figure in that version; it proves nothing, since anybody can write one: a signed proof does.
"""

from __future__ import annotations

import hashlib
import re

import numpy as np
import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import figures
from dasbor.query.ask import ask_anew
from etl.acuan import load_reference

LEAST = 6  # digits
_HASH = 16  # digits of the hash that are looked at
# what a telephone, a word processor or a PDF makes of a hyphen, and who types what was read aloud
_BETWEEN = r"[\s\-\u00ad\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]+"
# four digits: earlier releases wrote no more; what is shorter than ours may be the beginning of several figures
_WRITTEN = re.compile(rf"(\w{{1,8}}){_BETWEEN}([0-9]{{1,9}}){_BETWEEN}([0-9A-F]{{4,{_HASH}}})")
_KEY = ["indikator", "kode_wilayah", "periode", "kelompok_hitung"]


def make(p: Choice, indikator: str) -> str:
    """The citation of a figure of a choice; "" of a draft and of what is not known, which nobody can quote."""
    n = figures.read_figures(p).get(indikator)
    if p.version < 0 or n is None or n.pembilang is None:
        return ""
    named = (indikator, p.kode_wilayah, p.periode, p.kelompok_hitung)
    whole = _hash(p.version, named, (n.pembilang, n.penyebut))
    return write(find_initials(load_reference().city), p.version, whole[: count_digits(p, whole)])


def is_of(written: str, city: str, version: int, named: tuple[str, ...], amounts: tuple[float | None, ...]) -> bool:
    """Whether a citation, of any length and as `write` writes it, is that of a figure whose parts are given; named:
    indicator, code of the area, quarter, with or without KKMP; amounts: numerator and denominator."""
    parsed = parse(written)
    if parsed is None or write(*parsed) != written:
        return False
    initials, number, piece = parsed
    return (initials, number) == (find_initials(city), version) and _hash(version, named, amounts).startswith(piece)


def find_initials(city: str) -> str:
    """ "KB" of Kota Blitar."""
    return "".join(word[0] for word in city.split()).upper()


def parse(written: str) -> tuple[str, int, str] | None:
    """Initials, version and piece of what somebody typed; None = this is no citation."""
    found = _WRITTEN.fullmatch(written.strip().upper())
    return (found[1], int(found[2]), found[3]) if found else None


def write(initials: str, version: int, piece: str) -> str:
    """ "KB-15-7F3A91": the one way in which a citation is written and addressed, however it was typed."""
    return f"{initials}-{version}-{piece}"


def find(version: int, piece: str) -> pd.DataFrame:
    """indikator, kode_wilayah, periode, kelompok_hitung of the known figures of a version with that piece: one, or a
    few where the piece is shorter than this release writes it."""
    p = Choice(version)
    table = figures.drop_untold(p, ask_anew(p, "kutipan", versi=version, awal=piece))
    return table.loc[table["pembilang"].notna(), _KEY].drop_duplicates().reset_index(drop=True)


def count_digits(p: Choice, whole: str) -> int:
    """By so many digits a hash differs from those of all other figures, known or not, of its version."""
    own, known = np.uint64(int(whole, 16)), list_hashes(p.whole())
    before, after = np.searchsorted(known, own, "left"), np.searchsorted(known, own, "right")
    beside = [*known[:before][-1:].tolist(), *known[after:][:1].tolist()]
    return max([LEAST, *(_count_alike(int(own), other) + 1 for other in beside)])


def _count_alike(one: int, other: int) -> int:
    """How many digits two hashes have in common at their beginning."""
    return _HASH - ((one ^ other).bit_length() + 3) // 4


@keep.per_version(most=4)
def list_hashes(p: Choice) -> np.ndarray:
    """Of all figures, sorted: eight bytes a figure are kept."""
    rows = ask_anew(p, "kutipan", versi=p.version, awal="")["sidik"].tolist()
    return np.array([int(row, 16) for row in rows], dtype=np.uint64)


def _hash(version: int, named: tuple[str, ...], amounts: tuple[float | None, ...]) -> str:
    text = "|".join([str(version), *named, *map(_write_amount, amounts)])
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH].upper()


def _write_amount(x: float | None) -> str:
    """As a script and the statement write it too: "268", "12.5"."""
    return "" if x is None else str(int(x)) if x == int(x) else repr(float(x))
