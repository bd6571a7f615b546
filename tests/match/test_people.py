"""Whom trainings and visits reached, and how people are counted without being stored."""

import datetime as dt

import pandas as pd
import pytest

from etl import skema
from etl.match.people import add_participant_ids, drop_personal, drop_repeated_people, drop_repeated_visits, join_days
from etl.match.targets import match_groups, match_targets
from tests.frames import brief, rows, together

TURI, GEDOG, BENDO = "35.72.02.1004", "35.72.03.1001", "35.72.01.1006"
NAMA_KEL = {TURI: "Turi", GEDOG: "Gedog", BENDO: "Bendo"}
NIK_A = "3572010010001"
KUNCI = b"kunci rahasia untuk uji"

# ── targets of trainings and visits ──

REGISTER = pd.DataFrame(
    [
        ["KA", NIK_A, "KSU Maju", TURI, "aktif"],
        ["KB", None, "Kopwan Melati", TURI, "aktif"],
        ["KC", None, "Kopwan Melati", GEDOG, "tidak aktif"],
        ["KD", None, "KPRI SMPN 1", BENDO, "aktif"],
        ["KE", None, "KUD Lama", TURI, "dibubarkan"],
        ["KF", None, "KUD Lama", BENDO, "aktif"],
    ],
    columns=["koperasi_id", "nik_koperasi", "nama_koperasi", "kode_kelurahan", "status"],
    dtype=object,
)
KELOMPOK = pd.DataFrame(
    [["GX", "Bank Sampah Mawar", GEDOG]], columns=["kelompok_id", "nama_kelompok", "kode_kelurahan"]
)
# NIK, sasaran, kelurahan as typed, its code -> koperasi_id, kelompok_id ("+" = new), kode_kelurahan, findings
SASARAN = [
    ([NIK_A, "siapa saja", None, None], ["KA", None, TURI, []]),
    (["-", "KOPERASI WANITA MELATI", "Gedog", GEDOG], ["KC", None, GEDOG, []]),
    ([None, "ksu maju", None, None], ["KA", None, TURI, []]),
    ([None, "ksu maju", "Gedog", GEDOG], ["KA", None, TURI, ["kelurahan_berbeda_register"]]),
    ([None, "KUD Lama", None, None], ["KF", None, BENDO, []]),
    ([None, "Bank Sampah “Mawar”", "Gedog", GEDOG], [None, "GX", GEDOG, []]),
    ([None, "BANK SAMPAH MAWAR", None, None], [None, "GX", GEDOG, []]),
    ([None, "Bank Sampah Mawar", "Turi", TURI], [None, "+", TURI, []]),
    (
        [None, "Kopwan Melati", None, None],
        [None, None, None, ["koperasi_tak_ditemukan", "kelurahan_tak_dapat_ditentukan"]],
    ),
    ([None, "Kopwan Melati", "Bendo", BENDO], [None, None, BENDO, ["koperasi_tak_ditemukan"]]),
    ([None, "KPRI SMPN 2", "Bendo", BENDO], [None, None, BENDO, ["koperasi_tak_ditemukan"]]),
    ([None, "Maju", "Turi", TURI], [None, None, TURI, ["koperasi_tak_ditemukan"]]),
    ([None, "PKK Melati", "Turi", TURI], [None, "+", TURI, []]),
    ([None, "PKK Dahlia", None, None], [None, "+", None, ["kelurahan_tak_dapat_ditentukan"]]),
    ([None, "PKK Dahlia", "Kepanjen", None], [None, "+", None, []]),  # match_area has asked already
]


@pytest.mark.parametrize(("written", "result"), SASARAN)
def test_a_visited_target_is_found_asked_or_a_new_group(written, result):
    df, locator = rows("pendampingan", ["nik_koperasi", "sasaran", "kelurahan", "kode_kelurahan"], written)
    df, listing, new = match_targets(df, skema.VISITS_SHEET, locator, REGISTER, KELOMPOK, NAMA_KEL)
    cooperative_rows, group, kelurahan = df.loc[0, ["koperasi_id", "kelompok_id", "kode_kelurahan"]]
    if len(new):
        assert new.values.tolist() == [[group, written[1], kelurahan]]
        assert group.startswith("G")
        group = "+"
    assert [cooperative_rows, group, kelurahan, [t.kode for t in listing]] == result


