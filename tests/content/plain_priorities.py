"""Whom to visit, row by row in plain Python: what dasbor/query/sql/prioritas.sql and dasbor/query/priority_rule.py are compared with."""

from __future__ import annotations

import calendar
import datetime as dt

import pandas as pd

from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.query import base
from dasbor.query.priority_rule import PriorityRule
from dasbor.words import language
from etl import periode as triwulan
from etl import skema
from tests.checks import plain_rat

_DIBAWA = [
    "nama_koperasi", "kelurahan", "kecamatan", "status", "terakhir_didampingi", "petugas", "nik_koperasi", "koperasi_id", "kelompok_id",
    "lembar", "baris",
]  # fmt: skip
_ISIAN = {"nik_koperasi": "NIK", "jumlah_anggota": "jumlah anggota"}


def plain(p: Choice, aturan: PriorityRule) -> pd.DataFrame:
    """The whole list of an area and quarter."""
    wilayah = base.list_areas(p).set_index("kode")
    isi = [_with_area(satu, wilayah) for satu in (_register(p), _trained_groups(p, aturan))]
    koperasi, kelompok = (base.add_kecamatan(p, satu) for satu in isi)
    return ranked(koperasi, kelompok, aturan)


def _rows(p: Choice, tabel: str) -> pd.DataFrame:
    return base.ask(p, "select * from query_table($tabel)", tabel=tabel)


def _inside(kode: pd.Series, p: Choice) -> pd.Series:
    return kode.eq(p.kode_wilayah) | kode.str.startswith(p.kode_wilayah + ".")


def _with_area(isi: pd.DataFrame, wilayah: pd.DataFrame) -> pd.DataFrame:
    desa = wilayah.loc[isi["kode_kelurahan"]]
    kecamatan = wilayah.loc[desa["induk"], "nama"].to_numpy()
    return isi.assign(kelurahan=desa["nama"].to_numpy(), kecamatan=kecamatan)


def _register(p: Choice) -> pd.DataFrame:
    """The register of the area with the last visit, the last training of the window, and since when its dissolution
    has been proposed."""
    semua = _rows(p, "koperasi_triwulan")
    semua = semua[semua["periode"] <= p.periode]
    sini = semua[(semua["periode"] == p.periode) & _inside(semua["kode_kelurahan"], p)]
    sini = sini[~sini["kkmp"].astype(bool)] if p.kelompok_hitung == WITHOUT_KKMP else sini
    latih = _last_trainings(p, "koperasi_id")
    isi = sini.merge(_last_visits(p, "koperasi_id"), on="koperasi_id", how="left")
    isi = isi.merge(latih[["koperasi_id", "selesai_pelatihan", "nama_kegiatan"]], on="koperasi_id", how="left")
    isi["diusulkan_sejak"] = [
        _proposed_since(semua[semua["koperasi_id"] == siapa]) if status == "diusulkan dibubarkan" else None
        for siapa, status in zip(isi["koperasi_id"], isi["status"], strict=True)
    ]
    return isi.sort_values(["nama_koperasi", "koperasi_id"], ignore_index=True)


def _proposed_since(riwayat: pd.DataFrame) -> str | None:
    """The first quarter of the spell that lasts until now."""
    sejak = None
    for periode, status in riwayat.sort_values("periode")[["periode", "status"]].itertuples(index=False):
        sejak = (sejak or periode) if status == "diusulkan dibubarkan" else None
    return sejak


def _last_visits(p: Choice, siapa: str) -> pd.DataFrame:
    """Of each: the last visit, and the last officer that was named."""
    semua = _rows(p, "pendampingan_kunjungan")
    semua = semua[(semua["periode"] <= p.periode) & semua[siapa].notna()].sort_values(["tanggal", "baris"])
    terakhir = semua.groupby(siapa)["tanggal"].max().rename("terakhir_didampingi")
    petugas = semua[semua["petugas"].notna()].groupby(siapa)["petugas"].last()
    return pd.concat([terakhir, petugas], axis=1).rename_axis(siapa).reset_index()


