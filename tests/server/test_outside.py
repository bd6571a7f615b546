"""What is handed out without Streamlit: the brief by its address, kept, asked for by its mark, of any version."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import html
import http.client
import io
import itertools
import json
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import jsonschema
import pytest

from dasbor.__main__ import main
from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.export.opendata import package
from dasbor.export.proof.examine import examine
from dasbor.query import choose, published
from dasbor.query.reports import citations
from dasbor.server.outside import briefs, data_index, sending
from dasbor.server.turns import Turns
from etl.acuan import load_reference
from etl.seal import keys, sign
from etl.store.versions import Store
from tests import golden
from tests.export.profile import DATA_PACKAGE
from tests.installations import make_app, serve_port


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Our routes over the city of tests/golden.py."""
    folder = tmp_path_factory.mktemp("luar")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        golden.copy_all(Store())
        with serve_port(make_app()) as number:
            yield number


def ask(port: int, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    content = answer.read()
    packed = answer.getheader("Content-Encoding") == "gzip"
    return answer.status, answer.headers, gzip.decompress(content) if packed else content


def test_the_brief_is_whole_html_under_a_policy_that_allows_no_script(port: int) -> None:
    status, headers, content = ask(port, "/lembar")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert b"<h1>Koperasi Kota Blitar" in content and b"<script" not in content


def test_the_same_brief_is_not_sent_twice(port: int) -> None:
    for path in ("/lembar", "/lembar.pdf"):
        mark = ask(port, path, Accept_Encoding="gzip")[1]["ETag"]
        status, headers, content = ask(port, path, If_None_Match=mark)
        assert (status, content, headers["ETag"]) == (304, b"", mark)
        assert ask(port, f"{path}?versi=1", If_None_Match=mark)[0] == 200


MARKED = (
    *("/lembar", "/lembar.pdf", "/lembar.png", "/lembar.txt", "/rapat", "/data/indikator.csv", "/data/definisi.json"),
    *("/data/indikator.csv.tanda", "/data/datapackage.json", "/data/paket.zip", "/data/kunci.pub"),
    *("/data/periksa-bukti.html", "/data/bukti?indikator=koperasi_aktif", "/data/versi/1/wilayah.csv"),
)


@pytest.mark.parametrize("path", MARKED)
def test_whoever_names_the_mark_in_any_way_is_told_that_nothing_changed(port: int, path: str) -> None:
    """RFC 9110, 13.1.2: weak comparison, lists, and "*" for whatever there is."""
    weak = ask(port, path)[1]["ETag"]
    strong = weak.removeprefix("W/")
    assert weak != strong
    for written in (weak, strong, f'"a", {weak}', f'W/"x,y" , {strong},"b"', "*", " * "):
        status, headers, content = ask(port, path, If_None_Match=written)
        assert (status, content, headers["ETag"]) == (304, b"", weak), written
    for written in ('"a"', strong.strip('"'), f'"{weak}', '"*"', "", f'{strong[:-2]}"', f'"a{strong[1:]}'):
        assert ask(port, path, If_None_Match=written)[0] == 200, written


def test_marks_in_several_lines_are_one_list() -> None:
    assert sending.is_known('W/"a"', ['"b"', '"a"']) and sending.is_known('"a"', ['W/"a"'])
    assert not sending.is_known('W/"a"', ['"b"', '"*"']) and not sending.is_known('W/"a"', [])


def test_the_brief_names_its_version_once(port: int) -> None:
    version = Store().find_current()
    for path, end in (("/lembar", r"</footer>"), ("/lembar.txt", r"\Z")):
        foot = re.search(rf"Sumber: .*?{end}", ask(port, path)[2].decode(), re.S)[0]  # type: ignore[index]
        assert len(re.findall(rf"(?i)\bversi {version}\b", foot)) == 1
        assert re.search(rf"· versi {version}, diterbitkan \d+ \w+ \d{{4}}", foot)


def test_a_link_to_it_shows_title_sentence_and_picture(port: int) -> None:
    html = ask(port, "/lembar?triwulan=2025-T3&kkmp=tanpa")[2].decode()
    told = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', html))
    assert told["title"] == "Koperasi Kota Blitar tanpa KKMP, Triwulan III 2025"
    assert "koperasi aktif" in told["description"]
    assert told["image"] == f"http://127.0.0.1:{port}/lembar.png?triwulan=2025-T3&amp;kkmp=tanpa"
    assert ask(port, "/lembar.png?triwulan=2025-T3&kkmp=tanpa")[2].startswith(b"\x89PNG")


def test_each_format_says_in_its_name_what_it_holds(port: int) -> None:
    for ending, begin in ((".pdf", b"%PDF-"), (".png", b"\x89PNG"), (".txt", b"*Lembar Wali Kota")):
        status, headers, content = ask(port, f"/lembar{ending}?kelurahan=35.72.02.1004")
        name = headers["Content-Disposition"]
        assert status == 200 and content.startswith(begin)
        assert re.search(rf"lembar_2025-T3_Kelurahan_Turi_versi_\d+\{ending}$", name)


def test_the_page_for_a_messenger_holds_the_text_and_a_button(port: int) -> None:
    html = ask(port, "/lembar/salin")[2].decode()
    text = ask(port, "/lembar.txt")[2].decode()
    assert text.splitlines()[0] in html
    assert '<button type="button" id="salin">Salin teks</button>' in html


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("versi=99", "Versi “99” tidak ada."),
        ("triwulan=2031-T1", "belum diterbitkan"),
        ("kelurahan=99", "tidak dikenal"),
        ("kkmp=mungkin", "tidak dikenal"),
    ],
)
def test_what_is_not_there_is_said(port: int, query: str, sentence: str) -> None:
    for path in ("/lembar", "/lembar.pdf", "/lembar/salin"):
        status, _, content = ask(port, f"{path}?{query}")
        assert (status, sentence in content.decode()) == (404, True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("periode=2024-T4&wilayah=35.72.02", "triwulan=2024-T4&kecamatan=35.72.02"),
        ("wilayah=35.72.02.1004", "kelurahan=35.72.02.1004"),
        ("wilayah=35.72", ""),
    ],
)
def test_the_names_of_the_command_line_are_understood_too(port: int, typed: str, meant: str) -> None:
    assert ask(port, f"/lembar.txt?{typed}")[2] == ask(port, f"/lembar.txt?{meant}")[2]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("triwulanan=2024-T4", "“triwulanan” tidak dikenal di alamat ini"),
        ("kecamatan=35.72.01&kecamatan=35.72.02", "“kecamatan” disebut lebih dari sekali"),
        ("triwulan=2024-T4&periode=2025-T2", "“periode” dan “triwulan” berlainan"),
    ],
)
def test_a_name_that_nobody_knows_or_that_says_two_things_is_refused(port: int, query: str, sentence: str) -> None:
    for path in ("/lembar", "/lembar.txt"):
        status, _, content = ask(port, f"{path}?{query}")
        assert (status, sentence in content.decode()) == (404, True)


