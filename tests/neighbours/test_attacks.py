"""Whatever a stranger sends: it is refused with a sentence that says why, or it does no harm."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.neighbours.held import open_held
from etl.neighbours.look import Consent, look
from etl.neighbours.messages import NotTaken
from etl.neighbours.take import take
from etl.seal import sign
from etl.settings.comparable import hash_parts
from tests.neighbours.parcels import (
    ROWS,
    STAFF,
    Parcel,
    find_fingerprint,
    hold,
    list_files,
    make_key,
    sign_files,
    write_parcel,
)
from tests.workbooks import workbook

P = Parcel()
FILES = list_files(P)
TABLE, LIST = FILES["indikator.csv"].decode(), FILES["wilayah.csv"].decode()
ONE = "2025-T1,35.05,koperasi_aktif,semua,register,30,40,0.75,false\r\n"


def refuse(state: Path, content: bytes) -> list[str]:
    """What is said of a package that is not taken, whoever vouches for its key."""
    with pytest.raises(NotTaken) as error:
        take(state, content, STAFF, Consent(find_fingerprint()))
    assert all(f.saran for f in error.value.findings)
    return [f.pesan for f in error.value.findings]


def with_row(row: str) -> bytes:
    assert ONE in TABLE
    return TABLE.replace(ONE, row).encode()


ROWS_OF_FIGURES = {
    "2025-T1,35.05,koperasi_terdaftar,tanpa_kkmp,register,40.5,,,false": "jumlahnya bukan bilangan bulat",
    "2025-T1,35.05,koperasi_aktif,semua,register,nan,40,,false": "pembilang bukan angka",
    "2025-T1,35.05,koperasi_aktif,semua,register,30,40,inf,false": "nilai bukan angka",
    "2025-T1,35.05,koperasi_aktif,semua,register,30,1e999,,false": "penyebut bukan angka",
    '2025-T1,35.05,koperasi_aktif,semua,register,"30,5",40,,false': "pembilang bukan angka",
    "2025-T1,35.05,koperasi_aktif,semua,register,=3*10,40,0.75,false": "pembilang bukan angka",
    "2025-T1,35.05,koperasi_aktif,semua,register,41,40,1.025,false": "pembilangnya melebihi penyebut",
    "2025-T1,35.05,koperasi_aktif,semua,register,-1,40,-0.025,false": "angkanya negatif",
    "2025-T1,35.05,koperasi_aktif,semua,register,30,40,0.76,false": "nilainya bukan pembilang dibagi penyebut",
    "2025-T1,35.05,koperasi_aktif,semua,register,0,0,0,false": "nilainya bukan pembilang dibagi penyebut",
    "2025-T1,35.05,koperasi_aktif,semua,register,30,40,0.75,true": "kolom contoh berbeda dari definisi.json",
    "2025-T1,35.05,koperasi_aktif,semua,ramalan,30,40,0.75,false": "kelompok_hitung atau sumbernya tidak dikenal",
    "2025-T1,35.06,koperasi_aktif,semua,register,30,40,0.75,false": "kode wilayahnya tidak ada di wilayah.csv",
    "2025-T1,35.05,../rahasia,semua,register,30,40,0.75,false": "nama indikatornya tidak dapat dibaca",
    "2025-T5,35.05,koperasi_aktif,semua,register,30,40,0.75,false": (
        "triwulannya tidak dapat dibaca, atau belum mulai"
    ),
    "2095-T1,35.05,koperasi_aktif,semua,register,30,40,0.75,false": (
        "triwulannya tidak dapat dibaca, atau belum mulai"
    ),
    "2025-T1,35.05,koperasi_terdaftar,semua,register,30,40,30,false": "indikator ini hanya jumlah, tanpa penyebut",
}


@pytest.mark.parametrize("row", ROWS_OF_FIGURES)
def test_a_row_that_cannot_be_is_refused_with_its_line(tmp_path: Path, row: str) -> None:
    line = 2 + TABLE.splitlines(keepends=True)[1:].index(ONE)
    said = refuse(tmp_path, write_parcel(P, indikator=with_row(row + "\r\n")))
    assert f"indikator.csv baris {line}: {ROWS_OF_FIGURES[row]}." in said
    assert not (tmp_path / "pemda_lain" / "catatan.jsonl").exists()


def test_all_kinds_of_faults_are_said_at_once_each_with_its_count(tmp_path: Path) -> None:
    wrong = [("2025-T1", "35.05", "koperasi_aktif", 50, 40), ("2025-T2", "35.05", "koperasi_aktif", 50, 40), *ROWS[:1]]
    said = refuse(tmp_path, write_parcel(replace(P, rows=[*wrong, *ROWS[:1]])))
    assert said == [
        "indikator.csv baris 2 (dan 1 baris lain): pembilangnya melebihi penyebut.",
        "indikator.csv baris 5: angka yang sama tercantum dua kali.",
    ]


_BAD_NAME = (
    ": nama wilayahnya tidak dapat dipakai (kosong, lebih dari 100 huruf, berawalan tanda rumus, atau berisi huruf "
    "yang tidak tampak)."
)
AREAS = {
    "35.05.01,Wates,kecamatan,35.05\r\n35.05.01,Wates,kecamatan,35.05": " baris 4: kode yang sama tercantum dua kali.",
    "35.06.01,Wates,kecamatan,35.05": " baris 3: kodenya di luar kode pemda ini.",
    "35.05.01,Wates,negara,35.05": " baris 3: tingkatnya tidak dikenal.",
    "35.05.01,Wates,kecamatan,35.05.09": " baris 3: induknya tidak ada di wilayah.csv.",
    "35.05.01,Wates,kecamatan,35.05.01": " baris 3: induknya bukan wilayah di atasnya.",
    '35.05.01,"=HYPERLINK(""http://x"")",kecamatan,35.05': _BAD_NAME,
    "35.05.01,Wates\x1b[31m,kecamatan,35.05": _BAD_NAME,
    "35.05.01,,kecamatan,35.05": _BAD_NAME,
    "35.05.01,Camat 0812-3456-7890,kecamatan,35.05": " memuat nomor telepon.",
    "35.05.01,Wates,kecamatan,": ": tidak tepat satu wilayah yang teratas.",
    "35.05.01,Wates,kecamatan": " baris 3: susunan barisnya lain, atau selnya terlalu panjang.",
    '35.05.01,"Wates,kecamatan,35.05': ": bukan CSV yang dapat dibaca.",
}


@pytest.mark.parametrize("row", AREAS)
def test_an_area_that_cannot_be_is_refused(tmp_path: Path, row: str) -> None:
    content = LIST.replace("35.05.01,Wates,kecamatan,35.05", row).encode()
    assert f"wilayah.csv{AREAS[row]}" in refuse(tmp_path, write_parcel(P, wilayah=content))


def change(name: str, alter: Callable[[dict[str, Any]], object]) -> bytes:
    content = json.loads(FILES[name])
    alter(content)
    return write_parcel(P, **{name.split(".")[0]: json.dumps(content).encode()})


def forge(definition: dict[str, Any], **parts: object) -> None:
    """Other parts, with a hash of theirs: anybody may sign what he likes."""
    definition["isi"].update(parts)
    definition["sidik"] = hash_parts(definition["isi"])


ABOUT = "datapackage.json"
HEADS: dict[str, tuple[bytes, str]] = {
    "an address that is a script": (
        change("definisi.json", lambda c: c["pemda"].update(alamat="javascript:alert(1)")),
        "definisi.json: alamat dasbornya bukan alamat situs.",
    ),
    "another area's name": (
        change("definisi.json", lambda c: c["pemda"].update(kode="35.06")),
        "definisi.json: pemdanya bukan yang di wilayah.csv.",
    ),
    "a version that is none": (
        change("definisi.json", lambda c: c.update(versi=True)),
        "definisi.json: versi tidak dapat dibaca.",
    ),
    "a hash that is not that of its parts": (
        change("definisi.json", lambda c: c["definisi"][2]["isi"]["aturan"].update(jendela_triwulan=9)),
        "definisi.json: sidik definisi koperasi_aktif bukan dari isinya.",
    ),
    "parts of another shape": (
        change("definisi.json", lambda c: forge(c["definisi"][2], aturan=5)),
        "definisi.json: sidik definisi koperasi_aktif bukan dari isinya.",
    ),
    "parts that are none": (
        change("definisi.json", lambda c: c["definisi"][2].update(isi="x", sidik=hash_parts("x"))),
        "definisi.json: sidik definisi koperasi_aktif bukan dari isinya.",
    ),
    "one definition twice": (
        change("definisi.json", lambda c: c["definisi"].append(c["definisi"][0])),
        "definisi.json: ada definisi tanpa nama, atau satu nama dua kali.",
    ),
    "no time": (change(ABOUT, lambda c: c.update(created="kemarin")), f"{ABOUT}: waktu terbitnya tidak dapat dibaca."),
    "a time to come": (
        change(ABOUT, lambda c: c.update(created="2090-01-01T00:00:00+07:00")),
        f"{ABOUT}: waktu terbitnya (2090-01-01T00:00:00+07:00) tidak mungkin; periksa jam peladennya.",
    ),
    "brackets without end": (
        write_parcel(P, definisi=b"[" * 100_000),
        "definisi.json: isinya bukan JSON yang dapat dibaca.",
    ),
    "NaN": (write_parcel(P, definisi=b'{"versi": NaN}'), "definisi.json: isinya bukan JSON yang dapat dibaca."),
}


@pytest.mark.parametrize("name", HEADS)
def test_a_package_that_says_strange_things_of_itself_is_refused(tmp_path: Path, name: str) -> None:
    content, said = HEADS[name]
    assert refuse(tmp_path, content) == [said]


def pack(*members: tuple[str, bytes]) -> bytes:
    """Members as they are given, also twice, signed."""
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in members:
            z.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        z.comment = b" " * sign.LENGTH
    return sign.sign_plain(container.getvalue()[: -sign.LENGTH], make_key(1))


WHOLE = [*FILES.items()]
_HARM = "Paket ini ditolak demi keamanan: "
_NONE = "Berkas ini bukan paket data dasbor koperasi: "


OUTSIDE = _HARM + "nama bagian arsipnya menunjuk ke luar berkas."
MADE_TO_HARM: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", _NONE + "bukan arsip ZIP."),
    "no signature": (
        lambda: b"PK\x03\x04 tanpa tanda",
        "Paket ini tidak utuh. Berkas ini tidak bertanda, atau tandanya terpotong.",
    ),
    "no archive": (lambda: sign.sign_plain(b"PK\x03\x04 bukan arsip", make_key(1)), _NONE + "arsipnya rusak."),
    "a way up": (lambda: pack(*WHOLE, ("../../kunci.pem", b"x")), OUTSIDE),
    "a way to the root": (lambda: pack(*WHOLE, ("/etc/passwd", b"x")), OUTSIDE),
    "one name twice": (
        lambda: pack(*WHOLE, WHOLE[0]),
        _HARM + "ada bagian arsip yang bernama sama, atau terlalu banyak.",
    ),
    "a file missing": (lambda: pack(*WHOLE[1:]), _NONE + "indikator.csv tidak ada di dalamnya."),
    "a bomb": (
        lambda: pack(*[(n, b"0" * (5 << 20) if n == "wilayah.csv" else c) for n, c in WHOLE]),
        _HARM + "wilayah.csv mengembang luar biasa besar (bom zip).",
    ),
    "too large": (lambda: b"PK" + bytes(64 << 20), "Berkas ini 65 MB; paket data paling besar 64 MB."),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", MADE_TO_HARM)
def test_a_file_that_is_made_to_harm_is_refused(tmp_path: Path, name: str) -> None:
    make, said = MADE_TO_HARM[name]
    assert refuse(tmp_path, make()) == [said]


def test_one_byte_changed_anywhere_is_refused_and_what_is_held_stays(tmp_path: Path) -> None:
    hold(tmp_path, P)
    newer = write_parcel(replace(P, versi=4, dibuat="2025-11-01T09:00:00+07:00"))
    chance = random.Random(13)
    for _ in range(200):
        place = chance.randrange(len(newer))
        changed = newer[:place] + bytes([newer[place] ^ (1 << chance.randrange(8))]) + newer[place + 1 :]
        with pytest.raises(NotTaken):
            take(tmp_path, changed, STAFF, Consent(find_fingerprint()))
    con = open_held(tmp_path)
    assert con is not None
    assert con.execute("select versi from pemda").fetchall() == [(3,)]


def test_who_signs_with_another_key_is_not_who_he_says(tmp_path: Path) -> None:
    hold(tmp_path, P)
    forged = write_parcel(replace(P, versi=9, dibuat="2025-11-01T09:00:00+07:00", seed=66))
    (finding,) = look(tmp_path, forged).blocking
    assert finding.kode == "kunci_berganti"
    assert finding.pesan.startswith("Utuh, tetapi kuncinya lain: paket Kabupaten Contoh yang dipegang")
    assert refuse(tmp_path, forged)[0].startswith("Sidik yang Anda sebut, ")


def test_indicators_that_this_release_does_not_know_are_named_and_left_out(tmp_path: Path) -> None:
    files = {
        **FILES,
        "indikator.csv": TABLE.encode() + b"2025-T1,35.05,koperasi_baru,semua,register,3,4,0.75,false\r\n",
    }
    defined = json.loads(FILES["definisi.json"])
    defined["definisi"].append({"indikator": "koperasi_baru", "judul": "x"})
    content = sign_files({**files, "definisi.json": json.dumps(defined).encode()})
    looked = take(tmp_path, content, STAFF, Consent(find_fingerprint()))
    assert [f.pesan for f in looked.findings] == [
        "Rilis di sini belum mengenal: koperasi_baru. Angkanya tidak dipakai."
    ]
    con = open_held(tmp_path)
    assert con is not None
    assert con.execute("select count(*) from angka where indikator = 'koperasi_baru'").fetchall() == [(0,)]
    assert con.execute("select count(*) from angka").fetchall() == [(len(ROWS),)]


@pytest.mark.parametrize(
    "book", [workbook({"Register": [["Nama"]]}), b"\xd0\xcf\x11\xe0" + bytes(600)], ids=["xlsx", "xls"]
)
def test_a_workbook_dropped_by_mistake_is_called_that(tmp_path: Path, book: bytes) -> None:
    assert refuse(tmp_path, book) == ["Berkas ini buku kerja, bukan paket data."]
