"""Staff accounts, the login routes and the guard on uploads."""

from __future__ import annotations

import asyncio
import http.client
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dasbor.server import login, turns
from dasbor.ui import access
from etl import __main__ as etl
from etl.accounts import attempts, manage, passwords, users
from etl.accounts.database import open_db
from etl.acuan import find_data_folder
from etl.audit import log
from etl.audit.events import SYSTEM
from etl.store.files import AUDIT_FILE
from etl.store.versions import Store
from etl.upkeep.backup import backup
from tests.installations import hash_cheaply, make_app, serve_port


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    hash_cheaply(monkeypatch)
    return tmp_path


# ── accounts ──


def test_a_new_installation_has_no_users_until_one_is_added() -> None:
    assert not users.has_users()
    users.add_user("petugas")
    assert users.has_users()


def test_the_generated_password_logs_in_whatever_the_case_of_the_name() -> None:
    password = users.add_user("Petugas Dinas")
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", password)
    assert users.log_in(" petugas  DINAS ", password) == users.LoginAttempt("petugas dinas")


@pytest.mark.parametrize("nama", ["", "   ", "\t"])
def test_an_empty_name_is_refused(nama: str) -> None:
    with pytest.raises(ValueError, match="nama pengguna kosong"):
        users.add_user(nama)


def test_a_new_password_ends_the_sessions_of_the_old_one() -> None:
    old = users.add_user("petugas")
    token = users.start_session("petugas")
    manage.reset("petugas", SYSTEM, even_last=True)
    assert users.find_session_user(token) is None
    assert users.log_in("petugas", old) == users.LoginAttempt(None)


def test_five_failures_delay_the_name_even_with_the_right_password() -> None:
    password = users.add_user("petugas")
    result = [users.log_in("petugas", "salah").is_locked for _ in range(5)]
    assert result == [False, False, False, False, True]
    assert users.log_in("petugas", password) == users.LoginAttempt(None, is_locked=True)


def test_the_delay_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    password = users.add_user("petugas")
    for _ in range(5):
        users.log_in("petugas", "salah")
    monkeypatch.setattr(attempts, "FIRST_WAIT", timedelta(0))
    assert users.log_in("petugas", password).name == "petugas"


def test_each_further_failure_doubles_the_delay_up_to_ten_minutes() -> None:
    now = datetime(2025, 7, 1, tzinfo=UTC)
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(attempts.SCHEMA)
        caller = attempts.Caller("petugas", "10.0.0.1")
        waits = []
        for _ in range(12):
            attempts.count(db, caller, now)
            waits.append(attempts.must_wait(db, caller, now, per_address=99))
        assert waits == [0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 600, 600]
        assert attempts.must_wait(db, caller, now + timedelta(seconds=590), per_address=99) == 10
        assert attempts.must_wait(db, caller, now + timedelta(minutes=10), per_address=99) == 0


AHEAD = timedelta(days=3650)


def test_failures_under_a_clock_that_was_ahead_delay_nobody_once_it_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    password = users.add_user("petugas")
    now = users.read_clock()
    monkeypatch.setattr(users, "read_clock", lambda: now + AHEAD)
    for i in range(20):
        users.log_in("petugas" if i < 8 else f"nama{i}", "salah", "203.0.113.9")
    assert users.must_wait("petugas", "203.0.113.9") > 0
    monkeypatch.setattr(users, "read_clock", lambda: now)
    assert users.must_wait("petugas", "203.0.113.9") == 0
    assert users.log_in("petugas", "salah", "203.0.113.9") == users.LoginAttempt(None)
    assert users.log_in("petugas", password, "203.0.113.9").name == "petugas"
    monkeypatch.setattr(users, "read_clock", lambda: now + AHEAD)  # as years go by
    assert users.must_wait("petugas", "203.0.113.9") == 0


