"""Numbers of people never become public: planted in every place of a workbook, searched in everything kept or shown."""

from __future__ import annotations

import io
import json
import logging
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dasbor.ui.menu import PAGES
from etl import personal, run
from etl.__main__ import main
from etl.acuan import ROOT
from etl.model import IGNORED, Question
from etl.out.feedback import make_marked, make_name
from etl.prove import verify
from etl.publish import publish, redact
from etl.read.masking import mask_file_name
from etl.store import files
from etl.store.attach import attach, list_tables
from etl.store.versions import Store
from tests import golden, planted_numbers
from tests.built import copy_built
from tests.planted_numbers import PIECES, phone
from tests.workbooks import workbook

GEDOG = "35.72.03.1001"
PERIODE = "2025-T3"
PUBLIK = {h.address: h.file for h in PAGES if not h.is_staff}


def pieces(text: str) -> list[str]:
    """The pieces of planted numbers that a text shows."""
    return [p for p in PIECES if p in text]


EARLIER_QUESTIONS = ("kelurahan", "koperasi", "sasaran")  # what releases asked that masked nothing


def publish_planted(store: Store, number: int = 1, section: bool = True, earlier: bool = False) -> int:
    """Check, answer and publish the planted workbook; who and why hold numbers as well. `earlier`: as a release did
    that asked nothing about headings and words."""
    data, name = planted_numbers.book(section)
    result = run.check_workbook(data, name, PERIODE, store=store)
    asked = [p for p in result.pertanyaan if not earlier or p.jenis in EARLIER_QUESTIONS]
    answer = {p.kunci: give_answer(p) for p in asked}
    result = run.check_workbook(data, name, PERIODE, store=store, answers=answer)
    return publish.publish_workbook(
        result, data, f"Siti {phone()}", f"perbaikan {number}, hubungi {phone()}", store=store
    )


def give_answer(question: Question) -> str:
    """A kelurahan; "baru" for a cooperative; a heading that nobody knows is left out."""
    fitting = [a for a in (GEDOG, "baru", IGNORED) if question.find_label(a)]
    return fitting[0]


def everything_in(path: Path) -> str:
    """Every value of every table of a version file, as one text."""
    con = duckdb.connect(":memory:")
    attach(con, path, "versi")
    content = [con.execute(f'select * from versi."{t}"').fetchall() for t in list_tables(con, "versi")]
    con.close()
    return "\n".join(str(value) for row in content for one in row for value in one)


