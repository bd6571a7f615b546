"""The profile of one kelurahan: every indicator beside kecamatan, city and target; its cooperatives, trainings, visits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import pandas as pd

from dasbor import (
    asal,
    bahasa,
    hubungi,
    isi,
    istilah,
    jatuh_tempo,
    jejak,
    kalimat,
    kueri,
    kueri_daftar,
    kueri_wilayah,
    pilihan,
    selang,
    tabel,
)
from dasbor.kueri import Nilai
from dasbor.kueri_daftar import PALING_BANYAK
from dasbor.legible import BATANG_PALING_BANYAK
from dasbor.pilihan import Pilihan
from dasbor.tabel import rows
from etl.indikator import Indikator, load_indicators

TINGKAT = ("kelurahan", "desa")
# the class makes gaya.py print the page on one sheet
PETUNJUK = (
    '<p class="asal satu-a4 hanya-layar">Tekan nama indikator untuk melihat asal angkanya. '
    "Halaman ini tercetak pada satu lembar A4: tekan Ctrl+P.</p>"
)
INTERVAL_SAMPAI = 100  # on more cases the interval is narrower than the rounding is worth


def satu(p: Pilihan) -> bool:
    """A single kelurahan or desa is chosen."""
    return p.tingkat in TINGKAT


# ── choosing one ─────────────────────────────────────────────────────────────────────


def daftar_wilayah(p: Pilihan) -> str:
    """Links to every kelurahan of the area, by kecamatan, with what is known of its cooperatives; in a province to its
    kecamatan."""
    if kueri_wilayah.banyak(p) > PALING_BANYAK:
        return f'<div class="blok">{_kecamatan(p)}</div>'
    data = isi.per_kelurahan(p, "koperasi_aktif")
    # the kecamatan stands above them
    data["nama"] = data["kode_wilayah"].map(kueri.wilayah(p).set_index("kode")["nama"])
    data["alamat"] = pilihan.tautan_tiap("kelurahan", "kelurahan", data["kode_wilayah"], kecamatan=None)
    bagian = [(str(kec), isi_) for kec, isi_ in data.sort_values(["kecamatan", "nama"]).groupby("kecamatan")]
    tulis = _folded if len(data) > BATANG_PALING_BANYAK else _open
    return f'<div class="blok">{"".join(tulis(kec, isi_) for kec, isi_ in bagian)}</div>'


def _kecamatan(p: Pilihan) -> str:
    """Links to the same page for one kecamatan."""
    data = kueri_wilayah.rasio(p, "koperasi_aktif").sort_values(["nama", "kode_wilayah"])
    data["alamat"] = pilihan.tautan_tiap("kelurahan", "kecamatan", data["kode_wilayah"], kelurahan=None)
    return _list(data.assign(nama="Kecamatan " + data["nama"]))


def _open(kecamatan: str, isi_: pd.DataFrame) -> str:
    return f"<h2>Kecamatan {escape(kecamatan)}</h2>{_list(isi_)}"


def _folded(kecamatan: str, isi_: pd.DataFrame) -> str:
    """Of 248 areas only the one looked for is unfolded."""
    n = bahasa.pecahan(isi_["pembilang"].sum(min_count=1), isi_["penyebut"].sum(min_count=1))
    banyak = istilah.sebut(f"{len(isi_)} kelurahan")
    return (
        f'<details class="lipat"><summary>Kecamatan {escape(kecamatan)}<span>{n} aktif, {banyak}</span></summary>'
        f"{_list(isi_)}</details>"
    )


def _list(isi_: pd.DataFrame) -> str:
    return f'<ul class="pilih-wilayah">{"".join(_link(b) for b in rows(isi_))}</ul>'


def _link(b) -> str:
    n = f"{bahasa.pecahan(b.pembilang, b.penyebut)} aktif" if bahasa.ada(b.pembilang) else bahasa.KOSONG
    n = "belum ada koperasi" if b.penyebut == 0 else n
    return f'<li><a href="{escape(b.alamat)}" target="_self">{escape(b.nama)}</a><span>{n}</span></li>'


# ── the indicators ───────────────────────────────────────────────────────────────────


def kepala(p: Pilihan) -> str:
    """ "Kelurahan Turi: 14 dari 14 koperasi aktif, tetap"."""
    lalu = kueri.periode_lalu(p)
    kini, dulu = _values(p, p.periode, p.kode_wilayah), _values(p, lalu, p.kode_wilayah)
    return kalimat.ratio(
        asal.tempat(p), "koperasi_aktif", kini.get("koperasi_aktif", Nilai()), dulu.get("koperasi_aktif")
    )


def indikator(p: Pilihan) -> pd.DataFrame:
    """One row per indicator: as words for the screen, as numbers (nilai_indikator, di_kecamatan, di_kota, target_indikator) for the files."""
    kecamatan, kota = _around(p)
    lalu, target = kueri.periode_lalu(p), kueri.target(p)
    di_sini, dulu = _values(p, p.periode, p.kode_wilayah), _values(p, lalu, p.kode_wilayah)
    luar = (_values(p, p.periode, kecamatan), _values(p, p.periode, kota))
    return pd.DataFrame(
        [
            _row(i, di_sini, dulu, luar, target.get(i.indikator), isi.not_compared(p, i.indikator, lalu))
            for i in load_indicators()
        ]
    )


def catatan_rat(p: Pilihan) -> str:
    """Said above the table in the quarter in which another book year is waited for."""
    return jatuh_tempo.note(kueri.periode_lalu(p), p.periode)


def _values(p: Pilihan, periode: str | None, kode: str) -> Mapping[str, Nilai]:
    return kueri.nilai(replace(p, periode=periode, kode_wilayah=kode)) if periode else {}


def _row(i: Indikator, di_sini: Mapping[str, Nilai], dulu: Mapping[str, Nilai],
         luar: tuple[Mapping[str, Nilai], Mapping[str, Nilai]], target: float | None, putus: str) -> dict:  # fmt: skip
    kini, lalu = di_sini.get(i.indikator, Nilai()), dulu.get(i.indikator, Nilai())
    kecamatan, kota = (w.get(i.indikator, Nilai()) for w in luar)
    return {
        "indikator": i.indikator, "judul": i.judul, "jumlah_kata": _count(i, kini), "nilai_kata": _share(kini, i),
        "perubahan": change(i, kini, lalu, putus), "selang": _interval(i, kini), "kecamatan_kata": _said(i, kecamatan),
        "kota_kata": _said(i, kota), "target_kata": _goal(i, target), "catatan": _remark(i, kini),
        "pembilang": kini.pembilang, "penyebut": kini.penyebut, "nilai_indikator": kini.nilai,
        "di_kecamatan": kecamatan.nilai, "di_kota": kota.nilai, "target_indikator": target, tabel.CAMPUR: _form(i),
    }  # fmt: skip


def _form(i: Indikator) -> str:
    """How the value of an indicator is written in files."""
    return tabel.RUPIAH if i.satuan == "Rp" else tabel.BILANGAN if i.penyebut == "-" else tabel.PERSEN


def _count(i: Indikator, n: Nilai) -> str:
    return _said(i, n) if i.satuan == "Rp" else bahasa.pecahan(n.pembilang, n.penyebut)


def _share(n: Nilai, i: Indikator) -> str:
    return "" if i.penyebut == "-" else bahasa.persen(n.nilai, n.penyebut) if bahasa.ada(n.nilai) else "–"


def _said(i: Indikator, n: Nilai) -> str:
    """A value in one word: per cent, count or Rp."""
    if i.satuan == "Rp":
        return bahasa.rupiah(n.nilai)
    return bahasa.bilangan(n.nilai, 0) if i.penyebut == "-" else bahasa.persen(n.nilai, n.penyebut)


def _goal(i: Indikator, target: float | None) -> str:
    if target is None:
        return "–"
    return bahasa.bilangan(target, 0) if i.penyebut == "-" else bahasa.persen(target)


def change(i: Indikator, kini: Nilai, lalu: Nilai, putus: str = "") -> str:
    """Points for a share, the difference for a count, since the register published before; `putus`: why it is not said."""
    if putus and bahasa.ada(kini.nilai):
        return putus
    if not bahasa.ada(kini.nilai) or not bahasa.ada(lalu.nilai):
        return bahasa.selisih(None) if bahasa.ada(kini.nilai) else "–"
    beda = (kini.nilai or 0) - (lalu.nilai or 0)
    if i.satuan == "Rp":
        return "tetap" if not beda else f"{'▲ naik' if beda > 0 else '▼ turun'} {bahasa.rupiah(abs(beda))}"
    if i.penyebut == "-":
        return bahasa.selisih(beda)
    return bahasa.selisih(beda * 100, "poin", bahasa.digits_of(kini.penyebut))


def _interval(i: Indikator, n: Nilai) -> str:
    kecil = i.penyebut != "-" and bahasa.ada(n.penyebut) and 0 < (n.penyebut or 0) < INTERVAL_SAMPAI
    return selang.sebut(n.pembilang, n.penyebut) if kecil else ""


def _remark(i: Indikator, n: Nilai) -> str:
    kecil = i.penyebut != "-" and bahasa.ada(n.penyebut) and (n.penyebut or 0) < asal.n_kecil()
    return selang.TAK_BANDING if kecil else ""


def kolom(p: Pilihan) -> dict[str, str]:
    lalu = kueri.periode_lalu(p)
    sejak = f"Perubahan sejak {bahasa.triwulan(lalu, True)}" if lalu else "Perubahan"
    kecamatan, kota = _names(p)
    return {
        "judul": "Indikator", "jumlah_kata": "Jumlah", "nilai_kata": "Persen", "perubahan": sejak, "selang": "Selang 95%",
        "kecamatan_kata": f"Kec. {kecamatan}", "kota_kata": kota, "target_kata": "Target", "catatan": "Catatan",
    }  # fmt: skip


def kolom_berkas(p: Pilihan) -> dict[str, str]:
    """Numbers instead of words, for the files."""
    kecamatan, kota = _names(p)
    return {
        "judul": "Indikator", "pembilang": "", "penyebut": "", "nilai_indikator": "", "selang": "Selang 95%",
        "di_kecamatan": f"Kec. {kecamatan}", "di_kota": kota, "target_indikator": "", "catatan": "Catatan",
    }  # fmt: skip


def _names(p: Pilihan) -> tuple[str, str]:
    """Of the kecamatan and the city around the kelurahan."""
    wilayah = kueri.wilayah(p).set_index("kode")
    kecamatan, kota = _around(p)
    return str(wilayah.at[kecamatan, "nama"]), str(wilayah.at[kota, "nama"])


def _around(p: Pilihan) -> tuple[str, str]:
    induk = kueri.wilayah(p).set_index("kode")["induk"]
    kecamatan = str(induk[p.kode_wilayah])
    return kecamatan, str(induk[kecamatan])


# ── the rest of the page ─────────────────────────────────────────────────────────────


def tren_cetak(p: Pilihan) -> str:
    """The trend for paper: a small line and the last eight quarters in words. Charts of the browser are cut in print."""
    deret = isi.deret(p, "koperasi_aktif")
    deret = deret[deret["periode"] <= p.periode]
    if deret["nilai"].notna().sum() == 0:
        return "<!-- -->"
    kata = " · ".join(
        f"{bahasa.triwulan(b.periode, True)} <b>{bahasa.persen(b.nilai, b.penyebut)}</b>" for b in rows(deret.tail(8))
    )
    gambar = jejak.image(deret, "Koperasi aktif", persen=True, kelas="garis-cetak")
    return f'<div class="hanya-cetak"><b>Koperasi aktif per triwulan</b> {gambar} {kata}</div>'


BAWAH = "Empat triwulan terakhir"
KOPERASI = {"nama_koperasi": "", "status": "", "tahun_buku_rat": "RAT", "jumlah_anggota": "Anggota", "kali_dilatih_4tw": "Dilatih",
            "terakhir_didampingi": ""}  # fmt: skip
KEGIATAN = {"nama_kegiatan": "", "tanggal_mulai": "Tanggal", "orang": "", "koperasi": "", "kelompok": ""}
KUNJUNGAN = {"tanggal": "", "sasaran": "", "jenis_pendampingan": "Jenis", "petugas": "", "tindak_lanjut": ""}


def koperasi(p: Pilihan) -> pd.DataFrame:
    return kueri_daftar.koperasi(p).semua()


def perlu_dihubungi(p: Pilihan) -> list[tuple[str, str, str]]:
    """(name, why and where, record): inactive ones nobody visited, then those trained and not visited since."""
    alamat = koperasi(p).set_index("koperasi_id")["alamat"].to_dict()
    belum = kueri_daftar.belum_dikunjungi(p)
    hasil = [(str(b.nama_koperasi), _where(f"tidak aktif, {hubungi.last_rat(b)}, {hubungi.unseen()}", b.alamat),
              pilihan.tautan("koperasi", id=b.koperasi_id)) for b in rows(belum.semua())] if belum is not None else []  # fmt: skip
    if kueri.jenis_tersedia(p, "pendampingan"):
        dilatih = kueri_daftar.belum_pascapelatihan(p).semua()
        for b in rows(dilatih[dilatih["kunjungan_sesudah"].isna()]):
            sebab = f"dilatih sampai {bahasa.tanggal(b.selesai_pelatihan)}, belum didampingi sesudahnya"
            tuju = pilihan.tautan("koperasi", id=b.sasaran_id) if b.jenis == "koperasi" else ""
            hasil.append((str(b.nama), _where(sebab, alamat.get(b.sasaran_id)), tuju))
    return hasil


def _where(sebab: str, alamat: object) -> str:
    return bahasa.kalimat(sebab) + (f" · {alamat}" if bahasa.ada(alamat) else "")


def tanpa_register(p: Pilihan) -> str:
    """Said before the numbers when the quarter was published without its register."""
    if kueri.punya_register(p):
        return ""
    return istilah.sebut(
        f"Register koperasi {bahasa.triwulan(p.periode)} belum diterbitkan: daftar koperasi kosong dan sebagian indikator belum ada."
    )
