"""Totals that must agree: last quarter's register and this one's, the register and the rekap."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dasbor.blocks import provenance
from dasbor.query import base, quality
from dasbor.ui import screen
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from etl import skema


def tampil(p: Pilihan) -> None:
    """Last quarter's register + what changed = this quarter's register; and the rekap beside it."""
    judul, subjudul = "Register triwulan lalu dan kini", f"Koperasi terdaftar, {provenance.tempat(p)}"
    if not base.punya_register(p):
        screen.subjudul_blok(judul, subjudul)
        screen.kosong(
            f"Register {language.triwulan(p.periode)} belum diunggah.", "Unggah buku kerja dengan lembar Koperasi."
        )
    elif base.periode_lalu(p) is None:
        screen.subjudul_blok(judul, subjudul)
        screen.kosong("Ini register pertama: belum ada triwulan sebelumnya untuk dicocokkan.")
    else:
        langkah, cocok = reconcile(p)
        screen.daftar_tabel(
            langkah, cocok, provenance.sumber(p), "rekonsiliasi", {"langkah": "Langkah", "jumlah": "Koperasi terdaftar"},
            subjudul=subjudul,
        )  # fmt: skip
    _show_rekap(p)


def reconcile(p: Pilihan) -> tuple[pd.DataFrame, str]:
    """(steps from last quarter's total to this one's, a sentence that says whether they meet)."""
    lalu = base.periode_lalu(p) or ""
    awal, kini = (
        base.nilai(replace(p, periode=q)).get("koperasi_terdaftar", base.Nilai()).nilai or 0 for q in (lalu, p.periode)
    )
    ubah = base.alur(p).groupby("alur")["d_terdaftar"].sum()
    ubah = ubah[ubah != 0]
    hitung = int(awal + ubah.sum())
    baris = [
        (language.triwulan(lalu), int(awal)), *((language.kalimat(str(a)), int(n)) for a, n in ubah.items()),
        ("Terhitung", hitung), (f"{language.triwulan(p.periode)} menurut indikator", int(kini)),
    ]  # fmt: skip
    beda = int(kini) - hitung
    kalimat = "Register cocok" if beda == 0 else f"Register berselisih {language.bertanda(beda)}"
    tanda = "+" if ubah.sum() >= 0 else "−"
    kalimat += f": {awal:.0f} {tanda} {abs(int(ubah.sum()))} = {hitung}"
    return pd.DataFrame(baris, columns=["langkah", "jumlah"]), kalimat


def _show_rekap(p: Pilihan) -> None:
    isi = quality.rekap(p)
    if isi is None or isi.empty:
        screen.subjudul_blok("Rekap dan register")
        screen.kosong(
            f"Belum ada rekap {p.nama_wilayah} untuk {language.triwulan(p.periode)}.",
            "Unggah lembar Rekap bila dinas punya jumlah resmi untuk dicocokkan.",
        )
        return
    screen.daftar_tabel(
        compare_rekap(p, isi), "Rekap dan register", provenance.sumber(p, "rekap"), "rekap_register",
        {"hal": "Status", "rekap": "Menurut rekap", "register": "Menurut register", "selisih": "Selisih"},
        subjudul=f"{p.nama_wilayah}, {language.triwulan(p.periode)}; bila berbeda, register yang dipakai",
    )  # fmt: skip


def compare_rekap(p: Pilihan, isi: pd.DataFrame) -> pd.DataFrame:
    """One row per status; the register's count is missing when no register was published."""
    punya = base.punya_register(p)
    status = quality.register(p).set_index("status")["jumlah"]
    hasil = pd.DataFrame(
        [
            {"hal": language.kalimat(s), "rekap": isi.iloc[0][k], "register": int(status.get(s, 0)) if punya else None}
            for s, k in skema.REKAP_STATUS.items()
        ]
    ).astype({"rekap": "Int64", "register": "Int64"})
    return hasil.assign(selisih=hasil["register"] - hasil["rekap"])
