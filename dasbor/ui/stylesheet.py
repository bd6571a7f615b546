"""The style sheets (dasbor/ui/styles/*.css) and the variables they use, from the palette and the sizes of tema.py."""

from __future__ import annotations

from markupsafe import Markup

from dasbor.chart import theme
from dasbor.ui import markup
from etl import palette

_SIZES = {"judul": "title", "angka": "figure", "grafik": "chart", "tubuh": "body", "tabel": "table", "catatan": "note"}


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
    return markup.render_template("style.html", sheets=sheets, variables=given, font_file=font_file)


# The frame is on every page and brings the variables for all.
FRAME = make_style("frame.css", root=True)
CSS = make_style("blocks.css", "cards.css", "tables.css", "phone.css", "print.css")
HEAT = make_style("heat.css")
