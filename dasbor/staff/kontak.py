"""Pieces of the page Kontak: find a cooperative's chair and number, correct them, take them out.

What is typed into the search stays in the session: an address is written into logs.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dasbor.choice import Choice
from dasbor.query import cooperatives
from dasbor.ui import access, page, reader, screen
from dasbor.ui.plain import plain
from dasbor.ui.private import contacts
from dasbor.ui.table import make_table
from dasbor.words import language
from etl.contacts import edit
from etl.contacts.book import Contact, ContactBook
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

QUESTION = "Siapa yang dihubungi di setiap koperasi?"
COLUMNS = {
    "nama_koperasi": "",
    "kelurahan": "",
    "status": "",
    "ketua": "Ketua",
    "telepon": "Telepon",
    "menurut": "Menurut",
}
_MOST = 200  # rows on screen; a browser draws a few hundred without effort
_DONE_KEY, _TURN_KEY = "_kontak_selesai", "_kontak_giliran"
_ABOUT = (
    "Diisi dari kolom Nama Ketua, Nomor Telepon dan Nomor HP di register saat terbit; yang terbaru menggantikan yang "
    "lama. Hanya petugas, pimpinan dan admin yang masuk melihatnya; tidak ada di terbitan, berkas unduhan dan cadangan."
)
_GONE = "tidak ada di register yang terbit"


def show_damage() -> None:
    """A list that cannot be read is said, and the page ends."""
    try:
        ContactBook(Store().folder).read()
    except StoreDamaged as error:
        screen.show_empty("Daftar kontak tidak dapat dibaca.", str(error))
        raise screen.PageEnd from error


def read_rows() -> pd.DataFrame:
    """Every cooperative ever published with its contact: koperasi_id and COLUMNS; those without one have "" there.

    Contacts of cooperatives that are no longer published stand at the end, so that they can be taken out."""
    p = Choice(_find_version(), with_names=True)
    known = contacts.read_contacts(p)
    listed = cooperatives.find_cooperatives(p, "")[["koperasi_id", "nama_koperasi", "kelurahan", "status", "periode"]]
    listed["di_register"] = listed["periode"] == listed["periode"].max()
    lost = pd.DataFrame([(i, _GONE, "", "", "", False) for i in known if i not in set(listed["koperasi_id"])])
    joined = set(cooperatives.map_joined(p))
    if len(lost):
        lost = lost.set_axis(listed.columns, axis="columns")
        listed = pd.concat([listed, lost[~lost["koperasi_id"].isin(joined)]], ignore_index=True)
    return _add_contacts(listed, known)


def _find_version() -> int:
    version = reader.read_bound_version().number
    if version is None:
        screen.show_empty("Belum ada data yang diterbitkan.", "Kontak terisi saat register pertama diterbitkan.")
        raise screen.PageEnd
    return version


def _add_contacts(rows: pd.DataFrame, known: Mapping[str, Contact]) -> pd.DataFrame:
    found = [known.get(str(i)) for i in rows["koperasi_id"]]
    return rows.assign(
        ketua=[c.ketua if c else "" for c in found],
        telepon=[c.telepon if c else "" for c in found],
        menurut=[contacts.say_source(c) if c else "" for c in found],
    )


def filter_rows(rows: pd.DataFrame, word: str) -> pd.DataFrame:
    """Those of which name, area, chair or number hold every word; without a word those that have a contact."""
    if not (words := word.casefold().split()):
        return rows[rows["menurut"] != ""]
    texts = rows[["nama_koperasi", "kelurahan", "ketua", "telepon"]].agg(" ".join, axis="columns").str.casefold()
    return rows[[all(w in t for w in words) for t in texts]]


def ask_word() -> str:
    return st.text_input("Cari nama koperasi, kelurahan, ketua atau nomor", key="kontak_cari", autocomplete="off")


def show_rows(rows: pd.DataFrame, found: pd.DataFrame, word: str = "") -> None:
    """How many have a contact, and the rows that were looked for."""
    page.show_template("remark.html", text=f"{say_known(rows)} {_ABOUT}")
    if found.empty:
        screen.show_empty(*_say_nothing(bool(len(rows)), word))
        return
    shown = found.head(_MOST)
    links = {"nama_koperasi": reader.make_links("koperasi", "id", shown["koperasi_id"].tolist())}
    page.put_html(make_table(shown, "Kontak koperasi", COLUMNS, links=links))
    if len(found) > len(shown):
        screen.show_note(f"Tampak {len(shown)} dari {language.format_number(len(found))}; cari untuk mempersempit.")


def say_known(rows: pd.DataFrame) -> str:
    """ "12 dari 308 koperasi di register Triwulan II 2025 ada kontaknya, dan 3 yang tidak lagi di register."."""
    known, inside = rows["menurut"] != "", rows["di_register"]
    count = language.format_fraction(int((known & inside).sum()), int(inside.sum()))
    others = int((known & ~inside).sum())
    more = f", dan {language.format_number(others)} yang tidak lagi di register" if others else ""
    when = language.format_quarter(str(rows["periode"].max())) if len(rows) else ""
    return f"{count} koperasi di register {when} ada kontaknya{more}."


def _say_nothing(has_rows: bool, word: str) -> tuple[str, str]:
    """Nobody matches what was looked for, or there is no contact yet."""
    below = "pilih koperasinya di bawah untuk mengisinya" if has_rows else ""
    if word.strip():
        return "Tidak ada yang cocok.", ", atau ".join(filter(None, ["Cari kata lain", below])) + "."
    return "Belum ada kontak.", f"{language.capitalise(below)}." if below else ""


def ask_change(rows: pd.DataFrame, found: pd.DataFrame) -> None:
    """One cooperative: chair and number to correct, or to take out. Only for who may."""
    if not access.may("ubah_kontak"):
        return
    page.show_template("step.html", number=None, title="Isi, ubah atau hapus", outcome="")
    _show_done()
    choices = (found if len(found) else rows).set_index("koperasi_id")
    koperasi_id = st.selectbox(
        "Koperasi",
        list(choices.index),
        index=0 if len(choices) == 1 else None,
        format_func=lambda i: " ".join(map(str, choices.loc[i, ["nama_koperasi", "kelurahan"]])).strip(),
        placeholder="Pilih koperasi",
        key=f"kontak_koperasi_{_turn()}_{len(choices)}_{choices.index[0]!r}",  # another search asks anew
    )
    if koperasi_id is not None:
        _ask_one(str(koperasi_id), choices.loc[koperasi_id])


def _ask_one(koperasi_id: str, row: pd.Series) -> None:
    with st.form(f"kontak_{koperasi_id}_{_turn()}", border=False):
        chair = st.text_input("Nama ketua", value=row["ketua"], max_chars=120, autocomplete="off")
        phone = st.text_input("Nomor telepon atau HP", value=row["telepon"], max_chars=120, autocomplete="off")
        pressed = st.form_submit_button("Simpan kontak", type="primary")
    name = str(row["nama_koperasi"])
    if pressed:
        _change(koperasi_id, chair, phone, name)
    if row["menurut"] and st.button("Hapus kontak ini"):
        _remove(koperasi_id, name)


def _change(koperasi_id: str, chair: str, phone: str, name: str) -> None:
    user = access.claim("ubah_kontak")
    try:
        edit.change_contact(Store(), koperasi_id, chair, phone, user.name, access.find_address())
    except (ValueError, StoreDamaged) as error:
        st.error(plain(f"{str(error).rstrip('.')}."))
        return
    _finish(f"Kontak {name} disimpan; berlaku sampai register triwulan berikutnya memuat kontaknya.")


def _remove(koperasi_id: str, name: str) -> None:
    user = access.claim("ubah_kontak")
    try:
        edit.remove_contact(Store(), koperasi_id, user.name, access.find_address())
    except KeyError:
        st.error("Kontak ini sudah dihapus orang lain.")
        return
    except StoreDamaged as error:
        page.show_refusal(error)
        return
    _finish(f"Kontak {name} dihapus. Hapus juga dari register di Excel agar tidak terbaca lagi triwulan berikutnya.")


def _finish(done: str) -> None:
    """Draw the page anew, with an empty form and what was done."""
    st.session_state[_DONE_KEY] = done
    st.session_state[_TURN_KEY] = _turn() + 1
    st.rerun()


def _show_done() -> None:
    if done := st.session_state.pop(_DONE_KEY, ""):
        st.success(plain(done))


def _turn() -> int:
    return int(st.session_state.get(_TURN_KEY, 0))
