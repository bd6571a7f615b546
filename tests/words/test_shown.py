"""A sentence is cut at the figures that are known, and nowhere else."""

from __future__ import annotations

from dasbor.words import shown
from dasbor.words.shown import Origin, Shown

CITY = Origin("koperasi_aktif", "35.72", "semua")


def make(text: str, part: float = 6, whole: float = 9) -> Shown:
    return CITY.show(text, "2025-T2", part, whole)


def test_a_figure_stands_in_the_place_of_its_text() -> None:
    figure = make("6 dari 9")
    assert shown.split("Turi: 6 dari 9 koperasi aktif", [("", figure)]) == ("Turi: ", figure, " koperasi aktif")
    assert shown.split("6 dari 9", [("", figure)]) == (figure,)
    assert shown.split("6 dari 9, kurang 3.", [("", figure)]) == (figure, ", kurang 3.")


def test_a_piece_of_a_longer_number_is_no_figure() -> None:
    for sentence in ("16 dari 9", "1.6 dari 9", "6 dari 90", "6 dari 9.000", "6 dari 9,5", "−6 dari 9", "6 dari 9%"):
        assert shown.split(sentence, [("", make("6 dari 9"))]) == (sentence,)
    assert shown.split("86 dari 9 dan 6 dari 9", [("", make("6 dari 9"))])[0] == "86 dari 9 dan "


def test_of_equal_figures_each_is_found_by_the_words_before_it() -> None:
    turi, bendo = make("5 dari 7"), Origin("koperasi_aktif", "35.72.02", "semua").show("5 dari 7", "2025-T2", 5, 7)
    parts = shown.split("Bendo (5 dari 7), Turi (5 dari 7)", [("Turi (", turi), ("Bendo (", bendo)])
    assert parts == ("Bendo (", bendo, "), Turi (", turi, ")")
    assert shown.split("Turi (5 dari 7)", [("Bendo (", bendo)]) == ("Turi (5 dari 7)",)


def test_nothing_is_sought_for_a_figure_without_a_text() -> None:
    assert shown.split("Belum ada data", [("", make(""))]) == ("Belum ada data",)


def test_amounts_are_written_for_programs() -> None:
    assert [shown.write_amount(x) for x in (267.0, 12.5, 0, None, float("nan"), "35.72")] == [
        "267",
        "12.5",
        "0",
        "",
        "",
        "35.72",
    ]
