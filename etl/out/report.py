"""What the command line says: sentences for people, one JSON object for programs."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from etl import periode as triwulan
from etl.match import answers
from etl.match.questions import QUESTION_TEXTS
from etl.model import CheckResult, Question
from etl.pesan import WRONG, Finding, make_finding
from etl.store.versions import Store


def print_line(teks: str) -> None:
    sys.stdout.write(teks + "\n")


def make_json(hasil: CheckResult, terbitan: int | None = None) -> dict[str, Any]:
    """The contract's object for check and publish."""
    isi = {
        "periode": hasil.periode or None,
        "dapat_terbit": hasil.dapat_terbit or terbitan is not None,
        "lembar": [
            {
                "nama": t.lembar,
                "jenis": t.jenis,
                "baris_judul": t.baris_judul,
                "baris_data": len(t.data),
                "kolom": {nama: k.judul for nama, k in t.kolom.items()},
            }
            for t in hasil.found_tables
        ],
        "temuan": [_make_finding_json(t) for t in hasil.temuan],
        "dilewati": [{"lembar": lembar, "baris": baris, "alasan": alasan} for lembar, baris, alasan in hasil.dilewati],
        "perubahan": hasil.perubahan,
        "pertanyaan": [_make_question_json(p) for p in hasil.pertanyaan],
        "jawaban": [asdict(j) for j in hasil.answers_used],
    }
    return isi if terbitan is None else {**isi, "terbitan": terbitan}


def _make_finding_json(t: Finding) -> dict[str, str]:
    return {k: v for k, v in asdict(t).items() if k != "usul"}


def _make_question_json(p: Question) -> dict[str, Any]:
    """calon: likely answers, best first; khusus: answers that are no code. Other codes are taken too."""
    pilihan = {"calon": p.calon, "khusus": list(p.khusus.items())}
    return {
        **{k: getattr(p, k) for k in ("kunci", "jenis", "isi", "konteks", "tempat")},
        **{k: [{"nilai": nilai, "label": label} for nilai, label in v] for k, v in pilihan.items()},
    }


def show_result(hasil: CheckResult, sebagai_json: bool, terbitan: int | None = None) -> None:
    if sebagai_json:
        print_line(json.dumps(make_json(hasil, terbitan), ensure_ascii=False, default=str))
        return
    salah = [t for t in hasil.temuan if t.berat == WRONG]
    print_line(
        f"{hasil.nama_berkas} · {triwulan.say_quarter(hasil.periode) if hasil.periode else 'triwulan belum jelas'}"
    )
    for t in hasil.found_tables:
        print_line(f"  lembar “{t.lembar}”: {t.jenis}, {len(t.data)} baris, judul di baris {t.baris_judul}")
    print_line(f"{len(salah)} salah, {len(hasil.temuan) - len(salah)} periksa")
    for satu in hasil.temuan:
        tempat = " ".join(b for b in (satu.lembar, satu.sel) if b)
        print_line(f"  {satu.berat:7} {tempat + ': ' if tempat else ''}{satu.pesan} {satu.saran}".rstrip())
    for j in hasil.answers_used:
        print_line(f"  dijawab “{j.isi}” = {j.label}{f' ({j.oleh})' if j.oleh else ''}")
    for p in hasil.pertanyaan:
        print_line(f"  tanya   {', '.join(p.tempat[:3])}: “{p.isi}”. {QUESTION_TEXTS[p.jenis]}")
        for nilai, label in [*p.calon[:5], *p.khusus.items()]:
            print_line(f"          --jawab '{p.kunci}={nilai}'  {label}")
    if terbitan is not None:
        print_line(f"Terbit sebagai versi {terbitan}.")
    else:
        print_line("Dapat diterbitkan." if hasil.dapat_terbit else "Belum dapat diterbitkan.")


