-- urutan: 75
-- judul: SHU negatif
-- definisi: Bagian koperasi terdaftar yang merugi (SHU di bawah nol), di antara yang melaporkan SHU.
-- pembilang: koperasi dengan SHU di bawah nol
-- penyebut: koperasi terdaftar yang melaporkan SHU
-- satuan: persen
-- arah: turun
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi shu
-- bukti: -
-- sebutan: koperasi merugi
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: tidak
-- halaman: kesehatan
-- bagian: -
-- tampil: wilayah, tren
-- pilihan: Merugi, dari yang melapor
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    (shu < 0)::int as pembilang,
    1 as penyebut
from terdaftar
where shu is not null
