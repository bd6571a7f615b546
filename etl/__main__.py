"""The command line: python -m etl … Exit 0 done or publishable, 1 findings block it, 2 unreadable or wrong use."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import duckdb

from etl import periode as triwulan
from etl.out import report
from etl.pesan import TidakTerbaca
from etl.store.versions import Gudang, GudangRusak

SELESAI, TERHALANG, SALAH_PAKAI = 0, 1, 2


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code is the contract's."""
    argumen = _parser().parse_args(argv)
    try:
        return argumen.jalankan(argumen)
    except TidakTerbaca as salah:
        report.show_refusal(salah.temuan, argumen.json)
    except (GudangRusak, KeyError, ValueError, OSError) as salah:
        report.show_fault(salah, argumen.json)
    except duckdb.Error:
        rusak = GudangRusak("Berkas versi tidak dapat dibaca sampai habis; kemungkinan rusak. Jalankan rebuild.")
        report.show_fault(rusak, argumen.json)
    return SALAH_PAKAI


def _parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog="python -m etl", description="Buku kerja dinas menjadi terbitan dasbor koperasi.")
    p.set_defaults(json=False)
    perintah = p.add_subparsers(required=True, metavar="PERINTAH")

    c = _command(perintah, "check", "periksa buku kerja; tidak menulis apa pun", check)
    c.add_argument("workbook", type=Path)
    c.add_argument("--periode", type=_quarter, help="misalnya 2025-T3; tanpa ini ditebak dari isinya")
    c.add_argument("--json", action="store_true")
    _answers(c)

    c = _command(perintah, "publish", "periksa lalu terbitkan", publish)
    c.add_argument("workbook", type=Path)
    c.add_argument("--periode", type=_quarter, required=True)
    c.add_argument("--oleh", required=True, metavar="NAMA")
    c.add_argument("--alasan", default="", metavar="TEKS", help="jawaban atas pemeriksaan kewajaran")
    c.add_argument("--mulai-data-asli", action="store_true", help="keluarkan semua data contoh, mulai dengan data asli")
    c.add_argument("--json", action="store_true")
    _answers(c)

    c = _command(perintah, "feedback", "tulis salinan buku kerja yang ditandai sel-sel bermasalahnya", feedback)
    c.add_argument("workbook", type=Path)
    c.add_argument("--periode", type=_quarter, help="misalnya 2025-T3; tanpa ini ditebak dari isinya")
    c.add_argument("-o", "--keluaran", type=Path, required=True, metavar="OUT.xlsx")
    _answers(c)

    c = _command(perintah, "versions", "daftar terbitan", versions)
    c.add_argument("--json", action="store_true")

    c = _command(perintah, "restore", "terbitkan lagi isi versi lama", restore)
    c.add_argument("nomor", type=int)
    c.add_argument("--oleh", required=True, metavar="NAMA")
    c.add_argument("--alasan", default="", metavar="TEKS")

    c = _command(perintah, "aliases", "daftar ejaan yang diingat dari jawaban; --cabut menariknya kembali", aliases)
    c.add_argument(
        "--cabut", metavar="KUNCI", help="jawaban dengan kunci ini tidak dipakai lagi; yang sudah terbit tetap"
    )
    c.add_argument("--oleh", metavar="NAMA")
    c.add_argument("--alasan", default="", metavar="TEKS")
    c.add_argument("--json", action="store_true")

    _command(perintah, "rebuild", "bangun ulang terbitan dari arsip", rebuild)
    c = _command(perintah, "tunjuk", "jadikan sebuah versi yang utuh terkini bila penunjuk rusak", point)
    c.add_argument("nomor", type=int)
    c.add_argument("--yakin", action="store_true", help="tanpa ini hanya ditampilkan apa yang akan terjadi")
    _command(perintah, "verify", "buktikan bahwa terbitan sama dengan arsip", verify)

    c = _command(perintah, "template", "tulis templat buku kerja", template)
    c.add_argument("keluaran", type=Path, metavar="OUT.xlsx")
    c.add_argument("--isi-triwulan-lalu", action="store_true", help="isi dengan register terakhir yang terbit")

    _command(perintah, "sample", "terbitkan data contoh bila belum ada terbitan", sample)

    c = _command(perintah, "backup", "salin terbitan, arsip dan pengguna ke sebuah folder", backup)
    c.add_argument("folder", type=Path)

    c = _command(
        perintah, "samarkan", "samarkan nomor pribadi di terbitan dari rilis lama; tanpa --yakin hanya melihat", redact
    )
    c.add_argument("--yakin", action="store_true", help="ganti versi dan catatan; tidak dapat dibatalkan")
    c.add_argument("--oleh", metavar="NAMA", help="wajib bersama --yakin")

    c = _command(perintah, "user", "akun petugas", user)
    c.add_argument(
        "tindakan", choices=["add", "unlock"], help="add: akun atau kata sandi baru; unlock: buka yang tertahan"
    )
    c.add_argument("nama")
    return p


