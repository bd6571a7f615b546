"""How a kelurahan or desa is called where its kecamatan is not seen: "Sukorejo (Wates)"."""

from __future__ import annotations

import pandas as pd

SMALLEST_LEVELS = ("kelurahan", "desa")


def make_labels(wilayah: pd.DataFrame) -> dict[str, str]:
    """{kode: label} of the smallest areas of kode, nama, tingkat, induk.

    In a kabupaten every one carries its kecamatan, since readers know few of 248 by heart; in a city those whose
    name exists twice.
    """
    nama = wilayah.set_index("kode")["nama"]
    kecil = wilayah[wilayah["tingkat"].isin(SMALLEST_LEVELS)]
    perlu = kecil["nama"].duplicated(keep=False) | bool(wilayah["tingkat"].eq("kabupaten").any())
    lengkap = kecil["nama"] + " (" + kecil["induk"].map(nama) + ")"
    return dict(zip(kecil["kode"], lengkap.where(perlu, kecil["nama"]), strict=True))


def put_in_brackets(label: str) -> str:
    """ "Sukorejo, Wates": a label that is to stand in brackets itself."""
    return label.removesuffix(")").replace(" (", ", ", 1) if label.endswith(")") else label
