"""Behind Debian's nginx with TLS, at the root of a host and below a path of another site: everything works, and what a
visitor says about himself is not believed."""

from __future__ import annotations

import re
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect, sync_playwright

from dasbor.ui.menu import PAGES
from etl.accounts import manage, users
from etl.acuan import ROOT
from tests import heavy
from tests.built import copy_samples
from tests.deploy import proxy
from tests.deploy.proxy import BASE, NAME, Site, ask
from tests.servers import COOKIE, chromium, give_password, open_page, settle

SAMPLES = ROOT / "data" / "contoh"
pytestmark = pytest.mark.skipif(proxy.MISSING is not None, reason=str(proxy.MISSING))
needs_chromium = pytest.mark.skipif(
    chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"
)


@pytest.fixture(scope="module", params=["", BASE], ids=["akar", "jalur"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("koperasi")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        copy_samples(folder, "2025-T2")
        with proxy.open_site(folder, request.param) as opened:
            yield opened


@pytest.fixture
def staff(site: Site) -> str:
    """The cookie of somebody who is logged in."""
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(site.folder.parent))
        give_password("pegawai")
        return f"{COOKIE}={users.start_session('pegawai')}"


def text(answer: object) -> str:
    return str(answer.text)  # type: ignore[attr-defined]


# ── over HTTP ──


def test_a_page_and_all_files_that_its_shell_names_come_through(site: Site) -> None:
    shell = ask(site, f"{site.base}/")
    assert shell.status == 200
    files = re.findall(r'(?:src|href)="\./([^"]+)"', text(shell))
    assert len(files) > 5
    assert {f: ask(site, f"{site.base}/{f}").status for f in files} == dict.fromkeys(files, 200)


def test_the_base_without_its_slash_leads_to_the_first_page(site: Site) -> None:
    answer = ask(site, site.base or "/")
    assert (answer.status, answer.getheader("Location")) == ((307, f"{BASE}/") if site.base else (200, None))


def test_an_address_with_a_slash_too_many_stays_below_the_base(site: Site) -> None:
    answer = ask(site, f"{site.base}/kamus/")
    assert (answer.status, answer.getheader("Location")) == (301, f"{site.base}/kamus")


def test_the_first_page_by_its_name_keeps_its_choice(site: Site) -> None:
    answer = ask(site, f"{site.base}/ringkasan?triwulan=2025-T2")
    assert (answer.status, answer.getheader("Location")) == (307, f"{site.base}/?triwulan=2025-T2")


@pytest.mark.parametrize(
    "path", ["/entah", "/a/b", "/_stcore/metrics", "/_stcore/stream/x", "/unduh/buatan/x/y", "//x"]
)
def test_an_unknown_address_is_said_in_indonesian_and_leads_home(site: Site, path: str) -> None:
    answer = ask(site, site.base + path)
    assert answer.status == 404 or (path == "//x" and not site.base)
    if answer.status == 404:
        assert "Alamat ini tidak ada di dasbor" in text(answer)
        assert f'<a href="{site.base}/">' in text(answer)
        assert f'href="{site.base}/kamus' in text(answer)


def test_below_a_path_nothing_else_of_the_server_is_ours(site: Site) -> None:
    """Also when somebody reaches it without nginx."""
    if not site.base:
        pytest.skip("di akar semua alamat milik dasbor")
    root = site.server.removesuffix(site.base)
    for path in ("/", "/masuk", "/kamus", "/_stcore/health", "/koperasix", "/static/x.js"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(root + path, timeout=10)
    assert text(ask(site, "/kamus")) == "situs lain"


@pytest.mark.parametrize("path", ["/_stcore/health", "/sehat"])
def test_a_monitor_gets_through_nginx_what_the_server_says(site: Site, path: str) -> None:
    try:
        with urllib.request.urlopen(site.server + path, timeout=10) as direct:
            status = direct.status
    except urllib.error.HTTPError as error:
        status = error.code
    assert ask(site, site.base + path).status == status
    assert status == 200 or path == "/sehat"


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://{name}:{port}", 101),
        ("https://situs-lain.example", 403),
        ("http://{name}:{port}", 403),
        ("https://{name}", 403),  # another port is another site
        ("null", 403),
    ],
)
def test_only_pages_of_this_address_shake_hands(site: Site, origin: str, status: int) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    headers = upgrade | key | {"Origin": origin.format(name=NAME, port=site.port)}
    assert ask(site, f"{site.base}/_stcore/stream", **headers).status == status


def test_a_form_of_another_site_is_refused(site: Site) -> None:
    answer = ask(site, f"{site.base}/masuk", "POST", b"", Origin="https://situs-lain.example")
    assert answer.status == 403
    assert "Permintaan dari situs lain ditolak" in text(answer)


def _try_password(site: Site, **headers: str) -> int:
    form = ask(site, f"{site.base}/masuk")
    token = re.search(r'name="formulir" value="([^"]+)"', text(form))
    assert token is not None
    cookie = str(form.getheader("Set-Cookie")).split(";")[0]
    entries = {"formulir": token[1], "lanjut": "/unggah", "nama": "orang", "sandi": "salah"}
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    return ask(site, f"{site.base}/masuk", "POST", urlencode(entries).encode(), **kind, **headers).status


