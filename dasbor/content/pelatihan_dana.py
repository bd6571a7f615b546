"""The part of Pelatihan about funds: what each reached, against its target, and what became of whom it trained."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.query import cells
from dasbor.query.program import funds
from dasbor.ui import exports, parameters, screen
from dasbor.words import language
from dasbor.words.columns import list_rows

NOT_KNOWN = language.NO_DATA
_FUND_COLUMNS = {
    "sumber_dana": "Sumber dana",
    "kegiatan": "Kegiatan",
    "orang": "Orang",
    "dari_target_orang": "Target orang",
    "kelompok": "Kelompok",
    "dari_target_kelompok": "Target kelompok",
    "koperasi": "Koperasi",
    "sesudah_didampingi": "Didampingi sesudahnya",
    "sesudah_berkoperasi": "Kelompok yang berkoperasi",
    "sesudah_aktif": "Koperasi aktif kini",
}
_FUND_FILE_COLUMNS = {
    **_FUND_COLUMNS,
    "tahun": "Tahun",
    "target_orang": "Orang menurut target",
    "target_kelompok": "Kelompok menurut target",
    "sesudah_berdiri": "Berdiri sesudah pelatihan",
}
_MEMBER_COLUMNS = {
    "nama": "Koperasi atau kelompok",
    "kelurahan": "",
    "orang": "Orang dilatih",
    "selesai_pelatihan": "",
    "didampingi_kapan": "Kunjungan pertama sesudahnya",
    "koperasi_terkait": "",
    "keadaan": "Status koperasi kini",
    "sel": "Sel",
}
DEFINITIONS = [
    (
        "Menurut sumber dana",
        "Pelatihan yang kolom Sumber Dana-nya terisi, sampai triwulan yang dipilih. Tahunnya yang tertulis di nama "
        "dananya, bila tidak ada tahun pelatihannya. Seorang dihitung sekali untuk tiap dana.",
    ),
    (
        "Didampingi sesudahnya",
        "Koperasi dan kelompok dengan kunjungan sesudah pelatihan pertamanya dari dana itu selesai, kapan pun. Bila "
        "lembar Pendampingan belum terbit sejak itu, tidak diketahui.",
    ),
    (
        "Kelompok yang berkoperasi",
        "Kelompok yang kolom Koperasi Terkait-nya terisi di lembar Kelompok terakhir: mendirikan koperasi atau "
        "bergabung. Yang tidak ada di lembar itu tidak diketahui.",
    ),
    ("Koperasi aktif kini", "Koperasi yang dilatih dan berstatus aktif di register terakhir, dari semua yang dilatih."),
    (
        "Berdiri sesudah pelatihan",
        "Koperasi yang dilatih, atau disebut kelompok yang dilatih, dengan tanggal badan hukum sesudah pelatihan.",
    ),
]


def show_funds(p: Choice) -> None:
    """Each fund against its target; then one of them, with what became of everybody it trained."""
    rows = list_funds(p)
    sources = provenance.say_sources(p, "pelatihan", "pendampingan", "kelompok", "koperasi", kurun=True)
    screen.show_list(
        rows,
        say_headline(rows),
        sources,
        "sumber_dana",
        _FUND_COLUMNS,
        if_empty=say_empty(p),
        subtitle=say_subtitle(p),
        file_columns=_FUND_FILE_COLUMNS,
    )
    if len(rows):
        _show_one(p, rows, sources)


def _show_one(p: Choice, rows: pd.DataFrame, sources: list[str]) -> None:
    with_goal_first = rows.assign(tanpa=rows["target_orang"].isna()).sort_values("tanpa", kind="stable")
    names = {_make_id(r): str(r.sumber_dana) for r in list_rows(with_goal_first)}
    chosen = parameters.choose_button("Sumber dana", "dana", names)
    fund = next(r for r in list_rows(rows) if _make_id(r) == chosen)
    screen.show_bullets(say_story(fund))
    screen.show_list(
        list_members(p, fund.dana, fund.tahun),
        f"Yang dilatih dari {fund.sumber_dana}",
        sources,
        exports.add_filters("sumber_dana_anggota", str(fund.sumber_dana)),
        _MEMBER_COLUMNS,
        if_empty="Daftar pesertanya tidak menyebut koperasi atau kelompok yang dikenal.",
        subtitle=f"{provenance.say_place(p)}, sampai {language.format_quarter(p.periode)}; sel barisnya yang pertama",
    )


def _make_id(row: Any) -> str:
    return f"{row.tahun} {row.dana}"


# ── the table of funds ───────────────────────────────────────────────────────────────


def list_funds(p: Choice) -> pd.DataFrame:
    """The funds with their targets, and what followed in words; a fund with a target that trained nobody stands too."""
    known, targets = funds.list_funds(p), funds.read_targets(p)
    year = int(p.periode[:4])
    missing = targets[targets["tahun"].le(year) & funds.is_of_whole(p)].merge(
        known[["dana", "tahun"]], how="left", indicator=True
    )
    missing = missing[missing["_merge"] == "left_only"].drop_duplicates(["dana", "tahun"])
    empty = missing[["dana", "tahun", "sumber_dana"]].assign(**dict.fromkeys(_COUNTED, 0))
    rows = pd.concat([known, _add_year(empty)], ignore_index=True) if len(empty) else known
    by_key = funds.index_targets(p) if funds.is_of_whole(p) else {}
    return _add_words(rows, by_key).sort_values(["tahun", "orang"], ascending=False, kind="stable", ignore_index=True)


_COUNTED = ("kegiatan", "orang", "koperasi", "kelompok")


def _add_year(rows: pd.DataFrame) -> pd.DataFrame:
    """A target's fund bears its year, as those of trainings mostly do."""
    names = [f if str(y) in str(f) else f"{f} {y}" for f, y in zip(rows["sumber_dana"], rows["tahun"], strict=True)]
    return rows.assign(sumber_dana=names)


