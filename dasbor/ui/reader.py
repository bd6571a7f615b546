"""What the reader chose: version, quarter, area, with or without KKMP; kept on all pages and in the URL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote_plus, urlencode

import streamlit as st

from dasbor import keep
from dasbor.addresses import in_base
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice, WrongChoice
from dasbor.query import choose, published
from dasbor.ui.kept import view
from dasbor.ui.menu import PAGES, find_page
from etl.store.unpublished.previews import Preview
from etl.store.versions import Store

CHOICE_NAMES = ("triwulan", "kecamatan", "kelurahan", "kkmp", "versi", "tahun_rat", "draf")  # names in the URL
RAT_YEARS = range(1, 6)  # book years without RAT that the what-if offers
_MEMORY_KEY = "_pilihan_url"  # what is chosen now, as URL names and values
_SEEN_KEY = "_pilihan_terlihat"  # what the URL held at the end of the last run
_PAGE_KEY = "_pilihan_halaman"
_SHOWN_KEY = "_pilihan_terkini"  # the version that readers get, as it was at the start of the run
_NAMES_KEY = "_pilihan_bernama"  # whether the reader of this run may see names that the settings hide
_TARGET_KEY = "_pilihan_tujuan"
_WITH_LINKS = keep.Shelf(most=1_000)
T = TypeVar("T")
_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z-]+")  # what does not belong in the name of a file


@dataclass(frozen=True)
class ShownVersion:
    """number: the version that readers get, None = none; damage: why it is not the published one, "" = it is; draft:
    the preview that stands in its place; session: the only one that its files are for, "" = everybody's; is_for_all:
    the reader sees what everybody sees: see access.sees_no_more; writes: but for the form for remarks."""

    number: int | None
    damage: str
    draft: Preview | None = None
    session: str = ""
    is_for_all: bool = False
    writes: bool = False


def read_choice() -> Choice | None:
    """The reader's choice; None when nothing is published. Raises WrongChoice."""
    return _parse_bound(list_url_values())


def read_latest() -> Choice | None:
    """The whole city in the latest quarter of the current version: what staff pages show in the frame."""
    return _parse_bound({})


def _parse_bound(content: Mapping[str, str]) -> Choice | None:
    bound = read_bound_version().number
    with_names = view.find() is None and bool(st.session_state.get(_NAMES_KEY))
    return None if bound is None else parse_choice(content, bound, with_names)


def keep_with_links(name: str, p: Choice, compute: Callable[[], T], *other: object) -> T:
    """Keep what holds addresses, which carry the whole choice of the reader."""
    links = tuple(sorted(list_url_values().items()))
    result: T = _WITH_LINKS.get((keep.state(p), name, p, links, other), compute)
    return result


def list_url_values() -> dict[str, str]:
    """The choice as URL names and values; only what was chosen."""
    if built := view.find():
        return dict(built.url)
    if _MEMORY_KEY not in st.session_state:
        return _read_url()
    return dict(st.session_state[_MEMORY_KEY])


def find_file_choice() -> Choice | None:
    """The choice that a file of this page is about; None on pages that are about none."""
    address = find_page_address()
    page = next((h for h in PAGES if h.address == address), None)
    return read_choice() if page is None or page.has_filters else None


def find_page_address() -> str | None:
    """The page that is open."""
    built = view.find()
    address: str | None = built.page if built else st.session_state.get(_PAGE_KEY)
    return address


def make_file_suffix() -> str:
    """Quarter, area and an earlier version for the name of a file, "_2025-T2_Kota_Blitar"; "" where there is no
    choice."""
    p = find_file_choice()
    if p is None:
        return ""
    without = "_tanpa_KKMP" if p.kelompok_hitung == WITHOUT_KKMP else ""
    earlier = f"_versi_{p.version}" if 0 <= p.version != read_bound_version().number else ""
    return f"_{p.periode}_{make_name_part(p.area_name)}{without}{earlier}"


def make_name_part(words: str) -> str:
    """Words as a part of a file's name."""
    return _NOT_IN_NAMES.sub("_", words).strip("_")


def make_link(halaman: str = "", **ganti: str | None) -> str:
    """Address of a page with the present choice; None takes a name away: tautan("keaktifan", kelurahan=kode)."""
    content = {**list_url_values(), **ganti}
    parameters = urlencode({name: value for name, value in content.items() if value})
    address = in_base("/" + ("" if halaman == "ringkasan" else halaman))
    return address + (f"?{parameters}" if parameters else "")


def make_links(page: str, name: str, value: Iterable[str], **replacements: str | None) -> list[str]:
    """The address of a page for each value of a name, "" for an empty one: tautan() for the rows of a long list."""
    dasar = make_link(page, **{**replacements, name: None})
    dasar += ("&" if "?" in dasar else "?") + name + "="
    return [dasar + quote_plus(x) if x else "" for x in value]


def change_choice(**ganti: str | None) -> None:
    """Change the choice, e.g. from a click on a tile; call before the page is drawn (callback) or st.rerun after."""
    content = {name: value for name, value in {**list_url_values(), **ganti}.items() if value}
    kecamatan, kelurahan = content.get("kecamatan"), content.get("kelurahan")
    if kecamatan and kelurahan and not kelurahan.startswith(kecamatan + "."):
        content.pop("kecamatan" if "kelurahan" in ganti else "kelurahan")
    st.session_state[_MEMORY_KEY] = content


def open_page(page: str, **replacements: str | None) -> None:
    """The same and on to another page (its file), e.g. from a click on the map; call in a callback."""
    change_choice(**replacements)
    st.session_state[_TARGET_KEY] = page


def take_destination() -> str | None:
    """Where buka() leads, once."""
    target: str | None = st.session_state.pop(_TARGET_KEY, None)
    return target


