"""Whom to visit, row by row in plain Python: what dasbor/sql/prioritas.sql and dasbor/prioritas.py are compared with."""

from __future__ import annotations

import calendar
import datetime as dt

import pandas as pd

from dasbor import bahasa, kueri
from dasbor.pilihan import Pilihan
from dasbor.prioritas import Aturan
from etl import periode as triwulan
from etl import skema
from etl.status import computed_status, last_book_year, last_due_book_year

_DIBAWA = [
    "nama_koperasi", "kelurahan", "kecamatan", "status", "terakhir_didampingi", "petugas", "nik_koperasi", "koperasi_id", "kelompok_id",
    "lembar", "baris",
]  # fmt: skip
_ISIAN = {"nik_koperasi": "NIK", "jumlah_anggota": "jumlah anggota"}
_KOPERASI = """
with kunjungan as (
    -- the last officer is the last one that was named
    select koperasi_id, max(tanggal) as terakhir_didampingi, arg_max(petugas, (tanggal, baris)) filter (petugas is not null) as petugas
    from pendampingan_kunjungan where periode <= $periode and koperasi_id is not null
    group by all
),
dilatih as (
    select koperasi_id, max(coalesce(tanggal_selesai, tanggal_mulai)) as selesai_pelatihan,
        arg_max(nama_kegiatan, coalesce(tanggal_selesai, tanggal_mulai)) as nama_kegiatan
    from pelatihan_peserta where periode between $awal and $periode and koperasi_id is not null
    group by all
),
sini as (
    select * from koperasi_triwulan
    where periode = $periode and (kode_kelurahan between $kode and $kode || '/') and (not kkmp or $kelompok = 'semua')
),
riwayat as (
    select koperasi_id, periode, status,
        max(periode) filter (status <> 'diusulkan dibubarkan') over (partition by koperasi_id) as putus
    from koperasi_triwulan
    where periode <= $periode and koperasi_id in (select koperasi_id from sini where status = 'diusulkan dibubarkan')
),
usulan as (
    select koperasi_id, min(periode) as diusulkan_sejak
    from riwayat where periode > coalesce(putus, '')
    group by all
)
select sini.*, wilayah.nama as kelurahan, kecamatan.nama as kecamatan,
    terakhir_didampingi, petugas, selesai_pelatihan, nama_kegiatan, diusulkan_sejak
from sini
join wilayah on wilayah.kode = sini.kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
left join kunjungan using (koperasi_id)
left join dilatih using (koperasi_id)
left join usulan using (koperasi_id)
order by nama_koperasi, koperasi_id
"""
_KELOMPOK = """
with dilatih as (
    select kelompok_id, max(coalesce(tanggal_selesai, tanggal_mulai)) as selesai_pelatihan,
        arg_max(nama_kegiatan, coalesce(tanggal_selesai, tanggal_mulai)) as nama_kegiatan,
        arg_max(asal, coalesce(tanggal_selesai, tanggal_mulai)) as nama,
        arg_max(kode_kelurahan, coalesce(tanggal_selesai, tanggal_mulai)) as kode_kelurahan,
        arg_max(lembar, coalesce(tanggal_selesai, tanggal_mulai)) as lembar,
        arg_min(baris, (-epoch(coalesce(tanggal_selesai, tanggal_mulai)), baris)) as baris
    from pelatihan_peserta where periode between $awal and $periode and kelompok_id is not null
    group by all
),
kunjungan as (
    select kelompok_id, max(tanggal) as terakhir_didampingi, arg_max(petugas, (tanggal, baris)) filter (petugas is not null) as petugas
    from pendampingan_kunjungan where periode <= $periode and kelompok_id is not null
    group by all
)
select dilatih.*, wilayah.nama as kelurahan, kecamatan.nama as kecamatan, terakhir_didampingi, petugas
from dilatih
join wilayah on wilayah.kode = kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
left join kunjungan using (kelompok_id)
where (kode_kelurahan between $kode and $kode || '/')
order by nama, kelompok_id
"""


def plain(p: Pilihan, aturan: Aturan) -> pd.DataFrame:
    """The whole list of an area and quarter."""
    lain = {**kueri.window(p.periode), "kode": p.kode_wilayah}
    koperasi = kueri.with_kecamatan(p, kueri.ask(p, _KOPERASI, **lain, kelompok=p.kelompok_hitung))
    return ranked(koperasi, kueri.with_kecamatan(p, kueri.ask(p, _KELOMPOK, **lain)), aturan)


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
