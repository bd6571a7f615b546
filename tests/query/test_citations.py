"""A citation stands for one figure of one version, and leads back to it; an unknown figure has none."""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.export.proof.gather import gather, is_cited
from dasbor.export.request import Request
from dasbor.query import choose, figures
from dasbor.query.reports import citations
from dasbor.query.source.statements import read_statement
from etl.store.versions import Store


@pytest.fixture
def city(in_gold: Path) -> Choice:
    return choose.choose(Choice(Store().find_current() or 0))


def known_figures(city: Choice) -> pd.DataFrame:
    every = figures.read_everything(city)
    return every[every["pembilang"].notna()]


def choose_figure(city: Choice, b: Any) -> Choice:
    return choose.choose(Choice(city.version), b.periode, b.kode_wilayah, b.kelompok_hitung)


def test_every_known_figure_of_a_version_is_found_by_its_citation_alone(city: Choice) -> None:
    known = known_figures(city)
    looked_up = known.iloc[:: max(1, len(known) // 60)]
    for b in looked_up.itertuples():
        citation = citations.make(choose_figure(city, b), b.indikator)
        _, version, piece = citations.parse(citation) or ("", 0, "")
        found = citations.find(version, piece).to_numpy().tolist()
        assert found == [[b.indikator, b.kode_wilayah, b.periode, b.kelompok_hitung]]
    assert len(looked_up) >= 60


def test_no_two_figures_of_a_version_have_the_same_citation(whole_sample: int) -> None:
    """24,030 figures, of which every third shared its four digits and 44 share six."""
    p = Choice(whole_sample)
    hashes = citations.list_hashes(p).tolist()
    written = {f"{one:016X}"[: citations.count_digits(p, f"{one:016X}")] for one in hashes}
    assert len(written) == len(hashes) == len(known_figures(p)) > 20_000
    long = [piece for piece in written if len(piece) > citations.LEAST]
    assert 10 < len(long) < 200 and min(map(len, written)) == citations.LEAST
    for piece in long[:10]:
        assert len(citations.find(whole_sample, piece)) == 1 < len(citations.find(whole_sample, piece[:6]))


def test_four_digits_of_an_earlier_release_find_all_figures_that_begin_so(whole_sample: int) -> None:
    p = choose.choose(Choice(whole_sample))
    b = next(known_figures(p).itertuples())
    piece = (citations.parse(citations.make(choose_figure(p, b), b.indikator)) or ("", 0, ""))[2]
    found = citations.find(whole_sample, piece[:4])
    assert [b.indikator, b.kode_wilayah, b.periode, b.kelompok_hitung] in found.to_numpy().tolist()
    assert len(found) == sum(f"{one:016X}".startswith(piece[:4]) for one in citations.list_hashes(p).tolist())


def test_another_version_quarter_area_or_value_has_another_citation(city: Choice) -> None:
    citation = citations.make(city, "koperasi_aktif")
    named = ("koperasi_aktif", city.kode_wilayah, city.periode, "semua")
    n = figures.read_figures(city)["koperasi_aktif"]
    amounts = (n.pembilang, n.penyebut)
    assert citations.is_of(citation, "Kota Blitar", city.version, named, amounts)
    assert citations.is_of(citation[:-2], "Kota Blitar", city.version, named, amounts), "as an earlier release wrote it"
    assert citations.is_of(citation, "Kota Blitar", city.version, named, tuple(map(int, amounts)))  # type: ignore[arg-type]
    others = [
        ("Kota Malang", city.version, named, amounts),
        ("Kota Blitar", city.version + 1, named, amounts),
        ("Kota Blitar", city.version, (*named[:3], "tanpa_kkmp"), amounts),
        ("Kota Blitar", city.version, (*named[:2], "2020-T1", "semua"), amounts),
        ("Kota Blitar", city.version, named, (amounts[0], None)),
    ]
    assert [one for one in others if citations.is_of(citation, *one)] == []


def test_the_statement_writes_amounts_as_a_script_does(city: Choice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fractions of Rupiah and of persons: what the statement hashes is what the program hashes."""
    chance = random.Random(7)
    amounts = [0.1, 1e-7, 12.5, 1e15 + 0.5, 1_250_000_000_000.25, 9e18, *(chance.uniform(0, 1e9) for _ in range(500))]
    table = pd.DataFrame({"pembilang": amounts, "penyebut": [None, *amounts[1:]]}).assign(
        periode="2025-T3", kode_wilayah="35.72", indikator="laba", kelompok_hitung="semua", sumber="register", nilai=0.5
    )
    con = duckdb.connect()
    con.register("indikator", table)
    rows = con.execute(read_statement("kutipan"), {"versi": 15, "awal": ""}).fetchall()
    columns = [d[0] for d in con.description or ()]
    assert len(rows) == len(amounts)
    for row in rows:
        b = dict(zip(columns, row, strict=True))
        named = ("laba", "35.72", "2025-T3", "semua")
        whole = None if b["penyebut"] is None else float(b["penyebut"])
        assert citations.is_of(f"KB-15-{b['sidik']}", "Kota Blitar", 15, named, (b["pembilang"], whole)), b


def test_a_chart_and_a_proof_of_one_figure_say_the_same_citation(city: Choice) -> None:
    citation = citations.make(city, "koperasi_aktif")
    assert provenance.say_indicator_sources(city, "koperasi_aktif")[0].endswith(f" · kutip {citation}")
    assert provenance.say_trend_sources(city, "koperasi_aktif")[0].endswith(f" · kutip {citation}")
    assert "kutip" not in provenance.say_trend_sources(city)[0]
    data = gather(Request(city, "koperasi_aktif"))
    assert data["kutipan"] == citation and is_cited(data)
    assert is_cited({**data, "kutipan": citation[:-2]}), "as an earlier release wrote it"
    assert not is_cited({**data, "kutipan": f"{citation[:-1]}{int(citation[-1], 16) ^ 1:X}"})


def test_an_unknown_figure_has_no_citation(city: Choice) -> None:
    every = figures.read_everything(city)
    b = next(every[every["pembilang"].isna()].itertuples())
    p = choose.choose(Choice(city.version), b.periode, b.kode_wilayah, b.kelompok_hitung)
    assert citations.make(p, b.indikator) == ""
    assert citations.make(city, "laba") == ""


@pytest.mark.parametrize(
    "written",
    [
        *("", "KB", "KB-15", "KB-15-7F3", "KB-15-7F3A91227F3A91227", "KB-x-7F3A", "KB-15-7G3A", "KB157F3A91"),
        *("KB-15-7F3A 91", "KB-15-7F3A-", "KB/15/7F3A91", "KB-١٥-7F3A91"),
    ],
)
def test_what_is_written_otherwise_is_no_citation(written: str) -> None:
    assert citations.parse(written) is None


def test_blanks_and_small_letters_do_not_matter() -> None:
    assert citations.parse(" kb-15-7f3a91 ") == ("KB", 15, "7F3A91")
    assert citations.parse("kb-15-7f3a") == ("KB", 15, "7F3A"), "as an earlier release wrote it"


@pytest.mark.parametrize("between", [*" -‐‑‒–—―−﹘﹣－\u00a0\u00ad\u2009\t", " - ", " – ", "--"])
def test_blanks_and_dashes_of_all_kinds_stand_between_the_parts(between: str) -> None:
    assert citations.parse(f"KB{between}15{between}0F8845") == ("KB", 15, "0F8845")


@pytest.mark.parametrize("length", range(4, 17))
def test_any_beginning_of_at_least_four_digits_is_a_citation(length: int) -> None:
    piece = "7F3A91227F3A9122"[:length]
    assert citations.parse(f"KB-15-{piece}") == ("KB", 15, piece)


def test_however_it_is_typed_a_citation_is_written_in_one_way() -> None:
    for written in ("KB-15-0F8845", "kb 15 0f8845", "KB–015–0F8845", " KB - 0000015 - 0F8845 "):
        assert citations.write(*citations.parse(written) or ("", 0, "")) == "KB-15-0F8845"


def test_a_proof_bears_its_citation_in_that_way_alone(city: Choice) -> None:
    """So its examination in a browser, which knows no other, says the same."""
    citation = citations.make(city, "koperasi_aktif")
    named = ("koperasi_aktif", city.kode_wilayah, city.periode, "semua")
    n = figures.read_figures(city)["koperasi_aktif"]
    for written, is_one in ((citation, True), (citation[:-1], True), (citation.lower(), False)):
        assert citations.is_of(written, "Kota Blitar", city.version, named, (n.pembilang, n.penyebut)) == is_one
    spaced = citation.replace("-", " ")
    assert not citations.is_of(spaced, "Kota Blitar", city.version, named, (n.pembilang, n.penyebut))


def test_five_digits_find_every_figure_that_begins_so(whole_sample: int) -> None:
    pieces = [f"{one:016X}" for one in citations.list_hashes(Choice(whole_sample)).tolist()]
    shared = next(a[:5] for a, b in itertools.pairwise(pieces) if a[:5] == b[:5])
    assert len(citations.find(whole_sample, shared)) == sum(piece.startswith(shared) for piece in pieces) >= 2
