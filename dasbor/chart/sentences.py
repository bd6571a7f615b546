"""Sentences made from data: headlines (at most 12 words), subtitles, text alternatives. Pure functions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

import pandas as pd

from dasbor.words import language
from etl.indikator import find_indicator

KATA = 12  # most words of a headline


class Rasio(Protocol):
    """A numerator, its denominator and the share; None where nobody knows (kueri.Nilai)."""

    @property
    def pembilang(self) -> float | None: ...
    @property
    def penyebut(self) -> float | None: ...
    @property
    def nilai(self) -> float | None: ...


def phrase(indikator: str) -> str:
    """How its numerator is said in a headline, as declared; the id in words where this release does not know it."""
    i = find_indicator(indikator)
    return i.sebutan if i else indikator.replace("_", " ")


def ratio(tempat: str, indikator: str, kini: Rasio, lalu: Rasio | None = None) -> str:
    """ "Sukorejo: 7 dari 12 koperasi aktif, turun 1"."""
    if not language.ada(kini.pembilang):
        return f"{tempat}: {language.KOSONG}"
    teks = f"{tempat}: {language.pecahan(kini.pembilang, kini.penyebut)} {phrase(indikator)}"
    if lalu is None or not language.ada(lalu.pembilang):
        return teks
    return f"{teks}, {language.arah((kini.pembilang or 0) - (lalu.pembilang or 0))}"


def comparable(data: pd.DataFrame, n_kecil: int) -> pd.DataFrame:
    """Areas whose rate may be compared: known, on at least n_kecil cases. Highest first, ties by name."""
    return data[data["nilai"].notna() & (data["penyebut"] >= n_kecil)].sort_values(
        ["nilai", "nama"], ascending=[False, True]
    )


def ranking(
    data: pd.DataFrame, indikator: str, n_kecil: int, target: float | None, rata: Rasio, kota: str,
    satuan: str = "kelurahan",
) -> str:  # fmt: skip
    """Headline of the rates by kelurahan: how many reach the target, or lie above the whole."""
    banding = comparable(data, n_kecil)
    if len(data) == 1 and data["nilai"].notna().all():
        return ratio(data.iloc[0]["nama"], indikator, data.iloc[0])
    if banding.empty:
        return _nothing_to_compare(data, n_kecil, satuan)
    semua = len(banding) == len(data)
    siapa = f"{len(banding)} {satuan}" + ("" if semua else " yang dapat dibandingkan")
    if target is not None:
        cukup = int((banding["nilai"] >= target).sum())
        return f"{cukup} dari {siapa} mencapai target {language.persen(target)}"
    if not language.ada(rata.nilai):
        return f"Tertinggi {_with_rate(banding.iloc[0])}"
    di_atas = int((banding["nilai"] > (rata.nilai or 0)).sum())
    return (
        f"{di_atas} dari {siapa} di atas {'angka ' if semua else ''}{kota} {language.persen(rata.nilai, rata.penyebut)}"
    )


def lowest(data: pd.DataFrame, indikator: str, n_kecil: int) -> str:
    """Headline of the map: where the rate is lowest, among areas large enough to compare."""
    banding = comparable(data, n_kecil)
    if banding.empty:
        return _nothing_to_compare(data, n_kecil)
    akhir = banding[banding["nilai"] == banding["nilai"].min()]
    if len(akhir) > 2:
        return f"{len(akhir)} kelurahan terendah: {language.persen(akhir.iloc[0]['nilai'])} {phrase(indikator)}"
    satu = akhir.iloc[0]
    return f"Terendah {satu['nama']}: {language.pecahan(satu['pembilang'], satu['penyebut'])} {phrase(indikator)}"


def small_n_note(n_kecil: int) -> str:
    return f"Bergaris: n di bawah {n_kecil}, belum bisa dibandingkan"


def _nothing_to_compare(data: pd.DataFrame, n_kecil: int, satuan: str = "kelurahan") -> str:
    if data["nilai"].notna().any():
        return f"Jumlah per {satuan} di bawah {n_kecil}: jangan dibandingkan"
    return f"Belum ada data per {satuan}"


def _with_rate(baris: pd.Series) -> str:
    return f"{baris['nama']} {language.persen(baris['nilai'], baris['penyebut'])}"


def subtitle(ukuran: str, tempat: str, periode: str) -> str:
    """Measure, place, period."""
    return f"{ukuran}, {tempat}, {language.triwulan(periode)}"


def alt_areas(
    bentuk: str, data: pd.DataFrame, indikator: str, n_kecil: int, kota: str, kini: Rasio, satuan: str = "kelurahan"
) -> str:
    """Text alternative of a map or ranking: highest, lowest, the whole, what is missing, what is small."""
    banding = comparable(data, n_kecil)
    bagian = [f"{bentuk} {len(data)} {satuan}, {phrase(indikator)}"]
    if not banding.empty:
        bagian.append(f"Tertinggi {_full(banding.iloc[0])}, terendah {_full(banding.iloc[-1])}")
    if language.ada(kini.nilai):
        bagian.append(
            f"{kota} {language.persen(kini.nilai, kini.penyebut)} ({language.pecahan(kini.pembilang, kini.penyebut)})"
        )
    hilang = data.loc[data["nilai"].isna(), "nama"].tolist()
    kecil = data.loc[data["nilai"].notna() & (data["penyebut"] < n_kecil), "nama"].tolist()
    if hilang:
        bagian.append(f"Belum ada data: {language.daftar(sorted(hilang), 6)}")
    if kecil:
        bagian.append(f"Kurang dari {n_kecil}: {language.daftar(sorted(kecil), 6)}")
    return ". ".join(bagian) + "."


def _full(baris: pd.Series) -> str:
    return f"{_with_rate(baris)} ({language.pecahan(baris['pembilang'], baris['penyebut'])})"


def trend(deret: pd.DataFrame, indikator: str, tempat: str, putus: Collection[str] = ()) -> str:
    """Headline of a trend: now, and since when it moved how much (quarter before, as published).

    `putus`: quarters in which something else began to be measured; no change is said across them.
    """
    ada = deret[deret["pembilang"].notna()]
    if ada.empty:
        return f"{tempat}: {language.KOSONG}"
    kini = ada.iloc[-1]
    if kini["penyebut"] == 0:
        return f"Tidak ada yang dihitung pada {language.triwulan(kini['periode'], True)}: {phrase(indikator)}"
    teks = f"{language.pecahan(kini['pembilang'], kini['penyebut'])} {phrase(indikator)}"
    if len(ada) == 1:
        return teks
    lalu = ada.iloc[-2]
    if any(lalu["periode"] < q <= kini["periode"] for q in putus):
        return f"{teks}, tahun buku baru"
    return f"{teks}, {language.arah(kini['pembilang'] - lalu['pembilang'])} sejak {language.triwulan(lalu['periode'], True)}"


def moment(deret: pd.DataFrame, indikator: str, periode: str) -> str:
    """Headline of the same trend while a quarter before its last is chosen: that quarter, named."""
    kapan = language.triwulan(periode, True)
    satu = deret[(deret["periode"] == periode) & deret["pembilang"].notna()]
    if satu.empty:
        return f"{kapan}: {language.KOSONG}"
    return f"{language.pecahan(satu.iloc[0]['pembilang'], satu.iloc[0]['penyebut'])} {phrase(indikator)} pada {kapan}"


def alt_trend(deret: pd.DataFrame, judul: str, tempat: str, hilang: list[str], patah: list[str]) -> str:
    """Text alternative of a trend of rates."""
    ada = deret[deret["nilai"].notna()]
    if ada.empty:
        return f"{judul}, {tempat}: {language.KOSONG}."
    tinggi, rendah = ada.iloc[int(ada["nilai"].argmax())], ada.iloc[int(ada["nilai"].argmin())]
    bagian = [
        f"{judul}, {tempat}, {len(ada)} triwulan dari {language.triwulan(ada.iloc[0]['periode'])} "
        f"sampai {language.triwulan(ada.iloc[-1]['periode'])}",
        f"Terakhir {_moment(ada.iloc[-1])}; tertinggi {_moment(tinggi)}; terendah {_moment(rendah)}",
    ]
    if hilang:
        bagian.append(f"Belum ada data: {language.daftar([language.triwulan(p) for p in hilang], 6)}")
    return ". ".join(bagian + patah) + "."


def alt_count(deret: pd.DataFrame, judul: str, tempat: str) -> str:
    """Text alternative of a count over quarters."""
    ada = deret[deret["nilai"].notna()]
    if ada.empty:
        return f"{judul}, {tempat}: {language.KOSONG}."
    tinggi, rendah, akhir = ada.iloc[int(ada["nilai"].argmax())], ada.iloc[int(ada["nilai"].argmin())], ada.iloc[-1]
    isi = [
        f"{kata} {language.bilangan(b['nilai'], 0)} pada {language.triwulan(b['periode'], True)}"
        for kata, b in (("terakhir", akhir), ("tertinggi", tinggi), ("terendah", rendah))
    ]
    hilang = [language.triwulan(p) for p in deret.loc[deret["nilai"].isna(), "periode"]]
    kosong = f" Belum ada data: {language.daftar(hilang, 6)}." if hilang else ""
    return f"{judul}, {tempat}: {'; '.join(isi)}.{kosong}"


def _moment(baris: pd.Series) -> str:
    besar = language.persen(baris["nilai"], baris["penyebut"])
    return f"{besar} ({language.pecahan(baris['pembilang'], baris['penyebut'])}) pada {language.triwulan(baris['periode'], True)}"
