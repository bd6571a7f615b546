"""What a dinas owes, as products of the registry."""

from __future__ import annotations

from dasbor.export.owed import bps, bundle, capaian, dana, lkjip, penggerak, satudata
from dasbor.export.product import Product

OWED = (
    Product(
        "capaian",
        "Capaian Kinerja",
        {".xlsx": capaian.make_xlsx, ".pdf": capaian.make_pdf, ".zip": bundle.make_zip},
        purpose="Target, realisasi dan persen capaian, per triwulan dan setahun; ZIP berisi data dukungnya.",
    ),
    Product(
        "lkjip",
        "Tabel LKjIP",
        {".xlsx": lkjip.make_xlsx, ".pdf": lkjip.make_pdf},
        purpose="Indikator setahun terhadap targetnya, dengan tahun-tahun sebelumnya di sampingnya.",
    ),
    Product(
        "dana",
        "Rekap sumber dana",
        {".xlsx": dana.make_xlsx},
        purpose="Pelatihan tahun ini menurut sumber dana: kegiatan, orang, koperasi dan kelompok.",
    ),
    Product(
        "penggerak",
        "Berkas bukti Penggerak",
        {".xlsx": penggerak.make_xlsx},
        purpose="Bukti tiga tahun untuk penghargaan: keaktifan, RAT, anggota, pembinaan, hasil dan penghargaan.",
    ),
    Product(
        "satudata",
        "Satu Data",
        {".csv": satudata.make_csv, ".xlsx": satudata.make_xlsx, ".json": satudata.make_json},
        purpose="Semua indikator wilayah ini dan wilayah di dalamnya sebagai satu tabel polos, dengan metadatanya.",
    ),
    Product(
        "bps",
        "Metadata statistik BPS",
        {".xlsx": bps.make_xlsx, ".json": bps.make_json},
        purpose="MS-Keg, MS-Var dan MS-Ind sejauh dasbor mengetahuinya; yang belum diketahui disebut.",
    ),
)
