"""What is asked is answered once and remembered with who and when; restoring and rebuilding forget no answer."""

from __future__ import annotations

import datetime as dt
import json
import shutil

import duckdb
import pytest

from etl.match import answers
from etl.prove import rebuild, verify
from etl.publish import publish
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


def test_a_kelurahan_in_doubt_is_one_question_however_many_rows_ask_it(store):
    result = check(store, register(RAGU, [None, "KSP Lain", "KEL. KEPANJEN", "Kec. Kepanjen Kidul", "Aktif"]))
    (p,) = result.pertanyaan
    assert (p.kunci, p.jenis, p.isi, p.konteks) == (KEPANJEN, "kelurahan", "Kepanjen", "Kecamatan Kepanjenkidul")
    assert p.tempat == ["Data!C2", "Data!C3"]
    assert sorted(p.calon[:2]) == [(KIDUL, "Kepanjenkidul"), (LOR, "Kepanjenlor")]
    assert len(p.calon) == 7  # all of Kecamatan Kepanjenkidul, none of the others
    assert codes(result) == ["kelurahan_ragu", "kelurahan_ragu"]


def test_without_a_kecamatan_every_kelurahan_of_the_city_may_be_chosen(store):
    (p,) = check(store, register([None, "KSP Baru", "Entah", None, "Aktif"])).pertanyaan
    assert (p.kunci, len(p.calon)) == ("kelurahan:entah|", 21)


def test_an_answer_takes_the_place_of_finding_and_question_and_stays_visible(store):
    result = check(store, register(RAGU), answers={KEPANJEN: LOR})
    assert (codes(result), result.pertanyaan, result.dapat_terbit) == ([], [], True)
    assert result.tabel["koperasi"]["kode_kelurahan"].tolist() == [LOR]
    (j,) = result.answers_used
    assert (j.isi, j.nilai, j.label, j.baru) == ("Kepanjen", LOR, "Kepanjenlor", True)


def test_a_check_with_answers_stores_nothing(store):
    check(store, register(RAGU), answers={KEPANJEN: LOR})
    assert not store.folder.exists()


def test_what_was_answered_once_is_remembered_next_quarter_with_who_and_when(store):
    data, moment = register(RAGU), dt.datetime(2024, 10, 7, 9, 30)
    result = check(store, data, answers={KEPANJEN: LOR})
    publish.publish_workbook(result, data, "Siti", store=store, time=moment)
    next_address = check(store, register([None, "KSP Baru", "kepanjen", "Kepanjenkidul", "Aktif"]), "2024-T4")
    assert (codes(next_address), next_address.pertanyaan) == ([], [])
    (j,) = next_address.answers_used
    assert (j.nilai, j.baru, j.oleh, j.waktu) == (LOR, False, "Siti", moment)


def test_the_answer_of_one_kecamatan_is_not_taken_in_another(store):
    publish_it(store, register(RAGU), answers={KEPANJEN: LOR})
    other = check(store, register([None, "KSP Baru", "Kepanjen", None, "Aktif"]), "2024-T4")
    assert (keys(other), codes(other)[0]) == (["kelurahan:kepanjen|"], "kelurahan_ragu")


@pytest.mark.parametrize("value", ["35.72.99.9999", "Kepanjenlor", "baru", TURI])
def test_a_wrong_answer_is_refused_and_the_question_stays(store, value):
    result = check(store, register(RAGU), answers={KEPANJEN: value})  # TURI lies in another kecamatan
    assert (codes(result), keys(result), result.answers_used) == (
        ["kelurahan_ragu", "jawaban_ditolak"],
        [KEPANJEN],
        [],
    )
    assert result.temuan[1].pesan == f"Jawaban “{value}” atas “Kepanjen” tidak ada di antara pilihannya."


def test_an_answer_to_nothing_that_was_asked_is_refused(store):
    result = check(store, register(*T3), answers={"kelurahan:tury|": TURI})
    assert [(t.kode, t.berat, t.isi) for t in result.temuan] == [
        ("jawaban_tanpa_pertanyaan", "salah", "kelurahan:tury|")
    ]


# ── cooperatives across quarters ──


def test_a_similar_name_is_asked_with_the_missing_cooperative_as_candidate(store):
    publish_it(store, register(*T3))
    result = check(store, register(*T4), "2024-T4")
    (p,) = result.pertanyaan
    ((_, old),) = ids(store, "KSU Maju Jaya")
    assert (p.kunci, p.isi, p.konteks, p.tempat) == (MAJOE, "KSU Majoe Jaya", "Kelurahan Turi", ["Data!B2"])
    assert (p.calon, p.khusus) == ([(old, "KSU Maju Jaya · Turi")], {"baru": "Koperasi baru"})
    assert codes(result) == ["identitas_mirip"]


