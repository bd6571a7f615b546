"""Every message of the catalogue is raised: by a line of the corpus, or by a workbook or an action here.

A message that nobody raises fails the last test: give it a failing workbook, or take it out of the catalogue.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl import run
from etl.__main__ import main
from etl.model import Correction
from etl.pesan import MESSAGES, Unreadable
from etl.publish.join.plan import plan_separation
from etl.read.bundle import make_bundle
from etl.store.versions import Store
from tests import golden
from tests.built import copy_built
from tests.corpus.cases import A, B, J, book_of, column_of
from tests.corpus.evidence import BUKTI
from tests.corpus.files import BERAT, BERKAS
from tests.corpus.odd import ANEH
from tests.corpus.seen import TAMPAK
from tests.corpus.shapes import BENTUK
from tests.corpus.values import NILAI
from tests.publish import decided
from tests.workbooks import workbook

Isi = dict[str, list[list]]
_ = None
# tests/corpus/test_corpus.py asserts that each of its lines raises exactly these.
KORPUS = {
    one.split("@")[0] for k in (*BENTUK, *NILAI, *ANEH, *TAMPAK, *BERKAS, *BUKTI, *BERAT) for one in k.temuan.split()
}

R = ["Kelurahan", "Kecamatan", "Aktif", "Tidak Aktif", "Diusulkan Dibubarkan", "Jumlah"]
T = ["Indikator", "Tahun", "Target"]
JB = ["NIK", "Nama Koperasi", "Nomor Badan Hukum", "Kelurahan", "Status"]
NIK, NIK2 = "3572000000001", "3572000000002"
DAFTAR = [[i, f"35720000000{i:02}", f"KSU Nomor {i}", "Turi", "Aktif"] for i in range(1, 9)]
# 24 cooperatives that differ in every column but the status.
JK = ["Nama Koperasi", "Nomor Badan Hukum", "Kelurahan", "Status", "Alamat", "Aset"]
_WORDS = ("Melati", "Mawar", "Anggrek", "Kenanga", "Dahlia", "Cempaka")
BANYAK = [
    [f"KSU {_WORDS[i % 6]} {chr(65 + i)}", f"{i}/BH/{1990 + i}", ("Turi", "Gedog", "Bendo")[i % 3],
     "Aktif" if i % 4 else "Tidak Aktif", f"Jl. Contoh {i * 7 % 24}", 1_000_000 * (i + 1)]
    for i in range(24)
]  # fmt: skip


def changed(number: int, *values: object) -> Isi:
    """These 24 with other values in one column; the first value follows the last again and again."""
    lines = [
        [*line[:number], values[i % len(values)], *line[number + 1 :]]
        if values
        else [*line[:number], *line[number + 1 :]]
        for i, line in enumerate(BANYAK)
    ]
    title = JK if values else [*JK[:number], *JK[number + 1 :]]
    return book_of(title, *lines)


def of_column(number: int, turn: int = 0) -> list[object]:
    """The values of one column, turned by so many rows."""
    values: list[object] = [line[number] for line in BANYAK]
    return [*values[turn:], *values[:turn]]


KELOMPOK = ["Nama Kelompok", "Jenis Kelompok", "Kelurahan"]
RAT = [["NIK", "Nama Koperasi", "Kelurahan", "Status", "RAT Tahun Buku"], [NIK, "KSU Melati", "Turi", "Aktif", 2015]]
KUNJUNGAN = {
    "Pendampingan": [golden.JUDUL_PENDAMPINGAN, [dt.date(2025, 8, 5), "KSU Melati", "Gedog", "Petugas 1", "Khusus"]]
}
RUSUH = [["Triwulan", *R[:1], *R[2:4]], ["TW III 2025", "Turi", 5, 1], ["entah", "Gedog", 7, 3]]

ACARA = ["Nama Acara", "Tanggal", "Jumlah Koperasi Peserta", "Nama Koperasi Peserta"]

# code -> a workbook of 2025-T3 that raises it
BUKU: dict[str, Isi] = {
    "contoh_tertinggal": book_of([*J, "Alamat"], [*A, "Jl. Contoh No. 1"], B),
    "kolom_bukan_nomor_urut": book_of([*J, "Nomor"], [*A, "biru tua"], [*B, "hijau muda"]),
    "hanya_bulan": book_of([*J, "Tanggal Badan Hukum"], [*A, "Maret 2014"], B),
    "predikat_lama": book_of([*J, "Predikat"], [*A, "Kurang Sehat"], B),
    "hanya_triwulan_lain": {"TW I 2025": [J, A], "TW II 2025": [J, B]},
    "dua_register": {"Data": [J, *DAFTAR], "Salinan": [J, *DAFTAR]},
    "tanggal_wajib_tanpa_hari": book_of(
        ["No", "Tanggal", "Koperasi", "Kelurahan", "Materi Pendampingan"],
        [1, 2025, "Bank Sampah Asri", "Turi", "pembukuan"],
    ),
    "rentang_tanggal": book_of(
        ["No", "Tanggal", "Koperasi", "Kelurahan", "Materi Pendampingan"],
        [1, "5-7 Agustus 2025", "Bank Sampah Asri", "Turi", "pembukuan"],
    ),
    "register_tanpa_baris": {"S": [J], **KUNJUNGAN},
    "status_rat_berbeda": {"S": RAT},
    "kelurahan_berbeda_register": {"S": [J, A], **KUNJUNGAN},
    "kelompok_ganda": {"Kelompok": [KELOMPOK, *[["Bank Sampah Asri", "Bank Sampah", "Turi"]] * 2]},
    "kolom_pelengkap_hilang": {"S": [J, A, B], "Ringkasan": [["Kelurahan", "Koperasi Aktif"], ["Turi", 2]]},
    "rekap_tanpa_wilayah": {"Rekap": [R, ["Turi", _, 5, 1], [_, _, 6, 1]]},
    "rekap_triwulan_tak_terbaca": {"Rekap": RUSUH},
    "rekap_jumlah_berbeda": {"Rekap": [R, ["Turi", _, 5, 1, 2, 9]]},
    "rekap_beda_register": {"S": [J, A, B], "Rekap": [R[:4], ["Turi", _, 2, 0]]},
    "rekap_sumber_lain": {"Rekap": [[*R[:4], "Sumber"], ["Turi", _, 5, 1, "ODS"]]},
    "indikator_tak_dikenal": {"Target": [T, ["Koperasi aktip", 2025, 90]]},
    "target_di_luar_batas": {"Target": [T, ["koperasi_aktif", 2025, 190]]},
    "target_dana_tak_dikenal": {"Target": [[*T, "Sumber Dana"], ["koperasi_aktif", 2025, 90, "DAK"]]},
    "target_ganda": {"Target": [T, ["koperasi_aktif", 2025, 90], ["Koperasi aktif", 2025, 95]]},
    "penghargaan_di_luar_triwulan": {
        "Penghargaan": [
            ["Tanggal", "Penghargaan", "Penerima", "Pemberi"],
            ["14 Juli 2022", "Pelopor", "Kota Blitar", "Dekopin"],
        ]
    },
    "acara_nama_tak_dikenal": {"S": [J, A, B], "Acara": [ACARA, ["Pameran", "5 Juli 2025", 2, f"{A[2]}; Bu Sulastri"]]},
    "acara_jumlah_berbeda": {"S": [J, A, B], "Acara": [ACARA, ["Pameran", "5 Juli 2025", 1, f"{A[2]}; {B[2]}"]]},
    "sel_disamarkan": book_of([*J, "Keterangan"], [*A, "HP ketua 0812-3456-7890"]),
    "nama_disamarkan": {"Register 081234567890": [J, A]},
    "temuan_serupa": book_of(J, *([i, _, f"KSU {i}", "Turi", _] for i in range(1, 1_102))),
}

# code -> a workbook that is published for 2025-T2 first, and the one of 2025-T3 that then raises it
SESUDAH: dict[str, tuple[Isi, Isi]] = {
    "lonjakan": (column_of("Aset (Rp)", 150_000_000), column_of("Aset (Rp)", 150)),
    "nik_bertentangan": (
        book_of(JB, [NIK, "KSU Maju", "1/BH/2014", "Turi", "Aktif"]),
        book_of(JB, [NIK, "Kopwan Melati", "9/BH/2020", "Turi", "Aktif"]),
    ),
    "nomor_berpindah": (
        book_of(JB, *([f"35720000000{i:02}", f"KSU {i}", f"{i}/BH/2014", "Turi", "Aktif"] for i in range(12))),
        book_of(JB, *([f"35720000000{i:02}", f"KSU {i}", f"{i + 1}/BH/2014", "Turi", "Aktif"] for i in range(11))),
    ),
    "identitas_mirip": (
        book_of(JB, [NIK, "KSU Maju", "1/BH/2014", "Turi", "Aktif"]),
        book_of(JB, [NIK2, "KSU Maju", "9/BH/2020", "Turi", "Aktif"]),
    ),
    "asal_menurut_nik": (
        book_of(J, A, B),
        book_of(
            ["Nama Kegiatan", "Tanggal", "Nama Peserta", "L/P", "Asal", "NIK Koperasi"],
            ["Dasar", dt.date(2025, 8, 5), "Budi", "L", _, A[1]],
        ),
    ),
    "nama_kosong_dikenal": (book_of(J, A, B), book_of(J, [*A[:2], _, *A[3:]], B)),
    "gerbang_register_susut": (book_of(J, *DAFTAR), book_of(J, *DAFTAR[:4])),
    "gerbang_kelurahan_hilang": (book_of(J, A, B), book_of(J, A)),
    "gerbang_berkas_sama": (book_of(J, A, B), book_of(J, A, B)),
    "gerbang_koperasi_diragukan": (
        {"S": [["Nama Koperasi", "Kelurahan", "Status"], *([f"KSU {w} Jaya", "Turi", "Aktif"] for w in _WORDS)]},
        {"S": [["Nama Koperasi", "Kelurahan", "Status"], *([f"KSU {w}h Jaya", "Turi", "Aktif"] for w in _WORDS)]},
    ),
    "gerbang_identitas_berubah": (book_of(JK, *BANYAK), changed(0, *of_column(0, 1))),
    "gerbang_kunci_berpindah": (book_of(JK, *BANYAK), changed(1, *of_column(1, 1))),
    "gerbang_kolom_berpindah": (book_of(JK, *BANYAK), changed(4, *of_column(4, 1))),
    "gerbang_kolom_tertukar": (
        book_of([*JK, "Modal Sendiri"], *([*line, 900_000 * (i * 5 % 24 + 1)] for i, line in enumerate(BANYAK))),
        book_of([*JK[:5], "Modal Sendiri", "Aset"], *([*v, 900_000 * (i * 5 % 24 + 1)] for i, v in enumerate(BANYAK))),
    ),
    "gerbang_status_berubah": (book_of(JK, *BANYAK), changed(3, "Tidak Aktif", "Aktif")),
    "gerbang_kolom_kali": (book_of(JK, *BANYAK), changed(5, *(1000 * v for v in of_column(5)))),
    "gerbang_kolom_nol": (book_of(JK, *BANYAK), changed(5, 0)),
    "gerbang_kolom_kosong": (book_of(JK, *BANYAK), changed(4, _)),
    "gerbang_kolom_hilang": (book_of(JK, *BANYAK), changed(5)),
    "gerbang_register_sama": (book_of(JK, *BANYAK), book_of(["Triwulan III 2025"], JK, *BANYAK)),
    "kolom_tidak_lagi": (
        book_of([*JK, "Manajer"], *([*line, 1] for line in BANYAK)),
        book_of(JK, *BANYAK[:-1], [*BANYAK[-1][:5], 7_000_000]),
    ),
    "lembar_belum_ada": (book_of(J, A, B), book_of(J, A, [*B[:4], "Aktif"])),
}


def refused(data: bytes, store: Store) -> list[str]:
    with pytest.raises(Unreadable) as error:
        run.check_workbook(data, "buku.xlsx", "2025-T3", store=store)
    return [error.value.finding.kode]


def too_large(store: Store) -> list[str]:
    return refused(bytes(60 << 20), store)


@contextmanager
def full_disk(data: int) -> Iterator[None]:
    """No file can grow beyond this many bytes."""
    lunak, keras = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (data, keras))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (lunak, keras))


def no_room(store: Store) -> list[str]:
    data = workbook(book_of(J, *DAFTAR))
    with full_disk(1_000):
        return refused(data, store)


def answered(store: Store, key: str, value: str) -> list[str]:
    book = workbook(book_of(J, [1, NIK, "KSU Melati", "Kepanjen", "Aktif"]))
    result = run.check_workbook(book, "buku.xlsx", "2025-T3", store=store, answers={key: value})
    return [t.kode for t in result.temuan]


def corrected(store: Store, cell: str, old: str | None, new: str) -> list[str]:
    book = workbook(book_of([*J, "Corat-coret"], [1, NIK, "KSU Melati", "Turi", "Aktif", "x"]))
    fix = Correction("S", cell, old, new)
    return [t.kode for t in run.check_workbook(book, "b.xlsx", "2025-T3", store=store, corrections=[fix]).temuan]


def mixed(store: Store) -> list[str]:
    """An invented and a real workbook in one upload."""
    data, _ = make_bundle([(workbook(book_of(J, A), sample=c), f"{c}.xlsx") for c in (True, False)])
    return refused(data, store)


def declared_nil(store: Store) -> list[str]:
    data = workbook(golden.BUKU["2025-T2"])
    return [t.kode for t in run.check_workbook(data, "p.xlsx", "2025-T2", store=store, nihil=("pelatihan",)).temuan]


def after_sample(store: Store, earlier_sample: bool) -> list[str]:
    """Invented and real data one after the other."""
    past, current = (workbook(book_of(J, A, B), sample=c) for c in (earlier_sample, not earlier_sample))
    golden.publish.publish_workbook(
        run.check_workbook(past, "a.xlsx", "2025-T2", store=store), past, "Siti", store=store
    )
    return [t.kode for t in run.check_workbook(current, "b.xlsx", "2025-T3", store=store).temuan]


def published_already(store: Store) -> list[str]:
    golden.publish_book(store, "2025-T3", book_of(J, A, B))
    other = workbook(book_of(J, A, [*B[:4], "Aktif"]))
    return [t.kode for t in run.check_workbook(other, "b.xlsx", "2025-T3", store=store).temuan]


def said_again(store: Store) -> list[str]:
    """Assets of two quarters ago in the place of last quarter's."""
    golden.publish_book(store, "2025-T1", book_of(JK, *BANYAK))
    golden.publish_book(store, "2025-T2", changed(5, *(1_300_000 * (i + 1) for i in range(24))))
    again = workbook(book_of(JK, *BANYAK[:-1], [*BANYAK[-1][:5], 9_000_000]))
    return [t.kode for t in run.check_workbook(again, "b.xlsx", "2025-T3", store=store).temuan]


