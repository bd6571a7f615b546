"""The pages: file, title, and where each stands in the navigation. The file stem is the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

from etl.acuan import ROOT


@dataclass(frozen=True)
class MenuPage:
    file: str
    title: str
    section: str = ""  # section of the navigation; "" = stands by itself
    has_filters: bool = True  # shows the choice of quarter and area
    is_shown: bool = True  # False: reached by links only, not in the navigation
    action: str = "lihat"  # who may do this may open the page; see etl/accounts/roles.py
    listed_for: str = ""  # who sees it in the navigation, where these are fewer
    only_with: str = ""  # listed only where this setting of [terbitan] is "ya"
    shows_contacts: bool = False  # to who may see them, so that page is built for them alone
    is_about_others: bool = False  # about other areas of government: listed where their packages are held
    is_about_parts: bool = False  # about kecamatan and kelurahan, which a province's own figures do not have

    @cached_property
    def address(self) -> str:
        return PurePosixPath(self.file).stem

    @property
    def is_staff(self) -> bool:
        return self.file.startswith("pages/petugas/")


def _make_public(
    address: str, title: str, part: str = "", filters: bool = True, visible: bool = True, contacts: bool = False
) -> MenuPage:
    return MenuPage(f"pages/publik/{address}.py", title, part, filters, visible, shows_contacts=contacts)


def _make_staff(address: str, title: str, action: str, listed_for: str = "", only_with: str = "") -> MenuPage:
    file = f"pages/petugas/{address}.py"
    return MenuPage(file, title, STAFF_SECTION, False, True, action, listed_for, only_with)


HEALTH_SECTION, SUPPORT_SECTION, AREA_SECTION = "Keaktifan & Kesehatan", "Pembinaan", "Wilayah & Koperasi"
DATA_SECTION, STAFF_SECTION = "Data", "Petugas"
_ALL_PAGES = (
    _make_public("ringkasan", "Ringkasan"),
    _make_public("prioritas", "Prioritas", contacts=True),  # whom to visit: one click from everywhere
    _make_public("keaktifan", "Keaktifan", HEALTH_SECTION),
    _make_public("kesehatan", "Kesehatan", HEALTH_SECTION),
    _make_public("pelatihan", "Pelatihan", SUPPORT_SECTION),
    _make_public("pendampingan", "Pendampingan", SUPPORT_SECTION),
    _make_public("hasil", "Hasil Pembinaan", SUPPORT_SECTION),
    _make_public("acara", "Acara", SUPPORT_SECTION),
    _make_public("kelompok", "Bank Sampah & Kelompok", SUPPORT_SECTION),
    _make_public("jalan", "Jalan ke Target", SUPPORT_SECTION),
    _make_public("peringatan", "Peringatan Dini", SUPPORT_SECTION),
    *(
        replace(_make_public(address, address.capitalize(), AREA_SECTION), is_about_parts=True)
        for address in ("kecamatan", "kelurahan", "bandingkan")
    ),
    _make_public("koperasi", "Koperasi", AREA_SECTION, contacts=True),
    _make_public("merah_putih", "Merah Putih", AREA_SECTION),
    _make_public("digital", "Digital & Pemasaran", AREA_SECTION),
    MenuPage("pages/publik/antarpemda.py", "Antarpemda", AREA_SECTION, has_filters=False, is_about_others=True),
    _make_public("mutu", "Mutu Data", DATA_SECTION),
    _make_public("unduhan", "Unduhan", DATA_SECTION),
    _make_public("kamus", "Kamus Data", DATA_SECTION, filters=False),
    _make_public("asal", "Asal angka", visible=False),
    _make_staff("unggah", "Unggah", "periksa"),
    _make_staff("persetujuan", "Persetujuan", "lihat_riwayat", only_with="persetujuan"),
    _make_staff("riwayat", "Riwayat", "lihat_riwayat"),
    _make_staff("panduan", "Panduan", "periksa"),
    _make_staff("kontak", "Kontak", "kontak"),
    _make_staff("kamus_dinas", "Kamus dinas", "cabut_ejaan"),
    _make_staff("pemda_lain", "Pemda lain", "pemda_lain"),
    _make_staff("pengaturan", "Pengaturan", "kelola_setelan"),
    _make_staff("audit", "Catatan tindakan", "baca_audit"),
    _make_staff("pengguna", "Pengguna", "sandi_sendiri", listed_for="kelola_pengguna"),
)
# A page without its file is left out: a half-finished update must not break the other pages.
PAGES = tuple(h for h in _ALL_PAGES if (ROOT / h.file).exists())
# Addresses of pages that were renamed: links to them go on.
FORMER_ADDRESSES = {"ejaan": "kamus_dinas"}
ADDRESSES = frozenset({"", *(h.address for h in PAGES)})


def find_page(address: str) -> MenuPage:
    """The page at an address; "" is the first. Raises StopIteration when there is none."""
    return next(h for h in PAGES if h.address == (address or PAGES[0].address))
