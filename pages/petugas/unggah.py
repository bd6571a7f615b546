"""Upload a quarter's workbook: file and quarter, findings, what changes, publish. Nothing is written before the button."""

import streamlit as st

from dasbor.staff import findings, questions, unggah
from dasbor.ui import access, screen
from etl.pesan import Finding


def show(nama: str) -> None:
    screen.show_heading("Unggah", "Apa isi buku kerja triwulan ini, dan apa yang akan berubah di dasbor?")
    unggah.show_published()

    unggah.show_step(1, "Berkas dan triwulan")
    berkas = unggah.choose_file()
    if berkas is None:
        st.caption("Pilih berkas, periksa temuannya, lihat perubahannya, baru terbitkan. Berkas asli tidak diubah.")
        unggah.offer_templates()
        return
    tebakan = unggah.check_file(*berkas, None)
    if isinstance(tebakan, Finding):
        screen.show_empty(tebakan.pesan, tebakan.saran)
        return
    periode = unggah.choose_quarter(tebakan)
    hasil = tebakan if periode == tebakan.periode else unggah.check_file(*berkas, periode)
    if isinstance(hasil, Finding):
        screen.show_empty(hasil.pesan, hasil.saran)
        return
    hasil = questions.check_with_answers(hasil, berkas)

    unggah.show_step(2, "Periksa", findings.say_count(hasil))
    findings.show_progress(hasil)
    questions.show_questions(hasil)
    findings.show_findings(hasil)
    if findings.list_blocking(hasil):
        dahulu = "Jawab pertanyaan di atas. Selebihnya, perbaiki" if hasil.pertanyaan else "Perbaiki dahulu"
        screen.show_empty(
            "Belum dapat diterbitkan.",
            f"{dahulu} yang bertanda “Harus diperbaiki” di buku kerja, simpan, lalu unggah lagi. Dasbor belum berubah.",
        )
        findings.offer_marked(hasil, berkas[0])
        return

    unggah.show_step(3, "Yang akan berubah")
    unggah.show_changes(hasil)

    unggah.show_step(4, "Terbitkan")
    unggah.ask_and_publish(hasil, berkas[0], nama)


show(access.require_login("unggah"))
