"""Commands about what is published: list it, go back, withdraw an answer, rebuild, verify, the first sample."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from etl.audit.events import COMMAND_LINE
from etl.commands.words import BLOCKED, DONE, add_by, add_command, find_name, parse_name, split_answer
from etl.out import report
from etl.out.lines import print_line
from etl.store.versions import Store


def add_commands(commands: Any) -> None:
    """Declare versions, restore, withdraw, aliases, rebuild, tunjuk, verify and sample."""
    c = add_command(commands, "versions", "daftar terbitan", run_versions)
    c.add_argument("--json", action="store_true")

    c = add_command(commands, "restore", "terbitkan lagi isi versi lama", run_restore)
    c.add_argument("nomor", type=int, metavar="NOMOR")
    c.add_argument("--oleh", type=parse_name, required=True, metavar="NAMA")
    c.add_argument("--alasan", default="", metavar="TEKS")

    _add_withdraw(commands)
    c = add_command(
        commands,
        "aliases",
        "daftar Kamus dinas (arti dan ejaan yang diingat); cabut, tambah, ekspor, impor",
        run_aliases,
    )
    c.add_argument(
        "--cabut", metavar="KUNCI", help="jawaban dengan kunci ini tidak dipakai lagi; yang sudah terbit tetap"
    )
    c.add_argument(
        "--tambah",
        action="append",
        default=[],
        metavar="KUNCI=NILAI",
        help="arti sebuah judul atau kata, mis. 'judul:koperasi:kondisi lembaga=status'; boleh berulang",
    )
    c.add_argument("--ekspor", type=Path, metavar="BERKAS", help="tulis judul dan kata yang berlaku ke CSV, tanpa data")
    c.add_argument("--impor", type=Path, metavar="BERKAS", help="tambahkan isi CSV seperti itu, mis. dari kota lain")
    c.add_argument("--oleh", type=parse_name, metavar="NAMA")
    c.add_argument("--alasan", default="", metavar="TEKS")
    c.add_argument("--json", action="store_true")

    add_by(add_command(commands, "rebuild", "bangun ulang terbitan dari arsip", run_rebuild))
    c = add_command(commands, "tunjuk", "jadikan sebuah versi yang utuh terkini bila penunjuk rusak", run_point)
    c.add_argument("nomor", type=int, metavar="NOMOR")
    c.add_argument("--yakin", action="store_true", help="tanpa ini hanya ditampilkan apa yang akan terjadi")
    add_by(c)
    add_command(commands, "verify", "buktikan bahwa terbitan sama dengan arsip", run_verify)
    add_by(add_command(commands, "sample", "terbitkan data contoh bila belum ada terbitan", run_sample))


def _add_withdraw(commands: Any) -> None:
    c = add_command(commands, "withdraw", "tarik satu unggahan atau satu triwulan; yang lain tetap", run_withdraw)
    c.add_argument("sasaran", metavar="UNGGAHAN|PERIODE", help="nomor unggahan (= versi saat terbit) atau mis. 2025-T3")
    c.add_argument("--oleh", type=parse_name, required=True, metavar="NAMA")
    c.add_argument("--alasan", required=True, metavar="TEKS")
    c.add_argument("--json", action="store_true")


def run_versions(a: argparse.Namespace) -> int:
    report.show_versions(Store(), a.json)
    return DONE


def run_restore(a: argparse.Namespace) -> int:
    from etl.publish.publish import restore_version

    try:
        number = restore_version(a.nomor, a.oleh, a.alasan, address=COMMAND_LINE)
    except KeyError:
        raise ValueError(f"versi {a.nomor} tidak ada") from None
    print_line(f"Versi {a.nomor} dipulihkan sebagai versi {number}.")
    return DONE


def run_withdraw(a: argparse.Namespace) -> int:
    from etl.publish.withdraw import plan_withdrawal, say_withdrawal, withdraw_upload

    store = Store()
    plan = plan_withdrawal(store, a.sasaran)
    number = withdraw_upload(a.sasaran, a.oleh, a.alasan, store.find_current(), address=COMMAND_LINE)
    report.show_withdrawal([u.number for u in plan.uploads], say_withdrawal(plan), number, a.json)
    return DONE


def run_aliases(a: argparse.Namespace) -> int:
    if a.ekspor is not None:
        return _export(a.ekspor)
    if a.cabut is None and not a.tambah and a.impor is None:
        report.show_answers(Store(), a.json)
        return DONE
    if not a.oleh:
        raise ValueError("--cabut, --tambah dan --impor memerlukan --oleh NAMA")
    return _withdraw(a) if a.cabut is not None else _fill(a)


def _withdraw(a: argparse.Namespace) -> int:
    from etl.publish.publish import withdraw_answer

    try:
        number = withdraw_answer(a.cabut, a.oleh, a.alasan, address=COMMAND_LINE)
    except KeyError:
        raise ValueError(f"tidak ada ejaan yang berlaku dengan kunci “{a.cabut}”") from None
    report.show_withdrawn(a.cabut, number, a.json)
    return DONE


def _fill(a: argparse.Namespace) -> int:
    from etl.asked.vocabulary_file import parse_entry, read_file
    from etl.publish.fill_vocabulary import fill_vocabulary, plan_entries

    entries = read_file(a.impor.read_bytes()) if a.impor else []
    entries += [parse_entry(text, *split_answer(text)) for text in a.tambah]
    plan = plan_entries(Store(), entries)
    number = fill_vocabulary(entries, a.oleh, a.alasan, address=COMMAND_LINE)
    report.show_filled([e.kunci for e in plan.new], plan.different, number, a.json)
    return BLOCKED if plan.different else DONE


def _export(path: Path) -> int:
    from etl.asked.vocabulary_file import count_entries, write_file
    from etl.match import answers
    from etl.store.files import write_atomic

    store = Store()
    current = store.find_current()
    known = [] if current is None else answers.read(store.open_version(current))
    write_atomic(path, write_file(known))
    print_line(f"{count_entries(known)} arti tertulis di {path}.")
    return DONE


def run_rebuild(a: argparse.Namespace) -> int:
    from etl.prove import rebuild

    result = rebuild.rebuild_store(Store(), by=find_name(a), address=COMMAND_LINE)
    report.show_problems([*result.problems, *result.remarks], result.sentence)
    return BLOCKED if result.problems else DONE


def run_point(a: argparse.Namespace) -> int:
    from etl.prove.mend import point

    result = point(Store(), a.nomor, a.yakin, find_name(a), COMMAND_LINE)
    print_line(result)
    return DONE if a.yakin else BLOCKED


def run_verify(_: argparse.Namespace) -> int:
    from etl.prove import verify

    result = verify.verify_store(Store())
    report.show_problems([*result.problems, *result.remarks], result.sentence)
    return BLOCKED if result.problems else DONE


def run_sample(a: argparse.Namespace) -> int:
    from etl.acuan import load_reference
    from etl.publish.publish import NotPublishable
    from etl.publish.sample import publish_sample

    try:
        print_line(publish_sample(by=find_name(a), address=COMMAND_LINE))
    except NotPublishable as error:
        city, first = load_reference().city, error.findings[0].pesan
        print_line(f"Data contoh yang tersedia bukan untuk {city} dan tidak diterbitkan: {first}")
        return BLOCKED
    return DONE