def test_what_pages_and_messengers_add_to_an_address_is_no_choice(port: int) -> None:
    for added in ("tahun_rat=2", "fbclid=x", "utm_source=wa"):
        assert ask(port, f"/lembar.txt?{added}")[2] == ask(port, "/lembar.txt")[2]


def test_an_area_that_nobody_knows_is_refused_under_that_name_too(port: int) -> None:
    assert ask(port, "/lembar?wilayah=35.72.02.9999")[0] == 404


def test_who_makes_up_hosts_pushes_out_no_file_of_the_first_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefs, "_places", set())
    places = [f"http://{name}.go.id" for name in "abcdefghij"]
    assert [briefs._find_shelf(place) is briefs._KEPT for place in places] == [True] * 8 + [False] * 2
    assert briefs._find_shelf(places[0]) is briefs._KEPT


def test_what_is_kept_is_sent_also_while_too_many_wait_for_what_is_not(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = ask(port, "/lembar?triwulan=2024-T4")[2]
    monkeypatch.setattr(briefs, "_turns", Turns(0, per_caller=1, waiting=0))
    assert ask(port, "/lembar?triwulan=2024-T4")[2] == kept
    for path in ("/lembar?triwulan=2025-T1&kkmp=tanpa", "/lembar.pdf?triwulan=2025-T1&kkmp=tanpa"):
        status, _, content = ask(port, path)
        assert (status, "Sedang banyak yang meminta lembar" in content.decode()) == (503, True)


def test_a_strange_host_is_told_in_no_page(port: int) -> None:
    html = ask(port, "/lembar", Host='jahat.go.id"><script>')[2].decode()
    assert "jahat" not in html and "og:image" not in html


def test_nothing_published_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "kosong"))
    with serve_port(make_app()) as number:
        status, _, content = ask(number, "/lembar")
    assert (status, "Belum ada data" in content.decode()) == (404, True)


