"""Events of the area above its trends."""

from __future__ import annotations

from dasbor.chart.axis.events import mark_events
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query.program import events


def mark(p: Choice, chart: Chart) -> Chart:
    """The same chart with the events of the area; unchanged where no sheet tells of any."""
    found: dict[str, list[str]] = {}
    for periode, name in events.list_by_quarter(p).itertuples(index=False, name=None):
        found.setdefault(periode, []).append(name)
    return mark_events(chart, found)
