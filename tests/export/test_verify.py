"""verify tells what was changed from what was never signed, and looks at every file of an unpacked package."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from dasbor.__main__ import main
from dasbor.choice import Choice
from dasbor.export.opendata import package
from dasbor.export.proof.product import make_proof
from dasbor.export.request import Request
from dasbor.query import choose
from etl.acuan import find_data_folder
from etl.seal import keys, sign
from etl.store.versions import Store

DESCRIPTION = "datapackage.json"
FILES = ("indikator.csv", "indikator.json", "wilayah.csv", "definisi.json")


@pytest.fixture(scope="module")
def whole(gold_folder: Path) -> bytes:
    """paket.zip of the city of tests/golden.py."""
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(gold_folder))
        return package.make_whole(Choice(Store().find_current() or 0), keys.read_key(find_data_folder()))


@pytest.fixture
def folder(whole: bytes, tmp_path: Path) -> Path:
    """The package as somebody unpacked it."""
    with zipfile.ZipFile(io.BytesIO(whole)) as z:
        z.extractall(tmp_path / "paket")
    return tmp_path / "paket"


def verify(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["verify", str(path), *words])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_an_unpacked_package_is_whole_with_every_file_as_it_was(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = verify(folder / DESCRIPTION, capsys)
    assert code == 0
    assert "Paket data dengan 4 berkas di sampingnya, masing-masing seperti yang disebut." in said
    assert sorted(p.name for p in folder.iterdir()) == sorted(
        [*FILES, DESCRIPTION, *(f"{name}.tanda" for name in (*FILES, DESCRIPTION)), "kunci.pub"]
    )


@pytest.mark.parametrize("name", FILES)
def test_each_file_that_was_changed_or_taken_away_is_named(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content.replace(b"35.72", b"35.73", 1))
    code, said = verify(folder / DESCRIPTION, capsys)
    assert (code, "Utuh" in said) == (1, False)
    assert said.splitlines()[0] == f"TIDAK COCOK: {name} sudah berubah: bukan yang disebut {DESCRIPTION}."
    (folder / name).unlink()
    code, said = verify(folder / DESCRIPTION, capsys)
    assert (code, "Utuh" in said) == (1, False)
    assert f"TIDAK COCOK: {name} hilang: disebut {DESCRIPTION}, tetapi tidak ada di sampingnya." in said
    assert said.count("TIDAK COCOK") == 1


def test_what_is_not_listed_is_named_and_what_a_system_leaves_is_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (".DS_Store", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    assert verify(folder / DESCRIPTION, capsys)[0] == 0
    (folder / "indikator-baru.csv").write_text("a", encoding="utf-8")
    (folder / "lampiran").mkdir()
    code, said = verify(folder / DESCRIPTION, capsys)
    assert code == 1
    for name in ("indikator-baru.csv", "lampiran"):
        assert f"TIDAK COCOK: {name} tidak disebut {DESCRIPTION}." in said


def test_a_folder_of_downloads_is_not_told_file_by_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(300):
        (folder / f"unduhan-{n:03}.pdf").write_bytes(b"x")
    code, said = verify(folder / DESCRIPTION, capsys)
    assert (code, said.count("TIDAK COCOK")) == (1, 21)
    assert f"TIDAK COCOK: 280 lagi tidak disebut {DESCRIPTION}." in said


def test_a_mark_a_key_or_a_whole_package_of_others_beside_it_is_named(
    folder: Path, whole: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "paket.zip").write_bytes(whole)
    assert verify(folder / DESCRIPTION, capsys)[0] == 0
    stranger = keys.read_key(tmp_path / "lain")
    (folder / "wilayah.csv.tanda").write_bytes(sign.make_mark((folder / "wilayah.csv").read_bytes(), stranger))
    (folder / "kunci.pub").write_bytes(package.write_key(stranger))
    (folder / "paket.zip").write_bytes(whole[:-1] + b" ")
    code, said = verify(folder / DESCRIPTION, capsys)
    assert code == 1
    assert said.splitlines()[:3] == [
        "TIDAK COCOK: wilayah.csv.tanda bukan tanda wilayah.csv dari kunci yang sama.",
        "TIDAK COCOK: kunci.pub bukan kunci yang menandatangani datapackage.json.",
        "TIDAK COCOK: paket.zip tidak utuh, atau bukan dari kunci yang sama.",
    ]


def test_blanks_before_a_description_hide_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    described = b' \n{"resources": [{"path": "x.csv", "hash": "sha256:0"}]}'
    (tmp_path / "paket.json").write_bytes(described)
    (tmp_path / "paket.json.tanda").write_bytes(sign.make_mark(described, keys.read_key(tmp_path / "lain")))
    code, said = verify(tmp_path / "paket.json", capsys)
    assert (code, "x.csv hilang: disebut paket.json" in said) == (1, True)


@pytest.mark.parametrize("path", ["../rahasia", "/etc/hostname", "a/b.csv", "", "..", ["x.csv"], None, "x" * 300])
def test_a_stranger_who_describes_files_elsewhere_learns_nothing_of_them(
    path: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    described = json.dumps({"resources": [{"path": path, "hash": "sha256:0"}]}).encode()
    (tmp_path / DESCRIPTION).write_bytes(described)
    (tmp_path / f"{DESCRIPTION}.tanda").write_bytes(sign.make_mark(described, keys.read_key(tmp_path / "lain")))
    code, said = verify(tmp_path / DESCRIPTION, capsys)
    assert code == 1
    assert "TIDAK COCOK: isinya bukan bukti atau paket data yang dapat dibaca." in said


def test_a_file_with_its_mark_beside_it_is_examined(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in FILES:
        assert verify(folder / name, capsys)[0] == 0
    said = json.loads(verify(folder / "indikator.csv", capsys, "--json")[1])
    assert (said["bertanda"], said["utuh"]) == (True, True)
    (folder / "indikator.csv").write_bytes(b"periode\r\n")
    assert verify(folder / "indikator.csv", capsys) == (
        *(1, "TIDAK UTUH: Isi berkas ini sudah berubah sejak ditandatangani.\n"),
    )
    (folder / "indikator.csv.tanda").write_bytes(b"tanda ed25519 terpotong")
    assert verify(folder / "indikator.csv", capsys)[1] == (
        "TIDAK UTUH: tanda di sampingnya (.tanda) rusak atau terpotong.\n"
    )


def test_a_file_that_bears_no_signature_is_not_called_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "indikator.csv.tanda").unlink()
    code, said = verify(folder / "indikator.csv", capsys)
    assert code == 1
    assert said.startswith("TIDAK BERTANDA: berkas ini tidak membawa tanda tangan")
    assert "TIDAK UTUH" not in said and "/data/indikator.csv.tanda" in said and "verify datapackage.json" in said
    told = json.loads(verify(folder / "indikator.csv", capsys, "--json")[1])
    assert (told["bertanda"], told["utuh"], told["sidik"]) == (False, None, "")


def test_what_always_bears_one_and_has_lost_it_is_not_whole(
    folder: Path, whole: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who changes a file could take its signature away as well."""
    for name, content in (
        ("paket.zip", whole[: -sign.LENGTH]),
        ("bukti.html", b'<script type="application/json" id="bukti">{}</script>'),
        ("potong.html", b"<p>x</p><!--tanda ed25519 7f3a"),
    ):
        (tmp_path / name).write_bytes(content)
        assert verify(tmp_path / name, capsys) == (1, "TIDAK UTUH: tandanya hilang atau terpotong.\n"), name


