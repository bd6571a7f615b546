"""laporan.toml of a city: what nobody would read is refused with its place and the nearest known name."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from dasbor.__main__ import main
from dasbor.export import about, layout
from dasbor.export.report import parts
from dasbor.export.request import WrongRequest
from etl import acuan
from tests.installations import copy_reference

Write = Callable[[str], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """A city's own file."""
    folder = copy_reference(tmp_path)
    monkeypatch.setenv("KOPERASI_ACUAN", str(folder))

    def write_it(content: str, encoding: str = "utf-8") -> None:
        (folder / "laporan.toml").write_text(content, encoding=encoding)
        acuan._seen.clear()

    return write_it


def say(section: str = "umum") -> str:
    with pytest.raises(WrongRequest) as error:
        layout.read_layout(section)
    return str(error.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            '[capaian]\njudull = "x"\n',
            "laporan.toml baris 2, [capaian] judull: kunci tidak dikenal; mungkin maksudnya judul.",
        ),
        (
            '# catatan\n\n[capain]\njudul = "x"\n',
            "laporan.toml baris 3: bagian [capain] tidak dikenal; mungkin maksudnya [capaian].",
        ),
        (
            '[dana]\nwarna = "merah"\n',
            "laporan.toml baris 2, [dana] warna: kunci tidak dikenal; yang dikenal: judul.",
        ),
        (
            '[umum]\nprodusen = "Dinas"\n\n[lkjip.sasaran]\nkoperasi_aktip = "Naik"\n',
            "laporan.toml baris 5, [lkjip.sasaran] koperasi_aktip: kunci tidak dikenal; mungkin maksudnya "
            "koperasi_aktif.",
        ),
        (
            '[bps.kegiatan]\n"jadwal_rils" = "x"\n',
            "laporan.toml baris 2, [bps.kegiatan] jadwal_rils: kunci tidak dikenal; mungkin maksudnya jadwal_rilis.",
        ),
        (
            '[bps.kegiatn]\njudul = "x"\n',
            "laporan.toml baris 1, [bps] kegiatn: kunci tidak dikenal; mungkin maksudnya kegiatan.",
        ),
        (
            'judul = "x"\n',
            "laporan.toml baris 1: kunci judul tidak di bawah bagian mana pun; bagiannya: [umum], [satudata], "
            "[capaian], [lkjip], [dana], [penggerak], [laporan], [bps].",
        ),
        ('lkjip = "x"\n', "laporan.toml baris 1: lkjip adalah bagian; tulis [lkjip] di baris sendiri."),
        (
            '[[capaian]]\njudul = "x"\n',
            "laporan.toml baris 1: capaian adalah bagian; tulis [capaian] di baris sendiri.",
        ),
        (
            '[lkjip]\nsasaran = "x"\n',
            "laporan.toml baris 2, [lkjip] sasaran: ini bagian; tulis [lkjip.sasaran] di baris sendiri.",
        ),
        (
            '[lkjip]\ntahun_lalu = "dua"\n',
            "laporan.toml baris 2, [lkjip] tahun_lalu: tulis bilangan bulat tanpa tanda petik.",
        ),
        ("[capaian]\njudul = 3\n", "laporan.toml baris 2, [capaian] judul: tulis teks dalam tanda petik."),
        ('[capaian]\ntanpa_target = "Ya"\n', "laporan.toml baris 2, [capaian] tanpa_target: tulis ya atau tidak."),
        ("[laporan]\nbagian = [1]\n", 'laporan.toml baris 2, [laporan] bagian: tulis daftar teks seperti ["…"].'),
    ],
)
def test_a_name_that_nobody_reads_is_refused_with_its_place(content: str, sentence: str, write: Write) -> None:
    write(content)
    for section in ("umum", "capaian", "bps"):
        assert say(section) == sentence


