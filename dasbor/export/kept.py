"""Files made once for a version and choice, and kept: who asks after the first gets the same bytes."""

from __future__ import annotations

from dasbor import keep
from dasbor.choice import Choice
from dasbor.export import registry
from dasbor.export.request import Request
from dasbor.query.reports import final
from dasbor.query.told import remarks


def make_file(p: Choice, product: str, ending: str) -> bytes:
    """The file of a product for a choice. Raises NothingPublished, WrongRequest."""
    known, _ = registry.find_product(product)
    make = _make_large if known.is_large else _make_file
    return make(p, product, ending, (final.find_status(p), *remarks.list_remarks(p)))


@keep.per_version(most=120)  # most weigh 20 to 250 kB
def _make_file(p: Choice, product: str, ending: str, _told: tuple[object, ...]) -> bytes:
    """Kept also under what staff said of the quarter, which files repeat."""
    return _write(p, product, ending)


@keep.per_version(most=12)  # some 2 MB each
def _make_large(p: Choice, product: str, ending: str, _told: tuple[object, ...]) -> bytes:
    return _write(p, product, ending)


def _write(p: Choice, product: str, ending: str) -> bytes:
    known, argument = registry.find_product(product)
    return registry.find_format(known, ending)(Request(p, argument))
