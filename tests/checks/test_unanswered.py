"""Many cooperatives of which nobody said who they are: published with an answer or a reason, never in silence."""

from __future__ import annotations

import pandas as pd
import pytest

from etl import run
from etl.checks.unanswered import find_unanswered
from etl.model import CheckResult, Question
from etl.publish import publish
from etl.store.versions import Store
from tests.workbooks import workbook

TITLES = ["Nama Koperasi", "Kelurahan", "Status"]
WORDS = ("Melati", "Mawar", "Anggrek", "Kenanga", "Dahlia", "Cempaka")


def book(ending: str) -> bytes:
    return workbook({"S": [TITLES, *([f"KSU {w}{ending} Jaya", "Turi", "Aktif"] for w in WORDS)]})


def publish_first(store: Store) -> None:
    first = run.check_workbook(book(""), "a.xlsx", "2025-T2", store=store)
    publish.publish_workbook(first, book(""), "Siti", store=store)


def make_result(asked: int, total: int) -> CheckResult:
    result = CheckResult("b.xlsx", "", "2025-T3", tabel={"koperasi": pd.DataFrame(index=range(total))})
    likely = [("K1", "KSU Maju · Turi")]
    result.pertanyaan = [
        Question(f"koperasi:{n}", "koperasi", f"KSU {n}", "", [f"S!C{n}"], likely) for n in range(asked)
    ]
    return result


@pytest.mark.parametrize(
    ("asked", "total", "is_gate"), [(4, 10, False), (5, 10, True), (5, 100, False), (6, 100, True), (0, 0, False)]
)
def test_more_than_a_twentieth_and_at_least_five_need_an_answer_or_a_reason(asked, total, is_gate):
    found = find_unanswered(make_result(asked, total), 0.05)
    assert [t.kode for t in found] == ["gerbang_koperasi_diragukan"] * is_gate


def test_the_gate_counts_names_examples_and_goes_when_they_are_answered(store):
    publish.publish_workbook(
        run.check_workbook(book(""), "a.xlsx", "2025-T2", store=store), book(""), "Siti", store=store
    )
    later = book("h")
    result = run.check_workbook(later, "b.xlsx", "2025-T3", store=store)
    (gate,) = [t for t in result.temuan if t.kode == "gerbang_koperasi_diragukan"]
    assert gate.pesan.startswith(
        "6 dari 6 koperasi belum dijawab: koperasi baru, atau ejaan lain dari yang sudah dikenal?"
    )
    assert "“KSU Melatih Jaya” (KSU Melati Jaya?)" in gate.pesan
    answers = {p.kunci: p.calon[0][0] for p in result.pertanyaan}
    again = run.check_workbook(later, "b.xlsx", "2025-T3", store=store, answers=answers)
    assert [t.kode for t in again.temuan if t.kode.startswith("gerbang")] == []  # the other names are answered too


def test_a_list_in_capitals_changes_no_name_and_asks_nothing(store):
    publish.publish_workbook(
        run.check_workbook(book(""), "a.xlsx", "2025-T2", store=store), book(""), "Siti", store=store
    )
    capitals = workbook({"S": [TITLES, *([f"K.S.U. {w.upper()}  JAYA", "Turi", "Aktif"] for w in WORDS)]})
    result = run.check_workbook(capitals, "b.xlsx", "2025-T3", store=store)
    assert (result.pertanyaan, result.perubahan["koperasi"]["ganti_nama"]) == ([], [])
    assert result.perubahan["koperasi"]["baru"] == result.perubahan["koperasi"]["hilang"] == []
