"""An end of the audit that is cut off, lost or torn is noticed by verify, doctor and backup, and never forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.accounts import users
from etl.audit import heads, log
from etl.store.files import ASIDE, AUDIT_FILE, CARE
from etl.store.versions import Store
from etl.upkeep import doctor, put_back
from etl.upkeep.backup import backup
from etl.upkeep.drill import drill
from etl.upkeep.manifest import read_manifest
from tests.installations import hash_cheaply


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_cheaply(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cadangan"


@pytest.fixture
def store(built_store: Store, folder: Path) -> Store:
    """Three publications, then an account, a sign-in and a backup: all of that came after the last publication."""
    users.add_user("ani", "rahasia")
    log.append("masuk", "ani")
    backup(built_store, folder)
    log.append("keluar", "ani")
    return built_store


def keep_lines(count: int) -> Callable[[Path], None]:
    def cut(file: Path) -> None:
        file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:count]))

    return cut


def cut_in_the_middle(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: content.index(b"cadangan") - 3])


def remove(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    file.write_bytes(b"")


def cut_and_go_on(file: Path) -> None:
    keep_lines(3)(file)
    for who in ("budi", "budi", "budi", "budi"):
        log.append("masuk", who, folder=file.parent)


CUTS = [keep_lines(5), keep_lines(3), cut_in_the_middle, remove, empty, cut_and_go_on]


@pytest.mark.parametrize("harm", CUTS, ids=["backup", "accounts", "middle", "removed", "emptied", "written on"])
def test_a_cut_after_the_last_publication_is_said_by_doctor_and_backup(
    store: Store, folder: Path, harm: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    harm(store.folder / AUDIT_FILE)
    for command in (["doctor"], ["audit"], ["backup", str(folder)]):
        assert main(command) == 1
        assert "baris 6, yang disebut cadangan " in capsys.readouterr().out


@pytest.fixture
def bare(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The same without a publication: there is nothing to replay."""
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "tanpa"))
    users.add_user("ani", "rahasia")
    backup(Store(), folder)
    log.append("keluar", "ani")
    return Store()


def test_verify_says_a_cut_too(bare: Store, capsys: pytest.CaptureFixture[str]) -> None:
    keep_lines(1)(bare.folder / AUDIT_FILE)
    assert main(["verify"]) == 1
    assert "Catatan audit dipotong: baris 2, yang disebut cadangan " in capsys.readouterr().out


