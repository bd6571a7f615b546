"""The door: the page that lists all areas of government, and the way from an address to the process that answers it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from dasbor.front import forward, listing
from dasbor.front.house import House, NotOpen
from dasbor.front.residents import find_prefix
from etl.tenants.declared import Tenant

_log = logging.getLogger(__name__)
_LONGEST = 60_000  # bytes of an address; nothing behind the door takes a longer one
_TRIES = 2  # a process that is about to end takes no request; the next one does


def make_app(house: House) -> Starlette:
    """The ASGI application; it ends all processes when it ends."""

    door = Door(house)

    @asynccontextmanager
    async def live(_app: object) -> AsyncGenerator[None]:
        watches = [asyncio.create_task(house.watch()), asyncio.create_task(house.carrier.carry())]
        first = asyncio.create_task(asyncio.to_thread(door.board.draw))  # each store is read before somebody asks
        try:
            yield
        finally:
            for watch in watches:
                watch.cancel()
            await first
            await house.end_all()

    app = Starlette(lifespan=live)
    app.mount("/", door)
    return app


class Door:
    """Who asks for /kota-blitar/… is answered by Kota Blitar; everything else is answered here."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.board = listing.Board(house)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        tenant, below = self._find(scope["path"])
        if tenant is None or (below.strip("/") == "sehat" and self.house.say_state(tenant) == "tidur"):
            await self._answer(tenant, below, scope, receive, send)
            return
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _LONGEST:
            too_long = listing.say("Alamat terlalu panjang", "Alamat ini terlalu panjang.", 414)
            await _refuse(too_long, scope, receive, send)
            return
        if below == "":
            query = scope["query_string"].decode("latin-1")
            address = f"{find_prefix()}/{tenant.address}/" + (f"?{query}" if query else "")
            await _refuse(RedirectResponse(address, 307), scope, receive, send)
            return
        try:
            await self._hand_on(tenant, scope, receive, send)
        except NotOpen as error:
            again = forward.find_raw_path(scope).decode("latin-1") if _may_be_repeated(scope) else ""
            await _refuse(listing.say_not_open(tenant, str(error), again), scope, receive, send)

    def _find(self, path: str) -> tuple[Tenant | None, str]:
        """The area of government of an address, and the rest of the address."""
        prefix = find_prefix()
        if not path.startswith(f"{prefix}/"):
            return None, path
        address, slash, rest = path.removeprefix(f"{prefix}/").partition("/")
        return self.house.book.read().find(address), slash + rest

    async def _hand_on(self, tenant: Tenant, scope: Scope, receive: Receive, send: Send) -> None:
        way = forward.forward_socket if scope["type"] == "websocket" else forward.forward_http
        for last in (False,) * (_TRIES - 1) + (True,):
            async with self.house.visit(tenant) as one:
                try:
                    await way(one, scope, receive, send)
                    return
                except forward.Silent as error:
                    _log.warning("%s tidak menjawab, dan tidak mengatakan bahwa ia berjalan", tenant.address)
                    raise NotOpen("lambat") from error
                except forward.Unreachable as error:
                    if last or not _may_be_repeated(scope):
                        _log.warning("%s tidak menjawab: %r", tenant.address, error.__cause__)
                        raise NotOpen("rusak") from error
                    await asyncio.sleep(0.2)

    async def _answer(self, tenant: Tenant | None, below: str, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await _refuse(PlainTextResponse("", 404), scope, receive, send)
            return
        answer = await self._answer_here(Request(scope), tenant, scope["path"].removeprefix(find_prefix()).strip("/"))
        await answer(scope, receive, send)

    async def _answer_here(self, request: Request, tenant: Tenant | None, path: str) -> Response:
        if tenant is not None:  # it sleeps, and nobody wakes it to hear that it is well
            return PlainTextResponse("baik\ntidur: tidak ada yang membuka\n", headers={"Cache-Control": "no-store"})
        if request.method not in ("GET", "HEAD"):
            return listing.say("Permintaan tidak dikenal", "Alamat ini tidak menerima permintaan seperti itu.", 405)
        if path == "":
            return await self._show_list(request.query_params)
        if path == "sehat":
            states = self.board.list_states()
            ill = "rusak" in states.values()
            return JSONResponse({"keadaan": "salah" if ill else "baik", "pemda": states}, 503 if ill else 200)
        if path in ("favicon.ico", "favicon.png", "ikon.svg"):
            return listing.send_icon()
        return listing.say("Halaman tidak ditemukan", "Tidak ada pemda dengan alamat ini di sini.", 404)

    async def _show_list(self, asked: QueryParams) -> Response:
        if named := asked.get("pemda"):
            if self.house.book.read().find(named) is None:
                return listing.say("Halaman tidak ditemukan", "Tidak ada pemda dengan alamat ini di sini.", 404)
            return RedirectResponse(f"{find_prefix()}/{quote(named)}/", 307)
        return HTMLResponse(await asyncio.to_thread(self.board.draw), headers=listing.HEADERS)


def _may_be_repeated(scope: Scope) -> bool:
    """Nothing of it was read yet: the body of a form or file is read once."""
    return scope["type"] == "http" and scope["method"] in ("GET", "HEAD")


async def _refuse(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1013})
        return
    await answer(scope, receive, send)
