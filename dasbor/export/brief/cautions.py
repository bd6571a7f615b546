"""What must not be concluded from these figures: each sentence stands where its rule holds, the first four of them."""

from __future__ import annotations

from collections.abc import Callable

from dasbor.answers import area_figures, compared, parted, provenance, rule_changes
from dasbor.choice import Choice
from dasbor.export.brief.model import Part, Section, Sentence, Value, View, say
from dasbor.export.brief.state import LEADING, list_stated
from dasbor.query import areas, due_year, published
from dasbor.words import language, shown, terms
from etl.indikator import find_indicator
from etl.settings.declare import list_altering

_MOST = 4


def make_section(p: Choice) -> Section:
    found = [sentence for rule in _RULES if (sentence := rule(p)) is not None]
    nothing = [say(View("mutu"), "Tidak ada peringatan menurut aturan dasbor; mutu datanya ada di Mutu Data.")]
    return Section("Jangan disimpulkan", tuple((found or nothing)[:_MOST]), "jangan")


def _warn_of_parted(p: Choice) -> Sentence | None:
    """The count moved one way and the share another: others came or left."""
    previous = _find_before(p)
    if previous is None:
        return None
    now, before = (area_figures.read_figure(p, LEADING, q) for q in ("", previous))
    why = parted.say_why(p, LEADING, now, before)
    if not why:
        return None
    moved = f"Jumlah dan persen koperasi aktif bergerak berlainan sejak {language.format_quarter(previous, True)}"
    return say(View("keaktifan"), f"{moved}: {why}.")


def _warn_of_kkmp(p: Choice) -> Sentence | None:
    """With and without the Koperasi Merah Putih another direction or verdict holds, of any figure of the first page."""
    targets = published.read_targets(p)
    others = {
        name: parted.say_other_choice(p, name, _find_before(p, name), targets.get(name)) for name in list_stated()
    }
    parts: list[Part] = []
    for name, other in others.items():
        if other:
            begun = "; tentang" if parts else "Kesimpulan tentang"
            on_kkmp = "" if parts else " bergantung pada KKMP"
            parts += [f"{begun} {provenance.find_title(p, name).lower()}{on_kkmp}: ", *_split(p, name, other)]
    return say(View("merah_putih"), *parts, ".") if parts else None


def _split(p: Choice, indikator: str, other: str) -> tuple[Part, ...]:
    """What the other choice says, its figure with what it was read from."""
    there = p.turn_kkmp()
    n = area_figures.read_figure(there, indikator)
    figure = Value(language.format_fraction(n.pembilang, n.penyebut), indikator, there, n)
    return shown.split(other, [("", figure)])


def _warn_of_few(p: Choice) -> Sentence | None:
    """One cooperative moves the share of a small area by many points."""
    small_n, rates = provenance.read_small_n(p), areas.read_rates(p, LEADING)
    few = rates[(rates["penyebut"] > 0) & (rates["penyebut"] < small_n)]
    if few.empty:
        return None
    least = int(few["penyebut"].min())
    unit = areas.find_level(p)
    who = f"Hanya {least} koperasi" if len(rates) == 1 else f"{len(few)} {unit} punya kurang dari {small_n} koperasi"
    points = language.format_number(100 / least, 0)
    return say(
        View("kelurahan"),
        terms.say_terms(f"{who}: satu koperasi menggeser persennya sampai {points} poin. Bandingkan jumlahnya."),
    )


def _warn_of_window(p: Choice, kind: str, page: str) -> Sentence | None:
    known, window = published.list_quarters_with(p, kind), published.list_window(p, p.periode)
    missing = [language.format_quarter(q, True) for q in window if q not in known]
    if not missing:
        return None
    effect = "terhitung terlalu rendah" if known else "belum diketahui"
    return say(View(page), f"Data {kind} {language.join_list(missing)} belum diterbitkan, jadi jangkauannya {effect}.")


def _warn_of_book_year(p: Choice) -> Sentence | None:
    note = due_year.say_note(p, published.find_previous_quarter(p), p.periode)
    return say(View("kesehatan"), note) if note else None


def _warn_of_rules(p: Choice) -> Sentence | None:
    i = find_indicator(LEADING)
    changed = rule_changes.say_changes(p, list_altering(i)) if i else ""
    return say(View("kamus"), changed) if changed else None


def _warn_of_cause(p: Choice) -> Sentence | None:
    """Who became active again may have done so without a visit."""
    n = area_figures.read_figure(p, "aktif_kembali")
    if not n.pembilang or not n.penyebut:
        return None
    value = Value(language.format_fraction(n.pembilang, n.penyebut), "aktif_kembali", p, n)
    rest = " yang tidak aktif setahun lalu aktif kembali. Ini tidak membuktikan bahwa pendampingan sebabnya."
    return say(View("hasil"), value, rest)


def _find_before(p: Choice, indikator: str = LEADING) -> str | None:
    """The quarter to compare with; None where no change may be said."""
    previous = compared.choose_before(p, indikator)
    return None if compared.say_not_compared(p, indikator, previous) else previous


# In the order in which they mislead most.
_RULES: tuple[Callable[[Choice], Sentence | None], ...] = (
    _warn_of_parted,
    _warn_of_kkmp,
    _warn_of_few,
    lambda p: _warn_of_window(p, "pendampingan", "pendampingan"),
    lambda p: _warn_of_window(p, "pelatihan", "pelatihan"),
    _warn_of_book_year,
    _warn_of_rules,
    _warn_of_cause,
)
