"""Several areas of government on a server: the additions to units and nginx, and everything through nginx with TLS."""

from __future__ import annotations

import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dasbor.ui.access import COOKIE
from etl.__main__ import _build_parser
from etl.acuan import ROOT
from etl.tenants.chosen import ALL, split_choice
from etl.tenants.each import COMMANDS
from tests.deploy import proxy
from tests.deploy.proxy import BASE, NAME, Site, ask
from tests.deploy.test_units import ANALYZE, SERVICES, needs_systemd, read_unit
from tests.front.doors import open_door
from tests.tenants import two
from tests.tenants.two import BOOKS, CITY, INVENTED
from tests.viewer import Viewer

FOLDER = ROOT / "deploy" / "pemda"
ADDED = {"pemda.conf": "koperasi", "cadangan.conf": "koperasi-cadangan", "latihan.conf": "koperasi-latihan"}
BOTH = (CITY, INVENTED)
needs_nginx = pytest.mark.skipif(proxy.MISSING is not None, reason=str(proxy.MISSING))


# ── units ──


def test_every_addition_names_the_same_list_and_no_single_state() -> None:
    assert {p.name for p in FOLDER.iterdir()} == set(ADDED)
    for name in ADDED:
        unit = read_unit(FOLDER / name)
        assert unit["UnsetEnvironment"] == "KOPERASI_DATA KOPERASI_ACUAN"
        assert unit["Environment"] == "KOPERASI_DAFTAR=/var/lib/koperasi/pemda.toml"


@pytest.mark.parametrize("name", ["cadangan.conf", "latihan.conf"])
def test_the_commands_are_done_for_all(name: str) -> None:
    words, chosen = split_choice(shlex.split(read_unit(FOLDER / name)["ExecStart"])[3:])
    assert (chosen, words[0] in COMMANDS, words[1]) == (ALL, True, "/var/backups/koperasi")
    assert _build_parser().parse_args(words).folder == Path("/var/backups/koperasi")


