"""The audit is append-only: whatever is changed, lost or cut off afterwards is said."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from etl.audit import log
from etl.audit.log import Head
from etl.store.files import ASIDE, AUDIT_FILE


def file_of(folder: Path) -> Path:
    return folder / AUDIT_FILE


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A folder with three events."""
    for event in ("masuk", "unggah", "keluar"):
        log.append(event, "siti", "10.0.0.7", folder=tmp_path)
    return tmp_path


def test_an_event_says_who_when_from_where_and_with_which_offset(tmp_path: Path) -> None:
    log.append("terbit", "siti", "10.0.0.7", folder=tmp_path, versi=12, alasan="perbaikan")
    (line,) = file_of(tmp_path).read_text(encoding="utf-8").splitlines()
    content = json.loads(line)
    assert (content["kejadian"], content["oleh"], content["alamat"]) == ("terbit", "siti", "10.0.0.7")
    assert content["rincian"] == {"versi": "12", "alasan": "perbaikan"}
    assert log.read_entries(tmp_path)[0].time.utcoffset() is not None
    assert file_of(tmp_path).stat().st_mode & 0o777 == 0o600


def test_entries_are_numbered_and_each_vouches_for_the_one_before(three: Path) -> None:
    entries = log.read_entries(three)
    assert [e.number for e in entries] == [1, 2, 3]
    assert [e.event for e in entries] == ["masuk", "unggah", "keluar"]
    assert log.check_chain([log.find_head(three)], three) == []


def test_a_number_of_a_person_in_a_reason_is_masked(tmp_path: Path) -> None:
    log.append("terbit", "siti", folder=tmp_path, alasan="telepon 0812-3456-7890")
    assert "3456" not in file_of(tmp_path).read_text(encoding="utf-8")


def test_an_event_that_nobody_declared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="tidak dikenal"):
        log.append("entah", folder=tmp_path)
    assert not file_of(tmp_path).exists()


def test_a_changed_line_is_said(three: Path) -> None:
    content = file_of(three).read_bytes().replace(b"unggah", b"unduh ", 1)
    file_of(three).write_bytes(content)
    assert log.check_chain([], three) == ["Catatan audit berubah atau rusak pada baris 3."]


def test_a_line_taken_out_is_said(three: Path) -> None:
    lines = file_of(three).read_bytes().splitlines(keepends=True)
    file_of(three).write_bytes(lines[0] + lines[2])
    assert log.check_chain([], three) == ["Catatan audit berubah atau rusak pada baris 2."]


def test_an_end_that_was_cut_off_is_seen_by_the_head_that_was_noted(three: Path) -> None:
    head = log.find_head(three)
    lines = file_of(three).read_bytes().splitlines(keepends=True)
    file_of(three).write_bytes(b"".join(lines[:2]))
    assert log.check_chain([], three) == []
    said = ["Catatan audit dipotong: baris 3, yang disebut sebuah terbitan, tidak ada lagi."]
    assert log.check_chain([head], three) == said


def test_a_file_that_is_gone_is_seen_by_the_head_that_was_noted(three: Path) -> None:
    head = log.find_head(three)
    file_of(three).unlink()
    assert log.find_head(three) == Head()
    assert len(log.check_chain([head], three)) == 1


def test_a_half_line_of_a_kill_is_kept_beside_and_said(three: Path) -> None:
    with file_of(three).open("ab") as f:
        f.write(b'{"nomor": 4, "wak')
    log.append("masuk", "budi", folder=three)
    assert [e.event for e in log.read_entries(three)][3:] == ["baris_terpotong", "masuk"]
    assert log.check_chain([], three) == []
    (kept,) = (three / ASIDE).iterdir()
    assert kept.read_bytes() == b'{"nomor": 4, "wak'
    assert kept.stat().st_mode & 0o777 == 0o600


def test_many_writers_at_once_leave_one_chain(tmp_path: Path) -> None:
    threads = [threading.Thread(target=log.append, args=("periksa", f"p{i}", "", tmp_path)) for i in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(e.by for e in log.read_entries(tmp_path)) == sorted(f"p{i}" for i in range(12))
    assert log.check_chain([log.find_head(tmp_path)], tmp_path) == []
