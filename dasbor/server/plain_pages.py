"""Plain pages that the server renders itself (login, unknown address), in the look of the dashboard."""

from __future__ import annotations

from pathlib import Path

import streamlit
from markupsafe import Markup

from dasbor.ui import markup, stylesheet

# Such a page loads a font of this site and nothing else; its form posts to this site.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}

# Streamlit's own font file; its name carries a hash that changes with the release.
_FONT = next((Path(streamlit.__file__).parent / "static/static/media").glob("SourceSansVF-Upright*.woff2"), None)
_STYLE = stylesheet.make_style("sheet.css", root=True, font_file=_FONT.name if _FONT else "")


def make_page(title: str, content: Markup) -> str:
    """A whole page around what a template made."""
    return markup.render_template("sheet.html", title=title, style=_STYLE, body=content)


def make_not_found() -> str:
    title = "Halaman tidak ditemukan"
    sentence = "Alamat ini tidak ada di dasbor. Mungkin tautannya salah ketik atau sudah lama."
    return make_page(title, markup.render_template("sentence_sheet.html", title=title, sentence=sentence))
