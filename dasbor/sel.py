"""In which cell of which workbook a value stands: "Koperasi!M12", from the columns that publishing noted down."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dasbor import bahasa, kueri

TEMPAT = ("unggahan_id", "lembar", "baris")  # what locates a row


def write(lembar: str, baris: int, huruf: Sequence[str] = ()) -> str:
    """ "Koperasi!M12", of several columns "Koperasi!M12, N12"; without a column only the row."""
    if not huruf:
        return f"{lembar}, baris {int(baris)}"
    return f"{lembar}!" + ", ".join(f"{h}{int(baris)}" for h in huruf)


def addresses(versi: int, data: pd.DataFrame, kolom: Sequence[str], awalan: str = "") -> list[str]:
    """The cells of these columns for each row; "" where the row is not known. `awalan`: of the locating columns."""
    tempat = data[[awalan + k for k in TEMPAT]]
    huruf: dict[int, dict[tuple[str, str], str]] = {
        int(u): letters(versi, int(u)) for u in tempat[awalan + TEMPAT[0]].dropna().unique()
    }
    return [
        write(lembar, baris, [h for k in kolom if (h := huruf[int(u)].get((lembar, k)))]) if bahasa.ada(baris) else ""
        for u, lembar, baris in tempat.itertuples(index=False)
    ]


def letters(versi: int, unggahan_id: int) -> dict[tuple[str, str], str]:
    """{(sheet, column): letter} of one upload."""
    isi = kueri.huruf_kolom(versi, unggahan_id)
    return dict(zip(zip(isi["lembar"], isi["kolom"], strict=True), isi["huruf"], strict=True))
