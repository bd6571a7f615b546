"""The command line keeps its contract: exit codes, one JSON object on stdout, nothing else there."""

from __future__ import annotations

import json
import re

import openpyxl
import pytest

from etl.__main__ import _build_parser, main
from etl.acuan import ROOT
from tests import golden
from tests.workbooks import workbook


@pytest.fixture
def register(tmp_path, store):
    path = tmp_path / "register.xlsx"
    path.write_bytes(workbook({"Register": [golden.JUDUL_REGISTER[:6], *golden.REGISTER_2024_T3]}))
    return path


def test_check_of_a_publishable_workbook_exits_0_and_writes_nothing(register, store, capsys):
    assert main(["check", str(register), "--periode", "2024-T3", "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["periode"] == "2024-T3"
    assert content["dapat_terbit"] is True
    assert content["lembar"] == [
        {
            "nama": "Register",
            "jenis": "koperasi",
            "baris_judul": 1,
            "baris_data": 6,
            "kolom": {
                "nik_koperasi": "NIK",
                "nama_koperasi": "Nama Koperasi",
                "kelurahan": "Kelurahan",
                "kelompok": "Kelompok Koperasi",
                "status": "Status",
                "tahun_buku_rat": "RAT Tahun Buku",
            },
        }
    ]
    assert not store.folder.exists()


def test_publish_says_the_number_and_versions_list_it(register, store, capsys):
    assert main(["publish", str(register), "--periode", "2024-T3", "--oleh", "Siti", "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["terbitan"], content["dapat_terbit"]) == (1, True)
    assert main(["versions", "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["terkini"] == 1
    assert [(t["nomor"], t["oleh"], t["tindakan"]) for t in content["terbitan"]] == [(1, "Siti", "terbit")]
    assert main(["versions"]) == 0
    assert re.search(r"\d\d:\d\d:\d\d WIB  terbit +2024-T3  Siti", capsys.readouterr().out)


def test_findings_that_block_exit_1_with_sheet_and_cell(tmp_path, store, capsys):
    path = tmp_path / "salah.xlsx"
    row = ["", "KSP Baru", "Kepanjen", "KSP", "Aktif", 2023]
    path.write_bytes(workbook({"Data": [golden.JUDUL_REGISTER[:6], row]}))
    assert main(["publish", str(path), "--periode", "2024-T3", "--oleh", "Siti", "--json"]) == 1
    content = json.loads(capsys.readouterr().out)
    findings = [
        (t["kode"], t["berat"], t["lembar"], t["sel"], t["isi"]) for t in content["temuan"] if t["berat"] == "salah"
    ]
    assert findings == [("kelurahan_ragu", "salah", "Data", "C2", "Kepanjen")]
    assert "terbitan" not in content
    assert store.find_current() is None


def test_an_unreadable_file_exits_2_and_says_what_it_is(tmp_path, store, capsys):
    path = tmp_path / "data.xlsx"
    path.write_bytes(b"%PDF-1.7 bukan buku kerja")
    assert main(["check", str(path), "--json"]) == 2
    content = json.loads(capsys.readouterr().out)
    assert [t["kode"] for t in content["temuan"]] == ["bukan_lembar_kerja"]
    assert "PDF" in content["temuan"][0]["pesan"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "tidak-ada.xlsx"],
        ["restore", "9", "--oleh", "Siti"],
    ],
)
def test_wrong_use_exits_2_in_one_sentence_without_a_traceback(arguments, store, capsys):
    assert main(arguments) == 2
    leaving = capsys.readouterr()
    assert leaving.out == ""
    assert leaving.err.startswith("Tidak dapat dikerjakan: ")
    assert "Traceback" not in leaving.err


@pytest.mark.parametrize(
    ("arguments", "kode", "message"),
    [
        (["check", "tidak-ada.xlsx"], "berkas_tak_terbuka", "Berkas “tidak-ada.xlsx” tidak dapat dibuka: tidak ada."),
        (
            ["publish", "tidak-ada.xlsx", "--periode", "2024-T3", "--oleh", "Siti"],
            "berkas_tak_terbuka",
            "Berkas “tidak-ada.xlsx” tidak dapat dibuka: tidak ada.",
        ),
        (["check", "."], "berkas_tak_terbuka", "Berkas “.” tidak dapat dibuka: ini folder, bukan berkas."),
        (
            ["aliases", "--cabut", "x"],
            "tidak_dapat_dikerjakan",
            "--cabut, --tambah dan --impor memerlukan --oleh NAMA.",
        ),
        (
            ["aliases", "--cabut", "x", "--oleh", "Siti"],
            "tidak_dapat_dikerjakan",
            "tidak ada ejaan yang berlaku dengan kunci “x”.",
        ),
    ],
)
def test_with_json_wrong_use_is_one_object_on_stdout_as_well(arguments, kode, message, store, capsys):
    assert main([*arguments, "--json"]) == 2
    leaving = capsys.readouterr()
    content = json.loads(leaving.out)
    assert (content["dapat_terbit"], content["lembar"], leaving.err) == (False, [], "")
    assert [(t["kode"], t["berat"], t["pesan"]) for t in content["temuan"]] == [(kode, "salah", message)]


@pytest.mark.parametrize("command", ["versions", "aliases"])
def test_an_empty_state_has_nothing_to_list_and_a_damaged_one_says_so(command, store, capsys):
    assert main([command, "--json"]) == 0
    assert [v for v in json.loads(capsys.readouterr().out).values() if v] == []
    store.versions_folder.mkdir(parents=True)
    (store.versions_folder / "TERKINI").write_text("000001.duckdb")
    (store.versions_folder / "000001.duckdb").write_text("rusak")
    assert main([command, "--json"]) == 2
    (t,) = json.loads(capsys.readouterr().out)["temuan"]
    assert t["pesan"] == "Versi 1 tidak dapat dibuka; berkasnya rusak. Jalankan rebuild."


def test_feedback_takes_answers_as_check_does(tmp_path, store, capsys):
    path, leaving = tmp_path / "ragu.xlsx", tmp_path / "tanda.xlsx"
    path.write_bytes(
        workbook({"Data": [golden.JUDUL_REGISTER[:6], ["", "KSP Baru", "Kepanjen", "KSP", "Aktif", 2023]]})
    )
    main(["check", str(path), "--periode", "2024-T3", "--json"])
    (questionnaire,) = json.loads(capsys.readouterr().out)["pertanyaan"]
    assert main(["feedback", str(path), "--periode", "2024-T3", "-o", str(leaving)]) == 1
    jawab = f"{questionnaire['kunci']}={questionnaire['calon'][0]['nilai']}"
    assert main(["feedback", str(path), "--periode", "2024-T3", "-o", str(leaving), "--jawab", jawab]) == 0


def test_a_quarter_that_is_none_exits_2(register, capsys):
    assert main(["check", str(register), "--periode", "2024-T5"]) == 2


def test_restore_verify_and_rebuild_exit_0_when_all_is_well(register, store, capsys):
    main(["publish", str(register), "--periode", "2024-T3", "--oleh", "Siti"])
    assert main(["restore", "1", "--oleh", "Siti"]) == 0
    assert main(["verify"]) == 0
    assert main(["rebuild"]) == 0
    assert "sama dengan arsip" in capsys.readouterr().out


def wrong(content: dict) -> list[tuple[str, str]]:
    return [(t["kode"], t["lembar"]) for t in content["temuan"] if t["berat"] == "salah"]


def test_the_template_is_read_as_it_is_and_published_once_a_cooperative_stands_below_the_example(
    tmp_path, store, capsys
):
    path = tmp_path / "templat.xlsx"
    assert main(["template", str(path)]) == 0
    capsys.readouterr()
    main(["check", str(path), "--periode", "2025-T2", "--json"])
    content = json.loads(capsys.readouterr().out)
    assert wrong(content) == [("register_kosong", "Koperasi")]  # examples are never data
    assert [sheet["jenis"] for sheet in content["lembar"]] == [
        "koperasi",
        "pelatihan",
        "pendampingan",
        "kelompok",
        "rekap",
        "target",
        "penghargaan",
        "acara",
    ]
    book = openpyxl.load_workbook(path)
    sheet = book["Koperasi"]
    title = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in {
        "NIK": "3572010010009",
        "Nama Koperasi": "KSU Nyata",
        "Kelurahan": "Turi",
        "Status": "Aktif",
    }.items():
        sheet.cell(3, title[heading], value)
    book.save(path)
    main(["publish", str(path), "--periode", "2025-T2", "--oleh", "Siti", "--json"])
    content = json.loads(capsys.readouterr().out)
    assert wrong(content) == []
    assert content["terbitan"] == 1
    sql = "select nama_koperasi, status from koperasi_triwulan"
    assert store.open_version(1).execute(sql).fetchall() == [("KSU Nyata", "aktif")]


def test_backup_copies_everything_that_a_restore_needs(register, store, tmp_path, capsys):
    main(["publish", str(register), "--periode", "2024-T3", "--oleh", "Siti"])
    assert main(["backup", str(tmp_path / "cadangan")]) == 0
    name = {str(p.relative_to(tmp_path / "cadangan")) for p in (tmp_path / "cadangan").rglob("*") if p.is_file()}
    assert {"terbitan/000001.duckdb", "terbitan/TERKINI", "arsip/000001.json", "kunci"} <= name


def test_the_readme_names_every_command():
    commands = next(a for a in _build_parser()._actions if a.choices and "check" in a.choices).choices
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("## Command line")[1].split("\n## ")[0]
    named = set(re.findall(r"[`·] ?`?([a-z-]+)(?= |`)", " ".join(re.findall(r"^\| (.*?) \|", readme, re.M))))
    assert set(commands) - named == set()
    actions = next(a for a in commands["user"]._actions if a.choices).choices
    assert set(re.findall(r"`user ([a-z]+) NAMA", readme)) == set(actions)
