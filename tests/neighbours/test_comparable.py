"""Two installations of one release with the same rules have the same hashes; what differs is said in words."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pytest

from dasbor import keep
from dasbor.choice import Choice
from dasbor.export.opendata import tables
from dasbor.query.source import made_of
from dasbor.server import warm
from etl import indikator
from etl.acuan import Reference, load_reference
from etl.indikator import find_indicator, load_indicators
from etl.prove import counted
from etl.prove.rebuild import rebuild_store
from etl.settings.comparable import hash_parts, list_counting, list_parts
from etl.settings.declare import list_altering
from etl.settings.differences import Difference, list_differences
from etl.store.versions import Store
from tests import states


def parts_of(name: str, deadlines: dict[str, Any] | None = None, **rules: int) -> dict[str, Any]:
    settings = load_reference().settings
    settings = {**settings, "aturan": {**settings["aturan"], **rules}}
    i = find_indicator(name)
    assert i is not None
    return list_parts(i, settings if deadlines is None else {**settings, "batas_rat": deadlines})


def test_the_rules_of_an_indicator_are_those_whose_change_alters_it() -> None:
    settings = load_reference().settings
    for i in load_indicators():
        assert set(list_parts(i, settings)["aturan"]) == list_altering(i), i.indikator


@pytest.mark.parametrize(
    ("name", "rules", "said"),
    [
        ("cakupan_pendampingan", {"jendela_triwulan": 2}, [Difference("Kurun", "4 triwulan", "2 triwulan")]),
        ("rat_tahun_buku", {"bulan_batas_rat": 7}, [Difference("Batas RAT", "Juni", "Juli")]),
        ("rat_tahun_buku", {"jendela_triwulan": 2, "n_kecil": 20}, []),
        ("koperasi_aktif", {"bulan_batas_rat": 7}, []),
    ],
)
def test_another_rule_makes_another_hash_where_it_counts(name: str, rules: dict, said: list[Difference]) -> None:
    one, other = parts_of(name), parts_of(name, **rules)
    assert list_differences(one, other) == said
    assert (hash_parts(one) == hash_parts(other)) == (not said)


def test_deadlines_count_where_being_in_time_is_counted() -> None:
    later = {"2025": {"primer": "2025-05-31", "sekunder": "2025-06-30", "dasar": "x"}}
    assert list_differences(parts_of("rat_tepat_waktu"), parts_of("rat_tepat_waktu", later)) == [
        Difference("Batas RAT koperasi primer 2025", "30 April 2025", "31 Mei 2025"),
        Difference("Batas RAT koperasi primer 2026", "31 Maret 2026", "belum ada"),
    ]
    assert parts_of("rat_tahun_buku") == parts_of("rat_tahun_buku", later)
    source = {
        "2025": {"primer": "2025-04-30", "sekunder": "2025-06-30", "dasar": "lain"},
        "2026": {"primer": "2026-03-31"},
    }
    assert parts_of("rat_tepat_waktu") == parts_of("rat_tepat_waktu", source)


def test_another_rule_of_the_field_is_named_by_what_it_decides() -> None:
    one = parts_of("rat_tahun_buku")
    other = {**one, "aturan_bidang": {**one["aturan_bidang"], "owes_rat": "0" * 32}}
    assert list_differences(one, other) == [Difference("siapa yang wajib RAT")]
    assert list_differences(one, {**one, "cara_hitung": "0" * 32}) == [Difference("cara menghitungnya")]
    strange = {"aturan": {"bulan_batas_rat": "x", "baru": 1}, "batas_rat": {"a.b.c": "x"}, "aturan_bidang": {}}
    assert list_differences(one, strange)[0] == Difference("Batas RAT", "Juni", "x")
    assert list_differences(one, None) == [Difference("cara menghitungnya")]


# ── of a version ──


def test_a_version_that_an_earlier_release_counted_has_no_hash_until_it_is_proven(built_store: Store) -> None:
    """As after an update: the record tells of another statement of one indicator."""
    record = built_store.records.read_raw(3)
    built_store.records.replace(3, {**record, "cara_hitung": {**record["cara_hitung"], "koperasi_aktif": "0" * 16}})

    def is_known(version: int, name: str) -> bool:
        return made_of.describe(Choice(version), name)["sidik"] is not None

    assert (is_known(3, "koperasi_aktif"), is_known(3, "rat_tahun_buku")) == (False, True)
    assert states.publish_next(built_store) == 4
    assert (is_known(4, "koperasi_aktif"), is_known(4, "rat_tahun_buku")) == (False, True)
    rebuild_store(built_store)
    keep.forget()
    assert built_store.find_current() == 4
    assert (is_known(4, "koperasi_aktif"), is_known(4, "rat_tahun_buku")) == (True, True)
    built_store.records.path(1).write_text("{}")
    assert made_of.describe(Choice(1), "koperasi_aktif") == {"sidik": None, "isi": None}


def note_other_counting(store: Store, **how: str) -> None:
    """As after an update: the record tells of other statements of these indicators, or of none at all."""
    record = store.records.read_raw(3)
    store.records.replace(3, {**record, "cara_hitung": {**record["cara_hitung"], **how} if how else None})


def test_after_an_update_figures_that_come_out_the_same_are_known_without_a_rebuild(built_store: Store) -> None:
    note_other_counting(built_store)
    assert counted.list_unknown(built_store, 3) == set(list_counting())
    files = states.hashes(built_store.folder)
    assert counted.prove_counting(built_store) is True
    assert counted.list_unknown(built_store, 3) == set()
    changed = {path for path, content in states.hashes(built_store.folder).items() if files.get(path) != content}
    assert changed == {"arsip/000003.hitung"}, "nothing of the version and its record is touched"
    assert counted.prove_counting(built_store) is False, "it is known now"


def test_a_server_finds_it_out_at_its_start_and_forgets_what_it_said_until_then(built_store: Store) -> None:
    note_other_counting(built_store)
    assert made_of.describe(Choice(3), "koperasi_aktif")["sidik"] is None
    warm._prove_counting()
    assert made_of.describe(Choice(3), "koperasi_aktif")["sidik"] is not None


def test_what_this_release_counts_otherwise_stays_unknown_and_is_tried_once(
    built_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_other_counting(built_store, koperasi_aktif="0" * 16, rat_tahun_buku="0" * 16)
    compute = indikator.compute_indicators

    def count_otherwise(con: duckdb.DuckDBPyConnection, reference: Reference) -> None:
        compute(con, reference)
        con.execute("update indikator set pembilang = pembilang + 1 where indikator = 'koperasi_aktif'")

    with monkeypatch.context() as m:
        m.setattr(indikator, "compute_indicators", count_otherwise)
        assert counted.prove_counting(built_store) is True
    assert counted.list_unknown(built_store, 3) == {"koperasi_aktif"}
    assert states.publish_next(built_store) == 4
    monkeypatch.setattr(indikator, "compute_indicators", lambda *_: pytest.fail("it was tried"))
    assert counted.prove_counting(built_store) is False
    assert counted.list_unknown(built_store, 4) == {"koperasi_aktif"}


def test_what_cannot_be_counted_now_is_found_out_later(built_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    note_other_counting(built_store)
    with monkeypatch.context() as m:
        m.setattr(Store, "start_file", stop)
        assert counted.prove_counting(built_store) is False
    assert counted.prove_counting(built_store) is True


def stop(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_the_hashes_of_a_package_are_those_of_its_version(built_store: Store) -> None:
    content = json.loads(tables.make_definitions(Choice(3)))
    assert content["pemda"] == {"kode": "35.72", "nama": "Kota Blitar", "tingkat": "kota", "alamat": ""}
    by_name = {d["indikator"]: d for d in content["definisi"]}
    assert [d["sidik"] for d in by_name.values()] == [hash_parts(d["isi"]) for d in by_name.values()]
    assert by_name["rat_tahun_buku"]["isi"]["aturan"] == {"bulan_batas_rat": 6}
