"""Rekap of several quarters in one workbook: the chosen quarter is read, the others are listed with their quarter."""

from __future__ import annotations

import datetime as dt

import pytest

from etl import run
from etl.model import CheckResult
from etl.store.versions import Store
from tests import golden
from tests.workbooks import workbook

_ = None
R = ["Kelurahan", "Aktif", "Tidak Aktif"]
TURI, GEDOG = "35.72.02.1004", "35.72.03.1001"


def check(
    store: Store, *line: list, periode: str | None = "2021-T2", sheet: dict | None = None, merges=()
) -> CheckResult:
    content = sheet or {"S": list(line)}
    return run.check_workbook(
        workbook(content, {"S": list(merges)} if merges else None), "buku.xlsx", periode, store=store
    )


def read(result: CheckResult) -> list[tuple]:
    if "rekap" not in result.tabel:
        return []
    column = ["kode_wilayah", "jumlah_aktif", "jumlah_tidak_aktif"]
    return list(result.tabel["rekap"][column].itertuples(index=False, name=None))


def brief(result: CheckResult) -> list[tuple[str, str]]:
    return [(t.kode, t.sel) for t in result.temuan]


BANYAK = ("rekap_banyak_triwulan", "A1")


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        (["Triwulan"], ["2021-T1"], ["2021-T2"]),
        (["Triwulan"], ["Triwulan I 2021"], ["TRIWULAN II TAHUN 2021"]),
        (["TW"], ["TW I/2021"], ["TW II/2021"]),
        (["Triwulan"], ["I/2021"], ["II/2021"]),
        (["Periode"], ["Maret 2021"], ["Juni 2021"]),
        (["Keadaan per"], [dt.date(2021, 3, 31)], [dt.date(2021, 6, 30)]),
        (["Keadaan per"], ["31 Maret 2021"], ["30 Juni 2021"]),
        (["Tahun", "Triwulan"], [2021, "I"], [2021, "II"]),
        (["Triwulan", "Tahun"], [1, 2021], [2, 2021]),
        (["Triwulan ke", "Tahun"], ["TW 1", "2021"], ["TW 2", "2021"]),
    ],
    ids=str,
)
def test_a_column_says_the_quarter_of_each_row(store, head, first, second):
    result = check(store, [*head, *R], [*first, "Turi", 5, 1], [*first, "Gedog", 6, 2], [*second, "Turi", 7, 3])
    assert read(result) == [(TURI, 7, 3)]
    code, cell = brief(result)[0]
    assert (code, cell[1:], len(result.temuan)) == ("rekap_banyak_triwulan", "1", 1)
    assert result.temuan[0].pesan == (
        "Ada rekap 2 triwulan: Triwulan I 2021 (baris 2–3), Triwulan II 2021 (baris 4). "
        "Yang dibaca hanya Triwulan II 2021."
    )
    reason = "rekap Triwulan I 2021, bukan Triwulan II 2021"
    assert result.dilewati == [("S", 2, reason), ("S", 3, reason)]


def test_a_quarter_that_is_written_once_counts_for_the_rows_below(store):
    row = [
        ["Triwulan", *R],
        ["TW I 2021", "Turi", 5, 1],
        [_, "Gedog", 6, 2],
        ["TW II 2021", "Turi", 7, 3],
        [_, "Gedog", 8, 4],
    ]
    result = check(store, *row, merges=("A2:A3",))
    assert (read(result), brief(result)) == ([(TURI, 7, 3), (GEDOG, 8, 4)], [BANYAK])


def test_totals_of_each_quarter_are_compared_with_its_own_rows(store):
    row = [
        ["Triwulan", *R],
        ["TW I 2021", "Turi", 5, 1],
        [_, "Gedog", 6, 2],
        ["JUMLAH", _, 99, 99],
        ["TW II 2021", "Turi", 7, 3],
        [_, "Gedog", 8, 4],
        ["JUMLAH", _, 15, 8],
    ]
    result = check(store, *row)
    assert (read(result), brief(result)) == ([(TURI, 7, 3), (GEDOG, 8, 4)], [BANYAK, ("jumlah_tidak_cocok", "D7")])


@pytest.mark.parametrize("title", [["TRIWULAN I TAHUN 2021"], ["KEADAAN TRIWULAN I 2021"]])
def test_a_line_above_the_rows_says_their_quarter(store, title):
    result = check(
        store, R, title, ["Turi", 5, 1], ["TRIWULAN II TAHUN 2021"], ["Turi", 7, 3], ["JUMLAH TRIWULAN II", 7, 3]
    )
    assert (read(result), brief(result)) == ([(TURI, 7, 3)], [BANYAK])


