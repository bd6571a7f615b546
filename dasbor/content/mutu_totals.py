"""Totals that must agree: last quarter's register and this one's, the register and the rekap."""

from __future__ import annotations

import pandas as pd

from dasbor.answers import area_figures, provenance
from dasbor.choice import Choice
from dasbor.content import other_counts
from dasbor.query import published, quality
from dasbor.query.compared import steps
from dasbor.ui import page, screen
from dasbor.words import language
from etl import skema


def show_reconciliation(p: Choice) -> None:
    """Last quarter's register + what changed = this quarter's register; and the rekap beside it."""
    with page.container(gap="xsmall"):
        _show_registers(p)
    with page.container(gap="xsmall"):
        _show_recap(p)
    other_counts.show_tables(p)


def _show_registers(p: Choice) -> None:
    title, subtitle = "Register triwulan lalu dan kini", f"Koperasi terdaftar, {provenance.say_place(p)}"
    if not published.has_register(p):
        screen.show_subheading(title, subtitle)
        screen.show_empty(
            f"Register {language.format_quarter(p.periode)} belum diunggah.",
            "Unggah buku kerja dengan lembar Koperasi.",
        )
    elif published.find_previous_quarter(p) is None:
        screen.show_subheading(title, subtitle)
        screen.show_empty("Ini register pertama: belum ada triwulan sebelumnya untuk dicocokkan.")
    else:
        steps, matching = reconcile_registers(p)
        shown = {"langkah": "Langkah", "jumlah": "Koperasi terdaftar"}
        screen.show_list(steps, matching, provenance.say_sources(p), "rekonsiliasi", shown, subtitle=subtitle)


def reconcile_registers(p: Choice) -> tuple[pd.DataFrame, str]:
    """(steps from last quarter's total to this one's, a sentence that says whether they meet)."""
    previous = published.find_previous_quarter(p) or ""
    start, current = (
        int(area_figures.read_figure(p, "koperasi_terdaftar", q).nilai or 0) for q in (previous, p.periode)
    )
    flows = steps.read_flows(p).groupby("alur")["d_terdaftar"].sum()
    flows = flows[flows != 0]
    change = int(flows.sum())
    computed = start + change
    rows = [
        (language.format_quarter(previous), start),
        *((language.capitalise(str(flow)), int(n)) for flow, n in flows.items()),
        ("Terhitung", computed),
        (f"{language.format_quarter(p.periode)} menurut indikator", current),
    ]
    difference = current - computed
    sentence = "Register cocok" if difference == 0 else f"Register berselisih {language.format_signed(difference)}"
    sentence += f": {start} {'+' if change >= 0 else '−'} {abs(change)} = {computed}"
    return pd.DataFrame(rows, columns=["langkah", "jumlah"]), sentence


def _show_recap(p: Choice) -> None:
    recap = quality.read_recap(p)
    if recap is None or recap["sumber"].notna().all():
        screen.show_subheading("Rekap dan register")
        screen.show_empty(
            f"Belum ada rekap {p.area_name} untuk {language.format_quarter(p.periode)}.",
            "Unggah lembar Rekap bila dinas punya jumlah resmi untuk dicocokkan.",
        )
        return
    screen.show_list(
        compare_recap(p, recap),
        "Rekap dan register",
        provenance.say_sources(p, "rekap"),
        "rekap_register",
        {"hal": "Status", "rekap": "Menurut rekap", "register": "Menurut register", "selisih": "Selisih"},
        subtitle=f"{p.area_name}, {language.format_quarter(p.periode)}; bila berbeda, register yang dipakai",
    )


def compare_recap(p: Choice, recap: pd.DataFrame) -> pd.DataFrame:
    """One row per status of the dinas's own rekap, which stands first; the register's count is missing when no register
    was published."""
    has_register = published.has_register(p)
    counts = quality.count_register(p).set_index("status")["jumlah"]
    rows = [
        {
            "hal": language.capitalise(status),
            "rekap": recap.iloc[0][column],
            "register": int(counts.get(status, 0)) if has_register else None,
        }
        for status, column in skema.REKAP_STATUS.items()
    ]
    table = pd.DataFrame(rows).astype({"rekap": "Int64", "register": "Int64"})
    return table.assign(selisih=table["register"] - table["rekap"])
