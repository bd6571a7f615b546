"""Upload a quarter's workbook: file and quarter, findings, what changes, publish. Nothing is written before the button."""

import streamlit as st

from dasbor import akses, pertanyaan, tampilan, temuan_unggahan, unggahan
from etl.pesan import Temuan


def show(nama: str) -> None:
    tampilan.kepala("Unggah", "Apa isi buku kerja triwulan ini, dan apa yang akan berubah di dasbor?")
    unggahan.show_published()

    unggahan.step(1, "Berkas dan triwulan")
    berkas = unggahan.choose_file()
    if berkas is None:
        st.caption("Pilih berkas, periksa temuannya, lihat perubahannya, baru terbitkan. Berkas asli tidak diubah.")
        unggahan.offer_templates()
        return
    tebakan = unggahan.check(*berkas, None)
    if isinstance(tebakan, Temuan):
        tampilan.kosong(tebakan.pesan, tebakan.saran)
        return
    periode = unggahan.choose_quarter(tebakan)
    hasil = tebakan if periode == tebakan.periode else unggahan.check(*berkas, periode)
    if isinstance(hasil, Temuan):
        tampilan.kosong(hasil.pesan, hasil.saran)
        return
    hasil = pertanyaan.answered(hasil, berkas)

    unggahan.step(2, "Periksa", temuan_unggahan.count_sentence(hasil))
    temuan_unggahan.show_progress(hasil)
    pertanyaan.show(hasil)
    temuan_unggahan.show(hasil)
    if temuan_unggahan.blocking(hasil):
        dahulu = "Jawab pertanyaan di atas. Selebihnya, perbaiki" if hasil.pertanyaan else "Perbaiki dahulu"
        tampilan.kosong(
            "Belum dapat diterbitkan.",
            f"{dahulu} yang bertanda “Harus diperbaiki” di buku kerja, simpan, lalu unggah lagi. Dasbor belum berubah.",
        )
        temuan_unggahan.offer_marked(hasil, berkas[0])
        return

    unggahan.step(3, "Yang akan berubah")
    unggahan.show_changes(hasil)

    unggahan.step(4, "Terbitkan")
    unggahan.ask_and_publish(hasil, berkas[0], nama)


show(akses.wajib_masuk("unggah"))
