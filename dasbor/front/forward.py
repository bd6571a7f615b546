"""A request or a websocket handed to the process of an area of government, and its answer handed back, as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

import httpx
from starlette.types import Message, Receive, Scope, Send
from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

from dasbor.front.residents import Resident, is_alive

Headers = list[tuple[bytes, bytes]]
# What holds between two neighbours only, and what a visitor might say about himself: the door says it.
_NOT_HANDED_ON = frozenset(
    b"connection keep-alive proxy-connection te trailer transfer-encoding upgrade "
    b"forwarded x-forwarded-for x-forwarded-proto x-forwarded-host x-real-ip".split()
)
_OF_HANDSHAKE = frozenset(
    b"host origin sec-websocket-key sec-websocket-version sec-websocket-extensions sec-websocket-protocol".split()
)
_SECONDS = {"connect": 5.0, "pool": 5.0, "read": None, "write": None}
QUIET, SILENT = 4.0, 6.0  # seconds without an answer until it is asked whether it lives, and until it has to say so
_GONE = 1012  # "service restart": the page waits and comes back


class Unreachable(Exception):
    """The process took no request: it ends, or has ended."""


class Silent(Exception):
    """The process took the request, and says nothing any more: neither an answer nor that it is alive."""


async def forward_http(one: Resident, scope: Scope, receive: Receive, send: Send) -> None:
    """Raises Unreachable or Silent as long as nothing was answered."""
    request = httpx.Request(
        scope["method"],
        httpx.URL(scheme="http", host="localhost", raw_path=find_raw_path(scope)),
        headers=_hand_on(scope),
        stream=_Body(receive) if _has_body(scope) else httpx.ByteStream(b""),
        extensions={"timeout": _SECONDS},
    )
    try:
        answer = await _ask(one, request)
    except httpx.TransportError as error:
        raise Unreachable from error
    try:
        headers = [*_bind_cookies(one, answer.headers.raw)]
        await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
        async for piece in answer.stream:  # type: ignore[union-attr]
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        await answer.aclose()


async def _ask(one: Resident, request: httpx.Request) -> httpx.Response:
    """One that works for long on an answer, and is alive, is waited for."""
    asked = asyncio.ensure_future(one.client.handle_async_request(request))
    try:
        while not (await asyncio.wait({asked}, timeout=QUIET))[0]:
            if not await is_alive(one, SILENT):
                raise Silent
        return asked.result()
    finally:
        asked.cancel()


async def forward_socket(one: Resident, scope: Scope, receive: Receive, send: Send) -> None:
    """Both ways, until one of them ends. Where the process refuses the handshake, so does the door."""
    if (await receive())["type"] != "websocket.connect":
        return
    try:
        beyond = await _connect(one, scope)
    except InvalidStatus:
        await send({"type": "websocket.close", "code": 1008})
        return
    except (OSError, WebSocketException, TimeoutError) as error:
        raise Unreachable from error
    async with beyond:
        await send({"type": "websocket.accept", "subprotocol": beyond.subprotocol})
        outward, inward = asyncio.create_task(_send_on(receive, beyond)), asyncio.create_task(_bring(beyond, send))
        done, left = await asyncio.wait({outward, inward}, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()
        await asyncio.gather(*done, *left, return_exceptions=True)


async def _connect(one: Resident, scope: Scope) -> ClientConnection:
    given = dict(reversed(scope["headers"]))
    host = given.get(b"host", b"localhost").decode("latin-1")
    return await unix_connect(
        str(one.socket),
        f"ws://{host}{find_raw_path(scope).decode('ascii')}",
        subprotocols=[Subprotocol(p) for p in scope.get("subprotocols", [])] or None,
        origin=given[b"origin"].decode("latin-1") if b"origin" in given else None,
        additional_headers=[
            (k.decode("latin-1"), v.decode("latin-1")) for k, v in _hand_on(scope) if k not in _OF_HANDSHAKE
        ],
        user_agent_header=None,
        compression=None,
        max_size=None,
        ping_interval=None,
        open_timeout=QUIET + SILENT,
        close_timeout=2,
    )


async def _send_on(receive: Receive, beyond: ClientConnection) -> None:
    while (message := await receive())["type"] == "websocket.receive":
        said = message.get("bytes")
        try:
            await beyond.send(message["text"] if said is None else said)
        except ConnectionClosed:
            return


async def _bring(beyond: ClientConnection, send: Send) -> None:
    try:
        async for said in beyond:
            await send(_wrap(said))
    except ConnectionClosed:
        pass
    code = beyond.close_code
    await send({"type": "websocket.close", "code": code if code and code not in (1005, 1006, 1015) else _GONE})


def _wrap(said: str | bytes) -> Message:
    return {"type": "websocket.send", "text" if isinstance(said, str) else "bytes": said}


def find_raw_path(scope: Scope) -> bytes:
    """What was asked for as it was written, with its query."""
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    return path + (b"?" + scope["query_string"] if scope["query_string"] else b"")


def _hand_on(scope: Scope) -> Headers:
    """The visitor's headers, and who he is as the door knows it (behind nginx by what that says, see serve.py)."""
    client, scheme = scope.get("client"), str(scope["scheme"]).replace("ws", "http")
    said = [(b"x-forwarded-for", client[0].encode())] if client else []
    kept = [(k, v) for k, v in scope["headers"] if k not in _NOT_HANDED_ON]
    if any(k == b"transfer-encoding" for k, _ in scope["headers"]):
        said.append((b"transfer-encoding", b"chunked"))
    return [*kept, *said, (b"x-forwarded-proto", scheme.encode())]


def _bind_cookies(one: Resident, headers: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
    """No process sets a cookie that the others would be sent: what Streamlit sets for the whole host is bound here."""
    for name, value in headers:
        if name.lower() == b"set-cookie":
            value = _bind(one, value)
        if name.lower() not in (b"connection", b"keep-alive", b"transfer-encoding", b"date", b"server"):
            yield name.lower(), value


def _bind(one: Resident, cookie: bytes) -> bytes:
    parts = [p for p in cookie.split(b";") if not p.strip().lower().startswith((b"path=", b"domain="))]
    named = next((p.strip()[5:] for p in cookie.split(b";") if p.strip().lower().startswith(b"path=")), b"")
    path = named if named.startswith(one.path) else one.path
    return b";".join([*parts, b" Path=" + path])


def _has_body(scope: Scope) -> bool:
    return any(k in (b"content-length", b"transfer-encoding") for k, _ in scope["headers"])


class _Body(httpx.AsyncByteStream):
    def __init__(self, receive: Receive) -> None:
        self._receive = receive

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            message = await self._receive()
            if message["type"] != "http.request":
                raise httpx.ReadError("the visitor left")
            if message.get("body"):
                yield message["body"]
            if not message.get("more_body"):
                return