def sync_url(page: str) -> None:
    """Bring memory and URL together at the start of a run.

    A URL that the reader typed, followed or went back to wins; a page switch empties the URL
    and memory fills it again.
    """
    terlihat = _read_url()
    moved = st.session_state.get(_PAGE_KEY) not in (None, page)
    new = terlihat != st.session_state.get(_SEEN_KEY)
    if _MEMORY_KEY not in st.session_state or (new and not (moved and not terlihat)):
        st.session_state[_MEMORY_KEY] = terlihat
    if find_page(page).is_staff:  # a draft is left where it is worked on
        memory = st.session_state[_MEMORY_KEY]
        st.session_state[_MEMORY_KEY] = {name: value for name, value in memory.items() if name != "draf"}
    st.session_state[_PAGE_KEY] = page


def bind_version(named_for: str = "", is_for_all: bool = False, writes: bool = False) -> ShownVersion:
    """Take the version that readers get now for the whole run; no part of the page takes another. `named_for`: the
    session of a reader who sees names that others do not; "" = nothing is hidden, or this reader sees it neither.
    `is_for_all`, `writes`: see ShownVersion."""
    st.session_state[_NAMES_KEY] = bool(named_for)
    newest = Store().find_newest_whole()
    st.session_state[_SHOWN_KEY] = shown = ShownVersion(*newest, None, named_for, is_for_all, writes)
    return shown


def bind_draft(preview: Preview, session: str) -> ShownVersion:
    """Take a draft in the place of what is published, for the whole run and this session."""
    st.session_state[_SHOWN_KEY] = shown = ShownVersion(preview.number, "", preview, session)
    return shown


def read_bound_version() -> ShownVersion:
    """The version that this run of the page goes by."""
    if built := view.find():
        return ShownVersion(built.number, built.damage, is_for_all=True, writes=built.writes)
    bound: ShownVersion | None = st.session_state.get(_SHOWN_KEY)
    return bound or ShownVersion(*Store().find_newest_whole())


def may_write() -> bool:
    """Whether the form for remarks stands on this page."""
    return read_bound_version().writes


def write_url() -> None:
    """Show the choice in the address bar; other parameters stay."""
    content = list_url_values()
    if _read_url() != content:
        other = {name: value for name, value in st.query_params.to_dict().items() if name not in CHOICE_NAMES}
        st.query_params.from_dict({**other, **content})
    st.session_state[_SEEN_KEY] = content


def parse_choice(content: Mapping[str, str], newest: int | None = None, with_names: bool = False) -> Choice | None:
    """Understand URL values against what is published; `newest` is the version where none is named, None = the
    current one. Raises WrongChoice."""
    version = _parse_version(content.get("versi"), newest)
    _parse_rat_years(content.get("tahun_rat"))
    if version is None:
        return None
    return _parse_choice(Choice(version, with_names=with_names), tuple(sorted(content.items())))


@keep.per_version(most=500)
def _parse_choice(p: Choice, nama_nilai: tuple[tuple[str, str], ...]) -> Choice | None:
    """The same for one version; every part of a page asks for it."""
    if not published.has_quarters(p):
        return None
    content = dict(nama_nilai)
    code = _parse_area(content, published.index_areas(p))
    return choose.choose(p, content.get("triwulan"), code, _parse_kkmp(content.get("kkmp")))


def _read_url() -> dict[str, str]:
    return {name: st.query_params[name] for name in CHOICE_NAMES if st.query_params.get(name)}


def _parse_version(written: str | None, newest: int | None) -> int | None:
    newest = published.find_current_version() if newest is None else newest
    if newest is None or written is None or newest < 0:  # a draft is looked at as it is
        return newest
    # Ten digits at most: int() of a very long number is slow, and no version is that high. No zeros before it: a
    # version has one address.
    number = int(written) if re.fullmatch("[1-9][0-9]{0,9}", written) else 0
    return choose.find_version(number, newest, written)


def _parse_area(content: Mapping[str, str], areas: Mapping[str, Any]) -> str | None:
    """Code of the narrowest area chosen; None = the whole city."""
    for name, level in (("kecamatan", ("kecamatan",)), ("kelurahan", ("kelurahan", "desa"))):
        code = content.get(name)
        if code and (code not in areas or areas[code].tingkat not in level):
            raise WrongChoice(name, f"{name.capitalize()} dengan kode “{code[:20]}” tidak dikenal.")
    kecamatan, kelurahan = content.get("kecamatan"), content.get("kelurahan")
    if kecamatan and kelurahan and areas[kelurahan].induk != kecamatan:
        inside, outside, label = areas[kelurahan].nama, areas[kecamatan].nama, areas[kelurahan].tingkat.capitalize()
        raise WrongChoice("kelurahan", f"{label} {inside} tidak berada di Kecamatan {outside}.")
    return kelurahan or kecamatan or None


def read_rat_years() -> int | None:
    """Book years without RAT that the reader tries out (what-if); None = the official rule."""
    return _parse_rat_years(list_url_values().get("tahun_rat"))


def _parse_rat_years(written: str | None) -> int | None:
    if written is None or written in map(str, RAT_YEARS):
        return int(written) if written else None
    raise WrongChoice("tahun_rat", f"Jumlah tahun tanpa RAT “{written[:20]}” tidak dikenal; yang ada 1 sampai 5.")


def _parse_kkmp(written: str | None) -> str:
    if written not in (None, "tanpa", "dengan"):
        raise WrongChoice("kkmp", f"Pilihan KKMP “{written[:20]}” tidak dikenal; tulis “tanpa” atau kosongkan.")
    return WITHOUT_KKMP if written == "tanpa" else WITH_KKMP
