"""Every chart of every page against charts.md: provenance, words for the picture, table, files, n, asal angka."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from dasbor.ui import page as ui_page
from dasbor.ui.exports import File
from etl.acuan import ROOT
from etl.store.versions import Store
from tests import golden
from tests.chart import still_marks
from tests.drawings import explore, unfold, unmark

# page and what its URL asks for -> its charts by file name, each with the indicator whose rows stand behind it
BUKAN_INDIKATOR = ""  # its numbers are explained and listed on the page itself
ONE_AREA = "?kelurahan=35.72.02.1004"  # Ringkasan of one: beside those around it, in their order
HALAMAN: dict[str, dict[str, str]] = {
    "ringkasan": {
        "peta_koperasi_aktif": "koperasi_aktif",
        "perubahan_koperasi_aktif": "koperasi_aktif",
        "tren_koperasi_aktif": "koperasi_aktif",
        "tren_status": "koperasi_aktif",
        "koperasi_aktif_kelurahan": "koperasi_aktif",
    },
    "keaktifan": {
        "status_kelurahan": "koperasi_aktif",
        "tren_status": "koperasi_aktif",
        "perubahan_koperasi_aktif": "koperasi_aktif",
        "tren_aturan_rat": "koperasi_aktif",
    },
    "kesehatan": {
        "predikat_kesehatan": "sehat",
        "kepatuhan_rat": "rat_tahun_buku",
        "rat_tahun_buku_kelurahan": "rat_tahun_buku",
        "tren_rat_tahun_buku": "rat_tahun_buku",
    },
    "kesehatan?angka=sehat": {
        "predikat_kesehatan": "sehat",
        "kepatuhan_rat": "rat_tahun_buku",
        "sehat_kelurahan": "sehat",
        "tren_sehat": "sehat",
    },
    "kesehatan?bagian=Agenda RAT": {"agenda_rat": BUKAN_INDIKATOR},
    "kesehatan?bagian=Aturan tahun tanpa RAT": {"tren_aturan_rat": "koperasi_aktif"},
    "kesehatan?bagian=Keuangan": {"tren_aset": "aset"},
    "kesehatan?bagian=Keuangan&ukuran=anggota": {"tren_anggota": "anggota"},
    "pelatihan": {
        "jangkauan_pelatihan_kelurahan": "jangkauan_pelatihan",
        "tren_jangkauan_pelatihan": "jangkauan_pelatihan",
        "tren_peserta_pelatihan": "peserta_pelatihan",
        "tren_peserta_perempuan": "peserta_perempuan",
    },
    "pendampingan": {
        "cakupan_pendampingan_kelurahan": "cakupan_pendampingan",
        "tren_cakupan_pendampingan": "cakupan_pendampingan",
        "tren_pendampingan_khusus": "pendampingan_khusus",
        "tren_pendampingan_pascapelatihan": "pendampingan_pascapelatihan",
    },
    "hasil": {},  # one or two that changed are named, not drawn
    "pembinaan:hasil": {
        "kohor_pendampingan": BUKAN_INDIKATOR,
        "kohor_pelatihan": BUKAN_INDIKATOR,
    },
    "lama:hasil": {"alir_status_sejak_T2_2025": BUKAN_INDIKATOR},
    "kelompok": {"kelompok_per_kelurahan": "kelompok_dilatih"},
    "kelurahan?kelurahan=35.72.02.1004": {"tren_koperasi_aktif": "koperasi_aktif"},
    "digital": {"saluran_digital": "melek_ti", "melek_ti_kelurahan": "melek_ti", "tren_melek_ti": "melek_ti"},
    "digital?bagian=Pemasaran": {"pemasaran_kelurahan": "pemasaran", "tren_pemasaran": "pemasaran"},
    "digital?bagian=Anggota": {
        "anggota_umkm_kelurahan": "anggota_umkm",
        "tren_anggota_umkm": "anggota_umkm",
        "anggota_perempuan_kelurahan": "anggota_perempuan",
        "tren_anggota_perempuan": "anggota_perempuan",
    },
    "merah_putih": {"anggota_kkmp": BUKAN_INDIKATOR},  # nobody owes a RAT: a sentence instead of the map
    "lama:merah_putih": {"peta_kkmp": BUKAN_INDIKATOR, "anggota_kkmp": BUKAN_INDIKATOR},
    ONE_AREA: {
        "peta_koperasi_aktif": "koperasi_aktif",
        "perubahan_koperasi_aktif": "koperasi_aktif",
        "tren_koperasi_aktif": "koperasi_aktif",
        "tren_status": "koperasi_aktif",
        "koperasi_aktif_kelurahan": "koperasi_aktif",
    },
}
# what marks count where that is not the indicator of their chart
COUNTED = {
    "status_kelurahan": "status_koperasi",
    "tren_status": "status_koperasi",
    "perubahan_koperasi_aktif": "perubahan_koperasi_aktif",
    "tren_aturan_rat": "tidak_aktif_menurut_aturan",
    "predikat_kesehatan": "predikat_kesehatan",
    "kepatuhan_rat": "keadaan_rat",
    "agenda_rat": "agenda_rat",
    "kohor_pendampingan": "hasil_pendampingan",
    "kohor_pelatihan": "hasil_pelatihan",
    "alir_status_sejak_T2_2025": "perpindahan_status",
    "kelompok_per_kelurahan": "tindak_lanjut_kelompok",
    "saluran_digital": "kanal_digital",
    "anggota_kkmp": "anggota_kkmp",
    "peta_kkmp": "keadaan_kkmp",
}
SEMUA = [(page, name) for page, chart in HALAMAN.items() for name in chart]


@dataclass(frozen=True)
class Block:
    """One chart as the reader gets it."""

    title: str
    subtitle: str
    figure: go.Figure
    alt: str
    source: str
    opened: str  # what "Lihat angka" opens
    csv: list[list[str]]
    xlsx: list[list[Any]]
    still: str  # the twin on the page
    picture: str  # the SVG file

    @property
    def written(self) -> str:
        """What can be read in the picture without touching it."""
        texts = [a.text for a in self.figure.layout.annotations]
        for j in self.figure.data:
            texts += [*_list(getattr(j, "text", None))] + ([*_list(j.node.label)] if j.type == "sankey" else [])
        return " ".join([self.title, self.subtitle, *(str(t) for t in texts)])

    @property
    def numbers(self) -> set[float]:
        """The numbers of the XLSX file, which has them in full."""
        return {float(x) for row in self.xlsx for x in row if isinstance(x, (int, float)) and not isinstance(x, bool)}


def _list(isi: Any) -> list:
    return [] if isi is None else [isi] if isinstance(isi, str) else list(isi)


def _decoded(isi: Any) -> Any:
    """Plotly sends arrays of numbers as base64."""
    if isinstance(isi, dict) and set(isi) >= {"dtype", "bdata"}:
        flat = np.frombuffer(base64.b64decode(isi["bdata"]), dtype=isi["dtype"])
        return (
            flat.reshape([int(n) for n in str(isi["shape"]).split(",")]).tolist() if "shape" in isi else flat.tolist()
        )
    if isinstance(isi, dict):
        return {k: _decoded(v) for k, v in isi.items()}
    return [_decoded(v) for v in isi] if isinstance(isi, list) else isi


def _number(cell: str) -> float | None:
    clean = cell.removesuffix("%").replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", clean):
        return None
    return float(clean) / (100 if cell.endswith("%") else 1)


_BAGIAN_PILIHAN = re.compile(r"_\d{4}-T\d_[^.]*")  # quarter and area in the name of a file


_HEADINGS = ["NIK", "Nama Koperasi", "Kelurahan", "Kelompok Koperasi", "Status", "RAT Tahun Buku", "Jumlah Anggota"]
_HEADINGS.append("Tanggal Badan Hukum")


def _make_register(*statuses: str) -> dict[str, list[list]]:
    """As many cooperatives as there are statuses, and ten KKMP that were founded long ago and owe their RAT."""
    rows: list[list] = [
        [f"357200000002{i:02}", f"KSU {i}", "Turi", "KSU", s, 2022, 30, dt.date(2010, 1, 1)]
        for i, s in enumerate(statuses)
    ]
    kelurahan = [
        "Turi",
        "Tlumpu",
        "Karangsari",
        "Pakunden",
        "Tanjungsari",
        "Bendo",
        "Kauman",
        "Gedog",
        "Rembang",
        "Sentul",
    ]
    for i, name in enumerate(kelurahan):
        kkmp = f"Koperasi Kelurahan Merah Putih {name}"
        rows.append([f"35720000003{i:02}", kkmp, name, "KKMP", "Aktif", 2022, 75 + i, dt.date(2010, 1, 1)])
    return {"Koperasi": [_HEADINGS, *rows]}


@pytest.fixture(scope="module")
def old_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two quarters between which many changed their status."""
    folder = tmp_path_factory.mktemp("lama")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        active, inactive = ["Aktif"], ["Tidak Aktif"]
        golden.publish_book(Store(), "2025-T2", _make_register(*active * 12, *inactive * 6))
        golden.publish_book(Store(), "2025-T3", _make_register(*inactive * 8, *active * 10), reason="uji")
    return folder


