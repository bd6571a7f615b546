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

from etl.cells.number_text import Tulisan, take_apart, without_currency
from etl.cells.texts import is_blank, is_dash, plain_number, tidy
from etl.model import Bacaan, Reason, Sel
from etl.skema import Kolom

RIBUAN, DESIMAL = "ribuan", "desimal"
_NOL = {"nihil", "nil", "nol"}
_CARA = {
    "id": re.compile(r"(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?", re.ASCII),
    "en": re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII),
}
_SPASI = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d{1,2})?", re.ASCII)
_ILMIAH = re.compile(r"\d+(?:[.,]\d+)?e[+-]?\d{1,2}", re.ASCII)


@dataclass(frozen=True)
class CaraBaca:
    """How the numbers of one column are read: type, unit, bounds, factor to Rp, and what its separators mean.

    titik, koma   roles that "." and "," play in the cells where that is certain
    """

    tipe: str
    satuan: str = ""
    minimum: float | None = None
    maksimum: float | None = None
    faktor: float = 1.0
    titik: frozenset[str] = frozenset()
    koma: frozenset[str] = frozenset()

    @property
    def utuh(self) -> bool:
        """Three digits after a separator are never decimals: people, and rupiah that are not in thousands or millions."""
        return self.tipe == "bulat" or (self.tipe == "rupiah" and self.faktor == 1)


def column_way(kolom: Kolom, isi: Iterable[Sel], faktor: float = 1.0) -> CaraBaca:
    """How to read a column, from its declaration and the evidence in its cells."""
    titik: set[str] = set()
    koma: set[str] = set()
    for sel in {s for s in isi if isinstance(s, str)}:
        tulisan = take_apart(tidy(sel), kolom.satuan)
        cara = [] if tulisan is None else [c for c, pola in _CARA.items() if pola.fullmatch(tulisan.angka)]
        if tulisan is None or len(cara) != 1:
            continue
        if "." in tulisan.angka:
            titik.add(RIBUAN if cara == ["id"] else DESIMAL)
        if "," in tulisan.angka:
            koma.add(DESIMAL if cara == ["id"] else RIBUAN)
    return CaraBaca(kolom.tipe, kolom.satuan, kolom.minimum, kolom.maksimum, faktor, frozenset(titik), frozenset(koma))


def read_number(sel: Sel, cara: CaraBaca, persen: bool = False) -> Bacaan:
    """One cell as a number, money in Rp.

    "" and "-" are blanks. "nihil" is a zero that somebody wrote. A typed number is taken as it is;
    `persen` says that its format shows per cent, so 0.87 stands for 87%.
    """
    if isinstance(sel, str):
        return _from_text(tidy(sel), cara)
    if is_blank(sel):
        return Bacaan(None)
    if isinstance(sel, bool) or not isinstance(sel, (int, float)) or not np.isfinite(sel):
        return _not_a_number()
    if persen:
        return _percent(float(sel) * 100, cara)
    return _within_rules(scale(float(sel), cara.faktor), cara)


def scale(angka: float | np.ndarray, faktor: float):
    """Times the unit's factor, rounded to sen so that 151,85 juta is 151.850.000 exactly."""
    with np.errstate(over="ignore"):  # becomes infinite, which is out of bounds
        return angka if faktor == 1 else np.round(angka * faktor, 2)


def _from_text(teks: str, cara: CaraBaca) -> Bacaan:
    kecil = without_currency(teks.lower().lstrip("'’`"))
    if not kecil or is_dash(kecil):
        return Bacaan(None)
    if kecil in _NOL:
        return Bacaan(0.0)
    tulisan = take_apart(teks, cara.satuan)
    if tulisan is None:
        return _not_a_number()
    angka = _digits(tulisan, cara)
    if isinstance(angka, Reason):
        return Bacaan(None, angka)
    if tulisan.persen:
        return _percent(tulisan.tanda * float(angka), cara)
    # "1,5 juta" says its own unit: the unit of the heading does not come on top.
    pengali = cara.faktor if tulisan.pengali is None else tulisan.pengali
    return _within_rules(float(tulisan.tanda * angka * Decimal(pengali)) + 0.0, cara)


