"""Files that open correctly in an Indonesian Excel and cannot carry a formula."""

import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest

from dasbor.ui import exports

RASIO = pd.DataFrame(
    {
        "nama": ["Turi", "Sukorejo", "Blitar"],
        "pembilang": [11.0, 7.0, None],
        "penyebut": [12.0, 12.0, 0.0],
        "nilai": [11 / 12, 7 / 12, None],
    }
)


def test_csv_has_bom_semicolons_and_decimal_commas():
    data = exports.make_csv(RASIO, {"nama": "", "pembilang": "Aktif", "penyebut": "Terdaftar", "nilai": "Persen aktif"})
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == (
        "Kelurahan;Aktif;Terdaftar;Persen aktif\r\nTuri;11;12;92%\r\nSukorejo;7;12;58%\r\nBlitar;;0;\r\n"
    )


def test_csv_writes_quarters_dates_money_and_yes_no_in_indonesian():
    data = pd.DataFrame(
        {
            "periode": ["2025-T2"],
            "tanggal_rat": [dt.date(2025, 3, 31)],
            "shu": [-1234567.5],
            "kkmp": [True],
            "tahun_buku_rat": [2024],
        }
    )
    assert exports.make_csv(data).decode("utf-8-sig").splitlines() == [
        "Triwulan;Tanggal RAT Terakhir;SHU;KKMP;RAT Tahun Buku",
        "Triwulan II 2025;31 Maret 2025;-1234568;ya;2024",
    ]


@pytest.mark.parametrize(
    "hostile",
    ["=1+1", "+62812", "-cmd", "@SUM(A1)", "\tA", "\rA", "-1+HYPERLINK()", "＝1+1", "＋62", "－A1", "＠SUM(A1)"],
)
def test_csv_text_that_a_spreadsheet_would_run_gets_an_apostrophe(hostile):
    row = exports.make_csv(pd.DataFrame({"nama_koperasi": [hostile]})).decode("utf-8-sig").split("\r\n", 1)[1]
    assert row.strip('"').startswith("'" + hostile[0])


@pytest.mark.parametrize("sign", list("=+-@＝＋－＠﹦﹢﹣﹫"))
@pytest.mark.parametrize(
    "before",
    [
        "",
        " ",
        "\u00a0",
        "\ufeff",
        "\u200b",
        "\u2007 \u3000",
        "\u202e",
        "\u2060\t",
        "\u034f",
        "\ufe0f",
        "\u3164",
        "\u2800",
        "\n",
    ],
)
def test_what_a_reader_does_not_see_before_a_formula_hides_it_from_nobody(before, sign):
    text = f"{before}{sign}SUM(A1)"
    row = exports.make_csv(pd.DataFrame({"nama_koperasi": [text]})).decode("utf-8-sig").split("\r\n", 1)[1]
    assert row.strip('"\r\n') == f"'{text}"


@pytest.mark.parametrize("plain", ["Koperasi = Kita", " Maju", "\ufeffTani", "1-2", "(+) Sehat", "", " ", "\u200b"])
def test_other_texts_stay_as_they_are(plain):
    data = exports.make_csv(pd.DataFrame({"nama_koperasi": [plain], "shu": [1]})).decode("utf-8-sig")
    assert data.splitlines()[1] == f"{plain};1"


def test_negative_numbers_stay_numbers_in_csv():
    data = exports.make_csv(pd.DataFrame({"shu": [-5.5], "nama_koperasi": ["-5"]})).decode("utf-8-sig")
    assert data.splitlines()[1] == "-6;-5"


def _open(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))["Data"]


def test_xlsx_holds_real_numbers_with_formats_under_title_and_provenance():
    grid = _open(exports.make_xlsx(RASIO, "Koperasi aktif", ["Sumber: a.xlsx", "Definisi: …"]))
    assert [grid["A1"].value, grid["A2"].value, grid["A3"].value] == [
        "Koperasi aktif",
        "Sumber: a.xlsx",
        "Definisi: …",
    ]
    assert [c.value for c in grid[5]] == ["Kelurahan", "Jumlah", "Dari", "Persen"]
    assert [c.value for c in grid[7]] == ["Sukorejo", 7, 12, pytest.approx(7 / 12)]
    assert grid["D7"].number_format == "0%"  # of twelve; the full value stands in the cell
    assert [c.value for c in grid[8]] == ["Blitar", None, 0, None]
    assert grid.freeze_panes == "B6"


