"""Faults while publishing: killed at every step, disk full, no folder, two at once, a clock that goes back."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import subprocess
import sys

import pytest

from etl import run
from etl.acuan import ROOT
from etl.publish import publish, rebuild
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from tests import golden, heavy
from tests.publish import killed_publisher
from tests.workbooks import workbook

KILLS = len(heavy.spread(range(killed_publisher.KILLS)))
LAMA, BARU = [1, 6, 1], [2, 15, 2]  # version, cooperatives of all quarters, entries of the ledger
POSIX = pytest.mark.skipif(os.name != "posix", reason="fork, SIGKILL and resource limits")
UTUH = "Data yang terbit tidak berubah."


def driver(*perintah: object, **lain) -> subprocess.Popen[str]:
    word = [sys.executable, "-m", "tests.publish.killed_publisher", *map(str, perintah)]
    return subprocess.Popen(word, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **lain)


def answer(proses: subprocess.Popen[str]) -> object:
    leaving, error = proses.communicate(timeout=60)
    assert proses.returncode == 0, error
    return json.loads(leaving)


def count(gudang: Store) -> tuple[int | None, int]:
    """Current version and its cooperatives of all quarters."""
    current = gudang.find_current()
    return current, gudang.open_version(current).execute("select count(*) from koperasi_triwulan").fetchall()[0][
        0
    ] if current else 0


@POSIX
def test_a_publisher_killed_at_any_step_harms_nobody(tmp_path):
    proses = driver("bunuh", tmp_path)
    leaving, error = proses.communicate(timeout=600)
    assert proses.returncode == 0, error
    jalan = [json.loads(row) for row in leaving.splitlines()]
    assert [j["sinyal"] for j in jalan] == [9] * KILLS
    assert {tuple(j["terlihat"]) for j in jalan} == {tuple(LAMA), tuple(BARU)}
    # The next publication needs no repair, ends in the same version and leaves nothing lying about.
    end = [(j["nomor"], j["sesudah"], j["masalah"], j["sisa"]) for j in jalan]
    assert end == [(2, BARU, [], [])] * KILLS


def test_a_disk_that_is_full_at_any_moment_loses_nothing_and_is_said(gudang, monkeypatch):
    golden.publish_book(gudang, "2024-T3", golden.BUKU["2024-T3"])
    data = workbook(golden.BUKU["2025-T3"])
    result = run.check_workbook(data, "baru.xlsx", "2025-T3", store=gudang)
    original, message = os.fsync, []
    while True:
        sampai_penuh = iter(range(len(message)))

        def fsync(pegangan: int, sampai_penuh=sampai_penuh) -> None:
            if next(sampai_penuh, None) is None:
                raise OSError(errno.ENOSPC, "No space left on device")
            original(pegangan)

        monkeypatch.setattr(os, "fsync", fsync)
        try:
            publish.publish_workbook(result, data, "Siti", store=gudang)
            break
        except StoreDamaged as error:
            message.append(str(error))
            assert count(gudang) == ((1, 6) if UTUH in message[-1] else (2, 15))
    monkeypatch.undo()
    assert len(message) >= 5
    assert all("No space left on device" in p for p in message)
    assert message[-1].endswith("Versi 2 sudah terbit, tetapi belum pasti tahan mati listrik. Periksa diska.")
    assert count(gudang) == (2, 15)
    assert rebuild.verify_store(gudang).problems == []


def test_a_disk_that_is_full_at_the_first_publication_is_said(gudang, monkeypatch):
    def fsync(_pegangan: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as m, pytest.raises(StoreDamaged, match=UTUH):
        m.setattr(os, "fsync", fsync)
        golden.publish_book(gudang, "2024-T3", golden.BUKU["2024-T3"])
    assert gudang.find_current() is None
    assert golden.publish_book(gudang, "2024-T3", golden.BUKU["2024-T3"]) == 1


@POSIX
@pytest.mark.parametrize(("batas", "kata"), [(5_000, "server tidak dapat menyimpan berkas sementara"), (300_000, UTUH)])
def test_files_that_cannot_grow_leave_the_old_version(gudang, batas, kata):
    golden.publish_book(gudang, "2024-T3", golden.BUKU["2024-T3"])
    assert kata in str(answer(driver("terbit", gudang.folder, "2025-T3", batas)))
    assert count(gudang) == (1, 6)
    assert golden.publish_book(gudang, "2025-T3", golden.BUKU["2025-T3"]) == 2
    assert rebuild.verify_store(gudang).problems == []


def test_a_state_folder_that_cannot_be_is_said_plainly(tmp_path):
    (tmp_path / "berkas").write_text("bukan folder")
    store = Store(tmp_path / "berkas" / "keadaan")
    with pytest.raises(StoreDamaged, match="tidak dapat dibaca"):
        golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write into a read-only folder")
def test_a_folder_that_became_read_only_is_said_plainly(gudang):
    golden.publish_book(gudang, "2024-T3", golden.BUKU["2024-T3"])
    gudang.versions_folder.chmod(0o500)
    with pytest.raises(StoreDamaged):
        golden.publish_book(gudang, "2025-T3", golden.BUKU["2025-T3"])
    gudang.versions_folder.chmod(0o700)
    assert count(gudang) == (1, 6)


@POSIX
def test_two_publishers_at_once_come_one_after_the_other(gudang):
    golden.publish_book(gudang, "2024-T3", golden.BUKU["2024-T3"])
    berdua = [driver("terbit", gudang.folder, periode) for periode in ("2024-T4", "2025-T3")]
    assert sorted(answer(p) for p in berdua) == [2, 3]
    assert count(gudang) == (3, 15)
    content = gudang.open_version(3).execute("select periode, jenis from periode_jenis order by all").fetchall()
    assert content == [
        ("2024-T3", "koperasi"),
        ("2024-T4", "pelatihan"),
        ("2025-T3", "koperasi"),
        ("2025-T3", "pelatihan"),
        ("2025-T3", "pendampingan"),
    ]
    assert rebuild.verify_store(gudang).problems == []


def test_a_clock_that_goes_back_changes_no_order(gudang):
    golden.publish_book(gudang, "2024-T3", golden.BUKU["2024-T3"], time=dt.datetime(2030, 1, 1))
    number = golden.publish_book(gudang, "2025-T3", golden.BUKU["2025-T3"], time=dt.datetime(2020, 1, 1))
    time = [w for (w,) in gudang.open_version(number).execute("select waktu from terbitan order by nomor").fetchall()]
    assert time == [dt.datetime(2030, 1, 1)] * 2
    assert rebuild.verify_store(gudang).problems == []