@pytest.fixture(scope="module")
def block(gold_folder: Path, guidance_folder: Path, old_folder: Path) -> Iterator[Callable[[str], dict[str, Block]]]:
    """Charts of a page by file name; each page is opened once. Files are what the download buttons would send."""
    page: dict[str, dict[str, Block]] = {}
    download: dict[str, Callable[[], bytes]] = {}

    def keep(_key: str, file: File) -> None:
        download[_BAGIAN_PILIHAN.sub("", file.name)] = file.make

    with pytest.MonkeyPatch.context() as m:
        m.setattr(ui_page, "offer_file", keep)

        def open_view(address: str) -> dict[str, Block]:
            if address not in page:
                state, _, place = address.rpartition(":")
                m.setenv(
                    "KOPERASI_DATA", str({"pembinaan": guidance_folder, "lama": old_folder}.get(state, gold_folder))
                )
                page[address] = _open(place, download)
            return page[address]

        yield open_view


def _open(address: str, download: dict[str, Callable[[], bytes]]) -> dict[str, Block]:
    name, _, questionnaire = address.partition("?")
    name = name or "ringkasan"
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params.update(dict(part.split("=") for part in questionnaire.split("&") if part))
    at.switch_page(f"pages/publik/{name}.py").run()
    explore(at)
    assert not at.exception
    return dict(_block(content, download) for content in _with_chart(at.main))


