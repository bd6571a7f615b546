"""Empty sheets say nothing; that there was nothing is said by a row NIHIL, by staff, or on the command line."""

from __future__ import annotations

import json

import pytest

from dasbor.choice import Choice
from dasbor.content import asal
from etl import run
from etl.__main__ import main
from etl.model import CheckResult
from etl.prove import rebuild, verify
from etl.publish import publish
from tests import golden
from tests.workbooks import workbook

REGISTER = golden.BUKU["2025-T3"]["Koperasi"]
JUDUL = golden.JUDUL_PELATIHAN


def check(sheets: dict[str, list[list]], store=None, **others) -> CheckResult:
    return run.check_workbook(workbook(sheets), "isian.xlsx", "2025-T3", store=store, **others)


def upload(store, sheets: dict[str, list[list]], **others) -> int:
    data, result = workbook(sheets), check(sheets, store, **others)
    return publish.publish_workbook(result, data, "Siti", "perbaikan", store=store)


def figure(store, name: str, periode: str = "2025-T3") -> object:
    sql = "select pembilang from indikator where indikator = ? and periode = ? and kode_wilayah = '35.72' limit 1"
    return store.open_version(store.find_current()).execute(sql, [name, periode]).fetchall()[0][0]


def codes(result: CheckResult) -> list[str]:
    return [t.kode for t in result.temuan if t.kode in ("lembar_kosong", "nihil_bertentangan", "tidak_ada_yang_terbit")]


def test_an_empty_sheet_says_nothing_and_leaves_what_was_published(store):
    upload(store, golden.BUKU["2025-T3"])
    empty = {"Koperasi": REGISTER, "Pelatihan": [JUDUL], "Pendampingan": [golden.JUDUL_PENDAMPINGAN]}
    result = check(empty, store)
    assert (codes(result), list(result.tabel)) == (["lembar_kosong"] * 2, ["koperasi"])
    assert "--nihil pelatihan" in next(t.saran for t in result.temuan if t.kode == "lembar_kosong")
    upload(store, empty)
    assert figure(store, "peserta_pelatihan") == 5
    alone = check({"Pelatihan": [JUDUL]}, store)
    assert (codes(alone), alone.dapat_terbit) == (["lembar_kosong", "tidak_ada_yang_terbit"], False)


def test_an_empty_sheet_of_a_quarter_without_its_kind_is_said_once(store):
    upload(store, golden.BUKU["2025-T3"])
    sheets = {"Koperasi": REGISTER, "Pelatihan": [JUDUL]}
    result = run.check_workbook(workbook(sheets), "isian.xlsx", "2025-T4", store=store)
    said = [t.kode for t in result.temuan if t.kode in ("lembar_kosong", "lembar_belum_ada")]
    assert said == ["lembar_kosong", "lembar_belum_ada"]  # the trainings once, the visits once
    assert "Pendampingan" in next(t.pesan for t in result.temuan if t.kode == "lembar_belum_ada")


NIL_ROWS = [
    [None, None, None, "NIHIL"],
    ["NIHIL"],
    ["Nihil", "-", "-", "nihil", "-", "Nihil", "nihil"],
    ["- N I H I L -"],
    ["NIHIL"] * 7,
    ["Tidak ada pelatihan pada triwulan ini"],
]


@pytest.mark.parametrize("row", NIL_ROWS)
def test_a_row_nihil_says_that_there_was_nothing(store, row):
    for rows in ([row], [[None], row]):
        result = check({"Koperasi": REGISTER, "Pelatihan": [JUDUL, *rows]}, store)
        assert (codes(result), len(result.tabel["pelatihan"])) == ([], 0)
        assert ("Pelatihan", 1 + len(rows), "baris NIHIL: tidak ada isinya") in result.dilewati


@pytest.mark.parametrize("row", [["NIHIL"], ["N I H I L"], [1, None, "Nihil"], ["Tidak ada pelatihan"], ["-", "NIHIL"]])
def test_a_row_nihil_may_begin_below_the_running_number(store, row):
    result = check({"Koperasi": REGISTER, "Pelatihan": [["No", *JUDUL], row]}, store)
    assert (codes(result), len(result.tabel["pelatihan"])) == ([], 0)


