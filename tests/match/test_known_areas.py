"""A known NIK or badan hukum outweighs what was once answered about a spelling; the question names the cooperative."""

from __future__ import annotations

import pytest

from etl.asked.likely import choose_likely
from tests.content.scenes import KIDUL, LOR, check, codes, keys, publish_it
from tests.workbooks import workbook

TITLES = ["NIK", "Nama Koperasi", "No Badan Hukum", "Kelurahan", "Status"]
A, B = "3572010010001", "3572010010002"
GENERAL = "kelurahan:kepanjen|"


def register(*rows: tuple) -> bytes:
    return workbook({"Data": [TITLES, *([*r, "Aktif"] for r in rows)]})


@pytest.fixture
def known(store):
    """Two cooperatives of Kecamatan Kepanjenkidul, each in its own kelurahan."""
    publish_it(store, register((A, "KSP Satu", "1/BH/XV", "Kepanjenlor"), (B, "KSU Dua", "2/BH/XV", "Kepanjenkidul")))
    return store


def areas(result) -> list[str | None]:
    return result.tabel["koperasi"].sort_values("baris")["kode_kelurahan"].tolist()


def test_the_question_names_the_cooperative_and_offers_where_it_was_first(known):
    rows = register((A, "KSP Satu", "1/BH/XV", "Kepanjen"), (B, "KSU Dua", "2/BH/XV", "Kepanjenkidul"))
    result = check(known, rows, "2024-T4")
    (p,) = result.pertanyaan
    assert (p.konteks, p.calon[0], p.tempat) == (
        "KSP Satu, terakhir di Kepanjenlor",
        (LOR, "Kepanjenlor"),
        ["Data!D2"],
    )


def test_only_what_is_plainly_likely_is_chosen_with_all_that_is_suggested(known):
    rows = [
        (A, "KSP Satu", "1/BH/XV", "Kepanjen"),  # was in one of the two
        (None, "KSU Baru", None, "Kepanjen"),  # may be in either
        (None, "KSU Lain", None, "Qwerty"),  # like nothing: not simply the first by name
        (None, "KSU Beda", None, "Turri Selatan"),
        (None, "KSU Kota", None, "Kota Blitar"),  # the city in the wrong column, or kelurahan Blitar
    ]
    result = check(known, register(*rows), "2024-T4")
    asked = {p.isi + p.konteks: choose_likely([p]) for p in result.pertanyaan}
    assert {k: list(v.values()) for k, v in asked.items()} == {
        "KepanjenKSP Satu, terakhir di Kepanjenlor": [LOR],
        "Kepanjen": [],
        "Qwerty": [],
        "Turri Selatan": ["35.72.02.1004"],
        "Kota Blitar": [],
    }


def test_where_it_was_is_no_answer_to_a_text_that_can_only_mean_others(store):
    publish_it(store, register((A, "KSP Satu", "1/BH/XV", "Kauman")))
    (p,) = check(store, register((A, "KSP Satu", "1/BH/XV", "Kepanjen")), "2024-T4").pertanyaan
    assert (p.konteks, p.calon[0][1], choose_likely([p])) == ("KSP Satu, terakhir di Kauman", "Kepanjenlor", {})


def test_an_answer_that_moved_a_cooperative_is_not_asked_for_again(store):
    publish_it(store, register((A, "KSP Satu", "1/BH/XV", "Kauman")))
    moved = register((A, "KSP Satu", "1/BH/XV", "Kepanjen"))
    (key,) = keys(check(store, moved, "2024-T4"))
    publish_it(store, moved, "2024-T4", {key: LOR}, reason="pindah")
    later = check(store, moved, "2025-T1")
    assert (areas(later), later.pertanyaan) == ([LOR], [])
    assert "kelurahan_menurut_terbitan" in codes(later)


def test_an_answer_for_one_does_not_move_another(known):
    first = register((A, "KSP Satu", "1/BH/XV", "Kepanjen"), (B, "KSU Dua", "2/BH/XV", "Kepanjenkidul"))
    (key,) = keys(check(known, first, "2024-T4"))
    publish_it(known, first, "2024-T4", {key: LOR})
    both = register((A, "KSP Satu", "1/BH/XV", "Kepanjen"), (B, "KSU Dua", "2/BH/XV", "Kepanjen"))
    result = check(known, both, "2025-T1")
    assert areas(result) == [LOR, None]
    assert [p.konteks for p in result.pertanyaan] == ["KSU Dua, terakhir di Kepanjenkidul"]


@pytest.mark.parametrize("row", [(B, "KSU Dua", None, "Kepanjen"), (None, "KSU Dua Baru", "2/BH/XV", "Kepanjen")])
def test_a_remembered_answer_about_the_spelling_gives_way_to_nik_and_badan_hukum(known, row):
    stranger = register(
        (A, "KSP Satu", "1/BH/XV", "Kepanjenlor"),
        (B, "KSU Dua", "2/BH/XV", "Kepanjenkidul"),
        (None, "KSP Tiga", None, "Kepanjen"),
    )
    publish_it(known, stranger, "2024-T4", {GENERAL: LOR}, reason="register bertambah")
    result = check(known, register((A, "KSP Satu", "1/BH/XV", "Kepanjenlor"), row), "2025-T1")
    assert areas(result) == [LOR, KIDUL]
    assert ("kelurahan_menurut_terbitan", "D3") in [(t.kode, t.sel) for t in result.temuan]


def test_an_answer_given_now_counts_for_the_cooperative_that_moved(known):
    moved = register((A, "KSP Satu", "1/BH/XV", "Kepanjen"), (B, "KSU Dua", "2/BH/XV", "Kepanjenkidul"))
    (key,) = keys(check(known, moved, "2024-T4"))
    publish_it(known, moved, "2024-T4", {key: KIDUL}, reason="pindah kantor")
    # The answer about KSP Satu is remembered under where it was; now it is known to be in Kepanjenkidul.
    assert areas(check(known, register((A, "KSP Satu", "1/BH/XV", "Kepanjenkidul")), "2025-T1")) == [KIDUL]


def test_numbers_of_two_cooperatives_know_nothing(known):
    result = check(known, register((A, "KSP Satu", "2/BH/XV", "Kepanjen")), "2024-T4")
    assert keys(result) == [GENERAL]
    assert "kelurahan_ragu" in codes(result)
