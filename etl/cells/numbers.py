"""Numbers as people type them: one cell -> a number, a blank, or the reason why it is neither.

The rule for separators: a text is read both the Indonesian way (1.250.000,50) and the English way
(1,250,000.50). Where only one way fits, that is what it means. Where both fit and differ ("1.250"),
people and plain rupiah have thousands, other columns follow their other cells, and without such
evidence the cell is a finding. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from etl.cells.number_text import NumberText, drop_currency, take_apart
from etl.cells.texts import is_blank, is_dash, tidy_text, write_plain_number
from etl.model import Cell, Reading, Reason
from etl.skema import Column

THOUSANDS, DECIMAL = "ribuan", "desimal"
_ZERO_WORDS = {"nihil", "nil", "nol"}
_STYLES = {
    "id": re.compile(r"(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?", re.ASCII),
    "en": re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII),
}
_SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d{1,2})?", re.ASCII)
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?e[+-]?\d{1,2}", re.ASCII)

Amount = TypeVar("Amount", float, npt.NDArray[np.float64])


@dataclass(frozen=True)
class NumberRule:
    """How the numbers of one column are read: type, unit, bounds, factor to Rp, and what its separators mean.

    titik, koma   roles that "." and "," play in the cells where that is certain
    """

    type_name: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    factor: float = 1.0
    point_roles: frozenset[str] = frozenset()
    comma_roles: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Three digits after a separator are no decimals: people, and rupiah that are not in thousands or millions."""
        return self.type_name == "bulat" or (self.type_name == "rupiah" and self.factor == 1)


def choose_rule(column: Column, content: Iterable[Cell], factor: float = 1.0) -> NumberRule:
    """How to read a column, from its declaration and the evidence in its cells."""
    point: set[str] = set()
    comma: set[str] = set()
    for cell in {s for s in content if isinstance(s, str)}:
        written_text = take_apart(tidy_text(cell), column.satuan)
        styles = (
            []
            if written_text is None
            else [c for c, pattern in _STYLES.items() if pattern.fullmatch(written_text.digits)]
        )
        if written_text is None or len(styles) != 1:
            continue
        if "." in written_text.digits:
            point.add(THOUSANDS if styles == ["id"] else DECIMAL)
        if "," in written_text.digits:
            comma.add(DECIMAL if styles == ["id"] else THOUSANDS)
    return NumberRule(
        column.tipe, column.satuan, column.minimum, column.maksimum, factor, frozenset(point), frozenset(comma)
    )


def read_number(cell: Cell, rule: NumberRule, percent: bool = False) -> Reading:
    """One cell as a number, money in Rp.

    "" and "-" are blanks. "nihil" is a zero that somebody wrote. A typed number is taken as it is;
    `percent` says that its format shows per cent, so 0.87 stands for 87%.
    """
    if isinstance(cell, str):
        return _read_text(tidy_text(cell), rule)
    if is_blank(cell):
        return Reading(None)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not np.isfinite(cell):
        return _refuse_number()
    if percent:
        return _read_percent(float(cell) * 100, rule)
    return _check_bounds(scale(float(cell), rule.factor), rule)


def scale(amount: Amount, factor: float) -> Amount:
    """Times the unit's factor, rounded to sen so that 151,85 juta is 151.850.000 exactly."""
    with np.errstate(over="ignore"):  # becomes infinite, which is out of bounds
        return amount if factor == 1 else np.round(amount * factor, 2)


def _read_text(text: str, rule: NumberRule) -> Reading:
    small = drop_currency(text.lower().lstrip("'’`"))
    if not small or is_dash(small):
        return Reading(None)
    if small in _ZERO_WORDS:
        return Reading(0.0)
    written_text = take_apart(text, rule.unit)
    if written_text is None:
        return _refuse_number()
    amount = _read_digits(written_text, rule)
    if isinstance(amount, Reason):
        return Reading(None, amount)
    if written_text.is_percent:
        return _read_percent(written_text.sign * float(amount), rule)
    # "1,5 juta" says its own unit: the unit of the heading does not come on top.
    multiplier = rule.factor if written_text.multiplier is None else written_text.multiplier
    return _check_bounds(float(written_text.sign * amount * Decimal(multiplier)) + 0.0, rule)