@pytest.mark.parametrize(
    ("written", "similar"),
    [
        ("Kop. Serba Usaha Majuu", " Mungkin maksudnya “KSU Maju”."),
        ("Melati", " Mungkin maksudnya “Kopwan Melati”."),
        ("KSU Tak Ada Duanya", ""),
        ("KPRI SMPN 2", ""),
    ],
)
def test_the_hint_names_the_registered_cooperative_that_was_probably_meant(written, similar):
    df, locator = rows("pendampingan", ["sasaran", "kode_kelurahan"], [written, BENDO])
    _, listing, _ = match_targets(df, skema.VISITS_SHEET, locator, REGISTER, KELOMPOK, NAMA_KEL)
    assert [(t.kode, t.saran) for t in listing] == [
        ("koperasi_tak_ditemukan", f"Jawab pertanyaannya bila ada, atau samakan namanya dengan register.{similar}")
    ]


def test_a_new_group_is_one_group_on_every_row_also_where_the_kelurahan_was_left_out():
    df, locator = rows(
        "pelatihan", ["asal", "kode_kelurahan"], ["BS Kenanga", None], ["B.S. Kenanga", TURI], ["BS KENANGA", TURI]
    )
    df, listing, new = match_targets(df, skema.TRAININGS_SHEET, locator, REGISTER, KELOMPOK, NAMA_KEL)
    assert (df["kelompok_id"].nunique(), df["kode_kelurahan"].tolist(), len(new), listing) == (1, [TURI] * 3, 1, [])


def test_a_participant_without_origin_is_listed_and_counts_in_the_typed_kelurahan():
    df, locator = rows("pelatihan", ["nama_peserta", "asal", "kode_kelurahan"], ["Ani", None, TURI])
    df, listing, new = match_targets(df, skema.TRAININGS_SHEET, locator, REGISTER, KELOMPOK, NAMA_KEL)
    assert brief(listing) == [("peserta_tanpa_asal", "C5")]
    assert (df.loc[0, "kode_kelurahan"], df.loc[0, "koperasi_id"], len(new)) == (TURI, None, 0)


def test_a_participant_whose_nik_is_a_cooperatives_counts_there_and_is_listed_with_its_name():
    df, locator = rows("pelatihan", ["nama_peserta", "asal", "nik_koperasi"], ["Ani", None, NIK_A])
    df, listing, new = match_targets(df, skema.TRAININGS_SHEET, locator, REGISTER, KELOMPOK, NAMA_KEL)
    assert (brief(listing), listing[0].usul) == ([("asal_menurut_nik", "C5")], "KSU Maju")
    assert (df.loc[0, "koperasi_id"], df.loc[0, "kode_kelurahan"] is not None, len(new)) == ("KA", True, 0)


def test_a_visit_without_its_target_is_told_the_cooperative_of_its_nik():
    df, locator = rows("pendampingan", ["nik_koperasi", "sasaran", "kode_kelurahan"], [NIK_A, None, None])
    _, listing, _ = match_targets(df, skema.VISITS_SHEET, locator, REGISTER, KELOMPOK, NAMA_KEL)
    assert [(t.kode, t.sel, t.usul) for t in listing] == [("nama_kosong_dikenal", "C5", "KSU Maju")]


@pytest.mark.parametrize("nik", ["3572999999999", "-", None])
def test_an_unknown_nik_names_no_cooperative_and_makes_no_group(nik):
    df, locator = rows(
        "pelatihan", ["nama_peserta", "asal", "nik_koperasi", "kode_kelurahan"], ["Ani", None, nik, TURI]
    )
    df, listing, new = match_targets(df, skema.TRAININGS_SHEET, locator, REGISTER, KELOMPOK, NAMA_KEL)
    assert ([t.kode for t in listing], df.loc[0, "koperasi_id"], len(new)) == (["peserta_tanpa_asal"], None, 0)


