"""Print all figures beside their limits: python -m bench [PART …], see PARTS.

With KOPERASI_BENCH_SEBELUM = a folder with another release of the dashboard, peramban, pembaca and triwulan measure
that one as well. danau and sambil need the packages of the shared store: after make uji-danau, .venv-danau/bin/python
-m bench danau sambil.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

ALONE, EMPTY, SAMPLE = "", "kosong", "contoh"


class Part(NamedTuple):
    """place: module of bench and function; state: which state folder stands beside it; given: what the function is
    told of it."""

    place: str
    state: str = ALONE
    given: tuple[str, ...] = ()


PARTS = {
    "etl": Part("etl_speed.measure_all"),
    "audit": Part("audit_speed.measure_all"),
    "serangan": Part("attack.measure_all"),
    "halaman": Part("pages.measure_all"),
    "provinsi": Part("pages.measure_province"),
    "antarpemda": Part("neighbours.measure_all"),
    "peramban": Part("first_paint.measure_all", EMPTY, ("before",)),
    "keluar": Part("left_house.measure_all", EMPTY, ("folder",)),
    "danau": Part("shared.publishers.measure_all"),
    "sambil": Part("shared.beside.measure_all"),
    "pembaca": Part("readers.measure_all", SAMPLE, ("folder", "before")),
    "mulai": Part("restart.measure_all", SAMPLE, ("folder",)),
    "triwulan": Part("quarter_change.measure_all", SAMPLE, ("folder", "before")),
    "ramai": Part("crowd.measure_all", SAMPLE, ("folder",)),
}


def main(choices: list[str]) -> None:
    before = os.environ.get("KOPERASI_BENCH_SEBELUM")
    for part in (PARTS[name] for name in PARTS if name in choices):
        with _state(part.state) as folder:
            known = {"folder": folder, "before": Path(before) if before else None}
            _find(part.place)(*(known[name] for name in part.given))


def _find(place: str) -> Callable[..., None]:
    """Loaded only now: what one part needs another may lack."""
    module, _, name = place.rpartition(".")
    found: Callable[..., None] = getattr(import_module(f"bench.{module}"), name)
    return found


@contextmanager
def _state(kind: str) -> Iterator[Path | None]:
    """The folder in which the dashboard keeps its state meanwhile: none, an empty one, one with the sample."""
    if kind == ALONE:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KOPERASI_DATA"] = folder
        if kind == SAMPLE:
            from etl.publish.sample import publish_sample

            publish_sample()
        yield Path(folder)


if __name__ == "__main__":
    main(sys.argv[1:] or list(PARTS))
