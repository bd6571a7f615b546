"""What the server hands out without Streamlit, in a browser: slides for a wall, the page that examines proofs."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from dasbor.choice import Choice
from dasbor.export.opendata import package
from dasbor.export.proof.checker import make_checker
from dasbor.export.proof.product import make_proof
from dasbor.export.request import Request
from dasbor.query import choose
from etl.acuan import find_data_folder, load_reference
from etl.publish.sample import publish_sample
from etl.seal import keys, sign
from etl.store.versions import Store
from tests import built, golden
from tests.export.opened import needs_poppler, read_pdf
from tests.installations import copy_reference, make_app, serve
from tests.servers import chromium

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]
# [pixels, text] of the smallest letters of the slide that is shown; those of a drawing grow with it
SMALLEST = """() => {
  const found = [], walk = document.createTreeWalker(document.querySelector('.kini'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement, text = walk.currentNode.textContent.trim();
    if (!text || ['title', 'desc'].includes(e.tagName)) continue;
    const m = e.ownerSVGElement ? e.getScreenCTM() : null;
    found.push([parseFloat(getComputedStyle(e).fontSize) * (m ? Math.hypot(m.b, m.d) : 1), text]);
  }
  return found.sort((a, b) => a[0] - b[0])[0];
}"""
SHOWN = "document.querySelector('.kini').id"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Our routes over the sample city, in this process."""
    folder = tmp_path_factory.mktemp("rapat")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        built.copy_built("semua contoh", folder, publish_sample)
        with serve(make_app()) as address:
            yield address


@pytest.fixture
def wall(place: str, browser: Browser) -> Iterator[Page]:
    """The slides on a screen of 1080 lines."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    faults: list[str] = []
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.goto(f"{place}/rapat?triwulan=2025-T1")
    yield page
    page.close()
    assert faults == []


def test_every_letter_of_every_slide_is_28_pixels_high_and_nothing_is_cut(wall: Page) -> None:
    sizes, keys = [], []
    for _ in range(wall.locator(".salindia").count()):
        keys.append(wall.evaluate(SHOWN))
        sizes.append(wall.evaluate(SMALLEST))
        assert wall.evaluate("(s => s.scrollHeight <= s.clientHeight)(document.querySelector('.kini'))"), keys[-1]
        wall.keyboard.press("ArrowRight")
    assert min(sizes)[0] >= 28, min(sizes)
    assert {"keadaan", "tren", "peta", "langkah", "status", "hubungi", "jangan"} <= set(keys)


def test_keys_lead_through_the_slides_and_back(wall: Page) -> None:
    keys = [s.get_attribute("id") for s in wall.locator(".salindia").all()]
    for pressed, place in (
        ("ArrowRight", 1), (" ", 2), ("ArrowLeft", 1), ("End", -1), ("ArrowRight", -1), ("Home", 0), ("ArrowLeft", 0)
    ):  # fmt: skip
        wall.keyboard.press(pressed)
        assert wall.evaluate(SHOWN) == keys[place], pressed
    assert wall.locator(".salindia:visible").count() == 1
    wall.keyboard.press("ArrowRight")
    wall.reload()
    assert wall.evaluate(SHOWN) == keys[1]


@needs_poppler
def test_on_paper_each_slide_is_one_sheet(wall: Page) -> None:
    """A chart that runs over the edge takes a second sheet, and leaves its headline behind."""
    slides = wall.locator(".salindia").count()
    told = read_pdf(wall.pdf(prefer_css_page_size=True)).split("\f")[:-1]
    assert [re.findall(r"(\d+) / (\d+)", sheet)[-1] for sheet in told] == [
        (str(n), str(slides)) for n in range(1, slides + 1)
    ]


def test_without_a_script_it_is_a_scroll_of_slides_also_on_a_telephone(place: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{place}/rapat")
    assert page.locator(".salindia:visible").count() == page.locator(".salindia").count() > 6
    assert not page.locator(".kendali").is_visible()
    context.close()


def test_a_finger_and_the_clock_turn_the_slides_on_a_telephone(place: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{place}/rapat?putar=3")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    touch = "([a, b]) => [['touchstart', a], ['touchend', b]].forEach(([name, x]) => document.body.dispatchEvent("
    touch += "new TouchEvent(name, {bubbles: true, changedTouches: "
    touch += "[new Touch({identifier: 1, target: document.body, clientX: x, clientY: 300})]})))"
    page.evaluate(touch, [300, 100])
    assert page.evaluate(SHOWN) == "tren"
    page.evaluate(touch, [100, 300])
    assert page.evaluate(SHOWN) == "keadaan"
    expect(page.locator("#tren")).to_be_visible(timeout=5_000)
    page.get_by_role("button", name="Berhenti memutar").click()
    expect(page.get_by_role("button", name="Putar sendiri")).to_be_visible()
    context.close()


def test_a_publication_shows_within_ten_seconds_and_a_lost_network_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser
) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    first = golden.copy_all(Store(), until="2025-T2")
    with serve(make_app()) as address:
        context = browser.new_context(viewport={"width": 1920, "height": 1080})
        page = context.new_page()
        page.goto(f"{address}/rapat#tren")
        shown = page.locator(".kini footer")
        expect(shown).to_contain_text(f"Triwulan II 2025 · Versi {first}, terbit ")
        with page.expect_response("**/rapat/kabar"):
            pass
        second = golden.publish_book(Store(), "2025-T3", golden.BUKU["2025-T3"])
        expect(shown).to_contain_text(f"Triwulan III 2025 · Versi {second}, terbit ", timeout=10_000)
        assert page.evaluate(SHOWN) == "tren"
        context.set_offline(True)
        news = page.get_by_role("status")
        expect(news).to_contain_text("Tidak tersambung sejak", timeout=10_000)
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#keadaan")).to_be_visible()
        context.set_offline(False)
        expect(news).to_be_hidden(timeout=10_000)
        context.close()


# ── the page that examines proofs ──


@pytest.fixture(scope="module")
def proof(place: str) -> bytes:
    p = choose.choose(Choice(Store().find_current() or 0), "2025-T2", "35.72.02")
    return make_proof(Request(p, "koperasi_aktif"))


@pytest.fixture
def checker(place: str, proof: bytes, tmp_path: Path, browser: Browser) -> Iterator[Page]:
    """Taken along: opened as a file where there is no network."""
    file = tmp_path / "periksa-bukti.html"
    file.write_bytes(make_checker())
    context = browser.new_context(offline=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("request", lambda r: faults.append(r.url) if r.url != file.as_uri() and "data:" not in r.url else None)
    page.goto(file.as_uri())
    yield page
    context.close()
    assert faults == []


def examine_in(page: Page, content: bytes, name: str = "bukti.html") -> tuple[str, list[str]]:
    """What the page says of a file: its verdict and its sentences."""
    page.locator("#berkas").set_input_files([{"name": name, "mimeType": "text/html", "buffer": content}])
    expect(page.locator("#kalimat li").first).to_have_text(f"Berkas: {name}")
    return page.locator("#putusan").inner_text(), page.locator("#kalimat li").all_inner_texts()[1:]


def test_a_proof_whose_rows_are_withheld_says_so(
    checker: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = choose.choose(Choice(Store().find_current() or 0), "2025-T2", "35.72.02")
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, nama_koperasi="masuk")))
    verdict, said = examine_in(checker, make_proof(Request(p, "koperasi_aktif")))
    assert verdict == "Utuh: tidak satu byte pun berubah"
    assert said[2].endswith("tanpa barisnya, yang ditahan menurut pengaturan: tidak dihitung ulang.")


def test_a_proof_is_whole_its_key_known_and_its_figure_counted_again(checker: Page, proof: bytes) -> None:
    verdict, said = examine_in(checker, proof)
    assert verdict == "Utuh: tidak satu byte pun berubah"
    assert said[0].startswith("Kunci dikenal: kunci pemasangan Kota Blitar")
    assert said[1] == "DATA CONTOH: semua angka dan nama di berkas ini rekaan."
    assert re.fullmatch(
        r"Bukti KB-\d+-[0-9A-F]{6,8}: Koperasi aktif, .+, 2025-T2: (\d+) dari (\d+), dihitung ulang dari \2 baris\.",
        said[2],
    )
    assert said[3] == "Ini membuktikan keutuhan, bukan kebenaran isi buku kerja."


def test_what_it_asks_for_is_in_indonesian_whatever_the_browser_speaks(checker: Page) -> None:
    assert checker.locator("#berkas").evaluate("e => getComputedStyle(e).opacity") == "0"  # its words are the browser's
    with checker.expect_file_chooser():
        checker.get_by_text("Pilih berkas", exact=True).click()


def test_twenty_random_changes_are_all_found_in_the_browser(checker: Page, proof: bytes) -> None:
    chance = random.Random(20)
    for n in range(20):
        place, turned = chance.randrange(len(proof)), chance.randrange(1, 256)
        changed = proof[:place] + bytes([proof[place] ^ turned]) + proof[place + 1 :]
        assert examine_in(checker, changed, f"ubah-{n}.html")[0] == "TIDAK UTUH", place


def test_the_key_that_the_reader_names_decides(checker: Page, proof: bytes, tmp_path: Path) -> None:
    own = sign.examine(proof)
    stranger = keys.read_key(tmp_path / "asing")
    assert examine_in(checker, sign.sign_html(own.content, stranger), "asing.html")[1][0].startswith(
        "Kunci tidak dikenal: "
    )
    checker.get_by_label("Sidik kunci").fill(keys.say_fingerprint(own.fingerprint).upper())
    assert "seperti yang Anda sebut" in examine_in(checker, proof, "sendiri.html")[1][0]
    assert examine_in(checker, sign.sign_html(own.content, stranger), "asing2.html")[0] == "BUKAN DARI KUNCI ITU"


def test_a_figure_that_does_not_follow_is_found_even_when_it_is_signed(checker: Page, proof: bytes) -> None:
    content, key = sign.examine(proof).content, keys.read_key(find_data_folder())
    number = re.search(rb'"angka":\{"pembilang":(\d+)', content)
    assert number
    other = content.replace(number[0], b'"angka":{"pembilang":%d' % (int(number[1]) + 1))
    verdict, said = examine_in(checker, sign.sign_html(other, key), "palsu.html")
    assert verdict == "TIDAK COCOK"
    assert "kutipannya bukan dari isinya." in said
    assert f"pembilang {int(number[1]) + 1}, jumlah barisnya {int(number[1])}." in said
    assert examine_in(checker, sign.sign_html(b"<p>bukan bukti</p>", key), "lain.html")[1][1] == (
        "Di dalamnya tidak ada angka yang dapat dihitung ulang."
    )


def test_a_proof_of_an_earlier_release_is_still_whole(checker: Page, proof: bytes) -> None:
    content, key = sign.examine(proof).content, keys.read_key(find_data_folder())
    citation = re.search(rb'"kutipan":"(KB-\d+-[0-9A-F]{4})([0-9A-F]+)"', content)
    assert citation
    old = content.replace(citation[0], b'"kutipan":"%s"' % citation[1]).replace(b'"bentuk":2', b'"bentuk":1')
    verdict, said = examine_in(checker, sign.sign_html(old, key), "lama.html")
    assert verdict == "Utuh: tidak satu byte pun berubah" and said[2].startswith(f"Bukti {citation[1].decode()}: ")
    wrong = old.replace(citation[1], citation[1][:-1] + (b"0" if citation[1][-1:] != b"0" else b"1"))
    assert "kutipannya bukan dari isinya." in examine_in(checker, sign.sign_html(wrong, key), "lain.html")[1]
    future = old.replace(b'"bentuk":1', b'"bentuk":3')
    assert examine_in(checker, sign.sign_html(future, key), "kelak.html")[1][1] == (
        "bentuk bukti ini tidak dikenal halaman ini."
    )


def test_a_file_that_was_never_signed_is_not_called_changed(checker: Page, proof: bytes) -> None:
    verdict, said = examine_in(checker, b"periode,kode_wilayah\r\n", "indikator.csv")
    assert verdict == "Tidak bertanda" and "verify" in said[0]
    for n, cut in enumerate((proof[:-10], sign.examine(proof).content, b"PK\x03\x04 datapackage.json PK\x05\x06")):
        assert examine_in(checker, cut, f"potong-{n}.html") == ("TIDAK UTUH", ["Tandanya hilang atau terpotong."])


def test_a_file_whose_download_was_interrupted_is_cut_off(checker: Page, proof: bytes) -> None:
    whole = package.make_whole(Choice(Store().find_current() or 0), keys.read_key(find_data_folder()))
    cut = [(f"paket-{n}.zip", whole[: len(whole) * n // 10]) for n in (1, 5, 9)]
    cut += [(f"bukti-{n}.html", proof[: len(proof) * n // 10]) for n in (1, 5, 9)]
    for name, content in (*cut, ("kosong.csv", b"")):
        assert examine_in(checker, content, name) == (
            "TIDAK UTUH",
            [
                "Berkas ini terpotong atau rusak, misalnya karena unduhannya terputus. Unduh lagi dari dasbor, lalu "
                "periksa lagi."
            ],
        ), name
    assert examine_in(checker, whole, "paket.zip")[0] == "Utuh: tidak satu byte pun berubah"
    assert examine_in(checker, b"<!DOCTYPE html><title>Bukti: x</title><p>x", "lain.html")[0] == "Tidak bertanda"


def test_a_mark_alone_is_called_one_and_the_file_that_it_signs_is_named(checker: Page) -> None:
    mark = sign.make_mark(b"periode,kode_wilayah\r\n", keys.read_key(find_data_folder()))
    said = "Berkas ini tanda, bukan berkas yang ditandainya. "
    for name in ("indikator.csv.tanda", "indikator.csv.tanda.txt"):
        assert examine_in(checker, mark, name) == (
            "Belum diperiksa",
            [
                f"{said}Yang ditandainya: indikator.csv. Simpan tanda ini di sampingnya sebagai indikator.csv.tanda, "
                "lalu periksa dengan python -m dasbor verify indikator.csv."
            ],
        )
    assert examine_in(checker, mark, "unduhan") == (
        "Belum diperiksa",
        [f"{said}Simpan di sampingnya sebagai NAMA.tanda, lalu periksa dengan python -m dasbor verify NAMA."],
    )
    assert examine_in(checker, mark[:50], "wilayah.csv.tanda")[0] == "Belum diperiksa"


def test_what_can_be_no_fingerprint_is_said_and_nothing_is_compared(checker: Page, proof: bytes) -> None:
    checker.get_by_label("Sidik kunci").fill("xyz")
    verdict, said = examine_in(checker, proof)
    assert verdict == "Belum diperiksa" and said[0].startswith("Yang Anda ketik bukan sidik kunci")


def test_a_browser_without_that_signature_says_so(checker: Page, proof: bytes) -> None:
    checker.evaluate("() => { crypto.subtle.generateKey = () => Promise.reject(new Error()); }")
    verdict, said = examine_in(checker, proof)
    assert verdict == "Belum diperiksa" and said[0].startswith("Peramban ini belum dapat memeriksa tanda Ed25519.")


# ── a chart in a page of another site ──


def test_a_chart_shows_in_a_frame_of_a_named_site_and_of_no_other(
    place: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = f"<iframe src='{place}/sisip?indikator=koperasi_aktif' width='400' height='700'></iframe>"
    with serve(Starlette(routes=[Route("/", lambda _request: HTMLResponse(frame))])) as site:
        for hosts, shown in (([site], 1), (["https://lain.contoh.go.id"], 0)):
            monkeypatch.setitem(load_reference().settings, "data", {"sisip": hosts})
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.goto(site, wait_until="networkidle")
            inside = page.frame_locator("iframe")
            assert bool(inside.locator(".diam svg").count()) == bool(shown)  # the browser's own refusal has an h1 too
            page.close()
