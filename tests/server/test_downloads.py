"""Files of staff: only for the session that is logged in, kept in no cache; no button of Streamlit's on staff pages."""

from __future__ import annotations

import ast
import datetime as dt
import http.client
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dasbor.ui import access
from dasbor.ui.private import offers
from etl.accounts import users
from etl.acuan import ROOT
from etl.audit import log
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from etl.store.versions import Store
from tests.installations import make_app, serve_port
from tests.workbooks import REGISTER, workbook

STAFF = sorted((ROOT / "pages" / "petugas").glob("*.py"))
ISI = workbook(
    {"Register": [REGISTER, [1, "3572030001", "KSP Maju", "1/BH/XV", "Turi", "Sukorejo", "Aktif", 2024]]}, sample=True
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One publication, from a file whose name would break a header."""
    folder = tmp_path_factory.mktemp("koperasi")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        publish_workbook(check_workbook(ISI, 'Register "Juni"; é.xlsx', "2025-T2"), ISI, by="penguji")
        users.add_user("petugas")
        st.cache_data.clear()
        yield folder


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    with serve_port(make_app()) as number:
        yield number


def ask(port: int, path: str, session: str = "") -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Cookie": f"{access.COOKIE}={session}"} if session else {})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def test_a_download_is_written_down_with_name_and_address(port: int, folder: Path) -> None:
    before = len(log.read_entries(folder))
    session = users.start_session("petugas")
    ask(port, "/unduh/asli/1", session)
    ask(port, "/unduh/asli/1")
    ask(port, f"/unduh/buatan/{offers.put(session, 'tab', lambda: b'isi', 'temuan.csv')}", session)
    entries = [e for e in log.read_entries(folder)[before:] if e.event == "unduh"]
    assert [(e.by, e.address, e.facts["berkas"]) for e in entries] == [
        ("petugas", "127.0.0.1", 'Register "Juni"; é.xlsx'),
        ("petugas", "127.0.0.1", "temuan.csv"),
    ]


def test_an_original_workbook_is_for_staff_who_are_logged_in(port: int) -> None:
    session = users.start_session("petugas")
    status, headers, body = ask(port, "/unduh/asli/1", session)
    assert (status, body) == (200, ISI)
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == "attachment; filename*=utf-8''Register%20%22Juni%22%3B%20%C3%A9.xlsx"
    for other in ("", "karangan"):
        status, headers, body = ask(port, "/unduh/asli/1", other)
        assert status == 403
        assert headers["Cache-Control"] == "no-store"
        assert b"Berkas ini untuk petugas dinas" in body
    users.end_session(session)
    assert ask(port, "/unduh/asli/1", session)[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        "/unduh/asli/99",
        *("/unduh/asli/" + text for text in ("9" * 10, "9" * 19, "9" * 40, "9" * 5000, "x", "-1", "%D9%A1")),
        "/unduh/buatan/entah",
    ],
)
def test_a_file_that_is_not_there_is_said_so(port: int, path: str) -> None:
    status, _, body = ask(port, path, users.start_session("petugas"))
    assert status == 404
    assert b"Berkas ini tidak ada di arsip" in body or b"sudah kedaluwarsa" in body


def test_a_made_file_answers_only_the_session_that_it_was_offered_to(port: int) -> None:
    mine, other = users.start_session("petugas"), users.start_session("petugas")
    token = offers.put(mine, "halaman", lambda: b"isi", "temuan.csv")
    assert ask(port, f"/unduh/buatan/{token}", mine)[::2] == (200, b"isi")
    assert ask(port, f"/unduh/buatan/{token}", mine)[0] == 200  # a second try after a broken download
    assert ask(port, f"/unduh/buatan/{token}", other)[0] == 404
    assert ask(port, f"/unduh/buatan/{token}")[0] == 403
    users.end_session(mine)
    assert ask(port, f"/unduh/buatan/{token}", mine)[0] == 403


def test_a_file_of_a_page_is_for_every_role_but_for_its_session_only(port: int) -> None:
    users.add_user("warga", role="pembaca")
    mine, other = users.start_session("warga"), users.start_session("petugas")
    token = offers.put(mine, "halaman", lambda: b"isi", "daftar.csv", of_page=True)
    path = f"/unduh/halaman/{token}"
    status, headers, body = ask(port, path, mine)
    assert (status, body, headers["Cache-Control"]) == (200, b"isi", "no-store")
    assert [ask(port, path, s)[0] for s in (other, "", "karangan")] == [404, 404, 404]
    assert ask(port, path.replace("halaman", "buatan"), mine)[0] == 403
    users.end_session(mine)
    assert ask(port, path, mine)[0] == 404


def test_files_of_pages_do_not_push_those_of_staff_away() -> None:
    token = offers.put("sesi", "unggah", lambda: b"isi", "a.xlsx")
    for i in range(3_100):
        offers.put("sesi", str(i), lambda: b"", "a.csv", of_page=True)
    assert len(offers._page_offers) == 3_000
    assert offers.get("sesi", token) is not None


def test_an_offer_dies_after_a_quarter_of_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    token = offers.put("sesi", "halaman", lambda: b"isi", "a.csv")
    assert offers.get("sesi", token) is not None
    current = time.monotonic()
    monkeypatch.setattr(offers.time, "monotonic", lambda: current + 15 * 60 + 1)
    assert offers.get("sesi", token) is None


def test_a_page_drawn_again_keeps_its_address_and_gives_the_newer_file() -> None:
    old = offers.put("sesi", "halaman", lambda: b"lama", "a.csv")
    assert offers.put("sesi", "halaman", lambda: b"baru", "a.csv") == old
    offer = offers.get("sesi", old)
    assert offer is not None
    assert offer.make() == b"baru"
    assert offers.put("sesi", "halaman lain", lambda: b"", "a.csv") != old


def test_offers_do_not_pile_up() -> None:
    for i in range(300):
        offers.put("sesi", str(i), lambda: b"", "a.csv")
    assert len(offers._offers) == 200


# ── the staff pages ──


@pytest.fixture
def signed_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    session = users.start_session("petugas")
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session})
    return session


def opened(page: Path) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.switch_page(str(page.relative_to(ROOT)))
    return at.run()


def links(at: AppTest) -> dict[str, str]:
    """Label and address of every guarded download on a page."""
    html = " ".join(str(e.proto.body) for e in at.get("html"))
    return {label: path for path, label in re.findall(r'href="(/unduh/[^"]+)"[^>]*>([^<]+)<', html)}


@pytest.mark.parametrize("page", STAFF, ids=lambda p: p.stem)
def test_no_staff_page_offers_a_file_to_everybody(signed_in: str, page: Path) -> None:
    at = opened(page)
    assert not at.exception
    assert len(at.get("download_button")) == 0
    assert [path for path in links(at).values() if path.startswith("/unduh/berkas/")] == []


def test_history_offers_its_table_and_the_original_workbook(signed_in: str, port: int) -> None:
    known = links(opened(ROOT / "pages/petugas/riwayat.py"))
    assert list(known) == ["Unduh CSV", "Unduh Excel", "Keterangan CSV", "Unduh buku kerja asli"]
    assert ask(port, known["Unduh buku kerja asli"], signed_in)[2] == ISI
    assert b"Riwayat" not in ask(port, known["Unduh CSV"], "karangan")[2]
    assert ask(port, known["Unduh CSV"], signed_in)[2].startswith(b"\xef\xbb\xbfVersi;Waktu;Oleh")


def test_history_says_that_a_workbook_was_removed_because_its_time_is_over(signed_in: str) -> None:
    store = Store()
    record = store.records.read_all()[0][0]
    content = store.workbooks.read(record)
    store.records.declare_expired(record["nomor"], 1, 2, dt.datetime(2030, 1, 1))
    store.workbooks.remove(record)
    try:
        at = opened(ROOT / "pages/petugas/riwayat.py")
    finally:
        store.workbooks.keep(record["berkas"], content, record["sha256"])
    assert list(links(at)) == ["Unduh CSV", "Unduh Excel", "Keterangan CSV"]
    removed = "Buku kerja aslinya sudah dihapus karena masa simpannya habis (setelan simpan_buku_kerja_tahun)."
    assert removed in [c.value for c in at.caption]


def test_the_upload_offers_the_findings_and_the_marked_workbook(signed_in: str, port: int) -> None:
    at = opened(ROOT / "pages/petugas/unggah.py")
    templat = links(at)
    assert list(templat) == ["Unduh templat kosong", "Unduh templat berisi register terakhir"]
    assert ask(port, templat["Unduh templat kosong"], signed_in)[2][:2] == b"PK"
    error = workbook({"Register": [REGISTER, [1, None, None, None, "Turi", "Sukorejo", "Aktif", 2024]]}, sample=True)
    at.file_uploader[0].set_value(("juni.xlsx", error, "application/octet-stream")).run()
    at.selectbox[0].select("2025-T2").run()
    assert not at.exception
    assert len(at.get("download_button")) == 0
    known = links(at)
    assert list(known) == ["Unduh CSV", "Unduh Excel", "Keterangan CSV", "Unduh buku kerja yang sudah ditandai"]
    status, headers, body = ask(port, known["Unduh buku kerja yang sudah ditandai"], signed_in)
    assert (status, body[:2]) == (200, b"PK")
    assert headers["Content-Disposition"].endswith("juni%20-%20ditandai.xlsx")


def test_the_modules_of_staff_pages_know_no_download_button() -> None:
    files = [*STAFF, *(ROOT / "dasbor" / "staff").glob("*.py")]
    assert len(files) > 8
    calls = [
        n for f in files for n in ast.walk(ast.parse(f.read_text(encoding="utf-8"))) if isinstance(n, ast.Attribute)
    ]
    assert [c.attr for c in calls if c.attr in ("download_button", "unduh", "daftar_tabel")] == []
