"""What is asked is answered once, remembered with who and when, and can be withdrawn."""

from __future__ import annotations

import datetime as dt
import json
import shutil

import pytest

from etl import aliases, publish, rebuild, run
from etl.__main__ import main
from etl.gudang import Gudang
from etl.model import Hasil
from tests import emas
from tests.buku import workbook

JUDUL = ["NIK", "Nama Koperasi", "Kelurahan", "Kecamatan", "Status"]
TURI, KIDUL, LOR, SUKOREJO = "35.72.02.1004", "35.72.01.1001", "35.72.01.1002", "35.72.02.1001"
KEPANJEN = "kelurahan:kepanjen|35.72.01"
# No NIK anywhere, so that names decide.
T3 = [
    [None, "KSU Maju Jaya", "Turi", "Sukorejo", "Aktif"],
    [None, "KPRI Sehat", "Turi", "Sukorejo", "Aktif"],
]
T4 = [
    [None, "KSU Majoe Jaya", "Turi", "Sukorejo", "Aktif"],
    [None, "KPRI Sehat", "Turi", "Sukorejo", "Aktif"],
]
MAJOE = f"koperasi:nama:KSU MAJOE JAYA|{TURI}"


def register(*baris: list) -> bytes:
    return workbook({"Data": [JUDUL, *baris]})


def visits(*baris: list) -> bytes:
    return workbook({"Pendampingan": [["Tanggal", "Sasaran", "Kelurahan", "Petugas", "Jenis Pendampingan"], *baris]})


def check(gudang: Gudang, data: bytes, periode: str = "2024-T3", jawaban: dict[str, str] | None = None) -> Hasil:
    return run.check(data, f"{periode}.xlsx", periode, gudang=gudang, jawaban=jawaban)


def publish_it(
    gudang: Gudang, data: bytes, periode: str = "2024-T3", jawaban: dict[str, str] | None = None, alasan: str = ""
) -> int:
    return publish.publish(check(gudang, data, periode, jawaban), data, "Siti", alasan, gudang=gudang)


def codes(hasil: Hasil) -> list[str]:
    return [t.kode for t in hasil.temuan]


def keys(hasil: Hasil) -> list[str]:
    return [p.kunci for p in hasil.pertanyaan]


def ids(gudang: Gudang, nama: str) -> list[tuple[str, str]]:
    sql = "select periode, koperasi_id from koperasi_triwulan where nama_koperasi = ? order by 1"
    return gudang.buka(gudang.terkini() or 0).execute(sql, [nama]).fetchall()


def remembered(gudang: Gudang) -> list[tuple]:
    sql = "select kunci, nilai, oleh, unggahan_id, dicabut_oleh from jawaban order by unggahan_id, kunci"
    return gudang.buka(gudang.terkini() or 0).execute(sql).fetchall()


# ── kelurahan ──

RAGU = [None, "KSP Baru", "Kepanjen", "Kepanjenkidul", "Aktif"]


def test_a_kelurahan_in_doubt_is_one_question_however_many_rows_ask_it(gudang):
    hasil = check(gudang, register(RAGU, [None, "KSP Lain", "KEL. KEPANJEN", "Kec. Kepanjen Kidul", "Aktif"]))
    (p,) = hasil.pertanyaan
    assert (p.kunci, p.jenis, p.isi, p.konteks) == (KEPANJEN, "kelurahan", "Kepanjen", "Kecamatan Kepanjenkidul")
    assert p.tempat == ["Data!C2", "Data!C3"]
    assert sorted(p.calon[:2]) == [(KIDUL, "Kepanjenkidul"), (LOR, "Kepanjenlor")]
    assert len(p.calon) == 7  # all of Kecamatan Kepanjenkidul, none of the others
    assert codes(hasil) == ["kelurahan_ragu", "kelurahan_ragu"]


def test_without_a_kecamatan_every_kelurahan_of_the_city_may_be_chosen(gudang):
    (p,) = check(gudang, register([None, "KSP Baru", "Entah", None, "Aktif"])).pertanyaan
    assert (p.kunci, len(p.calon)) == ("kelurahan:entah|", 21)


