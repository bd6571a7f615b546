"""Whom to call goes into a list of its own when a register is published, and nowhere else."""

from __future__ import annotations

import io
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from etl import run
from etl.__main__ import main
from etl.audit import log
from etl.contacts.book import FILE, FOLDER, Contact, ContactBook
from etl.out.feedback import make_marked
from etl.out.prefill import make_prefilled
from etl.publish.publish import NotPublishable, publish_workbook
from etl.publish.withdraw import withdraw_upload
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from etl.upkeep.backup import backup
from tests.contacts.registers import HEADINGS, PIECES, ROWS, book, known, publish, text_of
from tests.read.test_masking import everything_in
from tests.workbooks import workbook

SATU = ("Zulkarnaen Kontakcoba", "0812-9871-2301 / (0342) 801900")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "data"))
    yield Store()


def holds(text: str | bytes) -> list[str]:
    content = text if isinstance(text, bytes) else text.encode()
    return [p for p in PIECES if p.encode() in content]


# ── what is read ──


def test_chair_and_numbers_of_each_cooperative_are_found(store):
    result = run.check_workbook(book(), "register.xlsx", "2025-T3", store=store)
    assert [(c.ketua, c.telepon) for c in result.contacts] == [
        SATU,
        ("Yosefina Kontakcoba", "081298712302"),
        ("", "WA 081298712303 atau 081298712304"),
    ]
    assert result.dapat_terbit


def test_checking_keeps_nothing(store):
    run.check_workbook(book(), "register.xlsx", "2025-T3", store=store)
    assert not (store.folder / FOLDER).exists()


def test_what_is_found_is_said_by_heading_and_without_content(store):
    result = run.check_workbook(book(), "register.xlsx", "2025-T3", store=store)
    said = [(t.kode, t.sel, t.isi, t.berat) for t in result.temuan if t.kode == "kolom_kontak"]
    assert said == [("kolom_kontak", f"{c}1", h, "periksa") for c, h in zip("FGH", HEADINGS[5:], strict=True)]
    assert holds(json.dumps([t.pesan + t.saran + t.isi for t in result.temuan])) == []


@pytest.mark.parametrize(
    "heading, column",
    [
        ("Ketua", "nama_ketua"),
        ("NAMA KETUA", "nama_ketua"),
        ("Ketua Koperasi", "nama_ketua"),
        ("Kontak", "telepon"),
        ("No. Telp", "telepon"),
        ("Nomor Telepon", "telepon"),
        ("TELP/HP", "telepon"),
        ("No HP", "ponsel"),
        ("No. HP/WA", "ponsel"),
    ],
)
def test_headings_as_a_dinas_writes_them(store, heading, column):
    data = workbook({"Register": [[*HEADINGS[:5], heading], [*ROWS[0][:5], "0812-9871-2301"]]})
    result = run.check_workbook(data, "register.xlsx", "2025-T3", store=store)
    assert [name for name in result.found_tables[0].kolom if name not in ("nik_koperasi", "nama_koperasi")] == [
        "kelurahan",
        "status",
        "tahun_buku_rat",
        column,
    ]
    assert len(result.contacts) == 1


def test_two_columns_of_the_same_contact_block_nothing(store):
    data = workbook({"Register": [[*HEADINGS[:5], "No HP", "No. WA"], [*ROWS[0][:5], "0812-9871-2301", "0812987199"]]})
    result = run.check_workbook(data, "register.xlsx", "2025-T3", store=store)
    assert [t.kode for t in result.temuan if t.kode.startswith("kontak") or t.kode == "kolom_ganda"] == ["kontak_ganda"]
    assert result.dapat_terbit
    assert [c.telepon for c in result.contacts] == ["0812-9871-2301"]


def test_a_ktp_number_in_the_column_is_not_kept(store):
    row = [*ROWS[0][:5], "Zulkarnaen 3572011501800001", None, "0812-9871-2301"]
    result = run.check_workbook(book(row), "register.xlsx", "2025-T3", store=store)
    assert [(c.ketua, c.telepon) for c in result.contacts] == [("Zulkarnaen [KTP disamarkan]", "0812-9871-2301")]