def moved_by_an_answer(store: Store) -> list[str]:
    """An answer about a spelling that would move a cooperative which is known by its NIK."""
    known = [
        [NIK, "KSU Maju", "1/BH/2014", "Kepanjenlor", "Aktif"],
        [NIK2, "KSP Dua", "2/BH/2014", "Kepanjenkidul", "Aktif"],
    ]
    golden.publish_book(store, "2025-T1", book_of(JB, *known))
    stranger = workbook(book_of(JB, *known, [_, "KSP Tiga", _, "Kepanjen", "Aktif"]))
    answer = {"kelurahan:kepanjen|": "35.72.01.1007"}
    result = run.check_workbook(stranger, "a.xlsx", "2025-T2", store=store, answers=answer)
    golden.publish.publish_workbook(result, stranger, "Siti", "bertambah", store=store)
    known[1][3] = "Kepanjen"
    moved = workbook(book_of(JB, *known))
    return [t.kode for t in run.check_workbook(moved, "b.xlsx", "2025-T3", store=store).temuan]


def separated() -> list[str]:
    """A row that has nothing but the NIK that two separated cooperatives shared."""
    con = decided.open_rows(
        ("2024-T3", 1, [["A", NIK, "KSU Maju", None, decided.TURI]]),
        ("2024-T4", 2, [["A", NIK, "KSU Maju", None, decided.GEDOG]]),
    )
    decided.decide(con, lambda c: plan_separation(c, "A", ["2024-T4"]), 3)
    return decided.match(con, [NIK, "KSU Lain Sama Sekali", None, decided.BENDO])[1]


