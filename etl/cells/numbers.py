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

import numpy as np

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


@dataclass(frozen=True)
class NumberRule:
    """How the numbers of one column are read: type, unit, bounds, factor to Rp, and what its separators mean.

    titik, koma   roles that "." and "," play in the cells where that is certain
    """

    tipe: str
    satuan: str = ""
    minimum: float | None = None
    maksimum: float | None = None
    factor: float = 1.0
    point_roles: frozenset[str] = frozenset()
    comma_roles: frozenset[str] = frozenset()

    @property
    def utuh(self) -> bool:
        """Three digits after a separator are never decimals: people, and rupiah that are not in thousands or millions."""
        return self.tipe == "bulat" or (self.tipe == "rupiah" and self.factor == 1)


def choose_rule(kolom: Column, isi: Iterable[Cell], faktor: float = 1.0) -> NumberRule:
    """How to read a column, from its declaration and the evidence in its cells."""
    titik: set[str] = set()
    koma: set[str] = set()
    for sel in {s for s in isi if isinstance(s, str)}:
        tulisan = take_apart(tidy_text(sel), kolom.satuan)
        cara = [] if tulisan is None else [c for c, pola in _STYLES.items() if pola.fullmatch(tulisan.angka)]
        if tulisan is None or len(cara) != 1:
            continue
        if "." in tulisan.angka:
            titik.add(THOUSANDS if cara == ["id"] else DECIMAL)
        if "," in tulisan.angka:
            koma.add(DECIMAL if cara == ["id"] else THOUSANDS)
    return NumberRule(
        kolom.tipe, kolom.satuan, kolom.minimum, kolom.maksimum, faktor, frozenset(titik), frozenset(koma)
    )


def read_number(sel: Cell, cara: NumberRule, persen: bool = False) -> Reading:
    """One cell as a number, money in Rp.

    "" and "-" are blanks. "nihil" is a zero that somebody wrote. A typed number is taken as it is;
    `persen` says that its format shows per cent, so 0.87 stands for 87%.
    """
    if isinstance(sel, str):
        return _read_text(tidy_text(sel), cara)
    if is_blank(sel):
        return Reading(None)
    if isinstance(sel, bool) or not isinstance(sel, (int, float)) or not np.isfinite(sel):
        return _refuse_number()
    if persen:
        return _read_percent(float(sel) * 100, cara)
    return _check_bounds(scale(float(sel), cara.factor), cara)


def scale(angka: float | np.ndarray, faktor: float):
    """Times the unit's factor, rounded to sen so that 151,85 juta is 151.850.000 exactly."""
    with np.errstate(over="ignore"):  # becomes infinite, which is out of bounds
        return angka if faktor == 1 else np.round(angka * faktor, 2)


def _read_text(teks: str, cara: NumberRule) -> Reading:
    kecil = drop_currency(teks.lower().lstrip("'’`"))
    if not kecil or is_dash(kecil):
        return Reading(None)
    if kecil in _ZERO_WORDS:
        return Reading(0.0)
    tulisan = take_apart(teks, cara.satuan)
    if tulisan is None:
        return _refuse_number()
    angka = _read_digits(tulisan, cara)
    if isinstance(angka, Reason):
        return Reading(None, angka)
    if tulisan.persen:
        return _read_percent(tulisan.tanda * float(angka), cara)
    # "1,5 juta" says its own unit: the unit of the heading does not come on top.
    pengali = cara.factor if tulisan.multiplier is None else tulisan.multiplier
    return _check_bounds(float(tulisan.tanda * angka * Decimal(pengali)) + 0.0, cara)


def _read_digits(tulisan: NumberText, cara: NumberRule) -> Decimal | Reason:
    """The digits as a number, by the rule at the top of this file."""
    angka = tulisan.angka
    if _SCIENTIFIC.fullmatch(angka):
        return Decimal(angka.replace(",", "."))
    if _SPACED.fullmatch(angka):
        return Decimal(angka.replace(" ", "").replace(",", "."))
    arti = {nama: _parse_value(angka, nama) for nama, pola in _STYLES.items() if pola.fullmatch(angka)}
    utuh = cara.utuh and tulisan.multiplier is None and not tulisan.persen
    if utuh and len(arti) == 1 and _has_three_decimals(angka, next(iter(arti))):
        arti["tanpa desimal"] = Decimal(re.sub(r"[.,]", "", angka))
    berbeda = set(arti.values())
    if len(berbeda) == 1:
        return berbeda.pop()
    if len(berbeda) == 2:
        return _decide(angka, arti, cara, utuh)
    return Reason("bukan_bilangan")


