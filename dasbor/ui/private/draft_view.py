"""The dashboard as it would look with somebody's draft (`?draf=`): who may open it, and what every page says of it."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from dasbor.addresses import in_base
from dasbor.choice import WrongChoice
from dasbor.ui import access, page, reader, screen
from dasbor.ui.menu import find_page
from dasbor.ui.plain import plain
from dasbor.words import language
from etl.accounts import roles
from etl.accounts.roles import User
from etl.store.unpublished.previews import Preview, Previews
from etl.store.versions import Store

_GONE = (
    "Draf ini tidak ada, sudah terbit, diganti atau kedaluwarsa, atau bukan untuk Anda. "
    "Draf dibuka dari halaman Unggah atau Persetujuan."
)


def open_draft(token: str, page_name: str) -> Preview:
    """The draft at an address, for whom it is for. Raises WrongChoice with one sentence for all others, so that nobody
    learns which drafts there are; who is not signed in gets the way in, and the page ends."""
    user = access.find_known()
    if user is None:
        screen.show_heading("Khusus petugas", "Draf hanya untuk petugas dinas. Silakan masuk lebih dahulu.")
        login = access.make_login_address(page_name, urlencode({"draf": token}))
        page.show_template("button.html", address=login, text="Masuk", second=False)
        raise screen.PageEnd
    preview = Previews(Store().folder).find(token)
    if preview is None or not may_see(user, preview) or not Store().is_whole(preview.number):
        raise WrongChoice("draf", _GONE)
    return preview


def may_see(user: User, preview: Preview) -> bool:
    """Whoever made the draft; once it is handed in, also whoever may approve."""
    is_own = preview.by == user.name and roles.may(user, "periksa")
    return is_own or (preview.is_handed_in and roles.may(user, "setuju"))


def make_address(preview: Preview) -> str:
    """Ringkasan on the draft, in its quarter."""
    return in_base("/?") + urlencode({"triwulan": preview.periode, "draf": preview.token})


def show_banner(preview: Preview, published: int | None) -> None:
    """On every page: that it is a draft, whose, of which quarter, and the ways back."""
    moved = ""
    if preview.base_version != published:
        moved = f" Sesudah draf ini disusun, versi {published} diterbitkan; susun lagi agar sesuai."
    with st.container(horizontal=True, vertical_alignment="center", key="pita_draf"):
        st.markdown(
            f"**DRAF, belum terbit.** {plain(language.format_quarter(preview.periode))} dari berkas "
            f"{plain(preview.file)}, disusun {plain(preview.by)}: begini dasbor bila diterbitkan.{plain(moved)}"
        )
        where = find_page("persetujuan" if preview.is_handed_in else "unggah")
        way_back = {"address": in_base(f"/{where.address}"), "text": f"Kembali ke {where.title}"}
        page.show_template("button.html", **way_back, second=True)
        st.button("Lihat yang terbit", on_click=reader.change_choice, kwargs={"draf": None})
