"""What the command line says: sentences for people, one JSON object for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from etl import periode as triwulan
from etl.asked.tables import SEPARATOR
from etl.audit.listing import Row, say_time
from etl.clock import read_zone
from etl.contacts.take import say_found
from etl.corrections.typed import say_correction
from etl.match import answers
from etl.match.questions import QUESTION_TEXTS
from etl.model import CheckResult, Question
from etl.out.lines import print_fault, print_line
from etl.pesan import WRONG, Finding, make_finding
from etl.store.faults import say_cause
from etl.store.versions import Store


def make_json(result: CheckResult, terbitan: int | None = None) -> dict[str, Any]:
    """The contract's object for check and publish."""
    data = {
        "periode": result.periode or None,
        "dapat_terbit": result.dapat_terbit or terbitan is not None,
        "lembar": [
            {
                "nama": t.lembar,
                "jenis": t.jenis,
                "baris_judul": t.baris_judul,
                "baris_data": len(t.data),
                "kolom": {name: k.heading for name, k in t.kolom.items()},
            }
            for t in result.found_tables
        ],
        "temuan": [_make_finding_json(t) for t in result.temuan],
        "dilewati": [{"lembar": sheet, "baris": row, "alasan": reason} for sheet, row, reason in result.dilewati],
        "perubahan": result.perubahan,
        "pertanyaan": [_make_question_json(p) for p in result.pertanyaan],
        "jawaban": [asdict(j) for j in result.answers_used],
        "perbaikan": [asdict(c) for c in result.corrections_used],
        "perbaikan_ditawarkan": [asdict(c) for c in result.corrections_offered],
        "kontak": len(result.contacts),
    }
    return data if terbitan is None else {**data, "terbitan": terbitan}


def _make_finding_json(t: Finding) -> dict[str, str]:
    return {k: v for k, v in asdict(t).items() if k != "usul"}


def _make_question_json(p: Question) -> dict[str, Any]:
    """calon: likely answers, best first; khusus: answers that are no code. Other codes are taken too."""
    choices = {"calon": p.calon, "khusus": list(p.khusus.items())}
    return {
        **{k: getattr(p, k) for k in ("kunci", "jenis", "isi", "konteks", "tempat", "contoh")},
        **{k: [{"nilai": value, "label": label} for value, label in v] for k, v in choices.items()},
    }


def show_result(result: CheckResult, as_json: bool, terbitan: int | None = None) -> None:
    if as_json:
        print_line(json.dumps(make_json(result, terbitan), ensure_ascii=False, default=str))
        return
    wrong = [t for t in result.temuan if t.berat == WRONG]
    print_line(
        f"{result.nama_berkas} · {triwulan.say_quarter(result.periode) if result.periode else 'triwulan belum jelas'}"
    )
    for t in result.found_tables:
        print_line(f"  lembar “{t.lembar}”: {t.jenis}, {len(t.data)} baris, judul di baris {t.baris_judul}")
    print_line(f"{len(wrong)} salah, {len(result.temuan) - len(wrong)} periksa")
    for one in result.temuan:
        place = " ".join(b for b in (one.lembar, one.sel) if b)
        print_line(f"  {one.berat:7} {place + ': ' if place else ''}{one.pesan} {one.saran}".rstrip())
    if contacts := say_found(result.contacts):
        print_line(f"  {contacts}")
    for j in result.answers_used:
        print_line(f"  dijawab “{j.isi}” = {j.label}{f' ({j.oleh})' if j.oleh else ''}")
    for c in result.corrections_used:
        print_line(f"  diperbaiki {c.place}: {say_correction(c)}")
    for c in result.corrections_offered:
        print_line(f"  pernah diperbaiki: {say_correction(c)}")
        print_line(f"          --perbaiki '{c.place}={c.baru}'")
    for p in result.pertanyaan:
        sample = f" Contoh isinya: {', '.join(p.contoh).replace(SEPARATOR, ' | ')}." if p.contoh else ""
        print_line(f"  tanya   {', '.join(p.tempat[:3])}: “{p.isi}”. {QUESTION_TEXTS[p.jenis]}{sample}")
        for value, label in [*p.calon[:5], *p.khusus.items()]:
            print_line(f"          --jawab '{p.kunci}={value}'  {label}")
    if terbitan is not None:
        print_line(f"Terbit sebagai versi {terbitan}.")
    else:
        print_line("Dapat diterbitkan." if result.dapat_terbit else "Belum dapat diterbitkan.")


def show_refusal(t: Finding, as_json: bool) -> None:
    """A file that cannot be read at all."""
    if as_json:
        data: dict[str, Any] = {
            "periode": None,
            "dapat_terbit": False,
            "lembar": [],
            "temuan": [_make_finding_json(t)],
            "dilewati": [],
            "perubahan": {},
            "pertanyaan": [],
            "jawaban": [],
            "perbaikan": [],
            "perbaikan_ditawarkan": [],
            "kontak": 0,
        }
        print_line(json.dumps(data, ensure_ascii=False))
    else:
        print_fault(f"{t.pesan} {t.saran}")


