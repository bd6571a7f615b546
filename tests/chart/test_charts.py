"""Charts are pure functions from table to figure; headlines and text alternatives come from the data."""

import base64
import math
import re

import pandas as pd
import pytest
from markupsafe import Markup

from dasbor.chart import by_area, changes, quarter_axis, sentences, statuses, theme, trend
from dasbor.chart.map import tiles
from dasbor.query.figures import Figure
from dasbor.ui import cards
from dasbor.ui.table import make_table
from dasbor.words.columns import list_rows
from etl.indikator import load_indicators

KOTA = Figure(24, 40, 0.6)


def areas(*line: tuple) -> pd.DataFrame:
    data = pd.DataFrame(line, columns=["nama", "pembilang", "penyebut"])
    data["nilai"] = data["pembilang"] / data["penyebut"]
    data["kode_wilayah"] = [f"1.{i}" for i in range(len(data))]
    return data.assign(kecamatan="Sukorejo")


TIGA = areas(("Sukorejo", 7, 12), ("Turi", 11, 12), ("Gedog", 6, 16), ("Bendo", 3, 4), ("Blitar", math.nan, 10))


def placed(data: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "kode_kelurahan": data["kode_wilayah"],
            "ubin_baris": range(len(data)),
            "ubin_kolom": 0,
            "ubin_label": data["nama"],
        }
    )


# ── sentences ──


@pytest.mark.parametrize(
    ("now", "past", "sentence_"),
    [
        (Figure(7, 12, 7 / 12), Figure(8, 12, 8 / 12), "Sukorejo: 7 dari 12 koperasi aktif, turun 1"),
        (Figure(7, 12, 7 / 12), Figure(7, 12, 7 / 12), "Sukorejo: 7 dari 12 koperasi aktif, tetap"),
        (Figure(7, 12, 7 / 12), None, "Sukorejo: 7 dari 12 koperasi aktif"),
        (Figure(None, 12, None), None, "Sukorejo: belum ada data"),
    ],
)
def test_a_headline_says_numerator_denominator_and_change(now, past, sentence_):
    assert sentences.say_ratio("Sukorejo", "koperasi_aktif", now, past) == sentence_


def test_a_headline_of_rupiah_of_rupiah_says_the_share_and_no_bare_numbers():
    said = sentences.say_ratio("Kota Blitar", "pertumbuhan_volume_usaha", Figure(3.5e9, 181.45e9, 3.5 / 181.45))
    assert said == "Kota Blitar: pertumbuhan volume usaha 1,9%"


def test_the_ranking_headline_counts_only_areas_large_enough_to_compare():
    assert sentences.say_ranking(TIGA, "koperasi_aktif", 10, 0.5, KOTA, "Kota") == (
        "2 dari 3 kelurahan yang dapat dibandingkan mencapai target 50%"
    )
    assert sentences.say_ranking(TIGA, "koperasi_aktif", 10, None, KOTA, "Kota") == (
        "1 dari 3 kelurahan yang dapat dibandingkan di atas Kota 60%"
    )
    large = sentences.take_comparable(TIGA, 10)
    assert (
        sentences.say_ranking(large, "koperasi_aktif", 10, 0.5, KOTA, "Kota")
        == "2 dari 3 kelurahan mencapai target 50%"
    )
    assert (
        sentences.say_ranking(large, "koperasi_aktif", 10, None, KOTA, "Kota")
        == "1 dari 3 kelurahan di atas angka Kota 60%"
    )
    assert sentences.say_ranking(TIGA, "koperasi_aktif", 50, None, KOTA, "Kota") == (
        "Jumlah per kelurahan di bawah 50: jangan dibandingkan"
    )


def test_the_text_alternative_says_highest_lowest_missing_and_small():
    assert sentences.say_areas_alt("Peta ubin", TIGA, "koperasi_aktif", 10, "Kota Blitar", KOTA) == (
        "Peta ubin 5 kelurahan, koperasi aktif. Tertinggi Turi 92% (11 dari 12), terendah Gedog 38% (6 dari 16). "
        "Kota Blitar 60% (24 dari 40). Belum ada data: Blitar. Kurang dari 10: Bendo."
    )


