"""One area of government that publishes quarter after quarter as soon as it is told to; for publishers.py.

`python -m bench.shared.publisher QUARTERS`: prints "siap", waits for a line, prints the seconds of each publication and
those of the processor for all of them.
"""

from __future__ import annotations

import json
import sys
import time

from bench import city
from etl.publish import publish
from etl.store.lake.session import open_session
from etl.store.lake.watch import keep_up
from etl.store.versions import Store

COOPERATIVES = 230  # what 80,000 villages and 130,000 cooperatives come to in 514 areas, without those of villages


def publish_all(quarters: int) -> list[float]:
    """Seconds of each publication, as whoever pressed the button waits."""
    took: list[float] = []

    def timed(*given: object, **named: object) -> int:
        began = time.monotonic()
        number = publish.publish_workbook(*given, **named)  # type: ignore[arg-type]
        took.append(time.monotonic() - began)
        return number

    city.publish_workbook = timed  # type: ignore[attr-defined]
    city.publish_city(Store(), quarters, COOPERATIVES)
    return took


if __name__ == "__main__":
    with keep_up():  # as a server does, which has been running for a while
        with open_session() as visit:
            visit.has_lake()
        print("siap", flush=True)  # noqa: T201
        sys.stdin.readline()
        before = time.process_time()
        took = publish_all(int(sys.argv[1]))
    print(json.dumps({"took": took, "processor": time.process_time() - before}))  # noqa: T201
