"""Who is who: cooperatives across quarters and sheets."""

import pandas as pd
import pytest

from etl import run
from etl.match.cooperatives import match_register
from etl.match.names import (
    find_closest,
    is_new_name,
    looks_like_cooperative,
    measure_similarity,
    normalise_bh,
    normalise_name,
    normalise_nik,
)
from tests.frames import brief, rows, together
from tests.workbooks import REGISTER, workbook

TURI, GEDOG, BENDO = "35.72.02.1004", "35.72.03.1001", "35.72.01.1006"
NAMA_KEL = {TURI: "Turi", GEDOG: "Gedog", BENDO: "Bendo"}
NIK_A, NIK_B = "3572010010001", "3572010010002"
KOLOM = ["nik_koperasi", "nama_koperasi", "nomor_badan_hukum", "kode_kelurahan"]
LAMA = ["koperasi_id", "nik_koperasi", "nomor_badan_hukum", "nama_koperasi", "kode_kelurahan", "periode"]


def register(*line: list, sheet: str = "Lembar1"):
    return rows("koperasi", KOLOM, *line, sheet=sheet)


def published(*line: list) -> pd.DataFrame:
    return pd.DataFrame([[*b, "2025-T2"] for b in line], columns=LAMA, dtype=object)


def match(part, older=None):
    return match_register(*part, published() if older is None else older, NAMA_KEL)


# ── names and numbers ──


@pytest.mark.parametrize(
    ("before", "now", "new"),
    [
        ("KSU Maju Jaya", "KSU MAJU JAYA", False),
        ("KSU Maju Jaya", "K.S.U. “Maju  Jaya”", False),
        ("KSU Maju Jaya", "Koperasi Serba Usaha Maju-Jaya", False),
        ("KSU Maju Jaya", "Maju Jaya", False),
        ("Koperasi Maju Jaya", "KSU MajuJaya", False),
        ("KSU Maju Jaya", "KSP Maju Jaya", True),
        ("KSU Maju Jaya", "KSU Maju Raya", True),
        ("KPRI SMPN 1", "KPRI SMPN 2", True),
        ("KPRI SMP Negeri 1", "KPRI SMPN 1", False),
    ],
)
def test_capitals_punctuation_and_legal_forms_make_no_new_name(before, now, new):
    assert (is_new_name(before, now), is_new_name(now, before)) == (new, new)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("KOPERASI SIMPAN PINJAM Maju", "ksp. maju"),
        ("K.S.U. Maju", "Koperasi Serba Usaha “Maju”"),
        ("KOP. PASAR KITA", "KOPPAS KITA"),
        ("Koperasi Pasar Kita", "KOPAS  KITA"),
        ("Koperasi Wanita Melati", "Kopwan\xa0Melati"),
        ("Koperasi Pegawai Republik Indonesia Sehat", "KPRI. SEHAT"),
        ("Koperasi KSU Maju", "KSU Maju"),
        ("KPRI SMP Negeri 1", "KPRI SMPN1"),
        ("Kop. Al-Mu'awanah", "KOPERASI AL MUAWANAH"),
    ],
)
def test_spellings_of_one_name_are_equal(first, second):
    assert normalise_name(first) == normalise_name(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("KPRI SMPN 1", "KPRI SMPN 2"),
        ("KPRI SMPN 1", "KPRI SMAN 1"),
        ("Kopwan Melati I", "Kopwan Melati II"),
        ("KPRI SD Sukorejo 1", "KPRI SDN Sukorejo 1"),
        ("KKMP Kepanjenkidul", "KKMP Kepanjenlor"),
    ],
)
def test_namesakes_are_neither_equal_nor_alike(first, second):
    assert normalise_name(first) != normalise_name(second)
    assert measure_similarity(normalise_name(first), normalise_name(second)) < 84


