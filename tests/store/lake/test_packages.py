"""Packages of other areas of government where several servers share a catalog: taken and undone once for all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dasbor.choice import Choice
from dasbor.export.opendata.tables import make_definitions
from etl.acuan import ROOT
from etl.indikator import load_indicators
from etl.neighbours import ledger
from etl.neighbours.examine import list_damage
from etl.neighbours.held import open_held
from etl.neighbours.ledger import read_ledger
from etl.neighbours.noted import shared
from etl.neighbours.take import take, undo
from etl.store.faults import UNREACHABLE, StoreDamaged
from etl.store.versions import Store
from etl.tenants.parcels import take_parcels
from tests import golden
from tests.neighbours.parcels import STAFF, Parcel, find_fingerprint, hold, write_parcel
from tests.store.lake.test_shared import waited

P = Parcel()
NEWER = replace(P, versi=4, dibuat="2025-11-01T09:00:00+07:00")
OTHER = Parcel(
    kode="35.06", nama="Kabupaten Lain", rows=[("2025-T2", "35.06", "koperasi_aktif", 1, 2)], areas=(), seed=2
)


def list_shown(store: Store) -> list[tuple]:
    con = open_held(store.folder)
    return [] if con is None else con.execute("select kode, versi from pemda order by kode").fetchall()


def list_lines(store: Store) -> list[tuple]:
    return [(e.nomor, e.jenis, e.kode, e.versi, e.membatalkan) for e in read_ledger(store.folder).entries]


def follow(store: Store) -> list[tuple]:
    """What its pages show once it has looked."""
    shared.bring_up(store.folder)
    assert list_damage(store.folder) == []
    return list_shown(store)


def test_what_is_taken_and_undone_on_one_server_is_on_the_other(server) -> None:
    first = server("satu")
    hold(first.folder, P, OTHER)
    second = server("dua")
    assert list_shown(second) == []
    assert follow(second) == list_shown(first) == [("35.05", 3), ("35.06", 3)]
    hold(second.folder, NEWER)
    first = server("satu")
    assert follow(first) == [("35.05", 4), ("35.06", 3)]
    undo(first.folder, 3, STAFF)
    second = server("dua")
    assert follow(second) == [("35.05", 3), ("35.06", 3)]
    undo(second.folder, 4, STAFF)  # the undo of an undo, by who did not do it
    first = server("satu")
    assert follow(first) == [("35.05", 4), ("35.06", 3)]
    assert list_lines(first) == list_lines(second)
    assert [line[0] for line in list_lines(first)] == [1, 2, 3, 4, 5]


def test_whoever_has_not_looked_yet_writes_behind_what_the_other_wrote(server) -> None:
    hold(server("satu").folder, P)
    second = server("dua")
    hold(second.folder, OTHER)
    assert list_lines(second) == [(1, "terima", "35.05", 3, 0), (2, "terima", "35.06", 3, 0)]
    with pytest.raises(ValueError, match="Catatan paket 9 tidak ada"):
        undo(server("satu").folder, 9, STAFF)


def test_two_servers_that_take_at_once_write_one_ledger(server, tmp_path: Path) -> None:
    """Three packages on each, from command lines that run at the same time."""
    running = []
    for name, first in (("satu", 11), ("dua", 21)):
        for code in range(first, first + 3):
            parcel = replace(OTHER, kode=f"35.{code}", nama=f"Kabupaten {code}", rows=())
            path = tmp_path / f"{code}.zip"
            path.write_bytes(write_parcel(parcel))
            words = ["import", str(path), "--kunci", find_fingerprint(parcel.seed), "--oleh", "Siti"]
            environment = os.environ | {"KOPERASI_DATA": str(server(name).folder)}
            running.append(subprocess.Popen([sys.executable, "-m", "etl", *words], cwd=ROOT, env=environment))
    assert [one.wait(120) for one in running] == [0] * 6
    ledgers = [(follow(server(name)), list_lines(server(name))) for name in ("satu", "dua")]
    assert ledgers[0] == ledgers[1]
    shown, lines = ledgers[0]
    assert shown == [(f"35.{code}", 3) for code in (11, 12, 13, 21, 22, 23)]
    assert [line[0] for line in lines] == [1, 2, 3, 4, 5, 6]


def test_what_came_by_itself_on_both_is_taken_once_and_stays_undone_on_both(server, tmp_path: Path) -> None:
    room = tmp_path / "paket"
    room.mkdir()
    (room / f"kab-contoh_35.05_{'0' * 16}.zip").write_bytes(write_parcel(P))
    for name in ("satu", "dua"):
        assert take_parcels(server(name).folder, room, "provinsi", "/") == []
    first = server("satu")
    assert list_lines(first) == [(1, "terima", "35.05", 3, 0)]
    undo(first.folder, 1, STAFF)
    second = server("dua")
    assert take_parcels(second.folder, room, "provinsi", "/") == []
    assert (follow(second), len(list_lines(second))) == ([], 2)


def test_what_was_taken_before_there_was_a_catalog_goes_to_all(server, monkeypatch: pytest.MonkeyPatch) -> None:
    first = server("satu")
    with monkeypatch.context() as m:
        m.delenv("KOPERASI_STORE")
        hold(first.folder, P)
    assert follow(server("dua")) == []
    shown = first.folder.parent / "bersama"
    server("satu")
    with shared.keep_up():
        assert waited(lambda: any(shown.rglob("pemda_lain.akhir"))) < 10
    assert follow(server("dua")) == [("35.05", 3)]


def test_a_running_server_shows_it_within_ten_seconds(server) -> None:
    hold(server("satu").folder, P)
    second = server("dua")
    with shared.keep_up():
        assert waited(lambda: list_shown(second) == [("35.05", 3)]) < 10


def test_where_catalog_or_folder_are_gone_nothing_is_taken_and_what_is_held_stays(
    server, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = server("satu")
    hold(store.folder, P)
    monkeypatch.setenv("KOPERASI_STORE", "ducklake:postgresql://koperasi@127.0.0.1:9/koperasi")
    with pytest.raises(StoreDamaged) as refused:
        take(store.folder, write_parcel(NEWER), STAFF)
    assert refused.value.for_staff == UNREACHABLE
    assert (list_shown(store), len(list_lines(store))) == ([("35.05", 3)], 1)


@pytest.mark.parametrize("kept", [0, 10, -1])
def test_a_line_that_a_kill_cut_off_here_comes_back_from_what_all_see(server, kept: int) -> None:
    store = server("satu")
    hold(store.folder, P, OTHER)
    path = store.folder / "pemda_lain" / "catatan.jsonl"
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    path.write_bytes(whole[: first + kept] if kept >= 0 else whole[:-1])
    assert follow(store) == [("35.05", 3), ("35.06", 3)]
    assert [line for line in path.read_bytes().split(b"\n") if line] == whole.split(b"\n")[:2]


def test_a_kill_between_the_shared_ledger_and_ours_loses_nothing(server, monkeypatch: pytest.MonkeyPatch) -> None:
    store = server("satu")
    with monkeypatch.context() as m:
        m.setattr(ledger, "open_private", stop)
        with pytest.raises(OSError):
            hold(store.folder, P)
    assert list_lines(store) == []
    assert follow(server("dua")) == [("35.05", 3)]
    assert follow(server("satu")) == [("35.05", 3)]


def stop(*_: object) -> int:
    raise OSError(28, "No space left on device")


def test_a_ledger_that_is_another_one_is_set_aside_and_the_shared_one_holds(
    server, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(server("satu").folder, P)
    second = server("dua")
    with monkeypatch.context() as m:
        m.delenv("KOPERASI_STORE")
        hold(second.folder, OTHER)
    hold(second.folder, NEWER)
    assert list_shown(second) == [("35.05", 4)]
    assert len(list((second.folder / "pemda_lain").glob("catatan-disisihkan-*.jsonl"))) == 1
    assert follow(server("satu")) == [("35.05", 4)]


def test_in_a_bucket_it_is_the_same(server, bucket) -> None:
    hold(server("satu").folder, P, OTHER)
    second = server("dua")
    assert follow(second) == [("35.05", 3), ("35.06", 3)]
    undo(second.folder, 2, STAFF)
    assert follow(server("satu")) == [("35.05", 3)]
    assert {name.rpartition("/")[2].partition("-")[0] for name in bucket.objects if "pemda_lain" in name} == {
        "pemda_lain",
        "pemda_lain.akhir",
        "pemda_lain.jsonl",
    }


def test_what_two_servers_hand_out_is_the_same_to_the_byte_and_in_the_order_of_the_program(server) -> None:
    first = server("satu")
    golden.publish_book(first, "2024-T3", golden.BUKU["2024-T3"])
    made = {"satu": make_definitions(Choice(1))}
    second = server("dua")
    second.catch_up()
    made["dua"] = make_definitions(Choice(1))
    assert made["satu"] == made["dua"]
    told = [d["indikator"] for d in json.loads(made["satu"])["definisi"]]
    assert told == [i.indikator for i in load_indicators()]
    con = first.open_version(1)
    assert told == [name for (name,) in con.execute("select indikator from indikator_definisi").fetchall()]