def test_what_holds_for_a_time_ends_with_a_clock_that_was_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    users.add_user("petugas")
    now = users.read_clock()
    for module in (users, manage):
        monkeypatch.setattr(module, "read_clock", lambda: now + AHEAD)
    session, device = users.start_session("petugas"), users.remember_device("petugas")
    link = manage.invite("budi", "petugas", SYSTEM)
    assert (users.find_session_user(session), users.knows_device("petugas", device)) == ("petugas", True)
    for module in (users, manage):
        monkeypatch.setattr(module, "read_clock", lambda: now)
    assert (users.find_session_user(session), users.knows_device("petugas", device)) == (None, False)
    assert (manage.find_invited(link), [a.is_invited for a in manage.list_accounts()]) == (None, [False, False])


def test_a_clock_put_back_by_seconds_signs_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    users.add_user("petugas")
    session, now = users.start_session("petugas"), users.read_clock()
    monkeypatch.setattr(users, "read_clock", lambda: now - timedelta(seconds=30))
    assert users.find_session_user(session) == "petugas"


def test_unlocking_a_name_frees_the_addresses_where_it_failed(capsys: pytest.CaptureFixture[str]) -> None:
    password = users.add_user("petugas")
    with open_db() as db:
        for i in range(20):
            attempts.count(db, attempts.Caller("petugas" if i == 0 else f"nama{i}", "203.0.113.9"), users.read_clock())
            attempts.count(db, attempts.Caller(f"nama{i}", "203.0.113.77"), users.read_clock())
    assert etl.main(["user", "unlock", "petugas"]) == 0
    assert capsys.readouterr().out == (
        "Akun petugas dibuka: percobaan gagal dari alamat-alamatnya dilupakan. Alamat yang tertahan oleh nama lain "
        "terbuka sendiri paling lama 10 menit kemudian.\n"
    )
    assert users.log_in("petugas", password, "203.0.113.9").name == "petugas"
    assert users.must_wait("petugas", "203.0.113.77") in range(400, 601)


def test_failures_from_elsewhere_keep_nobody_out() -> None:
    password = users.add_user("petugas")
    for _ in range(30):
        users.log_in("petugas", "salah", "203.0.113.9")
    assert users.log_in("petugas", password, "203.0.113.9").is_locked
    assert users.log_in("petugas", password, "10.0.0.1").name == "petugas"


def test_an_address_has_twenty_failures_in_ten_minutes_whatever_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    password = users.add_user("petugas")
    result = [users.log_in(f"nama{i}", "salah", "203.0.113.9") for i in range(21)]
    assert [h.is_locked for h in result] == [False] * 19 + [True] * 2
    assert users.must_wait("petugas", "203.0.113.9") in range(400, 601)
    assert users.log_in("petugas", password, "203.0.113.9") == users.LoginAttempt(None, is_locked=True)
    monkeypatch.setattr(attempts, "WINDOW", timedelta(0))
    assert users.log_in("petugas", password, "203.0.113.9").name == "petugas"


def test_an_office_behind_one_address_logs_in_as_often_as_it_likes() -> None:
    password = {name: users.add_user(name) for name in ("ani", "budi", "citra")}
    for _ in range(10):
        assert [users.log_in(n, s, "203.0.113.9").name for n, s in password.items()] == ["ani", "budi", "citra"]


def test_a_known_device_passes_where_its_address_waits_and_guesses_no_more_than_others() -> None:
    password = users.add_user("petugas")
    device = users.remember_device("petugas")
    for i in range(30):
        users.log_in(f"nama{i}", "salah", "203.0.113.9")
    assert users.log_in("petugas", password, "203.0.113.9", device).name == "petugas"
    result = [users.log_in("petugas", "salah", "203.0.113.9", device).is_locked for _ in range(6)]
    assert result == [False, False, False, False, True, True]


def test_a_device_is_known_to_its_own_user_until_the_password_is_made_anew() -> None:
    users.add_user("petugas")
    users.add_user("lain")
    device = users.remember_device("petugas")
    assert users.knows_device("Petugas", device)
    assert not users.knows_device("lain", device)
    assert not users.knows_device("petugas", "karangan")
    assert not users.knows_device("petugas", None)
    manage.reset("petugas", SYSTEM, even_last=True)
    assert not users.knows_device("petugas", device)


