"""What the pages show: questions to kueri put together with charts, for the reader's choice. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dasbor import bahasa, grafik, hubungi, kueri, perubahan, peta, pilihan, tema, tren
from dasbor.grafik import Grafik
from dasbor.kartu import Kartu
from dasbor.kueri import Nilai
from dasbor.pilihan import Pilihan
from dasbor.tabel import rows
from etl import skema
from etl.acuan import load_acuan
from etl.indikator import load_indicators

HUBUNGI = 3  # areas, and cooperatives, on the front page


# ── words and settings ───────────────────────────────────────────────────────────────


def n_kecil() -> int:
    return load_acuan().aturan["n_kecil"]


def judul(p: Pilihan, indikator: str) -> str:
    return kueri.definisi(p.versi).set_index("indikator")["judul"].get(indikator, indikator)


def definisi(p: Pilihan, *indikator: str) -> list[tuple[str, str]]:
    """(title, "definition = numerator ÷ denominator") for the expander below a chart."""
    arti = {b.indikator: b for b in rows(kueri.definisi(p.versi))}
    return [(arti[i].judul, _formula(arti[i])) for i in indikator if i in arti]


def _formula(b: Any) -> str:
    bagi = f"{b.pembilang} ÷ {b.penyebut}" if bahasa.ada(b.penyebut) else b.pembilang
    return f"{b.definisi} Dihitung: {bagi}."


def asal(p: Pilihan, *jenis: str) -> list[str]:
    """Provenance: workbook, date of the data, publication. Each kind of sheet from its newest quarter in the window."""
    berkas: dict[tuple, list[str]] = {}
    for satu in jenis or ("koperasi",):
        ada = [p.periode] if satu == "koperasi" else kueri.jenis_tersedia(p.versi, p.periode, satu)
        dari = kueri.asal(p.versi, ada[-1], satu) if ada else None
        if dari is not None:
            berkas.setdefault((dari["nama_berkas"], dari["waktu"], dari["unggahan_id"]), []).append(satu)
    akhir = bahasa.tanggal(kueri.daftar_periode(p.versi).set_index("periode").at[p.periode, "tanggal_akhir"])
    if not berkas:
        return [f"Sumber: {bahasa.KOSONG} untuk {bahasa.triwulan(p.periode)}"]
    return [
        "Sumber: "
        + "; ".join(f"{nama} (terbitan {nomor}, {bahasa.tanggal(waktu)})" for nama, waktu, nomor in berkas)
        + f" · keadaan per {akhir} · versi {p.versi}"
    ]


def asal_indikator(p: Pilihan, indikator: str) -> list[str]:
    """Provenance and definition of an indicator, as they also stand in its files."""
    butuh = next((i.butuh for i in load_indicators() if i.indikator == indikator), "koperasi 0-0")
    jenis = [bagian.split()[0] for bagian in butuh.split(",")]
    return [*asal(p, *jenis), *(f"{judul_}: {arti}" for judul_, arti in definisi(p, indikator))]


def catatan_jendela(p: Pilihan, jenis: str) -> str:
    """Says when the window of four quarters is not full: a rate on less is not the same rate."""
    ada, semua = kueri.jenis_tersedia(p.versi, p.periode, jenis), kueri.jendela(p.periode)
    hilang = [bahasa.triwulan(x) for x in semua if x not in ada]
    if not hilang:
        return ""
    return f"Data {jenis} belum diterbitkan untuk {bahasa.daftar(hilang)}; angka di bawah hanya dari triwulan yang ada."


# ── cards ────────────────────────────────────────────────────────────────────────────


def kartu(p: Pilihan, *indikator: str) -> list[Kartu]:
    """A card per indicator: now, last published quarter, target, all quarters."""
    lalu, arti = kueri.periode_lalu(p.versi, p.periode), kueri.definisi(p.versi).set_index("indikator")["judul"]
    kini = kueri.nilai(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung)
    dulu = kueri.nilai(p.versi, lalu, p.kode_wilayah, p.kelompok_hitung) if lalu else {}
    target = kueri.target(p.periode)
    return [
        Kartu(arti.get(i, i), kini.get(i, Nilai()), dulu.get(i), lalu, target.get(i), _until(deret(p, i), p.periode),
              alamat=pilihan.tautan(_HALAMAN.get(i, "")) if i in _HALAMAN else "")
        for i in indikator
    ]  # fmt: skip


_HALAMAN = {
    "koperasi_aktif": "keaktifan", "jangkauan_pelatihan": "pelatihan", "cakupan_pendampingan": "pendampingan",
    "pendampingan_khusus": "pendampingan",
}  # fmt: skip


def kartu_status(p: Pilihan, status: str) -> Kartu:
    """How many of the registered cooperatives have a status, as a card."""
    jumlah = kueri.status_per_periode(p.versi, p.kode_wilayah, p.kelompok_hitung)
    lebar = grafik.widen_status(jumlah, "periode").set_index("periode")
    terdaftar = lebar[list(skema.STATUS_TERDAFTAR)].sum(axis=1)
    bagian = pd.DataFrame({"pembilang": lebar[status], "penyebut": terdaftar, "nilai": lebar[status] / terdaftar})
    lalu = kueri.periode_lalu(p.versi, p.periode)
    tanda = tema.STATUS[status]
    return Kartu(
        f"{tanda.label}", _at(bagian, p.periode), _at(bagian, lalu), lalu, None,
        _until(bagian.reset_index(), p.periode), tanda.warna, pilihan.tautan("keaktifan"),
    )  # fmt: skip


def _at(bagian: pd.DataFrame, periode: str | None) -> Nilai:
    if periode not in bagian.index:
        return Nilai()
    b = bagian.loc[periode]
    return Nilai(*(float(x) if bahasa.ada(x) else None for x in (b["pembilang"], b["penyebut"], b["nilai"])))


def _until(isi: pd.DataFrame, periode: str) -> pd.DataFrame:
    return isi[isi["periode"] <= periode]


# ── charts ───────────────────────────────────────────────────────────────────────────


def deret(p: Pilihan, indikator: str) -> pd.DataFrame:
    return kueri.deret(p.versi, indikator, p.kode_wilayah, p.kelompok_hitung)


def per_kelurahan(p: Pilihan, indikator: str) -> pd.DataFrame:
    return kueri.per_kelurahan(p.versi, p.periode, indikator, p.kode_wilayah, p.kelompok_hitung)


def _whole(p: Pilihan, indikator: str) -> Nilai:
    return kueri.nilai(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung).get(indikator, Nilai())


def peta_ubin(p: Pilihan, indikator: str) -> Grafik:
    """The map always shows the whole city: a click on a tile chooses, another takes the choice back."""
    kota = load_acuan().kode_kota
    data = kueri.per_kelurahan(p.versi, p.periode, indikator, kota, p.kelompok_hitung)
    kini = kueri.nilai(p.versi, p.periode, kota, p.kelompok_hitung).get(indikator, Nilai())
    return peta.ubin(
        data, load_acuan().kelurahan, indikator, judul(p, indikator), kini,
        tempat=load_acuan().kota, periode=p.periode, n_kecil=n_kecil(), terpilih=p.kode_wilayah,
    )  # fmt: skip


def rasio_kelurahan(p: Pilihan, indikator: str) -> Grafik:
    return grafik.rasio_per_kelurahan(
        per_kelurahan(p, indikator), indikator, judul(p, indikator), _whole(p, indikator), tempat=p.nama_wilayah,
        periode=p.periode, n_kecil=n_kecil(), target=kueri.target(p.periode).get(indikator),
    )  # fmt: skip


def status_kelurahan(p: Pilihan) -> Grafik:
    data = kueri.status_per_kelurahan(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung)
    return grafik.status_per_kelurahan(data, p.nama_wilayah, p.periode)


def tren_rasio(p: Pilihan, indikator: str) -> Grafik:
    target = kueri.target(p.periode).get(indikator)
    return tren.rasio(deret(p, indikator), indikator, judul(p, indikator), tempat=p.nama_wilayah, target=target)


def tren_status(p: Pilihan) -> Grafik:
    return tren.status(kueri.status_per_periode(p.versi, p.kode_wilayah, p.kelompok_hitung), p.nama_wilayah)


def alur(p: Pilihan) -> pd.DataFrame:
    return kueri.alur(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung)


def jembatan(p: Pilihan) -> Grafik:
    lalu = kueri.periode_lalu(p.versi, p.periode)
    aktif = _whole(p, "koperasi_aktif").pembilang
    return perubahan.jembatan(alur(p), aktif, tempat=p.nama_wilayah, periode=p.periode, lalu=lalu)


# ── lists ────────────────────────────────────────────────────────────────────────────


def koperasi(p: Pilihan) -> pd.DataFrame:
    return kueri.koperasi(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung)


def belum_dikunjungi(p: Pilihan) -> pd.DataFrame | None:
    """Inactive cooperatives nobody visited; None when no visits were ever published in the window."""
    if not kueri.jenis_tersedia(p.versi, p.periode, "pendampingan"):
        return None
    return hubungi.unvisited(koperasi(p))


def perlu_dihubungi(p: Pilihan) -> Sequence[tuple[str, str, str]]:
    """The short list of the front page: areas first, then cooperatives."""
    wilayah = [
        (f"Kelurahan {nama}", sebab, pilihan.tautan("keaktifan", kecamatan=None, kelurahan=kode))
        for nama, sebab, kode in hubungi.lowest_areas(
            per_kelurahan(p, "koperasi_aktif"), "koperasi_aktif", n_kecil(), HUBUNGI
        )
    ]
    belum = belum_dikunjungi(p)
    if belum is None:
        return wilayah
    return wilayah + [(str(b.nama_koperasi), hubungi.unvisited_reason(b), "") for b in rows(belum.head(HUBUNGI))]
