"""What publishing a workbook would change, in sentences with names and in tables of text."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pandas as pd

from dasbor.words import columns, comparable, language, terms
from dasbor.words.amounts import say_parts
from etl.acuan import put_in_brackets
from etl.indikator import find_indicator
from etl.skema import COOPERATIVES_SHEET, SHEET_KINDS

_MAX_NAMES = 5
_SAME = "Semua baris buku kerja ini sama dengan yang sudah terbit untuk triwulan ini: tidak ada yang akan berubah."
_CELLS = COOPERATIVES_SHEET.stored_columns
_CELL_PARTS = ("nama_koperasi", "kode_kelurahan", "kolom", "sebelum", "sesudah")
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
    cooperatives = changes.get("koperasi") or {}
    rows = changes.get("baris") or {}
    if _changes_nothing(changes):
        return [_SAME]
    sentences = [_say_compared(changes.get("dibandingkan"))]
    for kind, word in _WORDS.items():
        if who := cooperatives.get(kind):
            names = language.join_list([_say_name(kind, s) for s in who], _MAX_NAMES)
            sentences.append(f"{language.format_number(len(who))} {word}: {names}.")
    if cooperatives and len(sentences) == 1:
        sentences.append("Tidak ada koperasi yang baru, hilang, pindah atau berubah status.")
    sentences += [_say_rows(kind, counts) for kind, counts in rows.items()]
    return sentences + _say_later(changes.get("triwulan_sesudahnya") or {})


def _changes_nothing(changes: Mapping[str, Any]) -> bool:
    """The rows are those that are published, and no figure moves: settings that wait would move some."""
    rows, city = (changes.get(key) or () for key in ("baris", "indikator"))
    same = bool(rows) and all(counts.get("berbeda") == 0 for counts in changes["baris"].values())
    return same and not changes.get("triwulan_sesudahnya") and all(i["sebelum"] == i["sesudah"] for i in city)


def _say_later(later: Mapping[str, Any]) -> list[str]:
    """A quarter looks back on others: which later ones show something else, and what."""
    return [
        f"{language.format_quarter(quarter)} ikut berubah: "
        f"{language.join_list([i['judul'] for i in indicators], _MAX_NAMES)}."
        for quarter, indicators in later.items()
    ]


def list_later(changes: Mapping[str, Any], small_n: int = 0) -> pd.DataFrame:
    """What later quarters show before and after, as text: triwulan, judul, sebelum, sesudah, selisih. Of fewer than
    `small_n` cases the count moves, not the share."""
    rows = [
        {
            "triwulan": language.format_quarter(quarter),
            "judul": i["judul"],
            "sebelum": _format_value(i["sebelum"], i["indikator"]),
            "sesudah": _format_value(i["sesudah"], i["indikator"]),
            "selisih": _say_later_difference(i, small_n),
        }
        for quarter, indicators in (changes.get("triwulan_sesudahnya") or {}).items()
        for i in indicators
    ]
    return pd.DataFrame(rows, columns=["triwulan", "judul", "sebelum", "sesudah", "selisih"])


def _say_later_difference(i: Mapping[str, Any], small_n: int) -> str:
    if i["sebelum"] == i["sesudah"]:
        return terms.say_terms(f"tetap; berubah di {i['kelurahan']} kelurahan")
    return _say_difference(i, small_n)


def list_cells(cells: pd.DataFrame, area_names: Mapping[str, str]) -> pd.DataFrame:
    """Every value that changes, the one that moves the city's figure most first, as text:
    nama_koperasi, kelurahan, kolom, sebelum, sesudah."""
    headings = {k.nama: columns.head_stored(k) for k in _CELLS}
    values = zip(*(cells[name].tolist() for name in _CELL_PARTS), strict=True)
    rows = [
        {
            "nama_koperasi": name,
            "kelurahan": area_names.get(code, code),
            "kolom": _name_column(column, headings),
            "sebelum": _say_cell(column, old, headings, area_names),
            "sesudah": _say_cell(column, new, headings, area_names),
        }
        for name, code, column, old, new in values
    ]
    return pd.DataFrame(rows, columns=["nama_koperasi", "kelurahan", "kolom", "sebelum", "sesudah"])


def _name_column(column: str, headings: Mapping[str, columns.Heading]) -> str:
    """What a column is called; whom trainings and visits reached is called so already."""
    if column in headings:
        return headings[column].title
    return terms.say_terms("Kelurahan") if column == "kode_kelurahan" else column


def _say_cell(column: str, value: Any, headings: Mapping[str, columns.Heading], area_names: Mapping[str, str]) -> str:
    if not language.is_known(value):
        return "kosong"
    if column not in headings:
        return language.format_number(value) if isinstance(value, int) else area_names.get(value, str(value))
    form = headings[column].form
    return columns.write_value(columns.make_plain(value), form)


def list_names(changes: Mapping[str, Any]) -> pd.DataFrame:
    """Every cooperative that changes: perubahan, nama_koperasi, kelurahan, rincian."""
    rows = [
        {
            "perubahan": terms.say_terms(language.capitalise(word)),
            "nama_koperasi": s.get("nama") or s.get("ke"),
            "kelurahan": s.get("kelurahan"),
            "rincian": _say_detail(s),
        }
        for kind, word in _WORDS.items()
        for s in (changes.get("koperasi") or {}).get(kind, [])
    ]
    return pd.DataFrame(rows, columns=["perubahan", "nama_koperasi", "kelurahan", "rincian"])


def find_earlier(changes: Mapping[str, Any]) -> str:
    """The quarter whose indicators stand beside the new ones, where nothing of this quarter was known; else ""."""
    city = changes.get("indikator") or []
    beside = any(_is_known(i.get("lalu")) for i in city) and not any(_is_known(i["sebelum"]) for i in city)
    return str(changes["dibandingkan"]["periode"]) if beside else ""


def list_indicators(changes: Mapping[str, Any], kelurahan: bool = False, small_n: int = 0) -> pd.DataFrame:
    """Indicators before and after as text: [wilayah,] judul, sebelum, sesudah, selisih; those that change first.
    Before: what is published for the quarter, or else for the quarter of find_earlier. `small_n`: as of list_later."""
    key = "lalu" if find_earlier(changes) else "sebelum"
    pairs = [{**i, "sebelum": i[key]} for i in changes.get("kelurahan" if kelurahan else "indikator") or []]
    rows = [
        {
            "wilayah": i.get("wilayah", ""),
            "judul": i["judul"],
            "sebelum": _format_value(i["sebelum"], i["indikator"]),
            "sesudah": _format_value(i["sesudah"], i["indikator"]),
            "selisih": _say_difference(i, small_n),
            "_tetap": i["sebelum"] == i["sesudah"],
        }
        for i in pairs
        if not kelurahan or i["sebelum"] != i["sesudah"]
    ]
    columns = ["wilayah"] * kelurahan + ["judul", "sebelum", "sesudah", "selisih"]
    table = pd.DataFrame(rows, columns=["wilayah", "judul", "sebelum", "sesudah", "selisih", "_tetap"])
    return table.sort_values("_tetap", kind="stable")[columns].reset_index(drop=True)


def _is_known(value: Mapping[str, float | None] | None) -> bool:
    return value is not None and value["nilai"] is not None


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


def _say_rows(kind: str, counts: Mapping[str, int | None]) -> str:
    title, after = SHEET_KINDS[kind].judul, language.format_number(counts["sesudah"])
    if counts["sebelum"] is None:
        return f"{title}: {after} baris; untuk triwulan ini belum pernah diterbitkan."
    if counts.get("berbeda") == 0:
        return f"{title}: {after} baris, sama dengan yang terbit."
    different = f", {language.format_number(n)} berbeda" if (n := counts.get("berbeda")) else ""
    return f"{title}: {language.format_number(counts['sebelum'])} baris yang terbit diganti {after} baris{different}."


def _format_value(value: Mapping[str, float | None] | None, indikator: str) -> str:
    """ "87% (268 dari 308)", "Rp 1,25 miliar", "308"."""
    if value is None or value["nilai"] is None:
        return language.format_percent(None, value["penyebut"] if value else None)
    declared = find_indicator(indikator)
    if declared is not None and not declared.count:
        n = value["penyebut"]
        return f"{language.format_percent(value['nilai'], n)} ({say_parts(declared, value['pembilang'], n)})"
    if declared is not None and declared.money:
        return language.format_rupiah(value["nilai"])
    return language.format_number(value["nilai"])


def _say_difference(i: Mapping[str, Any], small_n: int) -> str:
    earlier, current = (i[k] and i[k]["nilai"] for k in ("sebelum", "sesudah"))
    if earlier is None or current is None:
        return "–"
    delta, declared = current - earlier, find_indicator(i["indikator"])
    if declared is not None and not declared.count:
        now, before = (SimpleNamespace(**i[k]) for k in ("sesudah", "sebelum"))
        return comparable.say_share_change(now, before, small_n, 1)
    if declared is not None and declared.money:
        return "tetap" if delta == 0 else f"{'▲ naik' if delta > 0 else '▼ turun'} {language.format_rupiah(abs(delta))}"
    return language.say_difference(delta)
