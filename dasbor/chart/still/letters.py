"""How wide a text is in Source Sans, without a font: its letters' widths in hundredths of the size."""

from __future__ import annotations

_REGULAR = {
    20: " ",
    24: "',.:;ij|·‘’",
    27: "Il!",
    30: "()[]f{}",
    34: "rt-/\\",
    42: '"*?sz“”',
    45: "cvyx",
    48: "JLY–",
    50: "#$+0123456789<=>F^_aegk~≥≤−×",
    54: "EVXASTZ`hnou",
    57: "PRbdpqBCK",
    61: "&▲▼DG→",
    65: "NUHOQ",
    72: "Mw",
    80: "W—%m@…",
}
_BOLD_IS_WIDER = 1.045  # of Source Sans at 700, over a line of names and numbers
_UNKNOWN = 62  # of a letter of another script
_WIDTHS = {letter: width for width, letters in _REGULAR.items() for letter in letters}


def measure(text: str, size: float, bold: bool = False) -> float:
    """Pixels across."""
    width = sum(_WIDTHS.get(letter, _UNKNOWN) for letter in text) * size / 100
    return width * _BOLD_IS_WIDER if bold else width


def shorten(text: str, size: float, most: float) -> str:
    """The text as far as it fits into `most` pixels, the rest as "…"."""
    if measure(text, size) <= most:
        return text
    return next(
        (f"{text[:n].rstrip()}…" for n in range(len(text) - 1, 0, -1) if measure(text[:n] + "…", size) <= most), "…"
    )


def wrap(text: str, size: float, most: float, bold: bool = False) -> list[str]:
    """The text in lines of at most `most` pixels, broken at blanks; a longer word is shortened."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, bold) <= most:
            lines[-1] = longer
        else:
            lines.append(shorten(word, size, most))
    return lines