# ── where it is kept ──


def test_publishing_keeps_them_for_their_owner_only(store):
    publish(store, "2025-T3")
    assert known(store) == {
        "KSP Satu": SATU,
        "KSU Dua": ("Yosefina Kontakcoba", "081298712302"),
        "KPRI Tiga": ("", "WA 081298712303 atau 081298712304"),
    }
    if os.name == "posix":
        path = store.folder / FOLDER / FILE
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_nothing_is_kept_where_publishing_is_refused(store):
    publish(store, "2025-T2")
    ContactBook(store.folder).forget_all()
    few = book(ROWS[0])  # a register that lost most of its rows asks for a reason
    result = run.check_workbook(few, "register.xlsx", "2025-T3", store=store)
    with pytest.raises(NotPublishable):
        publish_workbook(result, few, "Ani", store=store)
    assert known(store) == {}


def test_no_byte_of_a_number_or_a_chair_lies_anywhere_else(store, tmp_path, capsys, caplog):
    """Versions, records, audit, logs, drafts, marks, prefilled template, backup, exports of the command line."""
    data = book()
    file = tmp_path / "register.xlsx"
    file.write_bytes(data)
    assert main(["check", str(file), "--periode", "2025-T3", "--json"]) == 0
    assert main(["publish", str(file), "--periode", "2025-T3", "--oleh", "Ani", "--json"]) == 0
    assert main(["versions", "--json"]) == 0
    assert main(["audit", "--json"]) == 0
    backup(store, tmp_path / "cadangan")
    printed = capsys.readouterr()
    assert holds(printed.out + printed.err + caplog.text) == []

    path = store.find_path(1)
    assert holds(everything_in(path)) == []
    assert "KSP Satu" in everything_in(path)
    kept = {p.relative_to(store.folder).as_posix(): p for p in store.folder.rglob("*") if p.is_file()}
    # the workbook as it was, for staff only, and the list
    own = {n for n, p in kept.items() if p.suffix == ".xlsx"} | {f"{FOLDER}/{FILE}"}
    assert len(own) == 2
    assert {n: holds(p.read_bytes()) for n, p in kept.items() if n not in own} == {n: [] for n in kept if n not in own}
    assert holds((store.folder / FOLDER / FILE).read_bytes()) != []
    saved = [p for p in (tmp_path / "cadangan").rglob("*") if p.is_file()]
    assert [p for p in saved if FOLDER in p.parts] == []
    assert [p.name for p in saved if p.suffix != ".xlsx" and holds(p.read_bytes())] == []
    assert holds(text_of(make_prefilled(store))) == []
    assert [e.event for e in log.read_entries(store.folder)].count("terbit") == 1


def test_marks_in_a_workbook_repeat_no_contact(store):
    """Their own cells are theirs; what we add says nothing of them."""
    rows = [[*ROWS[0][:4], "dua ribu", *ROWS[0][5:]], *ROWS[1:]]
    result = run.check_workbook(book(*rows), "register.xlsx", "2025-T3", store=store)
    marked = openpyxl.load_workbook(io.BytesIO(make_marked(book(*rows), result)))
    assert marked.sheetnames == ["Temuan", "Register"]
    added = [str(v) for row in marked["Temuan"].iter_rows(values_only=True) for v in row if v is not None]
    added += [c.comment.text for row in marked["Register"].iter_rows() for c in row if c.comment]
    assert any("dua ribu" in text for text in added) and any("kontak koperasi" in text for text in added)
    assert holds("\n".join(added)) == []


# ── what takes the place of what ──


def changed(number: str) -> list[list[object]]:
    return [[*ROWS[0][:5], "Kontakcoba Baru", None, number], *ROWS[1:]]


def test_the_newest_quarter_holds_whatever_the_order(store):
    publish(store, "2025-T3", book(*changed("0812-9871-0003")))
    publish(store, "2025-T2", book())
    assert known(store)["KSP Satu"] == ("Kontakcoba Baru", "0812-9871-0003")
    publish(store, "2025-T4", book(*changed("0812-9871-0004")))
    assert known(store)["KSP Satu"] == ("Kontakcoba Baru", "0812-9871-0004")


