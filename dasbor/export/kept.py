"""Files made once for a version and choice, and kept: who asks after the first gets the same bytes."""

from __future__ import annotations

from dasbor import keep
from dasbor.choice import Choice
from dasbor.export import registry
from dasbor.export.request import Request


@keep.per_version(most=120)  # most weigh 20 to 250 kB
def make_file(p: Choice, product: str, ending: str) -> bytes:
    """The file of a product for a choice. Raises NothingPublished, WrongRequest."""
    known, argument = registry.find_product(product)
    return registry.find_format(known, ending)(Request(p, argument))
