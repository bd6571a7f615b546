"""Start the front door: one port for all areas of government (`python -m dasbor.mulai` where pemda.toml is)."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from pathlib import Path

import uvicorn

from dasbor.front.book import Book
from dasbor.front.door import make_app
from dasbor.front.house import House
from etl.tenants.declared import find_roll_file

_LARGEST = 25 << 20  # bytes of one message of a page; above what Streamlit itself takes


def serve_all() -> int:
    """Until it is told to end. Raises RollWrong."""
    file = find_roll_file()
    if file is None:
        raise ValueError("only where pemda.toml is")
    book = Book(file)
    port = int(os.environ.get("PORT", "8501"))
    _say_start(book, port)
    signal.signal(signal.SIGTERM, _leave)
    with tempfile.TemporaryDirectory(prefix="koperasi-pintu-") as folder:
        server = uvicorn.Server(configure(House(book, Path(folder)), port))
        server.run()
    return 0 if server.started else 1


def _leave(*_: object) -> None:
    """uvicorn raises the signal again when it has ended; by itself that would leave the folders of sockets behind."""
    sys.exit(0)


def configure(house: House, port: int) -> uvicorn.Config:
    """How the door stands at its port."""
    return uvicorn.Config(
        make_app(house),
        host=os.environ.get("STREAMLIT_SERVER_ADDRESS", "127.0.0.1"),  # as the dashboard of one city is told
        port=port,
        forwarded_allow_ips=os.environ.get("KOPERASI_PERANTARA", ""),
        ws="websockets-sansio",
        ws_max_size=_LARGEST,
        ws_per_message_deflate=False,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
    )


def _say_start(book: Book, port: int) -> None:
    addresses = "".join(f"\n  /{t.address}/" for t in book.read().tenants)
    sys.stdout.write(f"Dasbor: http://127.0.0.1:{port}  (hentikan dengan Ctrl+C){addresses}\n")
    sys.stdout.flush()