# ── mode rapat ──


def test_the_slides_are_whole_html_with_one_script_of_this_site(port: int) -> None:
    status, headers, content = ask(port, "/rapat?kelurahan=35.72.02.1004&putar=15")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'")
    html = content.decode()
    assert re.findall("<script[^>]*>", html) == ['<script src="/rapat/rapat.js" defer>']
    assert 'data-kabar="/rapat/kabar?kelurahan=35.72.02.1004"' in html
    footers = re.findall("<footer>(.*?)</footer>", html)
    assert len(footers) == html.count('<section class="salindia') > 4
    version = Store().find_current()
    assert all(f"Kelurahan Turi, Triwulan III 2025 · Versi {version}, terbit " in footer for footer in footers)
    kind = ask(port, "/rapat/rapat.js")[1]["Content-Type"]
    assert kind == "text/javascript; charset=utf-8"


def test_the_news_change_with_what_is_shown_and_are_small(port: int) -> None:
    status, headers, content = ask(port, "/rapat/kabar?triwulan=2025-T3")
    assert (status, len(content) < 200, headers["Cache-Control"]) == (200, True, "no-cache")
    told = json.loads(content)
    assert told == {"tanda": ask(port, "/rapat?triwulan=2025-T3")[1]["ETag"], "versi": Store().find_current()}
    assert ask(port, "/rapat/kabar?triwulan=2025-T3", If_None_Match=headers["ETag"])[0] == 304
    assert json.loads(ask(port, "/rapat/kabar?triwulan=2025-T3&kkmp=tanpa")[2])["tanda"] != told["tanda"]
    assert ask(port, "/rapat/kabar?versi=99")[0] == ask(port, "/rapat?wilayah=35.72.99")[0] == 404


# ── citations ──


def test_a_citation_leads_back_to_its_figure_and_says_what_it_is_worth(port: int) -> None:
    version = Store().find_current() or 0
    p = choose.choose(Choice(version), "2025-T3", "35.72.02.1004", WITHOUT_KKMP)
    citation = citations.make(p, "koperasi_aktif")
    html = ask(port, f"/kutip/{citation}")[2].decode()
    assert f"<h1>Kutipan {citation}</h1>" in html
    assert re.search("Koperasi aktif: <span [^>]*>2 dari 3 = 67%</span>", html)
    assert "Kelurahan Turi tanpa KKMP, Triwulan III 2025" in html
    query = f"triwulan=2025-T3&amp;kelurahan=35.72.02.1004&amp;kkmp=tanpa&amp;versi={version}"
    assert f'href="/keaktifan?{query}"' in html
    assert f'href="/data/bukti?{query}&amp;indikator=koperasi_aktif"' in html
    assert "ia sendiri tidak membuktikan apa pun" in html
    assert ask(port, "/kutip")[0] == 200


def test_a_citation_that_is_typed_otherwise_leads_to_its_one_address(port: int) -> None:
    p = choose.choose(Choice(Store().find_current() or 0), "2025-T3")
    citation = citations.make(p, "koperasi_aktif")
    initials, version, piece = citation.split("-")
    assert ask(port, f"/kutip/{citation}")[0] == 200
    typed = [
        citation.lower(),
        *(between.join((initials, version, piece)) for between in (" ", "–", "—", "−", "\u2011", " - ")),
        f"{initials}-00{version}-{piece}",
    ]
    for written in typed:
        for address in (f"/kutip/{quote(written)}", f"/kutip?kode=+{quote(written)}+"):
            status, headers, content = ask(port, address)
            assert (status, headers["Location"], content) == (303, f"/kutip/{citation}", b""), address
    assert ask(port, f"/kutip?kode={citation}")[1]["Location"] == f"/kutip/{citation}"
    assert f"Kutipan lengkap: {citation}" in ask(port, f"/kutip/{citation[:-1]}")[2].decode()


