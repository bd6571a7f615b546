"""Starting as an operator does: the process that is started is the server."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

import pytest

from etl.accounts import users
from etl.acuan import ROOT
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from tests.workbooks import REGISTER, workbook


@pytest.mark.skipif(os.name != "posix", reason="Windows tidak dapat mengganti proses")
@pytest.mark.parametrize("mark", [signal.SIGKILL, signal.SIGTERM])
def test_a_start_that_is_killed_leaves_no_child_on_the_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: signal.Signals
) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    row = [1, "3572030001", "KSP Maju", "1/BH/XV", "Turi", "Sukorejo", "Aktif", 2024]
    data = workbook({"Register": [REGISTER, row]}, sample=True)
    publish_workbook(check_workbook(data, "a.xlsx", "2025-T1"), data, by="penguji")
    users.add_user("petugas")
    port = _find_port()
    process = _start(port, subprocess.DEVNULL)
    try:
        assert _answers(port, 60)
        process.send_signal(mark)
        process.wait(timeout=20)
        assert not _answers(port, 2)
    finally:
        _end(process.pid)


@pytest.mark.skipif(os.name != "posix", reason="Windows tidak dapat mengganti proses")
def test_a_start_over_damaged_data_publishes_no_sample_and_serves_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    row = [1, "3572030001", "KSP Maju", "1/BH/XV", "Turi", "Sukorejo", "Aktif", 2024]
    data = workbook({"Register": [REGISTER, row]}, sample=True)
    publish_workbook(check_workbook(data, "a.xlsx", "2025-T1"), data, by="penguji")
    (tmp_path / "terbitan" / "TERKINI").unlink()
    (tmp_path / users.USERS_FILE).write_bytes(b"sampah" * 1000)
    port, log = _find_port(), tmp_path / "peladen.log"
    with log.open("wb") as output:
        process = _start(port, output)
    try:
        assert _answers(port, 120)
        said = log.read_text(encoding="utf-8", errors="replace")
        assert "Perhatian: Penunjuk TERKINI hilang" in said
        assert f"Perhatian: Daftar akun {tmp_path / users.USERS_FILE} tidak dapat dibaca" in said
        for address, status, sentence in (
            ("/", 200, "Koperasi Kota Blitar"),
            ("/masuk", 200, "Masuk petugas"),
            ("/entah", 404, "Alamat ini tidak ada di dasbor"),
            ("/unduh/asli/1", 403, "Berkas ini untuk petugas dinas"),
        ):
            assert _ask(port, address)[0] == status
            assert sentence in _ask(port, address)[1]
            footer = '<footer class="kaki">Keadaan per 31 Maret 2025 · versi 1, diterbitkan ' in _ask(port, address)[1]
            assert footer is (address != "/")  # there the page draws it
        code, answer = _ask(port, "/masuk", "koperasi_sesi=karangan")
        assert code == 503
        assert "Daftar akun belum dapat dibaca" in answer
        assert '<footer class="kaki">Keadaan per 31 Maret 2025 · versi 1, diterbitkan ' in answer
        assert "Traceback" not in log.read_text(encoding="utf-8", errors="replace")
    finally:
        _end(process.pid)
    assert sorted(p.name for p in (tmp_path / "terbitan").glob("*.duckdb")) == ["000001.duckdb"]
    assert sorted(p.name for p in (tmp_path / "arsip").glob("*.json")) == ["000001.json"]


def _find_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _start(port: int, output: IO[bytes] | int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dasbor.mulai"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port)},
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _answers(port: int, seconds: float) -> bool:
    """Whether anybody answers within the time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    return False


def _ask(port: int, address: str, cookie: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def _end(kelompok: int) -> None:
    """Nothing of this test's own session stays behind when it fails."""
    try:
        os.killpg(kelompok, signal.SIGKILL)
    except ProcessLookupError:
        return
