"""Charts and lists that a phone folds to their heading: the same as in dasbor/ui/screen.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dasbor.chart.chart import Chart
from dasbor.query.lists import Listing
from dasbor.ui import screen
from dasbor.ui.layout import arrange
from dasbor.words import language


def show_chart(g: Chart, origin: Sequence[str], file_name: str) -> None:
    """Its headline says the message also while it is folded."""
    with arrange.fold_on_phone(file_name, g.title):
        screen.show_chart(g, origin, file_name)


def show_list(
    data: pd.DataFrame | Listing | None, title: str, origin: Sequence[str], file_name: str, **others: Any
) -> None:
    """The number of rows stands behind the title; nothing where nobody knows it. `others`: see screen.show_list()."""
    count = "" if data is None else language.format_number(data.count() if isinstance(data, Listing) else len(data))
    with arrange.fold_on_phone(file_name, title, count):
        screen.show_list(data, title, origin, file_name, **others)
