"""Processor time and memory of this process and of those that it started."""

from __future__ import annotations

import resource

_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def read_seconds() -> float:
    """Seconds of processor time so far."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, _WHO))
