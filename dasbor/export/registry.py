"""Every product there is. A new one is a line in PRODUCTS; command line, pages and routes derive from it."""

from __future__ import annotations

from dasbor.export.brief import product as brief
from dasbor.export.owed.products import OWED
from dasbor.export.picture import product as picture
from dasbor.export.product import Product
from dasbor.export.proof import checker
from dasbor.export.proof import product as proof
from dasbor.export.report import product as report
from dasbor.export.request import Format, WrongRequest
from dasbor.export.snapshot import product as snapshot

PRODUCTS: tuple[Product, ...] = (
    brief.PRODUCT,
    report.PRODUCT,
    snapshot.PRODUCT,
    *OWED,
    proof.PRODUCT,
    checker.PRODUCT,
    picture.PRODUCT,
)


def find_product(name: str) -> tuple[Product, str]:
    """The product and the argument of "bukti:koperasi_aktif". Raises WrongRequest."""
    stem, colon, argument = name.partition(":")
    known = next((p for p in PRODUCTS if p.name == stem), None)
    if known is None:
        raise WrongRequest(f"“{name[:40]}” tidak dikenal. Yang ada: {', '.join(p.usage for p in PRODUCTS)}.")
    if bool(known.argument) != bool(argument) or (colon and not argument):
        raise WrongRequest(f"Ditulis “{known.usage}”, bukan “{name[:40]}”.")
    return known, argument


def find_format(product: Product, ending: str) -> Format:
    """What makes the file with this ending (".pdf"). Raises WrongRequest."""
    write = product.formats.get(ending.lower())
    if write is None:
        raise WrongRequest(
            f"{product.usage} tidak dibuat sebagai {f'“{ending}”' if ending else 'berkas tanpa akhiran'}. "
            f"Akhiran yang ada: {', '.join(product.formats)}."
        )
    return write
