-- People trained in an area from $awal to the quarter, by what paid for it: for each quarter (semua_triwulan 0) and for all
-- of them (1), each by source of funds (semua_dana 0; null = not written) and over all (1). A person of several trainings
-- counts once in each line.
with peserta as (
    select periode, nullif(trim(sumber_dana), '') as dana, kegiatan_id, peserta_id, jenis_kelamin, koperasi_id, kelompok_id
    from pelatihan_peserta
    where periode between $awal and $periode and rules.in_area(kode_kelurahan, $kode)
)
select dana, periode, grouping(dana)::int as semua_dana, grouping(periode)::int as semua_triwulan,
    count(distinct (periode, kegiatan_id)) as kegiatan,
    count(distinct peserta_id) as orang,
    count(distinct peserta_id) filter (jenis_kelamin = 'P') as perempuan,
    count(distinct koperasi_id) as koperasi,
    count(distinct kelompok_id) as kelompok
from peserta
group by grouping sets ((dana, periode), (dana), (periode), ())
order by semua_triwulan desc, periode, semua_dana, dana nulls last
