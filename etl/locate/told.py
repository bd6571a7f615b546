"""Whom a visit reached, where no column says so but a text does: "Kunjungan ke KUD Mawar Kel. Turi"."""

from __future__ import annotations

import dataclasses
import re

import pandas as pd

from etl.cells.texts import is_blank, tidy_text
from etl.model import FoundColumn, FoundTable, write_address
from etl.pesan import Finding, make_finding
from etl.skema import COOPERATIVE_GROUPS, SHEET_KINDS

_LEAST_SHARE = 0.5  # of the texts must name one target each, or the column says something else
_GROUPS = ("bank sampah", "kelompok", "paguyuban", "gapoktan", "poktan", "pokmas", "pkk")
_FORMS = sorted(
    {
        *(word.casefold() for name, spelled in COOPERATIVE_GROUPS.items() for word in (name, *spelled)),
        *("koperasi", "kop", "kopdit", "kopma", "kopsis", "koptan", "kopkel", "kopdes", "pkpri", *_GROUPS),
    }
    - {"lainnya", "lain-lain", "merah putih"},
    key=len,
    reverse=True,
)
_FORM = re.compile(
    rf"(?<![\w/])(?<!dinas )(?<!penyuluh )(?<!hari )(?:{'|'.join(map(re.escape, _FORMS))}|primkop\w+|puskop\w+)\b\.?",
    re.I,
)
# What ends a name, also where all is written in capitals.
_ENDS = re.compile(
    r"\s+(?:di|ke|pada|untuk|dalam|tentang|terkait|mengenai|yang|guna|oleh|agar|tidak|belum|"
    r"kel|kelurahan|desa|ds|kec|kecamatan|rt|rw|jl|jalan)\b|\s+[-–—]\s|[,;:()]|\.\s*$",
    re.I,
)
_AREA = re.compile(r"\b(?:kel(?:urahan)?|desa|ds)\b[.\s:]*(?P<name>[^,;:()]+)", re.I)
_REPEATED = re.compile(rf"\s*\(\s*(?:{'|'.join(map(re.escape, _FORMS))})\s*\)", re.I)  # Pondok Pesantren (Koppontren)
_AND = re.compile(r"\s+(?:dan|&)\s+", re.I)


def read_told_targets(table: FoundTable) -> tuple[FoundTable, list[Finding]]:
    """The table with target and kelurahan as its texts tell them, and what was read; as it is where a column says it.

    A text that names nobody, or two, leaves its row without a target, which is a finding of its own later on.
    """
    sheet = SHEET_KINDS[table.jenis]
    text = next((name for name in sheet.telling_texts if name in table.kolom), "")
    if not text or sheet.target_column in {*table.kolom, *table.above} or not len(table.data):
        return table, []
    told = [("", "") if is_blank(v) else read_target(str(v)) for v in table.data[text]]
    written = sum(not is_blank(v) for v in table.data[text])
    if sum(bool(name) for name, _ in told) < _LEAST_SHARE * max(written, 1):
        return table, []
    taken = {sheet.target_column: [name or None for name, _ in told]}
    if "kelurahan" not in {*table.kolom, *table.sections}:
        taken["kelurahan"] = [area or None for _, area in told]
    place = table.kolom[text]
    within = FoundColumn(place.column, place.heading, is_inside=True)
    data = table.data.assign(**{k: pd.Series(v, index=table.data.index, dtype=object) for k, v in taken.items()})
    table = dataclasses.replace(table, data=data, kolom={**table.kolom, **dict.fromkeys(taken, within)})
    first = next(i for i, (name, _) in enumerate(told) if name)
    part = {
        "kolom": sheet[sheet.target_column].judul,
        "nama": told[first][0],
        "wilayah": told[first][1] or "tidak tertulis",
    }
    cell = write_address(table.data.index[first], place.column)
    return table, [make_finding("sasaran_dari_teks", table.lembar, cell, place.heading, **part)]


def read_target(text: str) -> tuple[str, str]:
    """ "Pembinaan ke KUD Mawar Kel. Turi" -> ("KUD Mawar", "Turi"); ("", …) where none or more than one is named."""
    text = _REPEATED.sub("", tidy_text(text))
    text = text.title() if text.islower() else text  # written without any capitals, names have none either
    names = dict.fromkeys(name for m in _FORM.finditer(text) if (name := _cut_name(text[m.start() :], m[0])))
    whole = [n for n in names if not any(n != other and other.endswith(n) for other in names)]
    name = whole[0] if len({n.casefold() for n in whole}) == 1 else ""
    area = _AREA.search(text.replace(name, " ") if name else text)  # a "Koperasi Kelurahan Merah Putih" names no area
    return name, (_keep_capitals(_cut_end(area["name"]).split()) if area else "")


def _cut_name(text: str, form: str) -> str:
    """The name that begins here: the form and the words with a capital that follow; "" where nothing follows."""
    rest = _cut_end(text[len(form) :])
    parts = _AND.split(rest)
    if len(parts) > 1 and (_FORM.match(parts[1]) or not parts[1][:1].isupper()):
        rest = parts[0]
    own = _keep_capitals(rest.split())
    return f"{form} {own}" if own else ""


def _cut_end(text: str) -> str:
    ended = _ENDS.search(text)
    return text[: ended.start()] if ended else text


def _keep_capitals(words: list[str]) -> str:
    """The first words, as long as they are written like names."""
    kept: list[str] = []
    for word in words:
        start = word.lstrip("“”\"'‘’(")[:1]
        if not (start.isupper() or start.isdigit()) and word not in ("dan", "&"):
            break
        kept.append(word)
    return " ".join(kept).strip(" .-–")
