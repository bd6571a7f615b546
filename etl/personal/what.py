"""What a run of digits is, by its form and by the words before it: KTP, telephone, bank account, or nobody's number."""

from __future__ import annotations

import re

KTP, PHONE, EMAIL, ACCOUNT = "nomor KTP", "nomor telepon", "alamat email", "nomor rekening"
BIRTH = "tanggal lahir"
BLANK = r"\s_\u200b-\u200f\u2060\ufeff\u00ad"
BETWEEN = rf"[{BLANK}.\-‐-―−－﹣⁃．·•()（）\[\]]"
DIGITS = re.compile(r"\d+")
LONGEST = 17  # digits of a number, one for a slip
_BLANKS = re.compile(rf"[{BLANK}]{{2,}}")
_YEAR = re.compile(r"(?:19|20)\d\d")

_RUPIAH_BEFORE = re.compile(r"(?:\brp|\bidr)\W{0,3}$", re.I)
_RUPIAH_AFTER = re.compile(rf"[{BLANK}]{{0,3}}(?:(?:rupiah|ribu|rb|juta|jt|mil[iy]ar|triliun)(?![^\W_])|[,.]-)", re.I)
_OTHER_NUMBER_BEFORE = re.compile(r"\b(?:nik|nib|npwp|nip|bh|nbh|badan hukum|induk koperasi)\W{0,12}(?:no\W*)?$", re.I)
_KTP_BEFORE = re.compile(r"ktp\W{0,6}$", re.I)
_PHONE_BEFORE = re.compile(r"(?:te?lp|tele?pon|telephone|phone|fax|faks|faksimile?)\W{0,6}$", re.I)
_MOBILE_BEFORE = re.compile(r"(?:\bhp|\bwa|whats?app|kontak|handphone|\bcp)\W{0,6}$", re.I)
# A name of a file or a sheet has _ for blanks: what begins or ends a word here.
_B, _E = r"(?<![^\W_])", r"(?![^\W_])"
_BANK = (
    rf"{_B}(?:bri|bca|bni|btn|bsi|btpn|bjb|bpr|bprs|bpd|mandiri|muamalat|danamon|cimb|ocbc|nisp|maybank|bukopin|seabank"
    r"|bank\s+(?!sampah)[^\W\d]+)"
)
_OWNER = rf"(?:{_B}a\s?[./]\s?n{_E}|{_B}an{_E}|{_B}atas\s+nama{_E})"
_ACCOUNT_WORD = rf"{_B}(?:no|nomor|norek|(?:no)?rek(?:ening)?){_E}"
_BANK_BEFORE = re.compile(rf"(?:{_BANK}|{_B}(?:no)?rek(?:ening)?{_E}|{_OWNER})\D{{0,30}}$", re.I)
_ACCOUNT_BEFORE = re.compile(rf"(?:{_B}(?:no)?rek(?:ening)?{_E}|{_OWNER})\D{{0,30}}$", re.I)
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

_MOBILE = re.compile(r"08[1-9]\d{7,10}|(?:00)?620?8[1-9]\d{7,10}")
_ABROAD = re.compile(r"62\d{8,12}")  # behind a plus
_ABROAD_ZEROS = re.compile(r"00620?[2-9]\d{7,10}")
_LANDLINE = re.compile(r"0(?:2[1-9]|[3-79]\d)\d{6,9}")
_MOBILE_WITHOUT_ZERO = re.compile(r"8[1-9]\d{8,10}")
_HOUR = r"(?:[01]?\d|2[0-4])[.][0-5]\d"
_TIMES = re.compile(rf"{_HOUR}(?:\s*[-–]\s*|\s+){_HOUR}(?!\d)")
_AROUND = re.compile(r"\s*([-./])\s*")
_DATE = re.compile(r"\d{1,2}([-./])\d{1,2}\1(?:(?:19|20)\d{2}|\d{2})(?!\1?\d)")
_DATE_TURNED = re.compile(r"(?:19|20)\d{2}([-./])\d{1,2}\1\d{1,2}(?!\d)")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
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


def name_kind(written: str, before: str, after: str, follows: bool) -> str:
    """What a whole number is, or "". `before`, `after`: the text around it, see read_before; `follows`: only commas
    part it from a telephone number."""
    groups = DIGITS.findall(written)
    digits = to_ascii("".join(groups))
    if not 6 <= len(digits) <= LONGEST or _RUPIAH_BEFORE.search(before) or _is_amounts_or_dates(written):
        return ""
    if _is_ktp_in_groups(digits, groups) or (len(digits) >= 12 and _KTP_BEFORE.search(before)):
        return KTP
    if _RUPIAH_AFTER.match(after) and not _is_called_phone(before):
        return ""
    if _is_account(digits, written, before, after):
        return ACCOUNT
    return PHONE if _is_phone(digits, written, before, follows) else ""


