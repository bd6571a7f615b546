"""A package that was looked at, in sentences: whose it is, which quarters it holds, what taking it would change. And
the words for one whose figures are counted otherwise."""

from __future__ import annotations

from etl.neighbours.head import Head, say_time
from etl.neighbours.look import Looked
from etl.periode import say_quarter
from etl.pesan import say_choices
from etl.seal.keys import say_fingerprint

UNTOLD = "tidak diketahui dihitung dengan cara apa"
APART = "dihitung dengan definisi lain, tidak dibandingkan"
WAY_OUT = (
    "minta pengelola dasbornya memasang rilis sekarang; bila sudah, menjalankan python -m etl rebuild. Lalu terima "
    "paketnya yang baru."
)


def say_package(looked: Looked) -> list[str]:
    """Three sentences."""
    return [say_origin(looked.head), say_quarters(looked.comparison.quarters), say_change(looked)]


def say_origin(head: Head) -> str:
    """ "Kota Contoh (kota, kode 35.73), versi 4, terbit 1 Agustus 2025 pukul 09.00 WIB, kunci 7f3a 91c2 …"."""
    when = f"terbit {say_time(head.dibuat)}" if head.dibuat else "waktu terbitnya tidak disebut"
    key = f"kunci {say_fingerprint(head.sidik_kunci)}"
    sample = ", DATA CONTOH" if head.contoh else ""
    return f"{head.nama} ({head.tingkat}, kode {head.kode}), versi {head.versi}{sample}, {when}, {key}."


def say_quarters(quarters: tuple[str, ...]) -> str:
    if not quarters:
        return "Paket ini belum memuat triwulan."
    if len(quarters) == 1:
        return f"1 triwulan: {say_quarter(quarters[0])}."
    return f"{len(quarters)} triwulan, {say_quarter(quarters[0])} sampai {say_quarter(quarters[-1])}."


def say_change(looked: Looked) -> str:
    """Against the package of this area that is held."""
    before, c = looked.before, looked.comparison
    if before is None:
        return "Belum ada paket dari pemda ini yang dipegang."
    if looked.is_held:
        return "Paket ini yang sedang dipegang."
    parts = [f"triwulan baru: {_name(c.added)}"] if c.added else []
    parts += [f"tidak ada lagi: {_name(c.gone)}"] if c.gone else []
    parts += [f"{_say_number(c.changed)} angka di triwulan yang sudah dipegang berbeda"] if c.changed else []
    return f"Dibandingkan versi {before.versi} yang dipegang: {'; '.join(parts) or 'angkanya sama'}."


def _say_number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _name(quarters: tuple[str, ...]) -> str:
    return say_choices([say_quarter(q, short=True) for q in quarters], "dan")
