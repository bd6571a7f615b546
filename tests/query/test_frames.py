"""Tables by the short way are the ones that DuckDB and pandas make by theirs."""

from __future__ import annotations

import pandas as pd
import pytest

from dasbor import frames
from dasbor import keep as _keep  # noqa: F401 - says how texts are held
from etl import rules

_WHOLE = "tinyint smallint integer bigint hugeint utinyint usmallint uinteger ubigint".split()
_TYPES = ("varchar", "boolean", "date", "timestamp", "double", "float", "decimal(38, 2)", *_WHOLE)
_OTHERS = ("['a', null]", "{'a': 1}", "time '10:00:00'", "interval 1 day", "'a'::enum('a', 'b')", "'a'::blob")
QUESTIONS = [
    *(f"select case when i % 3 > 0 then {one} end as x from range(7) as t (i)" for one in _OTHERS),
    "select i, 'a' || i as s, '' as e, null as n, null::varchar as v, i > 3 as b, i / 2 as d from range(7) as t (i)",
    "select date '2025-01-01' + i::int as t, case when i > 3 then 'Turi' end as s from range(7) as t (i)",
    "select 1 as x, 'a' as x",
]


@pytest.mark.parametrize("kind", _TYPES)
@pytest.mark.parametrize("known", ["true", "i > 2", "false"])
def test_a_column_of_each_type_with_and_without_blanks(kind: str, known: str) -> None:
    value = {"varchar": "'nilai ' || i", "date": "date '2025-01-31'", "timestamp": "timestamp '2025-01-31 10:00'"}
    _compare(f"select case when {known} then ({value.get(kind, '1')})::{kind} end as x, i from range(7) as t (i)")


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_a_question_answers(question: str) -> None:
    _compare(question)
    _compare(f"from ({question}) limit 0")


def _compare(question: str) -> None:
    con = rules.open_calculator()
    pd.testing.assert_frame_equal(frames.fetch(con.execute(question)), con.execute(question).df())


def test_columns_as_lists() -> None:
    data = rules.open_calculator().execute(QUESTIONS[-3]).df().assign(j=1.5, t=pd.Timestamp("2025-01-31"))
    assert [repr(column) for column in frames.list_columns(data)] == [repr(data[name].tolist()) for name in data]
    assert frames.list_columns(data.iloc[:0]) == [[]] * len(data.columns)


def test_sums_by_key_leave_blank_keys_out() -> None:
    keys = [("b", 1), ("a", 2), ("b", 1), (None, 1), ("a", float("nan"))]
    assert list(frames.sum_by(keys, [1, 2, 3, 4, 5]).items()) == [(("a", 2), 2), (("b", 1), 4)]
    assert frames.sum_by([], []) == {}
