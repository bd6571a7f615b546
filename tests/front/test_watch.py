"""The watch over running processes: who is ended, and who is let be. Without processes, so that no time is spent."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from dasbor.front import house as houses
from dasbor.front.book import Book
from dasbor.front.house import House, NotOpen
from dasbor.front.residents import Resident, connect
from dasbor.front.serve import configure


class Process:
    """Stands in for a forked one."""

    name, exitcode = "koperasi satu", None

    def __init__(self) -> None:
        self.told: list[str] = []

    def is_alive(self) -> bool:
        return not self.told

    def terminate(self) -> None:
        self.told.append("terminate")

    def kill(self) -> None:
        self.told.append("kill")

    def join(self, _seconds: float = 0) -> None:
        pass


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(houses.forkserver, "ensure_running", lambda: None)
    monkeypatch.delenv("KOPERASI_STORE", raising=False)
    file = tmp_path / "pemda.toml"
    file.write_text('tidur_sesudah_menit = 30\n[[pemda]]\nalamat = "satu"\n', encoding="utf-8")
    return House(Book(file), tmp_path)


def move_in(house: House, unused_minutes: float, uses: int = 0) -> Any:
    process: Any = Process()
    (tenant,) = house.book.read().tenants
    one = Resident(tenant, process, house.folder / "1" / "pintu", connect(house.folder / "1" / "pintu"), uses)
    one.used, one.is_ready = time.monotonic() - unused_minutes * 60, True
    house.residents["satu"] = one
    return process


def answers(monkeypatch: pytest.MonkeyPatch, told: bool) -> None:
    async def is_alive(*_: object) -> bool:
        return told

    monkeypatch.setattr(houses, "is_alive", is_alive)


@pytest.mark.parametrize(
    ("minutes", "uses", "told"), [(29, 0, []), (31, 0, ["terminate"]), (31, 1, [])], ids=["baru", "lama", "terbuka"]
)
def test_who_was_used_by_nobody_for_half_an_hour_is_ended_and_an_open_page_is_a_use(
    house: House, monkeypatch: pytest.MonkeyPatch, minutes: float, uses: int, told: list[str]
) -> None:
    answers(monkeypatch, True)
    process = move_in(house, minutes, uses)
    asyncio.run(house.look_around())
    assert process.told == told
    assert ("satu" in house.residents) is not bool(told)


def test_with_a_shared_catalog_nobody_sleeps(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, True)
    monkeypatch.setattr(house, "_follows_catalog", True)
    process = move_in(house, 1000)
    asyncio.run(house.look_around())
    assert process.told == []


def test_who_answers_no_third_time_is_killed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, False)
    process = move_in(house, 0, uses=1)
    for expected in ([], [], ["kill", "terminate"]):
        asyncio.run(house.look_around())
        assert process.told == expected
    assert house.say_state(house.book.read().tenants[0]) == "tidur"


def test_who_was_taken_out_of_the_file_or_shut_is_ended(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, True)
    process = move_in(house, 0, uses=1)
    house.book.file.write_text('[[pemda]]\nalamat = "satu"\ntutup = true\n', encoding="utf-8")
    asyncio.run(house.look_around())
    assert process.told == ["terminate"]


def test_what_nobody_thought_of_does_not_end_the_watch(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    async def look_around() -> None:
        looks.append(1)
        raise AttributeError

    monkeypatch.setattr(house, "look_around", look_around)
    monkeypatch.setattr(houses, "_WATCH", 0)

    async def watch_for_a_moment() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(house.watch(), 0.05)

    asyncio.run(watch_for_a_moment())
    assert len(looks) > 1


@pytest.mark.parametrize("text", ["", 'judul = "Dasbor"\n'])
def test_a_file_without_any_area_that_had_some_shuts_nobody(
    house: House, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    assert len(house.book.read().tenants) == 1
    house.book.file.write_text(text, encoding="utf-8")
    assert [t.address for t in house.book.read().tenants] == ["satu"]
    assert "tidak memuat satu [[pemda]] pun. Sampai itu diperbaiki" in caplog.text


def test_one_whose_folder_cannot_be_made_is_said_to_be_damaged_with_the_cause_in_the_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    (house.folder / "satu").write_text("bukan folder")
    (tenant,) = house.book.read().tenants

    async def open_it() -> None:
        async with house.visit(tenant):
            pass

    with pytest.raises(NotOpen, match="rusak"):
        asyncio.run(open_it())
    assert house.say_state(tenant) == "rusak"
    assert "satu tidak dapat dimulai:" in caplog.text


@pytest.mark.parametrize("asked", [{}, {"STREAMLIT_SERVER_ADDRESS": "10.0.0.11"}])
def test_the_door_stands_where_the_dashboard_of_one_city_would(
    house: House, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    assert configure(house, 8501).host == asked.get("STREAMLIT_SERVER_ADDRESS", "127.0.0.1")
