"""Areas of government side by side: what is said of them follows from their packages, and is never said of figures that
do not compare."""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dasbor.answers.neighbours import drawn, fresh, moves
from dasbor.answers.neighbours.differing import say_differences
from dasbor.choice import Choice
from dasbor.content import antarpemda, antarpemda_beside, antarpemda_inside, antarpemda_lists, antarpemda_recap
from dasbor.content.antarpemda import Beside
from dasbor.query.neighbours import alike, areas, choose, definitions, held, together
from dasbor.query.neighbours.scene import Scene
from etl import run
from etl.acuan import ROOT
from etl.indikator import find_indicator, load_indicators
from etl.publish import publish
from etl.store.versions import Store
from tests import province
from tests.drawings import unfold
from tests.neighbours.parcels import Parcel, Row, hold

Q, BEFORE, AGO = "2025-T3", "2025-T2", "2024-T3"
TODAY = dt.date(2025, 11, 20)  # T3 2025 is late since 15 November
PAGE = "pages/publik/antarpemda.py"


def of(code: str, active: int, registered: int, quarter: str = Q) -> list[Row]:
    """What a package says of the cooperatives of a quarter."""
    return [
        (quarter, code, "koperasi_terdaftar", registered, None),
        (quarter, code, "koperasi_aktif", active, registered),
    ]


SATU = Parcel(
    kode="35.01",
    nama="Kabupaten Satu",
    alamat="",
    rows=[*of("35.01", 80, 100), *of("35.01", 78, 90, BEFORE), *of("35.01", 85, 95, AGO), *of("35.01.01", 80, 100)],
    bare=[(Q, "35.01", "koperasi_aktif", 77, 90), (BEFORE, "35.01", "koperasi_aktif", 78, 90)],
    areas=[("35.01.01", "Wates", "kecamatan", "35.01"), ("35.01.01.2001", "Desa Satu", "desa", "35.01.01")],
    seed=1,
)
DUA = Parcel(
    kode="35.02", nama="Kabupaten Dua", rows=[*of("35.02", 45, 50), *of("35.02", 45, 50, BEFORE)], areas=[], seed=2
)
OLD = Parcel(kode="35.03", nama="Kabupaten Tiga", rows=of("35.03", 30, 60, "2025-T1"), areas=[], seed=3)
OTHER_RULE = Parcel(
    kode="35.04",
    nama="Kabupaten Empat",
    rows=[*of("35.04", 20, 40), (Q, "35.04", "rat_tahun_buku", 5, 20)],
    areas=[],
    rules={"bulan_batas_rat": 5},
    seed=4,
)
FEW = Parcel(kode="35.73", nama="Kota Lima", tingkat="kota", rows=of("35.73", 4, 5), areas=[], seed=5)
INVENTED = Parcel(kode="36.01", nama="Kabupaten Rekaan", rows=of("36.01", 1, 100), areas=[], contoh=True, seed=6)