@pytest.mark.parametrize("indikator", [i.indikator for i in load_indicators()])
def test_headlines_have_at_most_twelve_words(indikator):
    value = Figure(1234, 2345, 1234 / 2345)
    every = [
        sentences.say_ratio("Kepanjenkidul", indikator, value, Figure(1200, 2345, 0.51)),
        sentences.say_ranking(TIGA, indikator, 10, None, KOTA, "Kota Blitar"),
        sentences.say_trend(SERI, indikator, "Kota Blitar"),
    ]
    assert [t for t in every if len(t.split()) > 12] == []


# ── statuses and rates ──

STATUS = pd.DataFrame(
    [
        ("Turi", "aktif", 9),
        ("Turi", "tidak aktif", 3),
        ("Gedog", "aktif", 14),
        ("Gedog", "diusulkan dibubarkan", 1),
        ("Blitar", "tidak diketahui", 15),
        ("Turi", "dibubarkan", 2),
    ],
    columns=["nama", "status", "jumlah"],
)


def test_counts_of_a_rekap_are_written_as_whole_numbers() -> None:
    rows = [("Turi", "aktif", 1008.0, "rekap"), ("Gedog", "aktif", 5.0, "rekap")]
    data = pd.DataFrame(rows, columns=["nama", "status", "jumlah", "sumber"])
    alt = statuses.draw_statuses(data, "Judul", "Kota Blitar", "2025-T2").alt
    assert "Terbanyak Turi (1.008), tersedikit Gedog (5)." in alt
    assert "2 kelurahan, Kota Blitar. Bersama-sama 1.013 aktif." in alt  # of the others nothing is known
    alone = statuses.draw_statuses(data.head(1), "Judul", "Kota Blitar", "2025-T2").alt
    assert "tersedikit" not in alone  # it would be both


def test_statuses_stack_in_the_palettes_order_sorted_by_total_then_name():
    g = statuses.draw_statuses(STATUS, "Terendah Turi", "Kota Blitar", "2025-T2")
    assert [b.name for b in g.plot.data] == ["Aktif", "Tidak aktif", "Diusulkan dibubarkan", "Tidak diketahui"]
    assert [b.marker.pattern.shape for b in g.plot.data] == ["", "", "/", "."]
    assert list(g.plot.data[0].y) == ["Blitar", "Gedog", "Turi"]
    assert list(g.plot.data[0].x) == [0, 14, 9]
    assert g.table["jumlah"].tolist() == [15, 15, 12]
    assert g.title == "Terendah Turi"
    assert g.subtitle == (
        "Banyaknya koperasi menurut status, Kota Blitar, Triwulan II 2025. Koperasi tidak aktif terbanyak di Turi: 3"
    )


def ratio(**change):
    usual = {"place": "Kota Blitar", "periode": "2025-T2", "small_n": 10, "target": 0.9}
    return by_area.draw_rates(TIGA, "koperasi_aktif", "Koperasi aktif", KOTA, **{**usual, **change})


def test_rate_bars_start_at_zero_sorted_with_missing_last():
    g = ratio()
    assert list(g.plot.data[0].y) == ["Turi", "Sukorejo", "Gedog", "Bendo", "Blitar"]
    assert list(g.plot.layout.xaxis.range) == [0, 1]
    assert g.table["nama"].tolist() == list(g.plot.data[0].y)


def test_rate_bars_of_a_province_shorten_the_names_that_would_be_cut():
    data = TIGA.assign(nama=["Kabupaten Blitar", *TIGA["nama"].iloc[1:]])
    plot = by_area.draw_rates(
        data, "koperasi_aktif", "Koperasi aktif", KOTA, place="x", periode="2025-T2", small_n=10
    ).plot
    shown = dict(zip(plot.layout.yaxis.tickvals, plot.layout.yaxis.ticktext, strict=True))
    assert shown.pop("Kabupaten Blitar") == "Kab. Blitar"
    assert set(shown.items()) == {(name, name) for name in TIGA["nama"].iloc[1:]}
    assert ratio().plot.layout.yaxis.tickvals is None


def test_rate_bars_write_n_hatch_small_n_and_say_missing():
    g = ratio()
    written = [a.text for a in g.plot.layout.annotations]
    assert written == [
        "<b>92%</b>  11 dari 12",
        "<b>58%</b>  7 dari 12",
        "<b>38%</b>  6 dari 16",
        "3 dari 4 · n kecil",
        "belum ada data",
        "Kota Blitar 60%",
        "target 90%",
    ]
    assert list(g.plot.data[0].marker.pattern.shape) == ["", "", "", "/", ""]


