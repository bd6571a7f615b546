"""The words of the command line are read; what is wrong with them is said in Indonesian: argparse speaks English."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, NoReturn

_LONGEST = 60


class WrongUse(ValueError):
    """Words that make no command; the text is a sentence."""


class Parser(argparse.ArgumentParser):
    """A parser whose help and refusals are Indonesian; those of its commands become the same."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{**settings, "add_help": False, "formatter_class": _Help})
        self._positionals.title, self._optionals.title = "Yang disebut", "Pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan penjelasan ini")

    def error(self, message: str) -> NoReturn:
        """Raises WrongUse with a sentence."""
        raise WrongUse(f"{say_fault(message)}. Penjelasan: {self.prog} --help")


class _Help(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "Pemakaian: " if prefix is None else prefix)


def say_fault(message: str) -> str:
    """What argparse says, in Indonesian. What it says in words that are not listed here is told in general."""
    for pattern, say in _WHOLE.items():
        if found := re.fullmatch(pattern, message, re.S):
            return say(*found.groups())
    return "kata-kata perintahnya tidak dapat dibaca"


def _say_value(name: str, fault: str) -> str:
    """The fault of one value; what our own readers of values say is Indonesian already."""
    for pattern, say in _OF_A_VALUE.items():
        if found := re.fullmatch(pattern, fault, re.S):
            return f"{name}: {say(*found.groups())}"
    return f"{name}: {fault}"


def _say_choice(value: str, listed: str) -> str:
    known = [word.strip(" '\"") for word in listed.split(",")]
    near = get_close_matches(value, known, 1)
    meant = f"; mungkin maksudnya {near[0]}" if near else ""
    return f"“{_shorten(value)}” tidak dikenal{meant}; yang ada: {', '.join(known)}"


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


_WHOLE: dict[str, Callable[..., str]] = {
    r"the following arguments are required: (.+)": lambda names: f"belum disebut: {names}",
    r"one of the arguments (.+) is required": lambda names: f"sebut salah satu: {names}",
    r"unrecognized arguments: (.+)": lambda words: f"tidak dikenal: {_shorten(words)}",
    r"ambiguous option: (.+) could match (.+)": lambda word, names: f"{_shorten(word)} dapat berarti {names}",
    r"argument (.+?): (.+)": _say_value,
}
_OF_A_VALUE: dict[str, Callable[..., str]] = {
    r"invalid choice: '(.*)' \(choose from (.+)\)": _say_choice,
    r"unknown parser '(.*)' \(choices: (.+)\)": _say_choice,
    r"invalid int value: '(.*)'": lambda value: f"“{_shorten(value)}” bukan bilangan bulat",
    r"invalid .+ value: '(.*)'": lambda value: f"“{_shorten(value)}” tidak dapat dibaca",
    r"expected one argument": lambda: "nilainya belum ditulis",
    r"expected at least one argument": lambda: "sedikitnya satu nilai",
    r"expected at most one argument": lambda: "paling banyak satu nilai",
    r"expected (\d+) arguments?": lambda count: f"memerlukan {count} nilai",
    r"ignored explicit argument '(.*)'": lambda value: f"ditulis tanpa nilai, jadi tanpa “={_shorten(value)}”",
    r"not allowed with argument (.+)": lambda other: f"tidak dapat bersama {other}",
}
