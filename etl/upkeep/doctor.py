"""Examine an installation: what is well, what needs a look, what is wrong, each with what to do about it."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from typing import NamedTuple

from etl import clock
from etl.accounts import lost, users
from etl.accounts.provider import read_provider, read_secret
from etl.accounts.serving import find_public_origin, read_serving
from etl.acuan import ROOT, load_reference
from etl.audit import log as audit
from etl.audit.heads import check_audit, read_noted
from etl.contacts.book import ContactBook
from etl.neighbours.examine import count_held, list_damage, list_hidden, list_uncompared
from etl.neighbours.noted.refused import list_refused
from etl.operator_settings import SettingsWrong
from etl.prove.losses import find_losses
from etl.publish.ready import check_key
from etl.seal import keys
from etl.settings.following import find_reference
from etl.settings.operator import list_faults
from etl.store.faults import StoreDamaged, say_cause
from etl.store.lake.address import FILES, read_setting
from etl.store.lake.watch import find_fault
from etl.store.retention import list_held, say_held
from etl.store.versions import Store
from etl.upkeep import care
from etl.upkeep.owner import list_state, list_strangers, name_owner, say_as, say_elsewhere

GOOD, LOOK, WRONG = "baik", "perhatian", "salah"
STATES = (WRONG, LOOK, GOOD)  # in this order they are read
_OF_CATALOG = "Periksa PostgreSQL, folder bersama dan sambungannya; lihat docs/danau.md."
_OF_FOLDER = (
    "Yang terbit di sini tidak tampil di peladen lain. Terbit tanpa KOPERASI_STORE: jalankan, juga tanpa itu, "
    "python -m etl move --to ALAMAT. Katalognya dipulihkan dari cadangan: lihat docs/beberapa-peladen.md."
)
_OF_LAKE = "requirements-ducklake.txt"
_OF_UNCOMPARED = (
    "Tidak ada yang rusak: di Antarpemda angka itu tampil tersendiri dan tidak ikut dijumlahkan. Samakan aturannya "
    "dengan pemda itu bila semestinya sama."
)
_LEAST_FREE, _LITTLE_FREE = 200 << 20, 1 << 30  # bytes


@dataclass(frozen=True)
class Sign:
    """One thing that was looked at. code: its key in _LOOKS; state: GOOD, LOOK or WRONG; advice: "" when it is well."""

    code: str
    state: str
    found: str
    advice: str = ""

    @property
    def name(self) -> str:
        return _LOOKS[self.code].name


def examine(store: Store) -> list[Sign]:
    """Everything, also what takes time: hashes of the current version, the chain of the audit, all permissions."""
    return [_guard(code, look.thorough, store) for code, look in _LOOKS.items()]


def examine_quickly(store: Store) -> list[Sign]:
    """What a monitor asks every few seconds: a version is read once, no other large file at all."""
    return [_guard(code, look.quick, store) for code, look in _LOOKS.items() if look.quick is not None]


def is_ill(signs: list[Sign]) -> bool:
    return any(s.state == WRONG for s in signs)


def sum_up(signs: list[Sign]) -> str:
    """The last line: how it stands, and how the commands that are named above are typed."""
    looks = sum(s.state == LOOK for s in signs)
    if is_ill(signs):
        outcome = "Ada yang salah; lihat di atas."
    elif looks:
        outcome = f"Tidak ada yang salah; {looks} hal perlu perhatian."
    else:
        return "Pemasangan ini sehat."
    return "Yang disebut “jalankan …” diketik lengkap, misalnya: python -m etl verify\n" + outcome


def _guard(code: str, look: Callable[[Store], Sign], store: Store) -> Sign:
    """What cannot be looked at is wrong itself."""
    try:
        return look(store)
    except SettingsWrong as error:
        if code == "setelan":
            return Sign(code, WRONG, str(error), "Perbaiki berkas itu; sebelum itu tidak ada yang dapat dikerjakan.")
        return Sign(code, LOOK, "belum dapat diperiksa", "Perbaiki dahulu yang salah pada pengaturan.")
    except (StoreDamaged, ValueError) as error:
        return Sign(code, WRONG, str(error), "Perbaiki sebab itu, lalu periksa lagi: python -m etl doctor.")
    except OSError as error:
        return Sign(code, WRONG, f"tidak dapat dibaca ({say_cause(error)})", "Periksa diska dan izin folder keadaan.")


def _see_store(store: Store) -> Sign:
    if (damage := store.find_damage()) is not None:
        return Sign("terbitan", WRONG, damage, "Buat cadangan keadaan ini dahulu, lalu jalankan yang disebut itu.")
    number, cause = store.find_newest_whole()
    if cause:
        return Sign("terbitan", WRONG, cause, "Jalankan: python -m etl rebuild, lalu python -m etl verify.")
    if fault := find_fault():
        return Sign("terbitan", LOOK, fault, _OF_CATALOG)
    if later := store.records.say_later(number):
        found, _, advice = later.partition(". ")
        return Sign("terbitan", LOOK, found, advice)
    return Sign("terbitan", GOOD, "belum ada terbitan" if number is None else f"versi {number} utuh")


def _see_store_and_catalog(store: Store) -> Sign:
    """Also whether a shared catalog answers right now; its refusal is its own sign of what is wrong."""
    sign = _see_store(store)
    if store.shared is None:
        return sign
    here = store.read_numbers().pointed or 0  # before the catalog is asked: what is published meanwhile is in it first
    newest = store.shared.find_newest()
    if newest > here:
        return Sign("terbitan", LOOK, f"katalog bersama sudah sampai versi {newest}", _OF_CATALOG)
    if newest < here:
        return Sign("terbitan", WRONG, f"katalog bersama baru sampai versi {newest}, folder ini {here}", _OF_FOLDER)
    return sign


def _see_archive(store: Store) -> Sign:
    if losses := find_losses(store):
        advice = "Salin yang hilang ke folder arsip dari cadangan, dan simpan cadangan yang lama; lalu jalankan verify."
        return Sign("arsip", WRONG, f"hilang atau rusak: {losses}", advice)
    return Sign("arsip", GOOD, "catatan dan buku kerja ada")


def _see_settings(_: Store) -> Sign:
    faults = list_faults(load_reference())
    if wrong := [f.sentence for f in faults if not f.is_unknown]:
        advice = "Sampai itu diperbaiki, yang paling aman berlaku; angka yang salah menghentikan penerbitan."
        return Sign("setelan", WRONG, " ".join(wrong), advice)
    if faults:
        return Sign("setelan", LOOK, " ".join(f.sentence for f in faults), "Perbaiki namanya, atau hapus barisnya.")
    return Sign("setelan", GOOD, "semua nilai dalam batasnya")


def _see_disk(store: Store) -> Sign:
    place = next(p for p in (store.folder, *store.folder.parents) if p.exists())
    free = shutil.disk_usage(place).free
    found = f"{free / (1 << 30):.1f} GB bebas".replace(".", ",")
    if free < _LEAST_FREE:
        return Sign("diska", WRONG, found, "Kosongkan diska; di bawah 200 MB penerbitan dapat gagal.")
    if free < _LITTLE_FREE:
        return Sign("diska", LOOK, found, "Kosongkan diska, atau batasi versi dengan [terbitan] simpan_versi.")
    return Sign("diska", GOOD, found)


def _see_key(store: Store) -> Sign:
    check_key(store)
    return _see_secret(store)


def _see_secret(store: Store) -> Sign:
    if store.read_secret() is not None:
        return Sign("kunci", GOOD, "ada")
    if store.records.key_fingerprints():
        return Sign("kunci", WRONG, "hilang atau rusak", "Salin kembali berkas kunci dari cadangan terakhir.")
    return Sign("kunci", GOOD, "belum diperlukan")


def _see_seal(store: Store) -> Sign:
    try:
        public = keys.find_public(store.folder)
    except keys.KeyLost as error:
        return Sign("tanda", WRONG, str(error), "Salin kembali folder tanda dari cadangan terakhir.")
    if public is None:
        return Sign("tanda", GOOD, "belum diperlukan")
    return Sign("tanda", GOOD, f"ada, sidik {keys.say_fingerprint(keys.fingerprint(public))}")


def _see_backup(store: Store) -> Sign:
    when, days = care.read_care(store.folder).backup, care.remind_after()
    if not care.is_overdue(when, days):
        return Sign("cadangan", GOOD, _say(when))
    return Sign(
        "cadangan",
        LOOK,
        _say(when),
        "Jalankan: python -m etl backup FOLDER, dengan FOLDER di diska lain; sebaiknya terjadwal tiap hari.",
    )


def _see_drill(store: Store) -> Sign:
    known, days = care.read_care(store.folder), care.remind_after()
    if not known.sound:
        return Sign(
            "uji_pulih",
            WRONG,
            "uji terakhir gagal",
            "Buat cadangan baru: python -m etl backup FOLDER, lalu uji: python -m etl drill FOLDER" + _say_key() + ".",
        )
    if not care.is_overdue(known.drill, days):
        return Sign("uji_pulih", GOOD, _say(known.drill))
    return Sign(
        "uji_pulih",
        LOOK,
        _say(known.drill),
        f"Jalankan: python -m etl drill FOLDER{_say_key()}, dengan FOLDER tempat cadangan terakhir.",
    )


def _say_key() -> str:
    """Encrypted backups are opened with a key, which lies elsewhere."""
    return " --kunci BERKAS" if load_reference().settings.get("cadangan", {}).get("penerima") else ""


def _say(when: dt.datetime | None) -> str:
    return "belum pernah" if when is None else clock.say_time(when)


def _see_clock(store: Store) -> Sign:
    """The clock, and what a jump of it keeps from being removed."""
    if (sign := _see_time(store)).state != GOOD:
        return sign
    held = list_held(store, load_reference(), clock.read_local_time(), lambda: audit.read_times(store.folder))
    if not held:
        return sign
    advice = "Bila jam sekarang salah, setel (NTP). Bila benar, buku kerja itu dihapus kemudian dengan sendirinya."
    return Sign("jam", LOOK, f"{sign.found}. {say_held(held)}".removesuffix("."), advice)


def _see_time(store: Store) -> Sign:
    now = clock.read_local_time()
    found = f"{now:%d-%m-%Y %H.%M} {clock.read_zone()}"
    last = max(store.records.numbers(), default=0)
    record = store.records.read(last) if last else None
    if record is None or (dated := dt.datetime.fromisoformat(record["waktu"])) <= now:
        return Sign("jam", GOOD, found)
    found = f"{found}; terbitan terakhir ({last}) bertanggal {dated:%d-%m-%Y}, sesudah sekarang"
    if clock.was_ahead([dt.datetime.fromisoformat(c["waktu"]) for c in store.records.read_all()[0]], now):
        return Sign("jam", LOOK, f"{found}: jam pernah terlalu maju", _PAST_SLIP)
    done = audit.read_last_time(store.folder)
    state = LOOK if done is not None and done <= now and clock.is_near(dated, now) else WRONG
    return Sign("jam", state, found, f"Bila jam sekarang salah, setel (NTP). Bila benar: {_PAST_SLIP}")


_PAST_SLIP = (
    "datanya benar, hanya tanggalnya salah, dan tidak ada yang dihapus karenanya. Terbitan berikutnya bertanggal "
    "benar; yang salah tanggalnya dapat ditarik (withdraw) lalu diterbitkan lagi."
)


def _see_proxy(_: Store) -> Sign:
    serving = read_serving()
    if any(o.scheme == "https" for o in serving.origins) and not serving.proxies:
        advice = "Isi [peladen] perantara, supaya alamat pembaca dibaca dari X-Forwarded-For perantara itu saja."
        return Sign("perantara", LOOK, "dibuka lewat https, tetapi perantaranya tidak disebut", advice)
    if serving.proxies and not serving.origins:
        advice = "Isi [peladen] asal dengan alamat dasbor seperti di peramban."
        return Sign("perantara", LOOK, "ada perantara, tetapi alamat dasbor tidak disebut", advice)
    found = "tanpa perantara" if not serving.proxies else f"{len(serving.proxies)} perantara dipercaya"
    return Sign("perantara", GOOD, found)


def _see_provider(_: Store) -> Sign:
    try:
        provider = read_provider()
        if provider is None:
            return Sign("masuk", GOOD, "tidak dipakai")
        read_secret(provider)
    except ValueError as error:
        return Sign(
            "masuk", WRONG, str(error), "Perbaiki [masuk] di pengaturan.toml; lihat docs/pemasangan.md bagian 5."
        )
    if find_public_origin() is None:
        return Sign("masuk", WRONG, "alamat dasbor tidak disebut", "Isi [peladen] asal atau KOPERASI_ASAL.")
    if not provider.groups and not provider.emails and not provider.otherwise:
        advice = "Isi [masuk.grup] atau [masuk.email] di pengaturan.toml."
        return Sign("masuk", LOOK, "tanpa aturan: semua orang ditolak", advice)
    return Sign("masuk", GOOD, f"lewat {provider.issuer}")


def _see_modes(store: Store) -> Sign:
    if store.folder.exists() and not os.access(store.folder, os.W_OK):
        return Sign("izin", WRONG, f"{store.folder} tidak dapat ditulisi", "Beri pemilik dasbor izin menulis.")
    exposed = [p for p in list_state(store.folder) if os.name == "posix" and p.stat().st_mode & 0o077]
    if exposed:
        advice = f"Jalankan: chmod -R go= {store.folder}"
        return Sign("izin", WRONG, f"{len(exposed)} berkas atau folder terbuka bagi orang lain", advice)
    if scattered := say_elsewhere(store.folder):
        return Sign("izin", WRONG, scattered.partition(". ")[0], scattered.partition(". ")[2] + ".")
    if strangers := list_strangers(store.folder):
        found = ", ".join(f"{count} berkas milik {who}" for who, count in strangers.items())
        owner = name_owner(store.folder)
        advice = (
            f"Jalankan sebagai root: chown -R {owner}: {store.folder}; berikutnya ketik {say_as(owner, store.folder)} …"
        )
        return Sign("izin", WRONG, f"{found}, bukan milik {owner}", advice)
    return Sign("izin", GOOD, "hanya pemilik yang dapat membaca")


def _see_libraries(_: Store) -> Sign:
    lists = ["requirements.txt", *([_OF_LAKE] if _shares_catalog() else [])]
    pins = {name: pin for file in lists for name, pin in read_pins(file)}
    installed = {name: _find_version(name) for name in pins}
    missing = [name for name, version in installed.items() if version is None]
    other = [
        f"{name} {installed[name]} (seharusnya {pin})"
        for name, pin in pins.items()
        if installed[name] not in (None, pin)
    ]
    advice = "Jalankan: " + ", lalu ".join(f"pip install -r {file}" for file in lists)
    if missing:
        return Sign("pustaka", WRONG, f"tidak terpasang: {', '.join(missing)}", advice)
    if other:
        return Sign("pustaka", LOOK, ", ".join(other), advice)
    return Sign("pustaka", GOOD, f"{len(pins)} pustaka seperti di {' dan '.join(lists)}")


def read_pins(file: str) -> list[tuple[str, str]]:
    """Which library in which version a list of them demands."""
    return re.findall(r"^([\w.-]+)==(\S+)", (ROOT / file).read_text(encoding="utf-8"), re.M)


def _shares_catalog() -> bool:
    """Also typed without the setting: its packages hold back DuckDB, and the usual list would take them away."""
    return read_setting() != FILES or _find_version("duckdb-extension-ducklake") is not None


def _find_version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _see_audit(store: Store) -> Sign:
    problems = check_audit(store)
    if problems:
        found = " ".join(dict.fromkeys([problems[0], problems[-1]])).removesuffix(".")
        return Sign("catatan", WRONG, found, "Bandingkan dengan audit.jsonl di cadangan terakhir.")
    return Sign("catatan", GOOD, _say_length(audit.find_head(store.folder).number))


def _say_length(number: int) -> str:
    return f"utuh, {number} tindakan tercatat" if number else "belum ada tindakan yang tercatat"


def _see_audit_end(store: Store) -> Sign:
    """Whether the chain reaches as far as the last backup saw it."""
    seen = max((h.number for h in read_noted(store.folder)), default=0)
    if audit.find_head(store.folder).number < seen:
        return Sign("catatan", WRONG, f"berakhir sebelum entri {seen}", "Jalankan doctor di peladen.")
    return Sign("catatan", GOOD, "sampai cadangan terakhir")


def _see_accounts(store: Store) -> Sign:
    """Whether accounts were lost, all or some, or are not as the audit left them."""
    if (sign := _see_account_list(store)).state == WRONG:
        return sign
    if contradictions := lost.list_contradictions(store.folder):
        rest = f"; {len(contradictions) - 5} lagi" if len(contradictions) > 5 else ""
        found = "; ".join(contradictions[:5]) + rest
        advice = f"Bandingkan {users.USERS_FILE} dengan cadangan terakhir, atau ulangi yang tercatat (user …)."
        return Sign("akun", WRONG, found, advice)
    return sign


def _see_account_list(store: Store) -> Sign:
    if loss := lost.find_loss(store.folder):
        return Sign("akun", WRONG, loss.removesuffix("."), f"{lost.say_way_back(store.folder)}.")
    names = lost.read_names(store.folder)
    if names and not lost.has_admin(store.folder):
        return Sign("akun", LOOK, f"{len(names)} akun, tanpa admin", "Jalankan: python -m etl user role NAMA admin.")
    return Sign("akun", GOOD, f"{len(names)} akun" if names else "belum ada akun")


def _see_contacts(store: Store) -> Sign:
    """Whether the list of contacts can be read; how many there are is told to nobody."""
    ContactBook(store.folder).read()
    return Sign("kontak", GOOD, "dapat dibaca")


def _see_neighbours(store: Store) -> Sign:
    """Packages of other areas of government: all there, all shown, none refused, all counted as here."""
    if damage := list_damage(store.folder):
        advice = "Salin yang rusak dari cadangan ke foldernya, lalu jalankan rebuild. Pemda yang lain tetap tampil."
        return Sign("pemda_lain", WRONG, " ".join(damage).removesuffix("."), advice)
    if unshown := [*list_hidden(store.folder), *list_refused(store.folder)]:
        advice = "Sampaikan sebabnya kepada pemda itu, dan minta paket yang baru."
        return Sign("pemda_lain", LOOK, " ".join(unshown).removesuffix("."), advice)
    if uncompared := list_uncompared(store.folder, find_reference(store, load_reference()).settings):
        return Sign("pemda_lain", LOOK, " ".join(uncompared).removesuffix("."), _OF_UNCOMPARED)
    count = count_held(store.folder)
    return Sign("pemda_lain", GOOD, f"paket {count} pemda dipegang" if count else "tidak ada paket")


class _Look(NamedTuple):
    """What is looked at: its name, how, and how a monitor looks every few seconds (None = not at all)."""

    name: str
    thorough: Callable[[Store], Sign]
    quick: Callable[[Store], Sign] | None = None


_LOOKS = {
    "terbitan": _Look("Terbitan dan penunjuk", _see_store_and_catalog, _see_store),
    "diska": _Look("Ruang diska", _see_disk, _see_disk),
    "kunci": _Look("Kunci peserta", _see_key, _see_secret),
    "tanda": _Look("Kunci tanda berkas", _see_seal, _see_seal),
    "cadangan": _Look("Cadangan terakhir", _see_backup, _see_backup),
    "uji_pulih": _Look("Uji pulih terakhir", _see_drill, _see_drill),
    "jam": _Look("Jam dan zona waktu", _see_clock, _see_time),
    "perantara": _Look("Peladen perantara", _see_proxy),
    "setelan": _Look("Pengaturan di pengaturan.toml", _see_settings),
    "masuk": _Look("Masuk dengan akun kota", _see_provider),
    "izin": _Look("Izin berkas", _see_modes),
    "pustaka": _Look("Versi pustaka", _see_libraries),
    "catatan": _Look("Catatan tindakan", _see_audit, _see_audit_end),
    "arsip": _Look("Arsip", _see_archive, _see_archive),
    "akun": _Look("Daftar akun", _see_accounts, _see_account_list),
    "kontak": _Look("Daftar kontak", _see_contacts),
    "pemda_lain": _Look("Paket pemda lain", _see_neighbours),
}
