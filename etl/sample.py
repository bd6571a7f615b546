"""Publish the invented sample quarters when nothing is published yet."""

from __future__ import annotations

from etl import run
from etl.acuan import AKAR
from etl.gudang import Gudang
from etl.periode import sebut
from etl.publish import publish

FOLDER = AKAR / "data" / "contoh"
_AWALAN = "koperasi-"


def sample_files() -> list[tuple[str, str]]:
    """(quarter, file name) of the committed sample quarters, oldest first; 2025-T3 is there to try the upload with."""
    nama = sorted(p.name for p in FOLDER.glob(f"{_AWALAN}????-T?.xlsx"))
    semua = [(n.removeprefix(_AWALAN).removesuffix(".xlsx"), n) for n in nama]
    return [(periode, n) for periode, n in semua if periode < "2025-T3"]


def publish_sample(gudang: Gudang | None = None) -> str:
    """Publish them in order; returns a sentence. Does nothing when something is published."""
    gudang = gudang or Gudang()
    if gudang.terkini() is not None:
        return "Sudah ada terbitan; data contoh tidak diterbitkan."
    berkas = sample_files()
    for periode, nama in berkas:
        data = (FOLDER / nama).read_bytes()
        hasil = run.check(data, nama, periode, gudang=gudang)
        publish(hasil, data, "data contoh", alasan="data contoh rekaan", gudang=gudang)
    return f"Data contoh terbit: {len(berkas)} triwulan, {sebut(berkas[0][0])} sampai {sebut(berkas[-1][0])}."
