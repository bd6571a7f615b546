"""What a decision would change in the figures, counted in memory; nothing is written."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from etl import clock, indikator
from etl.acuan import Reference, load_reference
from etl.publish.effect_words import NO_FIGURES, say_figure
from etl.publish.join.apply import apply_decision
from etl.publish.join.decide import Planner, read_plan
from etl.publish.join.plan import Plan
from etl.publish.join.words import say_plan
from etl.publish.preview_settings import FigureEffect, copy_rows, find_newest, list_figures
from etl.settings.following import find_reference
from etl.store.versions import Store


@dataclass(frozen=True)
class DecisionEffect:
    """version: the one that was looked at; newest: its newest quarter."""

    version: int
    newest: str
    plan: Plan
    figures: list[FigureEffect]


def preview_decision(
    planner: Planner, store: Store | None = None, reference: Reference | None = None
) -> DecisionEffect:
    """What publishing would do. Raises ValueError as publish_decision does, StoreDamaged."""
    store = store or Store()
    plan, number = read_plan(store, planner), store.find_current() or 0
    reference = find_reference(store, reference or load_reference())
    newest = find_newest(store, number)
    with closing(copy_rows(store, number, reference)) as con:
        time = clock.read_local_time().isoformat()
        said = {"nomor": number + 1, "waktu": time, "oleh": "", "alasan": "", "putusan": plan.said}
        apply_decision(con, {"tindakan": plan.action, **said})
        indikator.compute_indicators(con, reference)
        figures = list_figures(con, reference, newest)
    return DecisionEffect(number, newest, plan, figures)


def say_effect(effect: DecisionEffect) -> list[str]:
    """First names, quarters and rows, then each indicator that changes, or that none does."""
    figures = [say_figure(f, effect.newest) for f in effect.figures]
    return [*say_plan(effect.plan), *(figures or [NO_FIGURES])]
