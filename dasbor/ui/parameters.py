"""What only one page asks in its URL (?indikator=, ?cari=, ?id=): read it, and let a widget write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Protocol

import streamlit as st

from dasbor.ui.plain import plain
from dasbor.words import terms

_MAX_LENGTH = 200  # nothing that anybody looks for is longer


class Tab(Protocol):
    """What a page needs of a tab of Streamlit's: whether it is the open one, and to draw into it."""

    @property
    def open(self) -> bool | None: ...

    def __enter__(self) -> object: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> bool | None: ...


def read_parameter(name: str) -> str:
    """The value in the URL, "" when there is none."""
    return str(st.query_params.get(name, ""))[:_MAX_LENGTH]


def choose_from_list(
    label: str, name: str, options: Mapping[str, str], current: str, default: str = "", hide_label: bool = False
) -> str:
    """One of a few; the choice stands in the URL unless it is `baku`. Returns what is chosen. `hide_label`: for screen
    readers only, where the choice explains itself."""
    key = _make_key(name, current)
    st.selectbox(
        plain(terms.say_terms(label)),
        list(options),
        format_func=lambda x: options.get(x, x),
        key=key,
        on_change=_write_parameter,
        args=(name, key, default),
        label_visibility="collapsed" if hide_label else "visible",
    )
    return current


def choose_button(label: str, name: str, options: Mapping[str, str], hide_label: bool = False) -> str:
    """One of a few, the first unless the URL names another; what is not among them counts as the first."""
    default, requested = next(iter(options)), read_parameter(name)
    return choose_from_list(label, name, options, requested if requested in options else default, default, hide_label)


def choose_tab(options: Sequence[str]) -> Sequence[Tab]:
    """Tabs; the open one stands in the URL as `choose_tab` unless it is the first. Draw only what is .open."""
    requested = read_parameter("bagian")
    key = _make_key("bagian", requested if requested in options else options[0])
    # not bind="query-params": a bound name forbids the frame to write the rest of the URL
    return st.tabs([plain(x) for x in options], key=key, on_change=_write_parameter, args=("bagian", key, options[0]))


def choose_number(label: str, name: str, default: int, paling: int) -> int:
    """A whole number from 0 to `paling`, in the URL unless it is `baku`; anything else there counts as `baku`."""
    requested = read_parameter(name)
    current = int(requested) if requested.isascii() and requested.isdigit() and len(requested) < 6 else default
    current = current if current <= paling else default
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
    return current


def enter_search(label: str, name: str, is_sample: str, hapus: str = "") -> str:
    """A text to look for; a new one takes the parameter `hapus` out of the URL."""
    key = _make_key(name, read_parameter(name))
    st.text_input(plain(label), key=key, placeholder=is_sample, on_change=_write_parameter, args=(name, key, "", hapus))
    return read_parameter(name).strip()


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
