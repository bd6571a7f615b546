"""Questions about whole rows or a whole column that nobody has answered: published only with a reason."""

from __future__ import annotations

from etl.match.questions import NEED_ANSWER, QUESTION_TEXTS
from etl.model import CheckResult, Question
from etl.pesan import Finding, make_finding

_CODES = {"baris": "gerbang_baris_diragukan", "tanggal": "gerbang_tanggal_tertukar"}


def find_unanswered(result: CheckResult) -> list[Finding]:
    """One gate for each such question, at the first cell that asks. Like every gate it asks people, never a replay."""
    return [_make_gate(p) for p in result.pertanyaan if p.jenis in NEED_ANSWER]


def _make_gate(p: Question) -> Finding:
    sheet, _, cell = p.tempat[0].rpartition("!")
    context = f" ({p.konteks})" if p.konteks else ""
    part = {"baris": p.isi, "konteks": context, "tanya": QUESTION_TEXTS[p.jenis].removesuffix("?")}
    return make_finding(_CODES[p.jenis], sheet, cell, p.isi, **part)
