"""What a change of settings would do, in sentences: for the page and the command line."""

from __future__ import annotations

from etl.indikator import find_indicator
from etl.periode import say_quarter
from etl.publish.preview_settings import FigureEffect, Numbers, SettingsEffect
from etl.settings.declare import SETTINGS, say_number, say_percent
from etl.settings.entries import FROM_FILE, TARGET
from etl.settings.words import say_change

NO_FIGURES = "Tidak ada angka yang berubah di triwulan mana pun."
_UNKNOWN = "belum ada data"


def say_effect(effect: SettingsEffect) -> list[str]:
    """First what is said otherwise, then each indicator and status that changes, or that none does."""
    sentences = [f"{say_change(key, old, new)}{_say_source(source)}." for key, old, new, source in effect.differences]
    sentences += [say_figure(f, effect.newest) for f in effect.figures] + _say_statuses(effect)
    if not effect.changes_figures:
        sentences.append(NO_FIGURES)
    return sentences + _say_consequences(effect)


def _say_source(source: str) -> str:
    return " (dari berkas pengaturan, yang berubah sejak terbitan terakhir)" if source == FROM_FILE else ""


def say_figure(f: FigureEffect, newest: str) -> str:
    """How one indicator changes: for the whole city in the newest quarter, and how widely."""
    declared = find_indicator(f.indikator)
    title = declared.judul if declared else f.indikator
    spread = f"berubah di {f.quarters} triwulan dan {f.areas} wilayah"
    if f.before == f.after:
        return f"{title}: tetap di {say_quarter(newest)} untuk seluruh wilayah; {spread}."
    return f"{title}: {_say_numbers(f, f.before)} → {_say_numbers(f, f.after)} di {say_quarter(newest)}; {spread}."


def _say_numbers(f: FigureEffect, n: Numbers) -> str:
    """ "50% (2 dari 4)", "12", "belum ada data"."""
    declared = find_indicator(f.indikator)
    if declared is not None and not declared.count:
        if n.pembilang is None or n.penyebut is None:
            return _UNKNOWN
        share = _UNKNOWN if n.nilai is None else say_percent(round(n.nilai, 3))
        return f"{share} ({say_number(n.pembilang)} dari {say_number(n.penyebut)})"
    return _UNKNOWN if n.nilai is None else say_number(n.nilai)


def _say_statuses(effect: SettingsEffect) -> list[str]:
    changed = [s for s in effect.statuses if s.before != s.after]
    if not changed:
        return []
    parts = ", ".join(f"{s.status} {say_number(s.before)} → {say_number(s.after)}" for s in changed)
    return [f"Status menurut aturan RAT di {say_quarter(effect.newest)}: {parts}. Status yang ditulis dinas tetap."]


def _say_consequences(effect: SettingsEffect) -> list[str]:
    """What changes beside figures."""
    keys = [key for key, *_ in effect.differences]
    settings = dict.fromkeys(SETTINGS[key].effect for key in keys if key in SETTINGS and SETTINGS[key].effect)
    targets = ["Target baru tampil di kartu dan grafik tahunnya."] if any(k.startswith(TARGET) for k in keys) else []
    return [*settings, *targets]
