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
from etl.model import Hasil
from etl.out.prefill import prefilled_template
from etl.out.template import template
from etl.pesan import GERBANG, MULAI_DATA_ASLI, Temuan, TidakTerbaca
from etl.publish import publish
from etl.store.versions import Gudang, GudangRusak

FORMAT = "xlsx, xlsm, xls, xlsb, ods"
_PERIKSA, _SELESAI, _GILIRAN = "_unggah_periksa", "_unggah_selesai", "_unggah_giliran"
_BARIS_TAMPIL = 200  # a browser draws a few hundred rows without effort


def step(nomor: int, judul: str, ringkas: str = "") -> None:
    """Heading of a step; a finished one says its outcome in the same line."""
    page.show("step.html", number=nomor, title=judul, outcome=ringkas)


def has_register() -> bool:
    """A register is published, so that a template can be filled with it."""
    versi = base.versi_terkini()
    return (
        versi is not None and not base.ask(Choice(versi), "select 1 from periode_jenis where jenis = 'koperasi'").empty
    )


def offer_templates() -> None:
    """The empty template, and one that holds the last register."""
    templat = [files.made("Unduh templat kosong", template, "templat-koperasi.xlsx")]
    if has_register():
        label = "Unduh templat berisi register terakhir"
        templat.append(files.made(label, prefilled_template, "templat-koperasi-terisi.xlsx"))
    files.show(*templat)


def choose_file() -> tuple[bytes, str] | None:
    """The uploader; after a publication it is empty again."""
    berkas = st.file_uploader(
        plain(f"Buku kerja triwulan ({FORMAT}; paling besar {_limit()} MB)"),
        key=f"berkas_{st.session_state.get(_GILIRAN, 0)}",
    )
    return None if berkas is None else (berkas.getvalue(), berkas.name)


def check(data: bytes, nama: str, periode: str | None, jawaban: Mapping[str, str] | None = None) -> Hasil | Temuan:
    """Check a file once per content, quarter, published version and answers; reruns find the result kept."""
    jawaban = jawaban or {}
    kunci = (hashlib.sha256(data).hexdigest(), nama, periode, Gudang().terkini(), tuple(sorted(jawaban.items())))
    simpan = st.session_state.setdefault(_PERIKSA, {})
    if kunci not in simpan:
        # Another file or another publication: earlier answers are of no use any more.
        for lama in [k for k in simpan if (k[0], k[3]) != (kunci[0], kunci[3])]:
            del simpan[lama]
        simpan[kunci] = _check_now(data, nama, periode, jawaban)
    return simpan[kunci]


def _check_now(data: bytes, nama: str, periode: str | None, jawaban: Mapping[str, str]) -> Hasil | Temuan:
    tempat = st.empty()
    with tempat.container(), st.status("Memeriksa buku kerja …", expanded=True) as status:

        def lapor(tahap: str) -> None:
            status.update(label=plain(f"Memeriksa buku kerja: {tahap} …"))
            st.write(plain(tahap))

        try:
            hasil: Hasil | Temuan = run.check(data, nama, periode, lapor, jawaban=jawaban)
        except TidakTerbaca as salah:
            hasil = salah.temuan
    tempat.empty()
    return hasil


def choose_quarter(hasil: Hasil) -> str:
    """The guessed quarter, where it was read, and the choice of another."""
    kini = triwulan.from_date(dt.date.today())
    pilihan = _quarter_choices([k[0] for k in hasil.kandidat], _published(), kini)
    kunci = f"triwulan_{hasil.sha256}"
    tebakan = hasil.periode or None
    dipilih = st.selectbox(
        "Triwulan",
        pilihan,
        index=pilihan.index(tebakan) if tebakan in pilihan else None,
        format_func=language.triwulan,
        placeholder="Pilih triwulan",
        key=kunci,
        width=280,
    )
    page.show("remark.html", text=f"{hasil.nama_berkas}. {_where_read(hasil)}")
    return dipilih or ""


def _quarter_choices(kandidat: Sequence[str], terbit: Sequence[str], kini: str) -> list[str]:
    """Quarters to choose from, latest first: the last ended one back to the first published, and those found."""
    akhir = triwulan.index(kini) - 1
    awal = min([triwulan.index(p) for p in terbit] + [akhir - 7])
    semua = {triwulan.from_index(i) for i in range(awal, akhir + 1)} | set(kandidat)
    return sorted(semua, reverse=True)


