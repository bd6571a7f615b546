"""Commands of `python -m etl` for settings and targets: what is in force, and changing it by a publication."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

from etl.audit.events import COMMAND_LINE
from etl.commands.words import DONE, add_command, parse_name
from etl.out import report
from etl.out.lines import print_line
from etl.settings.entries import FROM_FILE, Entries
from etl.store.versions import Store


def add_commands(commands: Any) -> None:
    """Declare pengaturan and target, each with what changes it."""
    c = add_command(commands, "pengaturan", "pengaturan yang berlaku; pengaturan ubah menggantinya", run_settings)
    c.add_argument("--json", action="store_true")
    one = c.add_subparsers(metavar="TINDAKAN").add_parser("ubah", help="ganti nilai pengaturan dengan terbitan baru")
    one.add_argument("nilai", nargs="+", type=_parse_pair, metavar="KUNCI=NILAI")
    _add_change(one, run_change)

    c = add_command(commands, "target", "target yang berlaku; target ubah menggantinya", run_targets)
    c.add_argument("--json", action="store_true")
    one = c.add_subparsers(metavar="TINDAKAN").add_parser("ubah", help="tetapkan, ganti atau hapus target")
    one.add_argument("nilai", nargs="+", type=_parse_pair, metavar="INDIKATOR=NILAI", help="90%%, 120, atau hapus")
    one.add_argument("--tahun", type=int, required=True)
    one.add_argument(
        "--triwulan", type=int, choices=range(1, 5), default=0, metavar="N", help="1 sampai 4; tanpa ini setahun"
    )
    one.add_argument("--keterangan", default="", metavar="TEKS", help="misalnya dokumen yang menetapkannya")
    _add_change(one, run_change_targets)


def _add_change(c: argparse.ArgumentParser, command: Callable[[argparse.Namespace], int]) -> None:
    c.add_argument("--oleh", type=parse_name, required=True, metavar="NAMA")
    c.add_argument("--alasan", required=True, metavar="TEKS")
    c.add_argument("--lihat", action="store_true", help="hanya tampilkan yang akan berubah")
    c.add_argument("--json", action="store_true")
    c.set_defaults(command=command)


def _parse_pair(text: str) -> tuple[str, str]:
    key, _, value = text.partition("=")
    if not key.strip() or not value.strip():
        raise argparse.ArgumentTypeError(f"“{text}” bukan KUNCI=NILAI")
    return key.strip(), value.strip()


def run_settings(a: argparse.Namespace) -> int:
    from etl.settings import listing

    in_force, start = _read_both()
    rows, years = listing.list_settings(in_force, start), listing.list_years(in_force)
    if a.json:
        content = [
            {
                "kunci": r.setting.key,
                "nilai": r.value,
                "nilai_berkas": r.start,
                "sumber": r.source,
                "terendah": r.setting.low,
                "tertinggi": r.setting.high,
                "arti": r.setting.title,
            }
            for r in rows
        ]
        of_years = [{"kunci": y.key, "nilai": y.value, "keterangan": y.note} for y in years]
        told = {"terkini": Store().find_current(), "pengaturan": content, "tahunan": of_years}
        print_line(json.dumps(told, ensure_ascii=False))
        return DONE
    for r in rows:
        own = "" if r.source == FROM_FILE else f" (berkas: {r.setting.say(r.start)})"
        words = f"{r.setting.say(r.value)}{own}; {r.setting.say_range()}; {r.setting.title}"
        print_line(f"  {r.setting.key:20} {words}")
    for y in years:
        print_line(f"  {y.key:20} {y.say()}")
    _show_waiting()
    return DONE


def run_targets(a: argparse.Namespace) -> int:
    from etl.settings import listing
    from etl.settings.words import say_value

    rows = listing.list_targets(*_read_both())
    if a.json:
        content = [
            {
                "indikator": r.indikator,
                "tahun": r.year,
                "triwulan": r.quarter or None,
                "nilai_target": r.value,
                "nilai_berkas": r.start,
                "keterangan": r.note,
                "sumber": r.source,
            }
            for r in rows
        ]
        print_line(json.dumps({"terkini": Store().find_current(), "target": content}, ensure_ascii=False))
        return DONE
    for r in rows:
        own = "" if r.source == FROM_FILE else f" (berkas: {say_value(r.key, r.start)})"
        note = f"; {r.note}" if r.note else ""
        when = f"{r.year}-T{r.quarter}" if r.quarter else str(r.year)
        print_line(f"  {when} {r.indikator:28} {say_value(r.key, r.value)}{own}{note}")
    _show_waiting()
    return DONE


def run_change(a: argparse.Namespace) -> int:
    from etl.settings.check import read_setting

    _refuse_twice(a.nilai)
    return _change(a, {key: read_setting(key, value) for key, value in a.nilai})


def run_change_targets(a: argparse.Namespace) -> int:
    from etl.settings.check import read_target

    _refuse_twice(a.nilai)
    return _change(a, dict(read_target(key, a.tahun, value, a.keterangan, a.triwulan) for key, value in a.nilai))


def _refuse_twice(pairs: list[tuple[str, str]]) -> None:
    """Of two values for one key nobody knows which is meant."""
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            said = " dan ".join(f"“{value}”" for name, value in pairs if name == key)
            raise ValueError(f"{key} disebut {keys.count(key)} kali, dengan {said}; sebut satu kali saja")


def _change(a: argparse.Namespace, changed: Entries) -> int:
    """Look, then publish what was looked at."""
    from etl.publish.change_settings import SettingsMoved, change_settings
    from etl.publish.effect_words import say_effect
    from etl.publish.preview_settings import preview_change

    effect = preview_change(changed)
    number = None
    if not a.lihat:
        try:
            number = change_settings(changed, a.oleh, a.alasan, effect.version, address=COMMAND_LINE)
        except SettingsMoved as error:
            raise ValueError(str(error)) from error
    report.show_effect(say_effect(effect), number, a.json)
    return DONE


def _read_both() -> tuple[Entries, Entries]:
    """What is in force, and the file's start values."""
    from etl.acuan import load_reference
    from etl.settings import entries, following

    start = entries.read_start(following.take_start(Store(), load_reference()))
    current = following.read_current(Store())
    return (current.entries if current else start), start


def _show_waiting() -> None:
    """What the file says otherwise by now."""
    from etl.settings import listing
    from etl.settings.words import say_change

    for key, old, new in listing.list_waiting(*_read_both()):
        print_line(f"Berkas berubah, berlaku pada terbitan berikutnya: {say_change(key, old, new)}.")
