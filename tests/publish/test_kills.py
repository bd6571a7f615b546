"""Faults while publishing: killed at every step, disk full, no folder, two at once, a clock that goes back."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import re
import subprocess
import sys

import pytest

from etl import run
from etl.acuan import ROOT
from etl.prove import verify
from etl.publish import publish
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from tests import golden, heavy
from tests.publish import killed_publisher
from tests.workbooks import workbook

KILLS = len(heavy.spread(range(killed_publisher.KILLS)))
LAMA, BARU = [1, 6, 1], [2, 15, 2]  # version, cooperatives of all quarters, entries of the ledger
POSIX = pytest.mark.skipif(os.name != "posix", reason="fork, SIGKILL and resource limits")
UTUH = "Data yang terbit tidak berubah."


def driver(*command: object, **others) -> subprocess.Popen[str]:
    word = [sys.executable, "-m", "tests.publish.killed_publisher", *map(str, command)]
    return subprocess.Popen(word, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **others)


def answer(process: subprocess.Popen[str]) -> object:
    leaving, error = process.communicate(timeout=60)
    assert process.returncode == 0, error
    return json.loads(leaving)


def count(store: Store) -> tuple[int | None, int]:
    """Current version and its cooperatives of all quarters."""
    current = store.find_current()
    return current, store.open_version(current).execute("select count(*) from koperasi_triwulan").fetchall()[0][
        0
    ] if current else 0


@POSIX
def test_a_publisher_killed_at_any_step_harms_nobody(tmp_path):
    process = driver("bunuh", tmp_path)
    leaving, error = process.communicate(timeout=600)
    assert process.returncode == 0, error
    runs = [json.loads(row) for row in leaving.splitlines()]
    assert [j["sinyal"] for j in runs] == [9] * KILLS
    assert {tuple(j["terlihat"]) for j in runs} == {tuple(LAMA), tuple(BARU)}
    # The next publication needs no repair, ends in the same version and leaves nothing lying about.
    end = [(j["nomor"], j["sesudah"], j["masalah"], j["sisa"]) for j in runs]
    assert end == [(2, BARU, [], [])] * KILLS
    assert [j["tanpa_catatan"] for j in runs] == [[]] * KILLS  # no publication without its entry in the audit


@pytest.mark.files_only("what is in the catalog by then is fetched again: tests/store/lake/test_bad_input.py")
def test_a_disk_that_is_full_at_any_moment_loses_nothing_and_is_said(store, monkeypatch):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    data = workbook(golden.BUKU["2025-T3"])
    result = run.check_workbook(data, "baru.xlsx", "2025-T3", store=store)
    original, message = os.fsync, []
    while True:
        until_full = iter(range(len(message)))

        def fsync(handle: int, until_full=until_full) -> None:
            if next(until_full, None) is None:
                raise OSError(errno.ENOSPC, "No space left on device")
            original(handle)

        monkeypatch.setattr(os, "fsync", fsync)
        try:
            publish.publish_workbook(result, data, "Siti", store=store)
            break
        except StoreDamaged as error:
            message.append(str(error))
            assert count(store) == ((1, 6) if UTUH in message[-1] else (2, 15))
    monkeypatch.undo()
    assert len(message) >= 5
    assert all("diskanya penuh" in p for p in message)
    assert message[-1].endswith("Versi 2 sudah terbit, tetapi belum pasti tahan mati listrik. Periksa diska.")
    assert count(store) == (2, 15)
    assert verify.verify_store(store).problems == []


def test_a_disk_that_is_full_at_the_first_publication_is_said(store, monkeypatch):
    def fsync(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as m, pytest.raises(StoreDamaged, match=UTUH):
        m.setattr(os, "fsync", fsync)
        golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    assert store.find_current() is None
    assert golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"]) == 1


@POSIX
@pytest.mark.parametrize(("limit", "word"), [(5_000, "server tidak dapat menyimpan berkas sementara"), (300_000, UTUH)])
def test_files_that_cannot_grow_leave_the_old_version(store, limit, word):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    assert word in str(answer(driver("terbit", store.folder, "2025-T3", limit)))
    assert count(store) == (1, 6)
    assert golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"]) == 2
    assert verify.verify_store(store).problems == []


def test_a_state_folder_that_cannot_be_is_said_plainly(tmp_path):
    (tmp_path / "berkas").write_text("bukan folder")
    store = Store(tmp_path / "berkas" / "keadaan")
    with pytest.raises(StoreDamaged, match="tidak dapat dibaca"):
        golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write into a read-only folder")
def test_a_folder_that_became_read_only_is_said_plainly(store):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    store.versions_folder.chmod(0o500)
    with pytest.raises(StoreDamaged):
        golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
    store.versions_folder.chmod(0o700)
    assert count(store) == (1, 6)


@POSIX
def test_two_publishers_at_once_come_one_after_the_other_and_the_second_looks_again(store):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    both = [driver("bersama", store.folder, p, stdin=subprocess.PIPE) for p in ("2024-T4", "2025-T3")]
    assert [p.stdout.readline() for p in both if p.stdout] == ["siap\n"] * 2
    for p in both:
        assert p.stdin
        p.stdin.write("\n")
        p.stdin.flush()
    (refused_first, first), (refused_second, second) = sorted((answer(p) for p in both), key=lambda r: r[1])
    assert (first, second) == (2, 3)
    assert refused_first == ""
    assert re.fullmatch(
        r"Sementara itu versi 2 diterbitkan oleh Penguji \(20\d\d-T\d.xlsx\). Tidak ada yang ditulis.", refused_second
    )
    assert count(store) == (3, 15)
    content = store.open_version(3).execute("select periode, jenis from periode_jenis order by all").fetchall()
    assert content == [
        ("2024-T3", "koperasi"),
        ("2024-T4", "pelatihan"),
        ("2025-T3", "koperasi"),
        ("2025-T3", "pelatihan"),
        ("2025-T3", "pendampingan"),
    ]
    assert verify.verify_store(store).problems == []


def test_a_clock_that_goes_back_changes_no_order(store):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"], time=dt.datetime(2030, 1, 1))
    number = golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"], time=dt.datetime(2020, 1, 1))
    time = [w for (w,) in store.open_version(number).execute("select waktu from terbitan order by nomor").fetchall()]
    assert time == [dt.datetime(2030, 1, 1)] * 2
    assert verify.verify_store(store).problems == []
