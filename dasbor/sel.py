"""In which cell of which workbook a value stands: "Koperasi!M12", from the columns that publishing noted down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pandas as pd

from dasbor import bahasa, kueri
from etl.gudang import Gudang

TEMPAT = ("unggahan_id", "lembar", "baris")  # what locates a row


def write(lembar: str, baris: int, huruf: Sequence[str] = ()) -> str:
    """ "Koperasi!M12", of several columns "Koperasi!M12, N12", of columns to tick "Koperasi!F12:H12"; else only the row."""
    if not huruf:
        return f"{lembar}, baris {int(baris)}"
    return f"{lembar}!" + ", ".join(":".join(f"{x}{int(baris)}" for x in h.split(":")) for h in huruf)


def addresses(versi: int, data: pd.DataFrame, kolom: Sequence[str], awalan: str = "") -> list[str]:
    """The cells of these columns for each row; "" where the row is not known. `awalan`: of the locating columns."""
    tempat = data[[awalan + k for k in TEMPAT]]
    huruf = {int(u): letters(versi, int(u)) for u in tempat[awalan + TEMPAT[0]].dropna().unique()}
    return [
        write(lembar, baris, [h for k in kolom if (h := huruf[int(u)].get((lembar, k)))]) if bahasa.ada(baris) else ""
        for u, lembar, baris in tempat.itertuples(index=False)
    ]


def letters(versi: int, unggahan_id: int) -> Mapping[tuple[str, str], str]:
    """{(sheet, column): letter} of one upload."""
    return _letters(Gudang().folder, versi, unggahan_id)


@lru_cache(maxsize=500)
def _letters(_folder: Path, versi: int, unggahan_id: int) -> Mapping[tuple[str, str], str]:
    isi = kueri.huruf_kolom(versi, unggahan_id)
    return dict(zip(zip(isi["lembar"], isi["kolom"], strict=True), isi["huruf"], strict=True))
