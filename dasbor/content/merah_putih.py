"""What the page Merah Putih shows: the KKMP of each kelurahan, new or converted, RAT, members, money, visits."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.answers import area_figures, drawn, provenance
from dasbor.answers.area_figures import find_measure, list_measures
from dasbor.blocks import indicator_cards, obstacle
from dasbor.blocks.what_if import read_official_years
from dasbor.chart import bars
from dasbor.chart.chart import Chart
from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.query import areas, health, published
from dasbor.query.compared import steps
from dasbor.query.figures import Figure
from dasbor.ui.cards import Card
from dasbor.words import interval, language, stand_ins, terms
from dasbor.words.legible import MAX_BARS
from dasbor.words.rat_states import RAT_HELD
from etl import skema
from etl.checks.status_rule import KKMP_FIRST_BOOK_YEAR

QUESTION = "Bagaimana keadaan Koperasi Merah Putih di setiap kelurahan?"
NONE_YET, NEWLY_FOUNDED = "belum ada", "baru berdiri"
CONVERTED, ORIGIN_UNKNOWN = "perubahan koperasi lama", "belum diketahui"
KKMP_COLUMNS = {
    "kelurahan": "",
    "nama_koperasi": "KKMP",
    "status": "",
    "asal_usul": "Asal",
    "keadaan_rat": "",
    "jumlah_anggota": "Anggota",
    "aset": "",
    "kali_didampingi_4tw": "Kunjungan",
    "lembar": "",
    "baris": "",
}
# what few of them report stands in the files, in the sums of the page, and in the record of the one that does
_MONEY = dict.fromkeys(("modal_sendiri", "aset", "shu"), "")
KKMP_FILE_COLUMNS = {
    **{k: v for k, v in KKMP_COLUMNS.items() if k not in ("aset", "kali_didampingi_4tw", "lembar", "baris")},
    **_MONEY,
    **{k: KKMP_COLUMNS[k] for k in ("kali_didampingi_4tw", "lembar", "baris")},
}
_NONE_RULE = "Kelurahan tanpa KKMP ditulis “belum ada”."
DEFINITIONS = [
    (
        "KKMP",
        "Koperasi Kelurahan Merah Putih, di desa Koperasi Desa Merah Putih, menurut kelompok koperasi atau namanya "
        "di register.",
    ),
    (
        "Perubahan koperasi lama",
        "Register triwulan sebelumnya memuatnya sebagai koperasi biasa, atau badan hukumnya lebih tua dari "
        f"{KKMP_FIRST_BOOK_YEAR}.",
    ),
    (
        "Belum wajib RAT",
        "Didirikan sesudah tahun buku yang RAT-nya sudah jatuh tempo; belum RAT bukan kesalahan.",
    ),
]
_MEMBERS = "Anggota KKMP"  # a count, no share
_FIGURE_COLUMNS = ("pembilang", "penyebut", "nilai")
SHARE_COLUMNS = {"hal": "Angka", **dict.fromkeys(_FIGURE_COLUMNS, ""), **interval.INTERVAL_COLUMNS}
MONEY_COLUMNS = {"ukuran": "Ukuran", "jumlah": "Jumlah", "satuan": "Satuan", "melapor": "", "terdaftar": "Dari KKMP"}
_MENTORED_COLUMNS = ("kali_didampingi_4tw", "terakhir_didampingi")


def find_obstacle(p: Choice) -> tuple[str, str] | None:
    """The same as of other pages about the register, with the KKMP counted whatever the filter says."""
    return obstacle.find_obstacle(health.include_kkmp(p))


def say_filter_note(p: Choice) -> str:
    """The filter "tanpa KKMP" would empty this page: it is set aside, and that is said."""
    if p.kelompok_hitung != WITHOUT_KKMP:
        return ""
    return "Pilihan “Tanpa KKMP” tidak berlaku di halaman ini; semua angka di sini tentang KKMP."


def say_origin_rule(p: Choice) -> str:
    """What the table says of its rows; not where they stand, for who may not know."""
    return " ".join(filter(None, (_NONE_RULE, provenance.say_places(p))))


def list_kkmp(p: Choice) -> pd.DataFrame:
    """The KKMP of the area: cooperatives of the register with keadaan_rat, wajib, asal_usul. Kept: do not change it."""
    return keep.keep_once("kkmp", health.include_kkmp(p), lambda: _find_kkmp(health.include_kkmp(p)))


def _find_kkmp(p: Choice) -> pd.DataFrame:
    kkmp = health.list_kkmp(p, read_official_years(p)).merge(health.list_former_names(p), on="koperasi_id", how="left")
    if not published.list_quarters_with(p, "pendampingan"):
        kkmp = kkmp.assign(**dict.fromkeys(_MENTORED_COLUMNS))  # no visits published is not zero visits
    kkmp["anggota"] = kkmp["jumlah_anggota"].fillna(kkmp["anggota_laki"] + kkmp["anggota_perempuan"])
    return kkmp.assign(jumlah_anggota=kkmp["anggota"], asal_usul=[_find_origin(b) for b in kkmp.to_dict("records")])


def _find_origin(row: dict[Hashable, Any]) -> str:
    """Converted when an earlier register knows it by another name, or when it is older than the programme."""
    if language.is_known(row["nama_dahulu"]):
        return f"{CONVERTED} ({row['nama_dahulu']})"
    if not language.is_known(row["tanggal_badan_hukum"]):
        return ORIGIN_UNKNOWN
    year = row["tanggal_badan_hukum"].year
    return NEWLY_FOUNDED if year >= KKMP_FIRST_BOOK_YEAR else f"{CONVERTED} (badan hukum {year})"


def list_by_kelurahan(p: Choice) -> pd.DataFrame:
    """Every kelurahan of the area with its KKMP; "belum ada" where there is none. Kept: do not change it."""
    return keep.keep_once("kkmp kelurahan", health.include_kkmp(p), lambda: _list_by_area(p))


def list_shown(p: Choice) -> pd.DataFrame:
    """The same for the table of the page; no rows where no kelurahan has one: there is nothing of which data lack."""
    table = list_by_kelurahan(p)
    return table if table["koperasi_id"].notna().any() else table.iloc[:0]


def _list_by_area(p: Choice) -> pd.DataFrame:
    kelurahan = _list_kelurahan(p)
    table = kelurahan.merge(list_kkmp(p).drop(columns=["kelurahan", "kecamatan"]), on="kode_kelurahan", how="left")
    table["nama_koperasi"] = table["nama_koperasi"].fillna(NONE_YET)
    without = table["koperasi_id"].isna() & (len(kelurahan) > MAX_BARS)  # of hundreds those that there are first
    order = table["nama_koperasi"].map(stand_ins.find_order)
    ordered = table.assign(tanpa=without, urut=order).sort_values(["tanpa", "kelurahan", "urut"])
    return ordered.drop(columns=["tanpa", "urut"]).reset_index(drop=True)


def _list_kelurahan(p: Choice) -> pd.DataFrame:
    """kode_kelurahan, kelurahan, kecamatan of the area."""
    listed_areas = published.list_areas(p)
    code = listed_areas["kode"]
    inside = (code == p.kode_wilayah) | code.str.startswith(p.kode_wilayah + ".")
    inside &= listed_areas["tingkat"].isin(("kelurahan", "desa"))
    listed = listed_areas[inside][["kode", "nama"]].rename(columns={"kode": "kode_kelurahan", "nama": "kelurahan"})
    parent = listed_areas["induk"].map(listed_areas.set_index("kode")["nama"])
    return areas.add_kecamatan(p, listed).assign(kecamatan=parent)


def make_cards(p: Choice) -> list[Card]:
    """Kelurahan with a KKMP, active, converted, RAT of those that owe one, visited, members; and before."""
    previous = published.find_previous_quarter(p)
    current, past = _count_figures(p), _count_figures(replace(p, periode=previous)) if previous else {}
    year_ago = steps.find_year_ago(p)
    then = _count_figures(replace(p, periode=year_ago)) if year_ago else {}
    few = provenance.read_small_n(p)
    return [
        Card(
            title,
            value,
            past.get(title),
            previous,
            small_n=few,
            year_before=then.get(title, Figure()),
            origin=indicator_cards.make_origin(p, "kkmp", terms.say_terms(title)),
            quarter=p.periode,
        )
        for title, value in current.items()
    ]


def list_shares(p: Choice) -> pd.DataFrame:
    """The shares of the cards as a table, each with its interval: hal, pembilang, penyebut, nilai, bawah, atas, …"""
    rows = [
        (terms.say_terms(title), n.pembilang, n.penyebut, n.nilai)
        for title, n in _count_figures(p).items()
        if title != _MEMBERS
    ]
    table = pd.DataFrame(rows, columns=["hal", *_FIGURE_COLUMNS]).astype(dict.fromkeys(_FIGURE_COLUMNS, "float64"))
    return interval.add_bounds(table, provenance.read_small_n(p))


def _count_figures(p: Choice) -> dict[str, Figure]:
    table, kkmp = list_by_kelurahan(p), list_kkmp(p)
    having = table.loc[table["koperasi_id"].notna(), "kode_kelurahan"].nunique()
    converted = kkmp["asal_usul"].astype(str).str.startswith(CONVERTED).sum()
    obliged = kkmp[kkmp["wajib"].astype(bool)]
    share = area_figures.make_share
    return {
        "Kelurahan yang punya KKMP": share(having, table["kode_kelurahan"].nunique()),
        "KKMP aktif": share((kkmp["status"] == skema.ACTIVE).sum(), len(kkmp)),
        "Perubahan koperasi lama": share(converted, len(kkmp)),
        "Sudah RAT, dari yang wajib": share((obliged["keadaan_rat"] == RAT_HELD).sum(), len(obliged)),
        f"Didampingi dalam {len(published.list_window(p, p.periode))} triwulan": _count_visited(kkmp),
        _MEMBERS: _sum_members(kkmp["jumlah_anggota"]),
    }


def _sum_members(members: pd.Series) -> Figure:
    """Without a KKMP they are none; where none of them reports nobody knows."""
    known = members.dropna()
    return Figure(float(known.sum()), None, float(known.sum())) if len(known) or members.empty else Figure()


def _count_visited(kkmp: pd.DataFrame) -> Figure:
    """Without a KKMP 0 of 0, without a sheet of visits unknown."""
    times = kkmp["kali_didampingi_4tw"]
    is_known = kkmp.empty or times.notna().any()
    return area_figures.make_share((times > 0).sum(), len(kkmp)) if is_known else Figure()


def make_members_chart(p: Choice) -> Chart:
    """Members of each KKMP; a kelurahan without one, or one that does not report, is said."""
    return drawn.draw_once("anggota kkmp", p, lambda: _draw_members(p), counted="anggota_kkmp")


def _draw_members(p: Choice) -> Chart:
    table = list_shown(p)
    known = table["koperasi_id"].notna()
    name = table["kelurahan"].where(known, table["kelurahan"] + " (belum ada KKMP)")
    name = name.where(~name.duplicated(keep=False), name + ", " + table["nama_koperasi"])  # a kelurahan with two KKMP
    data = pd.DataFrame({"nama": name, "pembilang": table["jumlah_anggota"].astype("Float64").astype("float64")})
    data = data.sort_values(["pembilang", "nama"], ascending=[False, True], na_position="last")
    n = int(data["pembilang"].notna().sum())
    drawn_rows = data if len(data) <= MAX_BARS else data[data["pembilang"].notna()].head(MAX_BARS)
    title = _say_members(data["pembilang"].dropna())
    place = f"{p.area_name}, {language.format_quarter(p.periode)}"
    subtitle = f"Anggota KKMP (orang), {place}. {n} dari {int(known.sum())} KKMP melapor"
    if len(drawn_rows) < n:
        subtitle += f". Digambar {len(drawn_rows)} dengan anggota terbanyak"
    chart = bars.draw_shares(drawn_rows.reset_index(drop=True), title, subtitle, "Kelurahan", "Anggota")
    return replace(chart, alt=f"{subtitle}.") if table.empty else chart  # nothing of which data lack


def _say_members(reported: pd.Series) -> str:
    if reported.empty:
        return "Belum ada anggota KKMP yang tercatat"
    if len(reported) == 1:
        return f"Satu KKMP melapor: {language.format_number(reported.iloc[0], 0)} anggota"
    middle = math.ceil(reported.median())
    enough = language.format_fraction(int((reported >= middle).sum()), len(reported))
    return f"{enough} KKMP yang melapor beranggota {language.format_number(middle)} atau lebih"


def read_money(p: Choice) -> pd.DataFrame:
    """ukuran, jumlah, satuan, melapor, terdaftar over the KKMP of the quarter."""
    kkmp = list_kkmp(p)
    rows = []
    for column, title in list_measures().items():
        if column not in kkmp:
            continue  # counted from more than one column of the register
        reported = kkmp[column].dropna()
        total = float(reported.sum()) if len(reported) or kkmp.empty else None
        rows.append((title, total, find_measure(column).satuan, len(reported), len(kkmp)))
    return pd.DataFrame(rows, columns=["ukuran", "jumlah", "satuan", "melapor", "terdaftar"])


def say_sources(p: Choice) -> list[str]:
    return provenance.say_sources(p, "koperasi", "pendampingan", kurun=True)
