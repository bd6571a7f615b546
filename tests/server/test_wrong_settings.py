"""Whatever an operator writes into the files of the reference folder: it is said, nothing opens, no page breaks."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dasbor import mulai
from dasbor.ui import frame
from etl import acuan
from etl.__main__ import main
from etl.accounts import roles, serving
from etl.acuan import load_reference
from etl.operator_settings import BY_YEAR, FIGURES, VALUES, VALUES_OF_YEAR
from etl.settings.declare import SETTINGS
from etl.settings.operator import list_blocking, list_faults
from etl.upkeep import hindrances
from tests.heavy import pair
from tests.installations import copy_reference, make_app, serve_port

BAD: dict[str, str] = {
    "negative": "-3",
    "huge": "1e99",
    "endless": "inf",
    "no number": "nan",
    "a word": '"banyak"',
    "blank": '""',
    "a list": "[1, [2]]",
    "a table": "{ a = { b = 1 } }",
    "a date": "2026-01-31",
    "yes": "true",
    "markup": '"<b>\\u202e\\u0000"',
}
FIGURE_KEYS = [(s.section, key) for key, s in SETTINGS.items()]
KEYS = [*VALUES, *FIGURE_KEYS]
CASES = [(section, key, name) for (section, key), name in pair(KEYS, [*BAD])]
FEW = [(section, key, name) for (section, key), name in pair(KEYS[::3], [*BAD])]


@pytest.fixture(autouse=True)
def reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = copy_reference(tmp_path)
    monkeypatch.setenv("KOPERASI_ACUAN", str(place))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    forget()
    return place


def forget() -> None:
    """As a process that has read nothing yet."""
    for known in (acuan._seen, acuan._last):
        known.clear()
    acuan._load.cache_clear()
    serving.read_serving.cache_clear()


def write(reference: Path, section: str, key: str, value: str) -> None:
    """The file with one value otherwise, wherever its section stands; "" as value: without the key."""
    lines, current = [], ""
    for line in (acuan.ROOT / "data" / "acuan" / "pengaturan.toml").read_text(encoding="utf-8").splitlines():
        current = line.split("]")[0].strip("[") if line.startswith("[") else current
        if (
            not (current == section and line.startswith(f"{key} "))
            and line.split("#")[0].strip() != f"[{section}.{key}]"
        ):
            lines.append(line)
        if line.startswith(f"[{section}]") and value:
            lines.append(f"{key} = {value}")
    text = "\n".join(lines)
    if value and f"[{section}]" not in text:
        text += f"\n[{section}]\n{key} = {value}"
    (reference / "pengaturan.toml").write_text(text + "\n", encoding="utf-8")
    acuan._seen.clear()


def is_right(section: str, key: str, name: str) -> bool:
    """What stands among the bad values and can be after all."""
    if name in ("a word", "blank") and (section, key) in VALUES:
        return VALUES[section, key].fits({"a word": "banyak", "blank": ""}[name])
    return False


@pytest.mark.parametrize(("section", "key", "name"), CASES)
def test_each_value_that_cannot_be_is_said_and_opens_nothing(
    reference: Path, section: str, key: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(reference, section, key, BAD[name])
    hindering = hindrances.list_hindrances()
    said = hindering or [f.sentence for f in list_faults(load_reference())]
    if is_right(section, key, name):
        return
    assert any(key in sentence for sentence in said)
    assert all(len(sentence) < 400 and sentence.isprintable() for sentence in said)
    if section in FIGURES or VALUES[section, key].is_fatal:
        assert hindering
    else:
        assert not hindering or section == "terbitan"
        assert roles.read_setting("halaman") == ("masuk" if key == "halaman" else "terbuka")


@pytest.mark.parametrize(("section", "key", "name"), FEW)
def test_no_command_ends_with_a_traceback(
    reference: Path, section: str, key: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(reference, section, key, BAD[name])
    for words in (["doctor"], ["pengaturan"], ["target"], ["versions"], ["backup", str(reference.parent / "x")]):
        assert main(words) in (0, 1, 2)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert "tidak terduga" not in said.err


def test_streamlit_run_over_a_fatal_value_ends_with_the_sentence(reference: Path) -> None:
    write(reference, "wilayah", "tingkat", '"banyak"')
    words = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"]
    ended = subprocess.run(words, cwd=acuan.ROOT, capture_output=True, text=True, timeout=60)
    said = ended.stdout + ended.stderr
    assert ended.returncode != 0
    assert f"Dasbor tidak dimulai: {hindrances.list_hindrances()[0]}" in said
    assert "Traceback" not in said


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serve_port(make_app()) as opened:
        yield opened


def ask(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    return connection.getresponse().status


@pytest.mark.parametrize(("section", "key", "name"), FEW)
def test_a_file_that_is_changed_under_a_running_dashboard_breaks_no_address(
    reference: Path, port: int, section: str, key: str, name: str
) -> None:
    load_reference()
    write(reference, section, key, BAD[name])
    assert {path: ask(port, path) for path in ("/masuk", "/undangan", "/tidak/ada")} == {
        "/masuk": 200,
        "/undangan": 200,
        "/tidak/ada": 404,
    }
    assert ask(port, "/kamus") in (200, 303)
    assert ask(port, "/sehat") in (200, 503)


def test_pages_close_where_a_word_for_access_is_mistyped(reference: Path, port: int) -> None:
    for key, value in (("halaman", '"Masuk"'), ("halamn", '"masuk"'), ("halaman", "[]")):
        write(reference, "akses", key, value)
        if key == "halamn":
            text = (reference / "pengaturan.toml").read_text(encoding="utf-8")
            (reference / "pengaturan.toml").write_text(text.replace('\nhalaman = "terbuka"', ""), encoding="utf-8")
            acuan._seen.clear()
        assert ask(port, "/kamus") == 303, value
        assert key in frame.make_care_line()


FILES = {
    "pengaturan.toml": ["", "[wilayah\n", "halaman = Masuk", "\x00", "[wilayah]\nkode = 5"],
    "target.csv": ["", "a,b\n1,2\n", "indikator,tahun,nilai_target,keterangan\nsehat,dua,x,\n", "\x00\x00", '"'],
    "kelurahan.csv": ["", "a,b\n1,2\n", "\x00"],
    "ejaan.csv": ["", "a\n", '"'],
}


@pytest.mark.parametrize(("file", "content"), [(f, c) for f, listed in FILES.items() for c in listed])
def test_a_file_that_cannot_be_read_stops_the_start_and_not_a_running_dashboard(
    reference: Path, port: int, file: str, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = load_reference()
    (reference / file).write_text(content, encoding="utf-8")
    acuan._seen.clear()
    assert load_reference().settings == whole.settings
    (fault,) = load_reference().faults
    assert (file in fault.sentence or "Setelan" in fault.sentence, fault.is_fatal) == (True, True)
    assert (ask(port, "/masuk"), ask(port, "/kamus")) == (200, 200)
    assert list_blocking(load_reference()) == [fault.sentence]
    forget()
    assert mulai.main() == 2
    said = capsys.readouterr()
    assert said.out.startswith("Dasbor tidak dimulai: ")
    assert "Traceback" not in said.err
    assert main(["versions"]) in (0, 2)


def test_a_missing_folder_stops_the_start(reference: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_ACUAN", str(reference / "tidak-ada"))
    (sentence,) = hindrances.list_hindrances()
    assert sentence.endswith("pengaturan.toml tidak ada atau tidak dapat dibaca.")


@pytest.mark.parametrize(
    ("section", "key", "value", "sentence"),
    [
        (
            "aturan",
            "n_kecil",
            "-3",
            "Setelan [aturan] n_kecil = -3 tidak dapat dipakai: tulis bilangan bulat 1 sampai 50 (",
        ),
        ("pemeriksaan", "susut_register", "10", "tulis angka 0.01 sampai 0.9 ("),
        ("aturan", "n_kecil", "", "Setelan [aturan] n_kecil belum ditulis: tulis bilangan bulat 1 sampai 50"),
        ("wilayah", "kode", "", "Setelan [wilayah] kode belum ditulis: tulis teks dalam tanda petik, tidak kosong"),
        ("wilayah", "tingkat", '"Kota"', "tulis salah satu dari kota, kabupaten, provinsi di pengaturan.toml."),
        ("peladen", "asal", '["koperasi.contoh.go.id"]', "bukan alamat seperti https://koperasi.contoh.go.id"),
        ("peladen", "perantara", '"10.0.0.5"', 'tulis daftar seperti ["…"], atau []'),
    ],
)
def test_what_stops_the_start_says_what_to_write(
    reference: Path, section: str, key: str, value: str, sentence: str
) -> None:
    write(reference, section, key, value)
    (said,) = hindrances.list_hindrances()
    assert sentence in said


def test_a_target_of_90_for_a_share_is_not_nine_thousand_per_cent(reference: Path) -> None:
    text = (reference / "target.csv").read_text(encoding="utf-8")
    (reference / "target.csv").write_text(text + "sehat,2025,90,\n", encoding="utf-8")
    acuan._seen.clear()
    assert hindrances.list_hindrances() == [
        "Target sehat 2025 = 90 di target.csv tidak dapat dipakai: tulis 0 sampai 1, misalnya 0.9 untuk 90%."
    ]


def test_the_files_as_they_come_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("acuan", "acuan-kabupaten"):
        monkeypatch.setenv("KOPERASI_ACUAN", str(acuan.ROOT / "data" / folder))
        assert (list_faults(load_reference()), hindrances.list_hindrances()) == ([], [])


def test_these_are_all_settings_of_the_file() -> None:
    known: dict[str, Any] = load_reference().settings
    written = {(section, key) for section, part in known.items() if section not in BY_YEAR for key in part}
    of_years = {(s, key) for s in BY_YEAR if s in known for part in known[s].values() for key in part}
    assert of_years <= {*VALUES_OF_YEAR}
    assert written <= {*VALUES, *FIGURE_KEYS}


def test_a_figure_that_came_with_a_later_release_may_be_missing_and_an_old_one_may_not() -> None:
    whole = load_reference()
    checks = dict(whole.settings["pemeriksaan"])
    for key in ("ubah_identitas", "ubah_status", "rusak_kolom"):
        del checks[key]
    older = replace(whole, settings={**whole.settings, "pemeriksaan": checks})
    assert list_blocking(older) == []
    del checks["susut_register"]
    assert [s.split(":")[0] for s in list_blocking(older)] == ["Setelan [pemeriksaan] susut_register belum ditulis"]