@needs_systemd
def test_systemd_understands_the_additions(tmp_path: Path) -> None:
    for path in SERVICES:
        text = path.read_text(encoding="utf-8").replace("/opt/koperasi/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    for name, service in ADDED.items():
        place = tmp_path / f"{service}.service.d"
        place.mkdir()
        text = (FOLDER / name).read_text(encoding="utf-8").replace("/opt/koperasi/.venv/bin/python", sys.executable)
        (place / "pemda.conf").write_text(text, encoding="utf-8")
    units = [str(p) for p in sorted(tmp_path.iterdir()) if p.is_file()]
    told = subprocess.run([str(ANALYZE), "verify", *units], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


# ── behind nginx ──


@pytest.fixture(scope="module")
def session(file: Path) -> str:
    return two.add_staff(file, CITY, "pegawai")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two.build(tmp_path_factory.mktemp("pemda"))


@pytest.fixture(scope="module")
def site(file: Path, session: str) -> Iterator[Site]:
    """The door behind nginx with the operator's files, the line for several areas of government switched on."""
    port, plain_port = proxy.find_ports(2)
    settings = {"KOPERASI_ASAL": f"https://{NAME}:{port}", "KOPERASI_PERANTARA": "127.0.0.1"}
    with open_door(file, **settings) as house:
        place = file.parent / "nginx"
        proxy.write_files(place, "", port, plain_port, str(house.port))
        conf = place / "situs.conf"
        conf.write_text(conf.read_text().replace("#include snippets/koperasi-pemda", "include snippets/koperasi-pemda"))
        with proxy.run_nginx(place, port):
            yield Site(f"https://{NAME}:{port}", "", port, plain_port, house.address, place)
    shutil.rmtree(place, ignore_errors=True)


def text(answer: object) -> str:
    return str(answer.text)  # type: ignore[attr-defined]


@needs_nginx
def test_list_and_pages_with_all_their_files_come_through(site: Site) -> None:
    assert f'href="/{CITY}/"' in text(ask(site, "/"))
    shell = ask(site, f"/{INVENTED}/")
    files = re.findall(r'(?:src|href)="\./([^"]+)"', text(shell))
    assert len(files) > 5
    assert {f: ask(site, f"/{INVENTED}/{f}").status for f in files} == dict.fromkeys(files, 200)


@needs_nginx
@pytest.mark.parametrize(
    ("origin", "status"), [("https://{name}:{port}", 101), ("https://situs-lain.example", 403), ("null", 403)]
)
def test_only_pages_of_this_address_shake_hands(site: Site, origin: str, status: int) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    headers = upgrade | key | {"Origin": origin.format(name=NAME, port=site.port)}
    assert ask(site, f"/{CITY}/_stcore/stream", **headers).status == status


@needs_nginx
def test_a_login_is_secure_and_holds_below_its_own_address_only(site: Site, session: str) -> None:
    cookies = str(ask(site, f"/{CITY}/masuk").headers.get_all("Set-Cookie"))
    assert f"Path=/{CITY}/masuk" in cookies
    assert "secure" in cookies.lower()
    own = ask(site, f"/{CITY}/unduh/asli/1", Cookie=f"{COOKIE}={session}")
    other = ask(site, f"/{INVENTED}/unduh/asli/1", Cookie=f"{COOKIE}={session}")
    assert (own.status, other.status) == (200, 403)


@needs_nginx
def test_nobody_escapes_the_delay_by_naming_another_address(site: Site) -> None:
    """What a visitor says of himself is believed neither by nginx nor by the door."""
    from urllib.parse import urlencode

    form = ask(site, f"/{CITY}/masuk")
    token = re.search(r'name="formulir" value="([^"]+)"', text(form))
    assert token is not None
    entries = {"formulir": token[1], "lanjut": "/", "nama": "orang", "sandi": "salah"}
    told = []
    for i in range(6):
        said = dict.fromkeys(("X-Forwarded-For", "Forwarded", "X-Real-IP"), f"198.51.100.{i}")
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"koperasi_formulir={token[1]}"}
        told.append(ask(site, f"/{CITY}/masuk", "POST", urlencode(entries).encode(), **kind, **said).status)
    assert told == [401, 401, 401, 401, 429, 429]


def wait_until_begun(site: Site, path: str) -> None:
    """Whose process takes longer than ten seconds to begin is said to be slow until then."""
    until = time.monotonic() + 60
    while (said := ask(site, path).status) == 503 and time.monotonic() < until:
        time.sleep(0.5)
    assert said == 200


@needs_nginx
def test_below_a_path_of_another_site_every_area_is_reached_and_connected(file: Path) -> None:
    port, plain_port = proxy.find_ports(2)
    settings = {"KOPERASI_ASAL": f"https://{NAME}:{port}", "KOPERASI_PERANTARA": "127.0.0.1"}
    place = file.parent / "jalur"
    with open_door(file, STREAMLIT_SERVER_BASE_URL_PATH=BASE.strip("/"), **settings) as house:
        proxy.write_files(place, BASE, port, plain_port, str(house.port))
        site = Site(f"https://{NAME}:{port}{BASE}", BASE, port, plain_port, house.address, place)
        trusting = ssl.create_default_context(cafile=place / "sertifikat.pem")
        with proxy.run_nginx(place, port):
            assert f'href="{BASE}/{CITY}/"' in text(ask(site, f"{BASE}/"))
            for address in BOTH:
                wait_until_begun(site, f"{BASE}/{address}/_stcore/health")
                way = {"sock": socket.create_connection(("127.0.0.1", port)), "ssl": trusting, "server_hostname": NAME}
                with Viewer(f"{site.address}/{address}", **way) as viewer:
                    seen = viewer.look("koperasi").text
                assert [str(BOOKS[a][2]) in seen for a in BOTH] == [a == address for a in BOTH]
                link = f"{BASE}/{address}/undangan"
                assert ask(site, link).status == 200
                assert link not in (place / "akses.log").read_text(), "a link for once is written down nowhere"
    shutil.rmtree(place, ignore_errors=True)


@needs_nginx
def test_a_file_of_20_mb_passes_and_a_larger_one_does_not(site: Site, session: str) -> None:
    path, cookie = f"/{CITY}/_stcore/upload_file/a/b", {"Cookie": f"{COOKIE}={session}"}
    assert ask(site, path, "PUT", b"x" * (20 << 20), **cookie).status == 403  # Streamlit's own: no token of a form
    assert ask(site, path, "PUT", b"x" * (22 << 20), **cookie).status == 413