CUT = (
    "TIDAK UTUH: berkas ini terpotong atau rusak, misalnya karena unduhannya terputus. Unduh lagi dari dasbor, lalu "
    "periksa lagi.\n"
)


@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.99])
def test_a_package_whose_download_was_interrupted_is_cut_off(
    share: float, whole: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "paket.zip").write_bytes(whole[: int(len(whole) * share)])
    assert verify(tmp_path / "paket.zip", capsys) == (1, CUT)
    told = json.loads(verify(tmp_path / "paket.zip", capsys, "--json")[1])
    assert (told["bertanda"], told["utuh"], told["sidik"]) == (True, False, "")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_proof_whose_download_was_interrupted_is_cut_off(
    share: float, gold_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(gold_folder))
    proof = make_proof(Request(choose.choose(Choice(Store().find_current() or 0)), "koperasi_aktif"))
    (tmp_path / "bukti.html").write_bytes(proof[: int(len(proof) * share)])
    assert verify(tmp_path / "bukti.html", capsys) == (1, CUT)


def test_an_empty_file_is_cut_off_and_another_page_or_archive_is_unsigned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kosong.csv").write_bytes(b"")
    assert verify(tmp_path / "kosong.csv", capsys) == (1, CUT)
    with zipfile.ZipFile(tmp_path / "lain.zip", "w") as z:
        z.writestr("a.txt", "a")
    (tmp_path / "lain.html").write_bytes(b"<!DOCTYPE html><title>Bukti: x</title><p>x")
    for name in ("lain.zip", "lain.html"):
        code, said = verify(tmp_path / name, capsys)
        assert (code, said.startswith("TIDAK BERTANDA: ")) == (1, True), name


def test_a_mark_that_was_saved_under_another_name_is_called_one(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "indikator.csv.tanda.txt"
    path.write_bytes((folder / "indikator.csv.tanda").read_bytes())
    assert verify(path, capsys) == (
        2,
        f"{path} adalah tanda. Simpan sebagai NAMA.tanda di samping berkas NAMA yang ditandainya, lalu: verify NAMA\n",
    )


def test_a_mark_itself_is_not_what_is_examined(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = verify(folder / "wilayah.csv.tanda", capsys)
    assert code == 2
    assert said.endswith(f"adalah tanda. Sebut berkas yang ditandainya: verify {folder / 'wilayah.csv'}\n")


@pytest.mark.parametrize("written", ["xyz", "7f3a", "0" * 31, "0" * 33, "g" * 32, f"{'0' * 32} zz", "０" * 32])
def test_what_can_be_no_fingerprint_is_wrong_use(
    written: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = verify(folder / "wilayah.csv", capsys, "--kunci", written)
    assert code == 2
    assert said.startswith(f"“{written}” bukan sidik kunci. Sidik terdiri dari 32 angka 0–9 dan huruf a–f")


def test_a_fingerprint_may_stand_in_groups(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    public = (folder / "kunci.pub").read_text(encoding="utf-8")
    written = public.split("sidik ")[1].strip()
    for one in (written, written.upper(), written.replace(" ", ":"), written.replace(" ", "")):
        assert verify(folder / DESCRIPTION, capsys, "--kunci", one)[0] == 0
    assert verify(folder / DESCRIPTION, capsys, "--kunci", "0" * 32)[0] == 1


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "nope.html"
    assert verify(missing, capsys) == (2, f"{missing} tidak dapat dibaca: tidak ada.\n")
    assert verify(tmp_path, capsys) == (2, f"{tmp_path} tidak dapat dibaca: ini folder, bukan berkas.\n")
    assert verify(Path("."), capsys) == (2, ". tidak dapat dibaca: ini folder, bukan berkas.\n")
