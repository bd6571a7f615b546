"""What the reader chose: version, quarter, area, with or without KKMP. Chosen once, kept across pages and in the URL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar
from urllib.parse import quote_plus, urlencode

import pandas as pd
import streamlit as st

from dasbor import keep
from dasbor.blocks import kept
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.query import base
from dasbor.ui.menu import PAGES
from dasbor.words import language
from etl.area_labels import make_labels
from etl.store.versions import Store

CHOICE_NAMES = ("triwulan", "kecamatan", "kelurahan", "kkmp", "versi", "tahun_rat")  # names in the URL
RAT_YEARS = range(1, 6)  # book years without RAT that the what-if offers
_MEMORY_KEY = "_pilihan_url"  # what is chosen now, as URL names and values
_SEEN_KEY = "_pilihan_terlihat"  # what the URL held at the end of the last run
_PAGE_KEY = "_pilihan_halaman"
_NEWEST_KEY = "_pilihan_terkini"  # the current version at the start of the run
_TARGET_KEY = "_pilihan_tujuan"
T = TypeVar("T")
_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z-]+")  # what does not belong in the name of a file


Pilihan = Choice


class WrongChoice(Exception):
    """The URL asks for something that is not there; the text is a sentence for the reader, `nama` the URL name."""

    def __init__(self, nama: str, kalimat: str) -> None:
        super().__init__(kalimat)
        self.nama = nama


def read_choice() -> Choice | None:
    """The reader's choice; None when nothing is published. Raises PilihanSalah."""
    return parse_choice(list_url_values(), _read_bound_version())


def read_latest() -> Choice | None:
    """The whole city in the latest quarter of the current version: what staff pages show in the frame."""
    return parse_choice({}, _read_bound_version())


def keep_with_links(nama: str, p: Choice, hitung: Callable[[], T], *lain: object) -> T:
    """ingat.once for what holds addresses, which carry the whole choice of the reader."""
    return kept.keep_once(nama, p, hitung, tuple(sorted(list_url_values().items())), *lain)


def list_url_values() -> dict[str, str]:
    """The choice as URL names and values; only what was chosen."""
    if _MEMORY_KEY not in st.session_state:
        return _read_url()
    return dict(st.session_state[_MEMORY_KEY])


def make_file_suffix() -> str:
    """Quarter and area for the name of a file, "_2025-T2_Kota_Blitar"; "" on pages that are about no choice."""
    halaman = next((h for h in PAGES if h.alamat == st.session_state.get(_PAGE_KEY)), None)
    p = read_choice() if halaman is None or halaman.has_filters else None
    if p is None:
        return ""
    tanpa = "_tanpa_KKMP" if p.kelompok_hitung == WITHOUT_KKMP else ""
    return f"_{p.periode}_{_NOT_IN_NAMES.sub('_', p.nama_wilayah).strip('_')}{tanpa}"


def make_link(halaman: str = "", **ganti: str | None) -> str:
    """Address of a page with the present choice; None takes a name away: tautan("keaktifan", kelurahan=kode)."""
    isi = {**list_url_values(), **ganti}
    parameter = urlencode({nama: nilai for nama, nilai in isi.items() if nilai})
    return "/" + ("" if halaman == "ringkasan" else halaman) + (f"?{parameter}" if parameter else "")


def make_links(halaman: str, nama: str, nilai: Iterable[str], **ganti: str | None) -> list[str]:
    """The address of a page for each value of a name, "" for an empty one: tautan() for the rows of a long list."""
    dasar = make_link(halaman, **{**ganti, nama: None})
    dasar += ("&" if "?" in dasar else "?") + nama + "="
    return [dasar + quote_plus(x) if x else "" for x in nilai]


def change_choice(**ganti: str | None) -> None:
    """Change the choice, e.g. from a click on a tile; call before the page is drawn (callback) or st.rerun after."""
    isi = {nama: nilai for nama, nilai in {**list_url_values(), **ganti}.items() if nilai}
    kecamatan, kelurahan = isi.get("kecamatan"), isi.get("kelurahan")
    if kecamatan and kelurahan and not kelurahan.startswith(kecamatan + "."):
        isi.pop("kecamatan" if "kelurahan" in ganti else "kelurahan")
    st.session_state[_MEMORY_KEY] = isi


def open_page(halaman: str, **ganti: str | None) -> None:
    """The same and on to another page (its file), e.g. from a click on the map; call in a callback."""
    change_choice(**ganti)
    st.session_state[_TARGET_KEY] = halaman


def take_destination() -> str | None:
    """Where buka() leads, once."""
    return st.session_state.pop(_TARGET_KEY, None)


def sync_url(halaman: str) -> None:
    """Bring memory and URL together at the start of a run.

    A URL that the reader typed, followed or went back to wins; a page switch empties the URL
    and memory fills it again.
    """
    terlihat = _read_url()
    pindah = st.session_state.get(_PAGE_KEY) not in (None, halaman)
    baru = terlihat != st.session_state.get(_SEEN_KEY)
    if _MEMORY_KEY not in st.session_state or (baru and not (pindah and not terlihat)):
        st.session_state[_MEMORY_KEY] = terlihat
    st.session_state[_PAGE_KEY] = halaman


def bind_version() -> int | None:
    """Take the version that is current now for the whole run: no part of the page takes a newer one. None = none."""
    terkini = Store().terkini()
    st.session_state[_NEWEST_KEY] = terkini
    return terkini


