"""Where a number comes from and what it means: provenance lines, definitions, notes on the window of quarters."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.query import published
from dasbor.query.reports import citations
from dasbor.query.source import in_force
from dasbor.query.source.hidden_names import is_hidden
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as triwulan
from etl.indikator import load_indicators
from etl.indikator.words import say_number_word
from etl.skema import SHEET_KINDS

_LEADING = "koperasi_aktif"


def read_small_n(p: Choice) -> int:
    return in_force.read_rules(p)["n_kecil"]


def say_window_length(p: Choice) -> str:
    """ "empat triwulan": how far reach and coverage look back."""
    return f"{say_number_word(in_force.read_rules(p)['jendela_triwulan'])} triwulan"


def read_grace_days(p: Choice) -> int:
    return in_force.read_rules(p)["hari_pascapelatihan"]


def say_place(p: Choice, name: str = "") -> str:
    """The area as subtitles name it; leaving out KKMP is said, since it changes the numbers."""
    return (name or p.area_name) + (" tanpa KKMP" if p.kelompok_hitung == WITHOUT_KKMP else "")


def say_where_and_when(p: Choice) -> str:
    """ "Kota Blitar tanpa KKMP, Triwulan II 2025"."""
    return f"{say_place(p)}, {language.format_quarter(p.periode)}"


def find_title(p: Choice, indikator: str) -> str:
    return str(_read_titles(p.whole()).get(indikator, indikator))


@keep.per_version(most=8)
def _read_titles(p: Choice) -> dict[str, str]:
    known = published.list_definitions(p)
    return dict(zip(known["indikator"].tolist(), known["judul"].tolist(), strict=True))


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
    found = [_find_newest(p, one) for one in kind or ("koperasi",)]
    workbooks = {w["unggahan_id"]: w for w in found if w is not None}
    if not workbooks:
        return [f"Sumber: {language.NO_DATA} untuk {language.format_quarter(p.periode)}"]
    names = [
        f"{w['nama_berkas']} ({published.say_upload(p, number)}, {language.format_date(w['waktu'])})"
        for number, w in workbooks.items()
    ]
    earlier = _say_earlier(p, kind, set(workbooks)) if kurun else ""
    end = language.format_date(triwulan.find_end(p.periode))
    return [f"Sumber: {'; '.join(names)}{earlier} · keadaan per {end} · {language.say_version(p.version)}"]


def _find_newest(p: Choice, kind: str) -> dict[str, Any] | None:
    """The workbook of a kind of sheet; where no register was published, the one of the rekap."""
    if kind == "koperasi":
        return published.find_workbook(p, kind) or (
            published.find_workbook(p, "rekap") if p.periode in published.list_counted_quarters(p) else None
        )
    quarters = published.list_quarters_with(p, kind)
    return published.find_workbook(replace(p, periode=quarters[-1]), kind) if quarters else None


def _say_earlier(p: Choice, kind: tuple[str, ...], named: set[int]) -> str:
    """ " dan 3 buku kerja sebelumnya": others in the window that hold these kinds of sheet."""
    window, kinds = published.list_window(p, p.periode), set(kind) - {"koperasi"}
    rows = list_rows(published.list_workbooks(p))
    others = {b.unggahan_id for b in rows if b.periode in window and b.jenis in kinds} - named
    return f" dan {len(others)} buku kerja sebelumnya" if others else ""


def say_indicator_sources(p: Choice, indikator: str) -> list[str]:
    """Provenance and definition of an indicator, as they also stand in its files."""
    kurun = any(not part.endswith(" 0-0") for part in _parse_needs(indikator))
    (sentence,) = say_sources(p, *_list_kinds(indikator), kurun=kurun)
    return [sentence + _say_citation(p, indikator), *_say_definition(p, indikator)]


def _say_citation(p: Choice, indikator: str) -> str:
    """ " · kutip KB-15-7F3A91"; "" where there is nothing to quote."""
    citation = citations.make(p, indikator) if indikator else ""
    return f" · kutip {citation}" if citation else ""


def _say_definition(p: Choice, indikator: str) -> list[str]:
    return [f"{title}: {meaning}" for title, meaning in say_definitions(p, indikator)]


def say_trend_sources(p: Choice, cited: str = "", until: str = "") -> list[str]:
    """The same for a chart over all quarters: how many workbooks, the newest by its name. cited: the indicator that it
    shows; "" = it shows no one figure, and its cooperatives are those of the register. until: its last quarter, where
    that is not the last one published."""
    indikator = cited or _LEADING
    newest = replace(p, periode=until or published.list_periods(p)[-1])
    kinds = _list_kinds(indikator)
    sentence = say_sources(newest, *kinds)[0]
    n = _count_workbooks(newest, [*kinds, "rekap"] if "koperasi" in kinds else kinds)
    sentence = sentence.replace("Sumber: ", f"Sumber: {n} buku kerja, terbaru ", 1) if n > 1 else sentence
    return [sentence + _say_citation(newest, cited), *_say_definition(p, indikator)]


def _count_workbooks(p: Choice, kinds: list[str]) -> int:
    """Workbooks that published any of these kinds of sheet, until the chosen quarter."""
    rows = list_rows(published.list_workbooks(p))
    return len({b.unggahan_id for b in rows if b.jenis in kinds and b.periode <= p.periode})


def _list_kinds(indikator: str) -> list[str]:
    """The kinds of sheet that an indicator is counted from."""
    return [part.split()[0] for part in _parse_needs(indikator)]


def _parse_needs(indikator: str) -> list[str]:
    """ "pelatihan 0-jendela": kinds of sheet, and from which quarter back to which."""
    return next((i.butuh for i in load_indicators() if i.indikator == indikator), "koperasi 0-0").split(",")


def say_window_note(p: Choice, kind: str) -> str:
    """Says when the window of four quarters is not full: a rate on less is not the same rate."""
    known, window = published.list_quarters_with(p, kind), published.list_window(p, p.periode)
    missing = [language.format_quarter(x) for x in window if x not in known]
    if not missing:
        return ""
    return (
        f"Data {kind} belum diterbitkan untuk {language.join_list(missing)}; "
        "angka di bawah hanya dari triwulan yang ada."
    )


def say_after_training_span(p: Choice) -> str:
    """ "…, pelatihan yang selesai 2 Januari 2024 sampai 1 Januari 2025": those whose days of grace are over."""
    end = triwulan.find_end(p.periode) - dt.timedelta(days=read_grace_days(p))
    start = (pd.Timestamp(end) - pd.DateOffset(years=1)).date() + dt.timedelta(days=1)
    return f"{p.area_name}, pelatihan yang selesai {language.format_date(start)} sampai {language.format_date(end)}"


def say_window(p: Choice) -> str:
    """ "Triwulan III 2024 sampai Triwulan II 2025", the quarters that reach and coverage look at."""
    window = published.list_window(p, p.periode)
    first, last = (language.format_quarter(q) for q in (window[0], window[-1]))
    return f"{p.area_name}, {first}" + ("" if first == last else f" sampai {last}")


def say_sheet_missing(p: Choice, kind: str) -> str:
    """ "Lembar Pelatihan belum diterbitkan untuk empat triwulan ini."; "" where one of the window is published."""
    if published.list_quarters_with(p, kind):
        return ""
    return f"Lembar {SHEET_KINDS[kind].judul} belum diterbitkan untuk {say_window_length(p)} ini."


def say_places(p: Choice) -> str:
    """What the last columns of a list of cooperatives are; "" for who may not know where a row stands."""
    return "" if is_hidden(p) else "Kolom Lembar dan Baris menunjukkan letaknya di buku kerja."
