"""The page Kecamatan without a choice: all of them side by side, the map, and which kelurahan changed; of a chosen
kelurahan the way to the profile of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from dasbor import keep
from dasbor.answers import area_map, provenance, whom
from dasbor.blocks import map_click
from dasbor.blocks.compared import movers as moved
from dasbor.choice import Choice
from dasbor.content import kecamatan, kelurahan
from dasbor.query import areas, published
from dasbor.query.ask import ask
from dasbor.query.compared import steps
from dasbor.query.whom import behind
from dasbor.ui import markup, page, reader, screen
from dasbor.ui.table import make_table
from dasbor.words import interval, language, terms
from dasbor.words.columns import list_rows
from etl.acuan import WHOLE_LEVELS, load_reference

MAX_NAMED = 3  # kecamatan that the headline names


def show_choice(p: Choice) -> None:
    """Of a whole city the table that leads to each profile, beside the map what changed."""
    if p.level not in WHOLE_LEVELS:
        _show_own(p)
        return
    screen.show_note(kelurahan.say_without_register(p))
    _show_table(p)
    left, right = page.columns([1, 1.15], gap="medium")
    with left:
        chart, sources = area_map.make_map(p, behind.INDICATOR), provenance.say_sources(p)
        screen.show_chart(chart, sources, "peta_kecamatan", on_click=map_click.open_clicked, key=p.kode_wilayah)
    with right:
        moved.show_movers(p)
        screen.show_link("Kelurahan menurut kebutuhan", reader.make_link("kelurahan"))
        screen.show_link("Jajarkan dua kecamatan", reader.make_link("bandingkan"))


# ── side by side ─────────────────────────────────────────────────────────────────────


def _show_table(p: Choice) -> None:
    rows, title, sources = list_kecamatan(p), say_headline(p), provenance.say_sources(p)
    links = reader.make_links("kecamatan", "kecamatan", rows["kode_wilayah"], kelurahan=None)
    with page.container(gap="xsmall"):
        screen.show_subheading(title, say_subtitle(p))
        page.put_html(make_table(rows, title, list_columns(p), links={"nama": links}))
        screen.show_sources(sources[:1], behind.INDICATOR)
        screen.show_downloads(rows, title, [say_subtitle(p), *sources], "kecamatan", list_file_columns(p))


def say_headline(p: Choice) -> str:
    """ "2 kecamatan di bawah target 90%: Sukorejo (78 dari 88, kurang 2) dan …"; what the table is of where nobody can
    say."""
    goal, rates = behind.find_goal(p), areas.read_by_kecamatan(p, behind.INDICATOR)
    if goal is None or rates["nilai"].isna().all():
        return "Koperasi aktif menurut kecamatan"
    lacking = behind.rank_behind(rates, goal)
    named = language.join_list([_name(b) for b in list_rows(lacking)], MAX_NAMED)
    count = language.format_number(len(lacking)) if len(lacking) else "Tidak ada"
    return f"{count} kecamatan di bawah {whom.say_goal(goal)}" + (f": {named}" if named else "")


def _name(b: Any) -> str:
    count = language.format_fraction(b.pembilang, b.penyebut)
    return f"{b.nama} ({count}, kurang {language.format_number(b.kurang)})"


def say_subtitle(p: Choice) -> str:
    return f"Koperasi aktif dari koperasi terdaftar, {provenance.say_where_and_when(p)}. Pilih satu untuk profilnya."


def list_kecamatan(p: Choice) -> pd.DataFrame:
    """One row per kecamatan: the figures of kecamatan.list_kelurahan(), and how many of its kelurahan are behind."""
    return keep.keep_once("kecamatan berdampingan", p, lambda: _list_kecamatan(p))


def _list_kecamatan(p: Choice) -> pd.DataFrame:
    table, few = areas.read_by_kecamatan(p, behind.INDICATOR), provenance.read_small_n(p)
    table = table.sort_values(["nama", "kode_wilayah"]).reset_index(drop=True)
    table["persen"] = [kecamatan.say_share(b, few) for b in list_rows(table)]
    table["catatan"] = [interval.say_remark(n, few) for n in table["penyebut"]]
    table["di_bawah"] = _count_behind(p, table["kode_wilayah"])
    for name, since in (("lalu", published.find_previous_quarter(p)), ("setahun", steps.find_year_ago(p))):
        table[name] = _say_changes(p, table, since)
    for indikator in kecamatan.BESIDE:
        one = {b.kode_wilayah: b for b in list_rows(areas.read_by_kecamatan(p, indikator))}
        table[indikator] = [kecamatan.say_count(one.get(code)) for code in table["kode_wilayah"].tolist()]
    return table


def _count_behind(p: Choice, codes: pd.Series) -> list[str]:
    """ "4 dari 7": of its kelurahan those behind the target, as the profile says it; "1 dari 2 yang diketahui" where of
    others nothing is known."""
    goal, rates = behind.find_goal(p), areas.read_by_kelurahan(p, behind.INDICATOR)
    if goal is None:
        return [language.NO_DATA] * len(codes)
    known, lacking = rates[rates["pembilang"].notna()], behind.rank_behind(rates, goal)
    return [_say_behind(*(_count_by_kecamatan(t)[code] for t in (lacking, known, rates))) for code in codes]


def _say_behind(lacking: int, known: int, inside: int) -> str:
    if not known:
        return language.NO_DATA
    return language.format_fraction(lacking, known) + (" yang diketahui" if known < inside else "")


def _count_by_kecamatan(kelurahan: pd.DataFrame) -> Counter[str]:
    return Counter(code.rpartition(".")[0] for code in kelurahan["kode_wilayah"])


def _say_changes(p: Choice, table: pd.DataFrame, since: str | None) -> list[str]:
    """kecamatan.say_change() of each; "–" where the earlier register or this one is missing."""
    if since is None or not published.has_register(p):
        return ["–"] * len(table)
    return kecamatan.say_with_other(p, *(_say_moved(one, table, since) for one in (p, p.turn_kkmp())))


def _say_moved(p: Choice, table: pd.DataFrame, since: str) -> list[str]:
    then, now = (
        areas.read_by_kecamatan(replace(p, periode=q), behind.INDICATOR).set_index("kode_wilayah")["pembilang"]
        for q in (since, p.periode)
    )
    moved = (now - then).reindex(table["kode_wilayah"])
    return [language.say_direction(n) if language.is_known(n) else "–" for n in moved]


def list_columns(p: Choice) -> dict[str, str]:
    goal = behind.find_goal(p)
    below = f"Kelurahan di bawah {whom.say_goal(goal)}" if goal else "Kelurahan di bawah target"
    shown = kecamatan.list_columns(p)
    first = {"nama": "Kecamatan", **{k: shown[k] for k in ("pembilang", "penyebut", "persen")}}
    return first | {"di_bawah": terms.say_terms(below)} | {k: v for k, v in shown.items() if k not in first}


def list_file_columns(p: Choice) -> dict[str, str]:
    """The share as a number, and what stands against comparing it."""
    first = {**kecamatan.list_file_columns(p), "nama": "Kecamatan"}
    return {"nama": "Kecamatan", "di_bawah": list_columns(p)["di_bawah"]} | first


# ── a kelurahan is chosen ────────────────────────────────────────────────────────────


def _show_own(p: Choice) -> None:
    screen.show_note(terms.say_terms("Halaman ini tidak ada untuk satu kelurahan. Buka profil kecamatannya di bawah."))
    screen.show_subheading("Pilih kecamatan", "Koperasi aktif dari koperasi terdaftar")
    page.put_html(link_own(p))


def link_own(p: Choice) -> Markup:
    """The link to the kecamatan of a chosen kelurahan, with its figure."""
    city = replace(p, kode_wilayah=load_reference().city_code)
    data = ask(city, "per_kecamatan", indikator=behind.INDICATOR)
    shown = data[[p.kode_wilayah.startswith(f"{code}.") for code in data["kode_wilayah"]]]
    addresses = reader.make_links("kecamatan", "kecamatan", shown["kode_wilayah"], kelurahan=None)
    links = [
        {"address": address, "name": f"Kecamatan {b.nama}", "count": _say_active(b)}
        for address, b in zip(addresses, list_rows(shown), strict=True)
    ]
    return markup.render_template("kecamatan_list.html", areas=links)


def _say_active(b: Any) -> str:
    if b.penyebut == 0:
        return "belum ada koperasi"
    known = language.is_known(b.pembilang)
    return f"{language.format_fraction(b.pembilang, b.penyebut)} aktif" if known else language.NO_DATA
