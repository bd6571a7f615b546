"""Packages that come by themselves and are refused: said where staff and operators look, until a good one comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from etl import clock
from etl.__main__ import main
from etl.neighbours.noted import refused
from etl.neighbours.noted.refused import list_refused
from etl.store.versions import Store
from etl.tenants import parcels
from etl.tenants.parcels import take_parcels
from etl.upkeep import doctor
from etl.upkeep.backup import backup
from tests.neighbours.parcels import Parcel, hold, write_parcel

GOOD = Parcel()
INVENTED = replace(GOOD, versi=4, dibuat="2025-11-01T09:00:00+07:00", contoh=True)
FIRST, LATER = dt.datetime(2025, 11, 2, 9), dt.datetime(2025, 11, 5, 9)
SAID = (
    "Paket kab-contoh (kode 35.05) yang datang 2 November 2025 tidak diterima: Paket ini DATA CONTOH (semuanya "
    "rekaan), sedangkan yang dipegang dari Kabupaten Contoh data dinas. Pakai paket data dinas. Bila data contoh "
    "memang dikehendaki, terima sendiri paketnya di halaman Pemda lain."
)


@pytest.fixture
def room(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "paket"
    folder.mkdir()
    set_clock(monkeypatch, FIRST)
    monkeypatch.setenv(refused.SETTING, "ya")
    return folder


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: dt.datetime) -> None:
    monkeypatch.setattr(clock, "read_local_time", lambda: moment)


def send(room: Path, store: Store, content: bytes, state: int = 0) -> None:
    """A package of kab-contoh lies there, in the place of the one before, and is looked at."""
    for old in room.glob("kab-contoh_*"):
        old.unlink()
    (room / f"kab-contoh_35.05_{state:016d}.zip").write_bytes(content)
    take_parcels(store.folder, room, "provinsi", "/")


def sign(store: Store) -> tuple[str, str]:
    return next((s.state, s.found) for s in doctor.examine(store) if s.code == "pemda_lain")


def test_a_refused_package_is_said_with_its_day_and_reason_until_a_good_one_comes(
    room: Path, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    send(room, store, write_parcel(GOOD))
    assert (list_refused(store.folder), sign(store)) == ([], ("baik", "paket 1 pemda dipegang"))
    send(room, store, write_parcel(INVENTED), 1)
    set_clock(monkeypatch, LATER)
    send(room, store, write_parcel(INVENTED), 1)  # looked at again, the same day stays
    assert list_refused(store.folder) == [SAID]
    assert sign(store) == ("perhatian", SAID.removesuffix("."))
    assert main(["import"]) == 0
    assert SAID in capsys.readouterr().out
    assert backup(store, tmp_path / "cadangan").problems == ()
    assert "ditolak.json" not in {p.name for p in (tmp_path / "cadangan").rglob("*")}
    send(room, store, write_parcel(replace(INVENTED, contoh=False)), 2)
    assert (list_refused(store.folder), sign(store)[0]) == ([], "baik")


def test_a_package_that_staff_take_themselves_ends_it_too(room: Path, store: Store) -> None:
    send(room, store, write_parcel(GOOD)[:-9])
    (said,) = list_refused(store.folder)
    assert said.startswith(f"{SAID.partition(': ')[0]}: Paket ini tidak utuh.")
    hold(store.folder, replace(GOOD, kode="35.06", nama="Kabupaten Lain", rows=(), areas=()))
    assert list_refused(store.folder) == [said], "a package of another area says nothing of this one"
    hold(store.folder, GOOD)
    assert list_refused(store.folder) == []


def test_who_is_no_longer_there_is_no_longer_refused(room: Path, store: Store) -> None:
    send(room, store, b"x")
    assert len(list_refused(store.folder)) == 1
    next(room.glob("*.zip")).unlink()
    assert take_parcels(store.folder, room, "provinsi", "/") == []
    assert list_refused(store.folder) == []


def test_who_no_longer_sees_all_reads_of_none_and_of_the_same_once_it_does_again(
    room: Path, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    send(room, store, write_parcel(GOOD))
    send(room, store, write_parcel(INVENTED), 1)
    monkeypatch.delenv(refused.SETTING)
    assert (list_refused(store.folder), sign(store)) == ([], ("baik", "paket 1 pemda dipegang"))
    assert main(["import"]) == 0
    assert "tidak diterima" not in capsys.readouterr().out
    (store.folder / "pemda_lain" / refused.FILE).write_bytes(b"{")
    assert list_refused(store.folder) == [], "a list that nobody needs cannot be damaged"
    monkeypatch.setenv(refused.SETTING, "ya")
    send(room, store, write_parcel(INVENTED), 1)
    assert list_refused(store.folder) == [SAID]


def test_what_may_go_better_in_a_while_is_tried_again_and_said_in_indonesian(
    room: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parcels, "take", stop)
    send(room, store, write_parcel(GOOD))
    (said,) = list_refused(store.folder)
    assert said == f"{SAID.partition(': ')[0]}: Tidak dapat disimpan: diskanya penuh. Dicoba lagi."
    assert [r.is_passing for r in take_parcels(store.folder, room, "provinsi", "/")] == [True]


def test_a_list_that_cannot_be_read_is_said(room: Path, store: Store) -> None:
    send(room, store, b"x")
    (store.folder / "pemda_lain" / refused.FILE).write_bytes(b"{")
    (said,) = list_refused(store.folder)
    assert said == (
        "Daftar paket yang ditolak (pemda_lain/ditolak.json) tidak terbaca; dibuat lagi pada terbitan pemda berikutnya."
    )
    send(room, store, b"x")
    assert "bukan arsip ZIP" in list_refused(store.folder)[0]