def test_a_version_has_one_address_and_none_with_zeros_before_it(port: int) -> None:
    version = Store().find_current() or 0
    for place in ("", *(f"/{name}" for name in ("indikator.csv", "indikator.csv.tanda", "paket.zip"))):
        assert ask(port, f"/data/versi/{version}{place}")[0] == 200
        status, _, content = ask(port, f"/data/versi/0{version}{place}")
        assert status == 404
        assert f"Versi “0{version}” tidak ada. Versi terkini adalah versi {version}." in content.decode()
    assert ask(port, f"/data/indikator.csv?versi=0{version}")[0] == ask(port, f"/lembar?versi=0{version}")[0] == 404


def test_what_is_no_citation_of_ours_is_told_so(port: int) -> None:
    version = Store().find_current() or 0
    free = next(f"{n:06X}" for n in range(65_536) if citations.find(version, f"{n:06X}").empty)
    for written, sentence in (
        ("entah", "“entah” bukan kutipan. Kutipan ditulis seperti KB-15-7F3A91."),
        ("KB-15-7F3", "“KB-15-7F3” bukan kutipan."),
        ("KM-1-7F3A", "Kutipan ini dari pemasangan KM; di sini kutipan berawalan KB."),
        ("KB-99-7F3A", "Versi “99” tidak ada."),
        (f"KB-{version}-{free}", f"Di versi {version} tidak ada angka dengan kutipan ini."),
    ):
        status, _, content = ask(port, f"/kutip/{written}")
        assert (status, sentence in content.decode()) == (404, True), written


def test_four_digits_of_an_earlier_release_list_every_figure_with_its_whole_citation(port: int) -> None:
    p = Choice(Store().find_current() or 0)
    pieces = [f"{one:016X}" for one in citations.list_hashes(p).tolist()]
    shared = next(a[:4] for a, b in itertools.pairwise(pieces) if a[:4] == b[:4])
    many = [piece[:6] for piece in pieces if piece.startswith(shared)]
    html = ask(port, f"/kutip/KB-{p.version}-{shared}")[2].decode()
    known = len(citations.find(p.version, shared))
    assert f"Kutipan sependek ini cocok dengan {known} angka di versi itu." in html
    assert html.count("<h2>") == html.count("Kutipan lengkap: ") == known >= 2
    assert set(re.findall(rf"Kutipan lengkap: KB-{p.version}-(\w{{6}})", html)) <= set(many)
    alone = ask(port, f"/kutip/KB-{p.version}-{citations.make(choose.choose(p), 'koperasi_aktif').split('-')[2]}")[2]
    assert b"Kutipan lengkap" not in alone and alone.count(b"<h2>") == 1


# ── open data ──


@pytest.fixture(autouse=True)
def _own_key(port: int) -> None:
    """The key is made before anything is compared."""
    assert ask(port, "/data/kunci.pub")[0] == 200


def package_of(port: int, folder: str = "/data") -> dict:
    return json.loads(ask(port, f"{folder}/datapackage.json")[2])


