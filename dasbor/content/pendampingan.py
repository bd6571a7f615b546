"""What the page Pendampingan shows: who waits for a visit, who was visited."""

from __future__ import annotations

from dasbor.answers import area_figures, provenance, whom
from dasbor.blocks import indicator_cards, indicator_charts
from dasbor.choice import Choice
from dasbor.content.kelompok import NOT_DUE
from dasbor.query import lists, mentoring
from dasbor.query.lists import Listing
from dasbor.ui.cards import Card
from dasbor.words import language
from etl import skema

QUESTION = "Siapa yang sudah didampingi, dan siapa yang masih menunggu?"
PLACES = {
    "belum": "Belum dikunjungi",
    "grafik": "Per kelurahan dan dari waktu ke waktu",
    "daftar": "Daftar kunjungan, dan belum didampingi sesudah pelatihan",
}
LISTS = ("Kunjungan", "Belum didampingi sesudah pelatihan")
_WHO_AND_WHAT = ("tanggal", "sasaran", "kelurahan", "jenis_pendampingan", "petugas", "materi", "tindak_lanjut")
VISIT_COLUMNS = dict.fromkeys((*_WHO_AND_WHAT, "periode", "lembar", "baris"), "")
AFTER_TRAINING_COLUMNS = {
    "nama": "Koperasi atau kelompok",
    "jenis": "Jenis",
    "kelurahan": "",
    "nama_kegiatan": "",
    "selesai_pelatihan": "",
    "kunjungan_sesudah": "",
}


def list_ids() -> list[str]:
    """The indicators of this page."""
    return indicator_charts.list_ids("pendampingan")


def make_cards(p: Choice) -> list[Card]:
    return indicator_cards.make_cards(p, *list_ids())


def list_unvisited(p: Choice) -> Listing | None:
    """Inactive cooperatives that nobody visited in the window; None where no visits are published."""
    return lists.list_unvisited(p)


def say_unvisited_title(p: Choice) -> str:
    return f"Koperasi tidak aktif, {whom.say_unseen(p)}"


def say_all_visited(p: Choice) -> str:
    """Of none at all nobody was visited."""
    if area_figures.read_figure(p, "pendampingan_khusus").penyebut == 0:
        return "Tidak ada koperasi tidak aktif."
    return "Semua koperasi tidak aktif sudah dikunjungi."


def list_unvisited_columns() -> dict[str, str]:
    """The columns of the register that declare themselves for lists; status and visits of those would say nothing."""
    declared = [k for k in skema.COOPERATIVES_SHEET.in_lists if k != "status"]
    return dict.fromkeys((*declared, "kali_dilatih_4tw", "lembar", "baris"), "")


def list_unvisited_after_training(p: Choice) -> Listing:
    return lists.list_unvisited_after_training(p)


def say_after_training_title(p: Choice) -> str:
    return f"Dilatih, tidak didampingi dalam {provenance.read_grace_days(p)} hari"


def say_all_mentored(p: Choice) -> str:
    if area_figures.read_figure(p, "pendampingan_pascapelatihan").penyebut:
        return "Semua yang dilatih dalam kurun itu didampingi pada waktunya."
    return say_waiting(p) or "Tidak ada yang diketahui dilatih dalam kurun itu."


def say_waiting(p: Choice) -> str:
    """Why pendampingan pascapelatihan is of nobody although groups were trained: their days are not over; "" else."""
    if area_figures.read_figure(p, "pendampingan_pascapelatihan").penyebut:
        return ""
    number = int((mentoring.list_groups(p)["didampingi"] == NOT_DUE).sum())
    if not number:
        return ""
    return (
        f"Belum ada pelatihan yang {provenance.read_grace_days(p)} harinya sudah lewat; "
        f"{language.format_number(number)} kelompok yang dilatih masih menunggu kunjungan dalam batas itu."
    )


def list_visits(p: Choice) -> Listing:
    return lists.list_visits(p)


def list_definitions(p: Choice) -> list[tuple[str, str]]:
    return provenance.say_definitions(p, *list_ids())
