"""Ten areas of government publish twenty quarters each, all at once, into one catalog of a PostgreSQL of their own."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median, quantiles

from etl.acuan import ROOT
from etl.store.lake.address import Address, parse_address
from etl.store.lake.care import maintain
from tests.store.lake.cluster import Cluster, cluster, find_hindrance

PUBLISHERS, QUARTERS = 10, 20
P95, GROWTH = 3.0, 100_000  # seconds; bytes for each publication


class Publisher:
    """A process that publishes quarter after quarter for an invented area, see publisher.py."""

    def __init__(self, environment: Mapping[str, str], quarters: int) -> None:
        words = [sys.executable, "-m", "bench.shared.publisher", str(quarters)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = subprocess.Popen(words, cwd=ROOT, env=environment, text=True, **pipes)

    def wait_ready(self) -> None:
        assert self._read() == "siap"

    def tell(self, quarters: int = 1) -> None:
        """Publish so many, one after the other."""
        assert self._process.stdin
        self._process.stdin.write("\n" * quarters)
        self._process.stdin.flush()

    def read_seconds(self, quarters: int = 1) -> list[float]:
        """What each of so many took; waits for them."""
        return [float(self._read()) for _ in range(quarters)]

    def end(self) -> float:
        """Seconds of processor; all quarters are published."""
        processor = float(self._read())
        self._process.communicate()
        return processor

    def _read(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().rstrip("\n")


def measure_all(publishers: int = PUBLISHERS, quarters: int = QUARTERS) -> None:
    """Print what it took, with the size of the catalog before and after it was looked after."""
    if hindrance := find_hindrance():
        _print(hindrance)
        return
    with cluster(durable=True) as running, tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        setting = running.make_catalog()
        at_work = start_publishers(root, setting, publishers, quarters)
        began = time.monotonic()
        for one in at_work:
            one.tell(quarters)
        took = [seconds for one in at_work for seconds in one.read_seconds(quarters)]
        lasted = time.monotonic() - began
        _say_speed(took, sum(one.end() for one in at_work), lasted)
        address = parse_address(setting, str(root / "bersama"))
        assert address is not None
        _say_size(running, address, len(took))


def start_publishers(root: Path, setting: str, publishers: int, quarters: int) -> list[Publisher]:
    """Those that wait to be told, each an area of its own."""
    (root / "bersama").mkdir()
    started = [Publisher(make_area(root, number, setting), quarters) for number in range(publishers)]
    for one in started:
        one.wait_ready()
    return started


def make_area(root: Path, number: int, setting: str, name: str = "peladen") -> dict[str, str]:
    """The environment of a server of an invented area: other code, same kelurahan. `name`: of its state folder."""
    reference = root / f"acuan{number}"
    shutil.copytree(ROOT / "data" / "acuan", reference, dirs_exist_ok=True)
    settings = reference / "pengaturan.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"35.72"', f'"90.{number:02d}"', 1), "utf-8")
    return os.environ | {
        "KOPERASI_ACUAN": str(reference),
        "KOPERASI_DATA": str(root / f"{name}{number}"),
        "KOPERASI_STORE": setting,
        "KOPERASI_STORE_DATA": str(root / "bersama"),
    }


def _say_speed(took: list[float], processor: float, lasted: float) -> None:
    """What bounds it stands beside it: the processor's time for one, without PostgreSQL's (about 0.05 s)."""
    n, p95 = len(took), quantiles(took, n=20)[-1]
    _print(f"{n} terbitan: median {median(took):.2f} dtk, p95 {p95:.2f} dtk (batas {P95:.0f}), terlama {max(took):.2f}")
    _print(f"{n / lasted:.1f} terbitan sedetik; prosesor {processor / n:.2f} dtk setiap terbitan")


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
