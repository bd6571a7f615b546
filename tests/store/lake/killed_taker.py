"""Driver for test_packages_killed.py, run as a program of its own: one server that takes packages and undoes them, and
kills itself before a certain line of what writes ledger, packages and shared folder.

Reads a line of JSON for each task, forks before DuckDB is used, and answers with a line: whether it was killed, and if
not which lines it ran, each with how often it had come by.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import traceback
from collections import Counter

from etl.acuan import find_data_folder
from etl.neighbours.ledger import read_ledger
from etl.neighbours.take import undo
from tests.neighbours.parcels import STAFF, Parcel, hold
from tests.publish.killed_publisher import counted

STEPS = re.compile(r"/etl/(neighbours/(ledger|archive|noted/\w+)|store/(files|lake/shelf/folder)|audit/log)\.py$")
REPEATED = ("ledger.py", "chain.py", "log.py")  # lines that run once for each that was written before: the first counts
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


def serve(task: str, number: int, point: list, told: int) -> None:
    """In the child: nothing of the parent's code runs after it."""
    ran: Counter[str] = Counter()
    points = []

    def step(_: int, place: str) -> None:
        ran[place] += 1
        if ran[place] == 1 or not place.startswith(REPEATED):
            points.append([place, ran[place]])
        if [place, ran[place]] == point:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        counted(step, STEPS)
        work(task, number)
        sys.settrace(None)
        os.write(told, json.dumps(points).encode())
    finally:
        if failed := sys.exc_info()[0] is not None:
            traceback.print_exc()
        os._exit(int(failed))


def answer(task: str, number: int, point: list) -> dict[str, object]:
    out, told = os.pipe()
    if (pid := os.fork()) == 0:
        serve(task, number, point, told)
    os.close(told)
    with os.fdopen(out) as said:
        points = json.loads(said.read() or "[]")
    status = os.waitpid(pid, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        return {"failed": task}
    return {"killed": os.WIFSIGNALED(status), "points": points}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(**json.loads(line))), flush=True)  # noqa: T201
