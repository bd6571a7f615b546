"""Take the contacts out of the rows of a register, before its personal columns are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from etl import personal
from etl.cells.texts import read_text
from etl.model import FoundContact
from etl.skema import SHEET_KINDS

LONGEST = 120  # letters of a name or of the numbers of one cooperative
_WITHOUT_ZERO = re.compile(r"8[1-9]\d{7,10}")  # 81234567890, as Excel shows a number that was typed as one


def take_contacts(rows: pd.DataFrame, kind: str) -> list[FoundContact]:
    """Each cooperative with a chair or a number, once: the first row that says something."""
    if not set(SHEET_KINDS[kind].contact_columns) & set(rows.columns):
        return []
    found: dict[str, FoundContact] = {}
    columns = [_list_texts(rows, name) for name in ("koperasi_id", "nama_ketua", "telepon", "ponsel")]
    for koperasi_id, chair, phone, mobile in zip(*columns, strict=True):
        contact = FoundContact(koperasi_id, clean_name(chair), join_numbers([mobile, phone]))
        if koperasi_id and (contact.ketua or contact.telepon):
            found.setdefault(koperasi_id, contact)
    return list(found.values())


def say_found(contacts: list[FoundContact]) -> str:
    """How many were found and where they go; "" where there are none."""
    if not contacts:
        return ""
    number = f"{len(contacts):,}".replace(",", ".")
    return (
        f"{number} kontak koperasi (nama ketua atau nomor telepon) ditemukan: saat terbit masuk daftar kontak, yang "
        "hanya dilihat petugas, pimpinan dan admin yang masuk; tidak ikut diterbitkan."
    )


def clean_name(text: str) -> str:
    """A name or a few words, without numbers of documents and accounts."""
    return personal.mask(" ".join(text.split()), spared=(personal.PHONE, personal.EMAIL))[:LONGEST]


def join_numbers(texts: Iterable[str]) -> str:
    """Several cells as one text, each number once; a mobile number that lost its zero gets it back."""
    cleaned = (clean_name(text) for text in texts)
    return " / ".join(dict.fromkeys(f"0{t}" if _WITHOUT_ZERO.fullmatch(t) else t for t in cleaned if t))[:LONGEST]


def _list_texts(rows: pd.DataFrame, name: str) -> list[str]:
    if name not in rows.columns:
        return [""] * len(rows)
    return [read_text(value) or "" for value in rows[name]]
