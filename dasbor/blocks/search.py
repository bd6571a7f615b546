"""Finding a cooperative: what was looked for, names like it, or the first of the register to pick from."""

from __future__ import annotations

import pandas as pd

from dasbor.query import base, cooperatives
from dasbor.query.lists import MAX_ROWS, Listing
from dasbor.ui import reader, screen
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from dasbor.words.columns import list_rows

RESULT_COLUMNS = {
    "nama_koperasi": "",
    "nik_koperasi": "",
    "nomor_badan_hukum": "",
    "kelurahan": "",
    "status": "",
    "periode": "Terakhir tercatat",
}


def show_search(p: Pilihan, kata: str) -> None:
    """What was looked for, in the whole city and all quarters; without a word the first of the area's register."""
    if not kata:
        _show_register(p)
        return
    isi = cooperatives.find_cooperatives(p, kata, MAX_ROWS)
    if isi.empty:
        _show_nothing_found(p, kata)
        return
    semua = int(isi["semua"].iloc[0])
    screen.show_list(
        Listing(isi, lambda: semua, lambda: cooperatives.find_cooperatives(p, kata)),
        f"{language.format_number(semua)} koperasi cocok dengan “{kata[:40]}”", [], "hasil_cari", RESULT_COLUMNS,
        subjudul="Di seluruh wilayah dan semua triwulan, juga nama lama.",
    )  # fmt: skip


def _show_register(p: Pilihan) -> None:
    isi, kapan = _list_first(p), language.format_quarter(p.periode)
    if isi.empty and not base.has_register(p):
        screen.show_empty(
            f"Register koperasi {kapan} belum diterbitkan.", "Pilih triwulan lain, atau cari menurut nama."
        )
        return
    if isi.empty:
        screen.show_empty(f"Tidak ada koperasi di {p.nama_wilayah} pada register {kapan}.")
        return
    semua = int(isi["semua"].iloc[0])
    lain = "; ketik nama untuk mempersempit" if semua > len(isi) else ""
    screen.show_list(
        Listing(isi, lambda: semua, lambda: _list_first(p, None)), f"{language.format_number(semua)} koperasi di register", [], "daftar_koperasi", RESULT_COLUMNS,
        subjudul=f"{p.nama_wilayah}, {kapan}. Menurut abjad{lain}.",
    )  # fmt: skip


def _list_first(p: Pilihan, batas: int | None = 50) -> pd.DataFrame:
    return cooperatives.list_first(p, batas)


def _show_nothing_found(p: Pilihan, kata: str) -> None:
    mirip = cooperatives.find_similar(p, kata)
    screen.show_empty(
        f"Tidak ada koperasi dengan nama, NIK atau nomor badan hukum “{kata[:40]}”.",
        "Periksa ejaannya, atau ketik sebagian saja." if mirip.empty else "Yang namanya mirip ada di bawah ini.",
    )
    for satu in list_rows(mirip):
        screen.show_link(satu.nama_koperasi, reader.make_link("koperasi", id=satu.koperasi_id))