def write_url() -> None:
    """Show the choice in the address bar; other parameters stay."""
    isi = list_url_values()
    if _read_url() != isi:
        lain = {nama: nilai for nama, nilai in st.query_params.to_dict().items() if nama not in CHOICE_NAMES}
        st.query_params.from_dict({**lain, **isi})
    st.session_state[_SEEN_KEY] = isi


def parse_choice(isi: Mapping[str, str], terkini: int | None = None) -> Choice | None:
    """Understand URL values against what is published; `terkini` is the version where none is named, None = the
    current one. Raises PilihanSalah."""
    versi = _parse_version(isi.get("versi"), terkini)
    _parse_rat_years(isi.get("tahun_rat"))
    if versi is None or base.list_quarters(Choice(versi)).empty:  # targets alone say nothing about any quarter
        return None
    return _parse_choice(Choice(versi), tuple(sorted(isi.items())))


@keep.per_version(most=500)
def _parse_choice(p: Choice, nama_nilai: tuple[tuple[str, str], ...]) -> Choice:
    """The same for one version; every part of a page asks for it."""
    isi = dict(nama_nilai)
    wilayah = base.list_areas(p).set_index("kode")
    kode, tingkat = _parse_area(isi, wilayah)
    nama = make_labels(wilayah.reset_index()).get(kode, str(wilayah.at[kode, "nama"]))
    sebutan = nama if nama.lower().startswith(tingkat) else f"{tingkat.capitalize()} {nama}"
    return Choice(p.versi, _parse_quarter(isi.get("triwulan"), p), kode, sebutan, tingkat, _parse_kkmp(isi.get("kkmp")))


def _read_url() -> dict[str, str]:
    return {nama: st.query_params[nama] for nama in CHOICE_NAMES if st.query_params.get(nama)}


def _read_bound_version() -> int | None:
    """The version that this run of the page took for the current one; so that no part of it takes a newer one."""
    bound: int | None = st.session_state.get(_NEWEST_KEY)
    return bound


def _parse_version(tulis: str | None, terkini: int | None) -> int | None:
    gudang = Store()
    terkini = gudang.terkini() if terkini is None else terkini
    if terkini is None or tulis is None:
        return terkini
    # Ten digits at most: int() of a very long number is slow, and no version is that high.
    if tulis.isascii() and tulis.isdigit() and len(tulis) <= 10 and int(tulis) in gudang.nomor():
        return int(tulis)
    raise WrongChoice("versi", f"Versi “{tulis[:20]}” tidak ada. Versi terkini adalah versi {terkini}.")


def _parse_quarter(tulis: str | None, p: Choice) -> str:
    ada = list(base.list_quarters(p)["periode"])
    if tulis is None:
        return ada[-1]
    if tulis in ada:
        return tulis
    raise WrongChoice(
        "triwulan",
        f"Triwulan “{tulis[:20]}” belum diterbitkan. Yang ada: {language.format_quarter(ada[0])} "
        f"sampai {language.format_quarter(ada[-1])}.",
    )


def _parse_area(isi: Mapping[str, str], wilayah: pd.DataFrame) -> tuple[str, str]:
    """Code and level of the narrowest area chosen; the whole city without a choice."""
    for nama, tingkat in (("kecamatan", ("kecamatan",)), ("kelurahan", ("kelurahan", "desa"))):
        kode = isi.get(nama)
        if kode and (kode not in wilayah.index or wilayah.at[kode, "tingkat"] not in tingkat):
            raise WrongChoice(nama, f"{nama.capitalize()} dengan kode “{kode[:20]}” tidak dikenal.")
    kecamatan, kelurahan = isi.get("kecamatan"), isi.get("kelurahan")
    if kecamatan and kelurahan and wilayah.at[kelurahan, "induk"] != kecamatan:
        dalam, luar = str(wilayah.at[kelurahan, "nama"]), str(wilayah.at[kecamatan, "nama"])
        sebutan = str(wilayah.at[kelurahan, "tingkat"]).capitalize()
        raise WrongChoice("kelurahan", f"{sebutan} {dalam} tidak berada di Kecamatan {luar}.")
    kode = kelurahan or kecamatan or _find_city(wilayah)
    return kode, str(wilayah.at[kode, "tingkat"])


def _find_city(wilayah: pd.DataFrame) -> str:
    return str(wilayah.index[wilayah["tingkat"].isin(("kota", "kabupaten"))][0])


def read_rat_years() -> int | None:
    """Book years without RAT that the reader tries out (what-if); None = the official rule."""
    return _parse_rat_years(list_url_values().get("tahun_rat"))


def _parse_rat_years(tulis: str | None) -> int | None:
    if tulis is None or tulis in map(str, RAT_YEARS):
        return int(tulis) if tulis else None
    raise WrongChoice("tahun_rat", f"Jumlah tahun tanpa RAT “{tulis[:20]}” tidak dikenal; yang ada 1 sampai 5.")


def _parse_kkmp(tulis: str | None) -> str:
    if tulis not in (None, "tanpa", "dengan"):
        raise WrongChoice("kkmp", f"Pilihan KKMP “{tulis[:20]}” tidak dikenal; tulis “tanpa” atau kosongkan.")
    return WITHOUT_KKMP if tulis == "tanpa" else WITH_KKMP
