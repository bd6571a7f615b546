"""Files made once for a version and choice, and kept: who asks after the first gets the same bytes."""

from __future__ import annotations

from dasbor import keep
from dasbor.choice import Choice
from dasbor.export import registry
from dasbor.export.request import Request
from dasbor.query.reports import final
from dasbor.query.told import remarks

BUDGET = 160_000_000  # bytes of both shelves; routes keep briefs, slides and proofs beside them, some 40 MB at most
# Most files weigh 20 to 250 kB, a large one some 2 MB: by themselves these would push out all others.
_SMALL = keep.Shelf(most=120, budget=BUDGET * 0.4, weigh=len)
_LARGE = keep.Shelf(most=12, budget=BUDGET * 0.6, weigh=len)


def make_file(p: Choice, product: str, ending: str) -> bytes:
    """The file of a product for a choice. Raises NothingPublished, WrongRequest."""
    known, _ = registry.find_product(product)
    told = (final.find_status(p), *remarks.list_remarks(p))  # what staff said of the quarter, which files repeat
    key = (keep.state(p), p, product, ending, told)
    file: bytes = (_LARGE if known.is_large else _SMALL).get(key, lambda: _write(p, product, ending))
    return file


def measure_kept() -> tuple[int, int]:
    """How many files are kept, and their bytes."""
    count, weight = zip(_SMALL.measure(), _LARGE.measure(), strict=True)
    return sum(count), sum(weight)


def _write(p: Choice, product: str, ending: str) -> bytes:
    known, argument = registry.find_product(product)
    return registry.find_format(known, ending)(Request(p, argument))