def show_fault(error: Exception, as_json: bool) -> None:
    """What stopped a command that is no fault of a workbook's content: a missing file, a damaged store, wrong use."""
    if isinstance(error, OSError) and error.filename:
        t = make_finding("berkas_tak_terbuka", isi=str(error.filename), rincian=say_cause(error))
    elif isinstance(error, OSError):
        t = make_finding("tidak_dapat_dikerjakan", rincian=say_cause(error))
    else:
        # A KeyError shows its text in quotes.
        text = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
        t = make_finding("tidak_dapat_dikerjakan", rincian=text.rstrip("."))
    if as_json:
        show_refusal(t, True)
    else:
        print_fault(f"Tidak dapat dikerjakan: {t.pesan} {t.saran}".rstrip())


def show_problems(problems: list[str], sentence: str) -> None:
    for m in problems:
        print_line(f"  {m}")
    print_line(sentence)


def show_audit(rows: list[Row], problems: list[str], as_json: bool) -> None:
    """Who did what, newest first, and what is wrong with the chain."""
    if as_json:
        entries = [
            {
                "nomor": r.number,
                "waktu": r.time.isoformat(),
                "kejadian": r.code,
                "oleh": r.by,
                "alamat": r.address,
                "rincian": r.details,
            }
            for r in rows
        ]
        print_line(json.dumps({"tindakan": entries, "masalah": problems}, ensure_ascii=False))
        return
    for r in rows:
        details = f" ({r.details})" if r.details else ""
        print_line(f"{r.number:>6}  {say_time(r)}  {r.event} · {r.by} · {r.address or '-'}{details}")
    show_problems(problems, "Catatan tindakan utuh." if not problems else "Catatan tindakan TIDAK utuh.")


def show_answers(store: Store, as_json: bool) -> None:
    """Remembered answers, those in force first."""
    current = store.find_current()
    listed = [] if current is None else answers.list_answers(store.open_version(current))
    if as_json:
        time = ("waktu", "dicabut_waktu")
        tidied = [{k: v.isoformat() if k in time and v else v for k, v in b.items()} for b in listed]
        print_line(json.dumps({"terkini": current, "jawaban": tidied}, ensure_ascii=False))
        return
    if not listed:
        print_line("Belum ada arti atau ejaan yang diingat.")
    for b in listed:
        when, zone = b["dicabut_waktu"], read_zone()
        withdrawn = f"; dicabut {b['dicabut_oleh']} {when} {zone}" if when else ""
        print_line(f"{b['kunci']}  “{b['isi']}” = {b['label']} ({b['oleh']} {b['waktu']} {zone}{withdrawn})")


def show_withdrawn(key: str, number: int, as_json: bool) -> None:
    if as_json:
        print_line(json.dumps({"kunci": key, "terbitan": number}, ensure_ascii=False))
    else:
        print_line(f"Ejaan “{key}” dicabut (versi {number}) dan akan ditanyakan lagi. Yang sudah terbit tetap.")


def show_filled(new: list[str], different: list[str], number: int | None, as_json: bool) -> None:
    """What was added to Kamus dinas, and what means something else there already."""
    if as_json:
        print_line(json.dumps({"ditambah": new, "berbeda": different, "terbitan": number}, ensure_ascii=False))
        return
    for sentence in different:
        print_line(f"  tidak ditambah: {sentence}. Cabut dulu bila keliru.")
    print_line(f"{len(new)} arti ditambah{f' (versi {number})' if number else ''}.")


def show_withdrawal(uploads: list[int], sentences: list[str], number: int, as_json: bool) -> None:
    if as_json:
        data = {"terbitan": number, "ditarik": uploads, "perubahan": sentences}
        print_line(json.dumps(data, ensure_ascii=False))
        return
    for sentence in sentences:
        print_line(f"  {sentence}")
    print_line(f"Ditarik (versi {number}). Unggahan lain tetap; restore NOMOR mengembalikannya.")


def show_effect(sentences: list[str], number: int | None, as_json: bool, way_back: str = "") -> None:
    """What a change does that was looked at, and the version it became; None = it was looked at only."""
    if as_json:
        print_line(json.dumps({"terbitan": number, "perubahan": sentences}, ensure_ascii=False))
        return
    for sentence in sentences:
        print_line(f"  {sentence}")
    print_line("Belum diterbitkan." if number is None else f"Terbit sebagai versi {number}{way_back}.")


def show_versions(store: Store, as_json: bool) -> None:
    current = store.find_current()
    publications: list[dict[str, Any]] = []
    if current is not None:
        sql = "select nomor, waktu, oleh, tindakan, periode, unggahan_id, keterangan from terbitan order by nomor"
        questionnaire = store.open_version(current).execute(sql)
        publications = [
            dict(zip((k[0] for k in questionnaire.description), row, strict=True)) for row in questionnaire.fetchall()
        ]
        available = set(store.list_versions())
        for r in publications:
            r |= {
                "waktu": r["waktu"].isoformat(),
                "terkini": r["nomor"] == current,
                "tersedia": r["nomor"] in available,
            }
    if as_json:
        print_line(json.dumps({"terkini": current, "terbitan": publications}, ensure_ascii=False, default=str))
        return
    if not publications:
        print_line("Belum ada terbitan.")
    for r in publications:
        sign = "→" if r["terkini"] else " "
        what = f"{r['tindakan']:12} {r['periode'] or '-':8} {r['oleh']}: {r['keterangan']}"
        print_line(f"{sign} {r['nomor']:>4}  {r['waktu'].replace('T', ' ')} {read_zone()}  {what}")
