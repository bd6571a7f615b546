"""What pages send, as a browser has it once drawings.js has run."""

from __future__ import annotations

import html
import re

from streamlit.testing.v1 import AppTest


def unfold(page: str) -> str:
    """Drawings, which travel as text, in their places."""
    return re.sub(r'<div class="gambar-teks" hidden>(.*?)</div>', lambda found: html.unescape(found[1]), page)


def unmark(page: str) -> str:
    """The page without what its figures say of themselves, as it is read."""
    bare = re.sub(r"<span data-indikator[^>]*>(.*?)</span>", r"\1", page)
    return re.sub(r' data-indikator="[^>]*(?=>)', "", bare)


def list_switches(at: AppTest) -> dict[str, bool]:
    """The charts of an open page by name, and whether each moves."""
    sent = " ".join(str(e.proto.body) for e in at.get("html"))
    return {name: on == "true" for name, on in re.findall(r'data-nama="(\w+)" aria-pressed="(\w+)"', sent)}


def explore(at: AppTest, *names: str) -> AppTest:
    """These charts moving; without a name all of them. As the buttons on the page do it, by the switches that they hand
    on to."""
    offered = list_switches(at)
    assert len(at.pills) == bool(offered)
    if not offered:
        return at
    (switches,) = at.pills
    assert list(offered) == switches.options
    wanted = names or offered
    return switches.set_value([name for name in switches.options if name in wanted]).run()
