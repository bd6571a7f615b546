"""Questions that nobody has answered although much hangs on them: published only with a reason.

They are about whole rows or a whole column, or so many cooperatives of the register that the old ones would be lost.
"""

from __future__ import annotations

from etl.damage.model import LEAST
from etl.match.questions import NEED_ANSWER, QUESTION_TEXTS
from etl.model import CheckResult, Question
from etl.pesan import Finding, make_finding, say_choices
from etl.skema import REGISTER

_NAMED = 3  # cooperatives that a gate names
_CODES = {"baris": "gerbang_baris_diragukan", "tanggal": "gerbang_tanggal_tertukar"}


def find_unanswered(result: CheckResult, share: float) -> list[Finding]:
    """One gate for each such question, at the first cell that asks. Like every gate it asks people, never a replay.

    `share`: of the cooperatives of the register, at least LEAST, that may stay unanswered.
    """
    return [_make_gate(p) for p in result.pertanyaan if p.jenis in NEED_ANSWER] + _find_many(result, share)


def _find_many(result: CheckResult, share: float) -> list[Finding]:
    open_ones = [p for p in result.pertanyaan if p.jenis == REGISTER]
    total = len(result.tabel.get(REGISTER, ()))
    if len(open_ones) < LEAST or len(open_ones) <= total * share:
        return []
    sheet, _, cell = open_ones[0].tempat[0].rpartition("!")
    named = [f"“{p.isi}” ({p.calon[0][1].split(' · ')[0]}?)" for p in open_ones[:_NAMED] if p.calon]
    example, count = say_choices(named, "dan"), len(open_ones)
    return [make_finding("gerbang_koperasi_diragukan", sheet, cell, jumlah=count, total=total, contoh=example)]


def _make_gate(p: Question) -> Finding:
    sheet, _, cell = p.tempat[0].rpartition("!")
    context = f" ({p.konteks})" if p.konteks else ""
    part = {"baris": p.isi, "konteks": context, "tanya": QUESTION_TEXTS[p.jenis].removesuffix("?")}
    return make_finding(_CODES[p.jenis], sheet, cell, p.isi, **part)
