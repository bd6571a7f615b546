"""A backup that is refused leaves nothing behind; a state and its backup never lie in one another."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from etl.__main__ import main
from etl.store.versions import Store
from etl.upkeep import cipher, doctor
from etl.upkeep.backup import backup
from etl.upkeep.manifest import MANIFEST
from etl.upkeep.put_back import restore_backup
from etl.upkeep.running import hold_state
from tests.heavy import pair, spread
from tests.installations import with_settings

OTHER_DISK = Path("/dev/shm")


@pytest.mark.skipif(not OTHER_DISK.exists(), reason="no second disk")
def test_a_state_with_a_part_on_another_disk_is_refused_before_anything_is_moved(
    built_store: Store, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TemporaryDirectory(dir=OTHER_DISK) as place:
        shutil.move(built_store.folder / "terbitan", Path(place) / "terbitan")
        (built_store.folder / "terbitan").symlink_to(Path(place) / "terbitan")
        before = tree(built_store.folder, Path(place))
        with pytest.raises(ValueError, match="^terbitan di .* terletak di diska lain. Pindahkan seluruh"):
            restore_backup(built_store, source, confirmed=True)
        assert tree(built_store.folder, Path(place)) == before
        found = next(s for s in doctor.examine(built_store) if s.code == "izin")
        assert (found.state, found.advice[:33]) == ("salah", "Pindahkan seluruh folder keadaan ")


@pytest.fixture
def source(built_store: Store, tmp_path: Path) -> Path:
    backup(built_store, tmp_path / "cadangan")
    return tmp_path / "cadangan"


def tree(*folders: Path) -> dict[str, bytes | None]:
    """Everything that lies in these folders: files with their content."""
    return {str(p): p.read_bytes() if p.is_file() else None for f in folders for p in sorted([f, *f.rglob("*")])}


def lose_manifest(source: Path) -> None:
    (source / MANIFEST).unlink()


def cut_manifest(source: Path) -> None:
    (source / MANIFEST).write_bytes((source / MANIFEST).read_bytes()[:-30])


def lead_out(source: Path) -> None:
    content = json.loads((source / MANIFEST).read_bytes())
    content["berkas"][0]["nama"] = "terbitan/../../luar"
    (source / MANIFEST).write_text(json.dumps(content))


def lose_a_file(source: Path) -> None:
    (source / "terbitan" / "000003.duckdb").unlink()


def change_a_file(source: Path) -> None:
    (source / "terbitan" / "000003.duckdb").write_bytes(b"lain")


def lose_everything(source: Path) -> None:
    shutil.rmtree(source)


PLACES = {
    "cadangan": "sama dengan",
    "cadangan/keadaan": "memuat",
    "cadangan/terbitan/x": "memuat",
    ".": "di dalam",
}
DAMAGES = [lose_manifest, cut_manifest, lead_out, lose_a_file, change_a_file, lose_everything]


@pytest.mark.parametrize(("damage", "place"), pair(DAMAGES, ["baru", "baru/di/dalam", "kosong"]))
def test_a_backup_that_cannot_be_put_back_leaves_no_folder(
    source: Path, tmp_path: Path, damage: Callable[[Path], None], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kosong").mkdir()
    damage(source)
    before = tree(tmp_path)
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / place))
    assert main(["restore-backup", str(source)]) == 2
    assert tree(tmp_path) == before


@pytest.mark.parametrize("damage", spread(DAMAGES[:5]), ids=lambda f: f.__name__)
def test_a_state_that_is_there_stays_as_it_was(
    source: Path, built_store: Store, damage: Callable[[Path], None]
) -> None:
    damage(source)
    before = tree(built_store.folder)
    assert main(["restore-backup", str(source), "--yakin"]) == 2
    assert tree(built_store.folder) == before


def test_without_a_confirmation_or_a_key_nothing_is_made(
    built_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = cipher.make_key(tmp_path / "kunci.txt")
    cipher.make_key(tmp_path / "lain.txt")
    sealed = tmp_path / "terenkripsi"
    backup(built_store, sealed, with_settings("cadangan", penerima=[public]))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "baru"))
    (tmp_path / "isi").mkdir()
    (tmp_path / "isi" / "audit.jsonl").write_text("")
    before = tree(tmp_path)
    for words in ([], ["--kunci", str(tmp_path / "lain.txt")], ["--kunci", str(tmp_path / "tidak-ada.txt")]):
        assert main(["restore-backup", str(sealed), *words]) == 2
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "isi"))
    assert main(["restore-backup", str(sealed), "--kunci", str(tmp_path / "kunci.txt")]) == 2
    assert tree(tmp_path) == before


@pytest.mark.parametrize(("place", "linked"), pair([*PLACES], [False, True]))
@pytest.mark.parametrize("words", [[], ["--yakin"]], ids=["", "confirmed"])
def test_a_state_in_its_backup_or_a_backup_in_the_state_is_refused_before_anything_is_written(
    source: Path,
    tmp_path: Path,
    place: str,
    linked: bool,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if linked:
        (tmp_path / "jalan").symlink_to(source, target_is_directory=True)
    before = tree(tmp_path)
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / place))
    assert main(["restore-backup", str(tmp_path / "jalan" if linked else source), *words]) == 2
    assert PLACES[place] in capsys.readouterr().err
    assert tree(tmp_path) == before


def test_a_refusal_while_a_dashboard_runs_takes_nothing_of_it_away(source: Path, tmp_path: Path) -> None:
    new = tmp_path / "baru"
    with hold_state(new):
        before = tree(new)
        with pytest.raises(Exception, match="sedang berjalan"):
            restore_backup(Store(new), source)
        assert tree(new) == before


def test_after_a_refusal_a_whole_backup_is_put_back(source: Path, tmp_path: Path) -> None:
    new = Store(tmp_path / "baru")
    with pytest.raises(Exception, match="tidak ada cadangan"):
        restore_backup(new, tmp_path / "entah")
    assert "dipulihkan" in restore_backup(new, source)
    assert new.find_current() == 3
