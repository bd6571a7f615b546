"""What changed in the number of active cooperatives: steps that add up exactly, with sentences and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dasbor.chart import sentences, text, theme
from dasbor.chart.chart import Chart, Sketch, Trace
from dasbor.frames import sum_by
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl.acuan import put_in_brackets

NONE_BEFORE = "Belum ada triwulan sebelumnya untuk dibandingkan"
_LEFT, _PROPOSED = "keluar dari register", "diusulkan dibubarkan"

# how a flow is said beside its number, in the order of the steps
STEP_NAMES = {
    "baru": "koperasi baru",
    "tercatat kembali": "tercatat kembali",
    "aktif kembali": "aktif kembali",
    "pindah masuk": "pindah masuk",
    "status lain": "status lain",
    "menjadi tidak aktif": "menjadi tidak aktif",
    "diusulkan dibubarkan": "diusulkan dibubarkan",
    "dibubarkan": "dibubarkan",
    "keluar dari register": "keluar dari register",
    "pindah keluar": "pindah keluar",
    "menjadi KKMP": "menjadi KKMP",
    "tetap": "tetap",
}


def draw_bridge(
    flows: pd.DataFrame,
    active: float | None,
    *,
    place: str,
    periode: str,
    previous: str | None,
    skipped: Sequence[str] = (),
    alone: str = NONE_BEFORE,
) -> Chart:
    """alur, d_aktif -> steps from last quarter's number of active cooperatives to this one's.

    `skipped`: quarters between the two of which only totals were published; `alone`: why there is no previous one.
    """
    steps = sum_steps(flows)
    total = int(steps["jumlah"].sum())
    current = None if active is None or not language.is_known(active) else int(active)
    table = _add_ends(steps, current, total, periode, previous)
    return Chart(
        draw_plot(table, total),
        alone if previous is None else say_headline(steps, previous),
        f"Perubahan koperasi aktif, {place}, {_say_span(periode, previous)}{_say_skipped(skipped)}",
        f"{place}: {alone}." if previous is None else _say_alt(table, steps, place, periode, previous),
        table[["langkah", "jumlah"]],
        {"langkah": "Langkah", "jumlah": "Koperasi aktif"},
    )


def is_alone(chart: Chart) -> bool:
    """A bridge of one end: its headline says that nothing stands before it, and a drawing would show nothing."""
    return "langkah" in chart.table and len(chart.table) < 2


def draw_totals(
    previous: str, past: float, periode: str, active: float | None, recap_rows: Sequence[str], place: str
) -> Chart:
    """The change of two totals where one of the quarters has no list of cooperatives: no step can be named."""
    current = None if active is None or not language.is_known(active) else int(active)
    difference = None if current is None else current - int(past)
    table = _make_totals(previous, int(past), periode, current, difference)
    title = f"Koperasi aktif {language.format_quarter(periode, True)} belum ada datanya"
    if difference is not None:
        title = f"Koperasi aktif {language.say_direction(difference)}; sebabnya tidak dirinci dalam rekap"
    cause = f"Register {language.format_quarter(periode)} belum diterbitkan"
    if recap_rows:
        cause = _say_only_totals(recap_rows)
    ends = " menjadi ".join(_say_end(b) for b in list_rows(table[table["ujung"]]))
    return Chart(
        draw_plot(table.reset_index(drop=True), difference or 0),
        title,
        f"Perubahan koperasi aktif, {place}, {_say_span(periode, previous)}. "
        f"{cause}, jadi sebabnya tidak dapat dirinci",
        f"{place}, koperasi aktif: {ends}. {cause}.",
        table[["langkah", "jumlah"]].astype({"jumlah": "Int64"}),
        {"langkah": "Langkah", "jumlah": "Koperasi aktif"},
    )


def _make_totals(previous: str, past: int, periode: str, current: int | None, difference: int | None) -> pd.DataFrame:
    """The two totals, and what lies between them where it is known and not nothing."""
    table = pd.DataFrame(
        [
            (f"Aktif {language.format_quarter(previous, True)}", past, True, 0),
            ("Tidak dirinci", difference, False, 0),
            (f"Aktif {language.format_quarter(periode, True)}", current, True, 0),
        ],
        columns=["langkah", "jumlah", "ujung", "awal"],
    )
    return table if difference else table[table["ujung"]]


def _say_end(b: Any) -> str:
    return f"{language.format_number(b.jumlah) if language.is_known(b.jumlah) else language.NO_DATA} ({b.langkah})"


def _say_only_totals(recap_rows: Sequence[str]) -> str:
    return (
        f"{language.join_list([language.format_quarter(q) for q in recap_rows])} hanya punya rekap (jumlah tanpa "
        "daftar koperasi)"
    )


def _say_skipped(skipped: Sequence[str]) -> str:
    return f". {_say_only_totals(skipped)}, jadi dilewati" if skipped else ""


def sum_steps(flows: pd.DataFrame) -> pd.DataFrame:
    """Net effect on `active` of each flow that has one: alur, jumlah. Their sum is the change, exactly."""
    keys, amounts = ([], []) if flows.empty else (flows["alur"].tolist(), flows["d_aktif"].tolist())
    total = {name: many for (name,), many in sum_by(((k,) for k in keys), amounts).items()}
    row = [(a, int(total[a])) for a in dict.fromkeys([*STEP_NAMES, *total]) if total.get(a)]
    return pd.DataFrame(row, columns=["alur", "jumlah"]).astype({"jumlah": "int64"})


def say_headline(steps: pd.DataFrame, previous: str) -> str:
    """ "Koperasi aktif naik 20: 20 baru, 2 aktif kembali, 2 menjadi tidak aktif"."""
    if steps.empty:
        return f"Koperasi aktif tetap sejak {language.format_quarter(previous, True)}"
    large = steps.reindex(steps["jumlah"].abs().sort_values(ascending=False, kind="stable").index)
    content = [f"{abs(b.jumlah)} {_shorten_name(b.alur)}" for b in list_rows(large)]
    start = f"Koperasi aktif {language.say_direction(steps['jumlah'].sum())}: "
    # As many causes as fit; how many cooperatives changed for other ones is said as a number.
    length = (start + ", ".join(_add_rest(content, large, n)) for n in range(len(content), 0, -1))
    return next((k for k in length if len(k.split()) <= sentences.MAX_WORDS), start + _add_rest(content, large, 1)[0])


def _add_rest(content: list[str], large: pd.DataFrame, n: int) -> list[str]:
    rest = int(large["jumlah"].abs().iloc[n:].sum())
    return [*content[:n], *([f"{rest} lainnya"] if rest else [])]


def say_named(flows: pd.DataFrame, at_most: int = 3) -> list[str]:
    """Sentences with names, the flows that people ask about first: "1 aktif kembali: KSP Maju Jaya (Turi)"."""
    if flows.empty:
        return []
    by: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, kelurahan, name in zip(flows["alur"], flows["kelurahan"], flows["nama_koperasi"], strict=True):
        by[kind].append((kelurahan, name))
    return [
        f"{len(by[kind])} {word}{_say_counted_before(flows, kind)}: "
        + language.join_list(
            [f"{name} ({put_in_brackets(str(kelurahan))})" for kelurahan, name in sorted(by[kind])], at_most
        )
        for kind, word in STEP_NAMES.items()
        if kind != "tetap" and by[kind]
    ]


def _say_counted_before(flows: pd.DataFrame, kind: str) -> str:
    """Of those who left, some were no longer counted as registered: the cards count the others only."""
    proposed = int(((flows["alur"] == kind) & (flows["status_lalu"] == _PROPOSED)).sum())
    return f" ({proposed} di antaranya sudah {_PROPOSED})" if kind == _LEFT and proposed else ""


# Words of the headline, where twelve must do.
_SHORT_NAMES = {
    "baru": "baru",
    "menjadi tidak aktif": "tidak aktif",
    "keluar dari register": "keluar",
    "diusulkan dibubarkan": "diusulkan bubar",
}


def _say_span(periode: str, previous: str | None) -> str:
    end = language.format_quarter(periode)
    return end if previous is None else f"{language.format_quarter(previous)} ke {end}"


def _shorten_name(flows: str) -> str:
    return _SHORT_NAMES.get(flows, STEP_NAMES.get(flows, flows))


def _add_ends(steps: pd.DataFrame, current: int | None, total: int, periode: str, previous: str | None) -> pd.DataFrame:
    """The steps between the two totals; `awal` is where a step begins, counted from last quarter's total."""
    content = [(language.capitalise(STEP_NAMES.get(b.alur, b.alur)), b.jumlah) for b in list_rows(steps)]
    past = None if current is None else current - total
    if previous is not None:
        content = [(f"Aktif {language.format_quarter(previous, True)}", past), *content]
    table = pd.DataFrame(
        [*content, (f"Aktif {language.format_quarter(periode, True)}", current)], columns=["langkah", "jumlah"]
    )
    table["ujung"] = [previous is not None, *[False] * len(steps), True][-len(table) :]
    return place_steps(table)


