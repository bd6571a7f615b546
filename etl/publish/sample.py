"""Publish the invented sample quarters when nothing is published yet."""

from __future__ import annotations

from etl import run
from etl.acuan import load_reference
from etl.audit.events import SYSTEM
from etl.contacts.sample import keep_sample_contacts
from etl.periode import say_quarter
from etl.publish.publish import publish_workbook
from etl.store.faults import PointerDamaged
from etl.store.invented import is_sample
from etl.store.versions import Store

_PREFIX = "koperasi-"


def list_sample_files() -> list[tuple[str, str]]:
    """(quarter, file name) of the committed sample quarters, oldest first; 2025-T3 is there to try the upload with."""
    name = sorted(p.name for p in load_reference().sample_folder.glob(f"{_PREFIX}????-T?.xlsx"))
    names = [(n.removeprefix(_PREFIX).removesuffix(".xlsx"), n) for n in name]
    return [(periode, n) for periode, n in names if periode < "2025-T3"]


def publish_sample(store: Store | None = None, by: str = SYSTEM, address: str = "") -> str:
    """Publish those that are missing, in order; returns a sentence. Does nothing when real data are published.

    Raises PointerDamaged where versions lie whose pointer is lost: such a folder is not empty.
    """
    store = store or Store()
    if (error := store.find_damage()) is not None:
        raise PointerDamaged(f"Data contoh tidak diterbitkan. {error}")
    current = store.find_current()
    if current is not None and not is_sample(store):
        return "Sudah ada terbitan data asli; data contoh tidak diterbitkan."
    known = (
        set()
        if current is None
        else {p for (p,) in store.open_version(current).execute("select periode from periode").fetchall()}
    )
    file = [(periode, name) for periode, name in list_sample_files() if periode not in known]
    for periode, name in file:
        data = (load_reference().sample_folder / name).read_bytes()
        result = run.check_workbook(data, name, periode, store=store)
        publish_workbook(result, data, by, "data contoh rekaan", store=store, address=address)
    if file:
        keep_sample_contacts(store, file[-1][0])
    else:
        return "Data contoh sudah terbit."
    return f"Data contoh terbit: {len(file)} triwulan, {say_quarter(file[0][0])} sampai {say_quarter(file[-1][0])}."
