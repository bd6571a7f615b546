"""What the page Kesehatan shows: cards, predicates and grades, who owes a RAT, money, losses. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dasbor.blocks import overview, provenance
from dasbor.blocks.what_if import official
from dasbor.chart import bars
from dasbor.chart import rat as chart_rat
from dasbor.chart.by_area import Grafik
from dasbor.query import base, health
from dasbor.query import due_year as query_due_year
from dasbor.query.base import Nilai
from dasbor.query.health import BELUM_DIPERIKSA, MENUNGGAK
from dasbor.query.lists import Daftar
from dasbor.ui.cards import Kartu
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from etl import skema
from etl.acuan import load_acuan
from etl.indikator import find_indicator, load_indicators

PERTANYAAN = "Seberapa sehat koperasi, dan siapa yang menunggak RAT?"
BAGIAN = ("Pemeriksaan dan RAT", "Aturan tahun tanpa RAT", "Keuangan")
UKURAN_LAIN = (
    "“% sehat” yang dipublikasikan Kabupaten Blitar adalah koperasi yang sudah RAT ÷ koperasi aktif: ukuran lain, "
    "tidak dapat dibandingkan dengan hasil pemeriksaan di sini."
)
TANPA_REGISTER = "Lembar Koperasi (register) untuk {} belum diterbitkan."
AJAKAN_REGISTER = "Petugas dapat mengunggah buku kerja triwulan itu dengan lembar Koperasi di halaman Unggah."


def halangan(p: Pilihan) -> tuple[str, str] | None:
    """Why there is nothing to show, and what to do: no register of the quarter, or nobody in the area."""
    if not base.punya_register(p):
        return TANPA_REGISTER.format(language.triwulan(p.periode)), AJAKAN_REGISTER
    if health.rat_states(p, official()).empty:
        return (
            f"Belum ada koperasi di {provenance.tempat(p)} pada {language.triwulan(p.periode)}.",
            "Pilih wilayah lain di atas.",
        )
    return None


def due_year(p: Pilihan, periode: str = "") -> int:
    """The last book year whose RAT is due at the end of a quarter."""
    return query_due_year.due_year(periode or p.periode)


def catatan_rat(p: Pilihan) -> str:
    """Once a year the RAT that is waited for changes: a fall in that quarter is no fall."""
    return query_due_year.note(base.periode_lalu(p), p.periode)


# ── cards ────────────────────────────────────────────────────────────────────────────


def kartu(p: Pilihan) -> list[Kartu]:
    """RAT, examined, healthy of the examined and of all active side by side, losses."""
    rat, dinilai, sehat, rugi = overview.kartu(p, "rat_tahun_buku", "dinilai_kesehatan", "sehat", "shu_negatif")
    return [
        replace(rat, judul=f"RAT tahun buku {due_year(p)}, koperasi aktif"),
        dinilai,
        replace(sehat, judul="Sehat atau cukup sehat, dari yang diperiksa"),
        _of_all_active(p, sehat, dinilai),
        rugi,
    ]


def _of_all_active(p: Pilihan, sehat: Kartu, dinilai: Kartu) -> Kartu:
    """The same numerator over all active cooperatives: not examined is not unhealthy, nor healthy."""
    deret = overview.deret(p, "sehat").merge(
        overview.deret(p, "dinilai_kesehatan"), on="periode", suffixes=("", "_dinilai")
    )
    deret["penyebut"] = deret["penyebut_dinilai"]
    deret["nilai"] = deret["pembilang"] / deret["penyebut"].where(deret["penyebut"] > 0)
    kini = _share(sehat.kini.pembilang, dinilai.kini.penyebut)
    lalu = _share(sehat.lalu.pembilang, dinilai.lalu.penyebut) if sehat.lalu and dinilai.lalu else None
    sampai = deret.loc[deret["periode"] <= p.periode, ["periode", "pembilang", "penyebut", "nilai"]]
    return Kartu(
        "Sehat atau cukup sehat, dari semua aktif", kini, lalu, sehat.sejak, None, sampai, n_kecil=provenance.n_kecil()
    )


def _share(pembilang: float | None, penyebut: float | None) -> Nilai:
    if pembilang is None or penyebut is None:
        return Nilai(pembilang, penyebut, None)
    return Nilai(pembilang, penyebut, pembilang / penyebut if penyebut else None)


# ── predicates and grades ────────────────────────────────────────────────────────────


def predikat(p: Pilihan) -> Grafik:
    """The four predicates with their official limits, of the examined; in the table also of all active."""
    return overview.draw_once(
        f"predikat {load_acuan().aturan['tahun_penilaian']}", p, lambda: _draw_predicates(p), "sehat"
    )


def _draw_predicates(p: Pilihan) -> Grafik:
    semua = health.predicates(p)
    diperiksa = semua[semua["predikat"] != BELUM_DIPERIKSA]
    n, aktif = int(diperiksa["jumlah"].sum()), int(semua["jumlah"].sum())
    data = bars.shares(
        pd.DataFrame({"nama": diperiksa["predikat"].map(_limits()), "pembilang": diperiksa["jumlah"]}), n
    )
    data["dari_aktif"] = data["pembilang"] / aktif if aktif else float("nan")
    sehat = int(diperiksa["jumlah"].iloc[:2].sum())
    judul = f"{sehat} dari {n} koperasi yang diperiksa sehat atau cukup sehat"
    subjudul = (
        f"Predikat pemeriksaan kesehatan, {provenance.tempat(p)}, {language.triwulan(p.periode)}. {n} dari {aktif} koperasi aktif "
        f"diperiksa dua tahun terakhir, {aktif - n} belum"
    )
    g = bars.bagian(data, judul if n else "Belum ada koperasi yang diperiksa", subjudul, "Predikat")
    return replace(g, kolom={**g.kolom, "nilai": "Dari yang diperiksa", "dari_aktif": "Dari semua aktif"})


def _limits() -> dict[str, str]:
    """Predicate -> with its scores: "Cukup Sehat (66 sampai di bawah 80)"."""
    batas = [b for b, _ in skema.BATAS_KESEHATAN]
    atas = ["80–100", *(f"{b}–<{a}" for a, b in zip(batas, batas[1:-1], strict=False)), f"<{batas[-2]}"]
    return {nama: f"{nama} ({rentang})" for (_, nama), rentang in zip(skema.BATAS_KESEHATAN, atas, strict=True)}


def grade(p: Pilihan) -> Grafik:
    """The grade of RAT reporting, which says nothing about health."""
    return overview.draw_once("grade", p, lambda: _draw_grades(p))


def _draw_grades(p: Pilihan) -> Grafik:
    jumlah = health.grades(p)
    ada = jumlah[jumlah["grade"].notna()].set_index("grade")["jumlah"]
    pilihan = list(skema.KOPERASI["grade"].pilihan)
    n, semua = int(ada.sum()), int(jumlah["jumlah"].sum())
    data = bars.shares(pd.DataFrame({"nama": pilihan, "pembilang": ada.reindex(pilihan, fill_value=0).to_list()}), n)
    subjudul = (
        f"Grade pelaporan RAT, bukan kesehatan, {provenance.tempat(p)}, {language.triwulan(p.periode)}. "
        f"{n} dari {semua} koperasi terdaftar bergrade"
    )
    judul = f"{int(ada.get(pilihan[0], 0))} dari {n} koperasi bergrade {pilihan[0]} untuk pelaporan RAT"
    return bars.bagian(data, judul if n else "Belum ada grade yang tercatat", subjudul, "Grade pelaporan RAT")


# ── RAT ──────────────────────────────────────────────────────────────────────────────

KOLOM_TUNGGAK = dict.fromkeys(
    ("nama_koperasi", "kelurahan", "status", "keadaan_rat", "rat_terakhir", "tanggal_rat", "jumlah_anggota",
     "terakhir_didampingi", "lembar", "baris"), "",
)  # fmt: skip
SEMUA_TUNGGAK = "semua"
# the values stand in the URL: 1 to 5 book years, 0 = never recorded
_KEADAAN = {**{str(i): nama for i, nama in enumerate(MENUNGGAK[:-1], 1)}, "0": MENUNGGAK[-1]}
PILIHAN_TUNGGAK = {SEMUA_TUNGGAK: "Menunggak atau belum tercatat", **_KEADAAN}


def kepatuhan(p: Pilihan) -> Grafik:
    return overview.draw_once(f"kepatuhan rat {due_year(p)}", p, lambda: _draw_compliance(p), "rat_tahun_buku")


def _draw_compliance(p: Pilihan) -> Grafik:
    return chart_rat.kepatuhan(_registered(p), provenance.tempat(p), p.periode, official())


def _registered(p: Pilihan) -> pd.DataFrame:
    banyak = health.rat_states(p, official())
    return banyak[banyak["status"].isin(skema.STATUS_TERDAFTAR)]


def penunggak(p: Pilihan, keadaan: str = SEMUA_TUNGGAK) -> Daftar:
    """Registered cooperatives that owe a RAT, the longest first; those never recorded at the end."""
    dicari = list(MENUNGGAK) if keadaan == SEMUA_TUNGGAK else [_KEADAAN[keadaan]]
    return replace(health.owing(p, official(), dicari), hitung=lambda: _owing(p, dicari))


def _owing(p: Pilihan, keadaan: Sequence[str]) -> int:
    terdaftar = _registered(p)
    return int(terdaftar.loc[terdaftar["keadaan_rat"].isin(keadaan), "jumlah"].sum())


# ── money ────────────────────────────────────────────────────────────────────────────

_PERTAMA = "aset"  # what the choice begins with


def measures() -> dict[str, str]:
    """{indicator: name} of those that add amounts up: money first, then people."""
    amounts = [i for i in load_indicators() if i.count and i.adds_amounts]
    return {i.indikator: i.name for i in sorted(amounts, key=lambda i: (i.indikator != _PERTAMA, not i.money))}


KOLOM_UANG = {
    "ukuran": "Ukuran", "jumlah": "", "satuan": "Satuan", "melapor": "", "terdaftar": "Dari", "bagian_lima": "",
}  # fmt: skip
KOLOM_RUGI = dict.fromkeys(
    ("nama_koperasi", "kelurahan", "status", "shu", "volume_usaha", "aset", "jumlah_anggota", "lembar", "baris"), ""
)


def satuan(ukuran: str) -> str:
    i = find_indicator(ukuran)
    return i.satuan if i else ""


def uang(p: Pilihan) -> pd.DataFrame:
    """ukuran, jumlah, satuan, melapor, terdaftar, bagian_lima of the quarter; the share is left out on few reports."""
    semua = health.reports(p)
    kini = semua[semua["periode"] == p.periode].set_index("ukuran").reindex(list(measures())).reset_index()
    cukup = (kini["melapor"] >= provenance.n_kecil()) & (kini["positif"] > 0)
    return kini.assign(
        bagian_lima=(kini["lima"] / kini["positif"]).where(cukup),
        satuan=kini["ukuran"].map(satuan),
        ukuran=kini["ukuran"].map(measures()),
    )


def tren_uang(p: Pilihan, ukuran: str) -> Grafik:
    g = overview.draw_trend_once("uang", p, lambda: _draw_money(p, ukuran), ukuran)
    return overview.headed(p, g, lambda: bars.money_at(g.tabel, measures()[ukuran], satuan(ukuran), p.periode), "uang")


def _draw_money(p: Pilihan, ukuran: str) -> Grafik:
    semua = health.reports(p)
    return bars.uang(semua[semua["ukuran"] == ukuran], measures()[ukuran], provenance.tempat(p), satuan(ukuran))


def lima_terbesar(p: Pilihan, ukuran: str) -> list[str]:
    """Who the five largest are, in a sentence; nothing when too few report."""
    kini = uang(p)
    bagian = kini.loc[kini["ukuran"] == measures()[ukuran], "bagian_lima"].to_list()[0]
    if not language.ada(bagian):
        return [f"Bagian lima terbesar belum bisa dihitung: yang melapor kurang dari {provenance.n_kecil()} koperasi."]
    besar = health.largest(p, ukuran)
    dari = "SHU yang positif" if ukuran == "shu" else measures()[ukuran].lower()
    return [f"Lima terbesar memegang {language.persen(bagian)} {dari}: {language.daftar(list(besar))}."]


def merugi(p: Pilihan) -> Daftar:
    """Registered cooperatives with a negative SHU, the largest loss first."""
    return health.in_loss(p, official())


def judul_rugi(p: Pilihan) -> str:
    kini = base.nilai(p).get("shu_negatif", Nilai())
    return f"Koperasi yang merugi: {language.pecahan(kini.pembilang, kini.penyebut)} yang melaporkan SHU"