def test_a_row_made_one_with_an_old_cooperative_is_named_among_the_changes(store):
    publish_it(store, register(*T3))
    old = ids(store, "KSU Maju Jaya")[0][1]
    cooperative_rows = check(store, register(*T4), "2024-T4", {MAJOE: old}).perubahan["koperasi"]
    assert [(s["koperasi_id"], s["ke"]) for s in cooperative_rows["digabung"]] == [(old, "KSU Majoe Jaya")]
    assert "KSU Maju Jaya" in cooperative_rows["digabung"][0]["dari"]
    assert cooperative_rows["baru"] == cooperative_rows["hilang"] == []


def test_the_same_cooperative_keeps_its_id_over_all_quarters(store):
    publish_it(store, register(*T3))
    ((_, old),) = ids(store, "KSU Maju Jaya")
    publish_it(store, register(*T4), "2024-T4", {MAJOE: old})
    result = check(store, register(*reversed(T4)), "2025-T1")
    assert (codes(result), result.pertanyaan) == ([], [])
    assert result.tabel["koperasi"]["koperasi_id"].tolist()[1] == old
    # With a NIK from now on: the row of 2024-T4 still tells who it is.
    known_names = check(store, register(["3572010010001", *T4[0][1:]], T4[1]), "2025-T1")
    assert known_names.tabel["koperasi"]["koperasi_id"].tolist()[0] == old
    assert ids(store, "KSU Majoe Jaya") == [("2024-T4", old)]


def test_a_remembered_spelling_is_listed_with_the_name_before_it_not_with_itself(store):
    publish_it(store, register(*T3))
    ((_, old),) = ids(store, "KSU Maju Jaya")
    publish_it(store, register(*T4), "2024-T4", {MAJOE: old})
    publish_it(store, register(*reversed(T4)), "2025-T1")  # the answered spelling is the name from now on
    (listed,) = answers.list_answers(store.open_version(store.find_current()))
    assert (listed["isi"], listed["label"]) == ("KSU Majoe Jaya", "KSU Maju Jaya")


def test_a_new_cooperative_is_new_and_is_not_asked_again(store):
    publish_it(store, register(*T3))
    ((_, old),) = ids(store, "KSU Maju Jaya")
    publish_it(store, register(*T4), "2024-T4", {MAJOE: "baru"})
    ((_, new),) = ids(store, "KSU Majoe Jaya")
    assert new != old
    assert keys(check(store, register(*T4), "2025-T1")) == []


def test_two_rows_that_are_said_to_be_one_cooperative_are_listed_as_double(store):
    publish_it(store, register(*T3))
    ((_, old),) = ids(store, "KSU Maju Jaya")
    result = check(store, register(*T3, T4[0]), "2024-T4", {MAJOE: old})
    assert codes(result) == ["koperasi_ganda"]


# ── targets of trainings and visits ──


def test_an_unknown_target_is_asked_and_every_registered_cooperative_may_be_chosen(store):
    publish_it(store, register(*T3))
    (p,) = check(store, visits(KUNJUNGAN), "2024-T4").pertanyaan
    assert (p.kunci, p.jenis, p.isi, p.konteks) == (SENTOSA, "sasaran", "KSU Sentosa", "Kelurahan Turi")
    assert (list(p.khusus), sorted(p.others.values())) == (
        ["baru", "bukan"],
        ["KPRI Sehat · Turi", "KSU Maju Jaya · Turi"],
    )


@pytest.mark.parametrize(("answer", "count"), [("koperasi", (1, 0)), ("baru", (0, 1)), ("bukan", (0, 0))])
def test_a_target_counts_for_a_cooperative_a_group_or_nobody_as_answered(store, answer, count):
    publish_it(store, register(*T3))
    value = ids(store, "KPRI Sehat")[0][1] if answer == "koperasi" else answer
    number = publish_it(store, visits(KUNJUNGAN), "2024-T4", {SENTOSA: value})
    sql = "select count(koperasi_id), count(kelompok_id), count(*) from pendampingan_kunjungan"
    assert store.open_version(number).execute(sql).fetchall() == [(*count, 1)]
    next_address = check(store, visits([dt.date(2025, 2, 4), *KUNJUNGAN[1:]]), "2025-T1")
    assert (codes(next_address), keys(next_address)) == ([], [])


def test_an_answer_that_names_a_cooperative_that_is_no_longer_there_is_asked_again(store):
    publish_it(store, register(T3[1]))
    publish_it(store, register(*T3), "2024-T4")
    ((_, forward),) = ids(store, "KSU Maju Jaya")
    publish_it(store, visits([dt.date(2025, 2, 4), *KUNJUNGAN[1:]]), "2025-T1", {SENTOSA: forward})
    publish.restore_version(1, "Siti", store=store)
    result = check(store, visits([dt.date(2025, 5, 4), *KUNJUNGAN[1:]]), "2025-T2")
    assert (keys(result), codes(result), result.answers_used) == ([SENTOSA], ["koperasi_tak_ditemukan"], [])
    assert remembered(store) == [(SENTOSA, forward, "Siti", 3, None)]


