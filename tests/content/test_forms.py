"""Where a chart would say nothing, a sentence or another form stands in its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from dasbor.blocks import indicator_charts
from dasbor.chart.flow import transitions
from dasbor.choice import Choice
from dasbor.content import merah_putih, merah_putih_map
from tests.built import copy_samples
from tests.mentoring import page, text

TURI = "35.72.02.1004"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The sample's last two quarters; 21 KKMP are new in the second."""
    folder: Path = tmp_path_factory.mktemp("bentuk")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        copy_samples(folder, "2025-T1", "2025-T2")
        yield 2


def choose(version: int, code: str = "35.72", name: str = "Kota Blitar", level: str = "kota") -> Choice:
    return Choice(version, "2025-T2", code, name, level, "semua")


def test_one_kelurahan_stands_beside_its_kecamatan_and_its_city(sample: int) -> None:
    g = indicator_charts.make_rates_chart(choose(sample, TURI, "Kelurahan Turi", "kelurahan"), "koperasi_aktif")
    assert g.table["nama"].tolist() == ["Kelurahan Turi", "Kecamatan Sukorejo", "Kota Blitar"]
    assert g.table[["pembilang", "penyebut"]].astype(int).to_numpy().tolist() == [[14, 14], [78, 88], [268, 301]]
    assert g.title == "Kelurahan Turi: 14 dari 14 koperasi aktif; Kota Blitar 89,0%"
    assert list(g.plot.data[0].y) == g.table["nama"].tolist()


def test_a_map_on_which_twenty_of_21_owe_nothing_is_a_list_of_sentences(sample: int) -> None:
    assert merah_putih_map.make_map(choose(sample)) is None
    assert merah_putih_map.say_states_heading(choose(sample)) == (
        "1 dari 1 KKMP yang wajib sudah RAT, 20 belum wajib",
        "KKMP menurut RAT yang wajib, Kota Blitar, Triwulan II 2025",
    )
    assert merah_putih_map.list_states(choose(sample)) == [
        "20 KKMP belum wajib RAT: berdiri sesudah tahun buku 2024.",
        "Sudah RAT: 1 (Bendogerit).",
    ]


def test_half_of_the_kkmp_are_counted_not_claimed(sample: int) -> None:
    members = merah_putih.list_kkmp(choose(sample))["jumlah_anggota"].dropna()
    title = merah_putih.make_members_chart(choose(sample)).title
    assert title == f"11 dari 21 KKMP yang melapor beranggota {int(members.sort_values().iloc[10])} atau lebih"
    assert (members >= members.sort_values().iloc[10]).sum() == 11


def _moved(*line: tuple[str, str, str | None, int]) -> pd.DataFrame:
    data = pd.DataFrame(line, columns=["dari", "ke", "nama_koperasi", "jumlah"])
    place = dict.fromkeys(("kelurahan", "kelurahan_lalu"), "Turi")
    return data.assign(koperasi_id=data["nama_koperasi"], pindah=0, **place)


def test_few_changes_or_one_kind_of_them_are_sentences() -> None:
    one = _moved(("aktif", "tidak aktif", "KSU A", 1), ("aktif", "aktif", None, 40))
    assert transitions.are_few(one, 10)
    assert transitions.say_flows(one) == ["1 aktif menjadi tidak aktif: KSU A (Turi)"]
    new = _moved(*(("baru", "aktif", f"KKMP {i:02}", 1) for i in range(20)))
    assert transitions.are_few(new, 10)
    assert transitions.say_flows(new) == [
        "20 baru menjadi aktif: KKMP 00 (Turi), KKMP 01 (Turi), KKMP 02 (Turi) dan 17 lainnya"
    ]
    both = pd.concat([new, _moved(("aktif", "tidak aktif", "KSU A", 1))])
    assert not transitions.are_few(both, 10)


def test_the_page_names_the_few_that_changed(sample: int) -> None:
    said = text(page("hasil", kelurahan=TURI))
    assert "1 baru menjadi aktif: KKMP Turi (Turi)" in said
    assert "Belum ada yang dapat digambar" not in said


def test_what_is_in_the_register_and_what_is_registered_is_said_where_both_are_shown(sample: int) -> None:
    assert "T2 2025: 308 di register, 301 terdaftar dan 7 diusulkan dibubarkan" in text(page("ringkasan"))
