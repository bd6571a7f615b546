"""Upload a quarter's workbook: file and quarter, findings, changes, publish; nothing is written before the button."""

import streamlit as st

from dasbor.answers import due
from dasbor.staff import findings, mending, persetujuan, questions, unggah
from dasbor.staff.upload import choose, correct, finish, nil, preview, shown
from dasbor.ui import access, reader, screen
from etl.model import CheckResult
from etl.pesan import Finding


def show(name: str) -> None:
    screen.show_heading("Unggah", "Apa isi buku kerja triwulan ini, dan apa yang akan berubah di dasbor?")
    mending.stop_if_damaged()
    finish.show_published()
    screen.show_note(due.say_due(reader.read_latest()))
    persetujuan.show_own()

    unggah.show_step(1, "Berkas dan triwulan")
    file = choose.choose_file()
    if file is None:
        st.caption("Pilih berkas, periksa temuannya, lihat perubahannya, baru terbitkan. Berkas asli tidak diubah.")
        unggah.offer_templates()
        screen.show_link(
            "Panduan: empat langkah dengan gambar, dan temuan yang paling sering", reader.make_link("panduan")
        )
        return
    result = check(file)
    if isinstance(result, Finding):
        screen.show_empty(result.pesan, result.saran)
        return
    result = questions.check_with_draft(result, file)

    show_check(result)
    if findings.list_blocking(result):
        show_blocked(result, file[0])
        return
    findings.offer_marked(result, file[0])

    unggah.show_step(3, "Yang akan berubah")
    shown.show_moved(result)
    shown.show_changes(result)
    preview.offer_preview(result)

    unggah.show_step(4, "Terbitkan")
    finish.ask_and_publish(result, file[0], name)


def show_check(result: CheckResult) -> None:
    unggah.show_step(2, "Periksa", findings.say_count(result))
    findings.show_progress(result)
    questions.show_questions(result)
    correct.show_corrected(result)
    findings.show_findings(result)
    findings.show_not_read(result)
    nil.ask_nil(result)


def check(file: tuple[bytes, str]) -> CheckResult | Finding:
    """The file under its own quarter, then under the one that staff choose; a finding where it cannot be read."""
    guess = unggah.check_file(*file, None)
    if isinstance(guess, Finding):
        return guess
    periode = unggah.choose_quarter(guess)
    return guess if periode == guess.periode else unggah.check_file(*file, periode)


def show_blocked(result: CheckResult, data: bytes) -> None:
    first = "Jawab pertanyaan di atas. Selebihnya, perbaiki" if result.pertanyaan else "Perbaiki dahulu"
    screen.show_empty(
        "Belum dapat diterbitkan.",
        f"{first} yang bertanda “Harus diperbaiki” di atas, atau di buku kerja lalu unggah lagi. Dasbor belum berubah.",
    )
    findings.offer_marked(result, data)


show(access.require_login("unggah"))