def test_a_backup_after_a_cut_is_marked_loud_and_keeps_the_longer_audit_of_the_one_before(
    store: Store, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (folder / AUDIT_FILE).read_bytes()
    keep_lines(3)(store.folder / AUDIT_FILE)
    assert main(["backup", str(folder)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("  Catatan audit dipotong: baris 5, yang disebut cadangan ")
    assert said[1].startswith("  Catatan audit dipotong: baris 6, yang disebut cadangan ")
    assert "TETAPI keadaan ini TIDAK utuh" in said[-1]
    assert [f.split(",")[0] for f in read_manifest(folder).flaws] == [
        "Catatan audit dipotong: baris 5",
        "Catatan audit dipotong: baris 6",
    ]
    assert [p.read_bytes() for p in (folder / ASIDE).iterdir()] == [whole]
    assert log.read_entries(store.folder)[-1].facts["keadaan"] == "TIDAK utuh"


def test_later_backups_do_not_make_a_cut_forgotten(store: Store, folder: Path, tmp_path: Path) -> None:
    keep_lines(3)(store.folder / AUDIT_FILE)
    for place in (folder, folder, tmp_path / "lain"):
        assert len(backup(store, place).problems) == 2
    assert [h.number for h in heads.read_noted(store.folder)] == [5, 6, 6]


def test_the_folder_of_the_backups_remembers_what_the_state_forgot(store: Store, folder: Path) -> None:
    (store.folder / CARE / "kepala_audit.json").unlink()
    keep_lines(3)(store.folder / AUDIT_FILE)
    assert heads.check_audit(store) == []
    assert len(backup(store, folder).problems) == 1
    assert len(heads.check_audit(store)) == 1


def test_a_damaged_memory_of_the_last_backup_is_said(store: Store) -> None:
    (store.folder / CARE / "kepala_audit.json").write_bytes(b"[{")
    (said,) = heads.check_audit(store)
    assert said.startswith("Catatan perawatan/kepala_audit.json rusak")
    assert doctor.is_ill(doctor.examine(store))


def test_a_monitor_hears_of_a_cut(store: Store) -> None:
    assert sign(store).state == "baik"
    keep_lines(3)(store.folder / AUDIT_FILE)
    assert sign(store).state == "salah"


def sign(store: Store) -> doctor.Sign:
    return next(s for s in doctor.examine_quickly(store) if s.code == "catatan")


def test_putting_the_last_backup_back_mends_a_cut_and_writes_down_what_is_missing(store: Store, folder: Path) -> None:
    keep_lines(3)(store.folder / AUDIT_FILE)
    said = put_back.restore_backup(store, folder, confirmed=True, by="siti", address="baris perintah")
    assert "Catatan tindakan yang dipasang tidak memuat entri 6 (cadangan " in said
    last = log.read_entries(store.folder)[-1]
    assert (last.number, last.event, last.by, last.address) == (6, "pulihkan_cadangan", "siti", "baris perintah")
    assert last.facts["catatan_tanpa"].startswith("entri 6 (cadangan ")
    assert heads.check_audit(store) == []
    assert backup(store, folder).problems == ()


def test_a_marked_backup_says_so_when_it_is_proved_or_put_back(bare: Store, folder: Path, tmp_path: Path) -> None:
    keep_lines(1)(bare.folder / AUDIT_FILE)
    backup(bare, folder)
    outcome = drill(bare, folder)
    assert (outcome.problems, len(outcome.remarks)) == ((), 1)
    assert "Cadangan ini ditandai" in outcome.sentence
    assert "Cadangan ini ditandai" in put_back.restore_backup(Store(tmp_path / "baru"), folder)


def test_all_is_well_after_backups_of_a_whole_audit(store: Store, folder: Path) -> None:
    assert backup(store, folder).problems == ()
    assert "tidak_utuh" not in json.loads((folder / "cadangan.json").read_bytes())
    assert heads.check_audit(store) == []
    assert [h.number for h in heads.read_noted(store.folder)] == [8]


# ── the last line ──


@pytest.mark.parametrize("torn", [b'{"nomor": 8, "wak', b"{", b"\x00" * 300, b'{"nomor": 8}}'])
def test_a_torn_last_line_is_said_and_the_next_entry_is_not_glued_onto_it(
    store: Store, torn: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = store.folder / AUDIT_FILE
    with file.open("ab") as f:
        f.write(torn)
    for command in (["doctor"], ["audit"]):
        assert main(command) == 1
        said = capsys.readouterr().out
        assert f"Baris terakhir catatan audit terpotong ({len(torn)} byte sesudah baris 7)" in said
    log.append("masuk", "budi", folder=store.folder)
    events = log.read_entries(store.folder)[6:]
    assert [(e.number, e.event) for e in events] == [(7, "keluar"), (8, "baris_terpotong"), (9, "masuk")]
    assert (store.folder / events[1].facts["disisihkan_ke"]).read_bytes() == torn
    assert heads.check_audit(store) == []


def test_a_last_entry_without_its_end_counts_and_the_next_one_vouches_for_it(store: Store, folder: Path) -> None:
    file = store.folder / AUDIT_FILE
    before = log.find_head(store.folder)
    file.write_bytes(file.read_bytes().removesuffix(b"\n"))
    assert log.find_head(store.folder) == before
    assert [e.event for e in log.read_entries(store.folder)][-1] == "keluar"
    assert heads.check_audit(store) == []
    assert backup(store, folder).problems == ()
    assert b'"keluar"' in (folder / AUDIT_FILE).read_bytes()
    assert log.check_chain([before], store.folder) == []
    assert [e.event for e in log.read_entries(store.folder)][-2:] == ["keluar", "cadangan"]
    assert not (store.folder / ASIDE).exists()


def test_wherever_the_file_is_cut_the_head_of_the_last_backup_is_missed(store: Store) -> None:
    """Every place of the last three entries but the ends of those that came after the backup."""
    file = store.folder / AUDIT_FILE
    content = file.read_bytes()
    (head,) = heads.read_noted(store.folder)
    start = content.index(b'{"nomor":5,')
    unseen = set()
    for place in range(start, len(content)):
        file.write_bytes(content[:place])
        if not log.find_lost([head], store.folder):
            unseen.add(place)
    ends = content.index(b'{"nomor":7,')
    assert unseen == set(range(ends - 1, len(content)))
