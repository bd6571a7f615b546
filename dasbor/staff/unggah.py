"""Pieces of the upload page: file, check once, quarter, what changes, publish. Findings: findings.py."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import streamlit as st

from dasbor.choice import Choice
from dasbor.query import published
from dasbor.query.ask import ask
from dasbor.query.source import in_force
from dasbor.staff import files
from dasbor.staff.upload import changes, choose, draft, hand_in, nil
from dasbor.ui import access, page, reader, screen
from dasbor.ui.plain import plain
from dasbor.ui.table import make_table
from dasbor.words import language, terms
from etl import clock, run
from etl import periode as triwulan
from etl.acuan import load_reference, make_labels
from etl.audit import notes
from etl.contacts.take import say_found
from etl.model import CheckResult, Correction
from etl.out.prefill import make_prefilled
from etl.out.template import make_template
from etl.pesan import GATES, STARTS_REAL_DATA, Finding, Unreadable
from etl.publish import publish
from etl.publish.ready import VersionMoved, say_moved
from etl.store.faults import LaterRelease, StoreDamaged
from etl.store.versions import Store

_CHECK_KEY, _DONE_KEY = "_unggah_periksa", "_unggah_selesai"
_SHOWN_KEY, _MOVED_KEY = "_unggah_dilihat", "_unggah_berubah"
_MOST_KEPT = 4  # checks of one file: as it is, and with the latest answers and corrections
_MAX_ROWS = 200  # a browser draws a few hundred rows without effort


def show_step(number: int | None, title: str, ringkas: str = "") -> None:
    """Heading of a step; a finished one says its outcome in the same line."""
    page.show_template("step.html", number=number, title=title, outcome=ringkas)


def has_register() -> bool:
    """A register is published, so that a template can be filled with it."""
    version = reader.read_bound_version().number
    return (
        version is not None and not ask(Choice(version), "select 1 from periode_jenis where jenis = 'koperasi'").empty
    )


def offer_templates() -> None:
    """The empty template, and one that holds the last register."""
    templates = [files.link_made("Unduh templat kosong", make_template, "templat-koperasi.xlsx")]
    if has_register():
        label = "Unduh templat berisi register terakhir"
        templates.append(files.link_made(label, make_prefilled, "templat-koperasi-terisi.xlsx"))
    files.show_links(*templates)


def check_file(
    data: bytes,
    name: str,
    periode: str | None,
    answer: Mapping[str, str] | None = None,
    corrections: Sequence[Correction] = (),
) -> CheckResult | Finding:
    """Check a file once per content, quarter, published version, answers, corrections and what staff say there was
    nothing of; reruns find the result kept."""
    answer, nothing = answer or {}, nil.read_nil(data)
    version = reader.read_bound_version().number
    given = (tuple(sorted(answer.items())), tuple(corrections), nothing)
    key = (hashlib.sha256(data).hexdigest(), name, periode, version, *given)
    kept = st.session_state.setdefault(_CHECK_KEY, {})
    if key not in kept:
        actor = access.find_actor()
        if not any(k[0] == key[0] for k in kept):
            notes.note("unggah", *actor, berkas=name, ukuran=f"{len(data)} bita")
        # Another file or another publication: earlier answers are of no use any more.
        for old in [k for k in kept if (k[0], k[3]) != (key[0], key[3])]:
            del kept[old]
        kept[key] = _check_now(data, name, periode, answer, corrections, nothing)
        notes.note_check(kept[key], name, *actor)
    result: CheckResult | Finding = kept.pop(key)
    kept[key] = result
    for old in list(kept)[:-_MOST_KEPT]:
        del kept[old]
    return result


def _check_now(
    data: bytes,
    name: str,
    periode: str | None,
    answer: Mapping[str, str],
    corrections: Sequence[Correction],
    nothing: tuple[str, ...],
) -> CheckResult | Finding:
    access.claim("periksa")
    place = st.empty()
    try:
        with place.container(), st.status("Memeriksa buku kerja …", expanded=True) as status:

            def lapor(tahap: str) -> None:
                status.update(label=plain(f"Memeriksa buku kerja: {tahap} …"))
                st.write(plain(tahap))

            return run.check_workbook(
                data, name, periode, lapor, answers=answer, corrections=corrections, nihil=nothing
            )
    except Unreadable as error:
        return error.finding
    except LaterRelease as error:
        screen.show_note(str(error))
        raise screen.PageEnd from None
    finally:
        place.empty()


def choose_quarter(result: CheckResult) -> str:
    """The guessed quarter, where it was read, and the choice of another."""
    current = triwulan.find_by_date(clock.read_today())
    choices = _list_quarter_choices([k[0] for k in result.quarter_candidates], _say_published(), current)
    key = f"triwulan_{result.sha256}"
    tebakan = draft.read().triwulan or result.periode or None
    chosen = st.selectbox(
        "Triwulan",
        choices,
        index=choices.index(tebakan) if tebakan in choices else None,
        format_func=language.format_quarter,
        placeholder="Pilih triwulan",
        key=key,
        width=280,
    )
    page.show_template("remark.html", text=f"{result.nama_berkas}. {_say_where_read(result)}")
    draft.choose_quarter(chosen if chosen and chosen != result.periode else "")
    return chosen or ""


def _list_quarter_choices(kandidat: Sequence[str], quarters: Sequence[str], current: str) -> list[str]:
    """Quarters to choose from, latest first: the last ended one back to the first published, and those found."""
    end = triwulan.find_index(current) - 1
    start = min([triwulan.find_index(p) for p in quarters] + [end - 7])
    every = {triwulan.make_from_index(i) for i in range(start, end + 1)} | set(kandidat)
    return sorted(every, reverse=True)


def _say_where_read(result: CheckResult) -> str:
    if not result.quarter_candidates:
        return "Triwulan tidak tertulis di buku kerja ini. Pilih triwulannya."
    periode, text, place = result.quarter_candidates[0]
    return f"Tertulis “{text[:80]}” di {place}, jadi dibaca {language.format_quarter(periode)}. Ganti bila keliru."


def show_moved(result: CheckResult) -> None:
    """Somebody published since the preview of this file: who, and that the difference below is the new one."""
    file, shown = (result.sha256, result.periode), st.session_state.get(_SHOWN_KEY, {})
    moved = st.session_state.setdefault(_MOVED_KEY, {})
    if file in shown and shown[file] != result.base_version:
        moved[file] = say_moved(Store(), result.base_version)
        draft.put_reason(result.periode, "")
    st.session_state[_SHOWN_KEY] = {file: result.base_version}
    if file in moved:
        again = "Di bawah ini perubahannya yang baru; alasan dan centang diminta lagi."
        screen.show_note(f"{moved[file]} Tidak ada yang ditulis. {again}")


def show_changes(result: CheckResult) -> None:
    """Sentences first, then names, indicators of the city, and of the kelurahan."""
    contacts = say_found(result.contacts)
    screen.show_bullets([*changes.say_changes(result.perubahan), *([contacts] if contacts else [])])
    header = {"judul": "Indikator", "sebelum": "Sebelum", "sesudah": "Sesudah", "selisih": "Perubahan"}
    small_n = _read_small_n(result)
    city = changes.list_indicators(result.perubahan, small_n=small_n)
    name = changes.list_names(result.perubahan)
    kelurahan = changes.list_indicators(result.perubahan, kelurahan=True, small_n=small_n)
    title = f"Indikator {language.format_quarter(result.periode)} sebelum dan sesudah diterbitkan"
    with st.expander(plain(title)):
        page.put_html(make_table(city, title, header))
    _show_later(result)
    _show_cells(result)
    if len(name):
        with st.expander(plain(f"Semua koperasi yang berubah ({len(name)})")):
            lines_above = {"perubahan": "Perubahan", "nama_koperasi": "", "kelurahan": "", "rincian": "Rincian"}
            page.put_html(make_table(name, "Koperasi yang berubah", lines_above))
    if len(kelurahan):
        with st.expander(plain(terms.say_terms("Indikator per kelurahan yang berubah"))):
            page.put_html(
                make_table(kelurahan.head(_MAX_ROWS), "Indikator per kelurahan", {"wilayah": "Kelurahan", **header})
            )
            if len(kelurahan) > _MAX_ROWS:
                st.caption(plain(f"Tampil {_MAX_ROWS} dari {language.format_number(len(kelurahan))} baris."))


def _read_small_n(result: CheckResult) -> int:
    """As in the version that the workbook is compared with."""
    if result.base_version is None:
        return int(load_reference().rule_settings["n_kecil"])
    return in_force.read_rules(Choice(result.base_version))["n_kecil"]


def _show_later(result: CheckResult) -> None:
    """What quarters that are published already would show instead, since they look back on this one."""
    later = changes.list_later(result.perubahan, _read_small_n(result))
    if len(later):
        header = {"triwulan": "Triwulan", "judul": "Indikator", "sebelum": "Sebelum", "sesudah": "Sesudah"}
        with st.expander(plain(f"Triwulan sesudahnya ikut berubah ({len(later)} angka)")):
            page.put_html(make_table(later, "Triwulan sesudahnya", {**header, "selisih": "Perubahan"}))


def _show_cells(result: CheckResult) -> None:
    """Old and new of every value, those that move the city's figures most first; all of them in the files."""
    if result.changed_cells is None or result.changed_cells.empty:
        return
    names = make_labels(load_reference().list_areas())
    cells = changes.list_cells(result.changed_cells, names)
    header = {"nama_koperasi": "", "kelurahan": "", "kolom": "Kolom", "sebelum": "Sebelum", "sesudah": "Sesudah"}
    title = "Nilai yang berubah per koperasi"
    with st.expander(plain(f"Semua nilai yang berubah ({language.format_number(len(cells))})")):
        st.caption("Yang paling menggeser angka kota di atas.")
        page.put_html(make_table(cells.head(_MAX_ROWS), title, header))
        if len(cells) > _MAX_ROWS:
            st.caption(plain(f"Tampil {_MAX_ROWS} dari {language.format_number(len(cells))}; semuanya di berkas."))
        files.show_table(cells, title, [result.nama_berkas], f"nilai_berubah_{result.periode}", header)


