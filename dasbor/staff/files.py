"""Downloads on the staff pages: links to guarded addresses (downloads.py) instead of Streamlit's download buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from markupsafe import Markup
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dasbor.staff import offers
from dasbor.ui import access, markup, page, screen


def made(label: str, make: Callable[[], bytes], name: str, main: bool = False) -> Markup:
    """HTML of a link to a file that is made when somebody presses it."""
    ctx = get_script_run_ctx()
    token = offers.put(access.session(), ctx.session_id if ctx else "", make, name)
    return _link(label, f"/unduh/buatan/{token}", main)


def original(label: str, unggahan_id: int) -> Markup:
    """HTML of a link to an untouched workbook."""
    return _link(label, f"/unduh/asli/{unggahan_id}", False)


def show(*tautan: Markup) -> None:
    """Draw links side by side."""
    page.show_template("downloads.html", links=tautan)


def show_table(data: pd.DataFrame, title: str, remark: Sequence[str], name: str, column: Mapping[str, str]) -> None:
    """CSV and XLSX of a table that only staff see."""
    show(*(made(b.label, b.make, b.nama) for b in screen.berkas_tabel(data, title, remark, name, column)))


def _link(label: str, address: str, main: bool) -> Markup:
    return markup.render_template("button.html", address=address, text=label, second=not main)
