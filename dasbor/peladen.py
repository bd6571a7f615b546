"""What the server does around Streamlit: Indonesian page shell, login before uploads, compression."""

from __future__ import annotations

import html
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from dasbor import keep, lembar_html, masuk
from dasbor.akses import KUKI
from dasbor.menu import ALAMAT, HALAMAN
from etl import pengguna
from etl.acuan import load_acuan

UNGGAHAN = "/_stcore/upload_file"
_STATIS = Path(streamlit.__file__).parent / "static"
_IKON = Path(__file__).with_name("ikon.svg")
# Files beside the page; Streamlit's own icon is replaced.
_BERKAS = {"favicon.png": _IKON, "favicon.ico": _IKON, "ikon.svg": _IKON, "manifest.json": _STATIS / "manifest.json"}


async def show_page(request: Request) -> Response:
    """The shell of a page in Indonesian; Streamlit's own says lang="en" and answers any address."""
    alamat = request.path_params.get("alamat", "")
    if alamat in _BERKAS:
        return FileResponse(_BERKAS[alamat])
    if alamat not in ALAMAT:
        return HTMLResponse(lembar_html.tidak_ada(), 404, lembar_html.TAJUK)
    if alamat == HALAMAN[0].alamat:
        # Streamlit serves the first page at the root only.
        return RedirectResponse("/" + (f"?{request.url.query}" if request.url.query else ""))
    # X-Frame-Options: nobody lays an invisible page over the Terbitkan button.
    return HTMLResponse(_shell(), headers={"Cache-Control": "no-cache", "X-Frame-Options": "SAMEORIGIN"})


@keep.pure(most=1)
def _shell() -> str:
    asli = (_STATIS / "index.html").read_text(encoding="utf-8")
    kota = html.escape(load_acuan().kota)
    awal, sisa = asli.split("<noscript>")
    _, akhir = sisa.split("</noscript>")
    pengantar = f"<noscript><p>Dasbor Koperasi {kota} membutuhkan JavaScript. Aktifkan, lalu muat ulang.</p></noscript>"
    kata = Path(__file__).with_name("kata.js").read_text(encoding="utf-8")
    kulit = (awal + pengantar + akhir).replace("</head>", f"<script>{kata}</script></head>", 1)
    ganti = {
        'lang="en"': 'lang="id"',
        "<title>Streamlit</title>": f"<title>Koperasi {kota}</title>",
        "./favicon.png": "./ikon.svg",
    }
    for lama, baru in ganti.items():
        kulit = kulit.replace(lama, baru)
    return kulit


class JagaUnggahan:
    """Streamlit takes files from anybody who has a page open; here only from staff who are logged in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        dijaga = scope["type"] == "http" and UNGGAHAN in scope["path"] and scope["method"] != "OPTIONS"
        if dijaga and await run_in_threadpool(pengguna.session_user, Request(scope).cookies.get(KUKI)) is None:
            jawaban = PlainTextResponse("Masuk lebih dahulu untuk mengunggah berkas.", status_code=403)
            await jawaban(scope, receive, send)
            return
        await self.app(scope, receive, send)


# Streamlit looks at pages/ until the first session has called st.navigation, and would greet that session
# with "Page not found" on any page but the first.
PagesManager.uses_pages_directory = False

RUTE = [*masuk.RUTE, Route("/", show_page), Route("/{alamat}", show_page)]
# Streamlit sends its 7.5 MB of scripts uncompressed; they are fetched once and kept a year.
LAPIS = [Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6), Middleware(JagaUnggahan)]
