"""Jalan ke target in words: the verdict, what each step is and does, what it cannot do."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dasbor.query.whom import steps
from dasbor.query.whom.paths import Path, Plan, Reading
from dasbor.query.whom.steps import FOUND, RAISE, REMOVE, Share, Step, Way
from dasbor.words import language

# what a kind of step does: of those that did not count some do now; others join them; or some leave
EFFECTS = {RAISE: "perbaikan nyata", FOUND: "menambah pembilang dan penyebut", REMOVE: "mengubah penyebut saja"}
REACHED = "mencapai target"
MET = "sudah tercapai"
_NO_WAY = "tidak dapat"


def say_share(share: Share, small_n: int, target: float | None = None) -> str:
    """ "268 dari 301 (89,0%)"; of few cases no per cent. What misses the target is not rounded to it: 79 of 88 are
    "89,8%" beside 90%."""
    count = language.format_fraction(*share)
    return count if share.whole < max(1, small_n) else f"{count} ({say_percent(share, target)})"


def say_percent(share: Share, target: float | None = None) -> str:
    value = share.part / share.whole if share.whole else None
    said = language.format_percent(value, share.whole)
    if target is None or value is None or share.reaches(target) or language.round_share(value, share.whole) < target:
        return said
    closer = round(value * 100, 1)
    return f"{language.format_number(closer, 1)}%" if closer / 100 < target else f"hampir {said}"


def say_verdict(now: Share | None, goal: float, phrase: str) -> str:
    """Headline: "Target 90% kurang 3: 268 dari 301 koperasi aktif"."""
    target = f"Target {language.format_percent(goal)}"
    if now is None or not now.whole:
        return f"{target}: {language.NO_DATA if now is None else language.NOTHING_COUNTED}"
    count = f"{language.format_fraction(*now)} {phrase}"
    if now.reaches(goal):
        return f"{target} {MET}: {count}"
    return f"{target} kurang {language.format_number(steps.count_raised(now, goal))}: {count}"


# ── steps ────────────────────────────────────────────────────────────────────────────

ROW_COLUMNS = {"langkah": "Jalan", "sifat": "Sifat", "perubahan": "Sebelum → sesudah"}
SMALL_BELOW = {"langkah": "keterangan_langkah", "perubahan": "hasil"}
ROW_FILE_COLUMNS = {
    "langkah": "Jalan",
    "banyak": "Banyaknya",
    "keterangan_langkah": "Keterangan",
    "sifat": "Sifat",
    "pembilang_sebelum": "Pembilang sebelum",
    "penyebut_sebelum": "Penyebut sebelum",
    "pembilang_sesudah": "Pembilang sesudah",
    "penyebut_sesudah": "Penyebut sesudah",
    "hasil": "Hasil",
}


def list_steps(plan: Plan, path: Path, small_n: int) -> pd.DataFrame:
    """A row for each step of each way: what is done, what it changes, before and after."""
    rows = [_make_row(plan, path, way, number, small_n) for way in plan.ways for number in range(len(way.steps))]
    return pd.DataFrame(rows, columns=[*dict.fromkeys([*ROW_COLUMNS, *ROW_FILE_COLUMNS])])


def _make_row(plan: Plan, path: Path, way: Way, number: int, small_n: int) -> dict[str, object]:
    step = way.steps[number]
    then = "lalu " if number else "lebih dulu " if len(way.steps) > 1 else ""
    return {
        "langkah": language.capitalise(then + say_step(step, path)),
        "keterangan_langkah": _say_remark(plan, step, path),
        "banyak": step.count,
        "sifat": EFFECTS[step.kind],
        "perubahan": " → ".join(say_share(one, small_n, plan.target) for one in (step.before, step.after)),
        "hasil": say_result(step.after, plan.target),
        **dict(zip(("pembilang_sebelum", "penyebut_sebelum"), step.before, strict=True)),
        **dict(zip(("pembilang_sesudah", "penyebut_sesudah"), step.after, strict=True)),
    }


def say_step(step: Step, path: Path) -> str:
    """ "aktifkan kembali 3 koperasi"."""
    count = f"{language.format_number(step.count)} koperasi"
    return {
        RAISE: f"{path.verb[:1].lower()}{path.verb[1:]} {count}",
        FOUND: f"dirikan {count} baru yang aktif",
        REMOVE: f"usulkan {count} dibubarkan",
    }[step.kind]


def _say_remark(plan: Plan, step: Step, path: Path) -> str:
    if step.kind == RAISE and not plan.named:
        return f"{path.whom}; namanya belum diketahui, register belum diterbitkan"
    return {
        RAISE: f"dari {language.format_number(len(plan.candidates))} {path.whom}; namanya di bawah",
        FOUND: "yang tidak aktif tetap tidak aktif",
        REMOVE: f"dari {language.format_number(len(plan.removable))} yang tidak aktif, juga menurut aturan RAT",
    }[step.kind]


def say_result(after: Share, target: float) -> str:
    """ "mencapai target", "belum: kurang 2"."""
    if after.reaches(target):
        return REACHED
    return f"belum: kurang {language.format_number(steps.count_raised(after, target))}"


# ── the readings side by side ────────────────────────────────────────────────────────


def say_needed(reading: Reading, kind: str) -> str:
    """How many a way of one kind takes: "3", "sudah tercapai", "tidak cukup: 5 dari 8", "tidak dapat"."""
    if reading.now is None or not reading.now.whole:
        return language.NO_DATA if reading.now is None else language.NOTHING_COUNTED
    if reading.is_met:
        return MET
    step = next((way.steps[0] for way in reading.ways if len(way.steps) == 1 and way.steps[0].kind == kind), None)
    if step is None:
        return _NO_WAY
    if step.after.reaches(reading.target):
        return language.format_number(step.count)
    return f"tidak cukup: hanya {language.format_number(step.count)}"


# ── what is said below the verdict ───────────────────────────────────────────────────


def say_remarks(plan: Plan, path: Path) -> list[str]:
    """What the numbers cannot say by themselves, each where it is so."""
    said = [
        _say_alone(plan),
        _say_spare(plan),
        _say_unreachable(plan, path),
        _say_full_target(plan, path),
        _say_unknown(plan),
        _say_proposed(plan, path),
        _say_unnamed(plan),
    ]
    return [sentence for sentence in said if sentence]


def _say_alone(plan: Plan) -> str:
    if len(plan.ways) < 2:
        return ""
    return (
        "Setiap jalan dihitung sendiri: yang mencapai target cukup satu, dan satu koperasi dapat muncul di dua jalan."
    )


def _say_spare(plan: Plan) -> str:
    if not plan.is_met or plan.now is None:
        return ""
    spare = steps.count_spare(plan.now, plan.target)
    if not spare:
        return "Tidak ada cadangan: berkurang satu saja, target tidak tercapai lagi."
    return f"Cadangannya {language.format_number(spare)}: sebanyak itu boleh berkurang, target masih tercapai."


def _say_unreachable(plan: Plan, path: Path) -> str:
    if plan.now is None or not plan.now.whole or plan.is_met or steps.find_reaching(plan.ways, plan.target):
        return ""
    most = max((way.after for way in plan.ways), key=lambda a: a.part / max(1, a.whole), default=plan.now)
    return (
        f"Target ini tidak dapat dicapai dengan langkah di atas: paling jauh {language.format_fraction(*most)} "
        f"({say_percent(most)})."
    )


def _say_full_target(plan: Plan, path: Path) -> str:
    if not path.founds or plan.target < 1 or plan.is_met or not plan.now:
        return ""
    return "Dengan target 100% koperasi baru sebanyak apa pun tidak menutup kekurangan."


def _say_unknown(plan: Plan) -> str:
    if not plan.unknown:
        return ""
    return (
        f"{language.format_number(plan.unknown)} koperasi belum diketahui statusnya dan ikut dalam penyebut; "
        "pastikan statusnya lebih dulu. Mereka tidak dihitung sebagai langkah."
    )


def _say_proposed(plan: Plan, path: Path) -> str:
    if not plan.proposed or not path.removes:
        return ""
    return (
        f"{language.format_number(plan.proposed)} koperasi sudah diusulkan dibubarkan dan tidak dihitung terdaftar: "
        "membubarkan mereka tidak mengubah angka ini."
    )


def _say_unnamed(plan: Plan) -> str:
    if plan.named or plan.now is None:
        return ""
    return "Register triwulan ini belum diterbitkan: nama koperasi, dan yang lama tidak aktif, belum diketahui."


def say_after(now: Share, number: int, kind: str, small_n: int, target: float) -> str:
    """What counts once the first `number` of a list have changed."""
    return say_share(Step(kind, number, now).after, small_n, target)


def number_rows(rows: pd.DataFrame, now: Share, kind: str, small_n: int, target: float) -> pd.DataFrame:
    """Names with `urutan` and `sesudahnya`: what counts with this one and all above."""
    after: Sequence[str] = [say_after(now, i, kind, small_n, target) for i in range(1, len(rows) + 1)]
    return rows.assign(urutan=range(1, len(rows) + 1), sesudahnya=list(after))