def test_an_open_kelurahan_is_asked_before_the_target(store):
    publish_it(store, register(*T3))
    row = [*KUNJUNGAN[:2], "Tury Kidul", *KUNJUNGAN[3:]]
    result = check(store, visits(row), "2024-T4")
    assert keys(result) == ["kelurahan:turykidul|"]
    next_address = check(store, visits(row), "2024-T4", {"kelurahan:turykidul|": TURI})
    assert keys(next_address) == [SENTOSA]


# ── the ledger and the archive ──


def full_story(store: Store) -> int:
    """Answers of every kind, a withdrawal, a new answer and a restoration."""
    publish_it(store, register(*T3, RAGU), answers={KEPANJEN: LOR})
    ((_, old),) = ids(store, "KSU Maju Jaya")
    publish_it(store, register(*T4, RAGU), "2024-T4", {MAJOE: old})
    publish_it(store, visits(KUNJUNGAN), "2024-T4", {SENTOSA: "baru"})
    publish.withdraw_answer(KEPANJEN, "Budi", store=store)
    publish_it(store, register(*T4, RAGU), "2025-T1", {KEPANJEN: KIDUL}, reason="benar")
    return publish.restore_version(2, "Budi", store=store)


def test_restoring_keeps_all_answers_and_what_was_withdrawn(store):
    assert full_story(store) == 6
    ((_, old), *_) = ids(store, "KSU Majoe Jaya")
    assert remembered(store) == [
        (KEPANJEN, LOR, "Siti", 1, "Budi"),
        (MAJOE, old, "Siti", 2, None),
        (SENTOSA, "baru", "Siti", 3, None),
        (KEPANJEN, KIDUL, "Siti", 5, None),
    ]


def test_verify_and_rebuild_replay_the_answers(store):
    full_story(store)
    assert verify.verify_store(store).problems == []
    new = Store(store.folder.parent / "baru")
    shutil.copytree(store.archive_folder, new.archive_folder)
    shutil.copy(store.folder / "kunci", new.folder / "kunci")
    assert rebuild.rebuild_store(new).problems == []
    assert remembered(new) == remembered(store)
    assert ids(new, "KSU Majoe Jaya") == ids(store, "KSU Majoe Jaya")


def test_the_archive_keeps_the_answers_of_a_publication(store):
    publish_it(store, register(RAGU), answers={KEPANJEN: LOR})
    publish_it(store, register(RAGU, *T3), "2024-T4")
    content = [json.loads(p.read_text())["jawaban"] for p in sorted(store.archive_folder.glob("*.json"))]
    one = {
        "kunci": KEPANJEN,
        "jenis": "kelurahan",
        "isi": "Kepanjen",
        "konteks": "Kecamatan Kepanjenkidul",
        "nilai": LOR,
    }
    assert content == [[one], []]  # what is only remembered is not repeated


def test_the_same_workbook_with_another_answer_is_a_new_publication(store):
    publish_it(store, register(*T3))
    data = register(*T4)
    assert publish_it(store, data, "2024-T4") == 2
    assert publish_it(store, data, "2024-T4") == 2
    assert publish_it(store, data, "2024-T4", {MAJOE: "baru"}) == 3
    assert publish_it(store, data, "2024-T4", {MAJOE: "baru"}) == 3


def test_answers_about_invented_data_leave_with_them(store):
    is_sample = workbook({"Data": [JUDUL, RAGU]}, sample=True)
    publish_it(store, is_sample, answers={KEPANJEN: LOR})
    data = register(*T3)
    original = check(store, data)
    publish.publish_workbook(original, data, "Siti", starts_real_data=True, store=store)
    assert remembered(store) == []
    assert keys(check(store, register(RAGU), "2024-T4")) == [KEPANJEN]


def test_a_version_of_an_earlier_release_knows_no_answers_and_takes_new_ones(store):
    publish_it(store, register(*T3))
    copy = store.folder / "salinan.duckdb"
    shutil.copy(store.find_path(1), copy)
    con = duckdb.connect(str(copy))
    con.execute("drop table jawaban")
    con.close()
    new = Store(store.folder.parent / "lama")
    (new.versions_folder).mkdir(parents=True)
    shutil.copy(copy, new.find_path(1))
    shutil.copy(store.folder / "kunci", new.folder / "kunci")
    (new.versions_folder / "TERKINI").write_text("000001.duckdb")
    assert answers.list_answers(new.open_version(1)) == []
    publish_it(new, register(*T3, RAGU), "2024-T4", {KEPANJEN: LOR})
    assert remembered(new) == [(KEPANJEN, LOR, "Siti", 2, None)]
    is_counted = new.open_version(2).execute("select distinct periode from indikator order by 1").fetchall()
    assert is_counted == [("2024-T3",), ("2024-T4",)]
    publish.restore_version(1, "Siti", store=new)
    assert remembered(new) == [(KEPANJEN, LOR, "Siti", 2, None)]
