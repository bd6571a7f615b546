-- urutan: 22
-- judul: Sehat atau cukup sehat
-- definisi: Bagian koperasi yang diperiksa yang hasilnya sehat atau cukup sehat (Permenkop 9/2020); bukan angka “%
--     sehat” dari RAT.
-- pembilang: koperasi diperiksa berpredikat sehat atau cukup sehat
-- penyebut: koperasi aktif yang diperiksa dalam {tahun_penilaian} tahun terakhir
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: Permenkop 9/2020 dan Juknis Deputi Perkoperasian 15/2021; masa berlaku hasilnya kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi predikat_kesehatan, skor_kesehatan, tahun_penilaian
-- bukti: -
-- sebutan: koperasi yang diperiksa sehat
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: tidak
-- halaman: kesehatan
-- bagian: -
-- tampil: wilayah, tren
-- pilihan: Sehat atau cukup sehat, dari yang diperiksa
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    rules.is_healthy(skor_kesehatan, predikat_kesehatan)::int as pembilang,
    1 as penyebut
from terdaftar, aturan
where status = 'aktif'
    and rules.was_examined(
        skor_kesehatan, predikat_kesehatan, terdaftar.tahun_penilaian, tanggal_akhir, aturan.tahun_penilaian
    )
