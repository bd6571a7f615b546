"""/sehat for a monitor, error pages with a number, the line about backups in the footer of staff."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import time
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from dasbor.server import health
from dasbor.server.faults import FaultPage
from dasbor.ui import frame
from etl.accounts import users
from etl.accounts.roles import User
from etl.audit import heads, log
from etl.store.faults import OUTDATED, UNREACHABLE, StoreDamaged
from etl.store.files import AUDIT_FILE
from etl.upkeep import care
from tests import golden


@dataclass
class Answer:
    status_code: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""


class Client:
    """Asks an application without a server."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    def get(self, address: str, accept: str = "*/*") -> Answer:
        answer = Answer()

        async def receive() -> dict:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict) -> None:
            if message["type"] == "http.response.start":
                answer.status_code = message["status"]
                answer.headers = {k.decode(): v.decode() for k, v in message["headers"]}
            answer.text += message.get("body", b"").decode()

        scope = {"type": "http", "method": "GET", "path": address, "query_string": b"", "root_path": ""}
        scope |= {"headers": [(b"accept", accept.encode())]}
        with suppress(RuntimeError):  # the server logs what a route raises
            asyncio.run(self.app(scope, receive, send))
        return answer


@pytest.fixture
def client(store, monkeypatch):
    monkeypatch.setattr(health, "_last", {})
    monkeypatch.setattr(health, "_highest", {})
    return Client(Starlette(routes=health.ROUTES))


def test_a_monitor_is_told_that_all_is_well_and_nothing_else(client, store):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    care.note_backup(store.folder, dt.datetime.now().astimezone())
    answer = client.get("/sehat")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.splitlines()[1:7] == [
        "terbitan: baik",
        "diska: baik",
        "kunci: baik",
        "tanda: baik",
        "cadangan: baik",
        "uji_pulih: perhatian",
    ]
    assert str(store.folder) not in answer.text


def test_a_damage_is_503_in_json_too_and_looked_for_once_in_two_seconds(client, store, monkeypatch):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    (store.versions_folder / "TERKINI").unlink()
    answer = client.get("/sehat", accept="application/json")
    assert answer.status_code == 503
    assert (json.loads(answer.text)["keadaan"], json.loads(answer.text)["pemeriksaan"]["terbitan"]) == (
        "salah",
        "salah",
    )
    (store.versions_folder / "TERKINI").write_text("000001.duckdb")
    assert client.get("/sehat").status_code == 503
    monkeypatch.setattr(health, "_KEPT", 0.0)
    assert client.get("/sehat").status_code == 200


def take_away(store):
    store.folder.rename(store.folder.with_name("hilang"))


def garble_version(store):
    store.find_path(3).write_bytes(b"rusak" * 1000)


def lose_accounts(store):
    (store.folder / users.USERS_FILE).unlink()


def cut_audit(store):
    (store.folder / AUDIT_FILE).unlink()


def unlink(store):
    (store.versions_folder / "TERKINI").unlink()


def write(text):
    return lambda store: (store.versions_folder / "TERKINI").write_text(text)


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (unlink, "terbitan"),
        (write(""), "terbitan"),
        (write("entah"), "terbitan"),
        (write("000001.duckdb"), "terbitan"),
        (write("000002.duckdb"), "terbitan"),
        (write("000009.duckdb"), "terbitan"),
        (garble_version, "terbitan"),
        (take_away, "terbitan"),
        (lose_accounts, "akun"),
        (cut_audit, "catatan"),
    ],
)
def test_a_monitor_hears_of_a_loss_while_the_server_runs_within_ten_seconds(client, built_store, harm, code):
    users.add_user("ani")
    heads.note_head(built_store.folder, log.find_head())
    assert client.get("/sehat").status_code == 200
    harm(built_store)
    deadline = time.monotonic() + 10
    while (answer := client.get("/sehat")).status_code == 200 and time.monotonic() < deadline:
        time.sleep(0.5)
    assert answer.status_code == 503
    assert f"{code}: salah" in answer.text


def test_a_route_that_fails_shows_a_number_that_the_log_knows(store, caplog):
    def fail(_request):
        raise RuntimeError("Siti Aminah")

    def damaged(_request):
        raise StoreDamaged("Daftar akun rusak")

    routes = [Route("/gagal", fail), Route("/rusak", damaged)]
    app = Starlette(routes=routes, middleware=[Middleware(FaultPage)])
    client = Client(app)
    for address, status in (("/gagal", 500), ("/rusak", 503)):
        with caplog.at_level(logging.ERROR):
            answer = client.get(address)
        number = caplog.records[-1].kejadian
        assert (answer.status_code, f"Nomor kejadian: {number}" in answer.text) == (status, True)
        assert "Siti" not in answer.text


@pytest.mark.parametrize(
    ("days", "sound", "sentence"),
    [
        (None, True, "Perhatian: cadangan belum pernah diuji pulih."),
        (36, True, "lebih dari 35 hari yang lalu."),
        (3, True, "Uji pulih cadangan terakhir: "),
        (3, False, "Perhatian: uji pulih cadangan yang terakhir gagal."),
    ],
)
def test_staff_read_when_a_backup_was_last_proved(store, days, sound, sentence):
    if days is not None:
        care.note_drill(store.folder, dt.datetime.now().astimezone() - dt.timedelta(days=days), sound=True)
    if not sound:
        care.note_drill(store.folder, dt.datetime.now().astimezone(), sound=False)
    line = frame.make_care_line()
    assert sentence in line
    assert ("Perhatian" in line) == (days != 3 or not sound)


def test_staff_read_what_is_wrong_with_a_shared_catalog_and_nothing_where_none_is(store):
    said = "Katalog bersama tidak menjawab selama 5 detik; yang tampil ialah versi terakhir."
    assert f"<strong>Perhatian: {said}</strong>" in frame.make_care_line(said)
    assert "atalog" not in frame.make_care_line()
    said_to = {role: frame.say_catalog(User("siti", role), said) for role in ("admin", "petugas", "pimpinan")}
    assert said_to == {"admin": said, "petugas": UNREACHABLE, "pimpinan": UNREACHABLE}
    assert frame.say_catalog(User("siti", "petugas"), "") == ""


def test_where_a_later_release_published_each_reads_what_concerns_him_and_a_lost_catalog_comes_first(store):
    lost, later = "Katalog bersama tidak menjawab.", "Versi 7 diterbitkan oleh rilis 0.4.0 dari dasbor."
    said = {
        role: [frame.say_catalog(User("siti", role), fault, later) for fault in ("", lost)]
        for role in ("admin", "petugas")
    }
    assert said == {"admin": [later, lost], "petugas": [OUTDATED, UNREACHABLE]}


def test_asking_does_not_create_a_state_folder(client, store):
    assert client.get("/sehat").status_code == 200
    assert not store.folder.exists()


def test_the_line_of_a_monitor_is_one_json_object(client):
    assert set(json.loads(client.get("/sehat", accept="application/json").text)) == {
        "keadaan",
        "pemeriksaan",
    }
