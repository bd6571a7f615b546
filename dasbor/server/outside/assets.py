"""Scripts, styles and fonts of the pages: compressed when they are first asked for, kept, and good for a year where the
name says what is in them."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dasbor import keep
from dasbor.addresses import below_base
from dasbor.server.outside import sending
from dasbor.server.outside.sending import Kept

STATIC = Path(streamlit.__file__).parent / "static"
_ICON = Path(__file__).parents[2] / "ui" / "ikon.svg"
# Files beside the page; Streamlit's own icon is replaced.
BESIDE = {"favicon.png": _ICON, "favicon.ico": _ICON, "ikon.svg": _ICON, "manifest.json": STATIC / "manifest.json"}
# not asked of the system: Windows may call scripts text/plain, which no browser runs under nosniff
_KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".gif": "image/gif",
    ".json": "application/json",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".wasm": "application/wasm",
    ".html": "text/html",
}
_HASHED = re.compile(r"\.[\w-]{8}\.\w+$", re.ASCII)  # index.D9Z0_fxz.js: other content has another name
_FOR_A_YEAR, _FOR_A_DAY = "public, max-age=31536000, immutable", "public, max-age=86400"


def find(path: str) -> Path | None:
    """A file of Streamlit's own below /static/; for one that is missing it would answer with its shell."""
    file = (STATIC / path.lstrip("/")).resolve()
    return file if file.is_relative_to(STATIC.resolve()) and file.is_file() else None


class Assets:
    """ASGI middleware before Streamlit, which takes no route below /static/."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = _find_asked(scope)
        if file is None:
            await self.app(scope, receive, send)
            return
        answer = await _send(Request(scope), file, _FOR_A_YEAR if _HASHED.search(file.name) else "no-cache")
        await answer(scope, receive, send)


def _find_asked(scope: Scope) -> Path | None:
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    path = below_base(scope["path"]) or ""
    return find(path) if path.startswith("/static/") else None


async def send_beside(request: Request, name: str) -> Response:
    """An icon or the manifest, whose names stay when they change."""
    return await _send(request, BESIDE[name], _FOR_A_DAY)


async def _send(request: Request, file: Path, lasts: str) -> Response:
    kept = await run_in_threadpool(_keep, file, file.stat().st_mtime_ns)
    return sending.send(request, kept, is_private=False, Cache_Control=lasts)


@keep.pure(most=400)  # 26 MB of Streamlit, 7 of them compressed; a page needs a tenth
def _keep(file: Path, _changed: int) -> Kept:
    return sending.keep_file(file.read_bytes(), _KINDS.get(file.suffix, "application/octet-stream"))
