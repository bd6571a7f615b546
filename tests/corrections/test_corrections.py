"""A cell mended beside the workbook counts, is guarded by what stood there, is proved from the archive and shown."""

from __future__ import annotations

import io
import json
import shutil

import duckdb
import openpyxl
import pandas as pd
import pytest

from dasbor.choice import Choice
from dasbor.content import asal, asal_cases
from etl import run
from etl.__main__ import main
from etl.audit import log
from etl.corrections import memory
from etl.corrections.typed import parse_correction, read_entry, say_correction, write_entry
from etl.model import CheckResult, Correction
from etl.out.feedback import make_marked
from etl.prove import rebuild, verify
from etl.publish import masks, publish
from etl.store.differences import list_differences
from etl.store.files import hash_file
from etl.store.versions import Store
from tests.content.scenes import LOR, RAGU, T3, codes, register
from tests.workbooks import REGISTER, workbook

FIX = Correction("Data", "C2", "Kepanjen", "Kepanjenlor")
NIK = ["3572000000001", "3572000000002"]


def check(store: Store, data: bytes, *corrections: Correction, periode: str = "2024-T3") -> CheckResult:
    return run.check_workbook(data, f"{periode}.xlsx", periode, store=store, corrections=corrections)


def publish_it(store: Store, data: bytes, *corrections: Correction, periode: str = "2024-T3", reason: str = "") -> int:
    result = check(store, data, *corrections, periode=periode)
    return publish.publish_workbook(result, data, "Siti", reason, store=store)


def kept(store: Store) -> list[tuple]:
    sql = "select unggahan_id, lembar, sel, isi_lama, isi_baru, oleh, kolom from perbaikan order by all"
    return store.open_version(store.find_current() or 0).execute(sql).fetchall()


# ── the grid ──


def test_a_corrected_cell_counts_and_its_finding_and_its_question_are_gone(store):
    assert codes(check(store, register(RAGU))) == ["kelurahan_ragu"]
    result = check(store, register(RAGU), FIX)
    assert (codes(result), result.pertanyaan, result.dapat_terbit) == ([], [], True)
    assert result.tabel["koperasi"]["kode_kelurahan"].tolist() == [LOR]
    assert result.corrections_used == [FIX]


# column -> what is typed there, what is typed instead, and what is read then
@pytest.mark.parametrize(
    ("heading", "old", "new", "column", "value"),
    [
        ("Jumlah Anggota", "banyak", "1.250", "jumlah_anggota", 1250),
        ("Jumlah Anggota", 12.5, "12", "jumlah_anggota", 12),
        ("Aset (Rp)", "1,2 M?", "Rp 1.200.000", "aset", 1_200_000),
        ("RAT Tahun Buku", "kemarin", "2023", "tahun_buku_rat", 2023),
        ("Tanggal RAT", "31/31/2024", "14 Juli 2024", "tanggal_rat", "2024-07-14"),
        ("Status", "Entah", "tidak aktif", "status", "tidak aktif"),
        ("Nomor Badan Hukum", "=1+1", "1/BH/XV", "nomor_badan_hukum", "1/BH/XV"),
        ("Jumlah Anggota", "banyak", "", "jumlah_anggota", None),
        ("Jumlah Anggota", None, "30", "jumlah_anggota", 30),
    ],
)
def test_what_is_typed_is_read_as_if_it_stood_in_the_cell(store, heading, old, new, column, value):
    title = ["NIK", "Nama Koperasi", "Kelurahan", *(["Status"] if heading != "Status" else []), heading]
    row = [NIK[0], "KSP Satu", "Turi", *(["Aktif"] if heading != "Status" else []), old]
    cell = f"{'ABCDE'[len(title) - 1]}2"
    result = check(store, workbook({"Data": [title, row]}), Correction("Data", cell, None, new))
    (read,) = result.tabel["koperasi"][column].tolist()
    assert (None if pd.isna(read) else str(read)[:10] if column == "tanggal_rat" else read) == value
    assert len(result.corrections_used) == 1


