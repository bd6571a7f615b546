-- Columns of money or people that turned to zero: at least $paling_sedikit, and more than a share $bagian of those that
-- were not zero before.
with nol as (
    select *, count(*) over (partition by kolom) as jumlah
    from sel
    where kolom in ({columns}) and beda and lalu is not null and try_cast(kini as double) = 0
),
bukan_nol as (
    select kolom, count(*) as dari
    from sel
    where kolom in (select kolom from nol) and ada and kini is not null and try_cast(lalu as double) <> 0
    group by kolom
)
select kolom, 0 as pangkat, lembar, baris, tertulis, tertulis_lalu, jumlah, dari
from nol
join bukan_nol using (kolom)
where jumlah >= $paling_sedikit and jumlah > dari * $bagian
order by kolom, urut
