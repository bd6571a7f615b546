"""A proof holds its figure, its rows and their cells; whoever changes a byte of it is found out."""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dasbor.__main__ import main
from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.export.proof import examine as examining
from dasbor.export.proof.examine import examine
from dasbor.export.proof.gather import gather
from dasbor.export.proof.product import make_proof
from dasbor.export.request import NothingPublished, Request, WrongRequest
from dasbor.query import choose
from etl.acuan import find_data_folder
from etl.indikator import load_indicators
from etl.seal import keys, sign
from etl.store.versions import Store
from tests import golden
from tests.installations import copy_reference

RECAP = [["Wilayah", "Jumlah Koperasi Aktif", "Jumlah Koperasi Tidak Aktif"], ["Kota Blitar", 250, 30]]


def request(version: int, indikator: str, quarter: str | None = None, code: str | None = None) -> Request:
    return Request(choose.choose(Choice(version), quarter, code), indikator)


def inside(file: bytes) -> dict:
    return json.loads(re.search(rb'id="bukti">(.*?)</script>', file, re.S)[1])  # type: ignore[index]


@pytest.mark.parametrize("code", [None, "35.72.02", "35.72.02.1004"])
def test_every_known_figure_follows_from_the_rows_of_its_proof(whole_sample: int, code: str | None) -> None:
    con = Store().open_version(whole_sample)
    proved = 0
    for i in load_indicators():
        r = request(whole_sample, i.indikator, "2025-T2", code)
        try:
            data = gather(r)
        except NothingPublished:
            continue
        sql = """select pembilang, penyebut from indikator where indikator = ? and kode_wilayah = ?
            and periode = '2025-T2' and kelompok_hitung = 'semua'"""
        (stored,) = con.execute(sql, [i.indikator, r.choice.kode_wilayah]).fetchall()
        assert (data["angka"]["pembilang"], data["angka"]["penyebut"]) == stored
        assert sum(row["pembilang"] or 0 for row in data["baris"]) == pytest.approx(stored[0])
        if stored[1] is not None:
            assert sum(row["penyebut"] or 0 for row in data["baris"]) == pytest.approx(stored[1])
        assert all(row["sel"] for row in data["baris"] if row["unggahan"])
        proved += 1
    assert proved > 25


def test_a_proof_names_sheet_cell_and_workbook(whole_sample: int) -> None:
    file = make_proof(request(whole_sample, "koperasi_aktif", "2025-T2"))
    data = inside(file)
    assert (data["angka"]["pembilang"], data["angka"]["penyebut"], len(data["baris"])) == (268, 301, 301)
    assert re.fullmatch(r"Koperasi![A-Z]+\d+", data["baris"][0]["sel"])
    (book,) = data["buku_kerja"]
    assert book["nama_berkas"] == "koperasi-2025-T2.xlsx" and len(book["sha256"]) == 64
    assert data["kutipan"].startswith(f"KB-{whole_sample}-") and data["kutipan"] in file.decode()
    assert data["sql"].lstrip().startswith("-- urutan")
    assert examine(file).holds


def test_the_same_request_gives_the_same_file(whole_sample: int) -> None:
    r = request(whole_sample, "cakupan_pendampingan")
    assert make_proof(r) == make_proof(r)


def test_a_thousand_random_changes_are_all_found(whole_sample: int) -> None:
    chance = random.Random(1000)
    file = make_proof(request(whole_sample, "koperasi_aktif", "2025-T2", "35.72.02.1004"))
    for _ in range(1_000):
        place, turned = chance.randrange(len(file)), chance.randrange(1, 256)
        assert not examine(file[:place] + bytes([file[place] ^ turned]) + file[place + 1 :]).holds