def test_variants_are_alike_without_being_equal():
    assert measure_similarity("KSU MAJU JAYA", "KSU MAJUJAYA") > 90
    assert find_closest(["KPRI SMPN 1"], ["KPRI SMPN 2", "KPRI SMPN 1 BLITAR"], 84) == {
        "KPRI SMPN 1": "KPRI SMPN 1 BLITAR"
    }


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("1095/BH/XV", "1095/BH/XV"),
        ("No. 1095 / bh / xv", "1095/BH/XV"),
        ("BH No. 1095/BH/XV", "1095/BH/XV"),
        ("AHU-0003346.AH.01.29 TAHUN 2023", "AHU/0003346/AH/01/29/TAHUN/2023"),
        ("AHU-0003346.AH.01.29.TAHUN 2023", "AHU/0003346/AH/01/29/TAHUN/2023"),
        ("-", None),
        ("0", None),
        ("belum ada", None),
        ("000000", None),
        ("00/00", None),
        ("2014", None),
        ("", None),
    ],
)
def test_badan_hukum_numbers_are_compared_without_their_dress(written, normal):
    assert normalise_bh(written) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        (NIK_A, NIK_A),
        ("'3572010010001", NIK_A),
        ("35.72.01.001.0001", NIK_A),
        ("0012345678901", "0012345678901"),
        ("-", None),
        ("0", None),
        ("belum ada", None),
        ("000000", None),
        ("3,57E+12", None),
        (None, None),
    ],
)
def test_placeholders_are_no_nik(written, normal):
    assert normalise_nik(written) == normal


def test_legal_forms_tell_a_cooperative_from_coffee():
    assert [
        looks_like_cooperative(normalise_name(n)) for n in ("Koperasi X", "PRIMKOPPABRI", "BMT Y", "Kopi Mantap")
    ] == [True, True, True, False]


# ── cooperatives ──


def test_a_new_cooperative_gets_the_same_id_in_every_rebuild():
    df, listing = match(register([NIK_A, "KSU Maju", "1/BH/2014", TURI], ["-", "KSU Rukun", None, GEDOG]))
    assert (df["koperasi_id"].tolist(), listing) == (["KXMLN5H2P", "KRSXQS6JO"], [])


def test_known_cooperatives_are_found_by_nik_then_badan_hukum_then_name_and_kelurahan():
    old = published(
        ["KA", NIK_A, "1/BH/2014", "KSU Maju", TURI],
        ["KB", None, "2/BH/2014", "KSU Rukun", TURI],
        ["KC", None, None, "Koperasi Wanita Melati", GEDOG],
    )
    df, listing = match(
        register(
            [NIK_A, "KSU Maju Sejahtera", None, GEDOG],
            [NIK_B, "KSU Guyub", "No. 2/bh/2014", BENDO],
            ["", "KOPWAN MELATI", "0", GEDOG],
            ["", "KOPWAN MELATI", "", BENDO],
        ),
        old,
    )
    assert df["koperasi_id"].tolist()[:3] == ["KA", "KB", "KC"]
    assert df["koperasi_id"].tolist()[3] not in ("KA", "KB", "KC")
    assert listing == []


def test_a_nik_with_another_name_and_another_badan_hukum_is_a_contradiction():
    old = published(["KA", NIK_A, "1/BH/2014", "KSU Maju", TURI])
    _, listing = match(register([NIK_A, "Kopwan Melati", "9/BH/2020", TURI]), old)
    assert brief(listing) == [("nik_bertentangan", "B5")]
    assert listing[0].pesan == (
        f"NIK {NIK_A} milik “KSU Maju”, tetapi di baris ini tertulis “Kopwan Melati” dengan badan hukum lain."
    )


