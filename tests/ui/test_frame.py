"""The frame: what every page shows, and the choice that travels in the URL."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dasbor.chart import theme
from dasbor.ui.menu import PAGES
from etl.acuan import ROOT, load_reference
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from tests.drawings import unfold
from tests.workbooks import REGISTER, workbook

TURI, SUKOREJO, SANANWETAN = "35.72.02.1004", "35.72.02", "35.72.03"
PUBLIK = [h.file for h in PAGES if not h.is_staff]
PETUGAS = [h.file for h in PAGES if h.is_staff]


def _register(status: str) -> list[list]:
    name = [
        ("KSP Maju", "Turi", "Sukorejo"),
        ("KPRI Guru", "Gedog", "Sananwetan"),
        ("Kopwan Melati", "Bendo", "Kepanjenkidul"),
    ]
    row = [
        [i, f"357203000{i}", n, f"{i}/BH/XV", kelurahan_row, kec, status, 2024]
        for i, (n, kelurahan_row, kec) in enumerate(name, 1)
    ]
    return [REGISTER, *row]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two versions: the first quarter, then the second, both invented."""
    folder = tmp_path_factory.mktemp("koperasi")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        for periode, status in (("2025-T1", "Tidak Aktif"), ("2025-T2", "Aktif")):
            data = workbook({"Register": _register(status)}, sample=True)
            publish_workbook(check_workbook(data, "register.xlsx", periode), data, by="penguji")
        st.cache_data.clear()
        yield folder


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    return tmp_path