def _command(perintah: Any, nama: str, bantuan: str, jalankan: Any) -> argparse.ArgumentParser:
    c = perintah.add_parser(nama, help=bantuan, description=bantuan)
    c.set_defaults(jalankan=jalankan)
    return c


def _answers(c: argparse.ArgumentParser) -> None:
    c.add_argument("--jawab", action="append", type=_answer, default=[], metavar="KUNCI=NILAI",
                   help="jawaban atas pertanyaan check; boleh berulang")  # fmt: skip


def _answer(teks: str) -> tuple[str, str]:
    kunci, _, nilai = teks.rpartition("=")  # a key may hold "=", an answer does not
    if not kunci or not nilai:
        raise argparse.ArgumentTypeError(f"“{teks}” bukan KUNCI=NILAI")
    return kunci, nilai


def _quarter(teks: str) -> str:
    try:
        triwulan.split(teks)
    except ValueError as salah:
        raise argparse.ArgumentTypeError(str(salah)) from salah
    return teks


# ── commands: heavy modules are imported where they are needed, so that --help is quick ──


def check(a: argparse.Namespace) -> int:
    from etl import run

    hasil = run.check(a.workbook.read_bytes(), a.workbook.name, a.periode, jawaban=dict(a.jawab))
    report.show_result(hasil, a.json)
    return SELESAI if hasil.dapat_terbit else TERHALANG


def publish(a: argparse.Namespace) -> int:
    from etl import run
    from etl.publish.publish import TidakDapatTerbit
    from etl.publish.publish import publish as terbitkan

    data = a.workbook.read_bytes()
    hasil = run.check(data, a.workbook.name, a.periode, jawaban=dict(a.jawab))
    try:
        nomor = terbitkan(hasil, data, a.oleh, a.alasan, a.mulai_data_asli)
    except TidakDapatTerbit:
        report.show_result(hasil, a.json)
        return TERHALANG
    report.show_result(hasil, a.json, terbitan=nomor)
    return SELESAI


def feedback(a: argparse.Namespace) -> int:
    from etl import run
    from etl.out.feedback import marked, marked_name

    if a.keluaran.resolve() == a.workbook.resolve():
        raise ValueError("berkas asli tidak ditimpa; pilih nama lain untuk -o")
    data = a.workbook.read_bytes()
    hasil = run.check(data, a.workbook.name, a.periode, jawaban=dict(a.jawab))
    isi = marked(data, hasil)
    a.keluaran.write_bytes(isi)
    report.say(f"{len(hasil.temuan)} temuan ditandai: {a.keluaran}")
    akhiran = Path(marked_name(a.workbook.name, isi)).suffix
    if akhiran != a.keluaran.suffix.lower():
        report.say(f"Ganti akhiran namanya menjadi {akhiran}; dengan akhiran lain Excel tidak membukanya.")
    return SELESAI if hasil.dapat_terbit else TERHALANG


