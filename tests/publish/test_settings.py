"""Settings are changed, stored in the version, replayed as of then and brought back like data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from etl import run
from etl.acuan import load_reference
from etl.prove import rebuild, verify
from etl.publish import publish
from etl.publish.change_settings import SettingsMoved, change_settings
from etl.settings import entries
from etl.settings.check import read_setting, read_target
from etl.store.versions import Store
from tests import golden, states
from tests.installations import copy_with_own_targets, with_settings
from tests.workbooks import workbook

WINDOW = {"jendela_triwulan": read_setting("jendela_triwulan", "2")}
EXAM_YEARS = {"tahun_penilaian": read_setting("tahun_penilaian", "1")}
YEARS = {"tahun_tanpa_rat": read_setting("tahun_tanpa_rat", "5")}
EXAMINED = "select periode, pembilang, penyebut from indikator where indikator = 'dinilai_kesehatan'"
EXAMINED += " and kode_wilayah = '35.72' and kelompok_hitung = 'semua' order by 1"
STATUS = "select nama_koperasi from koperasi_triwulan where status_hitung = 'tidak aktif' and periode = '2024-T3'"


@pytest.fixture
def city_store(store, tmp_path, monkeypatch) -> Store:
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_with_own_targets(tmp_path)))
    golden.copy_all(store)
    return store


def ask(store: Store, sql: str, number: int | None = None) -> list[tuple]:
    return store.open_version(number or store.find_current() or 0).execute(sql).fetchall()


def value(store: Store, key: str, number: int | None = None) -> tuple[float | None, str]:
    found = entries.read_in_force(store.open_version(number or store.find_current() or 0))
    return found.entries[key][::2]


# ── a change ──


def test_a_version_holds_the_settings_that_it_was_published_with(city_store):
    assert value(city_store, "tahun_tanpa_rat") == (3.0, "berkas")
    assert value(city_store, "target.koperasi_aktif.2025") == (0.9, "berkas")


def test_a_change_is_a_publication_that_counts_all_quarters_anew(city_store):
    before, last = ask(city_store, EXAMINED), city_store.find_current()
    assert change_settings(EXAM_YEARS, "Ana", "diminta inspektorat", store=city_store) == last + 1
    assert (before[-1], ask(city_store, EXAMINED)[-1]) == (("2025-T3", 2.0, 4.0), ("2025-T3", 1.0, 4.0))
    assert ask(city_store, EXAMINED, last) == before
    record = city_store.records.read(last + 1)
    assert (record["tindakan"], record["oleh"]) == ("ubah pengaturan", "Ana")
    assert record["keterangan"] == "Masa penilaian kesehatan 2 → 1 tahun: diminta inspektorat"
    assert value(city_store, "tahun_penilaian") == (1.0, "halaman")
    (change,) = entries.read_changes(city_store.open_version(last + 1))
    assert (change.number, change.key, change.old, change.new) == (last + 1, "tahun_penilaian", 2.0, 1.0)


def test_the_status_by_the_annual_meetings_follows_in_every_register(city_store):
    before = {name for (name,) in ask(city_store, STATUS)}
    change_settings(YEARS, "Ana", "aturan baru", store=city_store)
    assert before == {"KSU Dua", "Kopwan Lima", "Kopas Delapan", "KSU Sembilan"}
    assert {name for (name,) in ask(city_store, STATUS)} == {"KSU Sembilan"}


def test_definitions_say_the_rule_in_force(city_store):
    change_settings(WINDOW, "Ana", "aturan baru", store=city_store)
    sql = "select pembilang from indikator_definisi where indikator = 'cakupan_pendampingan'"
    assert ask(city_store, sql) == [("koperasi terdaftar yang dikunjungi dalam dua triwulan",)]


def test_a_target_is_set_added_and_taken_out(city_store):
    changed = dict([read_target("koperasi_aktif", 2025, "92,5%", "RKPD"), read_target("sehat", 2026, "50")])
    changed |= dict([read_target("jangkauan_pelatihan", 2025, "hapus")])
    change_settings(changed, "Ana", "RKPD 2025", store=city_store)
    reference = entries.apply(load_reference(), entries.read_in_force(city_store.open_version(6)).entries)
    rows = {(r.indikator, r.tahun): (r.nilai_target, r.keterangan) for r in reference.target.itertuples()}
    assert rows["koperasi_aktif", 2025] == (0.925, "RKPD")
    assert rows["sehat", 2026] == (0.5, "")
    assert ("jangkauan_pelatihan", 2025) not in rows
    assert ("jangkauan_pelatihan", 2024) in rows


# ── what is refused ──


@pytest.mark.parametrize(
    ("changed", "reason", "sentence"),
    [
        (WINDOW, " ", "Tulis alasannya"),
        ({"jendela_triwulan": read_setting("jendela_triwulan", "4")}, "x", "Tidak ada yang berubah"),
        (
            {**WINDOW, "hari_pascapelatihan": read_setting("hari_pascapelatihan", "270")},
            "x",
            "Batas kunjungan sesudah pelatihan (270 hari) lebih panjang daripada kurunnya (2 triwulan)",
        ),
    ],
)
def test_a_change_without_reason_or_effect_or_that_does_not_fit_is_refused(city_store, changed, reason, sentence):
    before = city_store.find_current()
    with pytest.raises(ValueError, match=re.escape(sentence)):
        change_settings(changed, "Ana", reason, store=city_store)
    assert city_store.find_current() == before


def test_who_looked_at_an_older_version_has_to_look_again(city_store):
    seen = city_store.find_current()
    change_settings(YEARS, "Ana", "aturan baru", seen, city_store)
    with pytest.raises(SettingsMoved, match="Sementara itu versi 6 terbit"):
        change_settings({"n_kecil": read_setting("n_kecil", 5)}, "Budi", "x", seen, city_store)
    assert city_store.find_current() == seen + 1


def test_nothing_can_be_changed_before_the_first_publication(store):
    with pytest.raises(ValueError, match="Belum ada terbitan"):
        change_settings(YEARS, "Ana", "x", store=store)


# ── file and state ──


def test_the_state_outweighs_the_file_for_what_was_changed_in_it_only(city_store):
    change_settings(YEARS, "Ana", "aturan baru", store=city_store)
    later = with_settings("aturan", tahun_tanpa_rat=2, n_kecil=7)
    data_before = city_store.find_current()
    change_settings({"lonjakan": read_setting("lonjakan", "50")}, "Ana", "x", store=city_store, reference=later)
    assert value(city_store, "tahun_tanpa_rat") == (5.0, "halaman")
    assert value(city_store, "n_kecil") == (7.0, "berkas")
    assert value(city_store, "n_kecil", data_before) == (10.0, "berkas")
    sources = {c.key: c.source for c in entries.read_changes(city_store.open_version(7))}
    assert sources == {"tahun_tanpa_rat": "halaman", "lonjakan": "halaman", "n_kecil": "berkas"}


def test_what_is_changed_to_the_files_value_follows_the_file_again(city_store):
    change_settings(YEARS, "Ana", "aturan baru", store=city_store)
    change_settings({"tahun_tanpa_rat": read_setting("tahun_tanpa_rat", 3)}, "Ana", "batal", store=city_store)
    assert value(city_store, "tahun_tanpa_rat") == (3.0, "berkas")


def test_the_next_workbook_is_checked_under_the_new_rule(store):
    states.start(store)
    change_settings(YEARS, "Ana", "aturan baru", store=store)
    states.publish_next(store)
    assert value(store, "tahun_tanpa_rat") == (5.0, "halaman")
    assert ask(store, STATUS) == [("KSU Sembilan",)]


def test_a_file_that_changed_counts_all_quarters_with_the_next_workbook(store):
    states.start(store)
    later = with_settings("aturan", tahun_tanpa_rat=5)
    data = workbook(golden.BUKU["2025-T1"])
    result = run.check_workbook(data, "2025-T1.xlsx", "2025-T1", store=store, reference=later)
    publish.publish_workbook(result, data, "Penguji", store=store, reference=later)
    assert ask(store, STATUS) == [("KSU Sembilan",)]
    assert verify.verify_store(store).problems == []


# ── replay, rebuild, restore ──


def test_the_archive_is_replayed_with_the_settings_of_each_time(store):
    states.start(store)
    change_settings(YEARS | dict([read_target("sehat", 2025, "40%", "telp 081234567890")]), "Ana", "baru", store=store)
    states.publish_next(store)
    change_settings({"jendela_triwulan": read_setting("jendela_triwulan", 3)}, "Ana", "lagi", store=store)
    outcome = verify.verify_store(store)
    assert (outcome.problems, outcome.remarks) == ([], [])
    assert outcome.sentence == "Versi 6 sama dengan arsip: 6 terbitan diputar ulang, semua tabel sama."
    later = with_settings("aturan", tahun_tanpa_rat=1, bulan_batas_rat=3)
    assert verify.verify_store(store, later).problems == []
    for number in (3, 4, 5, 6):
        store.find_path(number).unlink()
    store.forget_pointer()
    assert rebuild.rebuild_store(store, later).problems == []
    assert (value(store, "tahun_tanpa_rat", 3), value(store, "tahun_tanpa_rat", 4)) == ((3, "berkas"), (5, "halaman"))
    assert "081234567890" not in Path(store.records.path(4)).read_text(encoding="utf-8")


def test_restoring_brings_back_data_and_settings_alike(store):
    states.start(store)
    before = ask(store, STATUS)
    change_settings(YEARS, "Ana", "aturan baru", store=store)
    assert publish.restore_version(3, "Siti", "keliru", store=store) == 5
    assert value(store, "tahun_tanpa_rat") == (3.0, "berkas")
    assert ask(store, STATUS) == before
    last = entries.read_changes(store.open_version(5))[-1]
    assert (last.number, last.key, last.old, last.new, last.source) == (5, "tahun_tanpa_rat", 5.0, 3.0, "pemulihan")
    assert publish.restore_version(4, "Siti", store=store) == 6
    assert value(store, "tahun_tanpa_rat") == (5.0, "halaman")
    assert verify.verify_store(store).problems == []


def test_a_restored_setting_is_held_against_a_file_that_says_otherwise_by_now(store):
    states.start(store)
    later = with_settings("aturan", tahun_tanpa_rat=2)
    publish.restore_version(1, "Siti", store=store, reference=later)
    assert value(store, "tahun_tanpa_rat") == (3.0, "pemulihan")
    assert verify.verify_store(store).problems == []


def test_the_audit_says_who_changed_what_and_why(city_store):
    change_settings(YEARS, "Ana", "aturan baru", store=city_store, address="10.0.0.7")
    lines = [json.loads(line) for line in (city_store.folder / "audit.jsonl").read_text().splitlines()]
    entry = next(e for e in lines if e["tindakan"] == "ubah_pengaturan") if "tindakan" in lines[0] else lines[-1]
    text = json.dumps(entry, ensure_ascii=False)
    assert all(word in text for word in ("ubah_pengaturan", "Ana", "10.0.0.7", "aturan baru", "3 → 5 tahun buku"))
