"""The blocks of a page while it is recorded: what stands in which container, in the order of the screen.

A page reads downwards and may go back into a container that it opened earlier; the tree keeps both straight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, cast

from markupsafe import Markup


@dataclass(frozen=True)
class Html:
    text: Markup


@dataclass(frozen=True)
class Live:
    """What a reader works with, or what is theirs alone: drawn anew at each run."""

    draw: Callable[[], object]


@dataclass(frozen=True)
class Block:
    """kind: container, columns, column, tabs, tab, folded; options: as Streamlit's function of that name takes them."""

    kind: str
    options: Mapping[str, Any] = field(default_factory=dict)
    parts: Sequence[Part] = field(default_factory=list)


Part = Html | Live | Block


class Recording:
    """What a page has put on the screen so far, the files that it offers by their keys, the switches of its charts."""

    def __init__(self) -> None:
        self.root = Block("container")
        self.files: dict[str, object] = {}
        self._switches: list[str] = []
        self._draw_switches: Callable[[Sequence[str]], object] | None = None
        self._open = [self.root]

    def add(self, part: Part) -> None:
        cast("list[Part]", self._open[-1].parts).append(part)

    def add_block(self, kind: str, options: Mapping[str, Any]) -> Place:
        block = Block(kind, options)
        self.add(block)
        return Place(self, block)

    def add_blocks(self, kind: str, options: Mapping[str, Any], each: str, count: int) -> Sequence[Place]:
        """Several side by side: columns, or tabs."""
        block = Block(kind, options, [Block(each) for _ in range(count)])
        self.add(block)
        return [Place(self, part) for part in block.parts if isinstance(part, Block)]

    def offer_switch(self, name: str, draw: Callable[[Sequence[str]], object]) -> int:
        """See page.offer_switch()."""
        self._switches.append(name)
        self._draw_switches = draw
        return len(self._switches) - 1

    def end(self) -> Block:
        """The whole page: all switches are one element, since each costs a browser as much as a block of the page."""
        if self._draw_switches is not None:
            draw, names = self._draw_switches, tuple(self._switches)
            self.add(Live(lambda: draw(names)))
        return self.root

    def enter(self, block: Block) -> None:
        self._open.append(block)

    def leave(self) -> None:
        self._open.pop()


@dataclass
class Place:
    """A container to draw into, as often as a page likes. open: of a tab, whether it is the open one."""

    recording: Recording
    block: Block
    open: bool = True

    def __enter__(self) -> object:
        self.recording.enter(self.block)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> bool | None:
        self.recording.leave()
        return None


_CURRENT: ContextVar[Recording | None] = ContextVar("recording", default=None)


def find() -> Recording | None:
    """The recording that goes on; None where everything goes to the screen at once."""
    return _CURRENT.get()


@contextmanager
def recording(into: Recording | None) -> Iterator[None]:
    """Record into this; None: draw at once, also in the middle of a recording."""
    token = _CURRENT.set(into)
    try:
        yield
    finally:
        _CURRENT.reset(token)
