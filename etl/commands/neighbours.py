"""The command about packages of other areas of government: take one, list what is held, undo."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.audit.events import COMMAND_LINE
from etl.clock import read_zone
from etl.commands.words import BLOCKED, DONE, WRONG_USE, add_by, add_command, find_name
from etl.out.lines import print_line

if TYPE_CHECKING:
    from etl.neighbours.look import Looked
    from etl.pesan import Finding

_UNREADABLE = {"paket_terlalu_besar", "bukan_paket", "paket_tidak_utuh", "paket_mencurigakan"}


def add_commands(commands: Any) -> None:
    """Declare import."""
    c = add_command(commands, "import", "terima paket data bertanda dari pemda lain; tanpa berkas: daftarnya", run)
    c.add_argument("berkas", nargs="?", type=Path, metavar="PAKET", help="paket.zip dari dasbor pemda lain")
    c.add_argument("--kunci", default="", metavar="SIDIK", help="sidik kunci pengirimnya, seperti ia sebutkan sendiri")
    c.add_argument("--tetap", action="store_true", help="juga paket yang lebih lama, atau data contoh")
    c.add_argument("--lihat", action="store_true", help="hanya periksa; tidak ada yang diterima")
    c.add_argument("--batal", type=int, metavar="NOMOR", help="batalkan satu catatan: paket sebelumnya berlaku lagi")
    c.add_argument("--akui", action="store_true", help="catatan paket yang hilang diketahui; tidak disebut lagi")
    c.add_argument("--json", action="store_true")
    add_by(c)


def run(a: argparse.Namespace) -> int:
    if (a.batal is not None) + (a.berkas is not None) + a.akui > 1:
        raise ValueError("Sebut paket yang diterima, --batal NOMOR, atau --akui: hanya salah satu.")
    if a.akui:
        return _acknowledge(a)
    if a.batal is not None:
        return _undo(a)
    return _list(a) if a.berkas is None else _take(a)


def _take(a: argparse.Namespace) -> int:
    """Raises OSError, StoreDamaged."""
    from etl.accounts.roles import User
    from etl.acuan import find_data_folder
    from etl.neighbours.look import Consent, look
    from etl.neighbours.messages import CONSENTS, NotTaken
    from etl.neighbours.package_file import LARGEST
    from etl.neighbours.take import take

    with a.berkas.open("rb") as f:
        content = f.read(LARGEST + 1)
    consent = Consent(a.kunci, CONSENTS if a.tetap else ())
    try:
        looked = look(find_data_folder(), content, consent)
        if not a.lihat and not looked.blocking:
            take(find_data_folder(), content, User(find_name(a), COMMAND_LINE), consent, COMMAND_LINE)
    except NotTaken as error:
        _show(None, error.findings, False, a.json)
        return WRONG_USE if error.findings[0].kode in _UNREADABLE else BLOCKED
    _show(looked, list(looked.findings), not (a.lihat or looked.blocking or looked.is_held), a.json)
    return BLOCKED if looked.blocking else DONE


def _undo(a: argparse.Namespace) -> int:
    """Raises ValueError, StoreDamaged, OSError."""
    from etl.accounts.roles import User
    from etl.acuan import find_data_folder
    from etl.neighbours.take import undo

    entry = undo(find_data_folder(), a.batal, User(find_name(a), COMMAND_LINE), COMMAND_LINE)
    if a.json:
        print_line(json.dumps({"nomor": entry.nomor, "membatalkan": entry.membatalkan}, ensure_ascii=False))
    else:
        print_line(f"{entry.nama}: catatan {a.batal} dibatalkan; import --batal {entry.nomor} mengembalikannya.")
    return DONE


def _acknowledge(a: argparse.Namespace) -> int:
    """Raises StoreDamaged, OSError."""
    from etl.accounts.roles import User
    from etl.acuan import find_data_folder
    from etl.neighbours.take import acknowledge

    is_noted = acknowledge(find_data_folder(), User(find_name(a), COMMAND_LINE), COMMAND_LINE)
    if a.json:
        print_line(json.dumps({"diakui": is_noted}))
    else:
        print_line("Yang hilang diakui; yang hilang kemudian disebut lagi." if is_noted else "Tidak ada yang hilang.")
    return DONE


def _list(a: argparse.Namespace) -> int:
    """Raises OSError."""
    from etl.acuan import find_data_folder
    from etl.neighbours.examine import list_damage
    from etl.neighbours.ledger import read_ledger
    from etl.neighbours.noted.refused import list_refused

    held = list(read_ledger(find_data_folder()).find_held().values())
    damage, refused = list_damage(find_data_folder()), list_refused(find_data_folder())
    if a.json:
        listed = [{**_describe(e), "nomor": e.nomor, "diterima": e.waktu, "oleh": e.oleh} for e in held]
        print_line(json.dumps({"dipegang": listed, "rusak": damage, "ditolak": refused}, ensure_ascii=False))
        return DONE
    for e in held:
        sample = " DATA CONTOH" if e.contoh else ""
        when = f"{e.waktu.replace('T', ' ')} {read_zone()}"
        print_line(f"{e.nomor:>5}  {e.nama} ({e.kode}): versi {e.versi}{sample}, diterima {when} oleh {e.oleh}")
    print_line("" if held else "Belum ada paket pemda lain yang dipegang.")
    for sentence in [*damage, *refused]:
        print_line(f"  {sentence}")
    return DONE


def _show(looked: Looked | None, findings: list[Finding], is_taken: bool, as_json: bool) -> None:
    if as_json:
        said = [{"kode": f.kode, "berat": f.berat, "pesan": f.pesan, "saran": f.saran} for f in findings]
        print_line(json.dumps({"diterima": is_taken, "paket": _tell(looked), "temuan": said}, ensure_ascii=False))
        return
    for f in findings:
        print_line(f"  {f.berat:8} {f.pesan} {f.saran}".rstrip())
    if looked is not None:
        from etl.neighbours.say import say_package

        for sentence in say_package(looked):
            print_line(sentence)
    print_line("Diterima." if is_taken else "Tidak ada yang diterima.")


def _tell(looked: Looked | None) -> dict[str, Any] | None:
    if looked is None:
        return None
    told = {**_describe(looked.head), "dibuat": looked.head.dibuat and looked.head.dibuat.isoformat()}
    changes = looked.comparison
    return {**told, "triwulan": changes.quarters, "triwulan_baru": changes.added, "angka_berubah": changes.changed}


def _describe(one: Any) -> dict[str, Any]:
    """Of a head or a line of the ledger."""
    return {name: getattr(one, name) for name in ("kode", "nama", "versi", "dibuat", "contoh", "sidik_kunci", "sha256")}
