"""Upload a quarter's workbook: file and quarter, findings, what changes, publish. Nothing is written before the button."""

import streamlit as st

from dasbor.staff import findings, questions, unggah
from dasbor.ui import access, screen
from etl.pesan import Temuan


def show(nama: str) -> None:
    screen.kepala("Unggah", "Apa isi buku kerja triwulan ini, dan apa yang akan berubah di dasbor?")
    unggah.show_published()

    unggah.step(1, "Berkas dan triwulan")
    berkas = unggah.choose_file()
    if berkas is None:
        st.caption("Pilih berkas, periksa temuannya, lihat perubahannya, baru terbitkan. Berkas asli tidak diubah.")
        unggah.offer_templates()
        return
    tebakan = unggah.check(*berkas, None)
    if isinstance(tebakan, Temuan):
        screen.kosong(tebakan.pesan, tebakan.saran)
        return
    periode = unggah.choose_quarter(tebakan)
    hasil = tebakan if periode == tebakan.periode else unggah.check(*berkas, periode)
    if isinstance(hasil, Temuan):
        screen.kosong(hasil.pesan, hasil.saran)
        return
    hasil = questions.answered(hasil, berkas)

    unggah.step(2, "Periksa", findings.count_sentence(hasil))
    findings.show_progress(hasil)
    questions.show(hasil)
    findings.show(hasil)
    if findings.blocking(hasil):
        dahulu = "Jawab pertanyaan di atas. Selebihnya, perbaiki" if hasil.pertanyaan else "Perbaiki dahulu"
        screen.kosong(
            "Belum dapat diterbitkan.",
            f"{dahulu} yang bertanda “Harus diperbaiki” di buku kerja, simpan, lalu unggah lagi. Dasbor belum berubah.",
        )
        findings.offer_marked(hasil, berkas[0])
        return

    unggah.step(3, "Yang akan berubah")
    unggah.show_changes(hasil)

    unggah.step(4, "Terbitkan")
    unggah.ask_and_publish(hasil, berkas[0], nama)


show(access.wajib_masuk("unggah"))
