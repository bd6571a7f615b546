"""Role × action, cold by address and on the pages: what each role gets, also straight after a restart, with a session
that is forged, expired or withdrawn, and when the right is gone between opening a page and pressing its button."""

from __future__ import annotations

import ast
import html
import http.client
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from dasbor.server import middleware, rights
from dasbor.ui import access
from dasbor.ui.menu import PAGES
from etl.accounts import manage, roles, users
from etl.accounts.roles import ACTIONS, ROLES, User
from etl.acuan import ROOT
from etl.audit import log
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from etl.store.versions import Store
from tests.built import copy_built
from tests.installations import copy_reference, hash_cheaply, make_app, serve_port
from tests.workbooks import REGISTER, workbook

WHO = ["", *ROLES]  # "" = nobody who is signed in
LONG = "empat kata biasa saja"


def book(status: str) -> bytes:
    return workbook(
        {"Register": [REGISTER, [1, "3572030001", "KSP Maju", "1/BH/XV", "Turi", "Sukorejo", status, 2024]]}
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions, an account of each role, settings of its own."""
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path)))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    hash_cheaply(monkeypatch)
    copy_built("dua terbitan", tmp_path / "keadaan", _publish_both)
    users.add_user("kepala", role="admin")
    for role in ROLES:
        users.add_user(f"si {role}", role=role)
    return tmp_path


def _publish_both() -> None:
    for quarter, status in (("2025-T1", "Aktif"), ("2025-T2", "Tidak Aktif")):
        publish_workbook(check_workbook(book(status), "a.xlsx", quarter), book(status), by="penguji")


def close_pages(folder: Path, setting: str = "halaman") -> None:
    copy_reference(folder, **{setting: "masuk"})


def sign_in(role: str) -> str:
    return users.start_session(f"si {role}") if role else ""


# ── cold by address ──


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Our routes and middleware, with stand-ins behind the addresses that Streamlit serves."""

    async def answer(_: Request) -> PlainTextResponse:
        return PlainTextResponse("diberikan")

    behind = [Route("/_stcore/upload_file/a/b", answer, methods=["PUT"]), Route("/media/{berkas}", answer)]
    with serve_port(make_app(*behind)) as number:
        yield number


def ask(port: int, path: str, session: str = "", method: str = "GET") -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers={"Cookie": f"{access.COOKIE}={session}"} if session else {})
    answer = connection.getresponse()
    return answer.status, answer.getheader("Location", ""), answer.read().decode("utf-8", "replace")


def test_every_route_is_guarded_or_open_to_everybody_for_a_reason() -> None:
    paths = {r.path for r in middleware.ROUTES} - set(rights.GUARDED)
    city = {"/masuk/kota", "/masuk/kota/kembali", "/masuk/kota/keluar"}
    examines = {"/data/kunci.pub", "/data/periksa-bukti.html"}  # a proof goes to people who have no account
    assert paths == {"/masuk", "/keluar", "/undangan", "/sehat", "/", "/{alamat}", *city, *examines}
    assert set(rights.GUARDED.values()) <= set(ACTIONS)


@pytest.mark.parametrize("who", WHO)
def test_each_role_gets_from_every_address_what_its_rights_say(folder: Path, port: int, who: str) -> None:
    session = sign_in(who)
    user = User(f"si {who}", who) if who else None
    assert ask(port, "/unduh/asli/1", session)[0] == (200 if roles.may(user, "unduh_berkas") else 403)
    assert ask(port, "/unduh/buatan/entah", session)[0] == (404 if roles.may(user, "unduh_berkas") else 403)
    uploaded = ask(port, "/_stcore/upload_file/a/b", session, "PUT")[0]
    assert uploaded == (200 if roles.may(user, "periksa") else 403)
    for setting in ("terbuka", "masuk"):
        if setting == "masuk":
            close_pages(folder)
        looks = setting == "terbuka" or bool(who)
        assert ask(port, "/media/abc.csv", session)[0] == (200 if looks else 403)
        for ending in (".pdf", ".png", ".txt"):
            assert ask(port, f"/lembar{ending}", session)[0] == (200 if looks else 403)
        for file in (
            "indikator.csv",
            "indikator.csv.tanda",
            "versi/1/datapackage.json",
            "bukti?indikator=koperasi_aktif",
        ):
            assert ask(port, f"/data/{file}", session)[0] == (200 if looks else 403)
        for file in ("kunci.pub", "periksa-bukti.html"):
            assert ask(port, f"/data/{file}", session)[0] == 200
        assert ask(port, "/sisip?indikator=koperasi_aktif", session)[0] == (404 if looks else 403)
        for file in ("kabar", "rapat.js"):
            assert ask(port, f"/rapat/{file}", session)[0] == (200 if looks else 403)
        for page in ("lembar", "lembar/salin", "rapat", "kutip", "data", "data/versi/1"):
            led = ask(port, f"/{page}?versi=1", session)[:2]
            assert led == ((200, "") if looks else (303, f"/masuk?lanjut=/{page}%3Fversi%3D1"))
        for h in PAGES[1:]:
            led = ask(port, f"/{h.address}?versi=1", session)
            to_login = f"/masuk?lanjut=/{h.address}%3Fversi%3D1"
            assert led[:2] == ((200, "") if looks or h.is_staff else (303, to_login)), h.address


