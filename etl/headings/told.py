"""Headings that staff gave a meaning to (Kamus dinas): by kind of sheet, taken where nothing else is known."""

from __future__ import annotations

from collections.abc import Iterator

from etl.headings.header_parts import Header
from etl.headings.meanings import is_common, list_keys, make_key
from etl.model import Vocabulary
from etl.skema import SHEET_KINDS


def make_heading_key(heading: str) -> str:
    """What a heading is remembered by: its whole path, without case, punctuation and abbreviations; "" = no words."""
    return make_key(heading)


def find_told(vocabulary: Vocabulary, kind: str, heading: str) -> str:
    """The column that staff said a heading means in a kind of sheet, IGNORED, or "" where nobody said anything."""
    return vocabulary.headings.get(kind, {}).get(find_told_key(vocabulary, kind, heading), "")


def find_told_key(vocabulary: Vocabulary, kind: str, heading: str) -> str:
    """The key under which staff said what a heading means: its own, one without notes and units, or without the groups
    above it; "" where nobody said anything."""
    known = vocabulary.headings.get(kind)
    if not known:
        return ""
    path = heading.split(" → ")
    for begin in range(len(path)):
        for key in list_keys(" ".join(path[begin:])):
            if key in known and (begin == 0 or not is_common(key)):
                return key
    return ""


def take_told(k: Header, vocabulary: Vocabulary) -> int:
    """Take the unknown headings of a header that staff gave a meaning to; how many of them are typical of its kind.

    A column that another heading names already stays with that one: this heading is asked again. The same heading
    twice is a doubled column.
    """
    sheet, typical = SHEET_KINDS[k.kind], 0
    for j in list(k.other_headings) if vocabulary.headings.get(k.kind) else ():
        name = find_told(vocabulary, k.kind, j.as_written)
        if name not in sheet:  # IGNORED, or not told
            continue
        if name not in k.columns:
            k.columns[name] = j
            typical += name in sheet.telling_columns
        elif make_heading_key(k.columns[name].as_written) == make_heading_key(j.as_written):
            k.doubled.append((name, k.columns[name], j))
        else:
            continue
        k.other_headings.remove(j)
    return typical


def list_told(k: Header, vocabulary: Vocabulary) -> Iterator[str]:
    """The columns of a header that are known by what staff said."""
    for name, j in k.columns.items() if vocabulary.headings.get(k.kind) else ():
        if find_told(vocabulary, k.kind, j.as_written) == name:
            yield name
