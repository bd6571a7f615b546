"""A backup of one area of government never becomes the state of another: neither put back there, nor written there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from etl.store.versions import Store
from etl.tenants.declared import read_roll
from etl.upkeep.backup import backup
from etl.upkeep.put_back import restore_backup
from tests.tenants import two
from tests.tenants.two import CITY, INVENTED


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two.build(tmp_path_factory.mktemp("pemda"))


@pytest.fixture
def states(file: Path) -> dict[str, Path]:
    return {t.address: t.state for t in read_roll(file).tenants}


@pytest.fixture(scope="module")
def foreign(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the other one."""
    place = tmp_path_factory.mktemp("cadangan") / INVENTED
    with two.inside(file, INVENTED):
        backup(Store(), place)
    return place


def read_tree(folder: Path) -> dict[str, bytes | None]:
    return {str(p): p.read_bytes() if p.is_file() else None for p in sorted(folder.rglob("*"))}


def test_a_backup_of_another_area_is_not_put_back(file: Path, states: dict[str, Path], foreign: Path) -> None:
    before = read_tree(states[CITY])
    with two.inside(file, CITY), pytest.raises(ValueError, match=r"milik Kota Contoh \(99\.01\), sedangkan acuan"):
        restore_backup(Store(), foreign, confirmed=True)
    assert read_tree(states[CITY]) == before


def test_its_own_one_is(file: Path, states: dict[str, Path], foreign: Path) -> None:
    shutil.rmtree(states[INVENTED])
    with two.inside(file, INVENTED):
        assert "(versi 1) dipulihkan" in restore_backup(Store(), foreign)


@pytest.mark.parametrize("below", ["", "cadangan", "terbitan/kini"])
def test_a_backup_is_not_written_into_the_state_of_another(file: Path, states: dict[str, Path], below: str) -> None:
    before = read_tree(states[CITY])
    with two.inside(file, INVENTED), pytest.raises(ValueError, match="folder keadaan pemasangan lain"):
        backup(Store(), states[CITY] / below)
    assert read_tree(states[CITY]) == before
