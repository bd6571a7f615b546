"""Names of accounts: what one may be called, and which two could be taken for one another.

A new name is written in Latin letters and is nobody's number or e-mail address: it stands in records and in the audit.
Accounts of earlier releases keep theirs, whatever it is.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata

from etl import personal
from etl.accounts.database import MAX_NAME_LENGTH, clean_name
from etl.audit.events import NOBODY, SYSTEM

UNNAMED = "akun kota"  # somebody from the provider who has no name that may be written down
_CITY_NAME = re.compile(r"\(kota( \d+)?\)$")  # how accounts are named that a provider vouches for, see identities.py
_SIGNS = set(" .,-'_/&")
_MOST_DIGITS = 8  # a year or an ordinal; more is the number of a person
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # categories of Unicode that are not seen, or steer what is
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
# Letters of other alphabets, and digits, that look like a Latin small letter; for accounts that stand there already.
_LOOKS_LIKE = str.maketrans("01аеорсухіјѕԁһԛԝьαορνικυχɑıɩⅼ", "olaeopcyxijsdhqwbaopvikuxaiil")


def check_name(name: str) -> str:
    """The name as it is stored. Raises ValueError with a sentence for one that cannot be an account's."""
    if not name.split():
        raise ValueError("nama pengguna kosong")
    if fault := find_hidden(name):
        raise ValueError(fault)
    clean = tidy_name(name)
    if fault := _find_fault(clean):
        raise ValueError(fault)
    return clean


def find_hidden(name: str) -> str:
    """A sentence where a name holds what is not seen, or steers what is; "" = it does not."""
    hidden = next((c for c in name if unicodedata.category(c) in _HIDDEN), "")
    return hidden and f"nama memuat tanda yang tidak terlihat (U+{ord(hidden):04X}); ketik namanya sekali lagi"


def tidy_name(name: str) -> str:
    """One spelling of a name, at its full length: composed letters, lower case, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", name.translate(_APOSTROPHES)).split()).lower()


def is_fit(name: str) -> bool:
    """Whether a tidied name may be written down: of letters that are seen, and nobody's number."""
    return not (_find_personal(name) or _find_strange(name))


def _find_fault(clean: str) -> str:
    if len(clean) > MAX_NAME_LENGTH:
        return f"nama terlalu panjang ({len(clean)} huruf); paling banyak {MAX_NAME_LENGTH} huruf"
    if _CITY_NAME.search(clean):
        return "nama yang berakhir “(kota)” hanya untuk yang masuk dengan akun kota; pilih nama lain"
    if _look(clean) in {_look(word) for word in (SYSTEM, NOBODY, UNNAMED)}:
        return f"nama “{clean}” dipakai catatan audit; pilih nama lain"
    if kind := _find_personal(clean):
        return f"nama memuat {kind}, padahal nama tertulis di riwayat dan catatan audit; pilih nama lain"
    if strange := _find_strange(clean):
        return f"nama memuat “{strange}” (U+{ord(strange):04X}); pakai huruf Latin, angka, spasi, dan . , - ' _ / &"
    return "" if any(c.isalpha() for c in clean) else "nama harus memuat huruf"


def _find_personal(clean: str) -> str:
    if found := personal.kinds(clean):
        return found[0]
    if "@" in clean:
        return personal.EMAIL
    return "nomor panjang" if sum(c.isdecimal() for c in clean) > _MOST_DIGITS else ""


def _find_strange(clean: str) -> str:
    """The first letter that is no Latin one, with or without an accent, and no usual sign."""
    bases = ((c, unicodedata.normalize("NFD", c)[0]) for c in clean)
    return next((c for c, base in bases if not (c in _SIGNS or (base.isascii() and base.isalnum()))), "")


def refuse_taken(db: sqlite3.Connection, clean: str) -> None:
    """Raises ValueError with a sentence where an account has this name, or one that looks like it."""
    known = find_alike(db, clean)
    if known == clean:
        raise ValueError(
            f"akun {clean} sudah ada dan tidak diubah; kata sandi baru: “Kata sandi baru lewat tautan” di halaman "
            f'Pengguna, atau python -m etl user reset "{clean}"'
        )
    if known is not None:
        raise ValueError(f"nama “{clean}” terlalu mirip dengan akun “{known}” yang sudah ada; pilih nama lain")


def find_alike(db: sqlite3.Connection, clean: str) -> str | None:
    """The account that has this name, else one whose name looks like it; None = neither."""
    names = [str(name) for (name,) in db.execute("select nama from pengguna order by nama")]
    if clean in names:
        return clean
    look = _look(clean)
    return next((name for name in names if _look(name) == look), None)


def _look(name: str) -> str:
    """What is left of a name for somebody who reads quickly: no accents, nothing hidden, look-alikes as one letter."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    seen = "".join(c for c in letters if not unicodedata.combining(c) and unicodedata.category(c) not in _HIDDEN)
    return " ".join(seen.translate(_LOOKS_LIKE).split())


def find_stored(db: sqlite3.Connection, typed: str) -> str:
    """The name under which an account stands, as an earlier release wrote it or as this one does; where there is none,
    as it would be written."""
    earlier = clean_name(typed)
    row = db.execute("select 1 from pengguna where nama = ?", (earlier,)).fetchone()
    return earlier if row else tidy_name(typed)[:MAX_NAME_LENGTH]
