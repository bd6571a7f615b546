"""Kamus Data: indicators, columns, rules and messages as tables, derived from their declarations."""

from __future__ import annotations

import re

import pandas as pd

from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.query import published
from dasbor.query.source import in_force
from dasbor.words import language
from etl import skema
from etl.operator_settings import list_dated
from etl.pesan import MESSAGES, WRONG
from etl.settings.dated import make_key, say_key, say_value
from etl.settings.declare import SETTINGS, Setting

QUESTION = "Apa arti setiap angka, kolom dan pesan di dasbor ini?"
SHEET_CHOICES = {kind: sheet.judul for kind, sheet in skema.SHEET_KINDS.items()}
_PLAIN = ("judul", "definisi", "pembilang", "penyebut", "satuan", "arah", "sumber", "dasar")
INDICATOR_COLUMNS = {k: k.capitalize() for k in _PLAIN} | {"judul": "Indikator", "indikator": "Kode"}
_NOT_NOTED = "Belum dicatat pada terbitan ini"
_DIRECTIONS = {"naik": "lebih tinggi lebih baik", "turun": "lebih rendah lebih baik"}


def list_indicators(p: Choice) -> pd.DataFrame:
    """judul, definisi, pembilang, penyebut, arah, sumber, dasar, indikator, as published."""
    defined = published.list_definitions(p)
    return defined.assign(
        penyebut=defined["penyebut"].fillna("(banyaknya saja)"),
        arah=defined["arah"].map(_DIRECTIONS).fillna("hanya keterangan"),
        sumber=defined["sumber"].map(provenance.say_declared_sources),
        dasar=defined["dasar"].map(language.capitalise) if "dasar" in defined else _NOT_NOTED,
    )[list(INDICATOR_COLUMNS)]


def say_sources(p: Choice) -> list[str]:
    return [f"Dari definisi pada terbitan {language.say_version(p.version)}"]


def list_sheet_columns(kind: str) -> pd.DataFrame:
    """What a kind of sheet may hold: heading, meaning, type, other headings that are understood."""
    return pd.DataFrame(
        [
            {
                "judul": k.judul,
                "arti": k.arti,
                "isian": ", ".join(k.pilihan) if k.pilihan else skema.TYPE_WORDS[k.tipe],
                "wajib": k.wajib,
                "disimpan": not k.pribadi,
                "sinonim": ", ".join(k.sinonim),
            }
            for k in skema.SHEET_KINDS[kind].kolom
        ]
    )


def say_sheet(kind: str) -> tuple[str, str]:
    """Title and meaning of a kind of sheet."""
    sheet = skema.SHEET_KINDS[kind]
    return f"Kolom lembar {sheet.judul}", sheet.arti


def list_rules(p: Choice) -> list[tuple[str, str]]:
    """The rules that settings decide, as they were in force in the version, in words; then those that stand fast."""
    return [*_list_settings(p), *_list_years(p), *_list_fixed_rules()]


def _list_years(p: Choice) -> list[tuple[str, str]]:
    """The deadlines of circulars, and other values of one year."""
    known = [(make_key(d), d) for d in list_dated(in_force.read_reference(p).settings)]
    return [
        (say_key(key), f"{say_value(key, d.value)}." + (f" Dasar: {d.source}." if d.source else "")) for key, d in known
    ]


def _list_settings(p: Choice) -> list[tuple[str, str]]:
    rules = in_force.read_rules(p)
    return [(s.term, _say_setting(s, rules[s.key])) for s in SETTINGS.values() if s.term and s.key in rules]


def _say_setting(s: Setting, value: int) -> str:
    return f"{s.say_rule(value)} {_say_health_rule()}" if s.key == "tahun_penilaian" else s.say_rule(value)


def _list_fixed_rules() -> list[tuple[str, str]]:
    statuses = language.join_list(list(skema.REGISTERED_STATUSES))
    return [
        ("Terdaftar", f"Koperasi berstatus {statuses}; yang diusulkan dibubarkan dihitung sendiri."),
        (
            "Rekap",
            "Triwulan tanpa register memakai lembar Rekap dan ditandai: terdaftar = aktif + tidak aktif. Wilayah yang "
            "tidak ditulis di rekap tetap “belum ada data”, kecuali semua bagiannya ditulis. Bila ada register, "
            "register yang dipakai.",
        ),
        (
            "Target",
            "Target dari buku kerja mendahului target di pengaturan; dari dua buku kerja, yang triwulannya terakhir.",
        ),
        (
            "Didahulukan",
            "Wilayah yang bagian koperasi aktifnya di bawah target, tanpa target di bawah angka kota; yang paling "
            "banyak kekurangan koperasi aktif lebih dulu. Koperasi dan kelompok menurut alasan dan poin di Prioritas.",
        ),
        (
            "Kurun belum lengkap",
            "Salah satu lembar dalam kurun yang dihitung belum diterbitkan. Tandanya kosong, garisnya putus, dan "
            "angkanya tidak dibandingkan.",
        ),
    ]


def _say_health_rule() -> str:
    limits = [f"{name} mulai skor {limit}" for limit, name in skema.HEALTH_LIMITS if limit]
    return f"{language.join_list(limits)}; di bawahnya {skema.HEALTH_LIMITS[-1][1]}."


_PLACEHOLDER = re.compile(r"\{\w+\}")  # what a message fills in


def list_messages() -> pd.DataFrame:
    """All messages that a check may give."""
    return pd.DataFrame(
        [
            {
                "kode": message.kode,
                "berat": "salah: tidak dapat terbit" if message.berat == WRONG else "periksa: tetap terbit",
                "pesan": _PLACEHOLDER.sub("…", message.pesan),
                "saran": _PLACEHOLDER.sub("…", message.saran),
            }
            for message in MESSAGES.values()
        ]
    )
