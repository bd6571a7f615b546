"""Satu Data: every figure as the pages have it, in the columns of the standard, with what they mean beside it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.export.opendata import tables
from dasbor.export.owed import bps, satudata
from dasbor.export.request import Request
from dasbor.query import choose, figures, published
from dasbor.words import language
from etl.indikator import load_indicators
from tests.export.opened import draw_choices, open_book, read_rows

COLUMNS = ["kode_wilayah", "level_wilayah", "nama_wilayah", "judul", "satuan", "tahun", "periode", "data", "status"]


@pytest.fixture(scope="module")
def p(whole_sample: int) -> Choice:
    return choose.choose(Choice(whole_sample), "2025-T2")


def read_csv(p: Choice) -> list[dict[str, str]]:
    text = satudata.make_csv(Request(p)).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_columns_are_those_of_the_standard_and_lines_end_as_csv_does(p: Choice) -> None:
    first, second = satudata.make_csv(Request(p)).decode("utf-8").split("\r\n")[:2]
    assert first.split(",") == COLUMNS
    assert second == "35.72,kota,Kota Blitar,[DATA CONTOH] Koperasi terdaftar,koperasi,2025,Triwulan II,301,sementara"


def test_every_area_has_every_indicator_once_and_the_pdrb_only_the_city(p: Choice) -> None:
    rows = read_csv(p)
    assert len(rows) == 25 * len(load_indicators()) - 24
    assert len({(row["kode_wilayah"], row["judul"]) for row in rows}) == len(rows)
    assert [row["kode_wilayah"] for row in rows if "PDRB" in row["judul"]] == ["35.72"]


def test_unknown_is_blank_and_zero_is_nought(p: Choice) -> None:
    by_title = {row["judul"]: row["data"] for row in read_csv(p) if row["kode_wilayah"] == "35.72"}
    assert by_title["[DATA CONTOH] Volume usaha koperasi ÷ PDRB"] == ""
    zero = [row for row in read_csv(p) if row["data"] == "0"]
    assert zero
    assert all(figure_of(p, row).nilai == 0 for row in zero)


def figure_of(p: Choice, row: dict[str, str]) -> figures.Figure:
    title = row["judul"].removeprefix("[DATA CONTOH] ").removesuffix(" (tanpa KKMP)")
    name = next(i.indikator for i in load_indicators() if i.judul == title)
    return figures.read_figures(replace(p, kode_wilayah=row["kode_wilayah"])).get(name, figures.Figure())


def test_each_value_is_the_one_of_the_pages_to_the_last_digit_that_they_show(whole_sample: int) -> None:
    seen = 0
    for one in draw_choices(whole_sample, 12, seed=1):
        for row in read_csv(one):
            n = figure_of(one, row)
            if n.nilai is None:
                assert row["data"] == ""
                continue
            value = float(row["data"]) / (100 if row["satuan"] == "persen" else 1)
            assert value == pytest.approx(n.nilai, abs=1e-8, rel=1e-8)
            if row["satuan"] == "persen":
                assert language.format_percent(value, n.penyebut) == language.format_percent(n.nilai, n.penyebut)
            seen += 1
    assert seen > 500


def test_leaving_out_kkmp_is_said_in_each_row(p: Choice) -> None:
    titles = {row["judul"] for row in read_csv(replace(p, kelompok_hitung=WITHOUT_KKMP))}
    assert all(t.endswith(" (tanpa KKMP)") for t in titles)


def test_an_area_that_a_spreadsheet_would_run_is_written_as_text() -> None:
    assert satudata._write_cell("=1+1") == "'=1+1"
    assert satudata._write_cell(-5.0) == "-5"
    assert satudata._write_cell(-5.5) == "-5.5"


def test_the_workbook_holds_real_numbers_and_the_metadata(p: Choice) -> None:
    book = open_book(satudata.make_xlsx(Request(p)))
    assert book.sheetnames == ["Data", "Metadata", "Sumber"]
    assert book["Data"]["A2"].value == "DATA CONTOH: semua isi berkas ini rekaan."
    data = read_rows(book["Data"], "kode_wilayah")
    assert list(data[0]) == COLUMNS
    assert [row["data"] for row in data] == [float(x) if (x := row["data"]) else None for row in read_csv(p)]
    active = next(row for row in read_rows(book["Metadata"], "Judul") if row["Judul"] == "Koperasi aktif")
    assert active["Konsep"] == "Koperasi"
    assert active["Rumus"] == "koperasi berstatus aktif ÷ koperasi terdaftar"
    assert active["Ukuran"] == "Persentase"
    assert active["Produsen data"] == "Dinas Koperasi, UKM dan Tenaga Kerja Kota Blitar"
    hashes = {row["SHA-256"] for row in read_rows(book["Sumber"], "Triwulan")}
    assert hashes <= set(published.list_uploads(p)["sha256"])
    assert len(hashes) == 4


def test_the_json_says_that_its_data_are_invented_and_of_which_version(p: Choice) -> None:
    content = json.loads(satudata.make_json(Request(p)))
    assert (content["contoh"], content["versi"]) == (True, p.version)
    assert [str(row["judul"]) for row in content["data"]] == [row["judul"] for row in read_csv(p)]
    assert {m["judul"] for m in content["metadata"]} == {i.judul for i in load_indicators()}


# ── BPS ──


def test_what_bps_asks_and_nobody_declared_is_said_to_be_unknown(p: Choice) -> None:
    form = {row["kunci"]: row["isi"] for row in json.loads(bps.make_json(Request(p)))["MS-Keg"]}
    assert form["instansi"] == "Dinas Koperasi, UKM dan Tenaga Kerja Kota Blitar"
    assert form["cakupan"] == "Kota Blitar: 3 kecamatan, 21 kelurahan"
    assert form["unit_data"] == "Koperasi; kelompok di luar register"
    assert {k for k, isi in form.items() if isi == bps.UNKNOWN} == {
        "rekomendasi",
        "alamat",
        "telepon",
        "surel",
        "unit",
        "penanggung_jawab",
        "latar",
        "jadwal",
        "uji_coba",
        "petugas",
        "pelatihan_petugas",
        "jadwal_rilis",
    }


def test_no_variable_of_a_person_is_described_as_kept() -> None:
    kept = set(bps.make_variables()["alias"])
    assert {"status", "tanggal_rat", "shu", "sasaran"} <= kept
    assert not kept & {"nama_peserta", "nik_peserta", "telepon", "tanggal_lahir", "alamat_peserta"}


def test_an_indicator_names_its_variables_and_how_it_is_read(p: Choice) -> None:
    rows = {
        row["Nama indikator"]: row
        for row in read_rows(open_book(bps.make_xlsx(Request(p)))["MS-Ind"], "Nama indikator")
    }
    assert rows["RAT tahun buku"]["Variabel pembangun"] == "Koperasi: RAT Tahun Buku, Tanggal RAT Terakhir"
    assert rows["Diusulkan dibubarkan"]["Interpretasi"] == "Makin rendah makin baik"
    assert len(rows) == len(load_indicators())


def test_open_data_as_objects_say_that_they_are_invented(whole_sample: int) -> None:
    for make in (tables.make_figures_json, tables.make_definitions):
        said = json.loads(make(Choice(whole_sample)))
        assert (said["versi"], said["contoh"]) == (whole_sample, True)