def test_blank_cells_do_not_take_a_contact_away(store):
    publish(store, "2025-T2")
    publish(store, "2025-T3", book(*[[*r[:5], None, None, None] for r in ROWS]))
    assert known(store)["KSP Satu"] == SATU


def test_what_staff_typed_stands_until_a_later_quarter(store):
    publish(store, "2025-T2")
    contacts = ContactBook(store.folder)
    identity = next(i for i, c in contacts.read().items() if c.ketua == SATU[0])
    contacts.write(identity, Contact("Kontakcoba Ralat", "0812-9871-9999", "2025-T2", 0, "Budi", "2025-08-01T08:00"))
    publish(store, "2025-T2", book(*changed("0812-9871-0002")))
    assert known(store)["KSP Satu"] == ("Kontakcoba Ralat", "0812-9871-9999")
    publish(store, "2025-T3", book(*changed("0812-9871-0003")))
    assert known(store)["KSP Satu"] == ("Kontakcoba Baru", "0812-9871-0003")


def test_what_staff_took_out_does_not_come_back_with_the_same_quarter(store):
    publish(store, "2025-T2")
    contacts = ContactBook(store.folder)
    identity = next(i for i, c in contacts.read().items() if c.ketua == SATU[0])
    contacts.write(identity, Contact("", "", "2025-T2", 0, "Budi", "2025-08-01T08:00"))
    publish(store, "2025-T2", book())
    assert "KSP Satu" not in known(store)
    assert holds((store.folder / FOLDER / FILE).read_bytes().replace(b"98712302", b"")) != []  # the others stay
    assert b"Zulkarnaen" not in (store.folder / FOLDER / FILE).read_bytes()


def test_a_withdrawn_upload_takes_its_contacts_along(store):
    publish(store, "2025-T2")
    number = publish(store, "2025-T3", book(*changed("0812-9871-0003")))
    withdraw_upload(str(number), "Ani", "keliru", store=store)
    assert known(store) == {}  # what was known before is not kept
    publish(store, "2025-T2", book())  # the same workbook once more fills the list again
    assert known(store)["KSP Satu"] == SATU


def test_contacts_of_invented_data_go_with_them(store):
    publish(store, "2025-T2", book(sample=True))
    assert known(store)["KSP Satu"] == SATU
    publish(store, "2025-T3", book(ROWS[1]), starts_real_data=True)
    assert [c.ketua for c in ContactBook(store.folder).read().values()] == ["Yosefina Kontakcoba"]


def test_a_damaged_list_stops_no_publication_and_is_said(store, caplog):
    publish(store, "2025-T2")
    (store.folder / FOLDER / FILE).write_bytes(b"{rusak")
    assert publish(store, "2025-T3", book(*changed("0812-9871-0003"))) == 2
    assert "Kontak tidak tersimpan: Daftar kontak" in caplog.text and holds(caplog.text) == []
    with pytest.raises(StoreDamaged, match="rusak"):
        ContactBook(store.folder).read()


def test_a_replay_keeps_no_contacts(store):
    publish(store, "2025-T2")
    ContactBook(store.folder).forget_all()
    assert main(["verify"]) == 0
    assert main(["rebuild"]) == 0
    assert not (store.folder / FOLDER / FILE).exists()


def test_the_sample_has_invented_contacts_that_say_so_and_stand_in_no_version(sample_folder):
    """308 cooperatives of 2025-T2, every seventh without."""
    store = Store(sample_folder)
    known = ContactBook(store.folder).read()
    assert len(known) == 308 - 44
    assert {(c.ketua[:13], c.telepon[:10], c.contoh, c.unggahan) for c in known.values()} == {
        ("Ketua Contoh ", "0800-0000-", True, 0)
    }
    columns = {
        name for (name,) in store.open_version(15).execute("select column_name from duckdb_columns()").fetchall()
    }
    assert "nama_koperasi" in columns
    assert not columns & {"nama_ketua", "telepon", "ponsel", "ketua"}