def test_a_figure_that_does_not_follow_is_found_even_when_it_is_signed(
    whole_sample: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds the key could sign anything: the rows are counted again."""
    file = make_proof(request(whole_sample, "koperasi_aktif", "2025-T2"))
    content = sign.examine(file).content.replace(b'"pembilang":268.0', b'"pembilang":270.0')
    verdict = examine(sign.sign_html(content, keys.read_key(find_data_folder())))
    assert not verdict.holds
    assert "TIDAK COCOK: pembilang 270, jumlah barisnya 268." in verdict.sentences


def test_the_key_decides_whose_it_is(whole_sample: int, tmp_path: Path) -> None:
    file = make_proof(request(whole_sample, "koperasi_aktif"))
    own = examine(file).fingerprint
    assert examine(file).sentences[0].startswith("Utuh. Dari siapa, hanya diketahui bila sidik")
    assert examine(file, keys.say_fingerprint(own).upper()).holds
    stranger = keys.fingerprint(keys.write_public(keys.read_key(tmp_path)))
    assert not examine(file, stranger).holds
    assert not examine(file, own[:8]).holds
    assert examining.NOT_TRUTH in examine(file, own).sentences


@pytest.mark.parametrize("data", [b"bukan json", b"[]", b'{"bentuk":1}', b"[" * 100_000])
def test_a_stranger_who_signs_what_is_no_proof_is_told_so(data: bytes, tmp_path: Path) -> None:
    page = b'<html><script type="application/json" id="bukti">' + data + b"</script></html>"
    verdict = examine(sign.sign_html(page, keys.read_key(tmp_path)))
    assert not verdict.holds
    assert "TIDAK COCOK: isinya bukan bukti atau paket data yang dapat dibaca." in verdict.sentences


@pytest.mark.parametrize("files", [None, {"x": "y"}, {"datapackage.json": '{"resources":[{"path":"x","hash":"y"}]}'}])
def test_a_stranger_who_signs_what_is_no_package_is_told_so(files: dict[str, str] | None, tmp_path: Path) -> None:
    content = io.BytesIO(b"PK bukan zip")
    if files is not None:
        with zipfile.ZipFile(content, "w") as z:
            for name, text in files.items():
                z.writestr(name, text)
    file = content.getvalue()
    assert not examine(file, beside=sign.make_mark(file, keys.read_key(tmp_path))).holds


def test_a_stranger_who_signs_a_bomb_fills_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb, content = b"0" * 1_000_001, io.BytesIO()
    described = {"path": "x", "hash": f"sha256:{hashlib.sha256(bomb).hexdigest()}"}
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("datapackage.json", json.dumps({"resources": [described]}))
        z.writestr("x", bomb)
    file, mark = content.getvalue(), sign.make_mark(content.getvalue(), keys.read_key(tmp_path))
    monkeypatch.setattr(examining, "_MOST", 1_000_001)
    assert examine(file, beside=mark).holds
    monkeypatch.setattr(examining, "_MOST", 1_000_000)
    verdict = examine(file, beside=mark)
    assert not verdict.holds
    assert "TIDAK COCOK: isinya bukan bukti atau paket data yang dapat dibaca." in verdict.sentences


def test_a_rekap_is_shown_as_it_was_written(store: Store) -> None:
    golden.publish_book(store, "2021-T3", {"Rekap": RECAP})
    file = make_proof(request(store.find_current() or 0, "koperasi_aktif"))
    data = inside(file)
    assert (data["sumber"], data["baris"][0]["jumlah_aktif"], data["baris"][0]["sel"]) == ("rekap", 250, "Rekap!B2, C2")
    assert "dari rekap" in " ".join(examine(file).sentences)


def test_what_is_not_known_cannot_be_proved(store: Store) -> None:
    golden.publish_book(store, "2021-T3", {"Rekap": RECAP})
    version = store.find_current() or 0
    with pytest.raises(NothingPublished, match="belum ada datanya untuk Kota Blitar, Triwulan III 2021"):
        make_proof(request(version, "cakupan_pendampingan"))
    with pytest.raises(WrongRequest, match="tidak dikenal"):
        make_proof(request(version, "laba"))


def test_names_that_could_end_the_data_do_not(store: Store) -> None:
    evil = "KSP </script><script>alert(1)</script><!-- & 'x'"
    book = [["Nama Koperasi", "Kelurahan", "Kecamatan", "Status"], [evil, "Turi", "Sukorejo", "Aktif"]]
    golden.publish_book(store, "2025-T3", {"Koperasi": book})
    file = make_proof(request(store.find_current() or 0, "koperasi_aktif"))
    assert inside(file)["baris"][0]["nama"] == evil
    assert file.count(b"<script") == 1 and file.count(b"</script") == 1


@pytest.fixture
def hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """The city of tests/golden.py, whose names are for those who are signed in."""
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, nama_koperasi="masuk")))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    return golden.copy_all(Store())


def list_names(version: int) -> set[str]:
    con = Store().open_version(version)
    return {str(n) for (n,) in con.execute("select distinct nama_koperasi from koperasi_triwulan").fetchall()}


@pytest.mark.parametrize("indikator", ["koperasi_aktif", "cakupan_pendampingan", "peserta_pelatihan"])
def test_hidden_names_stand_in_no_proof_nor_the_cells_that_tell_them(hidden: int, indikator: str) -> None:
    file = make_proof(request(hidden, indikator))
    text, data = file.decode(), inside(file)
    assert [n for n in list_names(hidden) if n in text] == []
    assert re.findall(r"\w![A-Z]{1,3}\d+", text) == []
    assert (data["baris"], data["baris_ditahan"]) == ([], True)
    assert "Baris dan sel buku kerja ditahan menurut pengaturan" in text


def test_a_proof_without_rows_keeps_figure_meaning_statement_and_hashes_and_holds(hidden: int) -> None:
    file = make_proof(request(hidden, "koperasi_aktif", "2025-T3"))
    shown, whole = inside(file), gather(request_with_names(hidden, "koperasi_aktif", "2025-T3"))
    same = ("angka", "indikator", "sql", "aturan", "kutipan", "versi", "periode", "wilayah")
    assert {k: shown[k] for k in same} == {k: whole[k] for k in same}
    assert [len(b["sha256"]) for b in shown["buku_kerja"]] == [64]
    assert shown["buku_kerja"][0]["nama_berkas"] == "Buku kerja 2025-T3"
    verdict = examine(file)
    assert verdict.holds
    assert verdict.sentences[2].endswith("tanpa barisnya, yang ditahan menurut pengaturan: tidak dihitung ulang.")


def test_a_share_that_does_not_follow_is_found_without_rows_too(hidden: int) -> None:
    file = make_proof(request(hidden, "koperasi_aktif", "2025-T3"))
    content, n = sign.examine(file).content, inside(file)["angka"]
    changed = content.replace(f'"nilai":{n["nilai"]}'.encode(), b'"nilai":0.99')
    assert changed != content
    verdict = examine(sign.sign_html(changed, keys.read_key(find_data_folder())))
    assert "TIDAK COCOK: nilainya bukan pembilang dibagi penyebut." in verdict.sentences


def test_who_may_see_names_gets_rows_and_cells_in_a_proof(hidden: int) -> None:
    data = inside(make_proof(request_with_names(hidden, "koperasi_aktif", "2025-T3")))
    assert {row["nama"] for row in data["baris"]} <= list_names(hidden)
    assert all(re.fullmatch(r"Koperasi![A-Z]+\d+", row["sel"]) for row in data["baris"]) and data["baris"]
    assert not data["baris_ditahan"]


def request_with_names(version: int, indikator: str, quarter: str) -> Request:
    return Request(choose.choose(Choice(version, with_names=True), quarter), indikator)


# ── on the command line, names only when asked for ──


@pytest.mark.parametrize("product", ["bukti:koperasi_aktif", "laporan"])
def test_a_command_gives_names_where_they_are_asked_for(
    hidden: int, product: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / ("x.html" if product.startswith("bukti") else "x.xlsx")
    assert main(["export", product, "-o", str(path)]) == 0
    assert "menurut pengaturan hanya untuk yang sudah masuk. Dengan itu semua: --dengan-nama" in capsys.readouterr().out
    assert [n for n in list_names(hidden) if n in read_words(path)] == []
    assert main(["export", product, "--dengan-nama", "-o", str(path)]) == 0
    assert "--dengan-nama" not in capsys.readouterr().out
    assert len([n for n in list_names(hidden) if n in read_words(path)]) > 3


def read_words(path: Path) -> str:
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    return " ".join(str(c) for s in openpyxl.load_workbook(path) for row in s.iter_rows(values_only=True) for c in row)


def test_where_names_are_open_a_command_speaks_of_none(
    whole_sample: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "bukti:koperasi_aktif", "-o", str(tmp_path / "b.html")]) == 0
    assert "--dengan-nama" not in capsys.readouterr().out
    assert inside((tmp_path / "b.html").read_bytes())["baris"]


def test_people_are_in_no_proof(whole_sample: int) -> None:
    rows = gather(request(whole_sample, "peserta_pelatihan", "2025-T2"))["baris"]
    con = Store().open_version(whole_sample)
    people = {n for (n,) in con.execute("select distinct peserta_id from pelatihan_peserta").fetchall()}
    assert rows and [row for row in rows if people & {str(value) for value in row.values()}] == []


# ── on the command line ──


def test_export_and_verify_on_the_command_line(
    whole_sample: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "b.html"
    assert (
        main(["export", "bukti:koperasi_aktif", "--wilayah", "35.72.02.1004", "--kkmp", "tanpa", "-o", str(path)]) == 0
    )
    assert inside(path.read_bytes())["kelompok_hitung"] == WITHOUT_KKMP
    capsys.readouterr()
    assert main(["verify", str(path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["utuh"] is True
    assert main(["verify", str(path), "--kunci", said["sidik"]]) == 0
    assert main(["verify", str(path), "--kunci", "0" * 32]) == 1
    assert main(["verify", str(path), "--kunci", "zzzz"]) == 2, "no key can have it"
    assert main(["verify", str(path), "--kunci", f"{said['sidik']} zz"]) == 2
    assert main(["verify", str(path), "--kunci", ""]) == 2, "an empty variable of a script is no key"
    path.write_bytes(path.read_bytes().replace(b"aktif", b"aktiF", 1))
    assert main(["verify", str(path)]) == 1
    assert main(["verify", str(tmp_path / "tiada.html")]) == 2
    assert main(["export", "bukti:laba", "-o", str(path)]) == 2
    assert main(["export", "bukti", "-o", str(path)]) == 2


def test_a_new_key_is_written_down_and_old_files_are_still_whole(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    golden.publish_book(store, "2025-T3", {"Koperasi": golden.BUKU["2025-T3"]["Koperasi"]})
    path = tmp_path / "b.html"
    assert main(["export", "bukti:koperasi_aktif", "-o", str(path)]) == 0
    assert main(["kunci", "--baru", "--oleh", "siti"]) == 0
    told = capsys.readouterr().out
    old = examine(path.read_bytes()).fingerprint
    assert f"Kunci dahulu: {keys.say_fingerprint(old)}" in told
    assert examine(path.read_bytes(), old).holds
    assert '"kunci_tanda"' in (store.folder / "audit.jsonl").read_text(encoding="utf-8")