# ── map ──


def tile_figure(data: pd.DataFrame):
    return tiles.draw_tiles(
        data,
        placed(data),
        "koperasi_aktif",
        "Koperasi aktif",
        KOTA,
        place="Kota Blitar",
        periode="2025-T2",
        small_n=10,
        headline="Judul",
    )


def test_tiles_write_value_and_n_and_have_their_own_hatch_for_small_and_missing():
    *trace, on_phone = tile_figure(TIGA).plot.data
    written = [
        ["Sukorejo<br><b>58%</b> 7/12", "Turi<br><b>92%</b> 11/12", "Gedog<br><b>38%</b> 6/16"],
        ["Bendo<br>3/4"],
        ["Blitar<br>tanpa data"],
    ]
    assert [list(j.text) for j in trace] == [[theme.mark_wide_only(Markup(t)) for t in one] for one in written]
    assert list(on_phone.text) == [theme.mark_narrow_only(Markup(t)) for one in written for t in one]
    assert [j.marker.pattern.shape for j in trace] == ["", "/", "."]
    assert list(trace[0].marker.color) == [theme.RATE_COLOURS[0], theme.RATE_COLOURS[4], theme.RATE_COLOURS[0]]


def test_a_rate_of_zero_is_a_value_and_not_missing():
    trace = tile_figure(areas(("Turi", 0, 12))).plot.data[:1]
    assert [list(j.text) for j in trace] == [[theme.mark_wide_only(Markup("Turi<br><b>0%</b> 0/12"))]]
    assert list(trace[0].marker.color) == [theme.RATE_COLOURS[0]]


def test_tiles_are_of_equal_area_and_drawn_without_any_map_service():
    *trace, on_phone = tile_figure(TIGA).plot.data
    assert {j.type for j in trace} == {"bar"}
    assert (on_phone.type, on_phone.mode, on_phone.hoverinfo) == ("scatter", "text", "skip")
    assert {(j.width, *j.y) for j in trace} == {(0.95, 0.95, 0.95, 0.95), (0.95, 0.95)}


def test_a_click_on_a_tile_gives_its_code():
    assert tiles.find_clicked({"selection": {"points": [{"customdata": ["35.72.02.1004", "Turi"]}]}}) == "35.72.02.1004"
    assert tiles.find_clicked({"selection": {"points": []}}) is None


def test_a_name_from_a_workbook_cannot_bring_markup_into_a_chart():
    trace = tile_figure(areas(("<a href=x>Turi</a>", 5, 12))).plot.data
    written = "&lt;a href=x&gt;Turi&lt;/a&gt;<br><b>42%</b> 5/12"
    assert trace[0].text[0] == theme.mark_wide_only(Markup(written))
    assert trace[1].text[0] == theme.mark_narrow_only(Markup(written.replace(" href", "<br>href")))


# ── trends ──

SERI = pd.DataFrame(
    {
        "periode": ["2024-T2", "2024-T4", "2025-T1", "2025-T2"],
        "pembilang": [249.0, 249.0, 248.0, 268.0],
        "penyebut": [347.0, 347.0, 288.0, 308.0],
    }
).assign(nilai=lambda d: d["pembilang"] / d["penyebut"])


def test_a_missing_quarter_stays_a_gap_in_the_line():
    g = trend.draw_rates(SERI, "koperasi_aktif", "Koperasi aktif", place="Kota Blitar", target=0.9)
    line = g.plot.data[0]
    assert g.table["periode"].tolist() == ["2024-T2", "2024-T3", "2024-T4", "2025-T1", "2025-T2"]
    assert list(line.x) == [8097, 8098, 8099, 8100, 8100, 8101]
    # the third: quarter III was never published; the fifth: no line across the break
    assert [bool(pd.isna(y)) for y in line.y] == [False, True, False, True, False, False]
    assert line.connectgaps is False
    assert g.plot.layout.yaxis.tickvals == (0.7, 0.75, 0.8, 0.85, 0.9)
    assert "Sumbu tegak mulai dari 70%, bukan 0%" in g.subtitle


