"""What the page Merah Putih shows: the KKMP of each kelurahan, new or converted, RAT, members, money, visits."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dasbor.blocks import drawn, provenance
from dasbor.blocks.figures import find_unit, list_measures
from dasbor.blocks.what_if import read_official_years
from dasbor.chart import bars, by_area
from dasbor.chart.by_area import Chart
from dasbor.chart.map import kkmp as map_kkmp
from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.query import areas, base, health
from dasbor.query.base import Figure
from dasbor.query.health import RAT_HELD
from dasbor.ui import kept
from dasbor.ui.cards import Card
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


def say_filter_note(p: Choice) -> str:
    """The filter "tanpa KKMP" would empty this page: it is set aside, and that is said."""
    if p.kelompok_hitung != WITHOUT_KKMP:
        return ""
    return "Choice “Tanpa KKMP” tidak berlaku di halaman ini; semua angka di sini tentang KKMP."


def list_kkmp(p: Choice) -> pd.DataFrame:
    """The KKMP of the area: cooperatives of the register with keadaan_rat, wajib, asal_usul. Kept: do not change it."""
    return kept.keep_once("kkmp", health.include_kkmp(p), lambda: _find_kkmp(health.include_kkmp(p)))


def _find_kkmp(p: Choice) -> pd.DataFrame:
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
    year = b["tanggal_badan_hukum"].year
    return NEWLY_FOUNDED if year >= KKMP_FIRST_BOOK_YEAR else f"{CONVERTED} (badan hukum {year})"


def list_by_kelurahan(p: Choice) -> pd.DataFrame:
    """Every kelurahan of the area with its KKMP; "belum ada" where there is none. Kept: do not change it."""
    return kept.keep_once("kkmp kelurahan", health.include_kkmp(p), lambda: _list_by_area(p))


def _list_by_area(p: Choice) -> pd.DataFrame:
    area_rows = base.list_areas(p)
    code = area_rows["kode"]
    inside = area_rows[
        area_rows["tingkat"].isin(("kelurahan", "desa"))
        & ((code == p.kode_wilayah) | code.str.startswith(p.kode_wilayah + "."))
    ]
    name = inside[["kode", "nama"]].rename(columns={"kode": "kode_kelurahan", "nama": "kelurahan"})
    name = base.add_kecamatan(p, name)
    name["kecamatan"] = inside["induk"].map(area_rows.set_index("kode")["nama"])
    table = name.merge(list_kkmp(p).drop(columns=["kelurahan", "kecamatan"]), on="kode_kelurahan", how="left")
    table["nama_koperasi"] = table["nama_koperasi"].fillna(NONE_YET)
    without = table["koperasi_id"].isna() & (len(name) > MAX_BARS)  # of hundreds those that there are first
    ordered = table.assign(tanpa=without).sort_values(["tanpa", "kelurahan", "nama_koperasi"])
    return ordered.drop(columns="tanpa").reset_index(drop=True)


def make_cards(p: Choice) -> list[Card]:
    """Kelurahan with a KKMP, active, converted, RAT of those that owe one, visited, members; with the quarter before."""
    previous = base.find_previous_quarter(p)
    current, past = _count_figures(p), _count_figures(replace(p, periode=previous)) if previous else {}
    return [
        Card(title, value, past.get(title), previous, n_kecil=provenance.read_small_n())
        for title, value in current.items()
    ]


def list_shares(p: Choice) -> pd.DataFrame:
    """The shares of the cards as a table, each with its interval: hal, pembilang, penyebut, nilai, bawah, atas, …"""
    row = [
        (terms.say_terms(hal), n.pembilang, n.penyebut, n.nilai)
        for hal, n in _count_figures(p).items()
        if hal not in WITHOUT_SHARE
    ]
    table = pd.DataFrame(row, columns=["hal", "pembilang", "penyebut", "nilai"]).astype(
        dict.fromkeys(_FIGURE_COLUMNS, "float64")
    )
    return interval.add_bounds(table, provenance.read_small_n())


WITHOUT_SHARE = ("Anggota KKMP",)  # a count
_FIGURE_COLUMNS = ("pembilang", "penyebut", "nilai")
SHARE_COLUMNS = {"hal": "Angka", **dict.fromkeys(_FIGURE_COLUMNS, ""), **interval.INTERVAL_COLUMNS}


def make_map(p: Choice) -> Chart | None:
    """The tile map; where there is none the kecamatan ranked; None where the table alone does."""
    reference = load_reference()
    if reference.has_tiles:
        return drawn.draw_once("peta kkmp", p, lambda: _draw_map(p, reference))
    if areas.find_level(p) == areas.KECAMATAN_LEVEL:
        return drawn.draw_once("kkmp kecamatan", p, lambda: _draw_ranking(p))
    return None


def _draw_map(p: Choice, reference: Reference) -> Chart:
    """Always the whole city, the chosen kelurahan marked, as on the front page."""
    city = replace(p, kode_wilayah=reference.city_code)
    return map_kkmp.draw_kkmp(
        list_by_kelurahan(city), reference.kelurahan, place=reference.kota, periode=p.periode, selected=p.kode_wilayah
    )


def _draw_ranking(p: Choice) -> Chart:
    """Villages that have a KKMP, of all villages of each kecamatan."""
    table = list_by_kelurahan(p).drop_duplicates("kode_kelurahan")
    code = table["kode_kelurahan"].str.rsplit(".", n=1).str[0]
    per_kecamatan = table.assign(kode_wilayah=code, ada=table["koperasi_id"].notna()).groupby(
        ["kode_wilayah", "kecamatan"]
    )
    data = per_kecamatan.agg(pembilang=("ada", "sum"), penyebut=("ada", "size")).reset_index()
    data = data.assign(nama=data["kecamatan"], nilai=data["pembilang"] / data["penyebut"])
    every = _make_share(int(data["pembilang"].sum()), int(data["penyebut"].sum()))
    return by_area.draw_rates(
        data, "kelurahan_punya_KKMP", "Kelurahan yang punya KKMP", every, tempat=p.nama_wilayah, periode=p.periode,
        n_kecil=provenance.read_small_n(), satuan=areas.KECAMATAN_LEVEL,
    )  # fmt: skip


def _count_figures(p: Choice) -> dict[str, Figure]:
    table, kkmp = list_by_kelurahan(p), list_kkmp(p)
    punya = table.loc[table["koperasi_id"].notna(), "kode_kelurahan"].nunique()
    mandatory = kkmp[kkmp["wajib"].astype(bool)]
    return {
        "Kelurahan yang punya KKMP": _make_share(punya, table["kode_kelurahan"].nunique()),
        "KKMP aktif": _make_share((kkmp["status"] == skema.ACTIVE).sum(), len(kkmp)),
        "Perubahan koperasi lama": _make_share(
            kkmp["asal_usul"].astype(str).str.startswith(CONVERTED).sum(), len(kkmp)
        ),
        "Sudah RAT, dari yang wajib": _make_share((mandatory["keadaan_rat"] == RAT_HELD).sum(), len(mandatory)),
        "Didampingi dalam 4 triwulan": _count_visited(kkmp),
        "Anggota KKMP": _sum_members(kkmp["jumlah_anggota"].dropna()),
    }


def _sum_members(report_stage: pd.Series) -> Figure:
    return Figure(float(report_stage.sum()), None, float(report_stage.sum())) if len(report_stage) else Figure()


def _make_share(n: int, start_from: int) -> Figure:
    return Figure(float(n), float(start_from), float(n) / start_from if start_from else None)


def _count_visited(kkmp: pd.DataFrame) -> Figure:
    times = kkmp["kali_didampingi_4tw"]
    return _make_share((times > 0).sum(), len(kkmp)) if times.notna().any() else Figure()


def make_members_chart(p: Choice) -> Chart:
    """Members of each KKMP; a kelurahan without one, or one that does not report, is said."""
    return drawn.draw_once("anggota kkmp", p, lambda: _draw_members(p))


def _draw_members(p: Choice) -> Chart:
    table = list_by_kelurahan(p)
    known = table["koperasi_id"].notna()
    name = table["kelurahan"].where(known, table["kelurahan"] + " (belum ada KKMP)")
    name = name.where(~name.duplicated(keep=False), name + ", " + table["nama_koperasi"])  # a kelurahan with two KKMP
    data = pd.DataFrame({"nama": name, "pembilang": table["jumlah_anggota"].astype("Float64").astype("float64")})
    data = data.sort_values(["pembilang", "nama"], ascending=[False, True], na_position="last")
    n = int(data["pembilang"].notna().sum())
    chart = data if len(data) <= MAX_BARS else data[data["pembilang"].notna()].head(MAX_BARS)
    title = _say_members(data["pembilang"].dropna())
    subtitle = f"Anggota KKMP (orang), {p.nama_wilayah}, {language.format_quarter(p.periode)}. {n} dari {int(known.sum())} KKMP melapor"
    if len(chart) < n:
        subtitle += f". Digambar {len(chart)} dengan anggota terbanyak"
    return bars.draw_shares(chart.reset_index(drop=True), title, subtitle, "Kelurahan", "Anggota")


def _say_members(report_stage: pd.Series) -> str:
    if report_stage.empty:
        return "Belum ada anggota KKMP yang tercatat"
    if len(report_stage) == 1:
        return f"Satu KKMP melapor: {language.format_number(report_stage.iloc[0], 0)} anggota"
    return f"Setengah dari {len(report_stage)} KKMP yang melapor beranggota {language.format_number(report_stage.median(), 0)} atau lebih"


MONEY_COLUMNS = {"ukuran": "Ukuran", "jumlah": "Jumlah", "satuan": "Satuan", "melapor": "", "terdaftar": "Dari KKMP"}


def read_money(p: Choice) -> pd.DataFrame:
    """ukuran, jumlah, satuan, melapor, terdaftar over the KKMP of the quarter."""
    kkmp = list_kkmp(p)
    row = []
    for column, title in list_measures().items():
        if column not in kkmp:
            continue  # counted from more than one column of the register
        report_stage = kkmp[column].dropna()
        total = float(report_stage.sum()) if len(report_stage) else None
        row.append((title, total, find_unit(column), len(report_stage), len(kkmp)))
    return pd.DataFrame(row, columns=["ukuran", "jumlah", "satuan", "melapor", "terdaftar"])


def say_sources(p: Choice) -> list[str]:
    return provenance.say_sources(p, "koperasi", "pendampingan", kurun=True)