def test_groups_of_the_group_sheet_keep_their_id_and_are_listed_when_they_stand_twice():
    df, locator = rows(
        "kelompok",
        ["nama_kelompok", "kode_kelurahan"],
        ["bank sampah mawar", GEDOG],
        ["BS Baru", TURI],
        ["Bank Sampah Mawar", GEDOG],
        ["Bank Sampah Mawar", TURI],
    )
    df, listing = match_groups(df, locator, KELOMPOK)
    assert (df["kelompok_id"].iloc[0], df["kelompok_id"].nunique()) == ("GX", 3)
    assert brief(listing) == [("kelompok_ganda", "B7")]


# ── people ──

PELATIHAN = ["nama_kegiatan", "tanggal_mulai", "tempat", "nama_peserta", "nik_peserta", "asal", "kode_kelurahan"]
ACARA = ["Pelatihan Perkoperasian", dt.date(2025, 8, 5), "Wisma PKPRI"]


def participants(*line: list, sheet: str = "Lembar1"):
    df, locator = rows("pelatihan", PELATIHAN, *[[*ACARA, *b] for b in line], sheet=sheet)
    return add_participant_ids(df, KUNCI), locator


def test_a_person_is_known_by_resident_number_else_by_name_and_origin():
    df, _ = participants(
        ["Ani", "3572012345670001", "KSU Maju", TURI],
        ["Ani W.", "3572 0123 4567 0001", "KSU Rukun", TURI],
        ["Budi", "-", "KSU Maju", TURI],
        ["BUDI", None, "Koperasi Serba Usaha Maju", GEDOG],
        ["Budi", None, None, TURI],
        ["Budi", None, None, GEDOG],
    )
    number = df["peserta_id"].tolist()
    assert (number[0] == number[1], number[2] == number[3], len(set(number))) == (True, True, 4)
    assert number[0] == "6b226affa3e4c767"


def test_another_key_gives_other_hashes():
    df, _ = participants(["Ani", "3572012345670001", "KSU Maju", TURI])
    assert add_participant_ids(df, b"kunci lain")["peserta_id"].tolist() != df["peserta_id"].tolist()


def test_daily_attendance_counts_people_and_lists_the_rows_it_folds():
    df, locator = together(
        participants(
            ["Ani", None, "KSU Maju", TURI],
            ["Budi", None, "KSU Maju", TURI],
            ["ani", None, "KSU Maju", TURI],
            sheet="Hari 1",
        ),
        participants(["Ani", None, "KSU Maju", TURI], sheet="Hari 2"),
    )
    result, listing, skipped = drop_repeated_people(df, locator)
    assert result["baris"].tolist() == [5, 6]
    assert [(t.kode, t.lembar, t.sel, t.isi) for t in listing] == [("peserta_ganda", "Hari 1", "E5", "")]
    assert "tertulis 3 kali" in listing[0].pesan
    assert skipped == [
        ("Hari 1", 7, "pengulangan baris 5 lembar “Hari 1”"),
        ("Hari 2", 5, "pengulangan baris 5 lembar “Hari 1”"),
    ]


def test_no_personal_column_is_left_and_no_finding_names_a_person():
    df, locator = participants(
        ["Ani Rahasia", "3572012345670001", "KSU Maju", TURI], ["Ani Rahasia", "3572012345670001", "X", TURI]
    )
    result, listing, skipped = drop_repeated_people(df, locator)
    result = drop_personal(result, "pelatihan")
    assert not {"nama_peserta", "nik_peserta", "telepon", "tanggal_lahir", "alamat_peserta", "narasumber"} & set(result)
    assert "asal" in result
    assert not any(s in str([result.values.tolist(), listing, skipped]) for s in ("Rahasia", "3572012345670001"))


def test_one_activity_on_two_sheets_has_one_id():
    one, _ = participants(["Ani", None, None, TURI])
    second, _ = rows(
        "pelatihan",
        PELATIHAN,
        ["PELATIHAN  PERKOPERASIAN", dt.date(2025, 8, 5), "wisma pkpri", "Budi", None, None, TURI],
    )
    other, _ = rows(
        "pelatihan",
        PELATIHAN,
        ["Pelatihan Perkoperasian", dt.date(2025, 8, 6), "Wisma PKPRI", "Budi", None, None, TURI],
    )
    number = [
        d["kegiatan_id"].iloc[0] for d in (one, add_participant_ids(second, KUNCI), add_participant_ids(other, KUNCI))
    ]
    assert (number[0][0], number[0] == number[1], number[0] == number[2]) == ("P", True, False)


