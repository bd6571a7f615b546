"""doctor says what is wrong and what to do; exit 0 or 1."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections import namedtuple

import pytest

from etl import clock
from etl.__main__ import main
from etl.audit import log
from etl.store.versions import Store
from etl.upkeep import care, doctor


@pytest.fixture
def store(built_store):
    return built_store


def sign(store: Store, code: str) -> doctor.Sign:
    return next(s for s in doctor.examine(store) if s.code == code)


def test_a_well_kept_installation_is_well(store, capsys):
    now = dt.datetime.now().astimezone()
    care.note_backup(store.folder, now)
    care.note_drill(store.folder, now, sound=True)
    assert main(["doctor", "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    states_ = {p["kode"]: p["keadaan"] for p in content["pemeriksaan"]}
    assert content["sehat"] is True
    codes = [
        "terbitan",
        "diska",
        "kunci",
        "tanda",
        "cadangan",
        "uji_pulih",
        "perantara",
        "setelan",
        "masuk",
        "izin",
        "catatan",
    ]
    found = {k: v for k, v in states_.items() if k not in ("jam", "pustaka")}
    assert found == dict.fromkeys([*codes, "arsip", "akun", "kontak", "pemda_lain"], "baik")


def test_each_thing_that_is_not_well_says_what_to_do(store):
    for s in doctor.examine(store):
        assert (s.state == "baik") == (s.advice == "")


def test_a_damaged_pointer_is_wrong_and_exits_1(store, capsys):
    (store.versions_folder / "TERKINI").unlink()
    assert main(["doctor"]) == 1
    text = capsys.readouterr().out
    assert "salah     Terbitan dan penunjuk: Penunjuk TERKINI hilang" in text
    assert text.endswith("Ada yang salah; lihat di atas.\n")


def test_a_damaged_list_of_contacts_is_wrong_and_says_how_it_is_filled_again(store):
    path = store.folder / "kontak" / "daftar.json"
    path.parent.mkdir(mode=0o700)
    path.write_text("{", encoding="utf-8")
    path.chmod(0o600)
    found = sign(store, "kontak")
    assert found.state == "salah"
    assert found.found == (
        f"Daftar kontak ({path}) rusak. Hapus berkas itu; terbitan register berikutnya mengisinya lagi."
    )


def test_a_damaged_version_a_lost_key_and_a_cut_audit_are_wrong(store):
    store.find_path(3).write_bytes(b"rusak")
    (store.folder / "kunci").unlink()
    lines = (store.folder / "audit.jsonl").read_bytes().splitlines(keepends=True)
    (store.folder / "audit.jsonl").write_bytes(b"".join(lines[:-1]))
    found = {s.code: s.state for s in doctor.examine(store)}
    assert (found["terbitan"], found["kunci"], found["catatan"]) == ("salah", "salah", "salah")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_files_that_others_may_read_are_wrong(store):
    store.find_path(1).chmod(0o644)
    assert sign(store, "izin") == doctor.Sign(
        "izin", "salah", "1 berkas atau folder terbuka bagi orang lain", f"Jalankan: chmod -R go= {store.folder}"
    )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_files_of_another_user_than_the_folders_owner_are_wrong(store):
    os.chown(store.find_path(1), 65534, -1)
    assert sign(store, "izin") == doctor.Sign(
        "izin",
        "salah",
        "1 berkas milik nobody, bukan milik root",
        f"Jalankan sebagai root: chown -R root: {store.folder}; berikutnya ketik "
        f"runuser -u root -- env KOPERASI_DATA={store.folder} python -m etl …",
    )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_root_is_told_to_work_as_the_owner_of_the_state(store, monkeypatch, capsys):
    monkeypatch.setenv("KOPERASI_DATA", str(store.folder))
    os.chown(store.folder, 65534, -1)
    before = sorted(p for p in store.folder.rglob("*"))
    for words in (["restore", "1", "--oleh", "Siti"], ["verify"], ["versions"]):
        assert main(words) == 2
        assert "milik pengguna “nobody”" in (said := capsys.readouterr().err)
        assert f"runuser -u nobody -- env KOPERASI_DATA={store.folder} python -m etl …" in said
    assert sorted(p for p in store.folder.rglob("*")) == before
    assert main(["doctor"]) in (0, 1)


def test_a_full_disk_is_wrong_and_a_nearly_full_one_needs_a_look(store, monkeypatch):
    usage = namedtuple("usage", "total used free")
    for free, state in ((100 << 20, "salah"), (500 << 20, "perhatian"), (5 << 30, "baik")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: usage(free, 0, free))
        assert sign(store, "diska").state == state


def date_publication(store, number, moment):
    path = store.records.path(number)
    path.write_text(json.dumps({**json.loads(path.read_text()), "waktu": moment.isoformat()}))


def test_a_clock_before_the_last_publication_is_wrong_also_after_something_was_done(store, monkeypatch):
    monkeypatch.setattr(clock, "read_now", lambda: dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    log.append("masuk", "Ani", folder=store.folder)
    [quick] = [s for s in doctor.examine_quickly(store) if s.code == "jam"]
    assert (quick.state, sign(store, "jam").state) == ("salah", "salah")
    assert "Bila jam sekarang salah, setel (NTP)." in quick.advice


def test_a_publication_of_a_clock_that_was_ahead_is_only_a_date(store):
    now = clock.read_local_time()
    for number, days in ((1, -200), (2, -100), (3, 3650)):
        date_publication(store, number, now + dt.timedelta(days=days))
    found = sign(store, "jam")
    assert found.state == "perhatian"
    assert f"terbitan terakhir (3) bertanggal {now + dt.timedelta(days=3650):%d-%m-%Y}" in found.found
    assert found.found.endswith("sesudah sekarang: jam pernah terlalu maju")
    assert found.advice.startswith("datanya benar, hanya tanggalnya salah")
    assert [s.state for s in doctor.examine_quickly(store) if s.code == "jam"] == ["perhatian"]


def test_a_publication_of_tomorrow_is_said_without_an_alarm_once_something_was_done_today(store):
    date_publication(store, 3, clock.read_local_time() + dt.timedelta(days=1))
    found = sign(store, "jam")
    assert (found.state, "Bila jam sekarang salah" in found.advice) == ("perhatian", True)


@pytest.mark.parametrize(("days", "state"), [(34, "baik"), (36, "perhatian")])
def test_after_35_days_a_drill_and_a_backup_are_too_long_ago(store, days, state):
    time = dt.datetime.now().astimezone() - dt.timedelta(days=days)
    care.note_backup(store.folder, time)
    care.note_drill(store.folder, time, sound=True)
    assert (sign(store, "cadangan").state, sign(store, "uji_pulih").state) == (state, state)


def test_a_drill_that_failed_is_wrong_and_keeps_the_date_of_the_last_good_one(store):
    time = dt.datetime.now().astimezone().replace(microsecond=0)
    care.note_drill(store.folder, time, sound=True)
    care.note_drill(store.folder, time + dt.timedelta(days=1), sound=False)
    assert care.read_care(store.folder) == care.Care(None, time, sound=False)
    assert sign(store, "uji_pulih").state == "salah"


def test_what_is_wrong_stands_first_and_what_to_do_below_it(store, capsys):
    store.find_path(3).write_bytes(b"rusak")
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "  salah     Terbitan dan penunjuk: Berkas versi 3 rusak atau berubah sejak diterbitkan. Jalankan rebuild.",
        "            → Jalankan: python -m etl rebuild, lalu python -m etl verify.",
    ]
    states_ = [line.split()[0] for line in lines[:-2] if not line.startswith(" " * 12)]
    assert states_ == sorted(states_, key=["salah", "perhatian", "baik"].index)
    assert lines[-2] == "Yang disebut “jalankan …” diketik lengkap, misalnya: python -m etl verify"


def test_an_installation_that_needs_a_look_is_not_called_well(store, capsys):
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    looks = sum(s.state == "perhatian" for s in doctor.examine(store))
    assert looks >= 2
    assert said.endswith(f"Tidak ada yang salah; {looks} hal perlu perhatian.\n")


def test_an_empty_state_folder_is_well(tmp_path):
    assert not doctor.is_ill(doctor.examine_quickly(Store(tmp_path / "baru")))


def test_where_a_catalog_is_shared_its_own_list_says_which_duckdb_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    pins = {**dict(doctor.read_pins("requirements.txt")), **dict(doctor.read_pins("requirements-ducklake.txt"))}
    monkeypatch.setattr(doctor.metadata, "version", pins.__getitem__)
    sign = next(s for s in doctor.examine(Store()) if s.code == "pustaka")
    assert (sign.state, pins["duckdb"]) == (doctor.GOOD, pins["duckdb-extension-ducklake"])
    assert sign.found.endswith("seperti di requirements.txt dan requirements-ducklake.txt")
