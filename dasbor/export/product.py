"""How a product is declared: its name, what it is called, what stands after the colon, and how each format is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dasbor.export.request import Format


@dataclass(frozen=True)
class Product:
    """name: on the command line and in addresses; title: for readers; formats: {ending: what makes the file}, the
    first is the usual one; argument: what has to stand after the colon ("INDIKATOR"), "" = nothing; purpose: one
    sentence for who chooses among them; is_large: a file of megabytes, of which few are kept."""

    name: str
    title: str
    formats: Mapping[str, Format]
    argument: str = ""
    purpose: str = ""
    is_large: bool = False

    @property
    def usage(self) -> str:
        """ "lembar" or "bukti:INDIKATOR"."""
        return f"{self.name}:{self.argument}" if self.argument else self.name
