"""Tables as pandas holds them: columns of one type lie together in a block. Asked for one by one they cost ten times as
much, which pages do by the thousand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from pandas.api.internals import create_dataframe_from_blocks


def list_blocks(frame: pd.DataFrame) -> Iterator[tuple[Any, np.ndarray]]:
    """Its blocks and the places of their columns; columns that are no plain arrays one by one."""
    for block in frame._mgr.blocks:
        places = block.mgr_locs.as_array
        if isinstance(block.values, np.ndarray) or block.values.ndim == 1:
            yield block.values, places
        else:
            yield from ((column, places[[n]]) for n, column in enumerate(block.values))


def list_columns(frame: pd.DataFrame) -> list[list[Any]]:
    """The values of each column, as frame[name].tolist() gives them."""
    columns: list[list[Any]] = [[]] * frame.shape[1]
    for values, places in list_blocks(frame):
        listed = [values.tolist()] if values.ndim == 1 else values.tolist()
        for place, column in zip(places.tolist(), listed, strict=True):
            columns[place] = column
    return columns


def list_by_name(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """{column: its values}."""
    return dict(zip(frame.columns, list_columns(frame), strict=True))


def sort_by(frame: pd.DataFrame, keys: Sequence[Any]) -> pd.DataFrame:
    """The rows in the order of their keys, numbered anew. Of a few hundred a tenth of what sort_values() takes."""
    places = sorted(range(len(keys)), key=lambda n: keys[n])
    return frame.take(places).reset_index(drop=True)


def sum_by(keys: Iterable[Sequence[Any]], amounts: Iterable[Any]) -> dict[tuple[Any, ...], Any]:
    """{key: sum of its amounts}, in the order of the keys; without keys of which a part is blank. Of a few hundred
    rows a tenth of what groupby() takes."""
    total: dict[tuple[Any, ...], Any] = {}
    for key, amount in zip(keys, amounts, strict=True):
        whole = tuple(key)
        total[whole] = total.get(whole, 0) + (amount if amount == amount else 0)
    return {key: total[key] for key in sorted(k for k in total if not any(part is None or part != part for part in k))}


# ── from what a question answers ─────────────────────────────────────────────────────


def fetch(answer: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """What a question answered, as DuckDB's df() gives it: texts as `str`, whole numbers with blanks as Int32. Its way
    looks at each text several times: half of what a small question takes, two thirds of a wide one."""
    if all(str(kind).split("(")[0] in _PLAIN for _, kind, *_ in answer.description or []):
        return _make_frame(answer.fetchnumpy())
    return answer.df()


_WHOLE = "TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT"
_PLAIN = frozenset(f"VARCHAR BOOLEAN DATE TIMESTAMP DOUBLE FLOAT DECIMAL {_WHOLE}".split())


def _make_frame(columns: Mapping[str, Any]) -> pd.DataFrame:
    alike: dict[np.dtype[Any], list[int]] = {}
    blocks: list[tuple[Any, np.ndarray]] = []
    values = [_convert(column) for column in columns.values()]
    for place, column in enumerate(values):
        if isinstance(column, np.ndarray) and column.dtype.kind not in "mM":
            alike.setdefault(column.dtype, []).append(place)
        else:
            own = pd.Series(column, copy=False).array if isinstance(column, np.ndarray) else column
            blocks.append((own, np.array([place])))
    blocks += [(np.vstack([values[n] for n in places]), np.array(places)) for places in alike.values()]
    rows = pd.RangeIndex(len(values[0]) if values else 0)
    names = pd.Index(_Texts(np.array(list(columns), dtype=object), dtype=_TEXT), copy=False)
    frame: pd.DataFrame = create_dataframe_from_blocks(blocks, rows, names)
    return frame


def _convert(column: Any) -> Any:
    kind = column.dtype.kind
    if kind == "O":
        return _convert_objects(column)
    if not isinstance(column, np.ma.MaskedArray):
        return column
    if kind in "fM":
        blank: Any = np.nan if kind == "f" else "NaT"
        return column.filled(np.array([blank], dtype=column.dtype)[0])
    make = pd.arrays.BooleanArray if kind == "b" else pd.arrays.IntegerArray
    return make(column.data.copy(), np.ma.getmaskarray(column).copy())


_TEXT = pd.StringDtype("python", na_value=np.nan)
_Texts: Any = _TEXT.construct_array_type()


def _convert_objects(column: Any) -> Any:
    """Texts; a column of blanks alone stays as objects."""
    values, known = column, column
    if isinstance(column, np.ma.MaskedArray):
        values, known = column.data.copy(), column.compressed()
    is_text = len(known) > 0 and isinstance(known[0], str)
    if values is not column:
        values[column.mask] = np.nan if is_text else None
    return _Texts(values, dtype=_TEXT) if is_text else values
