"""A version file that another process holds open is in use, not damaged."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.store import connections
from etl.store.faults import StoreDamaged, VersionInUse
from tests import golden
from tests.corpus.cases import A, B, J, book_of

HOLD = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program has the file open for writing, as DuckDB's own shell does."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.kill()


def test_a_version_that_somebody_holds_is_in_use_and_then_opens(store):
    number = golden.publish_book(store, "2025-T3", book_of(J, A, B))
    connections.forget(store.find_path(number))
    with held(store.find_path(number)):
        with pytest.raises(VersionInUse) as e:
            store.open_version(number)
        assert "sedang dipakai" in str(e.value)
        assert "berkasnya tidak rusak" in str(e.value)
        assert "rebuild" not in str(e.value)
        with pytest.raises(VersionInUse):
            store.has_current_format(number)
    assert store.open_version(number).execute("select count(*) from koperasi_triwulan").fetchall() == [(2,)]


def test_a_held_file_without_a_record_is_not_called_damaged(store):
    number = golden.publish_book(store, "2025-T3", book_of(J, A, B))
    connections.forget(store.find_path(number))
    store.records.path(number).unlink()
    with held(store.find_path(number)):
        assert store.is_whole(number)
    assert store.is_whole(number)


def test_a_damaged_version_is_still_called_damaged(store):
    number = golden.publish_book(store, "2025-T3", book_of(J, A, B))
    connections.forget(store.find_path(number))
    store.find_path(number).write_bytes(b"x" * 5_000)
    with pytest.raises(StoreDamaged) as e:
        store.open_version(number)
    assert not isinstance(e.value, VersionInUse)
    assert "rusak" in str(e.value)
