"""What the page Digital & Pemasaran shows: who answered, channels, who is helped to sell, members. No widgets."""

from __future__ import annotations

from dataclasses import replace

from dasbor.blocks import indicator_charts, overview, provenance
from dasbor.chart import bars
from dasbor.chart.by_area import Grafik
from dasbor.query import base, health, lists
from dasbor.query.base import Nilai
from dasbor.query.lists import Daftar
from dasbor.ui.cards import Kartu
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from dasbor.words.columns import rows
from etl import skema

FIRST = ("melek_ti", "pemasaran", "anggota_umkm")  # the order on this page
PERTANYAAN = "Seberapa melek TI koperasi kita, dan siapa yang dibantu memasarkan?"
BAGIAN = ("Melek TI", "Pemasaran", "Anggota")
# The channels through which somebody can buy; the same as in etl/indikator/pemasaran.sql.


def kartu(p: Pilihan) -> list[Kartu]:
    """How many answered stands first: the share of the IT-literate is one of those only."""
    aktif, melek, *lain = overview.kartu(p, "koperasi_aktif", *indicator_charts.ids_of("digital", *FIRST))
    return [
        Kartu(
            "Koperasi aktif yang menjawab soal TI", _answered(melek.kini, aktif.kini),
            _answered(melek.lalu, aktif.lalu) if melek.lalu and aktif.lalu else None, melek.sejak, n_kecil=provenance.n_kecil(),
        ),
        replace(melek, judul="Melek TI, dari yang menjawab"), *lain,
    ]  # fmt: skip


def _answered(melek: object, aktif: object) -> Nilai:
    tahu, semua = getattr(melek, "penyebut", None), getattr(aktif, "pembilang", None)
    if tahu is None or semua is None:
        return Nilai(tahu, semua, None)
    return Nilai(tahu, semua, tahu / semua if semua else None)


def catatan(p: Pilihan) -> str:
    """Says that nobody knows the rest; nothing when all active cooperatives answered."""
    nilai = base.nilai(p)
    tahu, semua = nilai.get("melek_ti", Nilai()).penyebut, nilai.get("koperasi_aktif", Nilai()).pembilang
    if tahu is None or not semua or tahu >= semua:
        return ""
    return (
        f"Jawaban tentang internet atau media pemasaran belum diketahui untuk {language.bilangan(semua - tahu)} dari "
        f"{language.bilangan(semua)} koperasi aktif; mereka tidak dihitung melek TI maupun tidak."
    )


def kanal(p: Pilihan) -> Grafik:
    """Every declared channel with its number of active cooperatives, the most used first."""
    return overview.draw_once("kanal", p, lambda: _draw_channels(p), "melek_ti")


def _draw_channels(p: Pilihan) -> Grafik:
    data = health.channels(p)
    n = int(data["penyebut"].iloc[0]) if len(data) else 0
    semua = data.set_index("kanal")["pembilang"].reindex(list(skema.KANAL_DIGITAL), fill_value=0)
    urut = semua.rename_axis("nama").reset_index().sort_values(["pembilang", "nama"], ascending=[False, True])
    isi_ = bars.shares(urut, n) if n else bars.shares(urut.iloc[0:0], 0)
    judul = "Belum ada saluran digital yang tercatat"
    if n:
        pertama = isi_.iloc[0]
        judul = f"Terbanyak {pertama['nama']}: {language.pecahan(pertama['pembilang'], n)} koperasi yang mengisi"
    subjudul = (
        f"Saluran digital koperasi aktif, boleh lebih dari satu, {provenance.tempat(p)}, {language.triwulan(p.periode)}. "
        f"{n} koperasi mengisi kolom Media Pemasaran"
    )
    return bars.bagian(isi_, judul, subjudul, "Saluran")


def show_part(p: Pilihan, part: int) -> None:
    """The charts of the indicators that declare this part of the page, its place in BAGIAN."""
    for i in indicator_charts.of_part("digital", BAGIAN[part], *FIRST):
        indicator_charts.show(p, i.indikator)


def judul_daftar(pilihan: str) -> str:
    """ "Koperasi aktif: belum melek TI"; abbreviations keep their capitals."""
    return f"Koperasi aktif: {pilihan[:1].lower()}{pilihan[1:]}"


# ── lists ────────────────────────────────────────────────────────────────────────────

BELUM_MELEK, TAK_MENJAWAB = "belum", "tak_menjawab"
PILIHAN_TI = {BELUM_MELEK: "Belum melek TI", TAK_MENJAWAB: "Jawaban belum diketahui"}
DIBANTU, DARING_SENDIRI, BELUM_DIBANTU = "dibantu", "daring", "belum"
PILIHAN_PASAR = {
    DIBANTU: "Didampingi pemasarannya",
    DARING_SENDIRI: "Punya saluran pasar daring",
    BELUM_DIBANTU: "Belum didampingi dan tanpa saluran pasar daring",
}
KOLOM_TI = dict.fromkeys(
    ("nama_koperasi", "kelurahan", "kelompok", "kanal_digital", "pakai_internet", "jumlah_anggota", "lembar", "baris"),
    "",
)
KOLOM_PASAR = dict.fromkeys(
    ("nama_koperasi", "kelurahan", "sektor_usaha", "kanal_digital", "kali_pemasaran", "terakhir_pemasaran", "anggota_umkm",
     "lembar", "baris"), "",
)  # fmt: skip


def daftar_ti(p: Pilihan, pilihan: str) -> Daftar:
    """Active cooperatives that said no, or of which nobody knows."""
    return lists.ask(p, "digital", ti=pilihan, pasar=None)


def daftar_pasar(p: Pilihan, pilihan: str) -> Daftar | None:
    """Active cooperatives by marketing support; None when no visits are published that could tell."""
    if pilihan != DARING_SENDIRI and not base.jenis_tersedia(p, "pendampingan"):
        return None
    return lists.ask(p, "digital", ti=None, pasar=pilihan)


# ── members ──────────────────────────────────────────────────────────────────────────

_ANGGOTA = {"anggota": "Jumlah anggota", "anggota_umkm": "Anggota UMKM", "anggota_perempuan": "Anggota perempuan"}


def melapor(p: Pilihan) -> list[str]:
    """How many cooperatives stand behind each number of members."""
    semua = health.reports(p)
    kini = semua[semua["periode"] == p.periode].set_index("ukuran")
    return [
        f"{_ANGGOTA[b.Index]} dilaporkan {language.pecahan(b.melapor, b.terdaftar)} koperasi terdaftar."
        for b in rows(kini.reindex([u for u in _ANGGOTA if u in kini.index]))
    ]
