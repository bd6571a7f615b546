"""A reader without a browser: it speaks to the running dashboard over the websocket, as the browser's script does."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from dasbor.ui.access import COOKIE


@dataclass(frozen=True)
class Seen:
    """What one run of a page sent. text: all its texts; seconds: from asking to the last word; ended: how it ended."""

    text: str
    seconds: float
    ended: int

    @property
    def versions(self) -> set[int]:
        """The versions that the page names."""
        return {int(n) for n in re.findall(r"\bversi (\d+)", self.text)}


class Viewer:
    """One open tab. Use as a context; `look` as often as somebody clicks."""

    def __init__(self, address: str, session: str = "", cookies: str = "", **way: Any) -> None:
        """`session`: of somebody who is signed in; `cookies`: others, as a browser sends them; `way`: how the server is
        reached, as websockets' connect takes it (sock, ssl)."""
        self._stream = address.replace("http", "ws", 1) + "/_stcore/stream"
        told = "; ".join(filter(None, (cookies, f"{COOKIE}={session}" if session else "")))
        self._headers = {"Cookie": told} if told else {}
        self._way = way
        self._origin = "/".join(address.split("/")[:3])  # without the path of an area of government
        self._open = ExitStack()
        self._socket: ClientConnection | None = None
        self._page = ""  # as Streamlit calls the page that is open
        self.timers: dict[str, float] = {}  # piece of the page -> seconds after which a browser asks for it again

    def __enter__(self) -> Viewer:
        stream = connect(
            self._stream,
            origin=self._origin,
            subprotocols=["streamlit"],
            additional_headers=self._headers,
            max_size=None,
            open_timeout=60,
            proxy=None,
            **self._way,
        )
        self._socket = self._open.enter_context(stream)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def look(self, page: str, query: str = "", wait: float = 300) -> Seen:
        """Open a page ("" = Ringkasan, else the last part of its address). Raises TimeoutError."""
        question = BackMsg()
        question.rerun_script.page_name = page
        question.rerun_script.query_string = query
        self.timers.clear()
        return self._ask(question, wait)

    def wait_for_timer(self, wait: float = 60) -> Seen:
        """What comes when the shortest timer of the page has run out; the time is not spent."""
        question = BackMsg()
        question.rerun_script.fragment_id = min(self.timers, key=self.timers.__getitem__)
        question.rerun_script.is_auto_rerun = True
        question.rerun_script.page_script_hash = self._page
        return self._ask(question, wait)

    def _ask(self, question: BackMsg, wait: float) -> Seen:
        assert self._socket is not None
        start = time.monotonic()
        self._socket.send(question.SerializeToString())
        words: list[str] = []
        while True:
            data = self._socket.recv(timeout=max(0.0, start + wait - time.monotonic()))
            answer = ForwardMsg.FromString(data)  # type: ignore[arg-type]
            kind = answer.WhichOneof("type")
            if kind == "navigation":
                self._page = answer.navigation.page_script_hash
            elif kind == "auto_rerun":
                self.timers[answer.auto_rerun.fragment_id] = answer.auto_rerun.interval
            elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return Seen("\n".join(words), time.monotonic() - start, answer.script_finished)
            elif kind == "delta":
                words.extend(_list_texts(answer))


def _list_texts(message: Message) -> Iterator[str]:
    for _, value in message.ListFields():
        for one in [value] if isinstance(value, (str, bytes, Message)) or not hasattr(value, "__iter__") else value:
            if isinstance(one, Message):
                yield from _list_texts(one)
            elif isinstance(one, str):
                yield one
