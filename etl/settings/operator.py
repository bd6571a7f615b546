"""What an operator may write into pengaturan.toml beside the rules: each value's range once, and what is wrong there.

A value that makes no sense must never delete, hide or open anything: publishing stops, `doctor` says what to write.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

STORE = "terbitan"
# {(section, key): (least, most)} of whole numbers
_NUMBERS = {
    (STORE, "simpan_versi"): (0, 100_000),
    (STORE, "simpan_buku_kerja_tahun"): (0, 100),
    ("unggah", "batas_mb"): (1, 500),
    ("unggah", "batas_baris"): (100, 400_000),
    ("peladen", "gagal_per_alamat"): (1, 10_000),
    ("cadangan", "ingatkan_hari"): (1, 3_650),
    ("log", "ukuran_mb"): (1, 1_000),
    ("log", "berkas"): (1, 1_000),
}
_WORDS = {
    ("akses", "halaman"): ("terbuka", "masuk"),
    ("akses", "nama_koperasi"): ("terbuka", "masuk"),
    ("peladen", "pemanasan"): ("ya", "tidak"),
}


def list_wrong(settings: Mapping[str, Any], sections: Collection[str] = ()) -> list[str]:
    """A sentence for each value outside its range, of these sections or of all; what is not written is not wrong."""
    found = []
    for (section, key), (least, most) in _NUMBERS.items():
        value = settings.get(section, {}).get(key, least)
        if type(value) is not int or not least <= value <= most:
            found.append(_say(section, key, value, f"bilangan bulat {least} sampai {most}"))
    for (section, key), words in _WORDS.items():
        value = settings.get(section, {}).get(key, words[0])
        if value not in words:
            found.append(_say(section, key, value, f"salah satu dari {', '.join(words)}"))
    return [sentence for section, sentence in found if not sections or section in sections]


def _say(section: str, key: str, value: object, wanted: str) -> tuple[str, str]:
    return section, f"Setelan [{section}] {key} = {value!r} tidak dapat dipakai: tulis {wanted} di pengaturan.toml."
