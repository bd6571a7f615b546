"""Choose by hand which version is current, when the pointer is damaged and the archive alone cannot say."""

from __future__ import annotations

from etl.store.versions import Store


def point(store: Store, number: int, confirmed: bool) -> str:
    """Make a whole version current; what stands above it is set aside, renamed. Returns what was or would be done.

    Only a damaged pointer is mended so; with a sound one `restore` brings a version back. Raises ValueError when
    there is nothing to mend or the version is not whole, StoreDamaged when the folder cannot be written.
    """
    if confirmed:
        with store.lock():
            return _point(store, number, confirmed)
    return _point(store, number, confirmed)


def _point(store: Store, number: int, confirmed: bool) -> str:
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
    if not confirmed:
        return f"Versi {number} akan menjadi terkini.{effect} Ulangi dengan --yakin bila memang dikehendaki."
    for n in reversed(lines_above):
        store.put_aside(n)
    store.point_to(number)
    return f"Versi {number} menjadi terkini.{effect}"
