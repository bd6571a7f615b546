-- Which rows a decision moves, with the keys that rows of registers had.
insert into putusan_koperasi_baris by name
select distinct $number::integer as nomor, jenis, periode, unggahan_id, lembar, baris, baru as koperasi_id,
    koperasi_id as koperasi_lama, nik_koperasi, nomor_badan_hukum, nama_koperasi, kode_kelurahan
from _pindah
