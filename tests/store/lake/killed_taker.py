"""Driver for test_packages_killed.py, run as a program of its own: one server that takes packages and undoes them, and
kills itself before a certain line of what writes ledger, packages and shared folder.

Reads a line of JSON for each task, forks before DuckDB is used, and answers with a line: whether it was killed, before
which line of which file, and how many lines it ran.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import traceback

from etl.acuan import find_data_folder
from etl.neighbours.ledger import read_ledger
from etl.neighbours.take import undo
from tests.neighbours.parcels import STAFF, Parcel, hold
from tests.publish.killed_publisher import counted

STEPS = re.compile(r"/etl/(neighbours/(ledger|archive|noted/\w+)|store/(files|lake/shelf/folder)|audit/log)\.py$")
TASKS = ("take", "undo")


def make_parcel(number: int) -> Parcel:
    """Of an area of its own."""
    return Parcel(
        kode=f"{36 + number // 100}.{number % 100:02d}", nama=f"Kabupaten {number}", rows=(), areas=(), seed=7
    )


def work(task: str, number: int) -> None:
    """`undo`: what was taken or undone last, so that the undo of an undo comes by too."""
    state = find_data_folder()
    if task == "take":
        hold(state, make_parcel(number))
    else:
        undo(state, read_ledger(state).list_in_force()[0].nomor, STAFF)


def serve(task: str, number: int, before: int, told: int) -> None:
    """In the child: nothing of the parent's code runs after it."""
    ran = 0

    def step(n: int, place: str) -> None:
        nonlocal ran
        ran = n
        if n == before:
            os.write(told, f"{n} {place}".encode())
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        counted(step, STEPS)
        work(task, number)
        sys.settrace(None)
        os.write(told, f"{ran} ".encode())
    finally:
        if failed := sys.exc_info()[0] is not None:
            traceback.print_exc()
        os._exit(int(failed))


def answer(task: str, number: int, before: int) -> dict[str, object]:
    """`before`: how many lines are run before the kill, 0 = all."""
    out, told = os.pipe()
    if (pid := os.fork()) == 0:
        serve(task, number, before, told)
    os.close(told)
    with os.fdopen(out) as said:
        ran, _, place = said.read().partition(" ")
    status = os.waitpid(pid, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        return {"failed": task}
    return {"killed": os.WIFSIGNALED(status), "lines": int(ran), "place": place}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(**json.loads(line))), flush=True)  # noqa: T201