def test_the_package_describes_its_files_to_the_byte(port: int) -> None:
    version = Store().find_current()
    for folder in ("/data", f"/data/versi/{version}"):
        described = package_of(port, folder)
        assert [r["path"] for r in described["resources"]] == [
            *("indikator.csv", "indikator.json", "wilayah.csv", "definisi.json")
        ]
        for r in described["resources"]:
            content = ask(port, f"{folder}/{r['path']}")[2]
            assert (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") == (r["bytes"], r["hash"])


def test_the_package_says_when_it_was_published_with_its_zone(port: int) -> None:
    local = published.find_published_at(Choice(Store().find_current() or 0))
    assert package_of(port)["created"] == f"{local:%Y-%m-%dT%H:%M:%S}+07:00"


def test_the_description_is_a_data_package_by_its_profile(port: int) -> None:
    description = package_of(port)
    jsonschema.Draft7Validator.check_schema(DATA_PACKAGE)
    jsonschema.Draft7Validator(DATA_PACKAGE).validate(description)
    assert len({r["name"] for r in description["resources"]}) == len(description["resources"])
    for broken in ({"resources": []}, {"name": "Nama Besar"}, {"version": "12"}, {"licenses": [{"title": "x"}]}):
        assert not jsonschema.Draft7Validator(DATA_PACKAGE).is_valid({**description, **broken}), broken


def test_the_licence_is_that_of_the_settings(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert package_of(port)["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Atribusi 4.0 Internasional",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]
    monkeypatch.setitem(load_reference().settings, "data", {"lisensi": ""})
    assert package.find_licence() is None
    monkeypatch.setitem(load_reference().settings, "data", {})
    assert package.find_licence() == package.Licence(
        "CC-BY-4.0", "Creative Commons Atribusi 4.0 Internasional", "https://creativecommons.org/licenses/by/4.0/"
    )


def test_the_page_of_open_data_lists_each_file_with_its_size_licence_and_key(port: int) -> None:
    version = Store().find_current()
    status, _, content = ask(port, "/data")
    html = content.decode()
    assert status == 200
    listed = re.findall(r'<li><a href="(/data/versi/\d+/([\w.]+))">[\w.]+</a> · ([\d.,]+) (MB|kB|byte)<br>', html)
    assert [name for _, name, _, _ in listed] == [
        *("indikator.csv", "indikator.json", "wilayah.csv", "definisi.json"),
        *("datapackage.json", "paket.zip"),
    ]
    marks = re.findall(r'<a href="(/data/versi/\d+/[\w.]+\.tanda)">tanda</a>', html)
    assert marks == [f"{address}.tanda" for address, name, _, _ in listed if name != "paket.zip"]
    for address, _, number, unit in listed:
        size = len(ask(port, address)[2])
        shown = float(number.replace(".", "").replace(",", "."))
        assert shown == pytest.approx(size / {"byte": 1, "kB": 1_000, "MB": 1_000_000}[unit], abs=0.05)
    assert [data_index.say_size(n) for n in (208, 1_000, 1_958_823)] == ["208 byte", "1,0 kB", "2,0 MB"]
    assert "Creative Commons Atribusi 4.0 Internasional (CC-BY-4.0)" in html
    assert ask(port, "/data/kunci.pub")[2].decode().split("sidik ")[1].strip() in html
    assert f'<a href="/data/versi/{version}">{version}</a>' in html
    assert f"Versi {version}, terbit " in html
    assert "Versi 1, terbit " in ask(port, "/data/versi/1")[2].decode()
    assert "; yang lebih lama: " not in html and "<code>python -m dasbor verify paket.zip</code>" in html
    assert ask(port, "/data/versi/99")[0] == ask(port, "/data?versi=x")[0] == 404


# ── a chart in a page of another site ──


def test_no_site_may_show_a_chart_until_the_settings_name_it(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    status, headers, content = ask(port, "/sisip?indikator=koperasi_aktif")
    assert (status, "Pengelola membukanya di pengaturan.toml" in content.decode()) == (404, True)
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    monkeypatch.setitem(load_reference().settings, "data", {"sisip": ["https://blitarkota.go.id", "https://*.go.id"]})
    status, headers, content = ask(port, "/sisip?indikator=koperasi_aktif&wilayah=35.72.02")
    policy = headers["Content-Security-Policy"]
    assert status == 200 and policy.endswith("frame-ancestors https://blitarkota.go.id https://*.go.id")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert headers["X-Frame-Options"] is None, "it can name no other site, and would contradict the policy"
    again = ask(port, "/sisip?indikator=koperasi_aktif&wilayah=35.72.02", If_None_Match=headers["ETag"])
    assert (again[0], again[1]["X-Frame-Options"]) == (304, None)
    assert ask(port, "/lembar")[1]["X-Frame-Options"] == ask(port, "/data")[1]["X-Frame-Options"] == "SAMEORIGIN"
    html = content.decode()
    assert "<script" not in html and "data-indikator" in html and "Kecamatan" in html
    assert f'<a href="http://127.0.0.1:{port}/keaktifan?' in html and 'target="_blank"' in html
    assert ask(port, "/sisip?indikator=laba")[0] == ask(port, "/sisip")[0] == 404


def test_the_figures_are_those_of_the_table_and_unknown_is_empty(port: int) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(port, "/data/indikator.csv")[2].decode())))
    con = Store().open_version(Store().find_current() or 0)
    stored = con.execute("select count(*), count(*) filter (pembilang is null) from indikator").fetchall()[0]
    assert len(rows) == stored[0]
    assert sum(r["pembilang"] == "" for r in rows) >= stored[1] > 0
    (one,) = [r for r in rows if _is_lead(r)]
    sql = """select pembilang, penyebut, nilai from indikator
        where indikator = 'koperasi_aktif' and kode_wilayah = '35.72'
        and periode = '2025-T3' and kelompok_hitung = 'semua'"""
    (row,) = con.execute(sql).fetchall()
    assert tuple(float(one[name]) for name in ("pembilang", "penyebut", "nilai")) == row
    objects = json.loads(ask(port, "/data/indikator.json")[2])["indikator"]
    assert len(objects) == len(rows)
    assert next(o["pembilang"] for o in objects if _is_lead(o)) == row[0]