AKSI: dict[str, Callable[[Store], list[str]]] = {
    "berkas_terlalu_besar": too_large,
    "server_penuh": no_room,
    "nihil_bertentangan": declared_nil,
    "jawaban_ditolak": lambda g: answered(g, "kelurahan:kepanjen|", "35.72.99.9999"),
    "jawaban_tanpa_pertanyaan": lambda g: answered(g, "kelurahan:tury|", "35.72.02.1004"),
    "kelurahan_menurut_terbitan": moved_by_an_answer,
    "koperasi_dipisah": lambda _: separated(),
    "kumpulan_campur": mixed,
    "perbaikan_tanpa_sel": lambda g: corrected(g, "D99", None, "Turi"),
    "perbaikan_berbeda": lambda g: corrected(g, "D2", "Gedog", "Turi Baru"),
    "perbaikan_pribadi": lambda g: corrected(g, "C2", None, "KSU 0812-3456-7890"),
    "perbaikan_tak_terbaca": lambda g: corrected(g, "F2", None, "y"),
    "data_asli_pertama": lambda g: after_sample(g, True),
    "contoh_ke_data_asli": lambda g: after_sample(g, False),
    "gerbang_sudah_terbit": published_already,
    "gerbang_kolom_lama": said_again,
}
# code -> a command that raises it
PERINTAH = {
    "berkas_tak_terbuka": ["check", "tidak-ada.xlsx"],
    "tidak_dapat_dikerjakan": ["aliases", "--cabut", "x"],
}


