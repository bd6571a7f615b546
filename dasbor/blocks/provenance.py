"""Where a number comes from and what it means: provenance lines, definitions, notes on the window of quarters."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.query import published
from dasbor.query.ask import ask
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as triwulan
from etl.acuan import load_reference
from etl.indikator import load_indicators

INCOMPLETE = "kurun belum lengkap, tidak dibandingkan"


def read_small_n() -> int:
    return load_reference().aturan["n_kecil"]


def read_grace_days() -> int:
    return load_reference().aturan["hari_pascapelatihan"]


def say_place(p: Choice, name: str = "") -> str:
    """The area as subtitles name it; leaving out KKMP is said, since it changes the numbers."""
    return (name or p.area_name) + (" tanpa KKMP" if p.kelompok_hitung == WITHOUT_KKMP else "")


def find_title(p: Choice, indikator: str) -> str:
    return published.list_definitions(p).set_index("indikator")["judul"].get(indikator, indikator)


def say_definitions(p: Choice, *indikator: str) -> list[tuple[str, str]]:
    """(title, "definition = numerator ÷ denominator") for the expander below a chart."""
    meaning = {b.indikator: b for b in list_rows(published.list_definitions(p))}
    return [(meaning[i].judul, _say_formula(meaning[i])) for i in indikator if i in meaning]


def _say_formula(b: Any) -> str:
    divisor = f"{b.pembilang} ÷ {b.penyebut}" if language.is_known(b.penyebut) else b.pembilang
    return f"{b.definisi} Dihitung: {divisor}. Sumber: {say_declared_sources(b.sumber)}."


def say_declared_sources(declaration: str) -> str:
    """The sources of an indicator as its header declares them, in words."""
    main, *other = [s.strip() for s in declaration.split(",")]
    return main + "".join(f"; triwulan tanpa {main} memakai {s}" for s in other)


def say_sources(p: Choice, *kind: str, kurun: bool = False) -> list[str]:
    """Provenance: workbook, date of the data, publication. Each kind of sheet from its newest quarter in the window.

    `kurun`: visits and trainings of the whole window are shown, so the workbooks before it are counted too.
    """
    file: dict[tuple, list[str]] = {}
    for one in kind or ("koperasi",):
        known = [p.periode] if one == "koperasi" else published.list_quarters_with(p, one)
        start_from = published.find_workbook(replace(p, periode=known[-1]), one) if known else None
        if start_from is None and one == "koperasi":
            start_from = published.find_workbook(p, "rekap")
        if start_from is not None:
            file.setdefault((start_from["nama_berkas"], start_from["waktu"], start_from["unggahan_id"]), []).append(one)
    end = language.format_date(triwulan.find_end(p.periode))
    if not file:
        return [f"Sumber: {language.NO_DATA} untuk {language.format_quarter(p.periode)}"]
    return [
        "Sumber: "
        + "; ".join(f"{name} (terbitan {number}, {language.format_date(time)})" for name, time, number in file)
        + (_say_earlier(p, kind, {unggahan for _, _, unggahan in file}) if kurun else "")
        + f" · keadaan per {end} · versi {p.version}"
    ]


def _say_earlier(p: Choice, kind: tuple[str, ...], disebut: set[int]) -> str:
    """ " dan 3 buku kerja sebelumnya": others in the window that hold these kinds of sheet."""
    content = published.list_workbooks(p)
    kurun = content["periode"].isin(published.list_window(p.periode)) & content["jenis"].isin(set(kind) - {"koperasi"})
    other = set(content["unggahan_id"][kurun]) - disebut
    return f" dan {len(other)} buku kerja sebelumnya" if other else ""


def say_indicator_sources(p: Choice, indikator: str) -> list[str]:
    """Provenance and definition of an indicator, as they also stand in its files."""
    kurun = any(not part.endswith(" 0-0") for part in _parse_needs(indikator))
    return [*say_sources(p, *_list_kinds(indikator), kurun=kurun), *_say_definition(p, indikator)]


def _say_definition(p: Choice, indikator: str) -> list[str]:
    return [f"{judul_}: {meaning}" for judul_, meaning in say_definitions(p, indikator)]


def say_trend_sources(p: Choice, indikator: str = "koperasi_aktif") -> list[str]:
    """The same for a chart over all quarters: how many workbooks, the newest by its name."""
    terbaru = replace(p, periode=published.list_quarters(p)["periode"].iloc[-1])
    row = say_sources(terbaru, *_list_kinds(indikator))[0]
    n = _count_workbooks(
        p, [*_list_kinds(indikator), "rekap"] if "koperasi" in _list_kinds(indikator) else _list_kinds(indikator)
    )
    row = row.replace("Sumber: ", f"Sumber: {n} buku kerja, terbaru ", 1) if n > 1 else row
    return [row, *_say_definition(p, indikator)]


def _count_workbooks(p: Choice, kind: list[str]) -> int:
    """Workbooks that published any of these kinds of sheet."""
    sql = "select unggahan_id from periode_jenis where jenis = $jenis"
    return len({n for one in kind for n in ask(p, sql, jenis=one)["unggahan_id"]})


def _list_kinds(indikator: str) -> list[str]:
    """The kinds of sheet that an indicator is counted from."""
    return [part.split()[0] for part in _parse_needs(indikator)]


def _parse_needs(indikator: str) -> list[str]:
    """ "pelatihan 0-jendela": kinds of sheet, and from which quarter back to which."""
    return next((i.butuh for i in load_indicators() if i.indikator == indikator), "koperasi 0-0").split(",")


def say_window_note(p: Choice, kind: str) -> str:
    """Says when the window of four quarters is not full: a rate on less is not the same rate."""
    known, every = published.list_quarters_with(p, kind), published.list_window(p.periode)
    missing = [language.format_quarter(x) for x in every if x not in known]
    if not missing:
        return ""
    return f"Data {kind} belum diterbitkan untuk {language.join_list(missing)}; angka di bawah hanya dari triwulan yang ada."


def say_after_training_span(p: Choice) -> str:
    """ "…, pelatihan yang selesai 2 Januari 2024 sampai 1 Januari 2025": those whose days of grace are over."""
    end = triwulan.find_end(p.periode) - dt.timedelta(days=read_grace_days())
    start = (pd.Timestamp(end) - pd.DateOffset(years=1)).date() + dt.timedelta(days=1)
    return f"{p.area_name}, pelatihan yang selesai {language.format_date(start)} sampai {language.format_date(end)}"


def is_window_complete(p: Choice, indikator: str, *periode: str | None) -> bool:
    """The sheets that an indicator looks back on are published for its whole window in each of these quarters.

    A rate on three quarters beside one on four moves without anybody having done more or less.
    """
    kind = [part.split()[0] for part in _parse_needs(indikator) if part.endswith("-jendela")]
    return all(
        len(published.list_quarters_with(replace(p, periode=one), j)) == len(published.list_window(one))
        for one in periode
        if one
        for j in kind
    )


def say_window(p: Choice) -> str:
    """ "Triwulan III 2024 sampai Triwulan II 2025", the quarters that reach and coverage look at."""
    jendela = published.list_window(p.periode)
    return f"{p.area_name}, {language.format_quarter(jendela[0])} sampai {language.format_quarter(jendela[-1])}"
