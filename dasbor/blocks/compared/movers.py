"""Which areas improved and worsened most, in words and as a table: by cooperatives, with what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.answers import provenance
from dasbor.chart.changes import STEP_NAMES
from dasbor.choice import Choice
from dasbor.query import areas, published
from dasbor.query.compared import movers
from dasbor.ui import screen
from dasbor.ui.layout import arrange
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as triwulan

MOST_NAMED = 3  # areas of one direction that are named; the others are counted
TITLE = "Kelurahan yang membaik dan memburuk"
TABLE_TITLE = "Semua kelurahan yang berubah"


def show_movers(p: Choice) -> None:
    """Heading and sentences; nothing for a single area, whose change stands beside it already."""
    if areas.count_kelurahan(p) > 1:
        with arrange.fold_on_phone("berubah", TITLE):
            screen.show_subheading(TITLE, say_subtitle(p))
            screen.show_bullets(say_movers(p))


def show_table(p: Choice) -> None:
    """The same, and a row for each area that changed with what became of its cooperatives."""
    if areas.count_kelurahan(p) < 2:
        return
    show_movers(p)
    screen.show_list(
        list_movers(p),
        TABLE_TITLE,
        provenance.say_sources(p),
        "perubahan_kelurahan",
        list_columns(p),
        if_empty="Tidak ada yang berubah, atau belum ada register sebelumnya.",
        subtitle=say_subtitle(p),
    )


def say_subtitle(p: Choice) -> str:
    return f"Perubahan jumlah koperasi aktif, {provenance.say_where_and_when(p)}"


def say_movers(p: Choice) -> list[str]:
    """Since the quarter before and since a year ago, what improved and what worsened; why nothing can be said."""
    return keep.keep_once("wilayah berubah, kata", p, lambda: _say_movers(p))


def _say_movers(p: Choice) -> list[str]:
    if not published.has_register(p):
        return [f"Register {language.format_quarter(p.periode)} belum diterbitkan, jadi perubahannya belum diketahui."]
    previous, year_ago = published.find_previous_quarter(p), movers.find_year_ago(p)
    if previous is None:
        return ["Belum ada register triwulan sebelumnya untuk dibandingkan."]
    said = _say_since(p, previous, language.format_quarter(previous, True))
    if year_ago is None:
        wanted = language.format_quarter(triwulan.shift_quarter(p.periode, -4))
        return [*said, f"Setahun lalu: register {wanted} belum diterbitkan."]
    if year_ago == previous:
        return said
    when = f"setahun lalu ({language.format_quarter(year_ago, True)})"
    return [*said, *_say_since(p, year_ago, when, with_causes=False)]


def _say_since(p: Choice, since: str, when: str, with_causes: bool = True) -> list[str]:
    ranked, unit = movers.rank_changes(p, since), areas.find_level(p)
    if (ranked["selisih"] == 0).all():
        return [f"Sejak {when} jumlah koperasi aktif tetap di tiap {unit}."]
    worse = ranked[ranked["selisih"] < 0].sort_values(["selisih", "nama", "kode_wilayah"])
    pairs = (("membaik", ranked[ranked["selisih"] > 0]), ("memburuk", worse))
    return [f"Sejak {when} {word}: {say_areas(rows, unit, with_causes)}." for word, rows in pairs if len(rows)]


def say_areas(rows: pd.DataFrame, unit: str, with_causes: bool) -> str:
    """ "Sananwetan naik 2, kini 25 dari 27 (1 koperasi baru, 1 aktif kembali); 18 kelurahan naik 1 (18 koperasi
    baru)": the largest change first; areas that changed alike are named all or none."""
    said: list[str] = []
    named = 0
    for _, tied in rows.groupby("selisih", sort=False):
        moved = language.say_direction(tied.iloc[0]["selisih"])
        if named + len(tied) <= MOST_NAMED:
            said += [f"{b.nama} {moved}, kini {_say_now(b)}{_bracket(b.sebab, with_causes)}" for b in list_rows(tied)]
            named += len(tied)
        else:
            who = f"{language.format_number(len(tied))} {unit}"
            said.append(f"{who} {moved}{_bracket(_sum_causes(tied), with_causes)}")
    return "; ".join(said)


def _bracket(causes: Mapping[str, int], with_causes: bool) -> str:
    return f" ({say_causes(causes)})" if with_causes else ""


def _say_now(b: Any) -> str:
    return language.format_fraction(b.pembilang, b.penyebut)


def _sum_causes(rows: pd.DataFrame) -> Mapping[str, int]:
    total: dict[str, int] = {}
    for causes in rows["sebab"]:
        for name, n in causes.items():
            total[name] = total.get(name, 0) + n
    return total


def say_causes(causes: Mapping[str, int]) -> str:
    """ "1 aktif kembali, 1 koperasi baru", in the order of the steps of Keaktifan."""
    order = [*STEP_NAMES, *(x for x in causes if x not in STEP_NAMES)]
    return ", ".join(
        f"{language.format_number(abs(causes[name]))} {STEP_NAMES.get(name, name)}"
        for name in order
        if causes.get(name)
    )


# ── the table ────────────────────────────────────────────────────────────────────────


def list_columns(p: Choice) -> dict[str, str]:
    return {
        "wilayah": language.capitalise(areas.find_level(p)),
        "pembilang": "Aktif",
        "penyebut": "Terdaftar",
        "selisih_lalu": "Sejak triwulan lalu",
        "sebab_lalu": "Karena",
        "selisih_setahun": "Sejak setahun lalu",
        "sebab_setahun": "Karena ",
    }


def list_movers(p: Choice) -> pd.DataFrame:
    """One row for each area that changed since either: those that gained most first."""
    return keep.keep_once("wilayah berubah, tabel", p, lambda: _list_movers(p))


def _list_movers(p: Choice) -> pd.DataFrame:
    rates = areas.read_rates(p, "koperasi_aktif")[["kode_wilayah", "nama", "pembilang", "penyebut"]]
    table = rates
    for name, since in (("lalu", published.find_previous_quarter(p)), ("setahun", movers.find_year_ago(p))):
        table = table.merge(_read_column(p, name, since), on="kode_wilayah", how="left")
        if since is not None and published.has_register(p):
            table[f"selisih_{name}"] = table[f"selisih_{name}"].fillna(0)
    changed = table["sebab_lalu"].notna() | table["sebab_setahun"].notna()
    keys = ["selisih_lalu", "selisih_setahun", "nama", "kode_wilayah"]
    ordered = table[changed].sort_values(keys, ascending=[False, False, True, True])
    return ordered.rename(columns={"nama": "wilayah"}).reset_index(drop=True)


def _read_column(p: Choice, name: str, since: str | None) -> pd.DataFrame:
    """kode_wilayah, selisih_NAME, sebab_NAME; empty where the earlier register is missing."""
    names = {"selisih": f"selisih_{name}", "sebab": f"sebab_{name}"}
    if since is None:
        empty = pd.DataFrame(columns=["kode_wilayah", *names.values()])
        return empty.astype({f"selisih_{name}": "float64"})
    rows = movers.rank_changes(p, since)[["kode_wilayah", *names]]
    return rows.assign(sebab=[say_causes(one) for one in rows["sebab"]]).rename(columns=names)