@pytest.fixture(scope="module")
def city(gold_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small city of tests/golden.py with the packages of six others."""
    folder = tmp_path_factory.mktemp("antarpemda")
    shutil.copytree(gold_folder, folder, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        hold(folder, SATU, DUA, OLD, OTHER_RULE, FEW, INVENTED)
        held._seen.clear()
        yield folder


def look(indikator: str = "koperasi_aktif", quarter: str = Q, own: bool = True) -> Beside:
    """All areas at an indicator and quarter."""
    p = Choice(Store().find_current() or 0, "", "35.72", "Kota Blitar", "kota") if own else None
    scene = Scene(quarter, indikator, "semua", p, held.identify())
    return antarpemda.put_beside(scene, areas.read_areas(scene), "semua")


def column(table: pd.DataFrame, name: str) -> dict[str, object]:
    return dict(zip(table["nama"], table[name], strict=True))


# ── figures ──


def test_areas_stand_in_the_order_of_their_codes_with_the_own_one_among_them(city: Path) -> None:
    rows = look().rows
    assert rows[["kode", "pembilang", "penyebut"]].fillna(-1).values.tolist() == [
        ["35.01", 80, 100],
        ["35.02", 45, 50],
        ["35.03", -1, -1],  # nothing of this quarter: unknown, not zero
        ["35.04", 20, 40],
        ["35.72", 4, 7],
        ["35.73", 4, 5],
        ["36.01", 1, 100],
    ]
    assert rows["nama"].iloc[-1] == "Kabupaten Rekaan (contoh)"


def test_the_sum_is_of_known_real_figures_that_count_alike(city: Path) -> None:
    said = drawn.say_together(antarpemda_beside.make_drawn(look()))
    assert said == "Gabungan 5 dari 6 pemda: 153 dari 202 (75,7%), koperasi aktif."  # 80+45+20+4+4 of 100+50+40+7+5


def test_sums_of_counts_and_of_money_have_their_unit(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert drawn.say_together(antarpemda_beside.make_drawn(look("koperasi_terdaftar"))) == (
        "Gabungan 5 dari 6 pemda: 202 koperasi terdaftar."  # 100+50+40+7+5
    )
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    hold(tmp_path, Parcel(kode="35.01", nama="Kabupaten Satu", rows=[(Q, "35.01", "aset", 2.5e9, None)], areas=[]))
    held._seen.clear()
    money = antarpemda_beside.make_drawn(look("aset", own=False))
    assert drawn.say_headline(money, "pemda") == "Gabungan aset Rp 2,5 miliar"


def test_an_area_with_another_rule_stands_apart_where_that_rule_counts_and_nowhere_else(city: Path) -> None:
    assert look("koperasi_aktif").split.apart.empty
    assert look("rat_tahun_buku").split.apart["kode"].tolist() == ["35.04"]


def test_every_figure_and_sum_is_that_of_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    held._seen.clear()
    rnd = random.Random(7)
    shares = [i.indikator for i in load_indicators() if not i.count and not i.has_free_range]
    written: dict[tuple[str, str], tuple[int, int] | None] = {}
    parcels = []
    for n in range(1, 6):
        code = f"35.{n:02d}"
        for name in shares:
            whole = rnd.choice((0, 3, 40, 200))
            written[code, name] = None if rnd.random() < 0.2 else (rnd.randint(0, whole), whole)
        known = [(Q, code, name, *parts) for (c, name), parts in written.items() if c == code and parts is not None]
        parcels.append(Parcel(kode=code, nama=f"Kabupaten {n}", rows=[*of(code, 5, 9)[:1], *known], areas=[], seed=n))
    hold(tmp_path, *parcels)
    held._seen.clear()
    for name in shares:
        rows = look(name, own=False).rows
        expected = {c: parts for (c, i), parts in written.items() if i == name}
        assert {
            code: None if part != part else (part, whole)
            for code, part, whole in zip(rows["kode"], rows["pembilang"], rows["penyebut"], strict=True)
        } == expected
        known_parts = [parts for parts in expected.values() if parts]
        whole_sum = together.add_up(rows, False)
        assert (whole_sum.known, whole_sum.pembilang or 0, whole_sum.penyebut or 0) == (
            len(known_parts),
            sum(part for part, _ in known_parts),
            sum(whole for _, whole in known_parts),
        )


# ── definitions ──


def test_by_which_definition_is_compared_does_not_depend_on_chance(city: Path) -> None:
    b = look("rat_tahun_buku")
    known = definitions.read_definitions(b.scene)
    # the own one and 35.04 are the only known figures, one each: the own one counts
    assert b.split.common.hash == known["35.72"].hash == known["35.01"].hash != known["35.04"].hash


def test_what_differs_is_named_with_both_values(city: Path) -> None:
    b = look("rat_tahun_buku")
    assert b.split.apart["kode"].tolist() == ["35.04"]
    (one,) = b.split.apart["definisi"]
    assert say_differences(one, b.split.common) == "batas RAT: Mei (yang lain Juni)"
    assert say_differences(definitions.Definition(), b.split.common) == "tidak diketahui dihitung dengan cara apa"


def test_who_does_what_about_a_definition_that_nobody_knows_is_said(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert antarpemda_beside.say_untold(look()) == []
    known = dict(definitions.read_definitions(look().scene))
    monkeypatch.setattr(together, "read_definitions", lambda _: known | dict.fromkeys(("35.02", "35.72"), UNKNOWN))
    said = antarpemda_beside.say_untold(look())
    assert said[0].startswith("Kabupaten Dua: minta pengelola dasbornya memasang rilis sekarang")
    assert said[1].startswith("Angka dasbor ini sendiri diterbitkan rilis sebelumnya")
    assert said[1].endswith(
        "Pengelolanya menjalankan python -m etl rebuild; hasilnya terbit sebagai versi baru dan dibandingkan."
    )
    assert len(said) == 2


UNKNOWN = definitions.Definition()


# ── who has published, who is late ──


def test_who_has_not_published_and_who_is_late_is_said_with_dates(city: Path) -> None:
    b = look()
    assert fresh.say_news(b.scene, b.rows, TODAY) == [
        "5 dari 6 pemda sudah menerbitkan Triwulan III 2025, menurut paket yang diterima.",
        "Belum: Kabupaten Tiga. Batasnya 14 November 2025, lewat 6 hari.",
        "Terlambat 2 triwulan (terbaru T1 2025): Kabupaten Tiga.",
    ]
    in_time = fresh.say_news(b.scene, b.rows, dt.date(2025, 11, 14))
    assert in_time[1:] == [
        "Belum: Kabupaten Tiga. Batasnya 14 November 2025, belum lewat.",
        "Terlambat 1 triwulan (terbaru T1 2025): Kabupaten Tiga.",
    ]
    all_of = b.rows[b.rows["terbit"]]
    assert fresh.say_news(b.scene, all_of, TODAY) == [
        "Semua 5 pemda sudah menerbitkan Triwulan III 2025, menurut paket yang diterima."
    ]
    none = look(quarter="2019-T1")
    assert fresh.say_news(none.scene, none.rows, TODAY)[0] == (
        "Belum ada dari 6 pemda yang menerbitkan Triwulan I 2019, menurut paket yang diterima."
    )


def test_an_invented_area_is_in_no_count_and_is_said_by_name(city: Path) -> None:
    b = look()
    assert antarpemda.say_invented(b) == [
        "Kabupaten Rekaan (contoh) berisi DATA CONTOH (rekaan): tidak ikut dihitung dan tidak dijumlahkan dengan yang "
        "lain."
    ]
    assert antarpemda.say_how_many(b.rows) == "6 pemda dan 1 data contoh"
    assert drawn.draw_beside(antarpemda_beside.make_drawn(b)).title.startswith("2 dari 3 pemda")
    assert antarpemda_lists.say_there(b.rows, b.rows[b.rows["provinsi"] == "35"]) == "5 dari 6 sudah menerbitkan"
    assert antarpemda_lists.say_there(b.rows, b.rows[b.rows["provinsi"] == "36"]) == "hanya data contoh"
    only = b.rows[b.rows["contoh"].astype(bool)]
    assert antarpemda.say_how_many(only) == "1 pemda", "where all are invented all of the page says so"


def test_what_is_left_of_real_areas_decides_also_where_none_of_them_count_alike(city: Path) -> None:
    """No sum is made of the invented ones that remain."""
    b = look()
    b = replace(b, split=b.split._replace(rows=b.split.rows[b.split.rows["contoh"].astype(bool)]))
    d = antarpemda_beside.make_drawn(b)
    assert drawn.say_together(d) == "Belum ada yang dapat dijumlahkan dari 6 pemda."
    assert drawn.say_headline(d, "pemda") == "Belum ada angka koperasi aktif untuk T3 2025"


def test_the_usual_quarter_is_not_that_of_invented_areas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    hold(tmp_path, OLD, INVENTED, replace(INVENTED, kode="36.02", nama="Kabupaten Karangan", rows=of("36.02", 1, 2)))
    held._seen.clear()
    assert choose.find_usual_quarter(look(own=False).scene) == "2025-T1"


def test_what_is_said_of_random_areas_is_counted_right() -> None:
    rnd, quarters = random.Random(11), ["", "2024-T4", "2025-T1", BEFORE, Q]
    for _ in range(60):
        newest = [rnd.choice(quarters) for _ in range(rnd.randint(1, 12))]
        rows = pd.DataFrame({"nama": [f"P{n}" for n in range(len(newest))], "terbaru": newest})
        rows["kode"], rows["terbit"] = rows["nama"], [q == Q for q in newest]
        rows["contoh"], rows["asal"] = False, areas.PACKAGE
        said = fresh.say_news(Scene(Q, "koperasi_aktif"), rows, TODAY)
        missing = [q for q in newest if q != Q]
        assert ("Belum: " in " ".join(said)) == bool(missing)
        named = {line.split(": ")[0]: line for line in said}
        for n, q in ((3, "2024-T4"), (2, "2025-T1"), (1, BEFORE)):
            key = f"Terlambat {n} triwulan (terbaru {q[5:]} {q[:4]})"
            assert (key in named) == (q in newest)
            if q in newest:
                assert count_named(named[key]) == newest.count(q)
        assert ("Belum ada triwulan yang diterima" in named) == ("" in newest)


def count_named(line: str) -> int:
    """How many areas a sentence is about: those it names and those it counts."""
    if match := re.search(r"semua (\d+) pemda", line):
        return int(match[1])
    others = re.search(r"dan (\d+) lainnya", line)
    return len(re.findall(r"\bP\d+\b", line)) + (int(others[1]) if others else 0)


def test_the_usual_quarter_is_the_newest_that_half_of_them_have(city: Path) -> None:
    assert choose.find_usual_quarter(look().scene) == Q
    assert choose.list_quarters(look().scene)[0] == Q


# ── movement ──


def test_count_and_share_are_said_apart_and_kkmp_where_they_turn_it(city: Path) -> None:
    b = look()
    moved = column(antarpemda_lists.list_moves(b), "lalu")
    assert {name: said for name, said in moved.items() if name != "Kota Blitar"} == {
        "Kabupaten Satu": "naik 2 · ▼ turun 6,7 poin; koperasi terdaftar naik 10; tanpa KKMP turun 1",
        "Kabupaten Dua": "tetap 45 · persen tetap",
        "Kabupaten Tiga": "–",
        "Kabupaten Empat": "belum ada pembanding",
        "Kota Lima": "belum ada pembanding",
        "Kabupaten Rekaan (contoh)": "belum ada pembanding",
    }
    assert column(antarpemda_lists.list_moves(b), "setahun")["Kabupaten Satu"] == ("turun 5 · ▼ turun 9,5 poin")


def test_a_figure_of_rat_is_not_compared_across_book_years(city: Path) -> None:
    b, i = look("rat_tahun_buku", BEFORE), find_indicator("rat_tahun_buku")
    assert i is not None
    own = definitions.read_definitions(b.scene)["35.72"]
    assert moves.say_why_not(b.scene, i, "2025-T1", own) == "tahun buku berganti, tidak dibandingkan"
    assert moves.say_why_not(look("rat_tahun_buku").scene, i, BEFORE, own) == ""


# ── like size ──


def test_nearest_in_number_and_within_a_factor_ties_by_code() -> None:
    sizes = {"a": 100, "b": 110, "c": 90, "d": 110, "e": 200, "f": 201, "g": 0, "h": None, "i": 9}
    found = alike.find_alike(pd.DataFrame({"kode": list(sizes), "terdaftar": list(sizes.values())}))
    assert found == {
        "a": ["b", "d", "c"],
        "b": ["d", "a", "c"],
        "c": ["a", "b", "d"],
        "d": ["b", "a", "c"],
        "e": ["f", "b", "d"],
        "f": ["e", "b", "d"],
        "i": [],
    }


def test_the_list_of_like_size_names_numbers_and_keeps_invented_ones_apart(city: Path) -> None:
    assert column(antarpemda_lists.list_alike(look()), "seukuran") == {
        "Kabupaten Satu": "Kabupaten Dua (50 terdaftar): 45 dari 50 (90%)",
        "Kabupaten Dua": "Kabupaten Empat (40 terdaftar): 20 dari 40 (50%); Kabupaten Satu (100 terdaftar): "
        "80 dari 100 (80,0%)",
        "Kabupaten Empat": "Kabupaten Dua (50 terdaftar): 45 dari 50 (90%)",
        "Kota Blitar": "Kota Lima (5 terdaftar): 4 dari 5",
        "Kota Lima": "Kota Blitar (7 terdaftar): 4 dari 7",
        "Kabupaten Rekaan (contoh)": "tidak ada yang seukuran",
    }


# ── completeness, the way down ──


def test_provinces_are_summed_each_from_its_own_areas(city: Path) -> None:
    table = antarpemda_beside.list_provinces(look())
    assert table[["nama", "pembilang", "penyebut", "diketahui"]].fillna(-1).values.tolist() == [
        ["Jawa Timur", 153.0, 202.0, "5 dari 6"],
        ["Banten", -1, -1, "hanya data contoh"],  # no sum of invented figures stands among real ones
    ]


def test_completeness_counts_quarters_indicators_and_areas(city: Path) -> None:
    table = antarpemda_lists.list_completeness(look()).set_index("nama")
    assert table.loc["Kabupaten Satu", ["terbaru", "versi", "triwulan", "indikator", "wilayah", "kunci"]].tolist() == [
        "T3 2025",
        "3",
        "3 dari 8",
        f"2 dari {len(load_indicators())}",
        "0 dari 1",
        "dikenal",
    ]
    assert table.loc["Kabupaten Satu", "terbit_pada"] == "1 Agustus 2025"
    assert table.loc["Kota Blitar", "kunci"] == "pemasangan ini"


def test_a_name_leads_to_its_own_pages_or_to_its_figures_here(city: Path) -> None:
    b = look()
    rows = {one: b.rows[b.rows["kode"] == one].iloc[0] for one in ("35.01", "35.02")}
    assert antarpemda_lists.find_address(rows["35.02"]) == "https://koperasi.contohkab.go.id"
    assert antarpemda_lists.find_address(rows["35.01"]).endswith("antarpemda?wilayah=35.01#isi")
    parts = antarpemda_inside.inside.read_parts(b.scene, "35.01")
    assert antarpemda_inside.list_parts(b, parts)[["nama", "jumlah_kata"]].values.tolist() == [
        ["Wates", "80 dari 100"],
        ["Desa Satu", "belum ada data"],
    ]


# ── the page ──


def page_text(**url: str) -> str:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params.update(url)
    at.run()
    at.switch_page(PAGE).run()
    assert not at.exception and not at.error
    return unfold(" ".join(str(e.proto.body) for e in at.get("html")))


def test_the_way_to_the_figures_of_an_area_keeps_what_is_chosen(city: Path) -> None:
    said = page_text(per=BEFORE, indikator="rat_tahun_buku")
    assert f"antarpemda?per={BEFORE}&amp;indikator=rat_tahun_buku&amp;wilayah=35.01#isi" in said


def test_a_kept_page_is_another_one_when_a_package_is_taken(city: Path, tmp_path: Path) -> None:
    assert held.is_offered()
    assert "Kabupaten Enam" not in page_text()
    with pytest.MonkeyPatch.context() as m:
        folder = tmp_path / "lain"
        shutil.copytree(city, folder)
        m.setenv("KOPERASI_DATA", str(folder))
        hold(folder, Parcel(kode="35.06", nama="Kabupaten Enam", rows=of("35.06", 9, 12), areas=[], seed=9))
        held._seen.clear()
        assert "Kabupaten Enam" in page_text()


def test_a_city_that_holds_nothing_reads_how_packages_come(in_gold: Path) -> None:
    held._seen.clear()
    assert not held.is_offered()
    assert antarpemda.NOTHING_HELD in page_text()


# ── a province ──


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province.make_reference(tmp_path_factory.mktemp("acuan") / "acuan")


@pytest.fixture
def in_province(reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPERASI_ACUAN", str(reference))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    held._seen.clear()
    return tmp_path


def test_a_province_without_a_publication_of_its_own_sees_its_areas(in_province: Path) -> None:
    hold(in_province, Parcel(kode="35.01", nama="Kabupaten Contoh Satu", rows=of("35.01", 80, 100), areas=[]))
    held._seen.clear()
    said = page_text()
    assert "1 dari 5 pemda sudah menerbitkan Triwulan III 2025" in said
    assert "Gabungan 1 dari 5 pemda: 80 dari 100 (80,0%), koperasi aktif." in said


def test_a_package_that_bears_another_name_than_the_list_or_that_of_another_is_told(in_province: Path) -> None:
    false = Parcel(kode="35.05", nama="Kota Kembar", rows=of("35.05", 1, 20), areas=[], seed=6)
    (looked,) = hold(in_province, false)
    assert [f.pesan for f in looked.findings if f.kode.startswith("nama")] == [
        "Menurut daftar wilayah di sini kode 35.05 ialah Kabupaten Kembar; paket ini menyebut dirinya Kota Kembar.",
        "Kota Kembar juga nama pemda lain di sini (kode 35.72).",
    ]
    held._seen.clear()
    names = areas.read_areas(Scene(Q, "koperasi_aktif", "semua", None, held.identify()))["nama"]
    assert list(names)[2:4] == ["Kota Kembar (35.05)", "Kota Kembar (35.72)"]


def test_a_name_that_two_areas_of_a_province_bear_is_asked(in_province: Path) -> None:
    book = province.make_recap(("Kembar", 1, 1, 0), ("Kab. Kembar", 1, 1, 0), ("Contoh Dua", 1, 1, 0))
    (asked,) = run.check_workbook(book, "rekap.xlsx", Q, store=Store()).pertanyaan
    assert asked.isi == "Kembar"
    assert [code for code, _ in asked.calon[:2]] == ["35.05", "35.72"]


def test_the_recap_of_a_province_stands_beside_the_registers_with_what_their_figures_explain(in_province: Path) -> None:
    recap = province.make_recap(
        ("Kab. Contoh Satu", 80, 20, 0),  # the same
        ("CONTOH DUA", 45, 15, 0),  # with the proposed ones
        ("Kembar (Kota)", 30, 10, 0),  # no package
        ("Kabupaten Kembar", 39, 11, 0),  # as of the quarter before
        ("Kota Contoh Lima", 7, 3, 0),  # nothing explains it
    )
    result = run.check_workbook(recap, "rekap.xlsx", Q, store=Store())
    assert [(f.kode, f.pesan) for f in result.temuan] == []
    publish.publish_workbook(result, recap, "Siti", "", store=Store())
    two = [*of("35.02", 45, 50), (Q, "35.02", "koperasi_diusulkan_bubar", 10, None)]
    hold(
        in_province,
        Parcel(kode="35.01", nama="Kabupaten Contoh Satu", rows=of("35.01", 80, 100), areas=[], seed=1),
        Parcel(kode="35.02", nama="Kabupaten Contoh Dua", rows=two, areas=[], seed=2),
        Parcel(
            kode="35.05",
            nama="Kabupaten Kembar",
            rows=[*of("35.05", 41, 52), *of("35.05", 39, 50, BEFORE)],
            areas=[],
            seed=3,
        ),
        Parcel(kode="35.73", nama="Kota Contoh Lima", tingkat="kota", rows=of("35.73", 4, 9), areas=[], seed=4),
    )
    held._seen.clear()
    scene = Scene(Q, "koperasi_aktif", "semua", Choice(1, "", "35", province.NAME, "provinsi"), held.identify())
    b = antarpemda.put_beside(scene, areas.read_areas(scene), "5 pemda")
    table = antarpemda_recap.list_recap(b)
    registered = table[table["hal"] == "Koperasi terdaftar"]
    assert column(registered, "catatan") == {
        "Kabupaten Contoh Satu": "sama",
        "Kabupaten Contoh Dua": "sama bila yang diusulkan dibubarkan ikut dihitung",
        "Kabupaten Kembar": "sama dengan register T2 2025",
        "Kota Kembar": "register T3 2025 belum diterima",
        "Kota Contoh Lima": "belum ada penjelasan dari angkanya",
    }
    assert column(registered, "selisih_lalu")["Kabupaten Contoh Dua"] == -10
    assert antarpemda_recap.say_headline(table) == "5 dari 8 angka rekap berbeda dari register"
    assert antarpemda_recap.say_sums(b) == [
        "Koperasi terdaftar di 4 dari 5 pemda: 220 menurut rekap provinsi, 211 menurut pemda.",
        "Koperasi aktif di 4 dari 5 pemda: 171 menurut rekap provinsi, 170 menurut pemda.",
    ]
    # its areas of government are its smallest areas: the recap of all of them is that of the province
    whole = (
        Store()
        .open_version(1)
        .execute(
            "select pembilang, penyebut from indikator where kode_wilayah = '35' and indikator = 'koperasi_aktif' "
            "and kelompok_hitung = 'semua'"
        )
    )
    assert whole.fetchall() == [(201, 260)]
    d = antarpemda_beside.make_drawn(b)
    assert drawn.say_no_map(d) == ""
    assert drawn.draw_map(d).title == "Gabungan 80,6% di 4 dari 5 pemda"  # 170 of 211
    assert drawn.say_unplaced(d) == ""
    invented = Parcel(kode="35.72", nama="Kota Kembar", tingkat="kota", rows=of("35.72", 1, 900), contoh=True, seed=5)
    beyond = Parcel(kode="36.01", nama="Kabupaten Luar", rows=of("36.01", 1, 20), areas=[], seed=6)
    hold(in_province, replace(invented, areas=[]), beyond)
    held._seen.clear()
    scene = replace(scene, held=held.identify())
    b = antarpemda.put_beside(scene, areas.read_areas(scene), "6 pemda")
    table = antarpemda_recap.list_recap(b)
    assert column(table, "catatan")["Kota Kembar (contoh)"] == "data contoh, tidak disandingkan"
    assert antarpemda_recap.say_headline(table) == "5 dari 8 angka rekap berbeda dari register"
    assert antarpemda_recap.say_sums(b)[0] == (
        "Koperasi terdaftar di 4 dari 5 pemda: 220 menurut rekap provinsi, 211 menurut pemda."
    ), "invented ones are not added to real ones"
    d = antarpemda_beside.make_drawn(b)
    assert "terendah Kabupaten Luar" in drawn.draw_beside(d).alt, "1 of 20; the invented 1 of 900 is not compared"
    assert drawn.draw_beside(d).alt.endswith(" Data contoh, tidak dibandingkan: Kota Kembar (contoh).")
    said = drawn.say_unplaced(d)
    assert said == "Tidak di peta, sebab data acuan tidak memuat letaknya: Kabupaten Luar."
