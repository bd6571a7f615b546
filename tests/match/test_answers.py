"""What is asked is answered once and remembered with who and when; restoring and rebuilding forget no answer."""

from __future__ import annotations

import datetime as dt
import json
import shutil

import duckdb
import pytest

from etl.match import answers
from etl.publish import publish, rebuild
from etl.store.versions import Store
from tests.content.scenes import (
    JUDUL,
    KEPANJEN,
    KIDUL,
    KUNJUNGAN,
    LOR,
    MAJOE,
    RAGU,
    SENTOSA,
    T3,
    T4,
    TURI,
    check,
    codes,
    ids,
    keys,
    publish_it,
    register,
    remembered,
    visits,
)
from tests.workbooks import workbook

# ── kelurahan ──


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
    (j,) = hasil.answers_used
    assert (j.isi, j.nilai, j.label, j.baru) == ("Kepanjen", LOR, "Kepanjenlor", True)


def test_a_check_with_answers_stores_nothing(gudang):
    check(gudang, register(RAGU), jawaban={KEPANJEN: LOR})
    assert not gudang.folder.exists()


def test_what_was_answered_once_is_remembered_next_quarter_with_who_and_when(gudang):
    data, saat = register(RAGU), dt.datetime(2024, 10, 7, 9, 30)
    hasil = check(gudang, data, jawaban={KEPANJEN: LOR})
    publish.publish_workbook(hasil, data, "Siti", gudang=gudang, waktu=saat)
    lanjut = check(gudang, register([None, "KSP Baru", "kepanjen", "Kepanjenkidul", "Aktif"]), "2024-T4")
    assert (codes(lanjut), lanjut.pertanyaan) == ([], [])
    (j,) = lanjut.answers_used
    assert (j.nilai, j.baru, j.oleh, j.waktu) == (LOR, False, "Siti", saat)


def test_the_answer_of_one_kecamatan_is_not_taken_in_another(gudang):
    publish_it(gudang, register(RAGU), jawaban={KEPANJEN: LOR})
    lain = check(gudang, register([None, "KSP Baru", "Kepanjen", None, "Aktif"]), "2024-T4")
    assert (keys(lain), codes(lain)[0]) == (["kelurahan:kepanjen|"], "kelurahan_ragu")


@pytest.mark.parametrize("nilai", ["35.72.99.9999", "Kepanjenlor", "baru", TURI])
def test_a_wrong_answer_is_refused_and_the_question_stays(gudang, nilai):
    hasil = check(gudang, register(RAGU), jawaban={KEPANJEN: nilai})  # TURI lies in another kecamatan
    assert (codes(hasil), keys(hasil), hasil.answers_used) == (
        ["kelurahan_ragu", "jawaban_ditolak"],
        [KEPANJEN],
        [],
    )
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
    assert codes(hasil) == ["identitas_mirip"]


def test_a_row_made_one_with_an_old_cooperative_is_named_among_the_changes(gudang):
    publish_it(gudang, register(*T3))
    lama = ids(gudang, "KSU Maju Jaya")[0][1]
    koperasi = check(gudang, register(*T4), "2024-T4", {MAJOE: lama}).perubahan["koperasi"]
    assert [(s["koperasi_id"], s["ke"]) for s in koperasi["digabung"]] == [(lama, "KSU Majoe Jaya")]
    assert "KSU Maju Jaya" in koperasi["digabung"][0]["dari"]
    assert koperasi["baru"] == koperasi["hilang"] == []


def test_the_same_cooperative_keeps_its_id_over_all_quarters(gudang):
    publish_it(gudang, register(*T3))
    ((_, lama),) = ids(gudang, "KSU Maju Jaya")
    publish_it(gudang, register(*T4), "2024-T4", {MAJOE: lama})
    hasil = check(gudang, register(*reversed(T4)), "2025-T1")
    assert (codes(hasil), hasil.pertanyaan) == ([], [])
    assert hasil.tabel["koperasi"]["koperasi_id"].tolist()[1] == lama
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


# ── targets of trainings and visits ──


def test_an_unknown_target_is_asked_and_every_registered_cooperative_may_be_chosen(gudang):
    publish_it(gudang, register(*T3))
    (p,) = check(gudang, visits(KUNJUNGAN), "2024-T4").pertanyaan
    assert (p.kunci, p.jenis, p.isi, p.konteks) == (SENTOSA, "sasaran", "KSU Sentosa", "Kelurahan Turi")
    assert (list(p.khusus), sorted(p.lain.values())) == (
        ["baru", "bukan"],
        ["KPRI Sehat · Turi", "KSU Maju Jaya · Turi"],
    )


@pytest.mark.parametrize(("jawaban", "hitung"), [("koperasi", (1, 0)), ("baru", (0, 1)), ("bukan", (0, 0))])
def test_a_target_counts_for_a_cooperative_a_group_or_nobody_as_answered(gudang, jawaban, hitung):
    publish_it(gudang, register(*T3))
    nilai = ids(gudang, "KPRI Sehat")[0][1] if jawaban == "koperasi" else jawaban
    nomor = publish_it(gudang, visits(KUNJUNGAN), "2024-T4", {SENTOSA: nilai})
    sql = "select count(koperasi_id), count(kelompok_id), count(*) from pendampingan_kunjungan"
    assert gudang.open_version(nomor).execute(sql).fetchall() == [(*hitung, 1)]
    lanjut = check(gudang, visits([dt.date(2025, 2, 4), *KUNJUNGAN[1:]]), "2025-T1")
    assert (codes(lanjut), keys(lanjut)) == ([], [])


