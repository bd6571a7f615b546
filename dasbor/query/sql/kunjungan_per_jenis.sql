-- Visits in an area from $awal to the quarter, by quarter and kind of mentoring (null = not written).
select periode, jenis_pendampingan, count(*) as kunjungan, count(distinct koperasi_id) as koperasi,
    count(distinct kelompok_id) as kelompok
from pendampingan_kunjungan
where periode between $awal and $periode and rules.in_area(kode_kelurahan, $kode)
group by all
order by periode desc, jenis_pendampingan nulls last