def test_an_answer_takes_the_place_of_finding_and_question_and_stays_visible(gudang):
    hasil = check(gudang, register(RAGU), jawaban={KEPANJEN: LOR})
    assert (codes(hasil), hasil.pertanyaan, hasil.dapat_terbit) == ([], [], True)
    assert hasil.tabel["koperasi"]["kode_kelurahan"].tolist() == [LOR]
    (j,) = hasil.jawaban_terpakai
    assert (j.isi, j.nilai, j.label, j.baru) == ("Kepanjen", LOR, "Kepanjenlor", True)


def test_a_check_with_answers_stores_nothing(gudang):
    check(gudang, register(RAGU), jawaban={KEPANJEN: LOR})
    assert not gudang.folder.exists()


def test_what_was_answered_once_is_remembered_next_quarter_with_who_and_when(gudang):
    data, saat = register(RAGU), dt.datetime(2024, 10, 7, 9, 30)
    hasil = check(gudang, data, jawaban={KEPANJEN: LOR})
    publish.publish(hasil, data, "Siti", gudang=gudang, waktu=saat)
    lanjut = check(gudang, register([None, "KSP Baru", "kepanjen", "Kepanjenkidul", "Aktif"]), "2024-T4")
    assert (codes(lanjut), lanjut.pertanyaan) == ([], [])
    (j,) = lanjut.jawaban_terpakai
    assert (j.nilai, j.baru, j.oleh, j.waktu) == (LOR, False, "Siti", saat)


def test_the_answer_of_one_kecamatan_is_not_taken_in_another(gudang):
    publish_it(gudang, register(RAGU), jawaban={KEPANJEN: LOR})
    lain = check(gudang, register([None, "KSP Baru", "Kepanjen", None, "Aktif"]), "2024-T4")
    assert (keys(lain), codes(lain)[0]) == (["kelurahan:kepanjen|"], "kelurahan_ragu")


@pytest.mark.parametrize("nilai", ["35.72.99.9999", "Kepanjenlor", "baru", TURI])
def test_a_wrong_answer_is_refused_and_the_question_stays(gudang, nilai):
    hasil = check(gudang, register(RAGU), jawaban={KEPANJEN: nilai})  # TURI lies in another kecamatan
    assert (codes(hasil), keys(hasil), hasil.jawaban_terpakai) == (["kelurahan_ragu", "jawaban_ditolak"], [KEPANJEN], [])
    assert hasil.temuan[1].pesan == f"Jawaban “{nilai}” atas “Kepanjen” tidak ada di antara pilihannya."


def test_an_answer_to_nothing_that_was_asked_is_refused(gudang):
    hasil = check(gudang, register(*T3), jawaban={"kelurahan:tury|": TURI})
    assert [(t.kode, t.berat, t.isi) for t in hasil.temuan] == [
        ("jawaban_tanpa_pertanyaan", "salah", "kelurahan:tury|")
    ]


# ── cooperatives across quarters ──


def test_a_similar_name_is_asked_with_the_missing_cooperative_as_candidate(gudang):
    publish_it(gudang, register(*T3))
    hasil = check(gudang, register(*T4), "2024-T4")
    (p,) = hasil.pertanyaan
    ((_, lama),) = ids(gudang, "KSU Maju Jaya")
    assert (p.kunci, p.isi, p.konteks, p.tempat) == (MAJOE, "KSU Majoe Jaya", "Kelurahan Turi", ["Data!B2"])
    assert (p.calon, p.khusus) == ([(lama, "KSU Maju Jaya · Turi")], {"baru": "Koperasi baru"})
    assert codes(hasil) == ["identitas_mirip", "gerbang_kelurahan_hilang"][:1]


def test_the_same_cooperative_keeps_its_id_over_all_quarters(gudang):
    publish_it(gudang, register(*T3))
    ((_, lama),) = ids(gudang, "KSU Maju Jaya")
    publish_it(gudang, register(*T4), "2024-T4", {MAJOE: lama})
    hasil = check(gudang, register(*T4), "2025-T1")
    assert (codes(hasil), hasil.pertanyaan) == ([], [])
    assert hasil.tabel["koperasi"]["koperasi_id"].tolist()[0] == lama
    # With a NIK from now on: the row of 2024-T4 still tells who it is.
    kenal = check(gudang, register(["3572010010001", *T4[0][1:]], T4[1]), "2025-T1")
    assert kenal.tabel["koperasi"]["koperasi_id"].tolist()[0] == lama
    assert ids(gudang, "KSU Majoe Jaya") == [("2024-T4", lama)]