def test_an_answer_that_names_a_cooperative_that_is_no_longer_there_is_asked_again(gudang):
    publish_it(gudang, register(T3[1]))
    publish_it(gudang, register(*T3), "2024-T4")
    ((_, maju),) = ids(gudang, "KSU Maju Jaya")
    publish_it(gudang, visits([dt.date(2025, 2, 4), *KUNJUNGAN[1:]]), "2025-T1", {SENTOSA: maju})
    publish.restore_version(1, "Siti", gudang=gudang)
    hasil = check(gudang, visits([dt.date(2025, 5, 4), *KUNJUNGAN[1:]]), "2025-T2")
    assert (keys(hasil), codes(hasil), hasil.answers_used) == ([SENTOSA], ["koperasi_tak_ditemukan"], [])
    assert remembered(gudang) == [(SENTOSA, maju, "Siti", 3, None)]


def test_an_open_kelurahan_is_asked_before_the_target(gudang):
    publish_it(gudang, register(*T3))
    baris = [*KUNJUNGAN[:2], "Tury Kidul", *KUNJUNGAN[3:]]
    hasil = check(gudang, visits(baris), "2024-T4")
    assert keys(hasil) == ["kelurahan:turykidul|"]
    lanjut = check(gudang, visits(baris), "2024-T4", {"kelurahan:turykidul|": TURI})
    assert keys(lanjut) == [SENTOSA]


# ── the ledger and the archive ──


def full_story(gudang: Store) -> int:
    """Answers of every kind, a withdrawal, a new answer and a restoration."""
    publish_it(gudang, register(*T3, RAGU), jawaban={KEPANJEN: LOR})
    ((_, lama),) = ids(gudang, "KSU Maju Jaya")
    publish_it(gudang, register(*T4, RAGU), "2024-T4", {MAJOE: lama})
    publish_it(gudang, visits(KUNJUNGAN), "2024-T4", {SENTOSA: "baru"})
    publish.withdraw_answer(KEPANJEN, "Budi", gudang=gudang)
    publish_it(gudang, register(*T4, RAGU), "2025-T1", {KEPANJEN: KIDUL}, alasan="benar")
    return publish.restore_version(2, "Budi", gudang=gudang)


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
    assert rebuild.verify_store(gudang).masalah == []
    baru = Store(gudang.folder.parent / "baru")
    shutil.copytree(gudang.arsip, baru.arsip)
    shutil.copy(gudang.folder / "kunci", baru.folder / "kunci")
    assert rebuild.rebuild_store(baru).masalah == []
    assert remembered(baru) == remembered(gudang)
    assert ids(baru, "KSU Majoe Jaya") == ids(gudang, "KSU Majoe Jaya")


def test_the_archive_keeps_the_answers_of_a_publication(gudang):
    publish_it(gudang, register(RAGU), jawaban={KEPANJEN: LOR})
    publish_it(gudang, register(RAGU, *T3), "2024-T4")
    isi = [json.loads(p.read_text())["jawaban"] for p in sorted(gudang.arsip.glob("*.json"))]
    satu = {
        "kunci": KEPANJEN,
        "jenis": "kelurahan",
        "isi": "Kepanjen",
        "konteks": "Kecamatan Kepanjenkidul",
        "nilai": LOR,
    }
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
    publish.publish_workbook(asli, data, "Siti", mulai_data_asli=True, gudang=gudang)
    assert remembered(gudang) == []
    assert keys(check(gudang, register(RAGU), "2024-T4")) == [KEPANJEN]


def test_a_version_of_an_earlier_release_knows_no_answers_and_takes_new_ones(gudang):
    publish_it(gudang, register(*T3))
    salinan = gudang.folder / "salinan.duckdb"
    shutil.copy(gudang.path(1), salinan)
    con = duckdb.connect(str(salinan))
    con.execute("drop table jawaban")
    con.close()
    baru = Store(gudang.folder.parent / "lama")
    (baru.terbitan).mkdir(parents=True)
    shutil.copy(salinan, baru.path(1))
    shutil.copy(gudang.folder / "kunci", baru.folder / "kunci")
    (baru.terbitan / "TERKINI").write_text("000001.duckdb")
    assert answers.list_answers(baru.open_version(1)) == []
    publish_it(baru, register(*T3, RAGU), "2024-T4", {KEPANJEN: LOR})
    assert remembered(baru) == [(KEPANJEN, LOR, "Siti", 2, None)]
    dihitung = baru.open_version(2).execute("select distinct periode from indikator order by 1").fetchall()
    assert dihitung == [("2024-T3",), ("2024-T4",)]
    publish.restore_version(1, "Siti", gudang=baru)
    assert remembered(baru) == [(KEPANJEN, LOR, "Siti", 2, None)]
