"""What is counted across a jump of the clock."""

from __future__ import annotations

import datetime as dt

import pytest

from etl.clock import count_back, was_ahead

NOW = dt.datetime(2026, 11, 26)


def days(*numbers: int) -> list[dt.datetime]:
    """Moments so many days after now."""
    return [NOW + dt.timedelta(days=n) for n in numbers]


@pytest.mark.parametrize(
    ("signs", "span", "back"),
    [
        (range(-2000, 0, 90), 1826, 1826),  # something every quarter: years are years
        ([-3650], 90, 90),
        ([-3650], 99, 99),
        ([-3650, -3660], 105, 3655),  # ten years of silence count 100 days
        ([-3650, 0, 3650], 105, 3655),  # neither now nor what lies ahead counts
        ([], 1826, 1826),
    ],
)
def test_years_in_which_nothing_happened_count_a_hundred_days(signs: list[int], span: int, back: int) -> None:
    assert count_back(days(*signs), NOW, dt.timedelta(days=span)) == NOW - dt.timedelta(days=back)


@pytest.mark.parametrize(
    ("dated", "ahead"),
    [
        ([-90, 3650], True),
        ([-300, -200, 3650, 3651], True),
        ([-90, 30], False),  # a clock that is a month behind looks the same
        ([30, 120, 3650], False),  # behind everything
        ([-3650, 200], False),  # fell back to where nothing happened
        ([-90, -1], False),
        ([], False),
    ],
)
def test_only_what_lies_far_beyond_a_clock_in_use_was_dated_by_one_that_was_ahead(
    dated: list[int], ahead: bool
) -> None:
    assert was_ahead(days(*dated), NOW) is ahead
