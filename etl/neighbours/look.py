"""Look at a package of another area of government before it is taken: whose it is, what a person has to say of it, what
it would change. Nothing is written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from etl.acuan import load_reference
from etl.neighbours import archive, ledger
from etl.neighbours.compare import Comparison, compare
from etl.neighbours.head import Head, say_time
from etl.neighbours.held import open_held
from etl.neighbours.ledger import Entry, Ledger
from etl.neighbours.messages import CONSENTS, NotTaken, make
from etl.neighbours.package_file import PackageFile, open_package
from etl.neighbours.read import open_scratch, read_package
from etl.pesan import TO_CHECK, WRONG, Finding
from etl.seal.keys import say_fingerprint
from etl.settings.following import find_reference
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_LONGEST_TOLD = 60  # letters of what somebody typed as a fingerprint, repeated to him
_BETWEEN = re.compile(r"[\s:-]")  # the groups of a fingerprint


@dataclass(frozen=True)
class Consent:
    """What a person says of a package: the fingerprint that its sender told him, "" = none; codes of CONSENTS that he
    agrees to; how both are said where he sits; the code of the area of government that it must be of, "" = any."""

    fingerprint: str = ""
    agreed: Collection[str] = ()
    way_of_key: str = "ulangi dengan --kunci SIDIK"
    way_of_rest: str = "ulangi dengan --tetap"
    code: str = ""


@dataclass(frozen=True)
class Looked:
    """A package that was looked at: whose it is, what is said of it, how it differs from the one that is held.
    is_same: from the one before but for who signed it."""

    head: Head
    findings: tuple[Finding, ...]
    comparison: Comparison
    before: Entry | None
    is_same: bool = False

    @property
    def blocking(self) -> list[Finding]:
        return [f for f in self.findings if f.berat == WRONG]

    @property
    def is_held(self) -> bool:
        return self.is_same or (self.before is not None and self.before.sha256 == self.head.sha256)


def look(state: Path, content: bytes, consent: Consent | None = None) -> Looked:
    """Check a package; nothing is written. Raises NotTaken where it cannot be read or must not be taken at all."""
    known, file = ledger.read_ledger(state), open_package(content)
    con = open_scratch()
    try:
        head = read_package(con, file)
        before = known.find_held().get(head.kode)
        is_same = before is not None and _is_signed_anew(state, before, file)
        said = [*_ask(head, before, consent or Consent(), is_same), *_say_name(head, known)]
        comparison = compare(con, head, open_held(state) if before else None, _read_settings(state))
        return Looked(head, (*said, *comparison.findings), comparison, before, is_same)
    finally:
        con.close()


def _is_signed_anew(state: Path, before: Entry, file: PackageFile) -> bool:
    """The package that is held, signed by another key: each server of an area signs with its own, and what they say is
    the same to the byte. Whose key this one is nobody has to vouch for, nothing comes from it."""
    if before.sha256 == file.sha256 or before.sidik_kunci == file.fingerprint:
        return False
    try:
        return open_package(archive.read_kept(state, before.sha256)).files == file.files
    except (StoreDamaged, NotTaken):
        return False


def _read_settings(state: Path) -> Mapping[str, Any]:
    """Raises StoreDamaged."""
    return find_reference(Store(state), load_reference()).settings


def _say_name(head: Head, known: Ledger) -> list[Finding]:
    """Where it calls itself otherwise than the list of a province does, or as another area of government."""
    reference = load_reference()
    named = dict(zip(*(reference.kelurahan[c] for c in ("kode_kelurahan", "kelurahan")), strict=True))
    named = named if reference.is_province else {}
    here = named.get(head.kode, head.nama)
    names = {reference.city_code: reference.city, **named, **{e.kode: e.nama for e in known.find_held().values()}}
    twins = [code for code, name in names.items() if code != head.kode and _fold(name) == _fold(head.nama)]
    part = {"nama": head.nama, "kode": head.kode}
    said = [] if _fold(here) == _fold(head.nama) else [make("nama_lain_di_daftar", di_sini=here, **part)]
    return [*said, *([make("nama_sama", lain=twins[0], **part)] if twins else [])]


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


# ── what a person has to say ──


def _ask(head: Head, before: Entry | None, consent: Consent, is_same: bool) -> list[Finding]:
    reference = load_reference()
    if head.kode == reference.city_code:
        raise NotTaken([make("paket_sendiri", nama=reference.city, kode=head.kode)])
    if consent.code not in ("", head.kode):
        raise NotTaken([make("paket_pemda_lain", nama=head.nama, kode=head.kode, seharusnya=consent.code)])
    if is_same or (before is not None and before.sha256 == head.sha256):
        return [make("sudah_dipegang")]
    agreed = set(CONSENTS) & set(consent.agreed)
    asked = [replace(f, berat=TO_CHECK) if f.kode in agreed else f for f in _ask_age(head, before, consent)]
    return [*_ask_key(head, before, consent), *asked, *([make("paket_contoh")] if head.contoh else [])]


def _ask_key(head: Head, before: Entry | None, consent: Consent) -> list[Finding]:
    """Nothing where the key is the one that a person named, or nobody named any and it is that of the package that is
    held."""
    told = _BETWEEN.sub("", consent.fingerprint.lower())
    trusted = before.sidik_kunci if before else ""
    if head.sidik_kunci == (told or trusted):
        return []
    part = {"nama": head.nama, "sidik": say_fingerprint(head.sidik_kunci), "cara": consent.way_of_key}
    if told:
        return [make("kunci_bukan_yang_disebut", disebut=consent.fingerprint.strip()[:_LONGEST_TOLD], **part)]
    if not trusted:
        return [make("kunci_belum_dikenal", **part)]
    return [make("kunci_berganti", lama=say_fingerprint(trusted), **part)]


def _ask_age(head: Head, before: Entry | None, consent: Consent) -> list[Finding]:
    if before is None:
        return []
    found = []
    if _is_older(head, before):
        when = _say_age(head.dibuat, head.versi), _say_age(_read_time(before.dibuat), before.versi)
        found.append(make("paket_lebih_lama", dibuat=when[0], dipegang=when[1], cara=consent.way_of_rest))
    if head.contoh and not before.contoh:
        found.append(make("contoh_di_atas_data", nama=before.nama, cara=consent.way_of_rest))
    return found


def _is_older(head: Head, before: Entry) -> bool:
    """By when they were published; by their numbers where one does not say."""
    held = _read_time(before.dibuat)
    if head.dibuat is None or held is None:
        return head.versi < before.versi
    return head.dibuat < held


def _read_time(written: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(written) if written else None


def _say_age(time: dt.datetime | None, version: int) -> str:
    return say_time(time) if time else f"versi {version}"
