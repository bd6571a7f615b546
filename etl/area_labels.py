"""How a kelurahan or desa is called where its kecamatan is not seen: "Sukorejo (Wates)"."""

from __future__ import annotations

import pandas as pd

SMALLEST_LEVELS = ("kelurahan", "desa")


def make_labels(area_rows: pd.DataFrame) -> dict[str, str]:
    """{kode: label} of the smallest areas of kode, nama, tingkat, induk.

    In a kabupaten every one carries its kecamatan, since readers know few of 248 by heart; in a city those whose
    name exists twice.
    """
    name = area_rows.set_index("kode")["nama"]
    small = area_rows[area_rows["tingkat"].isin(SMALLEST_LEVELS)]
    needed = small["nama"].duplicated(keep=False) | bool(area_rows["tingkat"].eq("kabupaten").any())
    complete = small["nama"] + " (" + small["induk"].map(name) + ")"
    return dict(zip(small["kode"], complete.where(needed, small["nama"]), strict=True))


def put_in_brackets(label: str) -> str:
    """ "Sukorejo, Wates": a label that is to stand in brackets itself."""
    return label.removesuffix(")").replace(" (", ", ", 1) if label.endswith(")") else label
