"""The clock of an installation: the same one for publications, for times on pages and for the end of a quarter.

Indonesia has three zones and no summer time, so that an offset says all there is to say, without a database of zones.
Below: what a clock that was wrong for a while has dated, and what must not follow from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from etl.acuan import load_reference
from etl.operator_settings import ZONES, SettingsWrong

OFFSETS = {"WIB": 7, "WITA": 8, "WIT": 9}  # hours ahead of UTC
USUAL_ZONE = "Asia/Jakarta"
_LONGEST_REST = dt.timedelta(days=100)  # without any sign of life; what is longer may as well be a clock that was set
_LAST_SIGN = dt.timedelta(days=400)  # so long ago something happened in any installation that is in use


def read_zone() -> str:
    """ "WIB", "WITA" or "WIT": what times are shown with. What nobody can understand is WIB, and doctor says so."""
    try:
        written = load_reference().settings.get("wilayah", {}).get("zona_waktu", USUAL_ZONE)
    except (OSError, SettingsWrong):
        written = USUAL_ZONE
    return ZONES.get(str(written), ZONES[USUAL_ZONE])


def read_now() -> dt.datetime:
    """This second, with its zone."""
    return dt.datetime.now(_find_zone()).replace(microsecond=0)


def read_local_time() -> dt.datetime:
    """This second by the installation's clock, as publications keep it: without a zone."""
    return read_now().replace(tzinfo=None)


def add_zone(local: dt.datetime) -> dt.datetime:
    """A time by the installation's clock, as publications keep it, with its zone: for what programs elsewhere read."""
    return local.replace(microsecond=0, tzinfo=_find_zone())


def read_today() -> dt.date:
    return read_now().date()


def say_time(moment: dt.datetime) -> str:
    """A moment, which has a zone, by the installation's clock: "27-11-2026 01.40 WIB"."""
    return f"{moment.astimezone(_find_zone()):%d-%m-%Y %H.%M} {read_zone()}"


def _find_zone() -> dt.timezone:
    return dt.timezone(dt.timedelta(hours=OFFSETS[read_zone()]))


def convert_time(moment: dt.datetime, offset: dt.timedelta) -> dt.datetime:
    """A time of a clock that is so far ahead of UTC, by the installation's clock."""
    return moment - offset + dt.timedelta(hours=OFFSETS[read_zone()])


def was_ahead(dated: Iterable[dt.datetime], now: dt.datetime) -> bool:
    """Whether what is dated after now comes from a clock that was ahead, not from one that is behind now: it lies far
    beyond now, and something is dated not long before now."""
    moments = set(dated)
    before = max((m for m in moments if m <= now), default=None)
    after = min((m for m in moments if m > now), default=None)
    if before is None or after is None:
        return False
    return now - before <= _LAST_SIGN and after - now > _LONGEST_REST


def is_near(dated: dt.datetime, now: dt.datetime) -> bool:
    """Whether both are so close that only people know which clock was wrong."""
    return abs(dated - now) <= _LONGEST_REST


def count_back(moments: Iterable[dt.datetime], now: dt.datetime, span: dt.timedelta) -> dt.datetime:
    """The moment that lies `span` before now, as far as something happened in between: a rest counts 100 days at most,
    so that a clock set ten years ahead makes nothing ten years old."""
    newer = now
    for older in sorted({m for m in moments if m < now}, reverse=True):
        gap = min(newer - older, _LONGEST_REST)
        if gap >= span:
            break
        span, newer = span - gap, older
    return newer - span
