"""What only one page asks in its URL (?indikator=, ?cari=, ?id=): read it, and let a widget write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import Protocol, cast

import streamlit as st

from dasbor.ui import page
from dasbor.ui.kept import blocks, view
from dasbor.ui.plain import plain
from dasbor.words import terms

_MAX_LENGTH = 200  # nothing that anybody looks for is longer
# All that pages ask in their URLs: other names there mean nothing, so they make no other page.
_NAMES = frozenset(
    "alasan angka bagian banyak cari dana dengan halaman id indikator kurun lama_usulan lembar menurut pemasaran per "
    "peta petugas provinsi sejak status tampil temuan ti tunggak ukuran urut wilayah".split()
)
_POINTS = "poin_"  # how the names of weights begin


class Tab(Protocol):
    """What a page needs of a tab of Streamlit's: whether it is the open one, and to draw into it."""

    @property
    def open(self) -> bool | None: ...

    def __enter__(self) -> object: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> bool | None: ...


def read_parameter(name: str) -> str:
    """The value in the URL, "" when there is none. Raises KeyError for a name that is not declared here."""
    if not _is_known(name):
        raise KeyError(name)
    if built := view.find():
        return dict(built.parameters).get(name, "")
    return _cut(st.query_params.get(name, ""))


def list_parameters() -> view.Pairs:
    """All that the URL asks of a page, in one order."""
    if built := view.find():
        return built.parameters
    return select_parameters(st.query_params.to_dict())


def select_parameters(given: Mapping[str, str]) -> view.Pairs:
    """The same of any names and values."""
    return tuple((name, _cut(given[name])) for name in sorted(given) if _is_known(name) and given[name])


def _is_known(name: str) -> bool:
    return name in _NAMES or name.startswith(_POINTS)


def _cut(value: object) -> str:
    return str(value)[:_MAX_LENGTH]


def choose_from_list(
    label: str, name: str, options: Mapping[str, str], current: str, default: str = "", hide_label: bool = False
) -> str:
    """One of a few; the choice stands in the URL unless it is `baku`. Returns what is chosen. `hide_label`: for screen
    readers only, where the choice explains itself."""
    page.put_live(partial(_draw_list, terms.say_terms(label), name, options, current, default, hide_label))
    return current


def _draw_list(label: str, name: str, options: Mapping[str, str], current: str, default: str, hide_label: bool) -> None:
    key = _make_key(name, current)
    st.selectbox(
        plain(label),
        list(options),
        format_func=lambda x: options.get(x, x),
        key=key,
        on_change=_write_parameter,
        args=(name, key, default),
        label_visibility="collapsed" if hide_label else "visible",
    )


def choose_button(label: str, name: str, options: Mapping[str, str], hide_label: bool = False) -> str:
    """One of a few, the first unless the URL names another; what is not among them counts as the first."""
    default, requested = next(iter(options)), read_parameter(name)
    return choose_from_list(label, name, options, requested if requested in options else default, default, hide_label)


def choose_tab(options: Sequence[str]) -> Sequence[Tab]:
    """Tabs; the open one stands in the URL as `choose_tab` unless it is the first. Draw only what is .open."""
    requested = read_parameter("bagian")
    current = requested if requested in options else options[0]
    if recording := blocks.find():
        places = recording.add_blocks("tabs", {"make": partial(_draw_tabs, options, current)}, "tab", len(options))
        for place, option in zip(places, options, strict=True):
            place.open = option == current
        return places
    return _draw_tabs(options, current)


def _draw_tabs(options: Sequence[str], current: str) -> Sequence[Tab]:
    key = _make_key("bagian", current)
    # not bind="query-params": a bound name forbids the frame to write the rest of the URL
    drawn = st.tabs([plain(x) for x in options], key=key, on_change=_write_parameter, args=("bagian", key, options[0]))
    return cast("Sequence[Tab]", drawn)


def choose_number(label: str, name: str, default: int, paling: int) -> int:
    """A whole number from 0 to `paling`, in the URL unless it is `baku`; anything else there counts as `baku`."""
    requested = read_parameter(name)
    current = int(requested) if requested.isascii() and requested.isdigit() and len(requested) < 6 else default
    current = current if current <= paling else default
    page.put_live(partial(_draw_number, label, name, current, default, paling))
    return current


def _draw_number(label: str, name: str, current: int, default: int, paling: int) -> None:
    key = _make_key(name, current)
    bantuan = f"0 sampai {paling}; semula {default}"
    st.number_input(
        plain(label),
        0,
        paling,
        step=1,
        key=key,
        help=plain(bantuan),
        on_change=_write_parameter,
        args=(name, key, str(default)),
    )


def enter_search(label: str, name: str, is_sample: str, hapus: str = "") -> str:
    """A text to look for; a new one takes the parameter `hapus` out of the URL."""
    current = read_parameter(name)
    page.put_live(partial(_draw_search, label, name, current, is_sample, hapus))
    return current.strip()


def _draw_search(label: str, name: str, current: str, is_sample: str, hapus: str) -> None:
    key = _make_key(name, current)
    st.text_input(plain(label), key=key, placeholder=is_sample, on_change=_write_parameter, args=(name, key, "", hapus))


def write(name: str, value: str) -> None:
    """Put a value into the URL, "" takes the name out; call in a callback."""
    content = {k: v for k, v in st.query_params.to_dict().items() if k != name}
    st.query_params.from_dict(content | ({name: value} if value else {}))


def _make_key(name: str, current: str | int) -> str:
    """The widget follows the URL, also when the reader goes back."""
    key = f"parameter_{name}"
    if st.session_state.get(key) != current:
        st.session_state[key] = current
    return key


def _write_parameter(nama: str, kunci: str, baku: str, hapus: str = "") -> None:
    # another choice makes another list, which begins on its first page
    content = {k: v for k, v in st.query_params.to_dict().items() if k not in (nama, hapus, "halaman")}
    chosen = st.session_state[kunci]
    value = "" if chosen is None else str(chosen).strip()  # 0 is a number
    st.query_params.from_dict(content | ({nama: value} if value and value != baku else {}))
