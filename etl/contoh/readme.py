"""The README of data/contoh/, in Indonesian; the list of mistakes comes from the generator itself."""

from __future__ import annotations

from collections.abc import Sequence

from etl.contoh.angka import CITY_TOTALS, PUBLISHED_QUARTERS, QUARTER_WITHOUT_TRAINING, SAMPLE_MARK
from etl.contoh.messy import MistakeNote
from etl.pesan import MESSAGES, WRONG

_OPENING = """# Data contoh

**{tanda}.** Semua isi berkas di folder ini dikarang oleh program (`etl/contoh/`): nama koperasi, nomor, alamat,
uang, orang, pelatihan, dan kunjungan. Tidak ada koperasi atau orang sungguhan di dalamnya; kesamaan nama \
hanya kebetulan,
dan KKMP hanya meminjam nama kelurahannya.
Hanya jumlah koperasi per kota yang mengikuti angka triwulanan umum, supaya grafiknya masuk akal.
Setiap lembar memuat tulisan “{tanda}”, dan setiap buku kerja membawa tanda `koperasi_data_contoh = ya`.
Jangan menyunting berkas di sini; ubah programnya, lalu buat ulang.

## Buku kerja triwulan ({awal} sampai {akhir})

| Triwulan | Berkas | Aktif | Tidak aktif | Diusulkan dibubarkan | Jumlah |
|---|---|---|---|---|---|
{tabel}

- 2022-T2: 342 koperasi tercatat, 62 di antaranya diusulkan dibubarkan, jadi 280 terdaftar.
- 23 Mei 2022: pelatihan dengan 80 peserta dari 40 bank sampah; 33 bank sampah didampingi dalam 180 hari.
- 2022-T3: lembar Penghargaan memuat satu penghargaan, 14 Juli 2022.
- 2022-T2 sampai 2025-T2, kecuali triwulan pertama: lembar Acara memuat satu atau dua acara; UMKM di Hari Koperasi
  tidak tercatat, dan kelurahannya juga tidak.
- {tanpa}: tidak ada lembar Pelatihan (belum pernah diunggah, bukan nol).
- 2025-T1: 58 koperasi tidak aktif atau diusulkan dibubarkan, dan satu yang aktif, keluar dari register. Susutnya lebih
  dari 10 persen, jadi menerbitkannya perlu alasan.
- 2025-T2: 20 koperasi baru, semuanya Koperasi Kelurahan Merah Putih (KKMP); yang ke-21 (Bendogerit) adalah \
koperasi lama
  yang berganti nama.

## Untuk mencoba unggahan

`{bersih}` adalah Triwulan III 2025 seperti buatan dinas: kop surat, judul dua baris, baris kecamatan, \
jumlah per kecamatan,
ejaan yang berbeda-beda, uang dalam Rp juta. Isinya benar dan dapat diterbitkan.

`{berantakan}` adalah triwulan yang sama dengan kesalahan berikut. Yang **salah** menghalangi penerbitan; yang periksa
diterbitkan, ditampilkan, dan didaftar. Selain ini, juga pada buku kerja yang bersih, muncul temuan yang bukan kesalahan
ketik: uang dalam Rp juta, kolom berisi data pribadi, tanggal kosong “30-11--0001”, status yang berbeda dengan RAT-nya.

| Lembar | Sel | Kode pesan | Bobot | Yang tertulis |
|---|---|---|---|---|
{kesalahan}
"""


def make_text(notes: Sequence[MistakeNote], messy: str, clean: str) -> str:
    return _OPENING.format(
        tanda=SAMPLE_MARK,
        awal=PUBLISHED_QUARTERS[0],
        akhir=PUBLISHED_QUARTERS[-1],
        tabel="\n".join(_say_quarter(p) for p in PUBLISHED_QUARTERS),
        tanpa=QUARTER_WITHOUT_TRAINING,
        berantakan=messy,
        bersih=clean,
        kesalahan="\n".join(_say_mistake(c) for c in notes),
    )


def _say_quarter(p: str) -> str:
    active, inactive, suggestion = CITY_TOTALS[p]
    return f"| {p} | `koperasi-{p}.xlsx` | {active} | {inactive} | {suggestion} | {active + inactive + suggestion} |"


def _say_mistake(c: MistakeNote) -> str:
    weight = MESSAGES[c.code].berat
    bold = f"**{weight}**" if weight == WRONG else weight
    return f"| {c.sheet.strip()} | {c.cell or '–'} | `{c.code}` | {bold} | {c.meaning} |"