def signed(day: dt.date, *names: str, name: str = ACARA[0], place: str | None = ACARA[2], end: dt.date | None = None):
    """The list of those present on a day."""
    title = ["nama_kegiatan", "tanggal_mulai", "tanggal_selesai", "tempat", "nama_peserta", "asal", "nik_peserta"]
    lines = [[name, day, end, place, person, "KSU Maju", None] for person in names]
    df, _ = rows("pelatihan", title, *lines, sheet=str(day))
    return add_participant_ids(df, KUNCI)


def days(*lists: pd.DataFrame) -> list[tuple[int, list[str]]]:
    """After joining: how many activities, and the last day of each row."""
    df = join_days(pd.concat(lists, ignore_index=True))
    return [df["kegiatan_id"].nunique(), ["-" if pd.isna(d) else f"{d:%d}" for d in df["tanggal_selesai"]]]


AUGUST = [dt.date(2025, 8, day) for day in range(1, 32)]


def test_lists_of_those_present_of_following_days_are_one_training():
    one, two, three = AUGUST[3:6]
    assert days(signed(one, "Ani", "Budi"), signed(two, "Ani", "Budi"), signed(three, "Ani", "Budi", "Cici")) == [
        1,
        ["06"] * 7,
    ]
    assert days(signed(AUGUST[7], "Ani", "Budi"), signed(AUGUST[10], "Ani", "Budi")) == [1, ["11"] * 4]  # a weekend
    assert days(signed(one, "Ani", "Budi", end=two), signed(three, "Ani", "Budi")) == [1, ["06"] * 4]
    df = join_days(pd.concat([signed(one, "Ani"), signed(two, "Ani")], ignore_index=True))
    assert df["kegiatan_id"].tolist() == signed(one, "Ani")["kegiatan_id"].tolist() * 2
    assert df["tanggal_mulai"].tolist() == [one, two]  # as typed


def test_other_people_another_place_or_weeks_between_are_trainings_of_their_own():
    one, two = AUGUST[3:5]
    assert days(signed(one, "Ani", "Budi"), signed(two, "Cici", "Dedi")) == [2, ["-"] * 4]  # two classes
    assert days(signed(one, "Ani", "Budi"), signed(two, "Ani", "Cici")) == [2, ["-"] * 4]  # only half of them
    assert days(signed(one, "Ani"), signed(two, "Ani", place="Aula")) == [2, ["-"] * 2]
    assert days(signed(one, "Ani"), signed(two, "Ani", name="Bimtek")) == [2, ["-"] * 2]
    assert days(signed(one, "Ani"), signed(AUGUST[10], "Ani")) == [2, ["-"] * 2]
    assert days(signed(one, "Ani", end=AUGUST[10]), signed(two, "Ani")) == [2, ["11", "-"]]  # not after it


def test_the_same_visit_twice_is_one_visit():
    day = dt.date(2025, 8, 5)
    df, locator = rows(
        "pendampingan",
        ["tanggal", "sasaran", "petugas", "jenis_pendampingan", "kode_kelurahan"],
        [day, "KSU Maju", "Petugas 1", "Khusus", TURI],
        [day, "ksu maju", "PETUGAS 1", "Khusus", TURI],
        [day, "KSU Maju", "Petugas 1", "TI", TURI],
        [day, "KSU Maju", "Petugas 2", "Khusus", TURI],
        [dt.date(2025, 8, 6), "KSU Maju", "Petugas 1", "Khusus", TURI],
        [day, "PKK", "Petugas 1", "Khusus", TURI],
        [day, "PKK", "Petugas 1", "Khusus", GEDOG],
    )
    df, _, _ = match_targets(df, skema.VISITS_SHEET, locator, REGISTER, KELOMPOK, NAMA_KEL)
    result, listing, skipped = drop_repeated_visits(df, locator)
    assert result["baris"].tolist() == [5, 7, 8, 9, 10, 11]
    assert (brief(listing), skipped) == ([("kunjungan_ganda", "C5")], [("Lembar1", 6, "pengulangan baris 5")])
    assert not [k for k in result if k.startswith("_")]
