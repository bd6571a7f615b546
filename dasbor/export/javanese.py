"""Javanese script in Latin letters, as it is read: ꦏꦺꦴꦥꦼꦫꦱꦶ is koperasi."""

from __future__ import annotations

import re

SCRIPT = re.compile(r"[\ua980-\ua9df]+")
_FIRST_LETTER, _FIRST_DIGIT = 0xA98F, 0xA9D0
# from KA on, in the order of Unicode; those of honour and of borrowed words are read like their plain ones
_CONSONANTS = "k q k g g ng c c j ny j ny th th dh dh n t t d d n p p b b m y r r l w s s s h".split()
_ALONE = dict(zip("ꦄꦅꦆꦇꦈꦉꦊꦋꦌꦍꦎ", "a i i i u re le leu e ai o".split(), strict=True))
_FINAL = {"\ua980": "m", "\ua981": "ng", "\ua982": "r", "\ua983": "h"}
_MEDIAL = {"\ua9bd": ("r", "e"), "\ua9be": ("y", ""), "\ua9bf": ("r", "")}  # keret brings its vowel, others keep it
_VOWEL = {
    "\ua9b5": "o",
    "\ua9b6": "i",
    "\ua9b7": "i",
    "\ua9b8": "u",
    "\ua9b9": "u",
    "\ua9ba": "e",
    "\ua9bb": "ai",
    "\ua9bc": "e",
}
_TARUNG, _TALING, _DIRGA_MURE, _PANGKON, _CECAK_TELU = "\ua9b4", "\ua9ba", "\ua9bb", "\ua9c0", "\ua9b3"
_LENGTHENED = {_TALING: "o", _DIRGA_MURE: "au"}  # what these two are together with tarung
_BORROWED = {"k": "kh", "p": "f", "j": "z", "g": "gh", "w": "v", "d": "dz", "s": "sy"}  # below cecak telu
_SIGNS = {"\ua9c7": ":", "\ua9c8": ",", "\ua9c9": ".", "\ua9cf": "2"}


def spell(text: str) -> str:
    """A text with what is Javanese script in it written as it is read."""
    return SCRIPT.sub(lambda run: _spell_run(run[0]), text)


def _spell_run(run: str) -> str:
    written: list[str] = []
    begin, vowel, sign = "", "", ""  # of the syllable that is read: its consonants, its vowel, the sign that says it
    for letter in run:
        if letter in _MEDIAL:
            begin, vowel = begin + _MEDIAL[letter][0], _MEDIAL[letter][1] or vowel
        elif letter == _CECAK_TELU:
            begin = _BORROWED.get(begin, begin)
        elif letter == _TARUNG:
            vowel = _LENGTHENED.get(sign, vowel)
        elif letter == _PANGKON:
            vowel = ""
        elif letter in _VOWEL:
            vowel, sign = _VOWEL[letter], letter
        else:
            written.append(begin + vowel)
            begin, vowel, sign = _begin(letter)
    return "".join([*written, begin + vowel])


def _begin(letter: str) -> tuple[str, str, str]:
    """What a letter is that no sign changes: a consonant is read with a."""
    number = ord(letter) - _FIRST_LETTER
    if 0 <= number < len(_CONSONANTS):
        return _CONSONANTS[number], "a", ""
    if 0 <= (digit := ord(letter) - _FIRST_DIGIT) <= 9:
        return str(digit), "", ""
    return _FINAL.get(letter, "") or _SIGNS.get(letter, ""), _ALONE.get(letter, ""), ""
