"""Deadlines of the RAT and the PDRB of a year are changed on the page and the command line like any other setting."""

from __future__ import annotations

import json

import pytest

from dasbor.choice import Choice
from dasbor.query.source import in_force
from dasbor.staff.pengaturan_form import Shown
from dasbor.staff.settings import years_form
from dasbor.staff.settings.years_form import Typed
from etl.__main__ import main
from etl.acuan import load_reference
from etl.operator_settings import list_dated
from etl.prove import rebuild, verify
from etl.publish.change_settings import change_settings
from etl.publish.preview_settings import preview_change
from etl.publish.publish import restore_version
from etl.settings import entries
from etl.settings.check import read_dated, share_notes
from etl.settings.entries import Entry
from etl.store.versions import Store
from tests import golden
from tests.golden import JT
from tests.installations import copy_with_own_targets

PRIMARY, SECONDARY, GDP = "batas_rat.primer.2025", "batas_rat.sekunder.2025", "pdrb.nilai.2024"
RATIO = "select pembilang, penyebut from indikator where indikator = 'rasio_volume_pdrb' and kode_wilayah = '35.72' "
RATIO += "and kelompok_hitung = 'semua' and periode = '2025-T3'"
NINE = {GDP: read_dated(GDP, "Rp 9.000.000.000.000", "BPS, atas dasar harga berlaku")}


@pytest.fixture
def store(store, tmp_path, monkeypatch) -> Store:
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_with_own_targets(tmp_path)))
    golden.copy_all(store)
    return store


def known(store: Store, key: str, number: int | None = None) -> Entry | None:
    found = entries.read_in_force(store.open_version(number or store.find_current() or 0))
    return found.entries.get(key)


def ratio(store: Store) -> list[tuple]:
    return store.open_version(store.find_current() or 0).execute(RATIO).fetchall()


# ── what is typed ──


@pytest.mark.parametrize("typed", ["2025-04-15", "15 April 2025", "15-4-2025", "15/04/2025", " 15 april 2025 "])
def test_a_day_is_read_as_people_type_it(typed):
    assert read_dated(PRIMARY, typed, "SE") == Entry(20250415.0, "SE", "halaman")


