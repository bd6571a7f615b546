"""Many readers while staff publish: every page is of one version, and none of them fails."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from etl.store.versions import Store
from tests import golden, heavy
from tests.servers import server
from tests.viewer import Seen, Viewer

PAGES = ("", "koperasi", "keaktifan", "kelurahan", "prioritas", "mutu-data")
HEAD, *ROWS = golden.BUKU["2024-T3"]["Koperasi"]
EXTRA = ["3572000000077", "Koperasi Genap", "Turi", "KSP", "Aktif", 2023]  # of versions with an even number only
NAMED_ON = ("koperasi", "keaktifan")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pembaca")
    publish(Store(folder), 1)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with server(folder) as address:
        yield address


def publish(store: Store, number: int) -> None:
    extra = [EXTRA + [None] * (len(HEAD) - len(EXTRA))] if number % 2 == 0 else []
    sheets = {"Koperasi": [HEAD, *ROWS, *extra]}
    assert golden.publish_book(store, "2024-T3", sheets, reason="uji pembaca") == number


def read_on(address: str, first: int, over: threading.Event) -> list[tuple[str, Seen]]:
    """One reader who opens page after page until it is over, each page at least once, and the list at last."""
    seen: list[tuple[str, Seen]] = []
    with Viewer(address) as viewer:
        while not over.is_set() or len(seen) < len(PAGES):
            page = PAGES[(first + len(seen)) % len(PAGES)]
            seen.append((page, viewer.look(page)))
        return [*seen, ("koperasi", viewer.look("koperasi"))]


def test_fifty_readers_see_twenty_publications_and_never_two_versions_on_a_page(address: str, folder: Path) -> None:
    readers, publications, over = max(5, heavy.times(50)), max(4, heavy.times(20)), threading.Event()
    with ThreadPoolExecutor(readers) as pool:
        runs = [pool.submit(read_on, address, first, over) for first in range(readers)]
        try:
            for number in range(2, publications + 2):
                publish(Store(folder), number)
                time.sleep(0.5)
        finally:
            over.set()
        by_reader = [run.result() for run in runs]

    looks = [look for seen in by_reader for look in seen]
    assert len(looks) >= readers * len(PAGES)
    assert {seen.ended for _, seen in looks} == {0}
    assert [seen.text[-300:] for _, seen in looks if "Nomor kejadian" in seen.text or "Traceback" in seen.text] == []
    assert [(page, seen.versions) for page, seen in looks if len(seen.versions) != 1] == []
    named = [(max(seen.versions), "Koperasi Genap" in seen.text) for page, seen in looks if page in NAMED_ON]
    assert [v for v, has_extra in named if has_extra != (v % 2 == 0)] == []
    assert {max(seen[-1][1].versions) for seen in by_reader} == {publications + 1}
