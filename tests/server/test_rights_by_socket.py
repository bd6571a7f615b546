"""Role × page by the real websocket, the first thing that a server just started is asked: what is sent, and to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dasbor.ui.menu import PAGES
from etl.accounts import manage, roles, users
from etl.accounts.roles import ROLES, User
from etl.store.versions import Store
from tests import golden
from tests.servers import server
from tests.viewer import Viewer

STAFF = [h for h in PAGES if h.is_staff]
ENDED = ("forged", "expired", "withdrawn", "locked", "removed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("soket")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        golden.copy_all(Store(folder))
        for role in ROLES:
            users.add_user(f"si {role}", role=role)
        for how in ENDED:
            users.add_user(how, role="admin")
        yield folder


@pytest.fixture(scope="module")
def sessions(folder: Path) -> dict[str, str]:
    """A session of each role, and one that ended in each way, all from before the start."""
    found = {"": "", **{role: users.start_session(f"si {role}") for role in ROLES}, "forged": "karangan"}
    found["expired"] = users.start_session("expired", timedelta(seconds=-1))
    end: dict[str, Callable[[str], object]] = {
        "withdrawn": manage.end_sessions,
        "locked": manage.lock,
        "removed": manage.remove,
    }
    for how, action in end.items():
        found[how] = users.start_session(how)
        action(how)
    return found


@pytest.fixture(scope="module")
def address(folder: Path, sessions: dict[str, str]) -> Iterator[str]:
    with server(folder) as address:
        yield address


@pytest.mark.parametrize("who", ["", *ROLES])
def test_a_role_is_sent_the_staff_pages_of_its_rights_and_of_others_no_word(
    address: str, sessions: dict[str, str], who: str
) -> None:
    user = User(f"si {who}", who) if who else None
    with Viewer(address, sessions[who]) as viewer:
        told = {h.address: viewer.look(h.address).text for h in STAFF}
    opened = {a: "Khusus petugas" not in text and "Bukan untuk peran Anda" not in text for a, text in told.items()}
    assert opened == {h.address: roles.may(user, h.action) for h in STAFF}
    assert {f"Masuk sebagai <strong>si {who}</strong>" in text for text in told.values()} == {bool(who)}


@pytest.mark.parametrize("how", ENDED)
def test_a_session_that_ended_is_sent_nothing_that_is_for_staff(
    address: str, sessions: dict[str, str], how: str
) -> None:
    with Viewer(address, sessions[how]) as viewer:
        for h in STAFF:
            text = viewer.look(h.address).text
            assert "Khusus petugas" in text
            assert "Masuk sebagai" not in text
