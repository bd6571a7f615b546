"""The words and signs by which a row is known: totals, signature, notes, the number row under a header."""

from __future__ import annotations

import re

from etl.cells.dates import MONTHS
from etl.cells.texts import write_plain
from etl.model import Cell

_MONTH_WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
RUNNING_NUMBER_SIGN = re.compile(r"\s*[(\[]?\s*(\d{1,2})\s*[)\].]?\s*(?:=.*)?$")
CLOSING_SIGN = re.compile(
    r"\s*(?:mengetahui|menyetujui|mengesahkan|disahkan|diketahui|(?:yang\s+mem|di)buat\s*(?:oleh)?\s*[,:]?$|"
    r"pembuat daftar|"
    r"disusun\s+oleh|diperiksa\s+oleh|a\.?\s?n\.?\s+(?:kepala|wali|bupati)|pl[th]\.?\s|"
    r"kepala\s+(?:dinas|bidang|seksi|sub|uptd)|"
    r"kabid\b|sekretaris\s+dinas|ketua\s+(?:panitia|pelaksana)|nip\b\.?|n\s?i\s?p\b|"
    rf"[a-z][a-z .]{{2,30}},\s*(?:tanggal|tgl\.?)?\s*(?:\d{{1,2}}|[._…\s]*)\s*(?:{_MONTH_WORDS})\b\.?\s*"
    r"(?:\d{4}|[._…]+))",
    re.I,
)
NOTE_SIGN = re.compile(
    r"\s*(?:(?:keterangan|ket|catatan|cat|nb|note|sumber(?:\s+data)?)\s*(?:[:.]|$)|\*+\s*\)|\*+\s*[a-z]|"
    r"sumber\s+data\b)",
    re.I,
)
TOTAL_SIGN = re.compile(r"\s*(?:sub\s*-?\s*|grand\s*)?(?:jumlah|jml|jlh|total)\b", re.I)
# First words or signs of a name that is perhaps none: such rows are looked at closely, all others are not.
is_suspicious = re.compile(
    r"[\s\W\d]*$|\W*[a-z]\W*$|\W*(?:sub|grand|jumlah|jml|jlh|total|kec|kel|desa|ds|kota|kab|kabupaten|"
    r"[ivxlc]+[.)\s]|[a-z]\s*[.)]\s|\d+\s*[.)]|"
    r"mengetahui|menyetujui|mengesahkan|disahkan|diketahui|yang|dibuat|pembuat|disusun|diperiksa|a\.?\s?n\b|pl[th]\b|"
    r"kepala|kabid|"
    r"sekretaris|ketua|n\s?i\s?p|keterangan|ket|catatan|cat|nb|note|sumber|\*)|[^,]{3,31},\s*(?:\d|[._…])",
    re.I,
).match


def is_number_row(content: list[Cell]) -> bool:
    """ "1 2 3 4", "(1) (2) (3)", "A B C", "7=5+6" under the header."""
    if len(content) < 3:
        return False
    if all(isinstance(v, str) and len(v.strip(" ().")) == 1 and v.strip(" ().").isalpha() for v in content):
        number = [ord(str(v).strip(" ().").lower()) - 96 for v in content]
    else:
        matching = [RUNNING_NUMBER_SIGN.match(write_plain(v)) for v in content]
        if not all(matching):
            return False
        number = [int(c[1]) for c in matching if c]
    steps = [b - a for a, b in zip(number, number[1:], strict=False)]
    return number[0] <= 2 and min(steps) >= 1 and steps.count(1) >= 0.7 * len(steps)
