"""Staff accounts, the login routes and the guard on uploads."""

from __future__ import annotations

import http.client
import re
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
import uvicorn
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dasbor.server import middleware
from dasbor.ui import access
from etl.accounts import users


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    # Real hashes, made cheap: the tests log in sixty times.
    monkeypatch.setattr(users, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return tmp_path


# ── accounts ──


def test_a_new_installation_has_no_users_until_one_is_added() -> None:
    assert not users.has_users()
    users.add_user("petugas")
    assert users.has_users()


def test_the_generated_password_logs_in_whatever_the_case_of_the_name() -> None:
    sandi = users.add_user("Petugas Dinas")
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", sandi)
    assert users.log_in(" petugas  DINAS ", sandi) == users.LoginAttempt("petugas dinas")


@pytest.mark.parametrize("nama", ["", "   ", "\t"])
def test_an_empty_name_is_refused(nama: str) -> None:
    with pytest.raises(ValueError, match="nama pengguna kosong"):
        users.add_user(nama)


def test_a_new_password_ends_the_sessions_of_the_old_one() -> None:
    lama = users.add_user("petugas")
    token = users.start_session("petugas")
    users.add_user("petugas")
    assert users.find_session_user(token) is None
    assert users.log_in("petugas", lama) == users.LoginAttempt(None)


def test_five_failures_lock_the_name_even_for_the_right_password() -> None:
    sandi = users.add_user("petugas")
    hasil = [users.log_in("petugas", "salah").is_locked for _ in range(5)]
    assert hasil == [False, False, False, False, True]
    assert users.log_in("petugas", sandi) == users.LoginAttempt(None, is_locked=True)


def test_the_lock_opens_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    sandi = users.add_user("petugas")
    for _ in range(5):
        users.log_in("petugas", "salah")
    monkeypatch.setattr(users, "LOCK_LENGTH", timedelta(0))
    assert users.log_in("petugas", sandi).nama == "petugas"


def test_a_success_forgets_earlier_failures() -> None:
    sandi = users.add_user("petugas")
    for _ in range(3):
        for _ in range(4):
            users.log_in("petugas", "salah")
        assert users.log_in("petugas", sandi).nama == "petugas"


def test_a_session_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    users.add_user("petugas")
    monkeypatch.setattr(users, "SESSION_LENGTH", timedelta(seconds=-1))
    assert users.find_session_user(users.start_session("petugas")) is None


def test_the_file_holds_neither_passwords_nor_tokens(folder: Path) -> None:
    sandi = users.add_user("petugas")
    token = users.start_session("petugas")
    isi = (folder / users.USERS_FILE).read_bytes()
    assert sandi.encode() not in isi
    assert token.encode() not in isi
    with closing(sqlite3.connect(folder / users.USERS_FILE)) as db:
        assert db.execute("select substr(sandi, 1, 9) from pengguna").fetchall() == [("$argon2id",)]


def test_logins_are_audited_without_names_that_are_no_account() -> None:
    sandi = users.add_user("petugas")
    users.log_in("petugas", "salah")
    users.log_in("kata-sandi-di-kolom-nama", "x")
    users.log_in("petugas", sandi)
    users.end_session(users.start_session("petugas"))
    assert [(nama, kejadian) for _, nama, kejadian in users.read_audit_log()] == [
        ("petugas", "sandi dibuat"),
        ("petugas", "gagal"),
        ("(tidak dikenal)", "gagal"),
        ("petugas", "masuk"),
        ("petugas", "keluar"),
    ]


@pytest.mark.parametrize(
    ("diminta", "tujuan"),
    [
        ("/unggah", "/unggah"),
        ("/?triwulan=2025-T3", "/?triwulan=2025-T3"),
        ("", "/"),
        (None, "/"),
        ("unggah", "/"),
        ("https://contoh.id/", "/"),
        ("//contoh.id/", "/"),
        ("/\\contoh.id", "/"),
        ("/\t/contoh.id", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_login_only_a_path_of_this_site_is_followed(diminta: str | None, tujuan: str) -> None:
    assert access.clean_next_address(diminta) == tujuan


# ── routes ──


async def _upload(_: Request) -> PlainTextResponse:
    return PlainTextResponse("diterima")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Our routes and middleware on a real server, with a stand-in behind Streamlit's upload address."""
    rute = [Route("/_stcore/upload_file/{sesi}/{berkas}", _upload, methods=["PUT", "DELETE"]), *middleware.ROUTES]
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        nomor = s.getsockname()[1]
    setelan = uvicorn.Config(Starlette(routes=rute, middleware=middleware.LAYERS), port=nomor, log_level="error")
    server = uvicorn.Server(setelan)
    benang = threading.Thread(target=server.run, daemon=True)
    benang.start()
    while not server.started:
        time.sleep(0.01)
    yield nomor
    server.should_exit = True
    benang.join(timeout=5)


class Peramban:
    """A browser's cookie jar and nothing more."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.kuki: dict[str, str] = {}
        self.tajuk: list[str] = []

    def ask(self, cara: str, alamat: str, isian: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, address of a redirect, text."""
        sambungan = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        tajuk = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.kuki.items())}
        if isian is not None:
            tajuk["Content-Type"] = "application/x-www-form-urlencoded"
        sambungan.request(cara, alamat, urlencode(isian) if isian is not None else None, tajuk)
        jawaban = sambungan.getresponse()
        teks = jawaban.read().decode()
        self.tajuk = jawaban.headers.get_all("Set-Cookie", [])
        for baris in self.tajuk:
            nama, isi = baris.split(";")[0].split("=", 1)
            self.kuki[nama] = isi.strip('"')
        sambungan.close()
        return jawaban.status, jawaban.getheader("Location", ""), teks

    def fill(self, nama: str, sandi: str, lanjut: str = "/unggah") -> tuple[int, str, str]:
        """Open the form, then send it with its hidden token."""
        _, _, teks = self.ask("GET", f"/masuk?{urlencode({'lanjut': lanjut})}")
        token = re.search(r'name="formulir" value="([^"]+)"', teks)
        assert token is not None
        return self.ask("POST", "/masuk", {"formulir": token[1], "lanjut": lanjut, "nama": nama, "sandi": sandi})


def test_the_right_password_leads_back_to_the_page_with_a_cookie_scripts_cannot_read(port: int) -> None:
    sandi = users.add_user("petugas")
    p = Peramban(port)
    assert p.fill("petugas", sandi)[:2] == (303, "/unggah")
    kuki = next(baris for baris in p.tajuk if baris.startswith(access.COOKIE))
    assert "HttpOnly" in kuki
    assert "SameSite=lax" in kuki
    assert users.find_session_user(p.kuki[access.COOKIE]) == "petugas"


def test_a_wrong_password_is_said_in_indonesian_and_gives_no_cookie(port: int) -> None:
    users.add_user("petugas")
    p = Peramban(port)
    status, _, teks = p.fill("petugas", "salah")
    assert status == 401
    assert "Nama atau kata sandi tidak cocok" in teks
    assert access.COOKIE not in p.kuki


def test_from_the_fifth_failure_on_the_answer_is_429(port: int) -> None:
    users.add_user("petugas")
    p = Peramban(port)
    assert [p.fill("petugas", "salah")[0] for _ in range(6)] == [401, 401, 401, 401, 429, 429]


def test_a_form_without_its_token_is_refused(port: int) -> None:
    sandi = users.add_user("petugas")
    p = Peramban(port)
    p.ask("GET", "/masuk")
    status, _, _ = p.ask("POST", "/masuk", {"formulir": "lain", "nama": "petugas", "sandi": sandi})
    assert status == 403
    assert access.COOKIE not in p.kuki


def test_a_form_that_is_far_too_large_is_not_read(port: int) -> None:
    assert Peramban(port).ask("POST", "/masuk", {"nama": "x" * 20_000})[0] == 413


def test_what_was_typed_comes_back_escaped(port: int) -> None:
    _, _, teks = Peramban(port).fill('"><script>x</script>', "salah", lanjut='/"><script>')
    assert "<script>" not in teks
    assert "&quot;&gt;&lt;script&gt;" in teks


def test_logging_out_ends_the_session_on_the_server(port: int) -> None:
    p = Peramban(port)
    p.fill("petugas", users.add_user("petugas"))
    token = p.kuki[access.COOKIE]
    assert p.ask("GET", "/keluar")[:2] == (303, "/")
    assert users.find_session_user(token) is None


@pytest.mark.parametrize("cara", ["PUT", "DELETE"])
def test_files_are_taken_only_from_staff_who_are_logged_in(port: int, cara: str) -> None:
    p = Peramban(port)
    assert p.ask(cara, "/_stcore/upload_file/a/b")[0] == 403
    p.kuki[access.COOKIE] = "karangan"
    assert p.ask(cara, "/_stcore/upload_file/a/b")[0] == 403
    p.fill("petugas", users.add_user("petugas"))
    assert p.ask(cara, "/_stcore/upload_file/a/b")[::2] == (200, "diterima")


@pytest.mark.parametrize("alamat", ["/", "/keaktifan", "/unggah"])
def test_every_page_says_that_it_is_indonesian(port: int, alamat: str) -> None:
    status, _, teks = Peramban(port).ask("GET", alamat)
    assert status == 200
    assert '<html lang="id">' in teks
    assert "<title>Koperasi Kota Blitar</title>" in teks


def test_the_first_page_by_its_name_leads_to_the_root_with_its_choice(port: int) -> None:
    assert Peramban(port).ask("GET", "/ringkasan?triwulan=2025-T1")[:2] == (307, "/?triwulan=2025-T1")


def test_an_unknown_address_is_said_so_and_leads_home(port: int) -> None:
    status, _, teks = Peramban(port).ask("GET", "/entah")
    assert status == 404
    assert "Alamat ini tidak ada di dasbor" in teks
    assert 'href="/"' in teks
