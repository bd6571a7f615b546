"""Several workbooks as one upload: read as one, proved as one, given back one by one."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from etl import run
from etl.__main__ import main
from etl.model import Correction
from etl.out.feedback import make_marked
from etl.pesan import Unreadable
from etl.prove import verify
from etl.publish import publish
from etl.read import bundle
from etl.read.bundle import MAX_FILES, is_bundle, make_bundle, split_bundle
from etl.store.versions import Store
from tests.content.scenes import JUDUL, RAGU, T3, codes, register, visits
from tests.workbooks import workbook

VISIT = visits([dt.date(2024, 8, 5), "KSU Maju Jaya", "Turi", "Petugas 1", "Khusus"])


def test_one_file_stays_what_it_is():
    assert make_bundle([(VISIT, "a.xlsx")]) == (VISIT, "a.xlsx")
    assert not is_bundle(VISIT)


def test_the_same_files_give_the_same_bytes_and_come_out_untouched():
    files = [(register(*T3), "register.xlsx"), (VISIT, "kunjungan [1].xlsx")]
    data, name = make_bundle(files)
    assert (name, is_bundle(data)) == ("register.xlsx dan 1 berkas lain.zip", True)
    assert split_bundle(data) == files
    assert make_bundle(files)[0] == data


def test_numbers_of_people_in_file_names_are_masked_inside_too():
    data, name = make_bundle([(VISIT, "Budi 0812-3456-7890.xlsx"), (VISIT, "b.xlsx")])
    assert b"0812" not in data.replace(VISIT, b"")
    assert name == "Budi [telepon disamarkan].xlsx dan 1 berkas lain.zip"


def test_sheets_of_one_name_are_told_apart_by_their_file_and_found_in_findings():
    data, name = make_bundle([(register(*T3), "a.xlsx"), (register(RAGU), "b.xlsx")])
    result = run.check_workbook(data, name, "2024-T3")
    assert [t.lembar for t in result.found_tables] == ["Data", "Data (b)"]
    assert [(t.kode, t.lembar, t.sel) for t in result.temuan] == [("kelurahan_ragu", "Data (b)", "C2")]


def test_a_register_in_two_files_is_said_like_two_in_one():
    rows = [[None, f"KSP Nomor {i}", "Turi", "Sukorejo", "Aktif"] for i in range(1, 12)]
    data, name = make_bundle([(register(*rows), "a.xlsx"), (register(*rows), "b.xlsx")])
    assert "dua_register" in codes(run.check_workbook(data, name, "2024-T3"))


def test_files_are_published_as_one_version_that_is_proved(store: Store):
    data, name = make_bundle([(register(*T3, RAGU), "register.xlsx"), (VISIT, "kunjungan.xlsx")])
    fix = Correction("Data", "C4", None, "Kepanjenlor")
    result = run.check_workbook(data, name, "2024-T3", store=store, corrections=[fix])
    assert publish.publish_workbook(result, data, "Siti", store=store) == 1
    kinds = store.open_version(1).execute("select jenis from periode_jenis order by 1").fetchall()
    assert kinds == [("koperasi",), ("pendampingan",)]
    record = store.records.read(1)
    assert record is not None
    assert split_bundle(store.workbooks.read(record))[1] == (VISIT, "kunjungan.xlsx")
    assert verify.verify_store(store).problems == []


def test_a_file_that_cannot_be_read_is_named():
    data, name = make_bundle([(register(*T3), "a.xlsx"), (b"%PDF-1.4", "surat.xlsx")])
    with pytest.raises(Unreadable) as error:
        run.check_workbook(data, name)
    assert error.value.finding.pesan == "“surat.xlsx”: Berkas ini bukan buku kerja Excel, melainkan dokumen PDF."


def test_a_bundle_that_somebody_made_up_is_refused():
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kumpulan-koperasi.json", json.dumps({"berkas": ["a.xlsx"]}))
        archive.writestr("01-a.xlsx", bytes(50_000_000))
    with pytest.raises(Unreadable) as error:
        run.check_workbook(container.getvalue(), "a.zip")
    assert error.value.finding.kode == "berkas_rusak"
    with pytest.raises(Unreadable):
        make_bundle([(b"x", f"{i}.xlsx") for i in range(MAX_FILES + 1)])


def test_each_workbook_comes_back_marked_with_what_concerns_it(store: Store):
    other = workbook({"Data": [JUDUL, [None, "KSP Lain", "Turi", "Sukorejo", "Entah"]]})
    data, name = make_bundle([(register(RAGU), "a.xlsx"), (other, "b.xlsx")])
    fix = Correction("Data (b)", "B2", None, "KSP Lainnya")
    result = run.check_workbook(data, name, "2024-T3", store=store, corrections=[fix])
    with zipfile.ZipFile(io.BytesIO(make_marked(data, result))) as archive:
        assert archive.namelist() == ["01-a - ditandai.xlsx", "02-b - ditandai.xlsx"]
        first, second = (openpyxl.load_workbook(io.BytesIO(archive.read(n))) for n in archive.namelist())
    assert [row[2].value for row in first["Temuan"].iter_rows(min_row=4)] == ["C2"]
    assert [row[2].value for row in second["Temuan"].iter_rows(min_row=4)] == ["E2", "B2"]
    assert second["Data"]["B2"].value == "KSP Lainnya"


def test_check_and_publish_take_several_workbooks(store: Store, tmp_path: Path, capsys):
    for name, data in (("a.xlsx", register(*T3)), ("b.xlsx", VISIT)):
        (tmp_path / name).write_bytes(data)
    files = [str(tmp_path / "a.xlsx"), str(tmp_path / "b.xlsx")]
    assert main(["check", *files, "--periode", "2024-T3", "--json"]) == 0
    assert {t["jenis"] for t in json.loads(capsys.readouterr().out)["lembar"]} == {"koperasi", "pendampingan"}
    assert main(["publish", *files, "--periode", "2024-T3", "--oleh", "Siti", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["terbitan"] == 1


def test_a_word_that_only_looks_like_a_bundle_is_read_as_before():
    assert not is_bundle(b"PK\x03\x04" + bytes(26) + b"xl/workbook.xml")
    with pytest.raises(Unreadable):
        bundle.read_book(b"", "a.xlsx")
