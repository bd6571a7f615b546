"""Logs in the state folder: one JSON line an event, rotated, for the owner only, without numbers of people.

Of an unforeseen error only its kind and place are written: its text may quote a workbook.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import secrets
import traceback
from io import FileIO, TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from etl import personal
from etl.acuan import ROOT, load_reference
from etl.store.faults import StoreDamaged, say_cause
from etl.store.files import LOGS, make_folder

FILE = "dasbor.jsonl"
_SIZE_MB, _KEPT = 5, 10
_LONGEST = 2_000  # letters of one message
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no I, L, O, 0, 1: read out over the telephone
_log = logging.getLogger(__name__)


def start_logging(folder: Path) -> list[logging.Handler]:
    """Write what this process logs from now on; nothing where the folder cannot be written, which is logged.

    [log] folder (default: `log` in the state folder), ukuran_mb, berkas in pengaturan.toml.
    """
    settings = load_reference().settings.get("log", {})
    place = Path(settings.get("folder") or folder / LOGS)
    try:
        make_folder(place)
        size, kept = int(settings.get("ukuran_mb", _SIZE_MB)) << 20, int(settings.get("berkas", _KEPT))
        handler = _PrivateFile(place / FILE, maxBytes=size, backupCount=kept, encoding="utf-8", delay=True)
    except OSError as error:
        _log.error("log tidak dapat ditulis ke %s (%s)", place, say_cause(error))
        return []
    handler.setLevel(logging.INFO)
    console = logging.StreamHandler()  # for whoever watches the process; without it Python falls silent there
    console.setLevel(logging.WARNING)
    root = logging.getLogger()
    for one in (handler, console):
        one.setFormatter(_Lines())
        root.addHandler(one)
    root.setLevel(min(root.level or logging.INFO, logging.INFO))
    return [handler, console]


def stop_logging(handlers: list[logging.Handler]) -> None:
    for handler in handlers:
        logging.getLogger().removeHandler(handler)
        handler.close()


def note_incident(log: logging.Logger, what: str, error: BaseException | None = None) -> str:
    """Log what went wrong under a number of its own, which the user is shown; the number."""
    number = "".join(secrets.choice(_LETTERS) for _ in range(8))
    log.error(what, exc_info=error, extra={"kejadian": number})
    return number


def say_incident(number: str) -> str:
    """The sentence under an error page by which its entry in the log is found."""
    return f"Nomor kejadian: {number}"


class _PrivateFile(RotatingFileHandler):
    """Written by its owner only, also after it was rotated."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return TextIOWrapper(FileIO(handle, "a"), encoding=self.encoding, write_through=True)


class _Lines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        time = dt.datetime.fromtimestamp(record.created).astimezone()
        content = {
            "waktu": time.isoformat(timespec="milliseconds"),
            "tingkat": record.levelname,
            "asal": record.name,
            "pesan": personal.mask(record.getMessage()[:_LONGEST]),
        }
        if number := getattr(record, "kejadian", ""):
            content["kejadian"] = number
        if record.exc_info and record.exc_info[1] is not None:
            content |= _describe(record.exc_info[1])
        return json.dumps(content, ensure_ascii=False)


def _describe(error: BaseException) -> dict[str, str]:
    """Kind and place of an error; its text only where it is one of our own sentences."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_shorten(f.filename)}:{f.lineno} {f.name}" for f in frames[-12:]]
    text = {"sebab": personal.mask(str(error)[:_LONGEST])} if isinstance(error, StoreDamaged) else {}
    return {"jenis": type(error).__name__, "tempat": " < ".join(reversed(places)), **text}


def _shorten(path: str) -> str:
    file = Path(path)
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else "/".join(file.parts[-2:])