def test_a_new_cooperative_is_new_and_is_not_asked_again(gudang):
    publish_it(gudang, register(*T3))
    ((_, lama),) = ids(gudang, "KSU Maju Jaya")
    publish_it(gudang, register(*T4), "2024-T4", {MAJOE: "baru"})
    ((_, baru),) = ids(gudang, "KSU Majoe Jaya")
    assert baru != lama
    assert keys(check(gudang, register(*T4), "2025-T1")) == []


def test_two_rows_that_are_said_to_be_one_cooperative_are_listed_as_double(gudang):
    publish_it(gudang, register(*T3))
    ((_, lama),) = ids(gudang, "KSU Maju Jaya")
    hasil = check(gudang, register(*T3, T4[0]), "2024-T4", {MAJOE: lama})
    assert codes(hasil) == ["koperasi_ganda"]


def test_an_answer_to_a_cooperative_that_no_longer_exists_is_asked_again(gudang):
    publish_it(gudang, register(T3[1]))
    publish_it(gudang, register(*T3), "2024-T4")
    ((_, lama),) = ids(gudang, "KSU Maju Jaya")
    publish_it(gudang, register(*T4), "2025-T1", {MAJOE: lama})
    publish.restore(1, "Siti", gudang=gudang)
    hasil = check(gudang, register(*T4), "2025-T1")
    # Nothing resembles it any more, so there is nothing to ask; the answer is not taken.
    assert (hasil.jawaban_terpakai, hasil.dapat_terbit) == ([], True)
    assert remembered(gudang) == [(MAJOE, lama, "Siti", 3, None)]


# ── targets of trainings and visits ──

KUNJUNGAN = [dt.date(2024, 11, 4), "KSU Sentosa", "Turi", "Petugas 1", "Khusus"]
SENTOSA = f"sasaran:KSU SENTOSA|{TURI}"


def test_an_unknown_target_is_asked_and_every_registered_cooperative_may_be_chosen(gudang):
    publish_it(gudang, register(*T3))
    (p,) = check(gudang, visits(KUNJUNGAN), "2024-T4").pertanyaan
    assert (p.kunci, p.jenis, p.isi, p.konteks) == (SENTOSA, "sasaran", "KSU Sentosa", "Kelurahan Turi")
    assert (list(p.khusus), sorted(p.lain.values())) == (["baru", "bukan"], ["KPRI Sehat · Turi", "KSU Maju Jaya · Turi"])


@pytest.mark.parametrize(("jawaban", "hitung"), [("koperasi", (1, 0)), ("baru", (0, 1)), ("bukan", (0, 0))])
def test_a_target_counts_for_a_cooperative_a_group_or_nobody_as_answered(gudang, jawaban, hitung):
    publish_it(gudang, register(*T3))
    nilai = ids(gudang, "KPRI Sehat")[0][1] if jawaban == "koperasi" else jawaban
    nomor = publish_it(gudang, visits(KUNJUNGAN), "2024-T4", {SENTOSA: nilai})
    sql = "select count(koperasi_id), count(kelompok_id), count(*) from pendampingan_kunjungan"
    assert gudang.buka(nomor).execute(sql).fetchall() == [(*hitung, 1)]
    lanjut = check(gudang, visits([dt.date(2025, 2, 4), *KUNJUNGAN[1:]]), "2025-T1")
    assert (codes(lanjut), keys(lanjut)) == ([], [])


def test_an_open_kelurahan_is_asked_before_the_target(gudang):
    publish_it(gudang, register(*T3))
    baris = [*KUNJUNGAN[:2], "Tury Kidul", *KUNJUNGAN[3:]]
    hasil = check(gudang, visits(baris), "2024-T4")
    assert keys(hasil) == ["kelurahan:turykidul|"]
    lanjut = check(gudang, visits(baris), "2024-T4", {"kelurahan:turykidul|": TURI})
    assert keys(lanjut) == [SENTOSA]


