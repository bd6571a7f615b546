"""A planned decision in sentences: for the page, the command line and the ledger."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from etl.identity.decisions import JOIN, SEPARATION
from etl.periode import say_quarter
from etl.publish.join.plan import Plan
from etl.skema import REGISTER, SHEET_KINDS


def say_remark(plan: Plan) -> str:
    """One line for the ledger, without the reason."""
    if plan.withdrawn is not None:
        what = "penggabungan" if plan.withdrawn.jenis == JOIN else "pemisahan"
        return f"membatalkan {what} versi {plan.withdrawn.nomor} atas {plan.one.say()}"
    if plan.action == JOIN and plan.other is not None:
        return f"{plan.other.say()} satu dengan {plan.one.say()}"
    quarters = plan.said["triwulan"]
    known = f" adalah {plan.other.say()}" if plan.other else " koperasi tersendiri"
    return f"{plan.one.say(quarters)} di {_list(say_quarter(q, True) for q in quarters)}{known}"


def say_plan(plan: Plan) -> list[str]:
    """What changes: names, quarters, rows of other sheets."""
    if plan.withdrawn is not None:
        sentences = _say_returned(plan)
    elif plan.action == SEPARATION:
        sentences = _say_separated(plan)
    else:
        sentences = _say_joined(plan)
    return [*sentences, *_say_other_rows(plan.moves)]


def _say_joined(plan: Plan) -> list[str]:
    if plan.other is None:
        return []
    quarters = sorted({*plan.one.quarters, *plan.other.quarters})
    last = max((plan.one, plan.other), key=lambda c: c.quarters[-1])
    return [
        f"{plan.other.say()}, tercatat di {say_quarters(plan.other.quarters)}, menjadi satu dengan {plan.one.say()}, "
        f"tercatat di {say_quarters(plan.one.quarters)}.",
        f"Sesudahnya satu koperasi dengan {len(quarters)} register, bernama {last.say()}; isi setiap baris tetap.",
        "Buku kerja berikutnya dengan nama, NIK atau badan hukum yang mana pun mengenali koperasi yang satu itu.",
    ]


def _say_separated(plan: Plan) -> list[str]:
    quarters = plan.said["triwulan"]
    left = [q for q in plan.one.quarters if q not in quarters]
    target = f"{plan.other.say()}, yang sudah dikenal" if plan.other else "koperasi tersendiri"
    return [
        f"{plan.one.say(quarters)} di {say_quarters(quarters)} menjadi {target}; isi setiap barisnya tetap.",
        f"{plan.one.say(left)} tinggal di {say_quarters(left)}.",
    ]


def _say_returned(plan: Plan) -> list[str]:
    registers = plan.moves[plan.moves["jenis"] == REGISTER]
    by_name = registers.groupby("nama_koperasi", sort=False)["periode"].agg(list)
    is_join = plan.withdrawn is not None and plan.withdrawn.jenis == JOIN
    back = "kembali menjadi koperasi tersendiri" if is_join else "kembali menjadi satu dengan yang semula"
    sentences = [f"“{name}” di {say_quarters(quarters)} {back}." for name, quarters in by_name.items()]
    return sentences or ["Tidak ada baris register yang berubah; hanya putusannya tidak berlaku lagi."]


def _say_other_rows(moves: pd.DataFrame) -> list[str]:
    counts = moves.loc[moves["jenis"] != REGISTER, "jenis"].value_counts(sort=False)
    if counts.empty:
        return []
    return [f"Ikut berpindah: {_list(f'{n} baris {SHEET_KINDS[str(kind)].judul}' for kind, n in counts.items())}."]


def say_quarters(quarters: Iterable[str]) -> str:
    """ "Triwulan III 2024 dan Triwulan I 2025"; a long list by its first and last one."""
    known = sorted(quarters)
    if len(known) > 3:
        return f"{len(known)} triwulan, {say_quarter(known[0])} sampai {say_quarter(known[-1])}"
    return _list(say_quarter(q) for q in known)


def _list(parts: Iterable[str]) -> str:
    every = list(parts)
    return " dan ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)
