"""python -m dasbor export: names and endings come from the registry; refusals are sentences with an exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dasbor.__main__ import main
from dasbor.export.registry import PRODUCTS
from etl.store.versions import Store

# The names that scripts outside rely on; what is not built yet is not listed.
CONTRACT = {"lembar", "laporan", "capaian", "lkjip", "satudata", "bps", "penggerak", "dana", "snapshot"}
BESIDE = {"periksa-bukti"}  # what examines a file is none of the quarter's
CONTRACT_WITH_INDICATOR = {"bukti", "grafik"}


def test_every_product_has_a_name_of_the_contract_and_stands_once():
    names = [p.name for p in PRODUCTS]
    assert len(names) == len(set(names))
    assert {p.name for p in PRODUCTS if not p.argument} <= CONTRACT | BESIDE
    assert {(p.name, p.argument) for p in PRODUCTS if p.argument} <= {(n, "INDIKATOR") for n in CONTRACT_WITH_INDICATOR}


def test_the_list_as_json_names_every_product_with_its_endings(capsys: pytest.CaptureFixture[str]):
    assert main(["export", "--list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["ekspor"]
    assert [(e["nama"], e["akhiran"]) for e in listed] == [(p.name, list(p.formats)) for p in PRODUCTS]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["export"], "Sebut apa yang dibuat"),
        (["export", "lembar"], "Sebut apa yang dibuat"),
        (["export", "slaid", "-o", "x.pdf"], "“slaid” tidak dikenal"),
        (["export", "lembar", "--periode", "2025", "-o", "x.pdf"], "bukan triwulan"),
        (["export", "lembar", "--versi", "dua", "-o", "x.pdf"], "bukan bilangan bulat"),
        (["ekspor"], "tidak dikenal"),
    ],
)
def test_wrong_use_is_said_and_ends_with_2(
    words: list[str], sentence: str, store: Store, capsys: pytest.CaptureFixture[str]
):
    assert main(words) == 2
    assert sentence in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(built_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["export", "lembar", "-o", str(tmp_path / "belum" / "x.txt")]) == 2
    assert capsys.readouterr().err == f"Folder {tmp_path / 'belum'} tidak ada, jadi x.txt belum ditulis.\n"


def test_a_file_that_cannot_be_written_is_named(built_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "x.txt").mkdir()
    assert main(["export", "lembar", "-o", str(tmp_path / "x.txt")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'x.txt'} tidak dapat ditulis: ini folder, bukan berkas.\n"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder in which nobody can make a file")
def test_a_file_in_a_folder_that_takes_none_is_named(built_store: Store, capsys: pytest.CaptureFixture[str]):
    assert main(["export", "lembar", "-o", "/proc/x.txt"]) == 2
    assert capsys.readouterr().err == "/proc/x.txt tidak dapat ditulis: di folder itu tidak dapat dibuat berkas.\n"


def test_a_refused_command_writes_no_file(store: Store, tmp_path: Path):
    assert main(["export", "slaid", "-o", str(tmp_path / "x.pdf")]) == 2
    assert not (tmp_path / "x.pdf").exists()