def _is_lead(r: dict) -> bool:
    key = (r["indikator"], r["kode_wilayah"], r["periode"], r["kelompok_hitung"])
    return key == ("koperasi_aktif", "35.72", "2025-T3", "semua")


def test_each_row_of_the_figures_says_whether_it_is_invented(port: int) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(port, "/data/indikator.csv")[2].decode())))
    assert {r["contoh"] for r in rows} == {"false"}
    field = package_of(port)["resources"][0]["schema"]["fields"][-1]
    assert (field["name"], field["type"]) == ("contoh", "boolean")


def test_every_foreign_key_and_primary_key_of_the_package_holds(port: int) -> None:
    figures = list(csv.DictReader(io.StringIO(ask(port, "/data/indikator.csv")[2].decode())))
    areas = list(csv.DictReader(io.StringIO(ask(port, "/data/wilayah.csv")[2].decode())))
    codes = [a["kode"] for a in areas]
    assert len(codes) == len(set(codes)) > 20
    assert {f["kode_wilayah"] for f in figures} <= set(codes)
    schema = package_of(port)["resources"][0]["schema"]
    assert [f["name"] for f in schema["fields"]] == list(figures[0])
    keys_ = [tuple(f[name] for name in schema["primaryKey"]) for f in figures]
    assert len(keys_) == len(set(keys_))
    known = {d["indikator"] for d in json.loads(ask(port, "/data/definisi.json")[2])["definisi"]}
    assert {f["indikator"] for f in figures} <= known


def test_the_package_is_signed_beside_and_as_one_file(port: int, tmp_path: Path) -> None:
    told = ask(port, "/data/kunci.pub")[2].decode()
    description, mark = ask(port, "/data/datapackage.json")[2], ask(port, "/data/datapackage.json.tanda")[2]
    signed = sign.examine(description, mark)
    assert f"sidik {keys.say_fingerprint(signed.fingerprint)}" in told
    with pytest.raises(sign.NotSigned):
        sign.examine(description.replace(b"Koperasi", b"Koperasu"), mark)
    whole = ask(port, "/data/paket.zip")[2]
    assert examine(whole, signed.fingerprint).holds
    with zipfile.ZipFile(io.BytesIO(whole)) as z:
        assert z.testzip() is None
        assert z.read("datapackage.json") == description
    chance = random.Random(5)
    for _ in range(200):
        place = chance.randrange(len(whole))
        assert not examine(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]).holds


