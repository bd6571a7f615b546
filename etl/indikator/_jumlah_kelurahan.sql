-- The cases of one indicator. Counts and Rupiah with cents, both exact in decimals: sums of sums must not differ in the
-- last digit.
select ?::varchar as indikator, periode, kode_kelurahan, kelompok_hitung, pembilang::decimal(38, 2) as pembilang,
    penyebut::decimal(38, 2) as penyebut
from (
{kasus}
)
