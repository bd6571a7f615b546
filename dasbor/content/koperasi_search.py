"""Finding a cooperative: what was looked for, names like it, or the register, by status and order, page by page."""

from __future__ import annotations

from functools import partial

from dasbor.answers import provenance
from dasbor.chart import theme
from dasbor.choice import Choice
from dasbor.query import cooperatives, published
from dasbor.query.lists import MAX_ROWS, Listing
from dasbor.ui import exports, page, parameters, reader, screen
from dasbor.ui.layout import arrange, pager
from dasbor.words import language
from dasbor.words.columns import list_rows

RESULT_COLUMNS = {
    **dict.fromkeys(("nama_koperasi", "nik_koperasi", "nomor_badan_hukum", "kelurahan", "status"), ""),
    "periode": "Terakhir tercatat",
}
PAGE_SIZE = 50
STATUS_CHOICES = {"": "Semua status", **{s: t.label for s, t in theme.STATUS_SIGNS.items()}}
ORDER_CHOICES = {
    cooperatives.BY_NAME: "Nama",
    "status": "Status, yang tidak aktif dahulu",
    "kelurahan": "Kelurahan",
    "rat": "RAT terakhir, yang terlama dahulu",
    "kunjungan": "Kunjungan terakhir, yang terlama dahulu",
    "anggota": "Jumlah anggota, yang terbanyak dahulu",
}
_ORDER_NOTES = {cooperatives.BY_NAME: "Menurut nama, tanpa KSP, KSU, KKMP dan semacamnya di depannya."}
REGISTER_COLUMNS = {
    **dict.fromkeys(("nama_koperasi", "status", "kelurahan", "tahun_buku_rat", "jumlah_anggota"), ""),
    "terakhir_didampingi": "",
    "nomor_badan_hukum": "",
}
REGISTER_FILE_COLUMNS = {"nama_koperasi": "", "nik_koperasi": "", **REGISTER_COLUMNS}


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
        provenance.say_trend_sources(p),
        exports.add_filters("hasil_cari", word),
        RESULT_COLUMNS,
        subtitle="Di seluruh wilayah dan semua triwulan, juga nama lama.",
    )


def _show_register(p: Choice) -> None:
    """The register of the area, page by page; the filters of the frame choose the kelurahan."""
    when = language.format_quarter(p.periode)
    if not published.has_register(p) and cooperatives.list_first(p, 1).empty:
        screen.show_empty(
            f"Register koperasi {when} belum diterbitkan.", "Pilih triwulan lain, atau cari menurut nama."
        )
        return
    with arrange.fold_on_phone("saring", "Saring dan urutkan"), page.container(key="saring_register"):
        status = parameters.choose_button("Status", "status", STATUS_CHOICES)
        order = parameters.choose_button("Urutkan menurut", "urut", ORDER_CHOICES)
    _show_sorted(p, status, order)


def _show_sorted(p: Choice, status: str, order: str) -> None:
    read = partial(cooperatives.list_first, p, status=status or None, order=order)
    first, when = read(1), language.format_quarter(p.periode)
    if first.empty:
        of_status = f" berstatus {STATUS_CHOICES[status].lower()}" if status else ""
        screen.show_empty(f"Tidak ada koperasi{of_status} di {p.area_name} pada register {when}.")
        return
    count = int(first["semua"].iloc[0])
    number = pager.read_page(count, PAGE_SIZE)
    shown = read(PAGE_SIZE, skip=(number - 1) * PAGE_SIZE)
    screen.show_list(
        Listing(shown, lambda: len(shown), lambda: read(None)),
        f"{language.format_number(count)} koperasi di register",
        provenance.say_sources(p),
        exports.add_filters("register_koperasi", status, "" if order == cooperatives.BY_NAME else order),
        REGISTER_COLUMNS,
        subtitle=f"{p.area_name}, {when}. {_ORDER_NOTES.get(order, '')}",
        file_columns=REGISTER_FILE_COLUMNS,
        small={"nama_koperasi": "nik_koperasi"},
    )
    pager.show_pager(number, count, PAGE_SIZE)


def _show_nothing_found(p: Choice, word: str) -> None:
    similar = cooperatives.find_similar(p, word)
    screen.show_empty(
        f"Tidak ada koperasi dengan nama, NIK atau nomor badan hukum “{word[:40]}”.",
        "Periksa ejaannya, atau ketik sebagian saja." if similar.empty else "Yang namanya mirip ada di bawah ini.",
    )
    for one in list_rows(similar):
        screen.show_link(one.nama_koperasi, reader.make_link("koperasi", id=one.koperasi_id))
