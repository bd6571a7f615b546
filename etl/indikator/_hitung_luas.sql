-- All quarters, in which an indicator is counted that looks into all registers; baru = those in which every one is.
create or replace temp table hitung_luas as
select *, rules.quarter_index(periode) as indeks, periode in (select periode from hitung) as baru
from periode;

-- The areas of each quarter: of those with dates the ones in force on its last day; a kecamatan as long as it has one.
create or replace temp view wilayah_triwulan as
with berlaku as (
    select hitung.periode, wilayah.*
    from hitung_luas as hitung
    cross join wilayah
    left join (select kode, true as bermasa from masa group by all) as punya using (kode)
    left join masa on masa.kode = wilayah.kode
        and coalesce(dari <= tanggal_akhir, true) and coalesce(sampai >= tanggal_akhir, true)
    where bermasa is null or masa.kode is not null
)
select berlaku.*
from berlaku
left join (select distinct periode, induk from berlaku where induk is not null) as isi
    on isi.periode = berlaku.periode and isi.induk = berlaku.kode
where rules.is_smallest(tingkat, berlaku.induk) or isi.induk is not null;