@pytest.mark.parametrize(("rows", "said"), [(9, 0), (10, 1), (30, 1)])
def test_many_contradictions_are_said_once_with_what_probably_happened(rows, said):
    niks = [f"35720000000{i:02}" for i in range(rows + 1)]
    old = published(
        *[[f"K{i}", niks[i], f"{i}/BH/2014", f"KSU Nomor {chr(65 + i % 26)}{i}", TURI] for i in range(rows)]
    )
    lines = [[niks[(i + 1) % rows], f"KSU Nomor {chr(65 + i % 26)}{i}", f"{i}/BH/2014", TURI] for i in range(rows)]
    _, listing = match(register(*lines), old)
    told = [t for t in listing if t.kode == "nomor_berpindah"]
    assert (len(told), [t.kode for t in listing].count("nik_bertentangan")) == (said, rows)
    assert all(f"bertentangan pada {rows} dari {rows} koperasi" in t.pesan for t in told)


def test_the_nik_of_one_and_the_badan_hukum_of_another_are_a_contradiction():
    old = published(["KA", NIK_A, "1/BH/2014", "KSU Maju", TURI], ["KB", NIK_B, "2/BH/2014", "KSU Rukun", TURI])
    _, listing = match(register([NIK_A, "KSU Maju", "2/BH/2014", TURI]), old)
    assert [t.kode for t in listing] == ["nik_bertentangan"]


@pytest.mark.parametrize(
    "line", [[NIK_A, "KSU Maju Bersama", "1/BH/2014", GEDOG], [NIK_A, "KSU Maju", "9/BH/2020", TURI]]
)
def test_a_new_name_or_a_new_badan_hukum_alone_is_the_same_cooperative(line):
    df, listing = match(register(line), published(["KA", NIK_A, "1/BH/2014", "KSU Maju", TURI]))
    assert (df["koperasi_id"].tolist(), listing) == (["KA"], [])


def test_a_namesake_with_another_nik_and_badan_hukum_is_new_and_shown():
    df, listing = match(
        register([NIK_B, "KSU Maju", "9/BH/2020", TURI]), published(["KA", NIK_A, "1/BH/2014", "KSU Maju", TURI])
    )
    assert df["koperasi_id"].tolist() != ["KA"]
    assert [t.kode for t in listing] == ["identitas_mirip"]


def test_a_new_one_that_resembles_a_missing_one_is_shown_but_not_merged():
    old = published(
        ["KA", None, None, "KSU Maju Jaya", TURI],
        ["KB", None, None, "KPRI SMPN 2", TURI],
        ["KC", None, None, "KPRI SMAN 1", TURI],
    )
    df, listing = match(register(["", "KSU Majo Jaya", "", TURI], ["", "KPRI SMPN 1", "", TURI]), old)
    assert not set(df["koperasi_id"]) & {"KA", "KB", "KC"}
    assert [(t.kode, t.sel, t.berat) for t in listing] == [("identitas_mirip", "C5", "periksa")]
    assert listing[0].pesan == "“KSU Majo Jaya” dianggap koperasi baru, padahal mirip “KSU Maju Jaya” (Turi)."


def test_an_old_cooperative_that_is_in_this_workbook_is_no_hint_for_a_new_one():
    _, listing = match(
        register(["", "KSU Maju Jaya", "", TURI], ["", "KSU Majujaya", "", GEDOG]),
        published(["KA", None, None, "KSU Maju Jaya", TURI]),
    )
    assert listing == []


def test_an_id_that_another_cooperative_holds_is_not_given_twice():
    new, _ = match(register([NIK_A, "KSU Maju", "", TURI]))
    number = new["koperasi_id"].iloc[0]
    # The first holder of this id has corrected its NIK since.
    df, _ = match(register([NIK_A, "Kopwan Melati", "", GEDOG]), published([number, NIK_B, None, "KSU Maju", TURI]))
    assert df["koperasi_id"].tolist() == [f"{number}-2"]


