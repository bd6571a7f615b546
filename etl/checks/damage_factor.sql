-- Columns of money or people of which at least $paling_sedikit cooperatives moved by one factor of ten, a hundred, a
-- thousand or a million (pangkat: its power of ten, negative where they became smaller): three of them exactly, or a
-- fifth of the column about so much.
with angka as (
    select *, try_cast(kini as double) as sekarang, try_cast(lalu as double) as dahulu
    from sel
    where kolom in ({columns}) and beda
),
kali as (
    select *, log10(abs(sekarang / dahulu)) as besar, round(besar)::int as pangkat
    from angka
    where sekarang <> 0 and dahulu <> 0
),
dekat as (
    select *, abs(sekarang - dahulu * pow(10, pangkat)) <= greatest(0.5, abs(sekarang) * 0.005) as tepat,
        count(*) over (partition by kolom, pangkat) as jumlah
    from kali
    where pangkat in (-6, -3, -2, -1, 1, 2, 3, 6) and abs(besar - pangkat) < 0.15
)
select dekat.kolom, pangkat, lembar, baris, tertulis, tertulis_lalu, jumlah, terisi as dari
from dekat
join (select kolom, terisi from ringkas) as banyak using (kolom)
where jumlah >= $paling_sedikit
qualify count(*) filter (tepat) over (partition by dekat.kolom, pangkat) >= 3 or jumlah > terisi * 0.2
order by dekat.kolom, pangkat, urut
