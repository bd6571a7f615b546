"""Joining and separating cooperatives, on rows in memory: which rows move, what the next workbook finds, what comes
back."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import indikator
from etl.acuan import load_reference
from etl.identity import decisions
from etl.match import answers
from etl.match.questions import Questionnaire, RememberedAnswer
from etl.publish.join.apply import follow_decisions
from etl.publish.join.brought import refuse_brought
from etl.publish.join.plan import plan_join, plan_return, plan_separation
from tests.heavy import times
from tests.publish.decided import (
    BENDO,
    GEDOG,
    NIK1,
    NIK2,
    NIK3,
    TURI,
    add_register,
    add_visit,
    decide,
    line,
    match,
    open_rows,
    read_all,
)

MAJU, MAKMUR = [None, "KSU Maju Jaya", None, TURI], [None, "KSU Makmur Abadi", None, TURI]
WRONG = [NIK1, "KSU Maju Jaya", None, GEDOG]  # the second one, under the NIK of the first
SEHAT = [NIK3, "KPRI Sehat", None, BENDO]


def two_for_one() -> duckdb.DuckDBPyConnection:
    """A until 2024-T3; from 2024-T4 the same one is called B."""
    con = open_rows(("2024-T3", 1, [["A", *MAJU], ["S", *SEHAT]]), ("2024-T4", 2, [["B", *MAKMUR], ["S", *SEHAT]]))
    add_visit(con, "2024-T4", 2, "B")
    add_visit(con, "2024-T3", 1, "A")
    return con


def one_for_two() -> duckdb.DuckDBPyConnection:
    """A is another cooperative in 2024-T4, where its NIK was typed for that one."""
    con = open_rows(
        ("2024-T3", 1, [["A", NIK1, *MAJU[1:]], ["S", *SEHAT]]), ("2024-T4", 2, [["A", *WRONG], ["S", *SEHAT]])
    )
    for quarter, upload in (("2024-T2", 1), ("2024-T4", 2), ("2025-T1", 3)):
        add_visit(con, quarter, upload, "A")
    return con


def join(con: duckdb.DuckDBPyConnection, number: int = 3, *ids: str) -> None:
    decide(con, lambda c: plan_join(c, ids or ("B", "A")), number)


def separate(con: duckdb.DuckDBPyConnection, *quarters: str, number: int = 3, other: str | None = None) -> str:
    said = decide(con, lambda c: plan_separation(c, "A", quarters, other), number).said
    return str(said["koperasi_lain"])


def take_back(con: duckdb.DuckDBPyConnection, number: int = 3) -> None:
    decide(con, lambda c: plan_return(c, number), 9)


# ── joined ──


def test_all_rows_of_the_younger_one_bear_the_id_of_the_older_one():
    con = two_for_one()
    join(con)
    assert line(con, "A") == ["2024-T3", "2024-T3 kunjungan", "2024-T4", "2024-T4 kunjungan"]
    assert (line(con, "B"), line(con, "S")) == ([], ["2024-T3", "2024-T4"])


@pytest.mark.parametrize("row", [MAJU, MAKMUR], ids=["old name", "new name"])
def test_the_next_workbook_finds_the_joined_one_also_where_its_quarter_came_again_without_that_name(row):
    con = two_for_one()
    join(con)
    assert match(con, row) == (["A"], [])
    add_register(con, "2024-T4", 4, ["A", *MAJU])
    assert match(con, row) == (["A"], [])
    assert match(con, MAJU, MAKMUR) == (["A", "A"], ["koperasi_ganda"])


@pytest.mark.parametrize("numbers", [(NIK1, "1/BH/2001"), (NIK2, "2/BH/2002"), (NIK1, None), (None, "2/BH/2002")])
def test_every_number_that_the_joined_one_ever_had_is_its_own(numbers):
    con = open_rows(
        ("2024-T3", 1, [["A", NIK1, "KSU Maju Jaya", "1/BH/2001", TURI]]),
        ("2024-T4", 2, [["B", NIK2, "KSU Makmur Abadi", "2/BH/2002", TURI]]),
    )
    join(con)
    assert match(con, [numbers[0], "KSU Maju Jaya", numbers[1], TURI]) == (["A"], [])


def test_the_id_that_ended_is_given_to_nobody_else():
    con = open_rows(("2024-T3", 1, [["A", *MAJU]]))
    (made,), _ = match(con, MAKMUR)
    add_register(con, "2024-T4", 2, [made, *MAKMUR])
    join(con, 3, "A", made)
    add_register(con, "2024-T4", 4, ["A", *MAJU])
    con.execute("delete from putusan_koperasi_baris")  # nothing is left that knows the name
    assert match(con, MAKMUR) == ([f"{made}-2"], [])


def test_a_remembered_answer_leads_to_the_joined_one():
    con = two_for_one()
    key = f"koperasi:nama:KSU MAKMOER|{TURI}"
    answered = "insert into jawaban values (?, 'koperasi', 'x', '', 'B', 'Ana', current_timestamp, 2, null, null)"
    con.execute(answered, [key])
    join(con)
    remembered = Questionnaire(None, answers.read(con))
    assert match(con, [None, "KSU Makmoer", None, TURI], questionnaire=remembered) == (["A"], [])
    assert [(a["nilai"], a["label"]) for a in answers.list_answers(con)] == [("A", "KSU Makmur Abadi")]


# ── separated ──


def test_the_rows_of_the_quarters_go_with_the_visits_that_were_recognised_by_them():
    con = one_for_two()
    made = separate(con, "2024-T4")
    assert line(con, "A") == ["2024-T2 kunjungan", "2024-T3"]
    assert line(con, made) == ["2024-T4", "2024-T4 kunjungan", "2025-T1 kunjungan"]


@pytest.mark.parametrize(
    ("row", "is_first"),
    [
        ([NIK1, *MAJU[1:]], True),
        (MAJU, True),
        (WRONG, False),  # the mistake once more
        ([None, *WRONG[1:]], False),
        ([NIK2, *WRONG[1:]], False),
        ([NIK1, "KSU Maju Jaya", "7/BH/2007", TURI], True),
    ],
)
def test_the_separated_ones_stay_separate(row, is_first):
    con = one_for_two()
    made = separate(con, "2024-T4")
    assert match(con, row) == (["A" if is_first else made], [])
    other = [NIK2, *WRONG[1:]] if is_first else [NIK1, *MAJU[1:]]
    assert match(con, row, other)[0] == (["A", made] if is_first else [made, "A"])


def test_also_where_the_first_quarter_is_the_mistaken_one():
    con = one_for_two()
    made = separate(con, "2024-T3")  # A is the one of Gedog from now on, and owns the NIK until it is told apart
    assert match(con, [NIK1, *MAJU[1:]], [NIK2, *WRONG[1:]]) == ([made, "A"], [])


def test_an_answer_of_former_times_does_not_bring_them_together():
    con = open_rows(("2024-T3", 1, [["A", *MAJU]]), ("2024-T4", 2, [["A", *MAKMUR]]))
    key = f"koperasi:nama:KSU MAKMUR ABADI|{TURI}"
    told = RememberedAnswer(key, "koperasi", "KSU Makmur Abadi", "", "A", "Ana", None, 2)  # type: ignore[arg-type]
    made = separate(con, "2024-T4")
    assert match(con, MAKMUR, MAJU, questionnaire=Questionnaire(None, [told])) == ([made, "A"], [])


def test_whom_a_visit_meant_before_is_asked_again():
    con = one_for_two()
    given = "insert into jawaban values (?, 'sasaran', 'x', '', ?, 'Ana', current_timestamp, ?, null, null)"
    for key, value, upload in (("sasaran:X|", "A", 2), ("sasaran:Y|", "S", 2), ("sasaran:Z|", "A", 5)):
        con.execute(given, [key, value, upload])
    separate(con, "2024-T4")
    asked = Questionnaire(None, answers.read(con))
    assert [asked.is_reopened(f"sasaran:{name}|") for name in "XYZ"] == [True, False, False]
    assert {a["isi"]: a["dicabut_oleh"] for a in answers.list_answers(con) if a["kunci"] == "sasaran:X|"} == {
        "x": "Siti"
    }


def test_a_row_without_a_key_of_its_own_counts_for_the_first_one_and_is_asked():
    con = one_for_two()
    made = separate(con, "2024-T4")
    asked = Questionnaire()
    row = [NIK1, "KSU Lain Sama Sekali", None, BENDO]
    assert match(con, row, questionnaire=asked) == (["A"], ["koperasi_dipisah"])
    (question,) = asked.questions.values()
    assert [number for number, _ in question.calon] == ["A", made]
    answered = Questionnaire({question.kunci: made})
    assert match(con, row, questionnaire=answered) == ([made], [])
    right = Questionnaire({question.kunci: made})
    assert match(con, [NIK1, *MAJU[1:]], questionnaire=right)[0] == ["A"]  # its own name and place say more


def test_the_other_one_may_be_known_already():
    con = one_for_two()
    add_register(con, "2024-T3", 3, ["A", NIK1, *MAJU[1:]], ["G", NIK2, *WRONG[1:]], ["S", *SEHAT])
    assert separate(con, "2024-T4", other="G", number=4) == "G"
    assert line(con, "G") == ["2024-T3", "2024-T4", "2024-T4 kunjungan", "2025-T1 kunjungan"]
    assert match(con, [NIK1, *MAJU[1:]], WRONG) == (["A", "G"], ["koperasi_ganda"])  # one NIK twice is always refused


# ── taken back ──


@pytest.mark.parametrize(
    "act",
    [join, lambda con: separate(con, "2024-T3"), lambda con: separate(con, "2024-T4")],
    ids=["joined", "first separated", "second separated"],
)
def test_a_decision_taken_back_leaves_every_row_as_it_was(act):
    con = two_for_one() if act is join else one_for_two()
    before = read_all(con)
    act(con)
    assert read_all(con) != before
    take_back(con)
    assert read_all(con) == before


def test_rows_uploaded_since_go_where_they_would_have_gone_without_the_join():
    con = two_for_one()
    join(con)
    add_register(con, "2025-T1", 4, ["A", *MAKMUR])
    add_register(con, "2025-T2", 5, ["A", *MAJU])
    add_visit(con, "2025-T1", 4, "A")
    add_visit(con, "2025-T3", 6, "A")
    take_back(con)
    assert line(con, "A") == ["2024-T3", "2024-T3 kunjungan", "2025-T2", "2025-T3 kunjungan"]
    assert line(con, "B") == ["2024-T4", "2024-T4 kunjungan", "2025-T1", "2025-T1 kunjungan"]


def test_a_known_other_one_keeps_what_is_its_own_when_the_separation_is_taken_back():
    con = one_for_two()
    add_register(con, "2024-T3", 3, ["A", NIK1, *MAJU[1:]], ["G", NIK2, *WRONG[1:]])
    separate(con, "2024-T4", other="G", number=4)
    add_register(con, "2025-T1", 5, ["G", NIK2, *WRONG[1:]])
    take_back(con, 4)
    assert [q for q in line(con, "G") if "k" not in q] == ["2024-T3", "2025-T1"]
    assert [q for q in line(con, "A") if "k" not in q] == ["2024-T3", "2024-T4"]


def test_decisions_upon_decisions_are_taken_back_the_last_one_first():
    con = two_for_one()
    add_register(con, "2025-T1", 3, ["C", None, "KSU Lestari", None, TURI])
    join(con, 4)
    join(con, 5, "A", "C")
    assert decisions.settle(decisions.read(con)).joined == {"B": "A", "C": "A"}
    with pytest.raises(ValueError, match="juga diputuskan di versi 5; batalkan yang itu lebih dahulu"):
        take_back(con, 4)
    take_back(con, 5)
    take_back(con, 4)
    assert (line(con, "B")[0], line(con, "C")) == ("2024-T4", ["2025-T1"])


def test_a_separation_whose_two_stand_in_one_register_since_is_not_taken_back():
    con = one_for_two()
    made = separate(con, "2024-T4")
    add_register(con, "2025-T1", 4, ["A", NIK1, *MAJU[1:]], [made, NIK2, *WRONG[1:]])
    with pytest.raises(ValueError, match="Register Triwulan I 2025 memuat keduanya"):
        take_back(con)


# ── rows that return when an upload is withdrawn ──


def test_rows_that_return_from_before_a_join_follow_it_and_go_back_with_it():
    con = two_for_one()
    join(con)
    add_register(con, "2024-T4", 4, ["A", *MAKMUR])
    add_register(con, "2024-T4", 2, ["B", *MAKMUR])  # upload 4 is withdrawn: what stood before returns
    follow_decisions(con, "2024-T4", "koperasi")
    assert [q for q in line(con, "A") if "k" not in q] == ["2024-T3", "2024-T4"]
    take_back(con)
    assert [q for q in line(con, "B") if "k" not in q] == ["2024-T4"]


def test_rows_that_return_from_before_a_separation_follow_it_by_their_keys():
    con = one_for_two()
    made = separate(con, "2024-T4")
    add_register(con, "2024-T4", 4, [made, NIK2, *WRONG[1:]])
    add_register(con, "2024-T4", 2, ["A", *WRONG])
    follow_decisions(con, "2024-T4", "koperasi")
    assert [q for q in line(con, made) if "k" not in q] == ["2024-T4"]


def test_rows_that_would_count_twice_or_follow_a_decision_that_is_gone_are_refused():
    before, now = two_for_one(), two_for_one()
    add_register(before, "2025-T1", 3, ["A", *MAJU], ["B", *MAKMUR])
    join(now, 4)
    with pytest.raises(ValueError, match="dua baris dari koperasi yang digabung di versi 4"):
        refuse_brought(before, now, "2025-T1", "koperasi")
    refuse_brought(before, now, "2024-T4", "koperasi")
    with pytest.raises(ValueError, match="putusan versi 4 tentang koperasi, yang sudah dibatalkan"):
        refuse_brought(now, before, "2024-T4", "koperasi")


# ── what is refused ──


def test_two_in_one_register_are_refused_with_their_values():
    con = open_rows(("2024-T3", 1, [["A", *MAJU], ["B", *MAKMUR]]))
    con.execute("update koperasi_triwulan set jumlah_anggota = case when koperasi_id = 'A' then 20 else 25 end")
    with pytest.raises(ValueError) as refused:
        join(con, 3, "A", "B")
    assert str(refused.value) == (
        "Keduanya tercatat di register Triwulan III 2024: “KSU Maju Jaya” (Turi) di lembar “Data” baris 2 dan “KSU "
        "Makmur Abadi” (Turi) di lembar “Data” baris 3; berbeda: Jumlah Anggota 20 dan 25. Tidak ada yang dijumlahkan "
        "atau dibuang diam-diam: hapus baris yang keliru di buku kerja triwulan itu, unggah lagi, lalu gabungkan"
    )


@pytest.mark.parametrize(
    ("quarters", "other", "words"),
    [
        (("2024-T1",), None, "tidak tercatat di register Triwulan I 2024; sebut triwulan register yang dimaksud"),
        ((), None, "sebut triwulan register yang dimaksud: 2024-T3, 2024-T4"),
        (("2024-T3", "2024-T4"), None, "sisakan sedikitnya satu triwulan"),
        (("2024-T3", "2024-T4"), "S", "gabungkan saja keduanya"),
        (("2024-T4",), "S", "sudah tercatat di register Triwulan IV 2024"),
        (("2024-T4",), "A", "Sebut dua koperasi yang berbeda"),
        (("2024-T4",), "X", "Tidak ada koperasi dengan kode “X”"),
    ],
)
def test_what_cannot_be_separated_is_refused_with_a_sentence(quarters, other, words):
    with pytest.raises(ValueError, match=words):
        separate(one_for_two(), *quarters, other=other)


def test_rows_that_nothing_tells_apart_are_not_separated():
    con = open_rows(("2024-T3", 1, [["A", NIK1, *MAJU[1:]]]), ("2024-T4", 2, [["A", NIK1, *MAJU[1:]]]))
    with pytest.raises(ValueError, match="tidak dapat dibedakan dari yang lain"):
        separate(con, "2024-T4")


def test_one_decision_is_not_undone_by_the_opposite_one():
    con = one_for_two()
    made = separate(con, "2024-T4")
    with pytest.raises(ValueError, match="dipisahkan di versi 3; batalkan pemisahan itu"):
        join(con, 4, "A", made)
    con = two_for_one()
    join(con)
    with pytest.raises(ValueError, match="oleh penggabungan versi 3; batalkan itu"):
        separate(con, "2024-T4", number=4)


# ── whatever is published ──

PLACES = (TURI, GEDOG, BENDO)
QUARTERS = ("2024-T1", "2024-T2", "2024-T3", "2024-T4")
# In each quarter: which of five cooperatives stand in the register, seldom both of 0 and 1, and which were visited.
present = st.builds(set.union, st.sampled_from([set(), {0}, {1}, {0}, {1}, {0, 1}]), st.sets(st.integers(2, 4)))
histories = st.lists(st.tuples(present, st.sets(st.integers(0, 4))), min_size=len(QUARTERS), max_size=len(QUARTERS))
# Indicators that look at one register only: what happened to a cooperative in other quarters is none of their business.
OF_ONE_REGISTER = (
    "select * from indikator where indikator in ('koperasi_terdaftar', 'koperasi_aktif', 'anggota', 'aset', "
    "'rat_tahun_buku', 'sertifikat_nik') order by all"
)
ROWS = "select periode, unggahan_id, lembar, baris, nama_koperasi from koperasi_triwulan order by all"


@given(histories)
@settings(max_examples=times(120))
def test_a_join_never_changes_what_one_register_counts_and_is_taken_back_row_by_row(history):
    con = open_rows()
    for upload, (quarter, (present, visited)) in enumerate(zip(QUARTERS, history, strict=True), 1):
        lines = [[f"K{i}", f"357200000000{i}", f"KSU Nomor {i}", None, PLACES[i % 3]] for i in sorted(present)]
        add_register(con, quarter, upload, *lines)
        for i in visited:
            add_visit(con, quarter, upload, f"K{i}", i)
    before = read_all(con)
    rows, figures = con.execute(ROWS).fetchall(), count(con)
    together = any({0, 1} <= present for present, _ in history)
    is_known = all(any(i in present for present, _ in history) for i in (0, 1))
    if together or not is_known:
        with pytest.raises(ValueError):
            join(con, 5, "K0", "K1")
        assert read_all(con) == before
        return
    join(con, 5, "K0", "K1")
    assert (con.execute(ROWS).fetchall(), count(con)) == (rows, figures)
    twice = "select count(*) - count(distinct (periode, koperasi_id)) from koperasi_triwulan"
    assert con.execute(twice).fetchall() == [(0,)]
    take_back(con, 5)
    assert read_all(con) == before


def count(con: duckdb.DuckDBPyConnection) -> list[tuple]:
    indikator.compute_indicators(con, load_reference())
    return con.execute(OF_ONE_REGISTER).fetchall()