def ask_and_publish(result: CheckResult, data: bytes, oleh: str) -> None:
    """Gates, confirmation, and the one button that writes."""
    seen = f"{result.sha256}_{result.base_version}"  # what was answered holds for this preview only
    gerbang = [t for t in result.temuan if t.kode in GATES]
    original = [t for t in result.temuan if t.kode == STARTS_REAL_DATA]
    if gerbang or original:
        # Their advice speaks of the command line too; here the fields below ask.
        screen.show_bullets([t.pesan for t in (*gerbang, *original)])
    reason = (
        st.text_area(
            "Bila memang benar, tulis alasannya (dicatat di Riwayat)",
            value=draft.read_reason(result.periode),
            key=f"alasan_{seen}",
            height=80,
        )
        if gerbang
        else ""
    )
    draft.put_reason(result.periode, reason.strip())
    agreed = bool(original) and _ask_consent(result, f"setuju_{seen}")
    label = language.format_quarter(result.periode)
    handed_in = hand_in.is_wanted()
    st.markdown(plain(_say_next(label, len(result.corrections_used), handed_in)))
    word = "Ajukan" if handed_in else "Terbitkan"
    # A press is for what stands above: after somebody else's publication it is another button.
    if not st.button(plain(f"{word} {label}"), type="primary", key=f"terbit_{seen}"):
        return
    if gerbang and not reason.strip():
        st.warning(plain(f"Tulis alasannya lebih dahulu, lalu tekan {word} lagi."))
    elif original and not agreed:
        st.warning(plain(f"Centang persetujuan di atas lebih dahulu, lalu tekan {word} lagi."))
    elif not handed_in:
        _publish_workbook(result, data, oleh, reason.strip(), agreed)
    elif hand_in.hand_in(result, data, oleh, reason.strip(), agreed):
        st.session_state[_DONE_KEY] = (result.periode, None, False)
        draft.finish(result.periode)
        _start_anew()


