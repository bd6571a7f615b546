"""What a brief is made of: sentences, and in them the figures that they show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from dasbor.choice import Choice
from dasbor.query.figures import Figure

LONGEST_NAME = 60  # letters of a name in a sentence: a page of A4 holds what it holds


@dataclass(frozen=True)
class Value:
    """A figure as it is shown, with what it was read from."""

    text: str
    indikator: str
    choice: Choice  # quarter, area, with or without KKMP
    figure: Figure


Part = str | Value


@dataclass(frozen=True)
class View:
    """A page of the dashboard: its stem, another choice than the brief's, and what else stands in the address."""

    page: str
    choice: Choice | None = None
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sentence:
    """parts: text and figures in turn; view: what it leads to; label: said in bold before it."""

    parts: tuple[Part, ...]
    view: View
    label: str = ""

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def whole(self) -> str:
        """With its label."""
        mark = "" if self.label.endswith("?") or not self.label else ":"
        return f"{self.label}{mark} {self.text}" if self.label else self.text


@dataclass(frozen=True)
class Section:
    title: str
    sentences: tuple[Sentence, ...]
    key: str  # how style sheets and tests call it


@dataclass(frozen=True)
class Brief:
    """title: what it is and of where; when: quarter; lead: the state in one sentence; marks: DATA CONTOH and the like;
    sources: workbooks, version; sections in the order in which they are read."""

    title: str
    when: str
    lead: Sentence
    sections: tuple[Section, ...]
    marks: tuple[str, ...]
    sources: tuple[str, ...]
    choice: Choice = field(compare=False)

    def list_sentences(self) -> list[Sentence]:
        return [self.lead, *(s for section in self.sections for s in section.sentences)]

    def list_values(self) -> list[Value]:
        return [part for s in self.list_sentences() for part in s.parts if isinstance(part, Value)]


def say(view: View, *parts: Part, label: str = "") -> Sentence:
    """A sentence; empty parts are left out, and an arrow stays with its word."""
    return Sentence(tuple(_join_arrow(part) for part in parts if part != ""), view, label)


def _join_arrow(part: Part) -> Part:
    return re.sub("([▲▼]) ", "\\1\u00a0", part) if isinstance(part, str) else part


def shorten(name: str) -> str:
    """A name as far as a sentence holds it, on one line."""
    one_line = " ".join(name.split())
    return one_line if len(one_line) <= LONGEST_NAME else one_line[: LONGEST_NAME - 1].rstrip() + "…"


def in_area(p: Choice, code: str, name: str, level: str) -> Choice:
    """The same choice of another area."""
    return replace(p, kode_wilayah=code, area_name=name, level=level)
