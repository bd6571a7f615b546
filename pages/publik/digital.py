"""Digital & Pemasaran: IT literacy, channels, marketing support, members who run a small business."""

from dasbor import asal, digital, indicator_charts, kesehatan, parameter, tampilan

p = tampilan.mulai("Digital & Pemasaran", digital.PERTANYAAN)
halangan = kesehatan.halangan(p)
if halangan:
    tampilan.kosong(*halangan)
    raise tampilan.PageEnd
sumber = asal.sumber(p)

tampilan.deret_kartu(digital.kartu(p))
tampilan.catatan(digital.catatan(p))
melek, pemasaran, anggota = parameter.bagian(digital.BAGIAN)

if melek.open:
    with melek:
        tampilan.blok_grafik(digital.kanal(p), sumber, "saluran_digital")
        digital.show_part(p, 0)
        pilihan = parameter.salah_satu("Tampilkan koperasi aktif", "ti", digital.PILIHAN_TI)
        tampilan.daftar_tabel(
            digital.daftar_ti(p, pilihan),
            digital.judul_daftar(digital.PILIHAN_TI[pilihan]),
            sumber,
            "koperasi_ti",
            digital.KOLOM_TI,
            jika_kosong="Tidak ada koperasi aktif dalam pilihan ini.",
        )
if pemasaran.open:
    with pemasaran:
        tampilan.catatan(asal.catatan_jendela(p, "pendampingan"))
        pilihan = parameter.salah_satu("Tampilkan koperasi aktif", "pemasaran", digital.PILIHAN_PASAR)
        tampilan.daftar_tabel(
            digital.daftar_pasar(p, pilihan),
            digital.judul_daftar(digital.PILIHAN_PASAR[pilihan]),
            asal.sumber(p, "koperasi", "pendampingan", kurun=True),
            "koperasi_pemasaran",
            digital.KOLOM_PASAR,
            jika_kosong="Tidak ada koperasi aktif dalam pilihan ini.",
            subjudul=asal.rentang(p),
        )
        digital.show_part(p, 1)
if anggota.open:
    with anggota:
        tampilan.butir(digital.melapor(p))
        digital.show_part(p, 2)
tampilan.definisi(asal.definisi(p, *indicator_charts.ids_of("digital", *digital.FIRST)))
