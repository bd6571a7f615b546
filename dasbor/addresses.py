"""Where the dashboard stands: at the root of a host, or below a path of it (Streamlit's --server.baseUrlPath).

Whatever writes an address of ours (link, form, redirect, route, Path of a cookie) writes it with `in_base`;
tests/server/test_addresses.py reads the source for addresses without it.
"""

from __future__ import annotations

import os

import streamlit as st

BASE_SETTING = "STREAMLIT_SERVER_BASE_URL_PATH"
DOOR_SETTING = "KOPERASI_PINTU"  # set by the door of several areas of government (dasbor/front) for their processes


def read_base() -> str:
    """The path that all addresses begin with: "" at the root, else like "/koperasi"."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def in_base(address: str) -> str:
    """An address of the dashboard ("/unggah") as a browser has to ask for it ("/koperasi/unggah")."""
    return read_base() + address


def find_door() -> str:
    """The address of the page that lists all areas of government; "" where there is only this one."""
    return os.environ.get(DOOR_SETTING, "")


def below_base(path: str) -> str | None:
    """The other way round; None for a path that is none of the dashboard's."""
    base = read_base()
    if path == base:
        return "/"
    return path.removeprefix(base) if path.startswith(f"{base}/") else None