@pytest.mark.parametrize("kode", MESSAGES)
def test_every_advice_says_what_to_do_and_never_only_a_dash(kode):
    advice = MESSAGES[kode].saran.replace("{mirip}", "").strip(" –-")
    assert advice


@pytest.mark.parametrize("kode", BUKU)
def test_a_workbook_raises_the_message(kode, store):
    result = run.check_workbook(workbook(BUKU[kode]), "buku.xlsx", "2025-T3", store=store)
    assert kode in [t.kode for t in result.temuan]


@pytest.mark.parametrize("kode", SESUDAH)
def test_a_workbook_after_another_raises_the_message(kode, store):
    past, current = SESUDAH[kode]
    copy_built(repr(past), store.folder, lambda: golden.publish_book(Store(), "2025-T2", past))
    result = run.check_workbook(workbook(current), "buku.xlsx", "2025-T3", store=store)
    assert kode in [t.kode for t in result.temuan]


@pytest.mark.parametrize("kode", AKSI)
def test_an_action_raises_the_message(kode, store):
    assert kode in AKSI[kode](store)


@pytest.mark.parametrize("kode", PERINTAH)
def test_a_command_raises_the_message(kode, store, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    main([*PERINTAH[kode], "--json"])
    assert [t["kode"] for t in json.loads(capsys.readouterr().out)["temuan"]] == [kode]


def test_every_message_is_raised_here_or_in_the_corpus_and_none_that_the_catalogue_lacks():
    here = {*BUKU, *SESUDAH, *AKSI, *PERINTAH}
    assert here & KORPUS == set()
    assert set(MESSAGES) - here - KORPUS == set()
    assert here | KORPUS <= set(MESSAGES)
