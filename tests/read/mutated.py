"""Mutated workbooks, checked as an upload is: `python -m tests.read.mutated FIRST COUNT`, a line of JSON for each.

Every number is a seed: the same number is the same file. In half of them the XML of one part is damaged, in the others
cells, rows and columns of the invented city are changed for what real offices write by mistake.
"""

from __future__ import annotations

import copy
import datetime as dt
import io
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from etl import run
from etl.pesan import Unreadable
from etl.store.versions import Store
from tests import golden
from tests.spent import read_seconds
from tests.workbooks import workbook

Sheets = dict[str, list[list]]
ODD = (
    *("", " ", "-", "—", "0", "nihil", "#REF!", "#N/A", "=1/0", "=SUM(A1:A9)", "1.234.567,89", "1,5e309", "NaN", "inf"),
    *(
        "31/02/2025",
        "2025-13-01",
        "Turi\u00a0",
        "TURI/GEDOG",
        "\u202eirut",
        "a" * 40_000,
        "\u0660\u0661\u0662",
        "½",
        "12 org",
    ),
    *("3572010101900001", "'", '"', "<b>x</b>", "[a](http://x)", "Jumlah", "Aktif", "tdk aktif", "\U0001f600", "x\ny"),
    *(0, -1, 1e15, -1e308, 0.1 + 0.2, 45_000, 1e-320, True, False, None, dt.date(1900, 1, 1), dt.date(9999, 12, 31)),
)
XML = (
    *(
        "<c",
        "</c>",
        "<v>",
        "</v>",
        "<row",
        "</row>",
        "<is>",
        't="s"',
        't="e"',
        't="b"',
        't="d"',
        't="str"',
        "<f>A1</f>",
    ),
    *('r="A1"', 'r="XFD1048576"', 'r="A0"', 's="99999"', 'ref="A1:ZZZ9"', "&#0;", "&#x1F600;", "&amp;", "<!-- -->"),
    *(
        'hidden="1"',
        "<mergeCell ref='B2:A1'/>",
        "999999999999",
        "-1",
        "1e400",
        "\x00",
        "\ufffe",
        '"',
        ">",
        "<![CDATA[",
        "]]>",
    ),
)


def mutate(seed: int) -> tuple[bytes, str]:
    """The file of that number, and the quarter that it is of."""
    chance = random.Random(seed)
    quarter = chance.choice(sorted(golden.BUKU))
    sheets = copy.deepcopy(golden.BUKU[quarter])
    if seed % 2:
        return _damage_part(chance, workbook(sheets)), quarter
    for _ in range(chance.randint(1, 8)):
        chance.choice(CHANGES)(chance, sheets)
    return workbook(sheets), quarter


def _damage_part(chance: random.Random, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        parts = {name: z.read(name) for name in z.namelist()}
    name = chance.choice(
        [n for n in parts if "sheet" in n or n in ("xl/sharedStrings.xml", "xl/styles.xml")] + list(parts)
    )
    text = parts[name].decode("utf-8")
    ways = chance.choice(((_put, _cut, _double, _swap), (_swap,), (_double_cells, _swap)))  # two keep it whole XML
    for _ in range(chance.randint(1, 6)):
        text = chance.choice(ways)(chance, text)
    parts[name] = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.05:
        parts.pop(chance.choice(list(parts)))
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", zipfile.ZIP_DEFLATED) as z:
        for part, content in parts.items():
            z.writestr(part, content)
    return container.getvalue()


def _put(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(XML) + text[at:]


def _cut(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 5, 80, 2000)) :]


def _double(chance: random.Random, text: str) -> str:
    at, size = chance.randrange(len(text) + 1), chance.choice((30, 300, 3000))
    return text[: at + size] + text[at : at + size] * chance.choice((1, 1, 50)) + text[at + size :]


