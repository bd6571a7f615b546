"""The gate around the server: foreign sites, closed and unknown addresses, headers, and no request to the outside."""

from __future__ import annotations

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dasbor.server import gate
from etl.accounts import serving
from tests.servers import server


@pytest.fixture(scope="module")
def hole() -> Iterator[tuple[str, list[bytes]]]:
    """A proxy that takes every connection and never answers, as a city network that drops outgoing traffic; what it
    was asked for."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as s:
        threading.Thread(target=_swallow, args=(s, asked), daemon=True).start()
        yield f"http://127.0.0.1:{s.getsockname()[1]}", asked


def _swallow(s: socket.socket, asked: list[bytes]) -> None:
    kept = []
    while True:
        try:
            connection, _ = s.accept()
        except OSError:
            return
        kept.append(connection)
        connection.settimeout(5)
        asked.append(connection.recv(200))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kosong")


@pytest.fixture(scope="module")
def port(folder: Path, hole: tuple[str, list[bytes]]) -> Iterator[int]:
    """The dashboard, open to the whole network as a city runs it, whose every way out leads into the black hole."""
    ways_out = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), hole[0])
    open_to_all = {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0", "no_proxy": "", "NO_PROXY": ""}
    with server(folder, ways_out | open_to_all) as address:
        yield int(address.rsplit(":", 1)[1])


def ask(port: int, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer = connection.getresponse()
    answer.text = answer.read().decode("utf-8", "replace")  # type: ignore[attr-defined]
    return answer


def shake_hands(port: int, origin: str | None, host: str | None = None) -> int:
    """Status of a websocket handshake with Streamlit's stream."""
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Host": host or f"127.0.0.1:{port}",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/_stcore/stream", headers=headers | ({"Origin": origin} if origin is not None else {}))
    status = connection.getresponse().status
    connection.close()
    return status


# ── other sites ──


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:{port}", 101),
        (None, 101),  # no browser: it carries nobody's cookie unasked
        ("http://situs-lain.example", 403),
        ("http://localhost:{port}", 403),  # another name than the one asked for
        ("http://127.0.0.1:9", 403),  # another program on this machine
        ("http://127.0.0.1", 403),
        ("null", 403),
        ("", 403),
        ("http://127.0.0.1:{port}@situs-lain.example", 403),
        ("http://127.0.0.1:{port}/", 403),
        ("http://127.0.0.1:{port}#x", 403),
        ("http://127.0.0.1:{port}?", 403),
    ],
)
def test_only_pages_of_this_server_shake_hands(port: int, origin: str | None, status: int) -> None:
    assert shake_hands(port, origin.format(port=port) if origin is not None else None) == status


def test_a_page_opened_under_another_name_of_this_machine_works(port: int) -> None:
    assert shake_hands(port, f"http://Dasbor.Lokal:{port}", host=f"dasbor.lokal:{port}") == 101
    assert shake_hands(port, "https://dasbor.lokal", host="dasbor.lokal") == 101


def hand_on(*headers: tuple[str, str]) -> tuple[str | None, str | None] | None:
    """Host and Origin of a handshake as Streamlit gets them; None where it is refused before."""
    handed: list[Headers] = []

    async def streamlit(scope: Scope, _receive: Receive, _send: Send) -> None:
        handed.append(Headers(scope=scope))

    async def send(_message: Message) -> None:
        pass

    raw = [(k.encode(), v.encode("latin-1")) for k, v in headers]
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": raw}
    asyncio.run(gate.Gate(streamlit, [])(scope, None, send))  # type: ignore[arg-type]
    return (handed[0].get("host"), handed[0].get("origin")) if handed else None


@pytest.mark.parametrize(
    "rest", ["/", "/x", "#", "#x", "?", "?x", ":", ":0", ":65536", ":x", " ", "\\", ";x", "é", "@x"]
)
def test_an_origin_that_no_browser_sends_is_refused_before_streamlit_asks_outside(
    monkeypatch: pytest.MonkeyPatch, rest: str
) -> None:
    assert hand_on(("host", "dasbor.lokal"), ("origin", f"http://dasbor.lokal{rest}")) is None
    monkeypatch.setenv("KOPERASI_ASAL", "https://koperasi.contoh.go.id/")
    serving.read_serving.cache_clear()
    try:
        assert hand_on(("host", "127.0.0.1:8501"), ("origin", f"https://koperasi.contoh.go.id{rest}")) is None
        assert hand_on(("host", "127.0.0.1:8501"), ("origin", f"//koperasi.contoh.go.id{rest}")) is None
        whole = "https://koperasi.contoh.go.id"
        assert hand_on(("origin", whole)) == ("koperasi.contoh.go.id", whole)  # HTTP/1.0 names no host
    finally:
        serving.read_serving.cache_clear()


