"""After openpyxl has saved: last values of formulas put back, and the same input always the same bytes."""

from __future__ import annotations

import io
import re
import zipfile

from etl.read.xlsx_parts import open_parts

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_TIME = b"2000-01-01T00:00:00Z"
_CORE = "docProps/core.xml"
_STAMPS = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)([^<]*)(</dcterms:)")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.S)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)</")
_CELL_ADDRESS, _CELL_TYPE = re.compile(rb'\br="([A-Z]+\d+)"'), re.compile(rb'\bt="(str|b|e|n)"')
_NEW_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f[^>]*/>|<f[^>]*>[^<]*</f>)<v(?: ?/>|></v>)')

FormulaValues = dict[bytes, tuple[bytes, bytes]]  # cell -> (type, value), as they stand in the XML


def repack(marked: bytes, origin: bytes | None) -> bytes:
    """The saved workbook `isi` with the times and formula values of `origin`, the workbook it was made from."""
    value, time = _read_original(origin) if origin is not None else ({}, {})
    container = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(marked)) as archive, zipfile.ZipFile(container, "w") as new:
        part = {b: value[name] for name, b in open_parts(archive).sheets if b is not None and name in value}
        for name in sorted(archive.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            text = archive.read(name)
            if name == _CORE:
                text = _STAMPS.sub(lambda m: m[1] + time.get(m[2], _TIME) + m[4], text)
            elif name in part:
                text = _put_values(text, part[name])
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, text)
    return container.getvalue()


def _read_original(origin: bytes) -> tuple[dict[str, FormulaValues], dict[bytes, bytes]]:
    """Values of its formulas by sheet, and when it was made and changed: openpyxl saves the former without."""
    with zipfile.ZipFile(io.BytesIO(origin)) as archive:
        value = {
            name: _read_values(archive.read(part)) for name, part in open_parts(archive).sheets if part is not None
        }
        core = archive.read(_CORE) if _CORE in archive.namelist() else b""
    return value, {m[2]: m[3] for m in _STAMPS.finditer(core)}


def _read_values(xml: bytes) -> FormulaValues:
    result: FormulaValues = {}
    for m in _CELL.finditer(xml) if _FORMULA.search(xml) else ():
        r, v = _CELL_ADDRESS.search(m[1]), _VALUE.search(m[2])
        if r and v and _FORMULA.search(m[2]):
            t = _CELL_TYPE.search(m[1])
            result[r[1]] = (t[1] if t else b"n", v[1])
    return result


def _put_values(xml: bytes, value: FormulaValues) -> bytes:
    def isi(m: re.Match[bytes]) -> bytes:
        if m[1] not in value:
            return m[0]
        t, v = value[m[1]]
        return b'<c r="%s"%s t="%s">%s<v>%s</v>' % (m[1], m[2], t, m[3], v)

    return _NEW_FORMULA.sub(isi, xml)
