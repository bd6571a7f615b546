"""What the page Kelurahan shows: the list to choose from; of one its trend, cooperatives, visits, whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from dasbor import keep
from dasbor.answers import area_figures, charts, provenance, whom
from dasbor.blocks import to_call
from dasbor.chart import theme
from dasbor.choice import Choice
from dasbor.query import areas, due_year, lists, published
from dasbor.query.lists import MAX_ROWS, Listing
from dasbor.query.whom import behind
from dasbor.ui import cards, markup, page, reader, screen
from dasbor.ui.layout import folded
from dasbor.words import comparable, interval, language, terms
from dasbor.words.columns import list_rows

QUESTION = "Bagaimana keadaan satu kelurahan dibanding kecamatan, kota dan target?"
PLACES = {
    "indikator": "Indikator",
    "tren": "Tren",
    "koperasi": "Koperasi",
    "pembinaan": "Pelatihan dan kunjungan",
    "hubungi": "Siapa yang dihubungi",
}
INDICATOR = "koperasi_aktif"  # that the map and the list of areas show
SMALLEST_LEVELS = ("kelurahan", "desa")
HINT = markup.render_template("print_hint.html")
MAX_TO_CALL = 25  # of a kelurahan; all of them stand on Prioritas
COOPERATIVE_COLUMNS = {
    "nama_koperasi": "",
    "status": "",
    "tahun_buku_rat": "RAT",
    "jumlah_anggota": "Anggota",
    "kali_dilatih_4tw": "Dilatih",
    "terakhir_didampingi": "",
}
TRAINING_COLUMNS = {"nama_kegiatan": "", "tanggal_mulai": "Tanggal", "orang": "", "koperasi": "", "kelompok": ""}
VISIT_COLUMNS = {"tanggal": "", "sasaran": "", "jenis_pendampingan": "Jenis", "petugas": "", "tindak_lanjut": ""}


def is_single(p: Choice) -> bool:
    """A single kelurahan or desa is chosen."""
    return p.level in SMALLEST_LEVELS


# ── choosing one ─────────────────────────────────────────────────────────────────────


def has_few_areas(p: Choice) -> bool:
    """Few enough for a map and a list of them all; of a province the kecamatan lead on."""
    return areas.count_kelurahan(p) <= MAX_ROWS


def has_kecamatan(p: Choice) -> bool:
    """More than one: inside of one the list by need names all."""
    return p.level != areas.KECAMATAN_LEVEL


def list_areas(p: Choice) -> Markup:
    """Links to every kelurahan of the area, by kecamatan, with what is known of its cooperatives."""
    data = areas.read_by_kelurahan(p, INDICATOR)
    # the kecamatan stands above them
    data["nama"] = data["kode_wilayah"].map(published.list_areas(p).set_index("kode")["nama"])
    data["alamat"] = reader.make_links("kelurahan", "kelurahan", data["kode_wilayah"], kecamatan=None)
    groups = data.sort_values(["kecamatan", "nama"]).groupby("kecamatan")
    parts = [{"name": str(k), "areas": _list_areas(rows), "summary": _make_summary(rows)} for k, rows in groups]
    return markup.render_template("area_list.html", parts=parts)


def _make_summary(rows: pd.DataFrame) -> str:
    n = language.format_fraction(rows["pembilang"].sum(min_count=1), rows["penyebut"].sum(min_count=1))
    count = terms.say_terms(f"{len(rows)} kelurahan")
    return f"{n} aktif, {count}"


def _list_areas(rows: pd.DataFrame) -> list[dict[str, str]]:
    return [{"address": b.alamat, "name": b.nama, "count": _say_active(b)} for b in list_rows(rows)]


def _say_active(row: Any) -> str:
    if row.penyebut == 0:
        return "belum ada koperasi"
    if not language.is_known(row.pembilang):
        return language.NO_DATA
    return f"{language.format_fraction(row.pembilang, row.penyebut)} aktif"


# ── the rest of the page ─────────────────────────────────────────────────────────────


def say_without_register(p: Choice) -> str:
    """Said before the numbers when the quarter was published without its register."""
    if published.has_register(p):
        return ""
    return terms.say_terms(
        f"Register koperasi {language.format_quarter(p.periode)} belum diterbitkan: "
        "daftar koperasi kosong dan sebagian indikator belum ada."
    )


def say_rat_note(p: Choice) -> str:
    """Said above the table in the quarter in which another book year is waited for."""
    return due_year.say_note(p, published.find_previous_quarter(p), p.periode)


def show_trend(p: Choice, others: str) -> None:
    """The active ones over time, with a link to `others` of its kind; on paper a line and words in their place."""
    with page.container(key="hanya_layar"):
        screen.show_link(f"Bandingkan dengan {others}", reader.make_link("bandingkan"))
        trend = charts.make_rate_trend(p, "koperasi_aktif")
        folded.show_chart(trend, provenance.say_trend_sources(p, "koperasi_aktif"), "tren_koperasi_aktif")
    page.put_html(make_print_trend(p))


def make_print_trend(p: Choice) -> Markup:
    """The trend for paper: a small line and the last eight quarters in words; charts of the browser are cut there."""
    points, few = area_figures.list_points(p, "koperasi_aktif"), provenance.read_small_n(p)
    points = tuple(b for b in points if b.periode <= p.periode)
    if not any(language.is_known(b.pembilang) for b in points):
        return markup.render_template("print_trend.html", quarters=[], image="", note="")
    last = points[-8:]
    quarters = [(language.format_quarter(b.periode, True), comparable.say_value(b, few)) for b in last]
    note = f"n di bawah {few}: {interval.NOT_COMPARABLE}" if any(0 < (b.penyebut or 0) < few for b in last) else ""
    return markup.render_template("print_trend.html", quarters=quarters, image=_draw_print_line(points, few), note=note)


def _draw_print_line(points: Sequence[Any], few: int) -> Markup:
    known = cards.list_known(points)
    if len(known) < 2:
        return Markup("")
    alt = f"Koperasi aktif. {cards.say_span(known, few)}"
    return cards.make_image(known, theme.ACCENT, alt, "garis-cetak", few)


def say_window(p: Choice) -> str:
    """ "Empat triwulan terakhir", as long as the settings look back."""
    return language.capitalise(f"{provenance.say_window_length(p)} terakhir")


def list_cooperatives(p: Choice) -> pd.DataFrame:
    return lists.list_cooperatives(p).read_all()


def list_trainings(p: Choice) -> Listing:
    return lists.list_trainings(p)


def list_visits(p: Choice) -> Listing:
    return lists.list_visits(p)


def say_no_trainings(p: Choice) -> str:
    """Nobody was trained, or nobody knows: the sheet is missing."""
    nobody = f"Belum ada peserta pelatihan dalam {provenance.say_window_length(p)} terakhir."
    return _say_unknown(p, "pelatihan", "siapa yang dilatih") or nobody


def say_no_visits(p: Choice) -> str:
    """The same of visits."""
    nobody = f"Belum ada kunjungan dalam {provenance.say_window_length(p)} terakhir."
    return _say_unknown(p, "pendampingan", "siapa yang dikunjungi") or nobody


def _say_unknown(p: Choice, kind: str, who: str) -> str:
    missing = provenance.say_sheet_missing(p, kind)
    return f"{missing.removesuffix('.')}: tidak diketahui {who}." if missing else ""


def say_to_call_subtitle(p: Choice) -> str:
    """ "4 sasaran kunjungan; 6 dari 9 koperasi aktif, kurang 3 untuk target 90%"."""
    parts = (whom.say_targets, _say_standing)
    return keep.keep_once("judul hubungi", p, lambda: "; ".join(filter(None, [say(p) for say in parts])))


def _say_standing(p: Choice) -> str:
    goal, lacking = behind.find_goal(p), list_rows(behind.list_behind(p))
    return f"{whom.say_lacking(p, lacking[0])} untuk {whom.say_goal(goal)}" if goal and lacking else ""


def list_to_call(p: Choice) -> list[to_call.ToCall]:
    """Whom Prioritas names, in its order, with address and record."""
    return reader.keep_with_links("perlu dihubungi", p, lambda: _list_to_call(p))


def _list_to_call(p: Choice) -> list[to_call.ToCall]:
    address = list_cooperatives(p).set_index("koperasi_id")["alamat"].to_dict()
    return [
        to_call.ToCall(
            str(b.nama_koperasi), _say_where(b.sebab, address.get(b.koperasi_id)), to_call.link_record(b.koperasi_id)
        )
        for b in list_rows(whom.read_targets(p, MAX_TO_CALL))
    ]


def _say_where(cause: str, address: object) -> str:
    return cause + (f" · {address}" if language.is_known(address) else "")
