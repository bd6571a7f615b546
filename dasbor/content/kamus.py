"""Kamus Data: indicators, columns, rules and messages as tables, derived from their declarations."""

from __future__ import annotations

import re

import pandas as pd

from dasbor.blocks import provenance
from dasbor.choice import Choice
from dasbor.query import published
from dasbor.words import language
from etl import skema
from etl.acuan import load_reference
from etl.pesan import MESSAGES, WRONG

INDICATOR_COLUMNS = {
    "judul": "Indikator", "definisi": "Definisi", "pembilang": "Pembilang", "penyebut": "Penyebut", "satuan": "Satuan",
    "arah": "Arah", "sumber": "Sumber", "indikator": "Kode",
}  # fmt: skip
_DIRECTIONS = {"naik": "lebih tinggi lebih baik", "turun": "lebih rendah lebih baik"}


def list_indicators(p: Choice) -> pd.DataFrame:
    """judul, definisi, pembilang, penyebut, arah, sumber, indikator, as published."""
    content = published.list_definitions(p)
    return content.assign(
        penyebut=content["penyebut"].fillna("(banyaknya saja)"),
        arah=content["arah"].map(_DIRECTIONS).fillna("hanya keterangan"),
        sumber=content["sumber"].map(provenance.say_declared_sources),
    )[list(INDICATOR_COLUMNS)]


def list_sheet_columns(kind: str) -> pd.DataFrame:
    """What a kind of sheet may hold: heading, meaning, type, other headings that are understood."""
    return pd.DataFrame(
        [
            {
                "judul": k.judul,
                "arti": k.arti,
                "isian": ", ".join(k.pilihan) if k.pilihan else skema.TIPE_KATA[k.tipe],
                "wajib": k.wajib,
                "disimpan": not k.pribadi,
                "sinonim": ", ".join(k.sinonim),
            }
            for k in skema.SHEET_KINDS[kind].kolom
        ]
    )


def list_rules() -> list[tuple[str, str]]:
    """The rules that settings decide, with the present setting in words."""
    a = load_reference().aturan
    month = language.name_month(a["bulan_batas_rat"])
    return [
        (
            "Status menurut RAT",
            f"Koperasi dianggap tidak aktif bila {a['tahun_tanpa_rat']} tahun buku berturut-turut tanpa RAT. Status yang "
            "ditulis dinas tetap dipakai; perbedaannya didaftar.",
        ),
        ("Batas RAT", f"RAT satu tahun buku ditunggu sampai akhir {month} tahun berikutnya; sebelumnya belum RAT bukan kesalahan."),
        ("Kurun empat triwulan" if a["jendela_triwulan"] == 4 else "Kurun", f"Jangkauan pelatihan dan cakupan pendampingan melihat {a['jendela_triwulan']} triwulan terakhir."),
        ("Pascapelatihan", f"Kunjungan dihitung bila paling lambat {a['hari_pascapelatihan']} hari sesudah pelatihan berakhir."),
        ("Penilaian kesehatan", f"Hasil pemeriksaan berlaku {a['tahun_penilaian']} tahun. {_say_health_rule()}"),
        ("Jumlah kecil", f"Persentase dari kurang dari {a['n_kecil']} koperasi diberi garis dan tidak dibandingkan."),
        ("Terdaftar", f"Koperasi berstatus {language.join_list(list(skema.REGISTERED_STATUSES))}; yang diusulkan dibubarkan dihitung sendiri."),
        ("Rekap", "Triwulan tanpa register memakai lembar Rekap dan ditandai: terdaftar = aktif + tidak aktif. Wilayah yang tidak "
         "ditulis di rekap tetap “belum ada data”, kecuali semua bagiannya ditulis. Bila ada register, register yang dipakai."),
        ("Target", "Target dari buku kerja mendahului target di pengaturan; dari dua buku kerja, yang triwulannya terakhir."),
    ]  # fmt: skip


def _say_health_rule() -> str:
    lines_above = [f"{name} mulai skor {limit}" for limit, name in skema.HEALTH_LIMITS if limit]
    return f"{language.join_list(lines_above)}; di bawahnya {skema.HEALTH_LIMITS[-1][1]}."


_PLACEHOLDER = re.compile(r"\{\w+\}")  # what a message fills in


def list_messages() -> pd.DataFrame:
    """All messages that a check may give."""
    return pd.DataFrame(
        [
            {"kode": p.kode, "berat": "salah: tidak dapat terbit" if p.berat == WRONG else "periksa: tetap terbit",
             "pesan": _PLACEHOLDER.sub("…", p.pesan), "saran": _PLACEHOLDER.sub("…", p.saran)}
            for p in MESSAGES.values()
        ]
    )  # fmt: skip
