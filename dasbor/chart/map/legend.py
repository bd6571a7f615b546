"""The legend of a map of rates: what each colour and hatch means, in words; and the line around the chosen area."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.chart import theme
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl.indikator import find_indicator
from etl.indikator.declare import USUAL_LIMITS

# classes of a rate and other signs, as the style sheet calls them
RATE_SIGNS = tuple(f"k{i}" for i in range(len(theme.RATE_COLOURS)))
SMALL, UNKNOWN, CHOSEN = "kecil", "tanpa", "pilihan"
Legend = tuple[tuple[str, str], ...]  # (sign, what it means)
_HALF = 0.47  # of a cell: from the middle of a tile to the line around it


def list_signs(data: pd.DataFrame, indikator: str, small_n: int, chosen: str) -> Legend:
    """Every class of colour; of the hatches and the thick line those that are drawn. `chosen`: that area's name."""
    known = data["nilai"].notna()
    return (
        *_list_classes(indikator),
        *([(SMALL, _say_small(small_n))] if (known & (data["penyebut"] < small_n)).any() else []),
        *([(UNKNOWN, _say_unknown(data[~known]))] if not known.all() else []),
        *([(CHOSEN, chosen)] if chosen else []),
        *([("", f"(batas khusus; di peta lain {_say_limits(USUAL_LIMITS)})")] if has_own_limits(indikator) else []),
    )


def _say_unknown(areas: pd.DataFrame) -> str:
    """Nobody knows, or there is nobody to count: both have no share."""
    nothing = areas["penyebut"] == 0
    return " atau ".join([*(["tanpa data"] if not nothing.all() else []), *(["0 dari 0"] if nothing.any() else [])])


def _say_small(small_n: int) -> str:
    return f"n di bawah {small_n}, belum bisa dibandingkan"


def _list_classes(indikator: str) -> Legend:
    limits = [language.format_percent(limit) for limit in find_limits(indikator)]
    between = [f"{a.removesuffix('%')}–<{b}" for a, b in zip(limits, limits[1:], strict=False)]
    words = [f"di bawah {limits[0]}", *between, f"{limits[-1]} ke atas"]
    return tuple(zip(RATE_SIGNS, words, strict=True))


def find_limits(indikator: str) -> tuple[float, ...]:
    """The rates at which the next class of colour begins."""
    declared = find_indicator(indikator)
    return declared.limits if declared else USUAL_LIMITS


def has_own_limits(indikator: str) -> bool:
    """A colour means another range than on most maps."""
    return find_limits(indikator) != USUAL_LIMITS


def _say_limits(limits: tuple[float, ...]) -> str:
    """ "20, 40, 60, 80%"."""
    return ", ".join(language.format_percent(limit).removesuffix("%") for limit in limits) + "%"


def is_inside(code: str, selected: str) -> bool:
    """An area is the chosen one or a part of it; "" chooses none."""
    return bool(selected) and (code == selected or code.startswith(f"{selected}."))


def draw_border(placed: pd.DataFrame, selected: str) -> list[dict[str, Any]]:
    """A thick line around the tiles of a chosen kecamatan; a single chosen tile has its own edge."""
    inside = placed[[is_inside(code, selected) for code in placed["kode_wilayah"]]]
    cells = {(b.ubin_kolom, b.ubin_baris) for b in list_rows(inside)}
    if len(cells) < 2:
        return []
    sides = [(x, y, dx, dy) for x, y in sorted(cells) for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1))]
    return [_draw_side(x, y, dx, dy) for x, y, dx, dy in sides if (x + dx, y + dy) not in cells]


def _draw_side(x: float, y: float, dx: int, dy: int) -> dict[str, Any]:
    """One side of a cell: the one towards (dx, dy)."""
    along_x, along_y = abs(dy) * 0.5, abs(dx) * 0.5
    ends = {
        "x0": x + dx * _HALF - along_x,
        "x1": x + dx * _HALF + along_x,
        "y0": y + dy * _HALF - along_y,
        "y1": y + dy * _HALF + along_y,
    }
    return {"type": "line", **ends, "line": {"color": theme.TEXT, "width": 3}}
