-- Who changes the numerator or the denominator of indicators since the quarter $sejak. The cases of each stand in the
-- first CTE, in both quarters, with the place ($nomor) of the indicator among those that are asked for.
-- langkah: 'masuk' | 'keluar' = came into what is counted or left it; else 'baru' | 'lepas', among those who count now or
-- no longer. Without a denominator (a count) nobody belongs to anything. The name is the present one where there is one.
with kasus as (
{kasus}
),
orang as (
    select nomor, id,
        coalesce(
            any_value(kasus.nama) filter (periode = $periode), any_value(kasus.nama) filter (periode = $sejak)
        ) as nama,
        coalesce(
            any_value(wilayah.nama) filter (periode = $periode), any_value(wilayah.nama) filter (periode = $sejak)
        ) as kelurahan,
        bool_or(periode = $periode) as kini,
        bool_or(periode = $sejak) as lalu,
        count(penyebut) = 0 as tanpa_penyebut,
        sum(case when periode = $periode then pembilang else -pembilang end) as d_pembilang,
        sum(case when periode = $periode then penyebut else -penyebut end) as d_penyebut
    from kasus
    left join wilayah on wilayah.kode = kode_kelurahan
    where periode in ($periode, $sejak) and kelompok_hitung = $kelompok and rules.in_area(kode_kelurahan, $kode)
    group by nomor, id
)
select nomor::int as nomor, id, nama, kelurahan,
    case
        when kini and not lalu and not tanpa_penyebut then 'masuk'
        when lalu and not kini and not tanpa_penyebut then 'keluar'
        when coalesce(d_pembilang, 0) >= 0 then 'baru'
        else 'lepas'
    end as langkah,
    coalesce(d_pembilang, 0)::bigint as d_pembilang,
    coalesce(d_penyebut, 0)::bigint as d_penyebut
from orang
where coalesce(d_pembilang, 0) <> 0 or coalesce(d_penyebut, 0) <> 0
order by nomor, langkah, nama nulls last, id
