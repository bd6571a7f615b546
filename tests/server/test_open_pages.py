"""A page that is open when its reader is locked, removed, signed out or given another role ends within a minute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.accounts import manage, users
from etl.store.versions import Store
from tests import golden
from tests.servers import server
from tests.viewer import Viewer

PAGE = "riwayat"
ENDS: dict[str, Callable[[str, str], object]] = {
    "locked": lambda name, _: manage.lock(name),
    "removed": lambda name, _: manage.remove(name),
    "reset": lambda name, _: manage.reset(name, "admin"),
    "signed out": lambda _, token: users.end_session(token),
    "ended by an admin": lambda name, _: manage.end_sessions(name),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("terbuka")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        golden.publish_book(Store(folder), "2024-T3", golden.BUKU["2024-T3"])
        users.add_user("admin")
        yield folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with server(folder) as address:
        yield address


@pytest.mark.parametrize("how", ENDS)
def test_an_open_page_of_staff_ends_within_a_minute(address: str, how: str) -> None:
    users.add_user(how, role="petugas")
    token = users.start_session(how)
    with Viewer(address, token) as viewer:
        assert f"Masuk sebagai <strong>{how}</strong>" in viewer.look(PAGE).text
        assert list(viewer.timers.values()) == [30.0]
        assert "<" not in viewer.wait_for_timer().text  # nothing changed: nothing is drawn
        ENDS[how](how, token)
        ended = viewer.wait_for_timer().text
    assert "Khusus petugas" in ended
    assert "Masuk sebagai" not in ended


def test_a_page_that_another_role_may_not_see_ends_too(address: str) -> None:
    users.add_user("turun", role="petugas")
    with Viewer(address, users.start_session("turun")) as viewer:
        viewer.look(PAGE)
        manage.set_role("turun", "pembaca")
        assert "Bukan untuk peran Anda" in viewer.wait_for_timer().text


def test_pages_of_readers_who_are_not_signed_in_ask_for_nothing(address: str) -> None:
    with Viewer(address) as viewer:
        viewer.look("")
        assert viewer.timers == {}
