"""Section rows: "KECAMATAN SUKOREJO", "Kec. Sukorejo", "I. SUKOREJO", "Kelurahan Turi"; what area a label names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from etl.acuan import Reference
from etl.cells.texts import tidy_text

KECAMATAN_LEVEL, KELURAHAN_LEVEL, DOUBTFUL_LEVEL = "kecamatan", "kelurahan", "ragu"
_ORDINAL = r"(?:(?P<urut>(?:[IVXLC]+|[A-Z]|\d{1,2})\s*[.)]\s*|(?:[IVXLC]+|[A-Z])\s+))?"
_KELURAHAN_WORD = r"kel(?:urahan)?\b|desa\b|ds\b"
_MARKED = re.compile(
    rf"^{_ORDINAL}(?:(?P<kel>(?:{_KELURAHAN_WORD})(?:\s*/\s*(?:{_KELURAHAN_WORD}))?)|"
    r"(?P<kec>kec(?:amatan)?\b))[\s.:]*(?P<nama>\D{3,40})$",
    re.I,
)
_BARE = re.compile(rf"^{_ORDINAL}(?P<nama>\D{{3,40}})$", re.I)
_IN_TITLE = re.compile(
    r"^(?:data|daftar|register|rekap\w*|koperasi|keadaan)\b.*\b"
    r"(?:kec(?:amatan)?|(?P<kel>kel(?:urahan)?|desa))\b[\s.:]*(?P<nama>\D{3,40})$",
    re.I,
)
_KECAMATAN_BEHIND = re.compile(r"[\s,/-]+kec(?:amatan)?\b[\s.:]*", re.I)


@dataclass(frozen=True)
class Section:
    """A section: the level it names (DOUBTFUL_LEVEL: a kecamatan and a kelurahan have this name), the name as typed.

    style   numbered or not: sections of one level are written alike
    parent  the kecamatan, where the label of a kelurahan names it too
    """

    level: str
    name: str
    style: str = ""
    parent: str = ""


@dataclass(frozen=True)
class AreaNames:
    """The area names of the installation by their letters; kelurahan with the kecamatan they lie in."""

    kecamatan: frozenset[str]
    kelurahan: dict[str, set[str]]
    city: str

    def find_section(self, text: str, alone: bool = True) -> Section | None:
        """The section that a label opens. `alone`: nothing else stands in the row, so an unknown name counts too."""
        text = self._drop_city(tidy_text(re.sub(r"[(\[].*?[)\]]", " ", text)))
        if matching := _MARKED.match(text):
            return self._read_marked(matching, alone)
        if matching := _BARE.match(text):
            return self._read_bare(matching)
        return None

    def find_title(self, text: str) -> Section | None:
        """The area that a line above the table is about: the line says nothing else, or names a list."""
        text = self._drop_city(tidy_text(text))
        if matching := _MARKED.match(text):
            return self._read_marked(matching, False)
        if matching := _IN_TITLE.match(text):
            level = KELURAHAN_LEVEL if matching["kel"] else KECAMATAN_LEVEL
            name = matching["nama"].strip(" .:-")
            return Section(level, name) if self._is_known(name, level) else None
        return None

    def is_city(self, text: str) -> bool:
        return keep_letters(text) == keep_letters(self.city)

    def knows(self, text: str) -> bool:
        """Whether a cell says an area of the installation, with or without the word before it."""
        name = re.sub(rf"^(?:{_KELURAHAN_WORD}|kec(?:amatan)?\b)[\s.:]*", "", tidy_text(text), flags=re.I)
        return any(self._is_known(name, level) for level in (KECAMATAN_LEVEL, KELURAHAN_LEVEL))

    def lies_inside(self, kelurahan: str, kecamatan: str) -> bool:
        """Whether a typed kelurahan lies in a typed kecamatan."""
        name = re.sub(rf"^(?:{_KELURAHAN_WORD})[\s.:]*", "", tidy_text(kelurahan), flags=re.I)
        return keep_letters(kecamatan) in self.kelurahan.get(keep_letters(name), ())

    def _drop_city(self, text: str) -> str:
        """ "KECAMATAN SUKOREJO KOTA BLITAR" is about Sukorejo; "KOTA BLITAR" alone stays."""
        return re.sub(rf"(?<=\w)[\s,-]+{re.escape(self.city)}\s*$", "", text, flags=re.I)

    def _read_marked(self, matching: re.Match[str], alone: bool) -> Section | None:
        level = KELURAHAN_LEVEL if matching["kel"] else KECAMATAN_LEVEL
        name, *parent = (b.strip(" .:-") for b in _KECAMATAN_BEHIND.split(matching["nama"], maxsplit=1))
        if not name or not (self._is_known(name, level) or (alone and len(name.split()) <= 3)):
            return None
        return Section(level, name, "bertanda", parent[0] if parent and level == KELURAHAN_LEVEL else "")

    def _read_bare(self, matching: re.Match[str]) -> Section | None:
        name = matching["nama"].strip(" .:-")
        style = "bernomor" if matching["urut"] else "polos"
        kec, kel = self._is_known(name, KECAMATAN_LEVEL), self._is_known(name, KELURAHAN_LEVEL)
        if kec and kel:
            return Section(DOUBTFUL_LEVEL, name, style)
        return Section(KECAMATAN_LEVEL if kec else KELURAHAN_LEVEL, name, style) if kec or kel else None

    def _is_known(self, name: str, level: str) -> bool:
        return keep_letters(name) in (self.kecamatan if level == KECAMATAN_LEVEL else self.kelurahan)


def keep_letters(text: str) -> str:
    """Letters only: "Kepanjen Kidul" and "KEPANJENKIDUL" are one name."""
    return re.sub(r"[\W\d_]+", "", text.casefold())


def load_area_names(reference: Reference) -> AreaNames:
    """Of all times: where tables are looked for the quarter may not be known yet."""
    kel = reference.kelurahan if reference.dated is None else reference.dated
    parent = dict(zip(kel["kode_kelurahan"], kel["kecamatan"].map(keep_letters), strict=True))
    name: dict[str, set[str]] = {}
    for code, n in zip(kel["kode_kelurahan"], kel["kelurahan"], strict=True):
        name.setdefault(keep_letters(n), set()).add(parent[code])
    kecamatan = set(parent.values())
    for level, code, spelling, official in reference.spellings[["tingkat", "kode", "ejaan", "nama"]].itertuples(
        index=False
    ):
        if level == KECAMATAN_LEVEL:
            kecamatan.add(keep_letters(spelling))
            for forms in name.values():
                if keep_letters(official) in forms:
                    forms.add(keep_letters(spelling))
        elif code in parent:
            name.setdefault(keep_letters(spelling), set()).add(parent[code])
    return AreaNames(frozenset(kecamatan), name, reference.city)


def settle_doubts(
    part: list[tuple[int, Section]],
    has_data: Callable[[int, int], bool],
    fits: Callable[[int, int, str], bool | None],
) -> list[tuple[int, Section]]:
    """Decide sections whose name is both a kecamatan and a kelurahan; (row, section) in order of rows.

    ada_data(a, b)      whether data rows lie between the rows a and b
    sesuai(a, b, kec)   whether all kelurahan written there lie in the kecamatan; None: no kelurahan is written
    """
    kelurahan_styles = {b.style for _, b in part if b.level == KELURAHAN_LEVEL}
    result = []
    for i, (row, b) in enumerate(part):
        end = part[i + 1][0] if i + 1 < len(part) else 10**9
        if b.level == DOUBTFUL_LEVEL:
            matching = fits(row, end, b.name)
            if matching or (matching is None and (not has_data(row, end) or b.style not in kelurahan_styles)):
                b = Section(KECAMATAN_LEVEL, b.name, b.style)
            elif matching is None:
                b = Section(KELURAHAN_LEVEL, b.name, b.style)
        result.append((row, b))
    return result