# ── withdrawing ──


def test_a_withdrawn_answer_is_asked_again_and_published_rows_stay(gudang):
    data = register(RAGU)
    publish_it(gudang, data, jawaban={KEPANJEN: LOR})
    assert publish.withdraw_answer(KEPANJEN, "Budi", "salah pilih", gudang=gudang) == 2
    assert keys(check(gudang, data, "2024-T4")) == [KEPANJEN]
    tanya = gudang.buka(2).execute
    assert tanya("select kode_kelurahan from koperasi_triwulan").fetchall() == [(LOR,)]
    assert tanya("select tindakan, oleh, keterangan from terbitan where nomor = 2").fetchall() == [
        ("cabut ejaan", "Budi", "“Kepanjen” = Kepanjenlor: salah pilih")
    ]
    assert remembered(gudang) == [(KEPANJEN, LOR, "Siti", 1, "Budi")]


def test_a_withdrawn_answer_can_be_given_anew_and_both_stay_in_the_list(gudang):
    data = register(RAGU)
    publish_it(gudang, data, jawaban={KEPANJEN: LOR})
    publish.withdraw_answer(KEPANJEN, "Budi", gudang=gudang)
    publish_it(gudang, data, jawaban={KEPANJEN: KIDUL}, alasan="dibetulkan")
    assert remembered(gudang) == [(KEPANJEN, LOR, "Siti", 1, "Budi"), (KEPANJEN, KIDUL, "Siti", 3, None)]
    assert check(gudang, data, "2024-T4").tabel["koperasi"]["kode_kelurahan"].tolist() == [KIDUL]


def test_another_answer_takes_the_place_of_the_remembered_one(gudang):
    data = register(RAGU)
    publish_it(gudang, data, jawaban={KEPANJEN: LOR})
    publish_it(gudang, data, jawaban={KEPANJEN: KIDUL}, alasan="dibetulkan")
    assert remembered(gudang) == [(KEPANJEN, LOR, "Siti", 1, "Siti"), (KEPANJEN, KIDUL, "Siti", 2, None)]


def test_what_is_not_in_force_cannot_be_withdrawn(gudang):
    with pytest.raises(KeyError):
        publish.withdraw_answer(KEPANJEN, "Budi", gudang=gudang)
    publish_it(gudang, register(RAGU), jawaban={KEPANJEN: LOR})
    publish.withdraw_answer(KEPANJEN, "Budi", gudang=gudang)
    with pytest.raises(KeyError):
        publish.withdraw_answer(KEPANJEN, "Budi", gudang=gudang)
    assert gudang.nomor() == [1, 2]


def test_a_withdrawn_merge_is_asked_again_also_for_the_quarter_that_was_published_with_it(gudang):
    publish_it(gudang, register(*T3))
    ((_, lama),) = ids(gudang, "KSU Maju Jaya")
    publish_it(gudang, register(*T4), "2024-T4", {MAJOE: lama})
    publish.withdraw_answer(MAJOE, "Budi", gudang=gudang)
    assert keys(check(gudang, register(*T4), "2025-T1")) == [MAJOE]
    ulang = check(gudang, register(*T4), "2024-T4", {MAJOE: "baru"})
    baru = ulang.tabel["koperasi"]["koperasi_id"].tolist()[0]
    assert (baru != lama, codes(ulang)) == (True, ["gerbang_sudah_terbit"])
    assert publish_it(gudang, register(*T4), "2024-T4", {MAJOE: "baru"}, alasan="dua koperasi") == 4
    assert ids(gudang, "KSU Majoe Jaya") == [("2024-T4", baru)]
    assert check(gudang, register(*T4), "2025-T1").tabel["koperasi"]["koperasi_id"].tolist()[0] == baru


