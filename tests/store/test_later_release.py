"""What a later release published is shown and not written over: this one does not know all that it holds."""

from __future__ import annotations

import pytest

from etl import run
from etl.prove import rebuild, verify
from etl.publish.publish import restore_version
from etl.release import is_later
from etl.store.faults import OUTDATED, LaterRelease
from etl.upkeep import doctor
from tests import golden
from tests.workbooks import workbook

SAID = (
    "Versi 2 diterbitkan oleh rilis {} dari dasbor; di sini berjalan rilis 0.2.9, yang tidak mengenal semua isinya. "
    "Pasang rilis itu di sini, lalu ulangi. Yang terbit tetap tampil; tidak ada yang ditulis."
)


@pytest.fixture
def published(store, monkeypatch):
    """Two versions; from now on this is an earlier release."""
    for quarter in ("2024-T3", "2024-T4"):
        golden.publish_book(store, quarter, golden.BUKU[quarter])
    for module in ("etl.release", "etl.store.records", "etl.publish.next_version"):
        monkeypatch.setattr(f"{module}.read_release", lambda: "0.2.9")
    return store


def test_nothing_is_checked_or_published_over_it(published):
    said = SAID.format(published.records.read(2)["rilis"])
    with pytest.raises(LaterRelease) as refused:
        run.check_workbook(workbook(golden.BUKU["2025-T3"]), "2025-T3.xlsx", "2025-T3", store=published)
    assert str(refused.value) == said
    with pytest.raises(LaterRelease) as refused:
        restore_version(1, "Siti", store=published)
    assert (str(refused.value), refused.value.for_staff) == (said, OUTDATED)
    assert (published.find_newest_whole(), published.list_leftovers()) == ((2, ""), [])


def test_the_doctor_says_so_as_something_to_look_at(published):
    said = SAID.format(published.records.read(2)["rilis"])
    for examine in (doctor.examine, doctor.examine_quickly):
        (sign,) = [s for s in examine(published) if s.code == "terbitan"]
        assert (sign.state, f"{sign.found}. {sign.advice}") == ("perhatian", said)


def test_it_is_proved_and_a_lost_file_is_brought_back_as_before(published):
    """What is built anew stands under its own number, and its record says who published it."""
    assert verify.verify_store(published).problems == []
    published.find_path(2).unlink()
    assert rebuild.rebuild_store(published).problems == []
    assert published.find_newest_whole() == (2, "")


@pytest.mark.parametrize(
    ("release", "later"),
    [
        ("0.2.9", False),
        ("0.2.10", True),
        ("0.3.0", True),
        ("1.0", True),
        ("0.2", False),
        ("sebelum 0.2.0", False),
        (None, False),
    ],
)
def test_releases_are_compared_by_their_numbers(monkeypatch, release, later):
    monkeypatch.setattr("etl.release.read_release", lambda: "0.2.9")
    assert is_later(release) is later
