"""What somebody asks a product for, and how a product says that there is nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dasbor.choice import Choice


@dataclass(frozen=True)
class Request:
    """choice: version, quarter, area, with or without KKMP, and whether names that the settings hide may be shown;
    argument: what stands after the colon of the name ("koperasi_aktif" of `bukti:koperasi_aktif`), "" without one;
    address: where a browser finds the dashboard ("https://koperasi.blitarkota.go.id/dasbor"), "" = nobody knows;
    is_of_version: links lead to this version also after the next publication, as those of a file on paper have to."""

    choice: Choice
    argument: str = ""
    address: str = ""
    is_of_version: bool = True


Format = Callable[[Request], bytes]


class NothingPublished(Exception):
    """Nothing is published of what is asked for; the text is a sentence."""


class WrongRequest(Exception):
    """No product, format or argument is called like this; the text is a sentence."""
