"""--pemda on the command line: one of several, all of them, and a single city that knows nothing of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dasbor import mulai
from dasbor.__main__ import main as dasbor
from etl import acuan
from etl.__main__ import main as etl
from etl.acuan import ROOT
from etl.tenants import declared
from etl.tenants.chosen import enter
from etl.tenants.declared import read_roll
from tests.tenants import two
from tests.tenants.two import CITY, INVENTED


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two.build(tmp_path_factory.mktemp("pemda"))


@pytest.fixture
def installed(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The process stands in an installation of several; what a command chooses is forgotten after the test."""
    two.choose_installation(monkeypatch, file)
    for name in ("KOPERASI_DATA", "KOPERASI_ACUAN", "KOPERASI_PEMDA", "STREAMLIT_SERVER_BASE_URL_PATH"):
        monkeypatch.setenv(name, "")  # so that it is put back
    acuan._seen.clear()
    return file


def say(capsys: pytest.CaptureFixture[str], code: int) -> tuple[int, str, str]:
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("words", [["versions", "--pemda", INVENTED], [f"--pemda={INVENTED}", "versions"]])
def test_a_command_works_for_the_area_that_it_names(
    installed: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = say(capsys, etl(words))
    assert (code, out.count("penguji: a.xlsx")) == (0, 1)
    assert os.environ["KOPERASI_DATA"] == str(installed.parent / INVENTED / "keadaan")


def test_the_environment_names_one_as_well_and_a_word_outweighs_it(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPERASI_PEMDA", CITY)
    assert etl(["versions"]) == 0
    assert os.environ["KOPERASI_DATA"] == str(installed.parent / CITY / "keadaan")
    monkeypatch.setenv(declared.ROLL_SETTING, str(installed))  # a process enters one of them once
    assert etl(["versions", "--pemda", INVENTED]) == 0
    assert os.environ["KOPERASI_DATA"] == str(installed.parent / INVENTED / "keadaan")


@pytest.mark.parametrize("run", [etl, dasbor])
def test_without_a_name_nothing_is_done_to_any(installed: Path, run, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["versions"] if run is etl else ["export", "--list"]
    code, out, err = say(capsys, run(words))
    assert (code, out) == (2, "")
    assert f"Sebut yang mana: --pemda ALAMAT ({CITY}, {INVENTED})" in err


def test_a_name_that_is_not_there_and_one_that_is_missing(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "yang ada: kota-blitar, kota-contoh" in say(capsys, etl(["versions", "--pemda", "kota-lain"]))[2]
    assert "tulis alamat pemdanya" in say(capsys, etl(["versions", "--pemda"]))[2]
    assert "tulis alamat pemdanya" in say(capsys, etl(["--pemda", "--oleh", "versions"]))[2]


def test_what_changes_data_is_refused_for_all_at_once(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = say(capsys, etl(["restore", "1", "--oleh", "x", "--pemda", "semua"]))
    assert code == 2
    assert "restore dikerjakan untuk satu pemda" in err
    code, _, err = say(capsys, dasbor(["export", "lembar", "-o", "x.pdf", "--pemda", "semua"]))
    assert (code, "Berkas dibuat dari satu pemda" in err) == (2, True)


def run_for_all(file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KOPERASI_")}
    environment |= {declared.ROLL_SETTING: str(file)}
    command = [sys.executable, "-m", "etl", *words, "--pemda", "semua"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_all_are_backed_up_each_into_its_own_folder_and_examined_and_one_that_is_damaged_harms_no_other(
    tmp_path: Path,
) -> None:
    file = two.build(tmp_path / "pemda")
    (tmp_path / "pemda" / CITY / "keadaan" / "terbitan" / "TERKINI").write_text("sampah")
    done = run_for_all(file, "backup", str(tmp_path / "cadangan"))
    assert [line for line in done.stdout.splitlines() if line.startswith("──")] == [
        f"── {CITY} ──",
        f"── {INVENTED} ──",
    ]
    assert [p.name for p in (tmp_path / "cadangan" / INVENTED).iterdir()] != []
    examined = run_for_all(file, "doctor", "--json")
    told = json.loads(examined.stdout)["pemda"]
    assert (examined.returncode, json.loads(examined.stdout)["salah"]) == (1, [])
    assert {address: one["sehat"] for address, one in told.items()} == {CITY: False, INVENTED: True}


def test_a_file_for_others_names_the_address_of_its_own_area(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPERASI_ASAL", "https://koperasi.contoh.go.id")
    from etl.accounts import serving

    serving.read_serving.cache_clear()
    target = tmp_path / "lembar.html"
    assert dasbor(["export", "lembar", "-o", str(target), "--pemda", INVENTED]) == 0
    serving.read_serving.cache_clear()
    text = target.read_text(encoding="utf-8")
    assert "Kota Contoh" in text
    assert f"https://koperasi.contoh.go.id/{INVENTED}/" in text


def test_the_shared_catalog_is_looked_after_for_all_at_once(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert etl(["rawat-katalog"]) == 2
    assert "KOPERASI_STORE belum menyebut gudang bersama" in capsys.readouterr().err


# ── a new one ──


def test_a_new_area_begins_empty_and_only_once(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = ["pemda", "add", "kab-baru", "--nama", 'Kabupaten "Baru" \\1', "--kode", "99.02", "--tingkat", "kabupaten"]
    before = installed.read_bytes()
    try:
        assert etl(new) == 0
        assert "Isi wilayahnya" in capsys.readouterr().out
        tenant = read_roll(installed).find("kab-baru")
        assert tenant is not None
        with two.inside(installed, "kab-baru"):
            reference = acuan.load_reference()
            assert (reference.city, reference.city_code) == ('Kabupaten "Baru" \\1', "99.02")
            assert (len(reference.kelurahan), len(reference.target), len(reference.spellings)) == (0, 0, 0)
        assert list(tenant.state.iterdir()) == []
        assert etl(new) == 2
        assert "sudah ada" in capsys.readouterr().err
        assert etl(["pemda", "list"]) == 1
        assert "kab-baru: Kabupaten" in capsys.readouterr().out
    finally:
        installed.write_bytes(before)


def test_a_province_calls_its_smallest_areas_kabupaten_and_kota(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = installed.read_bytes()
    try:
        assert etl(["pemda", "add", "jatim", "--nama", "Jawa Timur", "--kode", "35", "--tingkat", "provinsi"]) == 0
        with two.inside(installed, "jatim"):
            own = acuan.load_reference().settings["wilayah"]
            assert (own["tingkat"], own["satuan"]) == ("provinsi", "kabupaten/kota")
    finally:
        installed.write_bytes(before)
    capsys.readouterr()


@pytest.mark.parametrize(
    ("address", "code", "said"), [("../x", "99.02", "huruf kecil"), ("kota-x", "9902", "bukan kode wilayah")]
)
def test_a_new_area_is_refused_and_leaves_nothing(
    installed: Path, address: str, code: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(installed.parent.iterdir())
    assert etl(["pemda", "add", address, "--nama", "X", "--kode", code]) == 2
    assert said in capsys.readouterr().err
    assert sorted(installed.parent.iterdir()) == before


# ── a single city ──


def test_a_single_city_is_started_as_before_and_knows_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(declared.ROLL_SETTING, raising=False)
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    monkeypatch.setenv("PORT", "8599")
    monkeypatch.setattr(sys, "argv", ["mulai", "--server.address", "0.0.0.0"])
    monkeypatch.setattr(mulai, "prepare_state", lambda: None)
    monkeypatch.setattr(os, "chdir", lambda _: None)
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _, command: started.append(command))
    monkeypatch.setattr(mulai.subprocess, "run", lambda command, cwd: started.append(command))
    loaded = set(sys.modules)
    try:
        mulai.main()
    except AttributeError:  # nobody took the process over
        pass
    assert started[0] == [
        *(sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")),
        *("--server.port", "8599", "--server.address", "0.0.0.0"),
    ]
    assert {m for m in set(sys.modules) - loaded if m.startswith("dasbor.front")} == set()
    assert etl(["versions", "--pemda", CITY]) == 2
    assert "Pemasangan ini untuk satu pemda" in capsys.readouterr().err


def test_a_list_that_cannot_be_read_stops_the_start_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    two.choose_installation(monkeypatch, tmp_path / "pemda.toml")
    monkeypatch.setattr(sys, "argv", ["mulai"])
    assert mulai.main() == mulai.WRONG_SETTINGS
    assert capsys.readouterr().out.endswith("pemda.toml tidak ada atau tidak dapat dibaca.\n")


def test_a_process_of_one_is_told_where_it_lives_and_nothing_of_the_others(file: Path) -> None:
    roll = read_roll(file)
    environment = {declared.ROLL_SETTING: str(file), "STREAMLIT_SERVER_BASE_URL_PATH": "/koperasi/"}
    enter(environment, roll, roll.tenants[0])
    assert environment == {
        "KOPERASI_PEMDA": CITY,
        "KOPERASI_DATA": str(file.parent / CITY / "keadaan"),
        "KOPERASI_ACUAN": str(file.parent / CITY / "acuan"),
        "STREAMLIT_SERVER_BASE_URL_PATH": f"koperasi/{CITY}",
    }
    enter(environment, replace(roll, late_days=30), roll.tenants[0])
    assert environment["KOPERASI_TERLAMBAT"] == "30"
    enter(environment, roll, replace(roll.tenants[0], sees_all=True))
    assert environment["KOPERASI_MELIHAT_SEMUA"] == "ya"
    enter(environment, roll, roll.tenants[0])
    assert "KOPERASI_MELIHAT_SEMUA" not in environment
