"""Numbers of people in free text: KTP, telephone, e-mail, bank account. Found and masked; pure functions on one text.

A number stands in one or several groups of digits, however far apart. Dots and dashes bind groups together, blanks may
part two numbers.
Full-width digits, non-breaking and invisible blanks and line breaks count as what they look like. No other libraries.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

KTP, PHONE, EMAIL, ACCOUNT = "nomor KTP", "nomor telepon", "alamat email", "nomor rekening"
# No heading, choice or area is spelled like these: a masked cell cannot be taken for one.
TOKEN = {
    KTP: "[KTP disamarkan]",
    PHONE: "[telepon disamarkan]",
    EMAIL: "[email disamarkan]",
    ACCOUNT: "[rekening disamarkan]",
}
TYPED = ("oleh", "alasan", "keterangan", "nama_berkas")

_BLANK = r"\s_\u200b-\u200f\u2060\ufeff\u00ad"
_BETWEEN = rf"[{_BLANK}.\-‐-―−－﹣⁃．·•()（）\[\]]"
_RUN = re.compile(rf"\d(?:{_BETWEEN}*+\d){{5,}}")  # possessive: a text of blanks takes no time
_CUT = re.compile(rf"[{_BLANK}]")
_DIGITS = re.compile(r"\d+")
_LONGEST = 17  # digits of a number, one for a slip
_BLANKS = re.compile(rf"[{_BLANK}]{{2,}}")
_SLASHED = re.compile(  # 0812/3456/7890, but for SK 0812/3456/2024
    rf"(?<![\d/])[+＋]?(?:62|0)8[1-9]\d?[{_BLANK}]*+/[{_BLANK}]*+\d{{3,4}}[{_BLANK}]*+/[{_BLANK}]*+(\d{{3,5}})(?![\d/])"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_EMAIL = re.compile(r"[\w.+%-]{1,64}[@＠](?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}")
_SHORTENED = re.compile(r"(?<!\d)(\d)[.,](\d{11,15})[eE]\+?15(?!\d)")  # 3,57201150180000E+15
_WORTH_A_LOOK = re.compile(
    rf"\d(?:{_BETWEEN}*+\d){{8}}|{_SLASHED.pattern}|[@＠]|\d[eE]\+?15|(?:[Tt]e?lp|TE?LP|[Tt]el[ep]|TEL[EP]|[Ff]a[xk]|FA[XK])"
)

_RUPIAH_BEFORE = re.compile(r"(?:\brp|\bidr)\W{0,3}$", re.I)
_OTHER_NUMBER_BEFORE = re.compile(r"\b(?:nik|nib|npwp|nip|bh|nbh|badan hukum|induk koperasi)\W{0,12}(?:no\W*)?$", re.I)
_KTP_BEFORE = re.compile(r"ktp\W{0,6}$", re.I)
_PHONE_BEFORE = re.compile(r"(?:te?lp|tele?pon|telephone|phone|fax|faks|faksimile?)\W{0,6}$", re.I)
_MOBILE_BEFORE = re.compile(r"(?:\bhp|\bwa|whats?app|kontak|handphone|\bcp)\W{0,6}$", re.I)
_NEXT_PHONE = re.compile(r"(?:[\s/,;&]|dan|atau)*$", re.I)
# A name of a file or a sheet has _ for blanks: what begins or ends a word here.
_B, _E = r"(?<![^\W_])", r"(?![^\W_])"
_BANK = (
    rf"{_B}(?:bri|bca|bni|btn|bsi|btpn|bjb|bpr|bprs|bpd|mandiri|muamalat|danamon|cimb|ocbc|nisp|maybank|bukopin|seabank"
    r"|bank\s+(?!sampah)[^\W\d]+)"
)
_OWNER = rf"(?:{_B}a\s?[./]\s?n{_E}|{_B}an{_E}|{_B}atas\s+nama{_E})"
_ACCOUNT_WORD = rf"{_B}(?:no|nomor|norek|(?:no)?rek(?:ening)?){_E}"
_BANK_BEFORE = re.compile(rf"(?:{_BANK}|{_B}(?:no)?rek(?:ening)?{_E}|{_OWNER})\D{{0,30}}$", re.I)
# The name of an office stands between: Bank BRI Unit Sananwetan 2 nomor …
_OFFICE_BEFORE = re.compile(rf"{_BANK}(?:\D|(?<!\d)\d{{1,3}}(?!\d)){{0,70}}{_ACCOUNT_WORD}\W{{0,6}}$", re.I)
# These are also names of cooperatives, and one is a province: they stand right before the number.
_NAME_BEFORE = re.compile(
    rf"{_B}(?:mega|jago|permata|sinarmas|panin|jatim)(?:[\W_]|{_B}syariah{_E}|{_ACCOUNT_WORD}){{0,12}}$", re.I
)
_COOPERATIVE = re.compile(
    rf"{_B}(?:koperasi|kop|kop\w*ri|ksp|ksu|kud|kpri|kspps|bmt|kkmp|primkop\w*|dinas|prov\w*){_E}[^,;:\d]{{0,40}}$",
    re.I,
)
_OWNER_AFTER = re.compile(rf"\W{{0,4}}{_OWNER}", re.I)

_MOBILE = re.compile(r"08[1-9]\d{7,10}|620?8[1-9]\d{7,10}")
_ABROAD = re.compile(r"62\d{8,12}")  # behind a plus
_LANDLINE = re.compile(r"0(?:2[1-9]|[3-79]\d)\d{6,9}")
_MOBILE_WITHOUT_ZERO = re.compile(r"8[1-9]\d{8,10}")
_HOUR = r"(?:[01]?\d|2[0-4])[.][0-5]\d"
_TIMES = re.compile(rf"{_HOUR}(?:\s*[-–]\s*|\s+){_HOUR}(?!\d)")
_AROUND = re.compile(r"\s*([-./])\s*")
_DATE = re.compile(r"\d{1,2}([-./])\d{1,2}\1(?:(?:19|20)\d{2}|\d{2})(?!\1?\d)")
_DATE_TURNED = re.compile(r"(?:19|20)\d{2}([-./])\d{1,2}\1\d{1,2}(?!\d)")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_NUMBER_ALONE = re.compile(r"\W*(?:(?:no|nomor|nik|nib|npwp|bh)\b\W*)*[\d\s.\-/'’]+", re.I)
_PROVINCES = {
    *range(11, 20),
    21,
    *range(31, 37),
    *range(51, 54),
    *range(61, 66),
    *range(71, 77),
    81,
    82,
    *range(91, 98),
}
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Found(NamedTuple):
    """Where in a text a number of a person stands, and of which kind."""

    start: int
    end: int
    kind: str


def worth_a_look(text: str) -> bool:
    """False: surely nothing to mask. Cheap; for sheets with a million texts."""
    if text.isdecimal() and text.isascii() and len(text) != 16 and text[0] not in "068":
        return False  # a column of NIK koperasi
    return _WORTH_A_LOOK.search(text) is not None


def find(text: str) -> list[Found]:
    """Every number of a person in a text, from the left, not overlapping."""
    if not worth_a_look(text):
        return []
    found = [Found(*m.span(), EMAIL) for m in _EMAIL.finditer(text)]
    found += [Found(*m.span(), KTP) for m in _SHORTENED.finditer(text) if _has_birth_date(_ascii(m[1] + m[2]))]
    found += [Found(*m.span(), PHONE) for m in _SLASHED.finditer(text) if _is_slashed_phone(text, m)]
    taken = list(found)
    for run in _RUN.finditer(text):
        groups = [m.span() for m in _DIGITS.finditer(text, *run.span())]
        _search(text, [g for g in groups if not any(f.start < g[1] and g[0] < f.end for f in taken)], found)
    return sorted(found)


def mask(text: str, spared: Collection[str] = ()) -> str:
    """The text with a token in the place of every number of a person; the same text when there is none. `spared`:
    kinds of numbers that stay."""
    return _replace(text, [f for f in find(text) if f.kind not in spared])


def kinds(text: str) -> tuple[str, ...]:
    """Which kinds of numbers `mask` hides, each once."""
    return tuple(dict.fromkeys(f.kind for f in find(text)))


def without(text: str) -> str:
    """The text without numbers of people, masked or not: what two spellings of one name have in common."""
    bare = _replace(text, find(text), " ")
    for token in TOKEN.values() if "disamarkan]" in bare else ():
        bare = bare.replace(token, " ")
    return text if bare == text else " ".join(bare.split())


def mask_record(record: dict[str, Any]) -> dict[str, Any]:
    """A record of a publication with what people typed masked: who, why, the name of the file."""
    return {k: mask(v) if k in TYPED and isinstance(v, str) else v for k, v in record.items()}


def shown_names(names: Iterable[str]) -> dict[str, str]:
    """{name of a sheet: name to show}, masked and still distinct, in the order of the workbook."""
    names = list(names)
    shown = {name: name for name in names if not find(name)}
    taken = {name.casefold().strip() for name in shown}
    for name in names:
        if name in shown:
            continue
        first = candidate = mask(name)
        number = 2
        while candidate.casefold().strip() in taken:
            candidate, number = f"{first} ({number})", number + 1
        taken.add(candidate.casefold().strip())
        shown[name] = candidate
    return shown


def mask_number(number: float, telephone: bool) -> str:
    """The token for a number typed as a real number, or "" when it is nobody's.

    Excel keeps 15 digits, so that a KTP number ends in 0; its birth date is still there. `telephone`: the column
    holds texts, so that 81234567890 is a telephone number that lost its zero and not an amount.
    """
    if not 1e9 <= number < 1e16 or number != int(number):
        return ""
    digits = str(int(number))
    if is_ktp(digits):
        return TOKEN[KTP]
    is_phone = telephone and (_MOBILE_WITHOUT_ZERO.fullmatch(digits) or _MOBILE.fullmatch(digits))
    return TOKEN[PHONE] if is_phone else ""


def is_bare_mobile(text: str) -> bool:
    """A text of nothing but a mobile number without its zero: in a column of texts it is no amount."""
    return _MOBILE_WITHOUT_ZERO.fullmatch(_ascii(re.sub(_BETWEEN, "", text))) is not None


def is_number_alone(text: str) -> bool:
    """Nothing but one number, as a column for numbers of documents holds it: NIK, badan hukum, NIB, NPWP."""
    return _NUMBER_ALONE.fullmatch(text) is not None


def is_ktp(digits: str) -> bool:
    """16 digits with a date of birth (women: day + 40) at places 7-12, whatever the province."""
    return len(digits) == 16 and _has_birth_date(digits)


def _has_birth_date(digits: str) -> bool:
    day, month = int(digits[6:8]) % 40, int(digits[8:10])
    return int(digits[6:8]) <= 71 and 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def _ascii(digits: str) -> str:
    return "".join(str(int(c)) if c.isdecimal() else c for c in digits)


def _replace(text: str, found: list[Found], by: str | None = None) -> str:
    parts, at = [], 0
    for f in found:
        parts += [text[at : f.start], TOKEN[f.kind] if by is None else by]
        at = f.end
    return "".join([*parts, text[at:]])


def _collapse(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _before(text: str, start: int) -> str:
    """What stands before a number, however wide the gap."""
    return _collapse(text[max(0, start - 300) : start])[-90:]


def _search(text: str, groups: list[tuple[int, int]], found: list[Found]) -> None:
    """Add the numbers of people in groups of digits that stand close to one another; the longest reading first."""
    first = 0
    while first < len(groups):
        start, after_a_cut = groups[first][0], _is_cut(text, groups, first)
        for last in range(min(len(groups), first + 16) - 1 if after_a_cut else first, first - 1, -1):
            end = groups[last][1]
            # Dots and dashes bind: a number does not end in the middle of such a group, but for one in one piece.
            if sum(b - a for a, b in groups[first : last + 1]) > _LONGEST or (
                last > first and not _is_cut(text, groups, last + 1)
            ):
                continue
            kind = _kind(text, start, end, found)
            if kind:
                found.append(Found(_with_sign(text, start, end), end, kind))
                first = last
                break
        first += 1


def _is_cut(text: str, groups: list[tuple[int, int]], before: int) -> bool:
    """Whether a blank parts a group from the one before it."""
    return not 0 < before < len(groups) or bool(_CUT.search(text, groups[before - 1][1], groups[before][0]))


def _with_sign(text: str, start: int, end: int) -> int:
    """The start with the plus or the bracket that belongs to the number."""
    while start and text[start - 1] in "+＋":
        start -= 1
    opening = start > 0 and text[start - 1] in "(（[" and re.search(r"[)）\]]", text[start:end])
    return start - 1 if opening else start


def _kind(text: str, start: int, end: int, earlier: list[Found]) -> str:
    """What a whole number is, or ""."""
    written, before = _collapse(text[start:end]), _before(text, start)
    groups = _DIGITS.findall(written)
    digits = _ascii("".join(groups))
    if not 6 <= len(digits) <= _LONGEST or _RUPIAH_BEFORE.search(before) or _is_amounts_or_dates(written):
        return ""
    if _is_ktp_in_groups(digits, groups) or (len(digits) >= 12 and _KTP_BEFORE.search(before)):
        return KTP
    if _is_account(digits, written, before, text[end : end + 20]):
        return ACCOUNT
    follows = bool(earlier) and earlier[-1].kind == PHONE and _NEXT_PHONE.fullmatch(text[earlier[-1].end : start])
    return PHONE if _is_phone(digits, written, before, bool(follows)) else ""


def _is_amounts_or_dates(written: str) -> bool:
    if all(_THOUSANDS.fullmatch(part) for part in written.split()):
        return True
    spellings = (written, _AROUND.sub(r"\1", written))  # 08 - 12 - 2024
    return any(pattern.match(spelling) for pattern in (_DATE, _DATE_TURNED, _TIMES) for spelling in spellings)


def _is_ktp_in_groups(digits: str, groups: list[str]) -> bool:
    """01 02 03 04 05 06 07 08 is a list: in many groups only a known province makes a KTP number."""
    return is_ktp(digits) and (len(groups) <= 5 or int(digits[:2]) in _PROVINCES)


def _is_slashed_phone(text: str, m: re.Match[str]) -> bool:
    before = _before(text, m.start())
    return not _YEAR.fullmatch(m[1]) or bool(_MOBILE_BEFORE.search(before) or _PHONE_BEFORE.search(before))


def _is_account(digits: str, written: str, before: str, after: str) -> bool:
    years = all(re.fullmatch(r"(?:19|20)\d\d", g) for g in _DIGITS.findall(written))
    if not 10 <= len(digits) <= 16 or years or _OTHER_NUMBER_BEFORE.search(before):
        return False
    if _MOBILE.fullmatch(digits) and (_MOBILE_BEFORE.search(before) or _PHONE_BEFORE.search(before)):
        return False
    if _BANK_BEFORE.search(before) or _OFFICE_BEFORE.search(before) or _OWNER_AFTER.match(after):
        return True
    named = _NAME_BEFORE.search(before)
    return named is not None and not _COOPERATIVE.search(before[: named.start()])


def _is_phone(digits: str, written: str, before: str, follows: bool) -> bool:
    """Mobile numbers, +62 …, landlines with their area code; short ones only behind "Telp." or another number."""
    if _MOBILE.fullmatch(digits) or (before.endswith(("+", "＋")) and _ABROAD.fullmatch(digits)):
        return True
    groups = _DIGITS.findall(written)
    area = len(groups[0]) in (3, 4)
    if _LANDLINE.fullmatch(digits) and (area or (len(digits) >= 10 and len(groups) <= 4)):
        return True
    if _MOBILE_BEFORE.search(before) and _MOBILE_WITHOUT_ZERO.fullmatch(digits):
        return True
    return len(digits) <= 13 and bool(_PHONE_BEFORE.search(before)) or (follows and len(digits) <= 8)
