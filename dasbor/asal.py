"""Where a number comes from and what it means: provenance lines, definitions, notes on the window of quarters."""

from __future__ import annotations

from typing import Any

from dasbor import bahasa, kueri
from dasbor.pilihan import TANPA_KKMP, Pilihan
from dasbor.tabel import rows
from etl import periode as triwulan
from etl.acuan import load_acuan
from etl.indikator import load_indicators


def n_kecil() -> int:
    return load_acuan().aturan["n_kecil"]


def tempat(p: Pilihan, nama: str = "") -> str:
    """The area as subtitles name it; leaving out KKMP is said, since it changes the numbers."""
    return (nama or p.nama_wilayah) + (" tanpa KKMP" if p.kelompok_hitung == TANPA_KKMP else "")


def judul(p: Pilihan, indikator: str) -> str:
    return kueri.definisi(p.versi).set_index("indikator")["judul"].get(indikator, indikator)


def penyebut(p: Pilihan, indikator: str) -> str | None:
    """What an indicator is divided by, in words; None for a count."""
    return kueri.definisi(p.versi).set_index("indikator")["penyebut"].get(indikator)


def definisi(p: Pilihan, *indikator: str) -> list[tuple[str, str]]:
    """(title, "definition = numerator ÷ denominator") for the expander below a chart."""
    arti = {b.indikator: b for b in rows(kueri.definisi(p.versi))}
    return [(arti[i].judul, _formula(arti[i])) for i in indikator if i in arti]


def _formula(b: Any) -> str:
    bagi = f"{b.pembilang} ÷ {b.penyebut}" if bahasa.ada(b.penyebut) else b.pembilang
    return f"{b.definisi} Dihitung: {bagi}."


def sumber(p: Pilihan, *jenis: str) -> list[str]:
    """Provenance: workbook, date of the data, publication. Each kind of sheet from its newest quarter in the window."""
    berkas: dict[tuple, list[str]] = {}
    for satu in jenis or ("koperasi",):
        ada = [p.periode] if satu == "koperasi" else kueri.jenis_tersedia(p.versi, p.periode, satu)
        dari = kueri.asal(p.versi, ada[-1], satu) if ada else None
        if dari is None and satu == "koperasi":
            dari = kueri.asal(p.versi, p.periode, "rekap")
        if dari is not None:
            berkas.setdefault((dari["nama_berkas"], dari["waktu"], dari["unggahan_id"]), []).append(satu)
    akhir = bahasa.tanggal(triwulan.end(p.periode))
    if not berkas:
        return [f"Sumber: {bahasa.KOSONG} untuk {bahasa.triwulan(p.periode)}"]
    return [
        "Sumber: "
        + "; ".join(f"{nama} (terbitan {nomor}, {bahasa.tanggal(waktu)})" for nama, waktu, nomor in berkas)
        + f" · keadaan per {akhir} · versi {p.versi}"
    ]


def sumber_indikator(p: Pilihan, indikator: str) -> list[str]:
    """Provenance and definition of an indicator, as they also stand in its files."""
    butuh = next((i.butuh for i in load_indicators() if i.indikator == indikator), "koperasi 0-0")
    jenis = [bagian.split()[0] for bagian in butuh.split(",")]
    return [*sumber(p, *jenis), *(f"{judul_}: {arti}" for judul_, arti in definisi(p, indikator))]


def catatan_jendela(p: Pilihan, jenis: str) -> str:
    """Says when the window of four quarters is not full: a rate on less is not the same rate."""
    ada, semua = kueri.jenis_tersedia(p.versi, p.periode, jenis), kueri.jendela(p.periode)
    hilang = [bahasa.triwulan(x) for x in semua if x not in ada]
    if not hilang:
        return ""
    return f"Data {jenis} belum diterbitkan untuk {bahasa.daftar(hilang)}; angka di bawah hanya dari triwulan yang ada."


def rentang(p: Pilihan) -> str:
    """ "Triwulan III 2024 sampai Triwulan II 2025", the quarters that reach and coverage look at."""
    jendela = kueri.jendela(p.periode)
    return f"{p.nama_wilayah}, {bahasa.triwulan(jendela[0])} sampai {bahasa.triwulan(jendela[-1])}"
