"""Driver for test_kills.py, run as a program of its own: publishes, and kills itself in the middle.

Forks before DuckDB is used, so that each publisher starts in milliseconds; prints one line of JSON for each run.
`python -m tests.publish.killed_publisher bunuh FOLDER` · `… terbit FOLDER PERIODE [BATAS_BITA]`
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
from etl.pesan import Unreadable
from etl.publish import publish, rebuild
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from tests import golden, heavy
from tests.workbooks import workbook

BARU = "2025-T3"
STEPS = re.compile(r"/etl/(store/\w+|publish/publish)\.py$")  # files whose every line is a step
KILLS = 100
LAJUR = 2  # runs at the same time


def in_child(kerja: Callable[[], object], hasil: Path | None = None) -> int:
    """Fork and start; what `kerja` returns is left in the file `hasil`. The process id."""
    if pid := os.fork():
        return pid
    try:
        isi = kerja()
        if hasil:
            hasil.write_text(json.dumps(isi))
    finally:  # a forked child must never return into its parent's code
        if sys.exc_info()[0]:
            traceback.print_exc()
        os._exit(0)


def counted(langkah: Callable[[int, str], None]) -> None:
    """Call `langkah(n, place)` before each line that this process runs in the files of STEPS."""
    ke = 0

    def baris(bingkai, peristiwa, _):
        nonlocal ke
        if peristiwa == "line":
            ke += 1
            langkah(ke, f"{os.path.basename(bingkai.f_code.co_filename)}:{bingkai.f_lineno}")
        return baris

    sys.settrace(lambda bingkai, _p, _a: baris if STEPS.search(bingkai.f_code.co_filename) else None)


def seen(gudang: Store) -> list[int]:
    """What a reader finds: version, cooperatives, entries of the ledger."""
    current = gudang.find_current()
    con = gudang.open_version(current)
    return [
        current,
        *(con.execute(f"select count(*) from {t}").fetchall()[0][0] for t in ("koperasi_triwulan", "terbitan")),
    ]


def publish_new(folder: Path) -> int:
    """Publish what was checked before against version 1."""
    result = pickle.loads((folder.parent / "hasil").read_bytes())
    return publish.publish_workbook(result, (folder.parent / "buku").read_bytes(), "Penguji", store=Store(folder))


def prepare(akar: Path) -> None:
    """Version 1 in `dasar`, and a checked workbook to publish after it."""
    store = Store(akar / "dasar")
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    data = workbook(golden.BUKU[BARU])
    (akar / "buku").write_bytes(data)
    (akar / "hasil").write_bytes(pickle.dumps(run.check_workbook(data, "baru.xlsx", BARU, store=store)))


def count_steps(akar: Path) -> list[str]:
    """The place of every step of one publication, in order."""
    place: list[str] = []
    shutil.copytree(akar / "dasar", akar / "hitung")
    counted(lambda _, di: place.append(di))
    publish_new(akar / "hitung")
    sys.settrace(None)
    return place


def publish_and_die(folder: Path, saat: int) -> None:
    counted(lambda ordinal, _: os.kill(os.getpid(), signal.SIGKILL) if ordinal == saat else None)
    publish_new(folder)


def aftermath(folder: Path, periksa: bool) -> dict:
    """What readers see after the kill, then the next publication, then what the archive says."""
    store = Store(folder)
    terlihat = seen(store)
    number = publish_new(folder)
    problems = rebuild.verify_store(store).problems if periksa else []
    rest = [p.name for p in store.list_leftovers()]
    return {"terlihat": terlihat, "nomor": number, "sesudah": seen(store), "masalah": problems, "sisa": rest}


def kill_everywhere(akar: Path) -> None:
    """Kill publishers: at every step of making the version current, and at steps spread over all the others; without
    UJI_BERAT at a tenth of these."""
    os.waitpid(in_child(lambda: prepare(akar)), 0)
    os.waitpid(in_child(lambda: count_steps(akar), akar / "langkah"), 0)
    place = json.loads((akar / "langkah").read_text())
    end = max(ordinal for ordinal, di in enumerate(place, 1) if di.startswith("load.py"))
    genting = list(range(end + 1, len(place) + 1))[-KILLS * 2 // 3 :]
    first = sorted({di: ordinal for ordinal, di in reversed(list(enumerate(place[:end], 1)))}.values())
    rest = KILLS - len(genting)
    moment = heavy.spread([*(first[i * len(first) // rest] for i in range(rest)), *genting])
    terbukti: dict[str, dict] = {}  # what came of a folder that looked exactly like this
    for start in range(0, len(moment), LAJUR):
        _round(akar, moment[start : start + LAJUR], place, terbukti)


def _round(akar: Path, saat: list[int], tempat: list[str], terbukti: dict[str, dict]) -> None:
    folder = [akar / f"bunuh{i}" for i in range(len(saat))]
    for f in folder:
        shutil.rmtree(f, ignore_errors=True)
        shutil.copytree(akar / "dasar", f)
    pid = [in_child(lambda f=f, n=n: publish_and_die(f, n)) for f, n in zip(folder, saat, strict=True)]
    dead = [os.WTERMSIG(os.waitpid(p, 0)[1]) for p in pid]
    rupa = [content(f) for f in folder]
    name = {p.name for f in folder for p in f.rglob("*")}
    new = [(f, r, not name <= set(terbukti)) for f, r in zip(folder, rupa, strict=True) if r not in terbukti]
    terbukti.update({n: {} for n in name})
    pid = [in_child(lambda f=f, p=p: aftermath(f, p), f.with_suffix(".json")) for f, _, p in new]
    for p, (f, r, _) in zip(pid, new, strict=True):
        os.waitpid(p, 0)
        terbukti[r] = json.loads(f.with_suffix(".json").read_text())
    for n, sinyal, r in zip(saat, dead, rupa, strict=True):
        print(json.dumps({"di": tempat[n - 1], "sinyal": sinyal, **terbukti[r]}), flush=True)  # noqa: T201


def content(folder: Path) -> str:
    """A hash of all names and bytes in a folder."""
    sidik = hashlib.sha256()
    for p in sorted(q for q in folder.rglob("*") if q.is_file()):
        sidik.update(f"{p.relative_to(folder)} {p.stat().st_size} ".encode() + p.read_bytes())
    return sidik.hexdigest()


def publish_once(folder: Path, periode: str, batas: int = 0) -> None:
    """Publish one quarter; no file may grow beyond `batas` bytes, as on a full disk."""
    if batas:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (batas, batas))
    try:
        isi: object = golden.publish_book(Store(folder), periode, golden.BUKU[periode])
    except (StoreDamaged, Unreadable) as error:
        isi = str(error)
    print(json.dumps(isi))  # noqa: T201


if __name__ == "__main__":
    perintah, folder, *lain = sys.argv[1:]
    if perintah == "bunuh":
        kill_everywhere(Path(folder))
    else:
        publish_once(Path(folder), lain[0], *map(int, lain[1:]))
