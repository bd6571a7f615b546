"""From which status to which: a matrix that counts every cooperative once, and the flow of those that changed. Pure."""

from __future__ import annotations

import pandas as pd

from dasbor.chart import theme
from dasbor.chart.chart import Chart, Trace
from dasbor.frames import sum_by
from dasbor.words import language, stand_ins
from dasbor.words.columns import list_rows
from etl import skema

HEIGHT = 340
_STATUSES = (*theme.STATUS_SIGNS, skema.DISSOLVED)
FROM_STATES = (*_STATUSES, "tercatat kembali", "baru")
TO_STATES = (*_STATUSES, "keluar")
CHANGED_COLUMNS = {
    "nama_koperasi": "",
    "dari": "Dari",
    "ke": "Menjadi",
    "kelurahan_lalu": "Kelurahan waktu itu",
    "kelurahan": "Kelurahan sekarang",
    "triwulan_baris": "",
    "lembar": "",
    "baris": "",
}


def write_label(state: str) -> str:
    return theme.STATUS_SIGNS[state].label if state in theme.STATUS_SIGNS else language.capitalise(state)


def make_matrix(moves: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Rows from, columns to, sums at the edges; and its headings. States that nobody had or has are left out."""
    moved = _list_moves(moves)
    crossed = sum_by(((before, now) for before, now, _ in moved), (many for *_, many in moved))
    row = [s for s in FROM_STATES if s in {before for before, _ in crossed}]
    typed = [s for s in TO_STATES if s in {now for _, now in crossed}]
    counts = [[crossed.get((before, now), 0) for now in typed] for before in row]
    counts.append([sum(column) for column in zip(*counts, strict=True)])
    lines = [[write_label(s), *many, sum(many)] for s, many in zip((*row, "jumlah"), counts, strict=True)]
    return pd.DataFrame(lines, columns=["dari", *typed, "jumlah"]), {
        "dari": "Dari ↓ menjadi →",
        **{s: write_label(s) for s in typed},
        "jumlah": "Jumlah",
    }


def _list_moves(moves: pd.DataFrame) -> list[tuple[str, str, int]]:
    """From which status to which, how many."""
    return list(zip(*(moves[k].tolist() for k in ("dari", "ke", "jumlah")), strict=True))


def list_changed(moves: pd.DataFrame) -> pd.DataFrame:
    """The cooperatives that changed their status, came or left, as a list."""
    content = moves[moves["koperasi_id"].notna()]
    return content.assign(dari=content["dari"].map(write_label), ke=content["ke"].map(write_label)).reset_index(
        drop=True
    )


def count_flows(moves: pd.DataFrame) -> pd.DataFrame:
    """dari, ke, jumlah of those that changed."""
    changed = [one for one in _list_moves(moves) if one[0] != one[1]]
    flows = sum_by((pair for *pair, _ in changed), (many for *_, many in changed))
    rows = [(*pair, many) for pair, many in flows.items()]
    return pd.DataFrame(rows, columns=["dari", "ke", "jumlah"]).astype({"jumlah": "int64"})


def are_few(moves: pd.DataFrame, small_n: int) -> bool:
    """So few changed, or all alike, that a sentence for each change says more than bands."""
    flows = count_flows(moves)
    return len(flows) < 2 or int(flows["jumlah"].sum()) < small_n


def say_flows(moves: pd.DataFrame, at_most: int = 3) -> list[str]:
    """ "1 aktif menjadi tidak aktif: KSU Maju (Turi)", a sentence for each kind of change."""
    changed = moves[moves["dari"] != moves["ke"]]
    order = changed["nama_koperasi"].map(stand_ins.find_order, na_action="ignore")
    changed = changed.assign(urut=order).sort_values(["urut", "koperasi_id"])
    return [_say_flow(changed, b.dari, b.ke, at_most) for b in list_rows(count_flows(moves))]


def _say_flow(changed: pd.DataFrame, before: str, now: str, at_most: int) -> str:
    of_these = changed[(changed["dari"] == before) & (changed["ke"] == now)]
    place = of_these["kelurahan"].where(of_these["kelurahan"].notna(), of_these["kelurahan_lalu"])
    names = [stand_ins.add_area(n, k) for n, k in zip(of_these["nama_koperasi"], place, strict=True)]
    return f"{len(names)} {before} menjadi {now}: {language.join_list(names, at_most)}"


def draw_flows(moves: pd.DataFrame, *, place: str, periode: str, previous: str) -> Chart:
    """A Sankey of those that changed: those that stayed would be a band beside which all else is a hair."""
    flows = count_flows(moves)
    return Chart(
        theme.make_plot(
            *_draw_sankey(flows), height=HEIGHT if len(flows) else 40, margin={"l": 4, "r": 4, "t": 12, "b": 12}
        ),
        say_headline(moves, previous),
        f"Koperasi yang berubah status, baru atau keluar, {place}, {language.format_quarter(previous)} sampai "
        f"{language.format_quarter(periode)}",
        _say_alt(flows, moves, place, previous),
        flows.assign(dari=flows["dari"].map(write_label), ke=flows["ke"].map(write_label)).reset_index(drop=True),
        {"dari": "Dari", "ke": "Menjadi", "jumlah": "Koperasi"},
    )


def _draw_sankey(flows: pd.DataFrame) -> list[Trace]:
    if flows.empty:
        return []
    left = [s for s in FROM_STATES if s in set(flows["dari"])]
    right = [s for s in TO_STATES if s in set(flows["ke"])]
    moved = _list_moves(flows)
    leaving = sum_by(((before,) for before, *_ in moved), (many for *_, many in moved))
    entered = sum_by(((now,) for _, now, _ in moved), (many for *_, many in moved))
    name = [f"{write_label(s)}: {leaving[s,]}" for s in left] + [f"{write_label(s)}: {entered[s,]}" for s in right]
    nodes = {
        "label": name,
        "color": [_choose_colour(s) for s in (*left, *right)],
        "thickness": 14,
        "pad": 18,
        "line": {"width": 0},
        "hovertemplate": "%{label}<extra></extra>",
    }
    links = {
        "source": [left.index(s) for s in flows["dari"]],
        "target": [len(left) + right.index(s) for s in flows["ke"]],
        "value": flows["jumlah"].tolist(),
        "color": [_make_pale(_choose_colour(s)) for s in flows["dari"]],
        "customdata": [f"{write_label(a)} → {write_label(b)}" for a, b in zip(flows["dari"], flows["ke"], strict=True)],
        "hovertemplate": "%{customdata}: %{value:.0f}<extra></extra>",
    }
    letters = {"size": theme.SIZES["tabel"], "color": theme.TEXT, "family": theme.FONT, "shadow": "none"}
    return [{"type": "sankey", "node": nodes, "link": links, "textfont": letters, "arrangement": "fixed"}]


def _choose_colour(state: str) -> str:
    return theme.STATUS_SIGNS[state].colour if state in theme.STATUS_SIGNS else theme.TEXT_MUTED


def _make_pale(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.35)"


def _count_from(moves: pd.DataFrame, *start_from: str) -> int:
    return sum(many for before, now, many in _list_moves(moves) if before in start_from and before != now)


def say_headline(moves: pd.DataFrame, previous: str) -> str:
    """ "Sejak T1 2025: 4 berubah status, 20 baru, tidak ada yang keluar"."""
    if moves.empty:
        return "Belum ada koperasi untuk dibandingkan"
    leaving = sum(many for _, now, many in _list_moves(moves) if now == "keluar")
    changed = _count_from(moves, *_STATUSES) - leaving
    entered = _count_from(moves, "baru", "tercatat kembali")
    if not changed + entered + leaving:
        return f"Tidak ada yang berubah sejak {language.format_quarter(previous, True)}"
    return (
        f"Sejak {language.format_quarter(previous, True)}: {changed} berubah status, {entered} masuk, {leaving} "
        "keluar register"
    )


def _say_alt(flows: pd.DataFrame, moves: pd.DataFrame, place: str, previous: str) -> str:
    staying = sum(many for before, now, many in _list_moves(moves) if before == now)
    content = [f"{write_label(a)} menjadi {write_label(b).lower()} {n}" for a, b, n in flows.itertuples(index=False)]
    return (
        f"Diagram alir, {place}. {say_headline(moves, previous)}. {'; '.join([*content, f'status tetap {staying}'])}."
    )


def say_moved(moves: pd.DataFrame) -> str:
    """Said when somebody moved: the sums to the right then differ from the area's own count."""
    moved = int(moves["pindah"].sum())
    base = "Koperasi yang pindah diikuti ke kelurahan barunya dan tetap dihitung di kelurahan waktu itu"
    return f"{base}: {language.format_number(moved)} koperasi." if moved else f"{base}; kali ini tidak ada."
