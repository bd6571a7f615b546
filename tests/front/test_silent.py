"""A process that hangs: its visitors read so soon, with the way back and a way to try again; others go on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import httpx
import pytest

from dasbor.front import forward, house
from dasbor.front.book import Book
from dasbor.front.door import Door
from dasbor.front.house import House
from dasbor.front.residents import Resident, connect
from tests.front.test_watch import Process

ROLL = "".join(f'[[pemda]]\nalamat = "{name}"\nnama = "Kota {name.title()}"\n' for name in ("satu", "dua"))
Answer = Callable[[str], Awaitable[str | None]]  # what a process says to a path; None = never anything


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    monkeypatch.setattr(house.forkserver, "ensure_running", lambda: None)
    monkeypatch.delenv("KOPERASI_STORE", raising=False)
    for module, name in ((forward, "QUIET"), (forward, "SILENT"), (house, "_OPENING")):
        monkeypatch.setattr(module, name, 0.2)
    (tmp_path / "pemda.toml").write_text(ROLL, encoding="utf-8")
    yield Door(House(Book(tmp_path / "pemda.toml"), tmp_path))


async def hang(_path: str) -> None:
    return None


async def answer(path: str) -> str:
    return f"jawaban {path}"


async def work_for_a_while(path: str) -> str:
    """Alive, and busy with what was asked for."""
    await asyncio.sleep(0 if path.endswith("health") else 1)
    return f"lama {path}"


async def move_in(door: Door, address: str, say: Answer) -> asyncio.Server:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readline()).split()[1].decode()
        said = await say(path)
        if said is not None:
            writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(said)}\r\n\r\n{said}".encode())
            await writer.drain()

    socket = door.house.folder / address
    server = await asyncio.start_unix_server(serve, socket)
    tenant = door.house.book.read().find(address)
    assert tenant is not None
    one = Resident(tenant, Process(), socket, connect(socket))  # type: ignore[arg-type]
    one.is_ready = True
    door.house.residents[address] = one
    return server


def ask(door: Door, lives: dict[str, Answer], *paths: str, method: str = "GET") -> list[httpx.Response]:
    """All at once."""

    async def visit() -> list[httpx.Response]:
        servers = [await move_in(door, address, say) for address, say in lives.items()]
        async with httpx.AsyncClient(transport=httpx.ASGITransport(door), base_url="http://localhost") as client:
            answers = await asyncio.gather(*(client.request(method, path) for path in paths))
        for server in servers:
            server.close()
        return answers

    return asyncio.run(visit())


def test_who_hangs_says_so_soon_with_the_way_back_and_again_and_others_go_on(door: Door) -> None:
    began = time.monotonic()
    hung, well = ask(door, {"satu": hang, "dua": answer}, "/satu/lembar?per=2025-T1&x=<b>", "/dua/lembar")
    assert time.monotonic() - began < 2
    assert (well.status_code, well.text) == (200, "jawaban /dua/lembar")
    assert (hung.status_code, hung.headers["Retry-After"]) == (503, "10")
    assert "Kota Satu: tidak ada jawaban dalam 10 detik" in hung.text
    assert '<a href="/">Daftar pemda</a>' in hung.text
    assert '<a href="/satu/lembar?per=2025-T1&amp;x=%3Cb%3E">Coba lagi</a>' in hung.text


def test_what_was_sent_to_one_that_hangs_is_not_sent_again(door: Door) -> None:
    asked: list[str] = []

    async def note_and_hang(path: str) -> None:
        asked.append(path)

    (hung,) = ask(door, {"satu": note_and_hang}, "/satu/masuk", method="POST")
    assert hung.status_code == 503 and "Coba lagi" not in hung.text
    assert [path for path in asked if not path.endswith("health")] == ["/satu/masuk"]


def test_who_works_for_long_and_is_alive_is_waited_for(door: Door) -> None:
    (slow,) = ask(door, {"satu": work_for_a_while}, "/satu/data/paket.zip")
    assert (slow.status_code, slow.text) == (200, "lama /satu/data/paket.zip")


def test_one_that_is_not_there_in_time_goes_on_beginning_while_its_visitor_reads_so(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    async def start(tenant: object) -> None:
        await asyncio.sleep(0.5)
        begun.append("selesai")

    monkeypatch.setattr(door.house, "_start", start)

    async def visit() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(door), base_url="http://localhost") as client:
            answered = await client.get("/satu/")
        assert begun == []
        await asyncio.sleep(0.5)
        return answered

    late = asyncio.run(visit())
    assert late.status_code == 503 and '<a href="/satu/">Coba lagi</a>' in late.text
    assert begun == ["selesai"]
