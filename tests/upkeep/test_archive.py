"""What is lost of the archive is said at once: by doctor, by /sehat and by each backup, not only when it is needed."""

from __future__ import annotations

import json
import shutil

import pytest

from etl.__main__ import main
from etl.upkeep import archive, doctor
from etl.upkeep.drill import drill
from tests import states


@pytest.fixture
def store(built_store):
    """Three versions, the first two from a workbook each."""
    return built_store


def state_of(signs) -> str:
    return next(s.state for s in signs if s.code == "arsip")


def test_nothing_is_lost_of_a_whole_archive(store):
    assert archive.find_losses(store) == ""
    assert state_of(doctor.examine(store)) == state_of(doctor.examine_quickly(store)) == "baik"


def test_an_archive_that_is_gone_is_said_by_doctor_and_the_monitor(store, capsys):
    shutil.rmtree(store.archive_folder)
    assert main(["doctor"]) == 1
    assert "salah     Arsip: hilang atau rusak: catatan terbitan 1–3.\n" in capsys.readouterr().out
    assert state_of(doctor.examine_quickly(store)) == "salah"


def test_a_workbook_that_is_gone_is_named_by_its_publication(store):
    store.workbooks.find(store.records.read(2)["sha256"]).unlink()
    assert archive.find_losses(store) == "buku kerja terbitan 2"


def test_a_record_that_is_damaged_while_the_dashboard_runs_is_noticed(store):
    assert state_of(doctor.examine_quickly(store)) == "baik"
    store.records.path(2).write_bytes(b"{}")
    assert archive.find_losses(store) == "catatan terbitan 2"


def test_runs_of_numbers_are_drawn_together():
    assert archive.say_numbers([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"


def test_a_backup_of_it_is_marked_and_keeps_what_an_earlier_one_holds(store, tmp_path, capsys):
    folder = tmp_path / "cadangan"
    assert main(["backup", str(folder)]) == 0
    saved = states.hashes(folder / "arsip")
    shutil.rmtree(store.archive_folder)
    assert main(["backup", str(folder)]) == 1
    assert "Arsip tidak lengkap, hilang atau rusak: catatan terbitan 1–3." in capsys.readouterr().out
    assert json.loads((folder / "cadangan.json").read_text())["tidak_utuh"] == [
        "Arsip tidak lengkap, hilang atau rusak: catatan terbitan 1–3."
    ]
    assert states.hashes(folder / "arsip").items() >= saved.items()
    assert drill(store, folder).sentence == "Cadangan TIDAK dapat dipulihkan."


def test_what_the_retention_setting_removed_is_not_lost(store):
    record = store.records.read(1)
    store.workbooks.find(record["sha256"]).unlink()
    (store.archive_folder / "000001.hapus").write_text(json.dumps({"nomor": 1, "pangkal": 2}))
    assert archive.find_losses(store) == ""
