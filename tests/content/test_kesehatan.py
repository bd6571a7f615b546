"""Kesehatan, Digital & Pemasaran, Merah Putih and the what-if on the rule, on the city of tests/golden.py."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dasbor.blocks import what_if
from dasbor.chart import rat
from dasbor.choice import Choice
from dasbor.content import digital, kesehatan, kesehatan_money, kesehatan_statuses, merah_putih
from dasbor.query import cooperatives, figures, health
from dasbor.ui.reader import WrongChoice, parse_choice
from etl import periode as triwulan
from etl.acuan import ROOT
from etl.checks.status_rule import compute_status
from etl.store.versions import Store
from tests import golden
from tests.checks import plain_rat
from tests.drawings import unfold

KOTA, TURI, GEDOG, BLITAR = "35.72", "35.72.02.1004", "35.72.03.1001", "35.72.02.1002"
JT = 1_000_000
CONTOH = ROOT / "data" / "contoh"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("emas")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        golden.copy_all(Store())
        yield folder


@pytest.fixture
def p(folder: Path) -> Choice:
    return Choice(5, "2025-T3", KOTA, "Kota Blitar", "kota", "semua")


# ── the what-if: one rule, two languages ─────────────────────────────────────────────

AKHIR = [dt.date(2024, 12, 31), dt.date(2025, 3, 31), dt.date(2025, 6, 30), dt.date(2025, 9, 30)]
BUKU = [None, 1999, *range(2019, 2027)]
RAT = [None, dt.date(2021, 3, 1), dt.date(2024, 5, 5), dt.date(2025, 6, 30), dt.date(2026, 1, 1)]
BERDIRI = [
    None,
    dt.date(1990, 1, 1),
    dt.date(2020, 6, 30),
    dt.date(2022, 9, 30),
    dt.date(2022, 10, 1),
    dt.date(2024, 6, 30),
    dt.date(2024, 7, 1),
    dt.date(2024, 12, 31),
    dt.date(2025, 5, 20),
    dt.date(2026, 1, 1),
]


@pytest.fixture(scope="module")
def all_states() -> pd.DataFrame:
    """Every combination of book year, meeting, founding and KKMP: 1,000 cooperatives."""
    content = list(itertools.product(BUKU, RAT, BERDIRI, [False, True]))
    df = pd.DataFrame(content, columns=["tahun_buku_rat", "tanggal_rat", "tanggal_badan_hukum", "kkmp"]).astype(
        {"tahun_buku_rat": "Int64", "tanggal_rat": object, "tanggal_badan_hukum": object}
    )
    return df.assign(koperasi_id=[f"K{i:04}" for i in range(len(df))], status="aktif", kode_kelurahan=TURI)


@pytest.mark.parametrize("end", AKHIR, ids=str)
def test_the_rule_calls_everybody_what_plain_python_calls_them(all_states: pd.DataFrame, end: dt.date) -> None:
    content = all_states[["tahun_buku_rat", "tanggal_rat", "tanggal_badan_hukum", "kkmp"]].astype(object)
    row = content.where(content.notna(), None).to_numpy().tolist()
    for n in range(1, 6):
        usual = [plain_rat.status(*one, end, n, 6) for one in row]
        assert compute_status(all_states, end, n, 6).tolist() == usual
        assert set(usual) == {"aktif", "tidak aktif", "tidak diketahui"}


@pytest.mark.parametrize("periode", ["2023-T1", "2025-T2"])
def test_on_the_sample_sql_python_and_the_published_status_agree(store: Store, periode: str) -> None:
    data = (CONTOH / f"koperasi-{periode}.xlsx").read_bytes()
    result = golden.run.check_workbook(data, f"{periode}.xlsx", periode, store=store)
    number = golden.publish.publish_workbook(result, data, "Penguji", store=store)
    p = Choice(number, periode, KOTA, "Kota Blitar", "kota", "semua")
    stored = cooperatives.read_register(Choice(number, periode, KOTA)).set_index("koperasi_id")
    date = {
        k: stored[k].map(lambda x: None if pd.isna(x) else x.date()).astype(object)
        for k in ("tanggal_rat", "tanggal_badan_hukum")
    }
    assert len(stored) > 250
    for n in range(1, 6):
        from_sql = health.list_cooperatives(p, n).read_all().set_index("koperasi_id")["status_rat"]
        from_python = compute_status(stored.assign(**date), triwulan.find_end(periode), n, 6)
        assert from_sql.to_dict() == from_python.to_dict()
        if n == 3:
            assert from_sql.to_dict() == stored["status_hitung"].to_dict()


@pytest.mark.parametrize(("n", "active", "dead"), [(1, 3, 3), (2, 4, 2), (3, 4, 2), (4, 4, 2), (5, 5, 1)])
def test_the_three_readings_stand_side_by_side(p: Choice, n: int, active: int, dead: int) -> None:
    content = what_if.summarise(p, n)
    row = content[["menurut", "aktif", "tidak aktif", "tidak diketahui", "penyebut"]].to_numpy().tolist()
    assert row[0] == ["Status tertulis (diterbitkan)", 4, 2, 1, 7]
    assert row[1] == ["Aturan RAT, 3 tahun (yang dipakai)", 4, 2, 1, 7]
    if n == 3:
        assert len(row) == 2
    else:
        assert row[2] == [f"Aturan RAT, {n} tahun", active, dead, 1, 7]


def test_the_trend_holds_every_register_under_both_rules_and_leaves_other_quarters_empty(p: Choice) -> None:
    g = what_if.draw_trend(p, 1)
    assert g.title == "Tidak aktif: 2 tertulis, 2 menurut aturan RAT, 3 bila 1 tahun"
    content = g.table.set_index("periode")
    # 2024-T3, due book year 2023: Dua, Lima, Delapan, Sembilan are inactive under either rule
    assert content.loc["2024-T3", ["tertulis", "3", "1", "terdaftar"]].tolist() == [4, 4, 4, 6]
    assert content.loc["2025-T3", ["tertulis", "3", "1", "terdaftar"]].tolist() == [2, 2, 3, 7]
    assert content.loc[["2024-T4", "2025-T1", "2025-T2"], "tertulis"].isna().all()
    assert [trace.line.dash for trace in g.plot.data] == ["solid", "dash", "dot"]
    assert "Belum ada data: Triwulan IV 2024" in g.alt


def test_lines_that_end_together_have_their_labels_apart(p: Choice) -> None:
    written = [a for a in what_if.draw_trend(p, 1).plot.layout.annotations if a.xref == "paper"]
    assert [a.text for a in written] == ["<b>3</b> bila 1 th", "<b>2</b> tertulis", "<b>2</b> aturan RAT, 3 th"]
    assert written[1].yshift - written[2].yshift == 16


def test_cooperatives_whose_two_statuses_differ_are_named(p: Choice) -> None:
    assert kesehatan_statuses.list_differing(p, 3).shown.empty
    one = kesehatan_statuses.list_differing(p, 1).shown
    assert one[["nama_koperasi", "status", "status_rat", "menunggak"]].to_numpy().tolist() == [
        ["KSU Dua", "aktif", "tidak aktif", 1]
    ]
    five = kesehatan_statuses.list_differing(p, 5).shown
    assert five[["nama_koperasi", "status", "status_rat"]].to_numpy().tolist() == [
        ["KPRI Tiga", "tidak aktif", "aktif"]
    ]
    assert kesehatan_statuses.say_differing(p, 1) == [
        "1 koperasi tertulis aktif, menurut aturan RAT tidak aktif.",
        "0 koperasi tertulis tidak aktif, menurut aturan RAT aktif.",
    ]


def test_the_cross_table_counts_the_whole_register(p: Choice) -> None:
    content = kesehatan_statuses.cross_statuses(p, 3).set_index("status")
    assert content.loc["Aktif"].tolist() == [4, 0, 0, 4]
    assert content.loc["Tidak aktif"].tolist() == [0, 2, 0, 2]
    assert content.loc["Tidak diketahui"].tolist() == [0, 0, 1, 1]
    assert content["jumlah"].sum() == 9


@pytest.mark.parametrize("write", ["0", "6", "tiga", "²"])
def test_a_rule_outside_one_to_five_years_is_answered_with_a_sentence(folder: Path, write: str) -> None:
    with pytest.raises(WrongChoice, match="yang ada 1 sampai 5"):
        parse_choice({"tahun_rat": write})


# ── RAT, health, money ───────────────────────────────────────────────────────────────


def test_who_owes_a_rat_and_for_how_many_book_years(p: Choice) -> None:
    content = health.list_cooperatives(p, 3).read_all().set_index("nama_koperasi")
    assert content["keadaan_rat"].to_dict() == {
        "KSP Satu": "Sudah RAT",
        "KSU Dua": "Menunggak 1 tahun",
        "KPRI Tiga": "Menunggak 4 tahun",
        "Koperasi Kelurahan Merah Putih Gedog": "Belum wajib RAT",
        "Kopwan Lima": "Menunggak 5 tahun atau lebih",
        "Kopkar Enam": "RAT belum tercatat",
        "KUD Tujuh": "Menunggak 5 tahun atau lebih",
        "Kopas Delapan": "Sudah RAT",
        "KSU Sembilan": "Menunggak 5 tahun atau lebih",
    }
    g = kesehatan.make_compliance_chart(p)
    assert g.title == "3 dari 6 koperasi wajib menunggak RAT, 2 sekurangnya 3 tahun"
    assert "tahun buku 2024" in g.subtitle
    assert g.table["jumlah"].tolist() == [2, 1, 0, 0, 1, 1, 1, 1]


def test_the_list_of_those_who_owe_a_rat_starts_with_the_longest(p: Choice) -> None:
    assert kesehatan.list_owing(p).shown["nama_koperasi"].tolist() == [
        "Kopwan Lima",
        "KPRI Tiga",
        "KSU Dua",
        "Kopkar Enam",
    ]
    assert kesehatan.list_owing(p, "1").shown["nama_koperasi"].tolist() == ["KSU Dua"]
    assert kesehatan.list_owing(p, "0").shown["nama_koperasi"].tolist() == ["Kopkar Enam"]


def test_the_quarter_in_which_another_book_year_falls_due_is_said(p: Choice) -> None:
    assert kesehatan.say_rat_note(p).startswith(
        "Sejak akhir Triwulan III 2025 yang ditunggu RAT tahun buku 2024; pada Triwulan III 2024 masih tahun buku 2023."
    )
    assert kesehatan.say_rat_note(replace(p, periode="2024-T3")) == ""


def test_healthy_is_said_of_the_examined_and_of_all_active(p: Choice) -> None:
    card = {k.title: (k.now.pembilang, k.now.penyebut) for k in kesehatan.make_cards(p)}
    assert card["Sehat atau cukup sehat, dari yang diperiksa"] == (1, 2)
    assert card["Sehat atau cukup sehat, dari semua aktif"] == (1, 4)
    g = kesehatan.make_predicate_chart(p)
    assert g.title == "1 dari 2 koperasi yang diperiksa sehat atau cukup sehat"
    assert g.subtitle.endswith("2 dari 4 koperasi aktif diperiksa dua tahun terakhir, 2 belum")
    assert g.table["nama"].tolist() == [
        "Sehat (80–100)",
        "Cukup Sehat (66–<80)",
        "Dalam Pengawasan (51–<66)",
        "Dalam Pengawasan Khusus (<51)",
    ]
    assert g.table["pembilang"].tolist() == [1, 0, 1, 0]
    assert g.table["dari_aktif"].tolist() == [0.25, 0, 0.25, 0]


@pytest.mark.parametrize(
    ("score", "predikat"),
    [
        (100, "Sehat"),
        (80, "Sehat"),
        (79.9, "Cukup Sehat"),
        (66, "Cukup Sehat"),
        (65.9, "Dalam Pengawasan"),
        (51, "Dalam Pengawasan"),
        (50.9, "Dalam Pengawasan Khusus"),
        (0, "Dalam Pengawasan Khusus"),
        (float("nan"), None),
    ],
)
def test_a_score_without_a_predicate_means_the_official_class(score: float, predikat: str | None) -> None:
    assert health._find_predicate(score) == predikat


def test_money_is_summed_over_those_who_report_and_equals_the_indicators(p: Choice) -> None:
    content = kesehatan_money.read_money(p).set_index("ukuran")
    assert content["jumlah"].to_dict() == {
        "Aset": 215 * JT,
        "Modal sendiri": 155 * JT,
        "Modal luar": 10 * JT,
        "Volume usaha": 270 * JT,
        "SHU": 6 * JT,
        "Anggota": 150,
    }
    assert content["melapor"].tolist() == [3, 3, 2, 2, 4, 5]
    assert content["terdaftar"].tolist() == [7] * 6
    assert content["bagian_lima"].isna().all()  # fewer than ten report
    value = figures.read_figures(Choice(p.version, p.periode, KOTA))
    assert value["aset"].nilai == content.at["Aset", "jumlah"]
    assert kesehatan_money.make_money_trend(p, "shu").title == "SHU Rp 6 juta"
    assert kesehatan_money.say_five_largest(p, "shu") == [
        "Bagian lima terbesar belum bisa dihitung: yang melapor kurang dari 10 koperasi."
    ]


def test_the_share_of_the_five_largest_leaves_losses_out(store: Store) -> None:
    row = [[f"35720000001{i:02}", f"Koperasi {i:02}", "Turi", "KSU", "Aktif", 2024, i * JT] for i in range(-1, 11)]
    title = [*golden.JUDUL_REGISTER[:6], "SHU"]
    number = golden.publish_book(store, "2025-T3", {"Koperasi": [title, *row]})
    p = Choice(number, "2025-T3", KOTA, "Kota Blitar", "kota", "semua")
    shu = kesehatan_money.read_money(p).set_index("ukuran").loc["SHU"]
    assert (shu["jumlah"], shu["melapor"]) == (54 * JT, 12)
    assert shu["bagian_lima"] == 40 / 55  # 10+9+8+7+6 of 1+…+10
    assert kesehatan_money.say_five_largest(p, "shu") == [
        "Lima terbesar memegang 73% SHU yang positif: Koperasi 10, Koperasi 09, Koperasi 08, Koperasi 07 "
        "dan Koperasi 06."
    ]
    assert kesehatan_money.list_losses(p).shown["nama_koperasi"].tolist() == ["Koperasi -1"]


# ── digital ──────────────────────────────────────────────────────────────────────────


def test_it_literacy_is_a_share_of_those_who_answered(p: Choice) -> None:
    card = [(k.now.pembilang, k.now.penyebut) for k in digital.make_cards(p)]
    assert card == [(2, 4), (1, 2), (2, 4), (69, 100), (61, 110)]
    assert digital.say_answered_note(p).startswith(
        "Jawaban tentang internet atau media pemasaran belum diketahui untuk 2 dari 4 koperasi aktif"
    )
    assert digital.list_by_it(p, "belum").shown["nama_koperasi"].tolist() == ["KSU Dua"]
    assert digital.list_by_it(p, "tak_menjawab").count() == 2


def test_channels_are_counted_over_cooperatives_that_filled_them_in(p: Choice) -> None:
    g = digital.make_channel_chart(p)
    assert g.title == "Terbanyak Website: 1 dari 1 koperasi yang mengisi"
    assert g.table[["nama", "pembilang", "penyebut"]].iloc[0].tolist() == ["Website", 1, 1]
    assert len(g.table) == 6


def test_marketing_support_names_who_is_visited_who_sells_online_and_who_waits(p: Choice) -> None:
    name = {k: digital.list_by_marketing(p, k).shown["nama_koperasi"].tolist() for k in digital.MARKETING_CHOICES}
    assert name == {
        "dibantu": ["Kopas Delapan"],
        "daring": ["KSP Satu"],
        "belum": ["Koperasi Kelurahan Merah Putih Gedog", "KSU Dua"],
    }
    assert digital.list_by_marketing(replace(p, periode="2024-T3"), "dibantu") is None


def test_numbers_of_members_say_how_many_report_them(p: Choice) -> None:
    assert digital.say_reporting(p) == [
        "Jumlah anggota dilaporkan 5 dari 7 koperasi terdaftar.",
        "Anggota UMKM dilaporkan 3 dari 7 koperasi terdaftar.",
        "Anggota perempuan dilaporkan 4 dari 7 koperasi terdaftar.",
    ]


# ── Merah Putih ──────────────────────────────────────────────────────────────────────


def test_every_kelurahan_says_its_kkmp_or_that_there_is_none(p: Choice) -> None:
    content = merah_putih.list_by_kelurahan(p).set_index("kelurahan")
    assert len(content) == 21
    assert (content["nama_koperasi"] == "belum ada").sum() == 20
    gedog = content.loc["Gedog"]
    assert (gedog["asal_usul"], gedog["keadaan_rat"], gedog["jumlah_anggota"]) == (
        "baru berdiri",
        "Belum wajib RAT",
        60,
    )
    assert gedog["kali_didampingi_4tw"] == 0


def test_the_cards_of_merah_putih_carry_their_n(p: Choice) -> None:
    card = {k.title: (k.now.pembilang, k.now.penyebut) for k in merah_putih.make_cards(p)}
    assert card == {
        "Kelurahan yang punya KKMP": (1, 21),
        "KKMP aktif": (1, 1),
        "Perubahan koperasi lama": (0, 1),
        "Sudah RAT, dari yang wajib": (0, 0),
        "Didampingi dalam 4 triwulan": (0, 1),
        "Anggota KKMP": (60, None),
    }
    content = merah_putih.read_money(p).set_index("ukuran")
    assert content.loc["Aset", ["jumlah", "melapor", "terdaftar"]].tolist() == [5 * JT, 1, 1]
    assert content.loc["Modal luar", ["melapor", "terdaftar"]].tolist() == [0, 1]
    assert pd.isna(content.loc["Modal luar", "jumlah"])


def test_an_older_cooperative_that_became_a_kkmp_keeps_its_old_name(store: Store) -> None:
    title = golden.JUDUL_REGISTER[:7]
    old = ["3572000000001", "KSU Fajar", "Turi", "KSU", "Aktif", 2024, dt.date(1970, 8, 5)]
    old_ones = ["3572000000002", "KKMP Gedog", "Gedog", "KKMP", "Aktif", 2024, dt.date(1988, 1, 1)]
    golden.publish_book(store, "2025-T2", {"Koperasi": [title, old]})
    after = [old[0], "KKMP Turi", "Turi", "KKMP", *old[4:]]
    number = golden.publish_book(store, "2025-T3", {"Koperasi": [title, after, old_ones]})
    p = Choice(number, "2025-T3", KOTA, "Kota Blitar", "kota", "tanpa_kkmp")
    content = merah_putih.list_kkmp(p).set_index("nama_koperasi")
    assert content["asal_usul"].to_dict() == {
        "KKMP Turi": "perubahan koperasi lama (KSU Fajar)",
        "KKMP Gedog": "perubahan koperasi lama (badan hukum 1988)",
    }
    assert content["kali_didampingi_4tw"].isna().all()  # no visits published is not zero visits
    assert merah_putih.say_filter_note(p).startswith("Pilihan “Tanpa KKMP” tidak berlaku")


# ── the pages ────────────────────────────────────────────────────────────────────────

HALAMAN = {"kesehatan": kesehatan.SECTIONS, "digital": digital.SECTIONS, "merah_putih": ("",)}


def app(page: str, **url: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params.update({k: v for k, v in url.items() if v})
    return at.switch_page(f"pages/publik/{page}.py").run()


def text(at: AppTest) -> str:
    content = unfold(" ".join(str(e.proto.body) for e in at.get("html"))) + " ".join(m.value for m in at.markdown)
    return re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", content, flags=re.S))


@pytest.mark.parametrize(
    ("page", "part", "sentence"),
    [
        (
            "kesehatan",
            "",
            ["1 dari 2 koperasi yang diperiksa sehat", "3 dari 6 koperasi wajib menunggak RAT, 2 sekurangnya 3 tahun"],
        ),
        ("kesehatan", "Keuangan", ["Aset Rp 215 juta", "Koperasi yang merugi: 1 dari 4 yang melaporkan SHU"]),
        ("digital", "", ["Terbanyak Website: 1 dari 1 koperasi yang mengisi"]),
        ("digital", "Pemasaran", ["Koperasi aktif: didampingi pemasarannya", "Kopas Delapan"]),
        ("digital", "Anggota", ["Anggota UMKM dilaporkan 3 dari 7 koperasi terdaftar."]),
        ("merah_putih", "", ["Satu KKMP melapor: 60 anggota"]),
    ],
)
def test_the_pages_show_their_numbers(folder: Path, page: str, part: str, sentence: list[str]) -> None:
    at = app(page, bagian=part)
    assert not at.exception
    assert not at.error
    assert [k for k in sentence if k not in text(at)] == []


@pytest.mark.parametrize(("page", "part"), [("kesehatan", "Aturan tahun tanpa RAT"), ("keaktifan", "")])
def test_the_rule_is_a_control_whose_choice_stands_in_the_url(folder: Path, page: str, part: str) -> None:
    at = app(page, bagian=part, tahun_rat="1")
    assert not at.exception
    assert at.radio[0].value == 1
    assert at.radio[0].options[2] == "3 tahun (yang dipakai)"
    assert "Tidak aktif: 2 tertulis, 2 menurut aturan RAT, 3 bila 1 tahun" in text(at)
    assert "Permenkop 25/2015 menyebut dua syarat: RAT tiga tahun berturut-turut dan usaha" in text(at)
    assert "Satu atau dua kali RAT dalam tiga tahun bukan aktif dan bukan tidak aktif" in text(at)
    at.radio[0].set_value(5).run()
    assert at.query_params["tahun_rat"] == "5"
    assert "2 menurut aturan RAT, 1 bila 5 tahun" in text(at)
    at.radio[0].set_value(3).run()
    assert "tahun_rat" not in at.query_params
    assert "Tidak aktif: 2 tertulis, 2 menurut aturan RAT " in text(at)


SEMUA = [(h, b) for h, every in HALAMAN.items() for b in every]


@pytest.mark.parametrize("page", HALAMAN)
def test_a_quarter_without_a_register_says_what_to_upload(folder: Path, page: str) -> None:
    at = app(page, triwulan="2025-T2")
    assert not at.exception
    assert "Lembar Koperasi (register) untuk Triwulan II 2025 belum diterbitkan." in text(at)


@pytest.mark.parametrize("page", HALAMAN)
def test_an_area_without_cooperatives_is_said(folder: Path, page: str) -> None:
    at = app(page, kelurahan=BLITAR)
    assert not at.exception
    assert "Belum ada koperasi di Kelurahan Blitar pada Triwulan III 2025." in text(at)


@pytest.mark.parametrize(("page", "part"), SEMUA)
def test_the_first_quarter_with_little_known_says_so(folder: Path, page: str, part: str) -> None:
    at = app(page, bagian=part, triwulan="2024-T3", kkmp="tanpa")
    assert not at.exception
    assert not at.error
    assert re.search("belum ada|Belum ada|belum diketahui", text(at))


@pytest.mark.parametrize("page", HALAMAN)
def test_with_nothing_published_the_page_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    at = app(page)
    assert not at.exception
    assert "Belum ada buku kerja yang diterbitkan" in text(at)


def test_without_the_column_grades_are_unknown_and_not_nought(p: Choice) -> None:
    g = kesehatan.make_grade_chart(p)  # the invented register has no such column
    assert g.title == "Register triwulan ini tidak punya kolom Grade"
    assert g.table.empty
    assert "0 dari" not in g.subtitle + g.alt


def test_headlines_of_the_new_charts_have_at_most_twelve_words(p: Choice) -> None:
    chart = [
        kesehatan.make_predicate_chart(p),
        kesehatan.make_grade_chart(p),
        kesehatan.make_compliance_chart(p),
        kesehatan_money.make_money_trend(p, "aset"),
        what_if.draw_trend(p, 1),
        digital.make_channel_chart(p),
        merah_putih.make_members_chart(p),
        rat.draw_compliance(health.count_rat_states(p, 3), "X", p.periode, 3),
    ]
    assert [g.title for g in chart if len(g.title.split()) > 12] == []
    assert [g.title for g in chart if not g.alt.endswith(".")] == []