def app(page: str = PUBLIK[0], **url: str) -> AppTest:
    """The application opened at the address of a page."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params.update(url)
    if page != PUBLIK[0]:
        at.switch_page(page)
    return at.run()


def text(at: AppTest) -> str:
    """All HTML and Markdown of a page, without style sheets."""
    content = unfold(" ".join(str(e.proto.body) for e in at.get("html"))) + " ".join(m.value for m in at.markdown)
    return re.sub(r"<style>.*?</style>", "", content, flags=re.S)


# ── nothing published ──


@pytest.mark.parametrize("page", PUBLIK)
def test_an_empty_installation_says_what_to_do(empty: Path, page: str) -> None:
    at = app(page)
    assert not at.exception
    assert "Belum ada buku kerja yang diterbitkan" in text(at)
    assert 'href="/unggah"' in text(at)


@pytest.mark.parametrize("page", PETUGAS)
def test_staff_pages_ask_for_a_login_and_show_nothing_else(empty: Path, page: str) -> None:
    at = app(page)
    assert not at.exception
    assert "Khusus petugas" in text(at)
    assert f'href="/masuk?lanjut=/{Path(page).stem}"' in text(at)
    assert [len(at.get(kind)) for kind in ("file_uploader", "button", "download_button")] == [0, 0, 0]


@pytest.mark.parametrize("isi", ["000009.duckdb", "sampah"])
def test_a_damaged_store_is_said_to_the_reader_without_a_trace(empty: Path, isi: str) -> None:
    (empty / "terbitan").mkdir()
    (empty / "terbitan" / "TERKINI").write_text(isi)
    at = app()
    assert not at.exception
    assert at.error[0].value.startswith("Data terbitan belum dapat dibuka. Mohon hubungi pengelola sistem.")


# ── the choice ──


def test_without_a_choice_the_latest_quarter_of_the_whole_city_is_shown(folder: Path) -> None:
    at = app()
    assert not at.exception
    assert "Koperasi Kota Blitar · Triwulan II 2025" in text(at)
    assert [s.value for s in at.selectbox][:4] == ["2025-T2", "", "", ""]
    assert at.query_params == {}


def test_sample_data_are_marked_on_every_page(folder: Path) -> None:
    assert ["DATA CONTOH" in text(app(h.file)) for h in PAGES] == [True] * len(PAGES)


def test_the_footer_says_date_version_and_leads_to_the_glossary(folder: Path) -> None:
    kaki = re.search(r'<footer class="kaki">(.*?)</footer>', text(app()))
    assert kaki is not None
    assert kaki[1].startswith("Keadaan per 30 Juni 2025 · versi 2, diterbitkan ")
    assert 'href="/kamus"' in kaki[1]


@pytest.mark.parametrize("page", [h.file for h in PAGES])
def test_every_page_has_its_footer_with_version_and_date_also_where_it_stops(folder: Path, page: str) -> None:
    content = text(app(page, triwulan="2025-T1") if page in PUBLIK else app(page))
    assert len(re.findall(r'<footer class="kaki">Keadaan per \d+ \w+ 2025 · versi 2, diterbitkan \d', content)) == 1


def test_a_wrong_choice_and_an_empty_installation_have_their_footer_too(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert '<footer class="kaki">Keadaan per 30 Juni 2025 · versi 2' in text(app(triwulan="2099-T1"))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    assert '<footer class="kaki">Belum ada terbitan · ' in text(app())
    assert '<footer class="kaki">Belum ada terbitan · ' in text(app(PETUGAS[0]))


def test_a_choice_goes_into_the_url_and_to_the_next_page(folder: Path) -> None:
    at = app()
    at.selectbox(key="saringan_triwulan").select("2025-T1").run()
    at.selectbox(key="saringan_kelurahan").select(TURI).run()
    at.selectbox(key="saringan_kkmp").select("tanpa").run()
    choices = {"triwulan": "2025-T1", "kelurahan": TURI, "kkmp": "tanpa"}
    assert at.query_params == choices
    at.query_params = {}  # the browser empties the URL when the page changes
    at.switch_page("pages/publik/keaktifan.py").run()
    assert not at.exception
    assert at.query_params == choices
    assert at.selectbox(key="saringan_kelurahan").value == TURI


def test_a_staff_page_in_between_does_not_forget_the_choice(folder: Path) -> None:
    at = app(kelurahan=TURI)
    for page in ("pages/petugas/unggah.py", "pages/publik/ringkasan.py"):
        at.query_params = {}
        at.switch_page(page).run()
    assert at.query_params == {"kelurahan": TURI}


def test_going_back_in_the_browser_takes_the_older_url(folder: Path) -> None:
    at = app(kelurahan=TURI)
    at.selectbox(key="saringan_triwulan").select("2025-T1").run()
    at.query_params = {"kelurahan": TURI}
    at.run()
    assert at.selectbox(key="saringan_triwulan").value == "2025-T2"
    at.query_params = {}
    at.run()
    assert at.selectbox(key="saringan_kelurahan").value == ""


def test_a_kecamatan_limits_the_kelurahan_and_drops_one_outside(folder: Path) -> None:
    at = app(kelurahan=TURI)
    assert len(at.selectbox(key="saringan_kelurahan").options) == 22
    at.selectbox(key="saringan_kecamatan").select(SUKOREJO).run()
    assert len(at.selectbox(key="saringan_kelurahan").options) == 8
    assert at.query_params == {"kelurahan": TURI, "kecamatan": SUKOREJO}
    at.selectbox(key="saringan_kecamatan").select(SANANWETAN).run()
    assert at.query_params == {"kecamatan": SANANWETAN}


def test_other_parameters_of_the_url_stay(folder: Path) -> None:
    at = app(kelurahan=TURI, urut="nama")
    at.selectbox(key="saringan_kelurahan").select("").run()
    assert at.query_params == {"urut": "nama"}


def test_an_older_version_carries_a_banner_and_a_way_back(folder: Path) -> None:
    at = app(versi="1")
    assert "Koperasi Kota Blitar · Triwulan I 2025" in text(at)
    assert "Anda melihat **versi 1**, diterbitkan " in text(at)
    at.button[0].click().run()
    assert at.query_params == {}
    assert "Anda melihat" not in text(at)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (
            {"triwulan": "2099-T1"},
            "Triwulan “2099-T1” belum diterbitkan. Yang ada: Triwulan I 2025 sampai Triwulan II 2025.",
        ),
        ({"triwulan": "'; drop table"}, "Triwulan “&#39;; drop table” belum diterbitkan."),
        ({"versi": "99"}, "Versi “99” tidak ada. Versi terkini adalah versi 2."),
        ({"versi": "²"}, "Versi “²” tidak ada."),
        ({"versi": "9" * 5000}, "Versi “99999999999999999999” tidak ada."),
        ({"kecamatan": TURI}, "Kecamatan dengan kode “35.72.02.1004” tidak dikenal."),
        ({"kelurahan": "<b>x</b>"}, "Kelurahan dengan kode “&lt;b&gt;x&lt;/b&gt;” tidak dikenal."),
        ({"kelurahan": TURI, "kecamatan": SANANWETAN}, "Kelurahan Turi tidak berada di Kecamatan Sananwetan."),
        ({"kkmp": "mungkin"}, "Pilihan KKMP “mungkin” tidak dikenal"),
    ],
)
def test_a_url_that_asks_for_what_is_not_there_is_answered_with_a_sentence_and_a_way_back(
    folder: Path, url: dict[str, str], sentence: str
) -> None:
    at = app(**url)
    assert not at.exception
    assert sentence in text(at)
    at.button[0].click().run()
    assert not at.exception
    assert "Choice ini tidak ada" not in text(at)
    assert "Koperasi Kota Blitar · Triwulan II 2025" in text(at)


# ── settings and layout of the project ──


def _config() -> dict:
    return tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))


def test_the_settings_repeat_the_palette() -> None:
    colour = {k: v for k, v in _config()["theme"].items() if str(v).startswith("#")}
    assert colour == {
        "primaryColor": theme.ACCENT,
        "backgroundColor": theme.WHITE,
        "secondaryBackgroundColor": theme.GROUND,
        "textColor": theme.TEXT,
        "borderColor": theme.LINE,
        "linkColor": theme.ACCENT,
    }


def test_the_settings_send_nothing_out_and_show_no_program_text() -> None:
    content = _config()
    assert content["browser"]["gatherUsageStats"] is False
    assert content["client"]["showErrorDetails"] == "none"
    assert content["client"]["toolbarMode"] == "viewer"
    assert content["runner"]["postScriptGC"] is False
    assert content["server"]["maxUploadSize"] == load_reference().settings["unggah"]["batas_mb"]
    # of one message: anybody may send one, and the largest of our pages has 0.1 MB
    assert (content["server"]["maxMessageSize"], content["server"]["maxWidgetStateSize"]) == (20, 4)


def test_every_page_of_the_menu_is_a_file_and_none_stands_where_streamlit_would_serve_it_without_the_frame() -> None:
    known = sorted(str(p.relative_to(ROOT).as_posix()) for p in (ROOT / "pages").rglob("*.py"))
    assert known == sorted(h.file for h in PAGES)
    assert list((ROOT / "pages").glob("*.py")) == []
