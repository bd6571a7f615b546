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
from dasbor.choice import SEMUA, TANPA_KKMP, Choice
from dasbor.query import base
from dasbor.ui.menu import HALAMAN
from dasbor.words import language
from etl.area_labels import labels
from etl.store.versions import Gudang

NAMA = ("triwulan", "kecamatan", "kelurahan", "kkmp", "versi", "tahun_rat")  # names in the URL
TAHUN_RAT = range(1, 6)  # book years without RAT that the what-if offers
_INGAT = "_pilihan_url"  # what is chosen now, as URL names and values
_TERLIHAT = "_pilihan_terlihat"  # what the URL held at the end of the last run
_HALAMAN = "_pilihan_halaman"
_TERKINI = "_pilihan_terkini"  # the current version at the start of the run
_TUJUAN = "_pilihan_tujuan"
T = TypeVar("T")
_BUKAN_NAMA = re.compile(r"[^0-9A-Za-z-]+")  # what does not belong in the name of a file


Pilihan = Choice


class PilihanSalah(Exception):
    """The URL asks for something that is not there; the text is a sentence for the reader, `nama` the URL name."""

    def __init__(self, nama: str, kalimat: str) -> None:
        super().__init__(kalimat)
        self.nama = nama


def sekarang() -> Choice | None:
    """The reader's choice; None when nothing is published. Raises PilihanSalah."""
    return baca(url(), _bound())


def terkini() -> Choice | None:
    """The whole city in the latest quarter of the current version: what staff pages show in the frame."""
    return baca({}, _bound())


def keep_with_links(nama: str, p: Choice, hitung: Callable[[], T], *lain: object) -> T:
    """ingat.once for what holds addresses, which carry the whole choice of the reader."""
    return kept.once(nama, p, hitung, tuple(sorted(url().items())), *lain)


def url() -> dict[str, str]:
    """The choice as URL names and values; only what was chosen."""
    if _INGAT not in st.session_state:
        return _from_url()
    return dict(st.session_state[_INGAT])


def dalam_nama_berkas() -> str:
    """Quarter and area for the name of a file, "_2025-T2_Kota_Blitar"; "" on pages that are about no choice."""
    halaman = next((h for h in HALAMAN if h.alamat == st.session_state.get(_HALAMAN)), None)
    p = sekarang() if halaman is None or halaman.saringan else None
    if p is None:
        return ""
    tanpa = "_tanpa_KKMP" if p.kelompok_hitung == TANPA_KKMP else ""
    return f"_{p.periode}_{_BUKAN_NAMA.sub('_', p.nama_wilayah).strip('_')}{tanpa}"


def tautan(halaman: str = "", **ganti: str | None) -> str:
    """Address of a page with the present choice; None takes a name away: tautan("keaktifan", kelurahan=kode)."""
    isi = {**url(), **ganti}
    parameter = urlencode({nama: nilai for nama, nilai in isi.items() if nilai})
    return "/" + ("" if halaman == "ringkasan" else halaman) + (f"?{parameter}" if parameter else "")


def tautan_tiap(halaman: str, nama: str, nilai: Iterable[str], **ganti: str | None) -> list[str]:
    """The address of a page for each value of a name, "" for an empty one: tautan() for the rows of a long list."""
    dasar = tautan(halaman, **{**ganti, nama: None})
    dasar += ("&" if "?" in dasar else "?") + nama + "="
    return [dasar + quote_plus(x) if x else "" for x in nilai]


def ubah(**ganti: str | None) -> None:
    """Change the choice, e.g. from a click on a tile; call before the page is drawn (callback) or st.rerun after."""
    isi = {nama: nilai for nama, nilai in {**url(), **ganti}.items() if nilai}
    kecamatan, kelurahan = isi.get("kecamatan"), isi.get("kelurahan")
    if kecamatan and kelurahan and not kelurahan.startswith(kecamatan + "."):
        isi.pop("kecamatan" if "kelurahan" in ganti else "kelurahan")
    st.session_state[_INGAT] = isi


def buka(halaman: str, **ganti: str | None) -> None:
    """The same and on to another page (its file), e.g. from a click on the map; call in a callback."""
    ubah(**ganti)
    st.session_state[_TUJUAN] = halaman


def tujuan() -> str | None:
    """Where buka() leads, once."""
    return st.session_state.pop(_TUJUAN, None)


def sinkron(halaman: str) -> None:
    """Bring memory and URL together at the start of a run.

    A URL that the reader typed, followed or went back to wins; a page switch empties the URL
    and memory fills it again.
    """
    terlihat = _from_url()
    pindah = st.session_state.get(_HALAMAN) not in (None, halaman)
    baru = terlihat != st.session_state.get(_TERLIHAT)
    if _INGAT not in st.session_state or (baru and not (pindah and not terlihat)):
        st.session_state[_INGAT] = terlihat
    st.session_state[_HALAMAN] = halaman


def bind_version() -> int | None:
    """Take the version that is current now for the whole run: no part of the page takes a newer one. None = none."""
    terkini = Gudang().terkini()
    st.session_state[_TERKINI] = terkini
    return terkini


