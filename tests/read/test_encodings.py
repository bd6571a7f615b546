"""UTF-16 is known without its mark, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from etl.read.encodings import find_encoding
from etl.read.text_tables import decode

LINE = "No;Nama Koperasi;Kelurahan\r\n1;KSU “Melati”;Turi\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_way_of_writing_gives_the_same_text(encoding):
    assert decode(LINE.encode(encoding)) == LINE


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"", ""),
        (b"a", ""),
        (b"a\0", "utf-16-le"),
        (b"\0a", "utf-16-be"),
        (b"\0\0\0\0", ""),
        (b"No;Nama\0Koperasi", ""),
        (LINE.encode("utf-32-le"), ""),
        (("日" * 9 + LINE * 2).encode("utf-16-le")[:-1], "utf-16-le"),
    ],
)
def test_noughts_tell_the_order_of_the_bytes(data, encoding):
    assert find_encoding(data) == encoding
