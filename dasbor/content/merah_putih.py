"""What the page Merah Putih shows: the KKMP of each kelurahan, new or converted, RAT, members, money, visits."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dasbor.blocks import kept, overview, provenance
from dasbor.blocks.what_if import official
from dasbor.chart import bars, by_area
from dasbor.chart.by_area import Grafik
from dasbor.chart.map import kkmp as map_kkmp
from dasbor.content.kesehatan import measures, satuan
from dasbor.query import areas, base, health
from dasbor.query.base import Nilai
from dasbor.query.health import SUDAH
from dasbor.ui.cards import Kartu
from dasbor.ui.reader import TANPA_KKMP, Pilihan
from dasbor.words import interval, language, terms
from dasbor.words.legible import BATANG_PALING_BANYAK
from etl import skema
from etl.acuan import Acuan, load_acuan
from etl.checks.status_rule import BUKU_PERTAMA_KKMP

PERTANYAAN = "Bagaimana keadaan Koperasi Merah Putih di setiap kelurahan?"
BELUM_ADA, BARU, PERUBAHAN, TAK_TAHU = "belum ada", "baru berdiri", "perubahan koperasi lama", "belum diketahui"
KOLOM = {
    "kelurahan": "", "nama_koperasi": "KKMP", "status": "", "asal_usul": "Asal", "keadaan_rat": "",
    "jumlah_anggota": "Anggota", "modal_sendiri": "", "aset": "", "shu": "", "kali_didampingi_4tw": "Kunjungan", "lembar": "",
    "baris": "",
}  # fmt: skip
ATURAN_ASAL = "Kelurahan tanpa KKMP ditulis “belum ada”. Kolom Lembar dan Baris menunjukkan letaknya di buku kerja."
DEFINISI = [
    (
        "KKMP",
        "Koperasi Kelurahan Merah Putih, di desa Koperasi Desa Merah Putih, menurut kelompok koperasi atau namanya di register.",
    ),
    (
        "Perubahan koperasi lama",
        f"Register triwulan sebelumnya memuatnya sebagai koperasi biasa, atau badan hukumnya lebih tua dari {BUKU_PERTAMA_KKMP}.",
    ),
    (
        "Belum wajib RAT",
        "Didirikan sesudah tahun buku yang RAT-nya sudah jatuh tempo; belum RAT bukan kesalahan.",
    ),
]
_DIDAMPINGI = ("kali_didampingi_4tw", "terakhir_didampingi")


def catatan(p: Pilihan) -> str:
    """The filter "tanpa KKMP" would empty this page: it is set aside, and that is said."""
    if p.kelompok_hitung != TANPA_KKMP:
        return ""
    return "Pilihan “Tanpa KKMP” tidak berlaku di halaman ini; semua angka di sini tentang KKMP."


def semua(p: Pilihan) -> pd.DataFrame:
    """The KKMP of the area: cooperatives of the register with keadaan_rat, wajib, asal_usul. Kept: do not change it."""
    return kept.once("kkmp", health.with_kkmp(p), lambda: _find(health.with_kkmp(p)))


def _find(p: Pilihan) -> pd.DataFrame:
    kkmp = health.kkmp(p, official()).merge(health.former_names(p), on="koperasi_id", how="left")
    if not base.jenis_tersedia(p, "pendampingan"):
        kkmp = kkmp.assign(**dict.fromkeys(_DIDAMPINGI))  # no visits published is not zero visits
    kkmp["anggota"] = kkmp["jumlah_anggota"].fillna(kkmp["anggota_laki"] + kkmp["anggota_perempuan"])
    return kkmp.assign(jumlah_anggota=kkmp["anggota"], asal_usul=[_origin(b) for b in kkmp.to_dict("records")])


def _origin(b: dict) -> str:
    """Converted when an earlier register knows it by another name, or when it is older than the programme."""
    if language.ada(b["nama_dahulu"]):
        return f"{PERUBAHAN} ({b['nama_dahulu']})"
    if not language.ada(b["tanggal_badan_hukum"]):
        return TAK_TAHU
    tahun = b["tanggal_badan_hukum"].year
    return BARU if tahun >= BUKU_PERTAMA_KKMP else f"{PERUBAHAN} (badan hukum {tahun})"


def per_kelurahan(p: Pilihan) -> pd.DataFrame:
    """Every kelurahan of the area with its KKMP; "belum ada" where there is none. Kept: do not change it."""
    return kept.once("kkmp kelurahan", health.with_kkmp(p), lambda: _by_area(p))


def _by_area(p: Pilihan) -> pd.DataFrame:
    wilayah = base.wilayah(p)
    kode = wilayah["kode"]
    dalam = wilayah[
        wilayah["tingkat"].isin(("kelurahan", "desa"))
        & ((kode == p.kode_wilayah) | kode.str.startswith(p.kode_wilayah + "."))
    ]
    nama = dalam[["kode", "nama"]].rename(columns={"kode": "kode_kelurahan", "nama": "kelurahan"})
    nama = base.with_kecamatan(p, nama)
    nama["kecamatan"] = dalam["induk"].map(wilayah.set_index("kode")["nama"])
    tabel = nama.merge(semua(p).drop(columns=["kelurahan", "kecamatan"]), on="kode_kelurahan", how="left")
    tabel["nama_koperasi"] = tabel["nama_koperasi"].fillna(BELUM_ADA)
    tanpa = tabel["koperasi_id"].isna() & (len(nama) > BATANG_PALING_BANYAK)  # of hundreds those that there are first
    urut = tabel.assign(tanpa=tanpa).sort_values(["tanpa", "kelurahan", "nama_koperasi"])
    return urut.drop(columns="tanpa").reset_index(drop=True)


def kartu(p: Pilihan) -> list[Kartu]:
    """Kelurahan with a KKMP, active, converted, RAT of those that owe one, visited, members; with the quarter before."""
    lalu = base.periode_lalu(p)
    kini, dulu = _figures(p), _figures(replace(p, periode=lalu)) if lalu else {}
    return [Kartu(judul, nilai, dulu.get(judul), lalu, n_kecil=provenance.n_kecil()) for judul, nilai in kini.items()]


def angka(p: Pilihan) -> pd.DataFrame:
    """The shares of the cards as a table, each with its interval: hal, pembilang, penyebut, nilai, bawah, atas, …"""
    baris = [
        (terms.sebut(hal), n.pembilang, n.penyebut, n.nilai)
        for hal, n in _figures(p).items()
        if hal not in TANPA_BAGIAN
    ]
    tabel = pd.DataFrame(baris, columns=["hal", "pembilang", "penyebut", "nilai"]).astype(
        dict.fromkeys(_ANGKA, "float64")
    )
    return interval.with_bounds(tabel, provenance.n_kecil())


TANPA_BAGIAN = ("Anggota KKMP",)  # a count
_ANGKA = ("pembilang", "penyebut", "nilai")
KOLOM_ANGKA = {"hal": "Angka", **dict.fromkeys(_ANGKA, ""), **interval.KOLOM}


def peta(p: Pilihan) -> Grafik | None:
    """The tile map; where there is none the kecamatan ranked; None where the table alone does."""
    acuan = load_acuan()
    if acuan.punya_ubin:
        return overview.draw_once("peta kkmp", p, lambda: _draw_map(p, acuan))
    if areas.satuan(p) == areas.KECAMATAN:
        return overview.draw_once("kkmp kecamatan", p, lambda: _draw_ranking(p))
    return None


def _draw_map(p: Pilihan, acuan: Acuan) -> Grafik:
    """Always the whole city, the chosen kelurahan marked, as on the front page."""
    kota = replace(p, kode_wilayah=acuan.kode_kota)
    return map_kkmp.gambar(
        per_kelurahan(kota), acuan.kelurahan, tempat=acuan.kota, periode=p.periode, terpilih=p.kode_wilayah
    )


def _draw_ranking(p: Pilihan) -> Grafik:
    """Villages that have a KKMP, of all villages of each kecamatan."""
    tabel = per_kelurahan(p).drop_duplicates("kode_kelurahan")
    kode = tabel["kode_kelurahan"].str.rsplit(".", n=1).str[0]
    per_kecamatan = tabel.assign(kode_wilayah=kode, ada=tabel["koperasi_id"].notna()).groupby(
        ["kode_wilayah", "kecamatan"]
    )
    data = per_kecamatan.agg(pembilang=("ada", "sum"), penyebut=("ada", "size")).reset_index()
    data = data.assign(nama=data["kecamatan"], nilai=data["pembilang"] / data["penyebut"])
    semua = _of(int(data["pembilang"].sum()), int(data["penyebut"].sum()))
    return by_area.rasio_per_kelurahan(
        data, "kelurahan_punya_KKMP", "Kelurahan yang punya KKMP", semua, tempat=p.nama_wilayah, periode=p.periode,
        n_kecil=provenance.n_kecil(), satuan=areas.KECAMATAN,
    )  # fmt: skip


def _figures(p: Pilihan) -> dict[str, Nilai]:
    tabel, kkmp = per_kelurahan(p), semua(p)
    punya = tabel.loc[tabel["koperasi_id"].notna(), "kode_kelurahan"].nunique()
    wajib = kkmp[kkmp["wajib"].astype(bool)]
    return {
        "Kelurahan yang punya KKMP": _of(punya, tabel["kode_kelurahan"].nunique()),
        "KKMP aktif": _of((kkmp["status"] == skema.AKTIF).sum(), len(kkmp)),
        "Perubahan koperasi lama": _of(kkmp["asal_usul"].astype(str).str.startswith(PERUBAHAN).sum(), len(kkmp)),
        "Sudah RAT, dari yang wajib": _of((wajib["keadaan_rat"] == SUDAH).sum(), len(wajib)),
        "Didampingi dalam 4 triwulan": _visited(kkmp),
        "Anggota KKMP": _members(kkmp["jumlah_anggota"].dropna()),
    }


def _members(lapor: pd.Series) -> Nilai:
    return Nilai(float(lapor.sum()), None, float(lapor.sum())) if len(lapor) else Nilai()


def _of(n: int, dari: int) -> Nilai:
    return Nilai(float(n), float(dari), float(n) / dari if dari else None)


def _visited(kkmp: pd.DataFrame) -> Nilai:
    kali = kkmp["kali_didampingi_4tw"]
    return _of((kali > 0).sum(), len(kkmp)) if kali.notna().any() else Nilai()


def anggota(p: Pilihan) -> Grafik:
    """Members of each KKMP; a kelurahan without one, or one that does not report, is said."""
    return overview.draw_once("anggota kkmp", p, lambda: _draw_members(p))


def _draw_members(p: Pilihan) -> Grafik:
    tabel = per_kelurahan(p)
    ada = tabel["koperasi_id"].notna()
    nama = tabel["kelurahan"].where(ada, tabel["kelurahan"] + " (belum ada KKMP)")
    nama = nama.where(~nama.duplicated(keep=False), nama + ", " + tabel["nama_koperasi"])  # a kelurahan with two KKMP
    data = pd.DataFrame({"nama": nama, "pembilang": tabel["jumlah_anggota"].astype("Float64").astype("float64")})
    data = data.sort_values(["pembilang", "nama"], ascending=[False, True], na_position="last")
    n = int(data["pembilang"].notna().sum())
    gambar = data if len(data) <= BATANG_PALING_BANYAK else data[data["pembilang"].notna()].head(BATANG_PALING_BANYAK)
    judul = _members_headline(data["pembilang"].dropna())
    subjudul = f"Anggota KKMP (orang), {p.nama_wilayah}, {language.triwulan(p.periode)}. {n} dari {int(ada.sum())} KKMP melapor"
    if len(gambar) < n:
        subjudul += f". Digambar {len(gambar)} dengan anggota terbanyak"
    return bars.bagian(gambar.reset_index(drop=True), judul, subjudul, "Kelurahan", "Anggota")


def _members_headline(lapor: pd.Series) -> str:
    if lapor.empty:
        return "Belum ada anggota KKMP yang tercatat"
    if len(lapor) == 1:
        return f"Satu KKMP melapor: {language.bilangan(lapor.iloc[0], 0)} anggota"
    return f"Setengah dari {len(lapor)} KKMP yang melapor beranggota {language.bilangan(lapor.median(), 0)} atau lebih"


KOLOM_UANG = {"ukuran": "Ukuran", "jumlah": "Jumlah", "satuan": "Satuan", "melapor": "", "terdaftar": "Dari KKMP"}


def uang(p: Pilihan) -> pd.DataFrame:
    """ukuran, jumlah, satuan, melapor, terdaftar over the KKMP of the quarter."""
    kkmp = semua(p)
    baris = []
    for kolom, judul in measures().items():
        if kolom not in kkmp:
            continue  # counted from more than one column of the register
        lapor = kkmp[kolom].dropna()
        jumlah = float(lapor.sum()) if len(lapor) else None
        baris.append((judul, jumlah, satuan(kolom), len(lapor), len(kkmp)))
    return pd.DataFrame(baris, columns=["ukuran", "jumlah", "satuan", "melapor", "terdaftar"])


def sumber(p: Pilihan) -> list[str]:
    return provenance.sumber(p, "koperasi", "pendampingan", kurun=True)
