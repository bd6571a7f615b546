"""Content of Unduhan: the products of the registry for the reader's choice, made when their button is pressed."""

from __future__ import annotations

from functools import partial

from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.export import kept, layout, naming, registry
from dasbor.export.brief.compose import say_kind
from dasbor.export.product import Product
from dasbor.export.report import parts
from dasbor.export.request import WrongRequest
from dasbor.ui import page, screen
from dasbor.ui.exports import File
from dasbor.ui.layout import arrange
from dasbor.words import terms

QUESTION = "Apa yang dapat dibawa dari triwulan dan wilayah ini?"
# ending -> (label of the button, media type)
FORMATS = {
    ".pptx": ("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ".xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pdf": ("PDF", "application/pdf"),
    ".csv": ("CSV", "text/csv"),
    ".json": ("JSON", "application/json"),
    ".zip": ("ZIP", "application/zip"),
    ".html": ("HTML", "text/html"),
    ".png": ("Gambar", "image/png"),
    ".txt": ("Teks", "text/plain"),
}
_BRIEF = "lembar"
_BRIEF_PURPOSE = "Satu halaman A4: keadaan terhadap target, perubahan terbesar, siapa yang dihubungi."


def list_products() -> list[Product]:
    """Those of the whole choice; what is about one figure is taken along beside that figure."""
    return [product for product in registry.PRODUCTS if not product.argument]


def say_choice(p: Choice) -> str:
    """Which choice the files are about, and that a page above can change it."""
    return f"Berkas untuk {provenance.say_where_and_when(p)}. Triwulan dan wilayah diganti di pilihan di atas."


def say_fault() -> str:
    """What is wrong with the city's own layout; "" = nothing."""
    try:
        layout.check()
        parts.check()
    except WrongRequest as error:
        return f"Tata letak berkas belum dapat dipakai. {error}"
    return ""


def show_products(p: Choice) -> None:
    """All of them; none where the layout cannot be used, since each would break."""
    if fault := say_fault():
        screen.show_empty(fault)
        return
    with arrange.lay_in_grid("unduhan"):
        for product in list_products():
            _show_product(p, product)


def _show_product(p: Choice, product: Product) -> None:
    """Title, one sentence, a button for each format."""
    with page.container(gap="xsmall"):
        title, purpose = say_product(product)
        screen.show_subheading(title, purpose)
        with page.container(horizontal=True):
            for file in list_files(p, product):
                screen.show_download(file, key=f"unduhan_{file.name.rpartition('.')[2]}_{product.name}")


def say_product(product: Product) -> tuple[str, str]:
    """What it is called here, and the sentence below."""
    if product.name == _BRIEF:
        return say_kind(), product.purpose or _BRIEF_PURPOSE
    return terms.say_terms(product.title), terms.say_terms(product.purpose)


def list_files(p: Choice, product: Product) -> list[File]:
    """One for each format, made when somebody takes it."""
    return [
        File(
            f"Unduh {FORMATS[ending][0]}",
            partial(kept.make_file, p, product.name, ending),
            naming.name_file(product.name, p, ending),
            FORMATS[ending][1],
        )
        for ending in product.formats
        if ending in FORMATS
    ]
