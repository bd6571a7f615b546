"""Files that are kept: one sum of bytes for all of them, whoever makes them."""

from __future__ import annotations

import pytest

from dasbor.export import kept
from dasbor.server import middleware
from dasbor.server.outside import briefs, sending


def test_all_shelves_of_files_together_hold_200_mb_at_most() -> None:
    assert middleware.ROUTES  # all routes are there, and with them their shelves
    assert set(kept._shelves) == set(kept.PARTS)
    assert sum(one._budget for one in kept._shelves.values()) == pytest.approx(200_000_000)


def test_the_oldest_brief_goes_when_the_newest_would_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefs._KEPT, "_budget", 3_000)
    briefs._KEPT.clear()
    for name in "abcd":
        file = sending.keep_file(name.encode() * 900, "text/plain")  # too small to be compressed
        assert briefs._KEPT.get(name, lambda file=file: file) is file
    assert [briefs._KEPT.has(name) for name in "abcd"] == [False, True, True, True]
    assert briefs._KEPT.measure() == (3, 2_700)
    assert kept.measure_kept()[1] >= 2_700
    briefs._KEPT.clear()


def test_a_shelf_is_made_once() -> None:
    with pytest.raises(ValueError, match="bukti"):
        kept.make_shelf("bukti", 5)
