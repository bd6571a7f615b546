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


def say_changes(changes: Mapping[str, Any]) -> list[str]:
    """First what it is compared with, then each kind of change with names, then rows per sheet."""
    cooperative_rows = changes.get("koperasi") or {}
    content = [_say_compared(changes.get("dibandingkan"))]
    for kind, word in _WORDS.items():
        if who := _list_cooperatives(cooperative_rows, kind):
            name = language.join_list([_say_name(kind, s) for s in who], _MAX_NAMES)
            content.append(f"{language.format_number(len(who))} {word}: {name}.")
    if cooperative_rows and len(content) == 1:
        content.append("Tidak ada koperasi yang baru, hilang, pindah atau berubah status.")
    if letters := len(cooperative_rows.get("ganti_nama", [])) - len(_list_cooperatives(cooperative_rows, "ganti_nama")):
        content.append(f"{language.format_number(letters)} nama koperasi hanya berbeda huruf besar-kecilnya.")
    return content + [_say_rows(kind, row) for kind, row in (changes.get("baris") or {}).items()]


def list_names(changes: Mapping[str, Any]) -> pd.DataFrame:
    """Every cooperative that changes: perubahan, nama_koperasi, kelurahan, rincian."""
    row = [
        {
            "perubahan": terms.say_terms(language.capitalise(word)),
            "nama_koperasi": s.get("nama") or s.get("ke"),
            "kelurahan": s.get("kelurahan"),
            "rincian": _say_detail(s),
        }
        for kind, word in _WORDS.items()
        for s in _list_cooperatives(changes.get("koperasi") or {}, kind)
    ]
    return pd.DataFrame(row, columns=["perubahan", "nama_koperasi", "kelurahan", "rincian"])


def list_indicators(changes: Mapping[str, Any], kelurahan: bool = False) -> pd.DataFrame:
    """Indicators before and after as text: [wilayah,] judul, sebelum, sesudah, selisih; those that change first."""
    row = [
        {
            "wilayah": i.get("wilayah", ""),
            "judul": i["judul"],
            "sebelum": _format_value(i["sebelum"], i["satuan"]),
            "sesudah": _format_value(i["sesudah"], i["satuan"]),
            "selisih": _say_difference(i),
            "_tetap": i["sebelum"] == i["sesudah"],
        }
        for i in changes.get("kelurahan" if kelurahan else "indikator") or []
    ]
    column = ["wilayah"] * kelurahan + ["judul", "sebelum", "sesudah", "selisih"]
    table = pd.DataFrame(row, columns=["wilayah", "judul", "sebelum", "sesudah", "selisih", "_tetap"])
    return table.sort_values("_tetap", kind="stable")[column].reset_index(drop=True)


def _list_cooperatives(cooperative_rows: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    """The cooperatives of one kind of change; a name that differs in capitals only is no new name."""
    content = cooperative_rows.get(kind, [])
    if kind != "ganti_nama":
        return list(content)
    return [s for s in content if s["dari"].casefold().split() != s["ke"].casefold().split()]


def _say_compared(dengan: Mapping[str, Any] | None) -> str:
    if dengan is None:
        return "Belum ada triwulan lain untuk dibandingkan."
    label = language.format_quarter(dengan["periode"])
    if dengan["sama"]:
        return f"{label} sudah terbit; di bawah ini bedanya dengan isi yang sekarang terbit."
    return f"Dibandingkan dengan {label}, triwulan terbit terakhir sebelum ini."


def _say_name(kind: str, who: Mapping[str, Any]) -> str:
    if kind == "ganti_nama":
        return f"{who['dari']} menjadi {who['ke']} ({put_in_brackets(who['kelurahan'])})"
    if kind == "digabung":
        return f"{who['ke']} dengan {who['dari']}"
    if kind == "pindah":
        return f"{who['nama']} (dari {who['dari']} ke {who['ke']})"
    return f"{who['nama']} ({put_in_brackets(who['kelurahan'])})"


def _say_detail(who: Mapping[str, Any]) -> str:
    return f"dari {who['dari']} ke {who['ke']}" if "dari" in who else ""


def _say_rows(kind: str, row: Mapping[str, int | None]) -> str:
    title, after = SHEET_KINDS[kind].judul, language.format_number(row["sesudah"])
    if row["sebelum"] is None:
        return f"{title}: {after} baris; untuk triwulan ini belum pernah diterbitkan."
    return f"{title}: {language.format_number(row['sebelum'])} baris yang terbit diganti {after} baris."


def _format_value(value: Mapping[str, float | None] | None, unit: str) -> str:
    """ "87% (268 dari 308)", "Rp 1,25 miliar", "308"."""
    if value is None or value["nilai"] is None:
        return language.NO_DATA
    if unit == "persen":
        n = value["penyebut"]
        return f"{language.format_percent(value['nilai'], n)} ({language.format_fraction(value['pembilang'], n)})"
    return language.format_rupiah(value["nilai"]) if unit == "Rp" else language.format_number(value["nilai"])


def _say_difference(i: Mapping[str, Any]) -> str:
    earlier, current = (i[k] and i[k]["nilai"] for k in ("sebelum", "sesudah"))
    if earlier is None or current is None:
        return "–"
    delta = current - earlier
    if i["satuan"] == "persen":
        return language.say_difference(delta * 100, "poin", 1)
    if i["satuan"] == "Rp":
        return "tetap" if delta == 0 else f"{'▲ naik' if delta > 0 else '▼ turun'} {language.format_rupiah(abs(delta))}"
    return language.say_difference(delta)
