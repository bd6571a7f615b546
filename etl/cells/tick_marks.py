"""The cells of tick columns: which of them are marked, and what the marks of one row say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from etl.cells.choices import fold, spellings
from etl.cells.texts import to_text
from etl.model import Pilih, Sel
from etl.skema import TANDA, TIDAK_DIKETAHUI, YA_TIDAK, Kolom

YES, NO = ({fold(k) for k in (nilai, *YA_TIDAK[nilai])} for nilai in ("ya", "tidak"))
_BUKAN = NO - {"t"}  # "t" below TIDAK AKTIF may mean either


@dataclass
class Marks:
    """What the marks of one row say. ganda: columns marked against each other; asing: cells that are no mark."""

    nilai: str | None = None
    ganda: list[Pilih] = field(default_factory=list)
    asing: list[tuple[Pilih, Sel]] = field(default_factory=list)


def is_marked(sel: Sel, pilih: Pilih, kolom: Kolom) -> bool | None:
    """Whether a cell marks its column; None: it is no mark that anybody knows. A blank and a dash mark nothing."""
    if isinstance(sel, bool):
        return sel
    teks = to_text(sel)
    if teks is None:
        return False
    rapi = fold(teks)
    # The choice itself, written again in its own column.
    if rapi == fold(pilih.teks) or spellings(kolom.pilihan).get(rapi) == pilih.nilai:
        return True
    if rapi in YES or teks.rstrip("\ufe0f") in TANDA:
        return True
    return False if rapi in _BUKAN else None


def read_marks(kolom: Kolom, isi: Sequence[tuple[Pilih, Sel]]) -> Marks:
    """What one row's cells of the tick columns of `kolom` say. In a list of choices several may be marked."""
    arti = [(p, sel, is_marked(sel, p, kolom)) for p, sel in isi]
    asing = [(p, sel) for p, sel, paham in arti if paham is None]
    kena = [p for p, _, paham in arti if paham]
    if asing:
        return Marks(asing=asing)
    if kolom.tipe == "daftar":
        return Marks("; ".join(n for n in kolom.pilihan if n in {p.nilai for p in kena}) or None)
    if ganda := next((k for k in _by_key(kena) if len(k) > 1), None):
        return Marks(ganda=ganda)
    return Marks(max((p.nilai for p in kena), default=None) or None)


def to_value(kolom: Kolom, nilai: str | None) -> str | int | bool | None:
    """The choice in the type of its column; a status that nobody marked is unknown."""
    if kolom.nama == "status":
        return nilai or TIDAK_DIKETAHUI
    if nilai is None or kolom.tipe not in ("ya_tidak", "tahun"):
        return nilai
    return nilai == "ya" if kolom.tipe == "ya_tidak" else int(nilai)


def _by_key(kena: Iterable[Pilih]) -> list[list[Pilih]]:
    hasil: dict[str, list[Pilih]] = {}
    for p in kena:
        hasil.setdefault(p.kunci, []).append(p)
    return list(hasil.values())
