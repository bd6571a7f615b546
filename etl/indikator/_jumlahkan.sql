-- From kelurahan counts (hasil_indikator) to every area. An area without a row has `tanpa_baris` (0, or null for sums);
-- a quarter without the workbook sheets that the indicator needs is unknown (null).
insert into indikator
with tersedia as (
    select hitung.periode
    from hitung
    where not exists (
        from butuh
        where not exists (
            from periode_jenis
            join indeks_periode using (periode)
            where periode_jenis.jenis = butuh.jenis
                and indeks_periode.indeks between hitung.indeks - butuh.sampai and hitung.indeks - butuh.dari
        )
    )
),
per_area as (
    select wilayah.kode, hasil.periode, hasil.kelompok_hitung,
        sum(hasil.pembilang) as pembilang, sum(hasil.penyebut) as penyebut
    from hasil_indikator as hasil
    join naungan as wilayah using (kode_kelurahan)
    group by all
),
lengkap as (
    select hitung.periode, wilayah.kode, cakupan.kelompok_hitung,
        case when tersedia.periode is not null then coalesce(per_area.pembilang, $tanpa_baris) end as pembilang,
        case when tersedia.periode is not null and not $cacah then coalesce(per_area.penyebut, 0) end as penyebut
    from hitung
    cross join wilayah
    cross join cakupan
    left join tersedia on tersedia.periode = hitung.periode
    left join per_area on per_area.periode = hitung.periode and per_area.kode = wilayah.kode
        and per_area.kelompok_hitung = cakupan.kelompok_hitung
)
select periode, kode, $indikator, kelompok_hitung, $sumber, pembilang, penyebut,
    case when $cacah then pembilang when penyebut > 0 then pembilang / penyebut end
from lengkap
order by periode, kode, kelompok_hitung;
