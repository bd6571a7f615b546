"""Capaian Kinerja, LKjIP, sumber dana, Penggerak: figures of the pages, counted anew by another program."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.escape import unescape

from dasbor.choice import Choice
from dasbor.export.owed import bundle, capaian, dana, lkjip, penggerak, years
from dasbor.export.request import Request
from dasbor.export.tables.pdf_file import make_pdf
from dasbor.export.tables.sheet import Sheet
from dasbor.export.tables.xlsx_file import make_book
from dasbor.query import choose, figures, lists, published
from dasbor.words import language
from etl.acuan import load_reference
from etl.indikator import find_indicator, load_indicators
from etl.store.versions import Store
from tests import golden
from tests.export.opened import convert, draw_choices, needs_office, needs_poppler, open_book, read_pdf, read_rows

JAVANESE = "ꦏꦺꦴꦥꦼꦫꦱꦶ"
HOSTILE = ["=1+1", "+62812", "-cmd", "@SUM(A1)", "\tA1", "\rA1", "<script>alert(1)</script>", 'KSU "Maju" & Co',
           "🦜 Koperasi", JAVANESE, "N" * 120]  # fmt: skip


@pytest.fixture(scope="module")
def p(whole_sample: int) -> Choice:
    return choose.choose(Choice(whole_sample), "2025-T2")


def read_figure(p: Choice, quarter: str, title: str) -> figures.Figure:
    name = next(i.indikator for i in load_indicators() if i.judul == title)
    return figures.read_figures(replace(p, periode=quarter)).get(name, figures.Figure())


# ── Capaian Kinerja ──


def test_those_with_a_target_come_first_then_what_city_plans_report(p: Choice) -> None:
    titles = capaian.make_table(p)["judul"].tolist()
    assert titles[:5] == [
        "Koperasi aktif",
        "Koperasi dilatih",
        "Koperasi didampingi",
        "Pendampingan khusus",
        "Pendampingan pascapelatihan",
    ]
    assert titles[5] == "Koperasi berkualitas"
    assert len(titles) == len(set(titles)) == 12


def test_realisation_target_and_per_cent_of_the_city_are_those_of_the_pages(p: Choice) -> None:
    row = read_rows(open_book(capaian.make_xlsx(Request(p)))["Capaian"], "Indikator")[0]
    assert row["Realisasi T1 2025"] == pytest.approx(248 / 281)
    assert row["Realisasi T2 2025"] == pytest.approx(268 / 301)
    assert row["Target 2025"] == 0.9
    assert row["Capaian T2 2025"] == pytest.approx(268 / 301 / 0.9)
    assert row["Realisasi tahun 2025 s.d. T2"] == row["Realisasi T2 2025"]
    assert not any("T3" in heading or "T4" in heading for heading in row)


def test_without_a_target_there_is_no_per_cent_and_it_is_said_why(p: Choice) -> None:
    rows = {
        row["Indikator"]: row for row in read_rows(open_book(capaian.make_xlsx(Request(p)))["Capaian"], "Indikator")
    }
    assert rows["Koperasi berkualitas"]["Capaian T2 2025"] is None
    assert rows["Koperasi berkualitas"]["Catatan"] == "target belum ditetapkan"
    lower = find_indicator("shu_negatif")
    assert lower is not None
    assert capaian.compute_share(lower, 0.1, 0.2) is None
    assert capaian.say_remark(lower, 0.2) == capaian.LOWER_IS_BETTER


def test_people_of_one_quarter_do_not_stand_for_a_year() -> None:
    names = {i.indikator for i in load_indicators() if years.counts_one_quarter(i)}
    assert names == {"peserta_pelatihan", "peserta_perempuan"}


def test_random_realisations_are_those_of_the_pages(whole_sample: int) -> None:
    seen = 0
    for one in draw_choices(whole_sample, 15, seed=2):
        year = one.periode[:4]
        for row in read_rows(open_book(capaian.make_xlsx(Request(one)))["Capaian"], "Indikator"):
            for quarter in [f"{year}-T{n}" for n in range(1, int(one.periode[-1]) + 1)]:
                value = read_figure(one, quarter, str(row["Indikator"])).nilai
                cell = row[f"Realisasi {language.format_quarter(quarter, True)}"]
                assert cell == (None if value is None else pytest.approx(value))
                seen += cell is not None
    assert seen > 200


@needs_office
def test_another_program_counts_the_same_per_cents_from_the_cells(p: Choice, tmp_path: Path) -> None:
    ours = capaian.make_xlsx(Request(p))
    formulas = [
        c.value for row in open_book(ours, values=False)["Capaian"].iter_rows() for c in row if c.data_type == "f"
    ]
    assert len(formulas) == 3 * 5
    counted = open_book(convert(ours, ".xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path))
    for name in ("Capaian", "Rincian"):
        expected = list(open_book(ours)[name].iter_rows(values_only=True))
        found = list(counted[name].iter_rows(values_only=True))
        pairs = [(a, b) for x, y in zip(expected, found, strict=False) for a, b in zip(x, y, strict=False)]
        assert [b for _, b in pairs if isinstance(b, float)] == pytest.approx(
            [a for a, _ in pairs if isinstance(a, float)]
        )
        assert not [b for _, b in pairs if isinstance(b, str) and b.startswith(("#", "Err:"))]


@needs_poppler
def test_the_pdf_says_the_figures_as_the_screen_does_and_that_they_are_invented(p: Choice) -> None:
    text = read_pdf(capaian.make_pdf(Request(p)), "-layout")
    line = next(row for row in text.splitlines() if row.strip().startswith("Koperasi aktif"))
    assert line.split()[2:] == ["persen", "90%", "88,3%", "98,1%", "89,0%", "98,9%", "89,0%", "98,9%"]
    assert text.count("DATA CONTOH") == 2
    assert f"Versi {p.version}, terbit" in text


# ── LKjIP ──


def test_earlier_years_stand_beside_the_year_with_their_last_quarter(p: Choice) -> None:
    row = read_rows(open_book(lkjip.make_xlsx(Request(p)))["LKjIP"], "Sasaran")[0]
    assert (row["Realisasi 2025"], row["Realisasi 2024"], row["Realisasi 2023"]) == pytest.approx(
        (268 / 301, 249 / 285, 246 / 282)
    )
    assert row["Rumus"] == "koperasi berstatus aktif ÷ koperasi terdaftar"
    assert row["Catatan"] == "2025: keadaan Triwulan II 2025"
    assert row["Sasaran"] == "belum ditulis"


# ── sumber dana ──


def test_the_recap_adds_up_to_the_people_trained_in_the_quarter(p: Choice) -> None:
    for one in [replace(p, periode=q) for q in ("2022-T2", "2024-T4", "2025-T2")]:
        table = dana.make_table(one)
        whole = table[table["sumber_dana"] == dana.ALL_FUNDS].set_index("kapan")["orang"]
        people = figures.read_figures(one)["peserta_pelatihan"].nilai
        assert whole[language.format_quarter(one.periode)] == people
        listed = lists.list_trainings(one).read_all()
        inside = listed[listed["periode"] == one.periode]
        quarter = table[table["kapan"] == language.format_quarter(one.periode)]
        assert quarter["kegiatan"].iloc[:-1].sum() == len(inside)


def test_what_paid_is_as_the_workbook_writes_it(p: Choice) -> None:
    rows = read_rows(open_book(dana.make_xlsx(Request(p)))["Rekap"], "Kurun")
    assert [(row["Kurun"], row["Sumber dana"], row["Kegiatan"], row["Orang"]) for row in rows[:2]] == [
        ("Tahun 2025 sampai T2", "DAK Nonfisik PK2UKM 2025", 4, 103),
        ("Tahun 2025 sampai T2", "Semua sumber dana", 4, 103),
    ]


def test_a_quarter_whose_trainings_are_missing_is_said_not_counted_as_none(p: Choice) -> None:
    assert dana.list_gaps(replace(p, periode="2023-T4")) == [
        "Belum diterbitkan, bukan nol: pelatihan Triwulan III 2023."
    ]
    assert dana.list_gaps(p) == []


# ── Penggerak ──


def test_three_years_of_evidence_with_their_parts(p: Choice) -> None:
    book = open_book(penggerak.make_xlsx(Request(p)))
    rows = [row for row in read_rows(book["Tiga tahun"], "Indikator") if row["Indikator"] == "Koperasi aktif"]
    assert [(row["Tahun"], row["Keadaan"], row["Jumlah"], row["Dari"]) for row in rows] == [
        (2023, "Triwulan IV 2023", 246, 282),
        (2024, "Triwulan IV 2024", 249, 285),
        (2025, "Triwulan II 2025", 268, 301),
    ]
    members = [row for row in read_rows(book["Tiga tahun"], "Indikator") if row["Indikator"] == "Anggota koperasi"]
    assert [row["Realisasi"] for row in members] == [57076, 59641, 61295]
    assert len(read_rows(book["Koperasi aktif"], "Nama Koperasi")) == 268
    assert book["Tiga tahun"]["A6"].value == "Belum diterbitkan: pelatihan T3 2023."


def test_awards_of_other_years_do_not_stand_in_the_evidence(p: Choice) -> None:
    assert published.list_awards(p)["tanggal"].notna().any()
    assert penggerak.list_awards(p).empty
    old = replace(p, periode="2023-T1")
    assert penggerak.list_awards(old)["tanggal"].dt.year.tolist() == [2022]


# ── what a workbook's text may do ──


def test_hostile_text_stays_text_and_negative_numbers_stay_numbers() -> None:
    data = pd.DataFrame({"nama_koperasi": HOSTILE, "shu": [-5.0] * len(HOSTILE)})
    book = open_book(
        make_book([Sheet("Data", "=judul", data, {"nama_koperasi": "", "shu": ""}, ["=catatan"])]), values=False
    )
    cells = [row for row in book["Data"].iter_rows() if row[1].value == -5]
    assert [unescape(row[0].value) for row in cells] == HOSTILE
    assert {c.data_type for row in book["Data"].iter_rows() for c in row if c.value is not None} == {"s", "n"}


@needs_office
def test_hostile_text_opens_in_another_program_without_repair(tmp_path: Path) -> None:
    data = pd.DataFrame({"nama_koperasi": HOSTILE, "shu": [-5.0] * len(HOSTILE)})
    ours = make_book([Sheet("Data", "Nama", data, {"nama_koperasi": "", "shu": ""})])
    again = openpyxl.load_workbook(io.BytesIO(convert(ours, ".xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path)))
    names = [row[0].value for row in again["Data"].iter_rows() if row[1].value == -5]
    assert names[0] == "=1+1"
    assert names[6:] == HOSTILE[6:]


@needs_poppler
def test_hostile_text_is_printed_as_it_is() -> None:
    data = pd.DataFrame(
        {"nama_koperasi": ["#let x = 1", "$x$ *tebal* _miring_", "<script>", "@rujuk"], "shu": [-5.0] * 4}
    )
    text = read_pdf(make_pdf([Sheet("Data", "Nama", data, {"nama_koperasi": "", "shu": ""})], "", "Versi 1"))
    for said in [*data["nama_koperasi"], "−Rp 5"]:
        assert said in text


# ── data dukung ──


def test_the_proof_of_each_realisation_lists_as_many_as_it_counts(p: Choice) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle.make_zip(Request(p)))) as z:
        names = z.namelist()
        lists = {n: z.read(n).decode("utf-8-sig").splitlines() for n in names if n.startswith("daftar/")}
        read_me = z.read(bundle.READ_ME).decode("utf-8-sig")
    assert names[:3] == [bundle.READ_ME, "capaian_kinerja.xlsx", "buku_kerja.csv"]
    assert len(lists) == 12
    assert "01. Koperasi aktif: 268 dari 301, 01_koperasi_aktif.csv" in read_me
    assert "DATA CONTOH" in read_me
    active = [line for line in lists["daftar/01_koperasi_aktif.csv"] if not line.startswith("#")]
    assert active[0] == "Nama;Kelurahan;Dihitung;Status;Sel;Buku kerja;SHA-256;Diterbitkan oleh;Waktu terbit"
    assert len(active) == 301 + 1
    assert sum(";ya;" in line for line in active) == 268
    cell = active[1].split(";")
    assert re.fullmatch(r"Koperasi![A-Z]+\d+", cell[4])
    assert cell[6] in set(published.list_uploads(p)["sha256"])


def test_where_the_quarter_has_no_value_the_list_is_of_the_quarter_that_stands_for_the_year(store: Store) -> None:
    counts = [[name, 5, 2] for name in load_reference().kelurahan["kelurahan"]]
    recap = [["Kelurahan", "Koperasi Aktif", "Koperasi Tidak Aktif"], *counts]
    golden.publish_book(store, "2024-T3", {"Rekap": recap})
    rows = [golden.JUDUL_PELATIHAN, golden.PELATIHAN_2024_T4[2]]
    p = choose.choose(Choice(golden.publish_book(store, "2024-T4", {"Pelatihan": rows})), "2024-T4")
    indikator = find_indicator("koperasi_aktif")
    assert indikator is not None
    proof = bundle._prove(p, 1, indikator)
    assert proof.name == "01_koperasi_aktif_2024-T3.csv"
    assert proof.said.startswith(f"01. Koperasi aktif: 105 dari 147 (keadaan Triwulan III 2024), {proof.name}")
    assert "Turi;5;2" in proof.content.decode("utf-8-sig")


def test_the_same_rows_make_the_same_bundle(p: Choice) -> None:
    first, second = (zipfile.ZipFile(io.BytesIO(bundle.make_zip(Request(p)))) for _ in range(2))
    lists = [n for n in first.namelist() if not n.endswith(".xlsx")]
    assert [first.read(n) for n in lists] == [second.read(n) for n in lists]
