"""What somebody typed as a setting or target: read, within its range, and fitting the others. Faults are sentences."""

from __future__ import annotations

import re

from etl import personal
from etl.indikator import Indicator, find_indicator
from etl.periode import MONTH_NAMES
from etl.settings import dated
from etl.settings.declare import EDITABLE, MONTH, PERCENT, SWITCH, SWITCH_WORDS, Setting, say_number, say_percent
from etl.settings.entries import FROM_PAGE, Entries, Entry, make_target_key
from etl.settings.words import say_target

FIRST_YEAR, LAST_YEAR = 2000, 2100
MAX_NOTE = 200
_QUARTER_DAYS = 92
_MOST = 1e15  # from here on a number is no longer kept to its last digit
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+")
_THOUSANDS_ABROAD = re.compile(r"(-?[1-9]\d{0,2}),(\d{3})")
_PERCENT = re.compile(r"(.*?)\s*(?:%|persen)", re.I)


def read_setting(key: str, typed: str | float) -> Entry:
    """A figure as typed or stored. Raises ValueError: unknown, no number, outside its range."""
    setting = EDITABLE.get(key)
    if setting is None:
        raise ValueError(f"“{key}” bukan pengaturan yang dapat diubah; yang dapat: {', '.join(EDITABLE)}.")
    value = _read_typed(setting, typed) if isinstance(typed, str) else float(typed)
    if setting.kind != PERCENT and not value.is_integer():
        raise ValueError(f"{setting.title}: {say_number(value)} bukan bilangan bulat.")
    if not setting.low <= value <= setting.high:
        raise ValueError(f"{setting.title}: {setting.say(value)} di luar batas; pilih {setting.say_range()}.")
    return Entry(round(value, 6), "", FROM_PAGE)


def _read_typed(setting: Setting, typed: str) -> float:
    text = " ".join(typed.split())
    if setting.kind == MONTH:
        month = next((i for i, name in enumerate(MONTH_NAMES, 1) if name.casefold() == text.casefold()), None)
        if month is not None:
            return float(month)
        if not text.isdecimal() or not 1 <= int(text) <= len(MONTH_NAMES):
            raise ValueError(f"{setting.title}: “{text[:40]}” bukan bulan; tulis namanya atau 1 sampai 12.")
    if setting.kind == SWITCH:
        if text.casefold() not in SWITCH_WORDS:
            raise ValueError(f"{setting.title}: “{text[:40]}” bukan jawaban; tulis ya atau tidak.")
        return float(SWITCH_WORDS.index(text.casefold()))
    return read_share(setting.title, text) if setting.kind == PERCENT else read_count(setting.title, text)


def read_share(title: str, typed: str) -> float:
    """ "90%" or "90" as 0.9. Raises ValueError with a sentence, also for "0,9": ninety per cent, or less than one?"""
    text = " ".join(typed.split())
    if with_sign := _PERCENT.fullmatch(text):
        return read_number(title, with_sign[1]) / 100
    value = read_number(title, text)
    if 0 < abs(value) <= 1:
        raise ValueError(
            f"{title}: “{text}” dapat berarti {_say_exactly(value * 100)}% atau {_say_exactly(value)}%; "
            "tulis yang dimaksud dengan tanda %."
        )
    return value / 100


def _say_exactly(value: float) -> str:
    return f"{value:.9f}".rstrip("0").rstrip(".").replace(".", ",")


def read_count(title: str, typed: str) -> float:
    """ "1.250". Raises ValueError with a sentence, also for "1,250": a thousand, or a little more than one?"""
    text = typed.strip()
    if abroad := _THOUSANDS_ABROAD.fullmatch(text):
        raise ValueError(
            f"{title}: “{text}” dapat berarti {abroad[1]}.{abroad[2]} atau {say_number(read_number(title, text))}; "
            f"tulis {abroad[1]}{abroad[2]} bila ribuan."
        )
    return read_number(title, text)


def read_number(title: str, typed: str) -> float:
    """ "12,5" or "1.250". Raises ValueError with a sentence."""
    text = typed.strip()
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{title}: “{text[:40]}” bukan bilangan.")
    value = float(text.replace(",", "."))
    if abs(value) >= _MOST:
        raise ValueError(f"{title}: “{text[:40]}” terlalu besar.")
    return value


