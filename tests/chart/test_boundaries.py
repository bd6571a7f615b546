"""Boundaries from a GeoJSON: codes, holes, several parts; every mistake has its sentence. All shapes are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from dasbor.chart import theme
from dasbor.chart.chart import Chart
from dasbor.chart.map import boundaries, outlines, tiles
from dasbor.query.figures import Figure
from etl.acuan import Reference

SATU, DUA, TIGA = "99.01.01.1001", "99.01.01.1002", "99.01.01.1003"


def square(x: float, y: float, width: float = 1.0) -> list[list[float]]:
    return [[x, y], [x + width, y], [x + width, y + width], [x, y + width], [x, y]]


def feature(kode: object, shape: str = "Polygon", point: object = None, key: str = "kode_kelurahan") -> dict:
    return {
        "type": "Feature",
        "properties": {key: kode},
        "geometry": {"type": shape, "coordinates": point or [square(0, 0)]},
    }


# a square with a hole, two separate squares, a plain square
LENGKAP = [
    feature(SATU, point=[square(0, 0, 3), square(1, 1)]),
    feature(DUA, "MultiPolygon", [[square(3, 0)], [square(5, 0, 2)]]),
    feature(TIGA, point=[square(3, 2)[::-1]]),
]


def reference(folder: Path, isi: object, key: str = "kode_kelurahan", nama: str = "batas.geojson") -> Reference:
    if isi is not None:
        text = isi if isinstance(isi, str) else json.dumps({"type": "FeatureCollection", "features": isi})
        (folder / "batas.geojson").write_text(text, encoding="utf-8")
    kelurahan = pd.DataFrame(
        {
            "kode_kelurahan": [SATU, DUA, TIGA],
            "kelurahan": ["Satu", "Dua", "Tigapanjang"],
            "kode_bps": ["9901010001", "9901010002", "9901010003"],
            "ubin_label": [None, None, "Tiga|panjang"],
        }
    )
    settings = {"wilayah": {"batas_geojson": nama, "kunci_geojson": key}}
    return Reference(folder, kelurahan, pd.DataFrame(), pd.DataFrame(), settings)


def test_outlines_run_one_way_and_holes_the_other_so_that_a_hole_stays_empty(tmp_path: Path) -> None:
    form = boundaries.read_outlines(reference(tmp_path, LENGKAP))
    assert {k: [boundaries.measure_area(c) for c in b] for k, b in form.items()} == {
        SATU: [9.0, -1.0],
        DUA: [1.0, 4.0],
        TIGA: [1.0],
    }


def test_bps_codes_and_codes_without_dots_name_the_same_areas(tmp_path: Path) -> None:
    bps = [
        feature("9901010001", key="kode_bps"),
        feature(9901010002.0, key="kode_bps"),
        feature("9901010003", key="kode_bps"),
    ]
    assert list(boundaries.read_outlines(reference(tmp_path, bps, "kode_bps"))) == [SATU, DUA, TIGA]
    plain_text = [feature(k.replace(".", "")) for k in (SATU, DUA, TIGA)]
    assert list(boundaries.read_outlines(reference(tmp_path, plain_text))) == [SATU, DUA, TIGA]


@pytest.mark.parametrize(
    ("isi", "key", "sentence"),
    [
        (None, "kode_kelurahan", "Berkas batas wilayah “batas.geojson” tidak ditemukan di folder acuan."),
        ("{rusak", "kode_kelurahan", "Berkas batas wilayah “batas.geojson” bukan GeoJSON yang dapat dibaca."),
        (
            "[1, 2]",
            "kode_kelurahan",
            "Berkas batas wilayah “batas.geojson” tidak memuat satu wilayah pun (FeatureCollection).",
        ),
        (
            LENGKAP,
            "KODE",
            "Batas wilayah tidak punya isian “KODE” (wilayah.kunci_geojson); yang ada: “kode_kelurahan”.",
        ),
        (
            [*LENGKAP, feature("99.09.09.1001")],
            "kode_kelurahan",
            "Batas wilayah memuat kode yang tidak ada di daftar wilayah: “99.09.09.1001”.",
        ),
        ([*LENGKAP, None], "kode_kelurahan", "Batas wilayah memuat kode yang tidak ada di daftar wilayah: “None”."),
        (LENGKAP[:2], "kode_kelurahan", "Batas wilayah tidak memuat 1 wilayah: 99.01.01.1003."),
        (
            [*LENGKAP[:2], feature(TIGA, "Point", [1, 2])],
            "kode_kelurahan",
            f"Batas wilayah {TIGA} bukan bidang (Polygon atau MultiPolygon).",
        ),
        (
            [*LENGKAP[:2], feature(TIGA, point=[[["a", 2]]])],
            "kode_kelurahan",
            f"Titik batas wilayah {TIGA} tidak dapat dibaca.",
        ),
        (
            [*LENGKAP[:2], feature(TIGA, point=[square(9_000_000, 0)])],
            "kode_kelurahan",
            f"Titik batas wilayah {TIGA} bukan derajat bujur dan lintang (EPSG:4326).",
        ),
        (
            [*LENGKAP[:2], feature(TIGA, point=[[[1, 1], [1, 1], [1, 1]]])],
            "kode_kelurahan",
            f"Batas wilayah {TIGA} tidak punya luas.",
        ),
    ],
)
def test_what_is_wrong_with_the_file_is_said_in_a_sentence(
    tmp_path: Path, isi: object, key: str, sentence: str
) -> None:
    with pytest.raises(boundaries.BoundaryError) as error:
        boundaries.read_outlines(reference(tmp_path, isi, key))
    assert str(error.value) == sentence


def test_the_label_and_every_click_point_lie_inside_and_not_in_the_hole(tmp_path: Path) -> None:
    gaps = boundaries.read_outlines(reference(tmp_path, LENGKAP))[SATU]
    place = boundaries.find_label_place(gaps, 0.5)
    assert place.width == 3.0
    assert not 1 < place.y < 2
    point = boundaries.make_touch_points(gaps, 0.5, 1.0)
    assert len(point) > 20
    assert [t for t in point if 1 < t[0] < 2 and 1 < t[1] < 2] == []
    assert all(0 <= x <= 3 and 0 <= y <= 3 for x, y in point)


def draw(folder: Path):
    a = reference(folder, LENGKAP)
    data = pd.DataFrame(
        {
            "kode_wilayah": [SATU, DUA, TIGA],
            "nama": a.kelurahan["kelurahan"],
            "kecamatan": "K",
            "pembilang": [15.0, 3.0, None],
            "penyebut": [20.0, 4.0, None],
            "nilai": [0.75, 0.75, None],
        }
    )
    return outlines.draw_outlines(
        data,
        boundaries.read_outlines(a),
        a.kelurahan,
        "sehat",
        "Sehat",
        Figure(18, 24, 0.75),
        place="Kota Rekaan",
        periode="2025-T2",
        small_n=10,
        headline="Judul",
        selected=SATU,
    )


def test_only_a_comparable_rate_has_a_colour_and_the_others_have_a_hatch(tmp_path: Path) -> None:
    trace = [j for j in draw(tmp_path).plot.data if j.fill == "toself"]
    assert {(j.fillcolor, j.fillpattern.shape) for j in trace} == {
        (theme.RATE_COLOURS[3], None),
        (theme.GROUND, "/"),
        (theme.GROUND, "."),
    }
    assert [j.line.width for j in trace] == [1, 1, 3]  # the chosen one is drawn last, over its neighbours


def test_labels_say_name_and_value_and_a_click_gives_the_code(tmp_path: Path) -> None:
    g = draw(tmp_path)
    assert {n.text for n in g.plot.layout.annotations} == {
        "Satu<br><b>75%</b>",
        "Dua<br><b>3/4</b>",
        "Tiga<br>panjang<br><b>tanpa data</b>",
    }
    touch = g.plot.data[-1]
    assert {tuple(c) for c in touch.customdata} == {(SATU, "Satu"), (DUA, "Dua"), (TIGA, "Tigapanjang")}
    assert (
        tiles.find_clicked({"selection": {"points": [{"customdata": list(touch.customdata[0])}]}})
        == touch.customdata[0][0]
    )
    assert "belum bisa dibandingkan" in next(t for t in touch.hovertext if "Dua" in t)


def _drawn(folder: Path, shape: list[dict]) -> Chart:
    """A map of three areas of these shapes, 15 of 20 in each."""
    a = reference(folder, shape)
    data = pd.DataFrame(
        {
            "kode_wilayah": [SATU, DUA, TIGA],
            "nama": a.kelurahan["kelurahan"],
            "kecamatan": "K",
            "pembilang": 15.0,
            "penyebut": 20.0,
            "nilai": 0.75,
        }
    )
    return outlines.draw_outlines(
        data,
        boundaries.read_outlines(a),
        a.kelurahan,
        "sehat",
        "Sehat",
        Figure(18, 24, 0.75),
        place="Kota Rekaan",
        periode="2025-T2",
        small_n=10,
        headline="Judul",
    )


PITA = [[20, 0], [23, 0], [23, 1], [20, 1], [20, 0]]  # wide enough for one line, too low for two


def test_a_name_that_does_not_fit_becomes_a_letter_with_its_meaning_above_the_map(tmp_path: Path) -> None:
    narrow = [feature(SATU, point=[square(0, 0, 20)]), feature(DUA, point=[PITA]), feature(TIGA, point=[square(0, 20)])]
    g = _drawn(tmp_path, narrow)
    assert [n.text for n in g.plot.layout.annotations] == ["Satu<br><b>75%</b>", "a <b>75%</b>", "b"]
    assert g.subtitle.endswith("Huruf di peta: a Dua, b Tigapanjang 75%")


def test_a_tall_map_has_its_letters_explained_beside_it_and_not_above(tmp_path: Path) -> None:
    second = [[20, 0], [23, 0], [23, 4], [20, 4], [20, 0]]
    height = [
        feature(SATU, point=[square(0, 0, 20)]),
        feature(DUA, point=[second]),
        feature(TIGA, point=[square(0, 60)]),
    ]
    g = _drawn(tmp_path, height)
    key = g.plot.layout.annotations[-1]
    assert (key.name, key.x, key.xanchor) == ("kunci", 1, "right")
    assert key.text == "a Dua 75%"
    assert g.subtitle == (
        "Sehat, Kota Rekaan, Triwulan II 2025. 1 wilayah kecil tanpa tulisan: sentuh, atau lihat tabelnya"
    )
    assert ("kecil", "n di bawah 10, belum bisa dibandingkan") not in g.legend  # there is none
    assert g.plot.layout.height == 284


def test_nothing_in_the_map_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    g = draw(tmp_path)
    assert {j.type for j in g.plot.data} == {"scatter"}
    assert "http" not in g.plot.to_json()


def test_the_table_holds_every_area_with_its_interval(tmp_path: Path) -> None:
    table = draw(tmp_path).table.set_index("nama")
    assert table["bawah"].round(2).to_dict() == {
        "Dua": 0.3,
        "Satu": 0.53,
        "Tigapanjang": pytest.approx(float("nan"), nan_ok=True),
    }
    assert table["atas"].round(2).to_dict() == {
        "Dua": 0.95,
        "Satu": 0.89,
        "Tigapanjang": pytest.approx(float("nan"), nan_ok=True),
    }
    assert table["keterangan"].to_dict() == {"Dua": "belum bisa dibandingkan", "Satu": "", "Tigapanjang": ""}
