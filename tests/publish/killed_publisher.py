"""Driver for test_kills.py, run as a program of its own: publishes, and kills itself in the middle.

Forks before DuckDB is used, so that each publisher starts in milliseconds; prints one line of JSON for each run.
`python -m tests.publish.killed_publisher bunuh FOLDER` · `… terbit FOLDER PERIODE [BATAS_BITA]` ·
`… bersama FOLDER PERIODE`: checks, says "siap", publishes when told to by a line of input
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import re
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from etl import run
from etl.audit import log
from etl.pesan import Unreadable
from etl.prove import verify
from etl.publish import publish
from etl.publish.ready import VersionMoved
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from tests import golden, heavy
from tests.workbooks import workbook

BARU = "2025-T3"
STEPS = re.compile(
    r"/etl/(store/\w+|audit/log|publish/(publish|next_version))\.py$"
)  # files whose every line is a step
KILLS = 100
LAJUR = 2  # runs at the same time


def in_child(work: Callable[[], object], result: Path | None = None) -> int:
    """Fork and start; what `kerja` returns is left in the file `hasil`. The process id."""
    if pid := os.fork():
        return pid
    try:
        isi = work()
        if result:
            result.write_text(json.dumps(isi))
    finally:  # a forked child must never return into its parent's code
        if sys.exc_info()[0]:
            traceback.print_exc()
        os._exit(0)


def counted(step: Callable[[int, str], None], steps: re.Pattern[str] = STEPS) -> None:
    """Call `step(n, place)` before each line that this process runs in the files of `steps`."""
    to = 0

    def line(frame, event, _):
        nonlocal to
        if event == "line":
            to += 1
            step(to, f"{os.path.basename(frame.f_code.co_filename)}:{frame.f_lineno}")
        return line

    sys.settrace(lambda frame, _p, _a: line if steps.search(frame.f_code.co_filename) else None)


def seen(store: Store) -> list[int]:
    """What a reader finds: version, cooperatives, entries of the ledger."""
    current = store.find_current()
    con = store.open_version(current)
    return [
        current,
        *(con.execute(f"select count(*) from {t}").fetchall()[0][0] for t in ("koperasi_triwulan", "terbitan")),
    ]


def publish_new(folder: Path) -> int:
    """Publish what was checked before against version 1."""
    result = pickle.loads((folder.parent / "hasil").read_bytes())
    return publish.publish_workbook(result, (folder.parent / "buku").read_bytes(), "Penguji", store=Store(folder))


def prepare(root: Path) -> None:
    """Version 1 in `dasar`, and a checked workbook to publish after it."""
    store = Store(root / "dasar")
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    data = workbook(golden.BUKU[BARU])
    (root / "buku").write_bytes(data)
    (root / "hasil").write_bytes(pickle.dumps(run.check_workbook(data, "baru.xlsx", BARU, store=store)))


def count_steps(root: Path) -> list[str]:
    """The place of every step of one publication, in order."""
    place: list[str] = []
    shutil.copytree(root / "dasar", root / "hitung")
    counted(lambda _, di: place.append(di))
    publish_new(root / "hitung")
    sys.settrace(None)
    return place


def publish_and_die(folder: Path, moment: int) -> None:
    counted(lambda ordinal, _: os.kill(os.getpid(), signal.SIGKILL) if ordinal == moment else None)
    publish_new(folder)


def aftermath(folder: Path, check: bool) -> dict:
    """What readers see after the kill, then the next publication, then what the archive says."""
    store = Store(folder)
    visible = seen(store)
    number = publish_new(folder)
    problems = verify.verify_store(store).problems if check else []
    rest = [p.name for p in store.list_leftovers()]
    entries = {e.number: e.facts.get("versi") for e in log.read_entries(folder)}
    silent = [c["nomor"] for c in store.records.read_all()[0] if entries.get(c["audit"]["nomor"]) != str(c["nomor"])]
    result = {"terlihat": visible, "nomor": number, "sesudah": seen(store), "masalah": problems, "sisa": rest}
    return result | {"tanpa_catatan": silent}


def kill_everywhere(root: Path) -> None:
    """Kill publishers: at every step of making the version current, and at steps spread over all the others; without
    UJI_BERAT at a twentieth of these."""
    os.waitpid(in_child(lambda: prepare(root)), 0)
    os.waitpid(in_child(lambda: count_steps(root), root / "langkah"), 0)
    place = json.loads((root / "langkah").read_text())
    end = max(ordinal for ordinal, di in enumerate(place, 1) if di.startswith("load.py"))
    critical = list(range(end + 1, len(place) + 1))[-KILLS * 2 // 3 :]
    first = sorted({di: ordinal for ordinal, di in reversed(list(enumerate(place[:end], 1)))}.values())
    rest = KILLS - len(critical)
    moment = heavy.spread([*(first[i * len(first) // rest] for i in range(rest)), *critical])
    proved: dict[str, dict] = {}  # what came of a folder that looked exactly like this
    for start in range(0, len(moment), LAJUR):
        _round(root, moment[start : start + LAJUR], place, proved)


def _round(root: Path, moment: list[int], place: list[str], proved: dict[str, dict]) -> None:
    folder = [root / f"bunuh{i}" for i in range(len(moment))]
    for f in folder:
        shutil.rmtree(f, ignore_errors=True)
        shutil.copytree(root / "dasar", f)
    pid = [in_child(lambda f=f, n=n: publish_and_die(f, n)) for f, n in zip(folder, moment, strict=True)]
    dead = [os.WTERMSIG(os.waitpid(p, 0)[1]) for p in pid]
    forms = [content(f) for f in folder]
    name = {p.name for f in folder for p in f.rglob("*")}
    new = [(f, r, not name <= set(proved)) for f, r in zip(folder, forms, strict=True) if r not in proved]
    proved.update({n: {} for n in name})
    pid = [in_child(lambda f=f, p=p: aftermath(f, p), f.with_suffix(".json")) for f, _, p in new]
    for p, (f, r, _) in zip(pid, new, strict=True):
        os.waitpid(p, 0)
        proved[r] = json.loads(f.with_suffix(".json").read_text())
    for n, signal_, r in zip(moment, dead, forms, strict=True):
        print(json.dumps({"di": place[n - 1], "sinyal": signal_, **proved[r]}), flush=True)  # noqa: T201


def content(folder: Path) -> str:
    """A hash of all names and bytes in a folder."""
    prints = hashlib.sha256()
    for p in sorted(q for q in folder.rglob("*") if q.is_file()):
        prints.update(f"{p.relative_to(folder)} {p.stat().st_size} ".encode() + p.read_bytes())
    return prints.hexdigest()


def _open(folder: Path) -> Store:
    """The store of a folder, with the catalog that it shares, if any."""
    os.environ["KOPERASI_DATA"] = str(folder)
    return Store()


def publish_once(folder: Path, periode: str, limit: int = 0) -> None:
    """Publish one quarter; no file may grow beyond `batas` bytes, as on a full disk."""
    if limit:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        isi: object = golden.publish_book(_open(folder), periode, golden.BUKU[periode])
    except (StoreDamaged, Unreadable) as error:
        isi = str(error)
    print(json.dumps(isi))  # noqa: T201


def publish_together(folder: Path, periode: str) -> None:
    """Check, wait for the word, publish; refused because another one was first, look again and publish that.

    Prints the refusal, or nothing, and the number.
    """
    store, data, refused = _open(folder), workbook(golden.BUKU[periode]), ""
    result = run.check_workbook(data, f"{periode}.xlsx", periode, store=store)
    print("siap", flush=True)  # noqa: T201
    sys.stdin.readline()
    try:
        number = publish.publish_workbook(result, data, "Penguji", store=store)
    except VersionMoved as moved:
        refused = str(moved)
        result = run.check_workbook(data, f"{periode}.xlsx", periode, store=store)
        number = publish.publish_workbook(result, data, "Penguji", store=store)
    print(json.dumps([refused, number]))  # noqa: T201


if __name__ == "__main__":
    command, folder, *others = sys.argv[1:]
    if command == "bunuh":
        kill_everywhere(Path(folder))
    elif command == "bersama":
        publish_together(Path(folder), *others)
    else:
        publish_once(Path(folder), others[0], *map(int, others[1:]))
