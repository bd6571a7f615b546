"""Where numbers of people and dates of birth stand in a text, and of which kind.

A number stands in one or several groups of digits, however far apart. Dots and dashes bind groups together, blanks may
part two numbers.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from etl.personal.alike import find_addresses, find_spoken, is_surely_of_a_person, may_hold_any, read_digits
from etl.personal.births import find_births, may_hold_birth
from etl.personal.what import (
    BETWEEN,
    BIRTH,
    BLANK,
    DIGITS,
    EMAIL,
    KTP,
    LONGEST,
    PHONE,
    collapse,
    has_birth_date,
    is_slashed_phone,
    is_whole_mobile,
    name_kind,
    read_before,
    to_ascii,
)

_RUN = re.compile(rf"\d(?:{BETWEEN}*+\d){{5,}}")  # possessive: a text of blanks takes no time
_CUT = re.compile(rf"[{BLANK}]")
_SLASHED = re.compile(  # 0812/3456/7890, but for SK 0812/3456/2024
    rf"(?<![\d/])[+＋]?(?:(?:00)?62|0)8[1-9]\d?[{BLANK}]*+/[{BLANK}]*+\d{{3,4}}[{BLANK}]*+/[{BLANK}]*+(\d{{3,5}})(?![\d/])"
)
_EMAIL = re.compile(r"[\w.+%-]{1,64}[@＠](?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}")
_SHORTENED = re.compile(r"(?<!\d)(\d)[.,](\d{11,15})[eE]\+?15(?!\d)")  # 3,57201150180000E+15
_WORTH_A_LOOK = re.compile(
    rf"\d(?:{BETWEEN}*+\d){{8}}|{_SLASHED.pattern}|[@＠]|\d[eE]\+?15|(?:[Tt]e?lp|TE?LP|[Tt]el[ep]|TEL[EP]|[Ff]a[xk]|FA[XK])"
)
_NEXT_PHONE = re.compile(r"(?:[\s/,;&]|dan|atau)*$", re.I)
# hp. 0812 3456 78 25 / 26: the last digits of a second number
_LAST_DIGITS = re.compile(
    rf"(?:[{BLANK}]{{0,3}}/[{BLANK}]{{0,3}}(?!(?:19|20)\d\d(?!\d))\d{{1,4}}(?!\d|[.,]\d)){{1,4}}"
    rf"(?![{BLANK}]{{0,3}}(?:/[{BLANK}]{{0,3}}\d|%|(?:orang|org|anggota|unit|kali|jam|hari)\b))",
    re.I,
)


class Found(NamedTuple):
    """Where in a text a number of a person stands, and of which kind."""

    start: int
    end: int
    kind: str


def worth_a_look(text: str) -> bool:
    """False: surely nothing to mask. Cheap; for sheets with a million texts."""
    if text.isdecimal() and text.isascii() and len(text) != 16 and text[0] not in "068":
        return False  # a column of NIK koperasi
    return _WORTH_A_LOOK.search(text) is not None or may_hold_any(text) or may_hold_birth(text)


def find(text: str) -> list[Found]:
    """Every number of a person in a text, from the left, not overlapping."""
    if not worth_a_look(text):
        return []
    found = [Found(*span, EMAIL) for span in find_addresses(text)]
    found += [f for m in _EMAIL.finditer(text) if not _overlaps(f := Found(*m.span(), EMAIL), found)]
    found += [Found(*m.span(), KTP) for m in _SHORTENED.finditer(text) if has_birth_date(to_ascii(m[1] + m[2]))]
    found += [Found(*m.span(), PHONE) for m in _SLASHED.finditer(text) if is_slashed_phone(text, m)]
    found += [Found(*span, PHONE) for span in find_spoken(text)]
    read = read_digits(text)
    found += [f for span in find_births(to_ascii(read)) if not _overlaps(f := Found(*span, BIRTH), found)]
    if read != text:
        found += [
            f for f in _search_all(read, found) if is_surely_of_a_person(text[f.start : f.end], read[f.start : f.end])
        ]
    return [_with_last_digits(text, f) for f in sorted([*found, *_search_all(text, found)])]


def _overlaps(one: tuple[int, int] | Found, others: list[Found]) -> bool:
    return any(f.start < one[1] and one[0] < f.end for f in others)


def _search_all(text: str, taken: list[Found]) -> list[Found]:
    """The numbers of people where nothing was found yet."""
    found = list(taken)
    for run in _RUN.finditer(text):
        groups = [m.span() for m in DIGITS.finditer(text, *run.span())]
        _search(text, [g for g in groups if not _overlaps(g, taken)], found)
    return found[len(taken) :]


def _search(text: str, groups: list[tuple[int, int]], found: list[Found]) -> None:
    """Add the numbers of people in groups of digits that stand close to one another; the longest reading first."""
    first = 0
    while first < len(groups):
        start, after_a_cut = groups[first][0], _is_cut(text, groups, first)
        for last in range(min(len(groups), first + 16) - 1 if after_a_cut else first, first - 1, -1):
            end = groups[last][1]
            # Dots and dashes bind: a number does not end in the middle of such a group, but for one in one piece.
            if sum(b - a for a, b in groups[first : last + 1]) > LONGEST or (
                last > first and not _is_cut(text, groups, last + 1)
            ):
                continue
            kind = _kind(text, start, end, found)
            if kind and not (kind == PHONE and _begins_later(text, groups, first, last)):
                found.append(Found(_with_sign(text, start, end), end, kind))
                first = last
                break
        first += 1


def _begins_later(text: str, groups: list[tuple[int, int]], first: int, last: int) -> bool:
    """A mobile number begins in the midst of what else could be one, and goes as far or farther: RT 04 0812 3456 7890,
    of which the end would stay."""
    if is_whole_mobile(_join(text, groups[first : last + 1])):
        return False
    return any(
        is_whole_mobile(_join(text, groups[start : end + 1]))
        for start in range(first + 1, last + 1)
        for end in range(last, min(len(groups), start + 16))
        if _is_cut(text, groups, end + 1) and _is_cut(text, groups, start)
    )


def _join(text: str, groups: list[tuple[int, int]]) -> str:
    return to_ascii("".join(text[a:b] for a, b in groups))


def _is_cut(text: str, groups: list[tuple[int, int]], before: int) -> bool:
    """Whether a blank parts a group from the one before it."""
    return not 0 < before < len(groups) or bool(_CUT.search(text, groups[before - 1][1], groups[before][0]))


def _with_sign(text: str, start: int, end: int) -> int:
    """The start with the plus or the bracket that belongs to the number."""
    while start and text[start - 1] in "+＋":
        start -= 1
    opening = start > 0 and text[start - 1] in "(（[" and re.search(r"[)）\]]", text[start:end])
    return start - 1 if opening else start


def _with_last_digits(text: str, f: Found) -> Found:
    further = _LAST_DIGITS.match(text, f.end) if f.kind == PHONE else None
    return f._replace(end=further.end()) if further else f


def _kind(text: str, start: int, end: int, earlier: list[Found]) -> str:
    """What a whole number is, or ""."""
    follows = bool(earlier) and earlier[-1].kind == PHONE and _NEXT_PHONE.fullmatch(text[earlier[-1].end : start])
    return name_kind(collapse(text[start:end]), read_before(text, start), text[end : end + 20], bool(follows))
