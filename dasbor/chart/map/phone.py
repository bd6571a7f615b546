"""Words in the tiles of a map on a phone: names broken until they fit, in letters that can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from dasbor.chart import text, theme
from dasbor.chart.chart import Trace
from dasbor.chart.still.ink import letters
from dasbor.words import language

SIZE = 11  # px; smaller letters are not read
_NARROWEST = 288.0  # px across of a map on the narrowest screen
_SYLLABLE = re.compile(r"(?:ng|ny|[bcdfghjklmnpqrstvwxyz])[aeiou]", re.I)


def draw_text(areas: Sequence[Any], written: Sequence[str], colour: Sequence[str]) -> Trace:
    """The words in the tiles of a phone: a bar would shrink long ones until nobody can read them."""
    return theme.make_points(
        x=[b.ubin_kolom for b in areas],
        y=[b.ubin_baris for b in areas],
        mode="text",
        hoverinfo="skip",
        showlegend=False,
        text=[theme.mark_narrow_only(t) for t in written],
        textfont={"color": colour, "size": SIZE},
    )


def measure_room(columns: Sequence[float], side: float) -> float:
    """Pixels across a tile on the narrowest screen, with half of the gap to its neighbours. side: of a tile, as a share
    of its cell."""
    count = max(columns) - min(columns) + 1 if columns else 1
    return _NARROWEST / count * (1 + side) / 2


def break_name(b: Any, room: float) -> Markup:
    """A name as a phone has room for it, on one line or two: broken as in "Kepanjen|kidul" of the drawn tile map, at a
    blank, between two syllables; what is longer still ends with dots."""
    if len(b.nama) < 11 and _fits(b.nama, room):
        return text.join_lines(b.nama)
    label = str(b.ubin_label) if language.is_known(b.ubin_label) else ""
    matching = label.replace("|", "").lower() == b.nama.replace(" ", "").lower()
    lines = (label if matching else b.nama.replace(" ", "|", 1)).split("|")
    lines = _split_syllables(b.nama) if lines == [b.nama] and not _fits(b.nama, room) else lines
    return text.join_lines(*(letters.shorten(line, SIZE, room) for line in lines))


def _fits(words: str, room: float) -> bool:
    return letters.measure(words, SIZE, False) <= room


def _split_syllables(name: str) -> list[str]:
    """ "Sananwetan" -> "Sanan-", "wetan": before a consonant with its vowel, as near to the middle as there is one."""
    places = [m.start() for m in _SYLLABLE.finditer(name) if m.start() > 1]
    if not places:
        return [name]
    at = min(places, key=lambda place: abs(2 * place - len(name)))
    return [f"{name[:at]}-", name[at:]]
