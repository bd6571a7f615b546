"""What staff are asked about whole rows and whole columns: answered, it counts; unanswered, it needs a reason."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from etl import run
from etl.model import CheckResult
from etl.prove import verify
from etl.publish import publish
from etl.store.versions import Store
from tests.corpus.cases import A, B, J, book_of, visit_book
from tests.corpus.seen import JP, KEGIATAN, TTD, C, struck
from tests.workbooks import workbook

BELOW = workbook(book_of(J, A, *TTD, [], B, C))
STRUCK = struck([J, A, B, C], "3")()
D = dt.date
EXCHANGED = workbook(visit_book(D(2025, 8, 7), "14/07/2025", D(2025, 9, 7), "25/07/2025", D(2025, 7, 7)))


def check(store: Store, data: bytes, periode: str = "2025-T3", **answers: str) -> CheckResult:
    """With these answers to the only question of its kind: check(store, data, baris="baca")."""
    first = run.check_workbook(data, "buku.xlsx", periode, store=store)
    keys = {p.jenis: p.kunci for p in first.pertanyaan}
    given = {keys[kind]: value for kind, value in answers.items()}
    return run.check_workbook(data, "buku.xlsx", periode, store=store, answers=given) if given else first


def names(result: CheckResult) -> list[str]:
    return result.tabel["koperasi"]["nama_koperasi"].tolist()


def gates(result: CheckResult) -> list[str]:
    return [t.kode for t in result.temuan if t.kode.startswith("gerbang_")]


@pytest.mark.parametrize(
    ("data", "answer", "read", "left"),
    [
        (BELOW, "baca", ["KSU Melati", "Kopwan Mawar", "KSP Anggrek"], []),
        (BELOW, "lewati", ["KSU Melati"], [8, 9]),
        (STRUCK, "baca", ["KSU Melati", "Kopwan Mawar", "KSP Anggrek"], []),
        (STRUCK, "lewati", ["KSU Melati", "KSP Anggrek"], [3]),
    ],
    ids=["below, read", "below, left", "struck, read", "struck, left"],
)
def test_an_answer_decides_and_what_is_left_out_is_listed(store, data, answer, read, left):
    result = check(store, data, baris=answer)
    assert names(result) == read
    assert [row for _, row, reason in result.dilewati if "tidak dibaca" in reason] == left
    assert (gates(result), result.pertanyaan) == ([], [])


def test_the_question_names_the_rows_and_the_cooperatives(store):
    (question,) = check(store, BELOW).pertanyaan
    assert question.isi.startswith("Baris 8–9 (2 baris) di luar tabel")
    assert (question.konteks, question.tempat) == ("Kopwan Mawar, KSP Anggrek", ["S!C8", "S!C9"])


def test_exchanged_dates_are_exchanged_back_as_a_column(store):
    (question,) = check(store, EXCHANGED).pertanyaan
    assert "misalnya 7 Agustus 2025, atau 8 Juli 2025?" in question.konteks
    dates = check(store, EXCHANGED, tanggal="tukar").tabel["pendampingan"]["tanggal"].tolist()
    assert dates == [D(2025, 7, 8), D(2025, 7, 14), D(2025, 7, 9), D(2025, 7, 25), D(2025, 7, 7)]
    kept = check(store, EXCHANGED, tanggal="tetap")
    assert (kept.tabel["pendampingan"]["tanggal"].tolist()[0], gates(kept)) == (D(2025, 8, 7), [])


MONTH_FIRST = workbook(visit_book("07/08/2025", "07/14/2025", "09/07/2025", "07/25/2025", "07/07/2025"))


def test_texts_with_the_month_first_are_asked_as_a_column_and_leave_no_doubt_once_answered(store):
    (question,) = check(store, MONTH_FIRST).pertanyaan
    assert question.konteks.startswith("2 tanggal teks pasti menulis bulannya di depan, 3 tanggal teks dapat berarti")
    assert "misalnya 7 Agustus 2025, atau 8 Juli 2025?" in question.konteks
    answered = check(store, MONTH_FIRST, tanggal="tukar")
    dates = answered.tabel["pendampingan"]["tanggal"].tolist()
    assert dates == [D(2025, 7, 8), D(2025, 7, 14), D(2025, 9, 7), D(2025, 7, 25), D(2025, 7, 7)]
    assert [t.kode for t in answered.temuan if t.kode == "tanggal_ganda_arti"] == []
    kept = check(store, MONTH_FIRST, tanggal="tetap")
    assert (kept.tabel["pendampingan"]["tanggal"].tolist()[0], gates(kept)) == (D(2025, 8, 7), [])


@pytest.mark.parametrize(
    "typed",
    [
        ("07/08/2025", "07/14/2025", "09/07/2025", "25/07/2025"),  # one has its day first
        ("07/14/2025", "07/25/2025"),  # nothing in doubt
        ("07/07/2025", "07/14/2025", "09/09/2025"),  # both ways the same day
        ("07/14/2025", "07/08/2025"),  # may be chance
        ("07/08/2025", "05/08/2025", "09/07/2025", "08/07/2025"),  # none has its month first for sure
    ],
)
def test_texts_of_which_one_contradicts_or_too_few_speak_are_not_asked(store, typed):
    assert check(store, workbook(visit_book(*typed))).pertanyaan == []


def test_without_an_answer_a_reason_is_needed_and_nothing_changes_in_silence(store):
    result = check(store, STRUCK)
    with pytest.raises(publish.NotPublishable):
        publish.publish_workbook(result, STRUCK, "Siti", store=store)
    number = publish.publish_workbook(result, STRUCK, "Siti", "masih aktif, coretan lama", store=store)
    count = store.open_version(number).execute("select count(*) from koperasi_triwulan").fetchall()
    assert count == [(3,)]


def test_an_answer_is_remembered_for_the_same_rows_and_asked_anew_for_others(store):
    publish.publish_workbook(check(store, STRUCK, baris="lewati"), STRUCK, "Siti", store=store)
    again = check(store, STRUCK, "2025-T4")
    assert (names(again), again.pertanyaan) == (["KSU Melati", "KSP Anggrek"], [])
    other = struck([J, A, [*B[:4], "Aktif"], C], "3")()
    assert [p.jenis for p in check(store, other, "2025-T4").pertanyaan] == ["baris"]


def test_a_replay_is_not_asked_and_gives_what_was_published(store):
    publish.publish_workbook(check(store, STRUCK), STRUCK, "Siti", "coretan lama", store=store)
    assert verify.verify_store(store).problems == []


def test_neither_question_nor_key_names_a_person(store):
    rows = [
        *KEGIATAN,
        JP,
        [1, "Wahyu Rahasia", "Bank Sampah A", "Turi"],
        *TTD,
        [],
        [2, "Dewi Rahasia", "Bank B", "Turi"],
    ]
    (question,) = check(store, workbook(book_of(*rows))).pertanyaan
    assert "Rahasia" not in json.dumps([question.kunci, question.isi, question.konteks, question.tempat])
    same = [*rows[:-1], [2, "Orang Lain", "Bank B", "Turi"]]
    (other,) = check(store, workbook(book_of(*same))).pertanyaan
    assert other.kunci == question.kunci  # nobody can try names until the key fits


def test_what_merged_cells_hide_in_a_personal_column_is_not_shown(store):
    rows = [*KEGIATAN, JP, [1, "Wahyu Rahasia", "Bank A", "Turi"], [2, "Dewi Rahasia", "Bank B", "Gedog"]]
    book = workbook({"S": rows}, {"S": ["B4:B5", "D4:D5"]})
    shown = [t.pesan for t in check(store, book).temuan if t.kode == "sel_tertutup"]
    assert len(shown) == 2
    assert "Rahasia" not in " ".join(shown)
    assert "D5 “Gedog”" in shown[1]
