"""laporan.toml of a city: what nobody would read is refused with its place and the nearest known name."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from dasbor.__main__ import main
from dasbor.export import about, layout
from dasbor.export.layout_faults import RANGES
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
    write(f"[penggerak]\ntahun = {'9' * 9000}\n")
    assert say() == "laporan.toml tidak dapat dibaca: ada bilangan yang terlalu panjang."
    write('[umum]\nprodusen = "Dinas Köperasi"\n', encoding="latin-1")
    assert say() == "laporan.toml bukan teks UTF-8; simpan lagi sebagai UTF-8."
    write('[umum]\nprodusen = "Dinas"\n', encoding="utf-8-sig")
    assert layout.read_layout("umum")["produsen"] == "Dinas"


@pytest.mark.parametrize(
    ("section", "key", "given", "allowed"),
    [
        ("penggerak", "tahun", "100000", "1 sampai 10"),
        ("penggerak", "tahun", "0", "1 sampai 10"),
        ("penggerak", "tahun", "11", "1 sampai 10"),
        ("penggerak", "tahun", "0x" + "f" * 9000, "1 sampai 10"),
        ("lkjip", "tahun_lalu", "-1", "0 sampai 5"),
        ("lkjip", "tahun_lalu", "3000", "0 sampai 5"),
        ("laporan", "prioritas", "-5", "1 sampai 500"),
        ("laporan", "prioritas", "0", "1 sampai 500"),
        ("laporan", "prioritas", "501", "1 sampai 500"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused_with_what_is_allowed(
    section: str, key: str, given: str, allowed: str, write: Write
) -> None:
    write(f"[{section}]\n{key} = {given}\n")
    assert say() == f"laporan.toml baris 2, [{section}] {key}: tulis bilangan {allowed}."


@pytest.mark.parametrize(
    ("section", "key", "least", "most"),
    [("penggerak", "tahun", 1, 10), ("lkjip", "tahun_lalu", 0, 5), ("laporan", "prioritas", 1, 500)],
)
def test_the_least_and_the_most_of_a_number_may_be_written(
    section: str, key: str, least: int, most: int, write: Write
) -> None:
    for number in (least, most):
        write(f"[{section}]\n{key} = {number}\n")
        assert layout.read_layout(section)[key] == number


def test_every_number_of_ours_has_a_range_that_holds_it() -> None:
    numbers = {
        (section, key): value
        for section, values in layout._read_start().items()
        for key, value in values.items()
        if isinstance(value, int)
    }
    assert numbers == {("lkjip", "tahun_lalu"): 2, ("penggerak", "tahun"): 3, ("laporan", "prioritas"): 10}
    assert numbers.keys() == RANGES.keys()
    assert all(value in RANGES[name] for name, value in numbers.items())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            '[satudata]\njudul = "{judull} menurut kelurahan"\n',
            "laporan.toml baris 2, [satudata] judul: {judull} tidak dikenal; yang dikenal: {judul}.",
        ),
        (
            '[satudata]\njudul = "{Judul}"\n',
            "laporan.toml baris 2, [satudata] judul: {Judul} tidak dikenal; yang dikenal: {judul}.",
        ),
        (
            '[satudata]\njudul = "{ judul }"\n',
            "laporan.toml baris 2, [satudata] judul: { judul } tidak dikenal; yang dikenal: {judul}.",
        ),
        (
            '[satudata]\njudul = "{judul} {"\n',
            "laporan.toml baris 2, [satudata] judul: kurung kurawalnya tidak berpasangan; yang dikenal: {judul}.",
        ),
        (
            '[satudata]\njudul = "{{judul}}"\n',
            "laporan.toml baris 2, [satudata] judul: kurung kurawalnya tidak berpasangan; yang dikenal: {judul}.",
        ),
        (
            '[capaian]\njudul = "{judul}"\n',
            "laporan.toml baris 2, [capaian] judul: {judul} tidak diisi di sini; tulis tanpa kurung kurawal.",
        ),
        (
            '[umum]\npenanda_tangan = ["Kepala", "{nama}"]\n',
            "laporan.toml baris 2, [umum] penanda_tangan: {nama} tidak diisi di sini; tulis tanpa kurung kurawal.",
        ),
        (
            '[bps.kegiatan]\njudul = "Pendataan {wilayah}"\n',
            "laporan.toml baris 2, [bps.kegiatan] judul: {wilayah} tidak diisi di sini; tulis tanpa kurung kurawal.",
        ),
        (
            '[lkjip.sasaran]\nkoperasi_aktif = "{judul}"\n',
            "laporan.toml baris 2, [lkjip.sasaran] koperasi_aktif: {judul} tidak diisi di sini; tulis tanpa "
            "kurung kurawal.",
        ),
    ],
)
def test_a_placeholder_that_nobody_fills_is_refused_with_those_that_are(
    content: str, sentence: str, write: Write
) -> None:
    write(content)
    assert say() == sentence


def test_a_placeholder_that_is_filled_and_texts_without_any_are_right(write: Write) -> None:
    for title in ("{judul}", "{judul} menurut kelurahan, {judul}", "Koperasi"):
        write(f'[satudata]\njudul = "{title}"\n')
        assert layout.read_layout("satudata")["judul"] == title


def refuse(check: Callable[[], object]) -> str:
    with pytest.raises(WrongRequest) as error:
        check()
    return str(error.value)


def test_a_wrong_indicator_or_part_is_named_with_its_line_and_the_nearest(write: Write) -> None:
    write('[capaian]\nindikator = ["koperasi_aktip"]\n[laporan]\nbagian = ["angka", "trend"]\n')
    assert refuse(layout.check) == (
        "laporan.toml baris 2, [capaian] indikator: koperasi_aktip tidak dikenal; mungkin maksudnya koperasi_aktif."
    )
    assert refuse(parts.check) == (
        "laporan.toml baris 4, [laporan] bagian: trend tidak dikenal; mungkin maksudnya tren."
    )


def test_in_a_list_of_several_lines_the_line_of_the_name_is_said(write: Write) -> None:
    write("[laporan]\nbagian = [\n  'angka', # trend\n  'trend',\n  'angka',\n  \"statis\",\n]\n")
    assert refuse(parts.check) == (
        "laporan.toml baris 5, [laporan] bagian: angka disebut 2 kali; tulis sekali. "
        "laporan.toml baris 4, [laporan] bagian: trend tidak dikenal; mungkin maksudnya tren. "
        "laporan.toml baris 6, [laporan] bagian: statis tidak dikenal; mungkin maksudnya status."
    )


def test_what_is_named_twice_is_refused_once(write: Write) -> None:
    write('[lkjip]\nindikator = ["koperasi_aktif", "anggota", "koperasi_aktif", "koperasi_aktif"]\n')
    assert refuse(layout.check) == (
        "laporan.toml baris 2, [lkjip] indikator: koperasi_aktif disebut 3 kali; tulis sekali."
    )
    write('[laporan]\nbagian = ["angka", "angka"]\n')
    assert refuse(parts.check) == ("laporan.toml baris 2, [laporan] bagian: angka disebut 2 kali; tulis sekali.")


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


def test_an_absurd_number_and_an_unknown_placeholder_end_an_export_with_2_and_one_sentence(
    whole_sample: int, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, ending, content in (
        ("penggerak", "xlsx", "[penggerak]\ntahun = 100000\n"),
        ("satudata", "csv", '[satudata]\njudul = "{judull}"\n'),
        ("capaian", "xlsx", '[capaian]\nindikator = ["anggota", "anggota"]\n'),
    ):
        write(content)
        made = tmp_path / f"x.{ending}"
        assert main(["export", name, "-o", str(made)]) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"laporan.toml baris 2, [{name}] ") and said.count("\n") == 1
        assert not made.exists()


def test_files_are_made_with_the_least_and_the_most_that_may_be_written(
    whole_sample: int, write: Write, tmp_path: Path
) -> None:
    for name, ending, (section, key) in (
        ("lkjip", "pdf", ("lkjip", "tahun_lalu")),
        ("penggerak", "xlsx", ("penggerak", "tahun")),
        ("laporan", "pdf", ("laporan", "prioritas")),
        ("laporan", "pptx", ("laporan", "prioritas")),
    ):
        for number in (RANGES[section, key][0], RANGES[section, key][-1]):
            write(f"[{section}]\n{key} = {number}\n")
            made = tmp_path / f"{name}-{number}.{ending}"
            assert main(["export", name, "-o", str(made)]) == 0
            assert made.stat().st_size > 4_000
