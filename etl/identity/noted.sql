-- The rows that a decision moved, as they were before.
select jenis, periode, unggahan_id, lembar, baris, koperasi_lama as koperasi_id, nik_koperasi, nomor_badan_hukum,
    nama_koperasi, kode_kelurahan
from putusan_koperasi_baris
where nomor = $number
order by all
