"""The palette keeps its promises: contrast, and colours that stay apart for colour-blind readers."""

from itertools import combinations, pairwise

import pytest

from dasbor.chart import theme
from dasbor.chart.map import kkmp, tiles
from dasbor.content import kelompok
from dasbor.ui import markup

# Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB.
BUTA_WARNA = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
TEKS_DAN_DASAR = [
    (theme.TEXT, theme.WHITE),
    (theme.TEXT, theme.GROUND),
    (theme.TEXT_MUTED, theme.WHITE),
    (theme.TEXT_MUTED, theme.GROUND),
    (theme.ACCENT, theme.WHITE),
    (theme.ACCENT, theme.GROUND),
    *((s.text_colour, s.colour) for s in theme.STATUS_SIGNS.values()),
    *zip(theme.RATE_TEXT_COLOURS, theme.RATE_COLOURS, strict=True),
    *((text, colour) for _, colour, _, text in kelompok._SIGNS.values()),
    *((text, colour) for _, colour, _, text in kkmp.ANSWER_SIGNS.values()),
]


def _linear(shade: str) -> tuple[float, ...]:
    content = [int(shade[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in content)


def contrast(first: str, second: str) -> float:
    lightness = sorted(
        sum(k * x for k, x in zip((0.2126, 0.7152, 0.0722), _linear(w), strict=True)) for w in (first, second)
    )
    return (lightness[1] + 0.05) / (lightness[0] + 0.05)


def _lab(linear: tuple[float, ...]) -> tuple[float, float, float]:
    r, g, b = (min(max(x, 0.0), 1.0) for x in linear)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(first: str, second: str, blindness: str) -> float:
    """CIE76 distance as somebody with this colour blindness sees it."""
    look = [
        _lab(tuple(sum(k * x for k, x in zip(row, _linear(w), strict=True)) for row in BUTA_WARNA[blindness]))
        for w in (first, second)
    ]
    return sum((a - b) ** 2 for a, b in zip(*look, strict=True)) ** 0.5


def test_contrast_of_black_on_white_is_21():
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21.0


@pytest.mark.parametrize(("words", "base"), TEKS_DAN_DASAR)
def test_text_has_contrast_of_at_least_4_5(words, base):
    assert contrast(words, base) >= 4.5


@pytest.mark.parametrize("class_", range(5))
def test_small_words_on_every_rate_class_have_contrast_of_at_least_5(class_):
    words = theme.RATE_TEXT_COLOURS[class_]
    assert contrast(words, theme.RATE_COLOURS[class_]) >= 5
    assert words == max((theme.TEXT, theme.WHITE), key=lambda w: contrast(w, theme.RATE_COLOURS[class_]))


@pytest.mark.parametrize("status", list(theme.STATUS_SIGNS))
def test_status_marks_have_contrast_of_at_least_3_to_the_ground(status):
    assert contrast(theme.STATUS_SIGNS[status].colour, theme.WHITE) >= 3


def test_neighbours_in_a_stack_alternate_dark_and_light():
    colour = [s.colour for s in theme.STATUS_SIGNS.values()]
    assert [contrast(a, b) >= 2.6 for a, b in pairwise(colour)] == [True, True, True]


@pytest.mark.parametrize(("blindness", "nearest"), [("protanopia", 18), ("deuteranopia", 25), ("tritanopia", 28)])
def test_statuses_stay_apart_for_colour_blind_readers(blindness, nearest):
    gap = [distance(a.colour, b.colour, blindness) for a, b in combinations(theme.STATUS_SIGNS.values(), 2)]
    assert min(gap) >= nearest


def test_statuses_that_are_near_in_colour_differ_in_hatch_and_every_one_has_a_word():
    pattern = [s.hatch for s in theme.STATUS_SIGNS.values()]
    assert pattern == ["", "", "/", "."]
    assert [s.label for s in theme.STATUS_SIGNS.values()] == [
        "Aktif",
        "Tidak aktif",
        "Diusulkan dibubarkan",
        "Tidak diketahui",
    ]


@pytest.mark.parametrize(
    ("value", "class_"), [(0, 0), (0.199, 0), (0.2, 1), (0.4, 2), (0.6, 3), (0.799, 3), (0.8, 4), (1, 4)]
)
def test_rates_fall_into_five_classes_with_inclusive_lower_bounds(value, class_):
    assert theme.find_rate_class(value) == class_


def test_the_share_of_active_cooperatives_has_narrower_fixed_classes():
    assert [theme.find_rate_class(x, "koperasi_aktif") for x in (0.59, 0.6, 0.75, 0.85, 0.9)] == [0, 1, 2, 3, 4]


def test_rate_classes_darken_from_low_to_high():
    lightness = [sum(_linear(w)) for w in theme.RATE_COLOURS]
    assert lightness == sorted(lightness, reverse=True)


def test_a_sketch_that_is_extended_leaves_the_first_one_as_it_is() -> None:
    first = theme.make_plot(height=100, xaxis={"range": [0, 1], "visible": False})
    second = first.extend(xaxis={"range": [0, 2]}).add(shapes=[theme.make_vertical(1)])
    assert (first.layout["xaxis"]["range"], "shapes" in first.layout) == ([0, 1], False)
    assert second.layout["xaxis"] == {"range": [0, 2], "visible": False}
    assert [shape.x0 for shape in second.figure.layout.shapes] == [1]


def test_charts_take_colours_font_and_separators_from_here():
    layout = theme.make_plot(height=100).figure.layout.template.layout
    assert list(layout.colorway) == ["#0B4F8A", "#D97706", "#8B1E5B", "#8A94A3"]
    assert layout.separators == ",."
    assert layout.font.family == '"Source Sans", sans-serif'


def test_the_style_sheet_asks_for_nothing_from_outside():
    assert "url(" not in markup.CSS
    assert "@import" not in markup.CSS
    assert "http" not in markup.CSS
    assert markup.CSS.count("{") == markup.CSS.count("}")


@pytest.mark.parametrize("class_", [None, 0, 1, 2, 3, 4])
def test_every_tile_has_an_edge_of_at_least_3_to_the_ground(class_):
    assert contrast(tiles.choose_edge(class_), theme.WHITE) >= 3


def test_marks_that_are_no_status_have_contrast_of_at_least_3_to_the_ground():
    assert [w for w in (theme.ACCENT, theme.TEXT_MUTED, theme.NO_DATA) if contrast(w, theme.WHITE) < 3] == []


@pytest.mark.parametrize("blindness", BUTA_WARNA)
def test_neighbouring_rate_classes_stay_apart_for_colour_blind_readers(blindness):
    assert min(distance(a, b, blindness) for a, b in pairwise(theme.RATE_COLOURS)) >= 12


def test_answers_about_groups_and_kkmp_differ_in_hatch_or_lightness_and_every_one_has_a_word():
    for sign in (kelompok._SIGNS, kkmp.ANSWER_SIGNS):
        assert len({word for word, *_ in sign.values()}) == len(sign)
        same_pattern = [(a, b) for a, b in combinations(sign.values(), 2) if a[2] == b[2]]
        assert [(a[0], b[0]) for a, b in same_pattern if contrast(a[1], b[1]) < 3] == []
