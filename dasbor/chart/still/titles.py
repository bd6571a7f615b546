"""What a mark says when it is pointed at: the hover text that Plotly would show, in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dasbor.chart.still.ink import words
from dasbor.words import language

_PLACE = re.compile(r"\d+")
_FIELD = re.compile(r"%\{(\w+)((?:\[\d+\])*)(?::([^}]*))?\}")


def say(template: Any, fields: dict[str, Any]) -> str:
    """The template filled in; "" without one."""
    if not template:
        return ""
    return words.make_plain(_FIELD.sub(lambda m: _fill(m, fields), str(template)))


def _fill(match: re.Match[str], fields: dict[str, Any]) -> str:
    value = fields.get(match[1])
    for place in _PLACE.findall(match[2]):
        value = value[int(place)] if isinstance(value, Sequence) and int(place) < len(value) else None
    return _write(value, match[3])


def _write(value: Any, form: str | None) -> str:
    if value is None or not language.is_known(value):
        return ""
    if isinstance(value, str):
        return value
    if form and form.endswith("%"):
        return language.format_percent(float(value))
    return language.format_number(float(value), 2 if form and "2f" in form else None)
