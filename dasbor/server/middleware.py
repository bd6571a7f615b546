"""What the server does around Streamlit: Indonesian page shell, login before uploads, compression."""

from __future__ import annotations

import html
from functools import lru_cache
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

from dasbor.server import login, plain_pages
from dasbor.ui.access import COOKIE
from dasbor.ui.menu import ADDRESSES, PAGES
from etl.accounts import users
from etl.acuan import load_reference

UPLOAD_PATH = "/_stcore/upload_file"
_STATIC = Path(streamlit.__file__).parent / "static"
_ICON = Path(__file__).parent.with_name("ui") / "ikon.svg"
# Files beside the page; Streamlit's own icon is replaced.
_FILES = {"favicon.png": _ICON, "favicon.ico": _ICON, "ikon.svg": _ICON, "manifest.json": _STATIC / "manifest.json"}


async def show_page(request: Request) -> Response:
    """The shell of a page in Indonesian; Streamlit's own says lang="en" and answers any address."""
    alamat = request.path_params.get("alamat", "")
    if alamat in _FILES:
        return FileResponse(_FILES[alamat])
    if alamat not in ADDRESSES:
        return HTMLResponse(plain_pages.make_not_found(), 404, plain_pages.HEADERS)
    if alamat == PAGES[0].alamat:
        # Streamlit serves the first page at the root only.
        return RedirectResponse("/" + (f"?{request.url.query}" if request.url.query else ""))
    # X-Frame-Options: nobody lays an invisible page over the Terbitkan button.
    return HTMLResponse(_make_shell(), headers={"Cache-Control": "no-cache", "X-Frame-Options": "SAMEORIGIN"})


@lru_cache(maxsize=1)
def _make_shell() -> str:
    asli = (_STATIC / "index.html").read_text(encoding="utf-8")
    kota = html.escape(load_reference().kota)
    awal, sisa = asli.split("<noscript>")
    _, akhir = sisa.split("</noscript>")
    pengantar = f"<noscript><p>Dasbor Koperasi {kota} membutuhkan JavaScript. Aktifkan, lalu muat ulang.</p></noscript>"
    kata = Path(__file__).with_name("words.js").read_text(encoding="utf-8")
    kulit = (awal + pengantar + akhir).replace("</head>", f"<script>{kata}</script></head>", 1)
    ganti = {
        'lang="en"': 'lang="id"',
        "<title>Streamlit</title>": f"<title>Koperasi {kota}</title>",
        "./favicon.png": "./ikon.svg",
    }
    for lama, baru in ganti.items():
        kulit = kulit.replace(lama, baru)
    return kulit


class UploadGuard:
    """Streamlit takes files from anybody who has a page open; here only from staff who are logged in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        dijaga = scope["type"] == "http" and UPLOAD_PATH in scope["path"] and scope["method"] != "OPTIONS"
        if dijaga and await run_in_threadpool(users.find_session_user, Request(scope).cookies.get(COOKIE)) is None:
            jawaban = PlainTextResponse("Masuk lebih dahulu untuk mengunggah berkas.", status_code=403)
            await jawaban(scope, receive, send)
            return
        await self.app(scope, receive, send)


# Streamlit looks at pages/ until the first session has called st.navigation, and would greet that session
# with "Page not found" on any page but the first.
PagesManager.uses_pages_directory = False

ROUTES = [*login.LOGIN_ROUTES, Route("/", show_page), Route("/{alamat}", show_page)]
# Streamlit sends its 7.5 MB of scripts uncompressed; they are fetched once and kept a year.
LAYERS = [Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6), Middleware(UploadGuard)]
