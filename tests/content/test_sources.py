"""Where a table or a chart says it comes from, what its window lacks, and what is not said of few or of one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dasbor.answers import charts, provenance
from dasbor.chart import trend
from dasbor.choice import Choice
from dasbor.words import columns

NGADIREJO = "35.72.01.1002"


@pytest.fixture
def p(whole_sample: int) -> Choice:
    return Choice(whole_sample, "2025-T2", "35.72", "Kota Blitar", "kota", "semua")


def test_a_series_that_ends_before_the_newest_quarter_names_the_workbook_of_its_own_end(p: Choice) -> None:
    newest, until = provenance.say_trend_sources(p)[0], provenance.say_trend_sources(p, until="2025-T1")[0]
    assert "keadaan per 30 Juni 2025" in newest
    assert "koperasi-2025-T1.xlsx" in until
    assert "keadaan per 31 Maret 2025" in until
    assert int(newest.split()[1]) == int(until.split()[1]) + 1


def test_of_few_the_words_of_a_trend_say_counts_and_no_share(p: Choice) -> None:
    of_few = replace(p, kode_wilayah=NGADIREJO, area_name="Kelurahan Ngadirejo", level="kelurahan")
    alt = charts.make_rate_trend(of_few, "koperasi_aktif").alt
    assert "Terakhir 6 dari 9 pada T2 2025" in alt
    assert "%" not in alt


def test_of_one_quarter_nothing_is_highest_or_lowest() -> None:
    one = pd.DataFrame({"periode": ["2025-T2"], "pembilang": [38.0], "penyebut": [301.0], "nilai": [38 / 301]})
    alt = trend.draw_rates(one, "jangkauan_pelatihan", "Koperasi dilatih", place="Kota Blitar").alt
    assert alt == "Koperasi dilatih, Kota Blitar, Triwulan II 2025. Terakhir 12,6% (38 dari 301) pada T2 2025."
    counted = trend.draw_counts(one.assign(nilai=38.0), "x", "Peserta", place="Kota Blitar").alt
    assert counted == "Peserta, Kota Blitar: terakhir 38 pada T2 2025."


def test_of_what_was_done_no_days_are_left_and_that_is_no_missing_data() -> None:
    assert columns.write_value(None, columns.LEFT) == "–"
    assert [columns.write_value(n, columns.LEFT) for n in (12, 0, -3)] == ["12", "0", "−3"]
