"""The counts behind a mark: the row of the chart's table that it draws, as data-* attributes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dasbor.chart.chart import UNLINKED_CODE, Chart
from dasbor.chart.theme import OF_ROW, OF_WHOLE
from dasbor.frames import list_columns
from dasbor.words import language
from dasbor.words.shown import write_amount
from etl import periode as triwulan

_SHARED = ("jumlah", "terdaftar")  # what a column of one status or rule is a part of


class Rows:
    """The rows of a chart's table by what its marks are called: an area's code, a name, a quarter."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._columns = {heading: column for column, heading in chart.columns.items() if heading}
        self._by_code: dict[str, Mapping[str, Any]] = {}
        self._by_name: dict[str, Mapping[str, Any]] = {}
        self._by_quarter: dict[int, Mapping[str, Any]] = {}
        names, columns = list(map(str, chart.table)), list_columns(chart.table)
        rows = zip(*columns, strict=True)
        self._all: list[Mapping[str, Any]] = [dict(zip(names, row, strict=True)) for row in rows]
        for row in self._all:
            self._add(row)

    def _add(self, row: Mapping[str, Any]) -> None:
        first = next(iter(self._chart.columns), "nama")
        self._by_code.setdefault(str(row.get("kode_wilayah")), row)
        self._by_name.setdefault(str(row.get(first)), row)
        if language.is_known(row.get("periode")) and first == "periode":
            self._by_quarter[triwulan.find_index(str(row["periode"]))] = row

    def describe(self, key: Any, name: str, number: Any, given: Any = None) -> dict[str, str]:
        """key: the area's name or the quarter's number that the mark stands at; name: of its series; number: what is
        drawn; given: what the figure keeps with the mark, an area's code first."""
        row = self._find(key, given)
        column = self._find_column(name, row)
        count = row.get(column, number) if column else row.get("pembilang", row.get("jumlah", number))
        return {
            "data_indikator": self._name(),
            "data_wilayah": write_amount(row.get("kode_wilayah", row.get(UNLINKED_CODE))) or self._chart.wilayah,
            "data_periode": write_amount(row.get("periode")) or self._chart.periode,
            "data_pembilang": write_amount(count),
            "data_penyebut": write_amount(self._find_whole(row, column)),
            "data_seri": name or self._name_row(row),
            "data_kelompok": self._chart.kelompok,
        }

    def describe_note(self, kind: str, key: Any) -> dict[str, str]:
        """The counts of a text beside the marks: of the whole that a line stands for, or of the row at `key`, which has
        no mark of its own; of any other text nothing."""
        if kind == OF_ROW:
            return self.describe(key, "", None)
        if kind != OF_WHOLE or self._chart.whole is None:
            return {}
        part, whole = map(write_amount, self._chart.whole)
        return {
            "data_indikator": self._name(),
            "data_wilayah": self._chart.wilayah,
            "data_periode": self._chart.periode,
            "data_pembilang": part,
            "data_penyebut": whole,
            "data_kelompok": self._chart.kelompok,
        }

    def _name(self) -> str:
        return self._chart.counted or self._chart.indikator

    def _name_row(self, row: Mapping[str, Any]) -> str:
        """What a row is called that is neither an area nor a quarter: a step, a class."""
        first = next(iter(self._chart.columns), "nama")
        is_named = row and first != "periode" and not {"kode_wilayah", UNLINKED_CODE} & set(row)
        return write_amount(row.get(first)) if is_named else ""

    def find_code(self, key: Any, given: Any = None) -> str:
        """The code of the area that a mark is of, "" where it is of none."""
        return write_amount(self._find(key, given).get("kode_wilayah"))

    def _find(self, key: Any, given: Any) -> Mapping[str, Any]:
        code = given[0] if isinstance(given, list | tuple) and given else given
        if isinstance(code, str) and code in self._by_code:
            return self._by_code[code]
        if isinstance(key, tuple):
            return self._find_in_group(*key)
        if isinstance(key, str):
            return self._by_name.get(key, {})
        return self._by_quarter.get(round(key), {}) if key is not None else {}

    def _find_in_group(self, group: str, i: int) -> Mapping[str, Any]:
        """The row `i` of those with a value in a group, of all where no group is named."""
        rows = [r for r in self._all if not group or language.capitalise(str(r.get("kelompok"))) == group]
        drawn = [r for r in rows if not group or language.is_known(r.get("nilai"))]
        return drawn[i] if i < len(drawn) else {}

    def _find_column(self, name: str, row: Mapping[str, Any]) -> str:
        """The column of a series, by its heading."""
        if not name or not row:
            return ""
        return next((c for h, c in self._columns.items() if h == name or h.endswith(f", {name}")), "")

    def _find_whole(self, row: Mapping[str, Any], column: str) -> Any:
        if not column:
            return row.get("penyebut")
        return next((row[c] for c in _SHARED if c in row and c != column), None)
