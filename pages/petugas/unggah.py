"""Upload a quarter's workbook: file and quarter, findings, what changes, publish. Nothing is written before the button."""

import streamlit as st

from dasbor.staff import findings, mending, questions, unggah
from dasbor.ui import access, screen
from etl.pesan import Finding


def show(name: str) -> None:
    screen.show_heading("Unggah", "Apa isi buku kerja triwulan ini, dan apa yang akan berubah di dasbor?")
    mending.stop_if_damaged()
    unggah.show_published()

    unggah.show_step(1, "Berkas dan triwulan")
    file = unggah.choose_file()
    if file is None:
        st.caption("Pilih berkas, periksa temuannya, lihat perubahannya, baru terbitkan. Berkas asli tidak diubah.")
        unggah.offer_templates()
        return
    tebakan = unggah.check_file(*file, None)
    if isinstance(tebakan, Finding):
        screen.show_empty(tebakan.pesan, tebakan.saran)
        return
    periode = unggah.choose_quarter(tebakan)
    result = tebakan if periode == tebakan.periode else unggah.check_file(*file, periode)
    if isinstance(result, Finding):
        screen.show_empty(result.pesan, result.saran)
        return
    result = questions.check_with_answers(result, file)

    unggah.show_step(2, "Periksa", findings.say_count(result))
    findings.show_progress(result)
    questions.show_questions(result)
    findings.show_findings(result)
    if findings.list_blocking(result):
        earlier = "Jawab pertanyaan di atas. Selebihnya, perbaiki" if result.pertanyaan else "Perbaiki dahulu"
        screen.show_empty(
            "Belum dapat diterbitkan.",
            f"{earlier} yang bertanda “Harus diperbaiki” di buku kerja, simpan, lalu unggah lagi. Dasbor belum berubah.",
        )
        findings.offer_marked(result, file[0])
        return

    unggah.show_step(3, "Yang akan berubah")
    unggah.show_changes(result)

    unggah.show_step(4, "Terbitkan")
    unggah.ask_and_publish(result, file[0], name)


show(access.require_login("unggah"))
