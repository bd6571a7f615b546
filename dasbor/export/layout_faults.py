"""What is wrong with a city's laporan.toml, in sentences: where it stands, what is known in its place."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from etl.store.faults import say_cause

FILE = "laporan.toml"
_KINDS = {str: "teks dalam tanda petik", int: "bilangan bulat tanpa tanda petik", list: 'daftar teks seperti ["…"]'}
_CHOICES = {("capaian", "tanpa_target"): ("ya", "tidak")}
RANGES = {
    ("lkjip", "tahun_lalu"): range(6),  # columns that a page still holds
    ("penggerak", "tahun"): range(1, 11),
    ("laporan", "prioritas"): range(1, 501),
}
# What is filled in for each indicator or report; in every other text braces would be published as they stand.
_FILLED = {("satudata", "judul"): ("{judul}",)}
_IN_BRACES = re.compile(r"\{[^{}]*\}")
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
# How the parser's sentences begin, and what they mean.
_SYNTAX = {
    "Cannot overwrite": "kunci ini sudah ditulis di atasnya",
    "Cannot declare": "bagian ini sudah ditulis di atasnya",
    "Cannot redefine": "bagian ini sudah ditulis di atasnya",
    "Duplicate inline": "kunci ini sudah ditulis di atasnya",
    "Expected ']": "nama bagian belum ditutup dengan ]",
    "Expected '='": "sesudah nama kunci harus ada tanda =",
    "Expected newline": "sesudah nilainya ada tulisan lain di baris yang sama",
    "Unclosed array": "daftar belum ditutup dengan ], atau koma di antara isinya kurang",
    "Unterminated": "teks belum ditutup dengan tanda petik",
    "Illegal character": "teks belum ditutup dengan tanda petik",
    "Invalid value": "nilainya tidak dapat dibaca; teks memerlukan tanda petik, angka tidak",
    "Unescaped": "di dalam tanda petik ganda, tulis \\\\ untuk satu garis miring terbalik",
}
_OTHERWISE = "barisnya bukan [bagian] dan bukan kunci = nilai"


class Unreadable(ValueError):
    """Nothing of the file can be read; the text is a sentence."""


def parse(path: Path) -> tuple[str, dict[str, Any]]:
    """The text and what it says. Raises Unreadable."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # Notepad writes a mark before the first letter
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"{FILE} salah tulis {_say_place(str(error))}: {_say_syntax(str(error))}.") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{FILE} bukan teks UTF-8; simpan lagi sebagai UTF-8.") from error
    except ValueError as error:  # of thousands of digits
        raise Unreadable(f"{FILE} tidak dapat dibaca: ada bilangan yang terlalu panjang.") from error
    except OSError as error:
        raise Unreadable(f"{FILE} tidak dapat dibaca: {say_cause(error)}.") from error


def say_nearest(name: str, known: list[str]) -> str:
    """ "mungkin maksudnya judul", or all that is known where nothing is near."""
    near = difflib.get_close_matches(name, known, 1)
    return f"mungkin maksudnya {near[0]}" if near else f"yang dikenal: {', '.join(known)}"


def list_faults(text: str, own: Mapping[str, Any], start: Mapping[str, Any]) -> Iterator[str]:
    """Sections and keys that nobody reads, and values of another kind; `start`: all that is known, a table in it that
    is {} takes any name."""
    for name, content in own.items():
        line = _find_line(text, "", name)
        if name not in start and not isinstance(content, dict):
            yield f"{FILE}{line}: kunci {name} tidak di bawah bagian mana pun; bagiannya: {_list_sections(start)}."
        elif name not in start:
            known = say_nearest(f"[{name}]", [f"[{section}]" for section in start])
            yield f"{FILE}{line}: bagian [{name}] tidak dikenal; {known}."
        elif not isinstance(content, dict):
            yield f"{FILE}{line}: {name} adalah bagian; tulis [{name}] di baris sendiri."
        else:
            yield from _list_in_section(text, name, content, start[name])