def test_the_same_table_again_under_another_title(store):
    result = check(
        store, ["REKAP TRIWULAN I 2021"], R, ["Turi", 5, 1], [_], ["REKAP TRIWULAN II 2021"], R, ["Turi", 7, 3]
    )
    assert read(result) == [(TURI, 7, 3)]
    assert [(b, a) for _, b, a in result.dilewati if a.startswith("rekap")] == [
        (3, "rekap Triwulan I 2021, bukan Triwulan II 2021")
    ]


def test_a_sheet_for_each_quarter(store):
    sheet = {f"TW {i} 2021": [["REKAP KOPERASI"], R, ["Turi", 5 + i, 1]] for i in (1, 2, 3)}
    result = check(store, sheet=sheet)
    assert (read(result), brief(result)) == ([(TURI, 7, 1)], [("rekap_banyak_triwulan", "")])
    assert "Triwulan I 2021 (lembar “TW 1 2021” baris 2), Triwulan II 2021 (lembar" in result.temuan[0].pesan
    assert result.dilewati == [
        ("TW 1 2021", 2, "tabel rekap Triwulan I 2021, bukan Triwulan II 2021"),
        ("TW 3 2021", 2, "tabel rekap Triwulan III 2021, bukan Triwulan II 2021"),
    ]


BLOK = ["NO", "KELURAHAN", "TRIWULAN I 2021", _, _, "TRIWULAN II 2021", _, _]
BLOK2 = [_, _, "AKTIF", "TIDAK AKTIF", "JUMLAH", "AKTIF", "TIDAK AKTIF", "JUMLAH"]


@pytest.mark.parametrize(
    ("head", "merges"),
    [
        ([BLOK, BLOK2], ("A1:A2", "B1:B2", "C1:E1", "F1:H1")),
        ([BLOK, BLOK2], ()),
        (
            [["NO", "KELURAHAN", "TAHUN 2021", *[_] * 5], [_, _, "TW I", _, _, "TW II", _, _], BLOK2],
            ("C1:H1", "C2:E2", "F2:H2"),
        ),
        (
            [
                [
                    "NO",
                    "KELURAHAN",
                    "Aktif TW I 2021",
                    "Tidak Aktif TW I 2021",
                    "Jumlah TW I 2021",
                    "Aktif TW II 2021",
                    "Tidak Aktif TW II 2021",
                    "Jumlah TW II 2021",
                ]
            ],
            (),
        ),
        ([["NO", "KELURAHAN", "KEADAAN 31 MARET 2021", _, _, "KEADAAN 30 JUNI 2021", _, _], BLOK2], ()),
    ],
)
def test_a_block_of_columns_for_each_quarter(store, head, merges):
    n = len(head)
    result = check(
        store,
        *head,
        [1, "Turi", 5, 1, 6, 7, 3, 10],
        [2, "Gedog", 6, 2, 8, 8, 4, 12],
        ["JUMLAH", _, 11, 3, 14, 15, 8, 22],
        merges=merges,
    )
    assert read(result) == [(TURI, 7, 3), (GEDOG, 8, 4)]
    assert brief(result) == [("rekap_banyak_triwulan", f"C{n}"), ("jumlah_tidak_cocok", f"G{n + 3}")]
    assert "Triwulan I 2021 (kolom C:E), Triwulan II 2021 (kolom F:H)" in result.temuan[0].pesan
    assert ("S", n, "kolom C:E: rekap Triwulan I 2021, bukan Triwulan II 2021") in result.dilewati


def test_a_published_block_is_traced_to_its_own_columns(store):
    number = golden.publish_book(store, "2021-T2", {"S": [BLOK, BLOK2, [1, "Turi", 5, 1, 6, 7, 3, 10]]})
    questionnaire = store.open_version(number).execute("select kolom, huruf from unggahan_kolom order by huruf")
    assert questionnaire.fetchall() == [
        ("kelurahan", "B"),
        ("jumlah_aktif", "F"),
        ("jumlah_tidak_aktif", "G"),
        ("jumlah_koperasi", "H"),
    ]


