"""Signing in with the accounts of the city, against a real provider on 127.0.0.1: roles, sessions, locks, faults."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from dasbor.server.provider import client, routes
from dasbor.ui import access
from dasbor.ui.menu import PAGES
from etl import acuan
from etl.accounts import identities, manage, roles, serving, users
from etl.accounts.provider import SECRET_VARIABLE
from etl.accounts.roles import ROLES, User
from etl.acuan import ROOT
from etl.audit import log
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from etl.store.versions import Store
from etl.upkeep import doctor, start
from tests.city_provider import SECRET, CityProvider, city_provider, person, write_settings
from tests.installations import copy_reference, hash_cheaply, make_app, serve
from tests.servers import give_password
from tests.workbooks import REGISTER, workbook

RULES = """
[masuk.grup]
dashboard-admin = "admin"
kepala = "pimpinan"
petugas-koperasi = "petugas"
tamu = "pembaca"
[masuk.email]
"Kepala@contoh.go.id" = "pimpinan"
"""
GROUP = {"admin": "dashboard-admin", "pimpinan": "kepala", "petugas": "petugas-koperasi", "pembaca": "tamu"}
BOOK = workbook({"Register": [REGISTER, [1, "3572030001", "KSP Maju", "1/BH/XV", "Turi", "Sukorejo", "Aktif", 2024]]})


@pytest.fixture
def city() -> Iterator[CityProvider]:
    with city_provider() as provider:
        provider.person = person(groups=["petugas-koperasi"])
        yield provider


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state with one version, copied for each test."""
    state = tmp_path_factory.mktemp("terbit") / "keadaan"
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(state))
        publish_workbook(check_workbook(BOOK, "a.xlsx", "2025-T1"), BOOK, by="penguji")
    return state


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, city: CityProvider, published: Path) -> Path:
    """An installation of its own, with a version, a local admin and the provider in its settings."""
    shutil.copytree(published, tmp_path / "keadaan")
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path)))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)
    hash_cheaply(monkeypatch)
    set_rules(tmp_path, city, RULES)
    users.add_user("kepala kantor", role="admin")
    return tmp_path