def _list_in_section(text: str, section: str, own: Mapping[str, Any], start: Mapping[str, Any]) -> Iterator[str]:
    for key, value in own.items():
        where = f"{FILE}{_find_line(text, section, key)}, [{section}] {key}"
        if key not in start:
            yield f"{where}: kunci tidak dikenal; {say_nearest(key, list(start))}."
        elif isinstance(start[key], dict):
            if not isinstance(value, dict):
                yield f"{where}: ini bagian; tulis [{section}.{key}] di baris sendiri."
            elif start[key]:
                yield from _list_in_section(text, f"{section}.{key}", value, start[key])
        elif fault := _say_value(section, key, value, start[key]):
            yield f"{where}: {fault}."


def _say_value(section: str, key: str, value: Any, usual: Any) -> str:
    """What is wrong with a value; "" = nothing."""
    name = (section, key)
    if type(value) is not type(usual) or (isinstance(value, list) and not all(isinstance(one, str) for one in value)):
        return f"tulis {_KINDS[type(usual)]}"
    if value not in (choices := _CHOICES.get(name, (value,))):
        return f"tulis {' atau '.join(choices)}"
    if name in RANGES and value not in RANGES[name]:
        return f"tulis bilangan {RANGES[name][0]} sampai {RANGES[name][-1]}"
    texts = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return next(filter(None, (_say_braces(text, _FILLED.get(name, ())) for text in texts)), "")


def _say_braces(text: str, filled: tuple[str, ...]) -> str:
    """What stands in braces and is filled by nobody; "" = nothing."""
    known = f"yang dikenal: {', '.join(filled)}"
    if strange := [one for one in _IN_BRACES.findall(text) if one not in filled]:
        said = f"tidak dikenal; {known}" if filled else "tidak diisi di sini; tulis tanpa kurung kurawal"
        return f"{', '.join(strange)} {said}"
    is_open = filled and re.search("[{}]", _IN_BRACES.sub("", text))
    return f"kurung kurawalnya tidak berpasangan; {known}" if is_open else ""


def list_in_names(text: str, section: str, key: str, names: Sequence[str], known: list[str]) -> Iterator[str]:
    """Names in a list that nobody knows or that stand there twice."""
    for name in dict.fromkeys(names):
        count = names.count(name)
        if name not in known:
            line = _find_item(text, section, key, name, 1)
            yield f"{FILE}{line}, [{section}] {key}: {name} tidak dikenal; {say_nearest(name, known)}."
        elif count > 1:
            line = _find_item(text, section, key, name, 2)
            yield f"{FILE}{line}, [{section}] {key}: {name} disebut {count} kali; tulis sekali."


def _list_sections(start: Mapping[str, Any]) -> str:
    return ", ".join(f"[{name}]" for name in start)


def _find_line(text: str, section: str, name: str) -> str:
    """ " baris 7" of a key in its section, or of a section; "" where it is written in another way."""
    number = _find_number(text, section, name)
    return f" baris {number}" if number else ""


def _find_item(text: str, section: str, key: str, name: str, which: int) -> str:
    """ " baris 9" of a name in the list of a key, which may have several lines; `which`: 1 = where it stands first."""
    first = _find_number(text, section, key)
    wanted = re.compile(rf"""(["']){re.escape(name)}\1""")
    for number, line in enumerate(text.splitlines()[first - 1 :] if first else [], start=first):
        which -= len(wanted.findall(line.split("#")[0]))
        if which <= 0:
            return f" baris {number}"
    return f" baris {first}" if first else ""


def _find_number(text: str, section: str, name: str) -> int:
    """0 where it is written in another way."""
    current = ""
    wanted = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*[=.]""")
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            current = re.sub(r"""["'\s]""", "", header[1])
            if not section and current.split(".")[0] == name:
                return number
            if section and current.startswith(f"{section}.") and current.removeprefix(f"{section}.") == name:
                return number
        elif current == section and wanted.match(line):
            return number
    return 0


def _say_place(message: str) -> str:
    found = _AT.search(message)
    return f"di baris {found[1]}, kolom {found[2]}" if found else "di akhir berkas"


def _say_syntax(message: str) -> str:
    return next((said for begin, said in _SYNTAX.items() if message.startswith(begin)), _OTHERWISE)
