"""Whom to call is seen, found, corrected and taken out by those who may; it reaches nobody else by page or route."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dasbor.staff import kontak
from dasbor.ui import access
from dasbor.ui.menu import PAGES
from etl.__main__ import main
from etl.accounts import manage, users
from etl.accounts.roles import ROLES
from etl.acuan import ROOT
from etl.audit import log
from etl.contacts.book import ContactBook
from etl.publish.join.decide import publish_decision
from etl.publish.join.plan import plan_join
from etl.store.versions import Store
from tests.built import copy_built
from tests.contacts.registers import PIECES, ROWS, book, known, publish, text_of
from tests.installations import copy_reference, hash_cheaply, make_app, serve_port

SEES = {"petugas", "pimpinan", "admin"}
SATU = "Zulkarnaen Kontakcoba"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path)))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    hash_cheaply(monkeypatch)
    copy_built("register dengan kontak", tmp_path / "keadaan", lambda: publish(Store(), "2025-T3", book(visits=True)))
    users.add_user("kepala", role="admin")
    for role in ROLES:
        users.add_user(f"si {role}", role=role)
    return Store()


def sign_in(role: str) -> str:
    return users.start_session(f"si {role}") if role else ""


def start(address: str, session: str, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session} if session else {})
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    return at.switch_page(next(h.file for h in PAGES if h.address == address)).run()


def everything(at: AppTest) -> str:
    """All that the browser gets: texts, values and labels of fields, options."""
    return " ".join(str(e.proto) for block in at for e in [block] if hasattr(e, "proto")) + " ".join(
        str(e.proto)
        for kind in ("html", "markdown", "selectbox", "text_input", "button", "caption")
        for e in at.get(kind)
    )


def holds(text: str) -> list[str]:
    return [p for p in PIECES if p in text]


def find_id(store: Store, name: str, version: int = 1) -> str:
    con = store.open_version(version)
    return str(
        con.execute("select koperasi_id from koperasi_triwulan where nama_koperasi = ?", [name]).fetchall()[0][0]
    )


# ── who sees it ──


@pytest.mark.parametrize("who", ["", *ROLES])
def test_on_every_page_only_those_who_may_see_a_contact(store, who, monkeypatch):
    session, seen = sign_in(who), {}
    record = find_id(store, "KSP Satu")
    for h in PAGES:
        at = start(h.address, session, monkeypatch, **({"id": record} if h.address == "koperasi" else {}))
        seen[h.address] = bool(holds(everything(at)))
    shown = {"prioritas", "koperasi", "kontak"} if who in SEES else set()
    assert {address for address, yes in seen.items() if yes} == shown


@pytest.fixture
def port() -> Iterator[int]:
    with serve_port(make_app()) as number:
        yield number


def ask(port: int, path: str, session: str) -> tuple[int, str]:
    """Status and text; of a workbook the text of all its parts."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Cookie": f"{access.COOKIE}={session}"} if session else {})
    answer = connection.getresponse()
    content = answer.read()
    return answer.status, text_of(content) if content.startswith(b"PK") else content.decode("utf-8", "replace")


@pytest.mark.parametrize("who", ["", "pembaca"])
def test_no_route_gives_a_reader_a_contact(store, port, who):
    session = sign_in(who)
    paths = ["/kontak", "/prioritas", "/koperasi", "/sehat", "/unduh/asli/1", "/kontak/daftar.json", "/data/kontak"]
    for path in paths:
        assert holds(ask(port, path, session)[1]) == [], path
    assert ask(port, "/unduh/asli/1", session)[0] == 403


def test_files_of_prioritas_hold_no_contact_whoever_takes_them(store, tmp_path, port, monkeypatch):
    copy_reference(tmp_path, nama_koperasi="masuk")  # then files are offered to the session, where a test can ask
    session = sign_in("petugas")
    text = everything(start("prioritas", session, monkeypatch))
    assert "WA 081298712303 atau 081298712304" in text
    links = re.findall(r"/unduh/halaman/\w+", text)
    files = [ask(port, link, session) for link in dict.fromkeys(links)]
    assert len(files) >= 3 and {status for status, _ in files} == {200}
    assert any("KPRI Tiga" in content for _, content in files)
    assert [holds(content) for _, content in files] == [[]] * len(files)


# ── what staff do ──


def test_of_how_many_is_said_of_the_register_and_searching_is_advised_to_who_searched():
    rows = pd.DataFrame(
        [
            ("A", "2025-T2", True, "x"),
            ("B", "2025-T2", True, ""),
            ("C", "2024-T1", False, "x"),
            ("D", "2024-T1", False, ""),
        ],
        columns=["nama_koperasi", "periode", "di_register", "menurut"],
    )
    assert kontak.say_known(rows) == (
        "1 dari 2 koperasi di register Triwulan II 2025 ada kontaknya, dan 1 yang tidak lagi di register."
    )
    nothing = [kontak._say_nothing(True, word) for word in ("", "zul")]
    assert nothing == [
        ("Belum ada kontak.", "Pilih koperasinya di bawah untuk mengisinya."),
        ("Tidak ada yang cocok.", "Cari kata lain, atau pilih koperasinya di bawah untuk mengisinya."),
    ]


