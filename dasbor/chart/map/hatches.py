"""The hatches of areas on a map, which drawings and their keys share."""

from __future__ import annotations

from typing import Any

from dasbor.chart import theme

# Hatches of the kinds of area: comparable, too few cases, unknown. The last two carry no colour of a class.
HATCHES: tuple[dict[str, Any], ...] = (
    {"shape": ""},
    {"shape": "/", "fgcolor": theme.TEXT_MUTED, "fgopacity": 0.4, "solidity": 0.12, "size": 8},
    {"shape": ".", "fgcolor": theme.NO_DATA, "fgopacity": 0.45, "solidity": 0.1, "size": 9},
)
