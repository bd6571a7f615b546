"""The gate around the whole server: no request from other sites, no address that is not ours, headers on every answer.

Streamlit answers a handshake with a foreign Origin by asking an outside address, inside its event loop, any address
it does not know with its own shell, and a question over the websocket with the names of files of the folder that the
program stands in. None is let through to it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dasbor.addresses import below_base, in_base
from dasbor.server import plain_pages
from dasbor.server.outside import assets
from etl.accounts.serving import Origin, parse_origin, read_serving

# What the pages use of Streamlit over HTTP. Its numbers for monitors and its interface for programs serve nobody here.
_OPEN = re.compile(r"/_stcore/(health|host-config)|/media/[^/]+")
_UPLOAD = re.compile(r"/_stcore/upload_file/[^/]+/[^/]+")
# What a page says over the websocket. Streamlit also answers what developers ask: files under git, emptied caches.
_SAID = {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"}
_FRAMES = "X-Frame-Options"
# A policy that names the sites which may frame an answer; the older header can name none, and would contradict it.
_OTHER_SITES = re.compile(r"frame-ancestors (?!'self'|'none')")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    # nobody lays an invisible page over the Terbitkan button
    _FRAMES: "SAMEORIGIN",
}
_FOREIGN = (
    "Permintaan dari situs lain ditolak. Bila dasbor dibuka lewat peladen perantara, pengelola perlu mengisi "
    "[peladen] asal di pengaturan.toml."
)
_log = logging.getLogger(__name__)


class Gate:
    """ASGI middleware; `routes` are the addresses that the dashboard serves itself."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        origin = own_origin(Headers(scope=scope))
        if origin is False:
            _log.warning("ditolak, Origin %.100r", Headers(scope=scope).get("origin"))
            await _refuse(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.app(_with_same_host(scope) if origin else scope, _hear_pages(receive), send)
        elif self._match(scope) is Match.PARTIAL:
            sentence = "Alamat ini tidak menerima permintaan seperti itu. Bukalah lewat tautan di dasbor."
            page = await plain_pages.answer_sentence("Permintaan tidak dikenal", sentence, 405)
            await page(scope, receive, _with_headers(send))
        elif self._known(scope):
            media = (below_base(scope["path"]) or "").startswith("/media/")
            await self.app(scope, receive, _with_headers(send, {"Cache-Control": "no-store"} if media else {}))
        else:
            await (await plain_pages.answer_not_found())(scope, receive, _with_headers(send))

    def _known(self, scope: Scope) -> bool:
        if scope["path"].startswith("//"):  # Streamlit answers 400
            return True
        path = below_base(scope["path"])
        if path is None:
            return False
        if path.startswith("/static/"):
            return assets.find(path) is not None
        if _OPEN.fullmatch(path) or (_UPLOAD.fullmatch(path) and scope["method"] not in ("GET", "HEAD")):
            return True
        return self._match(scope) is not Match.NONE

    def _match(self, scope: Scope) -> Match:
        """How far a request is one of our routes; PARTIAL: by another method only."""
        path = below_base(scope["path"])
        if path is None:
            return Match.NONE
        # "/kamus/": Streamlit sends it to "/kamus"
        tried = {**scope, "path": in_base(path.rstrip("/") or "/")}
        return max((route.matches(tried)[0] for route in self.routes), key=lambda m: m.value, default=Match.NONE)


def own_origin(headers: Headers) -> bool | None:
    """Whether a request comes from a page of ours; None when it names no origin, as programs and plain links do."""
    named = headers.getlist("origin")
    if not named:
        return None
    origin = parse_origin(named[0])
    if origin is None or len(named) > 1:
        return False
    known = read_serving().origins
    return origin in known if known else origin == _asked_for(headers, origin)


def _asked_for(headers: Headers, origin: Origin) -> Origin | None:
    """The address that the request was sent to. Behind TLS the server sees http, so the scheme is the page's."""
    asked = parse_origin(f"{origin.scheme}://{headers.get('host', '')}")
    return replace(asked, scheme=origin.scheme) if asked else None


def _with_same_host(scope: Scope) -> Scope:
    """Streamlit looks outside unless Host and Origin are the same letter by letter: both are written anew."""
    origin = parse_origin(Headers(scope=scope)["origin"])
    if origin is None:
        raise ValueError("only what own_origin knows is handed on")
    ours = [(b"host", origin.host_header.encode()), (b"origin", origin.address.encode())]
    return {**scope, "headers": [*ours, *((k, v) for k, v in scope["headers"] if k not in (b"host", b"origin"))]}


def _hear_pages(receive: Receive) -> Receive:
    """Only what a page says; the rest is as if it had not been sent."""

    async def hear() -> Message:
        while (message := await receive())["type"] == "websocket.receive" and not _is_said_by_page(message):
            pass
        return message

    return hear


def _is_said_by_page(message: Message) -> bool:
    question = BackMsg()
    try:
        question.ParseFromString(message.get("bytes") or b"")
    except DecodeError:
        return True  # Streamlit ends the connection
    return question.WhichOneof("type") in _SAID


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})  # before it is accepted: the client gets 403
        return
    await PlainTextResponse(_FOREIGN, status_code=403)(scope, receive, _with_headers(send))


def _with_headers(send: Send, more: Mapping[str, str] | None = None) -> Send:
    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in {**_HEADERS, **(more or {})}.items():
                if name != _FRAMES or not _OTHER_SITES.search(headers.get("Content-Security-Policy", "")):
                    headers.setdefault(name, value)
        await send(message)

    return add