def place_steps(table: pd.DataFrame) -> pd.DataFrame:
    """jumlah, ujung (True: a total, not a step) -> with `awal`, where each step begins."""
    shift = table["jumlah"].where(~table["ujung"], 0).fillna(0)
    return table.assign(awal=shift.cumsum() - shift)


def draw_plot(table: pd.DataFrame, total: int) -> Sketch:
    """Bars of change around the line "last quarter": a bar from zero to 268 would hide a step of 2.

    The two totals are written and have no bar: one as long as the change would say 268 and show 20.
    """
    bars = table[~table["ujung"]]
    tip = [0, *bars["awal"], *(bars["awal"] + bars["jumlah"])]
    width = (max(tip) - min(tip)) or 1
    plot = theme.make_plot(_draw_step_bar(bars), height=max(len(table), 3) * 36 + 8, margin={"t": 4, "b": 4, "r": 80})
    # room for "268 (+20)" is in pixels: a share of the width would be too little on a phone
    plot.update_xaxes(visible=False, range=[min(tip) - width * 0.04, max(tip)])
    # type and range are given, since without a step there is no bar to take them from
    axis = theme.NAME_AXIS | {"autorange": False, "range": [len(table) - 0.5, -0.5], "type": "category"}
    names = table["langkah"].tolist()
    written = [text.break_name(name) for name in names]
    plot.update_yaxes(**axis, categoryorder="array", categoryarray=names, tickvals=names, ticktext=written)
    label = [_make_label(row, total) for row in list_rows(table)]
    return plot.update_layout(annotations=label, shapes=[theme.make_vertical(0, color=theme.TEXT_MUTED, width=1)])


