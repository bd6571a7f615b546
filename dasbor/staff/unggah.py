"""Pieces of the upload page: file, check once, quarter, what changes, publish. Findings: temuan_unggahan.py."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

import streamlit as st

from dasbor.choice import Choice
from dasbor.query import base
from dasbor.staff import changes, files
from dasbor.ui import page, screen
from dasbor.ui.plain import plain
from dasbor.words import columns, language, terms
from etl import periode as triwulan
from etl import run
from etl.model import CheckResult
from etl.out.prefill import make_prefilled
from etl.out.template import make_template
from etl.pesan import GATES, STARTS_REAL_DATA, Finding, Unreadable
from etl.publish import publish
from etl.store.versions import Store, StoreDamaged

FORMATS = "xlsx, xlsm, xls, xlsb, ods"
_CHECK_KEY, _DONE_KEY, _TURN_KEY = "_unggah_periksa", "_unggah_selesai", "_unggah_giliran"
_MAX_ROWS = 200  # a browser draws a few hundred rows without effort


def show_step(nomor: int, judul: str, ringkas: str = "") -> None:
    """Heading of a step; a finished one says its outcome in the same line."""
    page.show_template("step.html", number=nomor, title=judul, outcome=ringkas)


def has_register() -> bool:
    """A register is published, so that a template can be filled with it."""
    versi = base.find_current_version()
    return (
        versi is not None and not base.ask(Choice(versi), "select 1 from periode_jenis where jenis = 'koperasi'").empty
    )


def offer_templates() -> None:
    """The empty template, and one that holds the last register."""
    templat = [files.made("Unduh templat kosong", make_template, "templat-koperasi.xlsx")]
    if has_register():
        label = "Unduh templat berisi register terakhir"
        templat.append(files.made(label, make_prefilled, "templat-koperasi-terisi.xlsx"))
    files.show(*templat)


def choose_file() -> tuple[bytes, str] | None:
    """The uploader; after a publication it is empty again."""
    berkas = st.file_uploader(
        plain(f"Buku kerja triwulan ({FORMATS}; paling besar {_read_limit()} MB)"),
        key=f"berkas_{st.session_state.get(_TURN_KEY, 0)}",
    )
    return None if berkas is None else (berkas.getvalue(), berkas.name)


def check_file(
    data: bytes, nama: str, periode: str | None, jawaban: Mapping[str, str] | None = None
) -> CheckResult | Finding:
    """Check a file once per content, quarter, published version and answers; reruns find the result kept."""
    jawaban = jawaban or {}
    kunci = (hashlib.sha256(data).hexdigest(), nama, periode, Store().terkini(), tuple(sorted(jawaban.items())))
    simpan = st.session_state.setdefault(_CHECK_KEY, {})
    if kunci not in simpan:
        # Another file or another publication: earlier answers are of no use any more.
        for lama in [k for k in simpan if (k[0], k[3]) != (kunci[0], kunci[3])]:
            del simpan[lama]
        simpan[kunci] = _check_now(data, nama, periode, jawaban)
    return simpan[kunci]


def _check_now(data: bytes, nama: str, periode: str | None, jawaban: Mapping[str, str]) -> CheckResult | Finding:
    tempat = st.empty()
    with tempat.container(), st.status("Memeriksa buku kerja …", expanded=True) as status:

        def lapor(tahap: str) -> None:
            status.update(label=plain(f"Memeriksa buku kerja: {tahap} …"))
            st.write(plain(tahap))

        try:
            hasil: CheckResult | Finding = run.check_workbook(data, nama, periode, lapor, jawaban=jawaban)
        except Unreadable as salah:
            hasil = salah.temuan
    tempat.empty()
    return hasil


def choose_quarter(hasil: CheckResult) -> str:
    """The guessed quarter, where it was read, and the choice of another."""
    kini = triwulan.find_by_date(dt.date.today())
    pilihan = _list_quarter_choices([k[0] for k in hasil.quarter_candidates], _say_published(), kini)
    kunci = f"triwulan_{hasil.sha256}"
    tebakan = hasil.periode or None
    dipilih = st.selectbox(
        "Triwulan",
        pilihan,
        index=pilihan.index(tebakan) if tebakan in pilihan else None,
        format_func=language.format_quarter,
        placeholder="Pilih triwulan",
        key=kunci,
        width=280,
    )
    page.show_template("remark.html", text=f"{hasil.nama_berkas}. {_say_where_read(hasil)}")
    return dipilih or ""


def _list_quarter_choices(kandidat: Sequence[str], terbit: Sequence[str], kini: str) -> list[str]:
    """Quarters to choose from, latest first: the last ended one back to the first published, and those found."""
    akhir = triwulan.find_index(kini) - 1
    awal = min([triwulan.find_index(p) for p in terbit] + [akhir - 7])
    semua = {triwulan.make_from_index(i) for i in range(awal, akhir + 1)} | set(kandidat)
    return sorted(semua, reverse=True)


def _say_where_read(hasil: CheckResult) -> str:
    if not hasil.quarter_candidates:
        return "Triwulan tidak tertulis di buku kerja ini. Pilih triwulannya."
    periode, teks, tempat = hasil.quarter_candidates[0]
    return f"Tertulis “{teks[:80]}” di {tempat}, jadi dibaca {language.format_quarter(periode)}. Ganti bila keliru."


def show_changes(hasil: CheckResult) -> None:
    """Sentences first, then names, indicators of the city, and of the kelurahan."""
    screen.show_bullets(changes.say_changes(hasil.perubahan))
    kepala = {"judul": "Indikator", "sebelum": "Sebelum", "sesudah": "Sesudah", "selisih": "Perubahan"}
    kota = changes.list_indicators(hasil.perubahan)
    nama = changes.list_names(hasil.perubahan)
    kelurahan = changes.list_indicators(hasil.perubahan, kelurahan=True)
    judul = f"Indikator {language.format_quarter(hasil.periode)} sebelum dan sesudah diterbitkan"
    with st.expander(plain(judul)):
        page.put_html(columns.make_html(kota, judul, kepala))
    if len(nama):
        with st.expander(plain(f"Semua koperasi yang berubah ({len(nama)})")):
            atas = {"perubahan": "Perubahan", "nama_koperasi": "", "kelurahan": "", "rincian": "Rincian"}
            page.put_html(columns.make_html(nama, "Koperasi yang berubah", atas))
    if len(kelurahan):
        with st.expander(plain(terms.say_terms("Indikator per kelurahan yang berubah"))):
            page.put_html(
                columns.make_html(
                    kelurahan.head(_MAX_ROWS), "Indikator per kelurahan", {"wilayah": "Kelurahan", **kepala}
                )
            )
            if len(kelurahan) > _MAX_ROWS:
                st.caption(plain(f"Tampil {_MAX_ROWS} dari {language.format_number(len(kelurahan))} baris."))


def ask_and_publish(hasil: CheckResult, data: bytes, oleh: str) -> None:
    """Gates, confirmation, and the one button that writes."""
    gerbang = [t for t in hasil.temuan if t.kode in GATES]
    asli = [t for t in hasil.temuan if t.kode == STARTS_REAL_DATA]
    if gerbang or asli:
        # Their advice speaks of the command line too; here the fields below ask.
        screen.show_bullets([t.pesan for t in (*gerbang, *asli)])
    alasan = (
        st.text_area("Bila memang benar, tulis alasannya (dicatat di Riwayat)", key=f"alasan_{hasil.sha256}", height=80)
        if gerbang
        else ""
    )
    setuju = bool(asli) and st.checkbox("Ya, keluarkan semua data contoh dan mulai dengan data asli")
    sebutan = language.format_quarter(hasil.periode)
    st.markdown(
        f"Sesudah ditekan, {plain(sebutan)} langsung terlihat di dasbor. Buku kerja asli disimpan utuh. "
        "Penerbitan dapat dibatalkan di Riwayat."
    )
    if not st.button(plain(f"Terbitkan {sebutan}"), type="primary"):
        return
    if gerbang and not alasan.strip():
        st.warning("Tulis alasannya lebih dahulu, lalu tekan Terbitkan lagi.")
    elif asli and not setuju:
        st.warning("Centang persetujuan di atas lebih dahulu, lalu tekan Terbitkan lagi.")
    else:
        _publish_workbook(hasil, data, oleh, alasan.strip(), setuju)


def _publish_workbook(hasil: CheckResult, data: bytes, oleh: str, alasan: str, setuju: bool) -> None:
    try:
        with st.spinner("Menerbitkan …"):
            nomor = publish.publish_workbook(hasil, data, oleh, alasan, setuju)
    except publish.NotPublishable:
        st.error("Belum dapat diterbitkan: sementara itu ada terbitan lain. Periksa sekali lagi.")
    except StoreDamaged as salah:
        st.error(plain(salah))
    else:
        st.session_state[_DONE_KEY] = (hasil.periode, nomor, nomor == hasil.dasar)
        st.session_state[_TURN_KEY] = st.session_state.get(_TURN_KEY, 0) + 1
        st.session_state.pop(_CHECK_KEY, None)
        st.rerun()


def show_published() -> None:
    """What the last publication of this session did, with the way to see it and the way to undo it."""
    if _DONE_KEY not in st.session_state:
        return
    periode, nomor, sama = st.session_state[_DONE_KEY]
    sebutan = language.format_quarter(periode)
    teks = (
        f"{sebutan} sudah terbit dengan buku kerja yang sama; tidak ada yang berubah (versi {nomor})."
        if sama
        else f"{sebutan} telah terbit sebagai versi {nomor}."
    )
    page.show_template("published.html", text=teks, quarter=periode, quarter_name=sebutan)


def _say_published() -> list[str]:
    versi = Store().terkini()
    return [] if versi is None else list(base.list_quarters(Choice(versi))["periode"])


def _read_limit() -> int:
    return int(st.get_option("server.maxUploadSize"))
