"""Whatever writes an address of the dashboard writes it below the base; the source is read for addresses without it."""

from __future__ import annotations

import ast
import asyncio
import re
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit import config

from dasbor import addresses
from dasbor.server import middleware
from etl.acuan import ROOT

TEMPLATES = sorted((ROOT / "dasbor" / "ui" / "templates").glob("*.*"))
SOURCES = sorted((ROOT / "dasbor").rglob("*.py"))
WRITTEN = re.compile(r"""(?:href|action|src)=["']/|url\(["']?/""")
# What compares addresses or cleans them, and a fragment of one, writes none.
COMPARING = {"gate.py", "addresses.py", "assets.py"}
# Named once and put behind the base, or behind the whole place of an installation, where they are used.
NAMED = {"/lembar", "/lembar/salin", "/data/bukti", "/data/kunci.pub", "/data/periksa-bukti.html"}
ALLOWED = {"/", "//", "/_stcore/upload_file", "/media/"} | NAMED


@pytest.mark.parametrize(
    ("setting", "base"), [("", ""), ("/", ""), ("koperasi", "/koperasi"), ("/dinas/koperasi/", "/dinas/koperasi")]
)
def test_an_address_stands_below_the_base(monkeypatch: pytest.MonkeyPatch, setting: str, base: str) -> None:
    monkeypatch.setattr(addresses.st, "get_option", {"server.baseUrlPath": setting}.get)
    assert addresses.in_base("/unggah") == f"{base}/unggah"
    assert addresses.below_base(f"{base}/unggah") == "/unggah"
    assert addresses.below_base(base) == "/"
    if base:
        assert addresses.below_base("/unggah") is None
        assert addresses.below_base(f"{base}x/unggah") is None


def test_the_setting_is_the_one_of_streamlit() -> None:
    assert config.get_option("server.baseUrlPath") == addresses.st.get_option("server.baseUrlPath")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_a_template_writes_no_address_without_the_base(path: Path) -> None:
    assert WRITTEN.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name not in COMPARING], ids=lambda p: p.name)
def test_a_file_writes_no_address_without_the_base(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        node
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "in_base"
        for node in ast.walk(call)
    }
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inside
        if re.match(r"/[a-z_{]", node.value) and node.value not in ALLOWED
    ]
    assert found == []


def test_an_old_address_leads_to_the_renamed_page():
    scope = {"type": "http", "method": "GET", "path": "/ejaan", "query_string": b"versi=1", "headers": []}
    answer = asyncio.run(middleware.show_page(Request(scope | {"path_params": {"alamat": "ejaan"}})))
    assert (answer.status_code, answer.headers["location"]) == (301, "/kamus_dinas?versi=1")
