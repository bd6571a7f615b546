"""Read a workbook: bytes to grids of cells. The parsing happens in a child process that may crash without harm.

.xlsx and .xlsm: cells, error cells, formulas without a value, hidden rows and columns, merges, per cent formats.
.xls: cells and merges. .ods and .xlsb: cells. What cannot be seen there (error cells and uncalculated formulas look
blank, hidden rows look visible) is said by one finding, `format_terbatas`.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import json
import logging
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Generator, Iterator
from typing import IO, Any

from etl.acuan import ROOT
from etl.model import Grid, Workbook, write_address
from etl.pesan import Finding, Unreadable, make_finding
from etl.read import guard
from etl.read.child import MAX_ROWS
from etl.read.marks import is_findings_sheet

MAX_JSON_LINE = 64_000_000  # bytes of one line
MAX_JSON = 800_000_000  # and of all: a text of a megabyte referred to by a million cells ends here
MAX_SHARED_TEXTS = 100_000
BASE_MEMORY, ZIP_MEMORY, XLS_MEMORY = 300_000_000, 4, 10  # bytes, and times the inflated or the file's bytes
_CPU_EXHAUSTED = -getattr(signal, "SIGXCPU", 0) or None
log = logging.getLogger(__name__)


def read_workbook(
    data: bytes,
    nama: str,
    batas_detik: int = 120,
    batas_memori: int = 1_500_000_000,
    batas_bita: int | None = None,
) -> Workbook:
    """Grids of all sheets, hidden ones too, but not the sheet of findings that a marked workbook brings back.

    TidakTerbaca carries the finding that says why not.
    """
    bentuk, temuan_berkas = guard.inspect(data, nama, batas_bita)
    buku = Workbook(nama, bentuk, [], temuan=temuan_berkas)
    if bentuk not in ("xlsx", "xlsm"):
        buku.temuan.append(make_finding("format_terbatas", format=bentuk))
    ubah = _CellDecoder()
    for pesan in _run_child(data, bentuk, batas_detik, min(batas_memori, _estimate_memory(data, bentuk))):
        if isinstance(pesan, list):
            buku.petak[-1].sel.extend(ubah.rows(pesan))
        elif "lembar" in pesan:
            buku.petak.append(_make_grid(pesan))
        elif "contoh" in pesan:
            buku.contoh = pesan["contoh"]
    for petak in buku.petak:
        _fit_tail(petak)
    buku.petak = [petak for petak in buku.petak if not is_findings_sheet(petak.sel)]
    return buku


def _estimate_memory(data: bytes, bentuk: str) -> int:
    """Address space that an honest workbook of this size may take: 65 MB and 2.6 times what it inflates to were measured.

    A few kilobytes whose cells all refer to one long text get no more than this.
    """
    if bentuk == "xls":
        return BASE_MEMORY + XLS_MEMORY * len(data)
    with zipfile.ZipFile(io.BytesIO(data)) as arsip:  # the guard has counted: these sizes are true
        return BASE_MEMORY + ZIP_MEMORY * sum(i.file_size for i in arsip.infolist())


def _run_child(data: bytes, bentuk: str, batas_detik: int, batas_memori: int) -> Iterator[Any]:
    """The child's messages, one by one, until it says that it has finished."""
    perintah = [sys.executable, "-m", "etl.read.child", bentuk, str(batas_detik), str(batas_memori)]
    habis = threading.Event()
    with _write_to_disk(data) as berkas:
        anak = subprocess.Popen(perintah, cwd=ROOT, stdin=berkas, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def hentikan() -> None:
        habis.set()
        anak.kill()

    jam = threading.Timer(batas_detik, hentikan)
    jam.start()
    try:
        akhir = yield from _read_messages(anak)
    finally:
        jam.cancel()
        anak.kill()
        anak.stdout.close()  # type: ignore[union-attr]
        kode = anak.wait()
    if akhir == "diam" and not habis.is_set() and kode == 1:
        raise RuntimeError("etl.read.child did not start")  # a broken installation, not a broken workbook
    if akhir != "selesai":
        raise Unreadable(_say_why(kode, habis.is_set(), batas_detik))


def _write_to_disk(data: bytes) -> IO[bytes]:
    """The file for the child; it has no name: nothing is left behind, even after a power cut."""
    berkas = tempfile.TemporaryFile()
    try:
        berkas.write(data)
        berkas.seek(0)
    except OSError as e:
        berkas.raw.close()  # an ordinary close would try to write the rest again
        raise Unreadable(make_finding("server_penuh", rincian=e.strerror)) from e
    return berkas


def _read_messages(anak: subprocess.Popen[bytes]) -> Generator[Any, None, str]:
    """Yields until the last message; returns "selesai", "putus" (a crash cut it off) or "diam" (not a word)."""
    assert anak.stdout is not None
    jumlah = 0
    while (baris := anak.stdout.readline(MAX_JSON_LINE)).endswith(b"\n"):
        jumlah += len(baris)
        if jumlah > MAX_JSON:
            break
        if baris.startswith(b"["):  # rows; a number is a float, and what is no number (NaN, Infinity) is text
            yield json.loads(baris, object_hook=_decode, parse_int=float, parse_constant=str)
            continue
        pesan = json.loads(baris)
        if "gagal" in pesan:
            raise Unreadable(_make_refusal(pesan))
        if "selesai" in pesan:
            return "selesai"
        yield pesan
    if jumlah > MAX_JSON or len(baris) >= MAX_JSON_LINE:
        raise Unreadable(make_finding("berkas_terlalu_berat", rincian="isinya terlalu banyak"))
    anak.wait()
    return "putus" if jumlah else "diam"


def _decode(nilai: dict[str, Any]) -> object:
    ((jenis, isi),) = nilai.items()
    return _decode_time(jenis, isi)


@functools.lru_cache(maxsize=10_000)
def _decode_time(jenis: str, isi: Any) -> object:
    if jenis == "l":
        return dt.timedelta(seconds=isi)
    if jenis == "j":
        return dt.time.fromisoformat(isi)
    if jenis == "d":
        return dt.date.fromisoformat(isi)
    waktu = dt.datetime.fromisoformat(isi)
    return waktu.date() if waktu.time() == dt.time() else waktu


class _CellDecoder:
    """Turns rows of JSON into cells: "" is blank, and equal texts share one object (half the memory of a register)."""

    def __init__(self) -> None:
        self.sama: dict[str, str | None] = {"": None}

    def rows(self, baris: list[list[Any]]) -> list[list[Any]]:
        if len(self.sama) > MAX_SHARED_TEXTS:
            self.sama = {"": None}
        simpan = self.sama.setdefault
        return [[simpan(v, v) if v.__class__ is str else v for v in b] for b in baris]


def _make_grid(kepala: dict[str, Any]) -> Grid:
    return Grid(
        kepala["lembar"],
        [],
        gabungan=[(b1, k1, b2, k2) for b1, k1, b2, k2 in kepala["gabungan"]],
        tersembunyi=kepala["tersembunyi"],
        baris_tersembunyi=_spread_numbers(kepala["baris_tersembunyi"]),
        kolom_tersembunyi=_spread_numbers(kepala["kolom_tersembunyi"]),
        galat={(baris, kolom): kode for baris, kolom, kode in kepala["galat"]},
        tanpa_nilai=_spread_addresses(kepala["tanpa_nilai"]),
        persen=_spread_addresses(kepala["persen"]),
    )


def _spread_numbers(rentang: list[list[int]]) -> list[int]:
    return sorted({n for awal, akhir in rentang for n in range(awal, akhir + 1)})


def _spread_addresses(per_kolom: dict[str, list[list[int]]]) -> set[tuple[int, int]]:
    return {(baris, int(kolom)) for kolom, rentang in per_kolom.items() for baris in _spread_numbers(rentang)}


def _fit_tail(petak: Grid) -> None:
    """Drop blank rows at the end, but keep a row for each cell that has a sign instead of a value."""
    akhir = max((baris for baris, _ in (*petak.galat, *petak.tanpa_nilai)), default=0)
    sel = petak.sel
    while len(sel) > akhir and all(v is None for v in sel[-1]):
        sel.pop()
    sel.extend([] for _ in range(min(akhir, MAX_ROWS) - len(sel)))


def _make_refusal(pesan: dict[str, Any]) -> Finding:
    lembar = pesan.get("lembar", "")
    log.info("etl.read.child refused: %s %s", pesan["gagal"], pesan.get("sebab", ""))
    if pesan["gagal"] == "luas":
        return make_finding("lembar_terlalu_luas", lembar, write_address(*pesan["sel"]))
    if pesan["gagal"] == "sandi":
        return make_finding("bersandi")
    if pesan["gagal"] == "mencurigakan":
        return make_finding("berkas_mencurigakan", lembar, rincian=f"susunan lembar “{lembar}” tidak wajar")
    return make_finding(
        "berkas_rusak", lembar, rincian=f"lembar “{lembar}” tidak terbaca" if lembar else "tidak terbaca"
    )


def _say_why(kode: int, habis: bool, batas_detik: int) -> Finding:
    """The child ended without a word."""
    log.warning("etl.read.child ended with %s", kode)
    if habis or kode == _CPU_EXHAUSTED:
        return make_finding("berkas_terlalu_berat", rincian=f"lebih dari {batas_detik} detik")
    if kode not in (0, 1):  # out of memory, aborted or killed
        return make_finding("berkas_terlalu_berat", rincian="perlu terlalu banyak memori")
    return make_finding("berkas_rusak", rincian="tidak terbaca")
