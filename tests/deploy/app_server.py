"""Driver for tests of several servers, run as a program of its own: the dashboard as `dasbor.mulai` starts it, which
also publishes inside its own process when a line on standard input says so, as the upload page does.

Arguments: port, folder for answers, and "kelak" for a server of the next release: one that knows a column and an
indicator more (tests/later_column.py). A line is a number, from which the correction is made; the answer is a file of
that name with {"version": …} or {"refused": sentence}.
"""

from __future__ import annotations

import copy
import json
import random
import sys
import threading
from pathlib import Path

from etl import release
from etl.acuan import ROOT
from etl.publish import next_version
from etl.store import records
from etl.store.faults import StoreDamaged
from tests import golden, later_column

QUARTER, LATER = "2025-T3", "99.0"


def make_book(number: int, is_later: bool) -> dict[str, list[list]]:
    """A correction of the quarter: so many members more; of the next release with a column more."""
    book = copy.deepcopy(golden.BUKU[QUARTER])
    more, row = random.Random(number).randint(1, 90), book["Koperasi"][1]
    row[7], row[9] = row[7] + more, row[9] + more
    if is_later:
        head, *rows = book["Koperasi"]
        book["Koperasi"] = [[*head, later_column.COLUMN.judul]]
        book["Koperasi"] += [[*r, later_column.BRANCHES.get(str(r[1]))] for r in rows]
    return book


def listen(answers: Path, is_later: bool) -> None:
    """Publish for each line, as long as the server lives."""
    from etl.store.versions import Store

    for line in sys.stdin:
        try:
            book = make_book(int(line), is_later)
            told: dict[str, object] = {"version": golden.publish_book(Store(), QUARTER, book, reason="uji")}
        except StoreDamaged as error:
            told = {"refused": str(error)}
        draft = answers / f"{line.strip()}.belum"
        draft.write_text(json.dumps(told), encoding="utf-8")
        draft.rename(answers / line.strip())


def main(port: str, answers: Path, is_later: bool) -> None:
    if is_later:
        later_column.declare_both(answers)
        for module in (release, next_version, records):
            vars(module)["read_release"] = lambda: LATER
    from streamlit.web import cli

    from dasbor import mulai

    mulai.prepare_state()
    threading.Thread(target=listen, args=(answers, is_later), daemon=True).start()
    sys.argv = ["streamlit", "run", str(ROOT / "app.py"), "--server.port", port]
    cli.main()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), "kelak" in sys.argv[3:])
