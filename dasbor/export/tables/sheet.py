"""What a table of a file is: title, lines above it, columns, how they are written, rates to count, charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from dasbor.export.tables.xlsx_chart import SheetChart
from dasbor.words import columns as words
from dasbor.words.columns import Heading


@dataclass(frozen=True)
class Sheet:
    """One sheet: title, lines that say what and whence, a blank line, the table. `rates`: {column: (numerator,
    denominator)} of shares that Excel counts from the two cells beside them, so that a correction is counted too."""

    name: str
    title: str
    data: pd.DataFrame
    columns: Mapping[str, str] | None = None
    notes: Sequence[str] = ()
    rates: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    charts: Sequence[SheetChart] = ()
    forms: Mapping[str, str] = field(default_factory=dict)  # {column: form}, where its name does not tell
    blanks: Mapping[str, str] = field(default_factory=dict)  # {column: word of what is missing}, where it is printed

    def list_headings(self) -> list[Heading]:
        """The columns as the reader meets them."""
        known = words.list_headings(self.data, self.columns)
        return [replace(k, form=self.forms.get(k.name, k.form)) for k in known]
