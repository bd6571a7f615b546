"""What is wrong with a city's laporan.toml, in sentences: where it stands, what is known in its place."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from etl.store.faults import say_cause

FILE = "laporan.toml"
_KINDS = {str: "teks dalam tanda petik", int: "bilangan bulat tanpa tanda petik", list: 'daftar teks seperti ["…"]'}
_CHOICES = {("capaian", "tanpa_target"): ("ya", "tidak")}
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
        elif type(value) is not type(start[key]) or (
            isinstance(value, list) and not all(isinstance(one, str) for one in value)
        ):
            yield f"{where}: tulis {_KINDS[type(start[key])]}."
        elif value not in (choices := _CHOICES.get((section, key), (value,))):
            yield f"{where}: tulis {' atau '.join(choices)}."


def _list_sections(start: Mapping[str, Any]) -> str:
    return ", ".join(f"[{name}]" for name in start)


def _find_line(text: str, section: str, name: str) -> str:
    """ " baris 7" of a key in its section, or of a section; "" where it is written in another way."""
    current = ""
    wanted = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*[=.]""")
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            current = re.sub(r"""["'\s]""", "", header[1])
            if not section and current.split(".")[0] == name:
                return f" baris {number}"
            if section and current.startswith(f"{section}.") and current.removeprefix(f"{section}.") == name:
                return f" baris {number}"
        elif current == section and wanted.match(line):
            return f" baris {number}"
    return ""


def _say_place(message: str) -> str:
    found = _AT.search(message)
    return f"di baris {found[1]}, kolom {found[2]}" if found else "di akhir berkas"


def _say_syntax(message: str) -> str:
    return next((said for begin, said in _SYNTAX.items() if message.startswith(begin)), _OTHERWISE)