def is_ktp(digits: str) -> bool:
    """16 digits with a date of birth (women: day + 40) at places 7-12, whatever the province."""
    return len(digits) == 16 and has_birth_date(digits)


def has_birth_date(digits: str) -> bool:
    """At places 7-12 of at least 10 digits."""
    day, month = int(digits[6:8]) % 40, int(digits[8:10])
    return int(digits[6:8]) <= 71 and 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def to_ascii(digits: str) -> str:
    """Full-width and other digits as 0-9."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in digits)


def collapse(text: str) -> str:
    """With one blank where several stood."""
    return _BLANKS.sub(" ", text)


def read_before(text: str, start: int) -> str:
    """What stands before a number, however wide the gap."""
    return collapse(text[max(0, start - 300) : start])[-90:]


def _is_amounts_or_dates(written: str) -> bool:
    if all(_THOUSANDS.fullmatch(part) for part in written.split()):
        return True
    spellings = (written, _AROUND.sub(r"\1", written))  # 08 - 12 - 2024
    return any(pattern.match(spelling) for pattern in (_DATE, _DATE_TURNED, _TIMES) for spelling in spellings)


def _is_ktp_in_groups(digits: str, groups: list[str]) -> bool:
    """01 02 03 04 05 06 07 08 is a list: in many groups only a known province makes a KTP number."""
    return is_ktp(digits) and (len(groups) <= 5 or int(digits[:2]) in _PROVINCES)


def is_slashed_phone(text: str, m: re.Match[str]) -> bool:
    """0812/3456/7890, whose last group is no year unless a word says that it is a telephone."""
    return not _YEAR.fullmatch(m[1]) or _is_called_phone(read_before(text, m.start()))


def _is_account(digits: str, written: str, before: str, after: str) -> bool:
    years = all(re.fullmatch(r"(?:19|20)\d\d", g) for g in DIGITS.findall(written))
    if not 10 <= len(digits) <= 16 or years or _OTHER_NUMBER_BEFORE.search(before):
        return False
    if _is_called_phone(before) and _MOBILE.fullmatch(digits):
        return False
    # Mandiri is a word in names of cooperatives, too: the form outweighs a bank, not "rek." or "a.n."
    owned = _ACCOUNT_BEFORE.search(before) or _OWNER_AFTER.match(after)
    if not owned and _is_mobile_by_form(digits, before):
        return False
    if _BANK_BEFORE.search(before) or _OFFICE_BEFORE.search(before) or _OWNER_AFTER.match(after):
        return True
    named = _NAME_BEFORE.search(before)
    return named is not None and not _COOPERATIVE.search(before[: named.start()])


def _is_phone(digits: str, written: str, before: str, follows: bool) -> bool:
    """Mobile numbers, +62 …, landlines with their area code; short ones only behind "Telp." or another number."""
    if _is_mobile_by_form(digits, before) or _ABROAD_ZEROS.fullmatch(digits):
        return True
    groups = DIGITS.findall(written)
    area = len(groups[0]) in (3, 4)
    if _LANDLINE.fullmatch(digits) and (area or (len(digits) >= 10 and len(groups) <= 4)):
        return True
    if _MOBILE_BEFORE.search(before) and _MOBILE_WITHOUT_ZERO.fullmatch(digits):
        return True
    return len(digits) <= 13 and bool(_PHONE_BEFORE.search(before)) or (follows and len(digits) <= 8)


def _is_mobile_by_form(digits: str, before: str) -> bool:
    """A mobile number with its zero or 62, or any with +62."""
    return bool(_MOBILE.fullmatch(digits) or (before.endswith(("+", "＋")) and _ABROAD.fullmatch(digits)))


def _is_called_phone(before: str) -> bool:
    return bool(_MOBILE_BEFORE.search(before) or _PHONE_BEFORE.search(before))


def is_bare_mobile(text: str) -> bool:
    """A text of nothing but a mobile number without its zero: in a column of texts it is no amount."""
    return _MOBILE_WITHOUT_ZERO.fullmatch(to_ascii(re.sub(BETWEEN, "", text))) is not None


def is_whole_mobile(digits: str) -> bool:
    """A mobile number that begins with its zero or with 62."""
    return _MOBILE.fullmatch(digits) is not None


def is_mobile_number(digits: str) -> bool:
    """A mobile number with or without its zero."""
    return bool(_MOBILE_WITHOUT_ZERO.fullmatch(digits) or _MOBILE.fullmatch(digits))
