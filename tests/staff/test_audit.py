"""The page of the audit: who did what, newest first, filtered, a page at a time, and whether the chain is whole."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.accounts import users
from etl.accounts.roles import User
from etl.acuan import ROOT
from etl.audit import listing, log
from etl.audit.log import Entry
from etl.store.files import AUDIT_FILE
from etl.store.versions import Store


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing published; sixty checks and one answer."""
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    monkeypatch.setattr(users, "find_user", lambda _: User("siti", "admin"))
    for number in range(60):
        log.append("periksa", "siti", "10.0.0.7", tmp_path, berkas=f"buku {number}.xlsx")
    log.append("jawab", "<b>budi</b>", "10.0.0.8", tmp_path, jawaban=3)
    return tmp_path


def open_page() -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    return at.switch_page("pages/petugas/audit.py").run()


def text(at: AppTest) -> str:
    content = " ".join(str(e.proto.body) for e in at.get("html")) + " ".join(e.value for e in at.error)
    return re.sub(r"<style>.*?</style>", "", content, flags=re.S)


def test_the_newest_stand_first_and_fifty_on_a_page(folder: Path) -> None:
    at = open_page()
    assert "Catatan utuh: 61 tindakan berurutan" in text(at)
    assert "&lt;b&gt;budi&lt;/b&gt;" in text(at)
    assert "<b>budi" not in text(at)
    assert ("buku 59.xlsx" in text(at), "buku 11.xlsx" in text(at), "buku 10.xlsx" in text(at)) == (True, True, False)
    at.number_input[0].set_value(2).run()
    assert ("buku 11.xlsx" in text(at), "buku 10.xlsx" in text(at), "buku 0.xlsx" in text(at)) == (False, True, True)


def test_filters_are_by_event_person_and_date(folder: Path) -> None:
    at = open_page()
    assert [s.label for s in at.selectbox] == ["Kejadian", "Oleh", "Tanggal"]
    at.selectbox[0].set_value("Pertanyaan dijawab").run()
    assert ("jawaban: 3" in text(at), "buku 59.xlsx" in text(at)) == (True, False)
    at.selectbox[1].set_value("siti").run()
    assert "Tidak ada tindakan yang cocok." in text(at)
    at.selectbox[0].set_value("").run()
    at.selectbox[2].set_value("Hari ini").run()
    assert ("buku 59.xlsx" in text(at), "jawaban: 3" in text(at)) == (True, False)


def test_a_chain_that_is_broken_is_said_on_the_page(folder: Path) -> None:
    file = folder / AUDIT_FILE
    file.write_bytes(file.read_bytes().replace(b"buku 7.xlsx", b"buku 8.xlsx"))
    at = open_page()
    assert "Catatan ini TIDAK utuh." in text(at)
    assert "Catatan audit berubah atau rusak pada baris 9." in text(at)


def test_a_visitor_sees_nothing_of_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "find_user", lambda _: None)
    at = open_page()
    assert ("Khusus petugas" in text(at), "10.0.0.7" in text(at)) == (True, False)


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        (7, "2026-01-05 14.03.22 WIB"),
        (8, "2026-01-05 14.03.22 WITA"),
        (0, "2026-01-05 14.03.22 UTC"),
        (-3.5, "2026-01-05 14.03.22 UTC-03.30"),
    ],
)
def test_times_are_said_with_their_zone(hours: float, shown: str, tmp_path: Path) -> None:
    time = dt.datetime(2026, 1, 5, 14, 3, 22, tzinfo=dt.timezone(dt.timedelta(hours=hours)))
    (tmp_path / AUDIT_FILE).write_bytes(log.format_entry(Entry(1, time, "masuk", "siti")) + b"\n")
    assert [listing.say_time(r) for r in listing.list_rows(Store(tmp_path))] == [shown]
