"""Driver for test_killed.py, run as a program of its own: one server that does what it is told and is killed meanwhile.

Reads a line of JSON for each task, forks before DuckDB is used, kills the child after so many seconds, and answers with
a line: the signal that ended it (0 = it was done before) and the seconds that it took.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import os
import random
import signal
import sys
import threading
import time
import traceback

from etl.publish.publish import restore_version
from etl.publish.withdraw import withdraw_upload
from etl.store.lake.address import parse_address, read_setting
from etl.store.lake.care import maintain
from etl.store.versions import Store
from tests import golden

TASKS = ("publish", "restore", "withdraw", "maintain")
QUARTER = "2025-T3"


def publish(store: Store, seed: int) -> None:
    """A correction of the quarter, another one than the time before: the same would change nothing."""
    book = copy.deepcopy(golden.BUKU[QUARTER])
    more, row = 1 + seed % 90, book["Koperasi"][1]
    row[7], row[9] = row[7] + more, row[9] + more
    golden.publish_book(store, QUARTER, book, reason="uji")


def restore(store: Store, seed: int) -> None:
    restore_version(random.Random(seed).choice(store.list_versions()), "Siti", store=store)


def withdraw(store: Store, _: int) -> None:
    """The upload of the quarter that is in effect, where there is one; else it is published."""
    con = store.open_version(store.find_current() or 0)
    sql = "select any_value(unggahan_id) from koperasi_triwulan where periode = $quarter"
    upload = con.execute(sql, {"quarter": QUARTER}).fetchall()[0][0]
    if upload is None:
        golden.publish_book(store, QUARTER, golden.BUKU[QUARTER], reason="uji")
    else:
        withdraw_upload(str(upload), "Budi", "uji", store=store)


def care(_: Store, __: int) -> None:
    maintain.REPLACED_AFTER = dt.timedelta(0)
    address = parse_address(read_setting())
    assert address is not None
    maintain.maintain(address)


WORK = {"publish": publish, "restore": restore, "withdraw": withdraw, "maintain": care}


def serve(task: str, seed: int) -> None:
    """In the child: nothing of the parent's code runs after it."""
    try:
        WORK[task](Store(), seed)
    finally:
        if failed := sys.exc_info()[0] is not None:
            traceback.print_exc()
        os._exit(int(failed))


def answer(task: str, seed: int, after: float) -> dict[str, object]:
    began = time.monotonic()
    if (pid := os.fork()) == 0:
        serve(task, seed)
    timer = threading.Timer(after, os.kill, (pid, signal.SIGKILL))
    timer.start()
    status = os.waitpid(pid, 0)[1]
    timer.cancel()
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        return {"failed": task}
    return {"signal": os.WTERMSIG(status), "seconds": time.monotonic() - began}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(**json.loads(line))), flush=True)  # noqa: T201
