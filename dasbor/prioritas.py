"""Whom to visit next: reasons with points, added up and ranked. Pure functions from tables to a list."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dasbor import bahasa
from etl import periode as triwulan
from etl import skema
from etl.status import computed_status, last_book_year, last_due_book_year


@dataclass(frozen=True)
class Alasan:
    """Why somebody is on the list. `jenis`: the kind of visit that answers it."""

    judul: str
    arti: str
    bobot: int
    jenis: str


ALASAN = {
    "tidak_aktif": Alasan("Tidak aktif, belum dikunjungi", "Berstatus tidak aktif dan tanpa kunjungan dalam {jendela} triwulan.", 5, "Khusus"),
    "gugur": Alasan("RAT sudah lewat batas", "Ditulis aktif, tetapi menurut aturan ({n} tahun buku tanpa RAT) sudah tidak aktif.", 4, "Kelembagaan"),
    "hampir": Alasan("RAT hampir lewat batas", "Terlambat RAT; sekali lagi terlewat, menurut aturan menjadi tidak aktif.", 4, "Kelembagaan"),
    "pasca": Alasan("Dilatih, belum didampingi", "Dilatih dalam {jendela} triwulan dan belum dikunjungi sesudahnya.", 3, "Pascapelatihan"),
    "usulan": Alasan("Lama diusulkan dibubarkan", "Diusulkan dibubarkan sekurangnya {lama} triwulan tanpa putus.", 2, "Kelembagaan"),
    "data": Alasan("Data belum lengkap", "Status, RAT, NIK atau jumlah anggota kosong.", 1, "Lainnya"),
}  # fmt: skip
_DIBAWA = [
    "nama_koperasi", "kelurahan", "kecamatan", "status", "terakhir_didampingi", "petugas", "nik_koperasi", "koperasi_id", "kelompok_id",
    "lembar", "baris",
]  # fmt: skip
LAMA_USULAN = 4  # quarters; adjustable like the points
BOBOT_TERBESAR = 20
# what a register may lack, and how that is said
_ISIAN = {"nik_koperasi": "NIK", "jumlah_anggota": "jumlah anggota"}
# on screen the reasons stand small under the name; in the files they have a column
KOLOM = {
    "nama_koperasi": "Koperasi atau kelompok, alasan (poin)", "peringkat": "Urutan", "poin": "Poin", "kelurahan": "",
    "terakhir_didampingi": "Kunjungan terakhir", "petugas": "Petugas terakhir", "lembar": "", "baris": "",
}  # fmt: skip
KOLOM_BERKAS = {"peringkat": "Urutan", "poin": "Poin", "nama_koperasi": "Koperasi atau kelompok", "nik_koperasi": "", "kelurahan": "",
                "kecamatan": "", "status": "", "alasan": "Alasan (poin)", "terakhir_didampingi": "Kunjungan terakhir", "petugas": "Petugas terakhir",
                "lembar": "", "baris": ""}  # fmt: skip


@dataclass(frozen=True)
class Aturan:
    """The adjustable rule and what it is applied to. tahun_rat: N years without RAT; bulan: month a RAT is due."""

    bobot: Mapping[str, int]
    lama_usulan: int
    periode: str
    tahun_rat: int
    bulan: int
    jendela: int
    hari: int
    ada_kunjungan: bool = True  # visits of the window are published; else nobody can be called unvisited

    @property
    def akhir(self) -> dt.date:
        return triwulan.end(self.periode)

    def meaning(self, alasan: str) -> str:
        return ALASAN[alasan].arti.format(jendela=self.jendela, n=self.tahun_rat, lama=self.lama_usulan)

    def active(self) -> list[str]:
        """Reasons that count; 0 points switch one off."""
        tanpa = () if self.ada_kunjungan else ("tidak_aktif", "pasca")
        return [a for a in ALASAN if self.bobot[a] > 0 and a not in tanpa]

    def sentence(self) -> str:
        """The rule in one sentence."""
        bagian = [f"“{ALASAN[a].judul}” {self.bobot[a]}" for a in self.active()]
        if not bagian:
            return "Semua poin 0: tidak ada alasan yang dipakai."
        return (
            f"Poin dijumlahkan: {bahasa.daftar(bagian)}. Bila sama, yang belum pernah atau paling lama tidak dikunjungi lebih dulu, "
            "lalu menurut abjad."
        )


def ranked(koperasi: pd.DataFrame, kelompok: pd.DataFrame, aturan: Aturan) -> pd.DataFrame:
    """peringkat, poin, nama, alasan, … of every cooperative and group with at least one reason, most points first."""
    semua = pd.concat([_cooperatives(koperasi, aturan), _groups(kelompok, aturan)], ignore_index=True)
    kena = semua[semua["poin"] > 0].sort_values(
        ["poin", "terakhir_didampingi", "nama_koperasi", "kelurahan"], ascending=[False, True, True, True], na_position="first", kind="stable"
    )  # fmt: skip
    return kena.assign(peringkat=range(1, len(kena) + 1)).reset_index(drop=True)


def _cooperatives(isi: pd.DataFrame, aturan: Aturan) -> pd.DataFrame:
    sebab = {
        "tidak_aktif": _inactive(isi, aturan),
        **_lapsing(isi, aturan),
        "pasca": _untended(isi, aturan),
        "usulan": _proposed(isi, aturan),
        "data": _incomplete(isi, aturan),
    }
    return _add_up(isi, sebab, aturan)


def _groups(isi: pd.DataFrame, aturan: Aturan) -> pd.DataFrame:
    return _add_up(isi.rename(columns={"nama": "nama_koperasi"}), {"pasca": _untended(isi, aturan)}, aturan)


def _add_up(isi: pd.DataFrame, sebab: dict[str, list[str | None]], aturan: Aturan) -> pd.DataFrame:
    """Points and the text that says where they come from: "… (5) · … (1)"."""
    pakai = [a for a in aturan.active() if a in sebab]
    poin, teks, utama = [], [], []
    for satu in zip(*(sebab[a] for a in pakai), strict=True) if pakai else [()] * len(isi):
        kena = [(a, t) for a, t in zip(pakai, satu, strict=True) if t]
        poin.append(sum(aturan.bobot[a] for a, _ in kena))
        teks.append(" · ".join(f"{t} ({aturan.bobot[a]})" for a, t in kena))
        utama.append([a for a, _ in kena])
    return isi.reindex(columns=_DIBAWA).assign(
        poin=pd.Series(poin, index=isi.index, dtype="int64"),
        alasan=teks,
        sebab=pd.Series(utama, index=isi.index, dtype=object),
    )


# ── the reasons: a text for each row that has it, None for the others ──


def _inactive(isi: pd.DataFrame, aturan: Aturan) -> list[str | None]:
    awal = triwulan.start(triwulan.shift(aturan.periode, 1 - aturan.jendela))
    return [
        None if s != skema.TIDAK_AKTIF or (bahasa.ada(t) and t.date() >= awal)
        else f"Tidak aktif, tanpa kunjungan dalam {aturan.jendela} triwulan"
        for s, t in zip(isi["status"], isi["terakhir_didampingi"], strict=True)
    ]  # fmt: skip


def _lapsing(isi: pd.DataFrame, aturan: Aturan) -> dict[str, list[str | None]]:
    """By the rule of N years without RAT: already over it though called active, or over it at the next due date."""
    rat = isi[["tahun_buku_rat", "kkmp"]].assign(
        tanggal_rat=_dates(isi["tanggal_rat"]), tanggal_badan_hukum=_dates(isi["tanggal_badan_hukum"])
    )
    nanti = _next_due(aturan)
    kini_mati = computed_status(rat, aturan.akhir, aturan.tahun_rat, aturan.bulan) == skema.TIDAK_AKTIF
    nanti_mati = computed_status(rat, nanti, aturan.tahun_rat, aturan.bulan) == skema.TIDAK_AKTIF
    terakhir = last_book_year(rat, aturan.akhir)
    terlambat = (last_due_book_year(aturan.akhir, aturan.bulan) - terakhir).fillna(0)
    hidup = isi["status"].isin((skema.AKTIF, skema.TIDAK_DIKETAHUI))
    gugur, hampir = hidup & kini_mati, hidup & ~kini_mati & nanti_mati & (terlambat > 0)
    return {
        "gugur": [f"RAT terakhir tahun buku {t}: menurut aturan sudah tidak aktif" if g else None
                  for g, t in zip(gugur, terakhir, strict=True)],
        "hampir": [f"RAT terakhir tahun buku {t}: tidak aktif bila belum RAT sampai {bahasa.tanggal(nanti)}" if h else None
                   for h, t in zip(hampir, terakhir, strict=True)],
    }  # fmt: skip


def _next_due(aturan: Aturan) -> dt.date:
    """The next day on which one more book year's RAT is overdue."""
    tahun = last_due_book_year(aturan.akhir, aturan.bulan) + 2
    return dt.date(tahun, aturan.bulan, calendar.monthrange(tahun, aturan.bulan)[1])


