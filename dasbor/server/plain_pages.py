"""Plain pages that the server renders itself (login, unknown address), in the look of the dashboard."""

from __future__ import annotations

from pathlib import Path

import streamlit
from markupsafe import Markup

from dasbor.ui import markup, stylesheet

# Such a page loads a font of this site and nothing else; its form posts to this site.
TAJUK = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}

# Streamlit's own font file; its name carries a hash that changes with the release.
_HURUF = next((Path(streamlit.__file__).parent / "static/static/media").glob("SourceSansVF-Upright*.woff2"), None)
_STYLE = stylesheet.style("sheet.css", root=True, font_file=_HURUF.name if _HURUF else "")


def lembar(judul: str, isi: Markup) -> str:
    """A whole page around what a template made."""
    return markup.render("sheet.html", title=judul, style=_STYLE, body=isi)


def tidak_ada() -> str:
    judul = "Halaman tidak ditemukan"
    kalimat = "Alamat ini tidak ada di dasbor. Mungkin tautannya salah ketik atau sudah lama."
    return lembar(judul, markup.render("sentence_sheet.html", title=judul, sentence=kalimat))
