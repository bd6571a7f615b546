"""What the page Digital & Pemasaran shows: who answered, channels, who is helped to sell, members. No widgets."""

from __future__ import annotations

from dataclasses import replace

from dasbor.blocks import drawn, indicator_cards, indicator_charts, provenance
from dasbor.chart import bars
from dasbor.chart.by_area import Chart
from dasbor.choice import Choice
from dasbor.query import base, health, lists
from dasbor.query.base import Figure
from dasbor.query.lists import Listing
from dasbor.ui.cards import Card
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import skema

FIRST = ("melek_ti", "pemasaran", "anggota_umkm")  # the order on this page
QUESTION = "Seberapa melek TI koperasi kita, dan siapa yang dibantu memasarkan?"
SECTIONS = ("Melek TI", "Pemasaran", "Anggota")
# The channels through which somebody can buy; the same as in etl/indikator/pemasaran.sql.


def make_cards(p: Choice) -> list[Card]:
    """How many answered stands first: the share of the IT-literate is one of those only."""
    active, melek, *other = indicator_cards.make_cards(
        p, "koperasi_aktif", *indicator_charts.list_ids("digital", *FIRST)
    )
    return [
        Card(
            "Koperasi aktif yang menjawab soal TI", _count_answered(melek.kini, active.kini),
            _count_answered(melek.lalu, active.lalu) if melek.lalu and active.lalu else None, melek.sejak, n_kecil=provenance.read_small_n(),
        ),
        replace(melek, judul="Melek TI, dari yang menjawab"), *other,
    ]  # fmt: skip


def _count_answered(melek: object, active: object) -> Figure:
    tahu, every = getattr(melek, "penyebut", None), getattr(active, "pembilang", None)
    if tahu is None or every is None:
        return Figure(tahu, every, None)
    return Figure(tahu, every, tahu / every if every else None)


def say_answered_note(p: Choice) -> str:
    """Says that nobody knows the rest; nothing when all active cooperatives answered."""
    value = base.read_figures(p)
    tahu, every = value.get("melek_ti", Figure()).penyebut, value.get("koperasi_aktif", Figure()).pembilang
    if tahu is None or not every or tahu >= every:
        return ""
    return (
        f"Jawaban tentang internet atau media pemasaran belum diketahui untuk {language.format_number(every - tahu)} dari "
        f"{language.format_number(every)} koperasi aktif; mereka tidak dihitung melek TI maupun tidak."
    )


def make_channel_chart(p: Choice) -> Chart:
    """Every declared channel with its number of active cooperatives, the most used first."""
    return drawn.draw_once("kanal", p, lambda: _draw_channels(p), "melek_ti")


def _draw_channels(p: Choice) -> Chart:
    data = health.count_channels(p)
    n = int(data["penyebut"].iloc[0]) if len(data) else 0
    every = data.set_index("kanal")["pembilang"].reindex(list(skema.DIGITAL_CHANNELS), fill_value=0)
    ordered = every.rename_axis("nama").reset_index().sort_values(["pembilang", "nama"], ascending=[False, True])
    isi_ = bars.add_shares(ordered, n) if n else bars.add_shares(ordered.iloc[0:0], 0)
    title = "Belum ada saluran digital yang tercatat"
    if n:
        first = isi_.iloc[0]
        title = f"Terbanyak {first['nama']}: {language.format_fraction(first['pembilang'], n)} koperasi yang mengisi"
    subtitle = (
        f"Saluran digital koperasi aktif, boleh lebih dari satu, {provenance.say_place(p)}, {language.format_quarter(p.periode)}. "
        f"{n} koperasi mengisi kolom Media Pemasaran"
    )
    return bars.draw_shares(isi_, title, subtitle, "Saluran")


def show_part(p: Choice, part: int) -> None:
    """The charts of the indicators that declare this part of the page, its place in BAGIAN."""
    for i in indicator_charts.list_of_part("digital", SECTIONS[part], *FIRST):
        indicator_charts.show_charts(p, i.indikator)


def make_list_title(choices: str) -> str:
    """ "Koperasi aktif: belum melek TI"; abbreviations keep their capitals."""
    return f"Koperasi aktif: {choices[:1].lower()}{choices[1:]}"


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
MARKETING_COLUMNS = dict.fromkeys(
    ("nama_koperasi", "kelurahan", "sektor_usaha", "kanal_digital", "kali_pemasaran", "terakhir_pemasaran", "anggota_umkm",
     "lembar", "baris"), "",
)  # fmt: skip


def list_by_it(p: Choice, choices: str) -> Listing:
    """Active cooperatives that said no, or of which nobody knows."""
    return lists.ask_listing(p, "digital", ti=choices, pasar=None)


def list_by_marketing(p: Choice, choices: str) -> Listing | None:
    """Active cooperatives by marketing support; None when no visits are published that could tell."""
    if choices != ONLINE_ALONE and not base.list_quarters_with(p, "pendampingan"):
        return None
    return lists.ask_listing(p, "digital", ti=None, pasar=choices)


# ── members ──────────────────────────────────────────────────────────────────────────

_MEMBER_INDICATORS = {
    "anggota": "Jumlah anggota",
    "anggota_umkm": "Anggota UMKM",
    "anggota_perempuan": "Anggota perempuan",
}


def say_reporting(p: Choice) -> list[str]:
    """How many cooperatives stand behind each number of members."""
    every = health.read_reports(p)
    current = every[every["periode"] == p.periode].set_index("ukuran")
    return [
        f"{_MEMBER_INDICATORS[b.Index]} dilaporkan {language.format_fraction(b.melapor, b.terdaftar)} koperasi terdaftar."
        for b in list_rows(current.reindex([u for u in _MEMBER_INDICATORS if u in current.index]))
    ]
