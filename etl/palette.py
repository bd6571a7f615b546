"""Every colour of the product: the one place. Screen, settings, icon, template and marked workbook take theirs here.

`.streamlit/config.toml` and the icon cannot import: `python -m etl.palette` writes their colours, a test compares them.
Colours are "#RRGGBB", for the style sheets by their names (`css_variables`), for Excel by `argb`. Standard library
only.
"""

from __future__ import annotations

import re
from pathlib import Path

from etl import skema

# ── ground, text, lines ──
TEXT = "#111827"
TEXT_MUTED = "#4B5563"
LINE = "#D5DAE1"
GROUND = "#F7F8FA"
WHITE = "#FFFFFF"
ACCENT = "#0B4F8A"  # the one accent: links, buttons, focus

# ── statuses; hatch and word beside the colour stand in dasbor/chart/theme.py ──
STATUS_COLOURS = {
    skema.ACTIVE: ACCENT,
    skema.INACTIVE: "#D97706",
    skema.PROPOSED: "#8B1E5B",
    skema.UNKNOWN: "#8A94A3",
}
NO_DATA = STATUS_COLOURS[skema.UNKNOWN]

# ── rates, low to high ──
# Words on a class have 5:1 at least: the fourth is dark enough for white ones, and the fifth stays apart from it.
RATE_COLOURS = ("#E3EEF8", "#B3D1EA", "#79AFD8", "#2C71AD", "#083E6E")

# ── headings of the template ──
HEADING_REQUIRED = (ACCENT, WHITE)  # ground, text
HEADING_OPTIONAL = (RATE_COLOURS[0], TEXT)

# ── marks in a workbook: told apart in grey print (lightness 74, 96 and 85), light enough for black text ──
MARK_WRONG = "#F2A6A0"
MARK_CHECK = "#FFF3BF"
MARK_MENDED = "#BFD8F2"


def measure_contrast(first: str, second: str) -> float:
    """Of two colours, 1 to 21 (WCAG 2.2, contrast ratio)."""
    dark, light = sorted(map(_measure_luminance, (first, second)))
    return (light + 0.05) / (dark + 0.05)


def _measure_luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return sum(k * x for k, x in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def choose_text(ground: str) -> str:
    """The colour of words on that ground: dark or white, whichever is read better."""
    return max((TEXT, WHITE), key=lambda colour: measure_contrast(colour, ground))


RATE_TEXT_COLOURS = tuple(map(choose_text, RATE_COLOURS))


def make_argb(colour: str) -> str:
    """ "#F2A6A0" as openpyxl writes an opaque fill: "FFF2A6A0"."""
    return f"FF{colour[1:]}"


def make_css_variables() -> dict[str, str]:
    """The colours by the names that the style sheets use: {"text": "#111827", "rate-0": "#E3EEF8", …}."""
    plain = {
        "text": TEXT,
        "text-muted": TEXT_MUTED,
        "line": LINE,
        "ground": GROUND,
        "white": WHITE,
        "accent": ACCENT,
        "no-data": NO_DATA,
    }
    statuses = {f"status-{name.replace(' ', '-')}": colour for name, colour in STATUS_COLOURS.items()}
    return plain | statuses | {f"rate-{i}": colour for i, colour in enumerate(RATE_COLOURS)}


# ── files that cannot import ─────────────────────────────────────────────────────────

_ROOT = Path(__file__).parent.parent
CONFIG = _ROOT / ".streamlit" / "config.toml"
ICON = _ROOT / "dasbor" / "ui" / "ikon.svg"
CONFIG_COLOURS = {
    "primaryColor": ACCENT,
    "backgroundColor": WHITE,
    "secondaryBackgroundColor": GROUND,
    "textColor": TEXT,
    "borderColor": LINE,
    "linkColor": ACCENT,
}


def make_config_text(before: str) -> str:
    """The settings with the palette's colours; every other line as it was."""
    for name, colour in CONFIG_COLOURS.items():
        before = re.sub(rf'^{name} = ".*"$', f'{name} = "{colour}"', before, flags=re.MULTILINE)
    return before


def make_icon_text() -> str:
    """The icon: three bars on the accent."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="7" fill="{ACCENT}"/>'
        f'<path d="M8 24V17h4v7zm6 0V12h4v12zm6 0V7h4v17z" fill="{WHITE}"/></svg>\n'
    )


def write_files() -> None:
    """Give the settings and the icon the colours of this file."""
    CONFIG.write_text(make_config_text(CONFIG.read_text(encoding="utf-8")), encoding="utf-8")
    ICON.write_text(make_icon_text(), encoding="utf-8")


if __name__ == "__main__":
    write_files()