def test_a_quarter_that_is_not_there_is_said_with_those_that_are(store):
    result = check(
        store, ["Triwulan", *R], ["TW I 2021", "Turi", 5, 1], ["TW II 2021", "Turi", 7, 3], periode="2021-T4"
    )
    assert brief(result) == [("rekap_triwulan_lain", "A1"), ("tidak_ada_yang_terbit", "")]
    assert (
        "Rekap ini untuk Triwulan I 2021 (baris 2), Triwulan II 2021 (baris 3), bukan Triwulan IV 2021"
        in result.temuan[0].pesan
    )


def test_a_row_whose_quarter_cannot_be_read_is_not_read(store):
    result = check(store, ["Triwulan", *R], ["TW II 2021", "Turi", 5, 1], ["entah", "Gedog", 7, 3])
    assert (read(result), brief(result)) == ([(TURI, 5, 1)], [("rekap_triwulan_tak_terbaca", "A3")])
    assert result.dilewati == [("S", 3, "rekap tanpa triwulan yang terbaca")]


@pytest.mark.parametrize(
    ("year", "periode", "reading"),
    [
        ([2021, 2021], "2021-T2", 2),
        ([2021, 2021], "2022-T2", 0),
        ([2020, 2021], "2021-T4", 1),
        ([2020, 2021], "2021-T2", 0),
    ],
)
def test_a_year_alone_is_its_last_quarter_unless_it_is_the_same_everywhere(store, year, periode, reading):
    result = check(store, ["Tahun", *R], [year[0], "Turi", 5, 1], [year[1], "Gedog", 7, 3], periode=periode)
    assert len(read(result)) == reading


def test_without_a_chosen_quarter_the_latest_of_the_table_is_proposed(store):
    result = check(store, ["Triwulan", *R], ["TW I 2021", "Turi", 5, 1], ["TW II 2021", "Turi", 7, 3], periode=None)
    assert [p for p, *_ in result.quarter_candidates] == ["2021-T2", "2021-T1"]
    assert (result.periode, read(result)) == ("2021-T2", [(TURI, 7, 3)])


def test_a_title_over_many_quarters_does_not_contradict_one_of_them(store):
    title = ["REKAP KOPERASI TRIWULAN I 2021 S.D. TRIWULAN IV 2021"]
    result = check(store, title, ["Triwulan", *R], ["TW I 2021", "Turi", 5, 1], ["TW II 2021", "Turi", 7, 3])
    assert brief(result) == [("rekap_banyak_triwulan", "A2")]


def test_the_same_workbook_may_be_published_for_one_quarter_after_another(store):
    content = {"S": [["Triwulan", *R], ["TW I 2021", "Turi", 5, 1], ["TW II 2021", "Turi", 7, 3]]}
    golden.publish_book(store, "2021-T1", content)
    number = golden.publish_book(store, "2021-T2", content)
    sql = "select periode, jumlah_aktif from rekap_triwulan order by periode"
    assert store.open_version(number).execute(sql).fetchall() == [("2021-T1", 5), ("2021-T2", 7)]


def test_a_register_beside_a_rekap_of_many_quarters_keeps_its_own_title(store):
    register = [
        ["KEADAAN TRIWULAN II 2021"],
        ["No", "Nama Koperasi", "Kelurahan", "Status"],
        [1, "KSU A", "Turi", "Aktif"],
    ]
    recap_rows = [["Triwulan", *R], ["TW I 2021", "Turi", 5, 1], ["TW II 2021", "Turi", 1, 0]]
    result = check(store, sheet={"S": register, "R": recap_rows}, periode="2021-T1")
    assert [t.kode for t in result.temuan if t.berat == "salah"] == ["periode_berbeda"]
    result = check(store, sheet={"S": register, "R": recap_rows})
    assert (read(result), brief(result)) == ([(TURI, 1, 0)], [BANYAK])


def test_a_column_of_a_quarter_that_counts_nothing_known_is_listed_and_makes_no_quarter(store):
    """Found by mutated workbooks: a quarter without a column of its own ended the check with an IndexError."""
    head = [["Kelurahan", "TW I 2021", "TW II 2021", _], [_, "Catatan", "Aktif", "Tidak Aktif"]]
    result = check(store, *head, ["Turi", "dicek", 7, 3], ["Gedog", "dicek", 6, 2])
    assert read(result) == [(TURI, 7, 3), (GEDOG, 6, 2)]
    assert brief(result) == [("kolom_tak_dikenal", "B2")]
