"""The marked workbook: what staff get back says everything, keeps everything, and can be uploaded again."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from etl import run
from etl.__main__ import main
from etl.locate import quarter
from etl.model import CheckResult
from etl.out.feedback import Progress, find_progress, make_marked, make_name
from etl.pesan import Finding, make_finding
from etl.read import workbook as read_workbook
from tests import golden
from tests.corpus import strange
from tests.workbooks import workbook

MERAH, KUNING = "FFF2A6A0", "FFFFF3BF"
KEPALA = "── Pemeriksaan dasbor koperasi ──"

JUDUL = ["NIK", "Nama Koperasi", "Kelurahan", "Status", "Jumlah Anggota"]
BARIS = [
    ["3572000000001", "KSP Satu", "Turi", "Aktif", 30],
    ["3572000000002", "=KSU Dua", "Kepanjen", "Entah", "banyak"],
    ["3572000000003", "KPRI Tiga", "Gedog", "Aktif", 12],
]
TEMUAN = [
    make_finding("bukan_bilangan", "Data", "E4", "banyak", kolom="Jumlah Anggota"),
    make_finding("status_tak_dikenal", "Data", "D4", "Entah", mirip=""),
    make_finding("kelurahan_ragu", "Data", "C4", "Kepanjen", calon="Kepanjenkidul atau Kepanjenlor"),
    make_finding("kelurahan_dikoreksi", "Data", "C5", "Gedok", "Gedog", dibaca="Gedog"),
    make_finding("nik_bertentangan", "Data", "A4", "=1+1", nik="=1+1", dahulu="A", nama="B"),
    make_finding("nik_angka", "Data", "A4", "1 sel", kolom="NIK"),
    make_finding("lembar_tersembunyi", "Lama's"),
    make_finding("bukan_tahun", "Lama's", "A2", "x", kolom="RAT Tahun Buku"),
    make_finding("tautan_luar"),
]


def original() -> openpyxl.Workbook:
    """A letterhead over two merged cells, styles of its own, a comment, a formula, a hidden sheet, a sheet Temuan."""
    book = openpyxl.Workbook()
    ws = book.active
    ws.title = "Data"
    for content in [["REGISTER TRIWULAN III 2025"], JUDUL, *BARIS]:
        ws.append(content)
    ws["B4"].data_type = "s"
    ws.merge_cells("A1:E1")
    ws["E6"] = "=SUM(E3:E5)"
    ws["B3"].fill = PatternFill("solid", fgColor="FF00FF00")
    ws["B3"].number_format = "@"
    ws["C4"].fill = PatternFill("gray125", fgColor="FF0000FF", bgColor="FFFFFFFF")
    ws["D4"].comment = Comment("Tanya Bu Siti.", "Siti", height=50, width=90)
    ws["D5"].comment = Comment("Biarkan.", "Siti")
    ws.column_dimensions["B"].width = 41.5
    ws.freeze_panes = "A3"
    book.create_sheet("Temuan")["A1"] = "catatan kami"
    book.create_sheet("Lama's").append(["a"])
    book["Lama's"].sheet_state = "hidden"
    return book


def save(book: openpyxl.Workbook, formula_value: str = "42") -> bytes:
    """As Excel saves: formulas with their last value."""
    container, outcome = io.BytesIO(), io.BytesIO()
    book.save(container)
    with zipfile.ZipFile(container) as old, zipfile.ZipFile(outcome, "w") as new:
        for name in old.namelist():
            # openpyxl writes an empty value in one of three spellings, with or without lxml
            new.writestr(name, re.sub(rb"</f><v ?(/>|></v>)", f"</f><v>{formula_value}</v>".encode(), old.read(name)))
    return outcome.getvalue()


def result(listed: list[Finding], nama: str = "data.xlsx") -> CheckResult:
    return CheckResult(nama, "", "2025-T3", temuan=listed)


def opened(data: bytes, **way) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), **way)


@pytest.fixture(scope="module")
def source() -> bytes:
    return save(original())


@pytest.fixture(scope="module")
def isi(source) -> bytes:
    return make_marked(source, result(TEMUAN))


@pytest.fixture(scope="module")
def book(isi) -> openpyxl.Workbook:
    return opened(isi)


def filled(ws) -> dict[str, str]:
    return {s.coordinate: s.fill.fgColor.rgb for b in ws.iter_rows() for s in b if s.fill.fill_type}


# ── the cells ──


def test_faulty_cells_are_filled_red_or_yellow_and_no_other(book):
    assert filled(book["Data"]) == {
        "B3": "FF00FF00",
        "A4": MERAH,
        "C4": MERAH,
        "C5": KUNING,
        "D4": KUNING,
        "E4": KUNING,
    }
    assert filled(book["Lama's"]) == {"A2": KUNING}


def test_a_comment_says_what_is_wrong_what_to_do_and_the_value_that_would_be_right(book):
    assert book["Data"]["C5"].comment.text == (
        f"{KEPALA}\nTidak perlu tindakan: Kelurahan “Gedok” dibaca Gedog.\nTulis “Gedog” bila benar.\nUsul: Gedog"
    )
    assert book["Data"]["C5"].comment.author == "Dasbor Koperasi"


def test_findings_of_one_cell_share_a_comment_and_the_heavier_gives_the_colour(book):
    text = book["Data"]["A4"].comment.text
    assert text.count(KEPALA) == 1
    assert [b.split(":")[0] for b in text.split("\n") if ":" in b] == ["Harus diperbaiki", "Perlu diperiksa"]


def test_existing_comments_are_kept_and_extended(book):
    d4, d5 = book["Data"]["D4"].comment, book["Data"]["D5"].comment
    assert d4.text.startswith(f"Tanya Bu Siti.\n{KEPALA}\nPerlu diperiksa: Status “Entah” tidak dikenal")
    assert (d4.author, d5.text) == ("Siti", "Biarkan.")


def test_a_finding_inside_a_merged_range_marks_its_first_cell(source):
    book = opened(make_marked(source, result([make_finding("bukan_tahun", "Data", "C1", "x", kolom="K")])))
    assert book["Data"]["A1"].fill.fgColor.rgb == KUNING
    assert book["Data"]["A1"].comment.text.startswith(KEPALA)


# ── what stays ──


def test_values_styles_widths_merges_and_the_order_of_sheets_stay(source, book):
    old = opened(source)
    assert book.sheetnames == ["Temuan 2", "Data", "Temuan", "Lama's"]
    for ws in old:
        new = book[ws.title]
        assert [[s.value for s in b] for b in new.iter_rows(max_row=ws.max_row)] == [
            [s.value for s in b] for b in ws.iter_rows()
        ]
    data = book["Data"]
    assert (data["B3"].number_format, data["B3"].fill.fgColor.rgb) == ("@", "FF00FF00")
    assert (data.column_dimensions["B"].width, data.freeze_panes, str(data.merged_cells)) == (41.5, "A3", "A1:E1")
    assert book["Lama's"].sheet_state == "hidden"


def test_only_the_new_sheet_is_selected(book):
    assert book.active.title == "Temuan 2"
    assert [bool(ws.sheet_view.tabSelected) for ws in book] == [True, False, False, False]


def test_formulas_keep_their_last_value(isi, book):
    assert book["Data"]["E6"].value == "=SUM(E3:E5)"
    assert opened(isi, data_only=True)["Data"]["E6"].value == 42


def test_text_that_looks_like_a_formula_stays_text(book):
    assert (book["Data"]["B4"].value, book["Data"]["B4"].data_type) == ("=KSU Dua", "s")
    d4 = book["Temuan 2"]["D4"]
    assert (d4.value, d4.data_type, d4.quotePrefix) == ("=1+1", "s", True)


def test_the_same_workbook_gives_the_same_bytes(source, isi):
    assert make_marked(source, result(TEMUAN)) == isi


def test_macros_are_kept(source):
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        part = {n: archive.read(n) for n in archive.namelist()}
    kind = (
        part["[Content_Types].xml"]
        .replace(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml")
        .replace(b"openxmlformats-officedocument.sheet.macro", b"ms-excel.sheet.macro")
    )
    macros = strange.pack({**part, "[Content_Types].xml": kind, "xl/vbaProject.bin": b"makro"})
    content = make_marked(macros, result(TEMUAN, "data.xlsm"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("xl/vbaProject.bin") == b"makro"
    assert make_name("data.xlsm", content) == "data - ditandai.xlsm"


# ── the list ──


def test_the_first_sheet_counts_and_lists_everything_that_blocks_first(book):
    row = list(book["Temuan 2"].iter_rows(values_only=True, max_col=4))
    counts = "2 harus diperbaiki, 6 perlu diperiksa, 1 tidak perlu tindakan"
    assert row[0][0] == f"Hasil pemeriksaan dasbor koperasi: {counts} · Triwulan III 2025 · data.xlsx"
    assert [s.value for s in book["Temuan 2"][3]][:7] == ["Berat", "Lembar", "Sel", "Isi", "Masalah", "Saran", "Usul"]
    assert row[3:] == [
        ("Harus diperbaiki", "Data", "A4", "=1+1"),
        ("Harus diperbaiki", "Data", "C4", "Kepanjen"),
        ("Perlu diperiksa", None, None, None),
        ("Perlu diperiksa", "Data", "A4", "1 sel"),
        ("Perlu diperiksa", "Data", "D4", "Entah"),
        ("Perlu diperiksa", "Data", "E4", "banyak"),
        ("Perlu diperiksa", "Lama's", None, None),
        ("Perlu diperiksa", "Lama's", "A2", "x"),
        ("Tidak perlu tindakan", "Data", "C5", "Gedok"),
    ]
    assert [book["Temuan 2"].cell(12, c).value for c in (5, 6, 7)] == [
        "Kelurahan “Gedok” dibaca Gedog.",
        "Tulis “Gedog” bila benar.",
        "Gedog",
    ]


def test_every_finding_links_to_its_cell(book):
    links = {s.coordinate: s.hyperlink.location for b in book["Temuan 2"].iter_rows() for s in b if s.hyperlink}
    assert links == {
        "C4": "'Data'!A4",
        "C5": "'Data'!C4",
        "C7": "'Data'!A4",
        "C8": "'Data'!D4",
        "C9": "'Data'!E4",
        "B10": "'Lama''s'!A1",
        "C11": "'Lama''s'!A2",
        "C12": "'Data'!C5",
    }


def test_the_list_can_be_filtered_and_its_headings_stay_in_sight(book):
    ws = book["Temuan 2"]
    assert (ws.freeze_panes, ws.auto_filter.ref) == ("A4", "A3:G12")
    assert [ws.column_dimensions[k].width for k in "ADE"] == [18, 30, 60]
    assert ws.column_dimensions["H"].hidden is True


def test_a_workbook_without_findings_says_so(source):
    ws = opened(make_marked(source, result([]))).worksheets[0]
    assert ws["A1"].value.startswith("Hasil pemeriksaan dasbor koperasi: tidak ada temuan")
    assert ws.max_row == 3


def test_what_a_participant_is_called_or_numbered_is_not_copied_into_the_list(store):
    title = ["Nama Kegiatan", "Tanggal Mulai", "Nama Peserta", "NIK Peserta", "L/P", "Kelurahan"]
    row = [["Pelatihan A", "5 Juli 2025", "Rahasia Sekali", 3.572e15, "P", "Turi"]] * 2
    row.append(["Pelatihan A", "5 Juli 2025", "Rahasia Juga", "3,57E+15", "X", "Turi"])
    data = workbook({"Pelatihan": [title, *row]})
    outcome = run.check_workbook(data, "p.xlsx", "2025-T3")
    assert {"peserta_ganda", "nomor_disingkat"} <= {t.kode for t in outcome.temuan}
    ws = opened(make_marked(data, outcome)).worksheets[0]
    text = " ".join(str(s.value) for b in ws.iter_rows(min_row=4) for s in b)
    assert "Pelatihan" in text
    assert not any(secret in text for secret in ("Rahasia", "3572", "3,57E", "3.572"))


# ── the marked workbook comes back ──


def test_the_list_of_a_marked_workbook_is_not_read_but_a_sheet_of_that_name_is(isi):
    book = read_workbook.read_workbook(isi, "data.xlsx")
    assert [p.name for p in book.grids] == ["Data", "Temuan", "Lama's"]
    assert [p for p, _, _ in quarter.guess_quarters(book)] == ["2025-T3"]


def test_a_marked_workbook_has_the_findings_of_the_original(store):
    data = workbook({"Register": [golden.JUDUL_REGISTER[:6], ["", "KSP Baru", "Kepanjen", "KSP", "Entah", 2023]]})
    before = run.check_workbook(data, "data.xlsx", "2024-T3")
    after = run.check_workbook(make_marked(data, before), "data.xlsx", "2024-T3")
    assert after.temuan == before.temuan
    assert len(before.temuan) >= 2


def test_marks_are_renewed_and_covered_fills_come_back(isi):
    rest = [t for t in TEMUAN if t.sel == "E4"]
    book = opened(make_marked(isi, result(rest)))
    assert book.sheetnames == ["Temuan 2", "Data", "Temuan", "Lama's"]
    assert filled(book["Data"]) == {"B3": "FF00FF00", "C4": "FF0000FF", "E4": KUNING}
    assert (book["Data"]["C4"].fill.fill_type, book["Data"]["C4"].fill.bgColor.rgb) == ("gray125", "FFFFFFFF")
    note = {s.coordinate: s.comment.text for b in book["Data"].iter_rows() for s in b if s.comment}
    assert (note.pop("D4"), note.pop("D5")) == ("Tanya Bu Siti.", "Biarkan.")
    assert list(note) == ["E4"]
    assert note["E4"].count(KEPALA) == 1


# ── formats that cannot be written into ──


def test_an_xls_comes_back_as_a_new_xlsx_with_its_values_and_says_what_is_lost():
    old, container = xlwt.Workbook(), io.BytesIO()
    sheet = old.add_sheet("Data")
    for i, row in enumerate([JUDUL, *BARIS]):
        for j, value in enumerate(row):
            sheet.write(i, j, value)
    old.save(container)
    content = make_marked(
        container.getvalue(), result([make_finding("status_tak_dikenal", "Data", "D3", "Entah", mirip="")], "lama.xls")
    )
    book = opened(content)
    assert book.sheetnames == ["Temuan", "Data"]
    assert book["Temuan"]["A2"].value.startswith("Warna, rumus dan tampilan berkas asli (.xls) tidak dapat")
    assert [[s.value for s in b] for b in book["Data"].iter_rows(values_only=False)] == [JUDUL, *BARIS]
    assert book["Data"]["B3"].data_type == "s"
    assert filled(book["Data"]) == {"D3": KUNING}
    assert make_name("lama.xls", content) == "lama - ditandai.xlsx"


def test_a_workbook_that_openpyxl_refuses_comes_back_with_its_values():
    data = strange.xlsx()  # its styles lack what openpyxl expects
    book = opened(make_marked(data, result([make_finding("bukan_tahun", "S1", "A1", "1", kolom="K")])))
    assert book["S1"]["A1"].value == 1
    assert filled(book["S1"]) == {"A1": KUNING}
    assert book["Temuan"]["A2"].value.startswith("Warna, rumus dan tampilan berkas asli (.xlsx)")


# ── progress ──


def test_progress_tells_what_is_solved_left_and_new_though_rows_moved():
    blank = [make_finding("wajib_kosong", "Data", cell, "", kolom="Nama Koperasi") for cell in ("B3", "B7", "B9")]
    doubtful = make_finding("kelurahan_ragu", "Data", "C4", "Kepanjen", calon="A atau B")
    moved = make_finding("kelurahan_ragu", "Data", "C14", "Kepanjen", calon="A atau B")
    other = make_finding("kelurahan_ragu", "Data", "C5", "Karang", calon="A atau B")
    assert find_progress([*blank, doubtful], [blank[1], moved, other]) == Progress(
        done=[blank[0], blank[2]], left=[blank[1], moved], new=[other]
    )
    assert find_progress([], []) == Progress([], [], [])


# ── command line ──


@pytest.mark.parametrize(("kelurahan", "kode"), [("Turi", 0), ("Kepanjen", 1)])
def test_feedback_writes_the_marked_workbook_and_its_exit_code_says_whether_it_can_be_published(
    kelurahan, kode, tmp_path, store, capsys
):
    origin, outcome = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    data = workbook({"Data": [golden.JUDUL_REGISTER[:6], ["", "KSP Baru", kelurahan, "KSP", "Aktif", 2023]]})
    origin.write_bytes(data)
    assert main(["feedback", str(origin), "--periode", "2024-T3", "-o", str(outcome)]) == kode
    assert filled(openpyxl.load_workbook(outcome)["Data"]).get("C2") == (MERAH if kode else None)
    assert origin.read_bytes() == data


def test_feedback_refuses_what_it_cannot_read_and_never_overwrites_the_original(tmp_path, store, capsys):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    assert main(["feedback", str(path), "--periode", "2024-T3", "-o", str(tmp_path / "b.xlsx")]) == 2
    assert main(["feedback", str(path), "--periode", "2024-T3", "-o", str(path)]) == 2
    assert path.read_bytes() == b"%PDF-1.7"
    assert not (tmp_path / "b.xlsx").exists()
