"""A map says in words what its colours mean, and speaks of the area that was chosen."""

from __future__ import annotations

import pandas as pd
import pytest

from dasbor.chart.chart import Chart
from dasbor.chart.map import legend, tiles
from dasbor.chart.theme import find_rate_class
from dasbor.query.figures import Figure
from dasbor.words import language
from etl.acuan import load_reference

TURI, TLUMPU, GEDOG, SUKOREJO = "35.72.02.1004", "35.72.02.1001", "35.72.03.1001", "35.72.02"
KOTA = Figure(40, 50, 0.8)


def areas(*line: tuple[str, str, str, float | None, float | None]) -> pd.DataFrame:
    data = pd.DataFrame(line, columns=["kode_wilayah", "nama", "kecamatan", "pembilang", "penyebut"])
    return data.assign(nilai=data["pembilang"] / data["penyebut"])


THREE = areas(
    (TURI, "Turi", "Sukorejo", 13, 14), (TLUMPU, "Tlumpu", "Sukorejo", 6, 9), (GEDOG, "Gedog", "Sananwetan", 12, 15)
)


def draw(selected: str = "", indikator: str = "koperasi_aktif", data: pd.DataFrame = THREE) -> Chart:
    return tiles.draw_tiles(
        data,
        load_reference().kelurahan,
        indikator,
        "Koperasi aktif",
        KOTA,
        place="Kota Blitar",
        periode="2025-T2",
        small_n=10,
        headline="Judul",
        selected=selected,
    )


# ── the legend ──


def test_the_legend_says_every_class_the_hatches_that_are_drawn_and_other_limits() -> None:
    assert draw().legend == (
        ("k0", "di bawah 60%"),
        ("k1", "60–<70%"),
        ("k2", "70–<80%"),
        ("k3", "80–<90%"),
        ("k4", "90% ke atas"),
        ("kecil", "n di bawah 10, belum bisa dibandingkan"),
        ("", "(batas khusus; di peta lain 20, 40, 60, 80%)"),
    )
    usual = draw(indikator="cakupan_pendampingan", data=THREE.assign(penyebut=20.0, nilai=[0.5, None, 0.2])).legend
    assert [word for _, word in usual] == [
        "di bawah 20%",
        "20–<40%",
        "40–<60%",
        "60–<80%",
        "80% ke atas",
        "tanpa data",
    ]


@pytest.mark.parametrize("n", [11, 37, 93, 250])
def test_a_colour_is_that_of_the_percentage_written_on_it(n: int) -> None:
    """71 of 89 are 79,8% and are written 80%: the class that begins there."""
    for part in range(n + 1):
        written = language.format_percent(part / n, n).removesuffix("%").replace(",", ".")
        assert find_rate_class(part / n, "koperasi_aktif", n) == find_rate_class(float(written) / 100, "koperasi_aktif")


# ── the chosen area ──


def test_the_legend_names_the_chosen_area() -> None:
    assert draw().title == "Judul"
    assert ("pilihan", "Kecamatan Sukorejo") in draw(SUKOREJO).legend
    assert ("pilihan", "Gedog") in draw(GEDOG).legend


def test_a_chosen_kecamatan_has_one_line_around_its_tiles() -> None:
    placed = pd.DataFrame(
        [("35.72.02.1", 1, 1), ("35.72.02.2", 2, 1), ("35.72.03.1", 3, 1)],
        columns=["kode_wilayah", "ubin_kolom", "ubin_baris"],
    )
    lines = legend.draw_border(placed, "35.72.02")
    sides = {tuple(round(one[k], 2) for k in ("x0", "y0", "x1", "y1")) for one in lines}
    assert sides == {
        (0.53, 0.5, 0.53, 1.5),  # the left of the left one, the right of the right one
        (2.47, 0.5, 2.47, 1.5),
        (0.5, 0.53, 1.5, 0.53),  # above and below each
        (1.5, 0.53, 2.5, 0.53),
        (0.5, 1.47, 1.5, 1.47),
        (1.5, 1.47, 2.5, 1.47),
    }
    assert legend.draw_border(placed, "35.72.03.1") == legend.draw_border(placed, "") == []


def test_an_area_is_inside_itself_and_what_it_belongs_to() -> None:
    assert legend.is_inside("35.72.02.1004", "35.72.02")
    assert legend.is_inside("35.72.02", "35.72.02")
    assert not legend.is_inside("35.72.021", "35.72.02")
    assert not legend.is_inside("35.72.02", "")