def _where_read(hasil: Hasil) -> str:
    if not hasil.kandidat:
        return "Triwulan tidak tertulis di buku kerja ini. Pilih triwulannya."
    periode, teks, tempat = hasil.kandidat[0]
    return f"Tertulis “{teks[:80]}” di {tempat}, jadi dibaca {language.triwulan(periode)}. Ganti bila keliru."


def show_changes(hasil: Hasil) -> None:
    """Sentences first, then names, indicators of the city, and of the kelurahan."""
    screen.butir(changes.sentences(hasil.perubahan))
    kepala = {"judul": "Indikator", "sebelum": "Sebelum", "sesudah": "Sesudah", "selisih": "Perubahan"}
    kota = changes.indicators(hasil.perubahan)
    nama = changes.names(hasil.perubahan)
    kelurahan = changes.indicators(hasil.perubahan, kelurahan=True)
    judul = f"Indikator {language.triwulan(hasil.periode)} sebelum dan sesudah diterbitkan"
    with st.expander(plain(judul)):
        page.put(columns.html(kota, judul, kepala))
    if len(nama):
        with st.expander(plain(f"Semua koperasi yang berubah ({len(nama)})")):
            atas = {"perubahan": "Perubahan", "nama_koperasi": "", "kelurahan": "", "rincian": "Rincian"}
            page.put(columns.html(nama, "Koperasi yang berubah", atas))
    if len(kelurahan):
        with st.expander(plain(terms.sebut("Indikator per kelurahan yang berubah"))):
            page.put(
                columns.html(
                    kelurahan.head(_BARIS_TAMPIL), "Indikator per kelurahan", {"wilayah": "Kelurahan", **kepala}
                )
            )
            if len(kelurahan) > _BARIS_TAMPIL:
                st.caption(plain(f"Tampil {_BARIS_TAMPIL} dari {language.bilangan(len(kelurahan))} baris."))


def ask_and_publish(hasil: Hasil, data: bytes, oleh: str) -> None:
    """Gates, confirmation, and the one button that writes."""
    gerbang = [t for t in hasil.temuan if t.kode in GERBANG]
    asli = [t for t in hasil.temuan if t.kode == MULAI_DATA_ASLI]
    if gerbang or asli:
        # Their advice speaks of the command line too; here the fields below ask.
        screen.butir([t.pesan for t in (*gerbang, *asli)])
    alasan = (
        st.text_area("Bila memang benar, tulis alasannya (dicatat di Riwayat)", key=f"alasan_{hasil.sha256}", height=80)
        if gerbang
        else ""
    )
    setuju = bool(asli) and st.checkbox("Ya, keluarkan semua data contoh dan mulai dengan data asli")
    sebutan = language.triwulan(hasil.periode)
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
        _publish(hasil, data, oleh, alasan.strip(), setuju)


def _publish(hasil: Hasil, data: bytes, oleh: str, alasan: str, setuju: bool) -> None:
    try:
        with st.spinner("Menerbitkan …"):
            nomor = publish.publish(hasil, data, oleh, alasan, setuju)
    except publish.TidakDapatTerbit:
        st.error("Belum dapat diterbitkan: sementara itu ada terbitan lain. Periksa sekali lagi.")
    except GudangRusak as salah:
        st.error(plain(salah))
    else:
        st.session_state[_SELESAI] = (hasil.periode, nomor, nomor == hasil.dasar)
        st.session_state[_GILIRAN] = st.session_state.get(_GILIRAN, 0) + 1
        st.session_state.pop(_PERIKSA, None)
        st.rerun()


def show_published() -> None:
    """What the last publication of this session did, with the way to see it and the way to undo it."""
    if _SELESAI not in st.session_state:
        return
    periode, nomor, sama = st.session_state[_SELESAI]
    sebutan = language.triwulan(periode)
    teks = (
        f"{sebutan} sudah terbit dengan buku kerja yang sama; tidak ada yang berubah (versi {nomor})."
        if sama
        else f"{sebutan} telah terbit sebagai versi {nomor}."
    )
    page.show("published.html", text=teks, quarter=periode, quarter_name=sebutan)


def _published() -> list[str]:
    versi = Gudang().terkini()
    return [] if versi is None else list(base.daftar_periode(Choice(versi))["periode"])


def _limit() -> int:
    return int(st.get_option("server.maxUploadSize"))
