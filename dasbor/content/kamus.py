"""Kamus Data: indicators, columns, rules and messages as tables, derived from their declarations."""

from __future__ import annotations

import re

import pandas as pd

from dasbor.blocks import provenance
from dasbor.choice import Choice
from dasbor.query import base
from dasbor.words import language
from etl import skema
from etl.acuan import load_acuan
from etl.pesan import PESAN, SALAH

KOLOM_INDIKATOR = {
    "judul": "Indikator", "definisi": "Definisi", "pembilang": "Pembilang", "penyebut": "Penyebut", "satuan": "Satuan",
    "arah": "Arah", "sumber": "Sumber", "indikator": "Kode",
}  # fmt: skip
_ARAH = {"naik": "lebih tinggi lebih baik", "turun": "lebih rendah lebih baik"}


def indikator(p: Choice) -> pd.DataFrame:
    """judul, definisi, pembilang, penyebut, arah, sumber, indikator, as published."""
    isi = base.definisi(p)
    return isi.assign(
        penyebut=isi["penyebut"].fillna("(banyaknya saja)"),
        arah=isi["arah"].map(_ARAH).fillna("hanya keterangan"),
        sumber=isi["sumber"].map(provenance.sebut_sumber),
    )[list(KOLOM_INDIKATOR)]


def kolom(jenis: str) -> pd.DataFrame:
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
            for k in skema.LEMBAR[jenis].kolom
        ]
    )


def aturan() -> list[tuple[str, str]]:
    """The rules that settings decide, with the present setting in words."""
    a = load_acuan().aturan
    bulan = language.nama_bulan(a["bulan_batas_rat"])
    return [
        (
            "Status menurut RAT",
            f"Koperasi dianggap tidak aktif bila {a['tahun_tanpa_rat']} tahun buku berturut-turut tanpa RAT. Status yang "
            "ditulis dinas tetap dipakai; perbedaannya didaftar.",
        ),
        ("Batas RAT", f"RAT satu tahun buku ditunggu sampai akhir {bulan} tahun berikutnya; sebelumnya belum RAT bukan kesalahan."),
        ("Kurun empat triwulan" if a["jendela_triwulan"] == 4 else "Kurun", f"Jangkauan pelatihan dan cakupan pendampingan melihat {a['jendela_triwulan']} triwulan terakhir."),
        ("Pascapelatihan", f"Kunjungan dihitung bila paling lambat {a['hari_pascapelatihan']} hari sesudah pelatihan berakhir."),
        ("Penilaian kesehatan", f"Hasil pemeriksaan berlaku {a['tahun_penilaian']} tahun. {_health()}"),
        ("Jumlah kecil", f"Persentase dari kurang dari {a['n_kecil']} koperasi diberi garis dan tidak dibandingkan."),
        ("Terdaftar", f"Koperasi berstatus {language.daftar(list(skema.STATUS_TERDAFTAR))}; yang diusulkan dibubarkan dihitung sendiri."),
        ("Rekap", "Triwulan tanpa register memakai lembar Rekap dan ditandai: terdaftar = aktif + tidak aktif. Wilayah yang tidak "
         "ditulis di rekap tetap “belum ada data”, kecuali semua bagiannya ditulis. Bila ada register, register yang dipakai."),
        ("Target", "Target dari buku kerja mendahului target di pengaturan; dari dua buku kerja, yang triwulannya terakhir."),
    ]  # fmt: skip


def _health() -> str:
    atas = [f"{nama} mulai skor {batas}" for batas, nama in skema.BATAS_KESEHATAN if batas]
    return f"{language.daftar(atas)}; di bawahnya {skema.BATAS_KESEHATAN[-1][1]}."


_ISIAN = re.compile(r"\{\w+\}")  # what a message fills in


def pesan() -> pd.DataFrame:
    """All messages that a check may give."""
    return pd.DataFrame(
        [
            {"kode": p.kode, "berat": "salah: tidak dapat terbit" if p.berat == SALAH else "periksa: tetap terbit",
             "pesan": _ISIAN.sub("…", p.pesan), "saran": _ISIAN.sub("…", p.saran)}
            for p in PESAN.values()
        ]
    )  # fmt: skip