@pytest.mark.parametrize("who", WHO)
def test_a_proof_holds_rows_and_cells_for_who_may_see_names(folder: Path, port: int, who: str) -> None:
    close_pages(folder, "nama_koperasi")
    status, _, text = ask(port, "/data/bukti?indikator=koperasi_aktif", sign_in(who))
    assert status == 200
    assert ("KSP Maju" in text) is bool(who)
    assert ("Register!G2" in text) is bool(who)
    assert ("Baris dan sel buku kerja ditahan menurut pengaturan" in text) is not bool(who)


@pytest.mark.parametrize("how", ["forged", "expired", "withdrawn", "locked", "removed", "password changed"])
def test_a_session_that_no_longer_counts_opens_nothing(
    folder: Path, port: int, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_pages(folder)
    if how == "expired":
        monkeypatch.setattr(users, "SESSION_LENGTH", timedelta(seconds=-1))
    session = "karangan" if how == "forged" else sign_in("petugas")
    if how not in ("forged", "expired"):
        assert ask(port, "/unduh/asli/1", session)[0] == 200
    end = {
        "withdrawn": manage.end_sessions,
        "locked": manage.lock,
        "removed": manage.remove,
        "password changed": lambda name: manage.reset(name, "penguji"),
    }
    end.get(how, lambda _: None)("si petugas")
    assert ask(port, "/unduh/asli/1", session)[0] == 403
    assert ask(port, "/_stcore/upload_file/a/b", session, "PUT")[0] == 403
    assert ask(port, "/media/abc.csv", session)[0] == 403
    assert ask(port, "/keaktifan", session)[:2] == (303, "/masuk?lanjut=/keaktifan")


def test_a_refused_download_is_audited(folder: Path, port: int) -> None:
    ask(port, "/unduh/asli/1", sign_in("pembaca"))
    entry = log.read_entries()[-1]
    assert (entry.event, entry.by, entry.facts["tindakan"]) == ("ditolak", "si pembaca", "unduh_berkas")


# ── pages, as their scripts run on the server: what a websocket gets ──


def open_page(address: str, session: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session} if session else {})
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    return at.switch_page(next(h.file for h in PAGES if h.address == address)).run()


def words(at: AppTest) -> str:
    return " ".join([*(str(e.proto.body) for e in at.get("html")), *(m.value for m in [*at.markdown, *at.error])])


