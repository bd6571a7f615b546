"""Digital & Pemasaran: IT literacy, channels, marketing support, members who run a small business."""

from dasbor.blocks import indicator_charts, provenance
from dasbor.content import digital, kesehatan
from dasbor.ui import parameters, screen

p = screen.mulai("Digital & Pemasaran", digital.PERTANYAAN)
halangan = kesehatan.halangan(p)
if halangan:
    screen.kosong(*halangan)
    raise screen.PageEnd
sumber = provenance.sumber(p)

screen.deret_kartu(digital.kartu(p))
screen.catatan(digital.catatan(p))
melek, pemasaran, anggota = parameters.bagian(digital.BAGIAN)

if melek.open:
    with melek:
        screen.blok_grafik(digital.kanal(p), sumber, "saluran_digital")
        digital.show_part(p, 0)
        pilihan = parameters.salah_satu("Tampilkan koperasi aktif", "ti", digital.PILIHAN_TI)
        screen.daftar_tabel(
            digital.daftar_ti(p, pilihan),
            digital.judul_daftar(digital.PILIHAN_TI[pilihan]),
            sumber,
            "koperasi_ti",
            digital.KOLOM_TI,
            jika_kosong="Tidak ada koperasi aktif dalam pilihan ini.",
        )
if pemasaran.open:
    with pemasaran:
        screen.catatan(provenance.catatan_jendela(p, "pendampingan"))
        pilihan = parameters.salah_satu("Tampilkan koperasi aktif", "pemasaran", digital.PILIHAN_PASAR)
        screen.daftar_tabel(
            digital.daftar_pasar(p, pilihan),
            digital.judul_daftar(digital.PILIHAN_PASAR[pilihan]),
            provenance.sumber(p, "koperasi", "pendampingan", kurun=True),
            "koperasi_pemasaran",
            digital.KOLOM_PASAR,
            jika_kosong="Tidak ada koperasi aktif dalam pilihan ini.",
            subjudul=provenance.rentang(p),
        )
        digital.show_part(p, 1)
if anggota.open:
    with anggota:
        screen.butir(digital.melapor(p))
        digital.show_part(p, 2)
screen.definisi(provenance.definisi(p, *indicator_charts.ids_of("digital", *digital.FIRST)))
