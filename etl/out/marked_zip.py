"""After openpyxl has saved: last values of formulas put back, and the same input always the same bytes."""

from __future__ import annotations

import io
import re
import zipfile

from etl.read.xlsx_parts import open_parts

_SAAT_ZIP = (1980, 1, 1, 0, 0, 0)
_SAAT = b"2000-01-01T00:00:00Z"
_INTI = "docProps/core.xml"
_WAKTU = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)([^<]*)(</dcterms:)")
_SEL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.S)
_RUMUS = re.compile(rb"<(?:\w+:)?f[\s/>]")
_NILAI = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)</")
_R, _T = re.compile(rb'\br="([A-Z]+\d+)"'), re.compile(rb'\bt="(str|b|e|n)"')
_RUMUS_BARU = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f[^>]*/>|<f[^>]*>[^<]*</f>)<v ?/>')

Nilai = dict[bytes, tuple[bytes, bytes]]  # cell -> (type, value), as they stand in the XML


def repack(isi: bytes, asal: bytes | None) -> bytes:
    """The saved workbook `isi` with the times and formula values of `asal`, the workbook it was made from."""
    nilai, waktu = _of_original(asal) if asal is not None else ({}, {})
    wadah = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip, zipfile.ZipFile(wadah, "w") as baru:
        bagian = {b: nilai[nama] for nama, b in open_parts(arsip)[0] if b is not None and nama in nilai}
        for nama in sorted(arsip.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            teks = arsip.read(nama)
            if nama == _INTI:
                teks = _WAKTU.sub(lambda m: m[1] + waktu.get(m[2], _SAAT) + m[4], teks)
            elif nama in bagian:
                teks = _with_values(teks, bagian[nama])
            info = zipfile.ZipInfo(nama, _SAAT_ZIP)
            info.compress_type = zipfile.ZIP_DEFLATED
            baru.writestr(info, teks)
    return wadah.getvalue()


def _of_original(asal: bytes) -> tuple[dict[str, Nilai], dict[bytes, bytes]]:
    """Values of its formulas by sheet, and when it was made and changed: openpyxl saves the former without."""
    with zipfile.ZipFile(io.BytesIO(asal)) as arsip:
        nilai = {nama: _values(arsip.read(bagian)) for nama, bagian in open_parts(arsip)[0] if bagian is not None}
        inti = arsip.read(_INTI) if _INTI in arsip.namelist() else b""
    return nilai, {m[2]: m[3] for m in _WAKTU.finditer(inti)}


def _values(xml: bytes) -> Nilai:
    hasil: Nilai = {}
    for m in _SEL.finditer(xml) if _RUMUS.search(xml) else ():
        r, v = _R.search(m[1]), _NILAI.search(m[2])
        if r and v and _RUMUS.search(m[2]):
            t = _T.search(m[1])
            hasil[r[1]] = (t[1] if t else b"n", v[1])
    return hasil


def _with_values(xml: bytes, nilai: Nilai) -> bytes:
    def isi(m: re.Match[bytes]) -> bytes:
        if m[1] not in nilai:
            return m[0]
        t, v = nilai[m[1]]
        return b'<c r="%s"%s t="%s">%s<v>%s</v>' % (m[1], m[2], t, m[3], v)

    return _RUMUS_BARU.sub(isi, xml)
