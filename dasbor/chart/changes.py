"""What changed in the number of active cooperatives: steps that add up exactly, with sentences and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd

from dasbor.chart import sentences, text, theme
from dasbor.chart.chart import Chart, Sketch, Trace
from dasbor.frames import sum_by
from dasbor.words import language, stand_ins

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


class Step(NamedTuple):
    """A row of a bridge: by how much, or how many where it is an end (`ujung`); `awal`: where a step begins, counted
    from the first total."""

    langkah: str
    jumlah: int | None
    ujung: bool
    awal: int = 0


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
    total = sum(n for _, n in steps)
    current = None if active is None or not language.is_known(active) else int(active)
    rows = _add_ends(steps, current, total, periode, previous)
    return Chart(
        draw_plot(rows, total),
        alone if previous is None else say_headline(steps, previous),
        f"Perubahan koperasi aktif, {place}, {_say_span(periode, previous)}{_say_skipped(skipped)}",
        f"{place}: {alone}." if previous is None else _say_alt(rows, steps, place, periode, previous),
        list_steps(rows),
        {"langkah": "Langkah", "jumlah": "Koperasi aktif"},
    )


def is_alone(chart: Chart) -> bool:
    """A bridge of one end: its headline says that nothing stands before it, and a drawing would show nothing."""
    return "langkah" in chart.table and len(chart.table) < 2


def is_still(chart: Chart) -> bool:
    """A bridge whose two ends are all that it has, or one end alone: its headline says that nothing moved."""
    return "langkah" in chart.table and len(chart.table) <= _ENDS


_ENDS = 2


def draw_totals(
    previous: str, past: float, periode: str, active: float | None, recap_rows: Sequence[str], place: str
) -> Chart:
    """The change of two totals where one of the quarters has no list of cooperatives: no step can be named."""
    current = None if active is None or not language.is_known(active) else int(active)
    difference = None if current is None else current - int(past)
    rows = _make_totals(previous, int(past), periode, current, difference)
    title = f"Koperasi aktif {language.format_quarter(periode, True)} belum ada datanya"
    if difference is not None:
        title = f"Koperasi aktif {language.say_direction(difference)}; sebabnya tidak dirinci dalam rekap"
    cause = f"Register {language.format_quarter(periode)} belum diterbitkan"
    if recap_rows:
        cause = _say_only_totals(recap_rows)
    ends = " menjadi ".join(_say_end(b) for b in rows if b.ujung)
    return Chart(
        draw_plot(rows, difference or 0),
        title,
        f"Perubahan koperasi aktif, {place}, {_say_span(periode, previous)}. "
        f"{cause}, jadi sebabnya tidak dapat dirinci",
        f"{place}, koperasi aktif: {ends}. {cause}.",
        list_steps(rows).astype({"jumlah": "Int64"}),
        {"langkah": "Langkah", "jumlah": "Koperasi aktif"},
    )


def _make_totals(previous: str, past: int, periode: str, current: int | None, difference: int | None) -> list[Step]:
    """The two totals, and what lies between them where it is known and not nothing."""
    first = Step(f"Aktif {language.format_quarter(previous, True)}", past, True)
    last = Step(f"Aktif {language.format_quarter(periode, True)}", current, True)
    return [first, *([Step("Tidak dirinci", difference, False)] if difference else []), last]


def _say_end(b: Step) -> str:
    return f"{language.format_number(b.jumlah)} ({b.langkah})"


def _say_only_totals(recap_rows: Sequence[str]) -> str:
    return (
        f"{language.join_list([language.format_quarter(q) for q in recap_rows])} hanya punya rekap (jumlah tanpa "
        "daftar koperasi)"
    )


def _say_skipped(skipped: Sequence[str]) -> str:
    return f". {_say_only_totals(skipped)}, jadi dilewati" if skipped else ""


def sum_steps(flows: pd.DataFrame) -> list[tuple[str, int]]:
    """Net effect on `active` of each flow that has one. Their sum is the change, exactly."""
    keys, amounts = ([], []) if flows.empty else (flows["alur"].tolist(), flows["d_aktif"].tolist())
    total = {name: many for (name,), many in sum_by(((k,) for k in keys), amounts).items()}
    return [(a, int(total[a])) for a in dict.fromkeys([*STEP_NAMES, *total]) if total.get(a)]


def say_headline(steps: Sequence[tuple[str, int]], previous: str) -> str:
    """ "Koperasi aktif naik 20: 20 baru, 2 aktif kembali, 2 menjadi tidak aktif"."""
    if not steps:
        return f"Koperasi aktif tetap sejak {language.format_quarter(previous, True)}"
    large = sorted(steps, key=lambda one: -abs(one[1]))
    content = [f"{abs(n)} {_shorten_name(name)}" for name, n in large]
    start = f"Koperasi aktif {language.say_direction(sum(n for _, n in steps))}: "
    # As many causes as fit; how many cooperatives changed for other ones is said as a number.
    length = (start + ", ".join(_add_rest(content, large, n)) for n in range(len(content), 0, -1))
    return next((k for k in length if len(k.split()) <= sentences.MAX_WORDS), start + _add_rest(content, large, 1)[0])


def _add_rest(content: list[str], large: Sequence[tuple[str, int]], n: int) -> list[str]:
    rest = sum(abs(many) for _, many in large[n:])
    return [*content[:n], *([f"{rest} lainnya"] if rest else [])]


def say_named(flows: pd.DataFrame, at_most: int = 3) -> list[str]:
    """Sentences with names, the flows that people ask about first: "1 aktif kembali: KSP Maju Jaya (Turi)"."""
    if flows.empty:
        return []
    by: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, kelurahan, name in zip(*(flows[k].tolist() for k in ("alur", "kelurahan", "nama_koperasi")), strict=True):
        by[kind].append((kelurahan, name))
    return [
        f"{len(by[kind])} {word}{_say_counted_before(flows) if kind == _LEFT else ''}: "
        + language.join_list(
            [stand_ins.add_area(name, kelurahan) for kelurahan, name in sorted(by[kind], key=_find_order)], at_most
        )
        for kind, word in STEP_NAMES.items()
        if kind != "tetap" and by[kind]
    ]


def _find_order(one: tuple[str, str]) -> tuple[str, str]:
    kelurahan, name = one
    return kelurahan, stand_ins.find_order(name)


def _say_counted_before(flows: pd.DataFrame) -> str:
    """Of those who left, some were no longer counted as registered: the cards count the others only."""
    proposed = list(zip(flows["alur"].tolist(), flows["status_lalu"].tolist(), strict=True)).count((_LEFT, _PROPOSED))
    return f" ({proposed} di antaranya sudah {_PROPOSED})" if proposed else ""


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


def _add_ends(
    steps: Sequence[tuple[str, int]], current: int | None, total: int, periode: str, previous: str | None
) -> list[Step]:
    """The steps between the two totals, or before the only one."""
    between = [(language.capitalise(STEP_NAMES.get(name, name)), n) for name, n in steps]
    past = None if current is None else current - total
    first = [] if previous is None else [Step(f"Aktif {language.format_quarter(previous, True)}", past, True)]
    return [*first, *place_steps(between), Step(f"Aktif {language.format_quarter(periode, True)}", current, True)]


def place_steps(steps: Iterable[tuple[str, int]]) -> list[Step]:
    """Each step from where the one before it ends."""
    placed, at = [], 0
    for name, n in steps:
        placed.append(Step(name, n, False, at))
        at += n
    return placed


def list_steps(rows: Sequence[Step]) -> pd.DataFrame:
    """The table of a bridge."""
    return pd.DataFrame([(b.langkah, b.jumlah) for b in rows], columns=["langkah", "jumlah"])


def draw_plot(rows: Sequence[Step], total: int) -> Sketch:
    """Bars of change around the line "last quarter": a bar from zero to 268 would hide a step of 2.

    The two totals are written and have no bar: one as long as the change would say 268 and show 20.
    """
    bars = [(b.langkah, b.awal, b.jumlah) for b in rows if not b.ujung and b.jumlah is not None]
    tip = [0, *(start for _, start, _ in bars), *(start + n for _, start, n in bars)]
    width = (max(tip) - min(tip)) or 1
    plot = theme.make_plot(_draw_step_bar(bars), height=max(len(rows), 3) * 36 + 8, margin={"t": 4, "b": 4, "r": 80})
    # room for "268 (+20)" is in pixels: a share of the width would be too little on a phone
    plot.update_xaxes(visible=False, range=[min(tip) - width * 0.04, max(tip)])
    # type and range are given, since without a step there is no bar to take them from
    axis = theme.NAME_AXIS | {"autorange": False, "range": [len(rows) - 0.5, -0.5], "type": "category"}
    names = [b.langkah for b in rows]
    written = [text.break_name(name) for name in names]
    plot.update_yaxes(**axis, categoryorder="array", categoryarray=names, tickvals=names, ticktext=written)
    label = [_make_label(row, total, is_first=i == 0) for i, row in enumerate(rows)]
    return plot.update_layout(annotations=label, shapes=[theme.make_vertical(0, color=theme.TEXT_MUTED, width=1)])


def _draw_step_bar(bars: Sequence[tuple[str, int, int]]) -> Trace:
    """bars: (name, where it begins, by how much)."""
    rising, falling = theme.ACCENT, theme.STATUS_SIGNS["tidak aktif"].colour
    return theme.make_bars(
        x=[n for *_, n in bars],
        y=[name for name, *_ in bars],
        base=[start for _, start, _ in bars],
        orientation="h",
        marker={"color": [rising if n > 0 else falling for *_, n in bars]},
        hovertemplate="%{y}: %{customdata}<extra></extra>",
        customdata=[language.format_signed(n) for *_, n in bars],
    )


def _make_label(row: Step, total: int, is_first: bool) -> dict[str, Any]:
    if row.ujung or row.jumlah is None:
        difference = f" ({language.format_signed(total)})" if total and not is_first else ""
        x = 0
        written: str = text.make_bold(language.format_number(row.jumlah)) + difference
    else:
        x, written = max(row.awal, row.awal + row.jumlah), language.format_signed(row.jumlah)
    measure = theme.SIZES["tubuh"] if row.ujung else theme.SIZES["tabel"]
    of_row = {"name": theme.OF_ROW} if row.ujung else {}
    return theme.make_note(x, row.langkah, written, measure, xanchor="left", xshift=6, **of_row)


def _say_alt(rows: Sequence[Step], steps: Sequence[tuple[str, int]], place: str, periode: str, previous: str) -> str:
    content = [f"{language.format_signed(n)} {STEP_NAMES.get(name, name)}" for name, n in steps]
    start, end = (language.format_number(b.jumlah) for b in (rows[0], rows[-1]))
    return (
        f"{place}, koperasi aktif: {start} pada {language.format_quarter(previous)}, "
        f"{language.join_list(content) if content else 'tidak ada perubahan'}, menjadi {end} pada "
        f"{language.format_quarter(periode)}."
    )
