"""Digital & Pemasaran: IT literacy, channels, marketing support, members who run a small business."""

from dasbor import asal, digital, isi, kesehatan, parameter, tampilan

INDIKATOR = ("melek_ti", "pemasaran", "anggota_umkm", "anggota_perempuan")

p = tampilan.mulai("Digital & Pemasaran", digital.PERTANYAAN)
halangan = kesehatan.halangan(p)
if halangan:
    tampilan.kosong(*halangan)
    raise tampilan.PageEnd
sumber = asal.sumber(p)
ti, pasar, umkm, perempuan = ((i, asal.sumber_indikator(p, i)) for i in INDIKATOR)

tampilan.deret_kartu(digital.kartu(p))
tampilan.catatan(digital.catatan(p))
melek, pemasaran, anggota = parameter.bagian(digital.BAGIAN)

if melek.open:
    with melek:
        tampilan.blok_grafik(digital.kanal(p), sumber, "saluran_digital")
        tampilan.blok_grafik(isi.rasio_kelurahan(p, ti[0]), ti[1], "melek_ti_kelurahan")
        tampilan.blok_grafik(isi.tren_rasio(p, ti[0]), asal.sumber_tren(p, ti[0]), "tren_melek_ti")
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
        tampilan.blok_grafik(isi.rasio_kelurahan(p, pasar[0]), pasar[1], "pemasaran_kelurahan")
        tampilan.blok_grafik(isi.tren_rasio(p, pasar[0]), asal.sumber_tren(p, pasar[0]), "tren_pemasaran")
if anggota.open:
    with anggota:
        tampilan.butir(digital.melapor(p))
        for indikator, asal_ in (umkm, perempuan):
            tampilan.blok_grafik(isi.rasio_kelurahan(p, indikator), asal_, f"{indikator}_kelurahan")
            tampilan.blok_grafik(isi.tren_rasio(p, indikator), asal.sumber_tren(p, indikator), f"tren_{indikator}")
tampilan.definisi(asal.definisi(p, *INDIKATOR))
