"""Kamus dinas is filled in advance or from another city's file; it outlives sample data and is proved."""

from __future__ import annotations

import json

import pytest

from etl.__main__ import main
from etl.asked.vocabulary_file import make_entry, read_file, write_file
from etl.match import answers
from etl.prove import rebuild, verify
from etl.publish.fill_vocabulary import fill_vocabulary, plan_entries
from etl.publish.publish import publish_workbook
from etl.store.versions import Store
from tests.content.scenes import check, codes, keys, publish_it, register, remembered
from tests.workbooks import workbook

KONDISI = "judul:koperasi:kondisi lembaga"
HIDUP = "kata:koperasi:status:hidup"
ROWS = [["Nama Koperasi", "Kelurahan", "Kondisi Lembaga"], ["KSU A", "Turi", "Hidup"]]
OWN = workbook({"S": ROWS})
ENTRIES = [
    make_entry("judul", "koperasi", "", "Kondisi Lembaga", "status"),
    make_entry("kata", "koperasi", "status", "Hidup", "Aktif"),
]
T3 = register([None, "KSU Maju", "Turi", "Sukorejo", "Aktif"])


def test_entries_in_advance_need_no_question_and_are_proved(store):
    publish_it(store, T3)
    assert fill_vocabulary(ENTRIES, "Budi", "dari rapat", store=store) == 2
    sql = "select tindakan, oleh, keterangan from terbitan where nomor = 2"
    assert store.open_version(2).execute(sql).fetchall() == [
        ("isi kamus", "Budi", "“Kondisi Lembaga” = Status; “Hidup” = Aktif: dari rapat")
    ]
    assert remembered(store) == [(KONDISI, "status", "Budi", 2, None), (HIDUP, "aktif", "Budi", 2, None)]
    result = check(store, OWN, "2024-T4")
    assert (keys(result), result.tabel["koperasi"]["status"].tolist()) == ([], ["aktif"])
    assert fill_vocabulary(ENTRIES, "Budi", store=store) is None
    assert verify.verify_store(store).problems == []
    (store.find_path(2)).unlink()
    assert rebuild.rebuild_store(store).problems == []
    assert remembered(store) == [(KONDISI, "status", "Budi", 2, None), (HIDUP, "aktif", "Budi", 2, None)]


def test_a_neighbour_starts_with_them_before_and_after_its_first_real_data(store):
    sample = workbook({"S": [["Nama Koperasi", "Kelurahan", "Status"], ["KSU Contoh", "Turi", "Aktif"]]}, sample=True)
    publish_it(store, sample)
    fill_vocabulary(ENTRIES, "Budi", store=store)
    result = check(store, OWN, "2024-T4")
    assert (keys(result), codes(result)) == ([], ["data_asli_pertama"])
    publish_workbook(result, OWN, "Budi", starts_real_data=True, store=store)
    assert keys(check(store, OWN, "2025-T1")) == []
    assert [key for key, *_ in remembered(store)] == [KONDISI, HIDUP]
    assert verify.verify_store(store).problems == []


def test_an_empty_installation_can_be_filled_first(store):
    assert fill_vocabulary(ENTRIES, "Budi", store=store) == 1
    assert keys(check(store, OWN)) == []
    assert publish_it(store, OWN) == 2


def test_another_meaning_does_not_replace_one_in_force(store):
    publish_it(store, OWN, answers={KONDISI: "status", HIDUP: "tidak aktif"})
    plan = plan_entries(store, ENTRIES)
    assert (plan.new, [e.kunci for e in plan.known]) == ([], [KONDISI])
    assert plan.different == ["“Hidup” di sini berarti Tidak Aktif, bukan Aktif"]
    assert fill_vocabulary(ENTRIES, "Budi", store=store) is None


# ── the file ──