@pytest.mark.parametrize(
    ("key", "typed", "refusal"),
    [
        (
            PRIMARY,
            "15 April",
            "Batas RAT koperasi primer 2025: “15 April” bukan tanggal; tulis misalnya 30 April 2025.",
        ),
        (PRIMARY, "31-04-2025", "Batas RAT koperasi primer 2025: “31-04-2025” bukan tanggal"),
        (PRIMARY, "15 April 2024", "Batas RAT koperasi primer 2025: 15 April 2024 bukan tanggal tahun 2025."),
        (GDP, "9,1 triliun", "PDRB 2024: “9,1 triliun” bukan bilangan."),
        (GDP, "0", "PDRB 2024: tulis rupiah di atas 0."),
        ("batas_rat.tersier.2025", "15-4-2025", "“batas_rat.tersier.2025” bukan pengaturan setahun"),
        ("pdrb.nilai.1925", "5", "PDRB 1925: tahun 1925 di luar 2000 sampai 2100."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(key, typed, refusal):
    with pytest.raises(ValueError) as error:
        read_dated(key, typed)
    assert str(error.value).startswith(refusal)


def test_numbers_of_people_in_the_source_are_masked():
    assert read_dated(PRIMARY, "15-4-2025", "telp 0812-3456-7890").note == "telp [telepon disamarkan]"


# ── what a change does ──


def test_a_pdrb_that_is_typed_is_counted_with_at_once_and_stays(store):
    assert ratio(store) == [(270 * JT, None)]
    effect = preview_change(NINE, store=store)
    assert [(f.indikator, f.after.penyebut) for f in effect.figures] == [("rasio_volume_pdrb", 9e12)]
    change_settings(NINE, "Ani", "angka BPS", store=store)
    assert ratio(store) == [(270 * JT, 9e12)]
    assert known(store, GDP) == Entry(9e12, "BPS, atas dasar harga berlaku", "halaman")
    golden.publish_book(store, "2025-T4", {"Koperasi": [golden.JUDUL_REGISTER, *golden.REGISTER_2025_T3]}, reason="uji")
    assert known(store, GDP).value == 9e12


def test_a_deadline_outweighs_the_file_until_the_files_value_is_set_again(store):
    change_settings({PRIMARY: read_dated(PRIMARY, "15 Mei 2025", "SE 2/2025")}, "Ani", "edaran baru", store=store)
    assert known(store, PRIMARY) == Entry(20250515.0, "SE 2/2025", "halaman")
    days = {(d.name, d.year): d.day.isoformat() for d in list_dated(in_force.read_reference(Choice(6)).settings)}
    assert days["primer", 2025] == "2025-05-15"
    start = entries.read_start(load_reference())[PRIMARY]
    change_settings({PRIMARY: start._replace(source="halaman")}, "Ani", "batal", store=store)
    assert known(store, PRIMARY) == start


def test_a_value_is_taken_out_and_comes_back_with_the_version_that_had_it(store):
    change_settings(NINE, "Ani", "angka BPS", store=store)
    with_it = store.find_current()
    change_settings({GDP: read_dated(GDP, "hapus")}, "Ani", "keliru", store=store)
    assert known(store, GDP) is None or known(store, GDP).value is None
    assert (270 * JT, 9e12) not in ratio(store)
    restore_version(with_it, "Ani", store=store)
    assert known(store, GDP).value == 9e12
    assert ratio(store) == [(270 * JT, 9e12)]


def test_a_replay_repeats_it(store):
    change_settings(NINE, "Ani", "angka BPS", store=store)
    change_settings({PRIMARY: read_dated(PRIMARY, "15 Mei 2025", "SE 2/2025")}, "Ani", "edaran baru", store=store)
    number = store.find_current()
    restore_version(number - 1, "Ani", store=store)
    assert verify.verify_store(store).problems == []
    assert rebuild.rebuild_store(store).problems == []
    assert store.find_current() == number + 1


def test_the_values_of_a_year_have_one_source():
    now = {PRIMARY: Entry(20250430.0, "SE 1"), SECONDARY: Entry(20250630.0, "SE 1"), GDP: Entry(1.0, "BPS")}
    changed = {PRIMARY: Entry(20250515.0, "SE 2", "halaman")}
    assert share_notes(changed, now) == {**changed, SECONDARY: Entry(20250630.0, "SE 2", "halaman")}


# ── the page and the command line ──


def test_the_fields_say_only_what_somebody_changed():
    now = {PRIMARY: Entry(20250430.0, "SE 1"), SECONDARY: Entry(20250630.0, "SE 1")}
    shown = Shown(1, now, now)
    untouched = {PRIMARY: "30 April 2025", SECONDARY: "30 Juni 2025", "pdrb.nilai.2025": ""}
    sources = {"batas_rat": "SE 1", "pdrb": ""}
    assert years_form.read_changed(shown, Typed(2025, untouched, sources)) == ({}, [])
    typed = {**untouched, PRIMARY: "15 Mei 2025", "pdrb.nilai.2025": "sembilan"}
    changed, faults = years_form.read_changed(shown, Typed(2025, typed, sources))
    assert changed == {PRIMARY: Entry(20250515.0, "SE 1", "halaman")}
    assert faults == ["PDRB 2025: “sembilan” bukan bilangan."]
    changed, _ = years_form.read_changed(shown, Typed(2025, untouched, {**sources, "batas_rat": "SE 2"}))
    assert {key: e.note for key, e in changed.items()} == {PRIMARY: "SE 2", SECONDARY: "SE 2"}


def test_the_command_line_changes_and_lists_them(store, capsys):
    words = ["--keterangan", "SE 2/2025", "--oleh", "Ani", "--alasan", "edaran baru"]
    assert main(["pengaturan", "ubah", f"{PRIMARY}=15 Mei 2025", *words]) == 0
    said = capsys.readouterr().out
    assert "Batas RAT koperasi primer 2025 30 April 2025 → 15 Mei 2025" in said
    assert main(["pengaturan", "--json"]) == 0
    listed = {y["kunci"]: (y["nilai"], y["keterangan"]) for y in json.loads(capsys.readouterr().out)["tahunan"]}
    assert (listed[PRIMARY], listed[SECONDARY]) == ((20250515.0, "SE 2/2025"), (20250630.0, "SE 2/2025"))
    assert main(["pengaturan", "ubah", f"{PRIMARY}=15 Mei 2024", *words]) == 2