def test_a_jump_of_the_denominator_is_marked_as_a_break():
    assert quarter_axis.find_breaks(list_rows(SERI), "penyebut", "pembagi") == [("2025-T1", "pembagi susut 347 → 288")]
    g = trend.draw_rates(SERI, "koperasi_aktif", "Koperasi aktif", place="Kota Blitar")
    assert g.subtitle.endswith("jangan membandingkan melintasinya: a pembagi susut 347 → 288, T1 2025")
    without = trend.draw_rates(SERI, "x", "X", place="Kota Blitar", mark_breaks=False)
    assert "pembagi" not in without.subtitle


def test_the_trend_headline_and_text_alternative_come_from_the_data():
    g = trend.draw_rates(SERI, "koperasi_aktif", "Koperasi aktif", place="Kota Blitar")
    assert g.title == "268 dari 308 koperasi aktif, naik 20 sejak T1 2025"
    assert g.alt == (
        "Koperasi aktif, Kota Blitar, 4 triwulan dari Triwulan II 2024 sampai Triwulan II 2025. Terakhir 87,0% "
        "(268 dari 308) "
        "pada T2 2025; tertinggi 87,0% (268 dari 308) pada T2 2025; terendah 71,8% (249 dari 347) pada T2 2024. "
        "Belum ada data: Triwulan III 2024. pembagi susut 347 → 288 pada Triwulan I 2025."
    )


def test_of_few_cases_the_text_of_a_trend_says_the_count_and_of_one_quarter_no_extremes():
    few = pd.DataFrame(
        {"periode": ["2025-T1", "2025-T2"], "pembilang": [5.0, 6.0], "penyebut": 9.0, "nilai": [5 / 9, 6 / 9]}
    )
    place = {"place": "Kelurahan Turi", "small_n": 10}
    alt = trend.draw_rates(few, "koperasi_aktif", "Koperasi aktif", **place).alt
    assert "Terakhir 6 dari 9 pada T2 2025. N di bawah 10: T1 2025 dan T2 2025" in alt
    assert "%" not in alt
    one = few.tail(1).assign(penyebut=90.0, pembilang=60.0)
    alone = trend.draw_rates(one, "koperasi_aktif", "Koperasi aktif", **place).alt
    assert alone.endswith(", Triwulan II 2025. Terakhir 67% (60 dari 90) pada T2 2025.")


def test_a_trend_of_counts_without_a_denominator_can_be_drawn():
    counted = pd.DataFrame(
        {"periode": ["2025-T1", "2025-T2"], "pembilang": [80.0, 95.0], "penyebut": math.nan, "nilai": [80.0, 95.0]}
    )
    g = trend.draw_counts(counted, "orang dilatih", "Peserta pelatihan", place="Kota Blitar")
    assert g.title == "95 orang dilatih, naik 15 sejak T1 2025"
    assert list(g.plot.data[0].y) == [80, 95]


def test_status_columns_leave_the_place_of_an_absent_quarter_empty():
    data = pd.DataFrame(
        [
            ("2024-T4", "aktif", 249),
            ("2024-T4", "tidak aktif", 98),
            ("2025-T2", "aktif", 268),
            ("2025-T2", "tidak aktif", 40),
        ],
        columns=["periode", "status", "jumlah"],
    )
    g = trend.draw_statuses(data, "Kota Blitar")
    assert g.table["periode"].tolist() == ["2024-T4", "2025-T1", "2025-T2"]
    assert math.isnan(g.plot.data[0].y[1])
    assert g.title == "268 aktif (naik 19), 40 tidak aktif (turun 58) sejak T4 2024"


def test_the_last_column_has_its_numbers_beside_it_pushed_apart_and_a_phone_one_total_a_year():
    quarters = [f"{year}-T{n}" for year in (2023, 2024) for n in (1, 2, 3, 4)]
    content = [
        (q, s, n) for q in quarters for s, n in (("aktif", 250), ("tidak aktif", 3), ("diusulkan dibubarkan", 2))
    ]
    g = trend.draw_statuses(pd.DataFrame(content, columns=["periode", "status", "jumlah"]), "Kota Blitar")
    written = list(g.plot.data[-1].text)
    assert written == ["255", *[theme.mark_wide_only("255")] * 2, "255", *[theme.mark_wide_only("255")] * 3, "255"]
    amount = g.plot.layout.annotations
    assert [a.text for a in amount] == ["<b>250</b>", "<b>3</b>", "<b>2</b>"]
    pixels = 358 / (255 * 1.12)
    di = [a.y * pixels + a.yshift for a in amount]
    assert [round(b - a) >= 15 for a, b in zip(di, di[1:], strict=False)] == [True, True]
    assert g.plot.layout.uniformtext.minsize == 11


