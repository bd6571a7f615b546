"""What the page Merah Putih shows: the KKMP of each kelurahan, new or converted, RAT, members, money, visits."""

from __future__ import annotations

import pandas as pd

from dasbor import asal, bahasa, batang, kueri, kueri_kesehatan
from dasbor.andai import official
from dasbor.grafik import Grafik
from dasbor.kartu import Kartu
from dasbor.kesehatan import UKURAN
from dasbor.kueri import Nilai
from dasbor.kueri_kesehatan import SUDAH
from dasbor.pilihan import TANPA_KKMP, Pilihan
from etl import skema
from etl.status import BUKU_PERTAMA_KKMP

PERTANYAAN = "Bagaimana keadaan Koperasi Merah Putih di setiap kelurahan?"
BELUM_ADA, BARU, PERUBAHAN, TAK_TAHU = "belum ada", "baru berdiri", "perubahan koperasi lama", "belum diketahui"
KOLOM = {
    "kelurahan": "", "nama_koperasi": "KKMP", "status": "", "asal_usul": "Asal", "keadaan_rat": "",
    "jumlah_anggota": "", "modal_sendiri": "", "aset": "", "volume_usaha": "", "shu": "",
    "kali_didampingi_4tw": "", "terakhir_didampingi": "", "lembar": "", "baris": "",
}  # fmt: skip
ATURAN_ASAL = "Kelurahan tanpa KKMP ditulis “belum ada”. Kolom Lembar dan Baris menunjukkan letaknya di buku kerja."
DEFINISI = [
    ("KKMP", "Koperasi Kelurahan Merah Putih, menurut kelompok koperasi atau namanya di register."),
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
    """The KKMP of the area: cooperatives of the register with keadaan_rat, wajib, asal_usul."""
    p = kueri_kesehatan.with_kkmp(p)
    register = kueri_kesehatan.cooperatives(p, official())
    kkmp = register[register["kkmp"]].merge(kueri_kesehatan.former_names(p), on="koperasi_id", how="left")
    if not kueri.jenis_tersedia(p.versi, p.periode, "pendampingan"):
        kkmp = kkmp.assign(**dict.fromkeys(_DIDAMPINGI))  # no visits published is not zero visits
    kkmp["anggota"] = kkmp["jumlah_anggota"].fillna(kkmp["anggota_laki"] + kkmp["anggota_perempuan"])
    return kkmp.assign(jumlah_anggota=kkmp["anggota"], asal_usul=[_origin(b) for b in kkmp.to_dict("records")])


def _origin(b: dict) -> str:
    """Converted when an earlier register knows it by another name, or when it is older than the programme."""
    if bahasa.ada(b["nama_dahulu"]):
        return f"{PERUBAHAN} ({b['nama_dahulu']})"
    if not bahasa.ada(b["tanggal_badan_hukum"]):
        return TAK_TAHU
    tahun = b["tanggal_badan_hukum"].year
    return BARU if tahun >= BUKU_PERTAMA_KKMP else f"{PERUBAHAN} (badan hukum {tahun})"


def per_kelurahan(p: Pilihan) -> pd.DataFrame:
    """Every kelurahan of the area with its KKMP; "belum ada" where there is none."""
    wilayah = kueri.wilayah(p.versi)
    kode = wilayah["kode"]
    dalam = wilayah[
        wilayah["tingkat"].isin(("kelurahan", "desa"))
        & ((kode == p.kode_wilayah) | kode.str.startswith(p.kode_wilayah + "."))
    ]
    nama = dalam[["kode", "nama"]].rename(columns={"kode": "kode_kelurahan", "nama": "kelurahan"})
    isi = nama.merge(semua(p).drop(columns="kelurahan"), on="kode_kelurahan", how="left")
    isi["nama_koperasi"] = isi["nama_koperasi"].fillna(BELUM_ADA)
    return isi.sort_values(["kelurahan", "nama_koperasi"]).reset_index(drop=True)


def kartu(p: Pilihan) -> list[Kartu]:
    """Kelurahan with a KKMP, active, converted, RAT of those that owe one, visited, members."""
    tabel, kkmp = per_kelurahan(p), semua(p)
    punya = tabel.loc[tabel["koperasi_id"].notna(), "kode_kelurahan"].nunique()
    wajib = kkmp[kkmp["wajib"].astype(bool)]
    lapor = kkmp["jumlah_anggota"].dropna()
    anggota = Nilai(float(lapor.sum()), None, float(lapor.sum())) if len(lapor) else Nilai()
    return [
        Kartu("Kelurahan yang punya KKMP", _of(punya, tabel["kode_kelurahan"].nunique())),
        Kartu("KKMP aktif", _of((kkmp["status"] == skema.AKTIF).sum(), len(kkmp))),
        Kartu("Perubahan koperasi lama", _of(kkmp["asal_usul"].str.startswith(PERUBAHAN).sum(), len(kkmp))),
        Kartu("Sudah RAT, dari yang wajib", _of((wajib["keadaan_rat"] == SUDAH).sum(), len(wajib))),
        Kartu("Didampingi dalam 4 triwulan", _visited(kkmp)),
        Kartu(f"Anggota, {bahasa.pecahan(len(lapor), len(kkmp))} KKMP melapor", anggota),
    ]


def _of(n: int, dari: int) -> Nilai:
    return Nilai(float(n), float(dari), float(n) / dari if dari else None)


def _visited(kkmp: pd.DataFrame) -> Nilai:
    kali = kkmp["kali_didampingi_4tw"]
    return _of((kali > 0).sum(), len(kkmp)) if kali.notna().any() else Nilai()


def anggota(p: Pilihan) -> Grafik:
    """Members of each KKMP; a kelurahan without one, or one that does not report, is said."""
    tabel = per_kelurahan(p)
    ada = tabel["koperasi_id"].notna()
    nama = tabel["kelurahan"].where(ada, tabel["kelurahan"] + " (belum ada KKMP)")
    ganda = nama.duplicated(keep=False)
    nama = nama.where(~ganda, tabel["nama_koperasi"] + ", " + tabel["kelurahan"])
    data = pd.DataFrame({"nama": nama, "pembilang": tabel["jumlah_anggota"].astype("Float64").astype("float64")})
    data = data.sort_values(["pembilang", "nama"], ascending=[False, True], na_position="last")
    n = int(data["pembilang"].notna().sum())
    tengah = bahasa.bilangan(data["pembilang"].median(), 0)
    judul = f"Setengah dari {n} KKMP yang melapor beranggota {tengah} atau lebih" if n else "Belum ada anggota KKMP yang tercatat"
    subjudul = f"Anggota KKMP (orang), {p.nama_wilayah}, {bahasa.triwulan(p.periode)}. {n} dari {int(ada.sum())} KKMP melapor"
    return batang.bagian(batang.shares(data, 0), judul, subjudul, "Kelurahan")


KOLOM_UANG = {"ukuran": "Ukuran", "jumlah": "Jumlah", "satuan": "Satuan", "melapor": "", "terdaftar": "Dari KKMP"}


def uang(p: Pilihan) -> pd.DataFrame:
    """ukuran, jumlah, satuan, melapor, terdaftar over the KKMP of the quarter."""
    kkmp = semua(p)
    baris = []
    for kolom, judul in UKURAN.items():
        lapor = kkmp[kolom].dropna()
        jumlah = float(lapor.sum()) if len(lapor) else None
        baris.append((judul, jumlah, "orang" if kolom == "anggota" else "Rp", len(lapor), len(kkmp)))
    return pd.DataFrame(baris, columns=["ukuran", "jumlah", "satuan", "melapor", "terdaftar"])


def sumber(p: Pilihan) -> list[str]:
    return asal.sumber(p, "koperasi", "pendampingan")