@pytest.mark.parametrize(
    ("host", "origin", "handed"),
    [
        ("dasbor.lokal:80", "http://dasbor.lokal", "http://dasbor.lokal"),
        ("dasbor.lokal", "https://dasbor.lokal:443", "https://dasbor.lokal"),
        ("dasbor.lokal:8710", "HTTP://Dasbor.Lokal:8710", "http://dasbor.lokal:8710"),
        ("dasbor.lokal.:8710", "http://dasbor.lokal.:8710", "http://dasbor.lokal.:8710"),
        ("[::1]:8710", "http://[0:0::0001]:08710", "http://[::1]:8710"),
        ("[FE80::1]", "http://[fe80::1]:80", "http://[fe80::1]"),
        ("[::1]", "http://[::1::]", None),
        ("dasbor.lokal.", "http://dasbor.lokal", None),
        ("dasbor.lokal", "ftp://dasbor.lokal", None),
    ],
)
def test_streamlit_gets_a_host_and_an_origin_that_it_takes_for_the_same(
    host: str, origin: str, handed: str | None
) -> None:
    seen = hand_on(("origin", origin), ("host", host), ("host", "kedua.example"))
    assert seen == (None if handed is None else (urlparse(handed).netloc, handed))


def test_foreign_handshakes_neither_freeze_the_server_nor_ask_anybody_outside(
    port: int, hole: tuple[str, list[bytes]]
) -> None:
    start = time.monotonic()
    for _ in range(10):
        assert shake_hands(port, "http://situs-lain.example") == 403
        assert shake_hands(port, f"http://127.0.0.1:{port}") == 101
        assert ask(port, "/_stcore/health", Origin="http://situs-lain.example").status == 403
        assert ask(port, "/_stcore/health").status == 200
    assert time.monotonic() - start < 5
    # Since the start of the server, which is open to the whole network here.
    assert hole[1] == []


@pytest.mark.parametrize("word", ["load_git_info", "clear_cache", "set_run_on_save", "debug_shutdown_runtime"])
def test_what_no_page_says_does_not_reach_streamlit(word: str) -> None:
    question, page = BackMsg(**{word: True}), BackMsg()
    page.rerun_script.page_name = "kamus"
    said = [{"type": "websocket.receive", "bytes": m.SerializeToString()} for m in (question, page)]
    assert asyncio.run(_hear([*said, {"type": "websocket.disconnect"}])) == [said[1], {"type": "websocket.disconnect"}]


def test_what_cannot_be_read_is_left_to_streamlit_which_ends_the_connection() -> None:
    said: list[Message] = [{"type": "websocket.receive", "bytes": b"\x0axx"}, {"type": "websocket.disconnect"}]
    assert asyncio.run(_hear(said)) == said


async def _hear(messages: list[Message]) -> list[Message]:
    """What comes through the gate of what a websocket says."""
    waiting, heard = iter(messages), []

    async def receive() -> Message:
        return next(waiting)

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        while not heard or heard[-1]["type"] != "websocket.disconnect":
            heard.append(await receive())

    async def send(_message: Message) -> None:
        raise AssertionError("nothing is sent")

    await gate.Gate(app, [])({"type": "websocket", "headers": []}, receive, send)
    return heard