def count_values(path: Path) -> int:
    """How many cells of all tables hold a value: masking takes none away."""
    con = duckdb.connect(":memory:")
    attach(con, path, "versi")
    content = {t: k for t, k in list_tables(con, "versi").items() if t != "indikator"}
    compute = (
        f'select sum({" + ".join(f"""("{k}" is not null)::int""" for k in column)}) from versi."{t}"'
        for t, column in content.items()
    )
    total = sum(con.execute(sql).fetchall()[0][0] or 0 for sql in compute)
    con.close()
    return total


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A state begun with this release: the planted workbook published, corrected, an answer withdrawn, restored."""
    folder = tmp_path_factory.mktemp("samaran")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        store = Store()
        publish_planted(store)
        publish_planted(store, 2)
        con = store.open_version(2)
        key = con.execute("select kunci from jawaban where dicabut_waktu is null limit 1").fetchall()[0][0]
        publish.withdraw_answer(key, f"Ani {phone()}", f"keliru {phone()}", store=store)
        publish.restore_version(1, f"Budi {phone()}", f"batal {phone()}", store=store)
        yield folder


@pytest.mark.parametrize(
    "name, shown",
    [
        ("Register Bu Siti 0812.3456.7890", "Register Bu Siti [telepon disamarkan]"),
        ("data dari siti.rahayu@gmail.com", "data dari [email disamarkan]"),
        ("Register 0812.3456.7890.XLSX", "Register [telepon disamarkan].XLSX"),
        ("3572011501800001.csv", "[KTP disamarkan].csv"),
        ("siti@gmail.com.zip", "[email disamarkan].zip"),
        ("TW3.2025", "TW3.2025"),
        (".xlsx", ".xlsx"),
    ],
)
def test_a_file_name_is_masked_to_its_end_but_for_an_ending_that_says_what_it_is(name, shown):
    assert mask_file_name(name) == shown


def test_at_least_forty_places_are_planted():
    earlier = planted_numbers.places
    planted_numbers.book()
    assert planted_numbers.places - earlier >= 60


def test_no_version_holds_a_number_in_any_table_or_byte(folder):
    version = sorted((folder / "terbitan").glob("*.duckdb"))
    assert [p.stem for p in version] == ["000001", "000002", "000003", "000004"]
    for path in version:
        text = everything_in(path)
        assert "[KTP disamarkan]" in text
        assert pieces(text) == []
        assert [p for p in PIECES if p.encode() in path.read_bytes()] == []


def test_nothing_else_of_the_state_but_the_archived_workbooks_holds_a_number(folder):
    book = {p.name for p in (folder / "arsip").iterdir() if p.suffix == ".xlsx"}
    other = [p for p in folder.rglob("*") if p.is_file() and p.suffix != ".duckdb" and p.name not in book]
    assert {"000001.json", "000004.json", "TERKINI"} <= {p.name for p in other}
    assert [(p.name, s) for p in other for s in PIECES if s.encode() in p.read_bytes()] == []
    note = json.loads((folder / "arsip" / "000001.json").read_text(encoding="utf-8"))
    assert (note["oleh"], note["nama_berkas"]) == (
        "Siti [telepon disamarkan]",
        "register_[telepon disamarkan]_TW3.xlsx",
    )


@pytest.mark.parametrize("address", PUBLIK)
def test_no_public_page_shows_a_number(folder, address):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if address == "koperasi":
        con = Store().open_version(4)
        at.query_params["id"] = con.execute(
            "select koperasi_id from koperasi_triwulan where nama_koperasi like 'KSU Dua%'"
        ).fetchall()[0][0]
    at.switch_page(PUBLIK[address]).run()
    assert not at.exception
    content = " ".join(str(getattr(part, "proto", "")) for part in at._tree)
    assert len(content) > 1000
    assert pieces(content) == []
    if address == "koperasi":
        assert "KSU Dua [telepon disamarkan]" in content


def test_the_command_line_shows_no_number(folder, tmp_path, capsys):
    data, name = planted_numbers.book()
    path = tmp_path / name
    path.write_bytes(data)
    commands: tuple[list[str], ...] = (
        ["check", str(path), "--periode", PERIODE],
        ["check", str(path), "--json"],
        ["versions"],
        ["versions", "--json"],
        ["publish", str(path), "--periode", PERIODE, "--oleh", phone(), "--json"],
        ["aliases"],
        ["aliases", "--json"],
        ["check", str(path), "--json", "--jawab", f"sasaran:{phone()}={phone()}"],
    )
    for one in commands:
        main(one)
        leaving = capsys.readouterr()
        assert len(leaving.out) > 50
        assert pieces(leaving.out + leaving.err) == [], one


def test_what_is_added_to_their_workbook_holds_no_number(folder):
    data, name = planted_numbers.book()
    content = make_marked(data, run.check_workbook(data, name, PERIODE))
    assert make_name(name, content).startswith("register_0")
    with zipfile.ZipFile(io.BytesIO(content)) as new, zipfile.ZipFile(io.BytesIO(data)) as original:
        old = {n: original.read(n).decode(errors="replace") for n in original.namelist() if n.endswith(".xml")}
        added = [n for n in new.namelist() if "comment" in n.lower()]
        assert added
        assert [(n, pieces(new.read(n).decode())) for n in added if pieces(new.read(n).decode())] == []
        every = [new.read(n).decode(errors="replace") for n in new.namelist() if n.endswith(".xml")]
    listing = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert str(listing["A1"].value).startswith("Hasil pemeriksaan dasbor koperasi:")
    assert pieces("\n".join(str(cell.value) for row in listing.iter_rows() for cell in row)) == []
    assert (
        pieces("".join(cell.hyperlink.location for row in listing.iter_rows() for cell in row if cell.hyperlink)) == []
    )
    origin = sum(t.count(p) for t in old.values() for p in PIECES)
    assert sum(t.count(p) for t in every for p in PIECES) <= origin


def test_the_log_holds_no_number(folder, caplog):
    data, name = planted_numbers.book()
    with caplog.at_level(logging.DEBUG):
        run.check_workbook(data, name, PERIODE)
    assert pieces(caplog.text) == []


def test_a_version_begun_with_this_release_is_proved_from_the_archive(folder):
    assert verify.verify_store(Store()).problems == []


# ── what the stage does ──

REGISTER = ["NIK", "Nama Koperasi", "Nomor Badan Hukum", "Kelurahan", "Status", "Keterangan"]


def check(store, *line, sheet="Data", nama="register.xlsx"):
    return run.check_workbook(workbook({sheet: [REGISTER, *line]}), nama, PERIODE, store=store)


def masks(result) -> list[tuple[str, str, str]]:
    return [(t.lembar, t.sel, t.pesan) for t in result.temuan if t.kode in ("sel_disamarkan", "nama_disamarkan")]


def test_a_finding_says_what_was_masked_and_where_but_not_the_number(store):
    result = check(
        store,
        ["3572000000001", "KSP Satu", None, "Turi", "Aktif", "ketua 081234567890"],
        ["3572000000002", "KSU Dua", None, "Turi", "Aktif", "baik"],
        ["3572000000003", "KSU Tiga", None, "Turi", "Aktif", "3572011501800001 / b@contoh.id"],
    )
    sentence = (
        "2 sel di kolom F berisi nomor telepon, nomor KTP dan alamat email (sel F2, F4): "
        "disamarkan, tidak disimpan dan tidak ditampilkan."
    )
    assert masks(result) == [("Data", "F2", sentence)]
    assert result.dapat_terbit
    assert result.tabel["koperasi"]["keterangan"].tolist() == [
        "ketua [telepon disamarkan]",
        "baik",
        "[KTP disamarkan] / [email disamarkan]",
    ]


def test_columns_for_numbers_of_documents_keep_them_but_not_what_stands_beside(store):
    result = check(
        store,
        ["3572011501800001", "KSP Satu", "518/441/KUMKM/2014", "Turi", "Aktif", None],
        ["3572000000002", "KSU Dua", "518/442/KUMKM/2014 HP 081234567890", "Turi", "Aktif", None],
        ["081234567890", "KSU Tiga", "AHU-0003346.AH.01.29 TAHUN 2023", "Turi", "Aktif", None],
    )
    df = result.tabel["koperasi"]
    assert df["nik_koperasi"].tolist() == ["3572011501800001", "3572000000002", "081234567890"]
    assert df["nomor_badan_hukum"].tolist() == [
        "518/441/KUMKM/2014",
        "518/442/KUMKM/2014 HP [telepon disamarkan]",
        "AHU-0003346.AH.01.29 TAHUN 2023",
    ]
    assert [(sheet, cell) for sheet, cell, _ in masks(result)] == [("Data", "C3")]


def test_a_cooperative_stays_itself_when_the_number_behind_its_name_is_masked_or_gone(store):
    def register(nama):
        return {"Data": [REGISTER, [None, nama, None, "Turi", "Aktif", None]]}

    golden.publish_book(store, "2025-T1", register("KSU Maju 081234567890"))
    golden.publish_book(store, "2025-T2", register("KSU Maju 089999999999"))
    golden.publish_book(store, "2025-T3", register("KSU Maju"))
    sql = """select count(distinct koperasi_id), count(*), string_agg(nama_koperasi, '|' order by periode)
        from koperasi_triwulan"""
    assert store.open_version(3).execute(sql).fetchall() == [
        (1, 3, "KSU Maju [telepon disamarkan]|KSU Maju [telepon disamarkan]|KSU Maju")
    ]


def test_a_name_that_is_nothing_but_a_number_is_no_name(store):
    result = check(store, ["3572000000001", "081234567890", None, "Turi", "Aktif", None])
    assert [(t.kode, t.isi) for t in result.temuan if t.berat == "salah"] == [("bukan_nama", "[telepon disamarkan]")]


def test_people_are_still_told_apart_by_their_ktp_numbers(store):
    title = [*golden.JUDUL_PELATIHAN, "No. KTP"]
    start = golden.PELATIHAN_2025_T3[0][:3]
    row = [
        [*start, "Ani", "P", None, "Turi", n] for n in ("3572015501800001", "3572 0155 0180 0001", "3572015501800002")
    ]
    result = run.check_workbook(workbook({"Pelatihan": [title, *row]}), "x.xlsx", PERIODE, store=store)
    assert result.tabel["pelatihan"]["peserta_id"].nunique() == 2
    assert masks(result) == []
    assert [t.kode for t in result.temuan] == ["kolom_pribadi", "kolom_pribadi", "peserta_ganda"] + [
        "peserta_tanpa_asal"
    ] * 3 or any(t.kode == "peserta_ganda" for t in result.temuan)


def test_masked_names_of_sheets_stay_distinct():
    name = ["HP 081234567890", "HP 081234567891", "Hp [telepon disamarkan] (2)", "Lain"]
    assert personal.shown_names(name) == {
        "Hp [telepon disamarkan] (2)": "Hp [telepon disamarkan] (2)",
        "Lain": "Lain",
        "HP 081234567890": "HP [telepon disamarkan]",
        "HP 081234567891": "HP [telepon disamarkan] (3)",
    }


def test_numbers_that_excel_keeps_as_numbers_are_masked_in_texts_and_amounts_stay(store):
    title = [*REGISTER, "Aset"]
    row = [
        ["3572000000001", "KSP Satu", None, "Turi", "Aktif", 81234567890.0, 81_234_567_890],
        ["3572000000002", "KSU Dua", None, "Turi", "Aktif", 3572011501800001.0, 3572011501800001.0],
    ]
    result = run.check_workbook(workbook({"Data": [title, *row]}), "x.xlsx", PERIODE, store=store)
    df = result.tabel["koperasi"]
    assert df["keterangan"].tolist() == ["[telepon disamarkan]", "[KTP disamarkan]"]
    assert df["aset"].tolist()[0] == 81_234_567_890
    assert df["aset"].isna().tolist() == [False, True]
    assert [(cell) for _, cell, _ in masks(result)] == ["F2", "G3"]


# ── states of an earlier release ──


@pytest.fixture
def older(store):
    """A state as the release before this one wrote it: nothing masked."""
    copy_built("belum disamarkan", store.folder, _publish_unmasked)
    return store


def _publish_unmasked() -> None:
    store = Store()
    with pytest.MonkeyPatch.context() as m:
        m.setattr(personal, "worth_a_look", lambda _: False)
        publish_planted(store, 1, section=False, earlier=True)
        publish_planted(store, 2, section=False, earlier=True)
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])


def test_without_confirmation_nothing_is_changed(older, capsys):
    before = {p: p.read_bytes() for p in older.folder.rglob("*") if p.is_file()}
    assert main(["samarkan"]) == 1
    assert "3 versi" in capsys.readouterr().out
    assert main(["samarkan", "--yakin"]) == 2  # by whom?
    assert {p: p.read_bytes() for p in older.folder.rglob("*") if p.is_file()} == before


def test_one_confirmed_command_masks_versions_and_records_and_the_ledger_says_so(older, capsys):
    assert pieces(everything_in(older.find_path(1))) != []
    total = {n: count_values(older.find_path(n)) for n in (1, 2, 3)}
    assert main(["samarkan", "--yakin", "--oleh", "Siti"]) == 0
    assert older.find_current() == 4
    for number in (1, 2, 3, 4):
        assert pieces(everything_in(older.find_path(number))) == []
        assert [p for p in PIECES if p.encode() in older.find_path(number).read_bytes()] == []
    assert {n: count_values(older.find_path(n)) for n in (1, 2, 3)} == total
    note = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(older.archive_folder.glob("*.json"))]
    assert pieces(json.dumps(note, ensure_ascii=False)) == []
    assert [c.get("disamarkan", [{}])[0].get("oleh") for c in note] == ["Siti", "Siti", "Siti", None]
    last = older.open_version(4).execute("select oleh, tindakan, keterangan from terbitan where nomor = 4").fetchall()
    ((by, action, remark),) = last
    assert (by, action) == ("Siti", "samarkan")
    assert remark.startswith("Nomor pribadi disamarkan di versi 1, 2, 3 (")
    assert "Dicatat sebagai versi 4." in capsys.readouterr().out


def test_hashes_are_true_afterwards_and_a_second_run_changes_nothing(older):
    redact.redact(older, "Siti")
    problems = verify.verify_store(older).problems
    assert [m for m in problems if "berubah sejak" in m or "tidak dapat diulang" in m] == []
    before = {p: p.read_bytes() for p in older.folder.rglob("*") if p.is_file()}
    assert redact.redact(older, "Siti").published is None
    assert {p: p.read_bytes() for p in older.folder.rglob("*") if p.is_file()} == before


def test_a_run_that_was_cut_off_is_finished_by_the_next(older, monkeypatch):
    replace = os.replace

    def stop_before_version(new: Path, old: Path) -> None:
        if old.suffix == ".duckdb":
            raise KeyboardInterrupt
        replace(new, old)

    with monkeypatch.context() as m:
        m.setattr(os, "replace", stop_before_version)
        with pytest.raises(KeyboardInterrupt):
            redact.redact(older, "Siti")
    assert redact.redact(older, "Siti").versions == [1, 2, 3]
    assert [m for m in verify.verify_store(older).problems if "berubah sejak" in m] == []


def test_publishing_goes_on_after_masking_and_answers_are_still_known(older):
    redact.redact(older, "Siti")
    data, name = planted_numbers.book(section=False)
    result = run.check_workbook(data, name, PERIODE, store=older)
    assert [p.isi for p in result.pertanyaan if p.jenis in EARLIER_QUESTIONS] == []


def test_a_kecamatan_that_only_masking_makes_readable_is_a_context_of_its_own(older):
    """The answer was given without it: which kelurahan is meant inside this kecamatan nobody has said yet."""
    redact.redact(older, "Siti")
    data, name = planted_numbers.book()
    result = run.check_workbook(data, name, PERIODE, store=older)
    assert [(p.isi, p.konteks) for p in result.pertanyaan if p.jenis in EARLIER_QUESTIONS] == [
        ("Gedog HP [telepon disamarkan]", "Kecamatan SUKOREJO hubungi · KSP Sembilan, terakhir di Gedog")
    ]


# ── what was set aside ──


@pytest.fixture
def set_aside(older):
    """The old state after a repair: a version with its record, half a version and half a record were set aside."""
    with older.lock():
        version, record = older.put_aside(2)
        shutil.copyfile(older.find_path(1), older.find_path(2))  # something stands there again
        older.records.path(2).write_bytes(older.records.path(1).read_bytes().replace(b'"nomor": 1', b'"nomor": 2'))
        half = version.with_name("20250101T000000-000009.duckdb")
        half.write_bytes(version.read_bytes()[:100_000])
        record.with_name("20250101T000000-000009.json").write_bytes(record.read_bytes()[:50])
    return older, version, record


def test_what_was_set_aside_is_masked_where_it_lies_and_what_cannot_be_read_is_named(set_aside, capsys):
    store, version, record = set_aside
    assert pieces(everything_in(version)) != []
    assert pieces(record.read_text(encoding="utf-8")) != []
    assert main(["samarkan"]) == 1
    assert "3 versi" in (said := capsys.readouterr().out)
    assert ", 2 berkas yang disisihkan." in said
    assert main(["samarkan", "--yakin", "--oleh", "Siti"]) == 1  # something is left to do
    assert capsys.readouterr().out.splitlines()[1] == (
        "Tidak dapat dibaca, jadi mungkin masih memuat nomor pribadi: disisihkan/20250101T000000-000009.duckdb, "
        "disisihkan/20250101T000000-000009.json. Hapus berkas itu dari folder data bila tidak diperlukan lagi."
    )
    assert pieces(everything_in(version)) == []
    assert [p for p in PIECES if p.encode() in version.read_bytes() + record.read_bytes()] == []
    assert json.loads(record.read_text(encoding="utf-8"))["disamarkan"][0]["oleh"] == "Siti"
    assert version.stat().st_mode & 0o777 == record.stat().st_mode & 0o777 == 0o600
    (remark,) = store.open_version(4).execute("select keterangan from terbitan where nomor = 4").fetchall()[0]
    assert remark.endswith(" 2 catatan, serta di 2 berkas yang disisihkan.")
    for path in (store.folder / "disisihkan").glob("*-000009.*"):
        path.unlink()
    before = {p: p.read_bytes() for p in store.folder.rglob("*") if p.is_file()}
    assert main(["samarkan", "--yakin", "--oleh", "Siti"]) == 0
    assert {p: p.read_bytes() for p in store.folder.rglob("*") if p.is_file()} == before


def test_workbooks_and_keys_that_were_set_aside_stay_and_strange_files_are_named(store):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    workbooks = [p for p in store.archive_folder.iterdir() if p.suffix == ".xlsx"]
    with store.lock():
        files.set_aside(store.folder, workbooks)
        (store.folder / "disisihkan" / "20250101T000000-kunci").write_bytes(b"081234567890")
        (store.folder / "disisihkan" / "20250101T000000-000001.duckdb.sedang").touch()
        (store.folder / "disisihkan" / "daftar telepon.txt").write_bytes(b"081234567890")
    before = {p: p.read_bytes() for p in store.folder.rglob("*") if p.is_file()}
    outcome = redact.redact(store, "Siti")
    assert (outcome.aside, outcome.unreadable) == ([], ["disisihkan/daftar telepon.txt"])
    assert {p: p.read_bytes() for p in store.folder.rglob("*") if p.is_file()} == before
