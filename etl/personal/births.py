"""Dates of birth: a date a few words behind "lahir", "TTL" and the like, and about a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.personal.what import BLANK

# A name of a file or a sheet has _ for blanks: what begins or ends a word here.
_B, _E = r"(?<![^\W_])", r"(?![^\W\d_])"
_SOME = rf"[{BLANK}]{{0,3}}"
_MONTH_NAME = (
    r"(?:jan(?:uar[iy])?|[fp]eb(?:r(?:uar[iy])?)?|mar(?:et|ch)?|mrt|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|ag(?:u?s?t?|ustus)"
    r"|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|no[pv](?:ember)?|de[sc](?:ember)?)"
)
# Misspelled: only before a whole year, 12 Sepanjang is an address.
_LIKE_A_MONTH = r"(?:jan|[fp]eb|mar|mrt|apr|mei|may|jun|jul|ag[ust]|aug|sep|o[kc]t|no[pv]|de[sc])[a-z]{0,7}"
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", rf"(?:{_MONTH_NAME}|x?i{{1,3}}|i?[vx]|vi{{1,3}}|xi{{0,2}})"
_YEAR, _ANY_YEAR = r"(?:19|20)\d\d", r"(?:(?:19|20)\d\d|'?\d\d)"
_SIGN = rf"{_SOME}[-./／−–,]{_SOME}"
_BEFORE_MONTH = rf"(?:{_SIGN}|{_SOME}(?:bulan|bln)?{_SOME})"
_BEFORE_YEAR = rf"(?:{_SIGN}|\.?{_SOME}(?:tahun|thn?\.?)?{_SOME})"
_DATE = (
    rf"(?:{_YEAR}{_SIGN}{_DAY}{_SIGN}{_DAY}|{_DAY}{_SIGN}{_DAY}{_SIGN}{_ANY_YEAR}"
    rf"|{_DAY}[{BLANK}]{{1,3}}{_DAY}[{BLANK}]{{1,3}}{_YEAR}|[0-3]\d[01]\d{_YEAR}"
    rf"|{_DAY}{_SOME}(?:bulan|bln)\.?{_SOME}{_DAY}{_SOME}(?:tahun|thn?)\.?{_SOME}{_ANY_YEAR}"
    rf"|{_DAY}{_BEFORE_MONTH}{_MONTH}{_E}{_BEFORE_YEAR}{_ANY_YEAR}"
    rf"|{_DAY}{_BEFORE_MONTH}{_LIKE_A_MONTH}{_E}{_BEFORE_YEAR}{_YEAR}|{_DAY}{_SOME}{_MONTH_NAME}{_E}"
    rf"|{_B}{_MONTH_NAME}{_E}{_BEFORE_YEAR}{_YEAR})(?!\d)"
)
_WORD = (
    rf"{_B}(?:(?:tgl|tanggal)?(?:lahir|lhr)(?:nya)?|dilahirkan|kelahiran(?:nya)?|ttl|t\.\s?t\.\s?l|born|dob"
    rf"|date\s+of\s+birth){_E}"
)
# Between the word and the date stand a place, a name, signs; a number of a house; not what another date is about.
_ANOTHER = re.compile(
    rf"{_B}(?:rat|rapat|rapb|kunjungan|dikunjungi|pelatihan|badan\s+hukum|bh|berdiri|didirikan|sejak|per|periode|menjabat"
    rf"|dilantik|diangkat|sk|akta|terdaftar|bergabung|masuk|meninggal|wafat|menikah|diperiksa|berlaku|tahun\s+buku|orang|unit){_E}",
    re.I,
)
_BORN, _ON = re.compile(_WORD, re.I), re.compile(rf"(?<!\d){_DATE}", re.I)
_FAR, _LONGEST = 70, 40  # letters between the word and the date, letters of a date
_LONG_NUMBER = re.compile(r"\d{4}")
_NEXT = re.compile(rf"{_SOME}(?:dan|[/&]){_SOME}({_DATE})", re.I)
# What else is born: right behind the word, an area only where it is the day of the area.
_NO_PERSON = (
    r"(?:koperasi|kop|kop\w*ri|ksp|ksu|kud|kpri|kspps|bmt|kkmp|primkop\w*|gerakan|pancasila|nu|nahdlatul|muhammadiyah"
    r"|muslimat|fatayat|aisyiyah|ansor|pmii|ipnu|ippnu|pgri|tni|polri|indonesia|republik|negara|bangsa|nabi|organisasi"
    r"|lembaga|partai|paguyuban|program|perda|uu|undang|peraturan|dan\s+batin|batin)"
)
_NO_PERSON_BEHIND = re.compile(rf"[\W_]{{1,4}}{_NO_PERSON}{_E}", re.I)
_AREA_BEHIND = re.compile(r"[\W_]{1,4}(?:kota|kab|kabupaten|desa|kelurahan|kecamatan|provinsi|jawa)(?![^\W_])", re.I)
_DAY_OF = re.compile(r"hari[\W_]{1,3}$", re.I)
_COOPERATIVE_BEFORE = re.compile(
    rf"(?:(?P<whose>[^\W_]+)[\W_]{{1,3}})?{_B}koperasi[\W_]{{1,3}}(?:(?:ini|itu|kami|kita|tersebut)[\W_]{{1,3}})?$",
    re.I,
)
_OFFICE = re.compile(
    r"ketua|wakil|sekretaris|bendahara|pengurus|pengawas|manajer|anggota|karyawan|pendiri|pemilik", re.I
)
_SIGNS = ("lahir", "lhr", "ttl", "t.t", "t. t", "born", "dob", "birth")


def may_hold_birth(text: str) -> bool:
    """False: surely no date of birth. Cheap."""
    low = text.lower()
    return any(sign in low for sign in _SIGNS)


def find_births(text: str) -> Iterator[tuple[int, int]]:
    """Where dates of birth stand; the place before them stays."""
    words = list(_BORN.finditer(text)) if may_hold_birth(text) else []
    starts = [*(m.start() for m in words), len(text)]
    for m, following in zip(words, starts[1:], strict=True):
        date = _ON.search(text, m.end(), min(m.end() + _FAR + _LONGEST, following))
        if date is None or _is_far(text[m.end() : date.start()]) or _is_no_persons(text, m):
            continue
        yield date.span()
        end = date.end()
        while further := _NEXT.match(text, end):
            yield further.span(1)
            end = further.end()


def _is_far(between: str) -> bool:
    """More than a place, a name and the number of a house, or what another date is about."""
    return len(between) > _FAR or bool(_LONG_NUMBER.search(between) or _ANOTHER.search(between))


def _is_no_persons(text: str, m: re.Match[str]) -> bool:
    """Hari lahir Pancasila, lahirnya koperasi, hari lahir Kota Blitar, koperasi ini lahir."""
    before, end = text[max(0, m.start() - 60) : m.start()], m.end()
    if _NO_PERSON_BEHIND.match(text, end):
        return True
    a_day = _DAY_OF.search(before) or m[0].casefold().endswith("lahirnya")
    if a_day and _AREA_BEHIND.match(text, end):
        return True
    owner = _COOPERATIVE_BEFORE.search(before)
    return owner is not None and not (owner["whose"] and _OFFICE.fullmatch(owner["whose"]))
