"""Pieces of the history page: the ledger, one version's workbook, what restoring it would change."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from dasbor.choice import Choice
from dasbor.query import figures, published
from dasbor.staff import files
from dasbor.ui import access, markup, page, screen
from dasbor.ui.plain import plain
from dasbor.ui.table import make_table
from dasbor.words import language
from etl.acuan import load_reference
from etl.publish import publish
from etl.publish.join.listing import list_decisions
from etl.publish.ready import VersionMoved, say_moved
from etl.settings import entries, following
from etl.settings.words import say_change
from etl.skema import SHEET_KINDS
from etl.store.faults import StoreDamaged
from etl.store.invented import is_sample
from etl.store.versions import Store

_COLUMNS = {
    "nomor": "Versi",
    "waktu": "Waktu",
    "oleh": "Oleh",
    "tindakan": "Tindakan",
    "periode": "Triwulan",
    "nama_berkas": "Berkas",
    "keterangan": "Keterangan",
}
_RESTORED_KEY, _SHOWN_KEY = "_riwayat_dipulihkan", "_riwayat_dilihat"
_SAMPLE = " (data contoh rekaan)"


def read_ledger(newest: int) -> pd.DataFrame:
    """Every publication, newest first."""
    return published.read_ledger(Choice(newest, with_names=True))


def show_ledger(workbook: pd.DataFrame) -> None:
    """Every publication, newest first; nothing is ever taken out of it."""
    # Version numbers are names, not quantities: no thousands dots.
    pairs = zip(workbook["tindakan"], workbook["contoh"], strict=True)
    action = [f"{language.capitalise(what)}{_SAMPLE if sample else ''}" for what, sample in pairs]
    visible = workbook.assign(nomor=workbook["nomor"].astype(str), tindakan=action).drop(columns="contoh")
    page.show_template("wide.html", table=make_table(visible, "Riwayat penerbitan", _COLUMNS))
    files.show_table(visible, "Riwayat penerbitan", [load_reference().city], "riwayat", _COLUMNS)


def choose_version(workbook: pd.DataFrame, newest: int) -> int | None:
    """A version that can still be opened, the newest first."""
    known = [n for n in sorted(Store().list_versions(), reverse=True) if n <= newest]  # none that came during this run
    label = {int(b["nomor"]): _write_label(b, newest) for b in workbook.to_dict("records")}
    return st.selectbox(
        "Versi",
        known,
        format_func=lambda n: label.get(n, f"Versi {n}"),
        index=1 if len(known) > 1 else 0,
        key="versi_riwayat",
    )


def _write_label(row: dict[Hashable, Any], newest: int) -> str:
    """Short enough for the select box of a phone: the quarter, or what else was done."""
    number = int(row["nomor"])
    content = language.format_quarter(row["periode"], True) if language.is_known(row["periode"]) else row["tindakan"]
    current = f"{' (contoh)' if row['contoh'] else ''}{' (terkini)' if number == newest else ''}"
    return f"{number} · {language.format_date(row['waktu'])} · {content}{current}"


def show_version(workbook: pd.DataFrame, number: int) -> None:
    """See the dashboard as it was, and fetch the workbook as it came."""
    with st.container(horizontal=True, vertical_alignment="center"):
        tombol = {"address": f"/?versi={number}", "text": f"Lihat dasbor seperti versi {number}", "second": True}
        page.put_html(markup.render_template("button.html", **tombol), width="content")
        row = workbook[workbook["nomor"] == number]
        if len(row) and language.is_known(row["sha256"].iloc[0]) and Store().workbooks.find(str(row["sha256"].iloc[0])):
            files.show_links(files.link_original("Unduh buku kerja asli", int(row["unggahan_id"].iloc[0])))
        elif number in Store().records.expired():
            st.caption(
                "Buku kerja aslinya sudah dihapus karena masa simpannya habis (setelan simpan_buku_kerja_tahun)."
            )


def list_differences(number: int, newest: int) -> list[str]:
    """What bringing a version back would change: first its settings and what was decided about cooperatives, then one
    sentence per quarter and cause; empty = the same settings and data."""
    return [*_list_settings(number, newest), *_list_decided(number, newest), *_list_data(number, newest)]


def _list_settings(number: int, newest: int) -> list[str]:
    """Settings come back with the data, told apart from what workbooks change."""
    then, now = (entries.read_in_force(Store().open_version(n)) for n in (number, newest))
    if then is None:
        return []
    current = now.entries if now else entries.read_start(following.take_start(Store(), load_reference()))
    differences = following.list_differences(current, then.entries)
    return [f"Pengaturan kembali: {say_change(key, old, new)}." for key, old, new, _ in differences]


def _list_decided(number: int, newest: int) -> list[str]:
    """Cooperatives that were joined or separated in one of the two versions only."""
    then, now = (dict(list_decisions(Store(), n)) for n in (number, newest))
    gone = [f"Tidak berlaku lagi (versi {d.nomor}): {said}." for d, said in now.items() if d not in then]
    return gone + [f"Berlaku lagi (versi {d.nomor}): {said}." for d, said in then.items() if d not in now]


def _list_data(number: int, newest: int) -> list[str]:
    different = published.list_workbooks(Choice(number, with_names=True)).merge(
        published.list_workbooks(Choice(newest, with_names=True)),
        on=["periode", "jenis"],
        how="outer",
        suffixes=("_lama", "_kini"),
    )
    different = different[different["unggahan_id_lama"].fillna(-1) != different["unggahan_id_kini"].fillna(-1)]
    name = different[["nama_berkas_lama", "nama_berkas_kini"]]
    different = different.assign(akibat=[_say_effect(old, current) for old, current in name.itertuples(index=False)])
    group = different.sort_values("periode", ascending=False).groupby(["periode", "akibat"], sort=False)["jenis"]
    return [
        f"{language.format_quarter(str(periode))}: {language.join_list([SHEET_KINDS[j].judul for j in kind])} {effect}."
        for (periode, effect), kind in group
    ]


def _say_effect(old: object, current: object) -> str:
    if not language.is_known(old):
        return f"tidak ada lagi (sekarang dari berkas {current})"
    if not language.is_known(current):
        return f"kembali ada, dari berkas {old}"
    return f"kembali ke berkas {old} (sekarang {current})"


def list_taken_along(number: int, newest: int) -> list[str]:
    """Every publication after a version, the newest first: who, what and why. Restoring it undoes them all."""
    ledger = read_ledger(newest)
    after = ledger[(ledger["nomor"] > number) & (ledger["nomor"] <= newest)].to_dict("records")
    return [f"Ikut batal: versi {row['nomor']}, {_say_publication(row)}." for row in after]


def _say_publication(row: dict[Hashable, Any]) -> str:
    """ "terbit Triwulan III 2025 oleh siti (a.xlsx: koreksi)"."""
    quarter = f" {language.format_quarter(row['periode'])}" if language.is_known(row["periode"]) else ""
    why = f" ({row['keterangan']})" if language.is_known(row["keterangan"]) and row["keterangan"] else ""
    return f"{row['tindakan']}{quarter} oleh {row['oleh']}{why}"


def say_headline_figures(number: int, newest: int) -> str:
    """The city's active cooperatives in the latest quarter, now and after restoring."""
    now, then = _say_active(newest), _say_active(number)
    return f"Koperasi aktif di triwulan terakhir: sekarang {now}; sesudah dipulihkan {then}."


