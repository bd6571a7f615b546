"""Commands about the catalog that several servers share: move an installation into it or out of it, look after it."""

from __future__ import annotations

import argparse
from typing import Any

from etl.acuan import find_data_folder
from etl.audit.events import COMMAND_LINE
from etl.commands.words import BLOCKED, DONE, add_by, add_command, find_name
from etl.out import report
from etl.out.lines import print_line
from etl.store.lake.address import FILES, parse_address, read_setting
from etl.store.versions import Store


def add_commands(commands: Any) -> None:
    """Declare move and rawat-katalog."""
    c = add_command(commands, "move", "pindahkan ke gudang bersama atau kembali ke berkas, lalu bandingkan", run_move)
    c.add_argument(
        "--to",
        required=True,
        metavar="GUDANG",
        help="ducklake:postgresql://NAMA@PELADEN/BASISDATA (foldernya: KOPERASI_STORE_DATA), atau files",
    )
    add_by(c)
    add_command(
        commands,
        "rawat-katalog",
        "rapikan katalog bersama: yang tidak diperlukan lagi dihapus, sisanya digabung",
        run_care,
    )


def run_care(_: argparse.Namespace) -> int:
    from etl.store.lake.care.maintain import maintain
    from etl.store.lake.care.proof import prove

    address = parse_address(read_setting())
    if address is None:
        raise ValueError("KOPERASI_STORE belum menyebut gudang bersama; tidak ada yang dirawat")
    cared = maintain(address)
    print_line(
        f"Katalog bersama dirawat: {cared.expired} keadaan lama dilepas, {cared.rewritten} tabel ditulis rapat, "
        f"{cared.removed} berkas dihapus."
    )
    damages = prove(address)
    report.show_problems([d.say() for d in damages], _say_proven(len(damages)))
    return BLOCKED if damages else DONE


def _say_proven(damages: int) -> str:
    if not damages:
        return "Yang terbit terakhir dari setiap pemda ada di sana, baris demi baris."
    return (
        f"{damages} tabel tidak lagi memuat yang diterbitkan. Halaman tidak terpengaruh: setiap peladen membaca "
        "berkasnya sendiri. Buat katalog lagi dari peladen yang utuh, lihat docs/danau.md."
    )


def run_move(a: argparse.Namespace) -> int:
    from etl.audit import log
    from etl.store.lake.move import move_into, move_out

    address = parse_address(a.to)
    if address is None and read_setting() == FILES:
        raise ValueError("KOPERASI_STORE belum menyebut gudang bersama; tidak ada yang dipindahkan")
    log.append(
        "pindah_gudang", find_name(a), COMMAND_LINE, find_data_folder(), ke="files" if address is None else "ducklake"
    )
    moved = move_out(Store()) if address is None else move_into(Store(find_data_folder()), a.to)
    report.show_problems(
        [*moved.different, *_say_bare(moved.bare)], _sum_up(len(moved.versions), moved.different, a.to)
    )
    return BLOCKED if moved.different else DONE


def _say_bare(numbers: list[int]) -> list[str]:
    if not numbers:
        return []
    return [f"Tanpa berkas versi, jadi hanya catatannya: versi {', '.join(map(str, numbers))}."]


def _sum_up(count: int, different: list[str], to: str) -> str:
    if different:
        return f"{count} versi dibandingkan tabel demi tabel; {len(different)} tabel TIDAK sama. Jangan pindah dahulu."
    then = (
        "Hapus KOPERASI_STORE lalu mulai ulang dasbor."
        if to == FILES
        else "Isi KOPERASI_STORE dan KOPERASI_STORE_DATA di setiap peladen lalu mulai ulang dasbor."
    )
    return f"{count} versi dibandingkan tabel demi tabel: semua sama. {then}"
