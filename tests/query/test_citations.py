"""A citation stands for one figure of one version, and leads back to it; an unknown figure has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.export.proof.gather import cite, gather
from dasbor.export.request import Request
from dasbor.query import choose, figures
from dasbor.query.reports import citations
from etl.store.versions import Store


@pytest.fixture
def city(in_gold: Path) -> Choice:
    return choose.choose(Choice(Store().find_current() or 0))


def test_every_known_figure_of_a_version_is_found_by_its_citation(city: Choice) -> None:
    known = figures.read_everything(city)
    known = known[known["pembilang"].notna()]
    looked_up = known.iloc[:: max(1, len(known) // 60)]
    for b in looked_up.itertuples():
        p = choose.choose(Choice(city.version), b.periode, b.kode_wilayah, b.kelompok_hitung)
        citation = citations.make(p, b.indikator)
        _, version, piece = citations.parse(citation) or ("", 0, 0)
        found = citations.find(version, piece)
        assert [b.indikator, b.kode_wilayah, b.periode, b.kelompok_hitung] in found.to_numpy().tolist()
        assert len(found) <= 4
    assert len(looked_up) >= 60


def test_another_version_quarter_area_or_value_has_another_citation() -> None:
    named = ("koperasi_aktif", "35.72", "2025-T3", "semua")
    written = {
        citations.write("Kota Blitar", 15, named, (268.0, 301.0)),
        citations.write("Kota Blitar", 16, named, (268.0, 301.0)),
        citations.write("Kota Blitar", 15, (*named[:3], "tanpa_kkmp"), (268.0, 301.0)),
        citations.write("Kota Blitar", 15, named, (269.0, 301.0)),
        citations.write("Kota Blitar", 15, named, (268.0, None)),
    }
    assert len(written) == 5
    assert citations.write("Kota Blitar", 15, named, (268, 301)) in written
    assert all(one.startswith(("KB-15-", "KB-16-")) for one in written)


def test_a_chart_and_a_proof_of_one_figure_say_the_same_citation(city: Choice) -> None:
    citation = citations.make(city, "koperasi_aktif")
    assert provenance.say_indicator_sources(city, "koperasi_aktif")[0].endswith(f" · kutip {citation}")
    assert provenance.say_trend_sources(city, "koperasi_aktif")[0].endswith(f" · kutip {citation}")
    assert "kutip" not in provenance.say_trend_sources(city)[0]
    data = gather(Request(city, "koperasi_aktif"))
    assert data["kutipan"] == cite(data) == citation


def test_an_unknown_figure_has_no_citation(city: Choice) -> None:
    every = figures.read_everything(city)
    b = next(every[every["pembilang"].isna()].itertuples())
    p = choose.choose(Choice(city.version), b.periode, b.kode_wilayah, b.kelompok_hitung)
    assert citations.make(p, b.indikator) == ""
    assert citations.make(city, "laba") == ""


@pytest.mark.parametrize(
    "written", ["", "KB", "KB-15", "KB-15-7F3", "KB-15-7F3AA", "KB-x-7F3A", "KB 15 7F3A", "KB-15-7G3A"]
)
def test_what_is_written_otherwise_is_no_citation(written: str) -> None:
    assert citations.parse(written) is None


def test_blanks_and_small_letters_do_not_matter() -> None:
    assert citations.parse(" kb-15-7f3a ") == ("KB", 15, 0x7F3A)