def test_a_withdrawn_new_cooperative_is_asked_again_and_keeps_its_id_until_answered(gudang):
    publish_it(gudang, register(*T3))
    ((_, lama),) = ids(gudang, "KSU Maju Jaya")
    publish_it(gudang, register(*T4), "2024-T4", {MAJOE: "baru"})
    ((_, baru),) = ids(gudang, "KSU Majoe Jaya")
    publish.withdraw_answer(MAJOE, "Budi", gudang=gudang)
    hasil = check(gudang, register(*T4), "2025-T1")
    assert (keys(hasil), hasil.tabel["koperasi"]["koperasi_id"].tolist()[0]) == ([MAJOE], baru)
    satu = check(gudang, register(*T4), "2025-T1", {MAJOE: lama})
    assert (keys(satu), satu.tabel["koperasi"]["koperasi_id"].tolist()[0]) == ([], lama)


@pytest.mark.parametrize("nilai", ["baru", "bukan"])
def test_a_withdrawn_target_is_asked_again(gudang, nilai):
    publish_it(gudang, register(*T3))
    publish_it(gudang, visits(KUNJUNGAN), "2024-T4", {SENTOSA: nilai})
    publish.withdraw_answer(SENTOSA, "Budi", gudang=gudang)
    hasil = check(gudang, visits([dt.date(2025, 2, 4), *KUNJUNGAN[1:]]), "2025-T1")
    assert (keys(hasil), codes(hasil)) == ([SENTOSA], ["koperasi_tak_ditemukan"])


# ── the ledger and the archive ──


def full_story(gudang: Gudang) -> int:
    """Answers of every kind, a withdrawal, a new answer and a restoration."""
    publish_it(gudang, register(*T3, RAGU), jawaban={KEPANJEN: LOR})
    ((_, lama),) = ids(gudang, "KSU Maju Jaya")
    publish_it(gudang, register(*T4, RAGU), "2024-T4", {MAJOE: lama})
    publish_it(gudang, visits(KUNJUNGAN), "2024-T4", {SENTOSA: "baru"})
    publish.withdraw_answer(KEPANJEN, "Budi", gudang=gudang)
    publish_it(gudang, register(*T4, RAGU), "2025-T1", {KEPANJEN: KIDUL}, alasan="benar")
    return publish.restore(2, "Budi", gudang=gudang)


def test_restoring_keeps_all_answers_and_what_was_withdrawn(gudang):
    assert full_story(gudang) == 6
    ((_, lama), *_) = ids(gudang, "KSU Majoe Jaya")
    assert remembered(gudang) == [
        (KEPANJEN, LOR, "Siti", 1, "Budi"),
        (MAJOE, lama, "Siti", 2, None),
        (SENTOSA, "baru", "Siti", 3, None),
        (KEPANJEN, KIDUL, "Siti", 5, None),
    ]


def test_verify_and_rebuild_replay_the_answers(gudang):
    full_story(gudang)
    assert rebuild.verify(gudang).masalah == []
    baru = Gudang(gudang.folder.parent / "baru")
    shutil.copytree(gudang.arsip, baru.arsip)
    shutil.copy(gudang.folder / "kunci", baru.folder / "kunci")
    assert rebuild.rebuild(baru).masalah == []
    assert remembered(baru) == remembered(gudang)
    assert ids(baru, "KSU Majoe Jaya") == ids(gudang, "KSU Majoe Jaya")


def test_the_archive_keeps_the_answers_of_a_publication(gudang):
    publish_it(gudang, register(RAGU), jawaban={KEPANJEN: LOR})
    publish_it(gudang, register(RAGU, *T3), "2024-T4")
    isi = [json.loads(p.read_text())["jawaban"] for p in sorted(gudang.arsip.glob("*.json"))]
    satu = {"kunci": KEPANJEN, "jenis": "kelurahan", "isi": "Kepanjen", "konteks": "Kecamatan Kepanjenkidul", "nilai": LOR}
    assert isi == [[satu], []]  # what is only remembered is not repeated


def test_the_same_workbook_with_another_answer_is_a_new_publication(gudang):
    publish_it(gudang, register(*T3))
    data = register(*T4)
    assert publish_it(gudang, data, "2024-T4") == 2
    assert publish_it(gudang, data, "2024-T4") == 2
    assert publish_it(gudang, data, "2024-T4", {MAJOE: "baru"}) == 3
    assert publish_it(gudang, data, "2024-T4", {MAJOE: "baru"}) == 3