@pytest.mark.parametrize(
    ("first", "second", "cause"),
    [
        ([NIK_A, "KSU Maju", "", TURI], ["'" + NIK_A, "KSU Maju", "", GEDOG], "NIK sama"),
        (["", "KSU Maju", "1/BH/2014", TURI], ["", "KSU Maju", "No 1/BH/2014", GEDOG], "nomor badan hukum sama"),
        (["", "Kop. Pasar Kita", "", TURI], ["", "KOPPAS KITA", "", TURI], "nama dan kelurahan sama"),
        (
            [NIK_A, "KSU Maju", "1/BH/2014", TURI],
            [NIK_A, "KSU Maju", "1/BH/2014", TURI],
            "NIK sama, nomor badan hukum sama, nama dan kelurahan sama",
        ),
    ],
)
def test_a_cooperative_that_stands_twice_is_named_with_both_rows_and_the_reason(first, second, cause):
    _, listing = match(register(first, ["", "Kopwan Lain", "", GEDOG], second))
    assert [(t.kode, t.sel) for t in listing] == [("koperasi_ganda", "C7")]
    said, told = f"Koperasi “{second[1]}” tertulis dua kali: baris 5 dan 7 ({cause}). ", listing[0].pesan
    assert told.startswith(said)
    assert (told.removeprefix(said) == "Semua isinya sama.") is (first == second)


def test_of_a_cooperative_that_stands_twice_it_is_said_in_what_the_rows_differ():
    """Which of them goes is seen there: one says another SHU."""
    head = [*REGISTER, "SHU", "Aset"]
    row = [1, "3572030001", "KSP Maju", "1/BH/XV", "Turi", "Sukorejo", "Aktif", 2024, 9, None]
    data = workbook({"Register": [head, row, [2, *row[1:4], "Bendo", "Kepanjenkidul", *row[6:8], 777, None]]})
    (told,) = [t for t in run.check_workbook(data, "a.xlsx", "2025-T2").temuan if t.kode == "koperasi_ganda"]
    assert told.pesan.endswith(". Yang berbeda: SHU dan Kelurahan.")
    assert told.saran == "Hapus baris yang keliru."


def test_one_badan_hukum_under_two_names_asks_which_number_is_wrong_and_never_to_delete_a_row():
    old = published(["KA", None, "1/BH/2014", "KSU Rukun", TURI])
    rows_of = register(["", "KSU Maju", "1/BH/2014", TURI], ["", "KSU Rukun", "No 1/BH/2014", TURI])
    _, listing = match(rows_of, old)
    assert [(t.kode, t.sel) for t in listing] == [("nomor_sama_dua_koperasi", "D6")]
    assert "“KSU Maju” (baris 5) dan “KSU Rukun” (baris 6)" in listing[0].pesan
    assert listing[0].saran == (
        "Perbaiki nomor yang keliru. Sebelumnya nomor ini terbit untuk “KSU Rukun”. Jangan hapus barisnya."
    )


def test_one_nik_under_two_names_is_a_wrong_number_too():
    old = published(["KA", NIK_A, None, "KSU Rukun", TURI])
    _, listing = match(register([NIK_A, "KSU Maju", "", TURI], [NIK_A, "KSU Rukun", "", TURI]), old)
    assert [t.kode for t in listing if t.kode in ("nomor_sama_dua_koperasi", "koperasi_ganda")] == [
        "nomor_sama_dua_koperasi"
    ]
    found = next(t for t in listing if t.kode == "nomor_sama_dua_koperasi")
    assert found.sel == "B6"
    assert found.pesan.startswith(f"NIK {NIK_A} tertulis untuk dua koperasi: “KSU Maju” (baris 5) dan “KSU Rukun”")
    assert found.saran.endswith("Sebelumnya nomor ini terbit untuk “KSU Rukun”. Jangan hapus barisnya.")


def test_a_number_shared_by_two_spellings_of_one_name_is_still_a_repeat():
    _, listing = match(register(["", "KSU Maju Jaya", "1/BH/2014", TURI], ["", "KSU Maju Jaja", "1/BH/2014", GEDOG]))
    assert brief(listing) == [("koperasi_ganda", "C6")]


def test_placeholders_and_namesakes_elsewhere_are_not_repeats():
    df, listing = match(
        register(
            ["-", "KSU Maju", "belum ada", TURI],
            ["-", "KSU Maju", "belum ada", GEDOG],
            ["000000", "KSU Rukun", "0", TURI],
            ["000000", "KSU Guyub", "0", TURI],
        )
    )
    assert (listing, df["koperasi_id"].nunique()) == ([], 4)


