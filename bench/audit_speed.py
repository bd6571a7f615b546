"""Append to and check an audit of 100,000 entries; what fsync alone costs stands beside it."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from etl.audit import log
from etl.audit.log import Entry
from etl.store.files import AUDIT_FILE

ENTRIES, APPENDED = 100_000, 50


def measure_all() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _fill(folder)
        begin = time.process_time()
        problems = log.check_chain([log.find_head(folder)], folder)
        checked = time.process_time() - begin
        begin = time.process_time()
        appended = statistics.median(_time_append(folder) for _ in range(APPENDED)) * 1000
        spent = (time.process_time() - begin) / APPENDED * 1000
        synced = statistics.median(_time_sync(folder / "uji") for _ in range(APPENDED)) * 1000
    sys.stdout.write(
        f"catatan tindakan, {ENTRIES} baris: rantai {checked:.2f} s prosesor (batas 2), {len(problems)} masalah; "
        f"tambah {spent:.1f} ms prosesor (batas 5), {appended:.1f} ms menunggu, fsync saja {synced:.1f} ms\n"
    )


def _fill(folder: Path) -> None:
    """The file as so many appends would leave it, without waiting for the disk each time."""
    entry = log.append("periksa", "petugas", "10.0.0.7", folder, berkas="koperasi-2025-T3.xlsx", triwulan="2025-T3")
    with (folder / AUDIT_FILE).open("ab") as f:
        for number in range(2, ENTRIES + 1):
            before = log.head_at(entry).hash
            entry = Entry(number, entry.time, entry.event, entry.by, entry.address, entry.facts, before)
            f.write(log.format_entry(entry) + b"\n")


def _time_append(folder: Path) -> float:
    begin = time.perf_counter()
    log.append("unduh", "petugas", "10.0.0.7", folder, berkas="koperasi-2025-T3.xlsx")
    return time.perf_counter() - begin


def _time_sync(path: Path) -> float:
    begin = time.perf_counter()
    with path.open("ab", buffering=0) as f:
        f.write(b"x" * 300)
        os.fsync(f.fileno())
    return time.perf_counter() - begin
