"""The pages: built by running their code, kept for all who see the same, built once when two ask at once.

Kept is only what nobody's rights decide: what is built under a view (view.py). Who is signed in, or looks at a draft,
gets a page that is built for this run and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Hashable
from types import CodeType
from typing import Any

from dasbor import keep
from dasbor.chart.map import boundaries
from dasbor.choice import Choice
from dasbor.query.neighbours import held
from dasbor.query.told import remarks
from dasbor.ui.kept import blocks, joined, put, view
from dasbor.ui.kept.blocks import Block, Recording
from dasbor.ui.kept.view import View
from dasbor.ui.menu import find_page
from etl import clock
from etl.acuan import ROOT, load_reference

BUDGET = 64_000_000  # bytes of all that is kept


class PageEnd(Exception):
    """A page has nothing more to show; the frame goes on with its footer, which st.stop() would cut off."""


class Broken(Exception):
    """A page broke off: what it had shown until then, and why."""

    def __init__(self, shown: Block, cause: Exception) -> None:
        super().__init__(str(cause))
        self.shown, self.cause = shown, cause


def show(wanted: View, p: Choice, is_for_all: bool) -> None:
    """The page on the screen: as it is kept, or built for the reader of this run. Raises what its code raises, after
    what it had shown."""
    try:
        whole = find(wanted, p) if is_for_all else _finish(_run(wanted.page, None))
    except Broken as error:
        put.put(error.shown)
        raise error.cause from error
    put.put(whole)


def find(wanted: View, p: Choice) -> Block:
    """The page for everybody who asks the same, built where it is not kept. Raises Broken. What somebody explores is
    built anew: its figures are large, and few look at the same ones."""
    if wanted.explored:
        return _build(wanted)
    whole: Block = _KEPT.get(_make_key(wanted, p), lambda: _build(wanted))
    return whole


def list_files(wanted: View) -> dict[str, Any]:
    """The files that the page offers to everybody, by their keys. Raises what its code raises."""
    recording, error = _run(wanted.page, wanted)
    if error is not None:
        raise error
    return dict(recording.files)


def has_room(p: Choice) -> bool:
    """More pages of this version may be built in advance without pushing one another out."""
    state = keep.state(p)
    return _KEPT.measure(lambda key: isinstance(key, tuple) and key[0] == state)[1] < BUDGET * 0.75


def forget() -> None:
    """Keep nothing of what was built until now."""
    _KEPT.clear()


def measure_kept() -> tuple[int, int]:
    """How many pages are kept, and their bytes."""
    return _KEPT.measure()


def _build(wanted: View) -> Block:
    return _finish(_run(wanted.page, wanted))


def _finish(done: tuple[Recording, Exception | None]) -> Block:
    recording, error = done
    whole = joined.join(recording.end())
    if error is not None:
        raise Broken(whole, error)
    return whole


def _run(page: str, wanted: View | None) -> tuple[Recording, Exception | None]:
    """The code of a page, recorded until its end or until it breaks."""
    recording = Recording()
    try:
        with view.building(wanted), blocks.recording(recording):
            exec(_compile(find_page(page).file), {"__name__": "__main__"})  # as Streamlit runs a page
    except PageEnd:
        pass
    except Exception as error:  # noqa: BLE001 - the frame shows it, as if the page had been drawn at once
        return recording, error
    return recording, None


@keep.pure(most=50)
def _compile(file: str) -> CodeType:
    return compile((ROOT / file).read_bytes(), str(ROOT / file), "exec")


# ── what is kept ─────────────────────────────────────────────────────────────────────


_KEPT = keep.Shelf(most=10_000, budget=BUDGET, weigh=joined.weigh)


def _make_key(wanted: View, p: Choice) -> Hashable:
    """All that a page depends on: see docs/keputusan.md."""
    said = keep.Same(remarks.find_all())
    others = held.identify() if find_page(wanted.page).is_about_others else ""
    return keep.state(p), wanted, said, boundaries.find_time(load_reference()), clock.read_today(), others