@pytest.fixture
def dashboard(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Our routes and middleware on a port, with stand-ins behind what Streamlit serves."""

    async def answer(_: Request) -> PlainTextResponse:
        return PlainTextResponse("diberikan")

    behind = [Route("/_stcore/upload_file/a/b", answer, methods=["PUT"]), Route("/media/{berkas}", answer)]
    with serve(make_app(*behind)) as address:
        monkeypatch.setenv("KOPERASI_ASAL", address)
        serving.read_serving.cache_clear()
        yield address
    serving.read_serving.cache_clear()


def set_rules(folder: Path, city: CityProvider, rules: str) -> None:
    file = folder / "acuan" / "pengaturan.toml"
    file.write_text(write_settings(file.read_text(encoding="utf-8"), city, rules), encoding="utf-8")
    acuan._seen.clear()


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=20) as b:
        yield b


def go_there(browser: httpx.Client, dashboard: str, lanjut: str = "/") -> str:
    """Press the button and agree at the provider; the address that leads back."""
    to_provider = browser.get(f"{dashboard}/masuk/kota", params={"lanjut": lanjut}).headers["location"]
    assert browser.get(to_provider).status_code == 200
    return browser.post(to_provider).headers["location"]


def sign_in(browser: httpx.Client, dashboard: str, lanjut: str = "/") -> httpx.Response:
    return browser.get(go_there(browser, dashboard, lanjut))


def session(browser: httpx.Client) -> str:
    return browser.cookies.get(access.COOKIE, "")


def sentence(answer: httpx.Response) -> str:
    return " ".join(re.findall(r'role="alert">([^<]+)<', answer.text))


def refusals() -> list[tuple[str, str]]:
    return [(e.by, e.facts["sebab"]) for e in log.read_entries() if e.event == "gagal_akun_kota"]


# ── off by default ──


def test_without_a_provider_the_form_is_as_before_and_authlib_is_not_loaded() -> None:
    code = (
        "import sys, dasbor.server.middleware as m; from dasbor.server import login; from etl.accounts import provider;"
        "print(provider.read_button() == '', any(x.split('.')[0] in ('authlib', 'httpx') for x in sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "False"]


def test_without_a_provider_its_addresses_do_not_exist(
    folder: Path, dashboard: str, browser: httpx.Client, city: CityProvider
) -> None:
    shutil.copy(ROOT / "data" / "acuan" / "pengaturan.toml", folder / "acuan" / "pengaturan.toml")
    acuan._seen.clear()
    assert "masuk/kota" not in browser.get(f"{dashboard}/masuk").text
    for path in ("", "/kembali?code=a&state=b", "/keluar"):
        assert browser.get(f"{dashboard}/masuk/kota{path}").status_code == 404
    assert city.asked == []


# ── signing in ──


def test_the_button_leads_over_the_provider_back_to_the_page_with_a_session_of_ours(
    dashboard: str, browser: httpx.Client, city: CityProvider
) -> None:
    form = browser.get(f"{dashboard}/masuk?lanjut=/riwayat").text
    assert 'href="/masuk/kota?lanjut=/riwayat">Masuk dengan akun kota</a>' in form
    assert 'name="sandi"' in form
    answer = sign_in(browser, dashboard, "/riwayat?versi=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/riwayat?versi=1")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith(access.COOKIE))
    assert re.search(r"HttpOnly; Max-Age=28800; Path=/; SameSite=lax", cookie)
    assert users.find_user(session(browser)) == User("budi santoso (kota)", "petugas")
    assert [(e.event, e.by) for e in log.read_entries()][-2:] == [
        ("akun_dibuat", "sistem"),
        ("masuk", "budi santoso (kota)"),
    ]


def test_the_provider_is_asked_for_code_nonce_and_pkce(dashboard: str, browser: httpx.Client) -> None:
    to_provider = browser.get(f"{dashboard}/masuk/kota").headers["location"]
    asked = {k: v[0] for k, v in parse_qs(urlsplit(to_provider).query).items()}
    assert asked["redirect_uri"] == f"{dashboard}/masuk/kota/kembali"
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["scope"] == "openid email profile"
    assert len(asked["nonce"]) == 64


@pytest.mark.parametrize("host", ["jahat.contoh.org", "jahat.contoh.org:80"])
def test_where_the_provider_sends_people_back_is_not_what_a_request_says(
    dashboard: str, browser: httpx.Client, host: str
) -> None:
    answer = browser.get(f"{dashboard}/masuk/kota", headers={"Host": host})
    assert parse_qs(urlsplit(answer.headers["location"]).query)["redirect_uri"] == [f"{dashboard}/masuk/kota/kembali"]


def test_over_https_the_cookies_are_secure(
    dashboard: str, browser: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPERASI_ASAL", "https://koperasi.contoh.go.id")
    serving.read_serving.cache_clear()
    assert "; Secure" in browser.get(f"{dashboard}/masuk/kota").headers["set-cookie"]


def test_after_the_login_only_an_address_of_the_dashboard_is_followed(dashboard: str, browser: httpx.Client) -> None:
    assert sign_in(browser, dashboard, "//jahat.contoh.org/").headers["location"] == "/"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_of_a_group_gets_from_every_address_what_its_rights_say(
    folder: Path, dashboard: str, browser: httpx.Client, city: CityProvider, role: str
) -> None:
    city.person = person(groups=["lain", GROUP[role]])
    assert sign_in(browser, dashboard).status_code == 303
    user = users.find_user(session(browser))
    assert user == User("budi santoso (kota)", role)
    original = browser.get(f"{dashboard}/unduh/asli/1").status_code
    uploaded = browser.put(f"{dashboard}/_stcore/upload_file/a/b").status_code
    assert original == (200 if roles.may(user, "unduh_berkas") else 403)
    assert uploaded == (200 if roles.may(user, "periksa") else 403)
    assert browser.get(f"{dashboard}/media/abc.csv").status_code == 200


def open_page(address: str, token: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: token})
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    return at.switch_page(next(h.file for h in PAGES if h.address == address)).run()


def words(at: AppTest) -> str:
    return " ".join([*(str(e.proto.body) for e in at.get("html")), *(m.value for m in [*at.markdown, *at.caption])])


@pytest.mark.parametrize("role", ROLES)
def test_each_role_of_a_group_opens_the_staff_pages_that_its_rights_say(
    dashboard: str, browser: httpx.Client, city: CityProvider, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.person = person(groups=[GROUP[role]])
    sign_in(browser, dashboard)
    for h in (h for h in PAGES if h.is_staff):
        text = words(open_page(h.address, session(browser), monkeypatch))
        assert "Masuk sebagai <strong>budi santoso (kota)</strong>" in text
        assert ("Bukan untuk peran Anda" in text) is not roles.may(User("x", role), h.action), h.address


# ── rules ──


@pytest.mark.parametrize(
    ("claims", "rules", "role"),
    [
        ({"groups": ["kepala", "petugas-koperasi"]}, RULES, "pimpinan"),  # the first line that fits
        ({"groups": "tamu"}, RULES, "pembaca"),
        ({"email": "kepala@CONTOH.go.id", "email_verified": True, "groups": ["tamu"]}, RULES, "pimpinan"),
        ({"email": "kepala@contoh.go.id", "email_verified": False, "groups": ["tamu"]}, RULES, "pembaca"),
        ({"email": "kepala@contoh.go.id", "groups": ["tamu"]}, RULES, "pembaca"),
        ({}, 'tanpa_aturan = "pembaca"' + RULES, "pembaca"),
        ({"realm_access": {"roles": ["kepala"]}}, 'klaim_grup = "realm_access.roles"' + RULES, "pimpinan"),
        ({"https://kota/grup": ["kepala"]}, 'klaim_grup = "https://kota/grup"' + RULES, "pimpinan"),
    ],
)
def test_a_role_follows_from_verified_email_then_group_then_the_setting(
    folder: Path,
    dashboard: str,
    browser: httpx.Client,
    city: CityProvider,
    claims: dict[str, object],
    rules: str,
    role: str,
) -> None:
    set_rules(folder, city, rules)
    city.person = person(**claims)
    assert sign_in(browser, dashboard).status_code == 303
    assert users.find_user(session(browser)) == User("budi santoso (kota)", role)


@pytest.mark.parametrize(
    ("claims", "rules", "cause", "words"),
    [
        ({"groups": ["dinas lain"]}, RULES, "tanpa_peran", "belum diberi peran"),
        ({"groups": ["dinas lain"]}, "", "tanpa_peran", "belum diberi peran"),
        ({"email": "kepala@contoh.go.id"}, RULES, "email_belum_diperiksa", "belum diverifikasi"),
        ({"email": "kepala@contoh.go.id", "email_verified": "false"}, RULES, "email_belum_diperiksa", "verifikasi"),
        ({}, '[masuk.email]\n"a@contoh.go.id" = "admin"', "tanpa_email", "tidak menyertakan alamat email"),
    ],
)
def test_somebody_whom_no_rule_names_is_refused_with_a_reason(
    folder: Path,
    dashboard: str,
    browser: httpx.Client,
    city: CityProvider,
    claims: dict[str, object],
    rules: str,
    cause: str,
    words: str,
) -> None:
    set_rules(folder, city, rules)
    city.person = person(**claims)
    answer = sign_in(browser, dashboard)
    assert (answer.status_code, session(browser)) == (403, "")
    assert words in sentence(answer)
    assert refusals() == [("(tidak dikenal)", cause)]
    assert [a.name for a in manage.list_accounts()] == ["kepala kantor"]


def test_a_group_that_is_withdrawn_counts_from_the_next_login_and_ends_the_sessions(
    dashboard: str, browser: httpx.Client, city: CityProvider
) -> None:
    sign_in(browser, dashboard)
    first = session(browser)
    city.person = person(groups=["tamu"])
    assert users.find_user(first) == User("budi santoso (kota)", "petugas")
    sign_in(browser, dashboard)
    assert users.find_user(first) == User("budi santoso (kota)", "pembaca")
    changed = [e.facts for e in log.read_entries() if e.event == "peran_diubah"]
    assert changed == [{"akun": "budi santoso (kota)", "dari": "petugas", "ke": "pembaca", "sebab": "aturan akun kota"}]
    city.person = person(groups=[])
    assert sign_in(browser, dashboard).status_code == 403
    assert users.find_user(first) is None


# ── accounts ──


def test_the_account_belongs_to_issuer_and_subject_whatever_the_name(
    dashboard: str, browser: httpx.Client, city: CityProvider
) -> None:
    names = []
    for subject, name in [
        ("s-1", "Budi Santoso"),
        ("s-2", "Budi Santoso"),
        ("s-1", "Budi S."),
        ("s-3", "Kepala Kantor"),
    ]:
        city.person = person(subject, name=name, groups=["tamu"])
        browser.cookies.clear()
        sign_in(browser, dashboard)
        names.append(users.find_session_user(session(browser)))
    assert names == ["budi santoso (kota)", "budi santoso (kota 2)", "budi santoso (kota)", "kepala kantor (kota)"]


@pytest.mark.parametrize("name", ["", "3572015505900003", "0812-3456-7890", "budi@contoh.go.id"])
def test_a_number_of_a_person_becomes_no_name(
    dashboard: str, browser: httpx.Client, city: CityProvider, name: str
) -> None:
    city.person = person(name=name, groups=["tamu"])
    sign_in(browser, dashboard)
    assert users.find_session_user(session(browser)) == "akun kota (kota)"


def test_a_lock_holds_against_the_provider_and_removal_begins_anew(
    dashboard: str, browser: httpx.Client, city: CityProvider
) -> None:
    name = "budi santoso (kota)"
    sign_in(browser, dashboard)
    manage.lock(name, "kepala kantor")
    assert users.find_user(session(browser)) is None
    browser.cookies.clear()
    answer = sign_in(browser, dashboard)
    assert (answer.status_code, session(browser)) == (403, "")
    assert "dikunci" in sentence(answer)
    assert refusals() == [(name, "dikunci")]
    manage.unlock(name, "kepala kantor")
    sign_in(browser, dashboard)
    assert users.find_session_user(session(browser)) == name
    manage.remove(name, "kepala kantor")
    assert users.find_user(session(browser)) is None
    assert not identities.is_from_provider(name)
    sign_in(browser, dashboard)
    assert users.find_session_user(session(browser)) == name


def test_an_account_of_the_provider_has_neither_password_nor_a_role_set_here(
    dashboard: str, browser: httpx.Client
) -> None:
    name = "budi santoso (kota)"
    sign_in(browser, dashboard)
    for change in (
        lambda: manage.set_role(name, "admin", "kepala kantor"),
        lambda: manage.reset(name, "kepala kantor"),
        lambda: users.add_user(name, "kata sandi yang panjang"),
    ):
        with pytest.raises(ValueError, match="masuk dengan akun kota"):
            change()
    assert users.log_in(name, "").name is None
    assert users.find_user(session(browser)) == User(name, "petugas")


def test_an_admin_of_the_provider_does_not_count_as_the_last_admin(
    dashboard: str, browser: httpx.Client, city: CityProvider
) -> None:
    city.person = person(groups=["dashboard-admin"])
    sign_in(browser, dashboard)
    with pytest.raises(ValueError, match="admin terakhir"):
        manage.lock("kepala kantor", "budi santoso (kota)")
    manage.lock("budi santoso (kota)", "kepala kantor")


def test_the_users_page_says_who_comes_from_the_provider_and_offers_what_holds(
    dashboard: str, browser: httpx.Client, city: CityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.person = person(groups=["tamu"], email="budi@contoh.go.id", email_verified=True)
    sign_in(browser, dashboard)
    admin = users.start_session("kepala kantor")
    page = open_page("pengguna", admin, monkeypatch)
    assert "Akun kota · budi@contoh.go.id" in words(page)
    page = next(s for s in page.selectbox if s.label == "Akun").select("budi santoso (kota)").run()
    assert not page.exception
    labels = [b.label for b in page.button]
    assert {"Kunci", "Akhiri semua sesi", "Hapus akun"} <= set(labels)
    assert not {"Ubah peran", "Kata sandi baru lewat tautan"} & set(labels)
    assert "Perannya mengikuti aturan [masuk]" in " ".join(c.value for c in page.caption)


def test_the_own_account_of_the_provider_asks_for_no_password(
    dashboard: str, browser: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(browser, dashboard)
    page = open_page("pengguna", session(browser), monkeypatch)
    assert not page.text_input
    assert "kata sandinya diganti di sana" in words(page)


# ── sessions ──


@pytest.mark.parametrize("how", ["forged", "expired", "withdrawn", "signed out"])
def test_a_session_that_no_longer_counts_opens_nothing(
    folder: Path, city: CityProvider, dashboard: str, browser: httpx.Client, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(browser, dashboard)
    assert browser.get(f"{dashboard}/unduh/asli/1").status_code == 200
    if how == "forged":
        browser.cookies.set(access.COOKIE, "karangan", domain="127.0.0.1", path="/")
    elif how == "expired":
        now = users.read_clock()
        monkeypatch.setattr(users, "read_clock", lambda: now + timedelta(hours=8, seconds=1))
    elif how == "withdrawn":
        manage.end_sessions("budi santoso (kota)")
    else:
        token = access.make_logout_token(session(browser))
        browser.post(f"{dashboard}/keluar", data={"formulir": token})
    assert browser.get(f"{dashboard}/unduh/asli/1").status_code == 403


def test_signing_out_ends_our_session_and_offers_to_end_that_of_the_provider(
    dashboard: str, browser: httpx.Client, city: CityProvider
) -> None:
    sign_in(browser, dashboard)
    ended = session(browser)
    answer = browser.post(f"{dashboard}/keluar", data={"formulir": access.make_logout_token(ended)})
    assert 'href="/masuk/kota/keluar">Keluar juga dari akun kota</a>' in answer.text
    assert (session(browser), users.find_user(ended)) == ("", None)
    away = browser.get(f"{dashboard}/masuk/kota/keluar").headers["location"]
    assert away.startswith(f"{city.address}/keluar?client_id=dasbor-koperasi&post_logout_redirect_uri=")


def test_nothing_of_the_provider_is_stored_in_browser_state_or_log(
    folder: Path, dashboard: str, browser: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    sign_in(browser, dashboard)
    assert {c.name for c in browser.cookies.jar} == {access.COOKIE}
    state = b"".join(p.read_bytes() for p in (folder / "keadaan").rglob("*") if p.is_file())
    for secret in (SECRET, "tiket-untuk-uji", session(browser)):
        assert secret.encode() not in state
        assert secret not in caplog.text


# ── faults ──

FORGED = [
    "bad signature",
    "unsigned",
    "wrong issuer",
    "wrong audience",
    "audience by azp only",
    "wrong nonce",
    "without nonce",
    "expired",
    "without subject",
]


@pytest.mark.parametrize("fault", FORGED)
def test_a_forged_or_expired_token_opens_nothing(
    dashboard: str, browser: httpx.Client, city: CityProvider, fault: str
) -> None:
    city.fault = fault
    answer = sign_in(browser, dashboard)
    assert (answer.status_code, session(browser)) == (403, "")
    assert "tidak sah, jadi tidak dipercaya" in sentence(answer)
    assert refusals() == [("(tidak dikenal)", "bukti_tidak_sah")]
    assert [a.name for a in manage.list_accounts()] == ["kepala kantor"]


@pytest.mark.parametrize(
    ("fault", "status", "cause", "words"),
    [
        ("server error", 503, "tidak_menjawab", "tidak dapat dihubungi"),
        ("metadata are no JSON", 502, "jawaban_aneh", "tidak dapat dibaca"),
        ("metadata of another", 502, "jawaban_aneh", "tidak dapat dibaca"),
        ("endpoint without TLS", 502, "jawaban_aneh", "tidak dapat dibaca"),
    ],
)
def test_a_provider_that_is_ill_is_said_in_a_sentence(
    dashboard: str, browser: httpx.Client, city: CityProvider, fault: str, status: int, cause: str, words: str
) -> None:
    city.fault = fault
    answer = browser.get(f"{dashboard}/masuk/kota")
    assert (answer.status_code, refusals()) == (status, [("(tidak dikenal)", cause)])
    assert words in sentence(answer)
    assert "nama dan kata sandi" in sentence(answer)
    assert city.asked == [("GET", "/.well-known/openid-configuration")]


def test_a_provider_that_is_down_is_said_and_the_password_still_opens(
    folder: Path, dashboard: str, browser: httpx.Client, city: CityProvider
) -> None:
    city.address = "http://127.0.0.1:9"  # nobody listens there
    set_rules(folder, city, RULES)
    for _ in range(2):
        answer = browser.get(f"{dashboard}/masuk/kota")
        assert (answer.status_code, "tidak dapat dihubungi" in sentence(answer)) == (503, True)
    assert refusals() == [("(tidak dikenal)", "tidak_menjawab")]  # one entry a minute
    password = give_password("kepala kantor")
    form = re.search(r'name="formulir" value="([^"]+)"', browser.get(f"{dashboard}/masuk").text)
    entries = {"nama": "kepala kantor", "sandi": password, "formulir": form[1] if form else ""}
    assert browser.post(f"{dashboard}/masuk", data=entries).status_code == 303


def test_a_provider_that_dies_on_the_way_is_said(
    dashboard: str, browser: httpx.Client, city: CityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = go_there(browser, dashboard)
    client._talk.app.server_metadata["token_endpoint"] = "http://127.0.0.1:9/token"
    answer = browser.get(back)
    assert (answer.status_code, session(browser)) == (503, "")


def test_a_wrong_secret_is_said_without_the_secret(
    dashboard: str,
    browser: httpx.Client,
    city: CityProvider,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv(SECRET_VARIABLE, "rahasia yang salah")
    answer = sign_in(browser, dashboard)
    assert answer.status_code == 502
    assert "tidak mengenali dasbor ini" in sentence(answer)
    assert refusals() == [("(tidak dikenal)", "klien_ditolak")]
    assert "invalid_client" in caplog.text
    assert "rahasia yang salah" not in caplog.text + answer.text


def test_a_person_who_does_not_agree_is_led_back(dashboard: str, browser: httpx.Client, city: CityProvider) -> None:
    city.fault = "refused by the person"
    answer = sign_in(browser, dashboard)
    assert (answer.status_code, "dibatalkan atau ditolak" in sentence(answer)) == (403, True)
    assert "<b>no</b>" not in answer.text


def test_a_provider_without_proof_is_not_believed(dashboard: str, browser: httpx.Client, city: CityProvider) -> None:
    city.fault = "without ID token"
    assert (sign_in(browser, dashboard).status_code, session(browser)) == (502, "")


@pytest.mark.parametrize("how", ["another browser", "forged state", "no state", "ten minutes old", "signed by another"])
def test_a_return_that_this_browser_did_not_set_out_for_asks_nobody(
    dashboard: str, browser: httpx.Client, city: CityProvider, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = go_there(browser, dashboard)
    asked = len(city.asked)
    if how == "another browser":
        browser.cookies.clear()
    elif how == "ten minutes old":
        monkeypatch.setattr(routes, "_LONGEST_WAY", -1)
    elif how != "no state":
        made = URLSafeTimedSerializer("kunci lain", salt=f"masuk-kota:{browser.cookies[routes.WAY_COOKIE]}")
        state = made.dumps(["x", "/"]) if how == "signed by another" else "karangan"
        back = re.sub(r"state=[^&]+", f"state={state}", back)
    else:
        back = re.sub(r"&?state=[^&]+", "", back)
    answer = browser.get(back)
    assert (answer.status_code, session(browser)) == (400, "")
    assert "sudah kedaluwarsa" in sentence(answer)
    assert len(city.asked) == asked


def test_a_provider_may_change_its_keys(dashboard: str, browser: httpx.Client, city: CityProvider) -> None:
    assert sign_in(browser, dashboard).status_code == 303
    city.fault = "keys changed"
    browser.cookies.clear()
    assert sign_in(browser, dashboard).status_code == 303
    assert city.asked.count(("GET", "/jwks")) == 2


def test_a_code_serves_once(dashboard: str, browser: httpx.Client) -> None:
    back = go_there(browser, dashboard)
    way = browser.cookies[routes.WAY_COOKIE]
    assert browser.get(back).status_code == 303
    browser.cookies.clear()
    browser.cookies.set(routes.WAY_COOKIE, way, domain="127.0.0.1", path="/")
    assert (browser.get(back).status_code, session(browser)) == (400, "")


def test_two_tabs_do_not_spoil_one_another(dashboard: str, browser: httpx.Client) -> None:
    first, second = go_there(browser, dashboard, "/riwayat"), go_there(browser, dashboard, "/unggah")
    assert browser.get(first).headers["location"] == "/riwayat"
    assert second != first


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ('[masuk.grup]\ntamu = "raja"', "peran “raja” tidak dikenal"),
        ('tanpa_aturan = "admin"', "tanpa_aturan"),
    ],
)
def test_settings_that_cannot_be_are_said_to_the_operator_only(
    folder: Path,
    dashboard: str,
    browser: httpx.Client,
    city: CityProvider,
    caplog: pytest.LogCaptureFixture,
    rules: str,
    said: str,
) -> None:
    set_rules(folder, city, rules)
    answer = browser.get(f"{dashboard}/masuk/kota")
    assert (answer.status_code, said in answer.text) == (500, False)
    assert "Setelan masuk dengan akun kota belum benar" in sentence(answer)
    assert said in caplog.text
    assert browser.get(f"{dashboard}/masuk").status_code == 200
    sign = next(s for s in doctor.examine(Store()) if s.code == "masuk")
    assert (sign.state, said in sign.found) == ("salah", True)


@pytest.mark.parametrize("rules", ["jam_sesi = 24", 'jam_sesi = "lama"'])
def test_hours_that_cannot_be_are_eight_and_the_operator_is_told(
    folder: Path, dashboard: str, browser: httpx.Client, city: CityProvider, rules: str
) -> None:
    set_rules(folder, city, rules)
    assert browser.get(f"{dashboard}/masuk/kota").status_code == 303
    sign = next(s for s in doctor.examine(Store()) if s.code == "setelan")
    assert (sign.state, "[masuk] jam_sesi" in sign.found) == ("salah", True)


def test_the_start_says_what_keeps_people_out(folder: Path, city: CityProvider, capsys: pytest.CaptureFixture) -> None:
    start.look_at_provider()
    assert capsys.readouterr().out == ""
    set_rules(folder, city, 'tanpa_aturan = "admin"')
    start.look_at_provider()
    assert "Perhatian, masuk dengan akun kota belum dapat dipakai: [masuk] tanpa_aturan" in capsys.readouterr().out


def test_no_local_account_looks_like_one_of_the_city(folder: Path) -> None:
    for name in ("Budi (Kota)", "budi (kota 2)"):
        with pytest.raises(ValueError, match="hanya untuk yang masuk dengan akun kota"):
            manage.invite(name, "petugas", "kepala kantor")


def test_the_secret_may_stand_in_a_file_that_only_its_owner_reads(
    folder: Path, dashboard: str, browser: httpx.Client, city: CityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SECRET_VARIABLE)
    file = folder / "rahasia"
    set_rules(folder, city, f'berkas_rahasia = "{file}"\n{RULES}')
    assert browser.get(f"{dashboard}/masuk/kota").status_code == 500
    file.write_text(f"{SECRET}\n")
    file.chmod(0o640)
    assert browser.get(f"{dashboard}/masuk/kota").status_code == 500
    file.chmod(0o600)
    assert sign_in(browser, dashboard).status_code == 303


def test_an_address_of_the_provider_without_tls_is_refused(folder: Path, dashboard: str, browser: httpx.Client) -> None:
    set_rules(folder, CityProvider(address="http://masuk.contoh.go.id"), RULES)
    assert browser.get(f"{dashboard}/masuk/kota").status_code == 500


def test_proxies_of_the_environment_are_not_asked(
    dashboard: str, browser: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert sign_in(browser, dashboard).status_code == 303


def test_when_too_many_are_on_the_way_the_next_one_waits(
    dashboard: str, browser: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_AT_ONCE", 0)
    answer = browser.get(f"{dashboard}/masuk/kota")
    assert (answer.status_code, "Sedang banyak yang masuk" in sentence(answer)) == (503, True)
