"""Targets of a quarter and of a year, and whether the city is on course to the target of the year's end."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dasbor.blocks import indicator_cards
from dasbor.blocks.ahead import course
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.query import published
from dasbor.ui.cards import make_card
from dasbor.words import course as words
from etl import run
from etl.acuan import load_reference, reference_state
from etl.publish.change_settings import change_settings
from etl.publish.publish import publish_workbook
from etl.settings.check import read_target
from etl.store.versions import Store
from tests.installations import copy_reference
from tests.workbooks import workbook

CITY = load_reference().city_code
QUARTERS = ("2024-T2", "2024-T3", "2024-T4", "2025-T1", "2025-T2")
ACTIVE = (60, 62, 64, 66, 68)  # of 80 each


def book(active: int, total: int = 80, *more: tuple[str, list[list]]) -> bytes:
    rows = [
        [f"35720000{i:05d}", f"KSU Nomor {_word(i)}", "Turi", "Aktif" if i < active else "Tidak Aktif"]
        for i in range(total)
    ]
    return workbook({"Register": [["NIK", "Nama Koperasi", "Kelurahan", "Status"], *rows], **dict(more)})


def _word(i: int) -> str:
    return "".join("abcdefghij"[int(c)] for c in f"{i:03d}")


def publish(store: Store, quarter: str, data: bytes) -> int:
    result = run.check_workbook(data, "a.xlsx", quarter, store=store, preview=False)
    return publish_workbook(result, data, "Ani", "uji", store=store)


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    place = copy_reference(tmp_path)
    (place / "target.csv").write_text(
        "indikator,tahun,triwulan,nilai_target,keterangan\n"
        "koperasi_aktif,2025,,0.9,RPJMD\nkoperasi_aktif,2025,2,0.85,Renja\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("KOPERASI_ACUAN", str(place))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    reference_state()
    store = Store()
    for quarter, active in zip(QUARTERS, ACTIVE, strict=True):
        publish(store, quarter, book(active))
    return store


def at(store: Store, quarter: str = "2025-T2", area: str = CITY) -> Choice:
    return Choice(store.find_current() or 0, quarter, area, "Kota Blitar", "kota")


# ── targets ──


def test_a_quarter_has_its_own_target_and_else_that_of_its_year(store):
    found = {q: published.read_targets(at(store, q)).get("koperasi_aktif") for q in QUARTERS}
    assert found == {"2024-T2": None, "2024-T3": None, "2024-T4": None, "2025-T1": 0.9, "2025-T2": 0.85}
    assert published.read_year_end_targets(at(store))["koperasi_aktif"] == 0.9


def test_a_sheet_tells_targets_of_quarters_in_any_of_their_spellings(store):
    rows = [["Indikator", "Tahun", "Triwulan", "Target"]]
    rows += [["Koperasi aktif", 2025, q, t] for q, t in (("TW I", "81%"), ("II", 82), (3, "83%"), ("T4", 0.84))]
    number = publish(store, "2025-T2", book(68, 80, ("Target", [*rows, ["Koperasi aktif", 2025, None, "88%"]])))
    p = Choice(number, "2025-T1", CITY)
    quarters = [Choice(number, f"2025-T{n}", CITY) for n in range(1, 5)]
    assert [published.read_targets(q)["koperasi_aktif"] for q in quarters] == [0.81, 0.82, 0.83, 0.84]
    assert published.read_year_targets(p)["koperasi_aktif"] == 0.88
    assert published.read_year_end_targets(p)["koperasi_aktif"] == 0.84


def test_the_same_quarter_twice_is_refused_and_two_quarters_are_not(store):
    rows = [["Indikator", "Tahun", "Triwulan", "Target"], ["sehat", 2025, "I", "50%"], ["sehat", 2025, "II", "55%"]]
    twice = [*rows, ["sehat", 2025, "TW 2", "60%"]]
    for sheet, said in (
        (rows, []),
        (twice, ["Target Sehat atau cukup sehat tahun Triwulan II 2025 tertulis dua kali: baris 3 dan 4."]),
    ):
        result = run.check_workbook(workbook({"Target": sheet}), "t.xlsx", "2025-T2", store=store)
        assert [t.pesan for t in result.temuan if t.kode == "target_ganda"] == said


def test_a_target_of_a_quarter_is_changed_like_one_of_a_year_and_taken_out(store):
    changed = dict([read_target("koperasi_aktif", 2025, "87%", "SK", 2)])
    assert changed.keys() == {"target.koperasi_aktif.2025-T2"}
    change_settings(changed, "Ani", "SK baru", store=store)
    assert published.read_targets(at(store))["koperasi_aktif"] == 0.87
    change_settings(dict([read_target("koperasi_aktif", 2025, None, "", 2)]), "Ani", "batal", store=store)
    assert published.read_targets(at(store))["koperasi_aktif"] == 0.9
    with pytest.raises(ValueError, match="triwulan 5 di luar 1 sampai 4"):
        read_target("koperasi_aktif", 2025, "90%", "", 5)


def test_a_target_stands_in_percent_also_where_the_register_is_missing(store):
    visits = [["Tanggal", "Sasaran", "Kelurahan", "Petugas"], ["1 Juli 2025", "KSU Nomor aaa", "Turi", "Petugas 1"]]
    publish(store, "2025-T3", workbook({"Pendampingan": visits}))
    (card,) = indicator_cards.make_cards(at(store, "2025-T3"), "koperasi_aktif")
    assert card.now.nilai is None
    assert card.beside == ["target 90%"]


def test_a_target_file_without_the_column_is_one_of_years(tmp_path, monkeypatch):
    place = copy_reference(tmp_path)
    (place / "target.csv").write_text("indikator,tahun,nilai_target,keterangan\nsehat,2025,0.5,x\n", encoding="utf-8")
    monkeypatch.setenv("KOPERASI_ACUAN", str(place))
    assert load_reference().target["triwulan"].tolist() == [0]


# ── on course ──


def test_the_card_says_where_the_pace_of_a_year_leads(store):
    """75% a year ago, 85% now: 2.5 points a quarter, 90% at the end of the year."""
    sentence = "pada laju ini 90% pada akhir 2025: menuju target 90%"
    assert course.say_course(at(store), "koperasi_aktif") == sentence
    (card,) = indicator_cards.make_cards(at(store), "koperasi_aktif")
    assert sentence in make_card(card)


def test_a_pace_that_falls_short_says_so(store):
    publish(store, "2025-T2", book(66))  # 82.5% now: 1.875 points a quarter, 86.25%
    assert (
        course.say_course(at(store), "koperasi_aktif") == "pada laju ini 86% pada akhir 2025: belum menuju target 90%"
    )


@pytest.mark.parametrize(
    ("quarter", "reason"), [("2025-T1", "perlu 5 triwulan berurutan"), ("2024-T4", "perlu 5 triwulan berurutan")]
)
def test_of_fewer_quarters_nothing_is_said(store, quarter, reason):
    assert course.say_course(at(store, quarter), "koperasi_aktif") == ""
    assert course.find_hindrance(at(store, quarter), "koperasi_aktif") == reason


def test_of_few_cases_nothing_is_said(store):
    for quarter in QUARTERS:
        publish(store, quarter, book(5, 8))
    assert course.find_hindrance(at(store), "koperasi_aktif") == "n terlalu kecil"
    assert course.say_course(at(store), "koperasi_aktif") == ""


def test_across_a_register_that_jumped_nothing_is_said(store):
    publish(store, "2025-T2", book(68, 120))
    assert course.find_hindrance(at(store), "koperasi_aktif") == "triwulannya tidak sebanding"
    assert course.say_course(at(store), "koperasi_aktif") == ""


def test_a_target_of_the_last_quarter_is_that_of_the_years_end(store):
    change_settings(dict([read_target("koperasi_aktif", 2025, "95%", "", 4)]), "Ani", "SK", store=store)
    assert (
        course.say_course(at(store), "koperasi_aktif") == "pada laju ini 90% pada akhir 2025: belum menuju target 95%"
    )


@pytest.mark.parametrize("indikator", ["sehat", "rat_tahun_buku", "koperasi_terdaftar", "pertumbuhan_volume_usaha"])
def test_without_a_target_for_a_count_or_what_waits_for_a_rat_nothing_is_said(store, indikator):
    assert course.say_course(at(store), indikator) == ""


@pytest.mark.parametrize(
    ("values", "left", "projected"),
    [
        ((0.5, 0.5, 0.5, 0.5, 0.5), 3, 0.5),
        ((0.75, 0.8, 0.7, 0.8, 0.85), 2, 0.9),  # the way between does not count
        ((0.5, 0.6, 0.7, 0.8, 0.95), 3, 1.0),
        ((0.5, 0.4, 0.3, 0.2, 0.05), 3, 0.0),
    ],
)
def test_a_pace_is_the_mean_change_of_a_quarter_and_ends_at_none_or_all(values, left, projected):
    points = [SimpleNamespace(nilai=v, penyebut=100) for v in values]
    assert words.project(points, left) == pytest.approx(projected)


def test_what_falls_short_of_the_target_is_not_rounded_up_to_it():
    """249 of 285 a year ago, 268 of 301 now: 89.87% at the end of the year, 270 cooperatives of 271."""
    points = [SimpleNamespace(nilai=v, penyebut=301) for v in (249 / 285, 0.88, 0.88, 0.88, 268 / 301)]
    said = words.say_course(words.project(points, 2), 0.9, 2025)
    assert said == "pada laju ini 89,9% pada akhir 2025: belum menuju target 90%"
    assert words.say_course(0.104, 0.1, 2025, at_most=True).endswith("10,4% pada akhir 2025: belum menuju target 10%")
    assert words.say_course(0.8999, 0.9, 2025).endswith("hampir 90% pada akhir 2025: belum menuju target 90%")
    assert " 92,4% " in words.say_course(0.9243, 0.924, 2025)  # reached, though 92% alone would not say so


@pytest.mark.parametrize(
    ("other", "said"),
    [(0.912, ""), (0.915, "92%"), (0.89, "89%, belum menuju target"), (0.8987, "89,9%, belum menuju target")],
)
def test_the_other_choice_is_said_where_it_leads_elsewhere(other, said):
    assert words.say_other(0.911, other, 0.9) == said


@pytest.mark.parametrize(
    ("counting", "said"),
    [
        (WITH_KKMP, "pada laju ini 89,9% pada akhir 2025: belum menuju target 90%; tanpa KKMP 89%"),
        (WITHOUT_KKMP, "pada laju ini 89% pada akhir 2025: belum menuju target 90%; dengan KKMP 89,9%"),
    ],
)
def test_cooperatives_founded_in_one_quarter_are_told_apart_from_the_pace(whole_sample, counting, said):
    """20 Koperasi Merah Putih of 2025-T2: with them 249 of 285 became 268 of 301, without them 247 of 280."""
    p = Choice(whole_sample, "2025-T2", CITY, "Kota Blitar", "kota", counting)
    assert course.say_course(p, "koperasi_aktif") == said


def test_what_should_fall_is_on_course_below_its_target():
    assert words.say_course(0.094, 0.1, 2025, at_most=True).endswith("9% pada akhir 2025: menuju target 10%")
    assert words.say_course(0.12, 0.1, 2025, at_most=True).endswith("12% pada akhir 2025: belum menuju target 10%")
