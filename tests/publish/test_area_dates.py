"""Area lists with dates: a kelurahan divided and one renamed keep their past; names mean the areas of their quarter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dasbor.answers import charts, compared, status_charts
from dasbor.blocks import indicator_cards
from dasbor.blocks.compared import movers
from dasbor.choice import Choice
from dasbor.content import kelurahan_indicators
from dasbor.query import areas, cooperatives, figures, lists, published
from dasbor.query.source import area_terms
from dasbor.ui import cards
from dasbor.ui.reader import WrongChoice, parse_choice
from etl import acuan
from etl.acuan import ROOT, load_reference
from etl.operator_settings import SettingsWrong
from etl.prove.verify import verify_store
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from etl.store.versions import Store
from tests.installations import copy_reference
from tests.workbooks import REGISTER, workbook

KOTA, SUKOREJO, TURI, TURI_BARU = "35.72", "35.72.02", "35.72.02.1004", "35.72.02.1008"
GEDOG = "35.72.03.1001"
BEFORE, AFTER = "2025-T2", "2025-T3"


def _date_areas(folder: Path) -> Path:
    """A copy of the reference data in which a part of Turi became Turi Baru, and Gedog Gedog Jaya, on 1 July 2025."""
    place = copy_reference(folder)
    rows = pd.read_csv(place / "kelurahan.csv", dtype=str, keep_default_na=False)
    rows = rows.assign(berlaku_dari="", berlaku_sampai="", asal="")
    new = rows[rows["kode_kelurahan"] == TURI].assign(
        kode_kelurahan=TURI_BARU, kelurahan="Turi Baru", berlaku_dari="2025-07-01", asal=TURI, ubin_kolom="7"
    )
    renamed = rows[rows["kode_kelurahan"] == GEDOG].assign(kelurahan="Gedog Jaya", berlaku_dari="2025-07-01")
    rows.loc[rows["kode_kelurahan"] == GEDOG, "berlaku_sampai"] = "2025-06-30"
    pd.concat([rows, new, renamed]).to_csv(place / "kelurahan.csv", index=False)
    acuan._seen.clear()
    return place


def _register(*homes: str) -> bytes:
    """Four active cooperatives at these places."""
    names = ("KSP Maju", "KSU Jaya", "KPRI Guru", "Kopwan Melati")
    rows = [
        [i, f"357203000{i}", name, f"{i}/BH/XV", home, kecamatan, "Aktif", 2024]
        for i, (name, home, kecamatan) in enumerate(
            zip(names, homes, ("Sukorejo", "Sukorejo", "Sananwetan", "Kepanjenkidul"), strict=True), 1
        )
    ]
    return workbook({"Register": [REGISTER, *rows]}, sample=True)


def _publish(periode: str, *homes: str, reason: str = "") -> int:
    data = _register(*homes)
    return publish_workbook(check_workbook(data, f"{periode}.xlsx", periode), data, by="penguji", reason=reason)


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A quarter before and one after the division."""
    folder = tmp_path_factory.mktemp("pemekaran")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_ACUAN", str(_date_areas(folder)))
        m.setenv("KOPERASI_DATA", str(folder / "keadaan"))
        _publish(BEFORE, "Turi", "Turi", "Gedog", "Bendo")
        yield _publish(AFTER, "Turi", "Turi Baru", "Gedog Jaya", "Bendo")
    acuan._seen.clear()


def _choose(version: int, periode: str, code: str = KOTA) -> Choice:
    chosen = parse_choice({"triwulan": periode} | ({"kelurahan": code} if code.count(".") == 3 else {}), version)
    assert chosen is not None
    return chosen


# ── what a typed name means ──


def test_a_name_means_the_area_of_the_workbooks_quarter(version: int) -> None:
    past, now = load_reference().at(BEFORE), load_reference().at(AFTER)
    assert set(now.kelurahan["kelurahan"]) - set(past.kelurahan["kelurahan"]) == {"Turi Baru", "Gedog Jaya"}
    assert (len(past.kelurahan), len(now.kelurahan)) == (21, 22)
    early = check_workbook(_register("Turi", "Turi Baru", "Gedog", "Bendo"), "awal.xlsx", BEFORE)
    assert "Turi Baru" in [t.isi for t in early.temuan if t.berat == "salah"]
    late = check_workbook(_register("Turi", "Turi Baru", "Gedog", "Bendo"), "akhir.xlsx", AFTER)
    codes = late.tabel["koperasi"].set_index("nama_koperasi")["kode_kelurahan"].to_dict()
    assert codes == {"KSP Maju": TURI, "KSU Jaya": TURI_BARU, "KPRI Guru": GEDOG, "Kopwan Melati": "35.72.01.1006"}


