"""Each publication has its entry in the audit, and each record names the head of the chain."""

from __future__ import annotations

import errno
import json
import os

import pytest

from etl import run
from etl.__main__ import main
from etl.audit import listing, log, notes
from etl.audit.events import COMMAND_LINE
from etl.prove import rebuild, verify
from etl.publish import publish
from etl.store.faults import StoreDamaged
from etl.store.files import AUDIT_FILE
from tests import golden, planted_numbers, states
from tests.workbooks import workbook


def written(store) -> list[tuple[str, str, str]]:
    return [(e.event, e.by, e.address) for e in log.read_entries(store.folder)]


def test_a_publication_and_its_undoing_say_who_and_from_where(store):
    data = workbook(states.SATU)
    result = run.check_workbook(data, "satu.xlsx", "2024-T3", store=store)
    publish.publish_workbook(result, data, "Siti", "memang benar", store=store, address="10.0.0.7")
    golden.publish_book(store, "2024-T4", golden.BUKU["2024-T4"])
    publish.restore_version(1, "Budi", store=store, address="10.0.0.8")
    entries = log.read_entries(store.folder)
    assert [(e.event, e.by, e.address) for e in (entries[0], entries[2])] == [
        ("terbit", "Siti", "10.0.0.7"),
        ("pulihkan", "Budi", "10.0.0.8"),
    ]
    assert entries[0].facts["versi"] == "1"
    assert (entries[2].facts["versi"], entries[2].facts["dari_versi"]) == ("3", "1")
    noted = [store.records.read(n)["audit"] for n in (1, 2, 3)]
    assert noted == [{"nomor": e.number, "sidik": log.head_at(e).hash} for e in entries]


def test_verify_sees_an_audit_that_was_cut_off_and_rebuild_adds_nothing_but_its_own_entry(store):
    states.start(store)
    assert verify.verify_store(store).problems == []
    before = (store.folder / AUDIT_FILE).read_bytes()
    assert rebuild.rebuild_store(store, by="Siti", address="10.0.0.7").problems == []
    after = (store.folder / AUDIT_FILE).read_bytes()
    assert after.startswith(before)
    assert written(store)[3:] == [("bangun_ulang", "Siti", "10.0.0.7")]
    (store.folder / AUDIT_FILE).write_bytes(b"".join(before.splitlines(keepends=True)[:2]))
    result = verify.verify_store(store)
    assert result.problems == ["Catatan audit dipotong: baris 3, yang disebut terbitan 3, tidak ada lagi."]
    assert result.sentence.endswith("3 terbitan diputar ulang, semua tabel sama. Catatan tindakan TIDAK utuh.")
    (store.folder / AUDIT_FILE).write_bytes(before)
    backup = log.Head(9, "0" * 64, "cadangan 2026-01-03")
    assert verify.verify_store(store, heads=[backup]).problems == [
        "Catatan audit dipotong: baris 9, yang disebut cadangan 2026-01-03, tidak ada lagi."
    ]


def test_a_state_of_an_earlier_release_is_whole(store):
    states.start(store)
    (store.folder / AUDIT_FILE).unlink()
    for number in (1, 2, 3):
        path = store.records.path(number)
        record = json.loads(path.read_bytes())
        del record["audit"]
        path.write_text(json.dumps(record))
    assert verify.verify_store(store).problems == []


def test_nothing_is_published_where_the_audit_cannot_be_written(store):
    golden.publish_book(store, "2024-T3", states.SATU)
    (store.folder / AUDIT_FILE).unlink()
    (store.folder / AUDIT_FILE).mkdir()
    with pytest.raises(StoreDamaged, match="Catatan audit .* Data yang terbit tidak berubah"):
        golden.publish_book(store, "2024-T4", golden.BUKU["2024-T4"])
    assert (store.find_current(), store.list_leftovers(), sorted(store.records.numbers())) == (1, [], [1])
    (store.folder / AUDIT_FILE).rmdir()
    assert golden.publish_book(store, "2024-T4", golden.BUKU["2024-T4"]) == 2


def test_a_check_goes_on_where_the_audit_cannot_be_written_and_the_fault_is_known(store, tmp_path, capsys):
    golden.publish_book(store, "2024-T3", states.SATU)
    (store.folder / AUDIT_FILE).unlink()
    (store.folder / AUDIT_FILE).mkdir()
    (tmp_path / "satu.xlsx").write_bytes(workbook(states.SATU))
    assert main(["check", str(tmp_path / "satu.xlsx"), "--periode", "2024-T3"]) == 0
    assert notes.find_fault().startswith("Catatan audit di ")
    (store.folder / AUDIT_FILE).rmdir()
    notes.note("periksa")
    assert notes.find_fault() == ""


def test_an_entry_whose_publication_failed_is_said_to_be_none(store, monkeypatch):
    golden.publish_book(store, "2024-T3", states.SATU)

    def write(_record: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as m, pytest.raises(StoreDamaged):
        m.setattr(store.records, "write", write)
        golden.publish_book(store, "2024-T4", golden.BUKU["2024-T4"])
    golden.publish_book(store, "2024-T4", golden.BUKU["2024-T4"])
    rows = listing.list_rows(store)
    assert [(r.event, r.details.endswith(listing.NOT_DONE)) for r in rows] == [
        ("Diterbitkan", False),
        ("Diterbitkan", True),
        ("Diterbitkan", False),
    ]


def test_the_command_line_names_who_typed_it(store, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LOGNAME", "operator")
    (tmp_path / "satu.xlsx").write_bytes(workbook(states.SATU))
    main(["publish", str(tmp_path / "satu.xlsx"), "--periode", "2024-T3", "--oleh", "Siti"])
    main(["check", str(tmp_path / "satu.xlsx"), "--periode", "2024-T3"])
    main(["rebuild", "--oleh", "Budi"])
    os.unlink(store.versions_folder / "TERKINI")
    main(["tunjuk", "1", "--yakin"])
    assert written(store) == [
        ("terbit", "Siti", COMMAND_LINE),
        ("periksa", "operator (pengguna sistem)", COMMAND_LINE),
        ("bangun_ulang", "Budi", COMMAND_LINE),
        ("tunjuk", "operator (pengguna sistem)", COMMAND_LINE),
    ]
    capsys.readouterr()
    assert main(["audit", "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert [t["kejadian"] for t in content["tindakan"]] == ["tunjuk", "bangun_ulang", "periksa", "terbit"]
    assert content["masalah"] == []
    assert main(["audit", "--sejak", "2999-01-01"]) == 0
    assert capsys.readouterr().out == "Catatan tindakan utuh.\n"


def test_no_number_of_a_person_reaches_the_audit(store, tmp_path, capsys):
    golden.publish_book(store, "2024-T3", states.SATU)
    data, name = planted_numbers.book()
    (tmp_path / name).write_bytes(data)
    number = planted_numbers.phone()
    words = [str(tmp_path / name), "--periode", "2025-T3", "--oleh", f"Siti {number}"]
    words += ["--jawab", "kelurahan:gedoghptelepondisamarkan|sukorejohubungi=35.72.03.1001"]
    main(["check", *words])
    main(["publish", *words, "--alasan", f"kata {planted_numbers.ktp()}"])
    main(["restore", "1", "--oleh", f"Budi {number}", "--alasan", number])
    assert store.find_current() == 3
    capsys.readouterr()
    main(["audit"])
    digits = (store.folder / AUDIT_FILE).read_text(encoding="utf-8")
    shown = capsys.readouterr().out + digits
    assert "disamarkan" in digits
    assert [n for n in planted_numbers.PIECES if n in shown] == []