@pytest.mark.parametrize("who", WHO)
def test_each_role_opens_the_staff_pages_that_its_rights_say(
    folder: Path, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sign_in(who)
    user = User(f"si {who}", who) if who else None
    for h in (h for h in PAGES if h.is_staff):
        text = words(open_page(h.address, session, monkeypatch))
        opened = "Bukan untuk peran Anda" not in text and "Khusus petugas" not in text
        assert opened is roles.may(user, h.action), h.address
        assert ("Masuk sebagai" in text) is bool(who)


@pytest.mark.parametrize("who", WHO)
def test_pages_for_those_who_are_signed_in_show_nobody_else_a_number(
    folder: Path, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_pages(folder)
    text = words(open_page("keaktifan", sign_in(who), monkeypatch))
    assert ("Silakan masuk" in text) is (not who)
    assert ("KSP Maju" in text) is bool(who)


@pytest.mark.parametrize(
    ("setting", "who", "buttons"), [("terbuka", "pembaca", 3), ("masuk", "", 3), ("masuk", "pembaca", 0)]
)
def test_a_file_with_names_that_others_do_not_see_is_for_the_session_only(
    folder: Path, port: int, setting: str, who: str, buttons: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_reference(folder, nama_koperasi=setting)
    session = sign_in(who)
    at = open_page("koperasi", session, monkeypatch)
    # a button of Streamlit's puts its file under an address that answers anybody who knows it
    assert len(at.get("download_button")) == 0
    for_all = [html.unescape(link) for link in re.findall(r'href="(/unduh/berkas/[^"]+)"', words(at))]
    assert len(for_all) == buttons
    for link in for_all:
        status, _, text = ask(port, link)
        assert (status, "KSP Maju" in text) == (200, setting == "terbuka" and link == for_all[0])
    links = re.findall(r'href="(/unduh/halaman/\w+)"', words(at))
    assert len(links) == 3 - buttons
    for link in links:
        status, _, text = ask(port, link, session)
        assert (status, "KSP Maju" in text) == (
            200,
            link == links[0],
        )  # an Excel, a text about it
        assert ask(port, link)[0] == 403


def press(at: AppTest, label: str) -> AppTest:
    return next(b for b in at.button if b.label == label).click().run()


def ready_to_restore(session: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    at = open_page("riwayat", session, monkeypatch)
    return at.checkbox[0].check().run()


@pytest.mark.parametrize("who", ["petugas", "admin"])
def test_a_right_that_holds_until_the_button_is_pressed_restores(
    folder: Path, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = press(ready_to_restore(sign_in(who), monkeypatch), "Pulihkan versi 1")
    assert "Versi 1 dipulihkan sebagai versi 3." in words(at)


def test_whoever_may_only_look_at_the_history_has_no_button(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [b.label for b in open_page("riwayat", sign_in("pimpinan"), monkeypatch).button] == []


@pytest.mark.parametrize("change", ["withdrawn", "role"])
def test_a_right_lost_after_the_page_was_opened_refuses_and_is_audited(
    folder: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = ready_to_restore(sign_in("petugas"), monkeypatch)
    allowed = access.require_login  # the page's own guard is left out: only the button's remains
    monkeypatch.setattr(access, "require_login", lambda _page: "si petugas")
    monkeypatch.setattr(access, "may", lambda _action: True)
    if change == "withdrawn":
        manage.end_sessions("si petugas")
    else:
        manage.set_role("si petugas", "pembaca")
    at = press(at, "Pulihkan versi 1")
    assert allowed is not access.require_login
    assert any("diubah." in e.value for e in at.error)
    assert Store().find_current() == 2
    assert (log.read_entries()[-1].event, log.read_entries()[-1].facts["tindakan"]) == ("ditolak", "pulihkan")


WRITERS = {"publish_workbook", "restore_version", "withdraw_answer", "rebuild_store", "change_password", "take", "undo"}


def test_every_button_that_writes_asks_who_presses_it() -> None:
    """A function of a staff page that calls something that writes begins by asking access.claim."""
    found = 0
    for file in (ROOT / "dasbor" / "staff").rglob("*.py"):
        for f in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(f, ast.FunctionDef):
                continue
            called = [n.func for n in ast.walk(f) if isinstance(n, ast.Call)]
            calls = [c.attr if isinstance(c, ast.Attribute) else getattr(c, "id", "") for c in called]
            if WRITERS & set(calls):
                found += 1
                assert "claim" in calls, f"{file.name} {f.name}"
    assert found >= 7


# ── the users page ──


def test_an_admin_adds_somebody_who_sets_a_password_by_the_link(
    folder: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_page("pengguna", sign_in("admin"), monkeypatch)
    at.text_input[0].input("Dewi Baru")
    at = press(at, "Tambah dan buat tautan")
    assert not at.exception
    token = at.code[0].value.split("token=")[1]
    assert "dewi baru" in words(at)
    assert "/undangan#token=" in at.code[0].value
    assert '<input id="token" name="token"' in ask(port, "/undangan")[2]
    opened = post(port, f"formulir=x&token={token}")
    assert opened[0] == 200
    assert "dewi baru" in opened[1]
    assert "dewi baru" in ask(port, f"/undangan?token={token}")[2]  # a link of an earlier release
    assert send(port, token, LONG, "lain")[0] == 400
    assert "Kata sandi tersimpan" in send(port, token, LONG, LONG)[1]
    assert users.log_in("dewi baru", LONG).name == "dewi baru"
    assert send(port, token, LONG, LONG)[0] == 404
    assert ask(port, f"/undangan?token={token}")[0] == 404


def send(port: int, token: str, password: str, again: str) -> tuple[int, str]:
    return post(port, f"formulir=x&token={token}&sandi={password.replace(' ', '+')}&ulang={again.replace(' ', '+')}")


def post(port: int, body: str) -> tuple[int, str]:
    headers = {"Cookie": "koperasi_undangan=x", "Content-Type": "application/x-www-form-urlencoded"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", "/undangan", body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_a_link_posted_by_another_site_sets_nothing(folder: Path, port: int) -> None:
    token = manage.invite("baru", "petugas", "kepala")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/undangan", f"formulir=x&token={token}&sandi={'a b c d e f g'}&ulang=x", headers)
    assert connection.getresponse().status == 403
    assert manage.find_invited(token) == "baru"


def test_an_admin_changes_a_role_and_removes_after_a_confirmation(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_page("pengguna", sign_in("admin"), monkeypatch)
    next(s for s in at.selectbox if s.label == "Akun").select("si petugas").run()
    next(s for s in at.selectbox if s.label == "Peran baru").select("pimpinan").run()
    at = press(at, "Ubah peran")
    assert users.find_user(sign_in("petugas")) == User("si petugas", "pimpinan")
    next(s for s in at.selectbox if s.label == "Akun").select("si petugas").run()
    assert next(b for b in at.button if b.label == "Hapus akun").disabled
    at.checkbox[0].check().run()
    press(at, "Hapus akun")
    assert "si petugas" not in {a.name for a in manage.list_accounts()}


@pytest.mark.parametrize("who", ["pembaca", "petugas", "pimpinan"])
def test_others_see_only_their_own_password(folder: Path, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at = open_page("pengguna", sign_in(who), monkeypatch)
    assert [t.label for t in at.text_input] == ["Kata sandi lama", "Kata sandi baru", "Kata sandi baru sekali lagi"]
    assert "si admin" not in words(at)
    for field, value in zip(at.text_input, ("salah", LONG, LONG), strict=True):
        field.input(value)
    assert press(at, "Ganti kata sandi").error[0].value == "Kata sandi lama tidak cocok."
