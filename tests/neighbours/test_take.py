"""A package of another area of government is taken, shown, replaced, undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from etl.neighbours.archive import find_package
from etl.neighbours.held import identify_held, open_held
from etl.neighbours.ledger import read_ledger
from etl.neighbours.messages import NotTaken
from etl.neighbours.take import take, undo
from tests.neighbours.parcels import ROWS, STAFF, Parcel, find_fingerprint, hold, write_parcel


def ask(state: Path, sql: str) -> list[tuple]:
    con = open_held(state)
    assert con is not None
    return con.execute(sql).fetchall()


def test_nothing_is_held_at_first(tmp_path: Path) -> None:
    assert open_held(tmp_path) is None
    assert identify_held(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_a_package_that_was_taken_is_in_the_tables(tmp_path: Path) -> None:
    hold(tmp_path, Parcel())
    assert ask(
        tmp_path, "select kode, nama, tingkat, alamat, versi, contoh, sidik_kunci, kunci_dikenal from pemda"
    ) == [
        (
            "35.05",
            "Kabupaten Contoh",
            "kabupaten",
            "https://koperasi.contohkab.go.id",
            3,
            False,
            find_fingerprint(),
            True,
        )
    ]
    assert ask(tmp_path, "select * from wilayah") == [
        ("35.05", "35.05", "Kabupaten Contoh", "kabupaten", None),
        ("35.05", "35.05.01", "Wates", "kecamatan", "35.05"),
    ]
    assert ask(
        tmp_path,
        "select periode, pembilang, penyebut, nilai from angka where indikator = 'koperasi_aktif' "
        "and kode_wilayah = '35.05' order by periode",
    ) == [
        ("2025-T1", 30.0, 40.0, 0.75),
        ("2025-T2", 33.0, 41.0, 33 / 41),
    ]


def test_two_areas_stand_beside_one_another_and_a_newer_package_takes_the_place_of_its_own(tmp_path: Path) -> None:
    other = Parcel(
        kode="35.06", nama="Kabupaten Lain", rows=[("2025-T2", "35.06", "koperasi_aktif", 1, 2)], areas=(), seed=2
    )
    hold(tmp_path, Parcel(), other)
    name = identify_held(tmp_path)
    newer = Parcel(
        versi=4, dibuat="2025-11-01T09:00:00+07:00", rows=[*ROWS, ("2025-T3", "35.05", "koperasi_aktif", 35, 41)]
    )
    (looked,) = hold(tmp_path, newer)
    assert (looked.comparison.added, looked.comparison.gone, looked.comparison.changed) == (("2025-T3",), (), 0)
    assert ask(tmp_path, "select kode, versi from pemda order by kode") == [("35.05", 4), ("35.06", 3)]
    assert identify_held(tmp_path) != name


def test_the_same_signed_by_another_server_of_the_area_is_no_second_one(tmp_path: Path) -> None:
    """Nobody is asked for its key, and nothing is vouched for by it: what it says newly is."""
    hold(tmp_path, Parcel())
    looked = take(tmp_path, write_parcel(Parcel(seed=2)), STAFF)
    assert [(f.kode, f.berat) for f in looked.findings] == [("sudah_dipegang", "periksa")]
    assert [(e.nomor, e.sidik_kunci) for e in read_ledger(tmp_path).entries] == [(1, find_fingerprint(1))]
    with pytest.raises(NotTaken) as refused:
        take(tmp_path, write_parcel(Parcel(seed=2, versi=4)), STAFF)
    assert [f.kode for f in refused.value.findings] == ["kunci_berganti"]


def test_another_one_signed_by_another_key_is_none_that_is_held(tmp_path: Path) -> None:
    """Also where the one that is held is lost: nobody can tell any more that they are the same."""
    hold(tmp_path, Parcel())
    find_package(tmp_path, read_ledger(tmp_path).entries[0].sha256).unlink()
    with pytest.raises(NotTaken) as refused:
        take(tmp_path, write_parcel(Parcel(seed=2)), STAFF)
    assert [f.kode for f in refused.value.findings] == ["kunci_berganti"]


def test_an_undo_brings_back_what_was_held_before_and_can_be_undone(tmp_path: Path) -> None:
    hold(tmp_path, Parcel(), replace(Parcel(), versi=4, dibuat="2025-11-01T09:00:00+07:00"))
    undone = undo(tmp_path, 2, STAFF)
    assert ask(tmp_path, "select versi from pemda") == [(3,)]
    again = undo(tmp_path, undone.nomor, STAFF)
    assert ask(tmp_path, "select versi from pemda") == [(4,)]
    undo(tmp_path, again.nomor, STAFF)
    undo(tmp_path, 1, STAFF)
    assert open_held(tmp_path) is None
    with pytest.raises(ValueError, match="^Catatan paket 1 tidak ada atau sudah dibatalkan.$"):
        undo(tmp_path, 1, STAFF)
    assert len(read_ledger(tmp_path).entries) == 6
    assert len(list((tmp_path / "pemda_lain" / "paket").iterdir())) == 2
