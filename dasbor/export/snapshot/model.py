"""What a snapshot is made of: cards, charts, tables, and a chapter for each indicator."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from dasbor.words.shown import Shown


@dataclass(frozen=True)
class Drawing:
    """A chart: headline in pieces, subtitle, the still drawing; lines: its origin."""

    title: tuple[str | Shown, ...]
    subtitle: str
    svg: Markup
    lines: tuple[str, ...] = ()


Cell = Shown | str


@dataclass(frozen=True)
class Table:
    """label: what opens it; rows: a name, then cells as many as headings but one."""

    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Card:
    """An indicator: its figure in words, its share, what stands beside it in pieces."""

    indikator: str
    title: str
    figure: Shown
    share: Shown | None
    notes: tuple[tuple[str | Shown, ...], ...]


@dataclass(frozen=True)
class Chapter:
    """An indicator with what it means, its charts and tables. shown: charts that stand open, folded: those that a
    reader opens."""

    card: Card
    meaning: str
    shown: tuple[Drawing, ...]
    folded: tuple[Drawing, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Group:
    """Indicators of one subject. is_first: those that a reader sees first, with all their charts."""

    anchor: str
    title: str
    is_first: bool
    chapters: tuple[Chapter, ...]