def read_target(
    indikator: str, year: int, typed: str | float | None, note: str = "", quarter: int = 0
) -> tuple[str, Entry]:
    """The key of a target and its entry; `typed` None or "hapus": taken out; `quarter` 0: of the whole year. Rates are
    typed in per cent. Raises ValueError: no such indicator, a year, quarter or value that cannot be."""
    declared = find_indicator(indikator)
    if declared is None:
        raise ValueError(f"Tidak ada indikator “{indikator[:60]}”.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Target {declared.judul}: tahun {year} di luar {FIRST_YEAR} sampai {LAST_YEAR}.")
    if not 0 <= quarter <= 4:
        raise ValueError(f"Target {declared.judul}: triwulan {quarter} di luar 1 sampai 4.")
    key = make_target_key(indikator, year, quarter)
    if typed is None or (isinstance(typed, str) and typed.strip().casefold() == "hapus"):
        return key, Entry(None, "", FROM_PAGE)
    value = _read_target_value(declared, typed)
    return key, Entry(value, personal.mask(" ".join(note.split()))[:MAX_NOTE], FROM_PAGE)


def _read_target_value(declared: Indicator, typed: str | float) -> float:
    title = f"Target {declared.judul}"
    if isinstance(typed, str):
        value = read_count(title, typed) if declared.count else read_share(title, typed)
    else:
        value = float(typed)
    if declared.count and not value.is_integer():
        raise ValueError(f"{title}: {say_number(value)} bukan bilangan bulat.")
    lowest, highest = find_limits(declared)
    if not lowest <= value <= highest:
        limit = "0 atau lebih" if declared.count else f"{say_percent(lowest)} sampai {say_percent(highest)}"
        raise ValueError(f"{title}: {say_target(declared, value)} tidak mungkin; pilih {limit}.")
    return round(value, 6)


def find_limits(declared: Indicator) -> tuple[float, float]:
    """Least and greatest value that a target can have."""
    if declared.has_free_range:
        return -1, 10
    return (0, _MOST - 1) if declared.count else (0, 1)


def read_dated(key: str, typed: str | float | None, note: str = "") -> Entry:
    """A deadline or the PDRB of a year, as typed or stored; None, "" or "hapus": taken out. Raises ValueError with a
    sentence: no such key, no day of that year, no amount above nought."""
    dated.check_key(key)
    if typed is None or (isinstance(typed, str) and typed.strip().casefold() in ("", "hapus")):
        return Entry(None, "", FROM_PAGE)
    value = _read_dated_value(key, typed) if isinstance(typed, str) else float(typed)
    return Entry(value, personal.mask(" ".join(note.split()))[:MAX_NOTE], FROM_PAGE)


def _read_dated_value(key: str, typed: str) -> float:
    if not dated.is_amount(key):
        return dated.read_day(key, typed)
    title = dated.say_key(key)
    value = read_count(title, re.sub(r"^rp\.?\s*", "", typed.strip(), flags=re.I))
    if value <= 0:
        raise ValueError(f"{title}: tulis rupiah di atas 0.")
    return value


def share_notes(changed: Entries, in_force: Entries) -> dict[str, Entry]:
    """The changes, and with them the other values of the same section and year: they have one source."""
    result = dict(changed)
    for key, e in changed.items():
        if not dated.is_dated(key) or e.value is None:
            continue
        d = dated.check_key(key)
        for other in dated.list_keys_of(d.section, d.year):
            known = in_force.get(other)
            if other not in changed and known is not None and known.value is not None and known.note != e.note:
                result[other] = Entry(known.value, e.note, FROM_PAGE)
    return result


def list_faults(entries: Entries) -> list[str]:
    """What does not fit together, a sentence each."""
    days, quarters = (entries[key].value if key in entries else None for key in _TOGETHER)
    if days is None or quarters is None or days <= quarters * _QUARTER_DAYS:
        return []
    grace, window = (EDITABLE[key].say(v) for key, v in zip(_TOGETHER, (days, quarters), strict=True))
    return [
        f"Batas kunjungan sesudah pelatihan ({grace}) lebih panjang daripada kurunnya ({window}), jadi yang lewat "
        "batas tidak pernah terlihat. Pendekkan batasnya atau panjangkan kurunnya."
    ]


_TOGETHER = ("hari_pascapelatihan", "jendela_triwulan")
