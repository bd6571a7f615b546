-- Digital channels of the active cooperatives of an area and quarter: how many use each, of those that answered.
-- "Tidak ada" is an answer (the empty list), a blank is none.
with menjawab as (
    select kanal_digital from koperasi_triwulan
    where periode = $periode and status = 'aktif' and kanal_digital is not null
        and rules.in_area(kode_kelurahan, $kode) and rules.is_counted(kkmp, $kelompok)
),
kanal as (select unnest(string_split(kanal_digital, '; ')) as kanal from menjawab)
select kanal, count(*) as pembilang, (select count(*) from menjawab) as penyebut
from kanal
where kanal <> ''
group by all
order by all