def test_a_contact_is_found_by_name_of_the_chair(store, monkeypatch):
    at = start("kontak", sign_in("petugas"), monkeypatch)
    text = everything(at)
    assert "3 dari 4 koperasi di register Triwulan III 2025 ada kontaknya." in text
    at.text_input(key="kontak_cari").set_value("yosefina").run()
    found = re.findall(r"<th scope=\"row\">.*?>(K\w+ \w+)<", "".join(str(e.proto.body) for e in at.get("html")), re.S)
    assert found == ["KSU Dua"]


def test_staff_correct_a_contact_and_the_audit_says_who_and_which_but_not_what(store, monkeypatch):
    at = start("kontak", sign_in("petugas"), monkeypatch)
    at.text_input(key="kontak_cari").set_value("zulkarnaen").run()
    _field(at, "Nomor telepon atau HP").set_value("0812-0000-7777")
    next(b for b in at.button if b.label == "Simpan kontak").click().run()
    assert known(store)["KSP Satu"] == (SATU, "0812-0000-7777")
    entry = log.read_entries(store.folder)[-1]
    assert (entry.event, entry.by, entry.facts) == (
        "ubah_kontak",
        "si petugas",
        {"koperasi": find_id(store, "KSP Satu")},
    )
    assert "7777" not in (store.folder / "audit.jsonl").read_text(encoding="utf-8")


def _field(at: AppTest, label: str):
    return next(t for t in at.text_input if t.label == label)


def test_staff_take_a_contact_out(store, monkeypatch):
    at = start("kontak", sign_in("petugas"), monkeypatch)
    at.text_input(key="kontak_cari").set_value("zulkarnaen").run()
    next(b for b in at.button if b.label == "Hapus kontak ini").click().run()
    assert "KSP Satu" not in known(store)
    assert [(e.event, e.by) for e in log.read_entries(store.folder)][-1] == ("hapus_kontak", "si petugas")
    assert b"Zulkarnaen" not in ContactBook(store.folder).path.read_bytes()


def test_the_head_sees_contacts_and_cannot_change_them(store, monkeypatch):
    at = start("kontak", sign_in("pimpinan"), monkeypatch)
    assert "Zulkarnaen" in everything(at)
    assert [b.label for b in at.button if "ontak" in b.label] == []


def test_a_right_that_is_gone_when_the_button_is_pressed_changes_nothing(store, monkeypatch):
    at = start("kontak", sign_in("petugas"), monkeypatch)
    at.text_input(key="kontak_cari").set_value("zulkarnaen").run()
    manage.set_role("si petugas", "pimpinan", "kepala")
    next(b for b in at.button if b.label == "Hapus kontak ini").click().run()
    assert known(store)["KSP Satu"][0] == SATU


def test_a_joined_cooperative_keeps_its_contact(store, monkeypatch):
    """KPRI Tiga came back under another number and name, with a contact, and staff joined the two: the id of before
    stays, and the newer contact is its."""
    anew = ["3572000000009", "Kopinkra Jaya Abadi", "Gedog", "Aktif", 2024, "Yosefina", None, "0812-9871-0009"]
    publish(store, "2025-T4", book(*[r for r in ROWS if r[1] != "KPRI Tiga"], anew))
    ended, now = find_id(store, "KPRI Tiga"), find_id(store, "Kopinkra Jaya Abadi", 2)
    assert publish_decision(lambda con: plan_join(con, [now, ended]), "Ani", "ganti nama", 2, store=store) == 3
    at = start("koperasi", sign_in("petugas"), monkeypatch, id=ended)
    assert "0812-9871-0009" in everything(at)


def test_a_damaged_list_is_said_on_the_page_and_can_be_emptied(store, monkeypatch, capsys):
    ContactBook(store.folder).path.write_bytes(b"[1")
    at = start("kontak", sign_in("petugas"), monkeypatch)
    assert "Daftar kontak tidak dapat dibaca" in everything(at)
    assert "Prioritas" in everything(start("prioritas", sign_in("petugas"), monkeypatch))
    assert main(["kontak", "--kosongkan", "--oleh", "Ani"]) == 1
    assert main(["kontak", "--kosongkan", "--yakin", "--oleh", "Ani"]) == 0
    assert main(["kontak"]) == 0
    assert "Belum ada kontak koperasi." in capsys.readouterr().out


def test_the_command_line_counts_and_takes_out_without_showing_anything(store, capsys):
    assert main(["kontak"]) == 0
    assert main(["kontak", "--hapus", find_id(store, "KSU Dua"), "--oleh", "Ani"]) == 0
    assert main(["kontak", "--hapus", "tidak-ada", "--oleh", "Ani"]) == 2
    printed = capsys.readouterr()
    assert printed.out.splitlines() == ["3 kontak koperasi: 3 dari Triwulan III 2025.", "1 kontak dihapus."]
    assert holds(printed.out + printed.err) == []
    assert set(known(store)) == {"KSP Satu", "KPRI Tiga"}
