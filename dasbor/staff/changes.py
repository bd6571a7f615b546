"""What publishing a workbook would change, in sentences with names and in tables of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dasbor.words import language, terms
from etl.area_labels import put_in_brackets
from etl.skema import SHEET_KINDS

_MAX_NAMES = 5
# kind of change -> (one sentence start, heading in the list of names)
_WORDS = {
    "baru": "koperasi baru atau tercatat kembali",
    "aktif_kembali": "koperasi aktif kembali",
    "menjadi_tidak_aktif": "koperasi menjadi tidak aktif",
    "diusulkan_dibubarkan": "koperasi diusulkan dibubarkan",
    "dibubarkan": "koperasi dibubarkan",
    "hilang": "koperasi tidak lagi tercatat di register",
    "status_lain": "koperasi berubah status dengan cara lain",
    "pindah": "koperasi pindah kelurahan",
    "ganti_nama": "koperasi berganti nama",
    "digabung": "koperasi disatukan dengan yang lama menurut jawaban Anda",
}


def say_changes(perubahan: Mapping[str, Any]) -> list[str]:
    """First what it is compared with, then each kind of change with names, then rows per sheet."""
    koperasi = perubahan.get("koperasi") or {}
    isi = [_say_compared(perubahan.get("dibandingkan"))]
    for jenis, kata in _WORDS.items():
        if siapa := _list_cooperatives(koperasi, jenis):
            nama = language.join_list([_say_name(jenis, s) for s in siapa], _MAX_NAMES)
            isi.append(f"{language.format_number(len(siapa))} {kata}: {nama}.")
    if koperasi and len(isi) == 1:
        isi.append("Tidak ada koperasi yang baru, hilang, pindah atau berubah status.")
    if huruf := len(koperasi.get("ganti_nama", [])) - len(_list_cooperatives(koperasi, "ganti_nama")):
        isi.append(f"{language.format_number(huruf)} nama koperasi hanya berbeda huruf besar-kecilnya.")
    return isi + [_say_rows(jenis, baris) for jenis, baris in (perubahan.get("baris") or {}).items()]


def list_names(perubahan: Mapping[str, Any]) -> pd.DataFrame:
    """Every cooperative that changes: perubahan, nama_koperasi, kelurahan, rincian."""
    baris = [
        {"perubahan": terms.say_terms(language.capitalise(kata)), "nama_koperasi": s.get("nama") or s.get("ke"),
         "kelurahan": s.get("kelurahan"), "rincian": _say_detail(s)}
        for jenis, kata in _WORDS.items()
        for s in _list_cooperatives(perubahan.get("koperasi") or {}, jenis)
    ]  # fmt: skip
    return pd.DataFrame(baris, columns=["perubahan", "nama_koperasi", "kelurahan", "rincian"])


def list_indicators(perubahan: Mapping[str, Any], kelurahan: bool = False) -> pd.DataFrame:
    """Indicators before and after as text: [wilayah,] judul, sebelum, sesudah, selisih; those that change first."""
    baris = [
        {"wilayah": i.get("wilayah", ""), "judul": i["judul"], "sebelum": _format_value(i["sebelum"], i["satuan"]),
         "sesudah": _format_value(i["sesudah"], i["satuan"]), "selisih": _say_difference(i), "_tetap": i["sebelum"] == i["sesudah"]}
        for i in perubahan.get("kelurahan" if kelurahan else "indikator") or []
    ]  # fmt: skip
    kolom = ["wilayah"] * kelurahan + ["judul", "sebelum", "sesudah", "selisih"]
    tabel = pd.DataFrame(baris, columns=["wilayah", "judul", "sebelum", "sesudah", "selisih", "_tetap"])
    return tabel.sort_values("_tetap", kind="stable")[kolom].reset_index(drop=True)


def _list_cooperatives(koperasi: Mapping[str, Any], jenis: str) -> list[Mapping[str, Any]]:
    """The cooperatives of one kind of change; a name that differs in capitals only is no new name."""
    isi = koperasi.get(jenis, [])
    if jenis != "ganti_nama":
        return list(isi)
    return [s for s in isi if s["dari"].casefold().split() != s["ke"].casefold().split()]


def _say_compared(dengan: Mapping[str, Any] | None) -> str:
    if dengan is None:
        return "Belum ada triwulan lain untuk dibandingkan."
    sebutan = language.format_quarter(dengan["periode"])
    if dengan["sama"]:
        return f"{sebutan} sudah terbit; di bawah ini bedanya dengan isi yang sekarang terbit."
    return f"Dibandingkan dengan {sebutan}, triwulan terbit terakhir sebelum ini."


def _say_name(jenis: str, siapa: Mapping[str, Any]) -> str:
    if jenis == "ganti_nama":
        return f"{siapa['dari']} menjadi {siapa['ke']} ({put_in_brackets(siapa['kelurahan'])})"
    if jenis == "digabung":
        return f"{siapa['ke']} dengan {siapa['dari']}"
    if jenis == "pindah":
        return f"{siapa['nama']} (dari {siapa['dari']} ke {siapa['ke']})"
    return f"{siapa['nama']} ({put_in_brackets(siapa['kelurahan'])})"


def _say_detail(siapa: Mapping[str, Any]) -> str:
    return f"dari {siapa['dari']} ke {siapa['ke']}" if "dari" in siapa else ""


def _say_rows(jenis: str, baris: Mapping[str, int | None]) -> str:
    judul, sesudah = SHEET_KINDS[jenis].judul, language.format_number(baris["sesudah"])
    if baris["sebelum"] is None:
        return f"{judul}: {sesudah} baris; untuk triwulan ini belum pernah diterbitkan."
    return f"{judul}: {language.format_number(baris['sebelum'])} baris yang terbit diganti {sesudah} baris."


def _format_value(nilai: Mapping[str, float | None] | None, satuan: str) -> str:
    """ "87% (268 dari 308)", "Rp 1,25 miliar", "308"."""
    if nilai is None or nilai["nilai"] is None:
        return language.NO_DATA
    if satuan == "persen":
        n = nilai["penyebut"]
        return f"{language.format_percent(nilai['nilai'], n)} ({language.format_fraction(nilai['pembilang'], n)})"
    return language.format_rupiah(nilai["nilai"]) if satuan == "Rp" else language.format_number(nilai["nilai"])


def _say_difference(i: Mapping[str, Any]) -> str:
    dahulu, kini = (i[k] and i[k]["nilai"] for k in ("sebelum", "sesudah"))
    if dahulu is None or kini is None:
        return "–"
    delta = kini - dahulu
    if i["satuan"] == "persen":
        return language.say_difference(delta * 100, "poin", 1)
    if i["satuan"] == "Rp":
        return "tetap" if delta == 0 else f"{'▲ naik' if delta > 0 else '▼ turun'} {language.format_rupiah(abs(delta))}"
    return language.say_difference(delta)
