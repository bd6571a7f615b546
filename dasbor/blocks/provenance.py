"""Where a number comes from and what it means: provenance lines, definitions, notes on the window of quarters."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor.query import base
from dasbor.ui.reader import WITHOUT_KKMP, Pilihan
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as triwulan
from etl.acuan import load_reference
from etl.indikator import load_indicators

INCOMPLETE = "kurun belum lengkap, tidak dibandingkan"


def read_small_n() -> int:
    return load_reference().aturan["n_kecil"]


def read_grace_days() -> int:
    return load_reference().aturan["hari_pascapelatihan"]


def say_place(p: Pilihan, nama: str = "") -> str:
    """The area as subtitles name it; leaving out KKMP is said, since it changes the numbers."""
    return (nama or p.nama_wilayah) + (" tanpa KKMP" if p.kelompok_hitung == WITHOUT_KKMP else "")


def find_title(p: Pilihan, indikator: str) -> str:
    return base.list_definitions(p).set_index("indikator")["judul"].get(indikator, indikator)


def say_definitions(p: Pilihan, *indikator: str) -> list[tuple[str, str]]:
    """(title, "definition = numerator ÷ denominator") for the expander below a chart."""
    arti = {b.indikator: b for b in list_rows(base.list_definitions(p))}
    return [(arti[i].judul, _say_formula(arti[i])) for i in indikator if i in arti]


def _say_formula(b: Any) -> str:
    bagi = f"{b.pembilang} ÷ {b.penyebut}" if language.is_known(b.penyebut) else b.pembilang
    return f"{b.definisi} Dihitung: {bagi}. Sumber: {say_declared_sources(b.sumber)}."


def say_declared_sources(pernyataan: str) -> str:
    """The sources of an indicator as its header declares them, in words."""
    utama, *lain = [s.strip() for s in pernyataan.split(",")]
    return utama + "".join(f"; triwulan tanpa {utama} memakai {s}" for s in lain)


def say_sources(p: Pilihan, *jenis: str, kurun: bool = False) -> list[str]:
    """Provenance: workbook, date of the data, publication. Each kind of sheet from its newest quarter in the window.

    `kurun`: visits and trainings of the whole window are shown, so the workbooks before it are counted too.
    """
    berkas: dict[tuple, list[str]] = {}
    for satu in jenis or ("koperasi",):
        ada = [p.periode] if satu == "koperasi" else base.list_quarters_with(p, satu)
        dari = base.find_workbook(replace(p, periode=ada[-1]), satu) if ada else None
        if dari is None and satu == "koperasi":
            dari = base.find_workbook(p, "rekap")
        if dari is not None:
            berkas.setdefault((dari["nama_berkas"], dari["waktu"], dari["unggahan_id"]), []).append(satu)
    akhir = language.format_date(triwulan.find_end(p.periode))
    if not berkas:
        return [f"Sumber: {language.NO_DATA} untuk {language.format_quarter(p.periode)}"]
    return [
        "Sumber: "
        + "; ".join(f"{nama} (terbitan {nomor}, {language.format_date(waktu)})" for nama, waktu, nomor in berkas)
        + (_say_earlier(p, jenis, {unggahan for _, _, unggahan in berkas}) if kurun else "")
        + f" · keadaan per {akhir} · versi {p.versi}"
    ]


def _say_earlier(p: Pilihan, jenis: tuple[str, ...], disebut: set[int]) -> str:
    """ " dan 3 buku kerja sebelumnya": others in the window that hold these kinds of sheet."""
    isi = base.list_workbooks(p)
    kurun = isi["periode"].isin(base.list_window(p.periode)) & isi["jenis"].isin(set(jenis) - {"koperasi"})
    lain = set(isi["unggahan_id"][kurun]) - disebut
    return f" dan {len(lain)} buku kerja sebelumnya" if lain else ""


def say_indicator_sources(p: Pilihan, indikator: str) -> list[str]:
    """Provenance and definition of an indicator, as they also stand in its files."""
    kurun = any(not bagian.endswith(" 0-0") for bagian in _parse_needs(indikator))
    return [*say_sources(p, *_list_kinds(indikator), kurun=kurun), *_say_definition(p, indikator)]


def _say_definition(p: Pilihan, indikator: str) -> list[str]:
    return [f"{judul_}: {arti}" for judul_, arti in say_definitions(p, indikator)]


def say_trend_sources(p: Pilihan, indikator: str = "koperasi_aktif") -> list[str]:
    """The same for a chart over all quarters: how many workbooks, the newest by its name."""
    terbaru = replace(p, periode=base.list_quarters(p)["periode"].iloc[-1])
    baris = say_sources(terbaru, *_list_kinds(indikator))[0]
    n = _count_workbooks(
        p, [*_list_kinds(indikator), "rekap"] if "koperasi" in _list_kinds(indikator) else _list_kinds(indikator)
    )
    baris = baris.replace("Sumber: ", f"Sumber: {n} buku kerja, terbaru ", 1) if n > 1 else baris
    return [baris, *_say_definition(p, indikator)]


def _count_workbooks(p: Pilihan, jenis: list[str]) -> int:
    """Workbooks that published any of these kinds of sheet."""
    sql = "select unggahan_id from periode_jenis where jenis = $jenis"
    return len({n for satu in jenis for n in base.ask(p, sql, jenis=satu)["unggahan_id"]})


def _list_kinds(indikator: str) -> list[str]:
    """The kinds of sheet that an indicator is counted from."""
    return [bagian.split()[0] for bagian in _parse_needs(indikator)]


def _parse_needs(indikator: str) -> list[str]:
    """ "pelatihan 0-jendela": kinds of sheet, and from which quarter back to which."""
    return next((i.butuh for i in load_indicators() if i.indikator == indikator), "koperasi 0-0").split(",")


def say_window_note(p: Pilihan, jenis: str) -> str:
    """Says when the window of four quarters is not full: a rate on less is not the same rate."""
    ada, semua = base.list_quarters_with(p, jenis), base.list_window(p.periode)
    hilang = [language.format_quarter(x) for x in semua if x not in ada]
    if not hilang:
        return ""
    return f"Data {jenis} belum diterbitkan untuk {language.join_list(hilang)}; angka di bawah hanya dari triwulan yang ada."


def say_after_training_span(p: Pilihan) -> str:
    """ "…, pelatihan yang selesai 2 Januari 2024 sampai 1 Januari 2025": those whose days of grace are over."""
    akhir = triwulan.find_end(p.periode) - dt.timedelta(days=read_grace_days())
    awal = (pd.Timestamp(akhir) - pd.DateOffset(years=1)).date() + dt.timedelta(days=1)
    return f"{p.nama_wilayah}, pelatihan yang selesai {language.format_date(awal)} sampai {language.format_date(akhir)}"


def is_window_complete(p: Pilihan, indikator: str, *periode: str | None) -> bool:
    """The sheets that an indicator looks back on are published for its whole window in each of these quarters.

    A rate on three quarters beside one on four moves without anybody having done more or less.
    """
    jenis = [bagian.split()[0] for bagian in _parse_needs(indikator) if bagian.endswith("-jendela")]
    return all(
        len(base.list_quarters_with(replace(p, periode=satu), j)) == len(base.list_window(satu))
        for satu in periode
        if satu
        for j in jenis
    )


def say_window(p: Pilihan) -> str:
    """ "Triwulan III 2024 sampai Triwulan II 2025", the quarters that reach and coverage look at."""
    jendela = base.list_window(p.periode)
    return f"{p.nama_wilayah}, {language.format_quarter(jendela[0])} sampai {language.format_quarter(jendela[-1])}"
