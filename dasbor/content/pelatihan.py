"""What the page Pelatihan shows: activities of the window, groups that were trained."""

from __future__ import annotations

from dasbor.answers import provenance
from dasbor.blocks import indicator_cards, indicator_charts
from dasbor.choice import Choice
from dasbor.query import lists
from dasbor.query.lists import Listing
from dasbor.ui.cards import Card

QUESTION = "Siapa yang sudah dilatih, dan kelurahan mana yang belum terjangkau?"
PLACES = {
    "grafik": "Per kelurahan dan dari waktu ke waktu",
    "daftar": "Kegiatan, kelompok dan sumber dana",
}
LISTS = ("Kegiatan", "Kelompok", "Sumber dana")
_WHAT_AND_WHEN = ("periode", "nama_kegiatan", "jenis_pelatihan", "tanggal_mulai", "tanggal_selesai", "tempat")
ACTIVITY_COLUMNS = dict.fromkeys((*_WHAT_AND_WHEN, "orang", "perempuan", "koperasi", "kelompok", "lembar"), "")
GROUP_COLUMNS = {
    "nama": "Kelompok",
    "kelurahan": "",
    "orang_dilatih": "Orang dilatih",
    "terakhir_dilatih": "",
    "didampingi_dalam_180_hari": "",
    "terakhir_didampingi": "",
}


def list_ids() -> list[str]:
    """The indicators of this page."""
    return indicator_charts.list_ids("pelatihan")


def make_cards(p: Choice) -> list[Card]:
    return indicator_cards.make_cards(p, *list_ids())


def list_activities(p: Choice) -> Listing:
    return lists.list_trainings(p)


def list_groups(p: Choice) -> Listing:
    """Groups that were trained or mentored in the window."""
    return lists.list_groups(p)


def list_definitions(p: Choice) -> list[tuple[str, str]]:
    return provenance.say_definitions(p, *list_ids())
