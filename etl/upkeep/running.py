"""Whether a dashboard serves a state folder: it holds a lock of the operating system, which a crash releases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from etl.store.faults import StoreBusy, StoreDamaged, say_cause
from etl.store.files import make_folder

SERVER_LOCK = "berjalan.kunci"


class ServerRuns(StoreBusy):
    """A dashboard serves this state folder right now."""


@contextmanager
def hold_state(folder: Path) -> Iterator[bool]:
    """Say that a server lives on a state folder; False where another one says so already, or nothing can be said."""
    held = FileLock(folder / SERVER_LOCK, timeout=0, mode=0o600)
    try:
        make_folder(folder)
        held.acquire()
    except (Timeout, OSError):
        yield False
        return
    try:
        yield True
    finally:
        held.release()


@contextmanager
def keep_servers_out(folder: Path) -> Iterator[None]:
    """Hold a state folder that no server uses. Raises ServerRuns, or StoreDamaged when it cannot be written."""
    try:
        make_folder(folder)
        held = FileLock(folder / SERVER_LOCK, timeout=0, mode=0o600)
        held.acquire()
    except Timeout:
        raise ServerRuns(
            f"Dasbor sedang berjalan di atas {folder}. Hentikan dahulu, lalu ulangi; selama pemulihan tidak boleh ada "
            "yang membaca atau menulis."
        ) from None
    except OSError as error:
        raise StoreDamaged(f"Folder {folder} tidak dapat ditulisi ({say_cause(error)}).") from error
    try:
        yield
    finally:
        held.release()


def is_served(folder: Path) -> bool:
    """Whether a server holds the folder now."""
    with hold_state(folder) as free:
        return not free