def _read_digits(written_text: NumberText, rule: NumberRule) -> Decimal | Reason:
    """The digits as a number, by the rule at the top of this file."""
    amount = written_text.digits
    if _SCIENTIFIC.fullmatch(amount):
        return Decimal(amount.replace(",", "."))
    if _SPACED.fullmatch(amount):
        return Decimal(amount.replace(" ", "").replace(",", "."))
    meaning = {name: _parse_value(amount, name) for name, pattern in _STYLES.items() if pattern.fullmatch(amount)}
    whole = rule.is_whole and written_text.multiplier is None and not written_text.is_percent
    if whole and len(meaning) == 1 and _has_three_decimals(amount, next(iter(meaning))):
        meaning["tanpa desimal"] = Decimal(re.sub(r"[.,]", "", amount))
    differing = set(meaning.values())
    if len(differing) == 1:
        return differing.pop()
    if len(differing) == 2:
        return _decide(amount, meaning, rule, whole)
    return Reason("bukan_bilangan")


def _parse_value(amount: str, style: str) -> Decimal:
    thousands, decimals = (".", ",") if style == "id" else (",", ".")
    return Decimal(amount.replace(thousands, "").replace(decimals, "."))


def _has_three_decimals(amount: str, style: str) -> bool:
    _, known, tail = amount.rpartition("," if style == "id" else ".")
    return bool(known) and len(tail) == 3


def _decide(amount: str, meaning: dict[str, Decimal], rule: NumberRule, whole: bool) -> Decimal | Reason:
    """Two readings: the column's kind, its bounds, or its other cells decide; otherwise nobody does."""
    large, small = max(meaning.values()), min(meaning.values())
    if "tanpa desimal" not in meaning:
        if whole:
            return large
        if rule.type_name == "desimal" and rule.maximum is not None and small <= rule.maximum < large:
            return small
        role = _find_role("." in amount, rule)
        if role:
            return large if role == THOUSANDS else small
    large_text, small_text = f"{large:f}", _write_unmistakable(small)
    return Reason(
        "bilangan_ganda_arti",
        {"arti1": large_text, "arti2": small_text, "arti1_tulis": large_text, "arti2_tulis": small_text},
    )


def _find_role(point: bool, rule: NumberRule) -> str | None:
    """What the separator means elsewhere in the column; failing that, the opposite of what the other one means."""
    same, other = (rule.point_roles, rule.comma_roles) if point else (rule.comma_roles, rule.point_roles)
    if len(same) == 1:
        return next(iter(same))
    if not same and len(other) == 1:
        return DECIMAL if THOUSANDS in other else THOUSANDS
    return None


def _write_unmistakable(amount: Decimal) -> str:
    """Written so that it has one meaning: never exactly three decimals."""
    whole_number, _, decimals = f"{amount:f}".partition(".")
    decimals = decimals.rstrip("0")
    decimals += "0" if len(decimals) == 3 else ""
    return f"{whole_number},{decimals}" if decimals else whole_number


def _read_percent(amount: float, rule: NumberRule) -> Reading:
    """87% is 87 on a scale that reaches 100 (a score), otherwise the share 0,87. Money and people have no per cent."""
    if rule.type_name != "desimal":
        return _refuse_number()
    out_of_hundred = rule.maximum is not None and rule.maximum >= 100
    return _check_bounds(round(amount if out_of_hundred else amount / 100, 12), rule)


def _check_bounds(amount: float, rule: NumberRule) -> Reading:
    if rule.type_name == "bulat":
        # A formula leaves 11.999999999998 where Excel shows 12.
        if abs(amount - round(amount)) > 1e-9 * max(1.0, abs(amount)):
            return Reading(None, Reason("bukan_bulat"))
        amount = float(round(amount))
    if rule.minimum == 0 and amount < 0:
        return Reading(None, Reason("negatif"))
    if amount < find_lowest(rule) or amount > find_highest(rule):
        return Reading(
            None,
            Reason(
                "di_luar_batas",
                {"batas": f"{_write_bound(find_lowest(rule))} sampai {_write_bound(find_highest(rule))}"},
            ),
        )
    return Reading(amount)


def find_lowest(rule: NumberRule) -> float:
    """Least plausible value. A column whose value may be negative is bounded as far down as up."""
    return -find_highest(rule) if rule.minimum is None else rule.minimum


def find_highest(rule: NumberRule) -> float:
    """Beyond 2**53 a typed number has lost its last digits."""
    return 2.0**53 if rule.maximum is None else rule.maximum


def _write_bound(amount: float) -> str:
    return write_plain_number(float(amount)) if abs(amount) < 1000 else f"{amount:,.0f}".replace(",", ".")


def _refuse_number() -> Reading:
    return Reading(None, Reason("bukan_bilangan"))