def _dates(isi: pd.Series) -> pd.Series:
    """As plain dates, which is what the rule of etl compares."""
    return pd.Series([x.date() if bahasa.ada(x) else None for x in isi], index=isi.index, dtype=object)


def _untended(isi: pd.DataFrame, aturan: Aturan) -> list[str | None]:
    """Trained in the window and not visited since; the day by which a visit still counts is said."""
    hasil: list[str | None] = []
    for selesai, kunjungan in zip(isi["selesai_pelatihan"], isi["terakhir_didampingi"], strict=True):
        if not bahasa.ada(selesai) or (bahasa.ada(kunjungan) and kunjungan >= selesai):
            hasil.append(None)
            continue
        batas = selesai.date() + dt.timedelta(days=aturan.hari)
        kata = f"batas {bahasa.tanggal(batas)}" if batas > aturan.akhir else f"lewat {aturan.hari} hari"
        hasil.append(f"Dilatih sampai {bahasa.tanggal(selesai)}, belum didampingi, {kata}")
    return hasil


def _proposed(isi: pd.DataFrame, aturan: Aturan) -> list[str | None]:
    hasil: list[str | None] = []
    for sejak in isi["diusulkan_sejak"]:
        umur = triwulan.index(aturan.periode) - triwulan.index(sejak) + 1 if bahasa.ada(sejak) else 0
        lama = bahasa.ada(sejak) and umur >= aturan.lama_usulan
        hasil.append(
            f"Diusulkan dibubarkan {umur} triwulan, tercatat sejak {bahasa.triwulan(sejak, True)}" if lama else None
        )
    return hasil


