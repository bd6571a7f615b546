"""Files of the pages are compressed once, not at each request; who forbids gzip gets none."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit.web.server.starlette.starlette_gzip_middleware import SelectiveGZipMiddleware

from dasbor.server import middleware
from dasbor.server.outside import assets
from dasbor.server.outside.encoding import takes_gzip
from etl.store.versions import Store
from tests import golden
from tests.installations import serve_port


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Our routes with Streamlit's compression behind our layers, as it stands in the server."""
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(tmp_path_factory.mktemp("berkas")))
        golden.copy_all(Store(), until="2024-T3")
        compressing = Middleware(SelectiveGZipMiddleware, minimum_size=1000, compresslevel=5)
        with serve_port(Starlette(routes=middleware.ROUTES, middleware=[*middleware.LAYERS, compressing])) as number:
            yield number


def ask(port: int, path: str, accepts: str = "", **more: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    told = {"Accept-Encoding": accepts} if accepts else {}
    connection.request("GET", path, headers=told | {name.replace("_", "-"): value for name, value in more.items()})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def find_script() -> Path:
    return max((assets.STATIC / "static" / "js").glob("index.*.js"), key=lambda file: file.stat().st_size)


def test_a_script_is_compressed_once_and_kept_a_year(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    compress = gzip.compress

    def count(content: bytes, level: int, mtime: int) -> bytes:
        counted.append(len(content))
        return compress(content, level, mtime=mtime)

    monkeypatch.setattr(gzip, "compress", count)
    script = find_script()
    answers = [ask(port, f"/static/js/{script.name}", "gzip, deflate, br") for _ in range(3)]
    assert counted in ([script.stat().st_size], [])  # [] = another test asked for it before
    for status, headers, content in answers:
        assert (status, headers["Content-Encoding"], headers["Vary"]) == (200, "gzip", "Accept-Encoding")
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert gzip.decompress(content) == script.read_bytes()


@pytest.mark.parametrize("accepts", ["", "identity", "gzip;q=0", "br", "gzip;q=0, *"])
def test_who_forbids_gzip_gets_none(port: int, accepts: str) -> None:
    for path in (f"/static/js/{find_script().name}", "/", "/lembar", "/lembar.pdf", "/kamus"):
        _, headers, content = ask(port, path, accepts)
        assert (headers["Content-Encoding"], headers.get_all("Vary")) == (None, ["Accept-Encoding"])
        assert int(headers["Content-Length"]) == len(content) > 1000


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("gzip", True),
        ("deflate, GZIP;q=0.5", True),
        ("*", True),
        ("br;q=1, *;q=0", False),
        ("gzip; q=0.0", False),
        ("gzip;q=nol", False),
        ("notgzip", False),
        ("", False),
    ],
)
def test_the_weights_of_a_client_are_read(written: str, taken: bool) -> None:
    assert takes_gzip([written]) is taken


def test_what_is_packed_already_is_sent_as_it_is(port: int) -> None:
    for path, begin in (("/lembar.pdf", b"%PDF-"), ("/lembar.png", b"\x89PNG"), ("/data/paket.zip", b"PK")):
        _, headers, content = ask(port, path, "gzip")
        assert (headers["Content-Encoding"], headers.get_all("Vary")) == (None, ["Accept-Encoding"])
        assert content.startswith(begin)


def test_pages_and_health_are_asked_for_anew_and_an_icon_lasts_a_day(port: int) -> None:
    lasts = {path: ask(port, path, "gzip")[1]["Cache-Control"] for path in ("/", "/kamus", "/sehat", "/ikon.svg")}
    assert lasts == {"/": "no-cache", "/kamus": "no-cache", "/sehat": "no-store", "/ikon.svg": "public, max-age=86400"}


def test_the_shell_is_not_sent_twice(port: int) -> None:
    status, headers, content = ask(port, "/", "gzip")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert b'lang="id"' in gzip.decompress(content)
    assert ask(port, "/", "gzip", If_None_Match=headers["ETag"])[0] == 304


def test_a_file_that_is_not_there_is_said(port: int) -> None:
    for path in ("/static/js/tidak.ada.js", "/static/../../streamlit/__init__.py", "/static/"):
        assert ask(port, path)[0] == 404