def test_an_operator_unlocks_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    password = users.add_user("petugas")
    for _ in range(8):
        users.log_in("petugas", "salah", "10.0.0.1")
    assert etl.main(["user", "unlock", "Petugas"]) == 0
    assert "Akun Petugas dibuka" in capsys.readouterr().out
    assert users.log_in("petugas", password, "10.0.0.1").name == "petugas"
    assert etl.main(["user", "unlock", "entah"]) == 2
    assert "tidak ada akun bernama entah" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_one_address_is_what_one_office_has_to_itself(address: str, same: str) -> None:
    assert attempts.network(address) == same


def test_never_more_than_two_passwords_are_hashed_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    users.add_user("petugas")
    now, at_most, gembok = 0, 0, threading.Lock()

    class Hitung:
        def verify(self, *_: str) -> bool:
            nonlocal now, at_most
            with gembok:
                now += 1
                at_most = max(at_most, now)
            time.sleep(0.02)
            with gembok:
                now -= 1
            return True

        def check_needs_rehash(self, _: str) -> bool:
            return False

    monkeypatch.setattr(passwords, "_hasher", Hitung())
    threads = [threading.Thread(target=users.log_in, args=("petugas", "x", f"10.0.0.{i}")) for i in range(20)]
    for b in threads:
        b.start()
    for b in threads:
        b.join()
    assert at_most == 2


# ── turns ──


