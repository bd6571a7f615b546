"""The map of the first page, and the notes and links that stand with it."""

from __future__ import annotations

from dasbor.answers.area_map import make_map, say_map_note

__all__ = ["make_map", "say_map_note"]
