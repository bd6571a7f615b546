"""The page Pemda lain: a package is dropped, looked at, vouched for, taken and undone by those who may."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dasbor.ui import access
from dasbor.ui.menu import PAGES
from etl.accounts import users
from etl.acuan import ROOT
from etl.audit import log
from etl.neighbours.held import open_held
from etl.neighbours.ledger import read_ledger
from etl.neighbours.noted.refused import SETTING, Refusal, note_refused
from etl.seal.keys import say_fingerprint
from etl.store.versions import Store
from tests.installations import hash_cheaply
from tests.neighbours.parcels import Parcel, find_fingerprint, hold, write_parcel

NEWER = Parcel(versi=4, dibuat="2025-11-01T09:00:00+07:00")


@pytest.fixture
def state(built_store, monkeypatch: pytest.MonkeyPatch) -> Path:
    hash_cheaply(monkeypatch)
    for role in ("admin", "petugas", "pimpinan"):
        users.add_user(f"si {role}", role=role)
    return Path(built_store.folder)


def start(monkeypatch: pytest.MonkeyPatch, role: str = "petugas") -> AppTest:
    session = users.start_session(f"si {role}")
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session})
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    return at.switch_page(next(h.file for h in PAGES if h.address == "pemda_lain")).run()


def text_of(at: AppTest) -> str:
    said = " ".join(str(e.proto) for kind in ("html", "markdown", "success", "error") for e in at.get(kind))
    return re.sub(r"<[^>]*>|\\.", " ", said)


def drop(at: AppTest, content: bytes) -> AppTest:
    at.get("file_uploader")[0].set_value(("paket.zip", content, "application/zip"))
    return at.run()


def press(at: AppTest, label: str) -> AppTest:
    return next(b for b in at.button if b.label.startswith(label)).click().run()


def list_shown(state: Path) -> list[tuple]:
    con = open_held(state)
    return [] if con is None else con.execute("select kode, versi from pemda").fetchall()


def test_a_package_is_looked_at_vouched_for_taken_and_undone(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = start(monkeypatch)
    assert "Belum ada paket pemda lain." in text_of(at)
    assert list(at.get("file_uploader")[0].proto.type) == []  # the browser turns nothing away: the page names it
    drop(at, write_parcel(Parcel()))
    said = text_of(at)
    assert "Kabupaten Contoh (kabupaten, kode 35.05), versi 3, terbit 1 Agustus 2025 pukul 09.00 WIB" in said
    assert "Utuh, kunci belum dikenal" in said
    button = next(b for b in at.button if b.label == "Terima paket Kabupaten Contoh")
    assert button.disabled and list_shown(state) == []
    (vouch,) = at.checkbox
    assert vouch.label.endswith(say_fingerprint(find_fingerprint()))
    vouch.check().run()
    press(at, "Terima paket")
    assert list_shown(state) == [("35.05", 3)]
    assert "Paket Kabupaten Contoh, versi 3, diterima." in text_of(at)
    assert "T1 2025 sampai T2 2025" in text_of(at)
    drop(at, write_parcel(NEWER))
    assert "Dibandingkan versi 3 yang dipegang: angkanya sama." in text_of(at)
    press(at, "Terima paket")
    assert list_shown(state) == [("35.05", 4)]
    at.selectbox[0].select(2).run()
    assert "Sesudahnya yang dipegang dari Kabupaten Contoh: versi 3" in text_of(at)
    press(at, "Batalkan")
    assert list_shown(state) == [("35.05", 3)]
    events = [(e.event, e.by) for e in log.read_entries() if "paket" in e.event]
    assert events == [("terima_paket", "si petugas")] * 2 + [("batal_paket", "si petugas")]


def test_a_file_that_is_no_package_says_why_and_what_is_held_stays(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(state, Parcel())
    at = start(monkeypatch)
    whole = write_parcel(NEWER)
    drop(at, whole[:500] + b"\0" + whole[501:])
    assert "Paket ini tidak utuh. Isi berkas ini sudah berubah sejak ditandatangani." in text_of(at)
    assert [b.label for b in at.button if b.label.startswith("Terima")] == []
    assert list_shown(state) == [("35.05", 3)]


def test_what_came_by_itself_and_was_refused_is_said_to_who_sees_all(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "Paket ini tidak utuh. Minta paket itu sekali lagi."
    note_refused(state, [Refusal("kab-contoh", "35.05", "a", reason)])
    assert "tidak diterima" not in text_of(start(monkeypatch)), "melihat_semua was taken away since"
    monkeypatch.setenv(SETTING, "ya")
    assert f"tidak diterima: {reason}" in text_of(start(monkeypatch))
    hold(state, Parcel())
    assert "tidak diterima" not in text_of(start(monkeypatch))


def test_who_may_not_publish_does_not_see_the_page_and_a_button_asks_again(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(state, Parcel())
    assert "Bukan untuk peran Anda" in text_of(start(monkeypatch, "pimpinan"))
    at = start(monkeypatch)
    at.selectbox[0].select(1).run()
    monkeypatch.setattr(access, "_read_cookies", dict)
    press(at, "Batalkan")
    assert list_shown(state) == [("35.05", 3)] and len(read_ledger(state).entries) == 1


def test_an_installation_that_has_published_nothing_itself_takes_packages(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    hash_cheaply(monkeypatch)
    users.add_user("si petugas", role="admin")
    at = drop(start(monkeypatch), write_parcel(Parcel()))
    at.checkbox[0].check().run()
    press(at, "Terima paket")
    assert list_shown(store.folder) == [("35.05", 3)]
    (store.folder / "pemda_lain" / "paket").rename(store.folder / "hilang")
    said = text_of(at.run())
    assert "hilang. Salin kembali dari cadangan, lalu jalankan rebuild." in said
    assert "T1 2025 sampai T2 2025" in said, "what its tables hold stays shown"
