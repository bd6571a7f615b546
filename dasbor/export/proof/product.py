"""Proofs as a product: one HTML file with its data inside, signed to its last byte."""

from __future__ import annotations

from typing import Any

from dasbor.answers import provenance
from dasbor.export import templates
from dasbor.export.product import Product
from dasbor.export.proof import checker
from dasbor.export.proof.gather import gather
from dasbor.export.request import Request
from dasbor.words import language
from dasbor.words.amounts import say_parts
from dasbor.words.shown import write_amount
from etl.acuan import find_data_folder
from etl.indikator import Indicator, find_indicator
from etl.seal import keys, sign

_CASES = {"nama": "Nama", "kode_wilayah": "Kode wilayah", "pembilang": "Pembilang", "penyebut": "Penyebut"}
_PLACES = {"sel": "Sel", "sel_bukti": "Sel bukti", "unggahan": "Terbitan asal"}
_AMOUNTS = {"jumlah_aktif": "Aktif", "jumlah_tidak_aktif": "Tidak aktif", "jumlah_diusulkan": "Diusulkan dibubarkan"}
_HEADINGS = {**_CASES, **_AMOUNTS, **_PLACES}
WITHHELD = (
    "Baris dan sel buku kerja ditahan menurut pengaturan: nama koperasi hanya untuk yang sudah masuk, dan barisnya "
    "mengenalkan mereka. Angka, arti, hitungan dan sidik buku kerja tetap di sini."
)


def make_proof(r: Request) -> bytes:
    """Raises WrongRequest, NothingPublished; KeyLost, OSError where the installation cannot sign."""
    data, key = gather(r), keys.read_key(find_data_folder())
    return sign.sign_html(_render(r, data, keys.fingerprint(keys.write_public(key))).encode(), key)


PRODUCT = Product("bukti", "Bukti", {".html": make_proof}, argument="INDIKATOR")


def _render(r: Request, data: dict[str, Any], print_: str) -> str:
    shown = [name for name in _HEADINGS if data["baris"] and name in data["baris"][0]]
    place = r.address.rstrip("/")
    return templates.render(
        "proof.html",
        data=data,
        quarter=language.format_quarter(r.choice.periode),
        place=provenance.say_place(r.choice),
        figure=say_figure(find_indicator(r.argument), data["angka"]),
        part=write_amount(data["angka"]["pembilang"]),
        whole=write_amount(data["angka"]["penyebut"]),
        recount=_say_recount(data),
        withheld=WITHHELD if data["baris_ditahan"] else "",
        headings=[_HEADINGS[name] for name in shown],
        rows=[[_write_cell(row[name]) for name in shown] for row in data["baris"]],
        fingerprint=keys.say_fingerprint(print_),
        key_place=f"{place}/data/kunci.pub",
        checker_place=place + checker.PLACE,
        json=templates.write_json(data),
        style=templates.make_style("brief.css", "proof.css"),
    )


def say_figure(i: Indicator | None, n: dict[str, Any]) -> str:
    """ "268 dari 301 = 89,0%", "Rp 1.250.000", "4.120"."""
    if i is None:
        return language.format_fraction(n["pembilang"], n["penyebut"])
    if i.money:
        return language.format_rupiah(n["pembilang"], full=True)
    share = "" if i.count else f" = {language.format_percent(n['nilai'], n['penyebut'])}"
    return say_parts(i, n["pembilang"], n["penyebut"]) + share


def _say_recount(data: dict[str, Any]) -> str:
    if data["baris_ditahan"]:
        return "Barisnya tidak ikut, jadi angka ini tidak dapat dihitung ulang dari berkas ini saja."
    if not data["dari_baris"]["pembilang"]:
        return "Triwulan ini terbit sebagai rekap: angkanya jumlah yang tertulis, tanpa daftar koperasi."
    whole = "" if data["angka"]["penyebut"] is None else " dan penyebut"
    if whole and not data["dari_baris"]["penyebut"]:
        whole = "; penyebutnya PDRB di pengaturan"
    return f"Pembilang{whole}: jumlah kolomnya di bawah ini."


def _write_cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(x) for x in value)
    if value is None:
        return "–"
    return language.format_number(value) if isinstance(value, int | float) else str(value)
