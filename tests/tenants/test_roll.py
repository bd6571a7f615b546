"""pemda.toml: what it declares, and what is said of an entry that cannot be used; the others stay."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from dasbor.front.listing import say_state
from etl import periode as quarters
from etl.tenants.begin import TEMPLATE, Beginning, begin
from etl.tenants.chosen import LATE_SETTING, read_late_days
from etl.tenants.declared import RollWrong, read_roll
from etl.tenants.examine import list_faults
from etl.tenants.news import News, NewsReader, count_late
from tests.tenants import two

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def write(folder: Path, text: str) -> Path:
    file = folder / "pemda.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_an_entry_needs_its_address_alone(tmp_path: Path) -> None:
    roll = read_roll(write(tmp_path, '[[pemda]]\nalamat = "kota-blitar"\n'))
    (one,) = roll.tenants
    assert (one.address, one.name, one.shares, one.is_closed) == ("kota-blitar", "", False, False)
    assert (one.state, one.reference) == (tmp_path / "kota-blitar" / "keadaan", tmp_path / "kota-blitar" / "acuan")
    assert (roll.title, roll.idle_minutes, roll.most, roll.late_days) == ("Dasbor Koperasi", 30, 0, 45)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('alamat = "Kota"', "harus huruf kecil"),
        ('alamat = "../kota"', "harus huruf kecil"),
        ('nama = "Kota"', "harus huruf kecil"),
        ('alamat = "semua"', "dipakai dasbor sendiri"),
        ('alamat = "satu"', "sudah dipakai"),
        ('alamat = "dua"\nfolder = "satu"', "juga dipakai “satu”"),
        ('alamat = "dua"\nfolder = "satu/keadaan"', "juga dipakai “satu”"),
        ('alamat = "dua"\nfolder = "."', "juga dipakai “satu”"),
        ('alamat = "dua"\nberbagi_kamus = "ya"', "true atau false"),
        ('alamat = "dua"\nmelihat_semua = 1', "true atau false"),
        ('alamat = "dua"\nberbagi_paket = "terbuka"', "true atau false"),
        ('alamat = "dua"\nfolder = 1', "teks di antara tanda petik"),
        ('alamat = "dua"\nfolder = "a\\u0000b"', "bukan nama folder"),
        (f'alamat = "dua"\nfolder = "{"x" * 256}"', "bukan nama folder"),
        ('alamat = "dua"\nwarna = "biru"', "“warna” tidak dikenal"),
    ],
)
def test_an_entry_that_cannot_be_used_takes_no_other_with_it(tmp_path: Path, entry: str, said: str) -> None:
    roll = read_roll(write(tmp_path, f'[[pemda]]\nalamat = "satu"\n[[pemda]]\n{entry}\n[[pemda]]\nalamat = "tiga"\n'))
    assert [t.address for t in roll.tenants] == ["satu", "tiga"]
    (fault,) = roll.faults
    assert "[[pemda]] ke-2" in fault
    assert said in fault


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[pemda]\n", "salah tulis di baris 1"),
        ('pemda = "kota-blitar"\n', r"di bawah baris \[\[pemda\]\]"),
        ("paling_banyak = -1\n", "paling_banyak harus bilangan bulat"),
        ("tidur_sesudah_menit = true\n", "tidur_sesudah_menit harus bilangan bulat"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RollWrong, match=said):
        read_roll(write(tmp_path, text))


def test_a_link_to_the_folder_of_another_one_is_that_folder(tmp_path: Path) -> None:
    (tmp_path / "satu").mkdir()
    (tmp_path / "dua").symlink_to(tmp_path / "satu")
    (fault,) = read_roll(write(tmp_path, '[[pemda]]\nalamat = "satu"\n[[pemda]]\nalamat = "dua"\n')).faults
    assert "juga dipakai “satu”" in fault


def test_two_with_one_code_are_a_fault_of_both(tmp_path: Path) -> None:
    file = tmp_path / "pemda.toml"
    for address in ("satu", "dua"):
        begin(file, Beginning(address, address.title(), "99.01", "kota", "Dinas"))
    twins, *empty = list_faults(read_roll(file))
    assert twins == "Kode 99.01 dipakai satu dan dua: setiap pemda perlu kodenya sendiri."
    assert [sentence.endswith("kelurahan.csv belum memuat wilayah.") for sentence in empty] == [True, True]


def test_a_folder_that_cannot_be_opened_is_a_fault_of_its_own_area(tmp_path: Path) -> None:
    far = "/".join(["x" * 200] * 30)
    roll = read_roll(write(tmp_path, f'[[pemda]]\nalamat = "satu"\nfolder = "{far}"\n[[pemda]]\nalamat = "dua"\n'))
    faults = list_faults(roll)
    assert [(s.partition(":")[0], "tidak dapat dibuka (" in s) for s in faults] == [
        ("satu", False),
        ("satu", True),
        ("dua", False),
    ]


def test_a_list_of_areas_of_another_city_is_refused_and_said_where_it_was_copied_by_hand(tmp_path: Path) -> None:
    file, areas = tmp_path / "pemda.toml", TEMPLATE / "kelurahan.csv"
    with pytest.raises(ValueError, match=r"bukan daftar wilayah 99\.01: .* “35\.72\."):
        begin(file, Beginning("satu", "Satu", "99.01", "kota", "Dinas", areas))
    assert list(tmp_path.iterdir()) == []
    tenant = begin(file, Beginning("satu", "Satu", "99.01", "kota", "Dinas"))
    (tenant.reference / "kelurahan.csv").write_bytes(areas.read_bytes())
    (fault,) = list_faults(read_roll(file))
    assert fault == "satu: kelurahan.csv memuat “35.72.01.1001”, yang bukan wilayah 99.01."


def test_a_folder_that_others_can_enter_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "pemda.toml"
    tenant = begin(file, Beginning("satu", "Satu", "99.01", "kota", "Dinas"))
    assert tenant.state.stat().st_mode & 0o077 == 0
    tenant.state.chmod(0o755)
    assert "terbuka bagi orang lain" in list_faults(read_roll(file))[-1]


@pytest.mark.parametrize(
    ("day", "quarter", "late"),
    [
        ("2026-11-14", "2026-T2", 0),  # the third quarter ended 45 days ago
        ("2026-11-15", "2026-T2", 1),
        ("2026-11-15", "2026-T3", 0),
        ("2026-11-15", "2026-T4", 0),  # published before its end
        ("2026-02-14", "2025-T3", 0),
        ("2026-02-15", "2025-T3", 1),
        ("2026-02-15", "2024-T3", 5),
        ("2026-02-15", "", 0),  # said in other words
    ],
)
def test_a_quarter_is_late_45_days_after_its_end(tmp_path: Path, day: str, quarter: str, late: int) -> None:
    (tenant,) = read_roll(write(tmp_path, '[[pemda]]\nalamat = "satu"\n')).tenants
    assert count_late(News(tenant, "Satu", quarter), dt.date.fromisoformat(day), 45) == late


def test_a_process_counts_by_the_days_that_the_installation_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    def count_and_find() -> tuple[int, dt.date]:
        days = read_late_days()
        return quarters.count_late("2026-T2", dt.date(2026, 11, 5), days), quarters.find_deadline("2026-T3", days)

    assert count_and_find() == (0, dt.date(2026, 11, 14))
    monkeypatch.setenv(LATE_SETTING, "30")
    assert count_and_find() == (1, dt.date(2026, 10, 30))
    monkeypatch.setenv(LATE_SETTING, "segera")
    assert count_and_find() == (0, dt.date(2026, 11, 14))


@pytest.mark.parametrize(
    ("news", "said"),
    [
        ({}, "Belum menerbitkan"),
        ({"published": NOW}, "Belum ada register atau rekap"),
        ({"published": NOW, "quarter": "2026-T3"}, "Sesuai jadwal"),
        ({"published": NOW, "quarter": "2025-T3"}, "Terlambat 4 triwulan"),
        ({"published": NOW, "quarter": "2025-T3", "is_sample": True}, "DATA CONTOH"),
        ({"published": NOW, "quarter": "2026-T3", "is_damaged": True}, "Data perlu diperbaiki"),
    ],
)
def test_the_list_says_how_each_stands(tmp_path: Path, news: dict, said: str) -> None:
    (tenant,) = read_roll(write(tmp_path, '[[pemda]]\nalamat = "satu"\n')).tenants
    assert say_state(News(tenant, "Satu", **news), dt.date(2026, 11, 27), 45)[0] == said


@pytest.mark.parametrize("waktu", ["null", "3", '"kemarin"'])
def test_a_record_without_its_time_is_damage_of_one_and_no_error_of_the_list(tmp_path: Path, waktu: str) -> None:
    areas = TEMPLATE / "kelurahan.csv"
    tenant = begin(tmp_path / "pemda.toml", Beginning(two.CITY, "Kota Blitar", "35.72", "kota", "Dinas", areas))
    two.publish_first(tmp_path / "pemda.toml", two.CITY)
    record = tenant.state / "arsip" / "000001.json"
    text = record.read_text(encoding="utf-8")
    record.write_text(re.sub(r'"waktu": *"[^"]*"', f'"waktu": {waktu}', text), encoding="utf-8")
    assert NewsReader().read(tenant).is_damaged
