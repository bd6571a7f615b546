"""Publish the invented sample quarters when nothing is published yet."""

from __future__ import annotations

from etl import run
from etl.acuan import load_reference
from etl.checks.compare import is_sample
from etl.periode import say_quarter
from etl.publish.publish import publish_workbook
from etl.store.versions import PointerDamaged, Store

_PREFIX = "koperasi-"


def list_sample_files() -> list[tuple[str, str]]:
    """(quarter, file name) of the committed sample quarters, oldest first; 2025-T3 is there to try the upload with."""
    nama = sorted(p.name for p in load_reference().sample_folder.glob(f"{_PREFIX}????-T?.xlsx"))
    semua = [(n.removeprefix(_PREFIX).removesuffix(".xlsx"), n) for n in nama]
    return [(periode, n) for periode, n in semua if periode < "2025-T3"]


def publish_sample(gudang: Store | None = None) -> str:
    """Publish those that are missing, in order; returns a sentence. Does nothing when real data are published.

    Raises PointerDamaged where versions lie whose pointer is lost: such a folder is not empty.
    """
    gudang = gudang or Store()
    if (salah := gudang.damage()) is not None:
        raise PointerDamaged(f"Data contoh tidak diterbitkan. {salah}")
    kini = gudang.terkini()
    if kini is not None and not is_sample(gudang):
        return "Sudah ada terbitan data asli; data contoh tidak diterbitkan."
    ada = (
        set()
        if kini is None
        else {p for (p,) in gudang.open_version(kini).execute("select periode from periode").fetchall()}
    )
    berkas = [(periode, nama) for periode, nama in list_sample_files() if periode not in ada]
    for periode, nama in berkas:
        data = (load_reference().sample_folder / nama).read_bytes()
        publish_workbook(
            run.check_workbook(data, nama, periode, gudang=gudang), data, "sistem", "data contoh rekaan", gudang=gudang
        )
    if not berkas:
        return "Data contoh sudah terbit."
    return (
        f"Data contoh terbit: {len(berkas)} triwulan, {say_quarter(berkas[0][0])} sampai {say_quarter(berkas[-1][0])}."
    )
