"""Backups of archives whose workbooks came under strange names: called by what they are, or, by an earlier release, by
the ending that was uploaded. What could not be read back is refused before anything is written."""

from __future__ import annotations

import hashlib
import json
import os

import pytest

from etl import run
from etl.__main__ import main
from etl.publish import publish
from etl.store.files import is_temporary
from etl.store.versions import Store
from etl.store.workbooks import name_workbook
from etl.upkeep.backup import backup
from etl.upkeep.manifest import BackupDamaged, can_be_named, format_manifest, read_manifest
from etl.upkeep.put_back import restore_backup
from tests import golden
from tests.workbooks import workbook

HASH = "ab" * 32
NAME = "Register TW1.sedang diperbaiki.xls\\lama"


def test_a_workbook_is_archived_by_what_it_is_and_shown_as_it_came(built_store):
    data = workbook(golden.BUKU["2025-T1"])
    result = run.check_workbook(data, NAME, "2025-T1", store=built_store)
    number = publish.publish_workbook(result, data, "Penguji", store=built_store)
    record = built_store.records.read(number)
    assert (record["berkas"], record["nama_berkas"]) == (f"{record['sha256']}.xlsx", NAME)


def test_the_archive_knows_no_other_endings():
    assert name_workbook(HASH, "html") == f"{HASH}.html"
    with pytest.raises(ValueError, match="tidak dikenal"):
        name_workbook(HASH, "xls\\lama")


@pytest.mark.skipif(os.name != "posix", reason="such names are no file names on Windows")
def test_archives_of_earlier_releases_are_backed_up_and_put_back(built_store, tmp_path):
    endings = ("xls\\lama", "sedang diperbaiki", "sedang", "wal", "xls\nlama")
    for letter, ending in zip("abcde", endings, strict=True):
        (built_store.archive_folder / f"{letter * 64}.{ending}").write_text(ending)
    (built_store.archive_folder / f"{HASH}.xlsx.sedang").write_text("terputus")
    assert [p.name for p in built_store.list_leftovers()] == [f"{HASH}.xlsx.sedang"]
    for _ in range(2):  # into a new folder and over an earlier one
        backup(built_store, tmp_path / "cadangan")
    new = Store(tmp_path / "baru")
    restore_backup(new, tmp_path / "cadangan")
    for letter, ending in zip("abcde", endings, strict=True):
        assert new.workbooks.find(letter * 64).read_text() == ending
    assert new.workbooks.find(HASH) is None


def test_a_workbook_that_an_earlier_release_took_for_unfinished_is_read_where_it_lies(built_store):
    content = b"buku kerja"
    record = {"sha256": hashlib.sha256(content).hexdigest()}
    record["berkas"] = f"{record['sha256']}.sedang diperbaiki"
    assert built_store.workbooks.hash(record) is None
    aside = built_store.folder / "disisihkan"
    aside.mkdir(exist_ok=True)
    (aside / f"20260101T000000-{record['berkas']}").write_bytes(b"lain")
    (aside / f"20260102T000000-{record['berkas']}").write_bytes(content)
    assert built_store.workbooks.hash(record) == record["sha256"]
    assert built_store.workbooks.read(record) == content


def test_a_name_that_no_manifest_may_say_stops_the_backup_before_it_writes(built_store, tmp_path, capsys):
    (built_store.folder / "pengguna lama.sqlite").write_bytes(b"")
    assert main(["backup", str(tmp_path / "cadangan")]) == 1
    assert "pengguna lama.sqlite" in (said := capsys.readouterr().out)
    assert "Cadangan TIDAK ditulis" in said
    assert not (tmp_path / "cadangan").exists()


def test_a_manifest_is_written_by_the_rule_by_which_it_is_read(built_store, tmp_path):
    backup(built_store, tmp_path / "cadangan")
    manifest = read_manifest(tmp_path / "cadangan")
    assert json.loads(format_manifest(manifest))["jumlah_versi"] == 3
    object.__setattr__(manifest.files[0], "name", "arsip/../../x")
    with pytest.raises(BackupDamaged):
        format_manifest(manifest)


@pytest.mark.parametrize("name", ["arsip/../x", "arsip/./x", "arsip/", "lain/x", "a b.sqlite", "arsip/\udcff.xls"])
def test_names_that_a_manifest_may_not_say(name):
    assert not can_be_named(name)


def test_unfinished_files_are_known_by_the_very_end_of_their_name():
    unfinished = ["000004.duckdb.sedang", "000004.duckdb.sedang.wal", f"{HASH}.xlsx.sedang", f"{HASH}.sedang.sedang"]
    finished = [f"{HASH}.sedang diperbaiki", f"{HASH}.sedang", f"20260101T000000-{HASH}.sedang", "000004.duckdb"]
    assert [name for name in [*unfinished, *finished] if is_temporary(name)] == unfinished
