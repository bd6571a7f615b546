"""Times with a zone are counted by the installation's clock, wherever they are written; one clock everywhere."""

from __future__ import annotations

import datetime as dt

import pytest

from etl import clock
from etl.cells import dates
from etl.cells.exchanged import exchange, find_exchanged
from etl.settings.operator import list_wrong

D = dt.date


@pytest.fixture
def set_zone(monkeypatch):
    def choose(zone: str) -> None:
        monkeypatch.setattr(clock, "read_zone", lambda: zone)

    return choose


@pytest.mark.parametrize(
    ("text", "day", "moved"),
    [
        ("2025-09-30T17:00:00.000Z", D(2025, 10, 1), True),
        ("2025-09-30T16:59:59Z", D(2025, 9, 30), False),
        ("2025-07-13T17:00Z", D(2025, 7, 14), True),
        ("2025-07-13 17:00:00 UTC", D(2025, 7, 14), True),
        ("13/07/2025 17.00 GMT", D(2025, 7, 14), True),
        ("2025-07-14T00:30:00+07:00", D(2025, 7, 14), False),
        ("2025-07-14T00:30:00+0900", D(2025, 7, 13), True),
        ("2025-07-14T20:00:00-05:00", D(2025, 7, 15), True),
        ("2025-07-14T05:30:00+05:30", D(2025, 7, 14), False),
        ("14 Juli 2025 pukul 23.30 WIB", D(2025, 7, 14), False),
        ("14 Juli 2025, 00:30 WIT", D(2025, 7, 13), True),
        ("Senin, 14 Juli 2025 jam 00.30 WITA", D(2025, 7, 13), True),
        ("31/12/2024 23:30 UTC", D(2025, 1, 1), True),
    ],
)
def test_a_time_with_a_zone_is_the_day_it_is_here_and_listed_when_the_day_moves(text, day, moved):
    value, reason = dates.read_date(text)
    assert value == day
    assert (reason.kode if reason else "") == ("tanggal_pindah_hari" if moved else "")


@pytest.mark.parametrize("text", ["2025-07-14T25:00Z", "2025-13-14T10:00Z", "14 Juli 2025 10.75 WIB"])
def test_an_impossible_time_is_no_date_of_another_day(text):
    value, _ = dates.read_date(text)
    assert value in (None, D(2025, 7, 14))


def test_the_zone_of_the_installation_decides(set_zone):
    read = {}
    for zone in clock.OFFSETS:
        set_zone(zone)
        read[zone] = dates.read_date("2025-07-13T15:30:00Z").value
    assert read == {"WIB": D(2025, 7, 13), "WITA": D(2025, 7, 13), "WIT": D(2025, 7, 14)}


def test_the_clock_does_not_follow_the_server(set_zone, monkeypatch):
    monkeypatch.setenv("TZ", "UTC+11")
    set_zone("WIT")
    utc = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    assert abs(clock.read_local_time() - utc - dt.timedelta(hours=9)) < dt.timedelta(seconds=5)
    assert clock.read_now().utcoffset() == dt.timedelta(hours=9)


def test_a_zone_that_is_none_is_said_and_counted_as_wib():
    (sentence,) = list_wrong({"wilayah": {"zona_waktu": "Jakarta"}})
    assert "[wilayah] zona_waktu" in sentence
    assert "Asia/Jakarta" in sentence
    assert list_wrong({"wilayah": {}}) == []
    assert clock.read_zone() == "WIB"


def test_a_date_with_the_month_first_is_said_as_it_was_read():
    value, reason = dates.read_date("08/25/2025")
    assert (value, reason.parts) == (D(2025, 8, 25), {"dibaca": "25 Agustus 2025", "cara": "bulan/hari/tahun"})
    value, reason = dates.read_date("08/05/2025", doubtful=True)
    assert (value, reason.parts) == (D(2025, 5, 8), {"dibaca": "8 Mei 2025", "cara": "hari/bulan/tahun"})


@pytest.mark.parametrize("cell", [2024.0, "2024", "Tahun 2024", "TB 2024"])
def test_a_year_alone_is_said_to_be_a_year(cell):
    assert dates.read_date(cell).reason.kode == "hanya_tahun"


@pytest.mark.parametrize("cell", [20240.0, 1900.0, "24", "kemarin", 2024.5])
def test_what_is_no_year_is_no_year(cell):
    reason = dates.read_date(cell).reason
    assert reason is None or reason.kode == "bukan_tanggal"


T1, T2, T3 = D(2025, 8, 7), D(2025, 9, 7), dt.datetime(2025, 7, 6, 9, 30)


@pytest.mark.parametrize(
    ("content", "asked"),
    [
        ([T1, "14/07/2025", T2], True),
        ([T1, "14-07-2025", T3, None, "x"], True),
        ([T1, "14/07/2025 09:30", T2], True),
        ([T1, "13/07/25", "14/07/25", "15/07/25"], True),
        ([T1, "07/14/2025", T2], True),
        ([T1, "07/14/2025", "15/07/2025", T2], False),
        ([T1, T1, T1, "14/07/2025"], False),  # one day, written three times
        ([T1, T2], False),
        (["14/07/2025", "15/07/2025"], False),
        ([T1, T2, D(2025, 7, 13), "14/07/2025"], False),
        ([T1, T2, "2025-07-14"], False),
        ([], False),
    ],
)
def test_only_columns_that_can_be_exchanged_as_a_whole_are_asked(content, asked):
    assert (find_exchanged(content) is not None) == asked


def test_exchanging_twice_gives_the_same_and_texts_stay():
    assert exchange(T1) == D(2025, 7, 8)
    assert exchange(exchange(T3)) == T3
    assert exchange("14/07/2025") == "14/07/2025"
