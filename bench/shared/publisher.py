"""One area of government that publishes a quarter whenever it is told to; for publishers.py and beside.py.

`python -m bench.shared.publisher QUARTERS`: prints "siap", waits for a line before each publication and prints its
seconds, at the end those of the processor for all of them.
"""

from __future__ import annotations

import sys
import time

from bench import city
from etl.publish import publish
from etl.store.lake.visit.kept import open_session
from etl.store.lake.watch import keep_up
from etl.store.versions import Store

COOPERATIVES = 230  # what 80,000 villages and 130,000 cooperatives come to in 514 areas, without those of villages


def publish_all(quarters: int) -> None:
    """Print the seconds of each publication, as whoever pressed the button waits."""

    def timed(*given: object, **named: object) -> int:
        sys.stdin.readline()
        began = time.monotonic()
        number = publish.publish_workbook(*given, **named)  # type: ignore[arg-type]
        _print(f"{time.monotonic() - began}")
        return number

    city.publish_workbook = timed  # type: ignore[attr-defined]
    city.publish_city(Store(), quarters, COOPERATIVES)


def _print(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    with keep_up():  # as a server does, which has been running for a while
        with open_session() as visit:
            visit.has_lake()
        _print("siap")
        before = time.process_time()
        publish_all(int(sys.argv[1]))
        _print(f"{time.process_time() - before}")
