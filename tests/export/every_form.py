"""One figure, read back from each form in which it is shown or leaves the house, as who has only that form reads it."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from pptx import Presentation

from dasbor.answers import charts
from dasbor.chart import still
from dasbor.chart.chart import Chart
from dasbor.chart.still import png
from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.export.kept import make_file
from dasbor.export.proof.product import make_proof
from dasbor.export.request import Request
from dasbor.ui.kept import blocks, pages
from dasbor.ui.kept.view import View
from dasbor.words import language
from etl.indikator import Indicator
from etl.store.versions import Store
from tests.chart import still_marks
from tests.drawings import unfold
from tests.export.opened import convert, open_book, read_pdf, read_rows

_NUMBER = r"((?:Rp )?−?[\d.]+)"
_COUNT = re.compile(rf"{_NUMBER} dari {_NUMBER}")
_SHARE = re.compile(r"(−?[\d.]+(?:,\d+)?%)")


@dataclass(frozen=True)
class Told:
    """What a form says of the figure; None: it does not say that. share: a number, or the word for it."""

    part: float | None
    whole: float | None
    share: float | str | None = None


@dataclass(frozen=True)
class Asked:
    """A choice, an indicator, and where the server answers; folder: for what another program makes of a file."""

    p: Choice
    i: Indicator
    address: str
    folder: Path

    @property
    def url(self) -> tuple[tuple[str, str], ...]:
        return list_url(self.p)

    def get(self, path: str, **more: str) -> bytes:
        with urllib.request.urlopen(f"{self.address}{path}?{urlencode({**dict(self.url), **more})}") as answer:
            return bytes(answer.read())


@dataclass(frozen=True)
class Form:
    """take: what is kept of a form, as text or a file; read: the figures in it. So a test can change what was taken."""

    take: Callable[[Asked], Any]
    read: Callable[[Asked, Any], Iterable[Told]]


# ── pages ──


def _take_page(a: Asked, page: str, **parameters: str) -> str:
    return take_page(page, a.p, **parameters)


def take_page(page: str, p: Choice, **parameters: str) -> str:
    """The HTML of a page, its drawings in their places."""
    number, damage = Store().find_newest_whole()
    return "\n".join(_list_html(pages.find(View(page, number, damage, list_url(p), tuple(parameters.items())), p)))


def list_url(p: Choice) -> tuple[tuple[str, str], ...]:
    """The choice as the address of a page says it."""
    named = {p.level: p.kode_wilayah} if p.level in ("kecamatan", "kelurahan") else {}
    group = {"kkmp": "tanpa"} if p.kelompok_hitung == WITHOUT_KKMP else {}
    return tuple(sorted({**named, **group, "triwulan": p.periode}.items()))


def _list_html(block: blocks.Block) -> Iterator[str]:
    for part in block.parts:
        if isinstance(part, blocks.Block):
            yield from _list_html(part)
        elif isinstance(part, blocks.Html):
            yield unfold(str(part.text))


def _read_card(a: Asked, page: str) -> Iterator[Told]:
    for card in re.findall(r'<section class="kartu kartu-indikator">.*?</section>', page, re.DOTALL):
        number = re.search(r'<p class="kartu-angka[^>]*>(.*?)</p>', card, re.DOTALL)
        share = re.search(r"<b>([^<]*)</b>", card)
        if a.i.judul == _plain(re.search(r"<h2[^>]*>(.*?)</h2>", card, re.DOTALL)) and number:
            yield from _read_words(f"{_plain(number)} {share[1] if share else ''}")


def _plain(found: re.Match[str] | None) -> str:
    text = re.sub(r"<[^>]+>", "", found[1] if found else "")
    return " ".join(html.unescape(text).replace("\u00a0", " ").split())


def _read_headline(a: Asked, page: str) -> Iterator[Told]:
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ").split())
    start = text.find(f"{a.i.judul}: ")
    yield from _read_words(text[start:][: len(a.i.judul) + 60])


def _read_words(text: str) -> Iterator[Told]:
    """ "268 dari 301 = 89,0%"; the share stands right behind, or not at all."""
    found = _COUNT.search(text)
    if found:
        share = _SHARE.match(text[found.end() :].lstrip(" =(\n"))
        yield Told(_parse(found[1]), _parse(found[2]), share[1] if share else None)


def _parse(text: str) -> float:
    return float(text.replace("Rp ", "").replace(".", "").replace("−", "-"))


# ── charts ──


def draw(a: Asked) -> Chart:
    return charts.make_rate_trend(a.p, a.i.indikator)


def _read_marks(a: Asked, drawing: str) -> Iterator[Told]:
    for mark in still_marks.list_marks(still_marks.parse(drawing)):
        d = mark.data
        if (d.get("indikator"), d.get("wilayah"), d.get("periode")) == (a.i.indikator, a.p.kode_wilayah, a.p.periode):
            share = _SHARE.search(mark.title)
            yield Told(float(d["pembilang"]), float(d["penyebut"]), share[1] if share else None)


def _take_plot(a: Asked) -> str:
    return json.dumps([list(point) for point in still_marks.list_points(draw(a).plot)])


def _read_plot(a: Asked, points: str) -> Iterator[Told]:
    """The points of its line stand in the order of the table."""
    known = draw(a).table.dropna(subset=["nilai"])["periode"].tolist()
    values = [y for _, y in json.loads(points)]
    assert len(values) == len(known)
    yield Told(None, None, float(values[known.index(a.p.periode)]))


def _take_dots(a: Asked) -> str:
    """The drawing that the dots of its picture are made from."""
    given: list[str] = []
    real = png.resvg_py.svg_to_bytes
    png.resvg_py.svg_to_bytes = lambda svg_string, **more: given.append(svg_string) or real(svg_string, **more)
    try:
        assert still.make_png(still.svg(draw(a))).startswith(b"\x89PNG")
    finally:
        png.resvg_py.svg_to_bytes = real
    return given[0]


# ── files of a page ──


def _take_beside(a: Asked, ending: str) -> bytes:
    """The file that stands below the trend of the indicator."""
    page = "ringkasan" if a.i.indikator == "koperasi_aktif" else a.i.halaman
    return a.get(f"/unduh/berkas/{page}", berkas=f"{ending}_tren_{a.i.indikator}")


def _read_csv(a: Asked, content: bytes) -> Iterator[Told]:
    text = content.decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text[text.index("Triwulan;") :]), delimiter=";"):
        if row["Triwulan"] == language.format_quarter(a.p.periode):
            yield Told(_parse(row["Jumlah"]), _parse(row["Dari"]), row["Persen"])


def _read_book(a: Asked, content: bytes) -> Iterator[Told]:
    for row in read_rows(open_book(content).worksheets[0], "Triwulan"):
        if row["Triwulan"] == language.format_quarter(a.p.periode):
            yield _tell_cells(row["Jumlah"], row["Dari"], row["Persen"])


def _tell_cells(part: Any, whole: Any, share: Any) -> Told:
    return Told(part, whole, share)


# ── what leaves the house ──


def _take_product(name: str, ending: str) -> Callable[[Asked], bytes]:
    return lambda a: make_file(a.p, name, ending)


def _read_report(a: Asked, content: bytes) -> Iterator[Told]:
    for row in read_rows(open_book(content)["Angka"], "Indikator"):
        if row["Indikator"] == a.i.judul:
            yield _tell_cells(row["Jumlah"], row["Dari"], row["Nilai"])


def _recount(a: Asked) -> bytes:
    return convert(make_file(a.p, "laporan", ".xlsx"), ".xlsx", "xlsx:Calc MS Excel 2007 XML", a.folder)


def _read_slides(a: Asked, content: bytes) -> Iterator[Told]:
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_table:
                rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
                yield from (_tell_row(row) for row in rows if row[0] == a.i.judul)
            elif shape.has_chart and a.i.judul in [s.name for s in shape.chart.plots[0].series]:
                yield from _read_slide_chart(a, shape.chart.plots[0])


def _tell_row(cells: list[str]) -> Told:
    return next(iter(_read_words(f"{cells[1]} {cells[2]}".replace("\u00a0", " "))))


def _read_slide_chart(a: Asked, plot: Any) -> Iterator[Told]:
    at = list(plot.categories).index(language.format_quarter(a.p.periode, True))
    value = next(s for s in plot.series if s.name == a.i.judul).values[at]
    yield Told(None, None, value)


def _take_paper(a: Asked) -> str:
    return read_pdf(make_file(a.p, "laporan", ".pdf"), "-layout")


def _read_paper(a: Asked, text: str) -> Iterator[Told]:
    for line in text.splitlines():
        if re.match(rf" *{re.escape(a.i.judul)}  +\d", line):
            yield from _read_words(" ".join(line.split()))


def _read_figures(a: Asked, content: bytes | str) -> Iterator[Told]:
    """HTML whose values carry where they are from: the number of the attributes and the words that are seen."""
    text = content if isinstance(content, str) else content.decode()
    asked = f'data-indikator="{a.i.indikator}" data-wilayah="{a.p.kode_wilayah}" data-periode="{a.p.periode}"'
    asked += f' data-kelompok="{a.p.kelompok_hitung}"'
    for attributes, seen in re.findall(rf'class="angka" {re.escape(asked)} ([^>]*)>(.*?)</span>', text, re.DOTALL):
        number = dict(re.findall(r'data-(\w+)="([^"]*)"', attributes))
        yield Told(float(number["pembilang"]), float(number["penyebut"]))
        yield from _read_words(html.unescape(seen).replace("\u00a0", " "))


def _read_message(a: Asked, content: bytes) -> Iterator[Told]:
    for line in content.decode().replace("\u00a0", " ").splitlines():
        if line.lstrip("• ").startswith(f"{a.i.judul}: "):
            yield from _read_words(line)


def _read_satudata(a: Asked, content: bytes) -> Iterator[Told]:
    for row in csv.DictReader(io.StringIO(content.decode(), newline="")):
        title = row["judul"].removeprefix("[DATA CONTOH] ").removesuffix(" (tanpa KKMP)")
        if (title, row["kode_wilayah"]) == (a.i.judul, a.p.kode_wilayah):
            yield Told(None, None, float(row["data"]) / 100)


def _read_open_data(a: Asked, content: bytes) -> Iterator[Told]:
    wanted = (a.p.periode, a.p.kode_wilayah, a.i.indikator, a.p.kelompok_hitung)
    begin = ",".join(wanted)
    lines = content.decode().split("\r\n")
    for row in csv.DictReader([lines[0], *(line for line in lines if line.startswith(begin))]):
        yield Told(float(row["pembilang"]), float(row["penyebut"]), float(row["nilai"]))


FORMS: dict[str, Form] = {
    "layar, kartu": Form(lambda a: _take_page(a, "ringkasan"), _read_card),
    "layar, asal angka": Form(lambda a: _take_page(a, "asal", indikator=a.i.indikator), _read_headline),
    "SVG": Form(lambda a: still.svg(draw(a)), _read_marks),
    "SVG di berkas": Form(lambda a: _take_beside(a, "svg").decode(), _read_marks),
    "PNG": Form(_take_dots, _read_marks),
    "Plotly": Form(_take_plot, _read_plot),
    "CSV": Form(lambda a: _take_beside(a, "csv"), _read_csv),
    "XLSX": Form(lambda a: _take_beside(a, "xlsx"), _read_book),
    "Laporan XLSX": Form(_take_product("laporan", ".xlsx"), _read_report),
    "Laporan PPTX": Form(_take_product("laporan", ".pptx"), _read_slides),
    "Laporan PDF": Form(_take_paper, _read_paper),
    "lembar": Form(lambda a: a.get("/lembar"), _read_figures),
    "lembar PDF": Form(lambda a: read_pdf(a.get("/lembar.pdf"), "-raw").encode(), _read_message),
    "lembar, teks": Form(lambda a: a.get("/lembar.txt"), _read_message),
    "potret": Form(_take_product("snapshot", ".html"), _read_figures),
    "bukti": Form(lambda a: make_proof(Request(a.p, a.i.indikator)), _read_figures),
    "Satu Data": Form(_take_product("satudata", ".csv"), _read_satudata),
    "data terbuka": Form(lambda a: a.get("/data/indikator.csv"), _read_open_data),
}
RECOUNTED = Form(_recount, _read_report)