def tulis_url() -> None:
    """Show the choice in the address bar; other parameters stay."""
    isi = url()
    if _from_url() != isi:
        lain = {nama: nilai for nama, nilai in st.query_params.to_dict().items() if nama not in NAMA}
        st.query_params.from_dict({**lain, **isi})
    st.session_state[_TERLIHAT] = isi


def baca(isi: Mapping[str, str], terkini: int | None = None) -> Choice | None:
    """Understand URL values against what is published; `terkini` is the version where none is named, None = the
    current one. Raises PilihanSalah."""
    versi = _versi(isi.get("versi"), terkini)
    _tahun_rat(isi.get("tahun_rat"))
    if versi is None or base.daftar_periode(Choice(versi)).empty:  # targets alone say nothing about any quarter
        return None
    return _understand(Choice(versi), tuple(sorted(isi.items())))


@keep.per_version(most=500)
def _understand(p: Choice, nama_nilai: tuple[tuple[str, str], ...]) -> Choice:
    """The same for one version; every part of a page asks for it."""
    isi = dict(nama_nilai)
    wilayah = base.wilayah(p).set_index("kode")
    kode, tingkat = _area(isi, wilayah)
    nama = labels(wilayah.reset_index()).get(kode, str(wilayah.at[kode, "nama"]))
    sebutan = nama if nama.lower().startswith(tingkat) else f"{tingkat.capitalize()} {nama}"
    return Choice(p.versi, _periode(isi.get("triwulan"), p), kode, sebutan, tingkat, _kelompok(isi.get("kkmp")))


def _from_url() -> dict[str, str]:
    return {nama: st.query_params[nama] for nama in NAMA if st.query_params.get(nama)}


def _bound() -> int | None:
    """The version that this run of the page took for the current one; so that no part of it takes a newer one."""
    bound: int | None = st.session_state.get(_TERKINI)
    return bound


def _versi(tulis: str | None, terkini: int | None) -> int | None:
    gudang = Gudang()
    terkini = gudang.terkini() if terkini is None else terkini
    if terkini is None or tulis is None:
        return terkini
    # Ten digits at most: int() of a very long number is slow, and no version is that high.
    if tulis.isascii() and tulis.isdigit() and len(tulis) <= 10 and int(tulis) in gudang.nomor():
        return int(tulis)
    raise PilihanSalah("versi", f"Versi “{tulis[:20]}” tidak ada. Versi terkini adalah versi {terkini}.")


def _periode(tulis: str | None, p: Choice) -> str:
    ada = list(base.daftar_periode(p)["periode"])
    if tulis is None:
        return ada[-1]
    if tulis in ada:
        return tulis
    raise PilihanSalah(
        "triwulan",
        f"Triwulan “{tulis[:20]}” belum diterbitkan. Yang ada: {language.triwulan(ada[0])} "
        f"sampai {language.triwulan(ada[-1])}.",
    )


def _area(isi: Mapping[str, str], wilayah: pd.DataFrame) -> tuple[str, str]:
    """Code and level of the narrowest area chosen; the whole city without a choice."""
    for nama, tingkat in (("kecamatan", ("kecamatan",)), ("kelurahan", ("kelurahan", "desa"))):
        kode = isi.get(nama)
        if kode and (kode not in wilayah.index or wilayah.at[kode, "tingkat"] not in tingkat):
            raise PilihanSalah(nama, f"{nama.capitalize()} dengan kode “{kode[:20]}” tidak dikenal.")
    kecamatan, kelurahan = isi.get("kecamatan"), isi.get("kelurahan")
    if kecamatan and kelurahan and wilayah.at[kelurahan, "induk"] != kecamatan:
        dalam, luar = str(wilayah.at[kelurahan, "nama"]), str(wilayah.at[kecamatan, "nama"])
        sebutan = str(wilayah.at[kelurahan, "tingkat"]).capitalize()
        raise PilihanSalah("kelurahan", f"{sebutan} {dalam} tidak berada di Kecamatan {luar}.")
    kode = kelurahan or kecamatan or _city(wilayah)
    return kode, str(wilayah.at[kode, "tingkat"])


def _city(wilayah: pd.DataFrame) -> str:
    return str(wilayah.index[wilayah["tingkat"].isin(("kota", "kabupaten"))][0])


def tahun_rat() -> int | None:
    """Book years without RAT that the reader tries out (what-if); None = the official rule."""
    return _tahun_rat(url().get("tahun_rat"))


def _tahun_rat(tulis: str | None) -> int | None:
    if tulis is None or tulis in map(str, TAHUN_RAT):
        return int(tulis) if tulis else None
    raise PilihanSalah("tahun_rat", f"Jumlah tahun tanpa RAT “{tulis[:20]}” tidak dikenal; yang ada 1 sampai 5.")


def _kelompok(tulis: str | None) -> str:
    if tulis not in (None, "tanpa", "dengan"):
        raise PilihanSalah("kkmp", f"Pilihan KKMP “{tulis[:20]}” tidak dikenal; tulis “tanpa” atau kosongkan.")
    return TANPA_KKMP if tulis == "tanpa" else SEMUA
