"""Totals that must agree: last quarter's register and this one's, the register and the rekap."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dasbor import asal, bahasa, kueri, kueri_mutu, tampilan
from dasbor.pilihan import Pilihan
from etl import skema


def tampil(p: Pilihan) -> None:
    """Last quarter's register + what changed = this quarter's register; and the rekap beside it."""
    judul, subjudul = "Register triwulan lalu dan kini", f"Koperasi terdaftar, {asal.tempat(p)}"
    if not kueri.punya_register(p):
        tampilan.subjudul_blok(judul, subjudul)
        tampilan.kosong(
            f"Register {bahasa.triwulan(p.periode)} belum diunggah.", "Unggah buku kerja dengan lembar Koperasi."
        )
    elif kueri.periode_lalu(p) is None:
        tampilan.subjudul_blok(judul, subjudul)
        tampilan.kosong("Ini register pertama: belum ada triwulan sebelumnya untuk dicocokkan.")
    else:
        langkah, cocok = reconcile(p)
        tampilan.daftar_tabel(
            langkah, cocok, asal.sumber(p), "rekonsiliasi", {"langkah": "Langkah", "jumlah": "Koperasi terdaftar"},
            subjudul=subjudul,
        )  # fmt: skip
    _show_rekap(p)


def reconcile(p: Pilihan) -> tuple[pd.DataFrame, str]:
    """(steps from last quarter's total to this one's, a sentence that says whether they meet)."""
    lalu = kueri.periode_lalu(p) or ""
    awal, kini = (
        kueri.nilai(replace(p, periode=q)).get("koperasi_terdaftar", kueri.Nilai()).nilai or 0
        for q in (lalu, p.periode)
    )
    ubah = kueri.alur(p).groupby("alur")["d_terdaftar"].sum()
    ubah = ubah[ubah != 0]
    hitung = int(awal + ubah.sum())
    baris = [
        (bahasa.triwulan(lalu), int(awal)), *((bahasa.kalimat(str(a)), int(n)) for a, n in ubah.items()),
        ("Terhitung", hitung), (f"{bahasa.triwulan(p.periode)} menurut indikator", int(kini)),
    ]  # fmt: skip
    beda = int(kini) - hitung
    kalimat = "Register cocok" if beda == 0 else f"Register berselisih {bahasa.bertanda(beda)}"
    tanda = "+" if ubah.sum() >= 0 else "−"
    kalimat += f": {awal:.0f} {tanda} {abs(int(ubah.sum()))} = {hitung}"
    return pd.DataFrame(baris, columns=["langkah", "jumlah"]), kalimat


def _show_rekap(p: Pilihan) -> None:
    isi = kueri_mutu.rekap(p)
    if isi is None or isi.empty:
        tampilan.subjudul_blok("Rekap dan register")
        tampilan.kosong(
            f"Belum ada rekap {p.nama_wilayah} untuk {bahasa.triwulan(p.periode)}.",
            "Unggah lembar Rekap bila dinas punya jumlah resmi untuk dicocokkan.",
        )
        return
    tampilan.daftar_tabel(
        compare_rekap(p, isi), "Rekap dan register", asal.sumber(p, "rekap"), "rekap_register",
        {"hal": "Status", "rekap": "Menurut rekap", "register": "Menurut register", "selisih": "Selisih"},
        subjudul=f"{p.nama_wilayah}, {bahasa.triwulan(p.periode)}; bila berbeda, register yang dipakai",
    )  # fmt: skip


def compare_rekap(p: Pilihan, isi: pd.DataFrame) -> pd.DataFrame:
    """One row per status; the register's count is missing when no register was published."""
    punya = kueri.punya_register(p)
    status = kueri_mutu.register(p).set_index("status")["jumlah"]
    hasil = pd.DataFrame(
        [
            {"hal": bahasa.kalimat(s), "rekap": isi.iloc[0][k], "register": int(status.get(s, 0)) if punya else None}
            for s, k in skema.REKAP_STATUS.items()
        ]
    ).astype({"rekap": "Int64", "register": "Int64"})
    return hasil.assign(selisih=hasil["register"] - hasil["rekap"])
