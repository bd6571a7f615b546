"""A file about a quarter ends with that quarter: nothing in it is known only since a later one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from pptx import Presentation

from dasbor.choice import Choice
from dasbor.export.meeting.as_html import Addresses, render
from dasbor.export.picture.as_page import make_html as make_frame
from dasbor.export.registry import PRODUCTS
from dasbor.export.request import Request
from dasbor.query import choose
from etl import periode as triwulan
from tests.export.opened import needs_poppler, open_book, read_pdf

ASKED = "2024-T1"
LATER = ["2024-T2", "2024-T3", "2024-T4", "2025-T1", "2025-T2"]
KELURAHAN, KECAMATAN = "35.72.03.1001", "35.72.02"
ARGUMENTS = {"bukti": ("koperasi_aktif",), "grafik": ("koperasi_aktif", "peserta_pelatihan")}


def list_requests() -> list[tuple[str, str, str]]:
    """(name, argument, ending) of every file about a quarter; the page that examines proofs is about none."""
    return [
        (p.name, argument, ending)
        for p in PRODUCTS
        if p.name != "periksa-bukti"
        for argument in ARGUMENTS.get(p.name, ("",))
        for ending in p.formats
        if ending != ".png"  # dots of what another form says
    ]


def read_text(content: bytes, ending: str) -> str:
    """All words and numbers of a file; of a workbook and slides those in charts too."""
    if ending == ".pdf":
        return read_pdf(content)
    if ending == ".pptx":
        return "\n".join(_read_slides(content))
    if ending == ".xlsx":
        cells = [str(c) for s in open_book(content) for row in s.iter_rows(values_only=True) for c in row if c]
        return "\n".join(cells)
    if ending == ".zip":
        with zipfile.ZipFile(io.BytesIO(content)) as z:
            return "\n".join(read_text(z.read(n), n[n.rfind(".") :]) for n in z.namelist())
    return content.decode("utf-8-sig")


def _read_slides(content: bytes) -> list[str]:
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            elif shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
            elif shape.has_chart:
                found += [str(c) for c in shape.chart.plots[0].categories]
    return found


def list_later(text: str) -> list[str]:
    """The later quarters that it names, as 2024-T2, T2 2024 or Triwulan II 2024."""
    return [
        q
        for q in LATER
        for year, number in [triwulan.split_quarter(q)]
        if re.search(rf"{q}|\bT{number} {year}|Triwulan {triwulan.ROMAN[number - 1]} {year}", text)
    ]


@needs_poppler
@pytest.mark.parametrize("code", [None, KELURAHAN], ids=["kota", "kelurahan"])
@pytest.mark.parametrize(("name", "argument", "ending"), list_requests())
def test_a_file_of_an_old_quarter_names_no_later_one(
    whole_sample: int, name: str, argument: str, ending: str, code: str | None
) -> None:
    product = next(p for p in PRODUCTS if p.name == name)
    r = Request(choose.choose(Choice(whole_sample), ASKED, code), argument)
    text = read_text(product.formats[ending](r), ending)
    assert list_later(text) == []
    assert re.search(r"2024-T1|T1 2024|Triwulan I 2024", text) or name in ("penggerak", "satudata")


def make_slides(r: Request) -> str:
    return render(r, Addresses("", "", ""))


def make_embedded(r: Request) -> str:
    return make_frame(r).decode()


@pytest.mark.parametrize("make", [make_slides, make_embedded], ids=["mode rapat", "sisipan"])
@pytest.mark.parametrize("code", [None, KECAMATAN, KELURAHAN])
def test_slides_and_frames_of_an_old_quarter_end_with_it(
    whole_sample: int, make: Callable[[Request], str], code: str | None
) -> None:
    html = make(Request(choose.choose(Choice(whole_sample), ASKED, code), "peserta_pelatihan"))
    assert list_later(html) == []
    assert "Triwulan I 2024" in html or "T1 2024" in html


def test_lkjip_says_where_a_goal_that_is_not_written_is_written(whole_sample: int) -> None:
    product = next(p for p in PRODUCTS if p.name == "lkjip")
    content = product.formats[".xlsx"](Request(choose.choose(Choice(whole_sample), ASKED)))
    text = read_text(content, ".xlsx")
    assert "belum ditulis" in text
    assert "diisi pengelola sistem di laporan.toml, [lkjip.sasaran]" in text