def _draw_step_bar(bars: pd.DataFrame) -> Trace:
    rising, falling = theme.ACCENT, theme.STATUS_SIGNS["tidak aktif"].colour
    return theme.make_bars(
        x=bars["jumlah"],
        y=bars["langkah"],
        base=bars["awal"],
        orientation="h",
        marker={"color": [rising if b.jumlah > 0 else falling for b in list_rows(bars)]},
        hovertemplate="%{y}: %{customdata}<extra></extra>",
        customdata=[language.format_signed(x) for x in bars["jumlah"]],
    )


def _make_label(row: Any, total: int) -> dict[str, Any]:
    if row.ujung:
        large = language.format_number(row.jumlah) if language.is_known(row.jumlah) else language.NO_DATA
        difference = f" ({language.format_signed(total)})" if row.Index and total else ""
        x = 0
        written: str = text.make_bold(large) + difference
    else:
        x, written = max(row.awal, row.awal + row.jumlah), language.format_signed(row.jumlah)
    measure = theme.SIZES["tubuh"] if row.ujung else theme.SIZES["tabel"]
    return theme.make_note(x, row.langkah, written, measure, xanchor="left", xshift=6)


def _say_alt(table: pd.DataFrame, steps: pd.DataFrame, place: str, periode: str, previous: str) -> str:
    content = [f"{language.format_signed(b.jumlah)} {STEP_NAMES.get(b.alur, b.alur)}" for b in list_rows(steps)]
    start, end = (
        language.format_number(x) if language.is_known(x) else language.NO_DATA
        for x in (table.iloc[0]["jumlah"], table.iloc[-1]["jumlah"])
    )
    return (
        f"{place}, koperasi aktif: {start} pada {language.format_quarter(previous)}, "
        f"{language.join_list(content) if content else 'tidak ada perubahan'}, menjadi {end} pada "
        f"{language.format_quarter(periode)}."
    )