def test_missing_quarters_in_a_row_are_said_once():
    _, written = quarter_axis.draw_marks(
        pd.DataFrame({"periode": ["2024-T1", "2024-T2", "2024-T3", "2024-T4"], "nilai": [0.5, None, None, 0.6]}),
        "nilai",
        [],
    )
    assert [(t["x"], t["text"]) for t in written] == [(8097.5, "belum ada data")]


@pytest.mark.parametrize(
    "make",
    [
        lambda d: trend.draw_rates(d, "koperasi_aktif", "Koperasi aktif", place="Kota Blitar"),
        lambda d: trend.draw_counts(d, "orang dilatih", "Peserta pelatihan", place="Kota Blitar"),
    ],
)
def test_an_empty_trend_is_drawn_and_says_so(make):
    blank = SERI.iloc[0:0]
    assert make(blank).alt.endswith("belum ada data.")


# ── what changed ──


def flow(*line: tuple) -> pd.DataFrame:
    return pd.DataFrame(line, columns=["alur", "d_aktif", "nama_koperasi", "kelurahan"]).assign(status_lalu="aktif")


ALUR = flow(
    ("baru", 1, "KKMP Turi", "Turi"),
    ("baru", 1, "KKMP Gedog", "Gedog"),
    ("baru", 0, "KSU Diam", "Gedog"),
    ("aktif kembali", 1, "KSP Maju", "Turi"),
    ("menjadi tidak aktif", -1, "KPRI Z", "Bendo"),
    ("dibubarkan", 0, "KSU Lama", "Bendo"),
    ("tetap", 0, "KUD", "Bendo"),
)


def test_the_steps_add_up_exactly_from_last_quarter_to_this_one():
    g = changes.draw_bridge(ALUR, 268, place="Kota Blitar", periode="2025-T2", previous="2025-T1")
    assert list(g.table.itertuples(index=False, name=None)) == [
        ("Aktif T1 2025", 266),
        ("Koperasi baru", 2),
        ("Aktif kembali", 1),
        ("Menjadi tidak aktif", -1),
        ("Aktif T2 2025", 268),
    ]
    assert list(g.plot.data[0].base) == [0, 2, 3]
    assert list(g.plot.data[0].x) == [2, 1, -1]  # the totals have no bar: it would say 268 and show 2
    assert [a.text for a in g.plot.layout.annotations] == ["<b>266</b>", "+2", "+1", "−1", "<b>268</b> (+2)"]
    assert {a.x for a in g.plot.layout.annotations if "<b>" in a.text} == {0}
    assert g.title == "Koperasi aktif naik 2: 2 baru, 1 aktif kembali, 1 tidak aktif"


def test_what_changed_is_also_said_with_names():
    assert changes.say_named(ALUR, 2) == [
        "3 koperasi baru: KKMP Gedog (Gedog), KSU Diam (Gedog) dan 1 lainnya",
        "1 aktif kembali: KSP Maju (Turi)",
        "1 menjadi tidak aktif: KPRI Z (Bendo)",
        "1 dibubarkan: KSU Lama (Bendo)",
    ]


def test_of_those_who_left_it_is_said_how_many_were_no_longer_counted():
    left = flow(*[("keluar dari register", 0, f"KSU {n}", "Turi") for n in range(3)])
    proposed = left.assign(status_lalu=["diusulkan dibubarkan", "aktif", "diusulkan dibubarkan"])
    assert changes.say_named(proposed, 1) == [
        "3 keluar dari register (2 di antaranya sudah diusulkan dibubarkan): KSU 0 (Turi) dan 2 lainnya"
    ]
    assert changes.say_named(left, 1) == ["3 keluar dari register: KSU 0 (Turi) dan 2 lainnya"]


def test_the_first_quarter_has_nothing_to_compare_with():
    g = changes.draw_bridge(ALUR.iloc[0:0], 256, place="Kota Blitar", periode="2021-T4", previous=None)
    assert g.title == "Belum ada triwulan sebelumnya untuk dibandingkan"
    assert g.table["jumlah"].tolist() == [256]


# ── cards and tables as HTML ──


