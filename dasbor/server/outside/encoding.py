"""Who takes compressed answers is found out once and for all layers; what is sent as it is stays as it is.

Streamlit, Starlette and our routes only look for the letters "gzip": also where a client forbids it ("gzip;q=0").
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ACCEPT = b"accept-encoding"
AS_IT_IS = "identity"  # Content-Encoding by which a route keeps every layer from compressing; never sent


class Encoding:
    """ASGI middleware: hands on "gzip" or nothing, whatever the client wrote."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        taken = takes_gzip(Headers(scope=scope).getlist("accept-encoding"))
        others = [(name, value) for name, value in scope["headers"] if name != _ACCEPT]
        told = [*others, (_ACCEPT, b"gzip")] if taken else others
        await self.app({**scope, "headers": told}, receive, _tidy(send))


def takes_gzip(written: list[str]) -> bool:
    """Whether Accept-Encoding allows gzip: named, or "*" where it is not named, with a weight above 0 (RFC 9110,
    12.5.3)."""
    weights = dict(_read_one(part) for line in written for part in line.lower().split(",") if part.strip())
    named = [weights[name] for name in ("gzip", "x-gzip") if name in weights]
    return max(named) > 0 if named else weights.get("*", 0) > 0


def _read_one(part: str) -> tuple[str, float]:
    name, *rules = (piece.strip() for piece in part.split(";"))
    weight = next((rule.removeprefix("q=") for rule in rules if rule.startswith("q=")), "1")
    try:
        return name, float(weight)
    except ValueError:
        return name, 0.0


def _tidy(send: Send) -> Send:
    """Without the mark of our routes, and each name of Vary once."""

    async def tidied(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-encoding") == AS_IT_IS:
                del headers["content-encoding"]
            if varies := headers.getlist("vary"):
                names = {name.strip().lower(): name.strip() for line in varies for name in line.split(",")}
                headers["vary"] = ", ".join(names.values())
        await send(message)

    return tidied
