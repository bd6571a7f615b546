"""What the page Kecamatan shows: of one its kelurahan side by side, and whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.answers import provenance, whom
from dasbor.blocks import to_call
from dasbor.choice import Choice
from dasbor.frames import sort_by
from dasbor.query import areas, published
from dasbor.query.compared import movers, steps
from dasbor.ui import reader
from dasbor.words import comparable, interval, language
from dasbor.words.columns import list_rows
from dasbor.words.stand_ins import join_area

QUESTION = "Bagaimana keadaan satu kecamatan, dengan tiap kelurahan di dalamnya, dibanding kota dan target?"
PLACES = {
    "kelurahan": "Kelurahan di kecamatan ini",
    "indikator": "Indikator",
    "tren": "Tren",
    "hubungi": "Siapa yang dihubungi",
}
MAX_TO_CALL = 6  # areas, and cooperatives
# beside the active ones, as counts: a share of few says little
BESIDE = ("jangkauan_pelatihan", "cakupan_pendampingan", "rat_tahun_buku")


def is_single(p: Choice) -> bool:
    return p.level == "kecamatan"


def list_kelurahan(p: Choice) -> pd.DataFrame:
    """One row per kelurahan: active ones of those registered, their share where it can be compared, whom training and
    mentoring reached, who held the RAT, and how the active ones changed."""
    return keep.keep_once("kelurahan kecamatan", p, lambda: _list_kelurahan(p))


def _list_kelurahan(p: Choice) -> pd.DataFrame:
    few = provenance.read_small_n(p)
    active = areas.read_by_kelurahan(p, "koperasi_aktif")
    table = sort_by(active, [(b.nama, b.kode_wilayah) for b in list_rows(active)])
    rows, codes = list_rows(table), table["kode_wilayah"].tolist()
    beside = {i: {b.kode_wilayah: b for b in list_rows(areas.read_by_kelurahan(p, i))} for i in BESIDE}
    return table.assign(
        persen=[say_share(b, few) for b in rows],
        catatan=[interval.say_remark(b.penyebut, few) for b in rows],
        **{indikator: [say_count(known.get(code)) for code in codes] for indikator, known in beside.items()},
        lalu=_say_changes(p, codes, published.find_previous_quarter(p)),
        setahun=_say_changes(p, codes, steps.find_year_ago(p)),
    )


def say_share(b: Any, few: int) -> str:
    """Of few cooperatives why there is no share."""
    return comparable.say_percent(b, few) or comparable.say_few(few)


def say_count(rate: Any) -> str:
    """ "3 dari 9" of the row of an area; None = nobody knows."""
    return language.NO_DATA if rate is None else language.format_fraction(rate.pembilang, rate.penyebut)


def _say_changes(p: Choice, codes: Sequence[str], since: str | None) -> list[str]:
    """say_change() of each; "–" where the earlier register or this one is missing."""
    if since is None or not published.has_register(p):
        return ["–"] * len(codes)
    return say_with_other(p, *(_say_moved(one, codes, since) for one in (p, p.turn_kkmp())))


def _say_moved(p: Choice, codes: Sequence[str], since: str) -> list[str]:
    moved = movers.sum_changes(p, since)
    return [language.say_direction(moved.get(code, 0)) for code in codes]


def say_with_other(p: Choice, here: Sequence[str], there: Sequence[str]) -> list[str]:
    """ "naik 6, tanpa KKMP turun 1": with the change of the other choice of cooperatives where it turns another way."""
    return [
        a if a.split()[:1] == b.split()[:1] else f"{a}, {p.turn_kkmp().kkmp_word} {b}"
        for a, b in zip(here, there, strict=True)
    ]


def list_columns(p: Choice) -> dict[str, str]:
    previous = published.find_previous_quarter(p)
    since = f"Aktif sejak {language.format_quarter(previous, True)}" if previous else "Aktif sejak triwulan lalu"
    return {
        "nama": "",
        "pembilang": "Aktif",
        "penyebut": "Terdaftar",
        "persen": "Persen",
        "lalu": since,
        "setahun": "Sejak setahun lalu",
        **{i: provenance.find_title(p, i) for i in BESIDE},
    }


def list_file_columns(p: Choice) -> dict[str, str]:
    """The share as a number, and what stands against comparing it."""
    shown = list_columns(p)
    first = {"nama": "", "pembilang": "Aktif", "penyebut": "Terdaftar", "nilai": "Persen", "catatan": "Catatan"}
    return first | {k: title for k, title in shown.items() if k != "persen"}


def say_to_call_subtitle(p: Choice) -> str:
    return language.capitalise("; ".join(filter(None, [whom.say_areas(p), whom.say_targets(p)])))


def list_to_call(p: Choice) -> list[to_call.ToCall]:
    """Its kelurahan behind the target first, then cooperatives and groups."""
    return reader.keep_with_links(
        "hubungi kecamatan", p, lambda: [*to_call.list_areas(p, MAX_TO_CALL), *_list_targets(p)]
    )


def _list_targets(p: Choice) -> list[to_call.ToCall]:
    return [
        to_call.ToCall(
            str(b.nama_koperasi),
            join_area(b.nama_koperasi, b.kelurahan, b.sebab_utama),
            to_call.link_record(b.koperasi_id),
        )
        for b in list_rows(whom.read_targets(p, MAX_TO_CALL))
    ]