def test_callers_are_served_in_turn_and_one_with_priority_first() -> None:
    done: list[str] = []

    async def all_of_them() -> None:
        queue = turns.Turns(1, per_caller=5, waiting=10)
        who = [("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("c", "c1")]
        task = [asyncio.create_task(queue.run(s, lambda n=n: done.append(n))) for s, n in who]  # type: ignore[misc]
        await asyncio.sleep(0)
        task.append(asyncio.create_task(queue.run("d", lambda: done.append("d1"), first=True)))
        await asyncio.gather(*task)

    asyncio.run(all_of_them())
    assert done == ["a1", "d1", "a2", "b1", "c1", "a3"]


def test_a_line_that_is_too_long_is_refused_at_once_but_never_one_with_priority() -> None:
    async def all_of_them() -> list[object]:
        queue = turns.Turns(1, per_caller=2, waiting=3)
        who = ["a", "a", "a", "a", "b", "c"]
        task = [asyncio.create_task(queue.run(s, lambda s=s: time.sleep(0.01) or s)) for s in who]  # type: ignore[misc]
        await asyncio.sleep(0)
        task.append(asyncio.create_task(queue.run("d", lambda: "d", first=True)))
        return await asyncio.gather(*task, return_exceptions=True)

    result = asyncio.run(all_of_them())
    assert [h if isinstance(h, str) else type(h) for h in result] == ["a", "a", "a", turns.Full, "b", turns.Full, "d"]


def test_one_who_gives_up_leaves_the_line_moving() -> None:
    async def all_of_them() -> str:
        queue = turns.Turns(1, per_caller=5, waiting=10)
        task = [asyncio.create_task(queue.run("a", lambda: time.sleep(0.01))) for _ in range(4)]
        await asyncio.sleep(0)
        for t in task[1:3]:
            t.cancel()
        await asyncio.gather(*task, return_exceptions=True)
        return await asyncio.wait_for(queue.run("b", lambda: "selesai"), 5)

    assert asyncio.run(all_of_them()) == "selesai"


def test_a_success_forgets_earlier_failures() -> None:
    password = users.add_user("petugas")
    for _ in range(3):
        for _ in range(4):
            users.log_in("petugas", "salah")
        assert users.log_in("petugas", password).name == "petugas"


def test_a_session_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    users.add_user("petugas")
    monkeypatch.setattr(users, "SESSION_LENGTH", timedelta(seconds=-1))
    assert users.find_session_user(users.start_session("petugas")) is None


def test_the_file_holds_neither_passwords_nor_tokens(folder: Path) -> None:
    password = users.add_user("petugas")
    token = users.start_session("petugas")
    content = (folder / users.USERS_FILE).read_bytes()
    assert password.encode() not in content
    assert token.encode() not in content
    with closing(sqlite3.connect(folder / users.USERS_FILE)) as db:
        assert db.execute("select substr(sandi, 1, 9) from pengguna").fetchall() == [("$argon2id",)]


def test_neither_file_nor_backup_keeps_what_was_typed_as_a_name(folder: Path) -> None:
    users.add_user("petugas")
    typed = ("3572011501800001", "siti 081234567890", "kata-sandi-di-kotak-nama")
    for name in typed:
        users.log_in(name, "salah", "10.0.0.9")
    content = (folder / users.USERS_FILE).read_bytes()
    assert not [name for name in typed if name.encode() in content]
    backup(Store(folder), folder.with_name("cadangan"))
    with closing(sqlite3.connect(folder.with_name("cadangan") / users.USERS_FILE)) as db:
        assert db.execute("select count(*) from kegagalan").fetchall() == [(0,)]


def test_logins_are_audited_without_names_that_are_no_account() -> None:
    password = users.add_user("petugas")
    users.log_in("petugas", "salah")
    users.log_in("kata-sandi-di-kolom-nama", "x")
    users.log_in("petugas", password)
    users.end_session(users.start_session("petugas"))
    assert [(e.by, e.event) for e in log.read_entries()] == [
        ("sistem", "akun_dibuat"),
        ("petugas", "gagal_masuk"),
        ("(tidak dikenal)", "gagal_masuk"),
        ("petugas", "masuk"),
        ("petugas", "keluar"),
    ]
    assert "kata-sandi-di-kolom-nama" not in (find_data_folder() / AUDIT_FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("requested", "destination"),
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
def test_after_login_only_a_path_of_this_site_is_followed(requested: str | None, destination: str) -> None:
    assert access.clean_next_address(requested) == destination


# ── routes ──


async def _upload(_: Request) -> PlainTextResponse:
    return PlainTextResponse("diterima")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Our routes and middleware on a real server, with a stand-in behind Streamlit's upload address."""
    upload = Route("/_stcore/upload_file/{sesi}/{berkas}", _upload, methods=["PUT", "DELETE"])
    with serve_port(make_app(upload)) as number:
        yield number


class Peramban:
    """A browser's cookie jar and nothing more."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.kuki: dict[str, str] = {}
        self.tajuk: list[str] = []
        self.tambahan: dict[str, str] = {}

    def ask(self, way: str, address: str, field: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, address of a redirect, text."""
        sambungan = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        tajuk = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.kuki.items())} | self.tambahan
        if field is not None:
            tajuk["Content-Type"] = "application/x-www-form-urlencoded"
        sambungan.request(way, address, urlencode(field) if field is not None else None, tajuk)
        answer = sambungan.getresponse()
        text = answer.read().decode()
        self.tajuk = answer.headers.get_all("Set-Cookie", [])
        for row in self.tajuk:
            name, content = row.split(";")[0].split("=", 1)
            self.kuki[name] = content.strip('"')
        sambungan.close()
        return answer.status, answer.getheader("Location", ""), text

    def fill(self, nama: str, password: str, going_on: str = "/unggah") -> tuple[int, str, str]:
        """Open the form, then send it with its hidden token."""
        _, _, text = self.ask("GET", f"/masuk?{urlencode({'lanjut': going_on})}")
        token = re.search(r'name="formulir" value="([^"]+)"', text)
        assert token is not None
        return self.ask("POST", "/masuk", {"formulir": token[1], "lanjut": going_on, "nama": nama, "sandi": password})


def test_the_right_password_leads_back_to_the_page_with_a_cookie_scripts_cannot_read(port: int) -> None:
    password = users.add_user("petugas")
    p = Peramban(port)
    assert p.fill("petugas", password)[:2] == (303, "/unggah")
    cookie = next(row for row in p.tajuk if row.startswith(access.COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert users.find_session_user(p.kuki[access.COOKIE]) == "petugas"


def test_a_wrong_password_is_said_in_indonesian_and_gives_no_cookie(port: int) -> None:
    users.add_user("petugas")
    p = Peramban(port)
    status, _, text = p.fill("petugas", "salah")
    assert status == 401
    assert "Nama atau kata sandi tidak cocok" in text
    assert access.COOKIE not in p.kuki


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", "x"),
        ("multipart/form-data; boundary=x", "--x\r\nrusak"),
        ("multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n'),
        ("multipart/form-data; boundary=" + "é" * 80, "x"),
        ("application/x-www-form-urlencoded; charset=entah", "&".join(f"x{i}=%" for i in range(99))),
        ("application/json", "{}"),
        ("", "x"),
    ],
)
@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/masuk", 403, "Formulir ini sudah kedaluwarsa"),
        ("/keluar", 200, "Keluar"),
        ("/undangan", 404, "Tautan ini sudah dipakai"),
    ],
)
def test_a_form_in_a_shape_that_no_page_sends_gets_our_own_page(
    port: int, kind: str, body: str, address: str, status: int, sentence: str
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", address, body, {"Content-Type": kind.encode("utf-8")})
    answer = connection.getresponse()
    text = answer.read().decode()
    assert answer.status == status
    assert (sentence in text, '<html lang="id"' in text) == (True, True)


def test_from_the_fifth_failure_on_the_answer_is_429(port: int) -> None:
    users.add_user("petugas")
    p = Peramban(port)
    assert [p.fill("petugas", "salah")[0] for _ in range(6)] == [401, 401, 401, 401, 429, 429]


def test_a_form_without_its_token_is_refused(port: int) -> None:
    password = users.add_user("petugas")
    p = Peramban(port)
    p.ask("GET", "/masuk")
    status, _, _ = p.ask("POST", "/masuk", {"formulir": "lain", "nama": "petugas", "sandi": password})
    assert status == 403
    assert access.COOKIE not in p.kuki


def test_a_form_that_is_far_too_large_is_not_read(port: int) -> None:
    assert Peramban(port).ask("POST", "/masuk", {"nama": "x" * 20_000})[0] == 413


def test_what_was_typed_comes_back_escaped(port: int) -> None:
    _, _, text = Peramban(port).fill('"><script>x</script>', "salah", going_on='/"><script>')
    assert "<script>" not in text
    assert "&#34;&gt;&lt;script&gt;" in text


def test_logging_out_ends_the_session_on_the_server(port: int) -> None:
    p = Peramban(port)
    p.fill("petugas", users.add_user("petugas"))
    token = p.kuki[access.COOKIE]
    assert p.ask("POST", "/keluar", {"formulir": access.make_logout_token(token)})[:2] == (303, "/")
    assert users.find_session_user(token) is None


def test_a_link_or_a_foreign_form_logs_nobody_out_but_offers_the_button(port: int) -> None:
    p = Peramban(port)
    p.fill("petugas", users.add_user("petugas"))
    token = p.kuki[access.COOKIE]
    for answer in (p.ask("GET", "/keluar"), p.ask("POST", "/keluar", {"formulir": "karangan"})):
        assert answer[0] == 200
        assert f'value="{access.make_logout_token(token)}"' in answer[2]
    assert users.find_session_user(token) == "petugas"


def test_who_logged_in_once_is_let_through_later_while_his_address_waits(port: int) -> None:
    password = users.add_user("petugas")
    p = Peramban(port)
    p.fill("petugas", password)
    cookie = next(row for row in p.tajuk if row.startswith(login.DEVICE_COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    orang_lain = Peramban(port)
    assert [orang_lain.fill(f"nama{i}", "salah")[0] for i in range(21)] == [401] * 19 + [429] * 2
    assert Peramban(port).fill("petugas", password)[0] == 429
    kembali = Peramban(port)
    kembali.kuki[login.DEVICE_COOKIE] = p.kuki[login.DEVICE_COOKIE]
    assert kembali.fill("petugas", password)[:2] == (303, "/unggah")


def test_a_forwarded_address_counts_only_from_a_proxy_of_the_settings(port: int) -> None:
    users.add_user("petugas")
    p = Peramban(port)
    answer = []
    for i in range(6):
        p.tambahan = {"X-Forwarded-For": f"198.51.100.{i}"}
        answer.append(p.fill("petugas", "salah")[0])
    assert answer == [401, 401, 401, 401, 429, 429]


def test_a_crowd_is_answered_at_once_two_at_a_time_and_the_rest_asked_to_try_again(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    password = users.add_user("petugas")
    original = users.log_in

    def slow(*isi: str) -> users.LoginAttempt:
        time.sleep(0.1)
        return original(*isi)

    monkeypatch.setattr(users, "log_in", slow)
    result: list[tuple[int, str]] = []
    threads = [
        threading.Thread(target=lambda: result.append(Peramban(port).fill("petugas", password)[::2])) for _ in range(40)
    ]
    for b in threads:
        b.start()
    # Meanwhile the event loop is free.
    begin = time.monotonic()
    assert Peramban(port).ask("GET", "/masuk")[0] == 200
    assert time.monotonic() - begin < 2
    for b in threads:
        b.join()
    status = [s for s, _ in result]
    assert set(status) <= {303, 429, 503}
    assert 503 in status
    assert all("Tunggu beberapa detik, lalu coba lagi." in text for s, text in result if s == 503)


@pytest.mark.parametrize("way", ["PUT", "DELETE"])
def test_files_are_taken_only_from_staff_who_are_logged_in(port: int, way: str) -> None:
    p = Peramban(port)
    assert p.ask(way, "/_stcore/upload_file/a/b")[0] == 403
    p.kuki[access.COOKIE] = "karangan"
    assert p.ask(way, "/_stcore/upload_file/a/b")[0] == 403
    p.fill("petugas", users.add_user("petugas"))
    assert p.ask(way, "/_stcore/upload_file/a/b")[::2] == (200, "diterima")


@pytest.mark.parametrize("address", ["/", "/keaktifan", "/unggah"])
def test_every_page_says_that_it_is_indonesian(port: int, address: str) -> None:
    status, _, text = Peramban(port).ask("GET", address)
    assert status == 200
    assert re.search(r'<html lang="id" data-mulai="\w{16}">', text)
    assert "<title>Koperasi Kota Blitar</title>" in text


def test_the_first_page_by_its_name_leads_to_the_root_with_its_choice(port: int) -> None:
    assert Peramban(port).ask("GET", "/ringkasan?triwulan=2025-T1")[:2] == (307, "/?triwulan=2025-T1")


def test_an_unknown_address_is_said_so_and_leads_home(port: int) -> None:
    status, _, text = Peramban(port).ask("GET", "/entah")
    assert status == 404
    assert "Alamat ini tidak ada di dasbor" in text
    assert 'href="/"' in text


# ── Secure only where the page came by TLS ──


@pytest.mark.parametrize(
    ("told", "secure"),
    [
        ({"X-Forwarded-Proto": "https"}, False),  # anybody may write that; no proxy is declared here
        ({"Origin": "https://127.0.0.1:{port}"}, True),  # the page that sends the form
        ({"Origin": "http://127.0.0.1:{port}"}, False),
    ],
)
def test_a_cookie_is_secure_where_the_page_came_by_tls(port: int, told: dict[str, str], secure: bool) -> None:
    password = users.add_user("petugas")
    p = Peramban(port)
    p.tambahan = {name: value.format(port=port) for name, value in told.items()}
    assert p.fill("petugas", password)[0] == 303
    cookie = next(row for row in p.tajuk if row.startswith(access.COOKIE))
    assert ("Secure" in cookie) is secure