def versions(a: argparse.Namespace) -> int:
    report.show_versions(Gudang(), a.json)
    return SELESAI


def restore(a: argparse.Namespace) -> int:
    from etl.publish.publish import restore as pulihkan

    try:
        nomor = pulihkan(a.nomor, a.oleh, a.alasan)
    except KeyError:
        raise ValueError(f"versi {a.nomor} tidak ada") from None
    report.say(f"Versi {a.nomor} dipulihkan sebagai versi {nomor}.")
    return SELESAI


def aliases(a: argparse.Namespace) -> int:
    from etl.publish.publish import withdraw_answer

    if a.cabut is None:
        report.show_answers(Gudang(), a.json)
        return SELESAI
    if not a.oleh:
        raise ValueError("--cabut memerlukan --oleh NAMA")
    try:
        nomor = withdraw_answer(a.cabut, a.oleh, a.alasan)
    except KeyError:
        raise ValueError(f"tidak ada ejaan yang berlaku dengan kunci “{a.cabut}”") from None
    report.show_withdrawn(a.cabut, nomor, a.json)
    return SELESAI


def rebuild(_: argparse.Namespace) -> int:
    from etl.publish import rebuild as bangun

    hasil = bangun.rebuild(Gudang())
    report.show_problems([*hasil.masalah, *hasil.lain], hasil.kalimat)
    return TERHALANG if hasil.masalah else SELESAI


def verify(_: argparse.Namespace) -> int:
    from etl.publish import rebuild as bangun

    hasil = bangun.verify(Gudang())
    report.show_problems([*hasil.masalah, *hasil.lain], hasil.kalimat)
    return TERHALANG if hasil.masalah else SELESAI


def point(a: argparse.Namespace) -> int:
    from etl.store.mend import point as tunjuk

    hasil = tunjuk(Gudang(), a.nomor, a.yakin)
    report.say(hasil)
    return SELESAI if a.yakin else TERHALANG


def template(a: argparse.Namespace) -> int:
    from etl.out.prefill import prefilled_template
    from etl.out.template import template as templat

    a.keluaran.write_bytes(prefilled_template() if a.isi_triwulan_lalu else templat())
    report.say(f"Templat ditulis: {a.keluaran}")
    return SELESAI


def sample(_: argparse.Namespace) -> int:
    from etl.publish.sample import publish_sample

    report.say(publish_sample())
    return SELESAI


def backup(a: argparse.Namespace) -> int:
    from etl.store.backup import backup as cadangkan

    report.say(cadangkan(Gudang(), a.folder))
    return SELESAI


def redact(a: argparse.Namespace) -> int:
    from etl.publish import redact as samaran

    if not a.yakin:
        rencana = samaran.look(Gudang())
        if not rencana.versions and not rencana.records:
            report.say(rencana.sentence)
            return SELESAI
        report.say(
            f"Yang akan disamarkan: {len(rencana.versions)} versi ({rencana.texts} teks), {len(rencana.records)} catatan."
        )
        report.say("Buat cadangan dahulu, lalu jalankan: python -m etl samarkan --yakin --oleh NAMA")
        return TERHALANG
    if not a.oleh:
        raise ValueError("--yakin memerlukan --oleh NAMA")
    report.say(samaran.redact(Gudang(), a.oleh).sentence)
    return SELESAI


def user(a: argparse.Namespace) -> int:
    from etl.accounts import users

    if a.tindakan == "unlock":
        users.unlock(a.nama)
        report.say(f"Akun {a.nama} dibuka: percobaan yang gagal dilupakan.")
        return SELESAI
    sandi = users.add(a.nama)
    report.say(f"Akun {a.nama} dibuat. Kata sandi (hanya ditampilkan sekali): {sandi}")
    return SELESAI


if __name__ == "__main__":
    sys.exit(main())
