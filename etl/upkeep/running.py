"""Whether dashboards serve a state folder: each holds a lock of the operating system of its own, which a crash
releases. Two on one folder are possible, so that one lock for all would be gone with the first of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from etl.store.faults import StoreBusy, StoreDamaged, say_cause
from etl.store.files import RESTORE_PLAN, make_folder
from etl.store.versions import Store

SERVER_LOCK = "berjalan.kunci"
_FURTHER = "berjalan-{}.kunci"  # of the second server on, from 2
_MOST = 100
_BESIDE = (
    "Dasbor lain, atau sebuah pemulihan cadangan, sedang memakai {}. "
    "Jalankan satu dasbor saja untuk satu folder keadaan."
)


class ServerRuns(StoreBusy):
    """A dashboard serves this state folder right now."""


@contextmanager
def hold_state(folder: Path) -> Iterator[str]:
    """Say that a server lives on a state folder. Gives a sentence for the operator, "" = it is the only one there;
    also where nothing can be written, and so nobody is kept from putting a backup back under it."""
    with ExitStack() as stack:
        try:
            make_folder(folder)
            remark = say_beside(folder)
            _take_free(folder, stack)
        except OSError as error:
            remark = f"Folder {folder} tidak dapat ditulisi ({say_cause(error)})."
        yield remark


@contextmanager
def keep_servers_out(folder: Path) -> Iterator[None]:
    """Hold a state folder that no server uses. Raises ServerRuns, or StoreDamaged when it cannot be written."""
    with ExitStack() as stack:
        try:
            make_folder(folder)
            for path in _list_locks(folder):
                stack.enter_context(_make_lock(path))
        except Timeout:
            raise ServerRuns(
                f"Dasbor sedang berjalan di atas {folder}. Hentikan dahulu, lalu ulangi; selama pemulihan tidak boleh "
                "ada yang membaca atau menulis."
            ) from None
        except OSError as error:
            raise StoreDamaged(f"Folder {folder} tidak dapat ditulisi ({say_cause(error)}).") from error
        yield


def keep_still(store: Store) -> AbstractContextManager[None]:
    """Nobody publishes here meanwhile; a shared catalog is not needed for that. A dying disk that takes no more writing
    keeps still by itself, and is what a backup is wanted of most."""
    is_frozen = os.name == "posix" and store.folder.exists() and os.statvfs(store.folder).f_flag & os.ST_RDONLY
    return nullcontext() if is_frozen and not (store.folder / RESTORE_PLAN).exists() else store.lock_folder()


def is_served(folder: Path) -> bool:
    """Whether a server holds the folder now."""
    for path in _list_locks(folder):
        try:
            with suppress(FileNotFoundError), _make_lock(path):
                pass
        except Timeout:
            return True
    return False


def say_beside(folder: Path) -> str:
    """A sentence for who is about to start a server where another one runs; "" where none does or nothing is known."""
    try:
        return _BESIDE.format(folder) if folder.exists() and is_served(folder) else ""
    except OSError:
        return ""


def _take_free(folder: Path, stack: ExitStack) -> None:
    for path in [folder / SERVER_LOCK, *(folder / _FURTHER.format(n) for n in range(2, _MOST))]:
        with suppress(Timeout):
            stack.enter_context(_make_lock(path))
            return


def _list_locks(folder: Path) -> list[Path]:
    """The lock of the first server, whether it is there or not, and those of all others that ever were."""
    return [folder / SERVER_LOCK, *sorted(folder.glob(_FURTHER.format("*")))]


def _make_lock(path: Path) -> FileLock:
    return FileLock(path, timeout=0, mode=0o600)
