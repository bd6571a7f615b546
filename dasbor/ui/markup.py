"""The HTML of the pages, from templates in which every value is escaped, and their style sheets with the variables of
the palette. page.py puts them on the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from dasbor import keep
from dasbor.addresses import in_base
from dasbor.chart import theme
from etl import palette

FOLDERS = [Path(__file__).with_name("templates"), Path(__file__).with_name("styles")]

_SIZES = {"judul": "title", "angka": "figure", "grafik": "chart", "tubuh": "body", "tabel": "table", "catatan": "note"}


class _SourceLines(Extension):
    """Line breaks and indents of a template are for its readers, no blanks on the screen; so are comments in CSS."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if (name or "").endswith(".css"):
            source = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL))
            return re.sub(r"\s*([{}])\s*|([:;,])\s+", r"\1\2", source)
        # a script keeps its lines: a comment of one line would swallow the next
        return source if (name or "").endswith(".js") else re.sub(r"\s*\n\s*", "", source)


ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDERS),
    autoescape=True,
    undefined=StrictUndefined,
    extensions=[_SourceLines],
    auto_reload=False,
)
ENVIRONMENT.filters["in_base"] = in_base


def render_template(template: str, **values: object) -> Markup:
    """The template filled in: text among the values is escaped, Markup (what another template made) is not."""
    return ENVIRONMENT.get_template(template).make_module(values).__html__()


@keep.pure(most=20)
def read_macro(template: str, name: str) -> Callable[..., Markup]:
    """A macro of a template: for small pieces that a table has by the thousand."""
    return cast("Callable[..., Markup]", getattr(ENVIRONMENT.get_template(template).module, name))


def write_css_text(text: str) -> str:
    """Text for `content: "…"` in a style sheet: whatever could end the string or the sheet is written as its number."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text)


# ── style sheets (dasbor/ui/styles/*.css) ──


def make_variables() -> dict[str, str]:
    """Every variable of the style sheets: {"text": TEXT, "size-title": "28px", "space-1": "4px", …}."""
    sizes = {f"size-{_SIZES[name]}": f"{px}px" for name, px in theme.SIZES.items()}
    spaces = {f"space-{i}": f"{px}px" for i, px in enumerate(theme.SPACES, 1)}
    on_rates = {f"on-rate-{i}": colour for i, colour in enumerate(theme.RATE_TEXT_COLOURS)}
    return palette.make_css_variables() | on_rates | sizes | spaces | {"radius": f"{theme.RADIUS}px"}


def make_style(*sheets: str, root: bool = False, font_file: str = "") -> Markup:
    """The sheets as one <style>; with `root` the block that gives their variables a value goes before them.

    `font_file` is a file of Streamlit's, for pages that are shown without Streamlit.
    """
    given = list(make_variables().items()) if root else []
    return render_template("style.html", sheets=sheets, variables=given, font_file=font_file)


# The frame is on every page and brings the variables for all.
FRAME = make_style("frame.css", "frame_phone.css", "layout.css", "wide.css", root=True)
CSS = make_style("blocks.css", "cards.css", "still.css", "tables.css", "phone.css", "print.css")
HEAT = make_style("heat.css")
