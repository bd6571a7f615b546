"""How the bytes of a text file are written: by their mark, else by what they show."""

from __future__ import annotations

import codecs

_LOOKED_AT = 4096
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Of UTF-16 in Latin letters nearly every other byte is nought, and nearly none of those between.
_MOST, _FEW = 0.7, 0.05


def find_encoding(data: bytes) -> str:
    """ "utf-8-sig" or "utf-16" by the mark, "utf-16-le" or "utf-16-be" by their noughts, "" where nothing tells."""
    if marked := next((name for mark, name in _MARKS if data.startswith(mark)), ""):
        return marked
    start = data[:_LOOKED_AT]
    pairs = len(start) // 2
    even, odd = (start[i : 2 * pairs : 2].count(0) for i in (0, 1))
    if odd >= _MOST * pairs and even <= _FEW * pairs and pairs:
        return "utf-16-le"
    return "utf-16-be" if even >= _MOST * pairs and odd <= _FEW * pairs and pairs else ""
