"""Numbers of people masked: in texts, records, names of sheets, and in numbers typed as numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from etl.personal.find import Found, find
from etl.personal.what import ACCOUNT, BIRTH, EMAIL, KTP, PHONE, is_ktp, is_mobile_number

# No heading, choice or area is spelled like these: a masked cell cannot be taken for one.
TOKEN = {
    KTP: "[KTP disamarkan]",
    PHONE: "[telepon disamarkan]",
    EMAIL: "[email disamarkan]",
    ACCOUNT: "[rekening disamarkan]",
    BIRTH: "[tanggal lahir disamarkan]",
}
TYPED = ("oleh", "alasan", "keterangan", "nama_berkas")
_NUMBER_ALONE = re.compile(r"\W*(?:(?:no|nomor|nik|nib|npwp|bh)\b\W*)*[\d\s.\-/'’]+", re.I)

_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")


def mask(text: str, spared: Collection[str] = ()) -> str:
    """The text with a token in the place of every number of a person; the same text when there is none. `spared`:
    kinds of numbers that stay."""
    return _replace(text, [f for f in find(text) if f.kind not in spared])


def kinds(text: str) -> tuple[str, ...]:
    """Which kinds of numbers `mask` hides, each once."""
    return tuple(dict.fromkeys(f.kind for f in find(text)))


def without(text: str) -> str:
    """The text without numbers of people, masked or not: what two spellings of one name have in common."""
    bare = drop_tokens(_replace(text, find(text), " "))
    return text if bare == text else " ".join(_EMPTY_BRACKETS.sub(" ", bare).split())


def drop_tokens(text: str) -> str:
    """The text without what stands for numbers that were masked. Cheap."""
    for token in TOKEN.values() if "disamarkan]" in text else ():
        text = text.replace(token, " ")
    return text


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
    return TOKEN[PHONE] if telephone and is_mobile_number(digits) else ""


def is_number_alone(text: str) -> bool:
    """Nothing but one number, as a column for numbers of documents holds it: NIK, badan hukum, NIB, NPWP."""
    return _NUMBER_ALONE.fullmatch(text) is not None


def _replace(text: str, found: list[Found], by: str | None = None) -> str:
    parts, at = [], 0
    for f in found:
        parts += [text[at : f.start], TOKEN[f.kind] if by is None else by]
        at = f.end
    return "".join([*parts, text[at:]])