def test_an_error_cell_is_corrected_like_any_other():
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for row in [
        ["NIK", "Nama Koperasi", "Kelurahan", "Status", "Jumlah Anggota"],
        [NIK[0], "A", "Turi", "Aktif", None],
    ]:
        book.active.append(row)
    book.active["E2"] = "#DIV/0!"
    book.active["E2"].data_type = "e"
    container = io.BytesIO()
    book.save(container)
    result = run.check_workbook(
        container.getvalue(), "a.xlsx", "2024-T3", corrections=[Correction("Data", "E2", "#DIV/0!", "9")]
    )
    assert result.tabel["koperasi"]["jumlah_anggota"].tolist() == [9]
    assert "sel_galat" not in codes(result)


def test_a_heading_and_a_title_can_be_corrected(store):
    rows = [
        ["DATA KOPERASI TRIWULAN IV 2024"],
        ["NIK", "Nama Koperasi", "Klrhn?", "Status"],
        [NIK[0], "A", "Turi", "Aktif"],
    ]
    data = workbook({"Data": rows})
    before = run.check_workbook(data, "a.xlsx", "2024-T3", store=store)
    assert {"periode_berbeda", "kolom_wajib_hilang"} <= set(codes(before))
    fixes = Correction("Data", "A1", None, "Triwulan III 2024"), Correction("Data", "C2", None, "Kelurahan")
    assert codes(run.check_workbook(data, "a.xlsx", "2024-T3", store=store, corrections=fixes)) == []


def test_a_cell_hidden_under_a_merged_range_is_refused_naming_the_cell_that_people_see(store):
    title = ["NIK", "Nama Koperasi", "Kelurahan", "Status"]
    rows = [title, [NIK[0], "KSP Satu", "Turri", "Aktif"], [NIK[1], "KSP Dua", None, "Aktif"]]
    data = workbook({"Data": rows}, merges={"Data": ["C2:C3"]})
    hidden = check(store, data, Correction("Data", "C3", None, "Gedog"))
    assert (codes(hidden)[0], hidden.corrections_used) == ("perbaikan_tanpa_sel", [])
    assert "C3 tertutup sel gabungan; yang terlihat C2, jadi tulis" in hidden.temuan[0].pesan
    result = check(store, data, Correction("Data", "C2", None, "Gedog"))
    assert result.corrections_used == [Correction("Data", "C2", "Turri", "Gedog")]
    assert result.tabel["koperasi"]["kode_kelurahan"].nunique() == 1


# ── the guard ──


def test_where_the_cell_says_something_else_nothing_is_corrected_and_a_finding_says_so(store):
    result = check(store, register(RAGU), Correction("Data", "C2", "Turi", "Kepanjenlor"))
    assert (codes(result), result.corrections_used) == (["perbaikan_berbeda", "kelurahan_ragu"], [])
    assert result.temuan[0].pesan == (
        "Perbaikan sel ini (“Turi” menjadi “Kepanjenlor”) tidak dipakai: di buku kerja ini tertulis “Kepanjen”."
    )


def test_a_cell_that_says_it_already_needs_no_correction_and_no_word(store):
    data = register([None, "KSP Baru", "Kepanjenlor", "Kepanjenkidul", "Aktif"])
    result = check(store, data, FIX)
    assert (codes(result), result.corrections_used) == ([], [])


@pytest.mark.parametrize(
    ("correction", "code"),
    [
        (Correction("Lain", "C2", None, "x"), "perbaikan_tanpa_sel"),
        (Correction("Data", "C9", None, "x"), "perbaikan_tanpa_sel"),
        (Correction("Data", "ZZ2", None, "x"), "perbaikan_tanpa_sel"),
        (Correction("Data", "C2", None, "x" * 501), "perbaikan_tanpa_sel"),
        (Correction("Data", "B2", None, "Budi 0812-3456-7890"), "perbaikan_pribadi"),
        (Correction("Data", "B2", None, "3572011501800001"), "perbaikan_pribadi"),
        (Correction("Data", "B2", None, "81234567890"), "perbaikan_pribadi"),
    ],
)
def test_a_correction_of_no_cell_or_with_a_number_of_a_person_is_refused(store, correction, code):
    result = check(store, register(RAGU, *T3), correction)
    assert (codes(result)[0], result.corrections_used, result.dapat_terbit) == (code, [], False)
    assert "0812" not in json.dumps([t.pesan + t.isi for t in result.temuan])


