"""Downloads on the staff pages: links to guarded addresses (downloads.py) instead of Streamlit's download buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from dasbor.addresses import in_base
from dasbor.ui import access, exports
from dasbor.ui.private.links import link_for, make_button, show_links

__all__ = ["link_made", "link_original", "show_links", "show_table"]


def link_made(label: str, make: Callable[[], bytes], name: str, main: bool = False) -> Markup:
    """HTML of a link to a file that is made when somebody presses it."""
    return link_for(access.session(), label, make, name, main)


def link_original(label: str, unggahan_id: int) -> Markup:
    """HTML of a link to an untouched workbook."""
    return make_button(label, in_base(f"/unduh/asli/{unggahan_id}"), False)


def show_table(data: pd.DataFrame, title: str, remark: Sequence[str], name: str, column: Mapping[str, str]) -> None:
    """CSV and XLSX of a table that only staff see."""
    show_links(*(link_made(b.label, b.make, b.name) for b in exports.list_files(data, title, remark, name, column)))
