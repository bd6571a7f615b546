"""Files made once for a version and choice, and kept: who asks after the first gets the same bytes."""

from __future__ import annotations

from typing import Any

from dasbor import keep
from dasbor.choice import Choice
from dasbor.export import registry
from dasbor.export.request import Request
from dasbor.query.reports import final
from dasbor.query.told import remarks

BUDGET = 200_000_000  # bytes of all files that are kept, those of the routes included
# Which part of them each shelf may hold: what somebody asks for pushes out its like, and nothing else. Most files weigh
# 20 to 250 kB, a large one some 2 MB: by themselves these would push out all others.
PARTS = {
    "kecil": 0.28,
    "besar": 0.42,
    "lembar": 0.16,
    "lembar nama lain": 0.02,
    "rapat": 0.04,
    "bukti": 0.02,
    "data": 0.04,
    "sisipan": 0.02,
}
_shelves: dict[str, keep.Shelf] = {}


def make_shelf(name: str, most: int) -> keep.Shelf:
    """One of PARTS for files: bytes, or anything that has them as its `content`. Each is made once."""
    if name in _shelves:
        raise ValueError(name)
    _shelves[name] = keep.Shelf(most, BUDGET * PARTS[name], _weigh)
    return _shelves[name]


def _weigh(file: Any) -> int:
    return len(getattr(file, "content", file))


_SMALL, _LARGE = make_shelf("kecil", 120), make_shelf("besar", 12)


def make_file(p: Choice, product: str, ending: str) -> bytes:
    """The file of a product for a choice. Raises NothingPublished, WrongRequest."""
    known, _ = registry.find_product(product)
    told = (final.find_status(p), *remarks.list_remarks(p))  # what staff said of the quarter, which files repeat
    key = (keep.state(p), p, product, ending, told)
    file: bytes = (_LARGE if known.is_large else _SMALL).get(key, lambda: _write(p, product, ending))
    return file


def measure_kept() -> tuple[int, int]:
    """How many files are kept on all shelves, and their bytes."""
    count, weight = zip(*(one.measure() for one in _shelves.values()), strict=True)
    return sum(count), sum(weight)


def _write(p: Choice, product: str, ending: str) -> bytes:
    known, argument = registry.find_product(product)
    return registry.find_format(known, ending)(Request(p, argument))
