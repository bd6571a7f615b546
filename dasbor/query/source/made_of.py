"""What makes the figures of a version comparable with those of another area of government, for definisi.json."""

from __future__ import annotations

from typing import Any

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query.source import in_force
from etl.indikator import find_indicator
from etl.release import read_release
from etl.settings import comparable
from etl.store.versions import Store


def describe(p: Choice, indikator: str) -> dict[str, Any]:
    """`sidik`, the hash of what a figure is made of, and `isi`, the same by name; None where nobody knows: the version
    was counted by another release, or this one does not know the indicator."""
    declared = find_indicator(indikator)
    if declared is None or not _is_counted_here(p.whole()):
        return {"sidik": None, "isi": None}
    parts = comparable.list_parts(declared, in_force.read_reference(p).settings)
    return {"sidik": comparable.hash_parts(parts), "isi": parts}


@keep.per_version(most=50)
def _is_counted_here(p: Choice) -> bool:
    """By this release: what an earlier one counted may follow from another statement."""
    record = Store().records.read(p.version)
    return record is not None and record.get("rilis") == read_release()
