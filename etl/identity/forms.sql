-- The keys of register rows as they stood when a decision moved them.
select distinct koperasi_id, nik_koperasi, nomor_badan_hukum, nama_koperasi, kode_kelurahan, periode
from putusan_koperasi_baris
where jenis = 'koperasi'
order by all
