"""Files as other programs see them: LibreOffice counts the formulas of a workbook, pdftotext reads a PDF."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.query import choose, published

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice tidak terpasang (apt-get install libreoffice)")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext tidak terpasang")


def convert(content: bytes, ending: str, to: str, folder: Path) -> bytes:
    """What LibreOffice makes of a file; it counts every formula anew, since ours carry a value of our own."""
    source = folder / f"berkas{ending}"
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profil"
    words = [OFFICE or "", profile, "--headless", "--convert-to", to, "--outdir", str(folder / "hasil"), str(source)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    return (folder / "hasil" / f"berkas.{to.split(':')[0]}").read_bytes()


def read_pdf(content: bytes, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def open_book(content: bytes, values: bool = True) -> openpyxl.Workbook:
    """`values`: what formulas last gave, else the formulas."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def read_rows(grid: Worksheet, first_heading: str) -> list[dict[str, object]]:
    """The table of a sheet, below the row that begins with a heading."""
    rows = list(grid.iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if row[0] == first_heading)
    header = [str(h) for h in rows[start] if h is not None]
    return [dict(zip(header, row, strict=False)) for row in rows[start + 1 :]]


def draw_choices(version: int, number: int, seed: int) -> Iterator[Choice]:
    """Random quarters, areas and countings of a version; the same in every run."""
    dice, p = random.Random(seed), Choice(version)
    quarters = [str(q) for q in published.list_quarters(p)["periode"]]
    codes = [str(k) for k in published.list_areas(p)["kode"]]
    for _ in range(number):
        yield choose.choose(p, dice.choice(quarters), dice.choice(codes), dice.choice([WITH_KKMP, WITHOUT_KKMP]))
