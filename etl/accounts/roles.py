"""Who may do what: the roles, the actions, and the one table of both. Pages, menu, routes and buttons ask may().

A new action is a line in ACTIONS and stands in the rights of at least one role; see CONTRIBUTING.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.acuan import load_reference

READER, STAFF, HEAD, ADMIN = "pembaca", "petugas", "pimpinan", "admin"
ROLES = {READER: "Pembaca", STAFF: "Petugas", HEAD: "Pimpinan", ADMIN: "Admin"}
OPEN, SIGNED_IN = "terbuka", "masuk"  # values of the settings in [akses]

ACTIONS = {
    "lihat": "melihat halaman dasbor",
    "lihat_nama": "melihat nama dan identitas koperasi",
    "sandi_sendiri": "mengganti kata sandi sendiri",
    "kontak": "melihat daftar kontak koperasi",
    "catat": "menulis dan mencabut catatan di samping angka",
    "lihat_riwayat": "melihat riwayat penerbitan",
    "unduh_berkas": "mengunduh buku kerja dan arsip",
    "setuju": "menyetujui terbitan orang lain",
    "baca_audit": "membaca catatan audit",
    "periksa": "mengunggah dan memeriksa buku kerja",
    "jawab": "menjawab pertanyaan pemeriksaan",
    "perbaiki": "memperbaiki sel di halaman Unggah",
    "terbit": "menerbitkan buku kerja",
    "pulihkan": "memulihkan versi lama",
    "tarik": "menarik unggahan atau triwulan",
    "bangun_ulang": "membangun ulang terbitan dari arsip",
    "isi_kamus": "menambah arti ke Kamus dinas",
    "cabut_ejaan": "mencabut arti dari Kamus dinas",
    "gabung_pisah": "menggabungkan dan memisahkan koperasi",
    "ubah_kontak": "mengubah dan menghapus kontak koperasi",
    "pemda_lain": "menerima dan membatalkan paket data pemda lain",
    "kelola_pengguna": "mengelola pengguna",
    "kelola_setelan": "mengubah pengaturan dan target",
}

_EVERYBODY = {"lihat", "lihat_nama", "sandi_sendiri"}
_INSIDE = _EVERYBODY | {"kontak", "catat", "lihat_riwayat", "unduh_berkas"}
_WORKING = {
    "periksa",
    "jawab",
    "perbaiki",
    "terbit",
    "pulihkan",
    "tarik",
    "bangun_ulang",
    "isi_kamus",
    "cabut_ejaan",
    "gabung_pisah",
    "ubah_kontak",
    "pemda_lain",
}
RIGHTS = {
    READER: frozenset(_EVERYBODY),
    STAFF: frozenset(_INSIDE | _WORKING),
    HEAD: frozenset(_INSIDE | {"setuju", "baca_audit"}),
    ADMIN: frozenset(ACTIONS),
}
# What somebody who is not signed in may do while a setting in [akses] is "terbuka".
_OPEN_BY_SETTING = {"lihat": "halaman", "lihat_nama": "nama_koperasi"}


@dataclass(frozen=True)
class User:
    """Somebody who is signed in: the account's name and its role."""

    name: str
    role: str


def may(user: User | None, action: str) -> bool:
    """Whether somebody may do something; None is somebody who is not signed in. Raises KeyError: no such action."""
    if action not in ACTIONS:
        raise KeyError(f"tindakan “{action}” tidak dikenal")
    if user is None:
        return action in _OPEN_BY_SETTING and read_setting(_OPEN_BY_SETTING[action]) == OPEN
    return action in RIGHTS.get(user.role, frozenset())


def may_approve(publisher: str, user: User | None) -> bool:
    """Whether somebody may approve what `publisher` wants to publish: never the publisher."""
    return user is not None and may(user, "setuju") and user.name.casefold() != " ".join(publisher.split()).casefold()


def read_setting(name: str) -> str:
    """ "terbuka" or "masuk" of [akses]; "terbuka" where the file says nothing. Raises ValueError for another word."""
    value = str(load_reference().settings.get("akses", {}).get(name, OPEN))
    if value not in (OPEN, SIGNED_IN):
        raise ValueError(f"[akses] {name}: “{value}” tidak dikenal; tulis “{OPEN}” atau “{SIGNED_IN}”")
    return value
