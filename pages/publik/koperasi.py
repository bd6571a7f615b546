"""Koperasi: find one, then its record: every figure with the workbook, sheet and cell it came from."""

import streamlit as st

from dasbor.blocks import record, search, status_strip
from dasbor.ui import page, parameters, reader, screen

p = screen.start_page("Koperasi", "Bagaimana keadaan satu koperasi dari triwulan ke triwulan?")
word, requested = (
    parameters.enter_search("Cari nama, NIK atau nomor badan hukum", "cari", "misalnya: KSU Maju", hapus="id"),
    parameters.read_parameter("id"),
)
r = record.load_record(p, requested)
if requested:
    screen.show_link("← Daftar koperasi", reader.make_link("koperasi", cari=word or None))
if r is None:
    if requested:
        screen.show_empty(
            f"Koperasi dengan kode “{requested[:40]}” tidak ada di versi {p.version}.", "Cari menurut nama di atas."
        )
    else:
        search.show_search(p, word)
    raise screen.PageEnd

name = f"koperasi_{r.id}"
screen.show_subheading(record.say_headline(r), record.say_place(r))
screen.show_note(record.say_quarter_note(r))
page.put_html(status_strip.make_strip(record.list_runs(r)))
record.show_values(r)

left, right = st.columns(2, gap="medium")
with left:
    screen.show_list(
        record.list_rat(r),
        "RAT menurut tahun buku",
        [],
        f"{name}_rat",
        record.RAT_COLUMNS,
        jika_kosong="Belum ada RAT yang tercatat.",
    )
with right:
    screen.show_list(
        record.list_health(r), "Pemeriksaan kesehatan", [], f"{name}_kesehatan", record.HEALTH_COLUMNS,
        jika_kosong="Belum ada pemeriksaan kesehatan yang tercatat.",
    )  # fmt: skip
page.put_html(status_strip.make_money(r.riwayat, record.trends()))
screen.show_list(
    record.list_money(r), "Keuangan per triwulan", [], f"{name}_keuangan", record.money_columns(),
    jika_kosong="Belum ada angka keuangan yang dilaporkan.", small=record.money_cells(), kolom_berkas=record.money_file_columns(),
    subtitle="Di bawah setiap angka: selnya di buku kerja triwulan itu.",
)  # fmt: skip
screen.show_list(
    record.list_trainings(r),
    "Pelatihan",
    [],
    f"{name}_pelatihan",
    record.TRAINING_COLUMNS,
    jika_kosong="Belum ada pelatihan yang tercatat.",
)
screen.show_list(
    record.list_visits(r), "Kunjungan pendampingan", [], f"{name}_kunjungan", record.VISIT_COLUMNS,
    jika_kosong="Belum ada kunjungan yang tercatat.",
)  # fmt: skip

screen.show_subheading("Mutu data koperasi ini")
screen.show_bullets(record.say_quality(r))
screen.show_list(
    record.list_findings(r), "Temuan pada barisnya", [], f"{name}_temuan", record.FINDING_COLUMNS,
    jika_kosong="Tidak ada temuan pada baris koperasi ini.",
)  # fmt: skip
screen.show_list(record.list_workbooks(r), "Buku kerja asal", [], f"{name}_buku", record.WORKBOOK_COLUMNS)
