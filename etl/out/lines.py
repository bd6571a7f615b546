"""Lines on the two outputs of a command. Whoever reads may have seen enough: the command still goes on to its end."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

_unwritten: list[OSError] = []  # what was wrong with an output, to be said at the end


def print_line(text: str) -> None:
    """What a command answers."""
    _write(sys.stdout, text)


def print_fault(text: str) -> None:
    """Why a command did not do what it was asked for."""
    _write(sys.stderr, text)


def write_anything() -> None:
    """Letters that a terminal does not know are replaced: they stop no command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def flush() -> None:
    """Send what still waits. Raises OSError where something could not be written, but not for a reader who left."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            _give_up(stream, error)
    if _unwritten:
        raise _unwritten.pop()


def _give_up(stream: TextIO, error: OSError) -> None:
    """Nothing that is written from now on arrives anywhere: else the interpreter would complain when it ends."""
    if not isinstance(error, BrokenPipeError):
        _unwritten.append(error)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text + "\n")
    except OSError as error:
        _give_up(stream, error)