def test_columns_with_personal_data_and_cells_that_nobody_reads_are_left_to_the_workbook(store):
    title = ["Nama Kegiatan", "Tanggal Mulai", "Nama Peserta", "L/P", "Kelurahan", "Ibu Kandung"]
    data = workbook({"Pelatihan": [title, ["Pelatihan A", "5 Juli 2024", "Rahasia", "P", "Turi", "Sari"]]})
    result = check(
        store, data, Correction("Pelatihan", "C2", None, "Rahasya"), Correction("Pelatihan", "F2", None, "S")
    )
    assert [t.kode for t in result.temuan][:2] == ["perbaikan_pribadi", "perbaikan_tak_terbaca"]
    assert result.corrections_used == []
    assert "Rahas" not in json.dumps([t.pesan + t.isi for t in result.temuan])


def test_a_telephone_number_that_stood_there_is_not_written_down(store):
    title = [*REGISTER, "Keterangan"]
    rows = [
        [1, NIK[0], "A", "1/BH", "Turi", "", "Aktif", 2023, 81234567890],
        [2, NIK[1], "B", "2/BH", "Turi", "", "Aktif", 2023, "hub. 0812-3456-7890"],
    ]
    data = workbook({"Data": [title, *rows]})
    fixes = [Correction("Data", "I2", None, "-"), Correction("Data", "I3", None, "-")]
    publish_it(store, data, *fixes)
    text = store.records.path(1).read_text()
    assert "[telepon disamarkan]" in text
    assert "81234567890" not in text and "0812" not in text
    assert verify.verify_store(store).problems == []


# ── the publication ──


def test_the_archived_workbook_stays_and_the_record_replays_the_correction(store):
    data = register(RAGU, *T3)
    publish_it(store, data, FIX)
    record = store.records.read(1)
    assert record is not None
    assert [(p["lembar"], p["sel"], p["lama"], p["baru"], p["oleh"]) for p in record["perbaikan"]] == [
        ("Data", "C2", "Kepanjen", "Kepanjenlor", "Siti")
    ]
    assert hash_file(store.workbooks.find(record["sha256"])) == record["sha256"]
    assert kept(store) == [(1, "Data", "C2", "Kepanjen", "Kepanjenlor", "Siti", "kelurahan")]
    assert verify.verify_store(store).problems == []
    new = Store(store.folder.parent / "baru")
    shutil.copytree(store.archive_folder, new.archive_folder)
    shutil.copy(store.folder / "kunci", new.folder / "kunci")
    assert rebuild.rebuild_store(new).problems == []
    assert kept(new) == kept(store)
    assert masks.mask_record(record) == record


def test_a_version_that_was_published_uncorrected_is_no_longer_what_the_archive_says(store):
    """The proof sees the correction: without it the replay differs."""
    publish_it(store, register(RAGU, *T3), FIX)
    record = store.records.read_raw(1)
    record["perbaikan"][0]["baru"] = "Kepanjenkidul"
    store.records.replace(1, record)
    assert "koperasi_triwulan" in " ".join(verify.verify_store(store).problems)


def test_the_same_workbook_with_another_correction_is_a_new_publication(store):
    data = register(RAGU, *T3)
    assert publish_it(store, data, FIX) == 1
    assert publish_it(store, data, FIX) == 1
    other = Correction("Data", "B2", None, "KSP Baru Sekali")
    assert publish_it(store, data, FIX, other, reason="nama keliru") == 2
    assert len(kept(store)) == 3


def test_restoring_forgets_no_correction(store):
    publish_it(store, register(*T3))
    publish_it(store, register(RAGU, *T3), FIX, reason="tambahan")
    publish.restore_version(1, "Budi", store=store)
    assert [k[:3] for k in kept(store)] == [(2, "Data", "C2")]
    assert verify.verify_store(store).problems == []


