"""What publishing would change: sentences first, then indicators, names, every value; and who published meanwhile."""

from __future__ import annotations

import streamlit as st

from dasbor.choice import Choice
from dasbor.query.source import in_force
from dasbor.staff import files
from dasbor.staff.upload import changes, draft, memory
from dasbor.ui import page, screen
from dasbor.ui.plain import plain
from dasbor.ui.table import make_table
from dasbor.words import language, terms
from etl.acuan import load_reference, make_labels
from etl.contacts.take import say_found
from etl.model import CheckResult
from etl.publish.ready import say_moved
from etl.store.versions import Store

_MAX_ROWS = 200  # a browser draws a few hundred rows without effort


def show_moved(result: CheckResult) -> None:
    """Somebody published since the preview of this file: who, and that the difference below is the new one."""
    file, shown = (result.sha256, result.periode), st.session_state.get(memory.SHOWN, {})
    moved = st.session_state.setdefault(memory.MOVED, {})
    if file in shown and shown[file] != result.base_version:
        moved[file] = say_moved(Store(), result.base_version)
        draft.put_reason(result.periode, "")
    st.session_state[memory.SHOWN] = {file: result.base_version}
    if file in moved:
        again = "Di bawah ini perubahannya yang baru; alasan dan centang diminta lagi."
        screen.show_note(f"{moved[file]} Tidak ada yang ditulis. {again}")


def show_changes(result: CheckResult) -> None:
    """Sentences first, then names, indicators of the city, and of the kelurahan."""
    contacts = say_found(result.contacts)
    screen.show_bullets([*changes.say_changes(result.perubahan), *([contacts] if contacts else [])])
    header = _head_indicators(result)
    small_n = _read_small_n(result)
    city = changes.list_indicators(result.perubahan, small_n=small_n)
    name = changes.list_names(result.perubahan)
    kelurahan = changes.list_indicators(result.perubahan, kelurahan=True, small_n=small_n)
    title = _title_indicators(result)
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


def _head_indicators(result: CheckResult) -> dict[str, str]:
    """Headings of the indicators before and after. Of two quarters no change is said: some do not compare."""
    if earlier := changes.find_earlier(result.perubahan):
        quarters = {"sebelum": language.format_quarter(earlier), "sesudah": language.format_quarter(result.periode)}
        return {"judul": "Indikator", **quarters}
    return {"judul": "Indikator", "sebelum": "Sebelum", "sesudah": "Sesudah", "selisih": "Perubahan"}


def _title_indicators(result: CheckResult) -> str:
    label = f"Indikator {language.format_quarter(result.periode)}"
    if earlier := changes.find_earlier(result.perubahan):
        return f"{label} sesudah diterbitkan, di samping {language.format_quarter(earlier)}"
    return f"{label} sebelum dan sesudah diterbitkan"


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
