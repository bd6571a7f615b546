"""Say something about a figure, and take it back: checked, audited, without numbers of people."""

from __future__ import annotations

from etl import clock, personal
from etl.accounts.roles import User
from etl.acuan import Reference, load_reference
from etl.audit import log
from etl.indikator import find_indicator
from etl.periode import say_quarter
from etl.pesan import say_choices
from etl.remarks.book import Remark, RemarkBook
from etl.store.invented import is_sample
from etl.store.versions import Store

LONGEST = 300  # letters


def say_remark(
    store: Store,
    user: User,
    figure: tuple[str, str, str],
    sentence: str,
    address: str = "",
    reference: Reference | None = None,
) -> Remark:
    """Keep a sentence beside `figure`: (indicator, code of an area, quarter). Numbers of people are refused.

    Raises ValueError with a sentence, StoreDamaged or StoreBusy.
    """
    indicator, area, quarter = figure
    text = check_sentence(sentence)
    _check_figure(store, reference or load_reference(), indicator, area, quarter)
    moment = clock.read_local_time().isoformat(timespec="minutes")
    remark = Remark(0, indicator, area, quarter, text, user.name, user.role, moment, is_sample(store))
    facts = {"indikator": indicator, "wilayah": area, "triwulan": quarter}
    log.append("catat", user.name, address, store.folder, **facts)
    return RemarkBook(store.archive_folder).add(remark)


def withdraw_remark(store: Store, user: User, number: int, address: str = "") -> None:
    """Take a remark back; its file stays in the archive. Raises KeyError when none of this number is in force, and as
    say_remark."""
    book = RemarkBook(store.archive_folder)
    if not any(r.nomor == number and not r.dicabut_oleh for r in book.list_all()):
        raise KeyError(number)
    log.append("cabut_catatan", user.name, address, store.folder, catatan=number)
    book.withdraw(number, user.name, clock.read_local_time().isoformat(timespec="minutes"))


def check_sentence(sentence: str) -> str:
    """One line of a person's words. Raises ValueError with a sentence where it is none, too long, or holds a number of
    a person."""
    text = " ".join(sentence.split())
    if not any(c.isalpha() for c in text):
        raise ValueError("Tulis kalimatnya")
    if len(text) > LONGEST:
        raise ValueError(f"Kalimatnya {len(text)} huruf; paling banyak {LONGEST}")
    if kinds := personal.kinds(text):
        raise ValueError(f"Kalimat memuat {say_choices(list(kinds), 'dan')}; tulis tanpa itu")
    return text


def _check_figure(store: Store, reference: Reference, indicator: str, area: str, quarter: str) -> None:
    if find_indicator(indicator) is None:
        raise ValueError(f"Indikator “{indicator}” tidak dikenal")
    if area not in set(reference.list_areas()["kode"]):
        raise ValueError(f"Wilayah “{area}” tidak dikenal")
    current = store.find_current()
    known = [] if current is None else store.open_version(current).execute("select periode from periode").fetchall()
    if (quarter,) not in known:
        raise ValueError(f"{say_quarter(quarter)} belum terbit")
