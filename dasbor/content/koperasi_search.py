"""Finding a cooperative: what was looked for, names like it, or the first of the register to pick from."""

from __future__ import annotations

from dasbor.choice import Choice
from dasbor.query import cooperatives, published
from dasbor.query.lists import MAX_ROWS, Listing
from dasbor.ui import exports, reader, screen
from dasbor.words import language
from dasbor.words.columns import list_rows

RESULT_COLUMNS = {
    **dict.fromkeys(("nama_koperasi", "nik_koperasi", "nomor_badan_hukum", "kelurahan", "status"), ""),
    "periode": "Terakhir tercatat",
}


def show_search(p: Choice, word: str) -> None:
    """What was looked for, in the whole city and all quarters; without a word the first of the area's register."""
    if not word:
        _show_register(p)
        return
    found = cooperatives.find_cooperatives(p, word, MAX_ROWS)
    if found.empty:
        _show_nothing_found(p, word)
        return
    count = int(found["semua"].iloc[0])
    screen.show_list(
        Listing(found, lambda: count, lambda: cooperatives.find_cooperatives(p, word)),
        f"{language.format_number(count)} koperasi cocok dengan “{word[:40]}”",
        [],
        exports.add_filters("hasil_cari", word),
        RESULT_COLUMNS,
        subtitle="Di seluruh wilayah dan semua triwulan, juga nama lama.",
    )


def _show_register(p: Choice) -> None:
    first, when = cooperatives.list_first(p), language.format_quarter(p.periode)
    if first.empty and not published.has_register(p):
        screen.show_empty(
            f"Register koperasi {when} belum diterbitkan.", "Pilih triwulan lain, atau cari menurut nama."
        )
        return
    if first.empty:
        screen.show_empty(f"Tidak ada koperasi di {p.area_name} pada register {when}.")
        return
    count = int(first["semua"].iloc[0])
    advice = "; ketik nama untuk mempersempit" if count > len(first) else ""
    screen.show_list(
        Listing(first, lambda: count, lambda: cooperatives.list_first(p, None)),
        f"{language.format_number(count)} koperasi di register",
        [],
        "register_koperasi",
        RESULT_COLUMNS,
        subtitle=f"{p.area_name}, {when}. Menurut abjad{advice}.",
    )


def _show_nothing_found(p: Choice, word: str) -> None:
    similar = cooperatives.find_similar(p, word)
    screen.show_empty(
        f"Tidak ada koperasi dengan nama, NIK atau nomor badan hukum “{word[:40]}”.",
        "Periksa ejaannya, atau ketik sebagian saja." if similar.empty else "Yang namanya mirip ada di bawah ini.",
    )
    for one in list_rows(similar):
        screen.show_link(one.nama_koperasi, reader.make_link("koperasi", id=one.koperasi_id))
