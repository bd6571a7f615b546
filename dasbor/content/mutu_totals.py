"""Totals that must agree: last quarter's register and this one's, the register and the rekap."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dasbor.blocks import provenance
from dasbor.choice import Choice
from dasbor.query import base, quality
from dasbor.ui import screen
from dasbor.words import language
from etl import skema


def show_reconciliation(p: Choice) -> None:
    """Last quarter's register + what changed = this quarter's register; and the rekap beside it."""
    title, subtitle = "Register triwulan lalu dan kini", f"Koperasi terdaftar, {provenance.say_place(p)}"
    if not base.has_register(p):
        screen.show_subheading(title, subtitle)
        screen.show_empty(
            f"Register {language.format_quarter(p.periode)} belum diunggah.",
            "Unggah buku kerja dengan lembar Koperasi.",
        )
    elif base.find_previous_quarter(p) is None:
        screen.show_subheading(title, subtitle)
        screen.show_empty("Ini register pertama: belum ada triwulan sebelumnya untuk dicocokkan.")
    else:
        steps, matching = reconcile_registers(p)
        screen.show_list(
            steps, matching, provenance.say_sources(p), "rekonsiliasi", {"langkah": "Langkah", "jumlah": "Koperasi terdaftar"},
            subtitle=subtitle,
        )  # fmt: skip
    _show_recap(p)


def reconcile_registers(p: Choice) -> tuple[pd.DataFrame, str]:
    """(steps from last quarter's total to this one's, a sentence that says whether they meet)."""
    previous = base.find_previous_quarter(p) or ""
    start, current = (
        base.read_figures(replace(p, periode=q)).get("koperasi_terdaftar", base.Figure()).nilai or 0
        for q in (previous, p.periode)
    )
    convert = base.read_flows(p).groupby("alur")["d_terdaftar"].sum()
    convert = convert[convert != 0]
    compute = int(start + convert.sum())
    row = [
        (language.format_quarter(previous), int(start)), *((language.capitalise(str(a)), int(n)) for a, n in convert.items()),
        ("Terhitung", compute), (f"{language.format_quarter(p.periode)} menurut indikator", int(current)),
    ]  # fmt: skip
    different = int(current) - compute
    sentence = "Register cocok" if different == 0 else f"Register berselisih {language.format_signed(different)}"
    sign = "+" if convert.sum() >= 0 else "−"
    sentence += f": {start:.0f} {sign} {abs(int(convert.sum()))} = {compute}"
    return pd.DataFrame(row, columns=["langkah", "jumlah"]), sentence


def _show_recap(p: Choice) -> None:
    content = quality.read_recap(p)
    if content is None or content.empty:
        screen.show_subheading("Rekap dan register")
        screen.show_empty(
            f"Belum ada rekap {p.nama_wilayah} untuk {language.format_quarter(p.periode)}.",
            "Unggah lembar Rekap bila dinas punya jumlah resmi untuk dicocokkan.",
        )
        return
    screen.show_list(
        compare_recap(p, content), "Rekap dan register", provenance.say_sources(p, "rekap"), "rekap_register",
        {"hal": "Status", "rekap": "Menurut rekap", "register": "Menurut register", "selisih": "Selisih"},
        subtitle=f"{p.nama_wilayah}, {language.format_quarter(p.periode)}; bila berbeda, register yang dipakai",
    )  # fmt: skip


def compare_recap(p: Choice, content: pd.DataFrame) -> pd.DataFrame:
    """One row per status; the register's count is missing when no register was published."""
    punya = base.has_register(p)
    status = quality.count_register(p).set_index("status")["jumlah"]
    result = pd.DataFrame(
        [
            {
                "hal": language.capitalise(s),
                "rekap": content.iloc[0][k],
                "register": int(status.get(s, 0)) if punya else None,
            }
            for s, k in skema.REKAP_STATUS.items()
        ]
    ).astype({"rekap": "Int64", "register": "Int64"})
    return result.assign(selisih=result["register"] - result["rekap"])
