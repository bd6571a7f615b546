"""The process of one area of government: it becomes it by its environment, before anything of ours is imported."""

from __future__ import annotations

import os
import signal
import sys
import threading
from multiprocessing import connection, parent_process
from pathlib import Path

from dasbor.front.fence import Ground, enclose

WRONG_SETTINGS, NOT_SERVED = 2, 1  # exit codes


def live(environment: dict[str, str], socket: str, ground: Ground | None) -> None:
    """Serve its pages on a socket until it is told to end, or until whoever started it is gone. `ground`: what it may
    open, None = the operator wants no fence."""
    become(environment, ground)
    from etl.upkeep import start

    if not start.is_ready():
        sys.exit(WRONG_SETTINGS)
    start.catch_up()
    start.look_at_provider()
    from dasbor.server.sockets import serve_on

    sys.exit(0 if serve_on(Path(socket)) else NOT_SERVED)


def become(environment: dict[str, str], ground: Ground | None) -> None:
    """Make this process one of an area of government, for good."""
    os.environ.clear()
    os.environ.update(environment)
    os.umask(0o077)
    if ground is not None and not enclose(ground):
        sys.stdout.write("Perhatian: kernel ini tanpa Landlock; proses pemda tidak dipagari.\n")
    _end_with_parent()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), name="induk", daemon=True).start()


def _watch(sentinel: int) -> None:
    connection.wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
