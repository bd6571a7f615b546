-- Columns of money or people that turned to zero: at least $paling_sedikit, and more than a share $bagian of those that
-- were not zero before.
with angka as (
    select *, count(*) over (partition by kolom) as dari
    from sel
    where kolom in ({columns}) and ada and try_cast(lalu as double) <> 0 and kini is not null
)
select kolom, 0 as pangkat, lembar, baris, tertulis, tertulis_lalu,
    count(*) over (partition by kolom) as jumlah, dari
from angka
where try_cast(kini as double) = 0
qualify jumlah >= $paling_sedikit and jumlah > dari * $bagian
order by kolom, urut