def _ask_consent(result: CheckResult, key: str) -> bool:
    """The tick that lets the invented data go; it is kept like the reason, for this version only."""
    quarter, version = result.periode, result.base_version
    agreed = st.checkbox(
        "Ya, keluarkan semua data contoh dan mulai dengan data asli",
        value=draft.has_consented(quarter, version),
        key=key,
    )
    draft.put_consent(quarter, version, agreed)
    return agreed


def _say_next(label: str, corrected: int, handed_in: bool = False) -> str:
    """What happens when the button is pressed."""
    mended = f" {language.format_number(corrected)} perbaikan di atas ikut diterbitkan." if corrected else ""
    if handed_in:
        return (
            f"Sesudah ditekan, {label} menunggu persetujuan pimpinan; dasbor belum berubah.{mended} "
            "Keputusannya terlihat di halaman Persetujuan."
        )
    return (
        f"Sesudah ditekan, {label} langsung terlihat di dasbor. Buku kerja asli disimpan utuh.{mended} "
        "Penerbitan dapat dibatalkan di Riwayat."
    )


def _publish_workbook(result: CheckResult, data: bytes, oleh: str, reason: str, agreed: bool) -> None:
    access.claim("terbit")
    try:
        with st.spinner("Menerbitkan …"):
            number = publish.publish_workbook(result, data, oleh, reason, agreed, address=access.find_address())
    except VersionMoved:
        st.session_state.pop(_CHECK_KEY, None)
        st.rerun()  # the check is made anew; show_moved says who published
    except publish.NotPublishable as error:
        st.error(plain(f"Belum dapat diterbitkan: {error}"))
    except StoreDamaged as error:
        st.error(plain(error))
    else:
        st.session_state[_DONE_KEY] = (result.periode, number, number == result.base_version)
        draft.finish(result.periode)
        _start_anew()


def _start_anew() -> None:
    """The page for the next file."""
    choose.empty_uploader()
    for key in (_CHECK_KEY, _SHOWN_KEY, _MOVED_KEY):
        st.session_state.pop(key, None)
    st.rerun()


def show_published() -> None:
    """What the last publication of this session did, with the way to see it and the way to undo it."""
    if _DONE_KEY not in st.session_state:
        return
    periode, number, same = st.session_state[_DONE_KEY]
    label = language.format_quarter(periode)
    if number is None:
        page.show_template("withdrawn.html", sentence=f"{label} diajukan kepada pimpinan; dasbor belum berubah.")
        return
    text = (
        f"{label} sudah terbit dengan buku kerja yang sama; tidak ada yang berubah (versi {number})."
        if same
        else f"{label} telah terbit sebagai versi {number}."
    )
    page.show_template("published.html", text=text, quarter=periode, quarter_name=label)


def _say_published() -> list[str]:
    version = reader.read_bound_version().number
    return [] if version is None else list(published.list_quarters(Choice(version))["periode"])