def _add_words(rows: pd.DataFrame, targets: dict[funds.TargetKey, float]) -> pd.DataFrame:
    every = list(list_rows(rows))
    goals = [[targets.get((r.dana, int(r.tahun), i)) for r in every] for i in ("peserta_pelatihan", "kelompok_dilatih")]
    said = {name: [_say_part(r, name) for r in every] for name in ("didampingi", "berkoperasi", "aktif", "berdiri")}
    reached = {
        "dari_target_orang": [_say_goal(r.orang, goal) for r, goal in zip(every, goals[0], strict=True)],
        "dari_target_kelompok": [_say_goal(r.kelompok, goal) for r, goal in zip(every, goals[1], strict=True)],
    }
    return rows.assign(
        target_orang=pd.Series(goals[0], rows.index, dtype="Float64"),
        target_kelompok=pd.Series(goals[1], rows.index, dtype="Float64"),
        **{name: pd.Series(words, rows.index, dtype=object) for name, words in reached.items()},
        **{f"sesudah_{name}": words for name, words in said.items()},
    )


def _say_goal(part: float, goal: float | None) -> str | None:
    """ "80 (100%)": the target and how much of it was reached; None without one."""
    if goal is None:
        return None
    share = f" ({language.format_percent(part / goal)})" if goal > 0 else ""
    return f"{language.format_number(goal)}{share}"


def _say_part(row: Any, name: str) -> str:
    """ "33 dari 40"; what no sheet tells is not a nought, and of nobody there is nothing to tell."""
    part, whole = getattr(row, name), getattr(row, f"{name}_dari")
    if language.is_known(whole) and whole > 0:
        return language.format_fraction(part, whole)
    of = {"berkoperasi": row.kelompok, "aktif": row.koperasi}.get(name, row.kelompok + row.koperasi)
    return NOT_KNOWN if of else language.NOTHING_COUNTED


