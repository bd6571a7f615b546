-- Of how many rows two sources can be compared, by the code of the finding that says they differ.
select 'status_rat_berbeda' as kode, count(*) as dibandingkan
from koperasi_triwulan
where periode = $periode and status in ('aktif', 'tidak aktif') and status_hitung in ('aktif', 'tidak aktif')
union all
select 'skor_predikat_berbeda', count(*) from koperasi_triwulan
where periode = $periode and skor_kesehatan is not null and predikat_kesehatan is not null
union all
select 'anggota_tidak_cocok', count(*) from koperasi_triwulan
where periode = $periode and anggota_laki is not null and anggota_perempuan is not null and jumlah_anggota is not null
union all
select 'kelurahan_berbeda_register', count(*) from (
    select koperasi_id from pelatihan_peserta where periode = $periode
    union all
    select koperasi_id from pendampingan_kunjungan where periode = $periode
) where koperasi_id is not null
