"""What the page Merah Putih shows: the KKMP of each kelurahan, new or converted, RAT, members, money, visits."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dasbor.blocks import kept, overview, provenance
from dasbor.blocks.what_if import read_official_years
from dasbor.chart import bars, by_area
from dasbor.chart.by_area import Chart
from dasbor.chart.map import kkmp as map_kkmp
from dasbor.content.kesehatan import find_unit, list_measures
from dasbor.query import areas, base, health
from dasbor.query.base import Figure
from dasbor.query.health import RAT_HELD
from dasbor.ui.cards import Card
from dasbor.ui.reader import WITHOUT_KKMP, Pilihan
from dasbor.words import interval, language, terms
from dasbor.words.legible import MAX_BARS
from etl import skema
from etl.acuan import Reference, load_reference
from etl.checks.status_rule import KKMP_FIRST_BOOK_YEAR

QUESTION = "Bagaimana keadaan Koperasi Merah Putih di setiap kelurahan?"
NONE_YET, NEWLY_FOUNDED, CONVERTED, ORIGIN_UNKNOWN = (
    "belum ada",
    "baru berdiri",
    "perubahan koperasi lama",
    "belum diketahui",
)
KKMP_COLUMNS = {
    "kelurahan": "", "nama_koperasi": "KKMP", "status": "", "asal_usul": "Asal", "keadaan_rat": "",
    "jumlah_anggota": "Anggota", "modal_sendiri": "", "aset": "", "shu": "", "kali_didampingi_4tw": "Kunjungan", "lembar": "",
    "baris": "",
}  # fmt: skip
ORIGIN_RULE = "Kelurahan tanpa KKMP ditulis “belum ada”. Kolom Lembar dan Baris menunjukkan letaknya di buku kerja."
DEFINITIONS = [
    (
        "KKMP",
        "Koperasi Kelurahan Merah Putih, di desa Koperasi Desa Merah Putih, menurut kelompok koperasi atau namanya di register.",
    ),
    (
        "Perubahan koperasi lama",
        f"Register triwulan sebelumnya memuatnya sebagai koperasi biasa, atau badan hukumnya lebih tua dari {KKMP_FIRST_BOOK_YEAR}.",
    ),
    (
        "Belum wajib RAT",
        "Didirikan sesudah tahun buku yang RAT-nya sudah jatuh tempo; belum RAT bukan kesalahan.",
    ),
]
_MENTORED_COLUMNS = ("kali_didampingi_4tw", "terakhir_didampingi")


def say_filter_note(p: Pilihan) -> str:
    """The filter "tanpa KKMP" would empty this page: it is set aside, and that is said."""
    if p.kelompok_hitung != WITHOUT_KKMP:
        return ""
    return "Pilihan “Tanpa KKMP” tidak berlaku di halaman ini; semua angka di sini tentang KKMP."


def list_kkmp(p: Pilihan) -> pd.DataFrame:
    """The KKMP of the area: cooperatives of the register with keadaan_rat, wajib, asal_usul. Kept: do not change it."""
    return kept.keep_once("kkmp", health.include_kkmp(p), lambda: _find_kkmp(health.include_kkmp(p)))


def _find_kkmp(p: Pilihan) -> pd.DataFrame:
    kkmp = health.list_kkmp(p, read_official_years()).merge(health.list_former_names(p), on="koperasi_id", how="left")
    if not base.list_quarters_with(p, "pendampingan"):
        kkmp = kkmp.assign(**dict.fromkeys(_MENTORED_COLUMNS))  # no visits published is not zero visits
    kkmp["anggota"] = kkmp["jumlah_anggota"].fillna(kkmp["anggota_laki"] + kkmp["anggota_perempuan"])
    return kkmp.assign(jumlah_anggota=kkmp["anggota"], asal_usul=[_find_origin(b) for b in kkmp.to_dict("records")])


def _find_origin(b: dict) -> str:
    """Converted when an earlier register knows it by another name, or when it is older than the programme."""
    if language.is_known(b["nama_dahulu"]):
        return f"{CONVERTED} ({b['nama_dahulu']})"
    if not language.is_known(b["tanggal_badan_hukum"]):
        return ORIGIN_UNKNOWN
    tahun = b["tanggal_badan_hukum"].year
    return NEWLY_FOUNDED if tahun >= KKMP_FIRST_BOOK_YEAR else f"{CONVERTED} (badan hukum {tahun})"


def list_by_kelurahan(p: Pilihan) -> pd.DataFrame:
    """Every kelurahan of the area with its KKMP; "belum ada" where there is none. Kept: do not change it."""
    return kept.keep_once("kkmp kelurahan", health.include_kkmp(p), lambda: _list_by_area(p))


def _list_by_area(p: Pilihan) -> pd.DataFrame:
    wilayah = base.list_areas(p)
    kode = wilayah["kode"]
    dalam = wilayah[
        wilayah["tingkat"].isin(("kelurahan", "desa"))
        & ((kode == p.kode_wilayah) | kode.str.startswith(p.kode_wilayah + "."))
    ]
    nama = dalam[["kode", "nama"]].rename(columns={"kode": "kode_kelurahan", "nama": "kelurahan"})
    nama = base.add_kecamatan(p, nama)
    nama["kecamatan"] = dalam["induk"].map(wilayah.set_index("kode")["nama"])
    tabel = nama.merge(list_kkmp(p).drop(columns=["kelurahan", "kecamatan"]), on="kode_kelurahan", how="left")
    tabel["nama_koperasi"] = tabel["nama_koperasi"].fillna(NONE_YET)
    tanpa = tabel["koperasi_id"].isna() & (len(nama) > MAX_BARS)  # of hundreds those that there are first
    urut = tabel.assign(tanpa=tanpa).sort_values(["tanpa", "kelurahan", "nama_koperasi"])
    return urut.drop(columns="tanpa").reset_index(drop=True)


def make_cards(p: Pilihan) -> list[Card]:
    """Kelurahan with a KKMP, active, converted, RAT of those that owe one, visited, members; with the quarter before."""
    lalu = base.find_previous_quarter(p)
    kini, dulu = _count_figures(p), _count_figures(replace(p, periode=lalu)) if lalu else {}
    return [
        Card(judul, nilai, dulu.get(judul), lalu, n_kecil=provenance.read_small_n()) for judul, nilai in kini.items()
    ]


def list_shares(p: Pilihan) -> pd.DataFrame:
    """The shares of the cards as a table, each with its interval: hal, pembilang, penyebut, nilai, bawah, atas, …"""
    baris = [
        (terms.say_terms(hal), n.pembilang, n.penyebut, n.nilai)
        for hal, n in _count_figures(p).items()
        if hal not in WITHOUT_SHARE
    ]
    tabel = pd.DataFrame(baris, columns=["hal", "pembilang", "penyebut", "nilai"]).astype(
        dict.fromkeys(_FIGURE_COLUMNS, "float64")
    )
    return interval.add_bounds(tabel, provenance.read_small_n())


WITHOUT_SHARE = ("Anggota KKMP",)  # a count
_FIGURE_COLUMNS = ("pembilang", "penyebut", "nilai")
SHARE_COLUMNS = {"hal": "Angka", **dict.fromkeys(_FIGURE_COLUMNS, ""), **interval.INTERVAL_COLUMNS}


def make_map(p: Pilihan) -> Chart | None:
    """The tile map; where there is none the kecamatan ranked; None where the table alone does."""
    acuan = load_reference()
    if acuan.has_tiles:
        return overview.draw_once("peta kkmp", p, lambda: _draw_map(p, acuan))
    if areas.find_level(p) == areas.KECAMATAN_LEVEL:
        return overview.draw_once("kkmp kecamatan", p, lambda: _draw_ranking(p))
    return None


def _draw_map(p: Pilihan, acuan: Reference) -> Chart:
    """Always the whole city, the chosen kelurahan marked, as on the front page."""
    kota = replace(p, kode_wilayah=acuan.city_code)
    return map_kkmp.draw_kkmp(
        list_by_kelurahan(kota), acuan.kelurahan, tempat=acuan.kota, periode=p.periode, terpilih=p.kode_wilayah
    )


def _draw_ranking(p: Pilihan) -> Chart:
    """Villages that have a KKMP, of all villages of each kecamatan."""
    tabel = list_by_kelurahan(p).drop_duplicates("kode_kelurahan")
    kode = tabel["kode_kelurahan"].str.rsplit(".", n=1).str[0]
    per_kecamatan = tabel.assign(kode_wilayah=kode, ada=tabel["koperasi_id"].notna()).groupby(
        ["kode_wilayah", "kecamatan"]
    )
    data = per_kecamatan.agg(pembilang=("ada", "sum"), penyebut=("ada", "size")).reset_index()
    data = data.assign(nama=data["kecamatan"], nilai=data["pembilang"] / data["penyebut"])
    semua = _make_share(int(data["pembilang"].sum()), int(data["penyebut"].sum()))
    return by_area.draw_rates(
        data, "kelurahan_punya_KKMP", "Kelurahan yang punya KKMP", semua, tempat=p.nama_wilayah, periode=p.periode,
        n_kecil=provenance.read_small_n(), satuan=areas.KECAMATAN_LEVEL,
    )  # fmt: skip


def _count_figures(p: Pilihan) -> dict[str, Figure]:
    tabel, kkmp = list_by_kelurahan(p), list_kkmp(p)
    punya = tabel.loc[tabel["koperasi_id"].notna(), "kode_kelurahan"].nunique()
    wajib = kkmp[kkmp["wajib"].astype(bool)]
    return {
        "Kelurahan yang punya KKMP": _make_share(punya, tabel["kode_kelurahan"].nunique()),
        "KKMP aktif": _make_share((kkmp["status"] == skema.ACTIVE).sum(), len(kkmp)),
        "Perubahan koperasi lama": _make_share(
            kkmp["asal_usul"].astype(str).str.startswith(CONVERTED).sum(), len(kkmp)
        ),
        "Sudah RAT, dari yang wajib": _make_share((wajib["keadaan_rat"] == RAT_HELD).sum(), len(wajib)),
        "Didampingi dalam 4 triwulan": _count_visited(kkmp),
        "Anggota KKMP": _sum_members(kkmp["jumlah_anggota"].dropna()),
    }


def _sum_members(lapor: pd.Series) -> Figure:
    return Figure(float(lapor.sum()), None, float(lapor.sum())) if len(lapor) else Figure()


def _make_share(n: int, dari: int) -> Figure:
    return Figure(float(n), float(dari), float(n) / dari if dari else None)


def _count_visited(kkmp: pd.DataFrame) -> Figure:
    kali = kkmp["kali_didampingi_4tw"]
    return _make_share((kali > 0).sum(), len(kkmp)) if kali.notna().any() else Figure()


def make_members_chart(p: Pilihan) -> Chart:
    """Members of each KKMP; a kelurahan without one, or one that does not report, is said."""
    return overview.draw_once("anggota kkmp", p, lambda: _draw_members(p))


def _draw_members(p: Pilihan) -> Chart:
    tabel = list_by_kelurahan(p)
    ada = tabel["koperasi_id"].notna()
    nama = tabel["kelurahan"].where(ada, tabel["kelurahan"] + " (belum ada KKMP)")
    nama = nama.where(~nama.duplicated(keep=False), nama + ", " + tabel["nama_koperasi"])  # a kelurahan with two KKMP
    data = pd.DataFrame({"nama": nama, "pembilang": tabel["jumlah_anggota"].astype("Float64").astype("float64")})
    data = data.sort_values(["pembilang", "nama"], ascending=[False, True], na_position="last")
    n = int(data["pembilang"].notna().sum())
    gambar = data if len(data) <= MAX_BARS else data[data["pembilang"].notna()].head(MAX_BARS)
    judul = _say_members(data["pembilang"].dropna())
    subjudul = f"Anggota KKMP (orang), {p.nama_wilayah}, {language.format_quarter(p.periode)}. {n} dari {int(ada.sum())} KKMP melapor"
    if len(gambar) < n:
        subjudul += f". Digambar {len(gambar)} dengan anggota terbanyak"
    return bars.draw_shares(gambar.reset_index(drop=True), judul, subjudul, "Kelurahan", "Anggota")


def _say_members(lapor: pd.Series) -> str:
    if lapor.empty:
        return "Belum ada anggota KKMP yang tercatat"
    if len(lapor) == 1:
        return f"Satu KKMP melapor: {language.format_number(lapor.iloc[0], 0)} anggota"
    return f"Setengah dari {len(lapor)} KKMP yang melapor beranggota {language.format_number(lapor.median(), 0)} atau lebih"


MONEY_COLUMNS = {"ukuran": "Ukuran", "jumlah": "Jumlah", "satuan": "Satuan", "melapor": "", "terdaftar": "Dari KKMP"}


def read_money(p: Pilihan) -> pd.DataFrame:
    """ukuran, jumlah, satuan, melapor, terdaftar over the KKMP of the quarter."""
    kkmp = list_kkmp(p)
    baris = []
    for kolom, judul in list_measures().items():
        if kolom not in kkmp:
            continue  # counted from more than one column of the register
        lapor = kkmp[kolom].dropna()
        jumlah = float(lapor.sum()) if len(lapor) else None
        baris.append((judul, jumlah, find_unit(kolom), len(lapor), len(kkmp)))
    return pd.DataFrame(baris, columns=["ukuran", "jumlah", "satuan", "melapor", "terdaftar"])


def say_sources(p: Pilihan) -> list[str]:
    return provenance.say_sources(p, "koperasi", "pendampingan", kurun=True)
