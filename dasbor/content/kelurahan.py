"""The profile of a kelurahan: every indicator beside kecamatan, city and target; cooperatives, trainings, visits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from markupsafe import Markup

from dasbor.blocks import overview, provenance, status_strip, to_call
from dasbor.chart import sentences
from dasbor.query import areas, base, due_year, lists
from dasbor.query.base import Nilai
from dasbor.query.lists import PALING_BANYAK
from dasbor.ui import markup, reader
from dasbor.ui.reader import Pilihan
from dasbor.words import columns, interval, language, terms
from dasbor.words.columns import rows
from dasbor.words.legible import BATANG_PALING_BANYAK
from etl.indikator import Indikator, load_indicators

TINGKAT = ("kelurahan", "desa")
PETUNJUK = markup.render("print_hint.html")
INTERVAL_SAMPAI = 100  # on more cases the interval is narrower than the rounding is worth


def satu(p: Pilihan) -> bool:
    """A single kelurahan or desa is chosen."""
    return p.tingkat in TINGKAT


# ── choosing one ─────────────────────────────────────────────────────────────────────


def daftar_wilayah(p: Pilihan) -> Markup:
    """Links to every kelurahan of the area, by kecamatan, with what is known of its cooperatives; in a province to its
    kecamatan."""
    if areas.banyak(p) > PALING_BANYAK:
        return markup.render("area_list.html", parts=[{"name": "", "areas": _kecamatan(p)}], folded=False)
    data = overview.per_kelurahan(p, "koperasi_aktif")
    # the kecamatan stands above them
    data["nama"] = data["kode_wilayah"].map(base.wilayah(p).set_index("kode")["nama"])
    data["alamat"] = reader.tautan_tiap("kelurahan", "kelurahan", data["kode_wilayah"], kecamatan=None)
    bagian = data.sort_values(["kecamatan", "nama"]).groupby("kecamatan")
    parts = [{"name": str(kec), "areas": _areas(isi_), "summary": _summary(isi_)} for kec, isi_ in bagian]
    # of 248 areas only the one looked for is unfolded
    return markup.render("area_list.html", parts=parts, folded=len(data) > BATANG_PALING_BANYAK)


def _kecamatan(p: Pilihan) -> list[dict[str, str]]:
    """Links to the same page for one kecamatan."""
    data = areas.rasio(p, "koperasi_aktif").sort_values(["nama", "kode_wilayah"])
    data["alamat"] = reader.tautan_tiap("kelurahan", "kecamatan", data["kode_wilayah"], kelurahan=None)
    return _areas(data.assign(nama="Kecamatan " + data["nama"]))


def _summary(isi_: pd.DataFrame) -> str:
    n = language.pecahan(isi_["pembilang"].sum(min_count=1), isi_["penyebut"].sum(min_count=1))
    banyak = terms.sebut(f"{len(isi_)} kelurahan")
    return f"{n} aktif, {banyak}"


def _areas(isi_: pd.DataFrame) -> list[dict[str, str]]:
    return [{"address": b.alamat, "name": b.nama, "count": _active(b)} for b in rows(isi_)]


def _active(b) -> str:
    if b.penyebut == 0:
        return "belum ada koperasi"
    return f"{language.pecahan(b.pembilang, b.penyebut)} aktif" if language.ada(b.pembilang) else language.KOSONG


# ── the indicators ───────────────────────────────────────────────────────────────────


def kepala(p: Pilihan) -> str:
    """ "Kelurahan Turi: 14 dari 14 koperasi aktif, tetap"."""
    lalu = base.periode_lalu(p)
    kini, dulu = _values(p, p.periode, p.kode_wilayah), _values(p, lalu, p.kode_wilayah)
    return sentences.ratio(
        provenance.tempat(p), "koperasi_aktif", kini.get("koperasi_aktif", Nilai()), dulu.get("koperasi_aktif")
    )


def indikator(p: Pilihan) -> pd.DataFrame:
    """One row per indicator: as words for the screen, as numbers (nilai_indikator, di_kecamatan, di_kota, target_indikator) for the files."""
    kecamatan, kota = _around(p)
    lalu, target = base.periode_lalu(p), base.target(p)
    di_sini, dulu = _values(p, p.periode, p.kode_wilayah), _values(p, lalu, p.kode_wilayah)
    luar = (_values(p, p.periode, kecamatan), _values(p, p.periode, kota))
    return pd.DataFrame(
        [
            _row(i, di_sini, dulu, luar, target.get(i.indikator), overview.not_compared(p, i.indikator, lalu))
            for i in load_indicators()
        ]
    )


def catatan_rat(p: Pilihan) -> str:
    """Said above the table in the quarter in which another book year is waited for."""
    return due_year.note(base.periode_lalu(p), p.periode)


def _values(p: Pilihan, periode: str | None, kode: str) -> Mapping[str, Nilai]:
    return base.nilai(replace(p, periode=periode, kode_wilayah=kode)) if periode else {}


def _row(i: Indikator, di_sini: Mapping[str, Nilai], dulu: Mapping[str, Nilai],
         luar: tuple[Mapping[str, Nilai], Mapping[str, Nilai]], target: float | None, putus: str) -> dict:  # fmt: skip
    kini, lalu = di_sini.get(i.indikator, Nilai()), dulu.get(i.indikator, Nilai())
    kecamatan, kota = (w.get(i.indikator, Nilai()) for w in luar)
    return {
        "indikator": i.indikator, "judul": i.judul, "jumlah_kata": _count(i, kini), "nilai_kata": _share(kini, i),
        "perubahan": change(i, kini, lalu, putus), "selang": _interval(i, kini), "kecamatan_kata": _said(i, kecamatan),
        "kota_kata": _said(i, kota), "target_kata": _goal(i, target), "catatan": _remark(i, kini),
        "pembilang": kini.pembilang, "penyebut": kini.penyebut, "nilai_indikator": kini.nilai,
        "di_kecamatan": kecamatan.nilai, "di_kota": kota.nilai, "target_indikator": target, columns.CAMPUR: _form(i),
    }  # fmt: skip


def _form(i: Indikator) -> str:
    """How the value of an indicator is written in files."""
    return columns.RUPIAH if i.money else columns.BILANGAN if i.count else columns.PERSEN


def _count(i: Indikator, n: Nilai) -> str:
    return _said(i, n) if i.money else language.pecahan(n.pembilang, n.penyebut)


def _share(n: Nilai, i: Indikator) -> str:
    return "" if i.count else language.persen(n.nilai, n.penyebut) if language.ada(n.nilai) else "–"


def _said(i: Indikator, n: Nilai) -> str:
    """A value in one word: per cent, count or Rp."""
    if i.money:
        return language.rupiah(n.nilai)
    return language.bilangan(n.nilai, 0) if i.count else language.persen(n.nilai, n.penyebut)


def _goal(i: Indikator, target: float | None) -> str:
    if target is None:
        return "–"
    return language.bilangan(target, 0) if i.count else language.persen(target)


def change(i: Indikator, kini: Nilai, lalu: Nilai, putus: str = "") -> str:
    """Points for a share, the difference for a count, since the register published before; `putus`: why it is not said."""
    if putus and language.ada(kini.nilai):
        return putus
    if not language.ada(kini.nilai) or not language.ada(lalu.nilai):
        return language.selisih(None) if language.ada(kini.nilai) else "–"
    beda = (kini.nilai or 0) - (lalu.nilai or 0)
    if i.money:
        return "tetap" if not beda else f"{'▲ naik' if beda > 0 else '▼ turun'} {language.rupiah(abs(beda))}"
    if i.count:
        return language.selisih(beda)
    return language.selisih(beda * 100, "poin", language.digits_of(kini.penyebut))


def _interval(i: Indikator, n: Nilai) -> str:
    kecil = not i.count and language.ada(n.penyebut) and 0 < (n.penyebut or 0) < INTERVAL_SAMPAI
    return interval.sebut(n.pembilang, n.penyebut) if kecil else ""


def _remark(i: Indikator, n: Nilai) -> str:
    kecil = not i.count and language.ada(n.penyebut) and (n.penyebut or 0) < provenance.n_kecil()
    return interval.TAK_BANDING if kecil else ""


def kolom(p: Pilihan) -> dict[str, str]:
    lalu = base.periode_lalu(p)
    sejak = f"Perubahan sejak {language.triwulan(lalu, True)}" if lalu else "Perubahan"
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
    wilayah = base.wilayah(p).set_index("kode")
    kecamatan, kota = _around(p)
    return str(wilayah.at[kecamatan, "nama"]), str(wilayah.at[kota, "nama"])


def _around(p: Pilihan) -> tuple[str, str]:
    induk = base.wilayah(p).set_index("kode")["induk"]
    kecamatan = str(induk[p.kode_wilayah])
    return kecamatan, str(induk[kecamatan])


# ── the rest of the page ─────────────────────────────────────────────────────────────


def tren_cetak(p: Pilihan) -> Markup:
    """The trend for paper: a small line and the last eight quarters in words; charts of the browser are cut there."""
    deret = overview.deret(p, "koperasi_aktif")
    deret = deret[deret["periode"] <= p.periode]
    if deret["nilai"].notna().sum() == 0:
        return markup.render("print_trend.html", quarters=[], image="")
    kata = [(language.triwulan(b.periode, True), language.persen(b.nilai, b.penyebut)) for b in rows(deret.tail(8))]
    gambar = status_strip.image(deret, "Koperasi aktif", language.persen, kelas="garis-cetak")
    return markup.render("print_trend.html", quarters=kata, image=gambar)


BAWAH = "Empat triwulan terakhir"
KOPERASI = {"nama_koperasi": "", "status": "", "tahun_buku_rat": "RAT", "jumlah_anggota": "Anggota", "kali_dilatih_4tw": "Dilatih",
            "terakhir_didampingi": ""}  # fmt: skip
KEGIATAN = {"nama_kegiatan": "", "tanggal_mulai": "Tanggal", "orang": "", "koperasi": "", "kelompok": ""}
KUNJUNGAN = {"tanggal": "", "sasaran": "", "jenis_pendampingan": "Jenis", "petugas": "", "tindak_lanjut": ""}


def koperasi(p: Pilihan) -> pd.DataFrame:
    return lists.koperasi(p).semua()


def perlu_dihubungi(p: Pilihan) -> list[tuple[str, str, str]]:
    """(name, why and where, record): inactive ones nobody visited, then those trained and not visited since."""
    alamat = koperasi(p).set_index("koperasi_id")["alamat"].to_dict()
    belum = lists.belum_dikunjungi(p)
    hasil = [(str(b.nama_koperasi), _where(f"tidak aktif, {to_call.last_rat(b)}, {to_call.unseen()}", b.alamat),
              reader.tautan("koperasi", id=b.koperasi_id)) for b in rows(belum.semua())] if belum is not None else []  # fmt: skip
    if base.jenis_tersedia(p, "pendampingan"):
        dilatih = lists.belum_pascapelatihan(p).semua()
        for b in rows(dilatih[dilatih["kunjungan_sesudah"].isna()]):
            sebab = f"dilatih sampai {language.tanggal(b.selesai_pelatihan)}, belum didampingi sesudahnya"
            tuju = reader.tautan("koperasi", id=b.sasaran_id) if b.jenis == "koperasi" else ""
            hasil.append((str(b.nama), _where(sebab, alamat.get(b.sasaran_id)), tuju))
    return hasil


def _where(sebab: str, alamat: object) -> str:
    return language.kalimat(sebab) + (f" · {alamat}" if language.ada(alamat) else "")


def tanpa_register(p: Pilihan) -> str:
    """Said before the numbers when the quarter was published without its register."""
    if base.punya_register(p):
        return ""
    return terms.sebut(
        f"Register koperasi {language.triwulan(p.periode)} belum diterbitkan: daftar koperasi kosong dan sebagian indikator belum ada."
    )
