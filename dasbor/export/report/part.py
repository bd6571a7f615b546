"""What a quarterly report is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dasbor.chart.chart import Chart
from dasbor.export.tables.sheet import Sheet


@dataclass(frozen=True)
class Part:
    """key: what it is, mostly as laporan.toml calls it; title: what it shows, with its figures; sheet: its table, whose
    first chart Office draws; picture: the same chart as the pages have it, for paper; sentences: read beside it;
    on_slide: {column: heading} of the table that slides and paper show, all of it words; none = the chart says it."""

    key: str
    title: str
    sheet: Sheet
    picture: Chart | None = None
    sentences: tuple[str, ...] = ()
    on_slide: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_told(self) -> bool:
        """Sentences alone: its table is about the report and stands once, in the workbook."""
        return self.key in ("jangan", "keterangan")