def test_a_former_name_stays_known_unless_it_names_another_area_by_then(version: int) -> None:
    known = load_reference().at(AFTER).spellings
    assert known.loc[known["ejaan"] == "Gedog", ["kode", "nama"]].to_numpy().tolist() == [[GEDOG, "Gedog Jaya"]]


# ── figures ──


def test_a_quarter_has_figures_of_its_own_areas_only(version: int) -> None:
    rows = areas.read_by_kelurahan(_choose(version, BEFORE), "koperasi_aktif").set_index("nama")
    assert "Turi Baru" not in rows.index
    assert rows.loc[["Turi", "Gedog"], "pembilang"].tolist() == [2, 1]
    rows = areas.read_by_kelurahan(_choose(version, AFTER), "koperasi_aktif").set_index("nama")
    assert rows.loc[["Turi", "Turi Baru", "Gedog Jaya"], "pembilang"].tolist() == [1, 1, 1]
    assert "Gedog" not in rows.index


@pytest.mark.parametrize("periode", [BEFORE, AFTER])
def test_the_areas_of_a_quarter_add_up_to_the_city(version: int, periode: str) -> None:
    city = _choose(version, periode)
    parts = areas.read_by_kelurahan(city, "koperasi_terdaftar")["pembilang"].sum()
    assert parts == figures.read_figures(city)["koperasi_terdaftar"].pembilang == 4


def test_the_trend_of_a_divided_area_is_marked_and_that_of_a_renamed_one_is_not(version: int) -> None:
    said = "Wilayahnya berubah, jangan membandingkan melintasinya: A sebagian menjadi Turi Baru, T3 2025"
    divided = _choose(version, AFTER, TURI)
    for chart in (
        charts.make_rate_trend(divided, "koperasi_aktif"),
        status_charts.make_status_trend(divided),
    ):
        assert said in chart.subtitle
        assert said in chart.alt
        assert [x.x0 % 1 for x in chart.plot.layout.shapes if x.line.dash == "dot"] == [0.5]
    renamed = charts.make_rate_trend(_choose(version, AFTER, GEDOG), "koperasi_aktif")
    assert renamed.table["pembilang"].tolist() == [1, 1]
    assert "Wilayahnya berubah" not in renamed.subtitle


def test_no_change_is_said_across_a_division(version: int) -> None:
    divided = _choose(version, AFTER, TURI)
    said = "wilayah berubah (sebagian menjadi Turi Baru)"
    assert compared.say_not_compared(divided, "koperasi_aktif", BEFORE) == f"{said}, tidak dibandingkan"
    (card,) = indicator_cards.make_cards(divided, "koperasi_aktif")
    assert f"sejak T2 2025: {said}" in str(cards.make_card(card))
    assert not re.search("naik|turun", str(cards.make_card(card)))
    assert kelurahan_indicators.say_headline(divided) == "Kelurahan Turi: 1 dari 1 koperasi aktif"
    assert compared.say_not_compared(_choose(version, AFTER, GEDOG), "koperasi_aktif", BEFORE) == ""
    assert movers.say_movers(_choose(version, AFTER)) == [
        "Sejak T2 2025 jumlah koperasi aktif tetap di tiap kelurahan.",
        "Sejak T2 2025 tidak dibandingkan karena wilayahnya berubah: Turi dan Turi Baru.",
        "Setahun lalu: register Triwulan III 2024 belum diterbitkan.",
    ]


def test_the_trend_of_a_new_area_begins_with_it(version: int) -> None:
    new = _choose(version, AFTER, TURI_BARU)
    assert figures.read_series(new, "koperasi_aktif")["periode"].tolist() == [AFTER]
    assert [(c.periode, c.said) for c in area_terms.list_changes(new, TURI_BARU)] == [(AFTER, "dibentuk dari Turi")]


# ── names and lists of a quarter ──