def _last_trainings(p: Choice, siapa: str) -> pd.DataFrame:
    """The row of each one's last training in the window, of several rows the first."""
    semua = _rows(p, "pelatihan_peserta")
    semua = semua[semua["periode"].isin(base.list_window(p.periode)) & semua[siapa].notna()]
    semua = semua.assign(selesai_pelatihan=semua["tanggal_selesai"].fillna(semua["tanggal_mulai"]))
    urut = semua.sort_values(["selesai_pelatihan", "baris"], ascending=[False, True], kind="stable")
    return urut.drop_duplicates(siapa)


def _trained_groups(p: Choice, aturan: PriorityRule) -> pd.DataFrame:
    isi = _last_trainings(p, "kelompok_id").rename(columns={"asal": "nama"})
    isi = isi[_inside(isi["kode_kelurahan"], p)].drop(columns="koperasi_id")
    isi = isi.merge(_last_visits(p, "kelompok_id"), on="kelompok_id", how="left")
    return isi.sort_values(["nama", "kelompok_id"], ignore_index=True)


def ranked(koperasi: pd.DataFrame, kelompok: pd.DataFrame, aturan: PriorityRule) -> pd.DataFrame:
    """peringkat, poin, nama, alasan, … of every cooperative and group with at least one reason, most points first."""
    semua = pd.concat([_cooperatives(koperasi, aturan), _groups(kelompok, aturan)], ignore_index=True)
    kena = semua[semua["poin"] > 0].sort_values(
        ["poin", "terakhir_didampingi", "nama_koperasi", "kelurahan"], ascending=[False, True, True, True], na_position="first", kind="stable"
    )  # fmt: skip
    return kena.assign(peringkat=range(1, len(kena) + 1)).reset_index(drop=True)


def _cooperatives(isi: pd.DataFrame, aturan: PriorityRule) -> pd.DataFrame:
    sebab = {
        "tidak_aktif": _inactive(isi, aturan),
        **_lapsing(isi, aturan),
        "pasca": _untended(isi, aturan),
        "usulan": _proposed(isi, aturan),
        "data": _incomplete(isi, aturan),
    }
    return _add_up(isi, sebab, aturan)


def _groups(isi: pd.DataFrame, aturan: PriorityRule) -> pd.DataFrame:
    return _add_up(isi.rename(columns={"nama": "nama_koperasi"}), {"pasca": _untended(isi, aturan)}, aturan)


def _add_up(isi: pd.DataFrame, sebab: dict[str, list[str | None]], aturan: PriorityRule) -> pd.DataFrame:
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


def _inactive(isi: pd.DataFrame, aturan: PriorityRule) -> list[str | None]:
    awal = triwulan.find_start(triwulan.shift_quarter(aturan.periode, 1 - aturan.jendela))
    return [
        None if s != skema.INACTIVE or (language.is_known(t) and t.date() >= awal)
        else f"Tidak aktif, tanpa kunjungan dalam {aturan.jendela} triwulan"
        for s, t in zip(isi["status"], isi["terakhir_didampingi"], strict=True)
    ]  # fmt: skip