def test_a_version_of_an_earlier_release_has_no_corrections_and_takes_new_ones(store):
    publish_it(store, register(*T3))
    copy = store.folder / "salinan.duckdb"
    shutil.copy(store.find_path(1), copy)
    with duckdb.connect(str(copy)) as con:
        con.execute("drop table perbaikan")
    new = Store(store.folder.parent / "lama")
    new.versions_folder.mkdir(parents=True)
    shutil.copy(copy, new.find_path(1))
    shutil.copy(store.folder / "kunci", new.folder / "kunci")
    (new.versions_folder / "TERKINI").write_text("000001.duckdb")
    assert memory.read(new.open_version(1)) == []
    assert publish.restore_version(1, "Budi", store=new) == 2
    publish_it(new, register(RAGU, *T3), FIX, periode="2024-T4")
    assert [k[:3] for k in kept(new)] == [(3, "Data", "C2")]
    assert list_differences(new.find_path(1), new.find_path(2), [memory.TABLE])[0].table == "terbitan"


# ── offered again ──


def test_the_next_workbook_that_repeats_the_old_value_at_the_same_cooperative_is_offered_the_correction(store):
    publish_it(store, register(RAGU, *T3), FIX)
    again = register(
        *T3,
        [None, "KSP  BARU", "Kepanjen", "Kepanjenkidul", "Aktif"],
        [None, "KSP Lain", "Kepanjen", "Kepanjenkidul", "Aktif"],
    )
    result = check(store, again, periode="2024-T4")
    assert [(c.lembar, c.sel, c.lama, c.baru, c.oleh) for c in result.corrections_offered] == [
        ("Data", "C4", "Kepanjen", "Kepanjenlor", "Siti")
    ]
    taken = check(store, again, result.corrections_offered[0], periode="2024-T4")
    assert [t.sel for t in taken.temuan if t.kode == "kelurahan_ragu"] == ["C5"]
    assert taken.corrections_offered == []


def test_a_corrected_name_is_known_again_by_the_old_name(store):
    publish_it(store, register(*T3), Correction("Data", "B2", None, "KSU Maju Jaya Abadi"))
    (offer,) = check(store, register(*reversed(T3)), periode="2024-T4").corrections_offered
    assert (offer.sel, offer.lama, offer.baru) == ("B3", "KSU Maju Jaya", "KSU Maju Jaya Abadi")


def test_a_corrected_heading_is_offered_wherever_the_table_repeats_it_and_a_title_is_not(store):
    title = ["NIK", "Nama Koperasi", "Kelurahan", "Kondisi Lembaga?", "Status"]
    rows = [[NIK[0], "A", "Turi", 12, "Aktif"]]
    data = workbook({"Data": [["TRIWULAN II 2024"], title, *rows]})
    fixes = Correction("Data", "D2", None, "Jumlah Anggota"), Correction("Data", "A1", None, "TRIWULAN III 2024")
    publish_it(store, data, *fixes)
    again = [*title[:3], "Status", title[3]]
    other = workbook({"Lain": [["TRIWULAN II 2024"], again, [NIK[0], "A", "Turi", "Aktif", 12]]})
    (offer,) = check(store, other, periode="2024-T4").corrections_offered
    assert (offer.lembar, offer.sel, offer.baru) == ("Lain", "E2", "Jumlah Anggota")


# ── shown ──


def test_asal_angka_says_what_stood_there_and_who_corrected_it(store):
    publish_it(store, register(RAGU, *T3), FIX)
    p = Choice(1, "2024-T3", "35.72")
    a = asal.read_figure(p, "koperasi_aktif")
    rows = asal_cases.list_cases(p, a)
    (said,) = [x for x in rows["perbaikan"] if x]
    assert said.startswith("C2 tertulis “Kepanjen”, diperbaiki “Kepanjenlor” oleh Siti, ")
    assert asal_cases.list_columns(a, corrected=True)["perbaikan"] == "Diperbaiki"
    assert "perbaikan" not in asal_cases.list_columns(a)


