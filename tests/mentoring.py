"""A city for the pages on mentoring: five quarters, six cooperatives, two groups; and how a test opens such a page."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dasbor.choice import Choice
from dasbor.ui import reader
from etl.acuan import ROOT
from etl.store.versions import Store
from tests import golden
from tests.built import copy_built

TURI, BENDO, SANANWETAN = "35.72.02.1004", "35.72.01.1006", "35.72.03"
A, TA, DUB = "Aktif", "Tidak Aktif", "Diusulkan Dibubarkan"
JUDUL = ["NIK", "Nama Koperasi", "Kelurahan", "Status", "RAT Tahun Buku", "Jumlah Anggota"]
KUNJUNGAN = golden.JUDUL_PENDAMPINGAN
KELOMPOK = ["Nama Kelompok", "Jenis Kelompok", "Kelurahan", "Koperasi Terkait"]
_ = None


def _register(**status: str | None) -> list[list]:
    """Five cooperatives of Turi with the statuses of one quarter; None = not in the register. Beta moves in the end."""
    place = {"Beta": "Bendo"} if "Eka" in status else {}
    number = {"Alfa": 1, "Beta": 2, "Citra": 3, "Delta": 4, "Usul": 5, "Eka": 6}
    return [
        JUDUL,
        *([f"357200000001{number[n]}", f"KSU {n}", place.get(n, "Turi"), s, 2022, 20] for n, s in status.items() if s),
    ]


def trained(date: dt.date, *source: str) -> list[list]:
    row = [
        ["Pelatihan Perkoperasian", date, _, f"Peserta {a}", "P", a, "Gedog" if "Sampah" in a else _] for a in source
    ]
    return [golden.JUDUL_PELATIHAN, *row]


# 2024-T3 has no register, 2024-T4 no visits.
KOTA = {
    "2024-T1": {
        "Koperasi": _register(Alfa=TA, Beta=TA, Citra=TA, Delta=A, Usul=DUB),
        "Pendampingan": [KUNJUNGAN, [dt.date(2024, 2, 1), "KSU Alfa", _, "Sari", "Khusus"]],
        "Pelatihan": trained(dt.date(2024, 3, 1), "KSU Beta", "Bank Sampah Mawar", "Bank Sampah Melati"),
    },
    "2024-T2": {
        "Koperasi": _register(Alfa=A, Beta=TA, Citra=TA, Delta=A, Usul=DUB),
        "Pendampingan": [
            KUNJUNGAN,
            [dt.date(2024, 5, 1), "KSU Beta", _, "Sari", "Khusus"],
            [dt.date(2024, 6, 1), "Bank Sampah Mawar", "Gedog", "Tono", "Pascapelatihan"],
        ],
        "Kelompok": [
            KELOMPOK,
            ["Bank Sampah Mawar", "Bank Sampah", "Gedog", "KSU Alfa"],
            ["Bank Sampah Melati", "Bank Sampah", "Gedog", _],
        ],
    },
    "2024-T3": {"Pendampingan": [KUNJUNGAN, [dt.date(2024, 7, 1), "KSU Delta", _, "Tono", "Usaha"]]},
    "2024-T4": {"Koperasi": _register(Alfa=A, Beta=A, Citra=TA, Delta=TA, Usul=DUB)},
    "2025-T1": {
        "Koperasi": _register(Alfa=A, Beta=A, Citra=_, Delta=TA, Usul=DUB, Eka=A),
        "Pendampingan": [KUNJUNGAN, [dt.date(2025, 3, 1), "KSU Eka", _, "Sari", "Usaha"]],
        "Pelatihan": trained(dt.date(2025, 2, 3), "KSU Beta", "Bank Sampah Melati"),
    },
}


def publish_city(folder: Path) -> None:
    """Publish it quarter by quarter; once in a run of the tests."""
    copy_built("kota pembinaan", folder, _publish_all)


def _publish_all() -> None:
    for periode, sheet in KOTA.items():
        golden.publish_book(Store(), periode, sheet, reason="uji")


def choice(periode: str, kode: str = "35.72", version: int = 5) -> Choice:
    return Choice(version, periode, kode, "Kota Blitar", "kota", reader.WITH_KKMP)


def page(nama: str, **url: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params.update(url)
    return at.switch_page(f"pages/publik/{nama}.py").run()


def text(at: AppTest) -> str:
    """Everything that the page says."""
    assert not at.exception
    content = " ".join(str(e.proto.body) for e in at.get("html"))
    return re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", content, flags=re.S))
