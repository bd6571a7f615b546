"""Sentences made from data: headlines (at most 12 words), subtitles, text alternatives. Pure functions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

import pandas as pd

from dasbor.words import language
from etl.indikator import find_indicator

MAX_WORDS = 12  # most words of a headline


class Ratio(Protocol):
    """A numerator, its denominator and the share; None where nobody knows (kueri.Nilai)."""

    @property
    def pembilang(self) -> float | None: ...
    @property
    def penyebut(self) -> float | None: ...
    @property
    def nilai(self) -> float | None: ...


def find_phrase(indikator: str) -> str:
    """How its numerator is said in a headline, as declared; the id in words where this release does not know it."""
    i = find_indicator(indikator)
    return i.sebutan if i else indikator.replace("_", " ")


def say_ratio(tempat: str, indikator: str, kini: Ratio, lalu: Ratio | None = None) -> str:
    """ "Sukorejo: 7 dari 12 koperasi aktif, turun 1"."""
    if not language.is_known(kini.pembilang):
        return f"{tempat}: {language.NO_DATA}"
    teks = f"{tempat}: {language.format_fraction(kini.pembilang, kini.penyebut)} {find_phrase(indikator)}"
    if lalu is None or not language.is_known(lalu.pembilang):
        return teks
    return f"{teks}, {language.say_direction((kini.pembilang or 0) - (lalu.pembilang or 0))}"


def take_comparable(data: pd.DataFrame, n_kecil: int) -> pd.DataFrame:
    """Areas whose rate may be compared: known, on at least n_kecil cases. Highest first, ties by name."""
    return data[data["nilai"].notna() & (data["penyebut"] >= n_kecil)].sort_values(
        ["nilai", "nama"], ascending=[False, True]
    )


def say_ranking(
    data: pd.DataFrame, indikator: str, n_kecil: int, target: float | None, rata: Ratio, kota: str,
    satuan: str = "kelurahan",
) -> str:  # fmt: skip
    """Headline of the rates by kelurahan: how many reach the target, or lie above the whole."""
    banding = take_comparable(data, n_kecil)
    if len(data) == 1 and data["nilai"].notna().all():
        return say_ratio(data.iloc[0]["nama"], indikator, data.iloc[0])
    if banding.empty:
        return _say_nothing_to_compare(data, n_kecil, satuan)
    semua = len(banding) == len(data)
    siapa = f"{len(banding)} {satuan}" + ("" if semua else " yang dapat dibandingkan")
    if target is not None:
        cukup = int((banding["nilai"] >= target).sum())
        return f"{cukup} dari {siapa} mencapai target {language.format_percent(target)}"
    if not language.is_known(rata.nilai):
        return f"Tertinggi {_say_with_rate(banding.iloc[0])}"
    di_atas = int((banding["nilai"] > (rata.nilai or 0)).sum())
    return f"{di_atas} dari {siapa} di atas {'angka ' if semua else ''}{kota} {language.format_percent(rata.nilai, rata.penyebut)}"


def say_lowest(data: pd.DataFrame, indikator: str, n_kecil: int) -> str:
    """Headline of the map: where the rate is lowest, among areas large enough to compare."""
    banding = take_comparable(data, n_kecil)
    if banding.empty:
        return _say_nothing_to_compare(data, n_kecil)
    akhir = banding[banding["nilai"] == banding["nilai"].min()]
    if len(akhir) > 2:
        return f"{len(akhir)} kelurahan terendah: {language.format_percent(akhir.iloc[0]['nilai'])} {find_phrase(indikator)}"
    satu = akhir.iloc[0]
    return f"Terendah {satu['nama']}: {language.format_fraction(satu['pembilang'], satu['penyebut'])} {find_phrase(indikator)}"


def say_small_n(n_kecil: int) -> str:
    return f"Bergaris: n di bawah {n_kecil}, belum bisa dibandingkan"


def _say_nothing_to_compare(data: pd.DataFrame, n_kecil: int, satuan: str = "kelurahan") -> str:
    if data["nilai"].notna().any():
        return f"Jumlah per {satuan} di bawah {n_kecil}: jangan dibandingkan"
    return f"Belum ada data per {satuan}"


def _say_with_rate(baris: pd.Series) -> str:
    return f"{baris['nama']} {language.format_percent(baris['nilai'], baris['penyebut'])}"


def say_subtitle(ukuran: str, tempat: str, periode: str) -> str:
    """Measure, place, period."""
    return f"{ukuran}, {tempat}, {language.format_quarter(periode)}"


def say_areas_alt(
    bentuk: str, data: pd.DataFrame, indikator: str, n_kecil: int, kota: str, kini: Ratio, satuan: str = "kelurahan"
) -> str:
    """Text alternative of a map or ranking: highest, lowest, the whole, what is missing, what is small."""
    banding = take_comparable(data, n_kecil)
    bagian = [f"{bentuk} {len(data)} {satuan}, {find_phrase(indikator)}"]
    if not banding.empty:
        bagian.append(f"Tertinggi {_say_full(banding.iloc[0])}, terendah {_say_full(banding.iloc[-1])}")
    if language.is_known(kini.nilai):
        bagian.append(
            f"{kota} {language.format_percent(kini.nilai, kini.penyebut)} ({language.format_fraction(kini.pembilang, kini.penyebut)})"
        )
    hilang = data.loc[data["nilai"].isna(), "nama"].tolist()
    kecil = data.loc[data["nilai"].notna() & (data["penyebut"] < n_kecil), "nama"].tolist()
    if hilang:
        bagian.append(f"Belum ada data: {language.join_list(sorted(hilang), 6)}")
    if kecil:
        bagian.append(f"Kurang dari {n_kecil}: {language.join_list(sorted(kecil), 6)}")
    return ". ".join(bagian) + "."


def _say_full(baris: pd.Series) -> str:
    return f"{_say_with_rate(baris)} ({language.format_fraction(baris['pembilang'], baris['penyebut'])})"


def say_trend(deret: pd.DataFrame, indikator: str, tempat: str, putus: Collection[str] = ()) -> str:
    """Headline of a trend: now, and since when it moved how much (quarter before, as published).

    `putus`: quarters in which something else began to be measured; no change is said across them.
    """
    ada = deret[deret["pembilang"].notna()]
    if ada.empty:
        return f"{tempat}: {language.NO_DATA}"
    kini = ada.iloc[-1]
    if kini["penyebut"] == 0:
        return (
            f"Tidak ada yang dihitung pada {language.format_quarter(kini['periode'], True)}: {find_phrase(indikator)}"
        )
    teks = f"{language.format_fraction(kini['pembilang'], kini['penyebut'])} {find_phrase(indikator)}"
    if len(ada) == 1:
        return teks
    lalu = ada.iloc[-2]
    if any(lalu["periode"] < q <= kini["periode"] for q in putus):
        return f"{teks}, tahun buku baru"
    return f"{teks}, {language.say_direction(kini['pembilang'] - lalu['pembilang'])} sejak {language.format_quarter(lalu['periode'], True)}"


def say_moment(deret: pd.DataFrame, indikator: str, periode: str) -> str:
    """Headline of the same trend while a quarter before its last is chosen: that quarter, named."""
    kapan = language.format_quarter(periode, True)
    satu = deret[(deret["periode"] == periode) & deret["pembilang"].notna()]
    if satu.empty:
        return f"{kapan}: {language.NO_DATA}"
    return f"{language.format_fraction(satu.iloc[0]['pembilang'], satu.iloc[0]['penyebut'])} {find_phrase(indikator)} pada {kapan}"


def say_trend_alt(deret: pd.DataFrame, judul: str, tempat: str, hilang: list[str], patah: list[str]) -> str:
    """Text alternative of a trend of rates."""
    ada = deret[deret["nilai"].notna()]
    if ada.empty:
        return f"{judul}, {tempat}: {language.NO_DATA}."
    tinggi, rendah = ada.iloc[int(ada["nilai"].argmax())], ada.iloc[int(ada["nilai"].argmin())]
    bagian = [
        f"{judul}, {tempat}, {len(ada)} triwulan dari {language.format_quarter(ada.iloc[0]['periode'])} "
        f"sampai {language.format_quarter(ada.iloc[-1]['periode'])}",
        f"Terakhir {_say_moment(ada.iloc[-1])}; tertinggi {_say_moment(tinggi)}; terendah {_say_moment(rendah)}",
    ]
    if hilang:
        bagian.append(f"Belum ada data: {language.join_list([language.format_quarter(p) for p in hilang], 6)}")
    return ". ".join(bagian + patah) + "."


def say_count_alt(deret: pd.DataFrame, judul: str, tempat: str) -> str:
    """Text alternative of a count over quarters."""
    ada = deret[deret["nilai"].notna()]
    if ada.empty:
        return f"{judul}, {tempat}: {language.NO_DATA}."
    tinggi, rendah, akhir = ada.iloc[int(ada["nilai"].argmax())], ada.iloc[int(ada["nilai"].argmin())], ada.iloc[-1]
    isi = [
        f"{kata} {language.format_number(b['nilai'], 0)} pada {language.format_quarter(b['periode'], True)}"
        for kata, b in (("terakhir", akhir), ("tertinggi", tinggi), ("terendah", rendah))
    ]
    hilang = [language.format_quarter(p) for p in deret.loc[deret["nilai"].isna(), "periode"]]
    kosong = f" Belum ada data: {language.join_list(hilang, 6)}." if hilang else ""
    return f"{judul}, {tempat}: {'; '.join(isi)}.{kosong}"


def _say_moment(baris: pd.Series) -> str:
    besar = language.format_percent(baris["nilai"], baris["penyebut"])
    return f"{besar} ({language.format_fraction(baris['pembilang'], baris['penyebut'])}) pada {language.format_quarter(baris['periode'], True)}"
