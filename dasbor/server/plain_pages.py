"""Plain pages that the server renders itself (login, unknown address), in the look of the dashboard."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import streamlit
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse

from dasbor.addresses import in_base
from dasbor.ui import frame, markup, reader
from etl.store.faults import StoreDamaged

_POLICY = "Content-Security-Policy"
# Such a page loads a font of this site and nothing else; its form posts to this site.
HEADERS = {
    _POLICY: "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}

# Streamlit's own font file; its name carries a hash that changes with the release.
_FONT = next((Path(streamlit.__file__).parent / "static/static/media").glob("SourceSansVF-Upright*.woff2"), None)
_STYLE = markup.make_style("sheet.css", root=True, font_file=_FONT.name if _FONT else "")


async def answer(title: str, content: Markup, status: int = 200, script: str = "") -> HTMLResponse:
    """A whole page around what a template made, with the footer that every page has. `script`: the one inline script
    that the template holds and the browser may run."""
    footer = await run_in_threadpool(_make_footer)
    whole = markup.render_template("sheet.html", title=title, style=_STYLE, body=content, footer=footer)
    return HTMLResponse(whole, status, HEADERS | _allow(script) if script else HEADERS)


def _allow(script: str) -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return {_POLICY: f"{HEADERS[_POLICY]}; script-src 'sha256-{digest}'"}


async def answer_sentence(title: str, sentence: str, status: int) -> HTMLResponse:
    """A page that says one thing and leads home."""
    return await answer(title, markup.render_template("sentence_sheet.html", title=title, sentence=sentence), status)


async def answer_not_found() -> HTMLResponse:
    sentence = "Alamat ini tidak ada di dasbor. Mungkin tautannya salah ketik atau sudah lama."
    return await answer_sentence("Halaman tidak ditemukan", sentence, 404)


def _make_footer() -> Markup:
    """Version and date of the figures; the way to the login is left out, since it is one of these pages."""
    try:
        return frame.make_footer(reader.parse_choice({}), in_base("/kamus"), is_staff=True)
    except StoreDamaged:
        return frame.make_footer(None, in_base("/kamus"), is_staff=True, damaged=True)
