"""What the command line says: sentences for people, one JSON object for programs."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from etl import periode as triwulan
from etl.match import answers
from etl.match.questions import KALIMAT
from etl.model import Hasil, Pertanyaan
from etl.pesan import SALAH, Temuan, temuan
from etl.store.versions import Gudang


def say(teks: str) -> None:
    sys.stdout.write(teks + "\n")


def as_json(hasil: Hasil, terbitan: int | None = None) -> dict[str, Any]:
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
            for t in hasil.tabel_temu
        ],
        "temuan": [_finding(t) for t in hasil.temuan],
        "dilewati": [{"lembar": lembar, "baris": baris, "alasan": alasan} for lembar, baris, alasan in hasil.dilewati],
        "perubahan": hasil.perubahan,
        "pertanyaan": [_question(p) for p in hasil.pertanyaan],
        "jawaban": [asdict(j) for j in hasil.jawaban_terpakai],
    }
    return isi if terbitan is None else {**isi, "terbitan": terbitan}


def _finding(t: Temuan) -> dict[str, str]:
    return {k: v for k, v in asdict(t).items() if k != "usul"}


def _question(p: Pertanyaan) -> dict[str, Any]:
    """calon: likely answers, best first; khusus: answers that are no code. Other codes are taken too."""
    pilihan = {"calon": p.calon, "khusus": list(p.khusus.items())}
    return {
        **{k: getattr(p, k) for k in ("kunci", "jenis", "isi", "konteks", "tempat")},
        **{k: [{"nilai": nilai, "label": label} for nilai, label in v] for k, v in pilihan.items()},
    }


def show_result(hasil: Hasil, sebagai_json: bool, terbitan: int | None = None) -> None:
    if sebagai_json:
        say(json.dumps(as_json(hasil, terbitan), ensure_ascii=False, default=str))
        return
    salah = [t for t in hasil.temuan if t.berat == SALAH]
    say(f"{hasil.nama_berkas} · {triwulan.sebut(hasil.periode) if hasil.periode else 'triwulan belum jelas'}")
    for t in hasil.tabel_temu:
        say(f"  lembar “{t.lembar}”: {t.jenis}, {len(t.data)} baris, judul di baris {t.baris_judul}")
    say(f"{len(salah)} salah, {len(hasil.temuan) - len(salah)} periksa")
    for satu in hasil.temuan:
        tempat = " ".join(b for b in (satu.lembar, satu.sel) if b)
        say(f"  {satu.berat:7} {tempat + ': ' if tempat else ''}{satu.pesan} {satu.saran}".rstrip())
    for j in hasil.jawaban_terpakai:
        say(f"  dijawab “{j.isi}” = {j.label}{f' ({j.oleh})' if j.oleh else ''}")
    for p in hasil.pertanyaan:
        say(f"  tanya   {', '.join(p.tempat[:3])}: “{p.isi}”. {KALIMAT[p.jenis]}")
        for nilai, label in [*p.calon[:5], *p.khusus.items()]:
            say(f"          --jawab '{p.kunci}={nilai}'  {label}")
    if terbitan is not None:
        say(f"Terbit sebagai versi {terbitan}.")
    else:
        say("Dapat diterbitkan." if hasil.dapat_terbit else "Belum dapat diterbitkan.")


def show_refusal(t: Temuan, sebagai_json: bool) -> None:
    """A file that cannot be read at all."""
    if sebagai_json:
        isi: dict[str, Any] = {
            "periode": None,
            "dapat_terbit": False,
            "lembar": [],
            "temuan": [_finding(t)],
            "dilewati": [],
            "perubahan": {},
            "pertanyaan": [],
            "jawaban": [],
        }
        say(json.dumps(isi, ensure_ascii=False))
    else:
        sys.stderr.write(f"{t.pesan} {t.saran}\n")


def show_fault(salah: Exception, sebagai_json: bool) -> None:
    """What stopped a command that is no fault of a workbook's content: a missing file, a damaged store, wrong use."""
    if isinstance(salah, OSError) and salah.filename:
        t = temuan("berkas_tak_terbuka", isi=salah.filename, rincian=_why(salah))
    else:
        # A KeyError shows its text in quotes.
        teks = str(salah.args[0]) if isinstance(salah, KeyError) and salah.args else str(salah)
        t = temuan("tidak_dapat_dikerjakan", rincian=teks.rstrip("."))
    if sebagai_json:
        show_refusal(t, True)
    else:
        sys.stderr.write(f"Tidak dapat dikerjakan: {t.pesan} {t.saran}".rstrip() + "\n")


def _why(salah: OSError) -> str:
    sebab = {
        FileNotFoundError: "tidak ada",
        IsADirectoryError: "ini folder, bukan berkas",
        NotADirectoryError: "foldernya tidak ada",
        PermissionError: "tidak ada izin",
    }
    return sebab.get(type(salah)) or salah.strerror or "sebab tidak diketahui"


def show_problems(masalah: list[str], kalimat: str) -> None:
    for m in masalah:
        say(f"  {m}")
    say(kalimat)


def show_answers(gudang: Gudang, sebagai_json: bool) -> None:
    """Remembered answers, those in force first."""
    kini = gudang.terkini()
    isi = [] if kini is None else answers.listing(gudang.buka(kini))
    if sebagai_json:
        waktu = ("waktu", "dicabut_waktu")
        rapi = [{k: v.isoformat() if k in waktu and v else v for k, v in b.items()} for b in isi]
        say(json.dumps({"terkini": kini, "jawaban": rapi}, ensure_ascii=False))
        return
    if not isi:
        say("Belum ada ejaan yang diingat.")
    for b in isi:
        cabut = f"; dicabut {b['dicabut_oleh']} {b['dicabut_waktu']}" if b["dicabut_waktu"] else ""
        say(f"{b['kunci']}  “{b['isi']}” = {b['label']} ({b['oleh']} {b['waktu']}{cabut})")


def show_withdrawn(kunci: str, nomor: int, sebagai_json: bool) -> None:
    if sebagai_json:
        say(json.dumps({"kunci": kunci, "terbitan": nomor}, ensure_ascii=False))
    else:
        say(f"Ejaan “{kunci}” dicabut (versi {nomor}) dan akan ditanyakan lagi. Yang sudah terbit tetap.")


def show_versions(gudang: Gudang, sebagai_json: bool) -> None:
    kini = gudang.terkini()
    isi: list[dict[str, Any]] = []
    if kini is not None:
        sql = "select nomor, waktu, oleh, tindakan, periode, unggahan_id, keterangan from terbitan order by nomor"
        tanya = gudang.buka(kini).execute(sql)
        isi = [dict(zip((k[0] for k in tanya.description), baris, strict=True)) for baris in tanya.fetchall()]
        tersedia = set(gudang.nomor())
        for r in isi:
            r |= {"waktu": r["waktu"].isoformat(), "terkini": r["nomor"] == kini, "tersedia": r["nomor"] in tersedia}
    if sebagai_json:
        say(json.dumps({"terkini": kini, "terbitan": isi}, ensure_ascii=False, default=str))
        return
    if not isi:
        say("Belum ada terbitan.")
    for r in isi:
        tanda = "→" if r["terkini"] else " "
        say(
            f"{tanda} {r['nomor']:>4}  {r['waktu'].replace('T', ' ')}  {r['tindakan']:12} {r['periode'] or '-':8} {r['oleh']}: {r['keterangan']}"
        )
