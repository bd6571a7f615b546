"""What a clock that was wrong for a while has dated, and what must not follow from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

_LONGEST_REST = dt.timedelta(days=100)  # without any sign of life; what is longer may as well be a clock that was set
_LAST_SIGN = dt.timedelta(days=400)  # so long ago something happened in any installation that is in use


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
