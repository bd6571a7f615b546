"""Which of several servers nginx asks, with files of deploy/ and two that only count what they are asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.deploy import proxy
from tests.deploy.proxy import Site
from tests.deploy.several import NUMBERS, Reader, write_files

pytestmark = pytest.mark.skipif(proxy.MISSING is not None, reason=str(proxy.MISSING))


@dataclass
class Stub:
    """asked: methods and paths; breaks: it takes the request and hangs up."""

    server: ThreadingHTTPServer
    asked: list[str] = field(default_factory=list)
    breaks: bool = False

    @property
    def address(self) -> str:
        return "{}:{}".format(*self.server.server_address)


def start(name: str) -> Stub:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            stub.asked.append(f"{self.command} {self.path}")
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if stub.breaks:
                self.close_connection = True
                return
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST = answer

        def log_message(self, *_: object) -> None:
            pass

    stub = Stub(ThreadingHTTPServer((NUMBERS[name], 0), Handler))
    threading.Thread(target=stub.server.serve_forever, args=(0.05,), daemon=True).start()
    return stub


@pytest.fixture
def stubs() -> Iterator[dict[str, Stub]]:
    started = {name: start(name) for name in NUMBERS}
    yield started
    for stub in started.values():
        stub.server.shutdown()
        stub.server.server_close()


@pytest.fixture
def site(stubs, tmp_path) -> Iterator[Site]:
    port, plain_port = proxy.find_ports(2)
    write_files(tmp_path, port, plain_port, {name: stub.address for name, stub in stubs.items()})
    with proxy.run_nginx(tmp_path, port):
        yield Site(f"https://{proxy.NAME}:{port}", "", port, plain_port, "", tmp_path)


@pytest.mark.parametrize(
    "path", ["/masuk", "/masuk/kota/kembali", "/undangan", "/koperasi/masuk", "/koperasi/kota-blitar/undangan"]
)
def test_accounts_are_those_of_the_first_server(site, stubs, path):
    Reader(site, {"koperasi_peladen": "dua"}).ask(path)
    assert (stubs["satu"].asked, stubs["dua"].asked) == ([f"GET {path}"], [])


@pytest.mark.parametrize("path", ["/", "/unggah", "/masukan", "/kamus?x=/masuk", "/_stcore/health", "/media/x"])
def test_everything_else_goes_where_the_cookie_says(site, stubs, path):
    Reader(site, {"koperasi_peladen": "dua"}).ask(path)
    Reader(site, {"koperasi_peladen": "satu"}).ask(path, "POST")
    assert (stubs["satu"].asked, stubs["dua"].asked) == ([f"POST {path}"], [f"GET {path}"])


def test_what_a_server_took_and_did_not_answer_is_asked_again_only_where_that_is_safe(site, stubs):
    stubs["satu"].breaks = True
    there = Reader(site, {"koperasi_peladen": "satu"})
    assert there.ask("/unggah", "POST").status == 503
    assert stubs["dua"].asked == []
    assert there.ask("/unggah").status == 200
    assert (there.cookies["koperasi_peladen"], stubs["dua"].asked) == ("dua", ["GET /unggah"])


def test_whoever_comes_without_a_cookie_is_sent_by_his_address_and_browser_to_either(site, stubs):
    for number in range(40):
        proxy.ask(site, "/", User_Agent=f"peramban {number}")
    assert len(stubs["satu"].asked) + len(stubs["dua"].asked) == 40
    assert min(len(stubs["satu"].asked), len(stubs["dua"].asked)) >= 8
