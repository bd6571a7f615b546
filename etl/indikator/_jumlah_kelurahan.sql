-- The cases of one indicator summed per kelurahan. Counts and Rupiah with cents, both exact in decimals: sums of sums
-- must not differ in the last digit.
select ?::varchar as indikator, periode, kode_kelurahan, kelompok_hitung,
    sum(pembilang)::decimal(38, 2) as pembilang, sum(penyebut)::decimal(38, 2) as penyebut
from (
{kasus}
)
group by all
