"""Values of pengaturan.toml that make no sense delete nothing: publishing stops with a sentence, doctor names them."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from etl import run
from etl.acuan import load_reference
from etl.indikator.words import QUALITY_RULES
from etl.publish import publish
from etl.settings.operator import list_wrong
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from tests import golden, states
from tests.installations import with_settings
from tests.workbooks import workbook

LATER = dt.datetime(2040, 1, 1)


@pytest.fixture
def store(built_store: Store) -> Store:
    return built_store


@pytest.mark.parametrize("key", ["simpan_versi", "simpan_buku_kerja_tahun"])
@pytest.mark.parametrize("value", [-1, -3, "x", 2.5, True, None], ids=str)
def test_a_retention_that_makes_no_sense_stops_publishing_and_removes_nothing(
    store: Store, key: str, value: object
) -> None:
    before = states.hashes(store.folder)
    with pytest.raises(StoreDamaged, match=key) as e:
        publish.restore_version(1, "Siti", "coba", store, with_settings("terbitan", **{key: value}), LATER)
    assert str(e.value).startswith(f"Setelan [terbitan] {key} = {value!r} tidak dapat dipakai: tulis bilangan bulat 0")
    assert str(e.value).endswith("Data yang terbit tidak berubah.")
    assert (states.hashes(store.folder), store.find_current()) == (before, 3)


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("unggah", "batas_baris", 0),
        ("unggah", "batas_baris", "x"),
        ("unggah", "batas_mb", -5),
        ("log", "ukuran_mb", 0),
        ("log", "berkas", "x"),
        ("cadangan", "ingatkan_hari", "x"),
        ("peladen", "gagal_per_alamat", 0),
        ("peladen", "pemanasan", "mati"),
        ("akses", "halaman", "Masuk"),
        ("akses", "nama_koperasi", "tertutup"),
    ],
)
def test_each_value_outside_its_range_is_named(section: str, key: str, value: object) -> None:
    [sentence] = list_wrong(with_settings(section, **{key: value}).settings)
    assert sentence.startswith(f"Setelan [{section}] {key} = {value!r} tidak dapat dipakai: tulis ")


def test_the_settings_as_they_come_are_in_their_ranges_and_what_is_not_written_is_not_wrong() -> None:
    assert list_wrong(load_reference().settings) == []
    assert list_wrong({}) == []


def test_a_workbook_is_checked_and_published_with_a_file_that_lacks_what_came_later(store: Store) -> None:
    known = load_reference().settings
    later = {"ubah_identitas", "ubah_status", "rusak_kolom", *QUALITY_RULES}
    parts = {s: {k: v for k, v in known[s].items() if k not in later} for s in ("aturan", "pemeriksaan")}
    settings = {k: v for k, v in known.items() if k not in ("batas_rat", "pdrb")}
    older = dataclasses.replace(load_reference(), settings={**settings, **parts})
    data = workbook(golden.BUKU["2025-T3"])
    result = run.check_workbook(data, "2025-T3.xlsx", "2025-T3", store=store, reference=older)
    number = publish.publish_workbook(result, data, "Siti", reason="uji", store=store, reference=older)
    sql = "select pembilang, penyebut from indikator where indikator = 'rat_tepat_waktu' and kode_wilayah = '35.72'"
    rows = store.open_version(number).execute(f"{sql} and periode = '2025-T3'").fetchall()
    assert rows == [(0, 1), (0, 1)]
