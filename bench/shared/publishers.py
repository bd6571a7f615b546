"""Ten areas of government publish twenty quarters each, all at once, into one catalog of a PostgreSQL of their own."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from etl.acuan import ROOT
from etl.store.lake.address import Address, parse_address
from etl.store.lake.care import maintain
from tests.store.lake.cluster import Cluster, cluster, find_hindrance

PUBLISHERS, QUARTERS = 10, 20
P95, GROWTH = 3.0, 100_000  # seconds; bytes for each publication


def measure_all(publishers: int = PUBLISHERS, quarters: int = QUARTERS) -> None:
    """Print what it took, with the size of the catalog before and after it was looked after."""
    if hindrance := find_hindrance():
        _print(hindrance)
        return
    with cluster(durable=True) as running, tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "bersama").mkdir()
        setting = running.make_catalog()
        began = time.monotonic()
        told = _publish_together(root, setting, publishers, quarters)
        lasted = time.monotonic() - began
        address = parse_address(setting, str(root / "bersama"))
        assert address is not None
        took = [seconds for t in told for seconds in t["took"]]
        _say_speed(took, sum(t["processor"] for t in told), lasted)
        _say_size(running, address, len(took))


def _publish_together(root: Path, setting: str, publishers: int, quarters: int) -> list[dict[str, Any]]:
    words = [sys.executable, "-m", "bench.shared.publisher", str(quarters)]
    areas = [_make_area(root, number, setting) for number in range(publishers)]
    at_work = [
        subprocess.Popen(words, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for env in areas
    ]
    for process in at_work:
        assert process.stdout and process.stdout.readline() == "siap\n"
    said = [process.stdin for process in at_work]
    for line in said:
        assert line
        line.write("\n")
        line.flush()
    return [json.loads(process.communicate()[0]) for process in at_work]


def _make_area(root: Path, number: int, setting: str) -> dict[str, str]:
    """The environment of a server of an invented area: other code, same kelurahan."""
    reference = root / f"acuan{number}"
    shutil.copytree(ROOT / "data" / "acuan", reference)
    settings = reference / "pengaturan.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"35.72"', f'"90.{number:02d}"', 1), "utf-8")
    return os.environ | {
        "KOPERASI_ACUAN": str(reference),
        "KOPERASI_DATA": str(root / f"peladen{number}"),
        "KOPERASI_STORE": setting,
        "KOPERASI_STORE_DATA": str(root / "bersama"),
    }


def _say_speed(took: list[float], processor: float, lasted: float) -> None:
    """What bounds it stands beside it: the processor's time for one, without PostgreSQL's (about 0.05 s)."""
    n, p95 = len(took), quantiles(took, n=20)[-1]
    _print(f"{n} terbitan: median {median(took):.2f} dtk, p95 {p95:.2f} dtk (batas {P95:.0f}), terlama {max(took):.2f}")
    _print(
        f"{n / lasted:.1f} terbitan sedetik, mulai proses termasuk; prosesor {processor / n:.2f} dtk setiap terbitan"
    )


def _say_size(running: Cluster, address: Address, n: int) -> None:
    before = _measure(running, address)
    maintain.REPLACED_AFTER = dt.timedelta(0)
    maintain.maintain(address)
    for name, size in (("sebelum", before), ("sesudah", _measure(running, address))):
        lake, catalog = size
        _print(
            f"{name} dirawat: danau {lake / n / 1000:.0f} kB dan katalog {catalog / n / 1000:.0f} kB setiap terbitan "
            f"(batas {GROWTH / 1000:.0f})"
        )


def _measure(running: Cluster, address: Address) -> tuple[int, int]:
    """Bytes of the tables in the shared folder, and of PostgreSQL beyond what an empty database takes."""
    return sum(p.stat().st_size for p in address.tables.rglob("*") if p.is_file()), running.measure(
        address.catalog
    ) - running.measure("/template1")


def _print(line: str) -> None:
    print(line, flush=True)  # noqa: T201
