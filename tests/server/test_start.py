"""Starting as an operator does: the process that is started is the server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from etl.accounts import users
from etl.acuan import ROOT
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from tests.workbooks import REGISTER, workbook


@pytest.mark.skipif(os.name != "posix", reason="Windows tidak dapat mengganti proses")
@pytest.mark.parametrize("tanda", [signal.SIGKILL, signal.SIGTERM])
def test_a_start_that_is_killed_leaves_no_child_on_the_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tanda: signal.Signals
) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    row = [1, "3572030001", "KSP Maju", "1/BH/XV", "Turi", "Sukorejo", "Aktif", 2024]
    data = workbook({"Register": [REGISTER, row]}, contoh=True)
    publish_workbook(check_workbook(data, "a.xlsx", "2025-T1"), data, by="penguji")
    users.add_user("petugas")
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    proses = subprocess.Popen(
        [sys.executable, "-m", "dasbor.mulai"], cwd=ROOT, env={**os.environ, "PORT": str(port)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        assert _answers(port, 60)
        proses.send_signal(tanda)
        proses.wait(timeout=20)
        assert not _answers(port, 2)
    finally:
        _end(proses.pid)


def _answers(port: int, detik: float) -> bool:
    """Whether anybody answers within the time."""
    end = time.monotonic() + detik
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    return False


def _end(kelompok: int) -> None:
    """Nothing of this test's own session stays behind when it fails."""
    try:
        os.killpg(kelompok, signal.SIGKILL)
    except ProcessLookupError:
        return
