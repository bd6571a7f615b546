"""Publish the invented sample quarters when nothing is published yet."""

from __future__ import annotations

from etl import run
from etl.acuan import load_acuan
from etl.checks.compare import is_sample
from etl.periode import sebut
from etl.publish.publish import publish
from etl.store.versions import Gudang, PointerDamaged

_AWALAN = "koperasi-"


def sample_files() -> list[tuple[str, str]]:
    """(quarter, file name) of the committed sample quarters, oldest first; 2025-T3 is there to try the upload with."""
    nama = sorted(p.name for p in load_acuan().folder_contoh.glob(f"{_AWALAN}????-T?.xlsx"))
    semua = [(n.removeprefix(_AWALAN).removesuffix(".xlsx"), n) for n in nama]
    return [(periode, n) for periode, n in semua if periode < "2025-T3"]


def publish_sample(gudang: Gudang | None = None) -> str:
    """Publish those that are missing, in order; returns a sentence. Does nothing when real data are published.

    Raises PointerDamaged where versions lie whose pointer is lost: such a folder is not empty.
    """
    gudang = gudang or Gudang()
    if (salah := gudang.damage()) is not None:
        raise PointerDamaged(f"Data contoh tidak diterbitkan. {salah}")
    kini = gudang.terkini()
    if kini is not None and not is_sample(gudang):
        return "Sudah ada terbitan data asli; data contoh tidak diterbitkan."
    ada = set() if kini is None else {p for (p,) in gudang.buka(kini).execute("select periode from periode").fetchall()}
    berkas = [(periode, nama) for periode, nama in sample_files() if periode not in ada]
    for periode, nama in berkas:
        data = (load_acuan().folder_contoh / nama).read_bytes()
        publish(run.check(data, nama, periode, gudang=gudang), data, "sistem", "data contoh rekaan", gudang=gudang)
    if not berkas:
        return "Data contoh sudah terbit."
    return f"Data contoh terbit: {len(berkas)} triwulan, {sebut(berkas[0][0])} sampai {sebut(berkas[-1][0])}."
