"""How every command ends, whatever happens: with a sentence and an exit code of the contract, never a traceback."""

from __future__ import annotations

import dis
import traceback
from collections.abc import Callable
from pathlib import Path

from etl.commands.words import WRONG_USE
from etl.out import lines
from etl.store.faults import say_cause

_ROOT = Path(__file__).resolve().parents[2]
INTERRUPTED = (
    "Dihentikan sebelum selesai. Yang terbit tidak pernah setengah; jalankan doctor bila ragu, lalu ulangi perintahnya."
)


def end_plainly(command: Callable[[], int]) -> int:
    """The exit code of a command. Ctrl-C, a reader who left, a full disk behind `>` and our own faults are said."""
    lines.write_anything()
    try:
        return _flush(command())
    except SystemExit:  # --help
        _flush(0)
        raise
    except KeyboardInterrupt:
        lines.print_fault(INTERRUPTED)
        return _flush(WRONG_USE)
    except Exception as error:
        lines.print_fault(say_incident(error))
        raise SystemExit(_flush(WRONG_USE)) from error


def is_said_by_us(error: BaseException) -> bool:
    """Whether an error was raised by a `raise` of this program, so that its text is one of our sentences: a library's
    ValueError or KeyError speaks English."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    if place is None:
        return False
    code = place.tb_frame.f_code
    is_raised = code.co_code[place.tb_lasti] == dis.opmap["RAISE_VARARGS"]
    return is_raised and Path(code.co_filename).is_relative_to(_ROOT / "etl")


def say_incident(error: BaseException) -> str:
    """What a developer needs of an error that nobody foresaw: its kind and place, never its text."""
    places = traceback.extract_tb(error.__traceback__)
    own = [f for f in places if Path(f.filename).is_relative_to(_ROOT / "etl")] or places[-1:]
    where = f", {Path(own[-1].filename).name} baris {own[-1].lineno}" if own else ""
    return (
        "Tidak dapat dikerjakan: dasbor menemui kesalahan yang tidak terduga. Jalankan doctor; bila semuanya baik, "
        f"sampaikan ini kepada pengembang: {type(error).__name__}{where}."
    )


def _flush(code: int) -> int:
    try:
        lines.flush()
    except OSError as error:
        lines.print_fault(f"Hasilnya tidak dapat ditulis: {say_cause(error)}.")
        return WRONG_USE
    return code
