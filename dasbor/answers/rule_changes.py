"""Changes of the rules, said where quarters stand beside one another: all of them are counted with the present rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query.source import in_force
from dasbor.words import language
from etl.indikator import find_indicator
from etl.settings.declare import list_altering
from etl.settings.words import say_change


def mark_changes(p: Choice, chart: Chart, keys: Iterable[str]) -> Chart:
    """The same chart; below its title and in its text alternative, when and by which version these rules changed."""
    sentence = say_changes(p, keys)
    if not sentence:
        return chart
    return replace(chart, subtitle=f"{chart.subtitle}. {sentence}", alt=f"{chart.alt} {sentence}")


def mark_indicator(p: Choice, chart: Chart, indikator: str) -> Chart:
    """The same for the rules that an indicator is counted with."""
    declared = find_indicator(indikator)
    return mark_changes(p, chart, list_altering(declared)) if declared else chart


def say_changes(p: Choice, keys: Iterable[str]) -> str:
    """ "Aturan diubah 12 Mei 2026: Kurun 4 → 3 triwulan (versi 17); semua triwulan di sini dihitung dengan aturan
    itu."; the last change of each rule, "" where none was ever changed."""
    wanted = set(keys)
    last = {c.key: c for c in in_force.list_changes(p) if c.key in wanted}
    if not last:
        return ""
    changes = [
        f"{language.format_date(c.time)}: {say_change(c.key, c.old, c.new)} (versi {c.number})"
        for c in sorted(last.values(), key=lambda c: (c.number, c.key))
    ]
    return f"Aturan diubah {', '.join(changes)}; semua triwulan di sini dihitung dengan aturan itu."
