"""Which areas gained and lost most active cooperatives, in words and as a table, with what became of them: a new one is
no area that got better, and new Koperasi Merah Putih are told for themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.answers import provenance
from dasbor.chart.changes import STEP_NAMES
from dasbor.choice import Choice
from dasbor.query import areas, published
from dasbor.query.compared import movers, steps
from dasbor.ui import screen
from dasbor.ui.layout import arrange
from dasbor.words import language
from etl import periode as triwulan

MOST_NAMED = 3  # areas of one direction that are named; the others are counted
_TITLE = "{} dengan koperasi aktif bertambah dan berkurang"
_TABLE_TITLE = "Semua {} yang berubah"


def show_movers(p: Choice) -> None:
    """Heading and sentences; nothing for a single area, whose change stands beside it already."""
    if areas.count_kelurahan(p) > 1:
        title = say_title(p)
        with arrange.fold_on_phone("berubah", title):
            screen.show_subheading(title, say_subtitle(p))
            screen.show_bullets(say_movers(p))


def show_table(p: Choice) -> None:
    """The same, and a row for each area that changed with what became of its cooperatives."""
    if areas.count_kelurahan(p) < 2:
        return
    show_movers(p)
    screen.show_list(
        list_movers(p),
        _TABLE_TITLE.format(areas.find_level(p)),
        provenance.say_sources(p),
        "perubahan_kelurahan",
        list_columns(p),
        if_empty="Tidak ada yang berubah, atau belum ada register sebelumnya.",
        subtitle=say_table_subtitle(p),
    )


def say_title(p: Choice) -> str:
    """Of a kabupaten the kecamatan are compared."""
    return _TITLE.format(language.capitalise(areas.find_level(p)))


def say_subtitle(p: Choice) -> str:
    return f"Perubahan jumlah koperasi aktif di luar KKMP yang baru masuk, {provenance.say_where_and_when(p)}"


def say_table_subtitle(p: Choice) -> str:
    """Its rows add up to the figures of the areas: they hold the new Koperasi Merah Putih, sentences leave them out."""
    return f"Perubahan jumlah koperasi aktif, KKMP yang baru masuk ikut dihitung, {provenance.say_where_and_when(p)}"


def say_movers(p: Choice) -> list[str]:
    """Since the quarter before and since a year ago, where they became more and fewer; why nothing can be said."""
    return keep.keep_once("wilayah berubah, kata", p, lambda: _say_movers(p))


def _say_movers(p: Choice) -> list[str]:
    if not published.has_register(p):
        return [f"Register {language.format_quarter(p.periode)} belum diterbitkan, jadi perubahannya belum diketahui."]
    previous, year_ago = published.find_previous_quarter(p), steps.find_year_ago(p)
    if previous is None:
        return ["Belum ada register triwulan sebelumnya untuk dibandingkan."]
    said = _say_since(p, previous, language.format_quarter(previous, True))
    if year_ago is None:
        wanted = language.format_quarter(triwulan.shift_quarter(p.periode, -4))
        return [*said, f"Setahun lalu: register {wanted} belum diterbitkan."]
    if year_ago == previous:
        return said
    when = f"setahun lalu ({language.format_quarter(year_ago, True)})"
    return [*said, *_say_since(p, year_ago, when)]


def _say_since(p: Choice, since: str, when: str) -> list[str]:
    """A new Koperasi Merah Putih hides no other that became inactive there."""
    ranked, unit = movers.list_changes(p, since), areas.find_level(p)
    founded = [*_say_founded(ranked, unit, when), *_say_changed(p, since, when)]
    if all(b.selisih_lama == 0 for b in ranked):
        apart = " di luar KKMP yang baru masuk" if any(movers.NEW_KKMP in b.sebab for b in ranked) else ""
        return [f"Sejak {when} jumlah koperasi aktif tetap di tiap {unit}{apart}.", *founded]
    worse = sorted((b for b in ranked if b.selisih_lama < 0), key=attrgetter("selisih_lama", "nama", "kode_wilayah"))
    pairs = (("bertambah", [b for b in ranked if b.selisih_lama > 0]), ("berkurang", worse))
    return [*(f"Sejak {when} {word}: {say_areas(rows, unit)}." for word, rows in pairs if rows), *founded]


def _say_founded(ranked: Sequence[Any], unit: str, when: str) -> list[str]:
    many = [b.sebab.get(movers.NEW_KKMP, 0) for b in ranked]
    if not sum(many):
        return []
    count, where = language.format_number(sum(many)), language.format_number(sum(n > 0 for n in many))
    return [f"Sejak {when} masuk {count} KKMP aktif di {where} {unit}, dihitung tersendiri."]


def _say_changed(p: Choice, since: str, when: str) -> list[str]:
    """Areas that became other ones: what moved with the border is no change."""
    changed = movers.list_changed_areas(p, since)
    if not changed or areas.find_level(p) != areas.KELURAHAN_LEVEL:
        return []
    known = published.list_areas(p)
    inside = known[known["kode"].isin(changed) & known["kode"].str.startswith(f"{p.kode_wilayah}.")]
    if inside.empty:
        return []
    said = language.join_list(sorted(inside["nama"].tolist()))
    return [f"Sejak {when} tidak dibandingkan karena wilayahnya berubah: {said}."]


def say_areas(rows: Sequence[Any], unit: str) -> str:
    """ "Sananwetan naik 1, kini 25 dari 27 termasuk 1 KKMP baru (1 aktif kembali); 5 kelurahan naik 1 (5 koperasi
    baru)": the largest change first, without new KKMP; areas that changed alike are named all or none."""
    said: list[str] = []
    named = 0
    for change, alike in groupby(rows, attrgetter("selisih_lama")):
        tied, moved = list(alike), language.say_direction(change)
        if named + len(tied) <= MOST_NAMED:
            said += [f"{b.nama} {moved}, kini {_say_now(b)}{_bracket(b.sebab)}" for b in tied]
            named += len(tied)
        else:
            who = f"{language.format_number(len(tied))} {unit}"
            said.append(f"{who} {moved}{_bracket(_sum_causes(tied))}")
    return "; ".join(said)


def _bracket(causes: Mapping[str, int]) -> str:
    return f" ({say_causes({name: n for name, n in causes.items() if name != movers.NEW_KKMP})})"


def _say_now(b: Any) -> str:
    """What stands in it now, also those that the change leaves out."""
    founded = b.sebab.get(movers.NEW_KKMP, 0)
    count = language.format_fraction(b.pembilang, b.penyebut)
    return f"{count} termasuk {language.format_number(founded)} KKMP baru" if founded else count


def _sum_causes(rows: Sequence[Any]) -> Mapping[str, int]:
    total: dict[str, int] = {}
    for b in rows:
        for name, n in b.sebab.items():
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
        "selisih_lalu": "",
        "sebab_lalu": "Karena",
        "selisih_setahun": "",
        "sebab_setahun": "Karena ",
    }


def list_movers(p: Choice) -> pd.DataFrame:
    """One row for each area that changed since either: those that gained most first."""
    return keep.keep_once("wilayah berubah, tabel", p, lambda: _list_movers(p))


def _list_movers(p: Choice) -> pd.DataFrame:
    rates = areas.read_rates(p, "koperasi_aktif")[["kode_wilayah", "nama", "pembilang", "penyebut"]]
    table = rates
    for name, since in (("lalu", published.find_previous_quarter(p)), ("setahun", steps.find_year_ago(p))):
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
