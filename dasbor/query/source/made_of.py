"""What makes the figures of a version comparable with those of another area of government."""

from __future__ import annotations

from typing import Any

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query.source import in_force
from etl.indikator import find_indicator
from etl.settings import comparable
from etl.store.versions import Store


def describe(p: Choice, indikator: str) -> dict[str, Any]:
    """`sidik`, the hash of what a figure is made of, and `isi`, the same by name; None where nobody knows: some of its
    quarters may be counted otherwise, by another release, or this one does not know the indicator."""
    declared = find_indicator(indikator)
    if declared is None or _read_counting(p.whole()).get(indikator) != comparable.hash_counting(declared):
        return {"sidik": None, "isi": None}
    parts = comparable.list_parts(declared, in_force.read_reference(p).settings)
    return {"sidik": comparable.hash_parts(parts), "isi": parts}


@keep.per_version(most=50)
def _read_counting(p: Choice) -> dict[str, str]:
    return Store().records.read_counting(p.version)
