"""Whom to call: kelurahan with the lowest rates, inactive cooperatives nobody visited. Pure functions on tables."""

from __future__ import annotations

import pandas as pd

from dasbor import bahasa, kalimat
from dasbor.tabel import rows
from etl import skema


def lowest_areas(data: pd.DataFrame, indikator: str, n_kecil: int, jumlah: int = 3) -> list[tuple[str, str, str]]:
    """(nama, why, kode_wilayah) of the lowest rates among areas large enough to compare."""
    banding = kalimat.comparable(data, n_kecil).sort_values(["nilai", "nama"]).head(jumlah)
    return [
        (
            b.nama,
            f"{bahasa.pecahan(b.pembilang, b.penyebut)} {kalimat.phrase(indikator)} ({bahasa.persen(b.nilai, b.penyebut)})",
            b.kode_wilayah,
        )
        for b in rows(banding)
    ]


def unvisited(koperasi: pd.DataFrame) -> pd.DataFrame:
    """Inactive cooperatives without a visit in four quarters; the longest without RAT first."""
    belum = koperasi[(koperasi["status"] == skema.TIDAK_AKTIF) & (koperasi["kali_didampingi_4tw"] == 0)]
    return belum.sort_values(["tahun_buku_rat", "kelurahan", "nama_koperasi"], na_position="first").reset_index(
        drop=True
    )


def unvisited_reason(baris) -> str:
    """ "Turi · RAT terakhir tahun buku 2021 · belum dikunjungi"."""
    rat = baris.tahun_buku_rat
    kapan = f"RAT terakhir tahun buku {int(rat)}" if bahasa.ada(rat) else "RAT belum tercatat"
    return f"{baris.kelurahan} · {kapan} · belum dikunjungi"
