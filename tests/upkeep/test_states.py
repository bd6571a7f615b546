"""States that earlier releases wrote are opened, verified, published into, restored, rebuilt and backed up.

tests/upkeep/states/NAME-COMMIT.tar.xz: three versions (2024-T3, 2024-T4, the first restored), written by
`python -m etl` of that commit over the workbooks of tests/golden.py. A release that changes what is stored adds one and
keeps the others.
"""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.prove import rebuild, verify
from etl.publish import publish
from etl.publish.change_settings import change_settings
from etl.settings.check import read_setting
from etl.settings.entries import read_in_force
from etl.store.attach import is_current_format
from etl.store.versions import Store
from etl.upkeep.backup import backup
from etl.upkeep.drill import drill
from etl.upkeep.put_back import restore_backup
from tests import heavy, states


def _name(path: Path) -> str:
    return path.name.removesuffix(".tar.xz")


STORED = sorted((Path(__file__).parent / "states").glob("*.tar.xz"))

# The long ones: for the last release and the first, for all in `make uji-berat`.
LONG = pytest.mark.parametrize("store", STORED if heavy.HEAVY else STORED[-2:], indirect=True, ids=_name)


@pytest.fixture(params=STORED, ids=_name)
def store(request, tmp_path, monkeypatch) -> Store:
    folder = tmp_path / "keadaan"
    with tarfile.open(request.param) as archive:
        archive.extractall(folder, filter="data")
    monkeypatch.setenv("KOPERASI_DATA", str(folder))
    return Store()


def cooperatives(store: Store) -> list[tuple[str, str]]:
    sql = "select nama_koperasi, status from koperasi_triwulan where periode = '2024-T3' order by 1"
    return store.open_version(store.find_current() or 0).execute(sql).fetchall()


NAMES = ["KPRI Tiga", "KSP Satu", "KSU Dua", "KSU Sembilan", "Kopas Delapan", "Kopwan Lima"]


def test_there_is_a_state_of_the_first_release_and_of_this_one():
    assert len(STORED) >= 2
    assert all(p.stat().st_size < 300_000 for p in STORED)


def test_it_opens_and_lists_its_ledger(store, capsys):
    assert store.find_current() == 3
    assert [name for name, _ in cooperatives(store)] == NAMES
    assert main(["versions", "--json"]) == 0
    ledger = json.loads(capsys.readouterr().out)["terbitan"]
    assert [(t["nomor"], t["tindakan"], t["oleh"]) for t in ledger] == [
        (1, "terbit", "Siti"),
        (2, "terbit", "Siti"),
        (3, "pulihkan", "Siti"),
    ]


def test_it_verifies(store):
    assert verify.verify_store(store).problems == []


@LONG
def test_the_next_quarter_is_published_and_an_old_version_restored(store):
    before = cooperatives(store)
    assert states.publish_next(store) == 4
    assert cooperatives(store) == before
    assert publish.restore_version(2, "Siti", store=store) == 5
    assert verify.verify_store(store).problems == []


@LONG
def test_its_settings_are_changed_and_replayed_and_undone(store):
    held = read_in_force(store.open_version(3))
    changed = {"tahun_tanpa_rat": read_setting("tahun_tanpa_rat", "5")}
    assert change_settings(changed, "Ana", "aturan baru", store=store) == 4
    assert verify.verify_store(store).problems == []
    assert publish.restore_version(3, "Siti", store=store) == 5
    value = read_in_force(store.open_version(5)).entries["tahun_tanpa_rat"].value
    assert value == (5.0 if held is None else 3.0)  # an earlier release stored none: those of now stay
    assert verify.verify_store(store).problems == []


@LONG
def test_bringing_it_to_this_release_is_a_publication_and_keeps_every_record(store):
    before = {n: store.records.path(n).read_bytes() for n in (1, 2, 3)}
    known = set(states.hashes(store.folder).values())
    assert rebuild.rebuild_store(store).problems == []
    assert {n: store.records.path(n).read_bytes() for n in (1, 2, 3)} == before
    assert known <= set(states.hashes(store.folder).values())
    assert all(is_current_format(store.find_path(n)) for n in store.list_versions())
    assert verify.verify_store(store).remarks == []
    if (current := store.find_current()) != 3:  # this release reads something otherwise
        assert (current, store.records.read_raw(4)["tindakan"]) == (4, "bangun ulang")


@LONG
def test_it_is_backed_up_drilled_and_put_back(store, tmp_path):
    backup(store, tmp_path / "cadangan")
    assert drill(store, tmp_path / "cadangan").problems == ()
    new = Store(tmp_path / "baru")
    restore_backup(new, tmp_path / "cadangan")
    assert cooperatives(new) == cooperatives(store)