def test_the_file_goes_out_without_data_and_comes_back_the_same(store):
    rows = [
        ["Nama Koperasi", "Kelurahan", "Kecamatan", "Kondisi Lembaga"],
        ["KSU A", "Kepanjen", "Kepanjenkidul", "Hidup"],
    ]
    given = {KONDISI: "status", HIDUP: "aktif", "kelurahan:kepanjen|35.72.01": "35.72.01.1007"}
    publish_it(store, workbook({"S": rows}), answers=given)
    content = write_file(answers.read(store.open_version(1)))
    assert content.decode("utf-8-sig").split("\r\n") == [
        "jenis,lembar,kolom,tertulis,arti",
        "judul,koperasi,,Kondisi Lembaga,status",
        "kata,koperasi,status,Hidup,aktif",
        "",
    ]
    assert read_file(content) == ENTRIES
    saved_by_excel = content.decode("utf-8-sig").replace(",", ";").encode("cp1252")
    assert read_file(saved_by_excel) == ENTRIES


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("judul,koperasi,,Kondisi,bendera", "Baris 2: “bendera” bukan arti yang dapat dipilih"),
        ("judul,rahasia,,Kondisi,status", "Baris 2: “rahasia” bukan jenis lembar"),
        ("judul,koperasi,,Nama Koperasi,status", "Baris 2: “Nama Koperasi” sudah dikenal sebagai Nama Koperasi."),
        ("kata,koperasi,status,Non Aktif,aktif", "Baris 2: “Non Aktif” sudah dikenal sebagai tidak aktif."),
        ("kata,koperasi,nama_koperasi,KSU,aktif", "Baris 2: “KSU” tidak dapat dicatat sebagai kata"),
        ("judul,koperasi,,***,status", "Baris 2: “***” tidak dapat dicatat sebagai judul"),
        ("judul,koperasi", "Baris 2: harus 5 kolom."),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_taken(line, sentence):
    with pytest.raises(ValueError, match="^" + sentence.replace("*", r"\*").replace(".", r"\.")):
        read_file(f"jenis,lembar,kolom,tertulis,arti\n{line}\n".encode())


def test_another_file_is_refused():
    with pytest.raises(ValueError, match="Baris pertama berkas kamus harus jenis, lembar, kolom, tertulis, arti"):
        read_file(b"No,Nama\n1,KSU\n")


def test_the_command_line_adds_exports_and_imports(store, tmp_path, capsys):
    publish_it(store, T3)
    file = tmp_path / "kamus.csv"
    assert main(["aliases", "--tambah", f"{KONDISI}=status", "--oleh", "Budi"]) == 0
    assert capsys.readouterr().out == "1 arti ditambah (versi 2).\n"
    assert main(["aliases", "--ekspor", str(file)]) == 0
    assert capsys.readouterr().out == f"1 arti tertulis di {file}.\n"
    file.write_text(file.read_text("utf-8-sig") + "kata,koperasi,status,Hidup,aktif\n", "utf-8")
    assert main(["aliases", "--impor", str(file), "--oleh", "Siti", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ditambah": [HIDUP], "berbeda": [], "terbitan": 3}
    assert main(["aliases", "--tambah", f"{KONDISI}=abaikan", "--oleh", "Budi"]) == 1
    assert "“kondisi lembaga” di sini berarti Status, bukan Abaikan kolom ini" in capsys.readouterr().out
    assert main(["aliases", "--tambah", f"{KONDISI}=status"]) == 2
    assert Store().find_current() == 3


def test_numbers_of_people_are_no_part_of_an_entry_as_they_are_none_of_a_question(store, tmp_path, capsys):
    publish_it(store, T3)
    assert main(["aliases", "--tambah", "kata:koperasi:status:hub 081277733333=aktif", "--oleh", "Budi"]) == 0
    line = "judul,koperasi,,HP 0812-7773-3333 kondisi,status"
    file = tmp_path / "kamus.csv"
    file.write_text(f"jenis,lembar,kolom,tertulis,arti\n{line}\n", "utf-8")
    assert main(["aliases", "--impor", str(file), "--oleh", "Budi"]) == 0
    kept = b"".join(p.read_bytes() for p in store.folder.rglob("*") if p.is_file())
    assert [n for n in (b"0812777", b"0812-7773", b"7773-3333") if n in kept] == []
    assert [key for key, *_ in remembered(store)] == [
        "kata:koperasi:status:hub",
        "judul:koperasi:hp kondisi",
    ]
    rows = [["Nama Koperasi", "Kelurahan", "HP 0812-7773-3333 Kondisi"], ["KSU A", "Turi", "Hub. 081277733333"]]
    result = check(store, workbook({"S": rows}), "2024-T4")
    assert (keys(result), result.tabel["koperasi"]["status"].tolist()) == ([], ["aktif"])