def _digits(tulisan: Tulisan, cara: CaraBaca) -> Decimal | Reason:
    """The digits as a number, by the rule at the top of this file."""
    angka = tulisan.angka
    if _ILMIAH.fullmatch(angka):
        return Decimal(angka.replace(",", "."))
    if _SPASI.fullmatch(angka):
        return Decimal(angka.replace(" ", "").replace(",", "."))
    arti = {nama: _value(angka, nama) for nama, pola in _CARA.items() if pola.fullmatch(angka)}
    utuh = cara.utuh and tulisan.pengali is None and not tulisan.persen
    if utuh and len(arti) == 1 and _three_decimals(angka, next(iter(arti))):
        arti["tanpa desimal"] = Decimal(re.sub(r"[.,]", "", angka))
    berbeda = set(arti.values())
    if len(berbeda) == 1:
        return berbeda.pop()
    if len(berbeda) == 2:
        return _decide(angka, arti, cara, utuh)
    return Reason("bukan_bilangan")


def _value(angka: str, cara: str) -> Decimal:
    ribuan, desimal = (".", ",") if cara == "id" else (",", ".")
    return Decimal(angka.replace(ribuan, "").replace(desimal, "."))


def _three_decimals(angka: str, cara: str) -> bool:
    _, ada, ekor = angka.rpartition("," if cara == "id" else ".")
    return bool(ada) and len(ekor) == 3


def _decide(angka: str, arti: dict[str, Decimal], cara: CaraBaca, utuh: bool) -> Decimal | Reason:
    """Two readings: the column's kind, its bounds, or its other cells decide; otherwise nobody does."""
    besar, kecil = max(arti.values()), min(arti.values())
    if "tanpa desimal" not in arti:
        if utuh:
            return besar
        if cara.tipe == "desimal" and cara.maksimum is not None and kecil <= cara.maksimum < besar:
            return kecil
        peran = _role("." in angka, cara)
        if peran:
            return besar if peran == RIBUAN else kecil
    arti1, arti2 = f"{besar:f}", _unmistakable(kecil)
    return Reason("bilangan_ganda_arti", {"arti1": arti1, "arti2": arti2, "arti1_tulis": arti1, "arti2_tulis": arti2})


def _role(titik: bool, cara: CaraBaca) -> str | None:
    """What the separator means elsewhere in the column; failing that, the opposite of what the other one means."""
    sama, lain = (cara.titik, cara.koma) if titik else (cara.koma, cara.titik)
    if len(sama) == 1:
        return next(iter(sama))
    if not sama and len(lain) == 1:
        return DESIMAL if RIBUAN in lain else RIBUAN
    return None


def _unmistakable(angka: Decimal) -> str:
    """Written so that it has one meaning: never exactly three decimals."""
    bulat, _, desimal = f"{angka:f}".partition(".")
    desimal = desimal.rstrip("0")
    desimal += "0" if len(desimal) == 3 else ""
    return f"{bulat},{desimal}" if desimal else bulat


def _percent(angka: float, cara: CaraBaca) -> Bacaan:
    """87% is 87 on a scale that reaches 100 (a score), otherwise the share 0,87. Money and people have no per cent."""
    if cara.tipe != "desimal":
        return _not_a_number()
    skala_seratus = cara.maksimum is not None and cara.maksimum >= 100
    return _within_rules(round(angka if skala_seratus else angka / 100, 12), cara)


def _within_rules(angka: float, cara: CaraBaca) -> Bacaan:
    if cara.tipe == "bulat":
        # A formula leaves 11.999999999998 where Excel shows 12.
        if abs(angka - round(angka)) > 1e-9 * max(1.0, abs(angka)):
            return Bacaan(None, Reason("bukan_bulat"))
        angka = float(round(angka))
    if cara.minimum == 0 and angka < 0:
        return Bacaan(None, Reason("negatif"))
    if angka < lowest(cara) or angka > highest(cara):
        return Bacaan(
            None, Reason("di_luar_batas", {"batas": f"{_bound(lowest(cara))} sampai {_bound(highest(cara))}"})
        )
    return Bacaan(angka)


def lowest(cara: CaraBaca) -> float:
    """Least plausible value. A column whose value may be negative is bounded as far down as up."""
    return -highest(cara) if cara.minimum is None else cara.minimum


def highest(cara: CaraBaca) -> float:
    """Beyond 2**53 a typed number has lost its last digits."""
    return 2.0**53 if cara.maksimum is None else cara.maksimum


def _bound(angka: float) -> str:
    return plain_number(float(angka)) if abs(angka) < 1000 else f"{angka:,.0f}".replace(",", ".")


def _not_a_number() -> Bacaan:
    return Bacaan(None, Reason("bukan_bilangan"))