def test_a_card_says_figure_share_change_and_target():
    content = cards.make_card(
        cards.Card("Koperasi aktif", Figure(268, 308, 268 / 308), Figure(248, 288, 248 / 288), "2025-T1", 0.9)
    )
    assert '<p class="kartu-angka">268 <span>dari 308</span></p>' in content
    assert '<p class="kartu-persen"><b>87,0%</b><span>target 90%</span></p>' in content
    assert "3 poin di bawah target: 10 koperasi lagi" in content
    assert "naik 20 · ▲ naik 0,9 poin sejak T1 2025" in content


def test_a_card_without_data_says_so_and_shows_no_zero():
    content = cards.make_card(cards.Card("Pelatihan", Figure(), None, None, 0.25))
    assert "belum ada data" in content
    assert "0%</b>" not in content


def test_a_sparkline_leaves_a_gap_for_a_missing_quarter():
    svg = cards.draw_sparkline(list_rows(SERI), "#000000")
    assert svg.count("M") == 2
    assert svg.count("L") == 2


def test_the_lines_in_a_row_of_cards_have_one_scale():
    """Half a point must not look like the thirty of its neighbour."""
    pair = [
        cards.Card("A", Figure(80, 100, 0.8), series=list_rows(SERI.assign(nilai=[0.5, 0.6, 0.7, 0.8]))),
        cards.Card("B", Figure(50, 100, 0.5), series=list_rows(SERI.assign(nilai=[0.5, 0.5, 0.5, 0.53]))),
    ]
    row = cards.make_row(pair)
    lines = [base64.b64decode(code).decode() for code in re.findall(r"base64,([^\"]+)", row)]
    heights = [[float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", line)] for line in lines]
    assert [round(max(h) - min(h), 1) for h in heights] == [16.0, 1.6]


def test_tables_are_real_tables_and_escape_what_they_show():
    data = pd.DataFrame({"nama": ["<script>x</script>"], "pembilang": [None], "penyebut": [0.0], "nilai": [None]})
    content = make_table(data, "Judul & isi", {"nama": "", "pembilang": "Aktif", "penyebut": "", "nilai": ""})
    assert '<th scope="row">&lt;script&gt;x&lt;/script&gt;</th>' in content
    assert '<th scope="col" class="kanan">Aktif</th>' in content
    assert '<td class="kanan">belum ada data</td><td class="kanan">0</td>' in content
    assert "<caption" in content and "Judul &amp; isi" in content
    assert "<script" not in content


def make_amounts(*rupiah: float) -> pd.DataFrame:
    quarters = ["2024-T3", "2024-T4", "2025-T1", "2025-T2"][: len(rupiah)]
    known = {"pembilang": list(rupiah), "penyebut": float("nan"), "nilai": list(rupiah), "sumber": "register"}
    return pd.DataFrame({"periode": quarters, **known})


def test_amounts_over_quarters_are_written_in_their_unit_not_to_the_last_rupiah():
    g = trend.draw_counts(make_amounts(175_206_130_000, 180_144_520_000), "aset", "Aset", place="Kota Blitar")
    assert [re.sub("<.*?>", "", t) for t in g.sketch.traces[0]["text"]] == ["175", "180"]
    assert g.title == "Aset Rp 180,14 miliar, naik Rp 4,94 miliar sejak T3 2024"
    assert g.subtitle.startswith("Aset dalam miliar rupiah, Kota Blitar")
    assert "terakhir Rp 180,14 miliar pada T4 2024" in g.alt
    assert g.table["pembilang"].tolist() == [175_206_130_000, 180_144_520_000]  # the file has them in full


def test_a_loss_stands_below_zero():
    g = trend.draw_counts(make_amounts(2_000_000, -3_000_000), "shu", "SHU", place="Kota Blitar")
    low, high = g.sketch.layout["yaxis"]["range"]
    assert low < -3 and high > 2
    assert g.title == "SHU −Rp 3 juta, turun Rp 5 juta sejak T3 2024"


def test_of_a_share_of_amounts_the_share_is_said_and_how_it_moved():
    shares = pd.DataFrame(
        {
            "periode": ["2025-T1", "2025-T2"],
            "pembilang": [4e9, 3.5e9],
            "penyebut": [180e9, 181e9],
            "nilai": [4 / 180, 3.5 / 181],
            "sumber": "register",
        }
    )
    said = sentences.say_trend(shares, "pertumbuhan_volume_usaha", "Kota Blitar")
    assert said == "Pertumbuhan volume usaha 1,9%, turun 0,3 poin sejak T1 2025"