def _incomplete(isi: pd.DataFrame, aturan: Aturan) -> list[str | None]:
    """What is blank; a column that is blank for everybody is the workbook's affair, not a visit's."""
    kurang: list[list[str]] = [["status"] if s == skema.TIDAK_DIKETAHUI else [] for s in isi["status"]]
    hidup = isi["status"].isin(skema.STATUS_TERDAFTAR).tolist()
    # who owes no RAT yet is aktif by the rule, not "tidak diketahui"
    tanpa_rat = (isi["status_hitung"] == skema.TIDAK_DIKETAHUI).tolist()
    lajur = [("RAT", tanpa_rat), *((kata, isi[k].isna().tolist()) for k, kata in _ISIAN.items())]
    for kata, kosong in lajur:
        if all(kosong):
            continue
        for daftar, h, k in zip(kurang, hidup, kosong, strict=True):
            if h and k:
                daftar.append(kata)
    return [f"Belum tercatat: {bahasa.daftar(k)}" if k else None for k in kurang]


# ── what is done with the list ──


def counted(daftar: pd.DataFrame, aturan: Aturan) -> pd.DataFrame:
    """The rule as a table: reason, points, how many have it."""
    kena = daftar["sebab"].explode()
    return pd.DataFrame(
        [{"judul": ALASAN[a].judul, "arti": aturan.meaning(a), "bobot": aturan.bobot[a],
          "jumlah": int((kena == a).sum()) if a in aturan.active() else None} for a in ALASAN]
    )  # fmt: skip


def headline(daftar: pd.DataFrame) -> str:
    """ "93 sasaran kunjungan; poin terbanyak KSU Contoh (9)"."""
    if daftar.empty:
        return "Tidak ada yang perlu didahulukan menurut aturan ini"
    pertama = daftar.iloc[0]
    return f"{bahasa.bilangan(len(daftar))} sasaran kunjungan; poin terbanyak {pertama['nama_koperasi']} ({pertama['poin']})"


BELUM_ADA = "belum-ada"


def officers(daftar: pd.DataFrame) -> dict[str, str]:
    """Choices of the filter by officer."""
    nama = sorted(daftar["petugas"].dropna().unique())
    return {"": "Semua petugas", BELUM_ADA: "Belum ada petugas", **{n: n for n in nama}}


def chosen(daftar: pd.DataFrame, petugas: str, alasan: str) -> pd.DataFrame:
    """The rows of one officer (the last who visited) and of one reason; the rank stays that of the whole list."""
    if petugas == BELUM_ADA:
        daftar = daftar[daftar["petugas"].isna()]
    elif petugas:
        daftar = daftar[daftar["petugas"] == petugas]
    if alasan:
        daftar = daftar[[alasan in s for s in daftar["sebab"]]]
    return daftar.reset_index(drop=True)