def _lapsing(isi: pd.DataFrame, aturan: PriorityRule) -> dict[str, list[str | None]]:
    """By the rule of N years without RAT: already over it though called active, or over it at the next due date."""
    nanti = _next_due(aturan)
    baris = list(
        zip(isi["tahun_buku_rat"].tolist(), _dates(isi["tanggal_rat"]), _dates(isi["tanggal_badan_hukum"]), isi["kkmp"], strict=True)
    )  # fmt: skip
    baris = [(int(t) if language.is_known(t) else None, *lain) for t, *lain in baris]
    kini_mati, nanti_mati = (
        pd.Series([plain_rat.status(*b, hari, aturan.tahun_rat, aturan.bulan) == skema.INACTIVE for b in baris],
                  index=isi.index, dtype=bool)
        for hari in (aturan.akhir, nanti)
    )  # fmt: skip
    terakhir = pd.Series(
        [plain_rat.last_book_year(t, rapat, aturan.akhir) for t, rapat, *_ in baris], index=isi.index, dtype="Int64"
    )
    terlambat = (plain_rat.due_book_year(aturan.akhir, aturan.bulan) - terakhir).fillna(0)
    hidup = isi["status"].isin((skema.ACTIVE, skema.UNKNOWN))
    gugur, hampir = hidup & kini_mati, hidup & ~kini_mati & nanti_mati & (terlambat > 0)
    return {
        "gugur": [f"RAT terakhir tahun buku {t}: menurut aturan sudah tidak aktif" if g else None
                  for g, t in zip(gugur, terakhir, strict=True)],
        "hampir": [f"RAT terakhir tahun buku {t}: tidak aktif bila belum RAT sampai {language.format_date(nanti)}" if h else None
                   for h, t in zip(hampir, terakhir, strict=True)],
    }  # fmt: skip


def _next_due(aturan: PriorityRule) -> dt.date:
    """The next day on which one more book year's RAT is overdue."""
    tahun = plain_rat.due_book_year(aturan.akhir, aturan.bulan) + 2
    return dt.date(tahun, aturan.bulan, calendar.monthrange(tahun, aturan.bulan)[1])


def _dates(isi: pd.Series) -> pd.Series:
    """As plain dates, which is what the rule of etl compares."""
    return pd.Series([x.date() if language.is_known(x) else None for x in isi], index=isi.index, dtype=object)


def _untended(isi: pd.DataFrame, aturan: PriorityRule) -> list[str | None]:
    """Trained in the window and not visited since; the day by which a visit still counts is said."""
    hasil: list[str | None] = []
    for selesai, kunjungan in zip(isi["selesai_pelatihan"], isi["terakhir_didampingi"], strict=True):
        if not language.is_known(selesai) or (language.is_known(kunjungan) and kunjungan >= selesai):
            hasil.append(None)
            continue
        batas = selesai.date() + dt.timedelta(days=aturan.hari)
        kata = f"batas {language.format_date(batas)}" if batas > aturan.akhir else f"lewat {aturan.hari} hari"
        hasil.append(f"Dilatih sampai {language.format_date(selesai)}, belum didampingi, {kata}")
    return hasil


def _proposed(isi: pd.DataFrame, aturan: PriorityRule) -> list[str | None]:
    hasil: list[str | None] = []
    for sejak in isi["diusulkan_sejak"]:
        umur = triwulan.find_index(aturan.periode) - triwulan.find_index(sejak) + 1 if language.is_known(sejak) else 0
        lama = language.is_known(sejak) and umur >= aturan.lama_usulan
        hasil.append(
            f"Diusulkan dibubarkan {umur} triwulan, tercatat sejak {language.format_quarter(sejak, True)}"
            if lama
            else None
        )
    return hasil


def _incomplete(isi: pd.DataFrame, aturan: PriorityRule) -> list[str | None]:
    """What is blank; a column that is blank for everybody is the workbook's affair, not a visit's."""
    kurang: list[list[str]] = [["status"] if s == skema.UNKNOWN else [] for s in isi["status"]]
    hidup = isi["status"].isin(skema.REGISTERED_STATUSES).tolist()
    # who owes no RAT yet is aktif by the rule, not "tidak diketahui"
    tanpa_rat = (isi["status_hitung"] == skema.UNKNOWN).tolist()
    lajur = [("RAT", tanpa_rat), *((kata, isi[k].isna().tolist()) for k, kata in _ISIAN.items())]
    for kata, kosong in lajur:
        if all(kosong):
            continue
        for daftar, h, k in zip(kurang, hidup, kosong, strict=True):
            if h and k:
                daftar.append(kata)
    return [f"Belum tercatat: {language.join_list(k)}" if k else None for k in kurang]