@pytest.mark.parametrize("name", ["baru satu", "baru dua"])
def test_the_code_of_a_link_stands_in_no_log(site: Site, name: str) -> None:
    """Neither nginx's nor ours; the old kind of link carries it in the address."""
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(site.folder.parent))
        code = manage.invite(name, "petugas", "kepala")
    path = f"{site.base}/undangan"
    assert 'id="token"' in text(ask(site, path))
    if name == "baru dua":
        old = ask(site, f"{path}?token={code}")
        assert name in text(old)
        assert ask(site, "/favicon.ico", Referer=f"https://{NAME}{site.base}/").status in (200, 404)
    form = {"Cookie": "koperasi_undangan=x", "Content-Type": "application/x-www-form-urlencoded"}
    assert name in text(ask(site, path, "POST", urlencode({"formulir": "x", "token": code}).encode(), **form))
    entries = {"formulir": "x", "token": code, "sandi": "empat kata biasa saja", "ulang": "empat kata biasa saja"}
    assert "Kata sandi tersimpan" in text(ask(site, path, "POST", urlencode(entries).encode(), **form))
    ask(site, f"{site.base}/sehat")
    written = {p: p.read_bytes() for p in site.folder.parent.rglob("*") if p.is_file() and "log" in p.name}
    assert b"/sehat" in written[site.folder / "akses.log"]
    assert {p.name for p, content in written.items() if code.encode() in content} == set()


@pytest.mark.peramban
@needs_chromium
def test_a_link_opens_in_a_browser_and_its_code_leaves_the_address(visitor: BrowserContext, site: Site) -> None:
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(site.folder.parent))
        code = manage.invite("baru tiga", "petugas", "kepala")
    page = visitor.new_page()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(f"{site.address}/undangan#token={code}")
    expect(page.get_by_label("Kata sandi baru")).to_be_visible()
    assert page.url == f"{site.address}/undangan"
    page.get_by_label("Kata sandi baru").fill("empat kata biasa saja")
    page.get_by_label("Ketik sekali lagi").fill("empat kata biasa saja")
    page.get_by_role("button", name="Simpan kata sandi").click()
    expect(page.get_by_role("heading", name="Kata sandi tersimpan")).to_be_visible()
    assert [url for url in asked if code in url.partition("#")[0]] == []
    assert code not in (site.folder / "akses.log").read_text()


def test_nobody_escapes_the_delay_by_naming_another_address(site: Site) -> None:
    ways = ("X-Forwarded-For", "Forwarded", "X-Real-IP")
    told = [_try_password(site, **dict.fromkeys(ways, f"198.51.100.{i}")) for i in range(6)]
    assert told == [401, 401, 401, 401, 429, 429]


def test_a_file_of_20_mb_passes_nginx_and_a_larger_one_does_not(site: Site, staff: str) -> None:
    path = f"{site.base}/_stcore/upload_file/a/b"
    # Streamlit may answer before it has read all; a browser sends the right token and is read to the end.
    answers = (ask(site, path, "PUT", bytes(20 * 2**20 + 1000), Cookie=staff) for _ in range(5))
    allowed = next((answer for answer in answers if answer.status != 503), ask(site, "/"))
    assert (allowed.status, text(allowed)) == (403, "XSRF token missing or invalid")  # read, and answered by Streamlit
    try:
        assert ask(site, path, "PUT", bytes(22 * 2**20), Cookie=staff).status == 413
    except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
        pass  # nginx hung up while the file was still being sent


def test_pages_come_by_tls_only_and_under_the_name_of_the_site_only(site: Site) -> None:
    if site.base:
        pytest.skip("milik situs yang menampung dasbor")
    assert str(ask(site, "/").getheader("Strict-Transport-Security")) == "max-age=31536000"
    with pytest.raises(ssl.SSLError):
        ask(site, "/", name="situs-lain.example")
    assert _ask_plain(site, NAME) == (301, f"https://{NAME}/kamus?x=1")
    with pytest.raises(ConnectionError):
        _ask_plain(site, "situs-lain.example")


def _ask_plain(site: Site, name: str) -> tuple[int, str | None]:
    connection = proxy.http.client.HTTPConnection("127.0.0.1", site.plain_port, timeout=10)
    connection.request("GET", "/kamus?x=1", headers={"Host": name})
    answer = connection.getresponse()
    return answer.status, answer.getheader("Location")


def test_while_the_dashboard_is_down_nginx_says_so_in_a_sentence(tmp_path: Path) -> None:
    with proxy.open_dead_site(tmp_path) as dead:
        answers = [ask(dead, "/keaktifan"), ask(dead, "/masuk", "POST", b"")]
    for answer in answers:
        assert answer.status == 503
        assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
        assert "Dasbor sedang dihentikan atau dimulai ulang." in text(answer)