def test_everything_that_is_wrong_is_said_at_once(write: Write) -> None:
    write('[capaian]\njudull = "x"\n[umun]\n[lkjip]\ntahun_lalu = "dua"\n')
    assert say().count("laporan.toml baris ") == 3


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[umum\n", "laporan.toml salah tulis di baris 1, kolom 6: nama bagian belum ditutup dengan ]."),
        (
            "[umum]\nprodusen = Dinas\n",
            "laporan.toml salah tulis di baris 2, kolom 12: nilainya tidak dapat dibaca; teks memerlukan tanda petik, "
            "angka tidak.",
        ),
        (
            '[umum]\nprodusen "x"\n',
            "laporan.toml salah tulis di baris 2, kolom 10: sesudah nama kunci harus ada tanda =.",
        ),
        (
            '[umum]\nprodusen = "x\n',
            "laporan.toml salah tulis di baris 2, kolom 14: teks belum ditutup dengan tanda petik.",
        ),
        (
            '[capaian]\nindikator = ["a" "b"]\n',
            "laporan.toml salah tulis di baris 2, kolom 18: daftar belum ditutup dengan ], atau koma di antara isinya "
            "kurang.",
        ),
        (
            '[umum]\nprodusen = "x"\nprodusen = "y"\n',
            "laporan.toml salah tulis di baris 3, kolom 15: kunci ini sudah ditulis di atasnya.",
        ),
        ("[umum]\n[umum]\n", "laporan.toml salah tulis di baris 2, kolom 6: bagian ini sudah ditulis di atasnya."),
        (
            '[umum]\nprodusen = "x" "y"\n',
            "laporan.toml salah tulis di baris 2, kolom 16: sesudah nilainya ada tulisan lain di baris yang sama.",
        ),
        (
            "[umum]\n= 3\n",
            "laporan.toml salah tulis di baris 2, kolom 1: barisnya bukan [bagian] dan bukan kunci = nilai.",
        ),
    ],
)
def test_what_is_no_toml_is_said_in_indonesian_with_line_and_column(content: str, sentence: str, write: Write) -> None:
    write(content)
    assert say() == sentence


def test_the_end_of_a_file_and_another_encoding_are_said(write: Write) -> None:
    write("[umum]\nprodusen = [")
    assert say().startswith("laporan.toml salah tulis di akhir berkas: ")
    write('[umum]\nprodusen = "Dinas Köperasi"\n', encoding="latin-1")
    assert say() == "laporan.toml bukan teks UTF-8; simpan lagi sebagai UTF-8."
    write('[umum]\nprodusen = "Dinas"\n', encoding="utf-8-sig")
    assert layout.read_layout("umum")["produsen"] == "Dinas"


def test_a_wrong_indicator_or_part_is_named_with_the_nearest(write: Write) -> None:
    write('[capaian]\nindikator = ["koperasi_aktip"]\n[laporan]\nbagian = ["angka", "trend"]\n')
    with pytest.raises(WrongRequest, match=r"koperasi_aktip tidak dikenal \(mungkin maksudnya koperasi_aktif\)\."):
        layout.check()
    with pytest.raises(WrongRequest, match=r"trend tidak dikenal \(mungkin maksudnya tren\)\."):
        parts.check()


def test_a_copy_of_ours_with_every_key_written_is_right(write: Write) -> None:
    own = layout._DEFAULT.read_text(encoding="utf-8")
    with layout._FORM.open(encoding="utf-8", newline="") as f:
        answers = [f'{row["kunci"]} = "jawaban"' for row in csv.DictReader(f, delimiter=";")]
    goals = own.replace("[lkjip.sasaran]", '[lkjip.sasaran]\nkoperasi_aktif = "Naik"')
    write(goals + "\n".join(answers) + "\n")
    layout.check()
    parts.check()
    assert layout.read_layout("lkjip")["sasaran"] == {"koperasi_aktif": "Naik"}
    assert set(layout.read_layout("bps")["kegiatan"].values()) == {"jawaban"}


def test_a_report_is_refused_with_2_and_pages_still_name_the_producer(
    whole_sample: int, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write('[umum]\nprodusen = "Dinas Uji"\n[capain]\njudul = "x"\n')
    for name, ending in (
        ("capaian", "xlsx"),
        ("laporan", "pdf"),
        ("satudata", "csv"),
        ("bps", "json"),
        ("dana", "xlsx"),
    ):
        assert main(["export", name, "-o", str(tmp_path / f"x.{ending}")]) == 2
        assert capsys.readouterr().err == (
            "laporan.toml baris 3: bagian [capain] tidak dikenal; mungkin maksudnya [capaian].\n"
        )
    assert about.say_producer() == "Dinas Uji"
    assert main(["export", "lembar", "-o", str(tmp_path / "x.txt")]) == 0
