"""Whom to call: kelurahan with the lowest rates, inactive cooperatives nobody visited."""

from __future__ import annotations

import pandas as pd

from dasbor.chart import sentences, theme
from dasbor.choice import Choice
from dasbor.query import areas, lists, published
from dasbor.query.lists import Listing
from dasbor.ui import reader
from dasbor.words import language, terms
from dasbor.words.columns import list_rows
from etl import skema
from etl.acuan import load_reference

# ── pure functions on tables ─────────────────────────────────────────────────────────


def list_lowest_areas(data: pd.DataFrame, indikator: str, small_n: int, total: int = 3) -> list[tuple[str, str, str]]:
    """(nama, why, kode_wilayah) of the lowest rates among areas large enough to compare."""
    compared = sentences.take_comparable(data, small_n).sort_values(["nilai", "nama"]).head(total)
    return [
        (
            b.nama,
            f"{language.format_fraction(b.pembilang, b.penyebut)} {sentences.find_phrase(indikator)} ({language.format_percent(b.nilai, b.penyebut)})",
            b.kode_wilayah,
        )
        for b in list_rows(compared)
    ]


def say_unvisited_reason(row) -> str:
    """ "Turi · RAT terakhir tahun buku 2021"; that nobody visited them stands above the list."""
    return f"{row.kelurahan} · {say_last_rat(row)}"


def say_unseen() -> str:
    """Not "never visited": an older visit is not looked at."""
    return f"{load_reference().aturan['jendela_triwulan']} triwulan tanpa kunjungan"


def say_last_rat(row) -> str:
    rat = row.tahun_buku_rat
    return f"RAT terakhir tahun buku {int(rat)}" if language.is_known(rat) else "RAT belum tercatat"


# ── the same for the reader's choice ─────────────────────────────────────────────────

MAX_TO_CALL = 3  # areas, and cooperatives, on the front page
ALL_STATUSES = "semua"
STATUS_CHOICES = {ALL_STATUSES: "Semua status", **{s: t.label for s, t in theme.STATUS_SIGNS.items()}}
_DIHITUNG = ("kali_dilatih_4tw", "kali_didampingi_4tw", "terakhir_didampingi")


def cooperative_columns() -> dict[str, str]:
    """The columns of the register that declare themselves for lists, the computed status beside the typed one; what
    training and mentoring reached; where the row stands."""
    declared = [n for k in skema.COOPERATIVES_SHEET.in_lists for n in ((k, "status_hitung") if k == "status" else (k,))]
    return dict.fromkeys((*declared, *_DIHITUNG, "lembar", "baris"), "")


def waiting_columns() -> dict[str, str]:
    """The same of those inactive and unvisited: their status and visits say nothing new."""
    declared = [k for k in skema.COOPERATIVES_SHEET.in_lists if k != "status"]
    return dict.fromkeys((*declared, _DIHITUNG[0], "lembar", "baris"), "")


def list_cooperatives(p: Choice, status: str = ALL_STATUSES) -> Listing | None:
    """The cooperatives of the area and quarter, of one status or all; None without a register, which lists them."""
    if not published.has_register(p):
        return None
    return lists.list_cooperatives(p, None if status == ALL_STATUSES else status)


def say_subtitle(p: Choice) -> str:
    """What the short list holds: the level that is ranked, or why it is not."""
    level = language.capitalise(areas.find_level(p))
    n = load_reference().aturan["n_kecil"]
    compared = list_lowest_areas(areas.read_rates(p, "koperasi_aktif"), "koperasi_aktif", n)
    start = f"{level} terendah" if compared else f"{level} belum bisa dibandingkan (n di bawah {n})"
    return f"{start}; tidak aktif, {say_unseen()}"


def say_if_empty(p: Choice) -> str:
    """An empty short list means that all is well only where somebody could have stood on it."""
    if not published.has_register(p):
        return f"Belum dapat didaftar: register {language.format_quarter(p.periode)} belum diterbitkan."
    if not published.list_quarters_with(p, "pendampingan"):
        return "Belum dapat didaftar: data pendampingan empat triwulan ini belum diterbitkan."
    return "Tidak ada yang perlu didahulukan di wilayah ini."


def list_short(p: Choice) -> list[tuple[str, str, str]]:
    """(name, why, address) for the front page: areas first, then cooperatives."""
    return reader.keep_with_links("daftar_pendek", p, lambda: _list_short(p))


def _list_short(p: Choice) -> list[tuple[str, str, str]]:
    data = areas.read_rates(p, "koperasi_aktif")
    terendah = list_lowest_areas(data, "koperasi_aktif", load_reference().aturan["n_kecil"], MAX_TO_CALL)
    if areas.find_level(p) == areas.KECAMATAN_LEVEL:
        content = [(f"Kecamatan {name}", cause, reader.make_link(kecamatan=code)) for name, cause, code in terendah]
    else:
        content = [
            (f"{terms.find_area_type(code)} {name}", cause, reader.make_link("kelurahan", kelurahan=code))
            for name, cause, code in terendah
        ]
    not_yet = lists.list_unvisited(p)
    if not_yet is not None:
        content += [
            (str(b.nama_koperasi), say_unvisited_reason(b), reader.make_link("koperasi", id=b.koperasi_id))
            for b in list_rows(not_yet.shown.head(MAX_TO_CALL))
        ]
    return content
