-- Columns of money or people of which at least $paling_sedikit cooperatives moved by one factor of ten, a hundred, a
-- thousand or a million (pangkat: its power of ten, negative where they became smaller): three of them exactly, or a
-- fifth of the column about so much.
with angka as (
    select *, try_cast(kini as double) as sekarang, try_cast(lalu as double) as dahulu
    from sel
    where kolom in ({columns}) and ada and try_cast(kini as double) <> 0 and try_cast(lalu as double) <> 0
),
kali as (
    select *, round(log10(abs(sekarang / dahulu)))::int as pangkat, count(*) over (partition by kolom) as dari
    from angka
),
tepat as (
    select *, abs(sekarang - dahulu * pow(10, pangkat)) <= greatest(0.5, abs(sekarang) * 0.005) as tepat
    from kali
    where pangkat in (-6, -3, -2, -1, 1, 2, 3, 6) and abs(log10(abs(sekarang / dahulu)) - pangkat) < 0.15
)
select kolom, pangkat, lembar, baris, tertulis, tertulis_lalu,
    count(*) over (partition by kolom, pangkat) as jumlah, dari
from tepat
qualify jumlah >= $paling_sedikit
    and (count(*) filter (tepat) over (partition by kolom, pangkat) >= 3 or jumlah > dari * 0.2)
order by kolom, pangkat, urut
