"""Antarpemda of a province: its own recap beside the registers of its areas, and in what the two differ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor.choice import WITH_KKMP
from dasbor.content.antarpemda import Beside
from dasbor.content.antarpemda_beside import name_file, say_sources
from dasbor.query import published
from dasbor.query.neighbours import recap
from dasbor.query.neighbours.recap import ACTIVE, REGISTERED, Alike
from dasbor.ui import screen
from dasbor.ui.layout import folded
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl.acuan import load_reference

TITLE = "Rekap provinsi di samping register pemda"
COLUMNS = {
    "nama": "Pemda",
    "hal": "Hal",
    "rekap": "Rekap provinsi",
    "register": "Register pemda",
    "selisih_lalu": "Selisih",
    "catatan": "Catatan",
}
_WORDS = {REGISTERED: "Koperasi terdaftar", ACTIVE: "Koperasi aktif"}


def show_recap(b: Beside) -> None:
    """A row for each count of each area; the headline says in how many the two differ, and both sums."""
    if not recap.is_told(b.scene):
        return
    table = list_recap(b)
    subtitle = f"{language.format_quarter(b.scene.periode)}, dengan KKMP. Selisih: register dikurangi rekap"
    if table.empty:
        screen.show_subheading(TITLE, subtitle)
        screen.show_empty(
            f"Rekap {load_reference().city} untuk {language.format_quarter(b.scene.periode)} belum diterbitkan.",
            "Unggah buku kerja dengan lembar Rekap: satu baris untuk tiap kabupaten/kota.",
        )
        return
    title, file = say_headline(table), name_file("rekap", _count_all(b))
    folded.show_list(table, title, _say_sources(b), file, columns=COLUMNS, subtitle=subtitle)
    screen.show_bullets(say_sums(b))


def _count_all(b: Beside) -> Beside:
    """With KKMP, as a recap counts, whatever is chosen on the page."""
    return replace(b, scene=replace(b.scene, kelompok_hitung=WITH_KKMP))


def _say_sources(b: Beside) -> list[str]:
    """The recap is the own publication, the registers are those of the packages."""
    first, *rest = say_sources(_count_all(b))
    own = f"rekap {load_reference().city}, versi {b.scene.own.version if b.scene.own else '–'}"
    return [first.replace("Sumber: ", f"Sumber: {own} · ", 1), *rest]


def list_recap(b: Beside) -> pd.DataFrame:
    """nama, hal, rekap, register, selisih_lalu (the difference), catatan, setara, sejenis (both invented or both real:
    only these are counted and summed together); of the areas that were chosen."""
    table, names = recap.read_recap(b.scene), dict(zip(b.rows["kode"], b.rows["nama"], strict=True))
    table = table[table["kode"].isin(names)].reset_index(drop=True)
    table = table.assign(sejenis=_list_same_kind(b, table))
    return table.assign(
        nama=[names[code] for code in table["kode"]],
        hal=[_WORDS[one] for one in table["hal"]],
        selisih_lalu=table["register"] - table["rekap"],
        catatan=[_say_remark(b, one) for one in list_rows(table)],
    ).drop(columns=["sama", "dari", "kode"])


def _list_same_kind(b: Beside, table: pd.DataFrame) -> list[bool]:
    invented = dict(zip(b.rows["kode"], b.rows["contoh"], strict=True))
    own = b.scene.own is not None and published.is_sample(b.scene.own)
    return [bool(invented[code]) == own for code in table["kode"]]


def _say_remark(b: Beside, one: Any) -> str:
    """What the figures themselves explain; nothing is guessed."""
    if not language.is_known(one.register):
        return f"register {language.format_quarter(b.scene.periode, True)} belum diterima"
    if not one.sejenis:
        return "data contoh, tidak disandingkan"
    if one.register == one.rekap:
        return "sama, keduanya dari rekap" if one.dari == "rekap" else "sama"
    said = [
        _say_alike(b, one.sama),
        "pemdanya juga melaporkan rekap" if one.dari == "rekap" else "",
        "" if one.setara else "register dihitung dengan definisi lain",
    ]
    return "; ".join(filter(None, said)) or "belum ada penjelasan dari angkanya"


def _say_alike(b: Beside, same: Alike) -> str:
    ways = [
        "bila yang diusulkan dibubarkan ikut dihitung" if same.with_proposed else "",
        "bila KKMP tidak dihitung" if same.without_kkmp else "",
        f"dengan register {language.format_quarter(b.scene.before, True)}" if same.of_before else "",
    ]
    known = list(filter(None, ways))
    return f"sama {' atau '.join(known)}" if known else ""


def say_headline(table: pd.DataFrame) -> str:
    """ "3 dari 20 angka rekap berbeda dari register"."""
    known = table[table["register"].notna() & table["sejenis"]]
    if known.empty:
        return "Belum ada register untuk disandingkan dengan rekap"
    differing = int((known["rekap"] != known["register"]).sum())
    count = language.format_number(len(known))
    some = language.format_number(differing) if differing else "Tidak ada"
    return f"{some} dari {count} angka rekap berbeda dari register"


def say_sums(b: Beside) -> list[str]:
    """Both sums over the areas of which both are known and that count alike, of how many."""
    table, asked = list_recap(b), sum(_list_same_kind(b, b.rows))
    return [_say_sum(table[table["hal"] == words], words, asked) for words in _WORDS.values()]


def _say_sum(rows: pd.DataFrame, words: str, asked: int) -> str:
    both = rows[rows["register"].notna() & rows["setara"] & rows["sejenis"]]
    if both.empty:
        return f"{words}: belum ada pemda yang rekap dan registernya dapat disandingkan."
    sums = [language.format_number(float(both[name].sum())) for name in ("rekap", "register")]
    who = language.format_fraction(len(both), asked)
    return f"{words} di {who} pemda: {sums[0]} menurut rekap provinsi, {sums[1]} menurut pemda."
