"""A small line over the quarters as a picture."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from markupsafe import Markup

from dasbor.chart import theme
from dasbor.ui import cards
from dasbor.words import language
from dasbor.words.columns import list_rows


def draw_line_image(series: pd.DataFrame, title: str, write: Callable[[float], str]) -> Markup:
    """The line as a picture, since st.html drops inline SVG; a gap stays a gap. "" with fewer than two values."""
    known = cards.list_known(list_rows(series))
    if len(known) < 2:
        return Markup("")
    start, end = known[0], known[-1]
    since = f"{title} sejak {language.format_quarter(start.periode, True)}"
    alt = f"{since}: dari {write(start.nilai)} menjadi {write(end.nilai)}"
    return cards.make_image(known, theme.ACCENT, alt)