def test_a_form_of_another_site_is_refused_in_a_sentence(port: int) -> None:
    answer = ask(port, "/masuk", "POST", Origin="http://situs-lain.example")
    assert answer.status == 403
    assert "Permintaan dari situs lain ditolak" in answer.text  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("https://koperasi.contoh.go.id", True),
        ("https://koperasi.contoh.go.id:443", True),
        ("http://koperasi.contoh.go.id", False),
        ("https://koperasi.contoh.go.id:8443", False),
        ("http://127.0.0.1:8501", False),
    ],
)
def test_behind_a_proxy_that_changes_host_only_the_addresses_of_the_settings_count(
    monkeypatch: pytest.MonkeyPatch, origin: str, own: bool
) -> None:
    monkeypatch.setenv("KOPERASI_ASAL", "https://koperasi.contoh.go.id, https://cadangan.contoh.go.id")
    serving.read_serving.cache_clear()
    try:
        headers = Headers({"host": "127.0.0.1:8501", "x-forwarded-host": "127.0.0.1:8501", "origin": origin})
        assert gate.own_origin(headers) is own
    finally:
        serving.read_serving.cache_clear()


def test_nobody_names_the_server_by_a_forwarded_host() -> None:
    headers = {
        "host": "127.0.0.1:8501",
        "x-forwarded-host": "situs-lain.example",
        "origin": "http://situs-lain.example",
    }
    assert gate.own_origin(Headers(headers)) is False


@pytest.mark.parametrize("name", ["KOPERASI_ASAL", "KOPERASI_PERANTARA"])
def test_a_setting_that_cannot_be_read_is_said(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "koperasi contoh")
    with pytest.raises(ValueError, match="“koperasi contoh” bukan alamat seperti"):
        serving.read_serving.__wrapped__()


def test_whether_to_draw_in_advance_is_yes_or_no(monkeypatch: pytest.MonkeyPatch) -> None:
    assert serving.read_serving.__wrapped__().warms is True
    monkeypatch.setenv("KOPERASI_PEMANASAN", " Tidak ")
    assert serving.read_serving.__wrapped__().warms is False
    monkeypatch.setenv("KOPERASI_PEMANASAN", "0")
    with pytest.raises(ValueError, match="“0” bukan ya atau tidak"):
        serving.read_serving.__wrapped__()


# ── addresses ──


@pytest.mark.parametrize(
    "path",
    [
        "/a/b/c",
        "/keaktifan/entah",
        "/keaktifan/entah/",
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/entah",
        "/_stcore/stream",
        "/_stcore/healthx",
        "/component/x/y.js",
        "/static/js/entah.js",
        "/auth/login",
        "/_stcore/upload_file/a/b",
        "/media/a/b",
        "/entah",
    ],
)
def test_an_address_that_is_not_ours_is_said_in_indonesian(port: int, path: str) -> None:
    answer = ask(port, path)
    assert answer.status in (403, 404) if "upload_file" in path else answer.status == 404
    assert "Alamat ini tidak ada di dasbor" in answer.text  # type: ignore[attr-defined]
    assert "Streamlit" not in answer.text  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/"), ("PUT", "/masuk"), ("DELETE", "/sehat"), ("TRACE", "/kamus")]
)
def test_a_request_of_a_kind_that_an_address_does_not_take_is_said_in_indonesian(
    port: int, method: str, path: str
) -> None:
    answer = ask(port, path, method)
    assert answer.status == 405
    assert "Alamat ini tidak menerima permintaan seperti itu." in answer.text


@pytest.mark.parametrize("path", ["/", "/kamus", "/masuk", "/_stcore/health", "/_stcore/host-config", "/ikon.svg"])
def test_our_addresses_answer(port: int, path: str) -> None:
    assert ask(port, path).status == 200


def test_an_address_with_a_slash_too_many_leads_to_the_page(port: int) -> None:
    answer = ask(port, "/kamus/")
    assert (answer.status, answer.getheader("Location")) == (301, "/kamus")


@pytest.mark.parametrize("path", ["/", "/kamus", "/masuk", "/entah", "/a/b/c", "/_stcore/health", "/ikon.svg"])
def test_every_answer_forbids_guessing_its_kind_telling_its_address_and_framing_it(port: int, path: str) -> None:
    answer = ask(port, path)
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Referrer-Policy") == "same-origin"
    assert answer.getheader("X-Frame-Options") == "SAMEORIGIN"


@pytest.mark.parametrize("path", ["/", "/unggah", "/masuk", "/a/b/c"])
def test_every_page_says_what_it_may_load(port: int, path: str) -> None:
    policy = ask(port, path).getheader("Content-Security-Policy", "")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert "'unsafe-inline'" not in rules.get("script-src", "")
    assert "'unsafe-eval'" not in rules.get("script-src", "")