def _with_chart(node: Any) -> Iterator[list[Any]]:
    """The children of each container that holds a chart."""
    process = list(getattr(node, "children", {}).values())
    if any(a.type == "plotly_chart" for a in process):
        yield process
    for a in process:
        yield from _with_chart(a)


def _block(isi: list[Any], download: dict[str, Callable[[], bytes]]) -> tuple[str, Block]:
    above, chart, below = isi
    header, _, _ = above.proto.body.partition('<div class="gambar-teks"')
    origin, _, lihat = below.proto.body.partition("<details")
    proto = chart.proto
    name = html.unescape(re.findall(r"[?&;]berkas=csv_(\w+)", lihat)[0])
    title, subtitle = re.findall(r"<(?:h2|p)>(.*?)</(?:h2|p)>", unmark(header), re.S)
    data_csv = download[f"{name}.csv"]().decode("utf-8-sig")
    return name, Block(
        html.unescape(title),
        html.unescape(subtitle),
        go.Figure(_decoded(json.loads(proto.spec))),
        proto.alt,
        origin,
        lihat,
        list(csv.reader(io.StringIO(data_csv), delimiter=";")),
        _sheet(download[f"{name}.xlsx"]()),
        unfold(above.proto.body),
        download[f"{name}.svg"]().decode(),
    )


def _sheet(data: bytes) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(data))["Data"].iter_rows(values_only=True)]


@pytest.mark.parametrize("address", HALAMAN)
def test_the_pages_have_these_charts(block: Any, address: str) -> None:
    assert set(block(address)) == set(HALAMAN[address])


@pytest.mark.parametrize(("address", "nama"), SEMUA)
def test_a_headline_is_short_and_the_subtitle_says_place_and_period(block: Any, address: str, nama: str) -> None:
    b = block(address)[nama]
    assert 2 <= len(b.title.split()) <= 12
    assert re.search(r"Kota Blitar|Kelurahan Turi", b.subtitle)
    assert re.search(r"(Triwulan I{1,3}V?|T[1-4]) 20\d\d", b.subtitle)


@pytest.mark.parametrize(("address", "nama"), SEMUA)
def test_under_each_chart_stand_workbook_date_of_data_and_publication(block: Any, address: str, nama: str) -> None:
    source = re.sub(r"<[^>]+>", "", block(address)[nama].source)
    workbook, end = ("2025-T1", "31 Maret") if address.startswith("pembinaan:") else ("2025-T3", "30 September")
    number = 2 if address.startswith("lama:") else 5
    assert re.match(
        rf"Sumber: (\d+ buku kerja, terbaru )?{workbook}\.xlsx \(terbitan {number}, \d{{1,2}} \w+ \d{{4}}\)", source
    )
    assert f"keadaan per {end} 2025 · versi {number}" in source


