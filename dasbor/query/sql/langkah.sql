-- Who changes the numerator or the denominator of indicators between an earlier quarter and a later one, for each pair of
-- $sejak and $kini. The cases of each indicator stand in the first CTE, in all these quarters, with its place ($nomor) among
-- those that are asked for.
-- langkah: 'masuk' | 'keluar' = came into what is counted or left it; else 'baru' | 'lepas', among those who count now or
-- no longer. Without a denominator (a count) nobody belongs to anything. The name is the present one where there is one.
with kasus as (
{kasus}
),
waktu as (select unnest($kini::varchar[]) as kapan, unnest($sejak::varchar[]) as sejak),
berdua as (
    select kapan, nomor, id, kasus.nama, wilayah.nama as kelurahan, pembilang, penyebut, periode = kapan as kini
    from kasus
    join waktu on periode = kapan or periode = sejak
    left join wilayah on wilayah.kode = kode_kelurahan
    where kelompok_hitung = $kelompok and rules.in_area(kode_kelurahan, $kode)
),
orang as (
    select kapan, nomor, id,
        coalesce(any_value(berdua.nama) filter (berdua.kini), any_value(berdua.nama) filter (not berdua.kini)) as nama,
        coalesce(any_value(berdua.kelurahan) filter (berdua.kini), any_value(berdua.kelurahan) filter (not berdua.kini)) as kelurahan,
        bool_or(berdua.kini) as kini,
        bool_or(not berdua.kini) as lalu,
        count(penyebut) = 0 as tanpa_penyebut,
        sum(case when berdua.kini then pembilang else -pembilang end) as d_pembilang,
        sum(case when berdua.kini then penyebut else -penyebut end) as d_penyebut
    from berdua
    group by kapan, nomor, id
)
select kapan as periode, nomor::int as nomor, id, nama, kelurahan,
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
order by kapan, nomor, langkah, rules.name_order(nama) nulls last, id
