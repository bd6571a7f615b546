"""What somebody typed as a setting or target: read, within its range, and fitting the others. Faults are sentences."""

from __future__ import annotations

import re

from etl import personal
from etl.indikator import Indicator, find_indicator
from etl.periode import MONTH_NAMES
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