@pytest.mark.parametrize(("address", "nama"), SEMUA)
def test_one_click_leads_to_numerator_denominator_and_definition(block: Any, address: str, nama: str) -> None:
    indikator = HALAMAN[address][nama]
    known = re.findall(r'href="/asal\?[^"]*indikator=(\w+)[^"]*"[^>]*>asal angka<', block(address)[nama].source)
    assert known == ([indikator] if indikator else [])


@pytest.mark.parametrize(("address", "nama"), SEMUA)
def test_the_text_alternative_is_a_sentence_with_numbers(block: Any, address: str, nama: str) -> None:
    b = block(address)[nama]
    assert len(b.alt.split()) >= 8
    assert re.search(r"\d", b.alt)
    assert html.escape(b.alt, quote=True) in b.opened or b.alt in html.unescape(b.opened)


@pytest.mark.parametrize(("address", "nama"), SEMUA)
def test_table_csv_and_xlsx_say_the_same(block: Any, address: str, nama: str) -> None:
    b = block(address)[nama]
    title = [html.unescape(t) for t in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', b.opened)]
    assert b.csv[0] == title
    start = b.xlsx.index([*title, *[None] * (len(b.xlsx[0]) - len(title))])
    assert b.xlsx[0][0] == b.title
    assert any(re.match(r"Sumber: .*2025-T\d.xlsx", str(row[0])) for row in b.xlsx[1:start])
    content = [row[: len(title)] for row in b.xlsx[start + 1 :]]
    assert len(content) == len(b.csv) - 1 == b.opened.count('<th scope="row"')
    for xlsx_rows, csv_rows in zip(content, b.csv[1:], strict=True):
        for one, second in zip(xlsx_rows, csv_rows, strict=True):
            amount = isinstance(one, (int, float)) and not isinstance(one, bool)
            assert _number(second) == pytest.approx(one, abs=_round_off(second)) if amount else (one or "") == second


def _round_off(cell: str) -> float:
    """Half of the last place that a CSV file writes, as the screen does; the XLSX file has the full value."""
    return 0.5 / 10 ** len(cell.partition(",")[2].rstrip("%")) / (100 if cell.endswith("%") else 1) + 1e-9


def drawn(figur: go.Figure) -> list[float]:
    """The numbers that lengths and positions stand for; tiles stand for none."""
    result: list[Any] = []
    for j in figur.data:
        if j.type == "sankey":
            result += list(j.link.value)
        elif j.type == "bar" and not (j.width is not None and j.base is not None):
            result += list(j.x if j.orientation == "h" else j.y)
        elif j.type == "scatter" and j.mode != "text":
            result += list(j.x if j.error_x.array is not None else j.y)
    return [float(x) for x in result if x is not None and x == x]


@pytest.mark.parametrize(("address", "nama"), SEMUA)
def test_what_is_drawn_stands_in_the_file(block: Any, address: str, nama: str) -> None:
    b = block(address)[nama]
    amount = {round(n / divisor, 4) for n in b.numbers for divisor in (1, 1e6, 1e9)} | {0.0}
    if nama == "perubahan_koperasi_aktif":  # its last bar is the sum of the steps
        tip = [_number(b.csv[i][1]) or 0 for i in (1, -1)]
        amount.add(tip[1] - tip[0])
    assert [x for x in drawn(b.figure) if round(x, 4) not in amount] == []


@pytest.mark.parametrize(("address", "nama"), SEMUA)
def test_the_still_twin_and_the_picture_file_have_the_same_marks_and_the_file_says_whence(
    block: Any, address: str, nama: str
) -> None:
    b = block(address)[nama]
    shown, picture = (still_marks.list_marks(still_marks.parse(drawing)) for drawing in (b.still, b.picture))
    assert [m.data for m in shown] == [m.data for m in picture]
    assert len(shown) > 0
    assert {m.data.get("indikator", "") for m in shown} == {COUNTED.get(nama, HALAMAN[address][nama])}
    written = still_marks.list_texts(still_marks.parse(b.picture))
    assert re.sub(r"\s", "", b.title) in written
    assert "Sumber:" in written


@pytest.mark.parametrize(("address", "nama"), SEMUA)
def test_values_and_n_can_be_read_in_a_static_picture(block: Any, address: str, nama: str) -> None:
    b = block(address)[nama]
    if "%" in b.written:
        assert re.search(r"\d dari \d|\d/\d", b.written)
    else:
        assert re.search(r"\d", b.written)


@pytest.mark.parametrize(("address", "nama"), SEMUA)
def test_no_second_axis_no_pie_no_gauge_and_bars_from_zero(block: Any, address: str, nama: str) -> None:
    plot = block(address)[nama].figure
    assert {j.type for j in plot.data} <= {"bar", "scatter", "sankey"}
    assert [k for k in plot.layout.to_plotly_json() if re.fullmatch(r"[xy]axis\d+", k)] == []
    for j in plot.data:
        if j.type == "bar" and j.base is None:
            start, end = sorted(plot.layout["xaxis" if j.orientation == "h" else "yaxis"].range)
            assert start <= 0 <= end


@pytest.mark.parametrize(("address", "nama"), SEMUA)
def test_colour_is_never_alone(block: Any, address: str, nama: str) -> None:
    """Traces of one chart that differ in colour also differ in name or hatch, and the legend stands on top."""
    plot = block(address)[nama].figure
    if plot.layout.showlegend:
        assert (plot.layout.legend.y, plot.layout.legend.yanchor) in ((1, "bottom"), (None, None))
        named = [j.name for j in plot.data if j.showlegend is not False]
        assert len(set(named)) == len(named)
        assert None not in named


@pytest.mark.parametrize(("address", "nama"), [s for s in SEMUA if s[1].endswith("_kelurahan") and s[0] != ONE_AREA])
def test_areas_are_horizontal_bars_sorted_with_a_stable_tie_break(block: Any, address: str, nama: str) -> None:
    """By value, then by name, those of few cases below the others; statuses and groups by their total, the last
    column."""
    b = block(address)[nama]
    assert {j.orientation for j in b.figure.data} == {"h"}
    assert b.figure.layout.yaxis.autorange == "reversed"
    column = b.csv[0].index("Persen") if "Persen" in b.csv[0] else len(b.csv[0]) - 1
    few, without = -0.5, -1.0  # few cases are not ranked, unknown stands last
    value = [few if "belum bisa dibandingkan" in row else _number(row[column]) for row in b.csv[1:]]
    key = [(-(without if n is None else n), row[0]) for n, row in zip(value, b.csv[1:], strict=True)]
    assert key == sorted(key)
    assert list(b.figure.data[0].y) == [row[0] for row in b.csv[1:]]


@pytest.mark.parametrize(("address", "nama"), SEMUA)
def test_bars_of_rates_have_one_scale_and_lines_say_where_theirs_starts(block: Any, address: str, nama: str) -> None:
    """Bars from 0 to 100% in every chart, quarter and area; a line shows its movement, and words say from where."""
    b = block(address)[nama]
    if "%" in str(b.figure.layout.xaxis.tickformat) and not nama.startswith("kohor"):
        assert list(b.figure.layout.xaxis.range) == [0, 1]
    elif "%" in str(b.figure.layout.yaxis.tickformat):
        low = b.figure.layout.yaxis.range[0]
        assert (low == 0) != (f"Sumbu tegak mulai dari {low:.0%}, bukan 0%" in b.subtitle)
    else:
        assert (
            "Persen" not in b.csv[0]
            or nama in ("peta_koperasi_aktif", "predikat_kesehatan", "saluran_digital")
            or (nama.startswith("kohor"))
        )


def test_the_two_cohort_charts_share_one_scale(block: Any) -> None:
    page = block("pembinaan:hasil")
    assert list(page["kohor_pendampingan"].figure.layout.xaxis.range) == list(
        page["kohor_pelatihan"].figure.layout.xaxis.range
    )


def test_the_map_writes_rates_with_their_n_and_never_a_count_alone(block: Any) -> None:
    written = [
        t for j in block("ringkasan")["peta_koperasi_aktif"].figure.data if j.type == "bar" for t in _list(j.text)
    ]
    plain_text = [re.sub(r"<[^>]+>", " ", t) for t in written]
    assert len(plain_text) == 21
    counts = [re.search(r"(\d+)/(\d+)", t) for t in plain_text]
    assert [
        t for t, n in zip(plain_text, counts, strict=True) if not n and not re.search("tanpa data|0 dari 0", t)
    ] == []
    few = [t for t, n in zip(plain_text, counts, strict=True) if n and int(n[2]) < 10]
    assert few == [t for t, n in zip(plain_text, counts, strict=True) if n and "%" not in t]
    assert sum("0 dari 0" in t for t in plain_text) == 18  # no cooperative there, and that is known
