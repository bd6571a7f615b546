"""In which cell of which workbook a value stands: "Koperasi!M12", from the columns that publishing noted down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import base
from dasbor.words import language

PLACE_COLUMNS = ("unggahan_id", "lembar", "baris")  # what locates a row


def write_address(lembar: str, baris: int, huruf: Sequence[str] = ()) -> str:
    """ "Koperasi!M12", of several columns "Koperasi!M12, N12", of columns to tick "Koperasi!F12:H12"; else only the row."""
    if not huruf:
        return f"{lembar}, baris {int(baris)}"
    return f"{lembar}!" + ", ".join(":".join(f"{x}{int(baris)}" for x in h.split(":")) for h in huruf)


def list_addresses(p: Choice, data: pd.DataFrame, kolom: Sequence[str], awalan: str = "") -> list[str]:
    """The cells of these columns for each row; "" where the row is not known. `awalan`: of the locating columns."""
    tempat = data[[awalan + k for k in PLACE_COLUMNS]]
    return [
        write_address(lembar, baris, [h for k in kolom if (h := find_letter(p, int(u), lembar, k, int(baris)))]) if language.is_known(baris) else ""
        for u, lembar, baris in tempat.itertuples(index=False)
    ]  # fmt: skip


def find_letter(p: Choice, unggahan_id: int, lembar: str, kolom: str, baris: int) -> str:
    """The spreadsheet column of a field in a row of an upload: that of the last table that begins above the row.
    "" where the workbook has no such column."""
    tabel = _list_letters(Choice(p.versi), unggahan_id).get((lembar, kolom), ())
    return next((huruf for judul, huruf in tabel if judul < baris), "")


@keep.per_version(most=500)
def _list_letters(p: Choice, unggahan_id: int) -> Mapping[tuple[str, str], tuple[tuple[int, str], ...]]:
    """{(sheet, column): (row of the heading, letter) of each table, the lowest first}."""
    isi = base.list_column_letters(p, unggahan_id)
    judul = isi["baris_judul"].fillna(0) if "baris_judul" in isi else pd.Series(0, index=isi.index)
    hasil: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for satu in zip(isi["lembar"], isi["kolom"], judul, isi["huruf"], strict=True):
        hasil.setdefault(satu[:2], []).append((int(satu[2]), satu[3]))
    return {k: tuple(sorted(v, reverse=True)) for k, v in hasil.items()}
