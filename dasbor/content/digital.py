"""What the page Digital & Pemasaran shows: who answered, channels, who is helped to sell, members. No widgets."""

from __future__ import annotations

from dataclasses import replace

from dasbor.answers import area_figures, drawn, provenance
from dasbor.blocks import indicator_cards, indicator_charts
from dasbor.chart import bars
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query import health, lists, published
from dasbor.query.lists import Listing
from dasbor.ui.cards import Card
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import skema

FIRST = ("melek_ti", "pemasaran", "anggota_umkm")  # the order on this page
QUESTION = "Seberapa melek TI koperasi kita, dan siapa yang dibantu memasarkan?"
SECTIONS = ("Melek TI", "Pemasaran", "Anggota")


def make_cards(p: Choice) -> list[Card]:
    """How many answered stands first: the share of the IT-literate is one of those only."""
    active, literate, *others = indicator_cards.make_cards(
        p, "koperasi_aktif", *indicator_charts.list_ids("digital", *FIRST)
    )
    answered = Card(
        "Koperasi aktif yang menjawab soal TI",
        area_figures.make_share(literate.now.penyebut, active.now.pembilang),
        area_figures.make_share(literate.before.penyebut, active.before.pembilang)
        if literate.before and active.before
        else None,
        literate.since,
        small_n=provenance.read_small_n(p),
        year_before=area_figures.make_share(literate.year_before.penyebut, active.year_before.pembilang)
        if literate.year_before and active.year_before
        else None,
        is_part=literate.is_part,
        origin=indicator_cards.make_origin(p, "menjawab_soal_ti"),
        quarter=p.periode,
    )
    return [answered, replace(literate, title="Melek TI, dari yang menjawab"), *others]


def say_answered_note(p: Choice) -> str:
    """Says that nobody knows the rest; nothing when all active cooperatives answered."""
    answered = area_figures.read_figure(p, "melek_ti").penyebut
    active = area_figures.read_figure(p, "koperasi_aktif").pembilang
    if answered is None or not active or answered >= active:
        return ""
    return (
        "Jawaban tentang internet atau media pemasaran belum diketahui untuk "
        f"{language.format_number(active - answered)} dari {language.format_number(active)} koperasi aktif; "
        "mereka tidak dihitung melek TI maupun tidak."
    )


def make_channel_chart(p: Choice) -> Chart:
    """Every declared channel with its number of active cooperatives, the most used first."""
    return drawn.draw_once("kanal", p, lambda: _draw_channels(p), "melek_ti", counted="kanal_digital")


def _draw_channels(p: Choice) -> Chart:
    data = health.count_channels(p)
    n = int(data["penyebut"].iloc[0]) if len(data) else 0
    counts = data.set_index("kanal")["pembilang"].reindex(list(skema.DIGITAL_CHANNELS), fill_value=0)
    ordered = counts.rename_axis("nama").reset_index().sort_values(["pembilang", "nama"], ascending=[False, True])
    shares = bars.add_shares(ordered, n) if n else bars.add_shares(ordered.iloc[0:0], 0)
    title = "Belum ada saluran digital yang tercatat"
    if n:
        first = shares.iloc[0]
        title = f"Terbanyak {first['nama']}: {language.format_fraction(first['pembilang'], n)} koperasi yang mengisi"
    subtitle = (
        f"Saluran digital koperasi aktif, boleh lebih dari satu, {provenance.say_where_and_when(p)}. "
        f"{n} koperasi mengisi kolom Media Pemasaran"
    )
    return bars.draw_shares(shares, title, subtitle, "Saluran")


def draw_part(p: Choice, part: int) -> None:
    """The charts of the indicators that declare this part of the page, its place in SECTIONS."""
    for i in indicator_charts.list_of_part("digital", SECTIONS[part], *FIRST):
        indicator_charts.show_charts(p, i.indikator)


def make_list_title(choice: str) -> str:
    """ "Koperasi aktif: belum melek TI"; abbreviations keep their capitals."""
    return f"Koperasi aktif: {choice[:1].lower()}{choice[1:]}"


# ── lists ────────────────────────────────────────────────────────────────────────────

NOT_LITERATE, NO_ANSWER = "belum", "tak_menjawab"
IT_CHOICES = {NOT_LITERATE: "Belum melek TI", NO_ANSWER: "Jawaban belum diketahui"}
HELPED, ONLINE_ALONE, NOT_HELPED = "dibantu", "daring", "belum"
MARKETING_CHOICES = {
    HELPED: "Didampingi pemasarannya",
    ONLINE_ALONE: "Punya saluran pasar daring",
    NOT_HELPED: "Belum didampingi dan tanpa saluran pasar daring",
}
IT_COLUMNS = dict.fromkeys(
    ("nama_koperasi", "kelurahan", "kelompok", "kanal_digital", "pakai_internet", "jumlah_anggota", "lembar", "baris"),
    "",
)
_WHO_AND_HOW = ("nama_koperasi", "kelurahan", "sektor_usaha", "kanal_digital", "kali_pemasaran", "terakhir_pemasaran")
MARKETING_COLUMNS = dict.fromkeys((*_WHO_AND_HOW, "anggota_umkm", "lembar", "baris"), "")


def list_by_it(p: Choice, choice: str) -> Listing:
    """Active cooperatives that said no, or of which nobody knows."""
    return lists.ask_listing(p, "digital", ti=choice, pasar=None)


def list_by_marketing(p: Choice, choice: str) -> Listing | None:
    """Active cooperatives by marketing support; None when no visits are published that could tell."""
    if choice != ONLINE_ALONE and not published.list_quarters_with(p, "pendampingan"):
        return None
    return lists.ask_listing(p, "digital", ti=None, pasar=choice)


# ── members ──────────────────────────────────────────────────────────────────────────

_MEMBER_INDICATORS = {
    "anggota": "Jumlah anggota",
    "anggota_umkm": "Anggota UMKM",
    "anggota_perempuan": "Anggota perempuan",
}


def say_reporting(p: Choice) -> list[str]:
    """How many cooperatives stand behind each number of members."""
    reports = health.read_reports(p)
    current = reports[reports["periode"] == p.periode].set_index("ukuran")
    return [
        f"{_MEMBER_INDICATORS[b.Index]} dilaporkan {language.format_fraction(b.melapor, b.terdaftar)} "
        "koperasi terdaftar."
        for b in list_rows(current.reindex([u for u in _MEMBER_INDICATORS if u in current.index]))
    ]
