"""Logs: JSON lines of the owner's only, rotated, without numbers of people; a number leads from a page to its line."""

from __future__ import annotations

import json
import logging
import stat

import pytest

from etl.store.faults import StoreDamaged
from etl.upkeep import logs

_log = logging.getLogger("uji")


@pytest.fixture
def file(tmp_path):
    handlers = logs.start_logging(tmp_path)
    yield tmp_path / "log" / "dasbor.jsonl"
    logs.stop_logging(handlers)


def lines(file) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_an_incident_is_found_by_its_number_with_kind_and_place_but_not_the_text_of_the_error(file):
    try:
        raise KeyError("Siti Aminah")
    except KeyError as error:
        number = logs.note_incident(_log, "halaman gagal ditampilkan", error)
    entry = next(e for e in lines(file) if e.get("kejadian") == number)
    assert (entry["tingkat"], entry["pesan"], entry["jenis"]) == ("ERROR", "halaman gagal ditampilkan", "KeyError")
    assert entry["tempat"].startswith("tests/upkeep/test_logs.py:")
    assert "Siti" not in file.read_text()
    assert logs.say_incident(number) == f"Nomor kejadian: {number}"


def test_our_own_sentences_are_kept_and_numbers_of_people_masked(file):
    _log.warning("tidak dapat dibaca: %s", "telp 0812-3456-7890")
    logs.note_incident(_log, "akun", StoreDamaged("Daftar akun rusak, hubungi 081234567890"))
    text = file.read_text(encoding="utf-8")
    assert "7890" not in text
    assert [e.get("sebab") for e in lines(file)] == [None, "Daftar akun rusak, hubungi [telepon disamarkan]"]


def test_a_log_is_rotated_and_its_owners_only(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "load_reference", lambda: type("R", (), {"settings": {"log": {"berkas": 2}}}))
    handlers = logs.start_logging(tmp_path)
    handlers[0].maxBytes = 2_000
    for number in range(100):
        _log.info("baris %d", number)
    logs.stop_logging(handlers)
    files = sorted((tmp_path / "log").iterdir())
    assert [p.name for p in files] == ["dasbor.jsonl", "dasbor.jsonl.1", "dasbor.jsonl.2"]
    assert {stat.S_IMODE(p.stat().st_mode) for p in files} == {0o600}
    assert all(p.stat().st_size <= 2_100 for p in files)
    assert lines(files[0])[-1]["pesan"] == "baris 99"


def test_a_folder_that_cannot_be_written_stops_nobody_and_is_said(tmp_path, caplog):
    (tmp_path / "log").write_text("bukan folder")
    handlers = logs.start_logging(tmp_path)
    _log.warning("tetap jalan")
    logs.stop_logging(handlers)
    assert handlers == []
    said = [r.getMessage() for r in caplog.records]
    assert said[0].startswith(f"log tidak dapat ditulis ke {tmp_path / 'log'} (")
    assert said[1:] == ["tetap jalan"]
    assert (tmp_path / "log").read_text() == "bukan folder"
