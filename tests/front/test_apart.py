"""Two areas of government behind one door: each shows its own, and nobody sees anything of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from dasbor.ui.access import COOKIE
from dasbor.ui.menu import PAGES
from tests.front.doors import House, open_door
from tests.servers import give_password
from tests.tenants import two
from tests.tenants.two import CITY, INVENTED
from tests.viewer import Viewer

STAFF = [h.address for h in PAGES if h.is_staff]
BOTH = [CITY, INVENTED]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two.build(tmp_path_factory.mktemp("pemda"))


@pytest.fixture(scope="module")
def sessions(file: Path) -> dict[str, str]:
    """{whose: session of an admin there}: both bear the same name."""
    return {address: two.add_staff(file, address, "admin", "admin") for address in BOTH}


@pytest.fixture(scope="module")
def house(file: Path, sessions: dict[str, str]) -> Iterator[House]:
    with open_door(file) as opened:
        yield opened


def other(address: str) -> str:
    return INVENTED if address == CITY else CITY


def cookie(session: str) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={session}"}


# ── each its own ──


def test_one_page_lists_both_with_their_newest_quarter_and_the_way_there(house: House) -> None:
    page = house.ask("/")
    assert page.status == 200
    lines = re.findall(r'<a href="(/[^"]+)">([^<]+)</a></th><td[^>]*>([^<]+)</td><td[^>]*>([^<]+)</td>', page.text)
    assert [(a, name, quarter) for a, name, quarter, _ in lines] == [
        (f"/{CITY}/", "Kota Blitar", "Triwulan I 2025"),
        (f"/{INVENTED}/", "Kota Contoh", "Triwulan I 2025"),
    ]
    assert all(re.fullmatch(r"\d+ \w+ 20\d\d", when) for *_, when in lines)
    assert page.text.count("Terlambat") == 2


@pytest.mark.parametrize("address", BOTH)
def test_an_address_shows_the_figures_of_its_own_area(house: House, address: str) -> None:
    house.wake(address)
    with Viewer(f"{house.address}/{address}") as viewer:
        seen = viewer.look("koperasi").text
    assert '<a href="/" target="_self">Pemda lain</a>' in seen
    own, foreign = str(two.BOOKS[address][2]), str(two.BOOKS[other(address)][2])
    assert own in seen
    assert foreign not in seen


@pytest.mark.parametrize("path", ["lembar", "data", "data/", "sehat", "masuk", "rapat", "_stcore/health"])
@pytest.mark.parametrize("address", BOTH)
def test_what_a_city_hands_out_is_handed_out_below_its_address(house: House, address: str, path: str) -> None:
    answer = house.ask(f"/{address}/{path}")
    assert answer.status in (200, 301, 307, 503 if path == "sehat" else 200)
    assert str(two.BOOKS[other(address)][2]) not in answer.text


def test_the_address_without_its_slash_and_the_other_way_to_name_one_lead_there(house: House) -> None:
    assert house.ask(f"/{CITY}?triwulan=2025-T1").headers["Location"] == f"/{CITY}/?triwulan=2025-T1"
    assert house.ask(f"/?pemda={INVENTED}").headers["Location"] == f"/{INVENTED}/"


@pytest.mark.parametrize(
    "path", ["/entah/", "/?pemda=entah", "/masuk", "/static/x.js", f"/{CITY}x/", "/_stcore/health"]
)
def test_an_address_of_nobody_is_said_in_a_sentence(house: House, path: str) -> None:
    answer = house.ask(path)
    assert (answer.status, "Tidak ada pemda dengan alamat ini" in answer.text) == (404, True)


@pytest.mark.parametrize("address", [f"/{CITY}/" + "a" * 70_000, f"/{CITY}/?x=" + "a" * 70_000])
def test_an_address_that_is_too_long_is_said_in_a_sentence(house: House, address: str) -> None:
    answer = house.ask(address)
    assert (answer.status, "Alamat ini terlalu panjang." in answer.text) == (414, True)


# ── a login at one is none at the other ──


@pytest.mark.parametrize("address", BOTH)
def test_staff_see_their_own_staff_pages_and_are_strangers_at_the_other(
    house: House, sessions: dict[str, str], address: str
) -> None:
    for where, is_own in ((address, True), (other(address), False)):
        with Viewer(f"{house.address}/{where}", sessions[address]) as viewer:
            told = {page: "Khusus petugas" not in viewer.look(page).text for page in STAFF}
        assert told == dict.fromkeys(STAFF, is_own)


@pytest.mark.parametrize("address", BOTH)
def test_a_workbook_of_one_is_refused_to_staff_of_the_other(
    house: House, sessions: dict[str, str], address: str
) -> None:
    assert house.ask(f"/{address}/unduh/asli/1", **cookie(sessions[address])).status == 200
    refused = house.ask(f"/{address}/unduh/asli/1", **cookie(sessions[other(address)]))
    assert (refused.status, "Berkas ini untuk petugas dinas" in refused.text) == (403, True)


def test_a_draft_of_one_is_unknown_at_the_other(house: House, file: Path, sessions: dict[str, str]) -> None:
    token = two.make_draft(file, CITY, "admin", "KSP Rahasia")
    with Viewer(f"{house.address}/{CITY}", sessions[CITY]) as viewer:
        assert "KSP Rahasia" in viewer.look("koperasi", f"draf={token}").text
    for session in (sessions[CITY], sessions[INVENTED]):
        with Viewer(f"{house.address}/{INVENTED}", session) as viewer:
            assert "KSP Rahasia" not in viewer.look("koperasi", f"draf={token}").text
    with Viewer(f"{house.address}/{CITY}", sessions[INVENTED]) as viewer:
        assert "KSP Rahasia" not in viewer.look("koperasi", f"draf={token}").text


def test_a_file_is_uploaded_with_a_login_of_this_area_only(house: House, sessions: dict[str, str]) -> None:
    path = f"/{CITY}/_stcore/upload_file/a/b"
    assert house.ask(path, "PUT", b"x", **cookie(sessions[INVENTED])).status == 403
    assert house.ask(path, "PUT", b"x", **cookie(sessions[CITY])).status != 200  # without the token of a form


@pytest.mark.parametrize("address", BOTH)
def test_every_cookie_is_bound_to_the_path_of_its_area(house: House, file: Path, address: str) -> None:
    with two.inside(file, address):
        password = give_password(f"orang {address}")
    form = house.ask(f"/{address}/masuk")
    token = re.search(r'name="formulir" value="([^"]+)"', form.text)
    assert token is not None
    body = urlencode({"formulir": token[1], "lanjut": "/", "nama": f"orang {address}", "sandi": password}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"koperasi_formulir={token[1]}"}
    entered = house.ask(f"/{address}/masuk", "POST", body, **kind)
    assert (entered.status, entered.headers["Location"]) == (303, f"/{address}/")
    all_cookies = form.cookies | entered.cookies | house.ask(f"/{address}/_stcore/health").cookies
    assert {"koperasi_formulir", COOKIE, "koperasi_perangkat", "_streamlit_xsrf"} <= all_cookies.keys()
    assert [path for path in all_cookies.values() if not path.startswith(f"/{address}/")] == []
    elsewhere = house.ask(f"/{other(address)}/masuk", "POST", body, **kind)
    assert elsewhere.status == 401  # the name is nobody there, and the password none
