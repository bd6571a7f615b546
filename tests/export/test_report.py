"""Laporan Triwulan: slides, workbook and paper show the figures of the pages, in charts that Office itself draws."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.text import MSO_AUTO_SIZE

from dasbor.answers import provenance, status_charts, whom
from dasbor.choice import Choice
from dasbor.export.report import drawn_parts, parts, slide_chart, slide_table, slides
from dasbor.export.report.as_pdf import make_pdf
from dasbor.export.report.part import Part
from dasbor.export.report.slides import make_pptx
from dasbor.export.report.workbook import make_xlsx
from dasbor.export.request import Request
from dasbor.export.tables import pdf_file
from dasbor.export.tables.sheet import Sheet
from dasbor.export.tables.xlsx_chart import SheetChart
from dasbor.query import areas, choose, figures
from dasbor.words import comparable, language
from etl import palette
from etl.indikator import load_indicators
from tests.export.opened import convert, draw_choices, needs_office, needs_poppler, open_book, read_pdf, read_rows

SUKOREJO, GEDOG = "35.72.02", "35.72.03.1001"
BY_TITLE = {i.judul: i.indikator for i in load_indicators()}
HOSTILE = ["=1+1", "<script>alert(1)</script>", 'KSU "Maju" & Co', "🦜 Koperasi", "ꦏꦺꦴꦥꦼꦫꦱꦶ", "N" * 120]


@pytest.fixture(scope="module")
def p(whole_sample: int) -> Choice:
    return choose.choose(Choice(whole_sample), "2025-T2")


def open_deck(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def read_texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def read_table(slide: Any) -> list[dict[str, str]]:
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def read_charts(deck: Any) -> list[tuple[str, list[str], dict[str, list[float | None]]]]:
    """(title of the slide, names along the axis, series) of each chart that PowerPoint draws."""
    found = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                plot = shape.chart.plots[0]
                series = {s.name: [None if x is None else float(x) for x in s.values] for s in plot.series}
                found.append((slide.shapes.title.text, list(plot.categories), series))
    return found


# ── slides ──


def test_a_title_ends_above_what_stands_below_it_and_shrinks_in_a_wider_font(p: Choice) -> None:
    deck = open_deck(make_pptx(Request(p)))
    for slide in list(deck.slides)[1:]:
        title = slide.shapes.title
        below = [s.top for s in slide.shapes if s.shape_id != title.shape_id]
        assert title.top + title.height <= min(below) + 1
        assert title.text_frame.auto_size == MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE


def test_charts_of_slides_write_the_minus_of_the_pages(p: Choice) -> None:
    forms = [
        plot.series[0].data_labels.number_format
        for slide in open_deck(make_pptx(Request(p))).slides
        for shape in slide.shapes
        if shape.has_chart
        for plot in shape.chart.plots
    ]
    assert '+0;"−"0;0' in forms
    assert [f for f in forms if ";-" in f] == []


def test_each_part_has_a_slide_with_its_headline(p: Choice) -> None:
    deck = open_deck(make_pptx(Request(p)))
    assert [slide.shapes.title.text for slide in deck.slides] == [
        "Laporan Triwulan Koperasi",
        "268 dari 301 koperasi aktif (89,0%)",
        "268 dari 301 koperasi aktif, naik 20 sejak T1 2025",
        "308 koperasi di 21 kelurahan menurut status, 301 terdaftar",
        "1 dari 5 target tercapai",
        "Koperasi aktif naik 20: 20 baru, 2 aktif kembali, 2 tidak aktif",
        "122 sasaran kunjungan, 10 yang pertama",
        "Jangan disimpulkan",
        "Sumber dan versi",
    ]


def test_sources_do_not_stand_among_what_must_not_be_concluded(p: Choice) -> None:
    cautions, sources = parts.list_all(p)[-2:]
    assert (cautions.title, sources.title) == ("Jangan disimpulkan", "Sumber dan versi")
    assert not [s for s in cautions.sentences if s.startswith(("Sumber", "Versi"))]
    assert sources.sentences[-1].startswith(f"Versi {p.version}, terbit")


def test_the_headline_of_statuses_counts_what_its_bars_show() -> None:
    """A dissolved cooperative that still stands in a register has no bar."""
    rows = [("35.72.02.1004", "Turi", "aktif", 12), ("35.72.02.1004", "Turi", "dibubarkan", 2)]
    counts = pd.DataFrame(rows, columns=["kode_wilayah", "nama", "status", "jumlah"])
    assert drawn_parts.say_statuses(counts, "kelurahan") == "12 koperasi di 1 kelurahan menurut status"


def test_every_slide_says_that_the_data_are_invented_of_which_quarter_and_version(p: Choice) -> None:
    for slide in open_deck(make_pptx(Request(p))).slides:
        text = "\n".join(read_texts(slide))
        assert "DATA CONTOH" in text
        assert "Kota Blitar, Triwulan II 2025" in text
        assert f"Versi {p.version}, terbit" in text


def test_charts_are_native_with_a_text_for_who_does_not_see_them(p: Choice) -> None:
    deck = open_deck(make_pptx(Request(p)))
    frames = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(frames) == 4
    for frame in frames:
        assert len(frame._element.nvGraphicFramePr.cNvPr.get("descr")) > 20
        inside = open_book(frame.chart.part.chart_workbook.xlsx_part.blob)
        assert inside.worksheets[0]["B2"].value is not None  # the cells that PowerPoint opens to edit


def say_share(p: Choice, n: figures.Figure) -> str:
    """What stands in the place of a share: of few cases that they are few."""
    small_n = provenance.read_small_n(p)
    few = n.penyebut is not None and n.penyebut < small_n
    return comparable.say_few(small_n) if few else language.format_percent(n.nilai, n.penyebut)


def test_the_figures_of_the_slides_are_those_of_the_pages_for_random_choices(whole_sample: int) -> None:
    seen = 0
    for one in draw_choices(whole_sample, 8, seed=3):
        deck, known = open_deck(make_pptx(Request(one))), figures.read_figures(one)
        for row in read_table(deck.slides[1]):
            n = known.get(BY_TITLE[row["Indikator"]], figures.Figure())
            if n.nilai is not None and n.penyebut is not None:
                assert row["Jumlah"] == language.format_fraction(n.pembilang, n.penyebut)
                assert row["Nilai"] == say_share(one, n)
                seen += 1
            elif n.nilai is None and n.pembilang is None:
                assert row["Nilai"] == language.NO_DATA
    assert seen > 40


def test_the_charts_of_the_slides_hold_the_values_of_the_pages_for_random_choices(whole_sample: int) -> None:
    seen = 0
    for one in draw_choices(whole_sample, 12, seed=4):
        by_title = {title: (names, series) for title, names, series in read_charts(open_deck(make_pptx(Request(one))))}
        trend = figures.read_series(one, "koperasi_aktif").dropna(subset=["nilai"])
        trend = trend[trend["periode"] <= one.periode]
        short = {
            language.format_quarter(str(q), True): v for q, v in zip(trend["periode"], trend["nilai"], strict=True)
        }
        for names, series in by_title.values():
            if "Koperasi aktif" in series:
                drawn = {k: v for k, v in zip(names, series["Koperasi aktif"], strict=True) if v is not None}
                assert drawn == pytest.approx(short)
                seen += len(drawn)
            if "Aktif" in series and areas.count_kelurahan(one) > 1:
                counts = areas.count_statuses(one)
                active = counts[counts["status"] == "aktif"].set_index("nama")["jumlah"]
                drawn = dict(zip(names, series["Aktif"], strict=True))
                assert {k: v for k, v in drawn.items() if v} == active[active > 0].to_dict()
                seen += len(drawn)
    assert seen > 80


def test_a_quarter_without_a_value_is_a_gap_not_a_leap(p: Choice) -> None:
    table = parts.list_all(p)[1].sheet.data
    assert table["kapan"].tolist()[0] == "T4 2021"
    assert len(table) == 15
    half = table[table["periode"] != "2023-T3"]
    from dasbor.export.report.drawn_parts import _add_missing

    again = _add_missing(half.drop(columns="kapan"))
    assert len(again) == 15
    assert again.loc[again["periode"] == "2023-T3", "nilai"].isna().all()


def test_what_changed_is_told_by_its_steps_with_their_sign(p: Choice) -> None:
    title, names, series = next(
        c for c in read_charts(open_deck(make_pptx(Request(p)))) if c[0].startswith("Koperasi aktif naik")
    )
    assert title == status_charts.make_bridge(p).title
    assert dict(zip(names, series["Perubahan"], strict=True)) == {
        "Koperasi baru": 20,
        "Aktif kembali": 2,
        "Menjadi tidak aktif": -2,
    }


def test_whom_to_visit_is_the_list_of_prioritas(p: Choice) -> None:
    rows = read_table(open_deck(make_pptx(Request(p))).slides[6])
    assert [row["Koperasi atau kelompok"] for row in rows] == whom.read_targets(p, 10)["nama_koperasi"].tolist()


@pytest.mark.parametrize(("code", "status"), [(SUKOREJO, 7), (GEDOG, 15)])
def test_a_kecamatan_shows_its_kelurahan_and_a_kelurahan_its_quarters(p: Choice, code: str, status: int) -> None:
    one = choose.choose(Choice(p.version), "2025-T2", code)
    charts = read_charts(open_deck(make_pptx(Request(one))))
    assert next(len(names) for _, names, series in charts if "Aktif" in series) == status


def make_hostile_part() -> Part:
    data = pd.DataFrame({"nama": HOSTILE, "nilai": [0.5] * len(HOSTILE), "shu": [-5.0] * len(HOSTILE)})
    chart = SheetChart("bar", "Nama", "nama", {"nilai": "Nilai", "shu": "SHU"}, "+0;-0;0")
    return Part(
        "angka", "<script> & “=1+1”", Sheet("A", "A", data, charts=[chart]), on_slide={"nama": "Nama", "shu": "SHU"}
    )


def make_hostile_deck() -> bytes:
    deck, part = slides._open_master(), make_hostile_part()
    for add in (slide_chart.add_chart, slide_table.add_table):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = part.title
        add(deck, slide, part, **({"narrow": False} if add is slide_chart.add_chart else {}))
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()


def test_hostile_names_on_slides_stay_text_also_in_the_sheet_inside_a_chart() -> None:
    deck = open_deck(make_hostile_deck())
    assert [row["Nama"] for row in read_table(deck.slides[1])] == HOSTILE
    assert {row["SHU"] for row in read_table(deck.slides[1])} == {"−Rp 5"}
    chart = next(shape.chart for shape in deck.slides[0].shapes if shape.has_chart)
    cells = open_book(chart.part.chart_workbook.xlsx_part.blob, values=False).worksheets[0]
    assert {c.data_type for row in cells.iter_rows() for c in row if c.value is not None} == {"s", "n"}
    assert list(chart.plots[0].series[1].values) == [-5.0] * len(HOSTILE)


@needs_office
@needs_poppler
def test_slides_open_in_another_program_and_say_the_figures_with_a_comma(p: Choice, tmp_path: Path) -> None:
    text = read_pdf(convert(make_pptx(Request(p)), ".pptx", "pdf", tmp_path), "-layout")
    assert "268 dari 301 koperasi aktif (89,0%)" in text
    assert text.count("89,0%") >= 4  # headline twice, table, two charts
    assert "89.0%" not in text


@needs_office
def test_hostile_slides_open_without_repair(tmp_path: Path) -> None:
    assert convert(make_hostile_deck(), ".pptx", "pdf", tmp_path).startswith(b"%PDF")


# ── workbook ──


def test_the_workbook_has_a_sheet_a_part_and_says_what_it_is(p: Choice) -> None:
    book = open_book(make_xlsx(Request(p)))
    assert book.sheetnames == [
        "Angka",
        "Tren",
        "Status",
        "Target",
        "Perubahan",
        "Prioritas",
        "Metadata",
        "Definisi",
        "Sumber",
    ]
    facts = {row["Butir"]: row["Isi"] for row in read_rows(book["Metadata"], "Butir")}
    assert facts["Triwulan"] == "Triwulan II 2025"
    assert facts["Perhatian"] == "DATA CONTOH: semua isi berkas ini rekaan."
    assert len(read_rows(book["Definisi"], "Indikator")) == 11
    charts = {name: len(open_book(make_xlsx(Request(p)), values=False)[name]._charts) for name in book.sheetnames}
    assert [n for n in charts.values() if n] == [1, 1, 1, 1]


def test_headings_of_the_workbook_stand_as_their_columns_and_words_keep_away_from_numbers(p: Choice) -> None:
    grid = open_book(make_xlsx(Request(p)))["Angka"]
    start = next(row[0].row for row in grid.iter_rows() if row[0].value == "Indikator")
    assert {str(c.value): (c.alignment.horizontal, c.alignment.indent) for c in grid[start]} == {
        "Indikator": (None, 0),
        "Jumlah": ("right", 0),
        "Dari": ("right", 0),
        "Nilai": ("right", 0),
        "Target 2025": ("right", 0),
        "Nilai T2 2024": ("right", 0),
        "Perubahan setahun": ("left", 1),
    }
    assert [c.alignment.indent for c in grid[start + 1]][-2:] == [0, 1]
    assert {c.border.bottom.style for c in grid[start]} == {None}  # the first row's letters touched that line
    assert {c.fill.fgColor.rgb for c in grid[start]} == {"FF" + palette.LINE.removeprefix("#")}


def test_the_figures_of_the_workbook_are_those_of_the_pages_for_random_choices(whole_sample: int) -> None:
    seen = 0
    for one in draw_choices(whole_sample, 10, seed=5):
        known = figures.read_figures(one)
        for row in read_rows(open_book(make_xlsx(Request(one)))["Angka"], "Indikator"):
            n = known.get(BY_TITLE[str(row["Indikator"])], figures.Figure())
            for heading, value in (("Jumlah", n.pembilang), ("Dari", n.penyebut), ("Nilai", n.nilai)):
                assert row[heading] == (None if value is None else pytest.approx(value))
                seen += value is not None
    assert seen > 150


@needs_office
def test_another_program_counts_the_same_shares(p: Choice, tmp_path: Path) -> None:
    ours = make_xlsx(Request(p))
    counted = open_book(convert(ours, ".xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path))
    said, formulas = open_book(ours), 0
    for grid in open_book(ours, values=False).worksheets:
        for cell in (c for row in grid.iter_rows() for c in row if c.data_type == "f"):
            expected = said[grid.title][cell.coordinate].value
            assert counted[grid.title][cell.coordinate].value == pytest.approx(expected)
            formulas += 1
    assert formulas == 8 + 15 + 2 * 5


# ── paper ──


@needs_poppler
def test_the_paper_says_the_figures_of_the_pages_for_random_choices(whole_sample: int) -> None:
    seen = 0
    for one in draw_choices(whole_sample, 6, seed=6):
        lines = read_pdf(make_pdf(Request(one)), "-layout").splitlines()
        for title, name in BY_TITLE.items():
            n = figures.read_figures(one).get(name, figures.Figure())
            row = next((line for line in lines if line.strip().startswith(f"{title}  ")), None)
            if row is None or n.nilai is None or n.penyebut is None:
                continue
            assert language.format_fraction(n.pembilang, n.penyebut) in row
            assert say_share(one, n) in row
            seen += 1
    assert seen > 30


@needs_poppler
@needs_poppler
def test_a_word_longer_than_its_column_breaks_instead_of_running_over_the_next(tmp_path: Path) -> None:
    """Poppler says where each word stands: nothing may begin within a column and end beyond it."""
    table = pd.DataFrame({"nama": ["N" * 120], "sebab": ["Belum didampingi"]})
    sheet = Sheet("Daftar", "Daftar", table, {"nama": "Koperasi", "sebab": "Sebab"})
    file = tmp_path / "d.pdf"
    file.write_bytes(pdf_file.make_pdf([sheet], "", ""))
    told = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True).stdout
    words = re.findall(r'xMin="([\d.]+)".* xMax="([\d.]+)".*>(.*)</word>', told)
    (second,) = [float(begin) for begin, _, word in words if word == "Sebab"]
    name = [(float(end), word) for _, end, word in words if word.startswith("NNN")]
    assert sum(word.count("N") for _, word in name) == 120
    assert all(end < second for end, _ in name)


def test_the_paper_is_tagged_and_marked_on_each_page(p: Choice) -> None:
    content = make_pdf(Request(p))
    pages = read_pdf(content).count("\f")
    assert read_pdf(content).count("DATA CONTOH") == pages + 1
    assert b"StructTreeRoot" in content


def test_a_city_lays_its_own_template_beside_its_settings(
    p: Choice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.installations import copy_reference

    folder = copy_reference(tmp_path)
    (folder / "laporan.toml").write_text('[laporan]\njudul = "Buletin"\nbagian = ["angka"]\n', encoding="utf-8")
    monkeypatch.setenv("KOPERASI_ACUAN", str(folder))
    deck = open_deck(make_pptx(Request(replace(p))))
    assert [slide.shapes.title.text for slide in deck.slides] == ["Buletin", "268 dari 301 koperasi aktif (89,0%)"]
