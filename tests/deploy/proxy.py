"""A real nginx with the files of deploy/nginx/, in front of a real server; what the guide lets the operator change
(name, certificate, ports, folder of the program) is changed and nothing else."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl.acuan import ROOT
from tests.servers import server

NAME = "koperasi.contoh.go.id"
BASE = "/koperasi"  # as in deploy/nginx/koperasi-jalur.conf
NGINX = ROOT / "deploy" / "nginx"
PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MISSING = (
    None if PROGRAM and shutil.which("openssl") else "nginx atau openssl tidak ditemukan; apt-get install nginx openssl"
)

_MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/galat.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log {folder}/akses.log;
    client_body_temp_path {folder}/isi;
    proxy_temp_path {folder}/sementara;
    fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u;
    scgi_temp_path {folder}/s;
    include situs.conf;
}}
"""
# The site that the subpath stands in.
_OTHER_SITE = """
server {{
    listen {port} ssl;
    server_name {name};
    ssl_certificate {folder}/sertifikat.pem;
    ssl_certificate_key {folder}/kunci.pem;
    include snippets/koperasi-jalur.conf;
    location / {{ return 200 "situs lain"; }}
}}
"""


@dataclass(frozen=True)
class Site:
    """A dashboard behind nginx: where browsers open it, where nginx listens, and the server itself."""

    address: str  # with the base, without a slash at the end
    base: str
    port: int
    plain_port: int
    server: str  # with the base
    folder: Path


@contextmanager
def open_site(folder: Path, base: str, environment: Mapping[str, str] | None = None) -> Iterator[Site]:
    """Server and nginx over the state in `folder`, at the root ("") or below BASE."""
    port, plain_port = find_ports(2)
    settings = {
        "KOPERASI_ASAL": f"https://{NAME}:{port}",
        "KOPERASI_PERANTARA": "127.0.0.1",
        "STREAMLIT_SERVER_BASE_URL_PATH": base.strip("/"),
    }
    with server(folder, settings | dict(environment or {})) as behind:
        place = folder / "nginx"
        write_files(place, base, port, plain_port, behind.rsplit(":", 1)[1])
        with run_nginx(place, port):
            yield Site(f"https://{NAME}:{port}{base}", base, port, plain_port, behind + base, place)


@contextmanager
def open_dead_site(folder: Path) -> Iterator[Site]:
    """nginx without anything behind it."""
    port, plain_port, nobody = find_ports(3)
    write_files(folder, "", port, plain_port, str(nobody))
    with run_nginx(folder, port):
        yield Site(f"https://{NAME}:{port}", "", port, plain_port, f"http://127.0.0.1:{nobody}", folder)


def ask(
    site: Site, path: str, method: str = "GET", body: bytes | None = None, name: str = NAME, **headers: str
) -> http.client.HTTPResponse:
    """One request over TLS, as a browser that asked for `name` sends it; the answer carries its text as `.text`."""
    trusting = ssl.create_default_context(cafile=site.folder / "sertifikat.pem")
    connection = http.client.HTTPConnection(NAME, site.port, timeout=30)
    connection.sock = trusting.wrap_socket(socket.create_connection(("127.0.0.1", site.port)), server_hostname=name)
    sent = {"Host": f"{name}:{site.port}"} | {k.replace("_", "-"): v for k, v in headers.items()}
    connection.request(method, path, body=body, headers=sent)
    answer = connection.getresponse()
    answer.text = answer.read().decode("utf-8", "replace") if answer.status != 101 else ""  # type: ignore[attr-defined]
    connection.close()
    return answer


def find_ports(count: int) -> list[int]:
    open_sockets = [socket.socket() for _ in range(count)]
    for s in open_sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in open_sockets]
    for s in open_sockets:
        s.close()
    return ports


def write_files(place: Path, base: str, port: int, plain_port: int, behind: str) -> None:
    """The operator's files with ports and folders of this test."""
    snippets = place / "snippets"
    snippets.mkdir(parents=True)
    _make_certificate(place)
    user = "user root;" if os.getuid() == 0 else ""
    (place / "nginx.conf").write_text(_MAIN.format(user=user, folder=place))
    changed = {
        "/etc/ssl/certs/koperasi.pem": f"{place}/sertifikat.pem",
        "/etc/ssl/private/koperasi.key": f"{place}/kunci.pem",
        "listen 443": f"listen {port}",
        "listen 80": f"listen {plain_port}",
        "127.0.0.1:8501": f"127.0.0.1:{behind}",
    }
    for file in NGINX.glob("*.conf"):
        text = file.read_text(encoding="utf-8")
        for old, new in changed.items():
            text = text.replace(old, new)
        (snippets / file.name).write_text(text, encoding="utf-8")
    site = _OTHER_SITE.format(port=port, name=NAME, folder=place) if base else (snippets / "koperasi.conf").read_text()
    (place / "situs.conf").write_text(site)


def _make_certificate(place: Path) -> None:
    subject = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME},DNS:situs-lain.example"]
    key = ["-newkey", "rsa:2048", "-nodes", "-keyout", str(place / "kunci.pem")]
    command = ["openssl", "req", "-x509", *key, "-out", str(place / "sertifikat.pem"), "-days", "2", *subject]
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def run_nginx(place: Path, port: int) -> Iterator[None]:
    """nginx over what write_files wrote, listening on that port."""
    command = [str(PROGRAM), "-p", str(place), "-c", str(place / "nginx.conf"), "-e", str(place / "galat.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    with (place / "keluaran.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("nginx tidak menyala")
