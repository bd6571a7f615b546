"""What can be wrong with the store; each text is for the operator, in Indonesian, and says what to do."""

from __future__ import annotations

import errno
import re
from typing import Self

IN_USE = "Sebuah berkas versi sedang dipakai program lain. Tutup program itu, lalu ulangi."
UNREACHABLE = (
    "Penerbitan sedang tidak dapat dilakukan. Yang sudah terbit tetap tampil dan tidak berubah; coba lagi beberapa "
    "saat lagi, dan bila tetap begini hubungi operator dasbor."
)
OUTDATED = (
    "Dari sini penerbitan sedang tidak dapat dilakukan: versi terakhir diterbitkan oleh dasbor yang lebih baru. Yang "
    "sudah terbit tetap tampil dan tidak berubah; minta operator dasbor memperbarui yang di sini."
)
# DuckDB raises the same class for a file that another process has open for writing and for a damaged one.
_HELD = re.compile(r"could not set lock on file|conflicting lock|being used by another process", re.I)

_FULL = re.compile(r"no space left on device|disk quota exceeded|not enough space on the disk", re.I)


class StoreDamaged(Exception):
    """The store cannot be read or written; the text is for the operator, in Indonesian. for_staff: what who publishes
    reads instead where that text speaks of servers and databases; "" = the text itself."""

    for_staff = ""

    def for_both(self, sentence: str) -> Self:
        """Itself, with the sentence for staff, unless it has one."""
        self.for_staff = self.for_staff or sentence
        return self


class StoreBusy(StoreDamaged):
    """Somebody else is publishing right now."""


class VersionInUse(StoreDamaged):
    """Another process holds a version's file open for writing: nothing is damaged, it only has to let go."""


def is_held(cause: Exception) -> bool:
    """Whether DuckDB refused a file because another process has it open."""
    return bool(_HELD.search(str(cause)))


def explain_unfinished(cause: Exception) -> StoreDamaged:
    """What to say of work that DuckDB broke off: another program, the disk, else a file."""
    if is_held(cause):
        return VersionInUse(IN_USE)
    if _FULL.search(str(cause)):
        return StoreDamaged("Diskanya penuh, jadi basis data tidak dapat menulis. Yang terbit tidak pernah setengah.")
    return StoreDamaged("Berkas versi tidak dapat dibaca sampai habis; kemungkinan rusak. Jalankan rebuild.")


def explain_unopened(number: int, cause: Exception) -> StoreDamaged:
    """What to say of a version's file that DuckDB refused to open."""
    if is_held(cause):
        return VersionInUse(
            f"Versi {number} sedang dipakai program lain, jadi belum dapat dibuka; berkasnya tidak rusak. "
            "Tutup program yang membukanya (misalnya DuckDB), lalu coba lagi."
        )
    return StoreDamaged(f"Versi {number} tidak dapat dibuka; berkasnya rusak. Jalankan rebuild.")


class LaterRelease(StoreDamaged):
    """What is published was written by a later release than this one: shown, and not written over."""

    for_staff = OUTDATED


class PointerDamaged(StoreDamaged):
    """The pointer is lost, unreadable or set back: nothing is written until somebody mends it."""


class ParticipantKeyLost(StoreDamaged):
    """The secret behind peserta_id is gone or another one: publishing would count people twice."""


_CAUSES = {
    errno.ENOENT: "tidak ada",
    errno.EEXIST: "sudah ada dan tidak ditimpa",
    errno.EISDIR: "ini folder, bukan berkas",
    errno.ENOTDIR: "foldernya tidak ada",
    errno.ENOTEMPTY: "foldernya tidak kosong",
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EROFS: "diskanya hanya dapat dibaca",
    errno.ENOSPC: "diskanya penuh",
    errno.EDQUOT: "jatah diskanya habis",
    errno.EFBIG: "terlalu besar bagi diskanya",
    errno.EIO: "diskanya rusak atau terlepas",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.ENFILE: "terlalu banyak berkas terbuka",
    errno.ENOMEM: "memorinya habis",
    errno.ELOOP: "tautannya berputar",
    errno.EXDEV: "ada di diska lain",
    errno.EBUSY: "sedang dipakai",
    errno.EINVAL: "namanya tidak dapat dipakai",
    errno.ENXIO: "bukan berkas biasa",
    errno.EPIPE: "pembacanya sudah pergi",
    errno.ETIMEDOUT: "terlalu lama tidak menjawab",
}


def say_cause(error: OSError) -> str:
    """Why the system refused a file, in a few words: its own text is English."""
    known = _CAUSES.get(error.errno) if error.errno is not None else None
    return known or (f"kesalahan sistem nomor {error.errno}" if error.errno else "sebab tidak diketahui")