def _parse_value(angka: str, cara: str) -> Decimal:
    ribuan, desimal = (".", ",") if cara == "id" else (",", ".")
    return Decimal(angka.replace(ribuan, "").replace(desimal, "."))


def _has_three_decimals(angka: str, cara: str) -> bool:
    _, ada, ekor = angka.rpartition("," if cara == "id" else ".")
    return bool(ada) and len(ekor) == 3


def _decide(angka: str, arti: dict[str, Decimal], cara: NumberRule, utuh: bool) -> Decimal | Reason:
    """Two readings: the column's kind, its bounds, or its other cells decide; otherwise nobody does."""
    besar, kecil = max(arti.values()), min(arti.values())
    if "tanpa desimal" not in arti:
        if utuh:
            return besar
        if cara.tipe == "desimal" and cara.maksimum is not None and kecil <= cara.maksimum < besar:
            return kecil
        peran = _find_role("." in angka, cara)
        if peran:
            return besar if peran == THOUSANDS else kecil
    arti1, arti2 = f"{besar:f}", _write_unmistakable(kecil)
    return Reason("bilangan_ganda_arti", {"arti1": arti1, "arti2": arti2, "arti1_tulis": arti1, "arti2_tulis": arti2})


def _find_role(titik: bool, cara: NumberRule) -> str | None:
    """What the separator means elsewhere in the column; failing that, the opposite of what the other one means."""
    sama, lain = (cara.point_roles, cara.comma_roles) if titik else (cara.comma_roles, cara.point_roles)
    if len(sama) == 1:
        return next(iter(sama))
    if not sama and len(lain) == 1:
        return DECIMAL if THOUSANDS in lain else THOUSANDS
    return None


def _write_unmistakable(angka: Decimal) -> str:
    """Written so that it has one meaning: never exactly three decimals."""
    bulat, _, desimal = f"{angka:f}".partition(".")
    desimal = desimal.rstrip("0")
    desimal += "0" if len(desimal) == 3 else ""
    return f"{bulat},{desimal}" if desimal else bulat


def _read_percent(angka: float, cara: NumberRule) -> Reading:
    """87% is 87 on a scale that reaches 100 (a score), otherwise the share 0,87. Money and people have no per cent."""
    if cara.tipe != "desimal":
        return _refuse_number()
    skala_seratus = cara.maksimum is not None and cara.maksimum >= 100
    return _check_bounds(round(angka if skala_seratus else angka / 100, 12), cara)


def _check_bounds(angka: float, cara: NumberRule) -> Reading:
    if cara.tipe == "bulat":
        # A formula leaves 11.999999999998 where Excel shows 12.
        if abs(angka - round(angka)) > 1e-9 * max(1.0, abs(angka)):
            return Reading(None, Reason("bukan_bulat"))
        angka = float(round(angka))
    if cara.minimum == 0 and angka < 0:
        return Reading(None, Reason("negatif"))
    if angka < find_lowest(cara) or angka > find_highest(cara):
        return Reading(
            None,
            Reason(
                "di_luar_batas",
                {"batas": f"{_write_bound(find_lowest(cara))} sampai {_write_bound(find_highest(cara))}"},
            ),
        )
    return Reading(angka)


def find_lowest(cara: NumberRule) -> float:
    """Least plausible value. A column whose value may be negative is bounded as far down as up."""
    return -find_highest(cara) if cara.minimum is None else cara.minimum


def find_highest(cara: NumberRule) -> float:
    """Beyond 2**53 a typed number has lost its last digits."""
    return 2.0**53 if cara.maksimum is None else cara.maksimum


def _write_bound(angka: float) -> str:
    return write_plain_number(float(angka)) if abs(angka) < 1000 else f"{angka:,.0f}".replace(",", ".")


def _refuse_number() -> Reading:
    return Reading(None, Reason("bukan_bilangan"))
