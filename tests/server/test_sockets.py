"""An answer leaves at once: on Streamlit's own socket the second packet of each would wait for 40 ms."""

from __future__ import annotations

import os
import socket

import pytest
from streamlit.web.server.starlette import starlette_server

from dasbor.server import sockets


@pytest.mark.skipif(os.name != "posix", reason="Windows tidak memberi tahu apa yang terbuka")
def test_connections_of_a_port_that_streamlit_has_bound_send_at_once() -> None:
    with starlette_server._bind_socket("127.0.0.1", 0, 1) as bound:
        bound.setblocking(True)
        assert _sends_at_once(bound) is False  # else this file has become needless
        sockets.send_at_once()
        assert _sends_at_once(bound) is True


def _sends_at_once(bound: socket.socket) -> bool:
    with socket.create_connection(bound.getsockname()), bound.accept()[0] as accepted:
        return bool(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