def _double_cells(chance: random.Random, text: str) -> str:
    """A cell, row or entry once more, elsewhere: addresses repeat and run backwards."""
    whole = list(re.finditer(r"<(c|row|si|xf|sheet|mergeCell)\b[^>]*(?:/>|>.*?</\1>)", text, re.S))
    if not whole:
        return text
    one, at = chance.choice(whole), chance.choice(whole).end()
    return text[:at] + one[0] * chance.choice((1, 2, 200)) + text[at:]


def _swap(chance: random.Random, text: str) -> str:
    """One attribute's value in place of another's: whole XML that says something else."""
    values = list(re.finditer(r'="([^"]*)"', text))
    if not values:
        return text
    old, new = chance.choice(values), chance.choice([*(v[1] for v in values), *map(str, (-1, 0, 2**31, "", "z"))])
    return text[: old.start(1)] + new + text[old.end(1) :]


def _change_cells(chance: random.Random, sheets: Sheets) -> None:
    rows = sheets[chance.choice(list(sheets))]
    for _ in range(chance.choice((1, 1, 5, 40))):
        row = chance.choice(rows)
        if row:
            row[chance.randrange(len(row))] = chance.choice(ODD)


def _change_rows(chance: random.Random, sheets: Sheets) -> None:
    rows = sheets[chance.choice(list(sheets))]
    at = chance.randrange(len(rows))
    new: list[list] = chance.choice(
        ([], [[]] * 30, [rows[at]] * 2, [["Jumlah", *rows[at][1:]]], [list(reversed(rows[at]))])
    )
    rows[at : at + 1] = [list(r) for r in new] or [[None]]


def _change_columns(chance: random.Random, sheets: Sheets) -> None:
    rows = sheets[chance.choice(list(sheets))]
    width = max(map(len, rows))
    if not width:
        return
    order = list(range(width))
    chance.choice((chance.shuffle, lambda o: o.pop(chance.randrange(len(o))), lambda o: o.append(o[0])))(order)
    rows[:] = [[row[i] if i < len(row) else None for i in order] for row in rows]


def _change_sheets(chance: random.Random, sheets: Sheets) -> None:
    name = chance.choice(list(sheets))
    rows = sheets[name]
    new = chance.choice(("Sheet1", "REKAP", "Pelatihan ", "x" * 31, "Data's", "Koperasi (2)", "2025"))
    if new not in sheets:
        sheets[new] = [list(row) for row in rows]
    if chance.random() < 0.5 and len(sheets) > 1:
        del sheets[name]


CHANGES: tuple[Callable[[random.Random, Sheets], None], ...] = (
    _change_cells,
    _change_cells,
    _change_rows,
    _change_columns,
    _change_sheets,
)


def check(seed: int, store: Store) -> dict:
    """What came of it: how it ended, and seconds of processor time with those of the reading process."""
    (data, quarter), begin = mutate(seed), read_seconds()
    try:
        result = run.check_workbook(data, f"uji-{seed}.xlsx", quarter, store=store)
        end = "dapat_terbit" if result.dapat_terbit else "ada_temuan"
    except Unreadable as error:
        end = error.finding.kode
    return {"nomor": seed, "akhir": end, "detik": round(read_seconds() - begin, 2)}


def main(first: int, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        # in a process of its own: what publishing takes is not what a check takes
        subprocess.run([sys.executable, "-m", "tests.read.mutated", folder], check=True)
        store = Store(Path(folder))
        for seed in range(first, first + count):
            begin = time.monotonic()
            outcome = check(seed, store)
            outcome["menunggu"] = round(time.monotonic() - begin, 2)
            sys.stdout.write(json.dumps(outcome) + "\n")
            sys.stdout.flush()
    readers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    sys.stdout.write(json.dumps({"puncak_mb": _read_peak(), "puncak_mb_pembaca": readers}) + "\n")


def _read_peak() -> int:
    """Most memory of this process in MB. What getrusage says of it begins with that of the process that started it."""
    status = Path("/proc/self/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) // 1024


if __name__ == "__main__":
    if len(sys.argv) == 2:
        golden.copy_all(Store(Path(sys.argv[1])))
    else:
        main(*map(int, sys.argv[1:]))
