"""Lists of any length: 500 rows on screen, the number of all, and all of them in the file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dasbor.chart import by_area, statuses
from dasbor.choice import Choice
from dasbor.content import kesehatan, kesehatan_statuses
from dasbor.query import lists, mentoring
from dasbor.query.figures import Figure
from dasbor.query.lists import MAX_ROWS, Listing
from dasbor.ui.exports import File
from dasbor.ui.kept import pages
from dasbor.ui.kept.view import View
from etl.store.versions import Store
from tests import golden
from tests.mentoring import choice, page, text

BANYAK = 520


@pytest.fixture(scope="module")
def large_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """520 cooperatives: every second one inactive, the last twenty of all visited; RAT held for 2024, 2022 or never."""
    folder = tmp_path_factory.mktemp("besar")
    row = [
        [
            f"3572{i:09}",
            f"KSU {i:03}",
            "Turi" if i % 3 else "Gedog",
            "KSU",
            "Tidak Aktif" if i % 2 else "Aktif",
            (2024, 2022, None)[i % 3],
        ]
        for i in range(BANYAK)
    ]
    visits = [[f"2025-09-{i % 28 + 1:02}", f"KSU {i:03}", None, "Sari", "Khusus"] for i in range(500, BANYAK)]
    golden.publish_book(
        Store(folder),
        "2025-T3",
        {"Koperasi": [golden.JUDUL_REGISTER[:6], *row], "Pendampingan": [golden.JUDUL_PENDAMPINGAN, *visits]},
    )
    return folder


@pytest.fixture
def p(large_city: Path, monkeypatch: pytest.MonkeyPatch) -> Choice:
    monkeypatch.setenv("KOPERASI_DATA", str(large_city))
    return Choice(1, "2025-T3", "35.72", "Kota Blitar", "kota", "semua")


def _names(listed: Listing) -> list[str]:
    return listed.read_all()["nama_koperasi"].tolist()


def test_a_long_list_shows_its_first_rows_counts_all_and_exports_all(p: Choice) -> None:
    listing = lists.list_cooperatives(p)
    inactive_first = sorted(range(BANYAK), key=lambda i: (i % 2 == 0, i))
    every = [f"KSU {i:03}" for i in inactive_first]
    assert listing.shown["nama_koperasi"].tolist() == every[:MAX_ROWS]
    assert (listing.count(), _names(listing)) == (BANYAK, every)


def test_a_list_of_one_status_is_counted_for_that_status(p: Choice) -> None:
    listing = lists.list_cooperatives(p, "aktif")
    assert (len(listing.shown), listing.count()) == (260, 260)
    assert set(listing.shown["status"]) == {"aktif"}


def test_inactive_ones_nobody_visited_come_with_the_longest_without_rat_first(p: Choice) -> None:
    listing = lists.list_unvisited(p)
    assert listing is not None
    # 260 are inactive, ten of them (odd numbers from 501) were visited
    assert listing.count() == len(listing.shown) == 250
    rat = listing.shown["tahun_buku_rat"].tolist()
    assert [x for x in rat if not pd.isna(x)] == sorted(x for x in rat if not pd.isna(x))
    assert pd.isna(rat[0])
    assert rat[-1] == 2024


@pytest.mark.parametrize("n", [1, 3, 5])
def test_the_numbers_beside_a_list_are_those_of_its_rows(p: Choice, n: int) -> None:
    for listing in (kesehatan.list_owing(p), kesehatan.list_owing(p, "2"), kesehatan_statuses.list_differing(p, n)):
        assert listing.count() == len(listing.read_all())
    assert kesehatan.list_owing(p, "2").count() == 173  # i % 3 == 1 of 520: RAT 2022, due 2024


def test_the_page_says_how_many_rows_it_leaves_to_the_file(p: Choice) -> None:
    assert "Tampak 500 dari 520 baris; semuanya ada di berkas unduhan." in text(page("keaktifan"))


@pytest.mark.parametrize(
    ("url", "nama"),
    [
        ({}, "daftar_koperasi_2025-T3_Kota_Blitar.csv"),
        ({"kelurahan": "35.72.02.1004", "kkmp": "tanpa"}, "daftar_koperasi_2025-T3_Kelurahan_Turi_tanpa_KKMP.csv"),
    ],
)
def test_a_file_is_named_after_quarter_and_area(p: Choice, url: dict[str, str], nama: str) -> None:
    choice = tuple(sorted(({"triwulan": p.periode} | url).items()))
    files = pages.list_files(View("keaktifan", p.version, url=choice)).values()
    assert nama in [file.name for file in files if isinstance(file, File)]


# ── charts of many areas ──


def _areas(many: int) -> pd.DataFrame:
    name = [f"Kecamatan {i:03}" for i in range(many)]
    return pd.DataFrame(
        {"nama": name, "kecamatan": name, "kode_wilayah": name, "pembilang": range(many), "penyebut": many}
    ).assign(nilai=lambda d: d["pembilang"] / d["penyebut"])


@pytest.mark.parametrize(("many", "drawn"), [(40, 40), (41, 40), (200, 40)])
def test_of_many_areas_the_forty_lowest_rates_are_drawn_and_that_is_said(many: int, drawn: int) -> None:
    g = by_area.draw_rates(
        _areas(many),
        "koperasi_aktif",
        "Koperasi aktif",
        Figure(1, 2, 0.5),
        place="Provinsi Uji",
        periode="2025-T3",
        small_n=10,
        unit="kecamatan",
    )
    assert len(g.plot.data[0].y) == len(g.table) == drawn
    assert g.table["nama"].iloc[-1] == "Kecamatan 000"  # the lowest of all
    assert ("Digambar 40 terendah dari" in g.subtitle) == (many > 40)


def test_of_many_areas_the_forty_with_most_cooperatives_are_drawn_and_that_is_said() -> None:
    data = pd.DataFrame({"nama": [f"Kecamatan {i:03}" for i in range(50)], "status": "aktif", "jumlah": range(1, 51)})
    g = statuses.draw_statuses(data, "Judul", "Provinsi Uji", "2025-T3", "kecamatan")
    assert g.table["jumlah"].tolist() == list(range(50, 10, -1))
    assert g.subtitle.endswith("Digambar 40 terbanyak dari 50 kecamatan")
    assert "50 kecamatan" in g.alt


# ── cohorts are asked for once, not for every quarter ──


@pytest.mark.parametrize("kind", ["pendampingan", "pelatihan"])
@pytest.mark.parametrize(("version", "periode"), [(1, "2024-T1"), (2, "2024-T2"), (3, "2024-T3"), (4, "2024-T4")])
def test_cohorts_of_an_earlier_quarter_are_those_that_were_known_then(
    city: Path, version: int, periode: str, kind: str
) -> None:
    past = mentoring.read_cohorts(choice(periode, version=version), kind)
    current = mentoring.read_cohorts(choice(periode, version=5), kind)
    assert len(current) > 0
    pd.testing.assert_frame_equal(current, past, check_dtype=False)
