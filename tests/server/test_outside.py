"""What is handed out without Streamlit: the brief by its address, kept, asked for by its mark, of any version."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.store.versions import Store
from tests import golden
from tests.installations import make_app, serve_port


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Our routes over the city of tests/golden.py."""
    folder = tmp_path_factory.mktemp("luar")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        golden.copy_all(Store())
        with serve_port(make_app()) as number:
            yield number


def ask(port: int, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    content = answer.read()
    packed = answer.getheader("Content-Encoding") == "gzip"
    return answer.status, answer.headers, gzip.decompress(content) if packed else content


def test_the_brief_is_whole_html_under_a_policy_that_allows_no_script(port: int) -> None:
    status, headers, content = ask(port, "/lembar")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert b"<h1>Koperasi Kota Blitar" in content and b"<script" not in content


def test_the_same_brief_is_not_sent_twice(port: int) -> None:
    for path in ("/lembar", "/lembar.pdf"):
        mark = ask(port, path, Accept_Encoding="gzip")[1]["ETag"]
        status, headers, content = ask(port, path, If_None_Match=mark)
        assert (status, content, headers["ETag"]) == (304, b"", mark)
        assert ask(port, f"{path}?versi=1", If_None_Match=mark)[0] == 200


def test_a_link_to_it_shows_title_sentence_and_picture(port: int) -> None:
    html = ask(port, "/lembar?triwulan=2025-T3&kkmp=tanpa")[2].decode()
    told = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', html))
    assert told["title"] == "Koperasi Kota Blitar tanpa KKMP, Triwulan III 2025"
    assert "koperasi aktif" in told["description"]
    assert told["image"] == f"http://127.0.0.1:{port}/lembar.png?triwulan=2025-T3&amp;kkmp=tanpa"
    assert ask(port, "/lembar.png?triwulan=2025-T3&kkmp=tanpa")[2].startswith(b"\x89PNG")


def test_each_format_says_in_its_name_what_it_holds(port: int) -> None:
    for ending, begin in ((".pdf", b"%PDF-"), (".png", b"\x89PNG"), (".txt", b"*Lembar Wali Kota")):
        status, headers, content = ask(port, f"/lembar{ending}?kelurahan=35.72.02.1004")
        name = headers["Content-Disposition"]
        assert status == 200 and content.startswith(begin)
        assert re.search(rf"lembar_2025-T3_Kelurahan_Turi_versi_\d+\{ending}$", name)


def test_the_page_for_a_messenger_holds_the_text_and_a_button(port: int) -> None:
    html = ask(port, "/lembar/salin")[2].decode()
    text = ask(port, "/lembar.txt")[2].decode()
    assert text.splitlines()[0] in html
    assert '<button type="button" id="salin">Salin teks</button>' in html


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("versi=99", "Versi “99” tidak ada."),
        ("triwulan=2031-T1", "belum diterbitkan"),
        ("kelurahan=99", "tidak dikenal"),
        ("kkmp=mungkin", "tidak dikenal"),
    ],
)
def test_what_is_not_there_is_said(port: int, query: str, sentence: str) -> None:
    for path in ("/lembar", "/lembar.pdf", "/lembar/salin"):
        status, _, content = ask(port, f"{path}?{query}")
        assert (status, sentence in content.decode()) == (404, True)


def test_a_strange_host_is_told_in_no_page(port: int) -> None:
    html = ask(port, "/lembar", Host='jahat.go.id"><script>')[2].decode()
    assert "jahat" not in html and "og:image" not in html


def test_nothing_published_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "kosong"))
    with serve_port(make_app()) as number:
        status, _, content = ask(number, "/lembar")
    assert (status, "Belum ada data" in content.decode()) == (404, True)