def test_xlsx_dates_are_dates_and_money_is_money():
    data = pd.DataFrame({"tanggal_rat": [dt.date(2025, 3, 31)], "aset": [1_250_000_000.0], "periode": ["2026-T1"]})
    grid = _open(exports.make_xlsx(data, "RAT"))
    assert [grid["A4"].value, grid["B4"].value, grid["C4"].value] == [
        dt.datetime(2025, 3, 31),
        1_250_000_000,
        "Triwulan I 2026",
    ]
    assert grid["A4"].is_date
    assert grid["B4"].number_format.startswith('"Rp"')


def test_xlsx_text_never_becomes_a_formula_or_a_link():
    data = pd.DataFrame({"nama_koperasi": ["=1+1", "https://contoh.id", "@x"]})
    grid = _open(exports.make_xlsx(data, "=judul", ["=keterangan"]))
    cell = [grid["A1"], grid["A2"], grid["A5"], grid["A6"], grid["A7"]]
    assert [(c.value, c.data_type) for c in cell] == [
        ("=judul", "s"),
        ("=keterangan", "s"),
        ("=1+1", "s"),
        ("https://contoh.id", "s"),
        ("@x", "s"),
    ]
    assert grid["A6"].hyperlink is None


def test_an_empty_table_keeps_its_headings():
    blank = pd.DataFrame({"nama": pd.Series(dtype=str), "nilai": pd.Series(dtype=float)})
    assert exports.make_csv(blank).decode("utf-8-sig") == "Kelurahan;Persen\r\n"
    assert [c.value for c in _open(exports.make_xlsx(blank, "Kosong"))[3]] == ["Kelurahan", "Persen"]


# ── decimals ──

SHARES = pd.DataFrame({"nama": ["Besar", "Kecil"], "pembilang": [268, 2], "penyebut": [301, 3]}).assign(
    nilai=lambda d: d["pembilang"] / d["penyebut"]
)


def test_a_csv_has_the_decimals_of_the_screen_and_an_xlsx_the_full_value():
    assert exports.make_csv(SHARES).decode("utf-8-sig").splitlines()[1:] == ["Besar;268;301;89,0%", "Kecil;2;3;67%"]
    grid = _open(exports.make_xlsx(SHARES, "Koperasi aktif"))
    assert [(grid[f"D{i}"].value, grid[f"D{i}"].number_format) for i in (4, 5)] == [
        (pytest.approx(268 / 301, abs=1e-12), "0.0%"),
        (pytest.approx(2 / 3, abs=1e-12), "0%"),
    ]


def test_a_column_of_shares_may_be_of_other_numbers_than_its_row():
    data = SHARES.assign(bawah=[0.8904, 0.8904], n_bawah=[301, 301])
    written = exports.make_csv(data, {"nama": "", "nilai": "", "bawah": ""}).decode("utf-8-sig").splitlines()
    assert [row.split(";")[1:] for row in written[1:]] == [["89,0%", "89,0%"], ["67%", "89,0%"]]


# ── NIK ──


def test_a_nik_keeps_its_digits_and_its_zeros():
    data = pd.DataFrame({"nama_koperasi": ["KSU"], "nik_koperasi": ["0357200000001"]})
    cell = _open(exports.make_xlsx(data, "Koperasi"))["B4"]
    assert (cell.value, cell.data_type, cell.number_format) == ("0357200000001", "s", "@")
    assert exports.make_csv(data).decode("utf-8-sig").splitlines()[1] == "KSU;0357200000001"
    assert "jenis Teks untuk kolom NIK" in exports.HOW_TO_OPEN


# ── what a CSV says of itself ──


def test_notes_stand_above_the_headings_each_on_one_line_without_quotes():
    data = exports.make_csv(SHARES.head(1), {"nama": ""}, ['Judul; "satu"', "Sumber: a.xlsx\nversi 1"])
    assert data.decode("utf-8-sig").splitlines() == [
        "# Judul, ,satu,",
        "# Sumber: a.xlsx,versi 1",
        "Kelurahan",
        "Besar",
    ]


def test_the_file_beside_a_csv_says_source_area_quarter_and_how_to_open_it():
    text = exports.make_notes(["Judul", exports.SAMPLE_NOTE, "Sumber: a.xlsx"]).decode("utf-8-sig")
    assert text.splitlines() == ["Judul", exports.SAMPLE_NOTE, "Sumber: a.xlsx", exports.HOW_TO_OPEN]


def test_what_a_list_is_narrowed_to_stands_in_the_name_of_its_files():
    assert exports.add_filters("menunggak_rat", "Menunggak 2 tahun") == "menunggak_rat_Menunggak_2_tahun"
    assert exports.add_filters("daftar_koperasi", "") == "daftar_koperasi"
