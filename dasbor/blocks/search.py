"""Finding a cooperative: what was looked for, names like it, or the first of the register to pick from."""

from __future__ import annotations

import pandas as pd

from dasbor.query import base, cooperatives
from dasbor.query.lists import PALING_BANYAK, Daftar
from dasbor.ui import reader, screen
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from dasbor.words.columns import rows

DAFTAR = {
    "nama_koperasi": "",
    "nik_koperasi": "",
    "nomor_badan_hukum": "",
    "kelurahan": "",
    "status": "",
    "periode": "Terakhir tercatat",
}


def show(p: Pilihan, kata: str) -> None:
    """What was looked for, in the whole city and all quarters; without a word the first of the area's register."""
    if not kata:
        _show_register(p)
        return
    isi = cooperatives.cari(p, kata, PALING_BANYAK)
    if isi.empty:
        _nothing_found(p, kata)
        return
    semua = int(isi["semua"].iloc[0])
    screen.daftar_tabel(
        Daftar(isi, lambda: semua, lambda: cooperatives.cari(p, kata)),
        f"{language.bilangan(semua)} koperasi cocok dengan “{kata[:40]}”", [], "hasil_cari", DAFTAR,
        subjudul="Di seluruh wilayah dan semua triwulan, juga nama lama.",
    )  # fmt: skip


def _show_register(p: Pilihan) -> None:
    isi, kapan = _first(p), language.triwulan(p.periode)
    if isi.empty and not base.punya_register(p):
        screen.kosong(f"Register koperasi {kapan} belum diterbitkan.", "Pilih triwulan lain, atau cari menurut nama.")
        return
    if isi.empty:
        screen.kosong(f"Tidak ada koperasi di {p.nama_wilayah} pada register {kapan}.")
        return
    semua = int(isi["semua"].iloc[0])
    lain = "; ketik nama untuk mempersempit" if semua > len(isi) else ""
    screen.daftar_tabel(
        Daftar(isi, lambda: semua, lambda: _first(p, None)), f"{language.bilangan(semua)} koperasi di register", [], "daftar_koperasi", DAFTAR,
        subjudul=f"{p.nama_wilayah}, {kapan}. Menurut abjad{lain}.",
    )  # fmt: skip


def _first(p: Pilihan, batas: int | None = 50) -> pd.DataFrame:
    return cooperatives.register_pendek(p, batas)


def _nothing_found(p: Pilihan, kata: str) -> None:
    mirip = cooperatives.mirip(p, kata)
    screen.kosong(
        f"Tidak ada koperasi dengan nama, NIK atau nomor badan hukum “{kata[:40]}”.",
        "Periksa ejaannya, atau ketik sebagian saja." if mirip.empty else "Yang namanya mirip ada di bawah ini.",
    )
    for satu in rows(mirip):
        screen.tautan(satu.nama_koperasi, reader.tautan("koperasi", id=satu.koperasi_id))
