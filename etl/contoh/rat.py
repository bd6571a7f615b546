"""When the invented cooperatives held their annual members' meeting (RAT), in step with their status.

An active one misses at most one year at a time; one that lapses has missed three (now and then the dinas writes it
off after two); one that is reactivated holds a RAT in that quarter. A few disagree, as in real lists.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from etl import periode
from etl.contoh.angka import TRIAL_QUARTER, make_dice
from etl.contoh.world import SampleCooperative, make_city
from etl.skema import ACTIVE

FIRST_YEAR = 2015


def find_last_rat(k: SampleCooperative, p: str) -> tuple[int, dt.date] | None:
    """Book year and date of the last RAT held by the end of the quarter."""
    done_already = [r for r in _list_meetings(k.number) if r[1] <= periode.find_end(p)]
    return done_already[-1] if done_already else None


def find_due_year(p: str) -> int:
    """Last book year whose RAT is due by the quarter's end: due 30 June of the next year."""
    year, quarter = periode.split_quarter(p)
    return year - (1 if quarter >= 2 else 2)


@cache
def _list_meetings(number: int) -> tuple[tuple[int, dt.date], ...]:
    k = make_city()[number - 1]
    found = _list_until_lapse(k)
    if k.reactivated:
        found += _list_from_reactivation(k)
    return tuple(sorted(found, key=lambda r: r[1]))


def _list_until_lapse(k: SampleCooperative) -> list[tuple[int, dt.date]]:
    rng = make_dice("rat", k.number)
    if k.first_status != ACTIVE:
        if rng.random() < 0.1:
            return []  # nobody knows of a RAT
        year = rng.randint(2009, 2014) if k.proposed else rng.randint(2012, 2017)
        return [(year, _draw_date(k, year))]
    if k.legal_form == "KKMP":
        return []  # too young for a RAT
    last = 9999
    if k.lapsed:
        # Outside June the three years were over some quarters ago, or the dinas counted only two.
        last = find_due_year(k.lapsed) - (2 if rng.random() < (0.1 if k.lapsed.endswith("T2") else 0.4) else 3)
    elif rng.random() < 0.015 and k.founded.year < 2014:
        last = 2016  # typed as active although there was no RAT for years
    return [r for r in _list_yearly(k, max(k.founded.year, FIRST_YEAR), last)]


def _list_from_reactivation(k: SampleCooperative) -> list[tuple[int, dt.date]]:
    year = periode.split_quarter(k.reactivated)[0] - 1
    day = periode.find_start(k.reactivated) + dt.timedelta(days=make_dice("bangkit", k.number).randint(10, 80))
    return [(year, day), *_list_yearly(k, year + 1, 9999)]


def _list_yearly(k: SampleCooperative, begin: int, last: int) -> list[tuple[int, dt.date]]:
    rng = make_dice("rat tiap tahun", k.number, begin)
    neglect = rng.choice((0.02, 0.05, 0.1, 0.4))  # most are orderly
    found, missed = [], False
    for year in range(begin, min(last, periode.split_quarter(TRIAL_QUARTER)[0]) + 1):
        # Never two years in a row, and not the last one before a lapse.
        missed = not missed and year != last and rng.random() < neglect
        if not missed:
            found.append((year, _draw_date(k, year)))
    return found


def _draw_date(k: SampleCooperative, year: int) -> dt.date:
    """Most meet from February to May, some late."""
    rng = make_dice("tanggal rat", k.number, year)
    month = rng.choices((1, 2, 3, 4, 5, 6, 8), (1, 4, 6, 4, 2, 2, 1))[0]
    return dt.date(year + 1, month, rng.randint(8, 27))
