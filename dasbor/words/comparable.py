"""Which points of a series over quarters may be compared, and what is said of the others: an incomplete window, few
cases, nothing counted. A chart, a sparkline and a table ask here, so that all mark the same points."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.words import interval, language
from dasbor.words.columns import list_rows

WINDOW, SMALL, NOTHING = "kurun", "kecil", "nihil"  # signs of points; "" = may be compared, or nobody knows
INCOMPLETE = "kurun belum lengkap"
NOT_COMPARED = "tidak dibandingkan"  # what follows the reason for it
REMARK = "catatan"  # column of a chart's table


def find_sign(row: Any, small_n: int = 0) -> str:
    """Of a row with pembilang, penyebut and nilai; `kurun` where its window is incomplete."""
    n = getattr(row, "penyebut", None)
    if language.is_known(n) and n == 0 and language.is_known(row.pembilang):
        return NOTHING
    if not language.is_known(row.nilai):
        return ""
    if has_gap(row):
        return WINDOW
    return SMALL if language.is_known(n) and (n or 0) < small_n else ""


def has_gap(row: Any) -> bool:
    """The window of this point is incomplete."""
    kurun = getattr(row, "kurun", "")
    return bool(language.is_known(kurun) and kurun)


def find_signs(series: pd.DataFrame, small_n: int = 0) -> list[str]:
    return [find_sign(b, small_n) for b in list_rows(series)]


def say_remark(row: Any, small_n: int = 0) -> str:
    """ "kurun 3 dari 4 triwulan; belum bisa dibandingkan"; "" where nothing has to be said."""
    sign = find_sign(row, small_n)
    window = f"kurun {row.kurun}" if sign == WINDOW else ""
    few = interval.say_remark(getattr(row, "penyebut", None), small_n) if sign else ""
    return "; ".join(filter(None, [window, few]))


def add_remarks(series: pd.DataFrame, small_n: int = 0) -> pd.DataFrame:
    """With a column of remarks, where there is anything to remark."""
    remarks = [say_remark(b, small_n) for b in list_rows(series)]
    return series.assign(**{REMARK: remarks}) if any(remarks) else series


def find_few(data: pd.DataFrame) -> list[bool]:
    """Which rows of a table a remark calls too few to compare: the screen writes no share there, files hold it."""
    remarks = next((data[name] for name in (REMARK, "keterangan") if name in data), None)
    if remarks is None:
        return [False] * len(data)
    return [isinstance(one, str) and interval.NOT_COMPARABLE in one for one in remarks]


def say_marked(row: Any) -> tuple[str, bool]:
    """Of a row of add_remarks(): its value as say_value() has it, and whether it may be compared."""
    remark = getattr(row, REMARK, "")
    is_few = language.is_known(remark) and interval.NOT_COMPARABLE in remark
    value = language.format_fraction(row.pembilang, row.penyebut) if is_few else say_value(row)
    return value, not (language.is_known(remark) and remark)


def say_percent(row: Any, small_n: int, unknown: str = "–") -> str:
    """A share beside its count: "87%"; "" of fewer than `small_n` cases, whose count stands and says enough. The one
    rule of bars, maps, cards, lists and profiles; a page that shows how a figure is computed, and files, hold it."""
    n = getattr(row, "penyebut", None)
    if is_small(n, small_n):
        return ""
    return language.format_percent(row.nilai, n) if language.is_known(row.nilai) else unknown


def say_few(small_n: int) -> str:
    """What stands in the place of the share."""
    return f"n di bawah {small_n}"


def say_count_and_percent(row: Any, small_n: int) -> str:
    """ "11 dari 12 (92%)"; of few cases "3 dari 4"."""
    count, percent = language.format_fraction(row.pembilang, row.penyebut), say_percent(row, small_n, "")
    return f"{count} ({percent})" if percent else count


def say_share_change(now: Any, before: Any, small_n: int, decimals: int) -> str:
    """How a share moved, of two known ones with pembilang, penyebut and nilai: "▲ naik 2 poin"; where either is of
    fewer than `small_n` cases the count, "jumlahnya naik 1": of 1 out of 1 and 1 out of 5 the share fell by 80 points,
    and nothing happened."""
    if is_small(now.penyebut, small_n) or is_small(before.penyebut, small_n):
        return say_count_change(now, before)
    return language.say_difference(((now.nilai or 0) - (before.nilai or 0)) * 100, "poin", decimals)


def say_count_and_share(now: Any, before: Any, small_n: int, decimals: int) -> str:
    """How both moved: "naik 20 · ▲ naik 0,8 poin", "tetap 7 · ▼ turun 6 poin": a share alone falls where others joined
    and nobody was lost. Where either is of few cases the count alone."""
    share = say_share_change(now, before, small_n, decimals)
    if is_small(now.penyebut, small_n) or is_small(before.penyebut, small_n):
        return share
    moved = language.say_direction((now.pembilang or 0) - (before.pembilang or 0))
    count = f"tetap {language.format_number(now.pembilang, 0)}" if moved == "tetap" else moved
    return f"{count} · {_STILL.get(share, share)}"


_STILL = {"tetap": "persen tetap", "hampir tetap": "hampir 0 poin"}  # of a share beside its count


def is_small(n: float | None, small_n: int) -> bool:
    """There are cases, but too few of them to compare."""
    return n is not None and language.is_known(n) and 0 < n < small_n


def say_count_change(now: Any, before: Any) -> str:
    return f"jumlahnya {language.say_direction((now.pembilang or 0) - (before.pembilang or 0))}"


def say_value(row: Any, small_n: int = 0) -> str:
    """A rate in a word: "87%"; of few cases the count, "6 dari 9"; a plain count as it is."""
    n = getattr(row, "penyebut", None)
    if not language.is_known(n):
        return language.format_number(row.nilai, 0)
    if (n or 0) < small_n:
        return language.format_fraction(row.pembilang, n)
    return language.format_percent(row.nilai, n)
