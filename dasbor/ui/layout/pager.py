"""A long list page by page: the page stands in the URL, so that a link and the way back lead to it."""

from __future__ import annotations

import streamlit as st

from dasbor.ui import page, parameters
from dasbor.ui.plain import plain
from dasbor.words import language

_NAME = "halaman"


def read_page(count: int, size: int) -> int:
    """The page that the URL asks for, 1 … of `count` rows `size` a page; anything else is the first."""
    asked = parameters.read_parameter(_NAME)
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return number if 1 <= number <= count_pages(count, size) else 1


def count_pages(count: int, size: int) -> int:
    """At least one, which may be empty."""
    return max(1, -(-count // size))


def show_pager(number: int, count: int, size: int) -> None:
    """ "51 sampai 100 dari 308" between the buttons; nothing where all rows stand on one page."""
    last = count_pages(count, size)
    if last == 1:
        return
    first, until = (number - 1) * size + 1, min(number * size, count)
    where = f"{first} sampai {until} dari {language.format_number(count)}, halaman {number} dari {last}"
    with page.container(horizontal=True, vertical_alignment="center", key="penomoran"):
        _show_button("Sebelumnya", number - 1, number > 1)
        page.show_template("remark.html", text=where)
        _show_button("Berikutnya", number + 1, number < last)


def _show_button(label: str, number: int, is_possible: bool) -> None:
    value = "" if number == 1 else str(number)
    page.put_live(
        lambda: st.button(plain(label), on_click=parameters.write, args=(_NAME, value), disabled=not is_possible)
    )