def say_headline(rows: pd.DataFrame) -> str:
    """ "DAK Nonfisik PK2UKM 2022: 80 orang dilatih, target 80 (100%)": the newest with a target, else how many."""
    with_goal = rows[rows["target_orang"].notna()]
    if with_goal.empty:
        return f"{len(rows)} sumber dana pelatihan" if len(rows) else "Menurut sumber dana"
    r = with_goal.iloc[0]
    return f"{r['sumber_dana']}: {language.format_number(r['orang'])} orang dilatih, target {r['dari_target_orang']}"


def say_subtitle(p: Choice) -> str:
    """Where and until when, and what is not in the table."""
    said = f"Menurut sumber dana, {provenance.say_place(p)}, sampai {language.format_quarter(p.periode)}"
    without, gaps = funds.count_without_fund(p), [language.format_quarter(q, True) for q in funds.find_gaps(p)]
    if without:
        said += f"; {language.format_number(without)} orang dilatih tanpa sumber dana tertulis"
    if gaps:
        said += f"; tanpa data pendampingan {language.join_list(gaps, 4)}"
    return said if funds.is_of_whole(p) else f"{said}; targetnya hanya untuk seluruh kota"


def say_empty(p: Choice) -> str:
    return (
        f"Belum ada pelatihan dengan sumber dana sampai {language.format_quarter(p.periode)}: "
        "kolom Sumber Dana kosong atau lembar Pelatihan belum terbit."
    )


# ── one fund ─────────────────────────────────────────────────────────────────────────


def say_story(r: Any) -> list[str]:
    """What became of those whom a fund trained, each with its denominator; what nobody knows is said so."""
    if not r.orang:
        return [f"{r.sumber_dana}: belum ada yang dilatih menurut lembar Pelatihan yang terbit."]
    people = language.format_number(r.orang)
    told = [f"{r.sumber_dana}: {people} orang dilatih dari {_say_members(r)}."]
    told.append(_say_step(r, "didampingi", "didampingi sesudah pelatihannya", "Pendampingan"))
    if r.kelompok:
        told.append(_say_step(r, "berkoperasi", "kelompok mendirikan koperasi atau bergabung", "Kelompok"))
    if language.is_known(r.terkait_aktif_dari) and r.terkait_aktif_dari:
        told.append(f"{_say_part(r, 'terkait_aktif')} koperasi kelompok itu kini aktif.")
    if r.koperasi:
        told.append(_say_step(r, "aktif", "koperasi yang dilatih kini aktif", "Koperasi"))
    if language.is_known(r.berdiri) and r.berdiri > 0:
        told.append(f"{language.format_fraction(r.berdiri, r.berdiri_dari)} koperasinya berdiri sesudah pelatihan.")
    return told


def _say_members(r: Any) -> str:
    parts = [
        f"{language.format_number(n)} {word}" for n, word in ((r.koperasi, "koperasi"), (r.kelompok, "kelompok")) if n
    ]
    return language.join_list(parts) if parts else "koperasi atau kelompok yang belum dikenal"


def _say_step(r: Any, name: str, words: str, sheet: str) -> str:
    part = _say_part(r, name)
    if part == NOT_KNOWN:
        return f"Berapa {words}: belum diketahui, lembar {sheet} belum mengatakannya."
    return f"{part} {words}."


def list_members(p: Choice, fund: str, year: int) -> pd.DataFrame:
    """Whom the fund trained: the first visit after it, the cooperative of a group, and the status now."""
    rows = funds.list_members(p, fund, year)
    visited = [_say_visit(r) for r in list_rows(rows)]
    states = [language.capitalise(s) if language.is_known(s) else None for s in rows["status_kini"]]
    return rows.assign(
        didampingi_kapan=pd.Series(visited, rows.index, dtype=object),
        keadaan=pd.Series(states, rows.index, dtype=object),
        nama_koperasi=rows["nama"],
        selesai_pelatihan=rows["selesai"],
        sel=cells.list_addresses(p, rows, ("asal", "sumber_dana")),
    )


def _say_visit(r: Any) -> str:
    if language.is_known(r.didampingi):
        return language.format_date(r.didampingi)
    return "belum" if language.is_known(r.pernah_didampingi) else NOT_KNOWN
