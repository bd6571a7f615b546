-- What is divided by the PDRB has a value for the whole area alone, of the year before the quarter's.
-- From kelurahan counts (hasil_indikator) to every area. An area without a row has `tanpa_baris` (0, or null for sums);
-- a quarter without the workbook sheets that the indicator needs is unknown (null).
insert into indikator
with ada as (
    -- Which needs of which indicator are met in which quarter.
    select distinct hitung.periode, butuh.indikator, butuh.jenis, butuh.dari
    from hitung_luas as hitung, butuh
    join periode_jenis using (jenis)
    join indeks_periode on indeks_periode.periode = periode_jenis.periode
    where indeks_periode.indeks between hitung.indeks - butuh.sampai and hitung.indeks - butuh.dari
),
tersedia as (
    select periode, indikator
    from (select periode, indikator, count(*) as terpenuhi from ada group by all)
    join (select indikator, count(*) as diminta from butuh group by all) using (indikator)
    where terpenuhi = diminta
),
per_area as (
    select indikator, naungan.kode, periode, kelompok_hitung, sum(pembilang) as pembilang, sum(penyebut) as penyebut
    from hasil_indikator
    join naungan using (kode_kelurahan)
    group by all
),
lengkap as (
    select hitung.periode, wilayah.kode, sifat.indikator, cakupan.kelompok_hitung, sumber, cacah,
        case when tersedia.periode is not null then coalesce(per_area.pembilang, tanpa_baris) end as pembilang,
        case
            when tersedia.periode is null or cacah then null
            when dari_pdrb then pdrb.nilai
            else coalesce(per_area.penyebut, 0)
        end as penyebut
    from hitung_luas as hitung
    join sifat on hitung.baru or sifat.luas
    join wilayah_triwulan as wilayah using (periode)
    cross join cakupan
    left join tersedia on tersedia.periode = hitung.periode and tersedia.indikator = sifat.indikator
        and (not dari_pdrb or wilayah.induk is null)
    left join pdrb on pdrb.tahun = hitung.tahun - 1
    left join per_area on per_area.periode = hitung.periode and per_area.kode = wilayah.kode
        and per_area.indikator = sifat.indikator and per_area.kelompok_hitung = cakupan.kelompok_hitung
)
select periode, kode, indikator, kelompok_hitung, sumber, pembilang, penyebut,
    case when cacah then pembilang when penyebut > 0 then pembilang / penyebut end
from lengkap
order by periode, kode, kelompok_hitung, indikator; -- a page asks for all indicators of one area
