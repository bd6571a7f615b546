"""Choose by hand which version is current, when the pointer is damaged and the archive alone cannot say."""

from __future__ import annotations

from etl.store.versions import Store


def point(gudang: Store, nomor: int, yakin: bool) -> str:
    """Make a whole version current; what stands above it is set aside, renamed. Returns what was or would be done.

    Only a damaged pointer is mended so; with a sound one `restore` brings a version back. Raises ValueError when
    there is nothing to mend or the version is not whole, GudangRusak when the folder cannot be written.
    """
    if yakin:
        with gudang.kunci():
            return _point(gudang, nomor, yakin)
    return _point(gudang, nomor, yakin)


def _point(gudang: Store, nomor: int, yakin: bool) -> str:
    ada = gudang.numbers()
    if ada.damage() is None and ada.pointed in ada.files:
        raise ValueError("penunjuk versi tidak rusak; pakai restore untuk memulihkan versi lama")
    if not gudang.is_whole(nomor):
        raise ValueError(f"versi {nomor} tidak ada atau tidak utuh")
    atas = sorted(n for n in ada.all if n > nomor)
    akibat = f" Berkas dan catatan nomor {', '.join(map(str, atas))} disisihkan ke folder disisihkan." if atas else ""
    if not yakin:
        return f"Versi {nomor} akan menjadi terkini.{akibat} Ulangi dengan --yakin bila memang dikehendaki."
    for n in reversed(atas):
        gudang.put_aside(n)
    gudang.point_to(nomor)
    return f"Versi {nomor} menjadi terkini.{akibat}"
