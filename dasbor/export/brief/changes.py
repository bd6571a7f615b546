"""What changed most since the register before, with the cooperatives that it concerns."""

from __future__ import annotations

import pandas as pd

from dasbor.answers import status_charts
from dasbor.chart.changes import STEP_NAMES, say_named
from dasbor.choice import Choice
from dasbor.export.brief.model import Section, Sentence, View, say, shorten
from dasbor.query import published
from dasbor.query.compared import steps
from dasbor.words import language

_MOST, _NAMED = 3, 2
_VIEW = View("keaktifan")


def make_section(p: Choice) -> Section:
    """How the number of active cooperatives moved, then the largest of what happened."""
    head = say(_VIEW, status_charts.make_bridge(p).title)
    return Section(_say_title(p), (head, *_list_largest(steps.read_flows(p))), "perubahan")


def _say_title(p: Choice) -> str:
    previous = published.find_previous_quarter(p)
    since = f" sejak {language.format_quarter(previous)}" if previous else ""
    return f"Tiga perubahan terbesar{since}"


def _list_largest(flows: pd.DataFrame) -> list[Sentence]:
    """By how many cooperatives they concern; of equally many in the order of the steps."""
    order = list(STEP_NAMES)
    counts = flows["alur"].value_counts() if len(flows) else pd.Series(dtype="int64")
    known = [kind for kind in order if kind != "tetap" and counts.get(kind, 0)]
    largest = sorted(known, key=lambda kind: (-int(counts[kind]), order.index(kind)))
    return [_say_kind(flows[flows["alur"] == kind]) for kind in largest[:_MOST]]


def _say_kind(rows: pd.DataFrame) -> Sentence:
    """ "20 koperasi baru: KKMP Turi (Turi), KKMP Bendo (Bendo) dan 18 lainnya; koperasi aktif +20"."""
    named = say_named(rows.assign(nama_koperasi=rows["nama_koperasi"].map(shorten)), _NAMED)[0]
    effect = int(rows["d_aktif"].sum())
    moved = f"koperasi aktif {language.format_signed(effect)}" if effect else "jumlah koperasi aktif tidak berubah"
    return say(_VIEW, f"{named}; {moved}")