# ── in a browser ──


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """It finds the name of the site on this machine."""
    with sync_playwright() as p:
        words = ["--no-sandbox", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
        browser = p.chromium.launch(executable_path=chromium(), args=words)
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """Every request goes to this site, below its base, and is answered; else the test fails."""
    size = {"width": 1366, "height": 900}
    context = browser.new_context(
        ignore_https_errors=True,
        viewport=size,  # type: ignore[arg-type]
        locale="id-ID",
        accept_downloads=True,
    )
    wrong: list[str] = []
    context.on("response", lambda r: None if _is_right(site, r) else wrong.append(f"{r.status} {r.url}"))
    yield context
    context.close()
    assert wrong == []


def _is_right(site: Site, answer: Response) -> bool:
    part = urlsplit(answer.url)
    if part.scheme in ("data", "blob"):
        return True
    if "/_stcore/" in part.path and part.path.endswith(("/health", "/host-config")):
        return True  # Streamlit looks for its base from the longest path to the shortest
    return answer.url.startswith(f"{site.address}/") and (answer.status < 400 or part.path.endswith("/favicon.ico"))


def _links(page: Page) -> set[str]:
    """Addresses of this site that a page links to, without the choice in them."""
    found = page.locator("a[href]").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    return {str(h).split("?")[0] for h in found if str(h).startswith("/")}


@pytest.mark.peramban
@needs_chromium
def test_pages_open_cold_and_link_only_below_the_base(visitor: BrowserContext, site: Site) -> None:
    """At the root tests/browser opens every page; below it every third is opened, all in `make uji-berat`."""
    pages = [h.address for h in PAGES]
    names = ["", "masuk", "lembar", "rapat", "data/bukti", *pages, *(f"unduh/berkas/{page}" for page in pages)]
    known = {f"{site.base}/{name}" for name in names}
    page = visitor.new_page()
    for menu_page in PAGES[:: 1 if heavy.HEAVY else 3] if site.base else PAGES[:2]:
        page.goto(f"{site.address}/{menu_page.address}")
        settle(page)
        assert page.locator("h1").count() == 1
        assert _links(page)
        assert _links(page) - known == set()


@pytest.mark.peramban
@needs_chromium
def test_links_menu_and_a_public_download_work(visitor: BrowserContext, site: Site) -> None:
    page = open_page(visitor, f"{site.address}/?kelurahan=35.72.02.1004")
    page.locator(".kartu a").first.click()
    page.wait_for_url(re.compile(re.escape(site.address) + r"/\w+\?kelurahan=35.72.02.1004"))
    settle(page)
    page.get_by_text("Wilayah & Koperasi", exact=True).click()
    page.get_by_role("menuitem", name="Koperasi", exact=True).click()
    page.wait_for_url(f"{site.address}/koperasi?kelurahan=35.72.02.1004")
    settle(page)
    page.goto(f"{site.address}/kesehatan")
    settle(page)
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("link", name="Unduh CSV").first.click()
    assert download.value.path().read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.peramban
@needs_chromium
def test_staff_log_in_upload_download_and_log_out(visitor: BrowserContext, site: Site) -> None:
    page = open_page(visitor, f"{site.address}/")
    page.get_by_role("link", name="Masuk petugas").click()
    page.wait_for_url(f"{site.address}/unggah*")
    settle(page)
    page.get_by_role("link", name="Masuk", exact=True).click()
    page.get_by_label("Nama pengguna").fill("petugas")
    page.get_by_label("Kata sandi").fill(_make_password(site))
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(f"{site.address}/unggah*")
    settle(page)
    expect(page.get_by_text("Masuk sebagai petugas")).to_be_visible()
    cookies = {str(c["name"]): c for c in visitor.cookies()}
    assert {n: c["path"] for n, c in cookies.items() if n.startswith("koperasi_")} == {
        COOKIE: f"{site.base}/",
        "koperasi_perangkat": f"{site.base}/masuk",
    }
    assert {n for n, c in cookies.items() if not c["secure"]} == set()

    page.set_input_files('input[type="file"]', SAMPLES / "koperasi-2025-T3-berantakan.xlsx")
    expect(page.get_by_text("Belum dapat diterbitkan.")).to_be_visible(timeout=60_000)
    settle(page)
    with page.expect_download(timeout=60_000) as marked:
        page.get_by_role("link", name="Unduh buku kerja yang sudah ditandai").click()
    assert marked.value.path().read_bytes()[:2] == b"PK"

    page.goto(f"{site.address}/riwayat")
    settle(page)
    assert {link for link in _links(page) if "unduh" in link and not link.startswith(f"{site.base}/unduh/")} == set()
    with page.expect_download(timeout=60_000) as original:
        page.get_by_role("link", name="Unduh buku kerja asli").first.click()
    assert original.value.path().read_bytes() == (SAMPLES / "koperasi-2025-T2.xlsx").read_bytes()

    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{site.address}/")
    settle(page)
    assert {c["name"] for c in visitor.cookies() if c["name"] == COOKIE} == set()
    page.goto(f"{site.address}/unggah")
    settle(page)
    expect(page.get_by_role("heading", name="Khusus petugas")).to_be_visible()


def _make_password(site: Site) -> str:
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(site.folder.parent))
        return give_password("petugas")