@pytest.mark.parametrize(
    "name", ["indikator.csv", "indikator.json", "wilayah.csv", "definisi.json", "datapackage.json"]
)
def test_every_file_has_its_signature_beside_it(port: int, name: str, tmp_path: Path) -> None:
    version = Store().find_current()
    for folder in ("/data", f"/data/versi/{version}", "/data/versi/1"):
        content, (status, headers, mark) = ask(port, f"{folder}/{name}")[2], ask(port, f"{folder}/{name}.tanda")
        assert (status, headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
        assert f"{name}.tanda" in headers["Content-Disposition"]
        sign.examine(content, mark)
        with pytest.raises(sign.NotSigned):
            sign.examine(content + b" ", mark)
        (tmp_path / name).write_bytes(content)
        (tmp_path / f"{name}.tanda").write_bytes(mark)
        if name != "datapackage.json":
            assert main(["verify", str(tmp_path / name)]) == 0
    assert ask(port, f"/data/{name}.tanda?versi=1")[2] == ask(port, f"/data/versi/1/{name}.tanda")[2]
    assert ask(port, f"/data/versi/99/{name}.tanda")[0] == 404


def test_a_mark_is_that_of_the_present_key(port: int) -> None:
    before = ask(port, "/data/wilayah.csv.tanda")[2]
    keys.renew(Store().folder)
    after = ask(port, "/data/wilayah.csv.tanda")[2]
    assert before != after
    content = ask(port, "/data/wilayah.csv")[2]
    told = ask(port, "/data/kunci.pub")[2].decode()
    assert f"sidik {keys.say_fingerprint(sign.examine(content, after).fingerprint)}" in told


def test_no_cooperative_is_named_in_open_data(port: int) -> None:
    con = Store().open_version(Store().find_current() or 0)
    names = [str(n) for (n,) in con.execute("select distinct nama_koperasi from koperasi_triwulan").fetchall()]
    said = b"".join(ask(port, f"/data/{name}")[2] for name in ("indikator.csv", "definisi.json", "datapackage.json"))
    assert [n for n in names if n.encode() in said] == []


def test_an_earlier_version_has_its_own_data(port: int) -> None:
    assert package_of(port, "/data/versi/1")["version"] == "1.0.0"
    by_query = json.loads(ask(port, "/data/indikator.json?versi=1")[2])
    assert by_query == json.loads(ask(port, "/data/versi/1/indikator.json")[2])
    assert (by_query["versi"], by_query["contoh"]) == (1, False)
    assert ask(port, "/data/versi/99/indikator.csv")[0] == ask(port, "/data/indikator.csv?versi=x")[0] == 404


def test_a_proof_is_handed_out_for_the_choice_of_a_page(port: int) -> None:
    query = "indikator=koperasi_aktif&triwulan=2025-T3&kelurahan=35.72.02.1004"
    status, headers, content = ask(port, f"/data/bukti?{query}")
    assert status == 200 and examine(content).holds
    assert "bukti_koperasi_aktif_2025-T3_Kelurahan_Turi" in headers["Content-Disposition"]
    assert ask(port, "/data/bukti?indikator=laba")[0] == 404


def test_the_page_that_examines_proofs_runs_its_own_script_alone(port: int) -> None:
    status, headers, content = ask(port, "/data/periksa-bukti.html")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    (script,) = re.findall(r"<script>(.*?)</script>", content.decode(), re.S)
    allowed = f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
    assert headers["Content-Security-Policy"].endswith(f"script-src {allowed}")
    assert f"script-src {allowed}" in html.unescape(content.decode())
    assert ask(port, "/data/kunci.pub")[2].decode().split("sidik ")[1].strip() in content.decode()


def test_a_lost_key_closes_what_is_signed_and_nothing_else(port: int) -> None:
    private = Store().folder / "tanda" / "kunci.pem"
    content = private.read_bytes()
    private.unlink()
    try:
        assert [
            ask(port, f"/data/{name}")[0] for name in ("kunci.pub", "paket.zip", "bukti?indikator=koperasi_aktif")
        ] == [503] * 3
        assert ask(port, "/data/indikator.csv")[0] == ask(port, "/lembar")[0] == 200
        assert str(Store().folder) not in ask(port, "/data/kunci.pub")[2].decode()
    finally:
        private.write_bytes(content)