def test_answers_about_invented_data_leave_with_them(gudang):
    contoh = workbook({"Data": [JUDUL, RAGU]}, contoh=True)
    publish_it(gudang, contoh, jawaban={KEPANJEN: LOR})
    data = register(*T3)
    asli = check(gudang, data)
    publish.publish(asli, data, "Siti", mulai_data_asli=True, gudang=gudang)
    assert remembered(gudang) == []
    assert keys(check(gudang, register(RAGU), "2024-T4")) == [KEPANJEN]


def test_a_version_of_an_earlier_release_knows_no_answers_and_takes_new_ones(gudang):
    publish_it(gudang, register(*T3))
    import duckdb

    salinan = gudang.folder / "salinan.duckdb"
    shutil.copy(gudang.path(1), salinan)
    con = duckdb.connect(str(salinan))
    con.execute("drop table jawaban")
    con.close()
    baru = Gudang(gudang.folder.parent / "lama")
    (baru.terbitan).mkdir(parents=True)
    shutil.copy(salinan, baru.path(1))
    shutil.copy(gudang.folder / "kunci", baru.folder / "kunci")
    (baru.terbitan / "TERKINI").write_text("000001.duckdb")
    assert aliases.listing(baru.buka(1)) == []
    publish_it(baru, register(*T3, RAGU), "2024-T4", {KEPANJEN: LOR})
    assert remembered(baru) == [(KEPANJEN, LOR, "Siti", 2, None)]
    publish.restore(1, "Siti", gudang=baru)
    assert remembered(baru) == [(KEPANJEN, LOR, "Siti", 2, None)]


# ── the command line ──


def test_the_command_line_asks_takes_answers_lists_and_withdraws(gudang, tmp_path, capsys):
    path = tmp_path / "register.xlsx"
    path.write_bytes(register(RAGU))
    berkas = [str(path), "--periode", "2024-T3", "--json"]

    def said() -> dict:
        return json.loads(capsys.readouterr().out)

    assert main(["check", *berkas]) == 1
    (tanya,) = said()["pertanyaan"]
    assert (tanya["kunci"], tanya["tempat"], tanya["khusus"]) == (KEPANJEN, ["Data!C2"], [])
    assert {"nilai": LOR, "label": "Kepanjenlor"} in tanya["calon"][:2]

    assert main(["check", *berkas, "--jawab", f"{KEPANJEN}={LOR}"]) == 0
    assert said()["pertanyaan"] == []
    assert main(["publish", *berkas, "--oleh", "Siti", "--jawab", f"{KEPANJEN}=35.72.9"]) == 1
    assert "jawaban_ditolak" in [t["kode"] for t in said()["temuan"]]
    assert main(["publish", *berkas, "--oleh", "Siti", "--jawab", f"{KEPANJEN}={LOR}"]) == 0
    assert said()["terbitan"] == 1

    assert main(["aliases", "--json"]) == 0
    (satu,) = said()["jawaban"]
    assert (satu["kunci"], satu["label"], satu["oleh"], satu["dicabut_oleh"]) == (KEPANJEN, "Kepanjenlor", "Siti", None)
    assert main(["aliases", "--cabut", KEPANJEN, "--oleh", "Budi"]) == 0
    assert capsys.readouterr().out.startswith(f"Ejaan “{KEPANJEN}” dicabut (versi 2) dan akan ditanyakan lagi.")
    assert main(["check", *berkas]) == 1
    assert said()["pertanyaan"][0]["kunci"] == KEPANJEN


@pytest.mark.parametrize("argumen", [["--cabut", "kelurahan:x|", "--oleh", "Budi"], ["--cabut", "kelurahan:x|"]])
def test_withdrawing_what_is_not_there_or_without_a_name_exits_2(gudang, capsys, argumen):
    assert main(["aliases", *argumen]) == 2
    assert capsys.readouterr().err.startswith("Tidak dapat dikerjakan: ")


def test_an_installation_without_answers_says_so(gudang, capsys):
    emas.publish_book(gudang, "2024-T3", {"Data": [JUDUL, *T3]})
    assert main(["aliases"]) == 0
    assert capsys.readouterr().out == "Belum ada ejaan yang diingat.\n"
