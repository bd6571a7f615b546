"""The cells of tick columns: which of them are marked, and what the marks of one row say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from etl.cells.choices import fold, index_spellings
from etl.cells.texts import read_text
from etl.model import Cell, TickColumn
from etl.skema import TICK_SIGNS, UNKNOWN, YES_NO, Column

YES_WORDS, NO_WORDS = ({fold(k) for k in (nilai, *YES_NO[nilai])} for nilai in ("ya", "tidak"))
_NOT_MARKS = NO_WORDS - {"t"}  # "t" below TIDAK AKTIF may mean either


@dataclass
class TickReading:
    """What the marks of one row say. ganda: columns marked against each other; asing: cells that are no mark."""

    nilai: str | None = None
    ganda: list[TickColumn] = field(default_factory=list)
    strange_cells: list[tuple[TickColumn, Cell]] = field(default_factory=list)


def is_marked(sel: Cell, pilih: TickColumn, kolom: Column) -> bool | None:
    """Whether a cell marks its column; None: it is no mark that anybody knows. A blank and a dash mark nothing."""
    if isinstance(sel, bool):
        return sel
    teks = read_text(sel)
    if teks is None:
        return False
    rapi = fold(teks)
    # The choice itself, written again in its own column.
    if rapi == fold(pilih.teks) or index_spellings(kolom.pilihan).get(rapi) == pilih.nilai:
        return True
    if rapi in YES_WORDS or teks.rstrip("\ufe0f") in TICK_SIGNS:
        return True
    return False if rapi in _NOT_MARKS else None


def read_marks(kolom: Column, isi: Sequence[tuple[TickColumn, Cell]]) -> TickReading:
    """What one row's cells of the tick columns of `kolom` say. In a list of choices several may be marked."""
    arti = [(p, sel, is_marked(sel, p, kolom)) for p, sel in isi]
    asing = [(p, sel) for p, sel, paham in arti if paham is None]
    kena = [p for p, _, paham in arti if paham]
    if asing:
        return TickReading(strange_cells=asing)
    if kolom.tipe == "daftar":
        return TickReading("; ".join(n for n in kolom.pilihan if n in {p.nilai for p in kena}) or None)
    if ganda := next((k for k in _group_by_key(kena) if len(k) > 1), None):
        return TickReading(ganda=ganda)
    return TickReading(max((p.nilai for p in kena), default=None) or None)


def convert_choice(kolom: Column, nilai: str | None) -> str | int | bool | None:
    """The choice in the type of its column; a status that nobody marked is unknown."""
    if kolom.nama == "status":
        return nilai or UNKNOWN
    if nilai is None or kolom.tipe not in ("ya_tidak", "tahun"):
        return nilai
    return nilai == "ya" if kolom.tipe == "ya_tidak" else int(nilai)


def _group_by_key(kena: Iterable[TickColumn]) -> list[list[TickColumn]]:
    hasil: dict[str, list[TickColumn]] = {}
    for p in kena:
        hasil.setdefault(p.kunci, []).append(p)
    return list(hasil.values())
