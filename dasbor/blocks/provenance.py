"""Where a number comes from and what it means: provenance lines, definitions, notes on the window of quarters."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor.query import base
from dasbor.ui.reader import TANPA_KKMP, Pilihan
from dasbor.words import language
from dasbor.words.columns import rows
from etl import periode as triwulan
from etl.acuan import load_acuan
from etl.indikator import load_indicators

TAK_LENGKAP = "kurun belum lengkap, tidak dibandingkan"


def n_kecil() -> int:
    return load_acuan().aturan["n_kecil"]


def hari_pascapelatihan() -> int:
    return load_acuan().aturan["hari_pascapelatihan"]


def tempat(p: Pilihan, nama: str = "") -> str:
    """The area as subtitles name it; leaving out KKMP is said, since it changes the numbers."""
    return (nama or p.nama_wilayah) + (" tanpa KKMP" if p.kelompok_hitung == TANPA_KKMP else "")


def judul(p: Pilihan, indikator: str) -> str:
    return base.definisi(p).set_index("indikator")["judul"].get(indikator, indikator)


def definisi(p: Pilihan, *indikator: str) -> list[tuple[str, str]]:
    """(title, "definition = numerator ÷ denominator") for the expander below a chart."""
    arti = {b.indikator: b for b in rows(base.definisi(p))}
    return [(arti[i].judul, _formula(arti[i])) for i in indikator if i in arti]


def _formula(b: Any) -> str:
    bagi = f"{b.pembilang} ÷ {b.penyebut}" if language.ada(b.penyebut) else b.pembilang
    return f"{b.definisi} Dihitung: {bagi}. Sumber: {sebut_sumber(b.sumber)}."


def sebut_sumber(pernyataan: str) -> str:
    """The sources of an indicator as its header declares them, in words."""
    utama, *lain = [s.strip() for s in pernyataan.split(",")]
    return utama + "".join(f"; triwulan tanpa {utama} memakai {s}" for s in lain)


def sumber(p: Pilihan, *jenis: str, kurun: bool = False) -> list[str]:
    """Provenance: workbook, date of the data, publication. Each kind of sheet from its newest quarter in the window.

    `kurun`: visits and trainings of the whole window are shown, so the workbooks before it are counted too.
    """
    berkas: dict[tuple, list[str]] = {}
    for satu in jenis or ("koperasi",):
        ada = [p.periode] if satu == "koperasi" else base.jenis_tersedia(p, satu)
        dari = base.asal(replace(p, periode=ada[-1]), satu) if ada else None
        if dari is None and satu == "koperasi":
            dari = base.asal(p, "rekap")
        if dari is not None:
            berkas.setdefault((dari["nama_berkas"], dari["waktu"], dari["unggahan_id"]), []).append(satu)
    akhir = language.tanggal(triwulan.end(p.periode))
    if not berkas:
        return [f"Sumber: {language.KOSONG} untuk {language.triwulan(p.periode)}"]
    return [
        "Sumber: "
        + "; ".join(f"{nama} (terbitan {nomor}, {language.tanggal(waktu)})" for nama, waktu, nomor in berkas)
        + (_earlier(p, jenis, {unggahan for _, _, unggahan in berkas}) if kurun else "")
        + f" · keadaan per {akhir} · versi {p.versi}"
    ]


def _earlier(p: Pilihan, jenis: tuple[str, ...], disebut: set[int]) -> str:
    """ " dan 3 buku kerja sebelumnya": others in the window that hold these kinds of sheet."""
    isi = base.sumber(p)
    kurun = isi["periode"].isin(base.jendela(p.periode)) & isi["jenis"].isin(set(jenis) - {"koperasi"})
    lain = set(isi["unggahan_id"][kurun]) - disebut
    return f" dan {len(lain)} buku kerja sebelumnya" if lain else ""


def sumber_indikator(p: Pilihan, indikator: str) -> list[str]:
    """Provenance and definition of an indicator, as they also stand in its files."""
    kurun = any(not bagian.endswith(" 0-0") for bagian in _needs(indikator))
    return [*sumber(p, *_kinds(indikator), kurun=kurun), *_defined(p, indikator)]


def _defined(p: Pilihan, indikator: str) -> list[str]:
    return [f"{judul_}: {arti}" for judul_, arti in definisi(p, indikator)]


def sumber_tren(p: Pilihan, indikator: str = "koperasi_aktif") -> list[str]:
    """The same for a chart over all quarters: how many workbooks, the newest by its name."""
    terbaru = replace(p, periode=base.daftar_periode(p)["periode"].iloc[-1])
    baris = sumber(terbaru, *_kinds(indikator))[0]
    n = _books(p, [*_kinds(indikator), "rekap"] if "koperasi" in _kinds(indikator) else _kinds(indikator))
    baris = baris.replace("Sumber: ", f"Sumber: {n} buku kerja, terbaru ", 1) if n > 1 else baris
    return [baris, *_defined(p, indikator)]


def _books(p: Pilihan, jenis: list[str]) -> int:
    """Workbooks that published any of these kinds of sheet."""
    sql = "select unggahan_id from periode_jenis where jenis = $jenis"
    return len({n for satu in jenis for n in base.ask(p, sql, jenis=satu)["unggahan_id"]})


def _kinds(indikator: str) -> list[str]:
    """The kinds of sheet that an indicator is counted from."""
    return [bagian.split()[0] for bagian in _needs(indikator)]


def _needs(indikator: str) -> list[str]:
    """ "pelatihan 0-jendela": kinds of sheet, and from which quarter back to which."""
    return next((i.butuh for i in load_indicators() if i.indikator == indikator), "koperasi 0-0").split(",")


def catatan_jendela(p: Pilihan, jenis: str) -> str:
    """Says when the window of four quarters is not full: a rate on less is not the same rate."""
    ada, semua = base.jenis_tersedia(p, jenis), base.jendela(p.periode)
    hilang = [language.triwulan(x) for x in semua if x not in ada]
    if not hilang:
        return ""
    return (
        f"Data {jenis} belum diterbitkan untuk {language.daftar(hilang)}; angka di bawah hanya dari triwulan yang ada."
    )


def kurun_pascapelatihan(p: Pilihan) -> str:
    """ "…, pelatihan yang selesai 2 Januari 2024 sampai 1 Januari 2025": those whose days of grace are over."""
    akhir = triwulan.end(p.periode) - dt.timedelta(days=hari_pascapelatihan())
    awal = (pd.Timestamp(akhir) - pd.DateOffset(years=1)).date() + dt.timedelta(days=1)
    return f"{p.nama_wilayah}, pelatihan yang selesai {language.tanggal(awal)} sampai {language.tanggal(akhir)}"


def kurun_lengkap(p: Pilihan, indikator: str, *periode: str | None) -> bool:
    """The sheets that an indicator looks back on are published for its whole window in each of these quarters.

    A rate on three quarters beside one on four moves without anybody having done more or less.
    """
    jenis = [bagian.split()[0] for bagian in _needs(indikator) if bagian.endswith("-jendela")]
    return all(
        len(base.jenis_tersedia(replace(p, periode=satu), j)) == len(base.jendela(satu))
        for satu in periode
        if satu
        for j in jenis
    )


def rentang(p: Pilihan) -> str:
    """ "Triwulan III 2024 sampai Triwulan II 2025", the quarters that reach and coverage look at."""
    jendela = base.jendela(p.periode)
    return f"{p.nama_wilayah}, {language.triwulan(jendela[0])} sampai {language.triwulan(jendela[-1])}"