def _say_active(version: int) -> str:
    quarters = published.list_quarters(Choice(version))["periode"]
    if quarters.empty:  # everything was withdrawn
        return language.NO_DATA
    periode = quarters.iloc[-1]
    value = figures.read_figures(Choice(version, periode, load_reference().city_code)).get("koperasi_aktif")
    content = language.format_fraction(value.pembilang, value.penyebut) if value else language.NO_DATA
    return f"{content} ({language.format_quarter(periode)})"


def ask_and_restore(number: int, newest: int, oleh: str) -> None:
    """Preview, confirmation, and the one button that writes."""
    page.show_template("step.html", number=None, title=f"Pulihkan versi {number}", outcome="")
    if is_sample(Store(), number) and not is_sample(Store(), newest):
        screen.show_empty(
            "Versi ini berisi data contoh rekaan.",
            "Yang terbit data asli, jadi versi contoh dapat dilihat tetapi tidak dapat dipulihkan.",
        )
        return
    different = list_differences(number, newest)
    if number == newest or not different:
        screen.show_empty("Tidak ada yang perlu dipulihkan.", f"Isi versi {number} sama dengan yang sekarang terbit.")
        return
    screen.show_bullets([say_headline_figures(number, newest), *different, *list_taken_along(number, newest)])
    if entries.read_in_force(Store().open_version(number)) is None:
        st.caption("Versi ini dari rilis yang belum menyimpan pengaturan; pengaturan yang sekarang tetap berlaku.")
    st.caption("Pemulihan adalah terbitan baru: versi yang sekarang tetap ada di riwayat dan dapat dipulihkan lagi.")
    reason = st.text_input("Alasan (dicatat di riwayat, boleh kosong)", key=f"alasan_pulih_{number}_{newest}")
    agreed = st.checkbox("Ya, perubahan di atas memang dikehendaki", key=f"setuju_pulih_{number}_{newest}")
    if st.button(plain(f"Pulihkan versi {number}"), type="primary", disabled=not agreed):
        _restore_version(number, newest, oleh, reason.strip())


def _restore_version(number: int, newest: int, oleh: str, reason: str) -> None:
    access.claim("pulihkan")
    try:
        with st.spinner("Memulihkan …"):
            new = publish.restore_version(number, oleh, reason, address=access.find_address(), seen=newest)
    except VersionMoved:
        look_again()
    except StoreDamaged as error:
        page.show_refusal(error)
        return
    forget_shown()
    st.session_state[_RESTORED_KEY] = (number, new)
    st.session_state.pop("versi_riwayat", None)
    st.rerun()


def look_again() -> None:
    """Nothing was written, since somebody published after the preview: the page again, with what would change now."""
    st.rerun()


def forget_shown() -> None:
    """What comes next is this session's own doing."""
    st.session_state.pop(_SHOWN_KEY, None)


def show_moved(newest: int) -> None:
    """Somebody published since this page was last drawn: who; reasons and ticks are asked for again."""
    if st.session_state.get(_SHOWN_KEY, newest) != newest:
        moved = say_moved(Store(), newest)
        screen.show_note(f"{moved} Tidak ada yang ditulis. Lihat lagi apa yang akan berubah, lalu putuskan lagi.")
    st.session_state[_SHOWN_KEY] = newest


def show_restored() -> None:
    """What the last restore of this session did."""
    if _RESTORED_KEY in st.session_state:
        old, new = st.session_state[_RESTORED_KEY]
        page.show_template("restored.html", old=old, new=new)