def test_a_row_nihil_beside_rows_is_listed_and_a_name_that_begins_so_is_a_name(store):
    people = [[*golden.PELATIHAN_2025_T3[0][:3], "Nihilia Putri", "P", "KSP Satu", None], ["NIHIL"]]
    result = check({"Koperasi": REGISTER, "Pelatihan": [JUDUL, *people]}, store)
    assert len(result.tabel["pelatihan"]) == 1
    assert ("Pelatihan", 3, "baris NIHIL: tidak ada isinya") in result.dilewati


def test_a_known_nought_is_not_the_unknown_and_is_replayed(store):
    upload(store, {"Koperasi": REGISTER})
    assert (figure(store, "peserta_pelatihan"), figure(store, "jangkauan_pelatihan")) == (None, None)
    upload(store, {"Koperasi": REGISTER, "Pendampingan": [golden.JUDUL_PENDAMPINGAN, ["Nihil"]]}, nihil=("pelatihan",))
    assert (figure(store, "peserta_pelatihan"), figure(store, "jangkauan_pelatihan")) == (0, 0)
    assert figure(store, "cakupan_pendampingan") == 0
    trained = asal.read_figure(Choice(2, "2025-T3", "35.72"), "peserta_pelatihan")
    assert asal.list_nil(Choice(2, "2025-T3", "35.72"), trained) == [
        "Triwulan III 2025: memang tidak ada pelatihan (dinyatakan oleh Siti; isian.xlsx)."
    ]
    sql = "select lembar, jenis, baris_data from unggahan_lembar where unggahan_id = 2 order by jenis"
    assert store.open_version(2).execute(sql).fetchall() == [
        ("Koperasi", "koperasi", 9), ("(dinyatakan nihil)", "pelatihan", 0), ("Pendampingan", "pendampingan", 0)
    ]  # fmt: skip
    assert store.records.read(2)["nihil"] == ["pelatihan"]
    assert verify.verify_store(store).problems == []
    assert (rebuild.rebuild_store(store).problems, store.find_current()) == ([], 2)


def test_who_says_there_was_nothing_beside_rows_is_refused(store):
    result = check(golden.BUKU["2025-T3"], store, nihil=("pelatihan",))
    assert (codes(result), result.dapat_terbit) == (["nihil_bertentangan"], False)


def test_a_record_of_an_earlier_release_keeps_its_meaning(store, monkeypatch):
    sheets = {"Koperasi": REGISTER, "Pelatihan": [JUDUL]}
    upload(store, sheets, nihil=None)
    assert figure(store, "peserta_pelatihan") == 0
    path = store.records.path(1)
    record = json.loads(path.read_bytes())
    del record["nihil"]
    path.write_text(json.dumps(record))
    assert verify.verify_store(store).problems == []


def test_the_command_line_takes_it_and_refuses_other_kinds(store, tmp_path, capsys):
    file = tmp_path / "r.xlsx"
    file.write_bytes(workbook({"Koperasi": REGISTER}))
    words = [str(file), "--periode", "2025-T3", "--oleh", "Siti", "--json"]
    assert main(["publish", *words, "--nihil", "pelatihan", "--nihil", "pendampingan"]) == 0
    assert figure(store, "peserta_pelatihan") == 0
    assert main(["publish", *words, "--nihil", "koperasi"]) == 2
    capsys.readouterr()


def test_what_is_not_read_of_a_recognised_sheet_is_listed(store):
    rows = [
        ["NO", "NAMA KOPERASI", "KELURAHAN", "WARNA", "NOMOR", "STATUS", None],
        [1, "KSU Satu", "Turi", "biru", "12/BH/KDK.13/2001", "Aktif", "lihat"],
        [2, "KSP Dua", "Sentul", None, "0044/BH/M.KUKM.2/2017", "Aktif", None],
        [None],
        [None, None, "coretan"],
    ]
    result = check({"S": rows}, store)
    listed = [(row, reason) for _, row, reason in result.dilewati]
    assert (1, "kolom D: “WARNA” tidak dikenal, tidak dibaca") in listed
    number = result.found_tables[0].kolom.get("nomor_badan_hukum")
    assert number is not None or (1, "kolom E: tidak berisi nomor urut, tidak dibaca") in listed
    assert 5 in [row for row, _ in listed]
