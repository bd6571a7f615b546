"""Pieces of the guide: the four steps of an upload with their pictures, and the findings that staff meet most often."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dasbor import keep
from dasbor.ui import page, reader, screen
from dasbor.ui.layout import arrange
from dasbor.words import terms
from etl.pesan import Finding, make_finding, say_weight

PICTURES = Path(__file__).with_name("pictures")  # made by docs/potret.py from the running dashboard


class Step(NamedTuple):
    """One step of the upload page: its title there, what to do in it, what its picture shows."""

    title: str
    text: str
    picture: str


STEPS = (
    Step(
        "Berkas dan triwulan",
        "Pilih buku kerja (.xlsx, .xls, .ods atau .csv); boleh beberapa berkas sekaligus. Triwulannya dibaca dari "
        "judul atau nama berkas; ganti bila keliru.",
        "berkas yang dipilih dan triwulan yang terbaca darinya",
    ),
    Step(
        "Periksa",
        "Yang “Harus diperbaiki” menahan terbitan; yang “Perlu diperiksa” terbit, tetapi dicatat. Perbaiki langsung di "
        "kartunya, jawab pertanyaannya, atau perbaiki buku kerjanya lalu unggah lagi.",
        "kartu temuan dengan masalah, saran, dan tempat mengetik isi yang benar",
    ),
    Step(
        "Yang akan berubah",
        "Bandingkan dengan yang sekarang terbit: koperasi yang masuk, keluar, berganti status, dan angka sebelum dan "
        "sesudahnya. Belum ada yang ditulis.",
        "kalimat tentang yang berubah, dan tabel angka sebelum dan sesudah",
    ),
    Step(
        "Terbitkan",
        "Bila diminta, tulis alasannya, lalu tekan tombolnya. Dasbor langsung memperlihatkannya; penerbitan dapat "
        "dibatalkan di Riwayat.",
        "tombol untuk menerbitkan triwulan itu",
    ),
)


@dataclass(frozen=True)
class Example:
    """A finding as staff meet it: its code, where it stands, what is written there and what it says once mended.

    `parts`: what the sentence of the catalogue names beside that.
    """

    kode: str
    lembar: str
    sel: str
    isi: str
    mended: str
    parts: Mapping[str, object] = field(default_factory=dict)

    @property
    def finding(self) -> Finding:
        return make_finding(self.kode, self.lembar, self.sel, self.isi, "", **self.parts)


# The ten that workbooks of dinas raise most often, in the order in which they are worth mending.
EXAMPLES = (
    Example(
        "periode_berbeda", "Koperasi", "A2", "Keadaan 30 Juni 2025", "pilih Triwulan II 2025 di halaman Unggah",
        {"tertulis": "Triwulan II 2025", "dipilih": "Triwulan III 2025"},
    ),
    Example("wajib_kosong", "Koperasi", "C14", "", "KSU Melati Jaya", {"kolom": "Nama Koperasi"}),
    Example("kelurahan_ragu", "Koperasi", "F8", "Kepanjen", "Kepanjenlor", {"calon": "Kepanjenlor atau Kepanjenkidul"}),
    Example(
        "koperasi_ganda", "Koperasi", "C21", "KSP Mawar", "hapus baris 21",
        {"nama": "KSP Mawar", "baris1": 9, "baris2": 21, "sebab": "NIK sama", "beda": "Yang berbeda: SHU"},
    ),
    Example(
        "di_luar_triwulan", "Pelatihan", "D5", "6 November 2025", "6 Agustus 2025",
        {"kolom": "Tanggal Mulai", "tanggal": "6 November 2025", "periode": "Triwulan III 2025",
         "triwulan_tanggal": "Triwulan IV 2025"},
    ),
    Example("status_tak_dikenal", "Koperasi", "M30", "Aktiv", "Aktif", {"mirip": " Mungkin maksudnya “Aktif”."}),
    Example("kolom_tak_dikenal", "Koperasi", "N4", "Kondisi Lembaga", "Status", {"mirip": ""}),
    Example("bukan_bilangan", "Koperasi", "Q12", "seratus juta", "100.000.000", {"kolom": "Aset"}),
    Example("nik_angka", "Koperasi", "B5", "18 sel", "ketik sebagai teks: 3572010010001", {"kolom": "NIK"}),
    Example(
        "koperasi_tak_ditemukan", "Pendampingan", "C7", "KSU Melati Jya", "KSU Melati Jaya",
        {"mirip": " Mungkin maksudnya “KSU Melati Jaya”."},
    ),
)  # fmt: skip


def show_steps() -> None:
    """The four steps, each with what to do in it and how it looks."""
    with arrange.lay_two_beside("langkah"):
        for number, step in enumerate(STEPS, 1):
            with page.container(gap="xsmall"):
                page.show_template("step.html", number=number, title=step.title, outcome="")
                text = terms.say_terms(step.text)
                page.show_template("guide_step.html", text=text, picture=_read_picture(number), alt=step.picture)


def show_examples() -> None:
    """The commonest findings as the upload page shows them, each with what would stand there once it is mended."""
    screen.show_subheading("Sepuluh temuan yang paling sering", "Artinya dan cara memperbaikinya; contohnya karangan.")
    with arrange.lay_beside("contoh_temuan"):
        for example, t in _list_examples():
            page.show_template(
                "guide_finding.html",
                weight=say_weight(t),
                place=f"{t.lembar} {t.sel}",
                problem=t.pesan,
                advice=t.saran,
                written=t.isi or "(kosong)",
                mended=example.mended,
            )


def show_links() -> None:
    screen.show_link("Ke halaman Unggah", reader.make_link("unggah"))
    screen.show_link("Arti setiap kolom dan semua pesan: Kamus Data", reader.make_link("kamus"))


def _list_examples() -> Iterator[tuple[Example, Finding]]:
    return ((e, e.finding) for e in EXAMPLES)


@keep.pure(most=len(STEPS))
def _read_picture(number: int) -> str:
    """The picture of a step as it stands in the page: nothing is fetched from anywhere else."""
    return base64.b64encode((PICTURES / f"langkah-{number}.png").read_bytes()).decode()
