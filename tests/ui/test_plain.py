"""Nothing from a workbook goes through Markdown: no call forgets plain(); hostile workbooks load and link nothing."""

from __future__ import annotations

import ast
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from playwright.sync_api import Browser, expect
from streamlit.testing.v1 import AppTest

from dasbor.ui import access
from dasbor.ui.menu import PAGES
from dasbor.ui.plain import plain
from etl.accounts import users
from etl.acuan import ROOT
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from tests.servers import COOKIE, chromium, give_password, open_page, server, settle
from tests.workbooks import REGISTER, workbook

LABELS = frozenset(
    "markdown success error warning info toast caption write title header subheader metric expander popover button "
    "download_button form_submit_button link_button page_link selectbox multiselect radio checkbox toggle text_input "
    "text_area number_input segmented_control pills slider select_slider date_input time_input file_uploader status "
    "spinner tabs dialog badge Page progress exception update".split()
)
KEYWORDS = frozenset("label body help title captions delta text".split())
MARKDOWN_OPTIONS = frozenset(("radio", "segmented_control", "pills"))


def _unsafe(file: Path) -> list[str]:
    """Calls whose label or message is neither written in the program nor made by plain()."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    modules = {
        a.asname or a.name for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom)) for a in n.names
    }
    found = []
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)):
        assert isinstance(call.func, ast.Attribute)
        name, receiver = call.func.attr, call.func.value
        ours = not isinstance(receiver, ast.Name) or receiver.id in modules - {"st"}
        if name in LABELS and not ours:
            found += [f"{file.name}:{call.lineno} {name}" for text in _texts(call, name) if not _is_safe(text)]
    return found


def _texts(call: ast.Call, name: str) -> list[ast.expr]:
    positional = [] if name in ("Page", "update") else call.args[: 2 if name in ("metric", "toast") else 1]
    named = KEYWORDS | ({"format_func"} if name in MARKDOWN_OPTIONS else set())
    return [*positional, *(k.value for k in call.keywords if k.arg in named)]


def _is_safe(text: ast.expr) -> bool:
    match text:
        case ast.JoinedStr(values=parts):
            return all(_is_safe(p.value if isinstance(p, ast.FormattedValue) else p) for p in parts)
        case ast.BinOp(left=left, right=right) | ast.IfExp(body=left, orelse=right):
            return _is_safe(left) and _is_safe(right)
        case ast.ListComp(elt=one) | ast.Lambda(body=one):
            return _is_safe(one)
        case ast.Constant() | ast.Call(func=ast.Name(id="plain")):
            return True
    return False


def test_every_label_and_message_is_written_in_the_program_or_goes_through_plain() -> None:
    files = [*(ROOT / "dasbor").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]
    assert [call for file in files for call in _unsafe(file)] == []


@pytest.mark.parametrize(
    ("call", "unsafe"),
    [
        ("st.error(str(salah))", 1),
        ("st.success(f'Ejaan {sebutan} dicabut')", 1),
        ("wadah.markdown(teks)", 1),
        ("st.selectbox('Lembar', opsi, help=nama)", 1),
        ("st.radio('Lembar', opsi, format_func=opsi.get)", 1),
        ("st.error(plain(salah) + ' Coba lagi.')", 0),
        ("st.expander(f'**{plain(nama)}**')", 0),
        ("st.selectbox('Lembar', opsi, format_func=opsi.get)", 0),  # these options are no Markdown
    ],
)
def test_the_search_finds_what_it_looks_for(tmp_path: Path, call: str, unsafe: int) -> None:
    file = tmp_path / "contoh.py"
    file.write_text(call)
    assert len(_unsafe(file)) == unsafe


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("![x](http://127.0.0.1/a.png)", r"\!\[x\](http\://127.0.0.1/a.png)"),
        ("[a](javascript:alert(1))", r"\[a\](javascript\:alert(1))"),
        (":red[merah]", r"\:red\[merah\]"),
        ("$x$ `y` <img> a|b", r"\$x\$ \`y\` \<img\> a\|b"),
        ("www.contoh.id", r"www\.contoh.id"),
        ("# KSP", r"\# KSP"),
        ("1. KSP\n\n2. KUD", r"1\. KSP 2. KUD"),
        ("“KSP Maju (Turi)”, pukul 12:30; Rp 5.000", "“KSP Maju (Turi)”, pukul 12:30; Rp 5.000"),
    ],
)
def test_marks_become_characters_and_ordinary_text_stays_as_it_is(text: str, label: str) -> None:
    assert plain(text) == label


# ── a hostile workbook ──


class _Server(http.server.ThreadingHTTPServer):
    asked: list[str]


@pytest.fixture(scope="module")
def outside() -> Iterator[_Server]:
    """Another site, which notes what it is asked for."""

    class Note(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert isinstance(self.server, _Server)
            self.server.asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    s = _Server(("127.0.0.1", 0), Note)
    s.asked = []
    threading.Thread(target=s.serve_forever, daemon=True).start()
    yield s
    s.shutdown()


def marks(port: int, word: str) -> str:
    """Every kind of mark around a word."""
    picture = f"http://127.0.0.1:{port}/{word}.png"
    return f"{word} ![x]({picture}) [a](javascript:alert(1)) :red[m] $x$ `y` <img src={picture}>"


def hostile(port: int, periode: str, nama: str = "") -> bytes:
    """A register whose names hold marks. The wrong kelurahan is asked about and quoted; a blank status is found."""

    def line(i: int, kelurahan: str, status: str) -> list[object]:
        return [
            i,
            f"357203000{i}",
            nama or marks(port, f"koperasi{i}"),
            f"{i}/BH/XV",
            kelurahan,
            "Sukorejo",
            status,
            2024,
        ]

    rows = [line(1, "Turi", "Aktif"), line(2, "Turi", "Tidak Aktif")]
    if periode == "2025-T2":
        rows += [line(3, marks(port, "kelurahan"), "Aktif"), line(4, "Turi", marks(port, "status"))]
    header = [*REGISTER, marks(port, "judul")] if periode == "2025-T2" else REGISTER
    return workbook({"Reg $x$ `y` <img src=x>": [header, *rows]}, sample=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, outside: _Server) -> Iterator[Path]:
    """One quarter of hostile names, published."""
    folder = tmp_path_factory.mktemp("koperasi")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        data = hostile(outside.server_port, "2025-T1")
        publish_workbook(
            check_workbook(data, f"{marks(outside.server_port, 'berkas')[:60]}.xlsx", "2025-T1"),
            data,
            by="`penguji` $x$",
        )
        st.cache_data.clear()
        yield folder


def _drawn(at: AppTest) -> list[str]:
    """Everything that Streamlit reads as Markdown on a page."""
    kinds = ("markdown", "caption", "success", "error", "warning", "info", "expander", "status", "tab")
    texts = [str(getattr(e, "value", "") or getattr(e, "label", "")) for kind in kinds for e in at.get(kind)]
    for kind in ("selectbox", "button", "checkbox", "text_input", "text_area", "radio", "number_input"):
        texts += [str(e.proto.label) + str(e.proto.help) for e in at.get(kind)]
    for group in at.get("button_group"):
        texts += [str(o.content) for o in group.proto.options]
    return texts


_ALIVE = re.compile(r"(?<!\\)!?\[[^\]\\]*\]\(|(?<!\\):[a-z]+\[|(?<!\\)\$[^$]*\$|(?<!\\)<img|(?<!\\)`[^`]*`")


@pytest.mark.parametrize("page", [h.file for h in PAGES])
def test_no_page_hands_a_mark_of_the_workbook_to_markdown(
    folder: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session})
    give_password("petugas")
    session = users.start_session("petugas")
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.switch_page(page)
    at.run()
    assert not at.exception
    assert [t for t in _drawn(at) if _ALIVE.search(t)] == []


def test_the_upload_of_a_hostile_workbook_hands_none_either(
    folder: Path, outside: _Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session})
    give_password("petugas")
    session = users.start_session("petugas")
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.switch_page("pages/petugas/unggah.py")
    at.run()
    name = "b ![x](c) $x$ `y`.xlsx"
    at.file_uploader[0].set_value((name, hostile(outside.server_port, "2025-T2"), "application/octet-stream")).run()
    at.selectbox[0].select("2025-T2").run()
    assert not at.exception
    shown = _drawn(at)
    # The question quotes the kelurahan: the marks are there, and none of them lives.
    assert any("kelurahan" in t and r"\!\[x\]" in t for t in shown)
    assert [t for t in shown if _ALIVE.search(t)] == []


@pytest.mark.peramban
@pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium")
def test_a_browser_asks_nobody_outside_for_what_a_workbook_names(
    folder: Path, outside: _Server, browser: Browser, tmp_path: Path
) -> None:
    give_password("petugas")
    file = tmp_path / "b ![x](c) $x$ `y`.xlsx"
    file.write_bytes(hostile(outside.server_port, "2025-T2"))
    with server(folder) as address:
        context = browser.new_context()
        context.add_cookies([{"name": COOKIE, "value": users.start_session("petugas"), "url": address}])
        for page in ("", "keaktifan", "koperasi", "mutu", "riwayat"):
            open_page(context, f"{address}/{page}").close()
        sheet = open_page(context, f"{address}/unggah")
        sheet.set_input_files('input[type="file"]', file)
        expect(sheet.get_by_role("heading", name="Periksa")).to_be_visible(timeout=60_000)
        settle(sheet)
        assert sheet.locator('.stMain a[href^="javascript"], .stMain .katex, .stMain img[src^="http"]').count() == 0
        context.close()
    assert outside.asked == []