def test_two_rows_that_are_one_known_cooperative_by_different_keys_are_a_repeat():
    old = published(["KA", NIK_A, None, "KSU Maju", TURI])
    _, listing = match(register([NIK_A, "KSU Sentosa", "", TURI], ["", "KSU Maju", "", TURI]), old)
    assert brief(listing) == [("koperasi_ganda", "C6")]


def test_a_repeat_on_another_sheet_is_found_and_named_with_its_sheet():
    _, listing = match(
        together(
            register(["", "KSU Maju", "", TURI], ["", "KSU Rukun", "", TURI]),
            register(["", "KSU Maju", "", TURI], sheet="Sukorejo"),
        )
    )
    assert [(t.kode, t.lembar, t.sel) for t in listing] == [("koperasi_ganda", "Sukorejo", "C5")]
    assert "baris 5 (lembar “Lembar1”) dan 5" in listing[0].pesan


def test_a_sheet_that_repeats_another_is_one_finding_not_hundreds():
    listed_cooperatives = [["", f"KSU Nomor {i}", "", TURI] for i in range(8)]
    _, listing = match(together(register(*listed_cooperatives), register(*listed_cooperatives, sheet="Salinan")))
    assert [(t.kode, t.lembar) for t in listing] == [("dua_register", "Salinan")]


def test_a_repeated_row_without_a_name_is_named_after_the_first() -> None:
    row = [1, "3572030001", "KSP Maju", "1/BH/XV", "Turi", "Sukorejo", "Aktif", 2024]
    data = workbook({"Register": [REGISTER, row, [2, "3572030001", None, *row[3:]]]})
    message = [t.pesan for t in run.check_workbook(data, "a.xlsx", "2025-T2").temuan if t.kode == "koperasi_ganda"]
    assert len(message) == 1
    assert "Koperasi “KSP Maju” tertulis dua kali" in message[0]


# ── names that differ in blanks or a legal form alone ──


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        ("KPRI Tani Bahagia", "KPRI TaniBahagia", True),
        ("KSU Maju Jaya", "Maju Jaya", True),
        ("Koperasi Maju Jaya", "KSU MajuJaya", True),
        ("KSP Maju Jaya", "KSU Maju Jaya", False),
        ("KSU Maju Jaya", "KSU Maju Raya", False),
        ("KPRI SMPN 1", "KPRI SMPN 2", False),
    ],
)
def test_such_a_name_is_the_published_cooperative_of_its_kelurahan(before, now, same):
    df, _ = match(register([None, now, None, TURI]), published(["K1", None, None, before, TURI]))
    assert (df["koperasi_id"].tolist() == ["K1"]) == same
    elsewhere, _ = match(register([None, now, None, GEDOG]), published(["K1", None, None, before, TURI]))
    assert elsewhere["koperasi_id"].tolist() != ["K1"]


def test_where_two_could_be_meant_or_numbers_differ_or_it_stands_there_already_it_is_not():
    two = published(["K1", None, None, "KSU Maju", TURI], ["K2", None, None, "KSP Maju", TURI])
    assert match(register([None, "Maju", None, TURI]), two)[0]["koperasi_id"].tolist()[0] not in ("K1", "K2")
    numbered = published(["K1", NIK_A, None, "KSU Maju Jaya", TURI])
    assert match(register([NIK_B, "KSU MajuJaya", None, TURI]), numbered)[0]["koperasi_id"].tolist() != ["K1"]
    both = register([None, "KSU Maju Jaya", None, TURI], [None, "KSU MajuJaya", None, TURI])
    ids = match(both, published(["K1", None, None, "KSU Maju Jaya", TURI]))[0]["koperasi_id"].tolist()
    assert (ids[0], ids[1] != "K1") == ("K1", True)
