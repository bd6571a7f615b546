"""Choose by hand which version is current, when the pointer is damaged and the archive alone cannot say."""

from __future__ import annotations

from etl.audit import log
from etl.audit.events import SYSTEM
from etl.store.versions import Store


def point(store: Store, number: int, confirmed: bool, by: str = SYSTEM, address: str = "") -> str:
    """Make a whole version current; what stands above it is set aside, renamed. Returns what was or would be done.

    Only a damaged pointer is mended so; with a sound one `restore` brings a version back. Raises ValueError when
    there is nothing to mend or the version is not whole, StoreDamaged when the folder cannot be written.
    """
    if not confirmed:
        effect, _ = _plan(store, number)
        return f"Versi {number} akan menjadi terkini.{effect} Ulangi dengan --yakin bila memang dikehendaki."
    with store.lock():
        effect, above = _plan(store, number)
        log.append("tunjuk", by, address, store.folder, versi=number, disisihkan=", ".join(map(str, above)))
        for n in reversed(above):
            store.put_aside(n)
        store.point_to(number)
    return f"Versi {number} menjadi terkini.{effect}"


def _plan(store: Store, number: int) -> tuple[str, list[int]]:
    """What would be set aside, as a sentence and as numbers."""
    known = store.read_numbers()
    if known.damage() is None and known.pointed in known.files:
        raise ValueError("penunjuk versi tidak rusak; pakai restore untuk memulihkan versi lama")
    if not store.is_whole(number):
        raise ValueError(f"versi {number} tidak ada atau tidak utuh")
    lines_above = sorted(n for n in known.all if n > number)
    effect = (
        f" Berkas dan catatan nomor {', '.join(map(str, lines_above))} disisihkan ke folder disisihkan."
        if lines_above
        else ""
    )
    return effect, lines_above
