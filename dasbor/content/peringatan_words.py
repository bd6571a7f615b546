"""Peringatan dini in words: what the score says, why it is enough or not, what it cannot say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import published
from dasbor.query.whom.priority_rule import VISIT_REASONS
from dasbor.query.whom.warning import FLAGGED, NAIVE, UNFLAGGED, Group, Outcome, Score
from dasbor.words import comparable, interval, language
from etl import periode as triwulan

FLAG = VISIT_REASONS["hampir"].title
NOT_JUDGED = "belum dapat dinilai"
GROUPS = {
    FLAGGED: (f"Ditandai “{FLAG}”", "tanda yang dinilai, sama dengan alasan di Prioritas"),
    UNFLAGGED: ("Tidak ditandai", "semua koperasi aktif lainnya"),
    NAIVE: ("Aturan sederhana", "belum RAT tahun buku terakhir yang jatuh tempo; yang ditandai termasuk di sini"),
}
GROUP_COLUMNS = {
    "kelompok": "Koperasi aktif setahun sebelumnya",
    "berhenti": "Tidak aktif lagi",
    "selang": "Selang 90%",
}
GROUP_FILE_COLUMNS = {
    "kelompok": "Koperasi aktif setahun sebelumnya",
    "arti": "Artinya",
    "pembilang": "Tidak aktif lagi",
    "penyebut": "Dari",
    "nilai": "Persen",
    "bawah": "Batas bawah 90%",
    "atas": "Batas atas 90%",
    "koperasi_berbeda": "Koperasi berbeda",
    "tidak_diketahui": "Nasibnya tidak diketahui",
}
_COMPARED = {"ditandai": "Ditandai", "naif": "Aturan sederhana", "beda": "Beda (selang 90%)"}
QUARTER_COLUMNS = {"periode": "Triwulan", **_COMPARED}
VERSION_COLUMNS = {"versi": "Versi", **_COMPARED, "hasil": "Hasil"}
VERSION_FILE_COLUMNS = {"versi": "Versi", "keadaan": "Keadaan", **_COMPARED, "hasil": "Hasil"}
BEATS, FALLS_SHORT = "mengungguli", "belum mengungguli"


def say_headline(s: Score) -> str:
    """The verdict in a line."""
    if not s.is_known:
        return "Tanda ini belum dapat dinilai"
    flagged, naive = s.whole.take(FLAGGED), s.whole.take(NAIVE)
    shares = f"{say_share(flagged, s.small_n)} banding {say_share(naive, s.small_n)}"
    return f"Tanda ini {BEATS if s.beats else FALLS_SHORT} aturan sederhana: {shares}"


def say_share(g: Group, small_n: int) -> str:
    """ "138 dari 212 (65,1%)"; of few no per cent."""
    if not g.known:
        return language.NOTHING_COUNTED
    count = language.format_fraction(g.lapsed, g.known)
    return count if comparable.is_small(g.known, small_n) else f"{count} ({language.format_percent(g.share, g.known)})"


def say_bounds(g: Group, small_n: int) -> str:
    """ "56% sampai 73%", or why there is none."""
    if g.bounds is None:
        return language.NOTHING_COUNTED
    if comparable.is_small(g.known, small_n):
        return interval.NOT_COMPARABLE
    return " sampai ".join(language.format_percent(bound) for bound in g.bounds)


def say_difference(o: Outcome, small_n: int) -> str:
    """ "+32 poin (+24 sampai +38)", or why it is not said."""
    bounds = o.difference_bounds
    if bounds is None or o.difference is None or not o.can_be_judged(small_n):
        return NOT_JUDGED
    low, high = (language.format_signed(bound * 100) for bound in bounds)
    return f"{language.format_signed(o.difference * 100)} poin ({low} sampai {high})"


# ── tables ───────────────────────────────────────────────────────────────────────────


def list_groups(s: Score) -> pd.DataFrame:
    """The three groups, all quarters together."""
    return pd.DataFrame([_make_group(s.whole.take(name), *words, s.small_n) for name, words in GROUPS.items()])


def _make_group(g: Group, name: str, meaning: str, small_n: int) -> dict[str, object]:
    bounds = g.bounds or (None, None)
    return {
        "kelompok": name,
        "arti": meaning,
        "berhenti": say_share(g, small_n),
        "selang": say_bounds(g, small_n),
        "pembilang": g.lapsed,
        "penyebut": g.known,
        "nilai": g.share,
        "bawah": bounds[0],
        "atas": bounds[1],
        "koperasi_berbeda": g.cooperatives,
        "tidak_diketahui": g.unknown,
    }


def list_quarters(s: Score) -> pd.DataFrame:
    """One row a quarter, newest first."""
    rows = [{"periode": o.periode, **_compare(o, s.small_n)} for o in reversed(s.quarters)]
    return pd.DataFrame(rows, columns=[*QUARTER_COLUMNS])


def _compare(o: Outcome, small_n: int) -> dict[str, str]:
    flagged, naive = say_share(o.take(FLAGGED), small_n), say_share(o.take(NAIVE), small_n)
    return {"ditandai": flagged, "naif": naive, "beda": say_difference(o, small_n)}


def list_versions(scores: Sequence[tuple[Choice, Score]]) -> pd.DataFrame:
    """One row a version, newest first: the same score as that version tells it, with its own settings."""
    return pd.DataFrame([_make_version(p, s) for p, s in scores], columns=[*VERSION_COLUMNS, "keadaan"])


def _make_version(p: Choice, s: Score) -> dict[str, str]:
    return {
        "versi": language.capitalise(language.say_version(s.version)),
        "keadaan": f"sampai {language.format_quarter(p.periode, True)}, aturan {s.years} tahun",
        **(_compare(s.whole, s.small_n) if s.quarters else dict.fromkeys(_COMPARED, language.NO_DATA)),
        "hasil": (BEATS if s.beats else FALLS_SHORT) if s.is_known else NOT_JUDGED,
    }


# ── sentences ────────────────────────────────────────────────────────────────────────


def say_reasons(p: Choice, s: Score) -> list[str]:
    """Why the verdict is what it is, and how far it can be trusted."""
    if not s.is_known:
        return [_say_lack(p, s)]
    said = [_say_both(s), _say_whole(s), _say_each(s), _say_repeated(s), _say_by_rule(s), _say_unknown(s)]
    return [sentence for sentence in said if sentence]


def _say_lack(p: Choice, s: Score) -> str:
    """What is missing for a score."""
    if s.quarters:
        return (
            "Belum ada koperasi aktif yang ditandai setahun sebelumnya, atau yang hanya disebut aturan sederhana: "
            "tahun buku RAT belum tercatat, atau semuanya sudah RAT."
        )
    pair = [triwulan.shift_quarter(p.periode, -4), p.periode]
    missing = [language.format_quarter(q) for q in pair if not published.has_register(replace(p, periode=q))]
    if not missing:
        return "Setahun sebelumnya belum ada koperasi aktif."
    return (
        "Perlu dua register berjarak setahun, dan sampai triwulan yang dipilih belum ada: register "
        f"{language.join_list(missing)} belum diterbitkan."
    )


def _say_whole(s: Score) -> str:
    bounds = s.whole.difference_bounds
    contains = "di atas 0" if s.whole.is_better else "tidak seluruhnya di atas 0"
    if bounds is None:
        return ""
    return (
        f"Syarat 1, semua triwulan bersama, {_say_met(s.whole.is_better)}: bedanya {say_difference(s.whole, 1)}, "
        f"selangnya {contains}."
    )


def _say_each(s: Score) -> str:
    """In which quarters the interval does not lie above nought."""
    if not s.judged:
        return (
            f"Syarat 2, setiap triwulan, tidak dipenuhi: tidak ada triwulan dengan sekurangnya {s.small_n} koperasi di "
            "kedua kelompok, belum cukup untuk menilai."
        )
    short = [language.format_quarter(str(o.periode), True) for o in s.judged if not o.is_better]
    total = language.format_number(len(s.judged))
    if not short:
        return f"Syarat 2, setiap triwulan, dipenuhi: pada semua {total} triwulan yang cukup kasusnya di atas 0."
    return (
        f"Syarat 2, setiap triwulan, tidak dipenuhi: pada {len(short)} dari {total} triwulan selangnya memuat 0 atau "
        f"di bawahnya ({language.join_list(short, 6)})."
    )


def _say_both(s: Score) -> str:
    met = s.whole.is_better + s.is_better_in_each
    now = ("tidak satu pun dipenuhi, jadi belum mengungguli", "baru satu, jadi belum mengungguli", "keduanya dipenuhi")
    return f"Tanda ini mengungguli bila kedua syarat dipenuhi; sekarang {now[met]}."


def _say_met(is_met: bool) -> str:
    return "dipenuhi" if is_met else "tidak dipenuhi"


def _say_repeated(s: Score) -> str:
    flagged = s.whole.take(FLAGGED)
    if flagged.known == flagged.cooperatives:
        return ""
    return (
        f"{language.format_number(flagged.known)} kasus ditandai adalah "
        f"{language.format_number(flagged.cooperatives)} koperasi berbeda; selang dihitung atas koperasi yang berbeda."
    )


def _say_by_rule(s: Score) -> str:
    """Where the typed status follows the rule that the flag is made of, the score measures the typing."""
    flagged = s.whole.take(FLAGGED)
    if not flagged.lapsed:
        return ""
    return (
        f"Dari {language.format_number(flagged.lapsed)} yang ditandai dan tidak aktif lagi, "
        f"{language.format_number(flagged.by_rule)} juga tidak aktif menurut aturan RAT. Bila status ditulis mengikuti "
        "aturan itu, tanda ini hanya meramalkan aturannya sendiri."
    )


def _say_unknown(s: Score) -> str:
    unknown = s.whole.take(FLAGGED).unknown + s.whole.take(UNFLAGGED).unknown
    if not unknown:
        return ""
    return (
        f"{language.format_number(unknown)} kasus tidak dihitung: setahun kemudian tidak ada lagi di register atau "
        "statusnya tidak diketahui."
    )


def say_no_list(s: Score) -> str:
    """Why nobody is named."""
    if not s.is_known:
        return "Daftar tidak ditampilkan: tandanya belum dapat dinilai."
    return "Daftar tidak ditampilkan: tanda ini belum terbukti lebih baik daripada aturan sederhana."