def test_lists_and_filters_name_areas_as_they_were_called_in_the_quarter(version: int) -> None:
    for periode, name, count in ((BEFORE, "Gedog", 21), (AFTER, "Gedog Jaya", 22)):
        p = _choose(version, periode)
        known = published.list_areas(p).set_index("kode")["nama"]
        assert known[GEDOG] == name
        assert areas.count_kelurahan(p) == count
        assert name in set(lists.list_cooperatives(p).read_all()["kelurahan"])
        assert _choose(version, periode, GEDOG).area_name == f"Kelurahan {name}"


def test_the_record_of_a_cooperative_names_its_area_by_quarter(version: int) -> None:
    p = _choose(version, AFTER)
    found = cooperatives.find_cooperatives(p, "KPRI Guru")["koperasi_id"].iloc[0]
    assert cooperatives.read_history(p, found)["kelurahan"].tolist() == ["Gedog", "Gedog Jaya"]


def test_an_area_that_a_quarter_does_not_have_is_answered_with_its_history(version: int) -> None:
    with pytest.raises(WrongChoice) as wrong:
        _choose(version, BEFORE, TURI_BARU)
    assert str(wrong.value) == ("Turi Baru bukan wilayah pada Triwulan II 2025. Triwulan III 2025: dibentuk dari Turi.")
    assert wrong.value.name == "kelurahan"


def test_the_page_of_the_quarter_says_that_the_area_was_divided(version: int) -> None:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params.update({"kelurahan": TURI})
    at.run()
    text = " ".join(str(e.proto.body) for e in at.get("html"))
    assert not at.exception
    assert (
        "Kelurahan Turi berubah pada Triwulan III 2025: sebagian menjadi Turi Baru. "
        "Jangan bandingkan dengan triwulan sebelumnya."
    ) in text


# ── dates that come later, dates that are wrong ──


def test_dates_that_the_operator_adds_later_count_all_quarters_anew_and_are_proved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    _publish(BEFORE, "Turi", "Turi", "Gedog", "Bendo")
    monkeypatch.setenv("KOPERASI_ACUAN", str(_date_areas(tmp_path)))
    number = _publish(AFTER, "Turi", "Turi Baru", "Gedog Jaya", "Bendo")
    sql = "select periode, count(*) from indikator where indikator = 'koperasi_aktif' and kode_wilayah = ? group by all"
    counted = Store().open_version(number).execute(sql, [TURI_BARU]).fetchall()
    assert counted == [(AFTER, 2)]
    assert verify_store(Store()).problems == []


def _write(folder: Path, **change: str) -> None:
    place = copy_reference(folder) / "kelurahan.csv"
    rows = pd.read_csv(place, dtype=str, keep_default_na=False)
    rows = rows.assign(berlaku_dari="", berlaku_sampai="", asal="")
    for column, value in change.items():
        rows.loc[rows["kode_kelurahan"] == TURI, column] = value
    pd.concat([rows, rows[rows["kode_kelurahan"] == GEDOG]] if change.get("asal") == "dua" else [rows]).to_csv(
        place, index=False
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"berlaku_dari": "1 Juli 2025"}, "berlaku_dari dan berlaku_sampai ditulis seperti 2025-07-01."),
        (
            {"berlaku_dari": "2025-07-01", "berlaku_sampai": "2025-01-01"},
            f"masa berlaku kode {TURI} bertumpuk atau berakhir sebelum mulai.",
        ),
        ({"berlaku_dari": "2025-07-01", "asal": "99"}, "asal 99 bukan kode kelurahan di daftar ini."),
        ({"berlaku_dari": "2025-07-01", "asal": "dua"}, f"masa berlaku kode {GEDOG} bertumpuk"),
    ],
)
def test_dates_that_cannot_be_are_refused_with_a_sentence(
    tmp_path: Path, change: dict[str, str], sentence: str
) -> None:
    _write(tmp_path, **change)
    with pytest.raises(SettingsWrong, match="kelurahan.csv") as wrong:
        acuan._read(tmp_path / "acuan")
    assert sentence in str(wrong.value)


def test_a_list_without_dates_is_the_same_in_every_quarter() -> None:
    known = acuan._read(ROOT / "data" / "acuan")
    assert known.at("2001-T1") is known
    assert known.list_all_areas().equals(known.list_areas())
    assert known.list_terms().empty