def test_the_marked_workbook_holds_the_new_value_and_can_go_on_being_used(store):
    data = workbook(
        {
            "Data": [
                ["NIK", "Nama Koperasi", "Kelurahan", "Status", "Jumlah Anggota"],
                [NIK[0], "A", "Kepanjen", "Aktif", 12],
            ]
        }
    )
    fixes = [Correction("Data", "C2", None, "Kepanjenlor"), Correction("Data", "E2", None, "21")]
    marked = make_marked(data, check(store, data, *fixes))
    book = openpyxl.load_workbook(io.BytesIO(marked))
    assert (book["Data"]["C2"].value, book["Data"]["E2"].value) == ("Kepanjenlor", 21)
    assert book["Data"]["C2"].fill.fgColor.rgb == "FFBFD8F2"
    listed = [[c.value for c in row[:5]] for row in book["Temuan"].iter_rows(min_row=4)]
    assert listed[0] == ["Diperbaiki", "Data", "C2", "Kepanjen", "Tertulis “Kepanjen”, diperbaiki “Kepanjenlor”."]
    assert "2 diperbaiki" in book["Temuan"]["A1"].value
    again = check(store, marked, *fixes)
    assert (codes(again), again.corrections_used) == ([], [])


# ── the command line ──


@pytest.mark.parametrize(
    ("text", "sheet", "cell", "value"),
    [
        ("Koperasi!D3=Kepanjenlor", "Koperasi", "D3", "Kepanjenlor"),
        ("'Data Koperasi'!$d$3= Kepanjenlor ", "Data Koperasi", "D3", "Kepanjenlor"),
        ("T3!2025!D3=a=b!C1=2", "T3!2025", "D3", "a=b!C1=2"),
        ("Data!A1=", "Data", "A1", ""),
        ("Koperasi TW 3 !E44=1/1/2001", "Koperasi TW 3 ", "E44", "1/1/2001"),
        (" 'TW 3 '!E4=", "TW 3 ", "E4", ""),
    ],
)
def test_a_correction_is_typed_as_sheet_cell_and_value(text, sheet, cell, value):
    assert parse_correction(text) == Correction(sheet, cell, None, value)


@pytest.mark.parametrize("text", ["Kepanjenlor", "Data!D=3", "!D3=x", "Data!3D=x", "Data!D0=x"])
def test_anything_else_is_wrong_use(text):
    with pytest.raises(ValueError, match="bukan LEMBAR!SEL=NILAI"):
        parse_correction(text)


def test_check_and_publish_take_corrections_and_the_audit_knows_which_cells(store, tmp_path, capsys):
    file = tmp_path / "a.xlsx"
    file.write_bytes(register(RAGU, *T3))
    words = [str(file), "--periode", "2024-T3", "--oleh", "Siti", "--json"]
    assert main(["check", *words]) == 1
    capsys.readouterr()
    assert main(["check", *words, "--perbaiki", "Data!C2=Kepanjenlor"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["perbaikan"]
    assert (one["sel"], one["lama"], one["baru"]) == ("C2", "Kepanjen", "Kepanjenlor")
    assert main(["publish", *words, "--perbaiki", "Data!C2=Kepanjenlor"]) == 0
    assert main(["check", *words, "--perbaiki", "Data!C2=Turi"]) in (0, 1)
    assert main(["check", *words, "--perbaiki", "Data!C2=a", "--perbaiki", "Data!C2=b"]) == 2
    events = [(e.event, e.facts.get("sel")) for e in log.read_entries() if e.event == "koreksi"]
    assert events == [("koreksi", "Data!C2")]


def test_an_entry_says_the_same_when_it_is_read_again():
    one = Correction("Data", "C2", "Kepanjen", "Kepanjenlor", "salah ketik", "Siti")
    assert read_entry(json.loads(json.dumps(write_entry(one)))) == one
    assert say_correction(one) == "tertulis “Kepanjen”, diperbaiki “Kepanjenlor” oleh Siti"
