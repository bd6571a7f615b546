"""The charts of a brief, by the section that they stand in."""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup

from dasbor.export.request import Request


def draw_charts(r: Request) -> dict[str, list[Markup]]:
    """{key of the section: its charts}."""
    return defaultdict(list)