def show_refusal(t: Finding, sebagai_json: bool) -> None:
    """A file that cannot be read at all."""
    if sebagai_json:
        isi: dict[str, Any] = {
            "periode": None,
            "dapat_terbit": False,
            "lembar": [],
            "temuan": [_make_finding_json(t)],
            "dilewati": [],
            "perubahan": {},
            "pertanyaan": [],
            "jawaban": [],
        }
        print_line(json.dumps(isi, ensure_ascii=False))
    else:
        sys.stderr.write(f"{t.pesan} {t.saran}\n")


def show_fault(salah: Exception, sebagai_json: bool) -> None:
    """What stopped a command that is no fault of a workbook's content: a missing file, a damaged store, wrong use."""
    if isinstance(salah, OSError) and salah.filename:
        t = make_finding("berkas_tak_terbuka", isi=salah.filename, rincian=_say_why(salah))
    else:
        # A KeyError shows its text in quotes.
        teks = str(salah.args[0]) if isinstance(salah, KeyError) and salah.args else str(salah)
        t = make_finding("tidak_dapat_dikerjakan", rincian=teks.rstrip("."))
    if sebagai_json:
        show_refusal(t, True)
    else:
        sys.stderr.write(f"Tidak dapat dikerjakan: {t.pesan} {t.saran}".rstrip() + "\n")


def _say_why(salah: OSError) -> str:
    sebab = {
        FileNotFoundError: "tidak ada",
        IsADirectoryError: "ini folder, bukan berkas",
        NotADirectoryError: "foldernya tidak ada",
        PermissionError: "tidak ada izin",
    }
    return sebab.get(type(salah)) or salah.strerror or "sebab tidak diketahui"


def show_problems(masalah: list[str], kalimat: str) -> None:
    for m in masalah:
        print_line(f"  {m}")
    print_line(kalimat)


def show_answers(gudang: Store, sebagai_json: bool) -> None:
    """Remembered answers, those in force first."""
    kini = gudang.terkini()
    isi = [] if kini is None else answers.list_answers(gudang.open_version(kini))
    if sebagai_json:
        waktu = ("waktu", "dicabut_waktu")
        rapi = [{k: v.isoformat() if k in waktu and v else v for k, v in b.items()} for b in isi]
        print_line(json.dumps({"terkini": kini, "jawaban": rapi}, ensure_ascii=False))
        return
    if not isi:
        print_line("Belum ada ejaan yang diingat.")
    for b in isi:
        cabut = f"; dicabut {b['dicabut_oleh']} {b['dicabut_waktu']}" if b["dicabut_waktu"] else ""
        print_line(f"{b['kunci']}  “{b['isi']}” = {b['label']} ({b['oleh']} {b['waktu']}{cabut})")


def show_withdrawn(kunci: str, nomor: int, sebagai_json: bool) -> None:
    if sebagai_json:
        print_line(json.dumps({"kunci": kunci, "terbitan": nomor}, ensure_ascii=False))
    else:
        print_line(f"Ejaan “{kunci}” dicabut (versi {nomor}) dan akan ditanyakan lagi. Yang sudah terbit tetap.")


def show_versions(gudang: Store, sebagai_json: bool) -> None:
    kini = gudang.terkini()
    isi: list[dict[str, Any]] = []
    if kini is not None:
        sql = "select nomor, waktu, oleh, tindakan, periode, unggahan_id, keterangan from terbitan order by nomor"
        tanya = gudang.open_version(kini).execute(sql)
        isi = [dict(zip((k[0] for k in tanya.description), baris, strict=True)) for baris in tanya.fetchall()]
        tersedia = set(gudang.nomor())
        for r in isi:
            r |= {"waktu": r["waktu"].isoformat(), "terkini": r["nomor"] == kini, "tersedia": r["nomor"] in tersedia}
    if sebagai_json:
        print_line(json.dumps({"terkini": kini, "terbitan": isi}, ensure_ascii=False, default=str))
        return
    if not isi:
        print_line("Belum ada terbitan.")
    for r in isi:
        tanda = "→" if r["terkini"] else " "
        print_line(
            f"{tanda} {r['nomor']:>4}  {r['waktu'].replace('T', ' ')}  {r['tindakan']:12} {r['periode'] or '-':8} {r['oleh']}: {r['keterangan']}"
        )
